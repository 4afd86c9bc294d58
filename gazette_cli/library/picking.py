"""Which of some articles a query finds: asked once for all of them, of a library however large."""

import json
import sqlite3
from collections.abc import Collection

from gazette_cli.library.compile import Condition, compile_filter
from gazette_cli.query import Node

_MATCH = "articles_fts MATCH ?"


def pick_ids(
    db: sqlite3.Connection, node: Node, among: Collection[int], sources: Collection[int] | None = None
) -> list[int]:
    """Return those of the articles `among` that `node` finds, hidden ones as well, in order of id.

    `sources`: only those of these sources; None: of all.
    """
    if not among:
        return []
    condition = _compile(db, node, sources)
    # The index is ordered by id and skips to where it is told to: what is new stands at its end, and what a common word
    # finds in the rest of the library is never looked at.
    within = f"{_MATCH} AND rowid BETWEEN {min(among):d} AND {max(among):d}"
    # CROSS JOIN: those few are looked at, not all of a language or a source.
    sql = f"SELECT a.id FROM json_each(?) few CROSS JOIN articles a ON a.id = few.value WHERE {condition.sql}"
    params = (json.dumps(sorted(among)), *condition.params)
    return [row[0] for row in db.execute(sql.replace(_MATCH, within), params)]


def find_caught(
    db: sqlite3.Connection, node: Node, sources: Collection[int] | None = None, *, limit: int | None = None
) -> list[int]:
    """Return the articles of the library that `pick_ids` would have picked when they came, the newest first."""
    condition = _compile(db, node, sources)
    sql = f"SELECT a.id FROM articles a WHERE {condition.sql} ORDER BY a.published DESC, a.id DESC LIMIT ?"
    return [row[0] for row in db.execute(sql, (*condition.params, -1 if limit is None else limit))]


def count_caught(db: sqlite3.Connection, node: Node, sources: Collection[int] | None = None) -> int:
    """Return how many `find_caught` finds."""
    condition = _compile(db, node, sources)
    sql = f"SELECT count(*) FROM articles a WHERE {condition.sql}"
    return int(db.execute(sql, condition.params).fetchone()[0])


def _compile(db: sqlite3.Connection, node: Node, sources: Collection[int] | None) -> Condition:
    condition = compile_filter(db, node)
    if sources is None:
        return condition
    sql = f"({condition.sql} AND a.source_id IN (SELECT value FROM json_each(?)))"
    return Condition(sql, (*condition.params, json.dumps(sorted(sources))))
