"""Breaking text into lines by the cells it takes, as its language's typography asks.

Lines break at spaces, after hyphens and dashes inside a word, at zero-width spaces, and between the
characters of Chinese and Japanese with the usual kinsoku. Never at U+00A0, U+2007, U+202F or U+2060. In
French not before : ; ! ? » % € nor after «, whether a space stands there or not, nor inside 10 000, "n° 5",
"M. Kim". What is wider than a line by itself is cut. Time is linear in the length of the text.
"""

import re
from collections.abc import Sequence
from typing import Protocol

from gazette_cli.render.cells import ELLIPSIS, count_cells, end_cluster, is_extender, reach
from gazette_cli.render.style import Line, Run

_SPACES = " \t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
_BREAKABLE = frozenset(_SPACES)
_GLUE = frozenset("\xa0\u2007\u202f\u2060")
_FRENCH_CLOSERS = frozenset(":;!?»›%‰€")
_FRENCH_OPENERS = frozenset("«‹")
_HYPHENS = frozenset("-\u2010\u2013\u2014")
_NO_START = frozenset(
    "!%),.:;?]}¢°’”»›€‰′″℃、。々〉》」』】〕〗〟ぁぃぅぇぉっゃゅょゎ゛゜ゝゞ・ァィゥェォッャュョヮヵヶーヽヾ！％），．：；？］｝～…‥"
)
_NO_END = frozenset("$([{£¥‘“«‹〈《「『【〔〖〝＄（［｛￥￡")
# A chain of no-break spaces longer than this comes from an editor that put one for every space.
_LONG_CHAIN = 60
# Lines that end in a hyphen, one after the other.
_MOST_HYPHENS = 2


class Parting(Protocol):
    """What knows where words may be parted with a hyphen (hyphens.py)."""

    def find_point(self, text: str, start: int, end: int, stop: int) -> int:
        """Return where to part the word that begins at `start` so that it ends before `end`, 0 for nowhere.

        `stop` is where the paragraph ends.
        """


class Ends:
    """Where lines end in a particular way: `parted` with a hyphen; `free`, at a forced break or with the text."""

    __slots__ = ("free", "parted")

    def __init__(self) -> None:
        self.parted: set[int] = set()
        self.free: set[int] = set()


def wrap_runs(runs: Sequence[Run], width: int, *, french: bool = False, most: int = 0) -> list[Line]:
    """Break styled `runs` (clean, "\n" a forced break) into lines of at most `width` cells.

    With `most` > 0 there are at most that many lines, and the last ends in an ellipsis if something is cut.
    """
    text = "".join([content for content, _ in runs])
    if fits_line(text, width):
        return [[run for run in runs if run[0]]]
    ranges = find_lines(text, width, french=french, most=most + 1 if most else 0)
    if not most or len(ranges) <= most:
        return slice_runs(runs, ranges)
    start, stop = ranges[most - 1]
    if count_cells(text[start:stop]) >= width:
        narrower = find_lines(text[start:stop], max(1, width - 1), french=french, most=1)[0]
        stop = start + narrower[1]
    lines = slice_runs(runs, [*ranges[: most - 1], (start, stop)])
    lines[-1].append((ELLIPSIS, lines[-1][-1][1] if lines[-1] else ""))
    return lines


def fits_line(text: str, width: int) -> bool:
    """Tell whether `text` is plainly one line, so that nothing has to be looked for."""
    return (
        len(text) <= width
        and text.isprintable()
        and text[:1] != " " != text[-1:]
        and (text.isascii() or count_cells(text) <= width)
    )


def find_lines(
    text: str,
    width: int,
    *,
    french: bool = False,
    most: int = 0,
    parting: Parting | None = None,
    ends: Ends | None = None,
) -> list[tuple[int, int]]:
    """Return the half-open (start, end) of each line of `text`, without the spaces it is broken at.

    `width` is at least 1; a cluster wider than it stands alone. `most` > 0 stops after that many lines. With `parting`
    words are parted, which leaves room for a hyphen. How lines end is told to `ends`.
    """
    width = max(1, width)
    breaker = _Breaker(text, width, french, most, parting, ends or Ends())
    stop = -1
    while stop < len(text):
        start = stop + 1
        stop = text.find("\n", start)
        if stop < 0:
            stop = len(text)
        breaker.break_line(start, stop)
        if most and len(breaker.lines) >= most:
            break
    return breaker.lines


class _Breaker:
    def __init__(
        self, text: str, width: int, french: bool, most: int, parting: Parting | None, ends: Ends
    ) -> None:
        self.text = text
        self.width = width
        self.french = french
        self.most = most
        self.parting = parting
        self.ends = ends
        self.loose = _find_loose(text)
        self.lines: list[tuple[int, int]] = []

    def break_line(self, start: int, stop: int) -> None:
        text, lines = self.text, self.lines
        start, stop = _trim(text, start, stop)
        hyphens = 0
        while True:
            end = reach(text, start, stop, self.width)
            if end >= stop:
                lines.append((start, stop))
                self.ends.free.add(stop)
                return
            at = _find_break(text, start, end, self.french, self.loose)
            point = self.part(start, at, end, stop) if self.parting and hyphens < _MOST_HYPHENS else 0
            hyphens = hyphens + 1 if point else 0
            if point:
                self.ends.parted.add(point)
            at = point or at or _find_cut(text, start, end, self.french)
            lines.append(_trim(text, start, at))
            if self.most and len(lines) >= self.most:
                return
            start, _ = _trim(text, at, stop)

    def part(self, start: int, at: int, end: int, stop: int) -> int:
        """Return where to part the word that would begin the next line, 0 where the line is full enough."""
        word = _trim(self.text, at, stop)[0] if at else start
        if self.parting is None or (at and end - at <= self.width // 10):
            return 0
        return self.parting.find_point(self.text, word, end, stop)


def _trim(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop and text[start] in _BREAKABLE:
        start += 1
    while stop > start and text[stop - 1] in _BREAKABLE:
        stop -= 1
    return start, stop


def _find_break(text: str, start: int, end: int, french: bool, loose: frozenset[int]) -> int:
    for index in range(end, start, -1):
        before = text[index - 1]
        after = text[index]
        if after in _BREAKABLE:
            if before not in _BREAKABLE and not (french and is_glued(text, index)):
                return index
        elif before in _HYPHENS:
            if _may_part_compound(text, start, index):
                return index
        elif before == "\u200b":
            if after not in _NO_START and after not in _GLUE:
                return index
        elif (before >= "\u2e80" and _is_cjk(before)) or (after >= "\u2e80" and _is_cjk(after)):
            if _may_part(before, after):
                return index
        elif loose and index in loose:
            return index
    return 0


def _may_part_compound(text: str, start: int, index: int) -> bool:
    """Tell whether a word may be parted after the hyphen before `index`: not an address, nor one letter alone."""
    if (
        index - start < 3
        or not text[index - 3 : index - 1].isalpha()
        or not text[index : index + 2].isalpha()
    ):
        return False
    return not is_extender(text[index]) and "/" not in text[text.rfind(" ", start, index) + 1 : index]


def _may_part(before: str, after: str) -> bool:
    """Tell whether a line may end between two characters one of which is Chinese or Japanese."""
    if after in _NO_START or before in _NO_END or before in _GLUE or after in _GLUE:
        return False
    return before != "\u200d" and not is_extender(after)


def is_glued(text: str, index: int) -> bool:
    """Tell whether the space at `index` may not be broken at in French."""
    back = index - 1
    while back > 0 and text[back] in _GLUE:
        back -= 1
    if text[back] in _FRENCH_OPENERS:
        return True
    before = text[index - 1]
    after = index + 1
    while after < len(text) and (text[after] in _BREAKABLE or text[after] in _GLUE):
        after += 1
    following = text[after : after + 1]
    if following in _FRENCH_CLOSERS:
        return True
    if before.isdigit():
        group = text[after : after + 3]
        return len(group) == 3 and group.isdigit() and not text[after + 3 : after + 4].isdigit()
    if before == "°":
        return following.isdigit()
    return before == "." and text[index - 2 : index - 1] == "M" and not text[index - 3 : index - 2].isalnum()


def _is_cjk(character: str) -> bool:
    return (
        "\u2e80" <= character <= "\u9fff"
        or "\uf900" <= character <= "\ufaff"
        or "\uff01" <= character <= "\uff9f"
        or "\U00020000" <= character <= "\U0003ffff"
    )


def _find_cut(text: str, start: int, end: int, french: bool) -> int:
    """Return where to cut what has no break and doesn't fit: not where a break is forbidden, if it can be."""
    if end <= start:
        return end_cluster(text, start)
    for index in range(end, start, -1):
        before = text[index - 1]
        after = text[index]
        if before in _GLUE or after in _GLUE or after in _BREAKABLE or before in _BREAKABLE:
            continue
        if french and (after in _FRENCH_CLOSERS or before in _FRENCH_OPENERS):
            continue
        if index == end or (before.isalnum() and after.isalnum() and not is_extender(after)):
            return index
    return end


def _find_loose(text: str) -> frozenset[int]:
    """Return where no-break spaces between letters stand in such long chains that they mean ordinary ones."""
    if "\xa0" not in text and "\u202f" not in text:
        return frozenset()
    found: set[int] = set()
    for chain in re.finditer(rf"[^ \n]{{{_LONG_CHAIN + 1},}}", text):
        for space in re.finditer(r"(?<=\w|[,.’'])[\xa0\u202f](?=\w)", chain[0]):
            found.add(chain.start() + space.start() + 1)
    return frozenset(found)


def slice_runs(runs: Sequence[Run], ranges: Sequence[tuple[int, int]]) -> list[Line]:
    """Return the runs of each range of their characters; `ranges` are in order."""
    lines: list[Line] = []
    number = 0
    offset = 0
    for start, stop in ranges:
        line: Line = []
        while number < len(runs) and offset + len(runs[number][0]) <= start:
            offset += len(runs[number][0])
            number += 1
        at, position = number, offset
        while at < len(runs) and position < stop:
            content, style = runs[at]
            piece = content[max(0, start - position) : stop - position]
            if piece:
                line.append((piece, style))
            position += len(content)
            at += 1
        lines.append(line)
    return lines


def is_french(language: str | None) -> bool:
    """Tell whether a language tag ("fr", "fr-ca") is French."""
    return language is not None and (language == "fr" or language.startswith(("fr-", "fr_")))


def measure_line(line: Line) -> int:
    """Return the cells that `line` takes."""
    return count_cells(line[0][0] if len(line) == 1 else "".join([content for content, _ in line]))
