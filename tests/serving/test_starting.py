"""Starting: something to serve, or a reason."""

import logging
from pathlib import Path

import pytest

from conftest import settings_for
from portal import StartRefused, create_app
from portal.content.fingerprint import current_link


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


def spoil(world: Path) -> tuple[Path, int]:
    """Give the second line of a file a key that is none; the file and the line."""
    file = world / "activities/summer.yaml"
    lines = file.read_text("utf-8").splitlines()
    file.write_text("\n".join([lines[0], "orderr: 10", *lines[2:]]) + "\n", "utf-8")
    return file, 2


def test_an_empty_state_folder_is_filled(world: Path, state: Path) -> None:
    create_app(settings_for(world, state))
    assert current_link(state).exists()


def test_a_second_start_publishes_nothing(world: Path, state: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for _ in range(2):
        create_app(settings_for(world, state))
    assert [each.getMessage()[:3] for each in caplog.records].count("已发布") == 1


def test_a_changed_seed_is_published_at_the_next_start(world: Path, state: Path) -> None:
    create_app(settings_for(world, state))
    before = current_link(state).resolve()
    (world / "activities/winter.yaml").unlink()
    create_app(settings_for(world, state))
    assert current_link(state).resolve() != before


def test_a_broken_seed_keeps_the_release_before_it(world: Path, state: Path) -> None:
    create_app(settings_for(world, state))
    before = current_link(state).resolve()
    spoil(world)
    site = create_app(settings_for(world, state)).test_client()
    assert current_link(state).resolve() == before
    assert site.get("/activities/summer").status_code == 200


def test_the_log_says_which_file_line_and_why(world: Path, state: Path, caplog: pytest.LogCaptureFixture) -> None:
    create_app(settings_for(world, state))
    file, line = spoil(world)
    create_app(settings_for(world, state))
    message = next(each.getMessage() for each in caplog.records if each.levelno == logging.ERROR)
    assert f"{file}:{line}:1" in message
    assert "orderr" in message
    assert "继续使用上一个发布版" in message


def test_a_broken_seed_without_a_release_refuses_with_3(world: Path, state: Path,
                                                        caplog: pytest.LogCaptureFixture) -> None:
    file, line = spoil(world)
    with pytest.raises(StartRefused) as refused:
        create_app(settings_for(world, state))
    message = next(each.getMessage() for each in caplog.records if each.levelno == logging.CRITICAL)
    assert refused.value.code == 3
    assert f"{file}:{line}:1" in message
    assert not current_link(state).exists()


def test_a_seed_folder_that_is_not_there_refuses_with_3(tmp_path: Path, state: Path,
                                                        caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(StartRefused) as refused:
        create_app(settings_for(tmp_path / "none", state))
    assert refused.value.code == 3
    assert str(tmp_path / "none") in caplog.text


def test_a_seed_folder_that_went_away_keeps_the_release(world: Path, state: Path) -> None:
    create_app(settings_for(world, state))
    world.rename(world.with_name("elsewhere"))
    assert create_app(settings_for(world, state)).test_client().get("/").status_code == 200


def test_a_state_folder_that_is_a_file_refuses_with_3(world: Path, state: Path) -> None:
    state.write_text("in the way")
    with pytest.raises(StartRefused) as refused:
        create_app(settings_for(world, state))
    assert refused.value.code == 3


def test_a_setting_that_cannot_be_used_refuses_with_3(monkeypatch: pytest.MonkeyPatch,
                                                      caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setenv("PORTAL_PORT", "８０００")
    with pytest.raises(StartRefused) as refused:
        create_app()
    assert refused.value.code == 3
    assert "PORTAL_PORT" in caplog.text


def test_the_seed_mended_is_published(world: Path, state: Path) -> None:
    whole = (world / "activities/summer.yaml").read_text("utf-8")
    file, _ = spoil(world)
    with pytest.raises(StartRefused):
        create_app(settings_for(world, state))
    file.write_text(whole, "utf-8")
    assert create_app(settings_for(world, state)).test_client().get("/").status_code == 200
