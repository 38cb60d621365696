"""The shipped seed: every fact of the page it is modelled on, enough content, no link that leads nowhere."""

import re
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest
import yaml
from flask.testing import FlaskClient
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from conftest import settings_for
from portal import create_app
from portal.content import seed as reading
from portal.settings import ROOT

REFERENCE = yaml.safe_load((Path(__file__).parent / "reference.yaml").read_text("utf-8"))
SECTIONS = {"introduction", "quickstart", "guide", "billing", "faq"}
HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def shipped() -> reading.Seed:
    return reading.load(ROOT / "seed")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(settings_for(ROOT / "seed", tmp_path_factory.mktemp("shipped"))).test_client()


@pytest.fixture(scope="module")
def homepage(site: FlaskClient) -> HTMLParser:
    return HTMLParser(site.get("/").text)


def words(node: LexborNode | None) -> str:
    """What a visitor reads, without what only screen readers say."""
    assert node is not None
    for hidden in node.css(".unseen"):
        hidden.decompose()
    return " ".join(node.text().split())


def texts(page: HTMLParser | LexborNode, selector: str) -> list[str]:
    return [words(node) for node in page.css(selector)]


# Header and footer


def test_the_strip_says_what_the_page_says(homepage: HTMLParser) -> None:
    assert texts(homepage, ".strip p") == [f"{REFERENCE['strip']} {REFERENCE['strip_link']}"]


def test_the_header_has_the_four_links(homepage: HTMLParser) -> None:
    assert texts(homepage, ".top-row .tools a") == REFERENCE["tools"]


def test_the_menu_has_the_ten_panels_in_order(homepage: HTMLParser) -> None:
    assert texts(homepage, ".menu summary") == REFERENCE["menu"]


@pytest.mark.parametrize("panel", REFERENCE["panels"], ids=lambda panel: panel["title"])
def test_a_panel_has_description_entries_groups_items_and_badges(site: FlaskClient, panel: dict[str, Any]) -> None:
    page = HTMLParser(site.get("/").text)
    drawn = page.css(".menu details")[REFERENCE["menu"].index(panel["title"])]
    assert words(drawn.css_first(".panel-about > p + p")) == panel["description"]
    assert texts(drawn, ".panel-entry") == panel.get("entries", [])
    assert [_group(section) for section in drawn.css(".panel-groups section")] == panel["groups"]


def _group(section: LexborNode) -> dict[str, Any]:
    return {"title": words(section.css_first(".panel-group")), "items": [_item(item) for item in section.css("li")]}


def _item(item: LexborNode) -> str | dict[str, str]:
    parts = {"title": "a", "badge": ".badge", "text": ".panel-text"}
    found = {name: words(node) for name, selector in parts.items() if (node := item.css_first(selector))}
    return found if len(found) > 1 else found["title"]


def test_the_footer_has_the_nine_columns(homepage: HTMLParser) -> None:
    columns = [
        {"title": words(each.css_first(".foot-title")), "links": texts(each, "li")}
        for each in homepage.css(".foot-column")
    ]
    assert columns == REFERENCE["footer"]


def test_the_footer_has_promises_hotline_and_codes(homepage: HTMLParser) -> None:
    assert texts(homepage, ".promises li") == REFERENCE["promises"]
    assert [words(homepage.css_first(".foot-title")), words(homepage.css_first(".hotline"))] == REFERENCE["hotline"]
    assert texts(homepage, ".codes li") == REFERENCE["follow"]


def test_the_footer_ends_with_copyright_address_legal_links_and_licences(homepage: HTMLParser) -> None:
    lines = texts(homepage, ".foot-end > p")
    assert lines == [REFERENCE["copyright"], REFERENCE["address"], REFERENCE["licenses"]]
    assert texts(homepage, ".foot-end li") == REFERENCE["legal"]


# What the page shows and recommends


@pytest.mark.parametrize("path", REFERENCE["results"], ids="/".join)
def test_each_result_of_the_page_is_a_document_at_its_place(shipped: reading.Seed, site: FlaskClient,
                                                             path: list[str]) -> None:
    places = []
    for document in shipped.documents.values():
        if document.front.title == path[-1] and shipped.products[document.product].title == path[1]:
            page = HTMLParser(site.get(f"/docs/{document.path}").text)
            places.append(texts(page, ".breadcrumb li"))
    assert path in places


def test_hot_words_are_those_of_the_page(shipped: reading.Seed) -> None:
    hot = [topic.word for topic in shipped.topics.topics if topic.hot]
    assert "".join(hot) == REFERENCE["hot_words_run_together"]
    assert len(hot) == 21


def test_the_topic_page_recommends_what_the_page_recommends(site: FlaskClient) -> None:
    page = HTMLParser(site.get("/topics/网站ipv6升级服务").text)
    assert texts(page, "h1") == ["网站ipv6升级服务_相关内容"]
    deals = [dict(zip(("title", "tagline"), texts(deal, "strong, span"), strict=True)) for deal in page.css(".deals a")]
    assert deals == REFERENCE["latest_activities"]
    products, documents = page.css(".links")
    assert texts(products, "a") == REFERENCE["recommended_products"]
    assert texts(documents, "a") == REFERENCE["recommended_documents"]


def test_a_topic_page_has_32_results_and_a_pager(site: FlaskClient) -> None:
    page = HTMLParser(site.get("/topics/天翼云产品").text)
    assert len(page.css(".result")) == 32
    assert words(page.css_first(".pager-here")) == "1"
    assert "跳转至" in words(page.css_first(".pager-jump"))


def test_every_product_that_the_page_names_is_in_the_catalogue(shipped: reading.Seed) -> None:
    titles = {name for each in shipped.products.values() for name in (each.title, *each.aliases)}
    named = [path[1] for path in REFERENCE["results"]] + REFERENCE["recommended_products"]
    assert [name for name in named if name not in titles] == []


# How much there is


def test_the_catalogue_is_large_enough(shipped: reading.Seed) -> None:
    assert len(shipped.categories) >= 12
    assert len(shipped.products) >= 90
    assert len(shipped.solutions) >= 20
    assert len(shipped.activities) == 11
    assert len(shipped.documents) >= 200


def test_every_document_has_300_to_1500_characters(shipped: reading.Seed) -> None:
    lengths = {path: len(HAN.findall(each.body)) for path, each in shipped.documents.items()}
    assert {path: length for path, length in lengths.items() if not 300 <= length <= 1500} == {}


def test_every_product_has_an_overview(shipped: reading.Seed) -> None:
    assert [slug for slug in shipped.products if f"{slug}/introduction/overview" not in shipped.documents] == []


def test_the_twenty_best_known_products_have_all_five_kinds_of_documents(shipped: reading.Seed) -> None:
    folders: dict[str, set[str]] = {}
    for path in shipped.documents:
        folders.setdefault(path.split("/")[0], set()).add(path.split("/")[1])
    assert sum(each >= SECTIONS for each in folders.values()) >= 20


def test_no_text_is_a_placeholder(shipped: reading.Seed) -> None:
    texts = Counter(each.body.strip() for each in shipped.documents.values())
    assert [body[:40] for body, count in texts.items() if count > 1] == []
    assert [path for path, each in shipped.documents.items() if re.search(r"TODO|待补充|lorem ipsum", each.body)] == []


# Every link


def test_no_internal_link_of_any_page_leads_nowhere(site: FlaskClient) -> None:
    pages: dict[str, HTMLParser] = {}
    waiting, broken, followed, anchors = ["/", "/search", "/search?q=云"], [], 0, []
    seen = set(waiting)
    while waiting:
        address = waiting.pop()
        with site.get(address) as response:
            if response.status_code != 200:
                broken.append(address)
            if response.status_code != 200 or response.mimetype != "text/html":
                continue
            pages[address] = page = HTMLParser(response.text)
        for target in _targets(page):
            whole = urljoin(address, target)
            path, _, anchor = whole.partition("#")
            followed += 1
            if anchor:
                anchors.append((address, path, unquote(anchor)))
            if path not in seen and not path.startswith("/search?") and "?page=" not in path:
                seen.add(path)
                waiting.append(path)
    missing = [each for each in anchors if each[1] in pages and not _has_anchor(pages[each[1]], each[2])]
    print(f"{len(pages)} pages, {followed} links followed")
    assert broken == []
    assert missing == []
    assert len(pages) > 500


def _targets(page: HTMLParser) -> list[str]:
    found = [node.attributes.get(name) or "" for name in ("href", "src") for node in page.css(f"[{name}]")]
    return [each for each in found if each and not urlsplit(each).scheme]


def _has_anchor(page: HTMLParser, name: str) -> bool:
    return any(node.attributes.get("id") == name for node in page.css("[id]"))


def test_every_link_out_of_the_site_says_so(homepage: HTMLParser, site: FlaskClient) -> None:
    page = HTMLParser(site.get("/").text)
    away = [node for node in page.css("a") if urlsplit(node.attributes.get("href") or "").scheme]
    assert away
    for node in away:
        assert "noopener" in (node.attributes.get("rel") or "")
        assert "离开本站" in node.text()
