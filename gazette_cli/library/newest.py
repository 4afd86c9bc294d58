"""Searches that find too much to rank: the newest of the matches, by the words of their texts."""

import sqlite3
from collections.abc import Iterator, Sequence
from time import perf_counter
from typing import NamedTuple

from gazette_cli.library.compile import (
    Condition,
    Selection,
    ask_index,
    compile_filter,
    list_languages,
    relax_prefixes,
)
from gazette_cli.library.fuse import Fuse
from gazette_cli.query import TEXT_FIELDS, And, Node, Not, Or, Term
from gazette_cli.stems import expand_word, stems_text
from gazette_cli.words import split_words

_RANKED = 300
_FIND_SECONDS = 0.12
_WALK_SECONDS = 0.25
_SCORE_SECONDS = 0.05  # past the end
_LONGEST = 10_000  # characters of a text that are looked at
_ROW = (
    "a.id, a.title, substr(c.text, 1, ?), coalesce(a.author, ''), coalesce(a.place, ''), a.language"
    " FROM articles a CROSS JOIN contents c ON c.article_id = a.id"
)


_Row = tuple[int, str, str, str, str, str | None]


class _Lookup(NamedTuple):
    """A term as strings to look for in words with a space before and behind each.

    `stems`: for each word of the term, itself and the stems that may stand for it.
    """

    field: str
    exact: str
    stems: tuple[tuple[str, tuple[str, ...]], ...]


class Newest(NamedTuple):
    """Matches as (id, score below 1), in order, of which the first `ranked` are ranked, the others go by age.

    `complete`: there are no more.
    """

    rows: list[tuple[int, float]]
    ranked: int = 0
    complete: bool = False


def rank_newest(
    db: sqlite3.Connection, selection: Selection, upto: int, end: float, *, countable: bool
) -> Newest:
    """Return `upto` of the newest matches of `selection`, the best of some hundreds first, by `end` (perf_counter).

    `countable`: the index goes through the matches in a moment. Where it can't (a short prefix stands for too
    many words) the articles themselves are read, newest first, for as long as there is time.
    """
    judge = _Judge(db, selection)
    upto = max(upto, _RANKED)
    rows: list[_Row] = []
    rest: list[int] = []
    complete = False
    if countable:
        ids = _find_ids(db, selection, upto, end)
        rows, rest = _read_rows(db, ids[:_RANKED]), ids[_RANKED:]
    if not rows:
        rows, complete = _walk(db, selection, judge, upto, end)
        rows, rest = rows[:_RANKED], [row[0] for row in rows[_RANKED:]]
    scored: list[tuple[int, float]] = []
    for row in rows:
        if perf_counter() > end + _SCORE_SECONDS:
            break
        scored.append((row[0], judge.score(row)))
    rest = [row[0] for row in rows[len(scored) :]] + rest
    # Sorting is stable: newest first at equal worth.
    scored.sort(key=lambda row: -round(row[1], 2))
    return Newest(scored + [(article_id, 0.0) for article_id in rest], len(scored), complete)


def list_newest(db: sqlite3.Connection, selection: Selection, limit: int, end: float) -> Newest:
    """Return the newest matches of `selection` by their date, as many as are met by `end`; all score 0."""
    judge = _Judge(db, selection)
    rows, complete = _walk(db, selection, judge, limit, end)
    return Newest([(row[0], 0.0) for row in rows], 0, complete)


def _find_ids(db: sqlite3.Connection, selection: Selection, limit: int, end: float) -> list[int]:
    ids: list[int] = []
    sql, params = _descend(selection.match or "", selection)
    with Fuse(db, _FIND_SECONDS, end):
        for row in db.execute(f"{sql} LIMIT ?", (*params, limit)):
            ids.append(row[0])
    return ids


def _descend(match: str, selection: Selection) -> tuple[str, tuple[str | int, ...]]:
    """Return a query for the matches, newest first as far as ids tell: the index is read so unsorted."""
    condition = selection.condition
    sql = "SELECT articles_fts.rowid FROM articles_fts"
    more = ask_index(condition)
    if more is None:
        sql += " CROSS JOIN articles a ON a.id = articles_fts.rowid"
        more = f" AND {condition.sql}"
    sql += f" WHERE articles_fts MATCH ?{more} ORDER BY articles_fts.rowid DESC"
    return sql, (match, *condition.params)


def _read_rows(db: sqlite3.Connection, ids: Sequence[int]) -> list[_Row]:
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT {_ROW} WHERE a.id IN ({marks}) ORDER BY a.published DESC, a.id DESC"
    return db.execute(sql, (_LONGEST, *ids)).fetchall()


def _walk(
    db: sqlite3.Connection, selection: Selection, judge: "_Judge", limit: int, end: float
) -> tuple[list[_Row], bool]:
    """Read articles, newest first, and return those that hold, and whether these are all."""
    rows: list[_Row] = []
    match = relax_prefixes(selection, list_languages(db))
    if match is None:
        # Without a match the judge knows the whole tree.
        condition = selection.condition if selection.match is not None else selection.visible
        sql = f"SELECT {_ROW} WHERE {condition.sql} ORDER BY a.published DESC, a.id DESC"
        with Fuse(db, _WALK_SECONDS, end) as fuse:
            for row in db.execute(sql, (_LONGEST, *condition.params)):
                if judge.holds(row):
                    rows.append(row)
                if len(rows) >= limit or fuse.is_over():
                    return rows, False
            return rows, True
        return rows, False
    sql, params = _descend(match, selection)
    with Fuse(db, _WALK_SECONDS, end) as fuse:
        found = db.execute(sql, params)
        while ids := [row[0] for row in found.fetchmany(50)]:
            rows.extend(row for row in _read_rows(db, ids) if judge.holds(row))
            if len(rows) >= limit or fuse.is_over():
                return rows[:limit], False
        return rows, True
    return rows, False


class _Judge:
    """Tells of an article's words what the index would have told, and how much they are worth."""

    def __init__(self, db: sqlite3.Connection, selection: Selection) -> None:
        self._db = db
        self._node = selection.text
        self._wide = selection.wide
        self._languages = list_languages(db)
        self._conditions: dict[Term, Condition] = {}
        self._lookups: dict[Term, _Lookup] = {}
        self._row: _Row | None = None
        self._fields: dict[str, str] = {}
        self._positive = tuple(_list_positive(selection.text))

    def holds(self, row: _Row) -> bool:
        self._take(row)
        return self._hold(self._node, self._wide)

    def score(self, row: _Row) -> float:
        """Return from 0 to 1: how often the terms occur, each time counting less, and the headline more."""
        self._take(row)
        length = len(self._fields["body"]) / 3_000
        total = 0.0
        for term in self._positive:
            look = self._look_up(term)
            often = self._count(look, "body") + 8 * self._count(look, "title")
            total += often / (often + 1.2 * (0.25 + 0.75 * length))
        return total / (len(self._positive) or 1) * 0.999

    def _take(self, row: _Row) -> None:
        if self._row is not row:
            self._row = row
            names = ("title", "body", "author", "place")
            self._fields = {
                name: f" {' '.join(split_words(text))} " for name, text in zip(names, row[1:5], strict=True)
            }

    def _hold(self, node: Node, wide: bool) -> bool:
        if isinstance(node, Not):
            return not self._hold(node.part, False)
        if isinstance(node, And):
            return all(self._hold(part, wide) for part in node.parts)
        if isinstance(node, Or):
            return any(self._hold(part, wide) for part in node.parts)
        if node.field not in TEXT_FIELDS:
            return self._ask(node)
        look = self._look_up(node)
        columns = ("title", "body") if look.field == "text" else (look.field,)
        if any(look.exact in self._fields[column] for column in columns):
            return True
        if not wide or not look.stems:
            return False
        stems = [self._fields[column] for column in columns] + [
            self._find_stems(column) for column in columns
        ]
        return all(any(f" {stem} " in text for stem in among for text in stems) for _, among in look.stems)

    def _ask(self, term: Term) -> bool:
        if term not in self._conditions:
            self._conditions[term] = compile_filter(self._db, term)
        condition = self._conditions[term]
        sql = f"SELECT 1 FROM articles a WHERE a.id = ? AND {condition.sql}"
        article_id = self._row[0] if self._row else 0
        return self._db.execute(sql, (article_id, *condition.params)).fetchone() is not None

    def _count(self, look: _Lookup, column: str) -> int:
        if look.field not in ("text", column):
            return 0
        count = self._fields[column].count(look.exact)
        if not count and self._wide and look.stems:
            stems = self._find_stems(column)
            return sum(f" {stem} " in stems for _, among in look.stems for stem in among)
        return count

    def _find_stems(self, column: str) -> str:
        name = f"{column} stems"
        if name not in self._fields and self._row is not None:
            text = self._row[1] if column == "title" else self._row[2]
            self._fields[name] = f" {stems_text(text, self._row[5])} "
        return self._fields[name]

    def _look_up(self, term: Term) -> _Lookup:
        if term not in self._lookups:
            forms = expand_word(str(term.value), self._languages)
            words = split_words(str(term.value)) if term.form == "phrase" else forms.exact
            exact = f" {' '.join(words)}" + ("" if term.form == "prefix" else " ")
            stems = forms.wide if term.form == "word" and term.field in ("text", "title") else ()
            self._lookups[term] = _Lookup(term.field, exact if words else "\0", stems)
        return self._lookups[term]


def _list_positive(node: Node) -> Iterator[Term]:
    if isinstance(node, Term):
        yield node
    elif not isinstance(node, Not):
        for part in node.parts:
            yield from _list_positive(part)
