"""What articles said before they were changed."""

import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import pairwise

_MOST = 50  # of an article
_MOST_TEXT = (
    4_000_000  # characters of an article's revisions together; the first and the newest are kept whatever
)


def keep_revision(db: sqlite3.Connection, article_id: int, now: int, title: str, text: str) -> None:
    """Keep what an article said until `now` (seconds since the epoch); the first and the newest stay longest."""
    db.execute(
        "INSERT INTO revisions (article_id, at, title, text) VALUES (?, ?, ?, ?)",
        (article_id, now, title, text),
    )
    sizes = db.execute(
        "SELECT id, length(text) FROM revisions WHERE article_id = ? ORDER BY id", (article_id,)
    ).fetchall()
    total = sum(size for _, size in sizes)
    while len(sizes) > 2 and (len(sizes) > _MOST or total > _MOST_TEXT):
        revision, size = sizes.pop(1)
        total -= size
        db.execute("DELETE FROM revisions WHERE id = ?", (revision,))


def list_edits(db: sqlite3.Connection, article_id: int) -> list[tuple[datetime, str, str, str, str]]:
    """Return what was changed in an article, oldest first.

    Each is (when, in UTC; headline before, after; text before, after).
    """
    said = db.execute(
        "SELECT at, title, text FROM revisions WHERE article_id = ? ORDER BY id", (article_id,)
    ).fetchall()
    said += db.execute(
        "SELECT 0, a.title, c.text FROM articles a JOIN contents c ON c.article_id = a.id WHERE a.id = ?",
        (article_id,),
    )
    return [
        (_make_date(at), title, title_after, text, text_after)
        for (at, title, text), (_, title_after, text_after) in pairwise(said)
    ]


def _make_date(at: int) -> datetime:
    # A sum rather than fromtimestamp, which the platform's C library bounds.
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=at)
