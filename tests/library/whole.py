"""Whether a library is whole: SQLite's own checks, and what its tables say of one another."""

import sqlite3


def assert_whole(db: sqlite3.Connection) -> None:
    """Raise AssertionError, or sqlite3.Error, unless every part of the library agrees with the others."""
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('integrity-check')")
    counted = (
        "SELECT s.id, count(a.id), coalesce(sum(a.read = 0), 0) FROM sources s"
        " LEFT JOIN articles a ON a.source_id = s.id AND a.hidden = 0 GROUP BY s.id ORDER BY s.id"
    )
    assert (
        db.execute("SELECT id, total, unread FROM sources ORDER BY id").fetchall()
        == db.execute(counted).fetchall()
    )
    ids = db.execute("SELECT id FROM articles ORDER BY id").fetchall()
    assert db.execute("SELECT article_id FROM contents ORDER BY 1").fetchall() == ids
    # Of a contentless index the rows are known by their sizes.
    assert db.execute("SELECT id FROM articles_fts_docsize ORDER BY 1").fetchall() == ids
