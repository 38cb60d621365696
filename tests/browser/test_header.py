"""The strip and the menu, by mouse, keyboard and on a phone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from .conftest import Opener

# The strip


def test_a_dismissed_strip_stays_away(page: Page) -> None:
    page.goto("/")
    expect(page.locator(".strip")).to_be_visible()
    page.get_by_role("button", name="关闭活动提示").click()
    expect(page.locator(".strip")).to_be_hidden()
    page.reload()
    expect(page.locator(".strip")).to_be_hidden()
    for address in ("/products/", "/search?q=云", "/docs/ecs"):
        page.goto(address)
        expect(page.locator(".strip")).to_be_hidden()


def test_a_dismissed_strip_comes_back_with_other_words(page: Page) -> None:
    page.goto("/")
    page.evaluate("() => localStorage.setItem('strip-dismissed', '去年的活动')")
    page.reload()
    expect(page.locator(".strip")).to_be_visible()


def test_a_strip_dismissed_by_one_visitor_is_there_for_another(open_page: Opener, small: str) -> None:
    page, other = open_page(small), open_page(small)
    page.goto("/")
    page.get_by_role("button", name="关闭活动提示").press("Enter")
    other.goto("/")
    expect(other.locator(".strip")).to_be_visible()


def test_without_storage_the_strip_still_closes(page: Page) -> None:
    page.add_init_script("""Object.defineProperty(window, "localStorage", {
      get() { throw new DOMException("denied", "SecurityError"); } })""")
    page.goto("/")
    page.get_by_role("button", name="关闭活动提示").click()
    expect(page.locator(".strip")).to_be_hidden()


# The menu


@pytest.fixture
def products(page: Page) -> Locator:
    """The menu's entry 产品 on the homepage."""
    page.goto("/")
    return page.locator("#menu summary", has_text="产品")


def panel(page: Page, number: int = 1) -> Locator:
    return page.locator("#menu .panel").nth(number)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_a_panel_and_escape_returns_to_its_entry(page: Page, products: Locator, key: str) -> None:
    products.focus()
    page.keyboard.press(key)
    expect(panel(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(panel(page).get_by_role("link").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(products).to_be_focused()


def test_tab_past_a_panel_closes_it(page: Page, products: Locator) -> None:
    products.focus()
    page.keyboard.press("Enter")
    page.locator("main a").first.focus()
    expect(panel(page)).to_be_hidden()


def test_pointing_opens_a_panel_and_leaving_closes_it(page: Page, products: Locator) -> None:
    products.hover()
    expect(panel(page)).to_be_visible()
    page.mouse.move(700, 880)
    expect(panel(page)).to_be_hidden()


def test_a_click_on_what_pointing_opened_keeps_it_open(page: Page, products: Locator) -> None:
    products.hover()
    expect(panel(page)).to_be_visible()
    products.click()
    expect(panel(page)).to_be_visible()
    products.click()
    expect(panel(page)).to_be_hidden()


def test_a_quick_click_opens(page: Page, products: Locator) -> None:
    products.click()
    expect(panel(page)).to_be_visible()
    page.wait_for_timeout(250)
    expect(panel(page)).to_be_visible()


def test_a_click_elsewhere_closes(page: Page, products: Locator) -> None:
    products.focus()
    page.keyboard.press("Enter")
    page.locator(".foot").click(position={"x": 5, "y": 5})
    expect(panel(page)).to_be_hidden()


def test_one_panel_is_open_at_a_time(page: Page, products: Locator) -> None:
    products.focus()
    page.keyboard.press("Enter")
    page.locator("#menu summary", has_text="解决方案").press("Enter")
    expect(panel(page, 2)).to_be_visible()
    expect(panel(page)).to_be_hidden()


def test_a_panel_leads_to_its_products(page: Page, products: Locator) -> None:
    products.click()
    panel(page).get_by_role("link", name="弹性云主机").click()
    page.wait_for_url("**/products/ecs")


def test_an_open_panel_does_not_move_the_page(page: Page, products: Locator) -> None:
    before = page.locator("main").bounding_box()
    products.click()
    expect(panel(page)).to_be_visible()
    assert page.locator("main").bounding_box() == before


# The menu on a phone


@pytest.fixture
def phone(open_page: Opener, small: str) -> Page:
    page = open_page(small, viewport={"width": 390, "height": 800}, has_touch=True)
    page.goto("/")
    return page


def test_a_phone_opens_the_menu_by_its_button(phone: Page) -> None:
    expect(phone.locator("#menu")).to_be_hidden()
    phone.get_by_role("button", name="打开菜单").tap()
    expect(phone.locator("#menu")).to_be_visible()
    phone.locator("#menu summary", has_text="产品").tap()
    phone.locator("#menu details[open]").get_by_role("link", name="弹性云主机").tap()
    phone.wait_for_url("**/products/ecs")


def test_a_phone_closes_the_menu_by_its_button(phone: Page) -> None:
    phone.get_by_role("button", name="打开菜单").tap()
    phone.get_by_role("button", name="关闭菜单").tap()
    expect(phone.locator("#menu")).to_be_hidden()


def test_escape_closes_a_phone_s_menu_and_returns_to_the_button(phone: Page) -> None:
    phone.get_by_role("button", name="打开菜单").press("Enter")
    expect(phone.locator("#menu")).to_be_visible()
    phone.keyboard.press("Escape")
    expect(phone.locator("#menu")).to_be_hidden()
    expect(phone.get_by_role("button", name="打开菜单")).to_be_focused()


def test_a_phone_s_menu_has_the_links_that_the_header_has_no_room_for(phone: Page) -> None:
    expect(phone.locator(".top-row .tools")).to_be_hidden()
    phone.get_by_role("button", name="打开菜单").tap()
    expect(phone.locator(".menu-tools").get_by_role("link", name="文档")).to_be_visible()


# The way past it all


def test_the_first_tab_leads_past_the_header(page: Page) -> None:
    page.goto("/products/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")
