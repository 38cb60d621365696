"""Messages that an editor can act on: the place, the line itself, a caret under it, the remedy."""

from pathlib import Path

import pytest

from portal.content.problems import Problem, SeedError


def lines_of(tmp_path: Path, content: str, line: int, column: int) -> list[str]:
    file = tmp_path / "a.yaml"
    file.write_text(content, "utf-8")
    return str(Problem(file, line, column, "坏了", "修好")).splitlines()


def test_a_problem_shows_place_line_caret_and_remedy(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "a: 1\nbc: x\n", 2, 5) == [
        f"{tmp_path}/a.yaml:2:5: 坏了", "    bc: x", "        ^", "    改法：修好",
    ]


def test_the_caret_stands_under_its_character_behind_wide_ones(tmp_path: Path) -> None:
    _, source, caret, _ = lines_of(tmp_path, "标题: x\n", 1, 5)
    assert source == "    标题: x"
    assert caret == "    　　  ^"


@pytest.mark.parametrize("before", ["云" * 30, "a" * 30, "a云" * 15, "：「」" * 10, ""])
def test_what_stands_before_the_caret_is_as_wide_as_the_text_above(tmp_path: Path, before: str) -> None:
    _, source, caret, _ = lines_of(tmp_path, f"{before}!\n", 1, len(before) + 1)
    assert len(caret) == len(source)
    wide = [each == "\u3000" for each in caret[4:-1]]
    assert wide == [not each.isascii() for each in before]


def test_a_byte_order_mark_does_not_move_the_caret(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "\ufefftitle：x\n", 1, 6)[1:3] == ["    title：x", "         ^"]


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "a: 1\u2028\x0b\nbc: x\n", 2, 1)[1] == "    bc: x"


def test_a_very_long_line_is_cut(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "x" * 5000, 1, 4000)[1] == "    " + "x" * 120


def test_a_problem_of_a_whole_file_shows_no_line(tmp_path: Path) -> None:
    assert lines_of(tmp_path, "a: 1\n", 0, 0) == [f"{tmp_path}/a.yaml: 坏了", "    改法：修好"]


@pytest.mark.parametrize("line", [3, 99])
def test_a_line_beyond_the_end_is_no_accident(tmp_path: Path, line: int) -> None:
    assert lines_of(tmp_path, "a: 1\n", line, 1)[1] == "    改法：修好"


def test_a_file_that_is_gone_is_no_accident(tmp_path: Path) -> None:
    assert str(Problem(tmp_path / "gone", 1, 1, "坏了")) == f"{tmp_path}/gone:1:1: 坏了"


def test_a_file_of_any_bytes_is_shown(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"\xff\xfe: x\n")
    assert "\ufffd\ufffd: x" in str(Problem(tmp_path / "a", 1, 1, "坏了"))


def test_problems_come_in_the_order_of_files_and_lines() -> None:
    given = [Problem(Path(file), line, 1, "坏了") for file, line in [("b", 1), ("a", 10), ("a", 9)]]
    assert [(str(each.file), each.line) for each in SeedError(given).problems] == [("a", 9), ("a", 10), ("b", 1)]


def test_the_first_20_are_shown_and_the_rest_counted() -> None:
    error = SeedError([Problem(Path("a"), 0, 0, f"第 {number} 处") for number in range(100, 125)])
    first, *shown, last = str(error).splitlines()
    assert first == "种子内容有 25 处错误:"
    assert shown == [f"a: 第 {number} 处" for number in range(100, 120)]
    assert last == "…… 另有 5 处"


def test_20_are_shown_without_a_rest() -> None:
    assert "另有" not in str(SeedError([Problem(Path("a"), 0, 0, str(number)) for number in range(20)]))
