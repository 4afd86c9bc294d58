"""What a library survives: kill -9, a full disk, locks, damage. Each leaves it whole, and says one line."""

import os
import random
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gazette_cli.library import sources
from gazette_cli.library.connection import open_library, writing
from tests.conftest import Gazette, Result
from tests.library.whole import assert_whole

PAGES = 1_500


@pytest.fixture
def pages(library: Gazette, make_page: Callable[..., str]) -> Path:
    """A folder of text pages."""
    for number in range(PAGES):
        body = " ".join(f"mot{number % 17} phrase{number} suite{i}" for i in range(12))
        library.write(f"pages/{number:05}.txt", make_page(f"Page {number}", body))
    return library.home / "pages"


def library_path(gazette: Gazette) -> Path:
    return gazette.home / ".local/share/gazette/library.db"


def assert_one_line(result: Result, code: int = 1) -> None:
    assert result.code == code, result
    first, *hint = result.err.splitlines()
    assert first.startswith("gazette: ")
    assert len(hint) <= 1
    assert "Traceback" not in result.err


def test_killed_at_any_moment_it_is_whole_and_the_next_add_completes(library: Gazette, pages: Path) -> None:
    chance = random.Random(7)
    for _ in range(6):
        process = library.start("add", str(pages), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.15, 1.2))
        process.send_signal(signal.SIGKILL)
        process.wait(60)
        with open_library(library_path(library)) as db:
            assert_whole(db)
    assert library("add", str(pages)).code == 0
    assert library("list", "--count").out == f"{PAGES}\n"
    assert library("search", "mot3", "--count").out == f"{len(range(3, PAGES, 17))}\n"
    with open_library(library_path(library)) as db:
        assert_whole(db)


@contextmanager
def full_disk(size: int) -> Iterator[None]:
    """No file may grow past `size` bytes: SQLite is told so as it is told of a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_disk_that_fills_up_during_an_add_loses_nothing(library: Gazette, pages: Path) -> None:
    library("add", str(library.write("first.txt", "Un premier titre\n\nEt un premier texte.\n")))
    with full_disk(600_000):
        assert_one_line(library("add", str(pages)))
        assert library("list", "--count").out == "1\n"
    with open_library(library_path(library)) as db:
        assert_whole(db)
    assert library("add", str(pages)).code == 0
    assert library("list", "--count").out == f"{PAGES + 1}\n"


def test_a_list_that_can_not_store_what_is_new_shows_what_there_is(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    folder = library.write("pages/a.txt", make_page("Un phare")).parent
    library("add", str(folder))
    library.write("pages/b.txt", make_page("Une bouée", "Un texte. " * 50_000))
    with full_disk(300_000):
        result = library("list")
    assert (result.code, len(result.lines)) == (0, 1)
    assert result.err.count("\n") == 1
    assert f"{folder}: not read again" in result.err
    assert library("list", "--count").out == "2\n"


def test_a_full_disk_at_the_first_start_is_one_line_and_forgotten(gazette: Gazette) -> None:
    for size in (0, 50_000, 150_000):
        with full_disk(size):
            assert_one_line(gazette("list"))
    assert gazette("list").code == 0
    with open_library(library_path(gazette)) as db:
        assert_whole(db)


def test_a_library_that_can_not_be_written_beside_is_read(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    folder = library.write("pages/a.txt", make_page("Un phare")).parent
    library("add", str(folder))
    with full_disk(0):
        assert library("list", "--count").out == "1\n"
        assert library("search", "phare").code == 0
        assert library("read", "1", "--keep-unread").code == 0
        for args in (["mark", "star", "1"], ["add", "-"], ["remove", "pages"]):
            assert_one_line(library(*args, stdin=make_page("Deux").encode()))
        library.write("empty.db", b"")
        assert_one_line(library("--library", str(library.home / "empty.db"), "list"))
    assert library("mark", "star", "1").code == 0


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program writes to the library, and goes on writing."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE sources SET title = 'held'")
    try:
        yield
    finally:
        other.close()


def test_readers_never_wait_and_writers_say_that_it_is_in_use(
    library: Gazette, make_page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = library.write("pages/a.txt", make_page("Un phare")).parent
    library("add", str(folder))
    library.write("pages/b.txt", make_page("Une bouée"))
    monkeypatch.setattr("gazette_cli.library.connection._PATIENT_MS", 300)
    with held(library_path(library)):
        listed = library("list")
        assert (listed.code, len(listed.lines)) == (0, 1)
        assert "in use" in listed.err
        assert library("search", "phare").code == 0
        for args in (["mark", "star", "1"], ["undo"], ["remove", "pages"], ["add", "-"]):
            result = library(*args, stdin=make_page("Trois").encode())
            assert result.code == 1
            assert "is in use by another program" in result.err
    assert library("list", "--count").out == "2\n"


def test_one_who_waits_gets_a_turn_while_another_adds(library: Gazette, pages: Path) -> None:
    library("add", str(library.write("first.txt", "Un premier titre\n\nEt un premier texte.\n")))
    adding_all = library.start("add", str(pages))
    while library("list", "--count").out == "1\n":
        time.sleep(0.02)
    assert library("mark", "star", "1").code == 0
    assert adding_all.wait(60) == 0
    assert library("list", "--starred", "--count").out == "1\n"


def test_six_at_once_lose_nothing(library: Gazette, make_page: Callable[..., str]) -> None:
    for number in range(60):
        library.write(f"first/{number}.txt", make_page(f"Titre {number}", f"Texte {number}."))
        library.write(f"second/{number}.txt", make_page(f"Autre {number}", f"Autre texte {number}."))
    library("add", str(library.home / "first"))
    code = (
        "import sys; from gazette_cli.cli import run; from gazette_cli.context import Context\n"
        "for command in sys.argv[1].split('|'):\n"
        "    code = run(command.split(), Context())\n"
        "    if code: sys.exit(code)\n"
    )
    scripts = [
        "|".join(f"mark star {n}" for n in range(1, 31)),
        "|".join(f"mark read {n}" for n in range(1, 31)),
        "|".join(f"mark tag mer {n}" for n in range(1, 31)),
        "|".join(f"mark tag vent {n}" for n in range(31, 61)),
        f"add {library.home}/second|list|search texte|list --unread",
        "list|" * 20 + "list",
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", code, script],
            env=library.environ,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for script in scripts
    ]
    said = [process.communicate(timeout=100)[1].decode() for process in running]
    assert [process.returncode for process in running] == [0] * 6, said
    assert library("list", "--count").out == "120\n"
    for option, count in ((("--starred",), 30), (("--tag", "mer"), 30), (("--tag", "vent"), 30)):
        assert library("list", "--count", *option).out == f"{count}\n"
    with open_library(library_path(library)) as db:
        assert_whole(db)
        journal = db.execute("SELECT field, count(*) FROM changes GROUP BY field ORDER BY field").fetchall()
    assert journal == [("read", 30), ("starred", 30), ("tag", 60)]


def test_a_damaged_library_is_said_so_and_never_a_traceback(
    library: Gazette, make_page: Callable[..., str]
) -> None:
    for number in range(30):
        library.write(f"pages/{number}.txt", make_page(f"Titre {number}", f"Le texte {number}. " * 40))
    library("add", str(library.home / "pages"))
    library("mark", "tag", "mer", "1-30")
    path = library_path(library)
    with open_library(path) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    chance = random.Random(11)
    for _ in range(40):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 8, 60))):
            damaged[chance.randrange(100, len(damaged))] = chance.randrange(256)
        if chance.random() < 0.2:
            del damaged[chance.randrange(1000, len(damaged)) :]
        path.write_bytes(damaged)
        for args in (["list"], ["list", "--json", "--all"], ["read", "3", "--keep-unread"], ["search", "texte"],
                     ["sources"], ["mark", "star", "2"], ["undo"]):  # fmt: skip
            result = library(*args)
            assert "Traceback" not in result.err
            assert result.code in (0, 1), result
    path.write_bytes(whole)
    assert library("list", "--count").out == "30\n"


def test_what_is_no_file_is_refused(library: Gazette, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken").symlink_to(tmp_path / "nowhere" / "library.db")
    for name in ("folder", "pipe", "broken", "/dev/null", "/dev/full", "/proc/version"):
        done: list[Result] = []
        run = threading.Thread(
            target=lambda done=done, name=name: done.append(
                library("--library", str(tmp_path / name), "list")
            ),
            daemon=True,
        )
        run.start()
        run.join(30)
        assert done, f"{name} holds gazette for ever"
        assert_one_line(done[0])


def test_an_empty_file_becomes_a_library(gazette: Gazette) -> None:
    path = gazette.write("empty.db", b"")
    assert gazette("--library", str(path), "list").code == 0


def test_what_a_killed_writer_left_beside_the_library_is_taken_up(library: Gazette) -> None:
    path = library_path(library)
    code = (
        "import os, sys; from pathlib import Path; from gazette_cli.library.connection import open_library as o\n"
        "with o(Path(sys.argv[1])) as db:\n"
        "    db.execute(\"INSERT INTO facts VALUES ('kept', 'yes')\"); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert Path(f"{path}-wal").stat().st_size
    with open_library(path) as db, writing(db):
        assert sources.read_fact(db, "kept") == "yes"
        assert_whole(db)
