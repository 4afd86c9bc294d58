"""The list or search that was shown last, the place of the reader in it, and how a list goes on.

They are kept beside the library, as JSON: written in it, each list would end with SQLite's waiting for the disk.
Nothing is lost with that file. What can't be read of it (another version's, say) is as if it were not there, and where
it can't be written nothing is remembered.
"""

import json
import os
import sqlite3
from contextlib import suppress
from typing import Any, NamedTuple

from gazette_cli.library.articles import ORDERS, TABLES
from gazette_cli.library.compile import compile_listing
from gazette_cli.library.connection import find_name
from gazette_cli.query import And, Node, Not, Or, Term

_ENDING = "-listing"
_MOST = 2_000  # ids that are kept


class Listing(NamedTuple):
    """A list or search as it was shown.

    `node` picks its articles, with the dates that "yesterday" stood for then. `sort`: one of articles.SORTS; of a
    search "best" or "date". `command` is what a person would type. `ids` are those shown, in their order, and whatever
    it went on with since; `before`: how many stand before them.
    """

    search: bool
    node: Node
    sort: str
    reverse: bool
    command: str
    ids: tuple[int, ...]
    before: int = 0


class Opened(NamedTuple):
    """The article that was opened last. `aside`: not one of the listing's, or come to on the way from such a one."""

    article_id: int
    aside: bool


def read_listing(db: sqlite3.Connection) -> tuple[Listing | None, Opened | None]:
    """Return the listing that was shown last of this library, and the place in it."""
    try:
        known = json.loads(_read(_find_path(db)))
        stood = known.pop("place")
        place = Opened(*stood) if stood else None
        listing = Listing(**{**known, "node": _load_node(known["node"]), "ids": tuple(known["ids"])})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None, None
    numbers = (*listing.ids, listing.before, place.article_id if place else 0)
    return (listing, place) if all(isinstance(one, int) for one in numbers) else (None, None)


def write_listing(db: sqlite3.Connection, listing: Listing, place: Opened | None = None) -> Listing:
    """Remember a listing and the place in it; return it as it is kept: of a great many ids those around the place."""
    ids = listing.ids
    if len(ids) > _MOST:
        at = ids.index(place.article_id) if place and place.article_id in ids else 0
        start = max(0, min(at - _MOST // 2, len(ids) - _MOST))
        listing = listing._replace(ids=ids[start : start + _MOST], before=listing.before + start)
    text = json.dumps(
        {**listing._asdict(), "node": _dump_node(listing.node), "place": place}, separators=(",", ":")
    )
    path = _find_path(db)
    if not path or text == _read(path):
        return listing
    # Whole or not at all, whoever reads it meanwhile.
    fresh = f"{path}.{os.getpid()}"
    try:
        with open(fresh, "w", encoding="ascii", opener=_open_private) as file:
            file.write(text)
        os.replace(fresh, path)
    except OSError:
        with suppress(OSError):
            os.unlink(fresh)
    return listing


def list_beyond(
    db: sqlite3.Connection,
    node: Node,
    article_id: int,
    *,
    sort: str = "date",
    reverse: bool = False,
    back: bool = False,
    limit: int = 1,
) -> list[int]:
    """Return the `limit` ids that follow an article in the list of `node`, or that stand before it (`back`).

    They are in the order of the list. The article need not be in it; none follow one that is not in the library.
    """
    keys = [key.removesuffix(" DESC") for key in ORDERS[sort][reverse]]
    falling = [key.endswith(" DESC") != back for key in ORDERS[sort][reverse]]
    tables = TABLES if sort == "source" else "articles a"
    values = db.execute(f"SELECT {', '.join(keys)} FROM {tables} WHERE a.id = ?", (article_id,)).fetchone()
    if values is None:
        return []
    beyond, params = _compare(keys, falling, values)
    condition = compile_listing(db, node)
    order = ", ".join(key + " DESC" * down for key, down in zip(keys, falling, strict=True))
    sql = f"SELECT a.id FROM {tables} WHERE {condition.sql} AND {beyond} ORDER BY {order} LIMIT ?"
    found = [row[0] for row in db.execute(sql, (*condition.params, *params, limit))]
    return found[::-1] if back else found


def is_listed(db: sqlite3.Connection, article_id: int, *, hidden: bool = False) -> bool:
    """Tell whether there is such an article, and it is not hidden, or that does not matter (`hidden`)."""
    sql = "SELECT 1 FROM articles WHERE id = ? AND (hidden = 0 OR ?)"
    return db.execute(sql, (article_id, hidden)).fetchone() is not None


def find_unread(db: sqlite3.Connection, ids: tuple[int, ...]) -> set[int]:
    """Return those of the articles `ids` that are unread."""
    sql = "SELECT a.id FROM json_each(?) few CROSS JOIN articles a ON a.id = few.value WHERE a.read = 0"
    return {row[0] for row in db.execute(sql, (json.dumps(ids),))}


def _compare(keys: list[str], falling: list[bool], values: tuple[Any, ...]) -> tuple[str, tuple[Any, ...]]:
    """Return the condition that an article stands beyond one of these `values`, and its parameters."""
    if len(set(falling)) == 1:
        # As one row value, of which an index is a range.
        marks = ", ".join("?" * len(keys))
        return f"({', '.join(keys)}) {'<' if falling[0] else '>'} ({marks})", tuple(values)
    ways: list[str] = []
    params: list[Any] = []
    for at, (key, down) in enumerate(zip(keys, falling, strict=True)):
        ways.append(" AND ".join([*(f"{same} = ?" for same in keys[:at]), f"{key} {'<' if down else '>'} ?"]))
        params += values[: at + 1]
    return f"({' OR '.join(ways)})", tuple(params)


def _find_path(db: sqlite3.Connection) -> str:
    """Return where the listing of a library is kept; "" for a library in memory."""
    name = find_name(db)
    return name + _ENDING if os.path.isabs(name) else ""


def _read(path: str) -> str:
    with suppress(OSError, ValueError), open(path, encoding="ascii") as file:
        return file.read()
    return ""


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def _dump_node(node: Node) -> list[Any]:
    """Return a tree as lists: a term's fields, or what holds its parts together, and these."""
    if isinstance(node, Term):
        return list(node)
    name = type(node).__name__.lower()
    parts = (node.part,) if isinstance(node, Not) else node.parts
    return [name, [_dump_node(part) for part in parts]]


def _load_node(kept: list[Any]) -> Node:
    first, second, *form = kept
    if form:
        return Term(str(first), second, str(form[0]))
    parts = tuple(map(_load_node, second))
    if first == "not":
        return Not(parts[0])
    return Or(parts) if first == "or" else And(parts)
