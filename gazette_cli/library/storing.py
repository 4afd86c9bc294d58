"""Entries become articles: what is new is added, what was edited keeps its id and state, what is known stays.

`store_entry` is called inside `connection.writing`. Its steps, in order: the source's own name for the entry (its
GUID or path); the same words already in the library; the same page (URL and headline); else a new article.
"""

import json
import sqlite3
from hashlib import blake2b
from typing import NamedTuple

from gazette_cli import stems, words
from gazette_cli.models import DATED_DAY, DATED_TIME, Enclosure, Entry

NEW, UPDATED, UNCHANGED = "new", "updated", "unchanged"
_SUMMARY_LENGTH = 280  # characters
_WORDS_PER_MINUTE = 230


class Moment(NamedTuple):
    """An entry's date as it is stored: `published` in seconds since the epoch, the offset in minutes."""

    published: int
    utc_offset: int
    dated: str


def store_entry(
    db: sqlite3.Connection, source_id: int, guid: str, entry: Entry, moment: Moment, now: int
) -> str:
    """Store `entry`, which `source_id` calls `guid`; return NEW, UPDATED or UNCHANGED. `now`: epoch seconds."""
    stated = _digest_entry(entry)
    known = db.execute(
        "SELECT article_id, digest FROM entries WHERE source_id = ? AND guid = ?", (source_id, guid)
    ).fetchone()
    if known is not None:
        article_id, digest = known
        if digest == stated:
            return UNCHANGED
        if _has_copy(db, source_id, guid, article_id, digest):
            db.execute("DELETE FROM entries WHERE source_id = ? AND guid = ?", (source_id, guid))
            return store_entry(db, source_id, guid, entry, moment, now)
        _update_article(db, article_id, entry, moment, now)
        db.execute(
            "UPDATE entries SET digest = ? WHERE source_id = ? AND guid = ?", (stated, source_id, guid)
        )
        return UPDATED
    outcome = UNCHANGED
    same = _find_same_words(db, entry, moment)
    if same is None:
        same, poorer = _find_same_page(db, entry)
        if same is None:
            same = _insert_article(db, source_id, entry, moment, now)
            outcome = NEW
        elif poorer:
            _update_article(db, same, entry, moment, now)
            outcome = UPDATED
    db.execute(
        "INSERT INTO entries (source_id, guid, article_id, digest) VALUES (?, ?, ?, ?)",
        (source_id, guid, same, stated),
    )
    return outcome


def _has_copy(db: sqlite3.Connection, source_id: int, guid: str, article_id: int, digest: bytes) -> bool:
    """Say whether another file still holds what this one held before its edit: that one keeps the article."""
    sql = (
        "SELECT 1 FROM entries e JOIN files f ON f.source_id = e.source_id AND f.path = e.guid"
        " WHERE e.article_id = ? AND e.digest = ? AND NOT (e.source_id = ? AND e.guid = ?)"
    )
    return db.execute(sql, (article_id, digest, source_id, guid)).fetchone() is not None


def index_article(db: sqlite3.Connection, article_id: int, *, remove: bool = False) -> None:
    """Put a stored article into the full-text index, or take it out: while its row still says what was indexed."""
    title, author, place, language, text = db.execute(
        "SELECT a.title, a.author, a.place, a.language, c.text FROM articles a"
        " JOIN contents c ON c.article_id = a.id WHERE a.id = ?",
        (article_id,),
    ).fetchone()
    _write_index(db, article_id, title, text, stems.stems_text(text, language), author, place, language, remove=remove)


def _write_index(
    db: sqlite3.Connection,
    article_id: int,
    title: str,
    text: str,
    body_stems: str,
    author: str | None,
    place: str | None,
    language: str | None,
    *,
    remove: bool = False,
) -> None:
    columns = "rowid, title, body, title_stems, body_stems, author, place"
    row = (
        article_id,
        words.index_text(title),
        words.index_text(text),
        stems.stems_text(title, language),
        body_stems,
        words.index_text(author or ""),
        words.index_text(place or ""),
    )
    if remove:
        sql = f"INSERT INTO articles_fts (articles_fts, {columns}) VALUES ('delete', ?, ?, ?, ?, ?, ?, ?)"
    else:
        sql = f"INSERT INTO articles_fts ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)"
    db.execute(sql, row)


def _insert_article(db: sqlite3.Connection, source_id: int, entry: Entry, moment: Moment, now: int) -> int:
    body_stems, count = stems.study_text(entry.text, entry.language)
    article_id = db.execute(
        "INSERT INTO articles (source_id, publication_id, title, title_key, url, published, utc_offset, dated, author,"
        " place, language, read, starred, words, minutes, summary, digest, added)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            source_id,
            _find_publication(db, entry.publication),
            entry.title,
            words.fold(entry.title),
            entry.url,
            *moment,
            entry.author,
            entry.place,
            entry.language,
            entry.read,
            entry.starred,
            count,
            _count_minutes(count),
            _summarise(entry),
            _digest_words(entry),
            now,
        ),
    ).lastrowid
    assert article_id is not None
    db.execute(
        "UPDATE sources SET total = total + 1, unread = unread + ? WHERE id = ?", (not entry.read, source_id)
    )
    db.execute(
        "INSERT INTO contents (article_id, text, html, enclosures) VALUES (?, ?, ?, ?)",
        (article_id, entry.text, entry.html, _dump_enclosures(entry.enclosures)),
    )
    _write_index(db, article_id, entry.title, entry.text, body_stems, entry.author, entry.place, entry.language)
    if entry.tags:
        _state_tags(db, article_id, entry.tags)
    return article_id


def _update_article(db: sqlite3.Connection, article_id: int, entry: Entry, moment: Moment, now: int) -> None:
    index_article(db, article_id, remove=True)
    body_stems, count = stems.study_text(entry.text, entry.language)
    db.execute(
        "UPDATE articles SET publication_id = ?, title = ?, title_key = ?, url = ?, published = ?, utc_offset = ?,"
        " dated = ?, author = ?, place = ?, language = ?, words = ?, minutes = ?, summary = ?, digest = ?, updated = ?"
        " WHERE id = ?",
        (
            _find_publication(db, entry.publication),
            entry.title,
            words.fold(entry.title),
            entry.url,
            *moment,
            entry.author,
            entry.place,
            entry.language,
            count,
            _count_minutes(count),
            _summarise(entry),
            _digest_words(entry),
            now,
            article_id,
        ),
    )
    db.execute(
        "UPDATE contents SET text = ?, html = ?, enclosures = ? WHERE article_id = ?",
        (entry.text, entry.html, _dump_enclosures(entry.enclosures), article_id),
    )
    _write_index(db, article_id, entry.title, entry.text, body_stems, entry.author, entry.place, entry.language)
    db.execute("DELETE FROM article_tags WHERE article_id = ? AND stated = 1", (article_id,))
    _state_tags(db, article_id, entry.tags)


def _find_same_words(db: sqlite3.Connection, entry: Entry, moment: Moment) -> int | None:
    """Return the article with this title and text, unless both state a date and the dates differ."""
    rows = db.execute("SELECT id, published, dated FROM articles WHERE digest = ?", (_digest_words(entry),))
    certain = (DATED_TIME, DATED_DAY)
    for article_id, published, dated in rows:
        if published == moment.published or moment.dated not in certain or dated not in certain:
            return int(article_id)
    return None


def _find_same_page(db: sqlite3.Connection, entry: Entry) -> tuple[int | None, bool]:
    """Return the article with this URL and headline, and whether it says less than `entry` does.

    The headline has to agree: there are sites whose every page claims one canonical URL.
    """
    if not entry.url:
        return None, False
    row = db.execute(
        "SELECT a.id, length(c.text) FROM articles a JOIN contents c ON c.article_id = a.id"
        " WHERE a.url = ? AND a.title_key = ?",
        (entry.url, words.fold(entry.title)),
    ).fetchone()
    return (None, False) if row is None else (int(row[0]), row[1] < len(entry.text))


def _find_publication(db: sqlite3.Connection, name: str | None) -> int | None:
    if not name:
        return None
    row = db.execute("SELECT id FROM publications WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = db.execute(
            "INSERT INTO publications (name, folded) VALUES (?, ?) RETURNING id", (name, words.fold(name))
        ).fetchone()
    return int(row[0])


def find_tag(db: sqlite3.Connection, name: str) -> int:
    """Return the id of the tag `name`, made if there is none. One that differs in case or accents is the same."""
    folded = words.fold(name)
    row = db.execute("SELECT id FROM tags WHERE folded = ?", (folded,)).fetchone()
    if row is None:
        row = db.execute(
            "INSERT INTO tags (name, folded) VALUES (?, ?) RETURNING id", (name, folded)
        ).fetchone()
    return int(row[0])


def _state_tags(db: sqlite3.Connection, article_id: int, tags: tuple[str, ...]) -> None:
    for name in tags:
        db.execute(
            "INSERT OR IGNORE INTO article_tags (article_id, tag_id, stated) VALUES (?, ?, 1)",
            (article_id, find_tag(db, name)),
        )


def _count_minutes(count: int) -> int:
    return -(-count // _WORDS_PER_MINUTE) if count else 0


def _summarise(entry: Entry) -> str:
    summary = " ".join((entry.summary or entry.text[: _SUMMARY_LENGTH * 2]).split())
    if len(summary) <= _SUMMARY_LENGTH:
        return summary
    return summary[:_SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _dump_enclosures(enclosures: tuple[Enclosure, ...]) -> str | None:
    return json.dumps(enclosures) if enclosures else None


def _digest_entry(entry: Entry) -> bytes:
    # The long parts as they are; the rest, which may be anything, as Python spells it.
    rest = (
        entry.title,
        entry.url,
        entry.publication,
        entry.published and entry.published.isoformat(),
        entry.author,
        entry.place,
        entry.language,
        entry.tags,
        entry.summary,
        tuple(map(tuple, entry.enclosures)),
        entry.html is None,
    )
    return _digest("\0".join((repr(rest), entry.text, entry.html or "")))


def _digest_words(entry: Entry) -> bytes:
    # An entry without a text is told by its address as well: "Weather today" is another one every day.
    return _digest(f"{entry.title}\0{entry.text or entry.url or ''}")


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
