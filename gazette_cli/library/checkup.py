"""What a check-up asks the library: whether it is whole, and how each feed's articles come. No text is read whole."""

import sqlite3
from collections.abc import Collection, Iterator
from typing import NamedTuple

from gazette_cli.beginnings import END
from gazette_cli.library import indexing

FILE = "file"  # what is wrong with a library that no mending helps
_MOST_PROBLEMS = 10  # of the file that are named
_DATES = 51  # for fifty gaps
_RECENT = 20
QUIET = 14 * 86_400  # seconds without news that any feed may take
WAITING = 20  # articles that wait to be read
_LONG = 30 * 86_400  # seconds that they have waited
# What the tables say of one another, beyond what foreign keys hold: the finding, and how to count where it is so.
_COUNTS = (
    (
        "counters",
        "{:,} sources have miscounted their articles",
        "SELECT count(*) FROM sources s LEFT JOIN"
        " (SELECT source_id, count(*) AS total, sum(read = 0) AS unread FROM articles WHERE NOT hidden GROUP BY 1) a"
        " ON a.source_id = s.id WHERE s.total <> ifnull(a.total, 0) OR s.unread <> ifnull(a.unread, 0)",
    ),
    (
        "texts",
        "{:,} articles have lost their text",
        "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM contents c WHERE c.article_id = a.id)",
    ),
    (
        "search",
        "{:,} articles are missing in the search index",
        "SELECT count(*) FROM articles a WHERE NOT EXISTS (SELECT 1 FROM articles_fts_docsize d WHERE d.id = a.id)",
    ),
    (
        "search",
        "the search index holds {:,} articles that are not there",
        "SELECT count(*) FROM articles_fts_docsize d WHERE NOT EXISTS (SELECT 1 FROM articles a WHERE a.id = d.id)",
    ),
    (
        "feeds",
        "{:,} feeds have lost what was known of their servers",
        "SELECT count(*) FROM sources s WHERE kind = 'feed' AND NOT EXISTS"
        " (SELECT 1 FROM feeds f WHERE f.source_id = s.id)",
    ),
)


class Problem(NamedTuple):
    """Something that is wrong with a library. `what`: file, indexes, links, counters, texts, search, feeds.

    The file itself can't be mended, anything else can (`mend_library`).
    """

    what: str
    message: str


class Recent(NamedTuple):
    """One of a feed's last articles: its words, its headline and summary, and the last characters of its text."""

    words: int
    title: str
    summary: str
    end: str


class Habits(NamedTuple):
    """How a feed's articles come and are read. Times are seconds since the epoch.

    `dates` are those of the last fifty-one, newest first. `newest`: of all that it delivers, those that another source
    delivered first as well. `recent`: the last twenty that have a page and no recording and were not fetched whole.
    `waiting`: how many arrived more than a month ago, WAITING at most, if none of all was ever read or starred; else 0.
    """

    dates: tuple[int, ...] = ()
    newest: int | None = None
    recent: tuple[Recent, ...] = ()
    waiting: int = 0


def check_library(db: sqlite3.Connection, *, thorough: bool = False) -> Iterator[Problem]:
    """Yield what is wrong with a library. The whole file is read: some seconds for a gigabyte.

    `thorough` also compares every index with its table, which takes several times as long.
    """
    try:
        yield from _check_file(db, "integrity_check" if thorough else "quick_check")
        broken = sum(1 for _ in db.execute("PRAGMA foreign_key_check"))
        if broken:
            yield Problem("links", f"{broken:,} rows belong to what is not there")
        for what, message, sql in _COUNTS:
            (count,) = db.execute(sql).fetchone()
            if count:
                yield Problem(what, message.format(count))
    except (sqlite3.DatabaseError, UnicodeDecodeError) as exc:
        if getattr(exc, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        yield Problem(FILE, str(exc))
        return
    if thorough:
        yield from _check_index(db)


def mend_library(db: sqlite3.Connection, found: Collection[str], now: int) -> None:
    """Put right what `check_library` found (`Problem.what`), but for the file itself. In the caller's transaction.

    What belongs to nothing goes; an article without its text keeps its summary, and one without its source gets a new
    one, as it may be the only copy. `now`: seconds since the epoch.
    """
    if "indexes" in found:
        db.execute("REINDEX")
    if "links" in found:
        _mend_links(db, now)
    if "feeds" in found:
        db.execute("INSERT OR IGNORE INTO feeds (source_id) SELECT id FROM sources WHERE kind = 'feed'")
    if "texts" in found:
        db.execute(
            "INSERT INTO contents (article_id, text) SELECT id, summary FROM articles"
            " WHERE id NOT IN (SELECT article_id FROM contents)"
        )
    if not {"links", "texts", "search"}.isdisjoint(found):
        indexing.rebuild_index(db)
    counted = "SELECT count(*) FROM articles a WHERE a.source_id = sources.id AND NOT hidden"
    db.execute(f"UPDATE sources SET total = ({counted}), unread = ({counted} AND NOT read)")


def _mend_links(db: sqlite3.Connection, now: int) -> None:
    db.execute(
        "UPDATE articles SET publication_id = NULL WHERE publication_id NOT IN (SELECT id FROM publications)"
    )
    name = "'lost source ' || source_id"
    db.execute(
        "INSERT INTO sources (id, kind, location, title, folded, added)"
        f" SELECT DISTINCT source_id, 'lost', 'lost:' || source_id, {name}, {name}, ? FROM articles"
        " WHERE source_id NOT IN (SELECT id FROM sources)",
        (now,),
    )
    tables = db.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'articles'"
    ).fetchall()
    for (table,) in tables:
        keys = db.execute('SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)', (table,)).fetchall()
        for column, parent, key in keys:
            db.execute(f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {key} FROM {parent})")


def read_habits(db: sqlite3.Connection, source_id: int, now: int) -> Habits:
    """Return how a feed's articles come and are read, at `now` (epoch seconds)."""
    dates = tuple(
        date
        for (date,) in db.execute(
            f"SELECT published FROM articles WHERE source_id = ? ORDER BY published DESC LIMIT {_DATES}",
            (source_id,),
        )
    )
    newest = dates[0] if dates else None
    if newest is None or newest < now - QUIET:
        # Rarely asked, as it looks up every article of the feed.
        (newest,) = db.execute(
            "SELECT max(a.published) FROM entries e JOIN articles a ON a.id = e.article_id WHERE e.source_id = ?",
            (source_id,),
        ).fetchone()
        newest = max(filter(None, (newest, *dates[:1])), default=None)
    return Habits(dates, newest, _read_recent(db, source_id), _count_waiting(db, source_id, now - _LONG))


def _check_file(db: sqlite3.Connection, pragma: str) -> Iterator[Problem]:
    said_before = {"ok"}
    problems = 0
    for (said,) in db.execute(f"PRAGMA {pragma}"):
        if said in said_before:
            continue
        said_before.add(said)
        yield Problem("indexes" if " index " in said else FILE, said)
        problems += 1
        if problems == _MOST_PROBLEMS:
            return


def _read_recent(db: sqlite3.Connection, source_id: int) -> tuple[Recent, ...]:
    rows = db.execute(
        f"SELECT a.words, a.title, a.summary, substr(c.text, -{END}) FROM articles a"
        " JOIN contents c ON c.article_id = a.id WHERE a.source_id = ? AND a.url IS NOT NULL"
        " AND c.enclosures IS NULL AND c.duration IS NULL AND NOT c.full_text"
        f" ORDER BY a.published DESC LIMIT {_RECENT}",
        (source_id,),
    )
    return tuple(Recent(*row) for row in rows)


def _count_waiting(db: sqlite3.Connection, source_id: int, since: int) -> int:
    untouched = (
        f"SELECT 1 FROM sources WHERE id = ? AND total >= {WAITING} AND unread = total AND added < ?"
        " AND NOT EXISTS (SELECT 1 FROM articles WHERE source_id = sources.id AND (read OR starred) AND NOT hidden)"
    )
    if not db.execute(untouched, (source_id, since)).fetchone():
        return 0
    waiting = (
        "SELECT count(*) FROM (SELECT 1 FROM articles WHERE source_id = ? AND added < ? AND NOT hidden"
        f" ORDER BY published LIMIT {WAITING})"
    )
    return int(db.execute(waiting, (source_id, since)).fetchone()[0])


def _check_index(db: sqlite3.Connection) -> Iterator[Problem]:
    try:
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as exc:
        if getattr(exc, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CORRUPT:
            raise
        yield Problem("search", "the search index contradicts itself")
