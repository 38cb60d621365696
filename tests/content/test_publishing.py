"""Publishing: all or nothing, one at a time, and what is current stays until something better is ready."""

import logging
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from portal.content import building, publishing
from portal.content.fingerprint import current_link, release_id
from portal.content.problems import SeedError
from portal.content.publishing import KEPT, PublishError, check, publish, publish_or_keep
from portal.settings import ROOT
from portal.store.database import database


@pytest.fixture
def state(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "state"
    database.leave()


def change(world: Path, text: str) -> None:
    """Make another seed of the world, one that can be published."""
    file = world / "docs/ecs/guide/login.md"
    file.write_text(file.read_text("utf-8") + f"\n{text}\n", "utf-8")


def break_(world: Path) -> None:
    (world / "site.yaml").write_text("brand: 小云\n", "utf-8")


def releases(state: Path) -> list[str]:
    """Every file beside the releases, unfinished ones too."""
    return sorted(file.name for file in (state / "releases").iterdir())


def bodies(release: Path) -> str:
    with sqlite3.connect(release) as connection:
        found = "".join(row[0] for row in connection.execute("select body from document"))
    connection.close()
    return found


def test_a_publish_makes_a_release_current(world: Path, state: Path) -> None:
    release = publish(world, state)
    assert release == current_link(state).resolve()
    assert release.name == f"{release_id(world)}.sqlite3"
    assert "远程登录" in bodies(release)


def test_the_link_is_relative_so_that_the_state_can_be_moved(world: Path, state: Path) -> None:
    publish(world, state)
    moved = state.rename(state.with_name("moved"))
    assert current_link(moved).resolve().is_file()


def test_everyone_may_read_a_release(world: Path, state: Path) -> None:
    assert publish(world, state).stat().st_mode & 0o777 == 0o644


def test_a_release_is_one_file(world: Path, state: Path) -> None:
    release = publish(world, state)
    assert releases(state) == [release.name]


@pytest.mark.parametrize("name", ["a b", "云", "a#b?c", "a%20b", "a'b\"", "-"])
def test_a_state_folder_may_have_any_name(world: Path, tmp_path: Path, name: str) -> None:
    release = publish(world, tmp_path / name)
    assert release.parent.parent == tmp_path / name
    assert "远程登录" in bodies(release)


def test_without_a_change_nothing_is_built(world: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = publish(world, state)
    before = first.stat()
    monkeypatch.setattr(publishing, "_build", lambda *_: pytest.fail("built again"))
    assert publish(world, state) == first
    assert first.stat() == before


def test_a_change_makes_another_release(world: Path, state: Path) -> None:
    first = publish(world, state)
    change(world, "新的一句。")
    second = publish(world, state)
    assert first != second == current_link(state).resolve()
    assert "新的一句。" in bodies(second)


def test_the_same_seed_makes_the_same_pages(world: Path, tmp_path: Path) -> None:
    first, second = (bodies(publish(world, tmp_path / name)) for name in "ab")
    assert first == second


def test_going_back_publishes_the_earlier_content(world: Path, state: Path) -> None:
    file = world / "docs/ecs/guide/login.md"
    before, first = file.read_bytes(), publish(world, state)
    change(world, "新的一句。")
    publish(world, state)
    file.write_bytes(before)
    assert publish(world, state) == first == current_link(state).resolve()


def test_a_broken_seed_keeps_what_is_current(world: Path, state: Path) -> None:
    first = publish(world, state)
    break_(world)
    with pytest.raises(SeedError, match=r"site\.yaml"):
        publish(world, state)
    assert current_link(state).resolve() == first
    assert releases(state) == [first.name]


def test_a_broken_first_seed_leaves_nothing_current(world: Path, state: Path) -> None:
    break_(world)
    with pytest.raises(SeedError):
        publish(world, state)
    assert not current_link(state).exists()


def test_a_dead_link_found_while_building_leaves_nothing(world: Path, state: Path) -> None:
    first = publish(world, state)
    change(world, "[死](dead-link)")
    with pytest.raises(SeedError, match="dead-link"):
        publish(world, state)
    assert releases(state) == [first.name]


def test_publish_or_keep_logs_why_and_stays(world: Path, state: Path, caplog: pytest.LogCaptureFixture) -> None:
    first = publish(world, state)
    break_(world)
    with caplog.at_level(logging.ERROR):
        publish_or_keep(world, state)
    assert current_link(state).resolve() == first
    assert "继续使用上一个发布版" in caplog.text
    assert "site.yaml:1:1: 缺少 “description”" in caplog.text


def test_publish_or_keep_raises_when_there_is_nothing_to_stay_with(world: Path, state: Path) -> None:
    break_(world)
    with pytest.raises(SeedError):
        publish_or_keep(world, state)


@pytest.mark.parametrize("accident", [RuntimeError, KeyboardInterrupt, MemoryError, OSError(28, "No space left")])
def test_an_aborted_build_leaves_nothing(
    world: Path, state: Path, accident: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(world, state)
    change(world, "新的一句。")

    def fail(*_: object) -> None:
        raise accident

    monkeypatch.setattr(building.indexing, "add", fail)
    with pytest.raises(BaseException):  # noqa: B017, PT011 - whatever it was
        publish(world, state)
    assert current_link(state).resolve() == first
    assert releases(state) == [first.name]


def test_a_build_that_failed_can_be_done_again(world: Path, state: Path) -> None:
    break_(world)
    with pytest.raises(SeedError):
        publish(world, state)
    (world / "site.yaml").write_bytes((ROOT / "tests/seed/site.yaml").read_bytes())
    assert publish(world, state).is_file()


KILLED = """
import os, signal, sys
from pathlib import Path
from portal.content import building, publishing
def die(*_):
    print("dying", flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
building.indexing.add = die
publishing.publish(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_killed_build_leaves_nothing_after_the_next_one(world: Path, state: Path) -> None:
    first = publish(world, state)
    change(world, "新的一句。")
    killed = subprocess.run([sys.executable, "-c", KILLED, world, state], capture_output=True, text=True)
    assert (killed.returncode, killed.stdout) == (-signal.SIGKILL, "dying\n")
    assert current_link(state).resolve() == first
    second = publish(world, state)
    assert releases(state) == sorted([first.name, second.name])


def test_a_release_that_fails_its_check_is_not_made_current(
    world: Path, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = publish(world, state)
    change(world, "新的一句。")
    built = building.build
    monkeypatch.setattr(building, "build", lambda *given: built(*given) + 1)
    with pytest.raises(PublishError, match="没有通过检查"):
        publish(world, state)
    assert current_link(state).resolve() == first
    assert releases(state) == [first.name]


def count_builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    builds: list[int] = []
    build = publishing._build

    def counted(*given: object) -> None:
        builds.append(threading.get_ident())
        build(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(publishing, "_build", counted)
    return builds


def test_threads_that_publish_at_once_publish_once(world: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    builds = count_builds(monkeypatch)
    together = threading.Barrier(6)

    def run(_: int) -> Path:
        together.wait()
        return publish(world, state)

    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(run, range(6)))
    assert found == {current_link(state).resolve()}
    assert len(builds) == 1


PUBLISHING = """
import logging, sys
from pathlib import Path
from portal.content import publishing
build = publishing._build
def counted(*given):
    print("built", flush=True)
    build(*given)
publishing._build = counted
sys.stdin.readline()
print(publishing.publish(Path(sys.argv[1]), Path(sys.argv[2])))
"""


def test_processes_that_publish_at_once_publish_once(world: Path, state: Path) -> None:
    command = [sys.executable, "-c", PUBLISHING, str(world), str(state)]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for each in started:
        assert each.stdin
        each.stdin.write("\n")
        each.stdin.flush()
    lines = [line for each in started for line in each.communicate()[0].splitlines()]
    assert [each.returncode for each in started] == [0] * 4
    assert lines.count("built") == 1
    assert lines.count(str(current_link(state).resolve())) == 4


def test_the_newest_releases_are_kept(world: Path, state: Path) -> None:
    made = []
    for number in range(KEPT + 3):
        change(world, f"第 {number} 次。")
        made.append(publish(world, state))
        os.utime(made[-1], (number, number))
    assert releases(state) == sorted(each.name for each in made[-KEPT:])


def test_the_current_release_is_kept_whatever_its_date(world: Path, state: Path) -> None:
    for number in range(KEPT):
        change(world, f"第 {number} 次。")
        os.utime(publish(world, state), (4e9 + number, 4e9 + number))
    change(world, "最后一次。")
    last = publish(world, state)
    assert last == current_link(state).resolve()
    assert last.is_file()


def test_what_an_interrupted_build_left_is_removed(world: Path, state: Path) -> None:
    (state / "releases").mkdir(parents=True)
    (state / "releases" / "tmpabc.building").write_text("half")
    release = publish(world, state)
    assert releases(state) == [release.name]


def test_a_file_of_someone_else_beside_the_releases_stays(world: Path, state: Path) -> None:
    (state / "releases").mkdir(parents=True)
    (state / "releases" / "notes.txt").write_text("mine")
    publish(world, state)
    assert "notes.txt" in releases(state)


def test_a_link_that_an_interrupted_switch_left_is_no_obstacle(world: Path, state: Path) -> None:
    state.mkdir()
    (state / f".current-{os.getpid()}").symlink_to("nowhere")
    assert publish(world, state).is_file()
    assert not (state / f".current-{os.getpid()}").is_symlink()


def test_a_wal_file_left_beside_does_no_harm(world: Path, state: Path) -> None:
    release = publish(world, state)
    release.with_name(release.name + "-wal").write_bytes(b"stray")
    database.open(release)
    assert database.rows("pragma quick_check") == [("ok",)]


def test_a_seed_changed_while_it_is_built_is_published_next_time(
    world: Path, state: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    load = publishing.seed.load

    def slow(folder: Path) -> object:
        found = load(folder)
        change(world, "边建边改。")
        return found

    monkeypatch.setattr(publishing.seed, "load", slow)
    first = publish(world, state)
    assert "发布期间种子又有改动" in caplog.text
    monkeypatch.setattr(publishing.seed, "load", load)
    second = publish(world, state)
    assert second != first
    assert "边建边改。" in bodies(second)


def test_publishing_leaves_the_thread_at_the_release_it_had(world: Path, state: Path) -> None:
    first = publish(world, state)
    database.open(first)
    change(world, "新的一句。")
    publish(world, state)
    assert database.file == first
    assert database.rows("select count(*) from document") == [(6,)]


def test_a_check_writes_no_release(world: Path, state: Path) -> None:
    assert len(check(world).documents) == 6
    assert not state.exists()
    assert database.file is None or database.file.exists()


def test_a_check_finds_what_a_publish_would(world: Path) -> None:
    change(world, "[死](dead-link)")
    with pytest.raises(SeedError, match="dead-link"):
        check(world)
