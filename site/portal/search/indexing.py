"""Writing the index of a release."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..store.database import database
from ..store.models import Entry
from .analysis import fold, tokens

# Weights of the columns in ranking, in their order.
COLUMNS = {"title": 10.0, "names": 6.0, "trail": 3.0, "headings": 3.0, "body": 1.0}


@dataclass(frozen=True)
class Findable:
    """A page as search sees it. `trail` leads to it, title last; `names` are other words people use for it."""

    kind: str
    key: str
    title: str
    url: str
    trail: list[str]
    text: str
    names: str = ""
    headings: str = ""
    product: str | None = None
    updated: date | None = None


def create_index() -> None:
    """Make the empty full-text table in the database that this thread has open."""
    columns = ", ".join(COLUMNS)
    database.rows(f"create virtual table entry_index using fts5({columns}, content='', tokenize='ascii')")


def add(findables: Iterable[Findable]) -> int:
    """Store and index `findables`; returns how many there were."""
    count = 0
    for count, each in enumerate(findables, 1):
        Entry.create(
            id=count, kind=each.kind, key=each.key, title=each.title, folded=fold(each.title), url=each.url,
            trail=each.trail, product=each.product, updated=each.updated, text=each.text,
        )
        columns = (each.title, each.names, "\n".join(each.trail[:-1]), each.headings, each.text)
        database.rows(
            "insert into entry_index(rowid, title, names, trail, headings, body) values (?, ?, ?, ?, ?, ?)",
            (count, *map(tokens, columns)),
        )
    database.rows("insert into entry_index(entry_index) values ('optimize')")
    return count
