"""What is wrong with a seed, told so that an editor can mend it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SHOWN_IN_FULL = 20


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: where it is (lines and columns count from 1; line 0 is the file as a whole) and its remedy."""

    file: Path
    line: int
    column: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else str(self.file)
        text = f"{place}: {self.message}"
        if self.line and (source := self._source_line()):
            text += f"\n    {source}\n    {_padding(source, self.column)}^"
        return f"{text}\n    改法：{self.remedy}" if self.remedy else text

    def _source_line(self) -> str:
        try:
            lines = self.file.read_text("utf-8-sig", errors="replace").split("\n")
        except OSError:
            return ""
        return lines[self.line - 1].rstrip()[:120] if self.line <= len(lines) else ""


def _padding(source: str, column: int) -> str:
    return "".join("\u3000" if ord(each) > 0x2E7F else " " for each in source[: column - 1])


class SeedError(ValueError):
    """A seed that cannot be published; `problems` has every mistake found, once, in the order of the files."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(str(self))

    def __str__(self) -> str:
        shown = [str(each) for each in self.problems[:SHOWN_IN_FULL]]
        more = len(self.problems) - len(shown)
        if more:
            shown.append(f"…… 另有 {more} 处")
        return "\n".join([f"种子内容有 {len(self.problems)} 处错误:", *shown])
