"""The activities, by the clock."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import Clock

Get = Callable[..., HTMLParser]


def texts(page: HTMLParser, selector: str) -> list[str]:
    return [" ".join(node.text().split()) for node in page.css(selector)]


def test_activities_are_grouped_in_the_editors_order(get: Get) -> None:
    page = get("/activities/")
    assert texts(page, "main h2") == ["热门活动", "免费活动"]
    assert [node.attributes["href"] for node in page.css(".card-activity")] == [
        "/activities/summer", "/activities/winter", "/activities/forever",
    ]


def test_each_card_says_when(get: Get) -> None:
    assert texts(get("/activities/"), ".card-activity .card-note") == [
        "2026年8月1日起，至 2026年8月31日", "2027年1月1日起，至 2027年1月31日", "2026年1月1日起，长期有效",
    ]


@pytest.mark.parametrize(("moment", "badges"), [
    (datetime(2026, 8, 15, tzinfo=UTC), ["NEW", "未开始"]),
    (datetime(2026, 10, 1, tzinfo=UTC), ["已结束", "未开始"]),
    (datetime(2027, 2, 1, tzinfo=UTC), ["已结束", "已结束"]),
    (datetime(2025, 2, 1, tzinfo=UTC), ["未开始", "未开始", "未开始"]),
])
def test_each_card_says_whether_it_runs(get: Get, clock: Clock, moment: datetime, badges: list[str]) -> None:
    clock.moment = moment
    assert texts(get("/activities/"), ".card-activity .badge") == badges


def test_one_that_runs_can_be_joined(get: Get) -> None:
    page = get("/activities/summer")
    assert texts(page, "h1") == ["818算力跃迁·礼遇盛夏 NEW"]
    assert page.css(".actions a")
    assert not page.css("main [role=note]")


@pytest.mark.parametrize(("moment", "words"), [
    (datetime(2026, 7, 1, tzinfo=UTC), "本活动还没有开始，2026年8月1日开放参与。"),
    (datetime(2026, 9, 1, tzinfo=UTC), "本活动已结束，您可以看看正在进行的活动。"),
])
def test_one_that_does_not_run_says_why_and_cannot_be_joined(get: Get, clock: Clock, moment: datetime,
                                                             words: str) -> None:
    clock.moment = moment
    page = get("/activities/summer")
    assert texts(page, "main [role=note]") == [words]
    assert not page.css(".actions a")


def test_an_activity_shows_its_rules_and_products(get: Get) -> None:
    page = get("/activities/summer")
    assert texts(page, ".prose") == ["参与步骤：登录后领取。"]
    assert texts(page, ".points h3") == ["限时"]
    assert [node.attributes["href"] for node in page.css(".card-product")] == ["/products/ecs"]
