"""What is remembered of lists and searches: when it is written, when it can't be, and how far it reaches."""

import json
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gazette_cli.errors import NotFoundError
from gazette_cli.library.connection import open_library, writing
from gazette_cli.library.listings import Listing, Opened, read_listing, write_listing
from gazette_cli.library.schema import APPLICATION_ID, MIGRATIONS
from gazette_cli.paths import find_library
from gazette_cli.query import EVERYTHING, And, Node, Not, Or, Term
from gazette_cli.services.neighbours import Trail
from tests.conftest import Gazette
from tests.library.shelf import open_empty


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """Twelve articles, ids 1 to 12 from the oldest to the newest; every third one from Le Port."""
    rows = [
        {
            "title": f"Marée {n}",
            "source": "Éclair" if n % 3 else "Le Port",
            "text": "La mer monte.",
            "published": f"2026-05-{n:02}T08:00:00+02:00",
        }
        for n in range(1, 13)
    ]
    library("add", "-", stdin="\n".join(map(json.dumps, rows)).encode())
    return library


def look(gazette: Gazette, word: str = "next") -> int:
    """What a word stands for now."""
    return int(gazette("read", "--json", "--keep-unread", word).records[0]["id"])


@pytest.fixture
def count_up(tmp_path: Path) -> Iterator[tuple[sqlite3.Connection, list[int]]]:
    """A library of 2,600 articles of one word that were read, and their ids, the newest first."""
    memory, add = open_empty()
    ids = [add("Phare", published=n, read=True) for n in range(1, 2601)]
    memory.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    memory.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
    path = tmp_path / "library.db"
    with sqlite3.connect(path) as file:
        memory.backup(file)
    file.close()
    with open_library(path) as db:
        yield db, ids[::-1]


def list_plainly(ids: list[int]) -> Listing:
    return Listing(False, EVERYTHING, "date", False, "gazette list", tuple(ids))


def test_of_a_long_list_what_is_around_the_place_is_kept(
    count_up: tuple[sqlite3.Connection, list[int]], tmp_path: Path
) -> None:
    db, ids = count_up
    write_listing(db, list_plainly(ids))
    assert (tmp_path / "library.db-listing").stat().st_size < 12_000
    assert Trail(db).follow(1) == ids[0]
    for step, way in ((1, ids), (-1, ids[::-1])):
        trail, walked = Trail(db), [way[0]]
        while (found := trail.find_neighbour(walked[-1], step)) is not None:
            walked.append(found)
            if len(walked) % 400 == 0:
                trail.move_to(found)
                trail = Trail(db)  # another run
        assert walked == way
        trail.move_to(way[-1])
    with pytest.raises(NotFoundError, match="no previous article: 2600 was the first of `gazette list`"):
        Trail(db).follow(-1)


def test_it_goes_on_from_its_last_one_though_that_stands_elsewhere_by_now(
    count_up: tuple[sqlite3.Connection, list[int]],
) -> None:
    db, ids = count_up
    write_listing(db, list_plainly(ids[:150]))
    db.execute("UPDATE articles SET published = 9000 WHERE id = ?", (ids[149],))
    assert Trail(db).find_neighbour(ids[149], 1) == ids[150]


@pytest.mark.parametrize("sort", ["best", "date"])
@pytest.mark.parametrize("more", [(), (Term("is", "unread"),)])
def test_a_search_goes_on_by_many_as_often_as_is_asked(
    count_up: tuple[sqlite3.Connection, list[int]], sort: str, more: tuple[Term, ...]
) -> None:
    db, ids = count_up
    db.execute("BEGIN")
    db.execute("UPDATE articles SET read = 0")
    node = And((Term("text", "phare"), *more))
    write_listing(db, Listing(True, node, sort, False, "gazette search phare", tuple(ids[40:60]), 40))
    trail, walked = Trail(db), [ids[40]]
    while len(walked) < 450 and (found := trail.find_neighbour(walked[-1], 1)):
        db.execute("UPDATE articles SET read = 1 WHERE id = ?", walked[-1:])
        walked.append(found)
    assert walked == ids[40:490]
    assert [trail.find_neighbour(one, -1) for one in ids[40:0:-1]] == ids[39::-1]
    assert trail.find_neighbour(ids[0], -1) is None


@pytest.mark.parametrize(
    "node",
    [
        EVERYTHING,
        Term("is", "unread"),
        Term("since", 1_700_000_000),
        And(
            (
                Or((Term("source", 'Le "Port"'), Term("lang", "fr"))),
                Not(Term("text", "œuvre\udce9", "prefix")),
            )
        ),
    ],
)
def test_a_listing_comes_back_as_it_was_kept(node: Node, tmp_path: Path) -> None:
    listing = Listing(True, node, "best", False, "gazette search 'œuvre'", (3, 1, 2), 7)
    with open_library(tmp_path / "library.db") as db:
        write_listing(db, listing)
        assert read_listing(db) == (listing, None)
        write_listing(db, listing, Opened(1, False))
        assert read_listing(db) == (listing, Opened(1, False))


def test_another_list_in_another_terminal_does_not_change_the_way(shelf: Gazette) -> None:
    shelf("list", "--source", "Le Port", "--limit", "1")
    with open_library(find_library(shelf.environ, None)) as db:
        trail = Trail(db)
        trail.move_to(12)
        shelf("list", "--source", "Éclair")
        assert [trail.find_neighbour(one, 1) for one in (12, 9, 6, 3)] == [9, 6, 3, None]
        trail.move_to(9, walked=True)
    # That other list has not shown it.
    assert look(shelf) == 8


def test_nothing_waits_for_another_gazette(shelf: Gazette) -> None:
    with open_library(find_library(shelf.environ, None)) as other, writing(other):
        assert shelf("list", "--source", "Le Port").code == 0
        reading = shelf("read", "9", "--keep-unread")
        assert (reading.code, reading.err) == (0, "")
        assert look(shelf) == 6


def test_what_can_not_be_written_is_listed_and_read_all_the_same(shelf: Gazette) -> None:
    kept = find_library(shelf.environ, None).with_name("library.db-listing")
    kept.mkdir()
    for args in (["list"], ["search", "mer"], ["read", "9"], ["read", "next"]):
        result = shelf(*args)
        assert (result.code, result.err) == (0, ""), args
        assert result.out
    assert [path.name for path in kept.parent.iterdir() if "listing" in path.name] == [kept.name]


def test_the_same_list_again_writes_nothing_and_no_list_touches_the_library(shelf: Gazette) -> None:
    path = find_library(shelf.environ, None)
    kept = path.with_name("library.db-listing")
    before = path.read_bytes()
    shelf("list")
    assert kept.stat().st_mode & 0o777 == 0o600
    written = kept.stat().st_mtime_ns, kept.stat().st_ino
    shelf("list")
    assert (kept.stat().st_mtime_ns, kept.stat().st_ino) == written
    shelf("list", "--unread")
    shelf("search", "mer")
    assert (kept.stat().st_mtime_ns, kept.stat().st_ino) != written
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "kept",
    ["", "[]", "{}", '{"place": null}', '{"ids": 3, "place": [1]}', "[" * 5000, "null", '"x"', "\xff\0"],
)
def test_what_can_not_be_read_is_as_if_nothing_had_been_listed(shelf: Gazette, kept: str) -> None:
    path = find_library(shelf.environ, None)
    path.with_name("library.db-listing").write_text(kept)
    with open_library(path) as db:
        assert read_listing(db) == (None, None)
    assert look(shelf) == 12
    shelf("read", "9")
    assert look(shelf) == 12
    shelf("list")
    assert shelf("read", "9").code == 0
    assert look(shelf) == 8


def test_what_was_listed_into_a_closed_pipe_is_remembered(shelf: Gazette) -> None:
    process = shelf.start("list", "--source", "Le Port", stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stderr.read()
    process.stderr.close()
    process.wait(timeout=60)
    shelf("read", "12")
    assert look(shelf) == 9
