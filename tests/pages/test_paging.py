"""Page numbers in addresses, and those that a pager shows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.exceptions import NotFound

from portal.pages.paging import no_such_page, page_number, window


@pytest.mark.parametrize(("text", "number"), [("", 1), ("1", 1), ("313", 313), ("007", 7), ("999999", 999999)])
def test_a_number_is_a_page(text: str, number: int) -> None:
    assert page_number(text) == number


@pytest.mark.parametrize("text", [
    "0", "-1", "+1", "abc", "1.0", "1e3", "0x1", "２", "二", "²", "1 2", " ", "1000000", "9" * 5000, "\x00", "1\x00", 
    "1;2", "None", "٣",
])
def test_anything_else_is_no_page(text: str) -> None:
    with pytest.raises(NotFound) as refused:
        page_number(text)
    assert "不是页码" in refused.value.description
    assert len(refused.value.description) < 60


@given(st.text(max_size=12))
def test_whatever_is_written_is_a_page_or_none(text: str) -> None:
    try:
        assert page_number(text) >= 1
    except NotFound:
        assert text


def test_a_page_beyond_the_last_says_how_many_there_are() -> None:
    with pytest.raises(NotFound) as refused:
        no_such_page(99, 3)
    assert refused.value.description == "没有第 99 页，一共 3 页。"


@pytest.mark.parametrize(("page", "pages", "shown"), [
    (288, 313, "1 … 286 287 288 289 290 … 313"),
    (1, 313, "1 2 3 … 313"),
    (313, 313, "1 … 311 312 313"),
    (4, 313, "1 2 3 4 5 6 … 313"),
    (5, 313, "1 2 3 4 5 6 7 … 313"),
    (6, 313, "1 … 4 5 6 7 8 … 313"),
    (309, 313, "1 … 307 308 309 310 311 312 313"),
    (308, 313, "1 … 306 307 308 309 310 … 313"),
    (1, 1, "1"), (1, 2, "1 2"), (2, 3, "1 2 3"), (3, 7, "1 2 3 4 5 6 7"),
])
def test_a_pager_shows_the_ends_and_the_neighbours(page: int, pages: int, shown: str) -> None:
    assert " ".join("…" if each is None else str(each) for each in window(page, pages)) == shown


@given(st.integers(1, 2000).flatmap(lambda pages: st.tuples(st.integers(1, pages), st.just(pages))))
def test_a_gap_hides_at_least_two_pages_and_nothing_is_shown_twice(place: tuple[int, int]) -> None:
    page, pages = place
    shown = window(page, pages)
    numbers = [each for each in shown if each is not None]
    assert numbers == sorted(set(numbers))
    assert {1, page, pages} <= set(numbers)
    for before, here, after in zip(shown, shown[1:], shown[2:], strict=False):
        if here is None:
            assert after - before > 2
    assert all(None in pair or pair[1] - pair[0] == 1 for pair in pairwise(shown))
