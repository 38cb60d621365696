"""Seed to release: check, build beside the current one, switch in one step."""

import fcntl
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..store.database import database
from ..store.models import Entry
from ..store.release import Release
from . import building, seed
from .fingerprint import current_link, is_current, release_id
from .problems import SeedError

__all__ = ["PublishError", "SeedError", "check", "publish", "publish_or_keep"]

KEPT = 5
log = logging.getLogger(__name__)


class PublishError(RuntimeError):
    """A release that was built and does not work."""


def publish(folder: Path, state: Path) -> Path:
    """Make the seed in `folder` the current release of `state` and return the release's file.

    Nothing happens when it already is. One publish runs at a time, others wait for it and find it done.
    Raises SeedError for a seed that cannot be published and PublishError for a release that fails its
    check; what was current stays current then.
    """
    with _alone(state):
        if is_current(folder, state):
            return current_link(state).resolve()
        name = release_id(folder)
        releases = state / "releases"
        releases.mkdir(parents=True, exist_ok=True)
        release = releases / f"{name}.sqlite3"
        _build(seed.load(folder), name, release)
        if release_id(folder) != name:
            log.warning("发布期间种子又有改动，下一次发布会包含它们")
        _switch(current_link(state), release)
        _prune(releases, keep=release)
        log.info("已发布 %s", name)
        return release


def check(folder: Path) -> seed.Seed:
    """The seed in `folder`, having built a release of it that is thrown away; raises what `publish` raises."""
    source = seed.load(folder)
    with tempfile.TemporaryDirectory() as scratch:
        _build(source, "check", Path(scratch) / "check.sqlite3")
    return source


def publish_or_keep(folder: Path, state: Path) -> None:
    """Publish if the seed changed; a broken seed is logged and what is current stays.

    Raises SeedError when there is nothing to stay with.
    """
    try:
        publish(folder, state)
    except (SeedError, PublishError, OSError) as error:
        if not current_link(state).exists():
            raise
        log.error("种子没有发布，网站继续使用上一个发布版。%s", error)


@contextmanager
def _alone(state: Path) -> Iterator[None]:
    state.mkdir(parents=True, exist_ok=True)
    with (state / "publish.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build(source: seed.Seed, name: str, release: Path) -> None:
    handle, temporary = tempfile.mkstemp(".building", dir=release.parent)
    os.close(handle)
    file = Path(temporary)
    before = database.file
    try:
        database.open(file, writable=True)
        database.rows("pragma journal_mode = off")
        database.rows("pragma synchronous = off")
        count = building.build(source, name)
        database.rows("analyze")
        _check(count)
        database.leave()
        with file.open("rb") as written:
            os.fsync(written.fileno())
        file.chmod(0o644)
        file.replace(release)
    finally:
        database.leave()
        file.unlink(missing_ok=True)
        if before and before.exists():
            database.open(before)


def _check(count: int) -> None:
    """Refuse a release that is damaged or cannot be searched."""
    Release.read()
    damage = database.rows("pragma quick_check")[0][0]
    indexed = database.rows("select count(*) from entry_index")[0][0]
    if damage != "ok" or not count == indexed == Entry.select().count():
        raise PublishError(f"新发布版没有通过检查：{damage}，{count} 页，{indexed} 页可搜索")


def _switch(link: Path, release: Path) -> None:
    new = link.with_name(f".current-{os.getpid()}")
    with suppress(FileNotFoundError):
        new.unlink()
    new.symlink_to(release.relative_to(link.parent))
    new.replace(link)
    folder = os.open(link.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _prune(releases: Path, keep: Path) -> None:
    """Remove all but the newest releases, and what an interrupted build left."""
    for left in releases.glob("*.building"):
        left.unlink(missing_ok=True)
    files = sorted(releases.glob("*.sqlite3"), key=lambda each: each.stat().st_mtime, reverse=True)
    for old in files[KEPT:]:
        if old != keep:
            old.unlink(missing_ok=True)
