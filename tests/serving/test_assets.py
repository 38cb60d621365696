"""Static files: names that change with the content, compressed, kept for ever; what is vendored is what it says."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import WORLD, settings_for
from portal import create_app
from portal.serving import assets
from portal.settings import ROOT

NAMED = sorted({
    name for template in (ROOT / "templates").rglob("*") if template.is_file()
    for name in re.findall(r"""asset\(["']([^"']+)["']\)""", template.read_text("utf-8"))
})
FILES = sorted(file.relative_to(ROOT / "static").as_posix() for file in (ROOT / "static").rglob("*") if file.suffix)
HTMX = "vendor/htmx-2.0.11.min.js"


def address(app: Flask, name: str) -> str:
    return str(app.jinja_env.globals["asset"](name))


def test_templates_name_assets() -> None:
    assert {"site.css", "site.js", "icons.svg", HTMX} <= set(NAMED)


@pytest.mark.parametrize("name", NAMED)
def test_each_asset_that_a_template_names_is_served(app: Flask, client: FlaskClient, name: str) -> None:
    with client.get(address(app, name)) as response:
        assert response.status_code == 200
        assert response.data == (ROOT / "static" / name).read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_a_fingerprinted_file_is_kept_for_ever(app: Flask, client: FlaskClient, name: str) -> None:
    with client.get(address(app, name)) as response:
        assert "immutable" in response.headers["Cache-Control"]
        assert response.cache_control.max_age >= 365 * 24 * 60 * 60


@pytest.mark.parametrize("name", [
    *FILES, "site.00000000.css", "none.css", "vendor/", "", "../wsgi.py", "%2e%2e/wsgi.py",
])
def test_no_other_name_is_kept_for_ever(client: FlaskClient, name: str) -> None:
    with client.get(f"/static/{name}") as response:
        assert response.status_code in (200, 404)
        assert "immutable" not in response.headers.get("Cache-Control", "")
        assert b"create_app" not in response.data


def test_the_name_changes_with_the_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assets, "STATIC", tmp_path)
    file = tmp_path / "a.css"
    file.write_text("one")
    first = assets.fingerprinted(file)
    file.write_text("two")
    assert re.fullmatch(r"a\.[0-9a-f]{8}\.css", first)
    assert assets.fingerprinted(file) != first


def test_a_page_draws_with_icons_that_exist(client: FlaskClient) -> None:
    page = HTMLParser(client.get("/").text)
    used = {use.attributes["href"].split("#")[1] for use in page.css("use") if "icons." in use.attributes["href"]}
    drawn = set(re.findall(r'id="([^"]+)"', (ROOT / "static/icons.svg").read_text("utf-8")))
    assert used
    assert used <= drawn


def test_an_unknown_asset_stops_the_template_instead_of_leading_nowhere(app: Flask) -> None:
    with pytest.raises(KeyError):
        address(app, "none.css")


def test_texts_travel_compressed(app: Flask, client: FlaskClient) -> None:
    with client.get(address(app, "site.css"), headers={"Accept-Encoding": "gzip"}) as response:
        assert response.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in response.vary
        assert gzip.decompress(response.data) == (ROOT / "static/site.css").read_bytes()


def test_who_cannot_read_gzip_gets_the_text(app: Flask, client: FlaskClient) -> None:
    with client.get(address(app, "site.css")) as response:
        assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(("name", "kind"), [
    ("site.css", "text/css"), ("site.js", "text/javascript"), ("icons.svg", "image/svg+xml"),
])
def test_each_file_says_what_it_is(app: Flask, client: FlaskClient, name: str, kind: str) -> None:
    with client.get(address(app, name)) as response:
        assert response.mimetype == kind


def test_a_browser_may_ask_whether_its_file_still_holds(app: Flask, client: FlaskClient) -> None:
    with client.get(address(app, "site.js")) as first:
        mark = first.headers["ETag"]
    with client.get(address(app, "site.js"), headers={"If-None-Match": mark}) as second:
        assert second.status_code == 304


def test_files_are_written_once_for_all_starts(published: Path) -> None:
    before = sorted((published / "static").iterdir())
    create_app(settings_for(WORLD, published))
    assert sorted((published / "static").iterdir()) == before
    assert len(before) == 1


def test_in_development_plain_names_are_served_uncached(published: Path) -> None:
    app = create_app(settings_for(WORLD, published, PORTAL_DEBUG="1"))
    with app.test_request_context():
        name = address(app, "site.css")
    with app.test_client().get(name) as response:
        assert name == "/static/site.css"
        assert response.status_code == 200
        assert "immutable" not in response.headers["Cache-Control"]


# What is vendored


def test_the_vendored_files_are_those_on_record() -> None:
    folder = ROOT / "static/vendor"
    record = dict(reversed(line.split()) for line in (folder / "CHECKSUMS").read_text("ascii").splitlines())
    files = [file for file in folder.iterdir() if file.name != "CHECKSUMS"]
    assert record == {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def test_htmx_is_the_version_that_its_name_says() -> None:
    text = (ROOT / "static" / HTMX).read_text("utf-8")
    assert re.findall(r'version:"([^"]+)"', text) == ["2.0.11"]


def test_pages_load_that_htmx(app: Flask, client: FlaskClient) -> None:
    page = HTMLParser(client.get("/").text)
    assert address(app, HTMX) in [script.attributes["src"] for script in page.css("script")]
