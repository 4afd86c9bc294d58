"""Feeds in XML that are not as they should be, read through feedparser: RSS, RDF and Atom of any kind."""

import io
import re
from typing import Any
from xml.sax import SAXException

from gazette_cli.errors import ParseError
from gazette_cli.models import Enclosure, Entry, Parsed
from gazette_cli.parsing.dates import ImpossibleDate, parse_date
from gazette_cli.parsing.drafting import Draft, Marked, finish_entry, name_empty, read_title
from gazette_cli.parsing.feedbody import choose_bodies, choose_caption, is_page
from gazette_cli.parsing.feedparts import choose_duration, choose_image, list_medias, make_enclosure
from gazette_cli.parsing.feedtexts import (
    choose_address,
    choose_home,
    describe_feed,
    looks_like_markup,
    read_author,
)
from gazette_cli.parsing.urls import join_url
from gazette_cli.parsing.xmltext import prepare_xml, refuse_traps

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
# What a picture shows, or a film: to feedparser another description of the entry, and no telling which is which.
_CAPTION = re.compile(r"<(/?)media:description(?=[\s/>])[^<>]*?(/?)>", re.IGNORECASE)
_CAPTION_NAME = "other-caption"
_MARKUP_TYPES = ("text/html", "application/xhtml+xml")
_CLOCK = re.compile(r"\d:([0-5]\d)")
_LONGEST_HEAD = 65_536  # characters in which a feed lists when not to come
_LONGEST_LIST = 4_096


def parse_lenient(data: bytes, base: str = "") -> Parsed:
    """Return the entries of an XML feed in the document's order, and what the feed says of itself.

    Each entry takes the feed's language and title for what it does not state itself. One that says nothing is left
    out with a warning. `base` is the URL that the feed came from. The time this takes is not bounded: feedparser has
    inputs that cost it the square of their length, of which refuse_traps knows those that are cheap to see. Data from
    the network belongs in a process that can be killed. Raises ParseError where `data` is no feed.
    """
    text = prepare_xml(data)
    refuse_traps(text)
    document = _read_document(text)
    feed = _as_dict(document.get("feed"))
    version = _as_text(document.get("version"))
    items = _as_dicts(document.get("entries"))
    if not version and not items:
        raise ParseError("not a feed: neither RSS nor Atom")
    alternates = _list_alternates(_as_dicts(feed.get("links")))
    link = choose_address(_as_text(feed.get("link")), *alternates, _as_text(feed.get("id")))
    head = describe_feed(
        read_title(_read_marked(feed, "title", version)),
        link,
        base=base,
        ttl=_as_text(feed.get("ttl")),
        period=_as_text(feed.get("sy_updateperiod")),
        frequency=_as_text(feed.get("sy_updatefrequency")),
        hours=_list_skips(text, "skiphours", "hour"),
        days=_list_skips(text, "skipdays", "day"),
    )
    home = choose_home(link, base)
    entries: list[Entry] = []
    empty: list[int] = []
    for number, item in enumerate(items, 1):
        draft = _draft_entry(item, feed, head.title or "", version)
        entry = finish_entry(draft._replace(home=home, base=join_url(base, draft.base) if draft.base else ""))
        if entry is None:
            empty.append(number)
        else:
            entries.append(entry)
    return Parsed(tuple(entries), head, name_empty("entry", empty))


def _read_document(text: str) -> dict[str, Any]:
    import feedparser

    text = _CAPTION.sub(rf"<\1{_CAPTION_NAME}\2>", _CLASHING.sub(_rename, text))
    try:
        # A stream: handed bytes or text, feedparser would look for a file of that name, or fetch it.
        document = feedparser.parse(
            io.BytesIO(text.encode("utf-8", "replace")),
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except _FAULTS as exc:
        raise ParseError(f"not a feed that can be read: {type(exc).__name__}") from exc
    return dict(document)


def _rename(tag: re.Match[str]) -> str:
    return f"<{tag[1]}other-{tag[2].replace(':', '-')}"


def _list_skips(text: str, whole: str, part: str) -> list[str]:
    """Return the hours or days that a feed lists; feedparser keeps the last of them."""
    found = re.search(rf"<{whole}[\s>]", text[:_LONGEST_HEAD], re.IGNORECASE)
    if found is None:
        return []
    inside = text[found.start() : found.start() + _LONGEST_LIST]
    end = re.search(rf"</{whole}", inside, re.IGNORECASE)
    return re.findall(
        rf"<{part}[^<>]*>(?:<!\[CDATA\[)?([^<>\]]*)", inside[: end.start() if end else None], re.IGNORECASE
    )


def _draft_entry(item: dict[str, Any], feed: dict[str, Any], feed_title: str, version: str) -> Draft:
    contents = _as_dicts(item.get("content"))
    content, summary = choose_bodies(
        [_mark(one, version) for one in contents], _read_marked(item, "summary", version)
    )
    content = choose_caption(content, summary, _as_text(item.get(_CAPTION_NAME)).strip())
    source = _as_dict(item.get("source"))
    links = _as_dicts(item.get("links"))
    medias = _as_dicts(item.get("media_content"))
    medias = [{key: _as_text(value) for key, value in one.items()} for one in medias]
    thumbnails = (_as_text(one.get("url")) for one in _as_dicts(item.get("media_thumbnail")))
    page, files = _sort_sources(contents)
    inherits = version.startswith("atom")  # RFC 4287, 4.2.1; RSS knows an editor of the channel, no author
    return Draft(
        title=_read_marked(item, "title", version),
        content=content,
        summary=summary,
        base=_find_stated(item, "base"),
        guid=_as_text(item.get("id")),
        url=choose_address(
            _as_text(item.get("feedburner_origlink")),
            _as_text(item.get("link")),
            *_list_alternates(links),
            page,
        ),
        publication=read_title(_read_marked(source, "title", version)) or feed_title,
        published=_spell_date(item, "published") or _spell_date(item, "created"),
        updated=_spell_date(item, "updated"),
        authors=_list_authors(item) or _list_authors(source) or (_list_authors(feed) if inherits else ()),
        tags=tuple(
            _as_text(tag.get("label")) or _as_text(tag.get("term")) for tag in _as_dicts(item.get("tags"))
        ),
        language=_as_text(item.get("language")).replace("_", "-")
        or _find_stated(item, "language")
        or _as_text(feed.get("language")),
        place=_as_text(item.get("georss_featurename")),
        enclosures=(*_list_enclosures(links), *list_medias(medias), *files),
        comments=_as_text(item.get("comments")) or _find_replies(links),
        image=choose_image(
            medias, _as_text(_as_dict(item.get("image")).get("href")), next(filter(None, thumbnails), "")
        ),
        duration=_as_text(item.get("itunes_duration")) or choose_duration(medias),
    )


def _sort_sources(contents: list[dict[str, Any]]) -> tuple[str, list[Enclosure]]:
    """Return what the contents that are elsewhere come to: the address of a page, and files."""
    page = ""
    files = []
    for one in contents:
        address, kind = _as_text(one.get("src")), _as_text(one.get("type"))
        if address and (is_page(kind) or kind == "text/plain"):
            page = page or address
        elif address:
            files.append(Enclosure(address, kind))
    return page, files


def _read_marked(values: dict[str, Any], key: str, version: str) -> Marked:
    detail = _as_dict(values.get(f"{key}_detail"))
    # An empty title keeps that of a picture from being the title, but for its details.
    if detail.get("value") == values.get(key) or not values.get(key):
        return _mark(detail, version)
    return Marked(_as_text(values.get(key)), True)


def _mark(detail: dict[str, Any], version: str) -> Marked:
    stated = _as_text(detail.get("type")) or "text/html"
    markup = stated in _MARKUP_TYPES
    if not markup and not stated.startswith("text/"):
        return Marked()  # a picture in base64, another vocabulary of XML: nothing to read
    value = _as_text(detail.get("value"))
    return Marked(
        value, markup or (stated == "text/plain" and version[:4] != "atom" and looks_like_markup(value))
    )


def _list_alternates(links: list[dict[str, Any]]) -> list[str]:
    return [_as_text(one.get("href")) for one in links if one.get("rel") == "alternate"]


def _find_replies(links: list[dict[str, Any]]) -> str:
    pages = (one for one in links if one.get("rel") == "replies" and is_page(_as_text(one.get("type"))))
    return next((_as_text(one.get("href")) for one in pages), "")


def _find_stated(item: dict[str, Any], key: str) -> str:
    """Return the xml:base ("base") or xml:lang ("language") that holds for an entry's texts, or ""."""
    details = [
        *_as_dicts(item.get("content")),
        _as_dict(item.get("summary_detail")),
        _as_dict(item.get("title_detail")),
    ]
    return next((value for detail in details if (value := _as_text(detail.get(key)))), "")


def _spell_date(item: dict[str, Any], key: str) -> str:
    """Return a date as it is stated; in ISO where feedparser alone can read it (Greek, say)."""
    stated = _as_text(item.get(key)).strip()
    parsed = item.get(f"{key}_parsed")
    if stated.isascii() or not isinstance(parsed, tuple):
        return stated
    try:
        known = parse_date(stated)
    except ImpossibleDate:
        return stated
    year, month, day, hour, minute, second = parsed[:6]
    clock = _CLOCK.search(stated)
    numbers = {int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", stated)}
    # What it does not know it makes up: of Korean dates, 1 November. The zone may move the day, but not by two.
    if known or not numbers & {day - 1, day, day + 1} or (clock is not None and int(clock[1]) != minute):
        return stated
    return f"{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z"


def _list_authors(values: dict[str, Any]) -> tuple[str, ...]:
    people = _as_dicts(values.get("authors"))
    names = tuple(_as_text(one.get("name")) or _as_text(one.get("email")) for one in people)
    # The text of the last one is at hand, and feedparser cuts an address where its domain is longer than four letters.
    stated = read_author(_as_text(values.get("author")))
    return (stated,) if stated and len(people) < 2 else tuple(filter(None, names))


def _list_enclosures(links: list[dict[str, Any]]) -> list[Enclosure]:
    return [
        make_enclosure(_as_text(link.get("href")), _as_text(link.get("type")), link)
        for link in links
        if link.get("rel") == "enclosure"
    ]


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _as_dict(value: object) -> dict[str, Any]:
    # A plain one: feedparser's own has aliases (updated is published, where there is no other).
    return dict(value) if isinstance(value, dict) else {}


def _as_dicts(value: object) -> list[dict[str, Any]]:
    return [dict(one) for one in value if isinstance(one, dict)] if isinstance(value, list) else []
