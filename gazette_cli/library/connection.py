"""Opens the library: one SQLite file, in WAL mode, brought up to date by migrations.

Two gazettes may use it at once: readers never wait, writers take turns (`writing` takes the write lock before it
reads, so that what it read still holds when it writes).
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gazette_cli.errors import LibraryError
from gazette_cli.library.schema import APPLICATION_ID, MIGRATIONS

_PATIENT_MS = 15_000
_IMPATIENT_MS = 250
_IN_MEMORY = ":memory:"
# How SQLite says that it can't write where the library is.
_UNWRITABLE = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL)
_ANOTHER = "name another file with --library or GAZETTE_LIBRARY"


@contextmanager
def open_library(path: Path | None) -> Iterator[sqlite3.Connection]:
    """Open (and create or migrate) the library at `path`; None is one in memory, gone when closed.

    One that can't be written to, on a read-only file system or a full disk, can still be read. Raises LibraryError for
    whatever SQLite or the file system refuses, inside the `with` block as well.
    """
    name = str(path) if path else _IN_MEMORY
    with _translating(name):
        if path:
            _make_folder(path.parent)
        db = _connect(name)
        try:
            yield db
        finally:
            db.close()


@contextmanager
def writing(db: sqlite3.Connection, *, patient: bool = True) -> Iterator[None]:
    """One transaction that holds the write lock from its start; rolled back when the block raises.

    Raises LibraryError. When another gazette writes, the lock is waited for: 15 seconds, or a quarter of one if not
    `patient`.
    """
    with _translating(find_name(db)):
        if not patient:
            db.execute(f"PRAGMA busy_timeout = {_IMPATIENT_MS}")
        try:
            db.execute("BEGIN IMMEDIATE")
        finally:
            if not patient:
                db.execute(f"PRAGMA busy_timeout = {_PATIENT_MS}")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def limit_cache(db: sqlite3.Connection, size: int) -> None:
    """Have SQLite keep at most `size` bytes of the library in memory: for who has much else to keep there."""
    db.execute(f"PRAGMA cache_size = -{size // 1024}")


def find_name(db: sqlite3.Connection) -> str:
    """Return what messages call the library that `db` is open on."""
    return db.execute("PRAGMA database_list").fetchone()[2] or _IN_MEMORY


def make_damaged_error(name: str) -> LibraryError:
    """Return the error for a library that holds what it can't hold."""
    return LibraryError(
        f"{name} is damaged", "name another file with --library, or restore a copy of this one"
    )


def _connect(name: str) -> sqlite3.Connection:
    try:
        return _prepare(sqlite3.connect(name, timeout=_PATIENT_MS / 1000, isolation_level=None), name)
    except sqlite3.OperationalError as exc:
        if _code(exc) not in _UNWRITABLE or not os.path.isfile(name):
            raise
        # WAL needs to write beside the file even to read it (no right, no space), unless it is promised that nobody
        # else writes. What was not yet written back from a log beside it would be missed, though.
        log = f"{name}-wal"
        if os.path.exists(log) and os.path.getsize(log):
            raise
        uri = f"{Path(name).absolute().as_uri()}?immutable=1"
        try:
            return _prepare(sqlite3.connect(uri, uri=True, isolation_level=None), name)
        except sqlite3.Error:
            raise exc from None


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as exc:
        raise LibraryError(
            f"{folder} can't be made: {exc.strerror or exc}",
            _ANOTHER,
        ) from exc


def _prepare(db: sqlite3.Connection, name: str) -> sqlite3.Connection:
    try:
        version = _read_version(db, name)
        if version < len(MIGRATIONS):
            _migrate(db, name)
        db.execute("PRAGMA cache_size = -65536")  # 64 MB: adding is a tenth faster than with the 2 MB of old
        db.execute("PRAGMA wal_autocheckpoint = 10000")  # 40 MB: not after every batch that is added
        db.execute("PRAGMA synchronous = NORMAL")
        db.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        db.close()
        raise
    return db


def _read_version(db: sqlite3.Connection, name: str) -> int:
    # In one statement, and so of one moment: another gazette may be making this library just now.
    version, application, filled = db.execute(
        "SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id),"
        " EXISTS (SELECT 1 FROM sqlite_master)"
    ).fetchone()
    if application != APPLICATION_ID and filled:
        raise LibraryError(
            f"{name} is a database, but not a gazette library",
            _ANOTHER,
        )
    if version > len(MIGRATIONS):
        raise LibraryError(
            f"{name} was made by a newer gazette (library version {version}, this one reads up to {len(MIGRATIONS)})",
            "upgrade gazette, or name another file with --library; this one was left untouched",
        )
    return int(version)


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
    except UnicodeDecodeError as exc:
        # Of a damaged schema SQLite quotes the damage.
        raise make_damaged_error(name) from exc
    except OverflowError as exc:
        raise LibraryError(f"{name}: a number is too large to be stored") from exc


def _code(exc: sqlite3.Error) -> int:
    return getattr(exc, "sqlite_errorcode", 0) & 0xFF


def _translate(exc: sqlite3.Error, name: str) -> LibraryError:
    said = str(exc)
    code = _code(exc)
    if code == sqlite3.SQLITE_FULL or "disk is full" in said:
        return LibraryError(f"the disk is full: {name} could not be written", "free some space and try again")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LibraryError(f"{name} is in use by another program", "wait until it is done and try again")
    if code == sqlite3.SQLITE_READONLY:
        return LibraryError(
            f"{name} can't be written to",
            "check its permissions, those of its folder, and the space on its disk",
        )
    if code == sqlite3.SQLITE_CANTOPEN:
        return LibraryError(
            f"{name} can't be opened", "check that it is a file, and its folder's permissions"
        )
    if code == sqlite3.SQLITE_NOTADB:
        return LibraryError(f"{name} is not a gazette library", _ANOTHER)
    if code == sqlite3.SQLITE_CORRUPT or "malformed" in said or said.startswith("Could not decode"):
        return make_damaged_error(name)
    if code == sqlite3.SQLITE_IOERR:
        return LibraryError(f"{name} could not be read or written: {said}", "check the disk")
    return LibraryError(f"{name}: {said}", "--debug shows where")
