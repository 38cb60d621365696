"""A release's name says what it was built from."""

import re
import shutil
from pathlib import Path

import pytest

from portal.content import fingerprint
from portal.content.fingerprint import current_link, is_current, release_id


def test_a_name_is_two_digests(world: Path) -> None:
    assert re.fullmatch(r"[0-9a-f]{16}-[0-9a-f]{8}", release_id(world))


def test_the_same_seed_elsewhere_has_the_same_name(world: Path, tmp_path: Path) -> None:
    assert release_id(Path(shutil.copytree(world, tmp_path / "elsewhere"))) == release_id(world)


def test_touching_a_file_changes_nothing(world: Path) -> None:
    before = release_id(world)
    (world / "site.yaml").touch()
    assert release_id(world) == before


def change_a_letter(world: Path) -> None:
    file = world / "docs/ecs/guide/login.md"
    file.write_text(file.read_text("utf-8").replace("密码", "密钥", 1), "utf-8")


def move_a_letter(world: Path) -> None:
    (world / "topics.yaml").write_bytes((world / "topics.yaml").read_bytes() + b"x")
    (world / "site.yaml").write_bytes((world / "site.yaml").read_bytes()[:-1])


@pytest.mark.parametrize("change", [
    change_a_letter, move_a_letter,
    lambda world: (world / "docs/ecs/guide/login.md").rename(world / "docs/ecs/guide/log-in.md"),
    lambda world: (world / "activities/winter.yaml").unlink(),
    lambda world: (world / "empty.yaml").touch(),
    lambda world: (world / "site.yaml").write_bytes(b""),
])
def test_any_change_of_a_file_changes_the_name(world: Path, change: object) -> None:
    before = release_id(world)
    change(world)  # type: ignore[operator]
    assert release_id(world) != before


@pytest.mark.parametrize("name", [".site.yaml.swp", "docs/.DS_Store"])
def test_what_an_editor_program_leaves_hidden_does_not_count(world: Path, name: str) -> None:
    before = release_id(world)
    (world / name).write_text("x")
    assert release_id(world) == before


def test_other_code_makes_another_release(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = release_id(world)
    monkeypatch.setattr(fingerprint, "code_version", lambda: "00000000")
    assert release_id(world) != before
    assert release_id(world)[:16] == before[:16]


def test_a_published_seed_is_current(published: Path, world: Path) -> None:
    assert is_current(world, published)


def test_a_changed_seed_is_not_current(published: Path, world: Path) -> None:
    change_a_letter(world)
    assert not is_current(world, published)


def test_nothing_is_current_in_an_empty_state(world: Path, tmp_path: Path) -> None:
    assert not is_current(world, tmp_path / "none")


def test_a_link_to_a_release_that_is_gone_is_not_current(world: Path, tmp_path: Path) -> None:
    current_link(tmp_path).symlink_to(f"releases/{release_id(world)}.sqlite3")
    assert not is_current(world, tmp_path)


def test_a_file_in_place_of_the_link_is_not_current(world: Path, tmp_path: Path) -> None:
    current_link(tmp_path).write_text("x")
    assert not is_current(world, tmp_path)
