"""Subscriptions: what the library knows of each feed's server, and when it may be asked again."""

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from gazette_cli import words
from gazette_cli.library.connection import find_name, make_damaged_error
from gazette_cli.library.sources import add_source
from gazette_cli.subscription import Answer, Subscription

FEED = "feed"  # the kind of such a source
# Those of Subscription's fields that are columns of the table feeds, as they are.
_PLAIN = (
    "login", "own_title", "titled", "site", "etag", "last_modified", "body_digest", "checked", "succeeded", "changed",
    "next_check", "failures", "error", "status", "gone", "moved_to", "moved_times", "interval", "requests",
    "not_modified", "same_body", "received", "saved", "body_size",
)  # fmt: skip
# Those that are lists, as JSON.
_LISTS = ("skip_hours", "skip_days", "answers")
_FIELDS = _PLAIN + _LISTS
_SELECT = (
    f"SELECT s.id, s.location, s.title, {', '.join(f'f.{name}' for name in _FIELDS)}"
    " FROM feeds f JOIN sources s ON s.id = f.source_id"
)
# Not what the reader may have decided meanwhile: whether a title is theirs.
_WRITTEN = tuple(name for name in _FIELDS if name != "titled")
_UPDATE = f"UPDATE feeds SET {', '.join(f'{name} = ?' for name in _WRITTEN)} WHERE source_id = ?"


def add_feed(
    db: sqlite3.Connection, url: str, now: int, *, login: str | None = None, title: str | None = None
) -> tuple[int, bool]:
    """Return the id of the subscription to `url` (without credentials), and whether it is new; it is due at once.

    `title`: what the reader calls it; without one it is called by its URL until its own title is known. A `login`
    takes the place of one that was known before. `now`: seconds since the epoch.
    """
    source_id, new = add_source(db, FEED, url, title or url, now)
    if new:
        db.execute("INSERT INTO feeds (source_id, titled) VALUES (?, ?)", (source_id, title is not None))
    if login is not None:
        db.execute("UPDATE feeds SET login = ? WHERE source_id = ?", (login, source_id))
    return source_id, new


def list_subscriptions(db: sqlite3.Connection) -> list[Subscription]:
    """Return the subscriptions, oldest first."""
    return [_make_subscription(db, row) for row in db.execute(f"{_SELECT} ORDER BY s.id")]


def get_subscription(db: sqlite3.Connection, source_id: int) -> Subscription | None:
    """Return the subscription of a source, or None where it is no feed."""
    row = db.execute(f"{_SELECT} WHERE s.id = ?", (source_id,)).fetchone()
    return None if row is None else _make_subscription(db, row)


def find_feed(db: sqlite3.Connection, url: str) -> int | None:
    """Return the id of the source at `url`, or None."""
    row = db.execute("SELECT id FROM sources WHERE location = ?", (url,)).fetchone()
    return None if row is None else int(row[0])


def write_subscriptions(db: sqlite3.Connection, changed: Iterable[Subscription]) -> None:
    """Store what is now known of these feeds, their titles and URLs included. One removed meanwhile stays away.

    A feed that would get the URL of another source (it has moved to where that one is) keeps its own.
    """
    for one in changed:
        values = [
            json.dumps(getattr(one, name)) if name in _LISTS else getattr(one, name) for name in _WRITTEN
        ]
        db.execute(_UPDATE, (*values, one.source_id))
        db.execute(
            "UPDATE sources SET title = ?1, folded = ?2 WHERE id = ?3 AND title <> ?1"
            " AND NOT EXISTS (SELECT 1 FROM feeds WHERE source_id = ?3 AND titled)",
            (one.title, words.fold(one.title), one.source_id),
        )
        db.execute(
            "UPDATE OR IGNORE sources SET location = ?1 WHERE id = ?2 AND location <> ?1",
            (one.url, one.source_id),
        )


def _make_subscription(db: sqlite3.Connection, row: tuple[Any, ...]) -> Subscription:
    source_id, url, title, *rest = row
    values = dict(zip(_FIELDS, rest, strict=True))
    try:
        for name in _LISTS:
            values[name] = tuple(json.loads(values[name]))
        values["answers"] = tuple(Answer(*one) for one in values["answers"])
    except (TypeError, ValueError) as exc:
        raise make_damaged_error(find_name(db)) from exc
    values["titled"], values["gone"] = bool(values["titled"]), bool(values["gone"])
    return Subscription(source_id, url, title, **values)
