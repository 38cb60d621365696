"""Landing pages of the menu's sections and entries."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

Get = Callable[..., HTMLParser]


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: HTMLParser, selector: str) -> list[str]:
    return [node.attributes["href"] for node in page.css(selector)]


def test_a_section_has_what_its_menu_panel_has(get: Get) -> None:
    page = get("/support/")
    assert texts(page, "h1") == ["支持与服务"]
    assert links(page, ".shelf a") == ["/support/online"]
    assert links(page, ".actions a") == ["https://console.example.com/", "/docs/"]


def test_a_page_has_everything_that_its_file_says(get: Get) -> None:
    page = get("/support/online")
    assert texts(page, "h1") == ["在线支持"]
    assert texts(page, ".prose h2") == ["怎么联系"]
    assert texts(page, ".points h3") == ["全天"]
    assert links(page, ".actions a") == ["/docs/"]
    assert links(page, ".card-product") == ["/products/ecs"]
    assert links(page, ".rows a") == ["/docs/ecs/introduction/overview"]


def test_a_page_lies_beside_its_siblings(get: Get) -> None:
    page = get("/support/online")
    assert links(page, ".side [aria-current=page]") == ["/support/online"]
    assert links(page, ".breadcrumb a") == ["/", "/support/"]


def test_a_section_without_its_slash_leads_to_it(client: FlaskClient) -> None:
    response = client.get("/support")
    assert (response.status_code, response.location) == (308, "/support/")


@pytest.mark.parametrize("address", [
    "/none", "/none/", "/support/none", "/support/online/", "/none/online", "/SUPPORT/",
])
def test_no_other_word_is_a_section(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/docs", "/products", "/solutions", "/activities"])
def test_the_other_sections_lead_to_their_slash_too(client: FlaskClient, address: str) -> None:
    response = client.get(address, follow_redirects=True)
    assert (response.status_code, response.request.path) == (200, f"{address}/")
