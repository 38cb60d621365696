"""Every page of the small world, found by following links."""

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import SUMMER, WORLD, Clock, settings_for
from portal import create_app
from portal.content.seed import load

START = ("/", "/search", "/search?q=云", "/search?q=魑魅魍魉", "/topics/网站ipv6升级服务")


class Walk:
    """All pages that can be reached, and all internal links on them."""

    def __init__(self, client: FlaskClient) -> None:
        self.pages: dict[str, HTMLParser] = {}
        self.links: dict[str, set[str]] = {}
        self.codes: dict[str, int] = {}
        waiting = list(START)
        while waiting:
            address = waiting.pop()
            if address in self.codes:
                continue
            with client.get(address) as response:
                self.codes[address] = response.status_code
                if response.status_code == 200 and response.mimetype == "text/html":
                    self.pages[address] = page = HTMLParser(response.text)
                    self.links[address] = set(_targets(address, page))
                    waiting += [link.partition("#")[0] for link in self.links[address]]


def _targets(address: str, page: HTMLParser) -> list[str]:
    found = [
        node.attributes[name] or ""
        for name in ("href", "src", "action", "hx-get") for node in page.css(f"[{name}]")
    ]
    return [urljoin(address, each) for each in found if not urlsplit(each).scheme]


@pytest.fixture(scope="module")
def walk(published: Path) -> Walk:
    return Walk(create_app(settings_for(WORLD, published), Clock(SUMMER)).test_client())


def test_every_internal_link_leads_somewhere(walk: Walk) -> None:
    lost = {address for address, code in walk.codes.items() if code not in (200, 302)}
    assert {address: sorted(each for each in walk.links if address in walk.links[each]) for address in lost} == {}


def test_every_address_of_the_seed_is_a_page(walk: Walk) -> None:
    found = {unquote(address) for address, code in walk.codes.items() if code == 200}
    assert load(WORLD).addresses() - found == set()


def test_nothing_but_fragments_redirects(walk: Walk) -> None:
    moved = {urlsplit(address).path for address, code in walk.codes.items() if code == 302}
    assert {path.rsplit("/", 1)[-1] for path in moved} <= {"results", "suggest"}


def test_every_anchor_is_in_its_page(walk: Walk) -> None:
    lost = []
    for address, links in walk.links.items():
        for link in links:
            path, _, anchor = link.partition("#")
            if anchor and path in walk.pages:
                ids = {node.attributes["id"] for node in walk.pages[path].css("[id]")}
                lost += [(address, link)] if unquote(anchor) not in ids else []
    assert lost == []


def test_every_page_has_one_h1(walk: Walk) -> None:
    assert {address: len(page.css("h1")) for address, page in walk.pages.items() if len(page.css("h1")) != 1} == {}


def test_every_h1_says_something(walk: Walk) -> None:
    assert [address for address, page in walk.pages.items() if not page.css_first("h1").text().strip()] == []


def test_every_title_is_of_one_page_only(walk: Walk) -> None:
    titles: dict[str, list[str]] = {}
    for address, page in walk.pages.items():
        if "kind=" not in address and "q=%" not in address:
            titles.setdefault(page.css_first("title").text(), []).append(address)
    assert {title: found for title, found in titles.items() if len(found) > 1 or not title.strip()} == {}


def test_every_page_says_its_language_and_what_it_is_about(walk: Walk) -> None:
    for address, page in walk.pages.items():
        assert page.css_first("html").attributes["lang"] == "zh-CN", address
        assert page.css_first("meta[name=description]").attributes["content"].strip(), address


def test_no_id_stands_twice_in_a_page(walk: Walk) -> None:
    twice = {}
    for address, page in walk.pages.items():
        ids = [node.attributes["id"] for node in page.css("[id]")]
        if len(ids) != len(set(ids)):
            twice[address] = sorted({each for each in ids if ids.count(each) > 1})
    assert twice == {}


def test_every_link_and_button_has_words(walk: Walk) -> None:
    silent = {
        (address, node.html) for address, page in walk.pages.items() for node in page.css("a, button")
        if not node.text().strip() and not node.attributes.get("aria-label")
    }
    assert silent == set()


def test_every_image_says_what_it_shows(walk: Walk) -> None:
    assert [node.html for page in walk.pages.values() for node in page.css("img") if "alt" not in node.attributes] == []


def test_every_form_and_htmx_element_has_its_plain_way(walk: Walk) -> None:
    for page in walk.pages.values():
        for node in page.css("[hx-get]"):
            assert node.attributes.get("href") or node.attributes.get("action")


def test_every_page_answers_head_like_get(walk: Walk, client: FlaskClient) -> None:
    assert {address for address in walk.pages if client.head(address).status_code != 200} == set()
