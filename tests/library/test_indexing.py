"""The index takes out what it was told, also when the telling has changed."""

from collections.abc import Callable

import pytest

from gazette_cli import stems
from gazette_cli.library import indexing
from gazette_cli.library.connection import open_library
from tests.conftest import Gazette
from tests.library.whole import assert_whole


def path(gazette: Gazette):  # type: ignore[no-untyped-def]
    return gazette.home / ".local/share/gazette/library.db"


@pytest.fixture
def shelf(library: Gazette, make_page: Callable[..., str]) -> Gazette:
    for n in range(6):
        library.write(
            f"pages/{n}.txt", make_page(f"Acceptations {n}", f"Les invitations acceptées du bateau{n}.")
        )
    library.write("other/a.txt", make_page("Seul", "Un texte à part, sur les marées."))
    library("add", str(library.home / "pages"), str(library.home / "other"))
    return library


def change_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_RULES", "another")
    study = stems.study_text

    def study_otherwise(text: str, language: str | None) -> tuple[str, int]:
        found, count = study(text, language)
        return f"{found} nouveau", count

    monkeypatch.setattr(stems, "study_text", study_otherwise)


def test_after_a_change_of_stems_the_next_article_builds_the_index_anew(
    shelf: Gazette, make_page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    change_rules(monkeypatch)
    shelf.write("pages/0.txt", make_page("Acceptations 0", "Un autre texte, plus court."))
    assert shelf("list", "--count").out == "7\n"
    with open_library(path(shelf)) as db:
        assert_whole(db)
        found = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'body_stems: nouveau'"
        assert db.execute(found).fetchone() == (7,)
        assert db.execute("SELECT count(*) FROM words WHERE term = 'bateau0'").fetchone() == (0,)
        assert db.execute("SELECT value FROM facts WHERE name = 'stems'").fetchone() == ("another",)


def test_after_a_change_of_stems_a_source_can_be_removed(
    shelf: Gazette, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_rules(monkeypatch)
    assert shelf("remove", "other").code == 0
    with open_library(path(shelf)) as db:
        assert_whole(db)
        assert db.execute("SELECT count(*) FROM words WHERE term = 'marees'").fetchone() == (0,)
        found = "SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'body_stems: nouveau'"
        assert db.execute(found).fetchone() == (6,)


def test_to_list_and_to_mark_builds_nothing_anew(shelf: Gazette, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "_RULES", "another")
    monkeypatch.setattr(indexing, "rebuild_index", lambda db, **_: pytest.fail("built anew"))
    assert shelf("list").code == shelf("search", "acceptation").code == shelf("mark", "star", "1").code == 0


def test_a_new_library_remembers_its_rules(gazette: Gazette) -> None:
    gazette("list")
    with open_library(path(gazette)) as db:
        (rules,) = db.execute("SELECT value FROM facts WHERE name = 'stems'").fetchone()
    assert stems.STEMS_VERSION in rules


@pytest.mark.parametrize(("gone", "left"), [("pages", 1), ("other", 6)])
def test_a_removed_source_leaves_no_word_behind(shelf: Gazette, gone: str, left: int) -> None:
    shelf("remove", gone)
    with open_library(path(shelf)) as db:
        assert_whole(db)
        words = {row[0] for row in db.execute("SELECT term FROM words")}
    assert ("bateau0" in words, "marees" in words) == (gone != "pages", gone != "other")
    assert shelf("list", "--count").out == f"{left}\n"
