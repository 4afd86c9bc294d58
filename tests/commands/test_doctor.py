"""gazette doctor: whether the library is whole, and what of the feeds needs care."""

import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from gazette_cli.paths import find_library
from gazette_cli.subscription import FETCHED, NOT_MODIFIED, Answer
from tests.commands.subscribed import DAY, deliver, now_of, subscribe
from tests.conftest import Gazette
from tests.library.whole import assert_whole

CUT = "Les premiers mots de l'article, puis plus rien. " * 3


def list_cares(gazette: Gazette, *options: str) -> list[list[str]]:
    """What the doctor tells a pipe, a row a list, but for the summary."""
    rows = [line.split("\t") for line in gazette("doctor", *options).lines]
    return [row for row in rows if row[1] != "summary"]


def break_library(gazette: Gazette, *statements: str) -> None:
    """Run SQL that SQLite is told not to mind."""
    db = sqlite3.connect(find_library(gazette.environ, None), isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


@pytest.fixture
def healthy(library: Gazette) -> Gazette:
    """One feed that nothing is wrong with, and a file."""
    now = now_of(library)
    known: dict[str, Any] = {"checked": now - 60, "succeeded": now - 60, "requests": 10, "not_modified": 8}
    answers = (Answer(now - 600, FETCHED, 200, 5_000), Answer(now - 60, NOT_MODIFIED, 304))
    deliver(
        library,
        subscribe(
            library,
            "https://bon.example/rss",
            "Bon",
            received=20_000,
            saved=1_200_000,
            answers=answers,
            **known,
        ),
        25,
        newest=3600,
        arrived=40 * DAY,
    )
    library("add", str(library.write("a.md", "# Un phare\n\nSon texte.\n")))
    library("mark", "read", "1")
    return library


def test_where_all_is_well(healthy: Gazette) -> None:
    result = healthy("doctor")
    assert (result.code, result.err) == (0, "")
    assert [line.split("\t")[:3] for line in result.lines] == [["0", "summary", "library"]] * 2
    screen = healthy("doctor", COLUMNS="100")
    assert screen.code == 0
    assert screen.lines == [
        " The library is whole: 26 articles, 2 sources",
        " 1 feed: 1 ok · 80 % of answers not modified (304) · 20 kB received, 1.2 MB saved",
        " Nothing needs care.",
    ]


def test_a_newcomer_needs_no_doctor(gazette: Gazette) -> None:
    gazette("list")
    assert gazette("doctor").code == 0
    assert gazette("doctor", "--thorough", COLUMNS="80").code == 0


def test_what_needs_care_and_what_mends_it(healthy: Gazette) -> None:
    now = now_of(healthy)
    gone = subscribe(healthy, "https://vieux.example/rss", "Vieux journal", gone=True, checked=now)
    well: dict[str, Any] = {"checked": now, "succeeded": now}
    silent = subscribe(healthy, "https://muet.example/rss", "Le Muet", site="https://muet.example/", **well)
    deliver(healthy, silent, 10, newest=60 * DAY)
    short = subscribe(healthy, "https://court.example/rss", "Le Court", **well)
    deliver(healthy, short, 10, text=CUT)
    unread = subscribe(healthy, "https://boude.example/rss", "Le Boudé", **well)
    deliver(healthy, unread, 25, gap=3 * DAY, arrived=40 * DAY)
    twin = subscribe(healthy, "http://www.bon.example/rss/", "Encore Bon", **well)
    new = subscribe(healthy, "https://neuf.example/rss", "Neuf")
    result = healthy("doctor")
    assert result.code == 3
    rows = list_cares(healthy)
    assert [(int(row[0]), row[1], row[2]) for row in rows] == [
        (gone, "gone", "Vieux journal"),
        (twin, "twin", "Encore Bon"),
        (silent, "silent", "Le Muet"),
        (short, "truncated", "Le Court"),
        (unread, "unread", "Le Boudé"),
        (new, "new", "Neuf"),
    ]
    assert [row[4] for row in rows] == [
        f"gazette remove {gone}",
        f"gazette remove {twin}",
        "gazette add https://muet.example/",
        'in config.toml: [sources."Le Court"], then full_text = true',
        f"gazette remove {unread}",
        f"gazette refresh {new}",
    ]
    for line in (rows[0][4], rows[1][4], rows[4][4]):
        assert healthy(*line.split()[1:], "--yes").code == 0
    assert [row[1] for row in list_cares(healthy)] == ["silent", "truncated", "new"]
    healthy.write(".config/gazette/config.toml", '[sources."Le Court"]\nfull_text = true\n')
    assert [row[1] for row in list_cares(healthy)] == ["silent", "new"]


def test_what_another_feed_delivered_first_is_news_too(library: Gazette) -> None:
    now = now_of(library)
    one, two = (
        subscribe(library, f"https://{name}.example/rss", name, checked=now, succeeded=now) for name in "ab"
    )
    deliver(library, two, 10, newest=40 * DAY)
    assert [row[1] for row in list_cares(library)] == ["silent"]
    deliver(library, one, 1, text="Le même texte, des deux côtés.", tags=("x",))
    db = sqlite3.connect(find_library(library.environ, None), isolation_level=None)
    db.execute(
        "INSERT INTO entries SELECT ?, 'z', article_id, digest FROM entries WHERE source_id = ?", (two, one)
    )
    db.close()
    assert library("doctor").code == 0


def test_what_was_read_starred_or_came_lately_waits_for_nobody(library: Gazette) -> None:
    now = now_of(library)
    number = subscribe(library, "https://a.example/rss", "A", checked=now, succeeded=now)
    deliver(library, number, 25, arrived=29 * DAY)
    assert library("doctor").code == 0
    break_library(library, f"UPDATE articles SET added = {now - 31 * DAY}")
    assert library("doctor").code == 3
    library("mark", "star", "1")
    assert library("doctor").code == 0


def test_recordings_are_not_beginnings(library: Gazette) -> None:
    now = now_of(library)
    number = subscribe(library, "https://a.example/rss", "A", checked=now, succeeded=now)
    deliver(library, number, 10, text=CUT)
    assert library("doctor").code == 3
    break_library(
        library, """UPDATE contents SET enclosures = '[["https://a.example/1.mp3", "audio/mpeg", 9]]'"""
    )
    assert library("doctor").code == 0


def test_json(healthy: Gazette) -> None:
    gone = subscribe(healthy, "https://vieux.example/rss", "Vieux", gone=True, checked=1)
    result = healthy("doctor", "--json")
    assert result.code == 3
    library, good, file, bad = result.records
    assert library == {"kind": "library", "whole": True, "sources": 3, "articles": 26, "findings": []}
    assert list(good) == list(file) == list(bad)
    assert (good["kind"], good["hit_rate"], good["saved"], good["findings"]) == ("feed", 0.8, 1_200_000, [])
    assert (good["last_article"], good["usual_gap"]) == ("2026-06-17T09:00:00+00:00", DAY)
    assert good["answers"][0] == {
        "at": "2026-06-17T09:50:00+00:00",
        "outcome": "fetched",
        "status": 200,
        "received": 5000,
        "note": None,
    }
    assert (file["kind"], file["requests"], file["answers"], file["findings"]) == ("file", None, None, [])
    assert (bad["id"], bad["health"]) == (gone, "gone")
    assert bad["findings"] == [
        {"what": "gone", "message": "gone for good (410), retired", "command": f"gazette remove {gone}"}
    ]


def test_all_is_the_table_of_answers(healthy: Gazette) -> None:
    screen = healthy("doctor", "--all", COLUMNS="80")
    (row,) = [line for line in screen.lines if "Bon" in line]
    assert row.split() == ["1", "Bon", "+=", "80", "%", "1.2", "MB", "20", "kB", "ok"]
    assert "+ new body" in screen.out
    assert healthy("doctor", "--all").out == "1\tok\t+=\t10\t8\t20000\t1200000\tBon\n"


def test_many_that_were_never_fetched_are_one_line_on_a_screen(library: Gazette) -> None:
    for n in range(5):
        subscribe(library, f"https://{n}.example/rss")
    assert len(list_cares(library)) == 5
    lines = library("doctor", COLUMNS="80").lines
    assert [line.strip() for line in lines if "never" in line] == ["5 feeds: never fetched  gazette refresh"]


DAMAGES = {
    "counters": [
        "UPDATE sources SET total = total + 3 WHERE id = 1",
        "UPDATE sources SET unread = 99 WHERE id = 2",
    ],
    "texts": ["DELETE FROM contents WHERE article_id IN (3, 4)"],
    "search": ["INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')"],
    "links": ["INSERT INTO contents (article_id, text) VALUES (999, 'x')"],
    "feeds": ["DELETE FROM feeds"],
}


@pytest.mark.parametrize("what", DAMAGES)
def test_a_library_that_contradicts_itself_is_mended(healthy: Gazette, what: str) -> None:
    healthy("tag-source", "presse", "1")
    break_library(healthy, *DAMAGES[what])
    result = healthy("doctor")
    assert result.code == 1
    assert [(row[1], row[4]) for row in list_cares(healthy) if row[0] == "0"] == [
        (what, "gazette doctor --mend")
    ]
    assert healthy("doctor", COLUMNS="60").lines[0].startswith(" The library is damaged")
    record = healthy("doctor", "--json").records[0]
    assert (record["whole"], [one["what"] for one in record["findings"]]) == (False, [what])
    mended = healthy("doctor", "--mend")
    assert mended.code in (0, 3)
    assert mended.err.startswith("gazette: mended: ")
    assert "0" not in [row[0] for row in list_cares(healthy)]
    assert healthy("search", "phare", "--json").records[0]["title"] == "Un phare"
    assert healthy("list", "--count").out == "26\n"
    assert healthy("sources", "--json").records[0]["tags"] == ["presse"]
    assert [one["total"] for one in healthy("sources", "--json").records] == [25, 1]


def test_articles_that_have_lost_their_source_get_one(healthy: Gazette) -> None:
    break_library(healthy, "DELETE FROM sources WHERE id = 2")
    assert [row[1] for row in list_cares(healthy)][:1] == ["links"]
    assert healthy("doctor", "--mend").code == 0
    assert healthy("list", "--source", "lost source 2", "--count").out == "1\n"


def test_mending_what_is_whole_changes_nothing(healthy: Gazette) -> None:
    path = find_library(healthy.environ, None)
    healthy("doctor")
    before = path.read_bytes()
    assert healthy("doctor", "--mend").code == 0
    assert path.read_bytes() == before


def test_what_is_hidden_is_not_miscounted(healthy: Gazette) -> None:
    break_library(healthy, "UPDATE articles SET hidden = 1 WHERE id = 3")
    assert healthy("doctor").code == 0


@pytest.mark.parametrize("spot", [0.3, 0.5, 0.7, 0.9])
def test_a_damaged_file_is_told_and_not_touched(
    library: Gazette, make_page: Callable[..., str], spot: float
) -> None:
    for n in range(40):
        library.write(f"pages/{n}.txt", make_page(f"Titre {n}", f"Texte {n}. " * 300))
    library("add", str(library.home / "pages"))
    path = find_library(library.environ, None)
    # What mending would write, if it dared.
    break_library(library, "UPDATE sources SET total = 999", "PRAGMA wal_checkpoint(TRUNCATE)")
    data = bytearray(path.read_bytes())
    start = int(len(data) * spot) // 4096 * 4096
    data[start : start + 16 * 4096] = b"\xa5" * (min(len(data), start + 16 * 4096) - start)
    path.write_bytes(data)
    for options in ((), ("--json",), ("--thorough",), ("--mend",)):
        result = library("doctor", *options)
        assert result.code == 1
        assert "Traceback" not in result.err
        assert result.out or "damaged" in result.err
    screen = library("doctor", COLUMNS="40")
    assert screen.code == 1
    assert all(len(line) <= 40 for line in screen.lines)
    assert path.read_bytes() == bytes(data)


def test_an_index_that_keeps_a_row_too_many_is_found_by_looking_closely(healthy: Gazette) -> None:
    break_library(
        healthy,
        "PRAGMA writable_schema = 1",
        "UPDATE sqlite_master SET sql = sql || ' AND id <> 5' WHERE name = 'articles_unread'",
    )
    break_library(healthy, "UPDATE articles SET read = 1 WHERE id = 5")
    break_library(
        healthy,
        "PRAGMA writable_schema = 1",
        "UPDATE sqlite_master SET sql = replace(sql, ' AND id <> 5', '') WHERE name = 'articles_unread'",
    )
    assert healthy("doctor").code == 0
    result = healthy("doctor", "--thorough")
    assert result.code == 1
    assert "indexes" in [row[1] for row in list_cares(healthy, "--thorough")]
    assert healthy("doctor", "--thorough", "--mend").code == 0
    db = sqlite3.connect(find_library(healthy.environ, None))
    assert_whole(db)
    db.close()


def test_a_person_sees_that_it_is_at_work(healthy: Gazette) -> None:
    terminal = healthy.terminal("doctor", width=60)
    assert "Checking the library" in terminal.wait_for("The library is whole")
    # By the clock of the machine the feed has been silent for long.
    assert terminal.wait() == 3
