"""The library file: made, refused, shared, and whole after every fault."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from gazette_cli.errors import LibraryError
from gazette_cli.library.connection import open_library, writing
from gazette_cli.library.schema import APPLICATION_ID, MIGRATIONS


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "library.db"


def test_it_is_made_with_its_folder_in_wal_mode_and_is_the_readers_alone(path: Path) -> None:
    with open_library(path) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert db.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_newer_library_is_refused_and_left_untouched(path: Path) -> None:
    with open_library(path) as db:
        db.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="newer gazette"), open_library(path):
        pass
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_untouched(path: Path) -> None:
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE bookmarks (url)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(LibraryError, match="not a gazette library"), open_library(path):
        pass
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "content",
    [b"Just a note to myself, and no database at all.\n" * 20, b"SQLite format 3\0" + b"\xff" * 4000],
)
def test_a_file_that_is_no_database_is_refused_and_left_untouched(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(LibraryError), open_library(path):
        pass
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_refused(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(LibraryError, match="can't be opened"), open_library(path):
        pass


def test_a_path_below_a_file_is_refused(path: Path) -> None:
    path.parent.write_text("in the way")
    with pytest.raises(LibraryError, match="can't be made"), open_library(path):
        pass


def test_a_full_disk_is_said_so_and_loses_nothing(path: Path) -> None:
    with open_library(path) as db:
        db.execute("INSERT INTO facts VALUES ('kept', 'yes')")
        db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0] + 2}")
        with pytest.raises(LibraryError, match="disk is full"), open_library_errors(path), writing(db):
            db.execute("INSERT INTO facts VALUES ('large', ?)", ("x" * 1_000_000,))
    with open_library(path) as db:
        assert db.execute("SELECT name FROM facts").fetchall() == [("kept",)]
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def open_library_errors(path: Path):  # type: ignore[no-untyped-def]
    """The translation of errors alone, around a connection that is open already."""
    from gazette_cli.library import connection

    return connection._translating(str(path))


def test_a_failed_migration_leaves_the_version_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_library(path):
        pass
    broken = (*MIGRATIONS, "CREATE TABLE half (one);\nCREATE TABLE half (two);\n")
    monkeypatch.setattr("gazette_cli.library.connection.MIGRATIONS", broken)
    with pytest.raises(LibraryError), open_library(path):
        pass
    monkeypatch.undo()
    with open_library(path) as db:
        assert db.execute("SELECT 1 FROM sqlite_master WHERE name = 'half'").fetchone() is None


def test_an_old_library_is_brought_up_to_date_step_by_step(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(path) as db:
        db.execute("INSERT INTO facts VALUES ('kept', 'yes')")
    more = (*MIGRATIONS, "ALTER TABLE facts ADD COLUMN one;\n", "ALTER TABLE facts ADD COLUMN two;\n")
    monkeypatch.setattr("gazette_cli.library.connection.MIGRATIONS", more)
    with open_library(path) as db:
        assert db.execute("SELECT name, one, two FROM facts").fetchall() == [("kept", None, None)]


def test_a_block_that_raises_is_rolled_back(path: Path) -> None:
    with open_library(path) as db:
        with pytest.raises(KeyboardInterrupt), writing(db):
            db.execute("INSERT INTO facts VALUES ('lost', 'yes')")
            raise KeyboardInterrupt
        assert db.execute("SELECT count(*) FROM facts").fetchone() == (0,)


def test_many_opening_a_new_library_at_once_make_one(path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from gazette_cli.library.connection import open_library as o\n"
    )
    code += "with o(Path(sys.argv[1])) as db: print(db.execute('PRAGMA user_version').fetchone()[0])"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        for _ in range(6)
    ]
    said = [process.communicate(timeout=60) for process in running]
    assert [out.decode().strip() for out, _ in said] == [str(len(MIGRATIONS))] * 6, said


def test_two_writers_take_turns(path: Path) -> None:
    def count() -> None:
        with open_library(path) as db:
            for _ in range(100):
                with writing(db):
                    (value,) = db.execute("SELECT value FROM facts WHERE name = 'n'").fetchone()
                    db.execute("UPDATE facts SET value = ? WHERE name = 'n'", (str(int(value) + 1),))

    with open_library(path) as db:
        db.execute("INSERT INTO facts VALUES ('n', '0')")
        threads = [threading.Thread(target=count) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert db.execute("SELECT value FROM facts WHERE name = 'n'").fetchone() == ("400",)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_library_without_write_permission_is_said_so(path: Path) -> None:
    with open_library(path):
        pass
    path.chmod(0o400)
    with pytest.raises(LibraryError, match="can't be written"), open_library(path) as db, writing(db):
        db.execute("INSERT INTO facts VALUES ('a', 'b')")
