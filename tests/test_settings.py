"""Settings come from PORTAL_* variables, and a wrong one says what it should be."""

from dataclasses import fields
from pathlib import Path

import pytest

from portal.settings import ROOT, SettingError, Settings


def complaint(**given: str) -> str:
    with pytest.raises(SettingError) as caught:
        Settings.read(given)
    return str(caught.value)


def test_defaults_are_the_seed_and_state_beside_the_code() -> None:
    settings = Settings.read({})
    assert (settings.seed, settings.state) == (ROOT / "seed", ROOT / "var")
    assert (settings.port, settings.debug) == (8000, False)


def test_variables_that_are_not_ours_do_not_matter() -> None:
    assert Settings.read({"PATH": "/bin", "PORT": "nonsense", "portal_port": "x"}) == Settings.read({})


def test_the_process_environment_is_read_when_none_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORTAL_PORT", "9001")
    assert Settings.read().port == 9001


def test_every_variable_can_be_set(tmp_path: Path) -> None:
    given = {"PORTAL_SEED": str(tmp_path / "种子"), "PORTAL_STATE": str(tmp_path / "s"), "PORTAL_PORT": "1",
             "PORTAL_WORKERS": "64", "PORTAL_THREADS": "1", "PORTAL_CACHE_PAGES": "0", "PORTAL_DEBUG": "1"}
    assert {each.metadata["variable"] for each in fields(Settings)} == set(given)
    assert Settings.read(given) == Settings(tmp_path / "种子", tmp_path / "s", 1, 64, 1, 0, True)


def test_folders_become_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    assert Settings.read({"PORTAL_SEED": "here"}).seed == tmp_path / "here"
    assert Settings.read({"PORTAL_SEED": "~/seed"}).seed == tmp_path / "home" / "seed"


@pytest.mark.parametrize("text", ["", "0", "65536", "-1", "+1", "80.0", "8e3", "x", "８０", "1 2", "²", "9" * 5000])
def test_a_port_is_a_whole_number_in_range(text: str) -> None:
    message = complaint(PORTAL_PORT=text)
    assert "PORTAL_PORT=" in message
    assert "1 到 65535 之间的整数" in message


@pytest.mark.parametrize("text", ["", "true", "yes", "2", "01", " 1"])
def test_a_switch_is_0_or_1(text: str) -> None:
    assert "应是0 或 1" in complaint(PORTAL_DEBUG=text)


@pytest.mark.parametrize("text", ["", "  ", "a\0b", "~nobody-has-this-name/seed"])
def test_a_folder_is_a_path(text: str) -> None:
    assert "一个文件夹的路径" in complaint(PORTAL_STATE=text)


def test_a_message_gives_the_meaning_of_its_setting() -> None:
    assert "gunicorn 监听的端口" in complaint(PORTAL_PORT="x")


def test_an_unknown_variable_of_ours_is_refused_with_the_known_ones() -> None:
    message = complaint(PORTAL_PROT="8000")
    assert message.startswith("PORTAL_PROT 不是本站的设置")
    assert "PORTAL_PORT" in message


def test_all_wrong_settings_are_named_at_once() -> None:
    message = complaint(PORTAL_PORT="x", PORTAL_WORKERS="0", PORTAL_THREADS="4", PORTAL_COLOUR="red")
    assert [line.partition("=")[0].partition(" ")[0] for line in message.splitlines()] == [
        "PORTAL_COLOUR", "PORTAL_PORT", "PORTAL_WORKERS",
    ]
