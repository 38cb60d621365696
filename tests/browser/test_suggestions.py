"""The search box in the header: suggestions by keyboard and mouse."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .asking import QUIET, requests_of
from .conftest import LOST, REPLACED, Opener, Watch

SEARCH = f"**/search?q={quote('云')}"


@pytest.fixture
def box(page: Page) -> Locator:
    """The box of a page on which 云 was typed and the suggestions are open."""
    page.goto("/products/")
    found = page.get_by_role("combobox", name="搜索")
    found.click()
    page.keyboard.type("云")
    expect(page.get_by_role("listbox")).to_be_visible()
    return found


def options(page: Page) -> Locator:
    return page.get_by_role("listbox").get_by_role("option")


def test_typing_opens_a_list_of_suggestions(page: Page, box: Locator) -> None:
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options(page).filter(has_text="弹性云主机").first).to_be_visible()
    expect(options(page).last).to_have_text("搜索「云」的全部内容")
    expect(box).to_be_focused()


def test_nothing_is_suggested_before_typing(page: Page) -> None:
    page.goto("/products/")
    page.get_by_role("combobox").click()
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(page.get_by_role("combobox")).to_have_attribute("aria-expanded", "false")


def test_arrow_keys_name_the_active_option(page: Page, box: Locator) -> None:
    for number in (0, 1, 0):
        page.keyboard.press("ArrowUp" if number == 0 and box.get_attribute("aria-activedescendant") else "ArrowDown")
        active = options(page).nth(number)
        expect(box).to_have_attribute("aria-activedescendant", active.get_attribute("id") or "")
        expect(active).to_have_attribute("aria-selected", "true")
        assert page.locator("[role=option][aria-selected=true]").count() == 1
    expect(box).to_be_focused()


def test_arrow_up_starts_at_the_last_option(page: Page, box: Locator) -> None:
    page.keyboard.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-all")


def test_arrows_past_either_end_return_to_the_box(page: Page, box: Locator) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowDown")
    assert box.get_attribute("aria-activedescendant") is None


def test_enter_opens_the_active_option(page: Page, box: Locator) -> None:
    page.keyboard.press("ArrowDown")
    target = options(page).first.get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{target}")


def test_enter_without_an_active_option_searches(page: Page, box: Locator) -> None:
    page.keyboard.press("Enter")
    page.wait_for_url(SEARCH)
    expect(page.locator(".result").first).to_be_visible()


def test_words_and_enter_are_one_navigation(page: Page) -> None:
    page.goto("/products/")
    searches, fragments = requests_of(page, "/search"), requests_of(page, "/search/results")
    page.get_by_role("combobox").fill("云")
    page.keyboard.press("Enter")
    page.wait_for_url(SEARCH)
    page.wait_for_timeout(QUIET)
    assert (len(searches), len(fragments)) == (1, 0)


def test_the_search_button_searches(page: Page, box: Locator) -> None:
    page.get_by_role("button", name="搜索", exact=True).click()
    page.wait_for_url(SEARCH)


def test_a_click_opens_a_suggestion(page: Page, box: Locator) -> None:
    option = options(page).nth(1)
    target = option.get_attribute("href")
    option.click()
    page.wait_for_url(f"**{target}")


def test_the_last_suggestion_leads_to_all_results(page: Page, box: Locator) -> None:
    options(page).last.click()
    page.wait_for_url(SEARCH)


def test_escape_closes_and_keeps_the_words(page: Page, box: Locator) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box).to_have_value("云")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.get_attribute("aria-activedescendant") is None


def test_an_arrow_opens_again_what_escape_closed(page: Page, box: Locator) -> None:
    page.keyboard.press("Escape")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("listbox")).to_be_visible()
    expect(box).to_have_attribute("aria-activedescendant", "suggestion-1")


def test_enter_after_escape_searches(page: Page, box: Locator) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    page.keyboard.press("Enter")
    page.wait_for_url(SEARCH)


def test_new_suggestions_forget_the_active_one(page: Page, box: Locator) -> None:
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/search/suggest*"):
        page.keyboard.type("硬")
    expect(options(page).last).to_have_text("搜索「云硬」的全部内容")
    assert box.get_attribute("aria-activedescendant") is None


def test_an_emptied_box_suggests_nothing(page: Page, box: Locator) -> None:
    page.keyboard.press("Backspace")
    expect(page.locator("#suggestions")).to_be_hidden()
    page.wait_for_timeout(QUIET)
    expect(options(page)).to_have_count(0)


def test_leaving_the_box_closes_the_list(page: Page, box: Locator) -> None:
    page.locator("main").click(position={"x": 5, "y": 5})
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(box).to_have_attribute("aria-expanded", "false")


def test_tab_leaves_the_list_behind(page: Page, box: Locator) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("#suggestions")).to_be_hidden()


def test_hostile_words_are_shown_as_words(page: Page) -> None:
    page.goto("/products/")
    page.get_by_role("combobox").fill("<img src=x onerror=alert(1)>")
    expect(options(page).last).to_have_text("搜索「<img src=x onerror=alert(1)>」的全部内容")
    assert page.locator("#suggestions img").count() == 0


def test_late_suggestions_never_replace_newer_ones(page: Page, watch: Watch) -> None:
    watch.expect(REPLACED)
    page.goto("/products/")
    held: list[Route] = []
    page.route(f"**/search/suggest?q={quote('物理')}", lambda route: held.append(route))
    box = page.get_by_role("combobox")
    with page.expect_request("**/search/suggest*"):
        box.fill("物理")
    box.fill("云")
    expect(options(page).last).to_have_text("搜索「云」的全部内容")
    held[0].fulfill(body="<a role='option' class='late'>物理机</a>", content_type="text/html")
    page.wait_for_timeout(QUIET)
    assert page.locator(".late").count() == 0


def test_suggestions_that_arrive_after_the_box_was_left_stay_closed(page: Page) -> None:
    page.goto("/products/")
    held: list[Route] = []
    page.route("**/search/suggest*", lambda route: held.append(route))
    with page.expect_request("**/search/suggest*"):
        page.get_by_role("combobox").fill("云")
    page.locator("main").click(position={"x": 5, "y": 5})
    held[0].continue_()
    expect(page.locator("#suggestions [role=option]").first).to_be_attached()
    expect(page.locator("#suggestions")).to_be_hidden()


def test_without_a_server_the_box_still_searches_by_enter(page: Page, watch: Watch) -> None:
    watch.expect(LOST)
    page.goto("/products/")
    page.route("**/search/suggest*", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.get_by_role("combobox").fill("云")
    page.keyboard.press("Enter")
    page.wait_for_url(SEARCH)


def test_suggestions_fit_a_phone(open_page: Opener, small: str) -> None:
    page = open_page(small, viewport={"width": 390, "height": 800}, has_touch=True)
    page.goto("/")
    page.get_by_role("combobox").fill("云")
    expect(page.get_by_role("listbox")).to_be_visible()
    place = page.get_by_role("listbox").bounding_box()
    assert place
    assert place["x"] >= 0
    assert place["x"] + place["width"] <= 390
