"""Searching while typing on the search page."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from .asking import QUIET, is_marked, mark, requests_of, titles
from .conftest import LOST, REPLACED, Watch

RESULTS = "/search/results"


def box(page: Page) -> Locator:
    return page.locator("#q")


def address(q: str) -> str:
    return f"/search?q={quote(q)}"


def test_results_come_while_one_types(page: Page) -> None:
    page.goto("/search")
    mark(page)
    page.keyboard.type("云硬盘")
    expect(page.locator(".result h2").first).to_have_text("云硬盘")
    assert is_marked(page)


def test_an_empty_search_page_waits_for_typing(page: Page) -> None:
    page.goto("/search")
    expect(box(page)).to_be_focused()


def test_results_follow_every_change(page: Page) -> None:
    page.goto("/search?q=云硬盘")
    box(page).fill("物理机")
    expect(page.locator(".result h2").first).to_have_text("物理机")
    box(page).fill("貔貅")
    expect(page.get_by_role("heading", name="没有找到「貔貅」")).to_be_visible()
    box(page).fill("")
    expect(page.get_by_role("heading", name="想找什么？")).to_be_visible()


def test_the_address_follows_without_new_history(page: Page) -> None:
    page.goto("/")
    page.goto("/search")
    before = page.evaluate("history.length")
    for words in ("云", "云硬盘", "物理机"):
        box(page).fill(words)
        page.wait_for_url(f"**{address(words)}")
    assert page.evaluate("history.length") == before
    page.go_back()
    page.wait_for_url("**/")


def test_the_title_follows(page: Page) -> None:
    page.goto("/search")
    box(page).fill("云硬盘")
    expect(page).to_have_title("云硬盘 - 搜索 - 小云")


def test_the_number_of_results_is_said_and_nothing_else(page: Page) -> None:
    page.goto("/search")
    box(page).fill("云硬盘")
    status = page.get_by_role("status")
    expect(page).to_have_title("云硬盘 - 搜索 - 小云")
    expect(status).to_have_text(f"找到 {page.locator('.tabs [aria-current] .count').inner_text()} 条结果")
    box(page).fill("貔貅")
    expect(status).to_have_text("没有找到结果")
    assert page.locator("#results [aria-live], #results [role=status]").count() == 0


def test_the_box_keeps_focus_and_caret(page: Page) -> None:
    page.goto("/search")
    page.keyboard.type("云盘")
    page.wait_for_url(f"**{address('云盘')}")
    page.keyboard.press("ArrowLeft")
    page.keyboard.type("硬")
    page.wait_for_url(f"**{address('云硬盘')}")
    expect(box(page)).to_be_focused()
    assert page.evaluate("document.activeElement.selectionStart") == 2


@pytest.mark.parametrize("words", [
    "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", '"><svg onload=alert(1)>', "C++", "' OR 1=1 --",
    "AND NOT (", "%00%", "javascript:alert(1)", "\\u0000", "&lt;b&gt;", "＃云＃", "a=1&page=9#x",
])
def test_hostile_words_are_words(page: Page, words: str) -> None:
    page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    page.goto("/search")
    box(page).fill(words)
    expect(page).to_have_title(f"{words} - 搜索 - 小云")
    page.reload()
    expect(box(page)).to_have_value(words)
    assert page.locator("main img, main script, main [onerror], main [onload]").count() == 0


def test_letters_typed_in_a_row_are_one_request(page: Page) -> None:
    page.clock.install()
    page.goto("/search")
    page.clock.pause_at("2100-01-01")
    requests = requests_of(page, RESULTS)
    page.keyboard.type("overview")
    page.clock.run_for(1000)
    expect(page).to_have_title("overview - 搜索 - 小云")
    assert len(requests) == 1


def test_words_and_enter_are_one_request(page: Page) -> None:
    page.clock.install()
    page.goto("/search")
    page.clock.pause_at("2100-01-01")
    mark(page)
    requests = requests_of(page, RESULTS)
    page.keyboard.type("云硬盘")
    page.keyboard.press("Enter")
    page.clock.run_for(1000)
    expect(page.locator(".result h2").first).to_have_text("云硬盘")
    page.clock.run_for(1000)
    assert len(requests) == 1
    assert is_marked(page)


def test_a_late_answer_never_replaces_a_newer_one(page: Page, watch: Watch) -> None:
    watch.expect(REPLACED)
    page.goto("/search")
    held: list[Route] = []
    page.route(f"**{RESULTS}?q={quote('物理机')}*", lambda route: held.append(route))
    with page.expect_request(f"**{RESULTS}?q={quote('物理机')}*"):
        box(page).fill("物理机")
    box(page).fill("云硬盘")
    expect(page.locator(".result h2").first).to_have_text("云硬盘")
    held[0].fulfill(body="<p class='late'>物理机</p>", content_type="text/html")
    page.wait_for_timeout(QUIET)
    assert page.locator(".late").count() == 0
    assert titles(page)[0] == "云硬盘"
    assert page.url.endswith(address("云硬盘"))


def test_the_kind_that_was_chosen_is_kept_while_typing(page: Page) -> None:
    page.goto("/search?q=云硬盘")
    page.get_by_role("link", name="产品", exact=False).and_(page.locator(".tabs a")).click()
    page.wait_for_url("**&kind=product")
    box(page).fill("物理机")
    page.wait_for_url(f"**{address('物理机')}&kind=product")
    assert titles(page) == ["物理机"]


def test_reload_and_a_fresh_tab_show_what_typing_showed(page: Page) -> None:
    page.goto("/search")
    box(page).fill("云主机")
    page.wait_for_url(f"**{address('云主机')}")
    expect(page.locator(".result").nth(2)).to_be_visible()
    typed = titles(page)
    page.reload()
    assert titles(page) == typed
    page.goto("about:blank")
    page.goto(address("云主机"))
    assert titles(page) == typed
    expect(box(page)).to_have_value("云主机")


def test_back_from_a_result_shows_the_results_again(page: Page) -> None:
    page.goto("/search")
    box(page).fill("云硬盘")
    page.locator(".result h2 a", has_text="云硬盘产品概述").click()
    page.wait_for_url("**/docs/disk/**")
    page.go_back()
    page.wait_for_url(f"**{address('云硬盘')}")
    expect(page.locator(".result h2").first).to_have_text("云硬盘")
    expect(box(page)).to_have_value("云硬盘")


# No server


def test_without_a_server_the_page_says_so_and_keeps_the_results(page: Page, watch: Watch) -> None:
    watch.expect(LOST)
    page.goto("/search?q=云硬盘")
    before = titles(page)
    page.route(f"**{RESULTS}*", lambda route: route.abort())
    box(page).fill("物理机")
    expect(page.get_by_role("alert")).to_contain_text("没有连上服务器")
    assert titles(page) == before


def test_a_failing_server_is_the_same(page: Page, watch: Watch) -> None:
    watch.expect("responseError|status of 500|Response Status Error")
    page.goto("/search?q=云硬盘")
    before = titles(page)
    page.route(f"**{RESULTS}*", lambda route: route.fulfill(status=500, body="<p class='raw'>Traceback</p>"))
    box(page).fill("物理机")
    expect(page.get_by_role("alert")).to_be_visible()
    assert titles(page) == before
    assert page.locator(".raw").count() == 0


def test_enter_tries_again_and_the_note_goes(page: Page, watch: Watch) -> None:
    watch.expect(LOST)
    page.goto("/search")
    page.route(f"**{RESULTS}*", lambda route: route.abort())
    box(page).fill("物理机")
    expect(page.get_by_role("alert")).to_be_visible()
    page.unroute(f"**{RESULTS}*")
    page.keyboard.press("Enter")
    expect(page.locator(".result h2").first).to_have_text("物理机")
    expect(page.locator("#search-offline")).to_be_hidden()
