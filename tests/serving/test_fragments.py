"""Fragments: for htmx at their own address; by hand, the way to the page."""

from urllib.parse import quote, unquote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

HTMX = {"HX-Request": "true"}
DISK = quote("云盘")
HOST = quote("云主机")


@pytest.mark.parametrize(("address", "page"), [
    (f"/search/results?q={DISK}", f"/search?q={DISK}"),
    (f"/search/results?q={DISK}&kind=product&page=2", f"/search?q={DISK}&kind=product&page=2"),
    (f"/search/suggest?q={DISK}", f"/search?q={DISK}"),
    ("/search/results", "/search"),
    (f"/topics/{HOST}/results?page=2", f"/topics/{HOST}?page=2"),
    (f"/topics/{HOST}/results", f"/topics/{HOST}"),
])
def test_by_hand_a_fragment_leads_to_its_page(client: FlaskClient, address: str, page: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.location) == (302, page)


def test_the_way_to_the_page_is_not_kept_by_anybody(client: FlaskClient) -> None:
    response = client.get("/search/results?q=a")
    assert response.headers["Cache-Control"] == "no-store"
    assert "HX-Request" in response.vary


@pytest.mark.parametrize("address", [
    f"/search/results?q={DISK}", f"/search/suggest?q={DISK}", f"/topics/{HOST}/results?page=1",
])
def test_for_htmx_it_is_a_piece_and_no_page(client: FlaskClient, address: str) -> None:
    response = client.get(address, headers=HTMX)
    assert response.status_code == 200
    assert "HX-Request" in response.vary
    assert not response.text.lstrip().lower().startswith(("<!doctype", "<html"))
    assert not HTMLParser(response.text).css("header, footer, script, link")


def test_a_kept_fragment_is_not_given_by_hand(client: FlaskClient) -> None:
    client.get(f"/search/results?q={DISK}", headers=HTMX)
    assert client.get(f"/search/results?q={DISK}").status_code == 302


def test_the_page_is_whole_even_for_htmx(client: FlaskClient) -> None:
    assert client.get(f"/search?q={DISK}", headers=HTMX).text == client.get(f"/search?q={DISK}").text


@pytest.mark.parametrize(("address", "header", "page"), [
    (f"/search/results?q={DISK}", "HX-Replace-Url", f"/search?q={DISK}"),
    (f"/search/results?q={DISK}&page=1", "HX-Push-Url", f"/search?q={DISK}"),
    (f"/search/results?q={DISK}&kind=product", "HX-Replace-Url", f"/search?q={DISK}&kind=product"),
    (f"/search/results?q={DISK}&kind=nonsense", "HX-Replace-Url", f"/search?q={DISK}"),
    (f"/topics/{HOST}/results?page=1", "HX-Push-Url", f"/topics/{HOST}"),
])
def test_a_fragment_names_its_page_for_the_address_bar(client: FlaskClient, address: str, header: str,
                                                       page: str) -> None:
    assert client.get(address, headers=HTMX).headers[header] == page


@pytest.mark.parametrize("query", ["云盘", "a\r\nSet-Cookie: x=1", "😀", "é", "a&b=c#d", "%0d%0a", "\x00"])
def test_headers_carry_nothing_but_ascii_on_one_line(client: FlaskClient, query: str) -> None:
    for headers in (HTMX, {}):
        response = client.get("/search/results", query_string={"q": query}, headers=headers)
        assert "Set-Cookie" not in response.headers
        for value in response.headers.values():
            assert value.isascii()
            assert value.isprintable()


@pytest.mark.parametrize("query", ["云盘", "a+b c", "a&b=c#d", "100%"])
def test_the_named_page_asks_the_same(client: FlaskClient, query: str) -> None:
    page = client.get("/search/results", query_string={"q": query}, headers=HTMX).headers["HX-Replace-Url"]
    asked = HTMLParser(client.get(page).text).css_first("main input[name=q]")
    assert asked.attributes["value"] == query


def test_an_address_typed_raw_keeps_its_words(client: FlaskClient) -> None:
    raw = {"QUERY_STRING": "q=云盘".encode().decode("latin-1")}
    response = client.get("/search/results", environ_overrides=raw)
    assert unquote(response.location) == "/search?q=云盘"


def test_bytes_that_are_no_text_still_lead_to_the_page(client: FlaskClient) -> None:
    response = client.get("/search/results", environ_overrides={"QUERY_STRING": "q=\xff\xfe"})
    assert response.status_code == 302
    assert client.get(response.location).status_code == 200


def test_a_fragment_leads_nowhere_outside(client: FlaskClient) -> None:
    for word in ("//example.com", "%2F%2Fexample.com", "\\\\example.com"):
        location = client.get(f"/topics/{word}/results").location or ""
        assert urlsplit(urljoin("http://localhost/", location)).netloc == "localhost"


def test_a_fragment_of_nothing_is_missing(client: FlaskClient) -> None:
    assert client.get("/topics/none/results", headers=HTMX).status_code == 404
    assert client.get("/search/results?q=云&page=99", headers=HTMX).status_code == 404
