"""One connection a thread, each to the file that its thread opened."""

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from peewee import InterfaceError, OperationalError

from portal.store.database import database
from portal.store.models import Fact


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    database.leave()
    yield
    database.leave()


def make(file: Path, value: str) -> Path:
    """A file with one fact."""
    database.open(file, writable=True)
    database.create_tables([Fact])
    Fact.create(name="who", value=value)
    database.leave()
    return file


def test_each_thread_sees_its_own_file(tmp_path: Path) -> None:
    files = {name: make(tmp_path / name, name) for name in "abc"}
    together = Barrier(3)

    def read(name: str) -> list[str]:
        database.open(files[name])
        found = []
        for _ in range(20):
            together.wait()
            found.append(Fact.of("who"))
        database.leave()
        return found

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(read, "abc")) == [[name] * 20 for name in "abc"]


def test_another_thread_has_nothing_open(tmp_path: Path) -> None:
    database.open(make(tmp_path / "a", "a"))
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: (database.file, database.is_closed())).result() == (None, True)


def test_a_thread_changes_files(tmp_path: Path) -> None:
    first, second = make(tmp_path / "a", "a"), make(tmp_path / "b", "b")
    database.open(first)
    database.open(second)
    assert (Fact.of("who"), database.file) == ("b", second)


@pytest.mark.parametrize("name", ["a b", "云", "a#b", "a?mode=rwc", "a%41", "a&b", "-"])
def test_a_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    database.open(make(tmp_path / name, "here"))
    assert Fact.of("who") == "here"
    assert (tmp_path / name).is_file()


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        database.open(tmp_path / "none")
    assert not (tmp_path / "none").exists()


def junk(file: Path) -> None:
    file.write_bytes(b"this is no database" * 100)


@pytest.mark.parametrize("spoil", [junk, Path.mkdir])
def test_what_was_open_stays_when_another_cannot_be_opened(tmp_path: Path, spoil: object) -> None:
    first = make(tmp_path / "a", "a")
    database.open(first)
    spoil(tmp_path / "b")  # type: ignore[operator]
    with pytest.raises(sqlite3.Error):
        database.open(tmp_path / "b")
    assert (Fact.of("who"), database.file) == ("a", first)


def test_a_release_cannot_be_written(tmp_path: Path) -> None:
    database.open(make(tmp_path / "a", "a"))
    with pytest.raises(OperationalError, match="readonly"):
        Fact.create(name="x", value=1)


def test_leaving_twice_is_no_accident(tmp_path: Path) -> None:
    database.open(make(tmp_path / "a", "a"))
    database.leave()
    database.leave()
    assert database.file is None


def test_nothing_is_opened_behind_ones_back() -> None:
    with pytest.raises(InterfaceError):
        database.rows("select 1")


def test_values_are_bound(tmp_path: Path) -> None:
    database.open(make(tmp_path / "a", "a"))
    assert database.rows("select ?, ?", ("'; drop table fact; --", 1)) == [("'; drop table fact; --", 1)]
    assert Fact.of("who") == "a"
