"""What is to be known of an entry before it is stored, all of it made of the entry alone.

It is most of the work of storing one, and needs no library: another process may do it.
"""

import json
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

from gazette_cli import stems, words
from gazette_cli.library.indexing import Row, make_row
from gazette_cli.library.links import Page, make_page, normalize_link
from gazette_cli.models import Entry

_SUMMARY_LENGTH = 280  # characters
_WORDS_PER_MINUTE = 230


class Moment(NamedTuple):
    """An entry's date as it is stored: `published` in seconds since the epoch, the offset in minutes."""

    published: int
    utc_offset: int
    dated: str


class Studied(NamedTuple):
    """What `study_entry` finds. `digest` is `digest_entry`, `words_digest` is `digest_words`, `row` is the index's.

    `enclosures` are JSON or None.
    """

    digest: bytes
    words_digest: bytes
    title_key: str
    words: int
    minutes: int
    summary: str
    enclosures: str | None
    page: Page
    row: Row


class Delivery(NamedTuple):
    """An entry on its way into the library: see `storing.store_entry`."""

    source_id: int
    guid: str
    entry: Entry
    moment: Moment
    now: int
    studied: Studied
    present: frozenset[str]
    shared: frozenset[str]


def study_entry(entry: Entry, digest: bytes | None = None) -> Studied:
    """Return what is to be known of `entry` before it is stored. `digest`: `digest_entry` of it, where it is known."""
    body_stems, count = stems.study_text(entry.text, entry.language)
    title_key = words.fold(entry.title)
    return Studied(
        digest or digest_entry(entry),
        digest_words(entry),
        title_key,
        count,
        count_minutes(count),
        _summarise(entry),
        json.dumps(entry.enclosures) if entry.enclosures else None,
        make_page(entry.url, title_key),
        make_row(entry.title, entry.text, entry.author, entry.place, entry.language, body_stems),
    )


def digest_entry(entry: Entry) -> bytes:
    """Return a digest of all that a source says in `entry`: another one means an edit."""
    # The long parts as they are; the rest, which may be anything, as Python spells it.
    rest = (
        entry.title,
        entry.url,
        entry.publication,
        entry.published and entry.published.isoformat(),
        entry.author,
        entry.place,
        entry.language,
        entry.tags,
        entry.summary,
        tuple(map(tuple, entry.enclosures)),
        entry.html is None,
    )
    told = repr(rest)
    # Apart: a digest that was stored before there was any of these still holds.
    if more := tuple(filter(None, (entry.comments, entry.image, entry.duration))):
        told += repr(more)
    return _digest("\0".join((told, entry.text, entry.html or "")))


def digest_words(entry: Entry) -> bytes:
    """Return a digest of the headline and the text: the same words twice are one article."""
    # An entry without a text is told by its address as well: "Weather today" is another one every day.
    return _digest(f"{entry.title}\0{entry.text or entry.url or ''}")


def find_shared(entries: Sequence[Entry]) -> frozenset[str]:
    """Return the URLs of the entries of one document that lead to the page of another entry of it."""
    stated = {entry.url: normalize_link(entry.url) for entry in entries if entry.url}
    claims = Counter(stated[entry.url] for entry in entries if entry.url)
    return frozenset(url for url, link in stated.items() if claims[link] > 1)


def count_minutes(count: int) -> int:
    """Return how many minutes it takes to read `count` words."""
    return -(-count // _WORDS_PER_MINUTE) if count else 0


def _summarise(entry: Entry) -> str:
    summary = " ".join((entry.summary or entry.text[: _SUMMARY_LENGTH * 2]).split())
    if len(summary) <= _SUMMARY_LENGTH:
        return summary
    return summary[:_SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
