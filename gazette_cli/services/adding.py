"""Files and folders become sources: `add_path` takes a new one in, `reread_sources` what has changed since.

The way of a folder: scan (names, times, sizes), then one digest of that against the digest of last time. Equal: done.
Else the files that differ are read, parsed and stored, a batch a transaction, so that an interrupted one keeps what it
has; files that are gone are forgotten (their articles stay); last, the new digest is stored.
"""

import marshal
import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from hashlib import blake2b
from typing import BinaryIO

from gazette_cli.errors import ParseError, SourceError
from gazette_cli.fetching import files
from gazette_cli.library import sources
from gazette_cli.library.connection import writing
from gazette_cli.models import Added, Source

_BATCH = 1_000  # files a transaction
SEEDS = "seeds"
_SEEDS_TITLE = "The bundled edition"
_SEEDS_DONE = "seeds"

Progress = Callable[[int, int], None]  # (files done, files in all)


def add_path(db: sqlite3.Connection, path: str, now: datetime, progress: Progress | None = None) -> Added:
    """Add a file or a folder as a source, and read it. What the library has already adds nothing.

    Raises SourceError where there is nothing to be read; one bad file of a folder is in the outcome instead.
    """
    location = os.path.realpath(path)
    if files.printable(location) != location:
        raise SourceError(
            f"{files.printable(location)}: its name is not UTF-8", path, "rename it, or its folder"
        )
    if os.path.isdir(location):
        return _add_folder(db, location, path, now, progress)
    return _add_file(db, location, path, now)


def add_stream(db: sqlite3.Connection, stream: BinaryIO, now: datetime) -> Added:
    """Add what an open stream (standard input) says. Raises ParseError where it holds nothing that can be read."""
    from gazette_cli.services.intake import Intake

    data = files.read_stream(stream)
    intake = Intake(db, now)
    with writing(db):
        source_id, _ = sources.add_source(db, "stdin", "-", "standard input", int(now.timestamp()))
        intake.take_document(source_id, "-", data, None)
    return intake.finish()


def add_seeds(db: sqlite3.Connection, folder: str, now: datetime) -> None:
    """Put the bundled edition into a library that has never held anything."""
    if sources.read_fact(db, _SEEDS_DONE) is not None:
        return
    from gazette_cli.services.intake import Intake

    with writing(db):
        if sources.read_fact(db, _SEEDS_DONE) is not None:
            return
        intake = Intake(db, now)
        source_id, _ = sources.add_source(db, SEEDS, SEEDS, _SEEDS_TITLE, int(now.timestamp()))
        read: list[files.Found] = []
        for found in files.scan_folder(folder, _is_supported()).files:
            data = files.read_file(f"{folder}/{found.path}")
            intake.take_document(source_id, found.path, data, found.mtime_ns / 1e9)
            read.append(found)
        sources.write_files(db, source_id, read)
        sources.write_fact(db, _SEEDS_DONE, "1")


def skip_seeds(db: sqlite3.Connection) -> None:
    """Keep the bundled edition out of this library (one that stands for a path, say)."""
    sources.write_fact(db, _SEEDS_DONE, "0")


def reread_sources(db: sqlite3.Connection, now: datetime) -> Added:
    """Take in what has changed in the files and folders that were added. A folder that is gone is a failure."""
    outcome = Added()
    for source in sources.list_sources(db, ("file", "folder")):
        try:
            if source.kind == "folder":
                outcome = _sum(outcome, _reread_folder(db, source, now, None))
            else:
                outcome = _sum(outcome, _reread_file(db, source, now))
        except SourceError as exc:
            outcome = _sum(
                outcome,
                Added(failures=((source.location, exc.message.removeprefix(f"{source.location}: ")),)),
            )
    return outcome


def _add_folder(
    db: sqlite3.Connection, location: str, path: str, now: datetime, progress: Progress | None
) -> Added:
    scan = files.scan_folder(location, _is_supported())
    if not scan.files and not scan.failures:
        raise SourceError(
            f"{path}: no articles in this folder",
            path,
            "gazette reads .txt .md .html .xml .rss .atom .json .jsonl, and .gz",
        )
    with writing(db):
        source_id, _ = sources.add_source(
            db, "folder", location, os.path.basename(location) or location, int(now.timestamp())
        )
    return _take_changes(db, source_id, location, scan, now, progress)


def _add_file(db: sqlite3.Connection, location: str, path: str, now: datetime) -> Added:
    from gazette_cli.services.intake import Intake, explain

    for source in sources.list_sources(db, ("folder",)):
        below = location.removeprefix(source.location + "/")
        if below != location and _is_supported()(os.path.basename(below)) and "/." not in f"/{below}":
            outcome = _reread_folder(db, source, now, None)
            return _sum(
                outcome, Added(warnings=((path, f"it belongs to {source.location}, which is read already"),))
            )
    found = files.find_file(location)
    data = files.read_file(location)
    intake = Intake(db, now)
    with writing(db):
        source_id, _ = sources.add_source(db, "file", location, found.path, int(now.timestamp()))
        try:
            intake.take_document(source_id, found.path, data, found.mtime_ns / 1e9)
        except ParseError as exc:
            raise ParseError(f"{path}: {explain(exc, found.path)}", path, exc.hint) from exc
        sources.write_files(db, source_id, [found])
    return intake.finish()


def _reread_file(db: sqlite3.Connection, source: Source, now: datetime) -> Added:
    known = sources.read_files(db, source.id)
    try:
        found = files.find_file(source.location)
    except SourceError:
        return Added()  # a file that is gone leaves its article, and may come back
    if known.get(found.path) == (found.mtime_ns, found.size):
        return Added()
    scan = files.Scan([found], [])
    return _take_changes(db, source.id, os.path.dirname(source.location), scan, now, None)


def _reread_folder(db: sqlite3.Connection, source: Source, now: datetime, progress: Progress | None) -> Added:
    scan = files.scan_folder(source.location, _is_supported())
    if _take_snapshot(scan) == sources.read_snapshot(db, source.id):
        return Added()
    return _take_changes(db, source.id, source.location, scan, now, progress)


def _take_changes(
    db: sqlite3.Connection,
    source_id: int,
    root: str,
    scan: files.Scan,
    now: datetime,
    progress: Progress | None,
) -> Added:
    from gazette_cli.services.intake import Intake, explain

    intake = Intake(db, now)
    known = sources.read_files(db, source_id)
    present = {files.printable(found.path): found for found in scan.files}
    changed = [
        (name, found) for name, found in present.items() if known.get(name) != (found.mtime_ns, found.size)
    ]
    whole = not scan.failures
    for start in range(0, len(changed) or 1, _BATCH):
        with writing(db):
            if start == 0:
                sources.forget_files(
                    db, source_id, (name for name in known if name not in present) if whole else ()
                )
            read: list[tuple[str, int, int]] = []
            for name, found in changed[start : start + _BATCH]:
                try:
                    data = files.read_file(f"{root}/{found.path}")
                except SourceError as exc:
                    # Not remembered as read: permissions change without a file's time or size.
                    intake.fail(name, exc.message.rpartition(": ")[2])
                    whole = False
                    continue
                try:
                    intake.take_document(source_id, name, data, found.mtime_ns / 1e9)
                except ParseError as exc:
                    intake.fail(name, explain(exc, name))
                read.append((name, found.mtime_ns, found.size))
            sources.write_files(db, source_id, read)
        if progress:
            progress(min(start + _BATCH, len(changed)), len(changed))
    for below, reason in scan.failures:
        intake.fail(below, reason)
    with writing(db):
        sources.write_snapshot(db, source_id, _take_snapshot(scan) if whole else None)
    return intake.finish()


def _take_snapshot(scan: files.Scan) -> bytes:
    # Version 2 of marshal says the same bytes for the same values, whoever else refers to them.
    return blake2b(
        marshal.dumps(([(*found,) for found in scan.files], scan.failures), 2), digest_size=16
    ).digest()


def _is_supported() -> Callable[[str], bool]:
    from gazette_cli.parsing.document import is_supported

    return is_supported


def _sum(one: Added, other: Added) -> Added:
    return Added(
        one.new + other.new,
        one.updated + other.updated,
        one.unchanged + other.unchanged,
        one.failures + other.failures,
        one.warnings + other.warnings,
    )
