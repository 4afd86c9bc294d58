"""A document's bytes become articles of the library: parse, settle dates, name each entry; then store, and count.

In two steps, so that the library is locked for the second alone.
"""

import sqlite3
from collections import Counter
from datetime import UTC, datetime
from hashlib import blake2b
from typing import NamedTuple

from gazette_cli.errors import ParseError, SourceError
from gazette_cli.library import storing
from gazette_cli.library.schema import BELOW
from gazette_cli.models import DATED_DAY, DATED_FILE, DATED_SEEN, Added, Entry, Parsed
from gazette_cli.parsing.document import parse_document

_DAY = 24 * 60 * 60  # seconds
# Bytes of a feed that can't cost feedparser more than a moment, whatever they are.
_SMALL = 16_384


class Prepared(NamedTuple):
    """A document that is ready to be stored: (guid, entry, its date) of each entry, and remarks, (path, line) each."""

    entries: list[tuple[str, Entry, storing.Moment]]
    warnings: list[tuple[str, str]]

    @property
    def size(self) -> int:
        """Some measure of the memory it takes, in characters."""
        return sum(len(entry.text) + len(entry.html or "") for _, entry, _ in self.entries)


def prepare_document(path: str, data: bytes, changed: float | None, now: datetime) -> Prepared:
    """Parse the document called `path`. `changed`: when, in seconds since the epoch; None: unknown. `now` is aware.

    Raises ParseError when it holds nothing that can be read.
    """
    parsed = parse_document(data, path, lenient=None if len(data) < _SMALL else _read_bounded)
    warnings = [(path, warning) for warning in parsed.warnings]
    if len(parsed.entries) == 1 and not parsed.entries[0].guid and changed is not None:
        guids = [path]
    else:
        guids = [f"{path}{BELOW}{name}" for name in name_entries(parsed.entries)]
    prepared = []
    for guid, entry in zip(guids, parsed.entries, strict=True):
        warnings += [(path, warning) for warning in entry.warnings]
        prepared.append((guid, entry, settle_entry(entry, changed, now)))
    if parsed.head is not None:
        # A feed has the newest first; of what has one date, or none, the higher number is listed as the newer one.
        prepared.reverse()
    return Prepared(prepared, warnings)


class Intake:
    """Stores documents, and counts. `now` is aware."""

    def __init__(self, db: sqlite3.Connection, now: datetime) -> None:
        self._db = db
        self._now = int(now.timestamp())
        self._counts: Counter[str] = Counter()
        self._failures: list[tuple[str, str]] = []
        self._warnings: list[tuple[str, str]] = []

    def store(self, source_id: int, prepared: Prepared) -> None:
        """Store a document, inside `indexing.writing_articles`."""
        self._warnings += prepared.warnings
        for guid, entry, moment in prepared.entries:
            stored = storing.store_entry(self._db, source_id, guid, entry, moment, self._now)
            self._counts[stored.outcome] += 1

    def fail(self, path: str, reason: str) -> None:
        """Note a document that can't be read."""
        self._failures.append((path, reason))

    def finish(self) -> Added:
        """Return the outcome so far."""
        return Added(
            self._counts[storing.NEW],
            self._counts[storing.UPDATED],
            self._counts[storing.UNCHANGED],
            tuple(self._failures),
            tuple(self._warnings),
        )


def explain(exc: ParseError, path: str) -> str:
    """Return why a document can't be read, without the name that is said before it."""
    return exc.message.removeprefix(f"{path}: ")


def _read_bounded(data: bytes) -> Parsed:
    from gazette_cli.parsing.lenient import parse_lenient
    from gazette_cli.services.bounded import run_bounded

    try:
        parsed: Parsed = run_bounded(parse_lenient, data)
    except SourceError as exc:
        raise ParseError(exc.message) from exc
    return parsed


def settle_entry(entry: Entry, changed: float | None, now: datetime) -> storing.Moment:
    """Return the date that an entry is filed under: its own, else its file's (epoch seconds), else `now`.

    One that claims the future is dated when it was first seen, and so is not the newest for years.
    """
    if entry.published is not None:
        moment = _make_moment(entry.published, entry.dated)
        # A day has not ended everywhere when it has here.
        late = now.timestamp() + (_DAY if entry.dated == DATED_DAY else 0)
        if moment.published <= late or changed is not None:
            return moment
        return _make_moment(now, DATED_SEEN)
    if changed is None:
        return _make_moment(now, DATED_SEEN)
    try:
        # A file from the future (a wrong clock, another time zone's disk) is not newer than now.
        instant = min(datetime.fromtimestamp(changed, UTC), now)
    except (OverflowError, ValueError, OSError):
        instant = now
    return _make_moment(instant.astimezone(), DATED_FILE)


def _make_moment(when: datetime, dated: str) -> storing.Moment:
    if when.utcoffset() is None:
        try:
            # A page that states no zone means its reader's.
            when = when.astimezone()
        except (OverflowError, ValueError, OSError):
            when = when.replace(tzinfo=UTC)
    offset = when.utcoffset()
    return storing.Moment(int(when.timestamp()), int(offset.total_seconds() // 60) if offset else 0, dated)


def name_entries(entries: tuple[Entry, ...]) -> list[str]:
    """Return what the entries of one document are called: as each says itself, else by its words; no two alike.

    A name that several claim is no name: each of them is told by its link, or where that says no more by its words, so
    that it keeps the same name when entries are put before it or taken away. What is there twice, word for word, is
    counted.
    """
    stated = [entry.guid or entry.url or "" for entry in entries]
    claims = Counter(stated)
    links = Counter(entry.url for entry in entries)
    names = []
    seen: Counter[str] = Counter()
    for entry, name in zip(entries, stated, strict=True):
        if not name or claims[name] > 1:
            own = entry.url if entry.url and entry.url != name and links[entry.url] == 1 else _digest(entry)
            name = f"{name} {own}".lstrip()
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} {seen[name]}")
    return names


def _digest(entry: Entry) -> str:
    said = f"{entry.title}\0{entry.text}\0{entry.published or ''}"
    return blake2b(said.encode("utf-8", "replace"), digest_size=8).hexdigest()
