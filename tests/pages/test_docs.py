"""The help centre."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

Get = Callable[..., HTMLParser]
DESIGN = "/docs/ecs/guide/tags/design"


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: HTMLParser, selector: str) -> list[str]:
    return [node.attributes["href"] for node in page.css(selector)]


def test_the_centre_leads_to_every_products_documents(get: Get) -> None:
    assert links(get("/docs/"), "main .shelf a") == ["/docs/ecs", "/docs/bms", "/docs/disk", "/docs/waf"]


def test_the_centre_shows_what_changed_last(get: Get) -> None:
    assert links(get("/docs/"), ".rows a")[0] == "/docs/disk/introduction/overview"


def test_a_product_has_its_documents_as_a_tree(get: Get) -> None:
    page = get("/docs/ecs")
    assert texts(page, ".shelf h3") == ["产品简介", "用户指南"]
    assert links(page, ".shelf a") == ["/docs/ecs/introduction/overview", DESIGN, "/docs/ecs/guide/login"]
    assert texts(page, ".shelf-folder") == ["标签管理"]


def test_a_document_shows_its_text_as_it_was_written(get: Get) -> None:
    page = get(DESIGN)
    assert texts(page, "h1") == ["标签设计原则及示例"]
    assert texts(page, ".prose h2") == ["原则"]
    assert texts(page, ".prose ol li") == ["统一命名", "控制数量"]
    assert 'echo "hello"' in page.css_first(".prose pre").text()


def test_a_document_says_when_it_changed(get: Get) -> None:
    time = get(DESIGN).css_first(".article-note time")
    assert (time.attributes["datetime"], time.text()) == ("2026-06-01", "2026年6月1日更新")


def test_a_document_knows_its_place(get: Get) -> None:
    page = get(DESIGN)
    trail = texts(page, ".breadcrumb li")
    assert trail[-4:] == ["弹性云主机", "用户指南", "标签管理", "标签设计原则及示例"]
    assert page.css(".breadcrumb [aria-current=page]")[0].text() == trail[-1]


def test_the_places_above_a_document_are_there(get: Get, client: FlaskClient) -> None:
    for address in links(get(DESIGN), ".breadcrumb a"):
        path, _, anchor = address.partition("#")
        found = HTMLParser(client.get(path).text)
        assert not anchor or found.css(f'[id="{anchor}"]')


def test_the_tree_marks_the_document_and_is_open_around_it(get: Get) -> None:
    page = get(DESIGN)
    assert links(page, ".tree [aria-current=page]") == [DESIGN]
    opened = [node.css_first("summary").text().strip() for node in page.css(".tree details[open]")]
    assert opened == ["用户指南", "标签管理"]


def test_documents_are_linked_in_reading_order(get: Get, client: FlaskClient) -> None:
    page, walk = get("/docs/ecs/introduction/overview"), []
    while following := page.css_first(".neighbours [rel=next]"):
        walk.append(following.attributes["href"])
        before, page = page, get(walk[-1])
        assert page.css_first(".neighbours [rel=prev]").text().strip().endswith(before.css_first("h1").text())
    assert walk == [DESIGN, "/docs/ecs/guide/login"]


def test_the_ends_have_one_neighbour_only(get: Get) -> None:
    assert not get("/docs/ecs/introduction/overview").css(".neighbours [rel=prev]")
    assert not get("/docs/ecs/guide/login").css(".neighbours [rel=next]")
    assert not get("/docs/bms/introduction/overview").css(".neighbours a")


def test_the_contents_lead_to_the_headings(get: Get) -> None:
    page = get("/docs/ecs/introduction/overview")
    anchors = [address.removeprefix("#") for address in links(page, ".contents-side a")]
    assert texts(page, ".contents-side a") == ["规格", "限制"]
    assert [node.attributes["id"] for node in page.css(".prose h2")] == anchors


def test_one_heading_needs_no_contents(get: Get) -> None:
    assert not get(DESIGN).css(".contents-side a")


def test_a_link_to_another_file_became_an_address(get: Get) -> None:
    assert "/docs/ecs/introduction/overview" in links(get(DESIGN), ".prose a")


@pytest.mark.parametrize("address", [
    "/docs/ecs/introduction", "/docs/ecs/guide/tags", "/docs/ecs/introduction/overview.md", f"{DESIGN}/",
    "/docs/bms/guide/login", "/docs/ecs/guide/tags/_index", "/docs/_sections", "/docs/ecs/../../site.yaml",
    "/docs/ECS/introduction/overview",
])
def test_what_is_no_document_is_missing(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404
