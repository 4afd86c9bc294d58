"""A document's bytes become articles of the library: parse, settle dates, name each entry, store, count."""

import sqlite3
from datetime import UTC, datetime
from hashlib import blake2b

from gazette_cli.errors import ParseError
from gazette_cli.library import storing
from gazette_cli.models import DATED_FILE, DATED_SEEN, Added, Entry
from gazette_cli.parsing.document import parse_document


class Intake:
    """Takes documents in, and counts. `now` is aware. Its `take_document` runs inside `connection.writing`."""

    def __init__(self, db: sqlite3.Connection, now: datetime) -> None:
        self._db = db
        self._now = now
        self._counts = {storing.NEW: 0, storing.UPDATED: 0, storing.UNCHANGED: 0}
        self.failures: list[tuple[str, str]] = []
        self.warnings: list[tuple[str, str]] = []

    def take_document(self, source_id: int, path: str, data: bytes, changed: float | None) -> None:
        """Store what the document called `path` holds. `changed`: when, in seconds since the epoch; None: unknown.

        Raises ParseError when it holds nothing that can be read.
        """
        parsed = parse_document(data, path)
        for warning in parsed.warnings:
            self.warnings.append((path, warning))
        names: set[str] = set()
        single = len(parsed.entries) == 1 and not parsed.entries[0].guid
        for entry in parsed.entries:
            for warning in entry.warnings:
                self.warnings.append((path, warning))
            guid = path if single and changed is not None else f"{path}#{_name_entry(entry, names)}"
            moment = self._settle(entry, changed)
            now = int(self._now.timestamp())
            self._counts[storing.store_entry(self._db, source_id, guid, entry, moment, now)] += 1

    def fail(self, path: str, reason: str) -> None:
        """Note a document that can't be read."""
        self.failures.append((path, reason))

    def finish(self) -> Added:
        """Return the outcome so far."""
        return Added(
            self._counts[storing.NEW],
            self._counts[storing.UPDATED],
            self._counts[storing.UNCHANGED],
            tuple(self.failures),
            tuple(self.warnings),
        )

    def _settle(self, entry: Entry, changed: float | None) -> storing.Moment:
        if entry.published is not None:
            return _make_moment(entry.published, entry.dated)
        if changed is None:
            return _make_moment(self._now, DATED_SEEN)
        # A file from the future (a wrong clock, another time zone's disk) is not newer than now.
        instant = min(datetime.fromtimestamp(changed, UTC), self._now)
        return _make_moment(instant.astimezone(), DATED_FILE)


def explain(exc: ParseError, path: str) -> str:
    """Return why a document can't be read, without the name that is said before it."""
    return exc.message.removeprefix(f"{path}: ")


def _make_moment(when: datetime, dated: str) -> storing.Moment:
    if when.utcoffset() is None:
        try:
            # A page that states no zone means its reader's.
            when = when.astimezone()
        except (OverflowError, ValueError, OSError):
            when = when.replace(tzinfo=UTC)
    offset = when.utcoffset()
    return storing.Moment(int(when.timestamp()), int(offset.total_seconds() // 60) if offset else 0, dated)


def _name_entry(entry: Entry, names: set[str]) -> str:
    """Return what an entry of a document of several is called: as it says itself, else by its words; never twice."""
    words = blake2b(f"{entry.title}\0{entry.text}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    name = entry.guid or entry.url or words
    if name in names:
        name = f"{name} {words}"
    names.add(name)
    return name
