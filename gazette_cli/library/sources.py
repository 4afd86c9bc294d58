"""Sources: what the library was told to read, and the files it has read of them."""

import re
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from gazette_cli import words
from gazette_cli.errors import NotFoundError
from gazette_cli.models import Source

_COLUMNS = """id, kind, location, title, total, unread, added,
    (SELECT group_concat(name, char(31)) FROM (SELECT name FROM source_tags WHERE source_id = id ORDER BY folded))"""

# Before the host of an address: "https://", and what some pages make of a feed's, "feed:https://".
_SCHEMES = re.compile(r"(?:feed:(?://)?)?(?:[a-z][a-z0-9+.-]*://)?", re.IGNORECASE)
_USUAL_PORT = re.compile(r":(?:80|443)?$")
_LONGEST_GUESS = 80  # characters of a name that are compared


def add_source(db: sqlite3.Connection, kind: str, location: str, title: str, now: int) -> tuple[int, bool]:
    """Return the id of the source at `location`, and whether it is new."""
    row = db.execute("SELECT id FROM sources WHERE location = ?", (location,)).fetchone()
    if row is not None:
        return int(row[0]), False
    cursor = db.execute(
        "INSERT INTO sources (kind, location, title, folded, added) VALUES (?, ?, ?, ?, ?)",
        (kind, location, title, words.fold(title), now),
    )
    assert cursor.lastrowid is not None
    return cursor.lastrowid, True


def list_sources(db: sqlite3.Connection, kinds: Iterable[str] = ()) -> list[Source]:
    """Return the sources, oldest first, of those `kinds` only where any are named."""
    wanted = set(kinds)
    rows = db.execute(f"SELECT {_COLUMNS} FROM sources ORDER BY id")
    return [_make_source(row) for row in rows if not wanted or row[1] in wanted]


def find_source(db: sqlite3.Connection, name: str, location: str) -> Source:
    """Return the source that a person names: by location (`location`: `name` as a path), number, URL, or title.

    A URL fits with or without its scheme, its slash at the end and credentials (`simplify_url`), a title whatever its
    case and accents. Raises NotFoundError, also where a name fits several.
    """
    sources = list_sources(db)
    folded, simple = words.fold(name), simplify_url(name)
    # A location as it stands comes first: `seeds` is the bundled edition also where there is a folder called seeds.
    # A number before a title: there is no other way to name one of two sources of one title.
    for fits in (
        lambda source: source.location == name,
        lambda source: source.location == location,
        lambda source: str(source.id) == name,
        lambda source: "://" in source.location and simplify_url(source.location) == simple,
        lambda source: words.fold(source.title) == folded,
    ):
        fitting = list(filter(fits, sources))
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            numbers = ", ".join(str(source.id) for source in fitting)
            raise NotFoundError(
                f"{_hide_login(name)} names several sources", f"say which by its number: {numbers}"
            )
    near = _find_near(sources, folded, simple)
    hint = f"did you mean {near.title} (number {near.id})?" if near else "`gazette sources` shows them"
    raise NotFoundError(f"no source {_hide_login(name)}", hint)


def find_first_tellers(db: sqlite3.Connection, title: str) -> list[str]:
    """Return from which sources that came first which the sources of this title deliver too, the most first."""
    sql = (
        "SELECT first.title FROM sources its JOIN entries e ON e.source_id = its.id"
        " JOIN articles a ON a.id = e.article_id JOIN sources first ON first.id = a.source_id"
        " WHERE its.folded = ? AND first.id <> its.id GROUP BY first.id ORDER BY count(*) DESC"
    )
    return [first for (first,) in db.execute(sql, (words.fold(title),))]


def has_tag(source: Source, name: str) -> bool:
    """Say whether a source bears the tag `name`, whatever its case and accents."""
    return words.fold(name) in map(words.fold, source.tags)


def bears_tag(source: Source, name: str) -> bool:
    """Say whether a source bears the tag `name`, or one below it: `presse` is borne by what is tagged presse/locale."""
    folded = words.fold(name).rstrip("/")
    return any(tag == folded or tag.startswith(f"{folded}/") for tag in map(words.fold, source.tags))


def list_source_tags(db: sqlite3.Connection) -> list[str]:
    """Return the tags on sources, each once, in order."""
    return [
        name for (name,) in db.execute("SELECT min(name) FROM source_tags GROUP BY folded ORDER BY folded")
    ]


def simplify_url(url: str) -> str:
    """Return what tells a feed's URL from others: no scheme, credentials, "www.", usual port, slash at the end.

    The host is in lower case. Any text will do; two that come out the same are taken for one feed.
    """
    host, slash, path = _SCHEMES.sub("", url.strip(), count=1).partition("/")
    host = _USUAL_PORT.sub("", host.rpartition("@")[2].lower().removeprefix("www."))
    return (host + slash + path).rstrip("/")


def _hide_login(name: str) -> str:
    scheme, slashes, rest = name.rpartition("://")
    host, slash, path = rest.partition("/")
    before, at, host = host.rpartition("@")
    return scheme + slashes + host + slash + path if at and (slashes or ":" in before) else name


def _find_near(sources: Iterable[Source], folded: str, simple: str) -> Source | None:
    from difflib import get_close_matches

    # The first of one name stands for all; difflib takes the square of a length.
    known = {words.fold(source.title[:_LONGEST_GUESS]): source for source in reversed(list(sources))}
    known |= {
        simplify_url(source.location)[:_LONGEST_GUESS]: source
        for source in known.values()
        if "://" in source.location
    }
    for wanted in (folded, simple):
        if near := get_close_matches(wanted[:_LONGEST_GUESS], known, 1, 0.7):
            return known[near[0]]
    return None


def count_source_articles(db: sqlite3.Connection) -> tuple[int, int]:
    """Return how many articles the library holds, and how many of them are unread."""
    total, unread = db.execute("SELECT sum(total), sum(unread) FROM sources").fetchone()
    return total or 0, unread or 0


def remove_source(db: sqlite3.Connection, source_id: int) -> int:
    """Remove a source with its articles; return how many went. One that another source delivers too goes to that."""
    # Not needed to list: what it imports takes some milliseconds to start.
    from gazette_cli.library import indexing

    db.execute(
        "UPDATE articles SET source_id ="
        " (SELECT source_id FROM entries WHERE article_id = articles.id AND source_id <> ?1 LIMIT 1)"
        " WHERE source_id = ?1"
        " AND EXISTS (SELECT 1 FROM entries WHERE article_id = articles.id AND source_id <> ?1)",
        (source_id,),
    )
    going, staying = db.execute(
        "SELECT count(*) FILTER (WHERE source_id = ?1), count(*) FILTER (WHERE source_id <> ?1) FROM articles",
        (source_id,),
    ).fetchone()
    indexing.renew_index(db)
    if going > staying:
        indexing.rebuild_index(db, without=source_id)
    else:
        for (article_id,) in db.execute("SELECT id FROM articles WHERE source_id = ?", (source_id,)):
            indexing.take_from_index(db, article_id)
    db.execute("DELETE FROM articles WHERE source_id = ?", (source_id,))
    db.execute("DELETE FROM sources WHERE id = ?", (source_id,))
    db.execute(
        "DELETE FROM publications WHERE NOT EXISTS (SELECT 1 FROM articles WHERE publication_id = publications.id)"
    )
    db.execute("DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM article_tags WHERE tag_id = tags.id)")
    db.execute("DELETE FROM actions WHERE NOT EXISTS (SELECT 1 FROM changes WHERE action_id = actions.id)")
    return int(going)


def read_snapshot(db: sqlite3.Connection, source_id: int) -> bytes | None:
    """Return the digest of a source's files as they were when it was last read whole, or None."""
    row = db.execute("SELECT snapshot FROM sources WHERE id = ?", (source_id,)).fetchone()
    return None if row is None else row[0]


def write_snapshot(db: sqlite3.Connection, source_id: int, snapshot: bytes | None) -> None:
    """Remember that digest."""
    db.execute("UPDATE sources SET snapshot = ? WHERE id = ?", (snapshot, source_id))


def read_files(db: sqlite3.Connection, source_id: int) -> dict[str, tuple[int, int]]:
    """Return a source's files when last read: path below it -> (time of change in ns, size in bytes)."""
    rows = db.execute("SELECT * FROM files WHERE source_id = ?", (source_id,))
    return {path: (changed_ns, size) for _, path, changed_ns, size in rows}


def write_files(db: sqlite3.Connection, source_id: int, read: Iterable[tuple[str, int, int]]) -> None:
    """Remember files, (path, time of change in ns, size in bytes) each, as read.

    After the articles of a batch, not among them: each REPLACE makes FTS5 write out what it has gathered.
    """
    db.executemany("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)", ((source_id, *file) for file in read))


def forget_files(db: sqlite3.Connection, source_id: int, paths: Iterable[str]) -> None:
    """Forget files that are gone. Their articles stay."""
    db.executemany(
        "DELETE FROM files WHERE source_id = ? AND path = ?", ((source_id, path) for path in paths)
    )


def read_fact(db: sqlite3.Connection, name: str) -> str | None:
    """Return a small fact that the library was told to remember, or None."""
    row = db.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
    return None if row is None else row[0]


def write_fact(db: sqlite3.Connection, name: str, value: str) -> None:
    """Remember a small fact."""
    db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))


def rename_source(db: sqlite3.Connection, source_id: int, title: str) -> None:
    """Call a source `title` from now on; a feed keeps that whatever it calls itself."""
    _write_title(db, source_id, title)
    db.execute("UPDATE feeds SET titled = 1 WHERE source_id = ?", (source_id,))


def restore_title(db: sqlite3.Connection, source_id: int) -> str:
    """Call a source what it calls itself, and return that: a feed's own title, or its URL; a file's name.

    A feed is called by its own title from now on, also when it changes that.
    """
    sql = (
        "SELECT s.location, f.own_title FROM sources s LEFT JOIN feeds f ON f.source_id = s.id WHERE s.id = ?"
    )
    location, own_title = db.execute(sql, (source_id,)).fetchone()
    title = own_title or (location if "://" in location else location.rpartition("/")[2] or location)
    _write_title(db, source_id, title)
    db.execute("UPDATE feeds SET titled = 0 WHERE source_id = ?", (source_id,))
    return str(title)


def tag_source(db: sqlite3.Connection, source_id: int, name: str, present: bool) -> bool:
    """Put the tag `name` on a source, or take it off; return whether that changed anything."""
    if present:
        sql = "INSERT OR IGNORE INTO source_tags (source_id, name, folded) VALUES (?, ?, ?)"
        return db.execute(sql, (source_id, name, words.fold(name))).rowcount > 0
    sql = "DELETE FROM source_tags WHERE source_id = ? AND folded = ?"
    return db.execute(sql, (source_id, words.fold(name))).rowcount > 0


def _write_title(db: sqlite3.Connection, source_id: int, title: str) -> None:
    sql = "UPDATE sources SET title = ?, folded = ? WHERE id = ?"
    db.execute(sql, (title, words.fold(title), source_id))


def _make_source(row: tuple[int, str, str, str, int, int, int, str | None]) -> Source:
    source_id, kind, location, title, total, unread, added, tags = row
    return Source(
        source_id,
        kind,
        location,
        title,
        total,
        unread,
        datetime.fromtimestamp(added, UTC),
        tuple(tags.split("\x1f")) if tags else (),
    )
