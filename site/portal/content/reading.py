"""Reading one YAML text strictly, every message with its place.

Scalars stay the strings that the editor wrote: what is a number, a date or a yes is decided by the schema
and never by YAML's own rules, under which `no` is false, `12:30` is 750 and `1.10` is 1.1.
"""

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from .problems import Problem, SeedError

Shape = TypeVar("Shape", bound=BaseModel)
_WRONG_LEVEL = {"list_type", "model_type", "dict_type"}
Location = tuple[str | int, ...]
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LOOKALIKE = re.compile(r"^(?P<indent>[ \t\u00a0\u3000\u2000-\u200b\ufeff]*)(?P<rest>.*)$")
_FULL_WIDTH_COLON = re.compile(r"^\s*(?:- )?[\w.-]+：")
_COMMENT = re.compile(r"\s+#")


@dataclass(frozen=True)
class Source:
    """A text to read and where it stands: `first_line` is the number of its first line in the file."""

    file: Path
    text: str
    first_line: int = 1

    def problem(self, line: int, column: int, message: str, remedy: str = "") -> Problem:
        """A problem at a line and column of this text, both counted from 0."""
        return Problem(self.file, self.first_line + line, column + 1, message, remedy)


def read_text(file: Path) -> str:
    """The file's text without a byte order mark, line ends as `\\n`; raises SeedError if it is not UTF-8."""
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise SeedError([Problem(file, line, 1, "文件不是 UTF-8 编码", "用编辑器另存为 UTF-8")]) from error
    except OSError as error:
        remedy = "检查文件是否存在、是否可读"
        raise SeedError([Problem(file, 0, 0, f"文件读不出来：{error.strerror}", remedy)]) from error


def read_yaml(source: Source, shape: type[Shape]) -> Shape:
    """The text as a `shape`; raises SeedError with everything that does not fit, each with line and column."""
    try:
        node = yaml.compose(source.text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise SeedError(_lookalikes(source) or [_syntax_problem(source, error)]) from error
    except yaml.YAMLError as error:
        raise SeedError([source.problem(0, 0, f"YAML 读不懂：{error}", "检查有没有控制字符")]) from error
    if node is None:
        raise SeedError([source.problem(0, 0, "这里什么也没有写", "对照同类文件写上内容")])
    reader = _Reader(source)
    value = reader.convert(node, ())
    problems = _lookalikes(source, reader.blocks) or reader.problems
    if problems:
        raise SeedError(problems)
    try:
        return shape.model_validate(value)
    except ValidationError as error:
        raise SeedError([reader.explain(each, shape) for each in error.errors()]) from error


class _Reader:
    """Turns nodes into plain values, remembering where each one stands."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.lines = source.text.split("\n")
        self.problems: list[Problem] = []
        self.marks: dict[Location, yaml.Mark] = {}
        self.blocks: set[int] = set()
        self._seen: set[int] = set()

    def convert(self, node: yaml.Node, place: Location) -> Any:
        self.marks[place] = node.start_mark
        if id(node) in self._seen:
            self._report(node, "不支持 YAML 的引用（& 和 *）", "把内容原样再写一遍")
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.convert(each, (*place, number)) for number, each in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)  # noqa: S101 - there is no fourth kind
        if node.style in ("|", ">"):
            self.blocks.update(range(node.start_mark.line + 1, node.end_mark.line + 1))
        if node.style in (None, "") and node.value:
            self._refuse_comment(node)
        # The C loader says "" for a plain scalar, the pure one None.
        return node.value if node.value or node.style else None

    def _refuse_comment(self, node: yaml.ScalarNode) -> None:
        """YAML ends a text at ` #` without a word; nobody who writes `步骤 #1` means that."""
        end = node.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if _COMMENT.match(line, end.column):
            self.problems.append(self.source.problem(
                end.line, line.index("#", end.column), "从空格和 # 起的文字会被丢掉",
                "它是正文的话，把整段文字放进引号；是注释的话，另起一行",
            ))

    def _mapping(self, node: yaml.MappingNode, place: Location) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report(key, "键应是一个词", "写成 名称: 值")
            elif key.value in values:
                first = self.marks[(*place, key.value)].line + self.source.first_line
                self._report(key, f"“{key.value}” 写了两遍（第 {first} 行已有）", "删去其中一个")
            else:
                values[key.value] = self.convert(value, (*place, key.value))
                self.marks[(*place, key.value)] = key.start_mark if values[key.value] is None else value.start_mark
                self.marks[(*place, key.value, "key")] = key.start_mark
        return values

    def _report(self, node: yaml.Node, message: str, remedy: str) -> None:
        self.problems.append(self.source.problem(node.start_mark.line, node.start_mark.column, message, remedy))

    def explain(self, error: ErrorDetails, shape: type[BaseModel]) -> Problem:
        place = tuple(error["loc"])
        unknown = error["type"] == "extra_forbidden"
        mark = self.marks.get((*place, "key")) if unknown else None
        while mark is None:
            mark, place = self.marks.get(place), place[:-1]
        if error["type"] in _WRONG_LEVEL and (colon := _full_width_colon(self.source, mark.line)):
            return colon
        name = ".".join(str(each + 1) if isinstance(each, int) else each for each in error["loc"])
        message, remedy = _words(error, name, shape)
        return self.source.problem(mark.line, mark.column, message, remedy)


def _words(error: ErrorDetails, name: str, shape: type[BaseModel]) -> tuple[str, str]:
    """What to tell an editor about one of pydantic's errors: the message and the remedy."""
    wanted = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden" if error["input"] is None:
            remedy = "花括号里的半角逗号会把文字断开；它若是前面文字的一部分，请把整段文字放进引号"
            return f"不认识的项 “{name}”", remedy
        case "extra_forbidden":
            near = difflib.get_close_matches(str(error["loc"][-1]), shape.model_fields, 1)
            return f"不认识的项 “{name}”", f"是不是 {near[0]}?" if near else "删去它，或对照 docs/editing.md"
        case "missing":
            return f"缺少 “{name}”", f"在这里补上 {error['loc'][-1]}: …"
        case "int_parsing" | "int_type":
            return f"“{name}” 应是整数，现在是 {error['input']!r}", "写成数字，如 10"
        case "date_from_datetime_parsing" | "date_from_datetime_inexact" | "date_parsing" | "date_type":
            return f"“{name}” 应是日期，现在是 {error['input']!r}", "写成 2026-08-01 的样子"
        case "string_type" | "string_too_short":
            return f"“{name}” 应是一段文字", "在冒号后面写上文字"
        case "too_short":
            return f"“{name}” 至少要有 {wanted['min_length']} 项", "在下面补上一项"
        case "bool_type" | "bool_parsing":
            return f"“{name}” 不能是 {error['input']!r}", "写成 true 或 false"
        case wrong_level if wrong_level in _WRONG_LEVEL:
            return f"“{name}” 的层次不对", "对照同类文件的缩进和短横线"
        case "literal_error":
            return f"“{name}” 不能是 {error['input']!r}", f"可以写：{wanted['expected']}"
        case _:
            return f"“{name}” 不合要求：{error['msg'].removeprefix('Value error, ')}", ""


def _lookalikes(source: Source, blocks: Collection[int] = ()) -> list[Problem]:
    """Indents made of characters that look like spaces, which YAML takes, silently, for part of a key.

    `blocks` are the lines of block texts, where an editor may indent as they like.
    """
    problems = []
    for number, line in enumerate(source.text.split("\n")):
        indent = _LOOKALIKE.match(line)["indent"]  # type: ignore[index]
        strange = next((at for at, each in enumerate(indent) if each != " "), None)
        if strange is not None and line.strip() and number not in blocks:
            what = "制表符" if indent[strange] == "\t" else f"看起来像空格的字符(U+{ord(indent[strange]):04X})"
            problems.append(source.problem(number, strange, f"缩进里有{what}", "换成普通空格"))
    return problems


def _syntax_problem(source: Source, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    for near in (line, line - 1):
        if colon := _full_width_colon(source, near):
            return colon
    remedy = "含有 : # @ % 等符号的文字请放进引号，如 \"标题: 副标题\""
    return source.problem(line, column, f"YAML 写法有误（{error.problem}）", remedy)


def _full_width_colon(source: Source, line: int) -> Problem | None:
    lines = source.text.split("\n")
    if not 0 <= line < len(lines) or not _FULL_WIDTH_COLON.match(lines[line]):
        return None
    remedy = "改成半角冒号加一个空格，如 title: 标题"
    return source.problem(line, lines[line].index("："), "这里的冒号是全角的", remedy)
