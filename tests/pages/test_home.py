"""The homepage, and what it shares with every page."""

from collections.abc import Callable
from datetime import UTC, datetime

from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import Clock

Get = Callable[..., HTMLParser]


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def links(page: HTMLParser, selector: str) -> list[str]:
    return [node.attributes["href"] for node in page.css(selector)]


def test_banners_are_the_activities_that_run(get: Get) -> None:
    assert links(get("/"), ".slide a") == ["/activities/summer", "/activities/forever"]


def test_a_banner_goes_with_its_activity(get: Get, clock: Clock) -> None:
    clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    assert links(get("/"), ".slide a") == ["/activities/forever"]


def test_one_banner_needs_no_controls(get: Get, clock: Clock) -> None:
    assert get("/").css(".hero-control")
    clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    assert not get("/").css(".hero-control")


def test_with_no_activity_running_the_banners_stay_and_say_so(get: Get, clock: Clock) -> None:
    clock.moment = datetime(2025, 1, 1, tzinfo=UTC)
    assert texts(get("/"), ".slide .badge") == ["未开始", "未开始"]


def test_a_control_for_each_banner_leads_to_it(get: Get) -> None:
    page = get("/")
    assert links(page, ".hero-control li a") == ["#banner-1", "#banner-2"]
    assert [node.attributes["id"] for node in page.css(".slide")] == ["banner-1", "banner-2"]


def test_the_strip_goes_with_its_activity(get: Get, clock: Clock) -> None:
    assert links(get("/"), ".strip a") == ["/activities/summer"]
    clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    assert not get("/").css(".strip")


def test_featured_products_are_in_the_editors_order(get: Get) -> None:
    assert links(get("/"), ".grid-4 a") == ["/products/ecs", "/products/disk"]


def test_categories_are_in_order_with_their_number_of_products(get: Get) -> None:
    assert texts(get("/"), "main .shelf h3 a") == ["计算2", "存储2"]
    assert links(get("/"), "main .shelf h3 a") == ["/products/categories/compute", "/products/categories/storage"]


def test_the_newest_documents_come_first_one_a_product(get: Get) -> None:
    newest = ["/docs/disk/introduction/overview", "/docs/ecs/guide/tags/design"]
    found = links(get("/"), ".split .rows a")
    assert found[:2] == newest
    assert len({address.split("/")[2] for address in found}) == len(found)


def test_solutions_and_hot_words_are_there(get: Get) -> None:
    assert "/solutions/enterprise" in links(get("/"), "main a.card")
    assert texts(get("/"), ".chips a") == ["云主机", "云服务总线CSB"]


def test_the_menu_has_every_panel(get: Get) -> None:
    assert texts(get("/"), ".menu summary") == ["活动", "产品", "解决方案", "支持与服务"]


def test_a_menu_item_says_that_it_is_over(get: Get, clock: Clock) -> None:
    clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    items = [" ".join(node.text().split()) for node in get("/").css(".menu details")[0].css("li")]
    assert [item.split()[1] for item in items if item.startswith("818")] == ["已结束"]
    assert [item.split()[1] for item in items if item.startswith("冬季促销")] == ["未开始"]


def test_what_leaves_the_site_says_so(get: Get) -> None:
    away = [node for node in get("/").css("a") if "example.com" in node.attributes["href"]]
    assert away
    assert all("离开本站" in node.text() and node.attributes["rel"] == "noopener" for node in away)


def test_the_search_box_works_without_a_script(get: Get) -> None:
    form = get("/").css_first("header form[role=search]")
    assert (form.attributes["action"], form.attributes["method"]) == ("/search", "get")
    assert form.css_first("input").attributes["name"] == "q"
