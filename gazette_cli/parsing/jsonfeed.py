"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/). feedparser 6 does not read it."""

import json
from typing import Any

from gazette_cli.errors import ParseError
from gazette_cli.models import Enclosure, Entry, Parsed
from gazette_cli.parsing.decode import decode
from gazette_cli.parsing.drafting import (
    Draft,
    Marked,
    finish_entry,
    name_empty,
    read_length,
    read_line,
    read_url,
)
from gazette_cli.subscription import FeedHead

_LONGEST_NUMBER = 18  # digits
_LONGEST_DURATION = 1_000_000  # seconds


def parse_json_feed(data: bytes, base: str = "") -> Parsed:
    """Return the entries of a JSON Feed in the document's order, and what the feed says of itself.

    `base` is the URL that it came from: relative links are relative to it where the feed states nothing better.
    A value of the wrong type is as one that is not stated; an item that is no object, or says nothing, is left out with
    a warning. Raises ParseError where `data` is not JSON, or no JSON Feed.
    """
    try:
        document = load_json(decode_json(data))
    except ValueError as exc:
        raise ParseError("not a JSON Feed: not JSON") from exc
    if not is_json_feed(document):
        raise ParseError("not a JSON Feed: no list of items")
    assert isinstance(document, dict)
    title = read_line(as_text(document.get("title")))
    home = _find_home(document, base)
    entries: list[Entry] = []
    empty: list[int] = []
    for number, item in enumerate(as_list(document.get("items")), 1):
        entry = finish_entry(_draft_item(item, document, title, home)) if isinstance(item, dict) else None
        if entry is None:
            empty.append(number)
        else:
            entries.append(entry)
    head = FeedHead(title or None, read_url(as_text(document.get("home_page_url")), base))
    return Parsed(tuple(entries), head, name_empty("item", empty))


def decode_json(data: bytes) -> str:
    """Return the text of a JSON document: UTF-8, as RFC 8259 has it, else whatever decode makes of it."""
    try:
        # As it is: what ends a line elsewhere (U+2028) is part of a string here.
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return decode(data)


def load_json(text: str) -> object:
    """Return the value that `text` holds (RFC 8259; line ends in strings are let pass). Raises ValueError.

    A number of more digits than any id is a float, so that none takes the square of its length to read.
    """
    try:
        value: object = json.loads(text, strict=False, parse_int=_read_number)
    except RecursionError as exc:
        raise ValueError("nested too deep") from exc
    return value


def is_json(text: str) -> bool:
    """Say whether `text` is one JSON value."""
    try:
        load_json(text)
    except ValueError:
        return False
    return True


def is_json_feed(document: object) -> bool:
    """Say whether a JSON value is a JSON Feed: it has a list of items, or names a version of the format."""
    if not isinstance(document, dict):
        return False
    items = document.get("items")
    return isinstance(items, list) or (
        items is None and "jsonfeed.org/version/" in as_text(document.get("version"))
    )


def as_text(value: object) -> str:
    """Return a string as it is, and "" for anything else."""
    return value if isinstance(value, str) else ""


def as_list(value: object) -> list[Any]:
    """Return a list as it is, and an empty one for anything else."""
    return value if isinstance(value, list) else []


def _read_number(digits: str) -> int | float:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float(digits)


def _draft_item(item: dict[str, Any], feed: dict[str, Any], feed_title: str, home: str) -> Draft:
    markup = as_text(item.get("content_html"))
    url = as_text(item.get("url")) or as_text(item.get("external_url"))
    guid = _read_id(item.get("id"))
    attachments = [one for one in as_list(item.get("attachments")) if isinstance(one, dict)]
    if not url and guid.startswith(("http://", "https://")):
        url = guid
    return Draft(
        title=Marked(as_text(item.get("title"))),
        content=Marked(markup, True) if markup.strip() else Marked(as_text(item.get("content_text"))),
        summary=Marked(as_text(item.get("summary"))),
        home=home,
        guid=guid,
        url=url,
        publication=feed_title,
        published=as_text(item.get("date_published")),
        updated=as_text(item.get("date_modified")),
        authors=_list_authors(item) or _list_authors(feed),
        tags=tuple(as_text(tag) for tag in as_list(item.get("tags"))),
        language=as_text(item.get("language")) or as_text(feed.get("language")),
        enclosures=tuple(
            Enclosure(
                as_text(one.get("url")), as_text(one.get("mime_type")), read_length(one.get("size_in_bytes"))
            )
            for one in attachments
        ),
        image=as_text(item.get("image")) or as_text(item.get("banner_image")),
        duration=next(filter(None, map(_read_duration, attachments)), ""),
    )


def _read_duration(attachment: dict[str, Any]) -> str:
    seconds = attachment.get("duration_in_seconds")
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return ""
    return str(int(seconds)) if 0 < seconds < _LONGEST_DURATION else ""


def _read_id(value: object) -> str:
    # 1.0 lets an id be a number, and says to read it as its text.
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return as_text(value)


def _find_home(feed: dict[str, Any], base: str) -> str:
    addresses = (as_text(feed.get(key)) for key in ("home_page_url", "feed_url"))
    return next((address for address in addresses if address.startswith("http")), base)


def _list_authors(values: dict[str, Any]) -> tuple[str, ...]:
    # 1.0 has one author, 1.1 a list; an author may be known by an address alone.
    people = [*as_list(values.get("authors")), values.get("author")]
    names = (as_text(one.get("name")) or as_text(one.get("url")) for one in people if isinstance(one, dict))
    return tuple(filter(None, names))
