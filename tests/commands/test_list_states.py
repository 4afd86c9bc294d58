"""gazette list: what a rule has hidden, and articles by the tags of their sources."""

import json

import pytest

from gazette_cli.library.connection import open_library
from gazette_cli.library.sources import list_sources, tag_source
from gazette_cli.library.state import apply_flag
from gazette_cli.paths import find_library
from tests.conftest import Gazette


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """Four articles, ids 1 to 4 from the oldest to the newest."""
    rows = [
        {"title": f"Marée {n}", "text": f"La marée {n}.", "published": f"2026-06-1{n}T08:00:00+02:00"}
        for n in range(1, 5)
    ]
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


def test_what_is_hidden_is_in_no_list_search_count_or_next(shelf: Gazette) -> None:
    everything = [record["id"] for record in shelf("list", "--all", "--json").records]
    hidden = everything[0]
    title = shelf("list", "--json", "--limit", "1").records[0]["title"]
    assert shelf("search", "--count", f'"{title}"').out == "1\n"
    with open_library(find_library(shelf.environ, None)) as db:
        apply_flag(db, [hidden], "hidden", True)
    assert [record["id"] for record in shelf("list", "--all", "--json").records] == everything[1:]
    assert shelf("list", "--count").out == f"{len(everything) - 1}\n"
    assert f"of {len(everything) - 1} " in shelf("list", COLUMNS="80").out
    assert shelf("search", f'"{title}"').code == 1
    assert {
        json.loads(shelf("read", "--json", "--keep-unread", name).out)["id"] for name in ("latest", "next")
    } == {everything[1]}
    for _ in range(9):
        assert json.loads(shelf("read", "--json", "--keep-unread", "random").out)["id"] != hidden
    # It is there for whoever asks for it.
    assert [record["id"] for record in shelf("list", "--hidden", "--json").records] == [hidden]
    assert shelf("search", "--count", f'"{title}" is:hidden').out == "1\n"
    assert shelf("read", "--json", str(hidden)).records[0]["id"] == hidden


def test_a_tag_of_a_source_is_one_of_its_articles(shelf: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    shelf.write("new/a.txt", make_page("Un", "Un texte."))
    shelf.write("new/b.txt", make_page("Deux", "Un autre texte."))
    shelf("add", str(shelf.home / "new"))
    ids = {record["title"]: record["id"] for record in shelf("list", "--all", "--json").records}
    with open_library(find_library(shelf.environ, None)) as db:
        (source,) = [source for source in list_sources(db) if source.location.endswith("new")]
        tag_source(db, source.id, "Côte/Nord", True)
    for name in ("côte/nord", "COTE", "Cote/Nord"):
        found = shelf("list", "--tag", name, "--json", "--all").records
        assert [record["id"] for record in found] == sorted((ids["Un"], ids["Deux"]), reverse=True)
        assert found[0]["tags"] == []
    shelf("mark", "tag", "côte", str(min(ids.values())))
    assert shelf("list", "--tag", "cote", "--count").out == "3\n"
    assert shelf("search", "--count", "texte tag:cote").out == "2\n"
    assert shelf("list", "--tag", "cot", "--count").out == "0\n"
    assert "did you mean" in shelf("list", "--tag", "cote/nor").err
