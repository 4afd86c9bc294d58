"""Every function of the library, on one that another program holds: an error of ours, never one of SQLite's."""

import sqlite3
from collections.abc import Callable

import pytest

from gazette_cli.errors import LibraryError
from gazette_cli.library import articles, places, sources, state
from gazette_cli.library.connection import open_library
from gazette_cli.library.search import search_articles
from gazette_cli.models import Place
from gazette_cli.query import EVERYTHING, Term
from gazette_cli.services import marking
from tests.conftest import NOW, Gazette


@pytest.mark.parametrize(
    "use",
    [
        lambda db: articles.list_articles(db),
        lambda db: articles.list_ids(db, EVERYTHING),
        lambda db: articles.count_articles(db, Term("is", "unread")),
        lambda db: articles.get_articles(db, [1]),
        lambda db: articles.get_content(db, 1),
        lambda db: articles.get_texts(db, [1], 10),
        lambda db: articles.find_ids(db, 1, 2),
        lambda db: articles.find_nearest_ids(db, 1),
        lambda db: articles.find_random_id(db),
        lambda db: articles.find_by_stem(db, "a"),
        lambda db: articles.list_names(db, "tag"),
        lambda db: sources.list_sources(db),
        lambda db: sources.find_source(db, "pages", "pages"),
        lambda db: sources.count_source_articles(db),
        lambda db: sources.remove_source(db, 1),
        lambda db: sources.read_snapshot(db, 1),
        lambda db: sources.write_snapshot(db, 1, b""),
        lambda db: sources.read_files(db, 1),
        lambda db: sources.write_files(db, 1, [("a", 1, 1)]),
        lambda db: sources.forget_files(db, 1, ["a"]),
        lambda db: sources.read_fact(db, "seeds"),
        lambda db: sources.write_fact(db, "a", "b"),
        lambda db: sources.add_source(db, "file", "/x", "x", 0),
        lambda db: state.set_flag(db, [1], "read", True, "read", 0),
        lambda db: state.set_tag(db, [1], "mer", True, "tag", 0),
        lambda db: state.undo_last(db),
        lambda db: places.keep_place(db, 1, Place(1, 2, "a", 3), 0),
        lambda db: places.get_place(db, 1),
        lambda db: places.drop_places(db, [1]),
        lambda db: places.find_last_place(db),
        lambda db: search_articles(db, Term("text", "phare")),
        lambda db: marking.mark_articles(db, [1], "star", NOW),
    ],
)
def test_every_function_on_a_locked_library_raises_an_error_of_ours(
    library: Gazette, make_page: Callable[..., str], use: Callable[[sqlite3.Connection], object]
) -> None:
    library("add", str(library.write("pages/a.txt", make_page("Un phare")).parent))
    path = library.home / ".local/share/gazette/library.db"
    other = sqlite3.connect(path, isolation_level=None)
    # Without WAL a writer keeps out readers as well.
    assert other.execute("PRAGMA journal_mode = DELETE").fetchone() == ("delete",)
    with pytest.raises(LibraryError, match="in use"), open_library(path) as db:
        db.execute("PRAGMA busy_timeout = 20")
        other.execute("BEGIN EXCLUSIVE")
        use(db)
    other.close()
