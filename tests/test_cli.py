"""The `portal` command, as an editor and an operator use it."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import WORLD
from portal.cli import main


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def portal(command: str, seed: Path, state: Path, **others: str) -> Result:
    settings = {"PORTAL_SEED": str(seed), "PORTAL_STATE": str(state), **others}
    return CliRunner().invoke(main, [command], env=settings, catch_exceptions=False)


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_check_counts_what_a_sound_seed_has(state: Path) -> None:
    result = portal("check", WORLD, state)
    assert result.exit_code == 0
    assert "没有错误：4 个产品，1 个解决方案，6 篇文档，3 个活动，2 个栏目页" in result.output


def test_check_writes_nothing(world: Path, state: Path) -> None:
    before = sorted(world.rglob("*"))
    portal("check", world, state)
    assert not state.exists()
    assert sorted(world.rglob("*")) == before


def test_check_exits_1_with_file_line_and_remedy(world: Path, state: Path) -> None:
    rewrite(world / "products/compute/ecs.yaml", "related: [disk]", "related: [dsik]")
    result = portal("check", world, state)
    assert result.exit_code == 1
    assert "ecs.yaml:15:11: 没有叫 dsik 的产品" in result.stderr
    assert "是不是 disk？" in result.stderr


def test_check_names_every_broken_file(world: Path, state: Path) -> None:
    rewrite(world / "products/compute/ecs.yaml", "order: 10", "order: ten")
    rewrite(world / "docs/ecs/guide/login.md", "updated: 2026-05-01", "updated: gestern")
    result = portal("check", world, state)
    assert "ecs.yaml:2:8" in result.stderr
    assert "login.md:4:10" in result.stderr


def test_check_finds_links_that_lead_nowhere_too(world: Path, state: Path) -> None:
    rewrite(world / "docs/ecs/guide/login.md", "## 步骤", "看[这里](nowhere)。")
    result = portal("check", world, state)
    assert result.exit_code == 1
    assert "链接 nowhere 没有目标" in result.stderr


@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_missing_seed_is_said(command: str, tmp_path: Path, state: Path) -> None:
    result = portal(command, tmp_path / "none", state)
    assert result.exit_code == 1
    assert "找不到种子文件夹" in result.stderr


@pytest.mark.parametrize("command", ["check", "publish"])
def test_a_wrong_setting_is_said(command: str, state: Path) -> None:
    result = portal(command, WORLD, state, PORTAL_PORT="http")
    assert result.exit_code == 1
    assert "PORTAL_PORT='http' 不能用" in result.stderr


def test_publish_says_the_release(state: Path) -> None:
    result = portal("publish", WORLD, state)
    release = (state / "current").resolve()
    assert result.exit_code == 0
    assert f"当前发布版：{release}" in result.stdout
    assert sqlite3.connect(release).execute("select count(*) from document").fetchone() == (6,)


def test_publish_twice_says_the_same_release(state: Path) -> None:
    first, second = (portal("publish", WORLD, state).stdout.partition("（")[0] for _ in range(2))
    assert first == second


def test_publish_of_a_broken_seed_exits_1_and_keeps_the_release(world: Path, state: Path) -> None:
    portal("publish", world, state)
    release = (state / "current").resolve()
    rewrite(world / "site.yaml", "brand: 小云", "brand:")
    result = portal("publish", world, state)
    assert result.exit_code == 1
    assert "site.yaml:1:1: “brand” 应是一段文字" in result.stderr
    assert (state / "current").resolve() == release


def test_a_state_folder_that_cannot_be_made_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = portal("publish", WORLD, tmp_path / "file")
    assert result.exit_code == 1
    assert "file" in result.stderr


def test_help_is_in_the_editors_language() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert "检查种子" in result.output
