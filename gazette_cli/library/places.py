"""Where articles were left before their end."""

import sqlite3
from collections.abc import Iterable

from gazette_cli.models import Place


def keep_place(db: sqlite3.Connection, article_id: int, place: Place, now: int) -> None:
    """Remember where an article was left, in place of what was known. One that is gone meanwhile is left out.

    What is left later is the newer, even by a clock that was set back.
    """
    db.execute(
        "INSERT INTO places (article_id, part, parts, words, progress, at)"
        " SELECT id, ?2, ?3, ?4, ?5, max(?6, (SELECT coalesce(max(at) + 1, 0) FROM places)) FROM articles WHERE id = ?1"
        " ON CONFLICT (article_id) DO UPDATE SET part = excluded.part, parts = excluded.parts,"
        " words = excluded.words, progress = excluded.progress, at = excluded.at",
        (article_id, *place, now),
    )


def get_place(db: sqlite3.Connection, article_id: int) -> Place | None:
    """Return where an article was left, or None."""
    row = db.execute(
        "SELECT part, parts, words, progress FROM places WHERE article_id = ?", (article_id,)
    ).fetchone()
    return None if row is None else Place(*row)


def drop_places(db: sqlite3.Connection, ids: Iterable[int]) -> None:
    """Forget where these articles were left."""
    db.executemany("DELETE FROM places WHERE article_id = ?", ((one,) for one in ids))


def find_last_place(db: sqlite3.Connection) -> int | None:
    """Return the id of the article that was left last before its end; None if there is none, or all are hidden."""
    row = db.execute(
        "SELECT p.article_id FROM places p JOIN articles a ON a.id = p.article_id WHERE a.hidden = 0"
        " ORDER BY p.at DESC LIMIT 1"
    ).fetchone()
    return None if row is None else int(row[0])
