"""Opens the library: one SQLite file, in WAL mode, brought up to date by migrations.

Two gazettes may use it at once: readers never wait, writers take turns (`writing` takes the write lock before it
reads, so that what it read still holds when it writes).
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gazette_cli.errors import LibraryError
from gazette_cli.library.schema import APPLICATION_ID, MIGRATIONS

_BUSY_SECONDS = 15


@contextmanager
def open_library(path: Path | None) -> Iterator[sqlite3.Connection]:
    """Open (and create or migrate) the library at `path`; None is one in memory, gone when closed.

    Raises LibraryError for whatever SQLite or the file system refuses, inside the `with` block as well.
    """
    name = str(path) if path else ":memory:"
    with _translating(name):
        if path:
            _make_folder(path.parent)
        db = sqlite3.connect(name, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(db, name)
            yield db
        finally:
            db.close()


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction that holds the write lock from its start; rolled back when the block raises."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    db.execute("COMMIT")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise LibraryError(
            f"{folder} can't be made: {exc.strerror or exc}",
            "name another file with --library or GAZETTE_LIBRARY",
        ) from exc


def _prepare(db: sqlite3.Connection, name: str) -> None:
    version = _read_version(db, name)
    if version < len(MIGRATIONS):
        _migrate(db, name)
    db.execute("PRAGMA cache_size = -65536")  # 64 MB: adding is a tenth faster than with the 2 MB of old
    db.execute("PRAGMA wal_autocheckpoint = 10000")  # 40 MB: not after every batch that is added
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")


def _read_version(db: sqlite3.Connection, name: str) -> int:
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = db.execute("PRAGMA application_id").fetchone()[0]
    if application != APPLICATION_ID and db.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
        raise LibraryError(
            f"{name} is a database, but not a gazette library",
            "name another file with --library or GAZETTE_LIBRARY",
        )
    if version > len(MIGRATIONS):
        raise LibraryError(
            f"{name} was made by a newer gazette (library version {version}, this one reads up to {len(MIGRATIONS)})",
            "upgrade gazette, or name another file with --library; this one was left untouched",
        )
    return version


def _migrate(db: sqlite3.Connection, name: str) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    for target in range(1, len(MIGRATIONS) + 1):
        with writing(db):
            # Read again under the lock: another gazette may have been faster.
            if _read_version(db, name) >= target:
                continue
            for statement in _split_statements(MIGRATIONS[target - 1]):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            db.execute(f"PRAGMA user_version = {target}")


def _split_statements(script: str) -> Iterator[str]:
    # executescript would commit the transaction that it runs in.
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


@contextmanager
def _translating(name: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as exc:
        raise _translate(exc, name) from exc
    except OverflowError as exc:
        raise LibraryError(f"{name}: a number is too large to be stored") from exc


def _translate(exc: sqlite3.Error, name: str) -> LibraryError:
    said = str(exc)
    code = getattr(exc, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL or "disk is full" in said:
        return LibraryError(f"the disk is full: {name} could not be written", "free some space and try again")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryError(f"{name} is in use by another program", "wait until it is done and try again")
    if code == sqlite3.SQLITE_READONLY:
        return LibraryError(f"{name} can't be written to", "check its permissions and those of its folder")
    if code == sqlite3.SQLITE_CANTOPEN:
        return LibraryError(
            f"{name} can't be opened", "check that it is a file, and its folder's permissions"
        )
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        kind = "is not a gazette library" if code == sqlite3.SQLITE_NOTADB else "is damaged"
        return LibraryError(
            f"{name} {kind}", "name another file with --library, or restore a copy of this one"
        )
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(f"{name} could not be read or written: {said}", "check the disk")
    return LibraryError(f"{name}: {said}", "--debug shows where")
