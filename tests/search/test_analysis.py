"""One way from text to tokens, for what is indexed and for what is asked."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from portal.search.analysis import BREAK, MAX_QUERY, clean, fold, phrase, tokens, words

ANY_TEXT = st.text(max_size=60)


@given(ANY_TEXT)
@example("ﬃ½㎡İßŉǰ①Ⅷ")
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert all(fold(text[at]) == fold(text)[at] for at in range(len(text)))


@given(ANY_TEXT)
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("text", "folded"), [
    ("ECS", "ecs"), ("ＥＣＳ", "ecs"), ("（ａ）", "(a)"), ("２核２Ｇ", "2核2g"), ("云　盘", "云 盘"), ("ｶﾞ", "カ\u3099"),
    ("ÀÉ", "àé"), ("云主机", "云主机"), ("，：！", ",:!"), ("。", "。"), ("①", "1"), ("⽔", "水"), ("", ""),
])
def test_case_and_width_make_no_difference(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("typed", "cleaned"), [
    ("  云主机  ", "云主机"), ("云\t主\n机", "云 主 机"), ("云　主机", "云 主机"), ("云\0主机", "云 主机"),
    ("\x1b[31m云", "[31m云"),
    ("云\u200b主", "云 主"), ("\u202e云", "云"), ("\ufeff云", "云"), ("\ud800云", "云"), ("云\ufffd", "云"),
    ("e\u0301", "é"), ("", ""), (" \0\t\u200b ", ""), ("C++", "C++"), ("'\"<b>&", "'\"<b>&"), ("😀", "😀"),
])
def test_what_was_typed_is_cleaned(typed: str, cleaned: str) -> None:
    assert clean(typed) == cleaned


@given(st.text(st.characters(), max_size=300))
def test_a_cleaned_query_is_short_printable_and_stays_as_it_is(typed: str) -> None:
    cleaned = clean(typed)
    assert len(cleaned) <= MAX_QUERY
    assert cleaned == cleaned.strip() == clean(cleaned)
    assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in cleaned)


def test_a_very_long_query_is_cut() -> None:
    assert clean("云" * 10_000) == "云" * MAX_QUERY


@pytest.mark.parametrize(("text", "indexed"), [
    ("云盘", "云 盘"), ("ECS云", "e c s 云"), ("a b", f"a {BREAK} b"), ("a\n \tb", f"a {BREAK} b"), (" a ", "a"),
    ("", ""), ("C++", "c ＋ ＋"), ('"', "＂"), ("a-b", "a － b"), ("，", "，"), ("云　盘", f"云 {BREAK} 盘"),
])
def test_every_character_is_a_token(text: str, indexed: str) -> None:
    assert tokens(text) == indexed


@given(ANY_TEXT)
def test_only_letters_and_digits_of_ascii_reach_the_tokenizer(text: str) -> None:
    assert all(len(token) == 1 for token in tokens(text).split(" ") if token)
    assert not set(tokens(text)) & set("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def test_a_text_cannot_hold_the_sign_that_stands_for_space() -> None:
    assert BREAK not in tokens(BREAK)


@given(ANY_TEXT.map(clean))
def test_a_phrase_is_one_quoted_string(word: str) -> None:
    assert phrase(word)[0] == phrase(word)[-1] == '"'
    assert '"' not in phrase(word)[1:-1]


@pytest.mark.parametrize(("query", "found"), [
    ("云主机", ("云", "主机")), ("怎么登录云主机", ("登录", "云", "主机")), ("C++", ("c++",)), ("ＷＡＦ", ("waf",)),
    ("fetch.min.bytes", ("fetch.min.bytes",)), ("a a A", ("a",)), ("的", ("的",)), ("怎么 的", ("怎么", "的")),
    ("安全组 + 端口", ("安全", "组", "端口")), ("!!!", ("!",)), ("", ()), ("gn7i实例", ("gn7i", "实例")),
    ("2核2G", ("2", "核", "2g")),
    ("😀", ("😀",)), ("AND OR NOT NEAR", ("and", "or", "not", "near")), ("the ecs", ("ecs",)),
])
def test_a_query_is_cut_into_words(query: str, found: tuple[str, ...]) -> None:
    assert words(query) == found


@given(ANY_TEXT.map(clean))
def test_words_stand_in_the_query_none_twice_and_none_empty(query: str) -> None:
    found = words(query)
    assert all(word and word in fold(query) for word in found)
    assert len(set(found)) == len(found)


@given(ANY_TEXT.map(clean).filter(bool))
def test_no_query_is_without_words(query: str) -> None:
    assert words(query)
