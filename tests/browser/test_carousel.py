"""The banners on the homepage: turned by the visitor, never by themselves."""

import pytest
from playwright.sync_api import Page, expect

from .conftest import Opener


@pytest.fixture
def home(large_page: Page) -> Page:
    """The homepage of the large world, which has four banners."""
    large_page.goto("/")
    expect(large_page.locator(".slide")).to_have_count(4)
    return large_page


def expect_banner(page: Page, number: int) -> None:
    expect(page.locator(f"#banner-{number} h2")).to_be_in_viewport(ratio=1)
    expect(page.locator(".hero-control [aria-current]")).to_have_attribute("href", f"#banner-{number}")
    page.wait_for_function("() => { const track = document.querySelector('.hero-track');"
                           "return track.scrollLeft % track.clientWidth < 1; }")


def test_it_starts_at_the_first_banner(home: Page) -> None:
    expect_banner(home, 1)


def test_the_buttons_turn_it(home: Page) -> None:
    home.get_by_role("button", name="下一个活动").click()
    expect_banner(home, 2)
    home.get_by_role("button", name="上一个活动").click()
    expect_banner(home, 1)


def test_it_goes_round(home: Page) -> None:
    home.get_by_role("button", name="上一个活动").click()
    expect_banner(home, 4)
    home.get_by_role("button", name="下一个活动").click()
    expect_banner(home, 1)


def test_two_quick_clicks_turn_it_twice(home: Page) -> None:
    home.get_by_role("button", name="下一个活动").dblclick()
    expect_banner(home, 3)


def test_the_arrow_keys_turn_it(home: Page) -> None:
    home.locator(".hero-track").focus()
    home.keyboard.press("ArrowRight")
    expect_banner(home, 2)
    home.keyboard.press("ArrowLeft")
    expect_banner(home, 1)


def test_the_dots_lead_to_each_banner_and_leave_the_address(home: Page) -> None:
    address = home.url
    home.get_by_role("link", name="第 3 个").click()
    expect_banner(home, 3)
    assert home.url == address


def test_focus_on_a_hidden_banner_s_link_shows_it(home: Page) -> None:
    home.locator("#banner-2 a").focus()
    expect_banner(home, 2)


def test_it_does_not_turn_by_itself(home: Page) -> None:
    home.clock.install()
    home.reload()
    home.evaluate("""() => { window.turns = 0;
      document.querySelector(".hero-track").addEventListener("scroll", () => { window.turns += 1; }); }""")
    for _ in range(10):
        home.clock.run_for(3_000)
        home.wait_for_timeout(50)
    assert home.evaluate("window.turns") == 0


def test_turning_it_does_not_scroll_the_page(home: Page) -> None:
    home.evaluate("scrollTo(0, 100)")
    home.get_by_role("button", name="下一个活动").click()
    expect_banner(home, 2)
    assert home.evaluate("scrollY") == 100


def test_a_swipe_is_where_the_buttons_go_on_from(home: Page) -> None:
    home.locator(".hero-track").evaluate("(track) => track.scrollTo({ left: 2 * track.clientWidth })")
    expect_banner(home, 3)
    home.wait_for_timeout(200)
    home.get_by_role("button", name="下一个活动").click()
    expect_banner(home, 4)


def test_without_motion_it_turns_at_once(open_page: Opener, large: str) -> None:
    page = open_page(large, reduced_motion="reduce")
    page.goto("/")
    page.get_by_role("button", name="下一个活动").click()
    assert page.evaluate("document.querySelector('.hero-track').scrollLeft") == 1440
