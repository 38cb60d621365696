"""Every kind of page at three widths: it fits, it is quiet, nothing jumps, little is loaded."""

import re

import pytest
from playwright.sync_api import Page, Request, expect

from .conftest import Opener, Watch
from .kinds import ERRORS, KINDS, WIDTHS

TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .map((each) => each.tagName + "." + each.className).slice(0, 5).concat("…")"""
SHIFTS = """() => new Promise((done) => {
  const shifts = [];
  new PerformanceObserver((list) => shifts.push(...list.getEntries().map((each) => each.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(shifts), 250);
})"""
LOADED = "() => performance.getEntriesByType('resource').map((each) => [each.name, each.transferSize])"
REFERENCE_PAGES = [
    "/", "/products/", "/solutions/", "/activities/", "/docs/", "/docs/ecs", "/docs/redis/guide/resize",
    "/products/ecs", "/topics/网站ipv6升级服务", "/search?q=云主机", "/support/", "/intelligence/",
]


def too_wide(page: Page) -> dict[int, list[str]]:
    """By width, what sticks out of the window at the right."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(TOO_WIDE)
    return {width: elements for width, elements in found.items() if elements}


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_a_page_fits_every_width_and_is_quiet(page: Page, address: str) -> None:
    answer = page.goto(address)
    assert answer
    assert answer.status == 200
    assert too_wide(page) == {}


@pytest.mark.parametrize(("address", "status"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_a_designed_page_that_fits_every_width(
    page: Page, watch: Watch, address: str, status: int
) -> None:
    watch.expect(f"status of {status}")
    answer = page.goto(address)
    assert answer
    assert answer.status == status
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("link", name="回到首页")).to_be_visible()
    assert too_wide(page) == {}


@pytest.mark.parametrize("address", REFERENCE_PAGES)
def test_a_shipped_page_fits_every_width_and_is_quiet(open_page: Opener, shipped: str, address: str) -> None:
    page = open_page(shipped)
    answer = page.goto(address)
    assert answer
    assert answer.status == 200
    assert too_wide(page) == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_an_open_menu_panel_fits_the_window(open_page: Opener, shipped: str, width: int) -> None:
    page = open_page(shipped, viewport={"width": width, "height": 900})
    page.goto("/")
    if width < 1000:
        page.get_by_role("button", name="打开菜单").click()
    page.locator("#menu summary", has_text="产品").first.click()
    expect(page.locator("#menu details[open] .panel")).to_be_visible()
    assert page.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_on_the_homepage_moves_while_it_loads(open_page: Opener, shipped: str, width: int) -> None:
    page = open_page(shipped, viewport={"width": width, "height": 900})
    page.goto("/")
    assert sum(page.evaluate(SHIFTS)) < 0.01


def test_nothing_moves_when_the_strip_was_dismissed(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="关闭活动提示").click()
    page.reload()
    assert sum(page.evaluate(SHIFTS)) < 0.01


def test_a_shift_would_be_seen(page: Page) -> None:
    page.goto("/")
    page.evaluate("() => document.body.prepend(document.querySelector('.foot'))")
    assert sum(page.evaluate(SHIFTS)) > 0.01


def test_the_homepage_takes_at_most_twelve_requests_and_150_kilobytes(open_page: Opener, shipped: str) -> None:
    page = open_page(shipped)
    requests: list[Request] = []
    page.on("requestfinished", lambda request: requests.append(request))
    page.goto("/", wait_until="networkidle")
    assert 3 < len(requests) <= 12
    sizes = [each.sizes() for each in requests]
    assert sum(each["responseBodySize"] + each["responseHeadersSize"] for each in sizes) <= 150_000


def test_the_homepage_itself_is_at_most_25_kilobytes(open_page: Opener, shipped: str) -> None:
    answer = open_page(shipped).goto("/")
    assert answer
    assert answer.request.sizes()["responseBodySize"] <= 25_000


def test_a_second_page_loads_no_static_file_again(page: Page) -> None:
    page.goto("/", wait_until="load")
    page.goto("/products/", wait_until="load")
    loaded = [each for each in page.evaluate(LOADED) if "/static/" in each[0] and "favicon" not in each[0]]
    assert len(loaded) >= 3
    assert [name for name, size in loaded if size] == []


@pytest.mark.parametrize(("scheme", "colour"), [
    ("dark", r"^rgb\((\d\d?, ){2}\d\d?\)$"),  # every part of it below 100
    ("light", r"^rgb\((2\d\d, ){2}2\d\d\)$"),
])
def test_the_page_follows_the_colour_scheme(open_page: Opener, small: str, scheme: str, colour: str) -> None:
    page = open_page(small, color_scheme=scheme)
    page.goto("/")
    expect(page.locator("body")).to_have_css("background-color", re.compile(colour))
