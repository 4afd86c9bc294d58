"""Feeds in XML: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0 (RFC 4287), read through feedparser."""

import io
import re
from typing import Any
from xml.sax import SAXException

from gazette_cli.errors import ParseError
from gazette_cli.models import Enclosure, Entry, Parsed
from gazette_cli.parsing.dates import ImpossibleDate, parse_date
from gazette_cli.parsing.drafting import Draft, Marked, finish_entry, name_empty, read_length, read_title
from gazette_cli.parsing.xmltext import prepare_xml
from gazette_cli.subscription import FeedHead

# feedparser promises to raise nothing, and on hostile input lets out whatever its handlers run into: text where it
# meant a number (ValueError, ArithmeticError), an element whose name is that of a list of its own (AttributeError,
# TypeError, LookupError), an encoding (UnicodeError is a ValueError), nesting (RecursionError), size (MemoryError),
# a parser's complaint (SAXException; AssertionError of the reading without rules). A mistake of ours can't hide here:
# nothing but feedparser runs under it.
_FAULTS = (
    ValueError, ArithmeticError, LookupError, AttributeError, TypeError, AssertionError, RecursionError,
    NotImplementedError, MemoryError, SAXException,
)  # fmt: skip
# Elements that would end feedparser's reading: called like its own lists, or (coordinates, chapters: nothing that is
# kept here) with handlers that take for granted where they stand. Under another name it passes over them.
_CLASHING = re.compile(
    r"<(/?)(links|authors|contributors|(?:gml|psc):[\w-]+|georss:(?:point|line|polygon|box|where|elev))"
    r"(?=[\s/>])",
    re.IGNORECASE,
)
_MARKUP_TYPES = ("text/html", "application/xhtml+xml")


def parse_feed(data: bytes) -> Parsed:
    """Return the entries of an XML feed in the document's order, and its title.

    Each entry takes the feed's language and title for what it does not state itself. One that says nothing is left
    out with a warning. The time this takes is not bounded: feedparser has inputs that cost it the square of their
    length, of which prepare_xml refuses those that are cheap to see. Data from the network belongs in a process that
    can be killed. Raises ParseError where `data` is no feed.
    """
    document = _read_document(prepare_xml(data))
    feed = _as_dict(document.get("feed"))
    name = read_title(_read_marked(feed, "title"))
    version = _as_text(document.get("version"))
    items = _as_dicts(document.get("entries"))
    if not version and not items:
        raise ParseError("not a feed: neither RSS nor Atom")
    entries: list[Entry] = []
    empty: list[int] = []
    for number, item in enumerate(items, 1):
        entry = finish_entry(_draft_entry(item, feed, name, version))
        if entry is None:
            empty.append(number)
        else:
            entries.append(entry)
    return Parsed(tuple(entries), FeedHead(name or None), name_empty("entry", empty))


def _read_document(text: str) -> dict[str, Any]:
    import feedparser

    try:
        # A stream: handed bytes or text, feedparser would look for a file of that name, or fetch it.
        document = feedparser.parse(
            io.BytesIO(_CLASHING.sub(_rename, text).encode("utf-8", "replace")),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _FAULTS as exc:
        raise ParseError(f"not a feed that can be read: {type(exc).__name__}") from exc
    return dict(document)


def _rename(tag: re.Match[str]) -> str:
    return f"<{tag[1]}other-{tag[2].replace(':', '-')}"


def _draft_entry(item: dict[str, Any], feed: dict[str, Any], feed_title: str, version: str) -> Draft:
    content, summary = _choose_bodies(item)
    source = _as_dict(item.get("source"))
    url = _as_text(item.get("feedburner_origlink")) or _find_link(item)
    inherits = version.startswith("atom")  # RFC 4287, 4.2.1; RSS knows an editor of the channel, no author
    return Draft(
        title=_read_marked(item, "title"),
        content=content,
        summary=summary,
        base=_find_stated(item, "base"),
        home=_as_text(feed.get("link")),
        guid=_as_text(item.get("id")),
        url=url,
        publication=read_title(_read_marked(source, "title")) or feed_title,
        published=_spell_date(item, "published") or _spell_date(item, "created"),
        updated=_spell_date(item, "updated"),
        authors=_list_authors(item) or _list_authors(source) or (_list_authors(feed) if inherits else ()),
        tags=tuple(
            _as_text(tag.get("label")) or _as_text(tag.get("term")) for tag in _as_dicts(item.get("tags"))
        ),
        language=_find_stated(item, "language") or _as_text(feed.get("language")),
        place=_as_text(item.get("georss_featurename")),
        enclosures=_list_enclosures(item),
    )


def _choose_bodies(item: dict[str, Any]) -> tuple[Marked, Marked]:
    """Return the full content and the summary.

    feedparser calls a second description (itunes:summary, media:description) content. Where that is plain and the
    first one is markup, the first is what the feed's author took more pains over.
    """
    summary = _read_marked(item, "summary")
    bodies = [body for one in _as_dicts(item.get("content")) if (body := _mark(one)).value.strip()]
    content = next((body for body in bodies if body.markup), max(bodies, key=_measure, default=Marked()))
    if not content.markup and len(summary.value) > len(content.value):
        return summary, content
    return content, summary


def _measure(body: Marked) -> int:
    return len(body.value)


def _read_marked(values: dict[str, Any], key: str) -> Marked:
    detail = _as_dict(values.get(f"{key}_detail"))
    return (
        _mark(detail) if detail.get("value") == values.get(key) else Marked(_as_text(values.get(key)), True)
    )


def _mark(detail: dict[str, Any]) -> Marked:
    stated = _as_text(detail.get("type")) or "text/html"
    markup = stated in _MARKUP_TYPES
    if not markup and not stated.startswith("text/"):
        return Marked()  # a picture in base64, another vocabulary of XML: nothing to read
    return Marked(_as_text(detail.get("value")), markup)


def _find_link(item: dict[str, Any]) -> str:
    link = _as_text(item.get("link"))
    if link:
        return link
    links = _as_dicts(item.get("links"))
    return next((_as_text(one.get("href")) for one in links if one.get("rel") == "alternate"), "")


def _find_stated(item: dict[str, Any], key: str) -> str:
    """Return the xml:base ("base") or xml:lang ("language") that holds for an entry's texts, or ""."""
    details = [
        *_as_dicts(item.get("content")),
        _as_dict(item.get("summary_detail")),
        _as_dict(item.get("title_detail")),
    ]
    return next((value for detail in details if (value := _as_text(detail.get(key)))), "")


def _spell_date(item: dict[str, Any], key: str) -> str:
    """Return a date as it is stated; in ISO where feedparser alone can read it (Korean, Greek, Hungarian)."""
    stated = _as_text(item.get(key)).strip()
    parsed = item.get(f"{key}_parsed")
    if stated.isascii() or not isinstance(parsed, tuple):
        return stated
    try:
        known = parse_date(stated)
    except ImpossibleDate:
        return stated
    year, month, day, hour, minute, second = parsed[:6]
    return stated if known else f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"


def _list_authors(values: dict[str, Any]) -> tuple[str, ...]:
    people = _as_dicts(values.get("authors"))
    names = tuple(_as_text(one.get("name")) or _as_text(one.get("email")) for one in people)
    return tuple(filter(None, names)) or tuple(filter(None, (_as_text(values.get("author")),)))


def _list_enclosures(item: dict[str, Any]) -> tuple[Enclosure, ...]:
    found = []
    for link in _as_dicts(item.get("links")):
        if link.get("rel") == "enclosure":
            kind = _as_text(link.get("type"))
            # feedparser's own word for an Atom link that states no type.
            kind = "" if kind == "text/html" else kind
            found.append(Enclosure(_as_text(link.get("href")), kind, read_length(link.get("length"))))
    for media in _as_dicts(item.get("media_content")):
        found.append(
            Enclosure(
                _as_text(media.get("url")), _as_text(media.get("type")), read_length(media.get("filesize"))
            )
        )
    return tuple(found)


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _as_dict(value: object) -> dict[str, Any]:
    # A plain one: feedparser's own has aliases (updated is published, where there is no other).
    return dict(value) if isinstance(value, dict) else {}


def _as_dicts(value: object) -> list[dict[str, Any]]:
    return [dict(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []
