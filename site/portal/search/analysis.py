"""From text to what is indexed and asked for: one way for both sides.

Every character is a token of its own and a word of the query is a phrase of such tokens, so whatever
stands in a text as a substring is found, however short; words only decide how a query is cut apart.
"""

import re
import unicodedata
from functools import lru_cache

import rjieba

MAX_QUERY = 200
_RUN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+|[a-z0-9]+(?:[.\-_+#/*][a-z0-9]*)*|\S")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]+")
# Words that say nothing about what is sought; kept when a query has no other.
_EMPTY_WORDS = frozenset(
    "的 了 和 与 或 及 在 是 吗 呢 吧 啊 怎么 如何 怎样 什么 为什么 一下 我 你 请 请问 有 要 能 the a of to".split()
)
BREAK = "␣"
# FTS5's ascii tokenizer drops ASCII punctuation and keeps all else, so punctuation is indexed in its full width.
_PUNCTUATION = {code: code + 0xFEE0 for code in range(33, 127) if not chr(code).isalnum()} | {ord(BREAK): ord("␠")}


class _Folding(dict[int, str]):
    """Maps a character to its compatible lower-case form when that is one character too."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = unicodedata.normalize("NFKC", character).lower()
        self[code] = folded if len(folded) == 1 else character
        return self[code]


_FOLDING = _Folding()


def fold(text: str) -> str:
    """The text without differences of case and width, every character still in its place."""
    return text.translate(_FOLDING)


def clean(query: str) -> str:
    """What a visitor typed, without control characters and outer space, at most MAX_QUERY characters."""
    text = unicodedata.normalize("NFC", _CONTROL.sub(" ", query).replace("\ufffd", " "))
    return " ".join(text.split())[:MAX_QUERY].strip()


def tokens(text: str) -> str:
    """The text as the index holds it: a space between any two characters, `BREAK` where there was space."""
    folded = fold(text).translate(_PUNCTUATION)
    return f" {BREAK} ".join(" ".join(run) for run in folded.split())


def phrase(word: str) -> str:
    """The FTS5 expression for a word: its characters in a row. No quote can stand in it, see `tokens`."""
    return f'"{tokens(word)}"'


@lru_cache(4096)
def words(query: str) -> tuple[str, ...]:
    """The words of a cleaned query, folded, in order, none twice; empty words only if there are no others."""
    found: dict[str, None] = {}
    for run in _RUN.findall(fold(query)):
        cut = rjieba.cut(run) if _HAN.match(run) else [run]
        found.update(dict.fromkeys(cut))
    meaningful = [word for word in found if word not in _EMPTY_WORDS and any(map(str.isalnum, word))]
    return tuple(meaningful or found)
