"""What a person does to articles (read, star, tag), journaled so that undo can walk it back."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from gazette_cli.library.storing import find_tag

# Columns that hold a yes or no of the reader's.
_FLAGS = ("read", "starred")


class Undone(NamedTuple):
    """An action that was taken back: what it had been, and how many articles it had changed."""

    what: str
    articles: int


def set_flag(db: sqlite3.Connection, ids: Iterable[int], flag: str, value: bool, what: str, now: int) -> int:
    """Set "read" or "starred" on these articles; return how many changed. `what` names it in the journal."""
    assert flag in _FLAGS
    changing = [
        article_id
        for article_id in ids
        if db.execute(f"SELECT 1 FROM articles WHERE id = ? AND {flag} <> ?", (article_id, value)).fetchone()
    ]
    if changing:
        action = _begin_action(db, what, now)
        db.executemany(f"UPDATE articles SET {flag} = ? WHERE id = ?", ((value, one) for one in changing))
        _journal(db, action, ((one, flag, str(int(value))) for one in changing))
    return len(changing)


def set_tag(db: sqlite3.Connection, ids: Iterable[int], name: str, present: bool, what: str, now: int) -> int:
    """Put the tag `name` on these articles, or take it off; return how many changed."""
    if present:
        tag_id = find_tag(db, name)
        sql = (
            "INSERT OR IGNORE INTO article_tags (article_id, tag_id, stated)"
            " SELECT id, ?2, 0 FROM articles WHERE id = ?1"
        )
    else:
        tag_id = find_tag(db, name)
        sql = "DELETE FROM article_tags WHERE article_id = ?1 AND tag_id = ?2"
    (stored,) = db.execute("SELECT name FROM tags WHERE id = ?", (tag_id,)).fetchone()
    changed = [one for one in ids if db.execute(sql, (one, tag_id)).rowcount > 0]
    if changed:
        action = _begin_action(db, what, now)
        _journal(db, action, ((one, "tag", ("+" if present else "-") + stored) for one in changed))
    return len(changed)


def undo_last(db: sqlite3.Connection) -> Undone | None:
    """Take back the last action that still stands; return it, or None when there is none left."""
    row = db.execute("SELECT id, what FROM actions WHERE undone = 0 ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return None
    action, what = row
    changes = db.execute(
        "SELECT article_id, field, value FROM changes WHERE action_id = ?", (action,)
    ).fetchall()
    for article_id, field, value in changes:
        if field in _FLAGS:
            db.execute(f"UPDATE articles SET {field} = ? WHERE id = ?", (1 - int(value), article_id))
        elif value[0] == "+":
            db.execute(
                "DELETE FROM article_tags WHERE article_id = ? AND tag_id = ?",
                (article_id, find_tag(db, value[1:])),
            )
        else:
            db.execute(
                "INSERT OR IGNORE INTO article_tags (article_id, tag_id, stated) VALUES (?, ?, 0)",
                (article_id, find_tag(db, value[1:])),
            )
    db.execute("UPDATE actions SET undone = 1 WHERE id = ?", (action,))
    return Undone(what, len({article_id for article_id, _, _ in changes}))


def _begin_action(db: sqlite3.Connection, what: str, now: int) -> int:
    action = db.execute("INSERT INTO actions (at, what) VALUES (?, ?)", (now, what)).lastrowid
    assert action is not None
    return action


def _journal(db: sqlite3.Connection, action: int, changes: Iterable[tuple[int, str, str]]) -> None:
    db.executemany(
        "INSERT INTO changes (action_id, article_id, field, value) VALUES (?, ?, ?, ?)",
        ((action, *change) for change in changes),
    )
