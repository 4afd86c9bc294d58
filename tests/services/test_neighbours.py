"""What is remembered of lists and searches: when it is written, when it can't be, and how far it reaches."""

import json
import subprocess

import pytest

from gazette_cli.errors import NotFoundError
from gazette_cli.library.connection import open_library, writing
from gazette_cli.library.listings import Listing, dump_listing, read_listing, write_listing
from gazette_cli.paths import find_library
from gazette_cli.query import EVERYTHING, And, Not, Or, Term
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
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


def look(gazette: Gazette, word: str = "next") -> int:
    """What a word stands for now."""
    return int(gazette("read", "--json", "--keep-unread", word).records[0]["id"])


def test_a_long_list_is_kept_as_far_as_it_was_walked_last() -> None:
    db, add = open_empty()
    ids = [add(f"{n}", published=n, read=True) for n in range(1, 2601)][::-1]
    write_listing(db, dump_listing(Listing(False, EVERYTHING, "date", False, "gazette list", tuple(ids))))
    assert len(db.execute("SELECT value FROM facts").fetchone()[0]) < 12_000
    trail = Trail(db)
    walked = [trail.follow(1)]
    for _ in ids[1:]:
        trail.move_to(walked[-1], walked=True)
        walked.append(trail.follow(1))
    assert walked == ids
    # Another run, at the end: what it knows of the beginning was dropped, and is found again.
    trail = Trail(db)
    trail.move_to(ids[-1], walked=True)
    with pytest.raises(NotFoundError, match="1 was the last of `gazette list`"):
        trail.follow(1)
    back = [ids[-1]]
    for _ in ids[1:]:
        trail.move_to(back[-1], walked=True)
        back.append(trail.follow(-1))
    assert back == ids[::-1]
    trail.move_to(ids[0], walked=True)
    with pytest.raises(NotFoundError, match="2600 was the first"):
        Trail(db).follow(-1)


def test_it_goes_on_from_its_last_one_though_that_stands_elsewhere_by_now() -> None:
    db, add = open_empty()
    ids = [add(f"{n}", published=n, read=True) for n in range(1, 301)][::-1]
    shown = tuple(ids[:150])
    write_listing(db, dump_listing(Listing(False, EVERYTHING, "date", False, "gazette list", shown)))
    db.execute("UPDATE articles SET published = 1000 WHERE id = ?", (shown[-1],))
    trail = Trail(db)
    assert trail.find_neighbour(shown[-1], 1) == ids[150]


@pytest.mark.parametrize(
    "node",
    [
        EVERYTHING,
        Term("is", "unread"),
        Term("since", 1_700_000_000),
        And((Or((Term("source", 'Le "Port"'), Term("lang", "fr"))), Not(Term("text", "œuvre", "prefix")))),
    ],
)
def test_a_listing_comes_back_as_it_was_kept(node: Term) -> None:
    db, _ = open_empty()
    listing = Listing(True, node, "best", False, "gazette search 'œuvre'", (3, 1, 2), 7)
    write_listing(db, dump_listing(listing))
    assert read_listing(db)[1:] == (listing, None)


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


def test_a_list_does_not_wait_for_another_gazette(shelf: Gazette) -> None:
    shelf("list", "--source", "Le Port")
    with open_library(find_library(shelf.environ, None)) as other, writing(other):
        done = shelf("list")
        assert (done.code, len(done.lines), done.err) == (0, 12, "")
        reading = shelf("read", "9", "--keep-unread")
        assert (reading.code, reading.err) == (0, "")
    # Neither was remembered.
    assert look(shelf) == 12
    shelf("read", "next")
    assert look(shelf) == 9


def test_what_can_not_be_written_is_listed_and_read_all_the_same(shelf: Gazette) -> None:
    with open_library(find_library(shelf.environ, None)) as db:
        for at, event in enumerate(("INSERT", "DELETE", "UPDATE")):
            db.execute(
                f"CREATE TRIGGER refuse{at} BEFORE {event} ON facts BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
    for args in (["list"], ["search", "mer"], ["read", "9"], ["read", "next"]):
        result = shelf(*args)
        assert (result.code, result.err) == (0, ""), args
        assert result.out


def test_the_same_list_again_writes_nothing_and_what_can_not_be_read_is_nothing(shelf: Gazette) -> None:
    path = find_library(shelf.environ, None)
    shelf("list")
    before = path.read_bytes()
    shelf("list")
    assert path.read_bytes() == before
    for kept in ("", "[]", "{}", '{"ids": 3}', "{" * 5000, "null", '"x"'):
        with open_library(path) as db, writing(db):
            db.execute("UPDATE facts SET value = ? WHERE name = 'listing'", (kept,))
            assert read_listing(db)[1] is None
        assert look(shelf) == 12


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
