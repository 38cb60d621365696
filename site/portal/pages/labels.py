"""How values are said to visitors."""

from datetime import date, datetime

from ..store.models import CHINA

KINDS = {"product": "产品", "document": "文档", "solution": "解决方案", "activity": "活动", "page": "服务与支持"}


def kind_label(kind: str) -> str:
    """The Chinese name of a kind of page."""
    return KINDS[kind]


def china_date(day: date) -> str:
    """A date the way it is written in Chinese, as 2026年8月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


def china_day(moment: datetime) -> str:
    """The day that it is in China at `moment`, as 2026-08-01."""
    return moment.astimezone(CHINA).date().isoformat()
