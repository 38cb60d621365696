"""Headers on every kind of response."""

from collections.abc import Callable

import pytest
from flask import Flask, Response, make_response
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from portal.serving.headers import HEADERS, POLICY

HTMX = {"HX-Request": "true"}


def is_protected(response: Response) -> bool:
    return {name: response.headers.get(name) for name in HEADERS} == HEADERS


@pytest.mark.parametrize(("address", "code"), [
    ("/", 200), ("/search?q=云", 200), ("/follow/store.svg", 200), ("/support", 308), ("/docs", 308),
    ("/search/results?q=云", 302), ("/none", 404), ("/topics/none", 404), ("/search?q=云&page=99", 404),
    ("/static/none.css", 404),
])
def test_every_answer_has_them(client: FlaskClient, address: str, code: int) -> None:
    response = client.get(address)
    assert response.status_code == code
    assert is_protected(response)


def test_a_kept_answer_has_them(client: FlaskClient) -> None:
    assert is_protected(client.get("/"))
    assert is_protected(client.get("/"))


def test_a_fragment_has_them(client: FlaskClient) -> None:
    assert is_protected(client.get("/search/suggest?q=云", headers=HTMX))


def test_not_modified_has_them(client: FlaskClient) -> None:
    mark = client.get("/").headers["ETag"]
    assert is_protected(client.get("/", headers={"If-None-Match": mark}))


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_refused_method_has_them(client: FlaskClient, method: str) -> None:
    assert is_protected(getattr(client, method)("/"))


def test_head_and_options_have_them(client: FlaskClient) -> None:
    assert is_protected(client.head("/"))
    assert is_protected(client.options("/"))


def test_a_failure_has_them(app: Flask) -> None:
    app.add_url_rule("/fails", "fails", lambda: 1 / 0)
    response = app.test_client().get("/fails")
    assert response.status_code == 500
    assert is_protected(response)


@pytest.mark.parametrize("name", ["site.css", "site.js", "icons.svg"])
def test_a_static_file_has_them(app: Flask, client: FlaskClient, name: str) -> None:
    with client.get(app.jinja_env.globals["asset"](name)) as response:
        assert is_protected(response)


def test_a_view_may_set_its_own(app: Flask) -> None:
    app.add_url_rule("/own", "own", lambda: make_response("", {"Referrer-Policy": "no-referrer"}))
    assert app.test_client().get("/own").headers.getlist("Referrer-Policy") == ["no-referrer"]


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in POLICY
    assert "http" not in POLICY
    assert "default-src 'none'" in POLICY


@pytest.mark.parametrize("address", [
    "/", "/search?q=云", "/docs/ecs/introduction/overview", "/products/ecs", "/activities/summer", "/none",
    "/topics/云主机",
])
def test_pages_keep_to_the_policy(client: FlaskClient, address: str) -> None:
    page = HTMLParser(client.get(address).text)
    assert not page.css("[style], style, iframe, object, embed, base")
    assert all((script.attributes.get("src") or "").startswith("/static/") for script in page.css("script"))
    assert not [name for node in page.css("*") for name in node.attributes if name.startswith("on")]


def test_no_header_says_what_the_site_is_made_of(client: FlaskClient, get: Callable[..., HTMLParser]) -> None:
    assert not {"Server", "X-Powered-By"} & set(client.get("/").headers.keys())
