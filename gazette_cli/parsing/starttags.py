"""Start tags with their attributes, picked out of a document that need not be well-formed: no tree, one pass.

For documents of which a few elements matter and the rest does not: it takes a time that grows with their length alone,
however they are nested, cut off or unquoted, and declares, expands and loads nothing.
"""

import html
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

_MOST_ATTRIBUTES = 64
_LONGEST_VALUE = 8_192  # characters

_PART = re.compile(r"\s*+(?:(/?>)|([^\s=<>\"'/]++)(\s*+=\s*+)?+|(?!<).)", re.DOTALL)
# An attribute as nearly all are: read at one go.
_PLAIN = re.compile(r"\s++([\w:.-]++)\s*+=\s*+\"([^\"<]*+)\"(?=\s*+(?:[/?]?>|[\w:.-]++\s*+=))")
_UNQUOTED = re.compile(r"[^\s>]*+")
_UNQUOTED_XML = re.compile(r"[^\s<>]*+")
# What ends a value where quotes may stand in it unescaped: one that is followed by what can follow a value.
_ENDS = {quote: re.compile(quote + r"(?=\s*+(?:[/?]?>|[\w:.-]++\s*+=|\Z))") for quote in "\"'"}
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")


class Tag(NamedTuple):
    """A tag: `name` in lower case, "/" before that of an end tag, and of the attributes, names in lower case, the first
    of each name. `empty`: it ends in "/>". `start` and `end` are its offsets."""

    name: str
    attributes: dict[str, str]
    empty: bool
    start: int
    end: int


def read_tags(
    text: str, names: Collection[str], *, raw: Collection[str] = (), xml: bool = False
) -> Iterator[Tag]:
    """Yield the tags of these `names` (lower case; "/name" for end tags) in order.

    Those in comments and CDATA sections are passed over, and so is what `raw` elements (scripts) hold. With `xml` a
    value may hold its own quotes, and is cut off where the next of these tags begins. Character references are
    replaced where they end in a semicolon.
    """
    ours = "|".join(re.escape(name) for name in {*names, *raw})
    opening = re.compile(rf"<(!--|!\[CDATA\[|(?:{ours})(?=[\s/>]))", re.IGNORECASE)
    reader = _Reader(text, opening if xml else None)
    last = {mark: text.rfind(mark) for mark in ("-->", "]]>")}
    position = 0
    while found := opening.search(text, position):
        name = found[1].lower()
        position = found.end()
        if name[0] == "!":
            mark = "-->" if name == "!--" else "]]>"
            if last[mark] >= position:
                position = text.find(mark, position) + 3
            elif not xml:
                return
            continue
        attributes, empty, position = reader.read_attributes(position)
        if name in names:
            yield Tag(name, attributes, empty, found.start(), position)
        if name in raw and not empty:
            end = re.compile(rf"</{name}", re.IGNORECASE).search(text, position)
            if end is None:
                return
            position = end.end()


def replace_references(text: str) -> str:
    """Return `text` with the character references of HTML and XML replaced; bare ampersands stay ("?a=1&copy=2")."""
    return _REFERENCE.sub(lambda found: html.unescape(found[0]), text) if "&" in text else text


class _Reader:
    def __init__(self, text: str, opening: re.Pattern[str] | None) -> None:
        self._text = text
        self._opening = opening
        self._next = -1  # where the next tag begins, or the text ends
        self._last = {quote: text.rfind(quote) for quote in "\"'"}

    def read_attributes(self, position: int) -> tuple[dict[str, str], bool, int]:
        text = self._text
        attributes: dict[str, str] = {}
        while True:
            while plain := _PLAIN.match(text, position):
                position = plain.end()
                if len(attributes) < _MOST_ATTRIBUTES:
                    value = replace_references(plain[2][:_LONGEST_VALUE])
                    attributes.setdefault(plain[1].lower(), value)
            part = _PART.match(text, position)
            if part is None:
                return attributes, False, position
            position = part.end()
            if part[1]:
                return attributes, part[1] == "/>", position
            name = part[2]
            if not name or not part[3]:
                continue
            value, position = self._read_value(position)
            if len(attributes) < _MOST_ATTRIBUTES:
                attributes.setdefault(name.lower(), replace_references(value[:_LONGEST_VALUE]))

    def _read_value(self, position: int) -> tuple[str, int]:
        text = self._text
        quote = text[position : position + 1]
        if quote not in ("'", '"') or self._last[quote] <= position:
            found = (_UNQUOTED_XML if self._opening else _UNQUOTED).match(text, position)
            assert found is not None
            return found[0], found.end()
        position += 1
        if self._opening is None:
            end = text.find(quote, position)
            return text[position:end], end + 1
        limit = self._find_next(position)
        ended = _ENDS[quote].search(text, position, limit)
        if ended is None:
            return text[position:limit], limit
        return text[position : ended.start()], ended.end()

    def _find_next(self, position: int) -> int:
        if self._next < position:
            assert self._opening is not None
            found = self._opening.search(self._text, position)
            self._next = found.start() if found else len(self._text)
        return self._next
