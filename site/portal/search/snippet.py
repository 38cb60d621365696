"""The passage of a text that answers a query best, with the words marked."""

import re
from collections.abc import Sequence

from .analysis import fold

LENGTH = 140
_SENTENCE_END = re.compile(r"[。！？；!?\n]+")


def mark(text: str, words: Sequence[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is one of `words` (folded, as `analysis.words` gives them)."""
    pattern = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if not pattern:
        return [(text, False)]
    pieces, end = [], 0
    for found in re.finditer(pattern, fold(text)):
        if found.start() > end:
            pieces.append((text[end : found.start()], False))
        pieces.append((text[found.start() : found.end()], True))
        end = found.end()
    if end < len(text):
        pieces.append((text[end:], False))
    return pieces


def excerpt(text: str, words: Sequence[str], length: int = LENGTH) -> list[tuple[str, bool]]:
    """About `length` characters of `text` from a sentence's beginning, chosen to hold most of `words`, marked.

    A sentence too long for that is entered in its middle. The beginning of the text when it has none of `words`.
    """
    folded = fold(text)
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text) if found.end() < len(text))]
    best = max(starts, key=lambda start: (_worth(folded[start : start + length], words), -start))
    before = ""
    if not _worth(folded[best : best + length], words):
        hits = [at for at in map(folded.find, words) if at >= 0]
        best = max(0, min(hits) - length // 3) if hits else 0
        before = "…" if best else ""
    passage = text[best : best + length]
    if best + length < len(text):
        cut = _cut(passage)
        passage = (passage if _worth(fold(cut), words) < _worth(fold(passage), words) else cut).rstrip() + "…"
    return mark(before + " ".join(passage.split()), words)


def _worth(passage: str, words: Sequence[str]) -> float:
    """Longer words weigh more; a word counts once, and a little more the earlier it stands."""
    worth = 0.0
    for word in words:
        at = passage.find(word)
        if at >= 0:
            worth += len(word) * (1 - at / (4 * LENGTH))
    return worth


def _cut(passage: str) -> str:
    """The passage up to its last sentence end, if that leaves most of it; otherwise to its last comma."""
    for ends in ("。！？；!?\n", "，、, "):
        at = max(passage.rfind(end) for end in ends)
        if at > len(passage) * 0.6:
            return passage[: at + (ends[0] == "。")]
    return passage
