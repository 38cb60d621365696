"""YAML as people write it by hand: nothing is taken silently for something else, every message has its place."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from portal.content import reading, schema
from portal.content.problems import Problem, SeedError
from portal.content.reading import Source, read_text, read_yaml

FILE = Path("products/compute/ecs.yaml")


@pytest.fixture(params=["libyaml", "python"], autouse=True)
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both loaders: what an editor is told must not depend on how PyYAML was built."""
    monkeypatch.setattr(reading, "_LOADER", yaml.CSafeLoader if request.param == "libyaml" else yaml.SafeLoader)


def read(text: str, shape: type[schema.SeedModel] = schema.Category, first_line: int = 1) -> schema.SeedModel:
    return read_yaml(Source(FILE, text, first_line), shape)


def problems(text: str, shape: type[schema.SeedModel] = schema.Category, first_line: int = 1) -> list[Problem]:
    with pytest.raises(SeedError) as caught:
        read(text, shape, first_line)
    return caught.value.problems


def problem(text: str, shape: type[schema.SeedModel] = schema.Category) -> Problem:
    """The only problem that the text has."""
    found = problems(text, shape)
    assert len(found) == 1, found
    return found[0]


def place(found: Problem) -> tuple[int, int]:
    return found.line, found.column


def category(title: str = "计算", order: str = "10", summary: str = "计算类产品。") -> str:
    return f"title: {title}\norder: {order}\nsummary: {summary}\n"


def test_a_sound_file_is_read() -> None:
    assert read(category()) == schema.Category(title="计算", order=10, summary="计算类产品。")


@pytest.mark.parametrize("text", ["no", "yes", "on", "NO", "true", "12:30", "1.10", "1e3", "0x10", "010", "~",
                                  "2026-08-01", "null", "1_000", ".inf", "7*24小时售后",
                                  "400-810-9889转1", "28.8元/年起", "2核2G"])
def test_a_text_stays_what_was_written(text: str) -> None:
    assert read(category(title=text)).title == text


def test_a_key_stays_what_was_written_too() -> None:
    assert "“no”" in problem(category() + "no: 1\n").message


def test_a_yes_is_one_where_the_schema_asks_for_it() -> None:
    assert read("word: 云主机\nhot: no\n", schema.TopicWord).hot is False


def test_something_that_is_neither_yes_nor_no_is_refused() -> None:
    assert problem("word: 云主机\nhot: 也许\n", schema.TopicWord).remedy == "写成 true 或 false"


@pytest.mark.parametrize("order", ["1.10", "ten", "12:30", "１０ 个", "''"])
def test_a_number_is_a_whole_number(order: str) -> None:
    found = problem(category(order=order))
    assert place(found) == (2, 8)
    assert "“order” 应是整数" in found.message


@pytest.mark.parametrize("updated", ["2026-8-1", "2026-02-30", "20260801", "2026-08-01 12:00", "八月", "2026.08.01"])
def test_a_date_is_year_month_day(updated: str) -> None:
    found = problem(f"title: 概述\nupdated: {updated}\n", schema.FrontMatter)
    assert place(found) == (2, 10)
    assert found.remedy == "写成 2026-08-01 的样子"


def test_a_date_is_read() -> None:
    assert read("title: 概述\nupdated: 2026-08-01\n", schema.FrontMatter).updated == date(2026, 8, 1)


def test_a_key_written_twice_is_refused_at_its_second_place() -> None:
    found = problem(category() + "title: 存储\n")
    assert place(found) == (4, 1)
    assert found.message == "“title” 写了两遍（第 1 行已有）"


def test_a_key_written_twice_deep_inside_is_refused() -> None:
    found = problem("topics:\n  - {word: 云, word: 盘}\n", schema.Topics)
    assert place(found) == (2, 15)


@pytest.mark.parametrize("title", ["步骤 #1", "步骤 # 一", "C #语言"])
def test_a_text_is_not_cut_at_a_hash_silently(title: str) -> None:
    found = problem(category(title=title))
    assert place(found) == (1, 8 + title.index("#"))
    assert "引号" in found.remedy


@pytest.mark.parametrize("title", ["C#语言", '"步骤 #1"', "'步骤 #1'", '"步骤" # 注释'])
def test_a_hash_inside_a_text_is_kept(title: str) -> None:
    assert read(category(title=title)).title == title.partition(" # ")[0].strip("'\"")


def test_a_comment_on_a_line_of_its_own_is_one() -> None:
    assert read("# 类别\n" + category() + "  # 完\n").title == "计算"


def test_a_hash_in_a_block_text_is_kept() -> None:
    assert read(category(summary="|\n  ## 步骤 #1")).summary == "## 步骤 #1"


@pytest.mark.parametrize(("text", "line"), [
    ("title：计算\norder: 10\nsummary: x\n", 1), ("title: 计算\norder：10\nsummary: x\n", 2),
    ("title: 计算\nsummary: x\norder：10\n", 3), ("title：计算\n", 1), ("title：计算", 1),
])
def test_a_full_width_colon_is_reported_on_its_own_line(text: str, line: int) -> None:
    found = problem(text)
    assert place(found) == (line, 6)
    assert found.message == "这里的冒号是全角的"


def test_a_full_width_colon_in_a_list_is_reported() -> None:
    assert place(problem("topics:\n  - word：云\n", schema.Topics)) == (2, 9)


def test_a_full_width_colon_in_a_text_is_just_a_colon() -> None:
    assert read(category(summary="说明：一句话")).summary == "说明：一句话"


@pytest.mark.parametrize(("space", "code"), [
    ("\u3000", "U+3000"), ("\u00a0", "U+00A0"), ("\u2003", "U+2003"), ("\u200b", "U+200B"),
])
def test_an_indent_of_lookalike_spaces_is_refused(space: str, code: str) -> None:
    found = problem(f"topics:\n{space}{space}- word: 云\n", schema.Topics)
    assert place(found) == (2, 1)
    assert code in found.message
    assert found.remedy == "换成普通空格"


def test_a_lookalike_space_that_would_become_part_of_a_key_is_refused() -> None:
    assert place(problem(category() + "\u3000badge: NEW\n")) == (4, 1)


def test_a_lookalike_space_behind_plain_ones_is_refused() -> None:
    assert place(problem("topics:\n  \u00a0- word: 云\n", schema.Topics)) == (2, 3)


def test_a_tab_as_indent_is_called_a_tab() -> None:
    assert problem("topics:\n\t- word: 云\n", schema.Topics).message == "缩进里有制表符"


def test_a_paragraph_in_a_block_text_may_begin_with_full_width_spaces() -> None:
    assert read(category(summary="|\n  　　第一段\n  　　第二段")).summary == "第一段\n　　第二段"


def test_full_width_spaces_inside_a_line_are_kept() -> None:
    assert read(category(title="云　主机")).title == "云　主机"


def test_an_unknown_key_is_refused_with_the_nearest_known_one() -> None:
    found = problem(category() + "sumary: x\n")
    assert place(found) == (4, 1)
    assert found.message == "不认识的项 “sumary”"
    assert found.remedy == "是不是 summary?"


def test_a_text_cut_apart_by_a_comma_in_braces_is_explained() -> None:
    found = problem("topics:\n  - {word: 快, 稳}\n", schema.Topics)
    assert found.message == "不认识的项 “topics.1.稳”"
    assert "引号" in found.remedy


def test_a_missing_key_is_named() -> None:
    assert [each.message for each in problems("title: 计算\n")] == ["缺少 “order”", "缺少 “summary”"]


@pytest.mark.parametrize("value", ["", " ", "''", '""', "'  '"])
def test_an_empty_text_is_refused(value: str) -> None:
    found = problem(f"title: 计算\norder: 10\nsummary:{value and ' ' + value}\n")
    assert found.line == 3
    assert found.message == "“summary” 应是一段文字"


def test_an_empty_list_is_refused() -> None:
    assert problem("topics: []\n", schema.Topics).message == "“topics” 至少要有 1 项"


def test_a_place_in_a_list_counts_from_1() -> None:
    found = problem("topics:\n  - word: 云\n  - wort: 盘\n    word: 盘\n", schema.Topics)
    assert place(found) == (3, 5)
    assert "topics.2.wort" in found.message


def test_a_word_outside_the_allowed_ones_is_told_them() -> None:
    found = problem("title: 云\nto: /\nbadge: new\n", schema.Link)
    assert place(found) == (3, 8)
    assert "'NEW' or 'HOT'" in found.remedy


@pytest.mark.parametrize("text", ["title: 云\n", "title: 云\nto: /\nexternal: console\n"])
def test_a_link_leads_to_one_place(text: str) -> None:
    assert "二者取一" in problem(text, schema.Link).message


@pytest.mark.parametrize("url", ["http://example.com/", "javascript:alert(1)", "https://a b/", "//example.com"])
def test_an_address_outside_is_https(url: str) -> None:
    assert place(problem(f"title: 控制中心\nurl: '{url}'\n", schema.Destination)) == (2, 6)


@pytest.mark.parametrize("text", ["- a\n- b\n", "计算\n", "topics: 云\n", "topics: {a: b}\n", "topics:\n  - 云\n"])
def test_a_wrong_level_is_refused(text: str) -> None:
    assert "层次不对" in problem(text, schema.Topics).message


@pytest.mark.parametrize("text", ["", "\n\n", "# 只有注释\n", "---\n", "\ufeff"])
def test_an_empty_file_is_refused(text: str) -> None:
    assert problems(text)[0].file == FILE


@pytest.mark.parametrize("summary", ["标题: 副标题", "@谁", "%50", "`x`", "[没有关上", '"没有关上', "{没有关上"])
def test_broken_yaml_has_a_place_and_a_remedy(summary: str) -> None:
    found = problem(category(summary=summary))
    assert found.line >= 3
    assert found.remedy


@pytest.mark.parametrize("hostile", ["a\0b", "a\x07b", "\x1b[31m"])
def test_control_characters_are_refused(hostile: str) -> None:
    assert problem(category(title=hostile)).file == FILE


def test_references_are_refused() -> None:
    found = problem("topics:\n  - &a {word: 云}\n  - *a\n", schema.Topics)
    assert "& 和 *" in found.message


def test_a_reference_to_itself_is_refused() -> None:
    assert problems("topics: &a\n  - *a\n", schema.Topics)


def test_two_documents_in_one_file_are_refused() -> None:
    assert problems(category() + "---\n" + category())


@pytest.mark.parametrize("tag", ["!!python/name:os.system", "!!binary", "!!timestamp", "!!int", "!own"])
def test_a_tag_makes_nothing_but_text(tag: str) -> None:
    assert read(category(title=f"{tag} eHg=")).title == "eHg="


def test_a_tag_calls_nothing() -> None:
    assert problem(category(title="!!python/object/apply:os.system [id]")).message == "“title” 应是一段文字"


def test_a_key_that_is_no_word_is_refused() -> None:
    assert "键应是一个词" in problems("? [a, b]\n: c\n" + category())[0].message


def test_lines_count_from_where_the_text_begins() -> None:
    assert problems("title: 概述\nupdated: x\n", schema.FrontMatter, first_line=2)[0].line == 3


def test_all_that_does_not_fit_is_told_at_once() -> None:
    assert [each.line for each in problems(category(title="", order="x") + "x: 1\n")] == [1, 2, 4]


def test_an_activity_does_not_end_before_it_starts() -> None:
    text = (
        "title: 促销\norder: 1\ngroup: 热门活动\ntagline: 好价\nstarts: 2026-08-02\nends: 2026-08-01\nsummary: 说明\n"
        "body: 步骤\nhighlights: [{title: 限时, text: 先到先得}]\nproducts: [ecs]\n"
    )
    assert "ends（2026-08-01）早于 starts（2026-08-02）" in problem(text, schema.Activity).message


def test_a_file_is_read_with_windows_line_ends_and_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbftitle: a\r\norder: 1\r\n")
    assert read_text(file) == "title: a\norder: 1\n"


def test_a_file_in_another_encoding_is_refused_at_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes("title: a\nsummary: 计算\n".encode("gbk"))
    with pytest.raises(SeedError) as caught:
        read_text(file)
    assert place(caught.value.problems[0]) == (2, 1)
    assert "UTF-8" in str(caught.value)


@pytest.mark.parametrize("name", ["missing.yaml", "."])
def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, name: str) -> None:
    with pytest.raises(SeedError, match="文件读不出来"):
        read_text(tmp_path / name)
