"""How values are said to visitors."""

from datetime import UTC, date, datetime

import pytest

from portal.pages.labels import KINDS, activity_state, china_date, kind_label


def test_a_date_is_written_in_chinese_without_zeros() -> None:
    assert china_date(date(2026, 8, 1)) == "2026年8月1日"


def test_every_kind_has_its_own_name() -> None:
    assert len({kind_label(kind) for kind in KINDS}) == len(KINDS)


def test_an_unknown_kind_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        kind_label("unknown")


@pytest.mark.parametrize(("moment", "state"), [
    (datetime(2026, 7, 31, 15, 59, 59, tzinfo=UTC), "upcoming"),
    (datetime(2026, 7, 31, 16, tzinfo=UTC), "live"),
    (datetime(2026, 8, 31, 15, 59, 59, tzinfo=UTC), "live"),
    (datetime(2026, 8, 31, 16, tzinfo=UTC), "ended"),
])
def test_days_begin_and_end_in_china(moment: datetime, state: str) -> None:
    assert activity_state({"starts": "2026-08-01", "ends": "2026-08-31"}, moment) == state


@pytest.mark.parametrize("item", [{}, {"title": "文档", "url": "/docs/"}, {"starts": "2026-01-01"}])
def test_what_has_no_end_is_live(item: dict[str, str]) -> None:
    assert activity_state(item, datetime(2099, 1, 1, tzinfo=UTC)) == "live"
