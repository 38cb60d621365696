"""Requests always see the release that is current."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import settings_for
from portal import create_app
from portal.content import publishing
from portal.content.fingerprint import current_link


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def site(world: Path, state: Path) -> FlaskClient:
    return create_app(settings_for(world, state)).test_client()


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_new_release_gives_new_pages_at_once(site: FlaskClient, world: Path, state: Path) -> None:
    before = site.get("/products/disk")
    change(world / "products/storage/disk.yaml", "云主机的块存储。", "焕然一新的块存储。")
    publishing.publish(world, state)
    after = site.get("/products/disk", headers={"If-None-Match": before.headers["ETag"]})
    assert HTMLParser(before.text).css_first(".lead").text() == "云主机的块存储。"
    assert HTMLParser(after.text).css_first(".lead").text() == "焕然一新的块存储。"


def test_the_way_back_gives_the_old_pages_at_once(site: FlaskClient, world: Path, state: Path) -> None:
    before, mark = current_link(state).resolve(), site.get("/products/disk").headers["ETag"]
    change(world / "products/storage/disk.yaml", "云主机的块存储。", "焕然一新的块存储。")
    publishing.publish(world, state)
    assert site.get("/products/disk").headers["ETag"] != mark
    current_link(state).unlink()
    current_link(state).symlink_to(before)
    assert site.get("/products/disk").headers["ETag"] == mark


def test_search_finds_what_a_new_release_says(site: FlaskClient, world: Path, state: Path) -> None:
    assert not HTMLParser(site.get("/search?q=焕然一新").text).css(".result")
    change(world / "products/storage/disk.yaml", "云主机的块存储。", "焕然一新的块存储。")
    publishing.publish(world, state)
    assert HTMLParser(site.get("/search?q=焕然一新").text).css_first(".result a").attributes["href"] == "/products/disk"


def test_a_page_that_a_new_release_adds_is_there(site: FlaskClient, world: Path, state: Path) -> None:
    assert site.get("/activities/autumn").status_code == 404
    text = (world / "activities/forever.yaml").read_text("utf-8")
    (world / "activities/autumn.yaml").write_text(text.replace("免费试用中心", "秋日活动"), "utf-8")
    publishing.publish(world, state)
    assert site.get("/activities/autumn").status_code == 200


def test_a_page_that_a_new_release_drops_is_gone(site: FlaskClient, world: Path, state: Path) -> None:
    assert site.get("/activities/winter").status_code == 200
    (world / "activities/winter.yaml").unlink()
    publishing.publish(world, state)
    assert site.get("/activities/winter").status_code == 404


@pytest.mark.parametrize("spoil", [
    lambda link: link.unlink(),
    lambda link: (link.unlink(), link.symlink_to("releases/none.sqlite3")),
    lambda link: (link.unlink(), link.write_text("no database")),
    lambda link: (link.unlink(), link.touch()),
], ids=["no link", "link to nothing", "no database", "empty file"])
def test_a_spoilt_release_leaves_the_one_in_use(site: FlaskClient, state: Path,
                                                spoil: Callable[[Path], object]) -> None:
    assert site.get("/").status_code == 200
    spoil(current_link(state))
    assert site.get("/products/ecs").status_code == 200


def test_without_any_release_the_site_says_so_without_its_inside(site: FlaskClient, state: Path) -> None:
    current_link(state).unlink()
    response = site.get("/")
    assert response.status_code == 500
    assert HTMLParser(response.text).css_first("h1").text() == "页面没有打开"
    assert str(state) not in response.text
