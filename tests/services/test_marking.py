"""Marks and tags: what undo takes back, and a journal of any length."""

import json

import pytest

from gazette_cli.errors import NotFoundError
from gazette_cli.library.connection import open_library
from gazette_cli.services import marking
from tests.conftest import NOW, Gazette
from tests.library.whole import assert_whole


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    rows = [{"title": f"Titre {n}", "text": f"Le texte {n}", "tags": ["mer"]} for n in range(1, 201)]
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


def test_a_tag_that_there_is_not_can_not_be_taken_off_and_is_not_made(shelf: Gazette) -> None:
    with open_library(shelf.home / ".local/share/gazette/library.db") as db:
        with pytest.raises(NotFoundError, match="no tag vent"):
            marking.tag_articles(db, [1], "vent", False, NOW)
        assert db.execute("SELECT name FROM tags").fetchall() == [("mer",)]
    assert shelf("mark", "untag", "vent", "1").code == 1
    assert shelf("undo").code == 1


def test_undo_of_many_is_one_step_and_whole(shelf: Gazette) -> None:
    before = shelf("list", "--json", "--all").out
    for verb in (["untag", "MER"], ["read"], ["star"], ["tag", "Vent"]):
        shelf("mark", *verb, "1-200", "--yes")
    with open_library(shelf.home / ".local/share/gazette/library.db") as db:
        assert_whole(db)
        for _ in range(4):
            undone = marking.undo(db)
            assert undone is not None and undone.articles == 200
            assert_whole(db)
        assert marking.undo(db) is None
    assert shelf("list", "--json", "--all").out == before
