"""What a release was built from, as a name; cheap enough to ask at every start."""

import hashlib
from functools import cache
from pathlib import Path


def current_link(state: Path) -> Path:
    """The symbolic link that names the current release; it need not exist yet."""
    return state / "current"


def release_id(seed: Path) -> str:
    """The name that a release of the seed in this folder has: the digests of its files and of the code."""
    return f"{_digest(seed, '*', 8)}-{code_version()}"


@cache
def code_version() -> str:
    """8 hex digits for the code that releases and pages come from."""
    return _digest(Path(__file__).parents[1], "*.py", 4)


def is_current(seed: Path, state: Path) -> bool:
    """Whether the current release is of the seed as it is now, built by this code."""
    link = current_link(state)
    try:
        return link.readlink().stem == release_id(seed) and link.exists()
    except OSError:
        return False


def _digest(folder: Path, pattern: str, size: int) -> str:
    state = hashlib.blake2b(digest_size=size)
    for file in sorted(folder.rglob(pattern)):
        if file.is_file() and not file.name.startswith("."):
            content = file.read_bytes()
            state.update(f"{file.relative_to(folder)}\0{len(content)}\0".encode() + content)
    return state.hexdigest()
