"""Subscriptions as OPML 2.0 (http://opml.org/spec2.opml): folders from tags, in the order of the library.

`text` is what the reader calls a feed, `title` what it calls itself. What OPML has no word for, and an import of ours
needs to be lossless, stands in attributes of a namespace of our own, where it is needed: the place in the library of a
feed whose folders put it elsewhere, that a title is the reader's where text and title don't tell, and a tag that no
path of folders stands for.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from gazette_cli.subscription import Subscription
from gazette_cli.text import clean_line

NAMESPACE = "https://gazette.invalid/opml"

# What is in a folder, in order: ("folder", name), ("tag", a tag that no path says) and ("feed", id).
_Folder: TypeAlias = "dict[tuple[str, str], _Folder | Subscription]"

# Of what is nested deeper, or named at greater length, readers make what they like.
_DEEPEST = 16
_LONGEST = 400  # characters

_FORBIDDEN = re.compile("[\x00-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_PATH_PART = re.compile(r"(?:[^/]|//)+")


def render_opml(
    feeds: Sequence[tuple[Subscription, Sequence[str]]], *, ascii_only: bool = False
) -> Iterator[str]:
    """Yield the lines of an OPML document of `feeds`, each with its tags, in the order of the library.

    No credentials are in it (a URL has none), no date, and no character that XML forbids. With `ascii_only` all that
    is not ASCII is written as a character reference.
    """
    lines = _render_lines(feeds)
    if ascii_only:
        return (line.encode("ascii", "xmlcharrefreplace").decode("ascii") for line in lines)
    return lines


def split_tag(tag: str) -> list[str]:
    """Return the names of the folders that a tag stands for; a "/" in a name is written "//" in the tag."""
    return [part.replace("//", "/") for part in _PATH_PART.findall(tag)]


def _render_lines(feeds: Sequence[tuple[Subscription, Sequence[str]]]) -> Iterator[str]:
    root: _Folder = {}
    for feed, tags in feeds:
        for tag in filter(None, map(_read_line, tags)):
            _find_folder(root, tag)["feed", str(feed.source_id)] = feed
        if not any(map(_read_line, tags)):
            root["feed", str(feed.source_id)] = feed
    order = list(dict.fromkeys(_walk(root)))
    placed = order != [feed.source_id for feed, _ in feeds]
    places = {feed.source_id: number for number, (feed, _) in enumerate(feeds, 1)} if placed else {}
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<opml version="2.0" xmlns:gazette="{NAMESPACE}">'
    yield "  <head>"
    yield "    <title>gazette</title>"
    yield "  </head>"
    yield "  <body>"
    yield from _render_folder(root, places, "    ")
    yield "  </body>"
    yield "</opml>"


def _find_folder(root: _Folder, tag: str) -> _Folder:
    parts = [_read_line(part) for part in split_tag(tag)]
    said = "/".join(part.replace("/", "//") for part in parts)
    if said != tag or not all(parts) or len(parts) > _DEEPEST or len(tag) > _LONGEST:
        # No path says it ("/a"): a folder of that name, which an import of ours takes for what it is.
        return _open(root, ("tag", tag))
    folder = root
    for part in parts:
        folder = _open(folder, ("folder", part))
    return folder


def _open(folder: _Folder, key: tuple[str, str]) -> _Folder:
    inner = folder.setdefault(key, {})
    assert isinstance(inner, dict)
    return inner


def _walk(root: _Folder) -> Iterator[int]:
    pending = [iter(root.values())]
    while pending:
        for inner in pending[-1]:
            if isinstance(inner, dict):
                pending.append(iter(inner.values()))
                break
            yield inner.source_id
        else:
            pending.pop()


def _render_folder(root: _Folder, places: dict[int, int], indent: str) -> Iterator[str]:
    # By hand, not by calling itself: a tag may have any number of levels.
    pending = [iter(root.items())]
    while pending:
        margin = indent + "  " * (len(pending) - 1)
        for (kind, name), inner in pending[-1]:
            if isinstance(inner, dict):
                attributes = {"text": name, "title": name, "gazette:tag": name if kind == "tag" else ""}
                yield f"{margin}<outline {_write_attributes(attributes)}>"
                pending.append(iter(inner.items()))
                break
            yield f"{margin}<outline {_write_attributes(_describe(inner, places.get(inner.source_id)))}/>"
        else:
            pending.pop()
            if pending:
                yield f"{margin[2:]}</outline>"


def _describe(feed: Subscription, place: int | None) -> dict[str, str]:
    text = _read_line(feed.title)
    own = _read_line(feed.own_title or "") if feed.titled else text
    if not feed.titled and text == feed.url:
        own = ""  # nothing better is known
    unclear = feed.titled and (not own or own == text)
    return {
        "type": "rss",
        "text": text or feed.url,
        "title": own,
        "xmlUrl": _FORBIDDEN.sub("", feed.url),
        "htmlUrl": _FORBIDDEN.sub("", feed.site or ""),
        "gazette:titled": "1" if unclear else "",
        "gazette:position": str(place) if place is not None else "",
    }


def _read_line(text: str) -> str:
    return unicodedata.normalize("NFC", _FORBIDDEN.sub("", clean_line(text)))


def _write_attributes(attributes: dict[str, str]) -> str:
    return " ".join(f'{name}="{_escape(value)}"' for name, value in attributes.items() if value)


def _escape(value: str) -> str:
    return "".join(_ESCAPES.get(character, character) for character in value)
