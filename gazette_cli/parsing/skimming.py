"""Pages of hardly anything but tags: their words, without what the tags make of them.

A megabyte of "<li>a" is two hundred thousand items, and each would be laid out for its own sake. No page of prose or
links comes near: the densest of public test pages has a tag in 33 bytes. Tables of figures do, and count for less.
"""

import re
from collections.abc import Mapping

from gazette_cli.blocks import Block, Paragraph, Span
from gazette_cli.parsing.elements import BLOCKS, DROPPED, is_hidden
from gazette_cli.parsing.htmltree import feed_html, sign_start
from gazette_cli.parsing.inline import collapse
from gazette_cli.parsing.media import MEDIA

_MOST_TAGS = 20_000  # fewer are read in their time, whatever stands between them
_BYTES_A_TAG = 20  # of HTML
# Tags that count less, because many of them are one line: cells and rows of tables; styles, links, line breaks.
_LIGHT = (
    (r"(?i)<t[dhr][\s>/]", 0.45),
    (r"(?i)<(?:a|abbr|b|br|cite|code|em|font|i|kbd|mark|s|small|span|strong|sub|sup|tt|u)[\s>/]", 0.65),
)
_START = "<[a-zA-Z]"

# What stands between pieces and between lines until all is read.
_PIECE, _LINE = "\x1f", "\x1e"
_BETWEEN = " · "
_UNREAD = frozenset((*DROPPED, *MEDIA, "noscript"))
_ENDING = BLOCKS | {"br"}


def is_bare(html: str) -> bool:
    """Say whether `html` is to be skimmed."""
    if html.count("<") <= _MOST_TAGS:
        return False
    starts = len(re.findall(_START, html))
    if starts <= _MOST_TAGS or starts * _BYTES_A_TAG < len(html):
        return False
    weight = starts - sum(len(re.findall(light, html)) * (1 - counted) for light, counted in _LIGHT)
    return weight * _BYTES_A_TAG > len(html)


def skim_html(html: str) -> tuple[Block, ...]:
    """Return the words of `html`, in order, as one paragraph.

    Dots stand between what blocks and cells would be, and a row of a table is a line. What a browser hides is left out,
    and so is where links lead.
    """
    skimmer = _Skimmer()
    feed_html(html, skimmer)
    lines: list[str] = []
    for line in collapse("".join(skimmer.texts)).split(_LINE):
        pieces = [piece for piece in map(str.strip, line.split(_PIECE)) if piece]
        if pieces:
            lines.append(_BETWEEN.join(pieces))
    return (Paragraph((Span("\n".join(lines)),)),) if lines else ()


class _Skimmer:
    """A parser's target that keeps the text."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._skip = 0

    @sign_start
    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if self._skip:
            self._skip += 1
        elif tag in _UNREAD or (attrib and is_hidden(tag, attrib)):
            self._skip = 1
        elif tag == "tr":
            self.texts.append(_LINE)
        elif tag in _ENDING:
            self.texts.append(_PIECE)
        elif tag == "img":
            self.texts += [_PIECE, attrib.get("alt", ""), _PIECE]

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
        elif tag in _ENDING:
            self.texts.append(_PIECE)

    def data(self, data: str) -> None:
        if not self._skip:
            self.texts.append(data)

    def close(self) -> None:
        return None
