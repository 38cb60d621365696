"""Chinese input methods: a composition is one change, and its keys are its own."""

import pytest
from playwright.sync_api import Page, expect

from .asking import QUIET, InputMethod, requests_of


@pytest.fixture
def method(page: Page) -> InputMethod:
    return InputMethod(page)


def test_a_composition_is_one_search_for_its_words(page: Page, method: InputMethod) -> None:
    page.goto("/search")
    requests = requests_of(page, "/search/results")
    method.compose("yun")
    page.wait_for_timeout(QUIET)
    assert requests == []
    method.commit("云")
    expect(page).to_have_title("云 - 搜索 - 小云")
    page.wait_for_timeout(QUIET)
    assert [each.url.partition("?")[2] for each in requests] == ["q=%E4%BA%91"]


def test_a_cancelled_composition_is_no_search(page: Page, method: InputMethod) -> None:
    page.goto("/search")
    requests = requests_of(page, "/search/results")
    method.compose("yun")
    method.cancel()
    page.wait_for_timeout(QUIET)
    expect(page.locator("#q")).to_have_value("")
    assert requests == []


def test_words_are_added_to_those_that_are_there(page: Page, method: InputMethod) -> None:
    page.goto("/search?q=云")
    requests = requests_of(page, "/search/results")
    page.locator("#q").press("End")
    method.compose("yingpan")
    method.commit("硬盘")
    expect(page).to_have_title("云硬盘 - 搜索 - 小云")
    assert len(requests) == 1


def test_letters_after_a_composition_search_again(page: Page, method: InputMethod) -> None:
    page.goto("/search")
    method.compose("fang")
    method.commit("防火墙")
    expect(page).to_have_title("防火墙 - 搜索 - 小云")
    page.keyboard.type("web")
    expect(page).to_have_title("防火墙web - 搜索 - 小云")


def test_enter_in_a_composition_searches_nothing(page: Page, method: InputMethod) -> None:
    page.goto("/search")
    requests = requests_of(page, "/search/results")
    method.compose("yun")
    method.press("Enter")
    page.wait_for_timeout(QUIET)
    assert requests == []
    assert page.url.endswith("/search")


def test_the_header_box_suggests_once_for_a_composition(page: Page, method: InputMethod) -> None:
    page.goto("/products/")
    requests = requests_of(page, "/search/suggest")
    page.locator("#q").focus()
    method.compose("yun")
    method.commit("云")
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(QUIET)
    assert len(requests) == 1


def test_keys_in_a_composition_neither_move_among_nor_open_suggestions(page: Page, method: InputMethod) -> None:
    page.goto("/products/")
    page.locator("#q").fill("云")
    expect(page.get_by_role("option").first).to_be_visible()
    page.locator("#q").press("ArrowDown")
    method.compose("pan")
    for key in ("ArrowDown", "Enter"):
        method.press(key)
    page.wait_for_timeout(QUIET)
    assert page.url.endswith("/products/")
    expect(page.locator("#suggestions")).to_be_visible()
    expect(page.locator("#q")).to_have_attribute("aria-activedescendant", "suggestion-1")
