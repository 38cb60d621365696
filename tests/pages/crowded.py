"""The small world with more in it than fits on one page."""

import shutil
from pathlib import Path

from conftest import WORLD

MORE = 70


def crowded(folder: Path) -> Path:
    """A copy of the small world in `folder` with MORE activities that have 云主机 in their title."""
    world = Path(shutil.copytree(WORLD, folder / "seed"))
    text = (world / "activities/forever.yaml").read_text("utf-8")
    for number in range(MORE):
        file = world / f"activities/more-{number}.yaml"
        file.write_text(text.replace("免费试用中心", f"云主机活动{number}号"), "utf-8")
    return world
