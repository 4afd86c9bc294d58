"""What is done to the body of a feed before it meets the library: pure work, done in a process that can be killed."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import NamedTuple

from gazette_cli.errors import ParseError
from gazette_cli.library.storing import Moment, Studied, find_shared, study_entry
from gazette_cli.models import Entry, Parsed
from gazette_cli.services.intake import name_entries, settle_entry
from gazette_cli.subscription import FeedHead

_SMALLEST = b"<rss version='2.0'><channel><item><title>One</title></item></channel></rss>"


class Job(NamedTuple):
    """A body to be read. `url` is the one it came from, `now` is aware; `fresh`: nothing of this feed is known yet."""

    url: str
    body: bytes
    content_type: str
    now: datetime
    fresh: bool


class Item(NamedTuple):
    """An entry that is ready to be stored. `studied` is what costs time, where it is likely to be needed."""

    guid: str
    entry: Entry
    moment: Moment
    studied: Studied | None


class Work(NamedTuple):
    """What a body holds. `shared` are the links that several of its entries state."""

    head: FeedHead
    items: list[Item]
    shared: frozenset[str]
    warnings: tuple[str, ...]

    @property
    def size(self) -> int:
        """Some measure of the memory it takes, in characters."""
        return sum(len(item.entry.text) + len(item.entry.html or "") for item in self.items)


def read_feed(job: Job) -> Work:
    """Return the entries of a feed, RSS, Atom, RDF or JSON Feed. Raises ParseError where the body is none."""
    parsed = _parse(job)
    head = parsed.head
    if head is None:
        raise ParseError("not a feed: a web page")
    # Of a feed where all is new everything is needed; else the one entry in fifty that is.
    entries = tuple(_drop_own_name(entry, head) for entry in parsed.entries)
    items = [
        Item(guid, entry, settle_entry(entry, None, job.now), study_entry(entry) if job.fresh else None)
        for guid, entry in zip(name_entries(entries), entries, strict=True)
    ]
    warnings = [*parsed.warnings, *(warning for entry in entries for warning in entry.warnings)]
    return Work(head, items, find_shared(entries), tuple(warnings))


def warm_up() -> None:
    """Load all that reading a feed takes."""
    now = datetime(2000, 1, 1, tzinfo=UTC)
    read_feed(Job("http://feed.invalid/", _SMALLEST, "", now, fresh=True))


def _parse(job: Job) -> Parsed:
    from gazette_cli.parsing.document import parse_document

    if not job.body.strip():
        raise ParseError("an empty answer")
    kind = ".json" if job.body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in b"{[" else ".xml"
    return parse_document(_decode_as_told(job), kind, base=job.url)


def _decode_as_told(job: Job) -> bytes:
    """Return the body in UTF-8 where the server alone says what it is in (RFC 7303, 3)."""
    _, found, charset = job.content_type.partition("charset=")
    charset = charset.split(";")[0].strip(" \"'").lower()
    if not found or charset in ("", "utf-8", "utf8", "us-ascii") or b"encoding=" in job.body[:200]:
        return job.body
    from gazette_cli.parsing.decode import decode

    return decode(job.body, charset).encode("utf-8", "replace")


def _drop_own_name(entry: Entry, head: FeedHead) -> Entry:
    # What is called like its feed is called like its source, which the reader may rename.
    return replace(entry, publication=None) if entry.publication == head.title else entry
