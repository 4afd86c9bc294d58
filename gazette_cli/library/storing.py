"""Entries become articles: what is new is added, what was edited keeps its id and state, what is known stays.

`store_entry` is called inside `indexing.writing_articles`. Its steps, in order: the source's own name for the entry
(its GUID or path); of a feed, the page that it has delivered before under another name; the same words already in the
library; the same page from elsewhere; else a new article. Which of them are one is identity.py's to say.

What is new goes through plain INSERTs of one row: a trigger, REPLACE or upsert would make FTS5 write out what it has
gathered, for each of them.
"""

import sqlite3
from typing import NamedTuple

from gazette_cli.library import identity, updating
from gazette_cli.library.indexing import put_row
from gazette_cli.library.studying import Delivery as Delivery
from gazette_cli.library.studying import Moment as Moment
from gazette_cli.library.studying import Studied as Studied
from gazette_cli.library.studying import digest_entry as digest_entry
from gazette_cli.library.studying import find_shared as find_shared
from gazette_cli.library.studying import study_entry as study_entry
from gazette_cli.library.tags import state_tags
from gazette_cli.models import Entry

NEW, UPDATED, UNCHANGED = "new", "updated", "unchanged"


class Stored(NamedTuple):
    """What became of an entry: NEW, UPDATED or UNCHANGED, and the article that it is."""

    outcome: str
    article_id: int


_STATED = updating.STATED
_INSERT = (
    f"INSERT INTO articles ({', '.join(_STATED)}, source_id, read, starred, added)"
    f" VALUES ({', '.join('?' * (len(_STATED) + 4))})"
)
_INSERT_CONTENTS = (
    f"INSERT INTO contents (article_id, {', '.join(updating.CONTENTS)})"
    f" VALUES ({', '.join('?' * (len(updating.CONTENTS) + 1))})"
)
_NAME = "INSERT INTO entries (source_id, guid, article_id, digest) VALUES (?, ?, ?, ?)"


def store_entry(
    db: sqlite3.Connection,
    source_id: int,
    guid: str,
    entry: Entry,
    moment: Moment,
    now: int,
    *,
    studied: Studied | None = None,
    present: frozenset[str] = frozenset(),
    shared: frozenset[str] = frozenset(),
) -> Stored:
    """Store `entry`, which `source_id` calls `guid`, and say what became of it. `now`: seconds since the epoch.

    `studied`: `study_entry(entry)`; made here, where it is needed, if it is not given. `present`: of a feed, all the
    guids of the document that the entry came in, its own included; of anything else none. `shared`: `find_shared` of
    the entries of that document.
    """
    known = db.execute(
        "SELECT article_id, digest FROM entries WHERE source_id = ? AND guid = ?", (source_id, guid)
    ).fetchone()
    digest = studied.digest if studied else digest_entry(entry)
    if known is not None and known[1] == digest:
        return Stored(UNCHANGED, known[0])
    studied = studied or study_entry(entry, digest)
    delivery = Delivery(source_id, guid, entry, moment, now, studied, present, shared)
    if known is None:
        return _take_unknown(db, delivery)
    return _take_edited(db, delivery, *known)


def _take_unknown(db: sqlite3.Connection, delivery: Delivery, *, renamed: bool = False) -> Stored:
    """Store what the source calls by a new name, or (`renamed`) by one that was another article's."""
    studied, moment = delivery.studied, delivery.moment
    match = identity.match_page(db, delivery, renamed=renamed)
    if match.own is not None:
        return _tell(db, delivery, match.own, updating.update_article(db, match.own, delivery))
    same = identity.find_same_words(db, studied.words_digest, moment.published, moment.dated)
    if same is not None:
        return _tell(db, delivery, same, False)
    if match.same is not None:
        return _tell(db, delivery, match.same, updating.outdo_article(db, match.same, delivery))
    article_id = _insert_article(db, delivery, match.key)
    _name(db, delivery, article_id)
    return Stored(NEW, article_id)


def _take_edited(db: sqlite3.Connection, delivery: Delivery, article_id: int, before: bytes) -> Stored:
    """Store what the source has changed: `before` is the digest of what it said."""
    source_id, guid, digest = delivery.source_id, delivery.guid, delivery.studied.digest
    if _has_left(db, delivery, article_id, before):
        db.execute("DELETE FROM entries WHERE source_id = ? AND guid = ?", (source_id, guid))
        return _take_unknown(db, delivery, renamed=True)
    db.execute("UPDATE entries SET digest = ? WHERE source_id = ? AND guid = ?", (digest, source_id, guid))
    if delivery.present and not identity.is_teller(db, article_id, source_id):
        changed = updating.outdo_article(db, article_id, delivery)
    elif not delivery.present and identity.is_outdone(db, article_id, delivery.entry, before, digest):
        changed = False
    else:
        changed = updating.update_article(db, article_id, delivery)
    return Stored(UPDATED if changed else UNCHANGED, article_id)


def _has_left(db: sqlite3.Connection, delivery: Delivery, article_id: int, before: bytes) -> bool:
    """Say whether an edited entry leaves its article.

    A file does: to a copy that stays as it was, or for one that has its words (two files that change their names).
    An entry of a feed does whose name is no name but its number in the list.
    """
    if delivery.present:
        return identity.is_another(db, article_id, delivery)
    if identity.has_copy(db, delivery.source_id, delivery.guid, article_id, before):
        return True
    published, _, dated = delivery.moment
    digest = delivery.studied.words_digest
    return identity.find_same_words(db, digest, published, dated, but=article_id) is not None


def _tell(db: sqlite3.Connection, delivery: Delivery, article_id: int, changed: bool) -> Stored:
    _name(db, delivery, article_id)
    return Stored(UPDATED if changed else UNCHANGED, article_id)


def _name(db: sqlite3.Connection, delivery: Delivery, article_id: int) -> None:
    db.execute(_NAME, (delivery.source_id, delivery.guid, article_id, delivery.studied.digest))


def _insert_article(db: sqlite3.Connection, delivery: Delivery, page_key: int | None) -> int:
    entry, source_id = delivery.entry, delivery.source_id
    stated = updating.list_stated(db, delivery, page_key)
    cursor = db.execute(_INSERT, (*stated, source_id, entry.read, entry.starred, delivery.now))
    article_id = cursor.lastrowid
    assert article_id is not None
    db.execute(
        "UPDATE sources SET total = total + 1, unread = unread + ? WHERE id = ?", (not entry.read, source_id)
    )
    db.execute(_INSERT_CONTENTS, (article_id, *updating.list_contents(delivery)))
    put_row(db, article_id, delivery.studied.row)
    if entry.tags:
        state_tags(db, article_id, entry.tags)
    return article_id
