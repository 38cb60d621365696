"""The same site in a browser that runs no script."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from .asking import titles
from .kinds import KINDS

TOPIC = f"/topics/{quote('云主机')}"
SEARCH = f"/search?q={quote('登录云主机')}"


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_every_kind_of_page_is_there(plain_page: Page, address: str) -> None:
    answer = plain_page.goto(address)
    assert answer
    assert answer.status == 200
    expect(plain_page.locator("main")).not_to_be_empty()


def test_the_header_box_searches(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    page.locator("#q").fill("云硬盘")
    page.locator("#q").press("Enter")
    page.wait_for_url(f"**/search?q={quote('云硬盘')}")
    assert titles(page)[0] == "云硬盘"


def test_the_search_page_searches_again(plain_page: Page) -> None:
    page = plain_page
    page.goto("/search?q=云硬盘")
    page.locator("#q").fill("物理机")
    page.get_by_role("button", name="搜索", exact=True).click()
    page.wait_for_url(f"**/search?q={quote('物理机')}")
    assert titles(page)[0] == "物理机"


@pytest.mark.parametrize(("start", "second"), [(TOPIC, f"{TOPIC}?page=2"), (SEARCH, f"{SEARCH}&page=2")])
def test_pages_turn(plain_page: Page, start: str, second: str) -> None:
    page = plain_page
    page.goto(start)
    first = titles(page)
    page.get_by_role("link", name="下一页").click()
    page.wait_for_url(f"**{second}")
    expect(page.locator(".pager [aria-current=page]")).to_have_text("2")
    assert not set(titles(page)) & set(first)
    page.go_back()
    assert titles(page) == first


@pytest.mark.parametrize(("start", "fifth"), [(TOPIC, f"{TOPIC}?page=5"), (SEARCH, f"{SEARCH}&page=5")])
def test_jumping_lands_on_the_page(plain_page: Page, start: str, fifth: str) -> None:
    page = plain_page
    page.goto(start)
    page.get_by_label("页码").fill("5")
    page.get_by_role("button", name="确定").click()
    page.wait_for_url(f"**{fifth}")
    expect(page.locator(".pager [aria-current=page]")).to_have_text("5")


def test_menu_panels_open_one_at_a_time(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    panels = page.locator("#menu .panel")
    for number in (0, 1):
        page.locator("#menu summary").nth(number).click()
        expect(panels.nth(number)).to_be_visible()
    expect(panels.nth(0)).to_be_hidden()


def test_a_phone_opens_and_closes_the_menu(plain_page: Page) -> None:
    page = plain_page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/")
    page.get_by_role("button", name="打开菜单").click()
    expect(page.locator("#menu")).to_be_visible()
    page.get_by_role("button", name="关闭菜单").click()
    expect(page.locator("#menu")).to_be_hidden()


def test_the_strip_is_there_without_a_button_that_would_do_nothing(plain_page: Page) -> None:
    plain_page.goto("/")
    expect(plain_page.locator(".strip")).to_be_visible()
    expect(plain_page.locator(".strip button")).to_be_hidden()


def test_the_carousel_is_a_row_to_scroll_with_links_to_each_banner(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    expect(page.locator("[data-slide]:visible")).to_have_count(0)
    page.get_by_role("link", name="第 2 个").click()
    expect(page.locator("#banner-2 h2")).to_be_in_viewport()
    expect(page.locator("#banner-1 h2")).not_to_be_in_viewport()


def test_a_document_shows_its_tree(plain_page: Page) -> None:
    plain_page.goto("/docs/ecs/guide/tags/design")
    expect(plain_page.locator(".tree [aria-current=page]")).to_be_visible()


def test_a_fragment_opened_by_hand_is_its_page(plain_page: Page) -> None:
    plain_page.goto("/search/results?q=云硬盘")
    assert plain_page.url.endswith(f"/search?q={quote('云硬盘')}")
    expect(plain_page.get_by_role("banner")).to_be_visible()
