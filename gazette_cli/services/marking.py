"""Marks and tags on articles, each a line of the journal."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from gazette_cli.errors import UsageError
from gazette_cli.library import state
from gazette_cli.library.connection import writing

# verb -> (column, value)
_FLAGS = {
    "read": ("read", True),
    "unread": ("read", False),
    "star": ("starred", True),
    "unstar": ("starred", False),
    "hide": ("hidden", True),
    "unhide": ("hidden", False),
}
VERBS = (*_FLAGS, "tag", "untag")
_LONGEST_TAG = 100  # characters


def mark_articles(
    db: sqlite3.Connection,
    ids: Sequence[int],
    verb: str,
    now: datetime,
    what: str = "",
    *,
    patient: bool = True,
) -> int:
    """Mark articles by a verb of VERBS other than "tag" and "untag"; return how many that changed.

    `patient`: whether to wait for other gazettes (`connection.writing`). Raises LibraryError.
    """
    flag, value = _FLAGS[verb]
    with writing(db, patient=patient):
        return state.set_flag(db, ids, flag, value, what or f"mark {verb}", int(now.timestamp()))


def tag_articles(db: sqlite3.Connection, ids: Sequence[int], tag: str, present: bool, now: datetime) -> int:
    """Put a tag on articles, or take it off; return how many that changed. Raises UsageError for an empty tag."""
    tag = " ".join(tag.split())
    if not tag or len(tag) > _LONGEST_TAG or not tag.isprintable():
        raise UsageError("a tag is a word or a few, on one line", "gazette mark tag politique 12")
    with writing(db):
        what = f"mark {'tag' if present else 'untag'} {tag}"
        return state.set_tag(db, ids, tag, present, what, int(now.timestamp()))


def undo(db: sqlite3.Connection) -> state.Undone | None:
    """Take back the last change that still stands; None when there is none."""
    with writing(db):
        return state.undo_last(db)
