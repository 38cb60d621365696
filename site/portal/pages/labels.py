"""How values are said to visitors."""

from collections.abc import Mapping
from datetime import date, datetime

from ..store import models

KINDS = {"product": "产品", "document": "文档", "solution": "解决方案", "activity": "活动", "page": "服务与支持"}


def kind_label(kind: str) -> str:
    """The Chinese name of a kind of page."""
    return KINDS[kind]


def china_date(day: date) -> str:
    """A date the way it is written in Chinese, as 2026年8月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def activity_state(item: Mapping[str, str], now: datetime) -> str:
    """`upcoming`, `live` or `ended` for a link to an activity, by its `starts` and `ends`; `live` for any other."""
    starts, ends = item.get("starts"), item.get("ends")
    return models.activity_state(
        date.fromisoformat(starts) if starts else date.min, date.fromisoformat(ends) if ends else None, now
    )
