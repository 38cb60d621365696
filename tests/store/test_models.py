"""Questions that pages ask of a release."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from shutil import copy

import pytest

from portal.store.database import database
from portal.store.models import (
    CHINA,
    Activity,
    Category,
    Document,
    Fact,
    LandingPage,
    Product,
    Solution,
    activity_state,
    activity_turns,
)


@pytest.fixture(autouse=True)
def release(published: Path, tmp_path: Path) -> Iterator[None]:
    """The small world, in a file of its own that a test may write to."""
    database.open(Path(copy((published / "current").resolve(), tmp_path / "release.sqlite3")), writable=True)
    yield
    database.leave()


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


STARTS, ENDS = date(2026, 8, 1), date(2026, 8, 31)


@pytest.mark.parametrize(("moment", "state"), [
    ("2026-07-31T23:59:59.999999", "upcoming"), ("2026-08-01T00:00:00", "live"), ("2026-08-15T12:00:00", "live"),
    ("2026-08-31T23:59:59.999999", "live"), ("2026-09-01T00:00:00", "ended"),
])
def test_both_end_days_count_whole_in_china_time(moment: str, state: str) -> None:
    assert activity_state(STARTS, ENDS, china(moment)) == state


@pytest.mark.parametrize("hours", [-11, -8, 0, 5.5, 8, 14])
@pytest.mark.parametrize(("moment", "state"), [
    ("2026-07-31T23:59:59", "upcoming"), ("2026-08-01T00:00:00", "live"), ("2026-09-01T00:00:00", "ended"),
])
def test_the_clocks_own_zone_does_not_matter(moment: str, state: str, hours: float) -> None:
    elsewhere = china(moment).astimezone(timezone(timedelta(hours=hours)))
    assert activity_state(STARTS, ENDS, elsewhere) == state


@pytest.mark.parametrize("moment", ["2026-08-01T00:00:00", "9999-12-30T00:00:00"])
def test_an_activity_without_an_end_never_ends(moment: str) -> None:
    assert activity_state(STARTS, None, china(moment)) == "live"


def test_an_activity_of_one_day_is_live_that_day() -> None:
    noons = map(china, ("2026-07-31T12:00:00", "2026-08-01T12:00:00", "2026-08-02T12:00:00"))
    assert [activity_state(STARTS, STARTS, noon) for noon in noons] == ["upcoming", "live", "ended"]


def test_every_turn_is_the_moment_at_which_a_state_changes() -> None:
    for turn in activity_turns(Activity.select()):
        before, after = (datetime.fromtimestamp(turn + seconds, CHINA) for seconds in (-1, 0))
        assert [row.state(before) for row in Activity.select()] != [row.state(after) for row in Activity.select()]


def test_turns_are_in_order_and_once_each() -> None:
    turns = activity_turns([*Activity.select(), *Activity.select()])
    assert turns == sorted(set(turns))
    assert len(turns) == 5


def test_unfinished_activities_are_live_or_to_come() -> None:
    assert [row.slug for row in Activity.unfinished(china("2026-08-31T23:59:59"))] == ["summer", "forever", "winter"]
    assert [row.slug for row in Activity.unfinished(china("2026-09-01T00:00:00"))] == ["forever", "winter"]
    assert [row.slug for row in Activity.unfinished(china("2027-02-01T00:00:00"))] == ["forever"]


def test_activities_are_grouped_in_their_order() -> None:
    groups = {group: [row.slug for row in rows] for group, rows in Activity.by_group().items()}
    assert list(groups.items()) == [("热门活动", ["summer", "winter"]), ("免费活动", ["forever"])]


@pytest.mark.parametrize("slugs", [["waf", "ecs", "disk"], ["disk", "waf", "ecs"], ["ecs"], []])
def test_named_rows_come_in_the_order_asked_for(slugs: list[str]) -> None:
    assert [row.slug for row in Product.named(slugs)] == slugs


def test_unknown_names_are_left_out_and_repeated_ones_repeated() -> None:
    assert [row.slug for row in Product.named(["none", "ecs", "'; drop table product; --", "ecs"])] == ["ecs", "ecs"]


def test_names_may_come_from_anywhere_once() -> None:
    assert [row.path for row in Document.named(iter(["bms/introduction/overview"]))] == ["bms/introduction/overview"]


def test_a_category_has_its_products_in_order() -> None:
    found = {category.slug: [row.slug for row in rows] for category, rows in Category.with_products()}
    assert list(found.items()) == [("compute", ["ecs", "bms"]), ("storage", ["disk", "waf"])]
    assert [row.slug for row in Product.of_category("storage")] == ["disk", "waf"]


def test_a_category_without_products_is_there() -> None:
    Category.create(slug="empty", title="空", summary="空", position=9)
    assert [(category.slug, rows) for category, rows in Category.with_products()][-1] == ("empty", [])


def test_products_stand_under_their_initial_letters_in_order() -> None:
    found = {letter: [row.slug for row in rows] for letter, rows in Product.by_initial().items()}
    assert list(found.items()) == [("T", ["ecs"]), ("W", ["bms", "waf"]), ("Y", ["disk"])]


def test_letters_come_in_order_whatever_the_order_of_the_products() -> None:
    Product.update(initial="Z").where(Product.slug == "ecs").execute()
    assert list(Product.by_initial()) == ["W", "Y", "Z"]


def test_related_products_come_in_the_editors_order() -> None:
    assert [row.slug for row in Product(related=["waf", "none", "bms"]).related_products()] == ["waf", "bms"]


def test_a_product_knows_the_solutions_that_use_it() -> None:
    assert [row.slug for row in Product["disk"].solutions()] == ["enterprise"]
    assert Product["bms"].solutions() == []


def test_solutions_are_grouped() -> None:
    assert {group: [row.slug for row in rows] for group, rows in Solution.by_group().items()} == {
        "通用解决方案": ["enterprise"],
    }


def test_the_newest_documents_come_first_one_a_product() -> None:
    assert [row.path for row in Document.newest(10)] == [
        "disk/introduction/overview", "ecs/guide/tags/design", "waf/introduction/overview", "bms/introduction/overview",
    ]


@pytest.mark.parametrize("count", [0, 1, 2, 4])
def test_as_many_of_the_newest_as_asked_for(count: int) -> None:
    assert len(Document.newest(count)) == count


def test_a_product_with_very_many_new_documents_leaves_room_for_others() -> None:
    about = {"title": "新", "summary": "", "body": "", "contents": [], "trail": [], "position": 9}
    for number in range(50):
        path = f"ecs/guide/new-{number}"
        Document.create(path=path, identifier=path, product="ecs", updated=date(2026, 11, 1), **about)
    assert [row.product_id for row in Document.newest(3)] == ["ecs", "disk", "waf"]


def test_a_section_has_its_own_page_and_those_below() -> None:
    own = LandingPage.at("support", "")
    assert own
    assert own.url == "/support/"
    assert [row.url for row in LandingPage.of_section("support")] == ["/support/online"]


@pytest.mark.parametrize(("section", "slug"), [("support", "none"), ("none", ""), ("", ""), ("support", "' or 1=1 --")])
def test_no_other_page_is_there(section: str, slug: str) -> None:
    assert LandingPage.at(section, slug) is None


def test_a_fact_has_the_value_that_was_written() -> None:
    value = {"a": [1, None, "引号\"'\0"], "b": {"云": True}}
    Fact.create(name="test", value=value)
    assert Fact.of("test") == value


def test_a_fact_that_is_not_there_is_said() -> None:
    with pytest.raises(Fact.DoesNotExist):
        Fact.of("none")
