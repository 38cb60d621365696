"""Turning pages: swapped in place, every page an address of its own."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from .asking import is_marked, mark, requests_of, titles
from .conftest import LOST, REPLACED, Watch

TOPIC = f"/topics/{quote('云主机')}"
SEARCH = f"/search?q={quote('登录云主机')}"
STARTS = pytest.mark.parametrize(("start", "second"), [(TOPIC, f"{TOPIC}?page=2"), (SEARCH, f"{SEARCH}&page=2")],
                                 ids=["topic", "search"])


def turn(page: Page, number: int) -> list[str]:
    """Click a page's number and wait until it is there; the titles on it."""
    page.get_by_role("link", name=f"第 {number} 页", exact=True).click()
    return shown(page, number)


def shown(page: Page, number: int) -> list[str]:
    """The titles of the page of results with this number, when it is there."""
    expect(page.locator(".pager [aria-current=page]")).to_have_text(str(number))
    return titles(page)


@STARTS
def test_a_page_is_swapped_in_without_a_new_document(large_page: Page, start: str, second: str) -> None:
    page = large_page
    page.goto(start)
    mark(page)
    first = titles(page)
    assert not set(turn(page, 2)) & set(first)
    assert page.url.endswith(second)
    assert is_marked(page)


@STARTS
def test_the_title_and_the_status_say_which_page(large_page: Page, start: str, second: str) -> None:
    large_page.goto(start)
    turn(large_page, 2)
    assert "第 2 页" in large_page.title()
    expect(large_page.get_by_role("status")).not_to_be_empty()


@STARTS
def test_back_and_forward_show_what_was_there(large_page: Page, start: str, second: str) -> None:
    page = large_page
    page.goto(start)
    pages = {1: titles(page), 2: turn(page, 2), 3: turn(page, 3)}
    for go, number in ((page.go_back, 2), (page.go_back, 1), (page.go_forward, 2), (page.go_forward, 3)):
        go()
        assert shown(page, number) == pages[number]
        expect(page.get_by_role("banner")).to_be_visible()


@STARTS
def test_reload_and_a_fresh_tab_show_the_same(large_page: Page, start: str, second: str) -> None:
    page = large_page
    page.goto(start)
    turned = turn(page, 2)
    page.reload()
    assert shown(page, 2) == turned
    fresh = page.context.new_page()
    fresh.goto(second)
    assert shown(fresh, 2) == turned


@STARTS
def test_back_to_the_pages_from_a_result(large_page: Page, start: str, second: str) -> None:
    page = large_page
    page.goto(start)
    turned = turn(page, 2)
    page.locator(".result h2 a").first.click()
    page.wait_for_url("**/docs/**")
    page.go_back()
    page.wait_for_url(f"**{second}")
    assert shown(page, 2) == turned


def test_next_and_previous_turn_by_one(large_page: Page) -> None:
    page = large_page
    page.goto(TOPIC)
    expect(page.locator(".pager [aria-disabled]")).to_have_text("上一页")
    page.get_by_role("link", name="下一页").click()
    shown(page, 2)
    page.get_by_role("link", name="上一页").click()
    shown(page, 1)
    assert page.url.endswith(TOPIC)


def test_turning_quickly_ends_at_the_last_choice(large_page: Page, watch: Watch) -> None:
    watch.expect(REPLACED)
    page = large_page
    page.goto(TOPIC)
    page.evaluate("""() => { for (const name of ["第 2 页", "第 3 页"])
      document.querySelector(`.pager a[aria-label="${name}"]`).click(); }""")
    shown(page, 3)
    page.wait_for_url(f"**{TOPIC}?page=3")
    assert page.evaluate("history.length") == 3  # the empty tab, page 1, page 3


@STARTS
def test_the_results_start_in_view_after_turning(large_page: Page, start: str, second: str) -> None:
    page = large_page
    page.goto(start)
    page.locator(".pager").scroll_into_view_if_needed()
    turn(page, 2)
    expect(page.locator(".result h2").first).to_be_in_viewport()
    expect(page.locator(".pager")).not_to_be_in_viewport()


@STARTS
def test_the_keyboard_goes_on_in_the_results_after_turning(large_page: Page, start: str, second: str) -> None:
    page = large_page
    page.goto(start)
    page.get_by_role("link", name="第 2 页", exact=True).focus()
    page.keyboard.press("Enter")
    shown(page, 2)
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('#results').contains(document.activeElement)")


def test_typing_after_turning_starts_at_the_first_page(large_page: Page) -> None:
    page = large_page
    page.goto(SEARCH)
    turn(page, 2)
    page.locator("#q").fill("物理机")
    page.wait_for_url(f"**/search?q={quote('物理机')}")
    assert titles(page)[0] == "物理机"


def test_a_lost_server_keeps_the_page_that_is_there(large_page: Page, watch: Watch) -> None:
    watch.expect(LOST)
    page = large_page
    page.goto(TOPIC)
    before = titles(page)
    page.route("**/results?page=2", lambda route: route.abort())
    page.get_by_role("link", name="第 2 页", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("没有连上服务器")
    expect(page.get_by_role("alert")).to_be_in_viewport()
    assert titles(page) == before
    assert page.url.endswith(TOPIC)


# 跳转至


@STARTS
def test_jumping_lands_on_the_page(large_page: Page, start: str, second: str) -> None:
    page = large_page
    page.goto(start)
    page.get_by_label("页码").fill("2")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{second}")
    shown(page, 2)


def test_jumping_works_on_a_page_that_was_swapped_in(large_page: Page) -> None:
    page = large_page
    page.goto(SEARCH)
    turn(page, 2)
    page.get_by_label("页码").fill("5")
    page.get_by_role("button", name="确定").click()
    page.wait_for_url(f"**{SEARCH}&page=5")
    shown(page, 5)


@pytest.mark.parametrize("number", ["0", "-1", "99999", "1.5", ""])
def test_the_field_keeps_a_page_that_is_not_there(large_page: Page, number: str) -> None:
    page = large_page
    page.goto(TOPIC)
    requests = requests_of(page, TOPIC)
    page.get_by_label("页码").fill(number)
    page.get_by_role("button", name="确定").click()
    assert page.evaluate("document.querySelector('.pager-jump input:invalid') !== null")
    assert requests == []


@pytest.mark.parametrize("number", ["0", "-1", "99999", "abc", "<b>"])
def test_an_address_of_no_page_is_a_designed_404(large_page: Page, watch: Watch, number: str) -> None:
    watch.expect("status of 404")
    answer = large_page.goto(f"{TOPIC}?page={quote(number)}")
    assert answer
    assert answer.status == 404
    expect(large_page.get_by_role("heading", name="没有这个页面")).to_be_visible()
    expect(large_page.locator(".page-lost")).to_contain_text("页")
    expect(large_page.get_by_role("banner")).to_be_visible()
