"""An index of a few made-up pages: what counts in ranking, and that nothing is left out."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from portal.search import indexing
from portal.search.indexing import Findable
from portal.search.query import search
from portal.store.database import database
from portal.store.models import Entry

Index = Callable[..., int]


@pytest.fixture
def index(tmp_path: Path) -> Iterator[Index]:
    """Index pages and say how many there were."""
    database.open(tmp_path / "index.sqlite3", writable=True)
    database.create_tables([Entry])
    indexing.create_index()
    yield lambda *pages: indexing.add(pages)
    database.leave()


def page(key: str, title: str = "题", text: str = "正文", kind: str = "document", **others: object) -> Findable:
    return Findable(kind, key, title, f"/{key}", [*others.pop("above", []), title], text, **others)


def order(query: str) -> list[str]:
    return [result.key for result in search(query, size=100).results]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_the_number_of_pages_is_told(index: Index, count: int) -> None:
    assert index(*(page(str(number)) for number in range(count))) == count
    assert Entry.select().count() == count


def test_a_page_is_stored_as_it_was_given(index: Index) -> None:
    index(page("a", title="ＥＣＳ", above=["帮助"], product="ecs", updated=date(2026, 1, 2)))
    row = Entry[1]
    assert (row.title, row.folded, row.trail, row.product) == ("ＥＣＳ", "ecs", ["帮助", "ＥＣＳ"], "ecs")
    assert row.updated == date(2026, 1, 2)


@pytest.mark.parametrize("where", [{"title": "防火墙"}, {"text": "防火墙"}, {"names": "防火墙"}, {"headings": "防火墙"},
                                   {"above": ["防火墙"]}], ids=lambda where: next(iter(where)))
def test_a_word_is_found_wherever_it_stands(index: Index, where: dict[str, str]) -> None:
    index(page("a", **where), page("b"))
    assert order("防火墙") == ["a"]


def test_a_word_does_not_reach_from_one_name_into_the_next(index: Index) -> None:
    index(page("a", names="云防\n火墙"))
    assert order("防火") == []


def test_a_title_counts_more_than_names_and_these_more_than_a_body(index: Index) -> None:
    others = [page(str(number)) for number in range(20)]
    index(page("body", text="防火墙"), page("names", names="防火墙"), page("title", title="我的防火墙"), *others)
    assert order("防火墙") == ["title", "names", "body"]


def test_an_exact_title_comes_before_titles_that_begin_with_it_again_and_again(index: Index) -> None:
    often = page("often", title="云盘云盘", names="云盘\n云盘", headings="云盘\n云盘", text="云盘" * 50, kind="product")
    index(often, page("exact", title="云盘", text="别的" * 500), *(page(str(number)) for number in range(20)))
    assert order("云盘") == ["exact", "often"]


def test_a_title_that_holds_the_query_whole_comes_before_one_with_its_words_apart(index: Index) -> None:
    apart = page("apart", title="主机云", names="云\n主机\n云\n主机", text="云 主机 " * 5)
    index(apart, page("whole", title="甲乙丙丁云主机戊己庚辛"), *(page(str(number)) for number in range(20)))
    assert order("云主机") == ["whole", "apart"]


def test_a_title_that_begins_with_the_query_comes_before_one_that_ends_with_it(index: Index) -> None:
    index(page("ends", title="重启云主机", names="云主机"), page("begins", title="云主机重启"), *map(page, "abcdefgh"))
    assert order("云主机") == ["begins", "ends"]


def test_of_pages_alike_a_product_comes_first_and_then_a_solution(index: Index) -> None:
    index(*(page(kind, title="云", kind=kind) for kind in ("document", "solution", "activity", "product")))
    assert order("云")[:2] == ["product", "solution"]


@pytest.mark.parametrize("hostile", ['"', "'", "' or 1=1 --", "\0", "AND", "*", "(", "␣", "😀"])
def test_hostile_texts_are_indexed_like_others(index: Index, hostile: str) -> None:
    index(page("a", title=f"云{hostile}盘", names=hostile, text=hostile))
    assert order("云") == ["a"]
