"""The small world of `tests/seed`, published once, and ways into it."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from portal import create_app
from portal.settings import Settings

WORLD = Path(__file__).parent / "seed"
SUMMER = datetime(2026, 8, 15, 12, tzinfo=UTC)
# The same examples in every run, and no test fails for being slow.
hypothesis_settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis_settings.load_profile("steady")


def settings_for(seed: Path, state: Path, **others: str) -> Settings:
    return Settings.read({"PORTAL_SEED": str(seed), "PORTAL_STATE": str(state), **others})


class Clock:
    """A clock that tests set."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A state folder with the small world published."""
    state = tmp_path_factory.mktemp("state")
    create_app(settings_for(WORLD, state))
    return state


@pytest.fixture
def clock() -> Clock:
    return Clock(SUMMER)


@pytest.fixture
def app(published: Path, clock: Clock) -> Flask:
    return create_app(settings_for(WORLD, published), clock)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def get(client: FlaskClient) -> Callable[..., HTMLParser]:
    """Fetch an address that must answer 200, as a parsed page."""

    def fetch(address: str, **options: object) -> HTMLParser:
        response = client.get(address, **options)
        assert response.status_code == 200, (address, response.status_code)
        return HTMLParser(response.text)

    return fetch


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A copy of the small world to change."""
    return Path(shutil.copytree(WORLD, tmp_path / "seed"))
