"""Search finds what is there: any substring, however short, whatever it is made of."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import WORLD
from portal.content import seed
from portal.search.analysis import clean, fold, words
from portal.search.query import Answer, PageMissing, Result, search, suggest
from portal.store.database import database
from portal.store.models import Entry, Product


@pytest.fixture(autouse=True, scope="module")
def release(published: Path) -> Iterator[None]:
    yield
    database.leave()


@pytest.fixture(autouse=True)
def opened(release: None, published: Path) -> None:
    if database.file != (published / "current").resolve():
        database.open((published / "current").resolve())


def keys(answer: Answer) -> set[str]:
    return {result.key for result in answer.results}


def found(query: str, **options: object) -> set[str]:
    """The keys of everything that has all the words of what was typed."""
    answer = search(clean(query), size=100, **options)  # type: ignore[arg-type]
    return set() if answer.relaxed else keys(answer)


@cache
def texts() -> dict[str, str]:
    """All that an editor wrote of each page and search reads, folded, by key."""
    names = {row.slug: row.aliases for row in Product.select()}
    names |= {path: document.front.keywords for path, document in seed.load(WORLD).documents.items()}
    return {
        entry.key: fold("\n".join([entry.title, *names.get(entry.key, []), *entry.trail[:-1], entry.text]))
        for entry in Entry.select()
    }


def scanned(word: str) -> set[str]:
    """The keys of the pages that a scan of every text finds the word in."""
    return {key for key, text in texts().items() if word in text}


@st.composite
def passages(draw: st.DrawFn) -> tuple[str, str]:
    """The key of some entry and a piece, not blank, of its title or body."""
    entry = draw(st.sampled_from(list(Entry.select().order_by(Entry.id))))
    text = draw(st.sampled_from([entry.title, entry.text]))
    start = draw(st.integers(0, len(text) - 1))
    return entry.key, text[start : start + draw(st.integers(1, 40))]


@given(st.data())
def test_any_piece_of_a_title_or_body_finds_its_page(data: st.DataObject) -> None:
    key, piece = data.draw(passages().filter(lambda drawn: clean(drawn[1])))
    assert key in found(piece)


@given(st.data())
def test_any_piece_without_a_space_finds_every_page_that_has_it(data: st.DataObject) -> None:
    _, piece = data.draw(passages().filter(lambda drawn: clean(drawn[1])))
    assert scanned(fold(piece)) <= found(piece)


@given(st.data())
def test_what_is_found_has_every_word(data: st.DataObject) -> None:
    _, piece = data.draw(passages().filter(lambda drawn: clean(drawn[1])))
    assert found(piece) == set.intersection(*map(scanned, words(clean(piece))))


def test_every_single_character_is_found_exactly_where_it_stands() -> None:
    characters = {each for text in texts().values() for each in text if clean(each)}
    assert len(characters) > 200
    assert {each: found(each) for each in characters} == {each: scanned(each) for each in characters}


def test_every_pair_of_han_characters_is_found_wherever_it_stands() -> None:
    pairs = {text[at : at + 2] for text in texts().values() for at in range(len(text) - 1)}
    for pair in (pair for pair in pairs if all("\u4e00" <= each <= "\u9fff" for each in pair)):
        assert scanned(pair) <= found(pair), pair


@pytest.mark.parametrize("query", ["云盘", "密钥", "墙", "退款", "ip", "g"])
def test_one_and_two_characters_find_exactly_what_like_finds(query: str) -> None:
    rows = database.rows("select key from entry where title like ?1 or text like ?1", (f"%{query}%",))
    assert found(query) >= {key for (key,) in rows}


@pytest.mark.parametrize(("query", "key"), [
    ("C++", "bms/introduction/overview"), ("c++高性能", "bms/introduction/overview"),
    ("fetch.min.bytes", "ecs/introduction/overview"), ("min.byt", "ecs/introduction/overview"),
    ("FETCH.MIN.BYTES", "ecs/introduction/overview"), ("fetch min", "ecs/introduction/overview"),
    ("ＦＥＴＣＨ．ＭＩＮ", "ecs/introduction/overview"), ("ＷＡＦ", "waf"), ("waf", "waf"), ("Ecs", "ecs"),
    ("云盘", "disk"), ("gn7i", "ecs/introduction/overview"), ("7i实", "ecs/introduction/overview"),
    ("IPV6", "waf/introduction/overview"), ('echo "hello"', "ecs/guide/tags/design"), ("818", "summer"),
    ("28.8元/年起", "summer"), ("礼遇·盛夏", "summer"), ("(独享版)", "waf"), ("（独享版）", "waf"),
    ("标签管理", "ecs/guide/tags/design"),
    ("裸金属", "bms"), ("云\0硬\0盘", "disk"), ("云主机的块存储", "disk"),
])
def test_what_people_type_finds_the_page(query: str, key: str) -> None:
    assert key in found(query)


@pytest.mark.parametrize("query", [
    "AND", "OR", "NOT", "NEAR", "a AND b", "NEAR(云 盘)", "NEAR(", "(", ")", "((((", "*", "云*", "^云", '"', '""',
    '"云', "'",
    "title:云", "{title}: 云", "- 云", "-title:云", "+", "a + b", "\\", "%", "_", ";", "--", "/* */", "?1", ":x", "@x",
    "$x",
    "'; drop table entry; --", '" OR 1=1', "<script>", "&lt;", "\0", "\ud800", "😀",
    "👨‍👩‍👧", "é", "\u202e", "␣", "\x7f",
    "云" * 10_000, "a " * 5_000, "!" * 200, "".join(map(chr, range(0x1F300, 0x1F3C8))),
    "".join(map(chr, range(0x4E00, 0x4EC8))),
    " ".join(map(str, range(100))),
], ids=lambda query: query.encode("utf-8", "replace").decode()[:10].replace("\0", "NUL"))
@pytest.mark.parametrize("broad", [False, True])
def test_no_query_is_an_accident(query: str, broad: bool) -> None:
    answer = search(clean(query), broad=broad)
    assert answer.total == sum(answer.kinds.values())
    assert len(suggest(clean(query))) <= 8


@given(st.text(st.characters(), max_size=40))
def test_no_text_at_all_is_an_accident(query: str) -> None:
    search(clean(query))
    search(clean(query), broad=True)
    suggest(clean(query))


@pytest.mark.parametrize("query", ["*", "云*主", "^云", "title:云硬盘", "😀", "␣", "_", "%"])
def test_a_sign_means_itself_and_nothing_else(query: str) -> None:
    assert found(query) == set.intersection(*map(scanned, words(clean(query))))


def test_an_operator_in_a_query_is_a_word() -> None:
    assert found("云硬盘 OR 防火墙") == set()
    assert found("云硬盘 NOT 块存储") == set()


@pytest.mark.parametrize("query", ["", " ", "\0", "\u200b"])
def test_an_empty_query_has_an_empty_answer(query: str) -> None:
    answer = search(clean(query))
    assert (answer.total, answer.pages, answer.results, answer.kinds) == (0, 1, [], {})
    assert suggest(clean(query)) == []


def test_a_query_that_is_nowhere_has_an_empty_answer() -> None:
    answer = search("zzzzqqqq")
    assert (answer.total, answer.page, answer.pages, answer.relaxed) == (0, 1, 1, False)


@pytest.mark.parametrize("entry", ["弹性云主机", "物理机", "云硬盘", "Web应用防火墙(独享版)", "企业上云解决方案",
                                   "冬季促销", "在线支持", "登录弹性云主机", "标签设计原则及示例",
                                   "弹性云主机产品概述"])
@pytest.mark.parametrize("typed", [str, str.lower, str.upper])
def test_a_page_called_exactly_what_was_asked_for_comes_first(entry: str, typed: type[str]) -> None:
    assert title(search(clean(typed(entry))).results[0]) == entry


def title(result: Result) -> str:
    return "".join(text for text, _ in result.title)


def test_a_title_that_holds_the_query_comes_before_a_body_that_does() -> None:
    results = search("云硬盘", size=100).results
    holds = ["云硬盘" in title(result) for result in results]
    assert holds == sorted(holds, reverse=True)
    assert {True, False} == set(holds)


def test_pages_come_in_the_same_order_every_time() -> None:
    orders = [[result.key for result in search("云主机", size=100).results] for _ in range(3)]
    assert orders[0] == orders[1] == orders[2]


def test_a_result_has_what_a_list_shows() -> None:
    result = search("标签设计原则及示例").results[0]
    assert (result.kind, result.url) == ("document", "/docs/ecs/guide/tags/design")
    assert result.trail == ["帮助文档", "弹性云主机", "用户指南", "标签管理", "标签设计原则及示例"]
    assert result.updated == "2026-06-01"


def test_the_words_are_marked_in_title_and_excerpt() -> None:
    result = search("登录").results[0]
    assert ("登录", True) in result.title
    assert ("登录", True) in result.excerpt


def test_some_words_are_enough_when_no_page_has_all() -> None:
    answer = search(clean("云硬盘 zzzzqqqq"), size=100)
    assert answer.relaxed
    assert "disk" in keys(answer)


def test_all_words_are_wanted_when_some_page_has_them() -> None:
    answer = search("云硬盘 块存储", size=100)
    assert not answer.relaxed
    assert keys(answer) == found("云硬盘") & found("块存储")


def test_a_single_word_is_never_relaxed() -> None:
    assert not search("zzzzqqqq").relaxed


def test_broad_is_satisfied_with_some_of_the_words() -> None:
    answer = search("登录 防火墙", broad=True, size=100)
    assert keys(answer) == found("登录") | found("防火墙")
    assert not answer.relaxed


def test_broad_puts_pages_with_all_words_first() -> None:
    assert search("登录弹性云主机", broad=True).results[0].key == "ecs/guide/login"


def test_kinds_count_all_results_whatever_kind_is_shown() -> None:
    everything = search("云主机", size=100)
    documents = search("云主机", kind="document", size=100)
    assert documents.kinds == everything.kinds
    assert sum(everything.kinds.values()) == everything.total == len(everything.results)


@pytest.mark.parametrize("kind", ["product", "document", "activity", "solution", "page"])
def test_one_kind_can_be_kept(kind: str) -> None:
    answer = search("云主机", kind=kind, size=100)
    everything = search("云主机", size=100).results
    assert [each.key for each in answer.results] == [each.key for each in everything if each.kind == kind]
    assert answer.total == answer.kinds.get(kind, 0)


def test_an_unknown_kind_has_nothing() -> None:
    assert search("云主机", kind="' or 1=1 --").total == 0


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_the_pages_together_are_all_results_in_order(size: int) -> None:
    everything = [result.key for result in search("云主机", size=100).results]
    pages = search("云主机", size=size).pages
    turned = [result.key for page in range(1, pages + 1) for result in search("云主机", page=page, size=size).results]
    assert turned == everything
    assert pages == -(-len(everything) // size)


@pytest.mark.parametrize("page", [0, -1, 3, 10**30, -(10**30)])
def test_a_page_beyond_the_results_is_missing(page: int) -> None:
    total = search("云主机").total
    size = -(-total // 2)
    with pytest.raises(PageMissing) as caught:
        search("云主机", page=page, size=size)
    assert caught.value.pages == 2


@pytest.mark.parametrize("page", [2, 0, 10**30])
@pytest.mark.parametrize("query", ["", "zzzzqqqq"])
def test_without_results_there_is_only_the_first_page(query: str, page: int) -> None:
    with pytest.raises(PageMissing) as caught:
        search(query, page=page)
    assert caught.value.pages == 1


def test_suggestions_are_pages_whose_name_fits() -> None:
    assert [result.key for result in suggest("防火墙")] == ["waf", "waf/introduction/overview"]


@pytest.mark.parametrize(("query", "key"), [
    ("云盘", "disk"), ("裸", "bms"), ("waf", "waf"), ("标签管", "ecs/guide/tags/design"),
])
def test_suggestions_know_other_names_too(query: str, key: str) -> None:
    assert key in {result.key for result in suggest(query)}


def test_suggestions_do_not_look_into_bodies() -> None:
    assert found("退款")
    assert suggest("退款") == []


def test_as_many_suggestions_as_asked_for() -> None:
    assert len(suggest("云", count=3)) == 3
