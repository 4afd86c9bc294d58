"""Whether two entries are one article: by the words they say, or by the page they stand for."""

import sqlite3
from hashlib import blake2b

from gazette_cli import words
from gazette_cli.library.schema import BELOW
from gazette_cli.models import DATED_DAY, DATED_FILE, DATED_SEEN, DATED_TIME, Entry

_CERTAIN = (DATED_TIME, DATED_DAY)
# Two look-ups in an index, however many dates the words have.
_SAME_WORDS = (
    f"SELECT id FROM articles WHERE digest = ?1 AND id <> ?2 AND dated IN {_CERTAIN} AND published = ?3"
    f" UNION ALL SELECT id FROM articles WHERE digest = ?1 AND id <> ?2 AND dated IN {(DATED_FILE, DATED_SEEN)}"
)


def digest_entry(entry: Entry) -> bytes:
    """Return a digest of all that a source says in `entry`: another one means an edit."""
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
    told = repr(rest)
    # Apart: a digest that was stored before there was any of these still holds.
    if more := tuple(filter(None, (entry.comments, entry.image, entry.duration))):
        told += repr(more)
    return _digest("\0".join((told, entry.text, entry.html or "")))


def digest_words(entry: Entry) -> bytes:
    """Return a digest of the headline and the text: the same words twice are one article."""
    # An entry without a text is told by its address as well: "Weather today" is another one every day.
    return _digest(f"{entry.title}\0{entry.text or entry.url or ''}")


def find_same_words(
    db: sqlite3.Connection, words_digest: bytes, published: int, dated: str, *, but: int = 0
) -> int | None:
    """Return the article with this headline and text, unless both state a date and the dates differ.

    `but`: not this one.
    """
    if dated not in _CERTAIN:
        sql = "SELECT id FROM articles WHERE digest = ? AND id <> ?"
        row = db.execute(sql, (words_digest, but)).fetchone()
    else:
        row = db.execute(_SAME_WORDS, (words_digest, but, published)).fetchone()
    return None if row is None else int(row[0])


def find_same_page(db: sqlite3.Connection, entry: Entry) -> tuple[int | None, bool]:
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


def has_copy(db: sqlite3.Connection, source_id: int, guid: str, article_id: int, digest: bytes) -> bool:
    """Say whether another file still holds what this one held before its edit: that one keeps the article.

    One file that two sources deliver (a folder, and a folder around it) is not another.
    """
    where = "CASE WHEN {0}.kind = 'folder' THEN {0}.location || '/' || {1} ELSE {0}.location END"
    sql = (
        "SELECT 1 FROM entries e JOIN files f ON f.source_id = e.source_id AND f.path = e.guid"
        " JOIN sources its ON its.id = e.source_id JOIN sources own ON own.id = ?3"
        " WHERE e.article_id = ?1 AND e.digest = ?2"
        f" AND {where.format('its', 'e.guid')} <> {where.format('own', '?4')}"
    )
    return db.execute(sql, (article_id, digest, source_id, guid)).fetchone() is not None


def is_outdone(db: sqlite3.Connection, article_id: int, entry: Entry, before: bytes, stated: bytes) -> bool:
    """Say whether an edited entry (digests `before` and `stated`) says less of its page than the article does.

    That is so where other words of the page are delivered too, by a file that is still there, and are the longer ones.
    """
    if not entry.url:
        return False
    sql = (
        "SELECT 1 FROM articles a JOIN contents c ON c.article_id = a.id JOIN entries e ON e.article_id = a.id"
        " JOIN files f ON f.source_id = e.source_id AND f.path ="
        f" iif(instr(e.guid, '{BELOW}'), substr(e.guid, 1, instr(e.guid, '{BELOW}') - 1), e.guid)"
        " WHERE a.id = ? AND a.url = ? AND a.title_key = ? AND length(c.text) > ? AND e.digest NOT IN (?, ?)"
    )
    values = (article_id, entry.url, words.fold(entry.title), len(entry.text), before, stated)
    return db.execute(sql, values).fetchone() is not None


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
