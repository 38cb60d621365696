"""The release that is current: which file it is, and what is kept of it in memory."""

import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from peewee import DoesNotExist, PeeweeException

from .database import database
from .models import Fact


class ReleaseMissing(RuntimeError):
    """There is no release to serve."""


@dataclass(frozen=True)
class Release:
    """What every page needs of a release, read once by each thread that opens it."""

    id: str
    built: datetime
    site: dict[str, Any]
    menus: list[dict[str, Any]]
    turns: list[float]

    @classmethod
    def read(cls) -> "Release":
        """The release that this thread's connection points at; raises Fact.DoesNotExist for another file."""
        about = Fact.of("release")
        return cls(
            id=about["id"],
            built=datetime.fromisoformat(about["built"]),
            site=Fact.of("site"),
            menus=Fact.of("menus"),
            turns=about["turns"],
        )


class CurrentRelease:
    """Keeps each thread connected to the release that `link` names."""

    def __init__(self, link: Path) -> None:
        self.link = link
        self._thread = threading.local()

    def use(self) -> Release:
        """The current release, this thread's connection pointing at it.

        Costs a stat of a few microseconds while nothing changes. When a new file cannot be read, the thread
        stays with the release it has; raises ReleaseMissing when it has none.
        """
        held: Release | None = getattr(self._thread, "release", None)
        try:
            found = self.link.stat()
            mark = (found.st_ino, found.st_mtime_ns, found.st_size)
            if held and mark == self._thread.mark and database.file == self._thread.file:
                return held
            return self._open(self.link.resolve(), mark)
        except (OSError, sqlite3.Error, PeeweeException, DoesNotExist, LookupError, ValueError) as error:
            if held is None:
                raise ReleaseMissing(f"没有可用的发布版 {self.link}({error});请先运行 portal publish") from error
            if database.file != self._thread.file:
                database.open(self._thread.file)
            return held

    def _open(self, file: Path, mark: tuple[int, ...]) -> Release:
        database.open(file)
        release = Release.read()
        self._thread.release, self._thread.mark, self._thread.file = release, mark, file
        return release
