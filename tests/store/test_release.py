"""Which release is current: noticed at once, and never given up for something that cannot be read."""

import os
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from shutil import copy
from threading import Barrier

import pytest

from portal.store.database import database
from portal.store.models import Document, Fact
from portal.store.release import CurrentRelease, ReleaseMissing


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    database.leave()


@pytest.fixture
def source(published: Path) -> Path:
    return (published / "current").resolve()


@pytest.fixture
def link(tmp_path: Path) -> Path:
    return tmp_path / "current"


def make(source: Path, file: Path) -> Path:
    """A release that differs from the source in its id, which is the file's name."""
    copy(source, file)
    with sqlite3.connect(file) as connection:
        connection.execute("update fact set value = json_set(value, '$.id', ?) where name = 'release'", (file.name,))
    connection.close()
    return file


def point(link: Path, file: Path) -> None:
    new = link.with_name("new")
    new.symlink_to(file)
    new.replace(link)


def test_a_release_has_what_every_page_needs(published: Path, source: Path) -> None:
    release = CurrentRelease(published / "current").use()
    assert release.id == source.stem
    assert release.site["brand"] == "小云"
    assert [panel["slug"] for panel in release.menus] == ["activities", "products", "solutions", "support"]
    assert release.turns == sorted(release.turns)
    assert release.built.tzinfo


def test_the_release_is_read_once_while_nothing_changes(published: Path) -> None:
    current = CurrentRelease(published / "current")
    assert current.use() is current.use()


def test_a_new_release_is_used_at_the_next_request(source: Path, link: Path, tmp_path: Path) -> None:
    current = CurrentRelease(link)
    for name in ("one", "two", "three"):
        point(link, make(source, tmp_path / name))
        assert current.use().id == name == Fact.of("release")["id"]


def test_a_file_replaced_under_the_same_name_is_noticed(source: Path, link: Path, tmp_path: Path) -> None:
    point(link, make(source, tmp_path / "one"))
    current = CurrentRelease(link)
    current.use()
    make(source, tmp_path / "two").replace(tmp_path / "one")
    assert current.use().id == "two"


def test_a_release_held_by_one_thread_stays_while_another_switches(source: Path, link: Path, tmp_path: Path) -> None:
    point(link, make(source, tmp_path / "one"))
    current = CurrentRelease(link)
    held, switched = Barrier(2, timeout=20), Barrier(2, timeout=20)

    def hold() -> tuple[str, str, int, str]:
        release = current.use()
        held.wait()
        switched.wait()
        seen = (release.id, Fact.of("release")["id"], Document.select().count())
        after = current.use().id
        database.leave()
        return (*seen, after)

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(hold)
        held.wait()
        point(link, make(source, tmp_path / "two"))
        (tmp_path / "one").unlink()
        assert current.use().id == "two"
        switched.wait()
        assert waiting.result() == ("one", "one", 6, "two")


def test_no_thread_ever_sees_two_releases_at_once(source: Path, link: Path, tmp_path: Path) -> None:
    files = [make(source, tmp_path / name) for name in ("one", "two")]
    point(link, files[0])
    current = CurrentRelease(link)

    def read(_: int) -> set[tuple[str, str]]:
        seen = set()
        for _ in range(100):
            release = current.use()
            seen.add((release.id, Fact.of("release")["id"]))
        database.leave()
        return seen

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read, number) for number in range(4)]
        for number in range(50):
            point(link, files[number % 2])
        seen = set().union(*(each.result() for each in reading))
    assert seen <= {("one", "one"), ("two", "two")}


def empty(file: Path) -> None:
    file.write_bytes(b"")


def junk(file: Path) -> None:
    file.write_bytes(os.urandom(4096))


def another_database(file: Path) -> None:
    sqlite3.connect(file).execute("create table other (x)").connection.close()


def no_facts(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("delete from fact")
    connection.close()


def no_turns(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("update fact set value = '{\"id\": \"bad\"}' where name = 'release'")
    connection.close()


def no_json(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("update fact set value = '{' where name = 'menus'")
    connection.close()


def cut_short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:9000])


def unlink(file: Path) -> None:
    file.unlink()


DAMAGES = [empty, junk, no_facts, no_turns, no_json, cut_short, unlink]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_new_release_keeps_the_old_one(damage: object, source: Path, link: Path, tmp_path: Path) -> None:
    point(link, make(source, tmp_path / "one"))
    current = CurrentRelease(link)
    release = current.use()
    damage(make(source, tmp_path / "two"))  # type: ignore[operator]
    point(link, tmp_path / "two")
    for _ in range(2):
        assert current.use() == release
        assert Fact.of("release")["id"] == "one"
        assert Document.select().count() == 6


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_only_release_is_said(damage: object, source: Path, link: Path, tmp_path: Path) -> None:
    damage(make(source, tmp_path / "one"))  # type: ignore[operator]
    point(link, tmp_path / "one")
    with pytest.raises(ReleaseMissing, match="portal publish"):
        CurrentRelease(link).use()


def test_another_database_is_no_release(link: Path, tmp_path: Path) -> None:
    another_database(tmp_path / "other")
    point(link, tmp_path / "other")
    with pytest.raises(ReleaseMissing):
        CurrentRelease(link).use()


def test_a_mended_release_is_used(source: Path, link: Path, tmp_path: Path) -> None:
    point(link, make(source, tmp_path / "one"))
    current = CurrentRelease(link)
    current.use()
    empty(tmp_path / "two")
    point(link, tmp_path / "two")
    current.use()
    make(source, tmp_path / "three").rename(tmp_path / "two")
    assert current.use().id == "three"


def test_a_release_that_vanished_is_still_answered_from(source: Path, link: Path, tmp_path: Path) -> None:
    point(link, make(source, tmp_path / "one"))
    current = CurrentRelease(link)
    current.use()
    link.unlink()
    (tmp_path / "one").unlink()
    assert current.use().id == "one"
    assert Document.select().count() == 6


def test_another_file_opened_in_between_is_left_again(source: Path, link: Path, tmp_path: Path) -> None:
    point(link, make(source, tmp_path / "one"))
    current = CurrentRelease(link)
    current.use()
    database.open(make(source, tmp_path / "two"))
    assert current.use().id == "one" == Fact.of("release")["id"]


def test_without_a_release_it_is_said_what_to_do(link: Path) -> None:
    with pytest.raises(ReleaseMissing, match="portal publish"):
        CurrentRelease(link).use()
