"""The text of plain HTML, without a parser and without blocks: most of what feeds send, several times as fast.

Plain is what every parser of HTML reads alike: well nested, in small letters, of the few elements that prose is set
with. All else is left to blocks.py, whose text is the same.
"""

import re
from collections.abc import Sequence
from html.entities import name2codepoint

from gazette_cli.parsing.inline import collapse
from gazette_cli.parsing.skimming import is_bare

# In HTML whose white space is collapsed. The last group ends in "/" where the tag does.
_TAG = re.compile(
    r"<(?:(/?[a-z][a-z0-9]*)((?: [a-zA-Z][a-zA-Z0-9_:-]*(?:=\"[^\"<>]*\"|='[^'<>]*')?)* ?/?)|!--(?: [\w ]*|[\w]+)--)>"
)
# Attributes that change nothing in a text, whatever they say.
_SILENT = re.compile(
    r"(?: (?:href|src|srcset|sizes|width|height|alt|title|rel|target|id|lang|dir|align|loading|decoding)"
    r"=(?:\"[^\"]*\"|'[^']*'))* ?/?"
)
# Part of what hides an element, makes a caption or a word of it, or numbers a list.
_TELLING = (
    *("hidden", "none", "sr-only", "screen-reader", "invisible", "katex", "caption", " start"),
    *("emoji", "smiley", "math", "latex", 'tex"', "tex'", "tex "),
)
_REFERENCE = re.compile(r"&(?:([a-zA-Z][a-zA-Z0-9]{1,7});|#([0-9]{2,6});|#x([0-9a-fA-F]{2,5});|(?= ))")
# Newer than HTML 4 are others, and what parsers make of those two depends on their age.
_NAMED = {name: chr(code) for name, code in name2codepoint.items() if name not in ("lang", "rang")}
# A link to a place on a page, which may be that of a footnote.
_PLACE = re.compile(r"href=(?:\"[^\"<>]*#|'[^'<>]*#)", re.I)
_SEAM = re.compile(" {2,}")
_BREAK = re.compile(" ?\n ?")
_PARAGRAPHS = re.compile("\n{2,}")

_INLINE = "a abbr b cite code del em font i ins mark s small span strike strong sub sup time u".split()
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BOXES = "article aside blockquote div figure footer header main section".split()
_END = {name: f"/{name}" for name in (*_INLINE, *_HEADINGS, *_BOXES, "figcaption", "li", "ol", "p", "ul")}
_INLINE_STARTS = frozenset(_INLINE)
_INLINE_ENDS = frozenset(_END[name] for name in _INLINE)
_HEADING_ENDS = frozenset(_END[name] for name in _HEADINGS)
_LIST_ENDS = frozenset(("/ol", "/ul"))
_FIGURES = frozenset(("figure", "figcaption"))
# In these there is nothing but text, and in some not even a line break or a picture.
_BLOCKLESS_ENDS = frozenset(("/p", "/figcaption", *_INLINE_ENDS, *_HEADING_ENDS))
_LINE_ENDS = frozenset(("/figcaption", *_HEADING_ENDS))
_DEEPEST, _DEEPEST_FIGURE = 30, 8  # before containers.py takes them for none


class _OddError(Exception):
    """Raised where HTML is not plain."""


class _List:
    """A list that is open. `fresh`: nothing of its present item is read yet. `count`: items so far."""

    __slots__ = ("count", "fresh", "ordered")

    def __init__(self, ordered: bool) -> None:
        self.ordered = ordered
        self.count = 0
        self.fresh = False

    def mark(self) -> str:
        self.count += 1
        self.fresh = False
        return f"{self.count}. " if self.ordered else "• "


def read_plain_html(html: str) -> str | None:
    """Return blocks_to_text(html_to_blocks(html)), or None where `html` is not plain.

    `html` may be any text without lone surrogates: those stay, where blocks have "?".
    """
    pieces = _TAG.split(collapse(html))
    if html.count("<") != len(pieces) // 3 or "\0" in html or html[:1] == "\ufeff":
        return None
    if ("#" in html and _PLACE.search(html)) or is_bare(html):
        return None
    try:
        return _PlainReader().read(pieces)
    except _OddError:
        return None


class _PlainReader:
    def __init__(self) -> None:
        self._due: list[str] = []  # the end tags to come
        self._lists: list[_List] = []
        self._line: list[str] = []  # what is read of the paragraph; "\n" for <br>
        self._paragraphs: list[str] = []

    def read(self, pieces: Sequence[str]) -> str:
        """Return the text of `pieces`: text, tag, its attributes, text, tag, its attributes ..., text."""
        due, line = self._due, self._line
        if pieces[0]:
            line.append(_unescape(pieces[0]))
        rest = iter(pieces)
        next(rest)
        for tag, attributes, text in zip(rest, rest, rest, strict=True):
            if attributes and _is_telling(attributes, tag):
                raise _OddError
            if tag is None:  # a comment
                pass
            elif tag in _INLINE_STARTS:
                if due and due[-1] in _LIST_ENDS:
                    raise _OddError
                due.append(_END[tag])
            elif tag[0] == "/":
                if not due or due.pop() != tag:
                    raise _OddError
                if tag not in _INLINE_ENDS:
                    self._end(tag)
            elif tag in _END:
                self._start(tag)
            else:
                self._add(tag)
            if text:
                if due and due[-1] in _LIST_ENDS and text != " ":
                    raise _OddError
                line.append(_unescape(text) if "&" in text else text)
        if due:
            raise _OddError
        self._end_line()
        return "\n\n".join(self._paragraphs)

    def _start(self, tag: str) -> None:
        """Begin a block."""
        due, lists = self._due, self._lists
        within = due[-1] if due else ""
        if within in _BLOCKLESS_ENDS or (within in _LIST_ENDS) != (tag == "li") or len(due) > _DEEPEST:
            raise _OddError
        if tag in _FIGURES and (lists or len(due) > _DEEPEST_FIGURE):
            raise _OddError
        self._end_line()
        due.append(_END[tag])
        if tag == "li":
            lists[-1].fresh = True
        elif tag in ("ul", "ol"):
            lists.append(_List(tag == "ol"))

    def _end(self, tag: str) -> None:
        """End a block; `tag` is its end tag."""
        if tag in _HEADING_ENDS:
            text = "".join(self._line)
            # Permalinks beside a heading are no part of it.
            if text.rstrip(" ") != text.rstrip() or any(sign in text for sign in "#¶§"):
                raise _OddError
        self._end_line()
        if tag in _LIST_ENDS:
            self._lists.pop()

    def _add(self, tag: str) -> None:
        """Read an element without content."""
        due, line, listed = self._due, self._line, bool(self._lists)
        if not _LINE_ENDS.isdisjoint(due):
            raise _OddError
        if tag == "br":
            line.append("\n")
        elif tag == "hr" and not listed and not (due and due[-1] in _BLOCKLESS_ENDS):
            self._end_line()
        elif tag != "img" or listed or (line and not "".join(line).strip()):
            raise _OddError  # a picture ends a paragraph that has no words, and takes the mark of an item

    def _end_line(self) -> None:
        if not self._line:
            return
        text = "".join(self._line)
        self._line.clear()
        if "  " in text:
            text = _SEAM.sub(" ", text)
        if "\n" in text:
            text = _BREAK.sub("\n", text)
        text = text.strip(" \n")
        if not text:
            return
        lead = "".join([each.mark() for each in self._lists if each.fresh])
        for paragraph in _PARAGRAPHS.split(text) if "\n\n" in text else (text,):
            if paragraph.strip():
                self._paragraphs.append(lead + paragraph)
            lead = ""


def _is_telling(attributes: str, tag: str) -> bool:
    if attributes[-1] == "/" and tag in _END:
        return True  # parsers disagree on what <p/> is
    if _SILENT.fullmatch(attributes):
        return False
    stated = attributes.lower()
    if tag in _FIGURES:
        stated = stated.replace("caption", "")
    return any(map(stated.__contains__, _TELLING)) or stated.count("&") != stated.count("&amp;")


def _unescape(text: str) -> str:
    unescaped, count = _REFERENCE.subn(_read_reference, text)
    if count != text.count("&"):
        raise _OddError
    return unescaped


def _read_reference(match: re.Match[str]) -> str:
    name, decimal, hexadecimal = match.groups()
    if name:
        character = _NAMED.get(name)
        if character is None:
            raise _OddError
        return character
    if not decimal and not hexadecimal:
        return "&"
    code = int(decimal) if decimal else int(hexadecimal, 16)
    if 32 < code < 127 or 160 <= code < 0xD800 or 0x10000 <= code < 0x1FF00:
        return chr(code)
    raise _OddError
