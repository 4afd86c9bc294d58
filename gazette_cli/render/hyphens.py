"""Where words may be parted at the end of a line: by the dictionaries of LibreOffice (pyphen), and the text's own say.

At least three letters stay before the hyphen and three after it. Addresses, code, acronyms, names like iPhone, words
that have a hyphen already and the last word of a paragraph are left whole. A soft hyphen (U+00AD) is always a place.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache

from gazette_cli.render.cells import is_extender
from gazette_cli.render.style import CODE, Line

SOFT = "\xad"
_LEAST = 3
_LONGEST = 60
_WORD = re.compile(r"[^ \n\t\xa0\u2000-\u200b\u202f\u205f\u3000]{1,60}")
_LETTERS = re.compile(r"[^\W\d_]+")
_UNPARTED = re.compile(r"[\d/@:\\_#&=-]|www\.|\w\.\w")

Words = Callable[[str], Sequence[int]]


@lru_cache(8)
def load_words(language: str | None) -> Words | None:
    """Return what tells where a word in lower case may be parted, None if a language tag has no dictionary."""
    import pyphen

    if not language:
        return None
    known = pyphen.language_fallback("en_US" if language.lower() == "en" else language)
    if known is None:
        return None
    dictionary = pyphen.Pyphen(lang=known, left=_LEAST, right=_LEAST)

    def find_positions(word: str) -> Sequence[int]:
        # Positions with data are those where letters change.
        return [int(at) for at in dictionary.positions(word) if at.data is None]

    return find_positions


class Hyphens:
    """The places in one text: of `words`, and at its soft hyphens."""

    def __init__(self, words: Words | None, soft: Sequence[int], closed: Sequence[tuple[int, int]]) -> None:
        self._words = words
        self._soft = soft
        self._closed = closed

    def find_point(self, text: str, start: int, end: int, stop: int) -> int:
        """Return where to part the word that begins at `start` so that it ends before `end`, 0 for nowhere."""
        if end - start < 2 or self._is_closed(start):
            return 0
        found = _WORD.match(text, start, stop)
        # The last word, whatever mark follows it.
        if found is None or stop - found.end() <= 2:
            return 0
        at = bisect_right(self._soft, end - 1) - 1
        if at >= 0 and self._soft[at] > start:
            return self._soft[at]
        word = found[0]
        if self._words is None or len(word) >= _LONGEST or _UNPARTED.search(word):
            return 0
        if not word.isascii() and any(map(is_extender, word)):
            return 0
        best = 0
        for letters in _LETTERS.finditer(word):
            part = letters[0]
            if start + letters.start() >= end or len(part) < 2 * _LEAST or not part[1:].islower():
                continue
            points = [
                point for at in self._words(part.lower()) if (point := start + letters.start() + at) < end
            ]
            best = max(best, *points) if points else best
        return best

    def _is_closed(self, index: int) -> bool:
        at = bisect_right(self._closed, (index, len(self._closed) and self._closed[-1][1])) - 1
        return at >= 0 and self._closed[at][0] <= index < self._closed[at][1]


def take_soft(runs: Line) -> tuple[Line, list[int], list[tuple[int, int]]]:
    """Return `runs` without their soft hyphens, where these stood, and the ranges of code, both in order."""
    bare: Line = []
    soft: list[int] = []
    closed: list[tuple[int, int]] = []
    offset = 0
    for content, style in runs:
        if SOFT in content:
            pieces = content.split(SOFT)
            at = offset
            for piece in pieces[:-1]:
                at += len(piece)
                soft.append(at)
            content = "".join(pieces)
        if CODE in style:
            closed.append((offset, offset + len(content)))
        if content:
            bare.append((content, style))
        offset += len(content)
    return bare, soft, closed
