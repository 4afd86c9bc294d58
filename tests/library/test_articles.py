"""Reading articles: by the file they came from, and however many there are."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette_cli.errors import LibraryError, NotFoundError
from gazette_cli.library import articles
from gazette_cli.library.connection import open_library, writing
from gazette_cli.library.identity import Match, find_same_words, match_page
from gazette_cli.library.links import make_page
from gazette_cli.library.storing import Delivery, Moment, study_entry
from gazette_cli.models import DATED_TIME, Entry
from gazette_cli.services import adding
from tests.conftest import NOW

MANY = 400


@pytest.fixture
def pages(tmp_path: Path, make_page: Callable[..., str]) -> Path:
    (tmp_path / "pages").mkdir()
    for n in range(MANY):
        (tmp_path / "pages" / f"page {n}%.txt").write_text(make_page(f"Page {n}", f"Texte {n}."))
    return tmp_path


def count_steps(db: sqlite3.Connection, use: Callable[[], object]) -> int:
    """How many hundreds of instructions SQLite's machine runs: the same each time, unlike seconds."""
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    db.set_progress_handler(step, 100)
    use()
    db.set_progress_handler(None, 0)
    return steps


def test_a_file_is_found_by_its_name_in_one_pass_over_the_files(pages: Path) -> None:
    with open_library(pages / "library.db") as db:
        adding.add_path(db, str(pages / "pages"), NOW)
        found: list[int] = []
        for name in ("page 7%", "page 7%.txt", "pages/page 7%"):
            assert count_steps(db, lambda name=name: found.extend(articles.find_by_stem(db, name))) < MANY
        (article,) = articles.get_articles(db, list(set(found)))
        assert (article.title, len(found)) == ("Page 7", 2)
        assert articles.find_by_stem(db, "page 7") == articles.find_by_stem(db, "age 7%") == []


def test_one_headline_or_address_of_many_articles_is_looked_up_at_once(tmp_path: Path) -> None:
    with open_library(tmp_path / "library.db") as db, writing(db):
        db.execute(
            "INSERT INTO sources (kind, location, title, folded, added) VALUES ('stdin', '-', '', '', 0)"
        )
        db.executemany(
            "INSERT INTO articles (source_id, title, title_key, url, published, utc_offset, dated, words, minutes,"
            " summary, digest, added, page_key)"
            " VALUES (1, ?1, ?1, 'https://example.org/a', ?2, 0, 'time', 0, 0, '', x'00', 0, ?3)",
            [(f"page {n}", n, make_page("https://example.org/a", "").sole_key) for n in range(MANY)],
        )
        db.execute("INSERT INTO contents (article_id, text) SELECT id, 'text' FROM articles")
        new = Entry("Page new", "Text", url="https://example.org/a")
        page = study_entry(new).page
        delivery = Delivery(
            1, "x", new, Moment(0, 0, DATED_TIME), 0, study_entry(new), frozenset("x"), frozenset()
        )
        for look, expected in (
            (lambda: find_same_words(db, b"\0", MANY + 1, DATED_TIME), None),
            (lambda: find_same_words(db, b"\0", 5, DATED_TIME), 6),
            (lambda: match_page(db, delivery), Match(None, None, page.sole_key)),
        ):
            assert look() == expected
            assert count_steps(db, look) < 5


def test_what_is_gone_or_damaged_is_an_error_of_ours(pages: Path) -> None:
    with open_library(pages / "library.db") as db:
        adding.add_path(db, str(pages / "pages" / "page 1%.txt"), NOW)
        with pytest.raises(NotFoundError, match="gone"):
            articles.get_content(db, 99)
        db.execute("UPDATE articles SET published = 'x'")
        with pytest.raises(LibraryError, match="damaged"):
            articles.list_articles(db)
        db.execute("UPDATE contents SET enclosures = '{['")
        with pytest.raises(LibraryError, match="damaged"):
            articles.get_content(db, 1)
