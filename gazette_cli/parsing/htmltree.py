"""HTML through libxml2 without its limits: no depth at which it stops, no cost that grows with the square.

libxml2 gives up at 2,048 nested elements and takes seconds over 40,000 attributes, but only where it builds
the tree. Fed to a target it does neither, so the tree, where one is needed, is built here.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements nested deeper are taken out, their text stays.
DEEPEST = 200
# A document with fewer tags than this can't make the parser's search for an open tag expensive.
_FEW_TAGS = 15_000

# Compiled when first needed, as all that an article in few words does not need.
_TAG = r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*>"
# What never nests in itself: void, or closed by the next of its kind.
_FLAT = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot"
    " colgroup option optgroup rt rp".split()
)
_INLINE = frozenset(
    "a abbr b big cite code del em font i ins kbd mark q s small span strong sub sup tt u".split()
)


class Target(Protocol):
    """What listens to the parser: lxml's interface of parser targets."""

    def start(self, tag: str, attrib: Mapping[str, str]) -> None: ...
    def end(self, tag: str) -> None: ...
    def data(self, data: str) -> None: ...
    def close(self) -> object: ...


_Start = TypeVar("_Start", bound=Callable[..., None])


def sign_start(start: _Start) -> _Start:
    """Decorate a target's `start`: lxml asks for its signature at every parse, which takes long to find."""
    start.__signature__ = inspect.signature(start)  # type: ignore[attr-defined]
    return start


def feed_html(html: str, target: Target) -> None:
    """Parse `html` (any text) and tell `target` of its elements and text, in order, each end after its start."""
    from lxml import etree

    if html.count("<") > _FEW_TAGS and _may_nest(html):
        html = _flatten(html)
    data = html.replace("\x00", "").encode("utf-8", "replace")
    if not data.strip():
        return
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, recover=True, target=target)
    try:
        parser.feed(data)
        parser.close()
    except (etree.LxmlError, AssertionError):
        # Nothing but a comment or a declaration: there is no document. What was said until then stands.
        return


def _may_nest(html: str) -> bool:
    """Say whether enough elements begin that may stand in each other; in a long table or list they are few."""
    flat = rf"(?i)<(?:{'|'.join(sorted(_FLAT))})[\s/>]"
    return len(re.findall("<[a-zA-Z]", html)) - len(re.findall(flat, html)) > DEEPEST


def _flatten(html: str) -> str:
    """Take out the tags below a sane depth: an end tag costs the parser a search through all that are open."""
    depth = 0

    def prune(match: re.Match[str]) -> str:
        nonlocal depth
        name = match[2].lower()
        if name in _FLAT:
            return match[0]
        if match[1]:
            depth = max(0, depth - 1)
            deep = depth >= DEEPEST
        else:
            depth += 1
            deep = depth > DEEPEST
        if not deep:
            return match[0]
        return "" if name in _INLINE else "<br>"

    return re.sub(_TAG, prune, html)


# The attributes that anything here asks for; a page may state tens of thousands.
_KNOWN = frozenset(
    "abbr alt aria-hidden aria-label border charset checked class colspan content data data-lang data-"
    " language data-lazy-src data-original data-src data-srcset data-videoid datetime dir display height"
    " hidden href http-equiv id itemprop itemtype lang name open property pubdate rel role rowspan src"
    " srcset start style title type value width".split()
)


# HTML has names (g:plusone) and characters (U+0001) that a tree can't.
_NAME = r"[a-zA-Z_][a-zA-Z0-9_.-]*"
_UNFIT = r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"


class _TreeTarget:
    def __init__(self, builder: Any) -> None:
        self._builder = builder
        self._depth = 0
        self._names: list[str] = []
        self._is_name = re.compile(_NAME).fullmatch
        self._strip = partial(re.compile(_UNFIT).sub, "")

    @sign_start
    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth <= DEEPEST:
            known = {name: self._strip(value) for name, value in attrib.items() if name in _KNOWN}
            name = tag if self._is_name(tag) else "span"
            self._names.append(name)
            self._builder.start(name, known)
        elif tag not in _INLINE:
            self._builder.data("\n")

    def end(self, tag: str) -> None:
        if self._depth <= DEEPEST:
            self._builder.end(self._names.pop())
        self._depth -= 1

    def data(self, data: str) -> None:
        self._builder.data(self._strip(data))

    def close(self) -> None:
        return None


def parse_tree(html: str) -> "_Element | None":
    """Return the root element of `html`, or None where there is none.

    Comments are gone, and so is every attribute that nothing here asks for (event handlers among them).
    Elements nested deeper than DEEPEST are gone, their text is not.
    """
    from lxml import etree

    builder = etree.TreeBuilder(insert_comments=False, insert_pis=False)
    target = _TreeTarget(builder)
    feed_html(html, target)
    try:
        return builder.close()
    except (etree.LxmlError, AssertionError):
        return None


def read_words(element: "_Element", longest: int) -> str:
    """Return the text of an element on one line, "" where it has more than `longest` characters."""
    from gazette_cli.parsing.drafting import read_line

    parts: list[str] = []
    size = 0
    for part in element.itertext() if element.find(".//svg") is None else _read_outside_pictures(element):
        size += len(part)
        if size > longest * 4 + 400:
            return ""
        parts.append(part)
    line = read_line(" ".join(parts))
    return line if len(line) <= longest else ""


def _read_outside_pictures(element: "_Element") -> Iterator[str]:
    for part in element.xpath(".//text()[not(ancestor::svg)]"):
        yield str(part)
