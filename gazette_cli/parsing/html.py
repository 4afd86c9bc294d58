"""A web page saved as a file (HTML Standard) becomes an Entry: its article, and what the page says of it."""

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_TIME, Entry
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks
from gazette_cli.parsing.dates import ImpossibleDate, Stated, parse_date
from gazette_cli.parsing.decode import decode, normalize_text
from gazette_cli.parsing.drafting import name_text, read_text
from gazette_cli.parsing.language import detect_language
from gazette_cli.parsing.urls import clean_url, join_url
from gazette_cli.words import fold_key

if TYPE_CHECKING:
    from lxml.etree import _Element

_SCANNED = 4096  # bytes in which the encoding must be stated; the HTML Standard asks for 1,024
_TOP = 1_000  # characters of the text in which its date may stand on a line of its own
_TOP_LINES = 8
_DATE_LINE = 60
_KICKER = 40  # characters of a line that may stand above the headline
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]{1,40})", re.I)
_XML = re.compile(rb"\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]{1,40})", re.I)
# What the article's elements are left with.
_KEPT = frozenset(
    "alt aria-label checked class colspan data data-lang data-language data-src data-srcset data-videoid datetime dir"
    " display height hidden href lang open role rowspan src srcset start title type value width".split()
)
_ROLES = frozenset(
    "presentation none table grid doc-noteref doc-footnote doc-endnote doc-endnotes doc-backlink".split()
)
# What `class` says of these is read when the article is shown.
_CLASSED = frozenset(
    "pre code img div span p figcaption figure td a sup li ol ul section aside dl dt table input".split()
)
_SAID = re.compile(
    r"language-|lang-|highlight|brush:|caption|emoji|smiley|latex|sourceCode|hljs|prettyprint|foot-?note|end-?note"
    r"|note-?ref|reference|back-?link|back-?ref|line-?n|gutter|blob-|pull-?quote|toggle|math",
    re.I,
)


def parse_html(data: bytes | str, *, address: str | None = None, charset: str | None = None) -> Entry:
    """Return the article of an HTML page. `address`: where it was fetched, and `charset`: what its server calls it.

    Bytes are decoded by their byte-order mark, else as UTF-8 where they are, else by `charset`, else by what <meta>
    declares (HTML Standard, 13.2.3), else as `decode` does. Metadata come from JSON-LD, Open Graph, Dublin Core,
    microdata and the page's words. `html` is the article as a fragment without furniture, scripts and event handlers,
    its links absolute where its address is known or stated; `text` is the text of that. Dates may be naive. Raises
    ParseError where there is no text.
    """
    from gazette_cli.parsing.extract import find_body
    from gazette_cli.parsing.htmltree import parse_tree
    from gazette_cli.parsing.metadata import read_facts

    source = normalize_text(data) if isinstance(data, str) else decode(data, _find_charset(data, charset))
    root = parse_tree(source)
    if root is None:
        raise ParseError("an empty page")
    facts = read_facts(root, address)
    body = find_body(root)
    _drop_headline(body, facts.title or "")
    html = _serialise(body, facts.base)
    text = read_text(blocks_to_text(html_to_blocks(html)))
    title = facts.title or name_text(text)
    if facts.published is None:
        facts = facts._replace(published=_find_visible_date(text, facts.language))
    if not text and not title:
        raise ParseError("a page without text")
    return Entry(
        title=title,
        text=text,
        html=html,
        url=facts.url,
        publication=facts.publication,
        published=facts.published.when if facts.published else None,
        updated=facts.updated.when if facts.updated else None,
        dated=facts.published.dated if facts.published else DATED_TIME,
        author=facts.author,
        place=facts.place,
        language=facts.language or detect_language(text),
        tags=facts.tags,
        summary=facts.summary,
        warnings=facts.warnings,
    )


def _find_visible_date(text: str, language: str | None) -> Stated | None:
    """Return the date that a short line at the top of the text states."""
    for line in text[:_TOP].split("\n")[:_TOP_LINES]:
        if len(line) <= _DATE_LINE and any(character.isdigit() for character in line):
            try:
                found = parse_date(line, language)
            except ImpossibleDate:
                continue
            if found is not None:
                return found
    return None


def _find_charset(data: bytes, charset: str | None) -> str | None:
    try:
        # Browsers save pages in UTF-8 and leave what they declared: no other encoding looks like UTF-8 by chance.
        data.decode("utf-8")
        return "utf-8"
    except UnicodeDecodeError:
        pass
    if charset:
        return charset
    start = data[:_SCANNED]
    found = _CHARSET.search(start) or _XML.match(start)
    if found is None:
        return None
    label = found[1].decode("ascii", "replace").lower()
    # A page that could be read as ASCII to find this is not UTF-16 (HTML Standard, 13.2.3.3).
    return "utf-8" if label.startswith(("utf-16", "utf16", "ucs-2")) else label


def _drop_headline(body: "_Element", title: str) -> None:
    """Take out the headline where it stands again above the text."""
    from gazette_cli.parsing.furniture import remove
    from gazette_cli.parsing.htmltree import read_words

    wanted = fold_key(title)
    if not wanted:
        return
    figures: list[_Element] = []  # the date, say
    found: list[_Element] = []
    for element in list(body.iter("h1", "h2", "h3", "p"))[:20]:
        words = fold_key(read_words(element, 400))
        if element.tag == "p" and words:
            if len(words) > _KICKER or words == wanted:
                break
            figures += [element] if not any(map(str.isalpha, words)) else []
        elif words and (words == wanted or (element.tag == "h1" and words in wanted and len(words) > 15)):
            found.append(element)
    for element in (*found, *figures) if found else ():
        if element.getparent() is not None:
            remove(element)


def _list_places(body: "_Element", base: str | None) -> set[str]:
    """Return the ids of elements that links of the same page lead to, and make those links nothing but "#id"."""
    own = (base or "").partition("#")[0]
    links: dict[str, list[_Element]] = {}
    for element in body.iter("a"):
        address, _, place = (element.get("href") or "").partition("#")
        if place and address in ("", own):
            links.setdefault(unquote(place), []).append(element)
    if not links:
        return set()
    named = {element.get(name) or "" for element in body.iter() for name in ("id", "name")}
    places = {place for place in links if place in named}
    for place in places:
        for element in links[place]:
            element.set("href", f"#{place}")
    return places


def _serialise(body: "_Element", base: str | None) -> str:
    from lxml import etree

    places = _list_places(body, base)
    for element in body.iter():
        for name, value in element.attrib.items():
            if name in ("id", "name"):
                kept = value in places
            elif name == "role":
                kept = value.lower() in _ROLES
            else:
                kept = name in _KEPT and (
                    name != "class" or bool(element.tag in _CLASSED and _SAID.search(value))
                )
            if not kept:
                del element.attrib[name]
        for name in ("href", "src", "data-src", "data-original", "data"):
            stated = element.attrib.get(name)
            if stated is not None and not (stated[:1] == "#" and stated[1:] in places):
                url = clean_url(stated)
                if url is None:
                    del element.attrib[name]
                else:
                    element.attrib[name] = join_url(base, url)
    body.tail = None
    if body.tag in ("html", "body"):
        body.tag = "div"
    return str(etree.tostring(body, encoding="unicode", method="html"))
