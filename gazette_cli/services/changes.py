"""What has changed in a folder (or a file) since it was last read goes into the library.

The way of a folder: scan (names, times, sizes), then one checksum of that against the one of last time. Equal: done.
Else the files that differ are read and parsed, and stored a batch a transaction, so that an interrupted one keeps what
it has and other gazettes can write in between; files that are gone are forgotten (their articles stay); last, the new
checksum is stored.
"""

import marshal
import sqlite3
import zlib
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from gazette_cli.errors import ParseError, SourceError
from gazette_cli.fetching import files
from gazette_cli.library import sources
from gazette_cli.library.connection import writing
from gazette_cli.models import Added

if TYPE_CHECKING:
    from gazette_cli.services.intake import Intake, Prepared

# A batch is full with as many files, or as many characters.
_BATCH = 1_000
_BATCH_SIZE = 16_000_000

Progress = Callable[[int, int], None]  # (files done, files in all)


def take_changes(
    db: sqlite3.Connection,
    source_id: int,
    root: str,
    scan: files.Scan,
    now: datetime,
    *,
    progress: Progress | None = None,
    patient: bool = True,
) -> Added:
    """Take in what `scan` of `root` found to differ from what the library knows of the source.

    `patient`: whether to wait for other gazettes (`connection.writing`). Raises LibraryError.
    """
    snapshot = take_snapshot(scan)
    if snapshot == sources.read_snapshot(db, source_id):
        return Added()
    from gazette_cli.services.intake import Intake

    taking = _Taking(db, source_id, root, Intake(db, now), now, patient)
    known = sources.read_files(db, source_id)
    present: dict[str, files.Found] = {}
    for found in scan.files:
        name = files.printable(found[0])
        if present.setdefault(name, found) is not found:
            taking.intake.fail(name, "its name is not UTF-8, and shown like that of another file")
    _forget_gone(db, source_id, known, present, scan, patient)
    changed = [(name, found) for name, found in present.items() if known.get(name) != found[1:]]
    for number, (name, found) in enumerate(changed, 1):
        taking.take(name, found)
        if taking.is_full() or number == len(changed):
            taking.store()
            if progress:
                progress(number, len(changed))
    for below, reason in scan.failures:
        taking.intake.fail(below, reason)
    if not taking.missed:
        with writing(db, patient=patient):
            known = sources.read_files(db, source_id)
            # Another gazette may have read an older state of a file meanwhile.
            if all(known.get(name) == found[1:] for name, found in present.items()):
                sources.write_snapshot(db, source_id, snapshot)
    return taking.intake.finish()


def take_snapshot(scan: files.Scan) -> bytes:
    """Return what tells this scan from one of another state of the folder."""
    # Version 2 of marshal says the same bytes for the same values, whoever else refers to them. A CRC: hashlib takes
    # longer to import than a list may take, and to miss a change once in four billion is seldom enough.
    said = marshal.dumps(tuple(scan), 2)
    return b"%d %08x" % (len(said), zlib.crc32(said))


class _Taking:
    """One run over a folder's files: parsed now, stored a batch at a time."""

    def __init__(
        self,
        db: sqlite3.Connection,
        source_id: int,
        root: str,
        intake: "Intake",
        now: datetime,
        patient: bool,
    ) -> None:
        self.intake = intake
        self.missed = False  # a file that is to be tried again though it has not changed
        self._db = db
        self._source_id = source_id
        self._root = root
        self._now = now
        self._patient = patient
        self._read: list[files.Found] = []
        self._prepared: list[Prepared] = []
        self._size = 0

    def take(self, name: str, found: files.Found) -> None:
        from gazette_cli.services.intake import explain, prepare_document

        try:
            data, mtime = files.read_file(f"{self._root}/{found[0]}")
        except SourceError as exc:
            self.intake.fail(name, exc.message.removeprefix(f"{self._root}/{found[0]}: "))
            if isinstance(exc.__cause__, PermissionError):
                # Said once, like a file that can't be parsed: a change of permissions is one that a scan sees.
                self._read.append((name, *found[1:]))
            else:
                self.missed = True
            return
        self._read.append((name, *found[1:]))
        try:
            prepared = prepare_document(name, data, mtime, self._now)
        except ParseError as exc:
            self.intake.fail(name, explain(exc, name))
            return
        self._prepared.append(prepared)
        self._size += prepared.size

    def is_full(self) -> bool:
        return len(self._read) >= _BATCH or self._size >= _BATCH_SIZE

    def store(self) -> None:
        if not self._read:
            return
        from gazette_cli.library.indexing import writing_articles

        with writing_articles(self._db, patient=self._patient):
            for prepared in self._prepared:
                self.intake.store(self._source_id, prepared)
            sources.write_files(self._db, self._source_id, self._read)
        self._read, self._prepared, self._size = [], [], 0


def _forget_gone(
    db: sqlite3.Connection,
    source_id: int,
    known: dict[str, tuple[int, int]],
    present: dict[str, files.Found],
    scan: files.Scan,
    patient: bool,
) -> None:
    # Before anything is stored: of two copies the one that is left is the article's.
    closed = tuple("" if below == "." else f"{files.printable(below)}/" for below, _ in scan.failures)
    gone = [name for name in known if name not in present and not name.startswith(closed)]
    if gone:
        with writing(db, patient=patient):
            sources.forget_files(db, source_id, gone)
