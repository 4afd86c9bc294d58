"""The full-text index: what it is told of an article, and that it stays true to what it was told.

The index holds no texts (schema.py): a row is taken out by saying again, word for word, what was put in. So whatever
writes to it goes through `writing_articles`, which first builds it anew if it was built by other rules.
"""

import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from gazette_cli import stems, words
from gazette_cli.library.connection import find_name, make_damaged_error, writing
from gazette_cli.library.links import LINKS_VERSION, make_page

# What the index is told: headline, text, their stems, author, place.
Row = tuple[str, str, str, str, str, str]

_FACT, _LINKS_FACT = "stems", "links"
# Unicode's version as well: it decides what folding makes of a letter, and it comes with Python.
_RULES = f"{stems.STEMS_VERSION} {unicodedata.unidata_version}"

_COLUMNS = "rowid, title, body, title_stems, body_stems, author, place"
_PUT = f"INSERT INTO articles_fts ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"
_TAKE = f"INSERT INTO articles_fts (articles_fts, {_COLUMNS}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
_SAID = (
    "SELECT a.id, a.title, c.text, a.author, a.place, a.language FROM articles a"
    " JOIN contents c ON c.article_id = a.id"
)


@contextmanager
def writing_articles(db: sqlite3.Connection, *, patient: bool = True) -> Iterator[None]:
    """One transaction (`connection.writing`) in which articles may be stored or removed."""
    with writing(db, patient=patient):
        renew_index(db)
        renew_keys(db)
        yield


def renew_index(db: sqlite3.Connection) -> None:
    """Build the index anew if other rules made it: those of another gazette's stems, or another Unicode.

    Of a library that says nothing of its rules, what it holds is taken for ours.
    """
    row = db.execute("SELECT value FROM facts WHERE name = ?", (_FACT,)).fetchone()
    if row is not None and row[0] == _RULES:
        return
    if row is not None:
        rebuild_index(db)
    db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_FACT, _RULES))


def renew_keys(db: sqlite3.Connection) -> None:
    """Say anew which page each article is (links.py) if other rules said it, or none did."""
    row = db.execute("SELECT value FROM facts WHERE name = ?", (_LINKS_FACT,)).fetchone()
    if row is not None and row[0] == LINKS_VERSION:
        return
    # By link and headline: whether it may be told by its link alone was known when it was stored, and not now.
    keys = [
        (make_page(url, title_key).titled_key, article_id)
        for article_id, url, title_key in db.execute(
            "SELECT id, url, title_key FROM articles WHERE url IS NOT NULL"
        )
    ]
    db.executemany("UPDATE articles SET page_key = ? WHERE id = ?", keys)
    db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_LINKS_FACT, LINKS_VERSION))


def rebuild_index(db: sqlite3.Connection, *, without: int | None = None) -> None:
    """Empty the index and put every article in, leaving out those of the source `without`."""
    db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('delete-all')")
    # In order of id, which is the index's own: read as they are written, and never all at once.
    rows = db.execute(f"{_SAID} WHERE a.source_id IS NOT ? ORDER BY a.id", (without,))
    for article_id, *said in rows:
        put_row(db, article_id, _make_stored_row(*said))


def index_article(db: sqlite3.Connection, article_id: int) -> None:
    """Put a stored article into the index, which does not hold it."""
    put_row(db, *_make_own_row(db, article_id))


def put_row(db: sqlite3.Connection, article_id: int, row: Row) -> None:
    """Index an article."""
    db.execute(_PUT, (article_id, *row))


def take_from_index(db: sqlite3.Connection, article_id: int) -> None:
    """Take a stored article out of the index: while its row still says what was indexed."""
    article_id, row = _make_own_row(db, article_id)
    db.execute(_TAKE, (article_id, *row))


def make_row(
    title: str, text: str, author: str | None, place: str | None, language: str | None, body_stems: str
) -> Row:
    """Return what the index is told of an article. `body_stems`: `stems.stems_text` of its text."""
    return (
        words.index_text(title),
        words.index_text(text),
        stems.stems_text(title, language),
        body_stems,
        words.index_text(author or ""),
        words.index_text(place or ""),
    )


def _make_own_row(db: sqlite3.Connection, article_id: int) -> tuple[int, Row]:
    row = db.execute(f"{_SAID} WHERE a.id = ?", (article_id,)).fetchone()
    if row is None:
        raise make_damaged_error(find_name(db))
    return article_id, _make_stored_row(*row[1:])


def _make_stored_row(
    title: str, text: str, author: str | None, place: str | None, language: str | None
) -> Row:
    return make_row(title, text, author, place, language, stems.stems_text(text, language))
