"""Excerpts: the right passage, the words marked, nothing lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.search.analysis import clean, fold, words
from portal.search.snippet import LENGTH, excerpt, mark

Pieces = list[tuple[str, bool]]
TEXT = st.text(st.sampled_from("云主机盘ECSｅ。，！\n 1.+*(a[\\İ😀"), max_size=400)
WORDS = st.lists(st.text(st.sampled_from("云主机ecs1.+*([\\"), min_size=1, max_size=4), max_size=5)


def text_of(pieces: Pieces) -> str:
    return "".join(text for text, _ in pieces)


def marked(pieces: Pieces) -> list[str]:
    return [text for text, is_sought in pieces if is_sought]


@given(TEXT, WORDS)
def test_marking_loses_nothing(text: str, sought: list[str]) -> None:
    assert text_of(mark(text, sought)) == text


@given(TEXT, WORDS)
def test_what_is_marked_was_sought_and_what_is_not_holds_none(text: str, sought: list[str]) -> None:
    for piece, is_sought in mark(text, sought):
        assert (fold(piece) in sought) if is_sought else not any(word in fold(piece) for word in sought)


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_query_marks_any_text_without_loss(text: str, query: str) -> None:
    assert text_of(mark(text, words(clean(query)))) == text


@pytest.mark.parametrize(("text", "sought", "found"), [
    ("弹性云主机ECS", ("ecs",), ["ECS"]), ("ＥＣＳ与Ecs", ("ecs",), ["ＥＣＳ", "Ecs"]),
    ("云硬盘", ("云", "硬盘"), ["云", "硬盘"]),
    ("云主机", ("云", "云主机"), ["云主机"]), ("C++与C", ("c++",), ["C++"]), ("a.b axb", ("a.b",), ["a.b"]),
    ("云云", ("云",), ["云", "云"]), ("云", (), []), ("", ("云",), []),
    ("(*", ("(*",), ["(*"]), ("😀云", ("😀",), ["😀"]),
])
def test_the_words_are_marked_as_they_stand_in_the_text(text: str, sought: tuple[str, ...], found: list[str]) -> None:
    assert marked(mark(text, sought)) == found


@given(TEXT, WORDS)
def test_an_excerpt_is_short_and_comes_from_the_text(text: str, sought: list[str]) -> None:
    passage = text_of(excerpt(text, sought))
    assert len(passage) <= LENGTH + 2
    assert passage.strip("…") in " ".join(text.split()) or passage == ""


def test_a_short_text_is_shown_whole() -> None:
    assert excerpt("云硬盘是块存储。", ("硬盘",)) == [("云", False), ("硬盘", True), ("是块存储。", False)]


FILLER = "这是一句与此无关的话。" * 30


@pytest.mark.parametrize("end", ["。", "！", "？", "；", "!", "?", "\n"])
def test_an_excerpt_begins_where_a_sentence_begins(end: str) -> None:
    text = FILLER[:-1] + end + "防火墙拦截攻击。" + FILLER
    assert text_of(excerpt(text, ("防火墙",))).startswith("防火墙拦截攻击。")


def test_an_excerpt_ends_with_a_sentence_and_says_that_more_follows() -> None:
    assert text_of(excerpt(FILLER, ("这",))).endswith("话。…")


def test_without_a_word_the_beginning_is_shown() -> None:
    assert text_of(excerpt("开头。" + FILLER, ("没有",))).startswith("开头。")


def test_the_passage_with_most_of_the_words_is_shown() -> None:
    text = "只有端口。" + FILLER + "安全组的端口规则。" + FILLER
    assert text_of(excerpt(text, ("安全组", "端口"))).startswith("安全组的端口规则。")


def test_of_equal_passages_the_first_is_shown() -> None:
    assert text_of(excerpt("端口一。" + FILLER + "端口二。", ("端口",))).startswith("端口一。")


@pytest.mark.parametrize("before", [0, 50, 100, 130, 139, 140, 200, 1000])
@pytest.mark.parametrize("filler", ["甲", "甲乙丙丁，", "甲乙丙丁。", "ab "])
def test_a_word_is_shown_wherever_it_stands(filler: str, before: int) -> None:
    text = (filler * before)[:before] + "防火墙" + filler * 200
    assert marked(excerpt(text, ("防火墙",))) == ["防火墙"]


def test_an_excerpt_is_one_line() -> None:
    assert text_of(excerpt("甲\n\n  乙\t丙", ())) == "甲 乙 丙"
