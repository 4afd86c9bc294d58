"""Conditions on articles that are not on their text: each a boolean of SQL over the alias `a` of articles."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gazette_cli.query import Term

_MANY = 20_000  # articles, sorted by date in some 20 ms
_LARGEST = 2**62  # seconds: beyond any date, within SQLite's integers
_STATES = {
    "unread": "a.read = 0",
    "read": "a.read = 1",
    "starred": "a.starred = 1",
    "hidden": "a.hidden = 1",
    "begun": "a.id IN (SELECT article_id FROM places)",
}


class Condition(NamedTuple):
    """A boolean of SQL over the alias `a` of articles, never NULL, and its parameters."""

    sql: str
    params: tuple[str | int, ...] = ()


ALWAYS = Condition("1")


def list_languages(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the languages of the articles, as they are stored."""
    # A step of the index for each language instead of a row for each article.
    sql = (
        "WITH RECURSIVE known(language) AS (SELECT min(language) FROM articles UNION ALL"
        " SELECT (SELECT min(language) FROM articles WHERE language > known.language) FROM known"
        " WHERE known.language IS NOT NULL) SELECT language FROM known WHERE language IS NOT NULL LIMIT 30"
    )
    return tuple(row[0] for row in db.execute(sql))


def join_conditions(conditions: Iterable[Condition], operator: str) -> Condition:
    """Return conditions joined by " AND " or " OR "."""
    conditions = [condition for condition in conditions if operator == " OR " or condition != ALWAYS]
    if len(conditions) < 2:
        return conditions[0] if conditions else ALWAYS
    params = tuple(param for condition in conditions for param in condition.params)
    return Condition("(" + operator.join(condition.sql for condition in conditions) + ")", params)


def make_term(db: sqlite3.Connection, term: Term) -> Condition:
    """Return a condition of one of the fields that are not text."""
    if term.field in ("since", "until"):
        second = max(-_LARGEST, min(_LARGEST, int(term.value)))
        return Condition(f"a.published {'>=' if term.field == 'since' else '<'} ?", (second,))
    if term.field == "is":
        return _pick_revised(db) if term.value == "revised" else Condition(_STATES.get(str(term.value), "0"))
    from gazette_cli.words import fold_key

    name = fold_key(str(term.value))
    if term.field == "lang":
        known = [tag for tag in list_languages(db) if tag == name or tag.startswith(f"{name}-")]
        return _pick(db, "language", known)
    if term.field == "tag":
        return _pick_tagged(db, name)
    publications, sources = (
        _find_ids(db, f"SELECT id FROM {table} WHERE folded = ?", name)
        for table in ("publications", "sources")
    )
    if not publications and not sources:
        publications, sources = (
            _find_ids(db, f"SELECT id FROM {table} WHERE instr(folded, ?)", name)
            for table in ("publications", "sources")
        )
    # One name is one index, already in order of date; a branch that can't hold would cost that.
    named = [_pick(db, "publication_id", publications)] if publications else []
    if sources or not publications:
        named.append(_pick(db, "source_id", sources))
    return join_conditions(named, " OR ")


def _find_ids(db: sqlite3.Connection, sql: str, name: str) -> list[int]:
    return [row[0] for row in db.execute(sql, (name,))]


def _pick(
    db: sqlite3.Connection, column: str, values: Sequence[str] | Sequence[int], *, alone: bool = True
) -> Condition:
    """Return that a column of articles is one of `values`. `alone`: it is all that is asked of the column's kind."""
    known = "" if column == "source_id" else f"a.{column} IS NOT NULL AND "  # NULL is not false
    if len(values) == 1 and alone:
        return Condition(f"({known}a.{column} = ?)", tuple(values))
    marks = ", ".join("?" * len(values))
    # A plus keeps SQLite from an index, which would bring many articles out of the order of their dates.
    plus = "+" if _are_many(db, f"articles WHERE {column} IN ({marks})", values) else ""
    return Condition(f"({known}{plus}a.{column} IN ({marks}))", tuple(values))


def _pick_tagged(db: sqlite3.Connection, name: str) -> Condition:
    """Return that an article bears a tag, or its source does; one of a source also where it is in a folder `name`."""
    tags = _find_ids(db, "SELECT id FROM tags WHERE folded = ?", name)
    sources = _find_ids(
        db,
        "SELECT DISTINCT source_id FROM source_tags"
        " WHERE folded = ?1 OR (folded > ?1 || '/' AND folded < ?1 || '0')",
        name,
    )
    if sources and not tags:
        return _pick(db, "source_id", sources)
    marks = ", ".join("?" * len(tags))
    if _are_many(db, f"article_tags WHERE tag_id IN ({marks})", tags):
        sql = f"EXISTS (SELECT 1 FROM article_tags x WHERE x.article_id = a.id AND x.tag_id IN ({marks}))"
    else:
        sql = f"a.id IN (SELECT article_id FROM article_tags WHERE tag_id IN ({marks}))"
    own = Condition(sql, tuple(tags))
    return join_conditions((own, _pick(db, "source_id", sources, alone=False)), " OR ") if sources else own


def _pick_revised(db: sqlite3.Connection) -> Condition:
    if _are_many(db, "revisions", ()):
        return Condition("EXISTS (SELECT 1 FROM revisions r WHERE r.article_id = a.id)")
    return Condition("a.id IN (SELECT article_id FROM revisions)")


def _are_many(db: sqlite3.Connection, source: str, values: Sequence[str] | Sequence[int]) -> bool:
    """Tell whether it is cheaper to look at articles by date until a page is full than to sort all these."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT ?)"
    return int(db.execute(sql, (*values, _MANY)).fetchone()[0]) >= _MANY
