"""Files, folders and standard input become sources, and what they hold articles (changes.py does the reading)."""

import os
import sqlite3
from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from gazette_cli.errors import LibraryError, ParseError, SourceError
from gazette_cli.fetching import files
from gazette_cli.library import sources
from gazette_cli.library.connection import writing
from gazette_cli.models import Added, Source
from gazette_cli.services.changes import Progress, take_changes

SEEDS = "seeds"
_SEEDS_TITLE = "The bundled edition"
_SEEDS_DONE = "seeds"


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
    from gazette_cli.library.indexing import writing_articles
    from gazette_cli.services.intake import Intake, explain, prepare_document

    try:
        prepared = prepare_document("-", files.read_stream(stream), None, now)
    except ParseError as exc:
        raise ParseError(f"standard input: {explain(exc, '-')}", "-", exc.hint) from exc
    intake = Intake(db, now)
    with writing_articles(db):
        source_id, _ = sources.add_source(db, "stdin", "-", "standard input", int(now.timestamp()))
        intake.store(source_id, prepared)
    return intake.finish()


def add_seeds(db: sqlite3.Connection, folder: str, now: datetime) -> None:
    """Put the bundled edition into a library that has never held anything."""
    if sources.read_fact(db, _SEEDS_DONE) is not None:
        return
    from gazette_cli.library.indexing import writing_articles
    from gazette_cli.services.intake import Intake, prepare_document

    with writing_articles(db):
        if sources.read_fact(db, _SEEDS_DONE) is not None:
            return
        intake = Intake(db, now)
        source_id, _ = sources.add_source(db, SEEDS, SEEDS, _SEEDS_TITLE, int(now.timestamp()))
        found = files.scan_folder(folder, _is_supported()).files
        for path, _, _ in found:
            data, mtime = files.read_file(f"{folder}/{path}")
            intake.store(source_id, prepare_document(path, data, mtime, now))
        sources.write_files(db, source_id, found)
        sources.write_fact(db, _SEEDS_DONE, "1")


def reread_sources(db: sqlite3.Connection, now: datetime) -> Added:
    """Take in what has changed in the files and folders that were added. A folder that is gone is a failure.

    It is not waited for another gazette that writes, and a library that can't be written to can still be read: what
    could not be stored is a warning, and waits for next time.
    """
    outcome = Added()
    for source in sources.list_sources(db, ("file", "folder")):
        try:
            reread = _reread_folder if source.kind == "folder" else _reread_file
            outcome = _sum(outcome, reread(db, source, now, patient=False))
        except SourceError as exc:
            reason = exc.message.removeprefix(f"{source.location}: ")
            outcome = _sum(outcome, Added(failures=((source.location, reason),)))
        except LibraryError as exc:
            outcome = _sum(outcome, Added(warnings=((source.location, f"not read again: {exc.message}"),)))
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
    return take_changes(db, source_id, location, scan, now, progress=progress)


def _add_file(db: sqlite3.Connection, location: str, path: str, now: datetime) -> Added:
    from gazette_cli.library.indexing import writing_articles
    from gazette_cli.services.intake import Intake, explain, prepare_document

    for source in sources.list_sources(db, ("folder",)):
        below = location.removeprefix(source.location.rstrip("/") + "/")
        if below != location and _is_supported()(os.path.basename(below)) and "/." not in f"/{below}":
            outcome = _reread_folder(db, source, now)
            return _sum(
                outcome, Added(warnings=((path, f"it belongs to {source.location}, which is read already"),))
            )
    found = files.find_file(location)
    data, mtime = files.read_file(location)
    try:
        prepared = prepare_document(found[0], data, mtime, now)
    except ParseError as exc:
        raise ParseError(f"{path}: {explain(exc, found[0])}", path, exc.hint) from exc
    intake = Intake(db, now)
    with writing_articles(db):
        source_id, _ = sources.add_source(db, "file", location, found[0], int(now.timestamp()))
        intake.store(source_id, prepared)
        sources.write_files(db, source_id, [found])
    return intake.finish()


def _reread_file(db: sqlite3.Connection, source: Source, now: datetime, *, patient: bool) -> Added:
    try:
        found = files.find_file(source.location)
    except SourceError:
        return Added()  # a file that is gone leaves its article, and may come back
    scan = files.Scan([found], [])
    return take_changes(db, source.id, os.path.dirname(source.location), scan, now, patient=patient)


def _reread_folder(db: sqlite3.Connection, source: Source, now: datetime, *, patient: bool = True) -> Added:
    scan = files.scan_folder(source.location, _is_supported())
    return take_changes(db, source.id, source.location, scan, now, patient=patient)


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
