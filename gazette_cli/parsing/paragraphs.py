"""Lines become paragraphs: set apart by blank lines, one a line, or wrapped at some column; verse stays verse."""

import re
from itertools import pairwise
from typing import NamedTuple

_WIDEST_WRAP = 120  # columns: a longer line was not wrapped by hand or by a mailer
_NARROWEST_WRAP = 40
_WIDEST_VERSE = 72
_ENDS = (".", "!", "?", "…", "»", "”", '"', ":")
# Controls, and what has no width: a line of these alone is blank.
_INVISIBLE = "".join(
    map(chr, (*range(33), *range(127, 161), 0xAD, *range(0x2000, 0x2010), 0x2028, 0x2029, 0x2060, 0xFEFF))
)
_BULLET = re.compile(r"(?:[-*•–▪◦·]|\d{1,2}[.)])\s+\S")


class Line(NamedTuple):
    """A line that is not blank, stripped; `joined` tells whether it follows another without a blank line between."""

    text: str
    joined: bool


def split_lines(text: str) -> list[Line]:
    """Return the lines of `text` that hold anything."""
    lines = []
    joined = False
    for raw in text.split("\n"):
        stripped = raw.strip().strip(_INVISIBLE)
        if stripped:
            lines.append(Line(stripped, joined))
        joined = stripped != ""
    return lines


def join_wrapped(lines: list[Line]) -> list[Line]:
    """Put lines together that were one paragraph before it was wrapped; anything else is left as it is.

    A greedy filler breaks where the next word would not have fitted: lines are joined where that holds, in a text in
    which it holds nearly everywhere.
    """
    width = max((len(line.text) for line in lines if " " in line.text), default=0)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return lines
    pairs = full = open_pairs = open_full = plain = 0
    for line, following in pairwise(lines):
        # A short line was no more broken by a filler than it was filled: a headline, a paragraph's end.
        if not following.joined or len(line.text) < 0.6 * width:
            continue
        fills = line.text != following.text and _is_full(line.text, following.text, width)
        pairs += 1
        full += fills
        if not line.text.endswith(_ENDS):
            open_pairs += 1
            open_full += fills
            # What has no capitals (Arabic, Hebrew) begins no sentence that could be told.
            plain += fills and following.text[0].isalpha() and not following.text[0].isupper()
    # Lines that all end in a full stop are paragraphs of like length.
    if (
        full < 0.5 * pairs
        or open_full < 0.7 * open_pairs
        or 2 * open_full < full
        or 5 * plain < open_full
        or (full < 2 and not plain)
    ):
        return lines
    result: list[Line] = []
    parts: list[str] = []
    before, joined = "", False
    for line in lines:
        if line.joined and parts and _continues(before, line.text, width):
            parts.append(line.text)
        else:
            if parts:
                result.append(Line(" ".join(parts), joined))
            parts, joined = [line.text], line.joined
        before = line.text
    result.append(Line(" ".join(parts), joined))
    return result


def _is_full(line: str, following: str, width: int) -> bool:
    word = len(following.split(" ", 1)[0])
    # Fillers differ by a column or two, and set French spaces in their own ways.
    return len(line) + 1 + word > width - 2


def _continues(line: str, following: str, width: int) -> bool:
    if line == following:
        return False
    full = _is_full(line, following, width)
    if _BULLET.match(following) or following.startswith("— "):
        # A dash or a number may also be where a sentence happened to be broken.
        return full and not line.endswith((*_ENDS, ";")) and following[0] not in "•▪◦*·"
    if full:
        return True
    return not line.endswith(_ENDS) and following[:1].islower() and len(line) * 2 > width


def group_paragraphs(lines: list[Line]) -> list[str]:
    """Return the paragraphs that `lines` make: one a line, but the lines of a stanza or a list stay together."""
    paragraphs: list[str] = []
    at = 0
    while at < len(lines):
        end = at + 1
        while end < len(lines) and lines[end].joined:
            end += 1
        paragraphs += _group_block([line.text for line in lines[at:end]])
        at = end
    return paragraphs


def _group_block(block: list[str]) -> list[str]:
    if len(block) == 1:
        return block
    if max(map(len, block)) <= _WIDEST_VERSE and sum(line.endswith(_ENDS) for line in block) * 2 <= len(
        block
    ):
        return ["\n".join(block)]
    paragraphs: list[str] = []
    listed = False
    for line in block:
        bullet = _BULLET.match(line) is not None
        if bullet and listed:
            paragraphs[-1] += f"\n{line}"
        else:
            paragraphs.append(line)
        listed = bullet
    return paragraphs
