"""The connection to a release: one a thread, to whichever file that thread has opened."""

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from peewee import SqliteDatabase


class ReleaseDatabase(SqliteDatabase):
    """Peewee's database, with the file chosen by each thread instead of once for the process.

    A worker thread reads the current release while another still finishes a page from the one before it,
    and a publish fills a third file; none of them sees the others' connection.
    """

    def __init__(self) -> None:
        super().__init__("release", autoconnect=False)
        self._thread = threading.local()

    @property
    def file(self) -> Path | None:
        """The file that this thread's connection points at, if it has one."""
        return getattr(self._thread, "file", None)

    def open(self, file: Path, *, writable: bool = False) -> None:
        """Connect this thread to `file`; only when that worked is what it had open before given up.

        Raises sqlite3.Error when the file is missing or no database.
        """
        mode = "rwc" if writable else "ro&immutable=1"
        connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None)
        try:
            connection.execute("select count(*) from sqlite_master")
        except sqlite3.Error:
            connection.close()
            raise
        self.leave()
        self._thread.connection, self._thread.file = connection, file
        self.connect()

    def leave(self) -> None:
        """Close this thread's connection, if it has one."""
        if not self.is_closed():
            self.close()
        self._thread.file = None

    def rows(self, statement: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """All rows of an SQL statement on this thread's connection; raises peewee.DatabaseError."""
        found: list[tuple[Any, ...]] = self.execute_sql(statement, parameters).fetchall()  # type: ignore[no-untyped-call]
        return found

    def _connect(self) -> Any:
        return self._thread.connection


database = ReleaseDatabase()
