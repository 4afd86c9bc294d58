"""The list or search that was shown last, the place of the reader in it, and how a list goes on.

Both are facts of the library, as JSON. What can't be read of them (another version's, say) is as if it were not there.
"""

import json
import sqlite3
from typing import Any, NamedTuple

from gazette_cli.library.articles import ORDERS, TABLES
from gazette_cli.library.compile import compile_listing
from gazette_cli.query import And, Node, Not, Or, Term

_LISTING, _PLACE = "listing", "place"
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


class Place(NamedTuple):
    """The article that was opened last. `aside`: not one of the listing's, or come to on the way from such a one."""

    article_id: int
    aside: bool


def dump_listing(listing: Listing, *, last: bool = False) -> str:
    """Return `listing` as it is kept: with its first ids, or its `last` ones, where there are a great many."""
    ids = listing.ids[-_MOST:] if last else listing.ids[:_MOST]
    before = listing.before + (len(listing.ids) - len(ids) if last else 0)
    kept = {**listing._asdict(), "node": _dump_node(listing.node), "ids": ids, "before": before}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))


def read_listing(db: sqlite3.Connection) -> tuple[str, Listing | None, Place | None]:
    """Return what was remembered, as it is kept ("" for nothing), the listing that it says, and the place."""
    facts = dict(db.execute("SELECT name, value FROM facts WHERE name IN (?, ?)", (_LISTING, _PLACE)))
    kept = facts.get(_LISTING, "")
    return kept, _load_listing(kept), _load_place(facts.get(_PLACE, ""))


def is_at_its_start(db: sqlite3.Connection, kept: str) -> bool:
    """Tell whether this listing is the one that is remembered, without a place in it."""
    sql = "SELECT name, value FROM facts WHERE name IN (?, ?)"
    return db.execute(sql, (_LISTING, _PLACE)).fetchall() == [(_LISTING, kept)]


def write_listing(db: sqlite3.Connection, kept: str) -> None:
    """Remember a listing (`dump_listing`), and that nothing of it was opened yet."""
    db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_LISTING, kept))
    db.execute("DELETE FROM facts WHERE name = ?", (_PLACE,))


def replace_listing(db: sqlite3.Connection, before: str, kept: str) -> None:
    """Remember a listing that went on since it was `before`; not if there is another by now."""
    db.execute("UPDATE facts SET value = ? WHERE name = ? AND value = ?", (kept, _LISTING, before))


def write_place(db: sqlite3.Connection, place: Place) -> None:
    """Remember the place."""
    db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (_PLACE, json.dumps(place)))


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


def _load_listing(kept: str) -> Listing | None:
    try:
        known = json.loads(kept)
        listing = Listing(**{**known, "node": _load_node(known["node"]), "ids": tuple(known["ids"])})
        return listing if all(isinstance(one, int) for one in (*listing.ids, listing.before)) else None
    except (ValueError, TypeError, KeyError, RecursionError):
        return None


def _load_place(kept: str) -> Place | None:
    try:
        article_id, aside = json.loads(kept)
        return Place(int(article_id), bool(aside))
    except (ValueError, TypeError):
        return None


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
