"""The search page and its fragments."""

from collections.abc import Callable

import pytest
from crowded import crowded
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import Clock, settings_for
from portal import create_app
from portal.pages.search import address

Get = Callable[..., HTMLParser]
HTMX = {"HX-Request": "true"}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., HTMLParser]:
    """Fetch from a site where 云 has several pages of results."""
    folder = tmp_path_factory.mktemp("many")
    client = create_app(settings_for(crowded(folder), folder / "state")).test_client()
    return lambda address, **options: HTMLParser(client.get(address, **options).text)


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: HTMLParser, selector: str) -> list[str]:
    return [node.attributes["href"] for node in page.css(selector)]


def test_results_are_links_with_excerpt_kind_and_path(get: Get) -> None:
    first = get("/search?q=云盘").css_first(".result")
    assert first.css_first("a").attributes["href"] == "/products/disk"
    assert first.css_first(".kind").text() == "产品"
    assert [node.text() for node in first.css(".place")] == ["产品", "存储", "云硬盘"]
    assert first.css_first("p").text()


def test_what_was_asked_for_is_marked(get: Get) -> None:
    marks = texts(get("/search?q=标签"), ".result mark")
    assert marks
    assert set(marks) == {"标签"}


def test_the_box_and_the_title_repeat_the_question(get: Get) -> None:
    page = get("/search?q=云盘")
    assert page.css_first("main input[name=q]").attributes["value"] == "云盘"
    assert page.css_first("title").text() == "云盘 - 搜索 - 小云"


def test_there_is_one_search_box(get: Get) -> None:
    assert len(get("/search?q=云盘").css("input[name=q]#q")) == 1


@pytest.mark.parametrize("query", ["", "q=", "q=%20%20", "q=%00", "q=%E2%80%8B", "kind=product"])
def test_an_empty_question_is_a_page_of_its_own(get: Get, query: str) -> None:
    page = get(f"/search?{query}")
    assert texts(page, ".empty h2") == ["想找什么？"]
    assert not page.css(".result, .tabs")


def test_no_result_is_a_page_of_its_own(get: Get) -> None:
    page = get("/search?q=魑魅魍魉")
    assert texts(page, ".empty h2") == ["没有找到「魑魅魍魉」"]
    assert {"/docs/", "/products/"} <= set(links(page, ".empty a"))


@pytest.mark.parametrize("query", ["云", "e", "C++", "fetch.min.bytes", "ECS", "裸金属"])
def test_short_and_odd_questions_find_what_is_there(get: Get, query: str) -> None:
    assert get("/search", query_string={"q": query}).css(".result")


def test_tabs_count_each_kind_and_mark_the_one_that_is_shown(get: Get) -> None:
    page = get("/search?q=云&kind=product")
    tabs = dict(zip([text.rstrip("0123456789") for text in texts(page, ".tabs a")],
                    map(int, texts(page, ".tabs .count")), strict=True))
    assert tabs.pop("全部") == sum(tabs.values())
    assert texts(page, ".tabs [aria-current]") == [f"产品{tabs['产品']}"]
    assert set(texts(page, ".result .kind")) == {"产品"}


@pytest.mark.parametrize("kind", ["none", "PRODUCT", "' or 1=1", "<b>", "产品", "x" * 500])
def test_an_unknown_kind_is_ignored(get: Get, kind: str) -> None:
    page = get("/search", query_string={"q": "云", "kind": kind})
    assert texts(page, ".result a") == texts(get("/search?q=云"), ".result a")
    assert not page.css("input[name=kind]")


def test_a_kind_without_results_says_so(get: Get) -> None:
    page = get("/search?q=防火墙&kind=activity")
    assert texts(page, ".empty h2") == ["这一类里没有结果"]
    assert page.css(".tabs a")


def test_words_that_no_page_has_together_are_told(get: Get) -> None:
    page = get("/search?q=裸金属 退款核对")
    assert texts(page, ".notice-line") == ["没有同时包含所有词的内容，下面是最接近的。"]
    assert page.css(".result")


def test_a_page_has_ten_results_and_the_pager_leads_to_the_rest(many: Get) -> None:
    first, second = many("/search?q=云"), many("/search?q=云&page=2")
    assert len(first.css(".result")) == 10
    assert first.css_first(".pager [rel=next]").attributes["href"] == "/search?q=%E4%BA%91&page=2"
    assert second.css_first(".pager [rel=prev]").attributes["href"] == "/search?q=%E4%BA%91"
    assert not set(links(first, ".result a")) & set(links(second, ".result a"))


def test_all_pages_together_have_as_many_results_as_counted(many: Get) -> None:
    total, pages, address = 0, [], "/search?q=云"
    while address:
        page = many(address)
        pages += links(page, ".result a")
        total = int(page.css_first(".tabs .count").text())
        following = page.css_first(".pager a[rel=next]")
        address = following.attributes["href"] if following else ""
    assert len(pages) == len(set(pages)) == total


def test_numbering_goes_on_over_the_pages(many: Get) -> None:
    assert many("/search?q=云&page=2").css_first("ol.results").attributes["start"] == "11"


def test_the_jump_keeps_question_and_kind(many: Get) -> None:
    form = many("/search?q=云&kind=activity").css_first(".pager-jump")
    kept = {node.attributes["name"]: node.attributes.get("value") for node in form.css("[type=hidden]")}
    assert (form.attributes["action"], kept) == ("/search", {"q": "云", "kind": "activity"})
    assert form.css_first("[name=page]").attributes["max"] == "8"


def test_the_fragment_has_what_the_page_has(many: Get) -> None:
    page, fragment = many("/search?q=云&page=2"), many("/search/results?q=云&page=2", headers=HTMX)
    assert fragment.css_first("ol.results").html == page.css_first("#results ol.results").html
    assert texts(fragment, "title") == texts(page, "title")


@pytest.mark.parametrize(("query", "words"), [
    ("标签设计", "找到 1 条结果"), ("魑魅魍魉", "没有找到结果"), ("", ""),
])
def test_the_fragment_says_how_many_for_those_who_listen(get: Get, query: str, words: str) -> None:
    status = get("/search/results", query_string={"q": query}, headers=HTMX).css_first("[role=status]")
    assert status.attributes["hx-swap-oob"] == "true"
    assert status.text() == words


def test_suggestions_are_options_and_end_with_the_whole_search(get: Get) -> None:
    fragment = get("/search/suggest?q=云盘", headers=HTMX)
    assert links(fragment, "[role=option]")[0] == "/products/disk"
    assert links(fragment, "[role=option]")[-1] == "/search?q=%E4%BA%91%E7%9B%98"
    assert len({node.attributes["id"] for node in fragment.css("[role=option]")}) == len(fragment.css("[role=option]"))


def test_there_are_at_most_eight_suggestions(get: Get) -> None:
    assert len(get("/search/suggest?q=云", headers=HTMX).css("[role=option]")) <= 9


def test_an_empty_question_suggests_nothing(get: Get) -> None:
    assert not get("/search/suggest?q=", headers=HTMX).css("[role=option]")


def test_ended_activities_are_not_recommended_beside_the_results(get: Get, clock: Clock) -> None:
    assert links(get("/search?q=云"), ".deals a") == ["/activities/summer", "/activities/forever", "/activities/winter"]
    clock.moment = clock.moment.replace(month=10)
    assert links(get("/search?q=云"), ".deals a") == ["/activities/forever", "/activities/winter"]


def test_searches_are_not_for_search_engines(get: Get) -> None:
    assert get("/search?q=云").css_first("meta[name=robots]").attributes["content"] == "noindex"


@pytest.mark.parametrize(("given", "expected"), [
    (("",), "/search?"), (("a b",), "/search?q=a+b"), (("云", "1"), "/search?q=%E4%BA%91"),
    (("云", "2", "product"), "/search?q=%E4%BA%91&kind=product&page=2"), (("a&b#c",), "/search?q=a%26b%23c"),
])
def test_an_address_is_written_for_headers(given: tuple[str, ...], expected: str) -> None:
    assert address(*given) == expected
