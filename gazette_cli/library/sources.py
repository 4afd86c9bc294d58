"""Sources: what the library was told to read, and the files it has read of them."""

import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime

from gazette_cli import words
from gazette_cli.errors import NotFoundError
from gazette_cli.models import Source

_COLUMNS = """id, kind, location, title, total, unread, added,
    (SELECT group_concat(name, char(31)) FROM (SELECT name FROM source_tags WHERE source_id = id ORDER BY folded))"""


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
    """Return the source that a person names: by id, location (`location`: `name` as a path), or title.

    Raises NotFoundError, also where a title fits several.
    """
    folded = words.fold(name)
    sources = list_sources(db)
    # A location as it stands comes first: `seeds` is the bundled edition also where there is a folder called seeds.
    for fitting in (
        [source for source in sources if source.location == name],
        [source for source in sources if source.location == location],
        [source for source in sources if name == str(source.id) or words.fold(source.title) == folded],
    ):
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            numbers = ", ".join(str(source.id) for source in fitting)
            raise NotFoundError(f"{name} names several sources", f"say which by its number: {numbers}")
    raise NotFoundError(f"no source {name}", "`gazette sources` shows them")


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
    sql = "UPDATE sources SET title = ?, folded = ? WHERE id = ?"
    db.execute(sql, (title, words.fold(title), source_id))
    db.execute("UPDATE feeds SET titled = 1 WHERE source_id = ?", (source_id,))


def tag_source(db: sqlite3.Connection, source_id: int, name: str, present: bool) -> bool:
    """Put the tag `name` on a source, or take it off; return whether that changed anything."""
    if present:
        sql = "INSERT OR IGNORE INTO source_tags (source_id, name, folded) VALUES (?, ?, ?)"
        return db.execute(sql, (source_id, name, words.fold(name))).rowcount > 0
    sql = "DELETE FROM source_tags WHERE source_id = ? AND folded = ?"
    return db.execute(sql, (source_id, words.fold(name))).rowcount > 0


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
