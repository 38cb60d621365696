"""Answering a query from the open release."""

from dataclasses import dataclass, field
from math import ceil
from typing import Any

from ..store.database import database
from ..store.models import Entry
from . import snippet
from .analysis import fold, phrase, words
from .indexing import COLUMNS

# What a result's kind and its title add to the full-text score. A page called exactly what was asked for comes
# before one whose title holds it, and that before one that only mentions it.
_BONUS = {"exact title": 40.0, "title starts": 8.0, "title holds": 6.0, "product": 3.0, "solution": 1.0}
_FROM = "from entry_index join entry on entry.id = entry_index.rowid where entry_index match ?"
_RANK = f"""
bm25(entry_index, {", ".join(map(str, COLUMNS.values()))})
- {_BONUS["exact title"]} * (entry.folded = ?2)
- {_BONUS["title starts"]} * (instr(entry.folded, ?2) = 1)
- {_BONUS["title holds"]} * (instr(entry.folded, ?2) > 0)
- {_BONUS["product"]} * (entry.kind = 'product') - {_BONUS["solution"]} * (entry.kind = 'solution')
"""


@dataclass(frozen=True)
class Result:
    """One found page. `title` and `excerpt` are lists of (text, whether it was asked for)."""

    kind: str
    key: str
    url: str
    title: list[tuple[str, bool]]
    excerpt: list[tuple[str, bool]]
    trail: list[str]
    updated: str | None


@dataclass(frozen=True)
class Answer:
    """One page of results. `relaxed` says that no page has all the words and some of them were enough."""

    query: str
    total: int
    page: int
    pages: int
    results: list[Result] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    relaxed: bool = False


class PageMissing(LookupError):
    """A page number beyond the results; `pages` is how many there are."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


def search(query: str, *, page: int = 1, size: int = 10, kind: str = "", broad: bool = False) -> Answer:
    """Page `page` (from 1) of the pages that answer a cleaned `query`, `size` to a page, best first.

    Pages have all the words of the query, or if none has, some; with `broad` some are enough from the start.
    `kind` keeps one kind; `kinds` in the answer counts all of them. Raises PageMissing beyond the last page;
    the first page always exists.
    """
    sought = words(query)
    if not sought:
        if page != 1:
            raise PageMissing(1)
        return Answer(query, 0, 1, 1)
    relaxed = False
    match = _match(sought, "OR" if broad else "AND")
    kinds = _count(match)
    if not kinds and not broad and len(sought) > 1:
        relaxed, match = True, _match(sought, "OR")
        kinds = _count(match)
    total = kinds.get(kind, 0) if kind else sum(kinds.values())
    pages = max(1, ceil(total / size))
    if not 1 <= page <= pages:
        raise PageMissing(pages)
    rows = _rows(match, fold(query), kind, size, (page - 1) * size)
    results = [_result(row, sought) for row in rows]
    return Answer(query, total, page, pages, results, kinds, relaxed)


def suggest(query: str, count: int = 8) -> list[Result]:
    """The `count` best pages whose title, other names or path hold all words of a cleaned `query`."""
    sought = words(query)
    if not sought:
        return []
    match = "{title names trail} : (" + _match(sought, "AND") + ")"
    return [_result(row, sought) for row in _rows(match, fold(query), "", count, 0)]


def _match(sought: tuple[str, ...], operator: str) -> str:
    return f" {operator} ".join(map(phrase, sought))


def _count(match: str) -> dict[str, int]:
    return dict(database.rows(f"select entry.kind, count(*) {_FROM} group by entry.kind", (match,)))


def _rows(match: str, folded: str, kind: str, size: int, skipped: int) -> list[tuple[Any, ...]]:
    # Only numbers are sorted; the texts of the few rows that are shown are fetched afterwards.
    statement = f"""
        with best as (
            select entry.id as id, {_RANK} as rank {_FROM.replace("?", "?1")} and (?3 = '' or entry.kind = ?3)
            order by rank, entry.id limit ?4 offset ?5
        )
        select kind, key, url, title, trail, updated, text from best join entry using (id) order by best.rank, id
    """
    return database.rows(statement, (match, folded, kind, size, skipped))


def _result(row: tuple[Any, ...], sought: tuple[str, ...]) -> Result:
    kind, key, url, title, trail, updated, text = row
    return Result(
        kind=kind, key=key, url=url, title=snippet.mark(title, sought), excerpt=snippet.excerpt(text, sought),
        trail=Entry.trail.python_value(trail), updated=updated,
    )
