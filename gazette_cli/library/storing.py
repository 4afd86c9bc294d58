"""Entries become articles: what is new is added, what was edited keeps its id and state, what is known stays.

`store_entry` is called inside `indexing.writing_articles`. Its steps, in order: the source's own name for the entry
(its GUID or path); the same words already in the library; the same page (URL and headline); else a new article.
"""

import json
import sqlite3
from typing import NamedTuple

from gazette_cli import stems, words
from gazette_cli.library.identity import (
    digest_entry,
    digest_words,
    find_same_page,
    find_same_words,
    has_copy,
    is_outdone,
)
from gazette_cli.library.indexing import put_in_index, take_from_index
from gazette_cli.library.tags import renew_tags, state_tags
from gazette_cli.models import Enclosure, Entry

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
    stated = digest_entry(entry)
    known = db.execute(
        "SELECT article_id, digest FROM entries WHERE source_id = ? AND guid = ?", (source_id, guid)
    ).fetchone()
    if known is not None:
        article_id, before = known
        if before == stated:
            return UNCHANGED
        if not _has_moved(db, source_id, guid, article_id, before, entry, moment):
            db.execute(
                "UPDATE entries SET digest = ? WHERE source_id = ? AND guid = ?", (stated, source_id, guid)
            )
            if is_outdone(db, article_id, entry, before, stated):
                return UNCHANGED
            _update_article(db, article_id, entry, moment, now)
            return UPDATED
        db.execute("DELETE FROM entries WHERE source_id = ? AND guid = ?", (source_id, guid))
    outcome = UNCHANGED
    same = find_same_words(db, digest_words(entry), moment.published, moment.dated)
    if same is None:
        same, poorer = find_same_page(db, entry)
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


def _has_moved(
    db: sqlite3.Connection,
    source_id: int,
    guid: str,
    article_id: int,
    before: bytes,
    entry: Entry,
    moment: Moment,
) -> bool:
    """Say whether an edited entry leaves its article: to a copy that stays as it was, or for one that has its words.

    The second is what two files do that change their names.
    """
    if has_copy(db, source_id, guid, article_id, before):
        return True
    words_digest = digest_words(entry)
    return find_same_words(db, words_digest, moment.published, moment.dated, but=article_id) is not None


# The columns of an article that say what its source says, in the order of `_list_stated`.
_STATED = (
    "publication_id", "title", "title_key", "url", "published", "utc_offset", "dated", "author", "place", "language",
    "words", "minutes", "summary", "digest",
)  # fmt: skip


def _list_stated(db: sqlite3.Connection, entry: Entry, moment: Moment, count: int) -> tuple[object, ...]:
    return (
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
        digest_words(entry),
    )


def _insert_article(db: sqlite3.Connection, source_id: int, entry: Entry, moment: Moment, now: int) -> int:
    body_stems, count = stems.study_text(entry.text, entry.language)
    columns = ", ".join((*_STATED, "source_id", "read", "starred", "added"))
    marks = ", ".join("?" * (len(_STATED) + 4))
    article_id = db.execute(
        f"INSERT INTO articles ({columns}) VALUES ({marks})",
        (*_list_stated(db, entry, moment, count), source_id, entry.read, entry.starred, now),
    ).lastrowid
    assert article_id is not None
    db.execute(
        "UPDATE sources SET total = total + 1, unread = unread + ? WHERE id = ?", (not entry.read, source_id)
    )
    db.execute(
        "INSERT INTO contents (article_id, text, html, enclosures) VALUES (?, ?, ?, ?)",
        (article_id, entry.text, entry.html, _dump_enclosures(entry.enclosures)),
    )
    put_in_index(
        db, article_id, entry.title, entry.text, body_stems, entry.author, entry.place, entry.language
    )
    if entry.tags:
        state_tags(db, article_id, entry.tags)
    return article_id


def _update_article(db: sqlite3.Connection, article_id: int, entry: Entry, moment: Moment, now: int) -> None:
    take_from_index(db, article_id)
    body_stems, count = stems.study_text(entry.text, entry.language)
    columns = ", ".join(f"{column} = ?" for column in _STATED)
    db.execute(
        f"UPDATE articles SET {columns}, updated = ? WHERE id = ?",
        (*_list_stated(db, entry, moment, count), now, article_id),
    )
    db.execute(
        "UPDATE contents SET text = ?, html = ?, enclosures = ? WHERE article_id = ?",
        (entry.text, entry.html, _dump_enclosures(entry.enclosures), article_id),
    )
    put_in_index(
        db, article_id, entry.title, entry.text, body_stems, entry.author, entry.place, entry.language
    )
    renew_tags(db, article_id, entry.tags)


def _find_publication(db: sqlite3.Connection, name: str | None) -> int | None:
    if not name:
        return None
    row = db.execute("SELECT id FROM publications WHERE name = ?", (name,)).fetchone()
    if row is None:
        row = db.execute(
            "INSERT INTO publications (name, folded) VALUES (?, ?) RETURNING id", (name, words.fold(name))
        ).fetchone()
    return int(row[0])


def _count_minutes(count: int) -> int:
    return -(-count // _WORDS_PER_MINUTE) if count else 0


def _summarise(entry: Entry) -> str:
    summary = " ".join((entry.summary or entry.text[: _SUMMARY_LENGTH * 2]).split())
    if len(summary) <= _SUMMARY_LENGTH:
        return summary
    return summary[:_SUMMARY_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def _dump_enclosures(enclosures: tuple[Enclosure, ...]) -> str | None:
    return json.dumps(enclosures) if enclosures else None
