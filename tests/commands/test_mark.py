"""gazette mark and gazette undo: state, its journal, and the way back."""

import json

import pytest

from tests.conftest import Gazette


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """120 articles, ids 1 to 120; each tenth speaks of poutine."""
    rows = [
        {"title": f"Titre {n}", "text": f"Le texte {n}" + (", la poutine" if n % 10 == 0 else ""), "source": "Le Port",
         "published": f"2024-05-01T{n // 60:02}:{n % 60:02}:00Z", "language": "fr"}
        for n in range(1, 121)
    ]  # fmt: skip
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


def count(gazette: Gazette, *options: str) -> int:
    return int(gazette("list", "--count", *options).out)


def test_read_and_unread_star_and_unstar(shelf: Gazette) -> None:
    assert "3 articles changed" in shelf("mark", "read", "1", "5-6").out
    assert count(shelf, "--unread") == 117
    assert "1 article changed, 1 already so" in shelf("mark", "unread", "5", "7").out
    assert count(shelf, "--unread") == 118
    shelf("mark", "star", "1-4")
    shelf("mark", "unstar", "2")
    assert [record["id"] for record in shelf("list", "--starred", "--json").records] == [4, 3, 1]


def test_tags_are_one_whatever_their_case_and_accents(shelf: Gazette) -> None:
    shelf("mark", "tag", "Pêche", "1", "2")
    shelf("mark", "tag", "peche", "3")
    assert {tuple(record["tags"]) for record in shelf("list", "--tag", "PECHE", "--json").records} == {
        ("Pêche",)
    }
    assert count(shelf, "--tag", "pêche") == 3
    shelf("mark", "untag", "pêche", "1-2")
    assert [record["id"] for record in shelf("list", "--tag", "pêche", "--json").records] == [3]


def test_what_is_hidden_is_on_no_list_until_it_is_asked_for(shelf: Gazette) -> None:
    assert "2 articles changed" in shelf("mark", "hide", "1-2").out
    assert count(shelf) == 118
    assert [record["id"] for record in shelf("list", "--hidden", "--json").records] == [2, 1]
    assert shelf("read", "1", "--plain").code == 0
    shelf("mark", "unhide", "1")
    assert count(shelf) == 119
    shelf("undo")
    assert count(shelf) == 118


def test_a_search_or_filters_pick_them(shelf: Gazette) -> None:
    assert "12 articles changed" in shelf("mark", "star", "--search", "poutine").out
    shelf("mark", "read", "--starred")
    assert count(shelf, "--unread") == 108


def test_more_than_fifty_are_asked_about(shelf: Gazette) -> None:
    result = shelf("mark", "read", "1-120")
    assert result.code == 2
    assert "120 articles" in result.err
    assert "--yes" in result.err
    assert count(shelf, "--unread") == 120
    assert shelf("mark", "read", "1-50").code == 0
    assert shelf("mark", "read", "--source", "Le Port", "--yes").code == 0
    assert count(shelf, "--unread") == 0


def test_undo_walks_back_one_change_at_a_time(shelf: Gazette) -> None:
    shelf("mark", "read", "1-3")
    shelf("mark", "read", "2-5")
    shelf("mark", "tag", "mer", "1")
    shelf("mark", "untag", "mer", "1")
    shelf("mark", "star", "9")
    assert "mark star (1 article)" in shelf("undo").out
    assert count(shelf, "--starred") == 0
    shelf("undo")
    assert count(shelf, "--tag", "mer") == 1
    shelf("undo")
    assert count(shelf, "--tag", "mer") == 0
    assert "mark read (2 articles)" in shelf("undo").out
    assert [record["id"] for record in shelf("list", "--json", "--all").records if record["read"]] == [
        3,
        2,
        1,
    ]
    shelf("undo")
    assert count(shelf, "--unread") == 120
    result = shelf("undo")
    assert (result.code, result.out) == (1, "")
    assert "nothing to undo" in result.err


def test_what_changes_nothing_is_not_a_change_to_undo(shelf: Gazette) -> None:
    shelf("mark", "star", "9")
    shelf("mark", "star", "9")
    shelf("undo")
    assert count(shelf, "--starred") == 0


@pytest.mark.parametrize(
    "args",
    [
        ["blue", "1"],
        ["read"],
        ["tag"],
        ["tag", "mer"],
        ["tag", " ", "1"],
        ["tag", "a\nb\x1b", "1"],
        ["read", "1", "--starred"],
        ["read", "--search", '"'],
        [],
    ],
)
def test_what_can_not_be_meant_is_said(shelf: Gazette, args: list[str]) -> None:
    result = shelf("mark", *args)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("gazette: ")
    assert count(shelf, "--unread") == 120


def test_an_unknown_id_among_known_ones_changes_nothing(shelf: Gazette) -> None:
    assert shelf("mark", "read", "1", "9999").code == 1
    assert count(shelf, "--unread") == 120
