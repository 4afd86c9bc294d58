"""gazette read next and prev: the way through the list or search that was shown last."""

import json
import re

import pytest

from gazette_cli.library.connection import open_library
from gazette_cli.library.sources import write_fact
from gazette_cli.paths import find_library
from tests.conftest import Gazette, Result

ALL = list(range(12, 0, -1))


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """Twelve articles, ids 1 to 12 from the oldest to the newest; those with odd numbers are of the sea."""
    rows = []
    for n in range(1, 13):
        words = ("Les phares éclairent la côte.", "The lighthouse stands on the coast.")[n % 2]
        rows.append(
            {
                "title": f"{'zxya'[n % 4]} number {n}.",
                "source": ("Le Port", "Harbour Times", "Éclair")[n % 3],
                "text": f"{words} {'La mer monte. ' * (n % 2) * n}",
                "language": ("fr", "en")[n % 2],
                "published": f"2026-05-{n:02}T08:00:00+02:00",
            }
        )
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


def opened(result: Result) -> int:
    """The number of the article that was read."""
    assert result.code == 0, result.err
    found = re.search(r"number (\d+)\.", result.out)
    assert found, result.out
    return int(found[1])


def listed(result: Result) -> list[int]:
    return [int(line.split("\t")[0]) for line in result.lines]


def walk(gazette: Gazette, word: str, count: int) -> list[int]:
    return [opened(gazette("read", word)) for _ in range(count)]


def test_next_and_prev_go_through_the_list_that_the_article_was_opened_from(shelf: Gazette) -> None:
    shelf("list")
    assert opened(shelf("read", "9")) == 9
    assert walk(shelf, "next", 2) == [8, 7]
    assert walk(shelf, "prev", 3) == [8, 9, 10]


def test_a_list_begins_with_its_first_unread_one(shelf: Gazette) -> None:
    shelf("mark", "read", "11-12")
    shelf("list")
    assert walk(shelf, "next", 2) == [10, 9]
    shelf("mark", "read", "1-12")
    shelf("list")
    assert walk(shelf, "next", 2) == [12, 11]


def test_a_list_of_unread_ones_keeps_those_that_were_read_since(shelf: Gazette) -> None:
    shelf("mark", "read", "5-6")
    shown = listed(shelf("list", "--unread", "--limit", "4"))
    assert shown == [12, 11, 10, 9]
    assert walk(shelf, "next", 7) == [12, 11, 10, 9, 8, 7, 4]
    assert walk(shelf, "prev", 3) == [7, 8, 9]
    assert walk(shelf, "next", 6) == [8, 7, 4, 3, 2, 1]
    end = shelf("read", "next")
    assert (end.code, end.out) == (1, "")
    assert end.err.startswith("gazette: no next article: 1 was the last of `gazette list --unread`\n  ")
    assert len(end.err.splitlines()) == 2


def test_before_the_first_there_is_none(shelf: Gazette) -> None:
    shelf("list", "--source", "Le Port")
    nothing = shelf("read", "prev")
    assert (nothing.code, nothing.out) == (1, "")
    assert "nothing of `gazette list --source 'Le Port'` was opened yet" in nothing.err
    assert opened(shelf("read", "12")) == 12
    start = shelf("read", "prev")
    assert (start.code, start.out) == (1, "")
    assert "no previous article: 12 was the first of `gazette list --source 'Le Port'`" in start.err
    assert walk(shelf, "next", 3) == [9, 6, 3]
    assert shelf("read", "next").code == 1


@pytest.mark.parametrize("sort", ["date", "source", "title"])
@pytest.mark.parametrize("reverse", [[], ["--reverse"]])
def test_a_page_goes_on_both_ways_in_its_order(shelf: Gazette, sort: str, reverse: list[str]) -> None:
    order = listed(shelf("list", "--all", "--sort", sort, *reverse))
    shelf("mark", "read", "1-12")
    assert listed(shelf("list", "--sort", sort, *reverse, "--limit", "3", "--page", "2")) == order[3:6]
    assert walk(shelf, "next", 9) == order[3:]
    assert shelf("read", "next").code == 1
    assert walk(shelf, "prev", 11) == order[-2::-1]
    assert shelf("read", "prev").code == 1


@pytest.mark.parametrize("order", [[], ["--sort", "date"]])
def test_a_search_goes_on_in_its_order(shelf: Gazette, order: list[str]) -> None:
    hits = listed(shelf("search", "mer", *order))
    assert sorted(hits) == [1, 3, 5, 7, 9, 11]
    shelf("search", "mer", *order, "--limit", "2", "--page", "2")
    assert opened(shelf("read", str(hits[2]))) == hits[2]
    assert walk(shelf, "next", 3) == hits[3:]
    assert shelf("read", "next").code == 1
    assert walk(shelf, "prev", 5) == hits[-2::-1]
    start = shelf("read", "prev")
    assert f"{hits[0]} was the first of `{' '.join(['gazette search mer', *order])}`" in start.err


def test_a_search_of_unread_ones_goes_on_while_they_are_read(shelf: Gazette) -> None:
    hits = listed(shelf("search", "mer", "is:unread"))
    shelf("search", "mer", "--unread", "--limit", "1")
    assert walk(shelf, "next", 6) == hits
    assert "was the last of `gazette search mer --unread`" in shelf("read", "next").err


def test_a_list_goes_on_whatever_arrives_meanwhile_until_there_is_another(shelf: Gazette) -> None:
    shelf("list", "--limit", "2")
    assert walk(shelf, "next", 2) == [12, 11]
    new = {"title": "number 13.", "text": "Neu.", "published": "2026-06-01T08:00:00+02:00"}
    shelf("add", str(shelf.write("new.jsonl", json.dumps(new))))
    assert walk(shelf, "next", 2) == [10, 9]
    assert walk(shelf, "prev", 3) == [10, 11, 12]
    assert shelf("read", "prev").code == 1
    shelf("list", "--limit", "2")
    assert opened(shelf("read", "next")) == 13


def test_what_is_removed_or_hidden_meanwhile_is_skipped(shelf: Gazette) -> None:
    extra = [
        {"title": f"number {n}.", "text": "Weg.", "published": f"2026-05-{n:02}T12:00:00+02:00"}
        for n in (8, 9)
    ]
    path = str(shelf.write("extra.jsonl", "\n".join(map(json.dumps, extra))))
    shelf("add", path)
    assert listed(shelf("list", "--limit", "6")) == [12, 11, 10, 14, 9, 13]
    assert opened(shelf("read", "10")) == 10
    shelf("mark", "hide", "9")
    shelf("remove", path)
    assert walk(shelf, "next", 2) == [8, 7]
    assert opened(shelf("read", "prev")) == 8
    assert opened(shelf("read", "prev")) == 10
    # All that was shown is gone: the newest unread.
    shelf("list", "--limit", "1")
    shelf("mark", "hide", "12")
    assert opened(shelf("read", "next")) == 11


def test_the_article_itself_may_be_gone(shelf: Gazette) -> None:
    path = str(
        shelf.write("x.jsonl", json.dumps({"title": "number 13.", "text": "Weg.", "published": "2026-05-08"}))
    )
    shelf("add", path)
    shelf("list")
    assert opened(shelf("read", "13")) == 13
    shelf("remove", path)
    assert opened(shelf("read", "next")) == 7
    shelf("add", path)
    shelf("list", "--source", "Le Port")
    assert opened(shelf("read", "14")) == 13  # the number in its headline
    shelf("remove", path)
    assert opened(shelf("read", "next")) == 12


def test_an_article_from_elsewhere_is_followed_by_the_plain_list_until_one_of_the_listing_is_named(
    shelf: Gazette,
) -> None:
    hits = listed(shelf("search", "mer"))
    assert opened(shelf("read", "8")) == 8
    assert walk(shelf, "next", 3) == [7, 6, 5]
    assert walk(shelf, "prev", 1) == [6]
    assert opened(shelf("read", str(hits[1]))) == hits[1]
    assert walk(shelf, "next", 1) == [hits[2]]
    assert opened(shelf("read", "2")) == 2
    assert opened(shelf("read", "next")) == 1
    assert "no next article: 1 is the oldest" in shelf("read", "next").err
    assert opened(shelf("read", "12")) == 12
    assert "no previous article: 12 is the newest" in shelf("read", "prev").err


def test_without_a_list_next_is_the_newest_unread_and_there_is_no_previous(shelf: Gazette) -> None:
    shelf("mark", "read", "12")
    assert opened(shelf("read", "5")) == 5
    assert walk(shelf, "next", 2) == [11, 10]
    none = shelf("read", "prev")
    assert (none.code, none.out) == (1, "")
    assert "there was no list or search yet" in none.err


@pytest.mark.parametrize(
    "args",
    [
        ["list", "--json"],
        ["list", "--count"],
        ["list", "--unread", "--tag", "nowhere"],
        ["list", "--from", "{home}/shelf.jsonl", "--limit", "2"],
        ["search", "--json", "mer"],
        ["search", "mer", "--count"],
        ["search", "nothing-of-that"],
        ["search", "mer", "--from", "{home}/shelf.jsonl"],
    ],
)
def test_what_a_program_asks_for_or_what_is_not_stored_is_not_remembered(
    shelf: Gazette, args: list[str]
) -> None:
    shelf("list", "--source", "Le Port")
    shelf("read", "9")
    shelf(*(arg.format(home=shelf.home) for arg in args))
    assert opened(shelf("read", "next")) == 6


def test_a_look_of_a_program_leaves_the_place(shelf: Gazette) -> None:
    shelf("list")
    assert opened(shelf("read", "9")) == 9
    for _ in range(2):
        assert shelf("read", "--json", "--keep-unread", "next").records[0]["id"] == 8
    assert [shelf("read", "--json", "next").records[0]["id"] for _ in range(2)] == [8, 7]


def test_other_commands_mean_the_same_and_stay(shelf: Gazette) -> None:
    shelf("list", "--source", "Le Port")
    shelf("read", "9")
    shelf("mark", "star", "next")
    shelf("mark", "star", "prev")
    with open_library(find_library(shelf.environ, None)) as db:
        assert [row[0] for row in db.execute("SELECT id FROM articles WHERE starred = 1 ORDER BY id")] == [
            6,
            12,
        ]
    assert opened(shelf("read", "next")) == 6


def test_several_at_once_end_where_the_last_one_is(shelf: Gazette) -> None:
    shelf("list")
    shelf("read", "9-7")
    assert opened(shelf("read", "next")) == 6
    shelf("read", "next", "prev")
    assert opened(shelf("read", "prev")) == 8


def test_each_library_has_its_own(shelf: Gazette) -> None:
    other = ["--library", str(shelf.home / "other.db")]
    with open_library(shelf.home / "other.db") as db:
        write_fact(db, "seeds", "0")
    shelf(*other, "add", str(shelf.home / "shelf.jsonl"))
    shelf("list", "--source", "Le Port")
    shelf(*other, "list", "--source", "Éclair")
    shelf("read", "9")
    shelf(*other, "read", "8")
    assert opened(shelf("read", "next")) == 6
    assert opened(shelf(*other, "read", "next")) == 5


def test_the_words_of_a_search_are_marked_in_a_terminal_and_not_in_a_pipe(shelf: Gazette) -> None:
    def see(*args: str) -> list[bytes]:
        terminal = shelf.terminal(*args)
        assert terminal.wait() == 0
        terminal.close()
        return re.findall(rb"\x1b\[[0-9;]+m([^\x1b]*)\x1b\[0m", terminal.raw)

    hits = listed(shelf("search", "sea OR mer OR lighthouse"))
    assert see("read", str(hits[0])).count(b"mer") == hits[0]
    assert b"lighthouse" in see("read", "next")
    assert "\x1b" not in shelf("read", str(hits[0])).out
    # Not where it was not found, nor once there is a list.
    assert b"lighthouse" not in see("read", "2")
    assert b"lighthouse" not in see("read", "next")
    assert b"lighthouse" in see("read", str(hits[0]))
    shelf("list")
    assert b"lighthouse" not in see("read", str(hits[0]))


def test_the_pager_goes_on_to_the_next_hit_and_back(library: Gazette) -> None:
    rows = [
        {"title": f"Titre {n}", "text": "\n\n".join([f"Le phare {n}."] * 30), "published": f"2026-05-0{n}"}
        for n in range(1, 6)
    ]
    library("add", str(library.write("long.jsonl", "\n".join(map(json.dumps, rows)))))
    library("search", "phare -title:4", "--sort", "date")
    terminal = library.terminal("read", "next", PATH=str(library.home))
    for keys, title in (("", "Titre 5"), ("N", "Titre 3"), ("N", "Titre 2"), ("P", "Titre 3")):
        terminal.press(keys)
        terminal.wait_for(title)
        terminal.wait_for("page 1 of")
    terminal.press("q")
    assert terminal.wait() == 0
    terminal.close()
    assert re.search(rb"\x1b\[[0-9;]+mphare\x1b\[0m 2", terminal.raw)
    # That is where the next run goes on from.
    assert "Titre 2" in library("read", "next").out
    assert library("list", "--unread", "--count").out == "2\n"
