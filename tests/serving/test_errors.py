"""Designed answers for what cannot be answered."""

import logging
import re

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from portal.serving.response_cache import cached


def heading(text: str) -> str:
    headings = HTMLParser(text).css("h1")
    assert len(headings) == 1
    return headings[0].text().strip()


def reference(text: str) -> str:
    found = re.search(r"编号 ([0-9a-f]{8})\b", HTMLParser(text).css_first("main").text())
    assert found
    return found[1]


@pytest.fixture
def failing(app: Flask) -> FlaskClient:
    """A site where /fails fails with a secret."""

    def fails() -> str:
        secret = "s3cret"  # noqa: S105
        raise RuntimeError(secret)

    app.add_url_rule("/fails", "fails", cached(fails))
    return app.test_client()


# 404


@pytest.mark.parametrize("address", [
    "/none", "/none/", "/none/at/all", "/products/none", "/products/categories/none", "/docs/none", "/docs/ecs/none",
    "/activities/none", "/solutions/none", "/support/none", "/topics/none", "/follow/none.svg", "/static/none.js",
])
def test_what_is_not_there_is_a_useful_page(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    page = HTMLParser(response.text)
    assert response.status_code == 404
    assert heading(response.text) == "没有这个页面"
    assert page.css("header.top input[name=q]")
    assert {"/", "/docs/", "/products/"} <= {link.attributes["href"] for link in page.css(".actions a")}
    assert page.css(".card-product")
    assert page.css(".chips a")


def test_a_missing_page_says_what_is_missing(client: FlaskClient) -> None:
    words = HTMLParser(client.get("/activities/none").text).css_first(".page-lost h1 + p").text()
    assert words.startswith("没有这个活动。")


def test_a_missing_page_is_not_for_search_engines(client: FlaskClient) -> None:
    assert HTMLParser(client.get("/none").text).css_first("meta[name=robots]").attributes["content"] == "noindex"


def test_a_missing_page_speaks_chinese_only(client: FlaskClient) -> None:
    assert "The requested URL" not in client.get("/none").text


# 405 and other refusals


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
@pytest.mark.parametrize("address", ["/", "/search", "/search/results", "/products/ecs", "/topics/云主机"])
def test_a_refused_method_is_told(client: FlaskClient, method: str, address: str) -> None:
    response = getattr(client, method)(address)
    assert response.status_code == 405
    assert heading(response.text) == "不支持这种请求"


def test_a_refused_method_is_told_which_are_not(client: FlaskClient) -> None:
    assert set(client.post("/").headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(("code", "title"), [
    (400, "请求看不懂"), (413, "内容太长"), (414, "地址太长"), (403, "请求没有成功"), (418, "请求没有成功"),
    (503, "请求没有成功"),
])
def test_every_other_refusal_is_told_in_chinese(app: Flask, code: int, title: str) -> None:
    app.add_url_rule("/refuses", "refuses", lambda: abort(code))
    response = app.test_client().get("/refuses")
    assert (response.status_code, heading(response.text)) == (code, title)


# 500


def test_a_failure_is_a_page_with_a_reference(failing: FlaskClient) -> None:
    response = failing.get("/fails")
    assert response.status_code == 500
    assert heading(response.text) == "页面没有打开"
    assert reference(response.text)


def test_the_reference_stands_in_the_log_with_the_cause(failing: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    number = reference(failing.get("/fails").text)
    record = next(each for each in caplog.records if number in each.getMessage())
    assert "/fails" in record.getMessage()
    assert isinstance(record.exc_info[1], RuntimeError)


def test_a_failure_shows_nothing_of_the_inside(failing: FlaskClient) -> None:
    text = failing.get("/fails").text
    assert not [word for word in ("s3cret", "RuntimeError", "Traceback", ".py", "portal", "/site/") if word in text]


def test_each_failure_has_its_own_reference(failing: FlaskClient) -> None:
    first, second = (reference(failing.get("/fails").text) for _ in range(2))
    assert first != second


def test_a_failure_names_the_site_and_whom_to_call(failing: FlaskClient) -> None:
    page = HTMLParser(failing.get("/fails").text)
    assert page.css_first("title").text() == "页面没有打开 - 小云"
    assert "400-810-9889转1" in page.css_first("main").text()


def test_a_failure_leaves_ways_on(failing: FlaskClient) -> None:
    page = HTMLParser(failing.get("/fails").text)
    assert [link.attributes["href"] for link in page.css("a")] == ["/", "/docs/"]
    assert page.css("link[rel=stylesheet]")


def test_the_site_goes_on_after_a_failure(failing: FlaskClient) -> None:
    failing.get("/fails")
    assert failing.get("/").status_code == 200


def test_a_log_line_cannot_be_forged(failing: FlaskClient, app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    app.add_url_rule("/fails/<word>", "fails too", lambda word: 1 / 0)
    failing.get("/fails/a%0d%0a2026-01-01 INFO 已发布")
    line = next(each.getMessage() for each in caplog.records if "失败" in each.getMessage())
    assert len(line.splitlines()) == 1
