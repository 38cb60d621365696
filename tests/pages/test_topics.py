"""Topic pages."""

from collections.abc import Callable

import pytest
from crowded import crowded
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import settings_for
from portal import create_app

Get = Callable[..., HTMLParser]
HTMX = {"HX-Request": "true"}
HOST = "%E4%BA%91%E4%B8%BB%E6%9C%BA"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    """A site where the topic 云主机 has three pages."""
    folder = tmp_path_factory.mktemp("many")
    return create_app(settings_for(crowded(folder), folder / "state")).test_client()


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: HTMLParser, selector: str) -> list[str]:
    return [node.attributes["href"] for node in page.css(selector)]


def test_a_topic_page_has_32_results(many: FlaskClient) -> None:
    assert len(HTMLParser(many.get("/topics/云主机").text).css(".result")) == 32


def test_a_topic_has_title_results_and_recommendations(get: Get) -> None:
    page = get("/topics/云主机")
    assert texts(page, "h1") == ["云主机_相关内容"]
    assert "/products/ecs" in links(page, ".result a")
    assert texts(page, ".aside h2") == ["推荐热词", "小云最新活动", "产品推荐", "推荐文档"]


def test_a_result_says_where_it_comes_from(get: Get) -> None:
    assert all(text.startswith("来自：") for text in texts(get("/topics/云主机"), ".result-from .kind + span"))


def test_some_of_the_words_are_enough(get: Get) -> None:
    assert "/docs/waf/introduction/overview" in links(get("/topics/网站ipv6升级服务"), ".result a")


def test_a_topic_that_is_not_hot_is_reached_but_not_recommended(get: Get) -> None:
    assert texts(get("/topics/网站ipv6升级服务"), ".chips a") == ["云主机", "云服务总线CSB"]


def test_only_topics_of_the_seed_exist(client: FlaskClient) -> None:
    response = client.get("/topics/云盘")
    assert response.status_code == 404
    assert "没有这个专题" in HTMLParser(response.text).css_first(".page-lost h1 + p").text()


def test_everything_fits_one_page_without_a_pager(get: Get) -> None:
    assert not get("/topics/云主机").css(".pager")


def test_pages_are_linked_and_numbered(many: FlaskClient) -> None:
    page = HTMLParser(many.get("/topics/云主机?page=2").text)
    assert texts(page, ".pager-here") == ["2"]
    assert links(page, ".pager [rel=prev]") == [f"/topics/{HOST}"]
    assert links(page, ".pager [rel=next]") == [f"/topics/{HOST}?page=3"]
    assert page.css_first(".pager-jump").attributes["action"] == f"/topics/{HOST}"
    assert "第 2 页" in page.css_first("title").text()


def test_the_pager_asks_for_pieces_of_the_same_pages(many: FlaskClient) -> None:
    page = HTMLParser(many.get("/topics/云主机?page=2").text)
    for link in page.css(".pager a"):
        piece = many.get(link.attributes["hx-get"], headers=HTMX)
        assert piece.headers["HX-Push-Url"] == link.attributes["href"]


def test_numbering_goes_on_over_topic_pages(many: FlaskClient) -> None:
    page = HTMLParser(many.get("/topics/云主机?page=2").text)
    assert page.css_first("ol.results").attributes["start"] == "33"


def test_the_first_page_has_no_previous_and_the_last_no_next(many: FlaskClient) -> None:
    first = HTMLParser(many.get("/topics/云主机").text)
    last = texts(first, ".pager li a")[-2]
    final = HTMLParser(many.get(f"/topics/云主机?page={last}").text)
    assert not first.css("a[rel=prev]")
    assert not final.css("a[rel=next]")
    assert many.get(f"/topics/云主机?page={int(last) + 1}").status_code == 404


def test_the_piece_has_what_the_page_has(get: Get) -> None:
    page, piece = get("/topics/云主机"), get("/topics/云主机/results?page=1", headers=HTMX)
    assert piece.css_first("ol.results").html == page.css_first("#results ol.results").html
    assert texts(piece, "title") == texts(page, "title")
