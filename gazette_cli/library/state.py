"""What a person does to articles (read, star, tag), journaled so that undo can walk it back."""

import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from gazette_cli.errors import NotFoundError
from gazette_cli.library.tags import find_tag, look_up_tag

# Columns that hold a yes or no of the reader's.
_FLAGS = ("read", "starred", "hidden")
# How the journal calls a change of a tag: one of the reader's own, or one that was the source's word.
_TAG, _STATED = "tag", "stated tag"


class Undone(NamedTuple):
    """An action that was taken back: what it had been, and how many articles it had changed."""

    what: str
    articles: int


def set_flag(db: sqlite3.Connection, ids: Iterable[int], flag: str, value: bool, what: str, now: int) -> int:
    """Set "read", "starred" or "hidden" on these articles; return how many changed. `what` names it in the journal."""
    changed = _write_flag(db, ids, flag, value)
    if changed:
        _journal(db, _begin_action(db, what, now), ((one, flag, str(int(value))) for one in changed))
    return len(changed)


def apply_flag(db: sqlite3.Connection, ids: Iterable[int], flag: str, value: bool) -> int:
    """Set a flag as `set_flag` does, but for a rule: no line in the journal, nothing to undo.

    After the articles of a batch are stored, not among them: the triggers that keep the counts make FTS5 write out what
    it has gathered.
    """
    return len(_write_flag(db, ids, flag, value))


def apply_tag(db: sqlite3.Connection, ids: Iterable[int], name: str) -> int:
    """Put a tag on these articles as `set_tag` does, but for a rule; return how many changed."""
    tag_id = find_tag(db, name)
    return sum(_put_tag(db, one, tag_id) for one in ids)


def _write_flag(db: sqlite3.Connection, ids: Iterable[int], flag: str, value: bool) -> list[int]:
    assert flag in _FLAGS
    changing = [
        article_id
        for article_id in ids
        if db.execute(f"SELECT 1 FROM articles WHERE id = ? AND {flag} <> ?", (article_id, value)).fetchone()
    ]
    db.executemany(f"UPDATE articles SET {flag} = ? WHERE id = ?", ((value, one) for one in changing))
    return changing


def set_tag(db: sqlite3.Connection, ids: Iterable[int], name: str, present: bool, what: str, now: int) -> int:
    """Put the tag `name` on these articles, or take it off; return how many changed.

    Raises NotFoundError when a tag is to be taken off that there is not.
    """
    if present:
        tag_id = find_tag(db, name)
        changed = [(one, _TAG) for one in ids if _put_tag(db, one, tag_id)]
    else:
        known = look_up_tag(db, name)
        if known is None:
            raise NotFoundError(f"no tag {name}", "`gazette list --json` shows the tags of articles")
        tag_id = known
        sql = "DELETE FROM article_tags WHERE article_id = ? AND tag_id = ? RETURNING stated"
        gone = ((one, db.execute(sql, (one, tag_id)).fetchall()) for one in ids)
        changed = [(one, _STATED if stated else _TAG) for one, rows in gone for (stated,) in rows]
    if changed:
        (name,) = db.execute("SELECT name FROM tags WHERE id = ?", (tag_id,)).fetchone()
        sign = "+" if present else "-"
        _journal(db, _begin_action(db, what, now), ((one, field, sign + name) for one, field in changed))
    return len(changed)


def _put_tag(db: sqlite3.Connection, article_id: int, tag_id: int) -> bool:
    sql = "SELECT stated FROM article_tags WHERE article_id = ? AND tag_id = ?"
    row = db.execute(sql, (article_id, tag_id)).fetchone()
    if row is not None:
        # The source says so too, so far: now it is the reader's, and stays when the source drops it.
        sql = "UPDATE article_tags SET stated = 0 WHERE article_id = ? AND tag_id = ? AND stated = 1"
        db.execute(sql, (article_id, tag_id))
        return False
    sql = "INSERT INTO article_tags (article_id, tag_id, stated) SELECT id, ?, 0 FROM articles WHERE id = ?"
    return db.execute(sql, (tag_id, article_id)).rowcount > 0


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
                "INSERT OR IGNORE INTO article_tags (article_id, tag_id, stated) VALUES (?, ?, ?)",
                (article_id, find_tag(db, value[1:]), field == _STATED),
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
