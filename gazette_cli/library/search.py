"""Searching the library: ranked, counted, and within a second at a million articles.

Articles that hold every word as it was typed come first, those that need a stem after them; within each tier
by bm25, a headline weighing more than the text, and newest first at equal worth. bm25 looks at every match:
of a great many only the newest are ranked (`library.newest`). All steps together have some half a second.
"""

import sqlite3
from time import perf_counter
from typing import NamedTuple

from gazette_cli.library.compile import (
    Selection,
    ask_index,
    compile_listing,
    compile_selection,
    has_prefix,
)
from gazette_cli.library.fuse import Fuse
from gazette_cli.query import And, Node, Not

_BM25 = "bm25(articles_fts, 8.0, 1.0, 4.0, 0.5, 4.0, 4.0)"
_MOST_RANKED = 120_000  # matches: some 0.15 s
_FEW_ASKED = 3_000  # articles for which the index is asked one by one: some 0.1 s
_FEW = 50_000  # matches that are sorted by date in some 20 ms
_SECONDS = 0.55  # for everything
_COUNT_SECONDS = 0.12
_RANK_SECONDS = 0.35
_LIST_SECONDS = 0.3
_BLOCK = 400  # rows that are put in order by worth and date together: the same for every page


class Found(NamedTuple):
    """A page of results.

    `rows` are (article id, score), best first; a score is from 0 to 2, higher is better, from 1 on where
    every word stands as it was typed. `total` counts all matches, or at least so many unless `total_is_exact`.
    `ranked_of`: None when all matches were ranked, else how many of the newest were, the others following by age.
    `by_date`: newest first, as was asked for, or because there is no word to rank by.
    """

    rows: list[tuple[int, float]]
    total: int
    total_is_exact: bool = True
    ranked_of: int | None = None
    by_date: bool = False


def search_articles(
    db: sqlite3.Connection, node: Node, *, offset: int = 0, limit: int = 20, newest_first: bool = False
) -> Found:
    """Return what `node` picks from the `offset`th on, `limit` articles at most; best first, or newest first."""
    end = perf_counter() + _SECONDS
    wide = compile_selection(db, node, wide=True)
    if wide.match is None or newest_first:
        return _list_newest(db, node, wide, offset, limit, end)._replace(by_date=True)
    exact = compile_selection(db, node, wide=False)
    if exact.match == wide.match or exact.condition != wide.condition:
        return _rank(db, wide, offset, limit, 1, end)
    first = _rank(db, exact, offset, limit, 1, end)
    if not first.total_is_exact or first.ranked_of is not None:
        return first
    if len(first.rows) >= limit:
        total = _count(db, wide, end)
        return first._replace(total=first.total if total is None else total, total_is_exact=total is not None)
    rest = Selection(
        f"({wide.match}) NOT ({exact.match})",
        wide.condition,
        And((wide.text, Not(wide.text))),
        True,
        visible=wide.visible,
    )
    second = _rank(db, rest, max(0, offset - first.total), limit - len(first.rows), 0, end)
    ranked_of = None if second.ranked_of is None else first.total + second.ranked_of
    total = first.total + second.total
    return Found(first.rows + second.rows, total, second.total_is_exact, ranked_of)


def _count(db: sqlite3.Connection, selection: Selection, end: float) -> int | None:
    """Return how many articles `selection` picks, or None when they can't be counted in a moment."""
    source, params = _make_source(selection)
    if selection.without is not None:
        source, params = _make_source(Selection(selection.without, selection.visible))
    with Fuse(db, _COUNT_SECONDS, end):
        count = int(db.execute(f"SELECT count(*) FROM {source}", params).fetchone()[0])
        if selection.without is None:
            return count
        return int(db.execute("SELECT coalesce(sum(total), 0) FROM sources").fetchone()[0]) - count
    return None


def _make_source(selection: Selection) -> tuple[str, tuple[str | int, ...]]:
    """Return what follows FROM for the matches: rows of `articles_fts`, and of `a` if the condition needs it."""
    condition = selection.condition
    if selection.match is None:
        return f"articles a WHERE {condition.sql}", condition.params
    if (more := ask_index(condition)) is not None:
        return f"articles_fts WHERE articles_fts MATCH ?{more}", (selection.match,)
    # CROSS: the text first, whatever SQLite guesses of it.
    joined = "articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid"
    return f"{joined} WHERE articles_fts MATCH ? AND {condition.sql}", (selection.match, *condition.params)


def _rank(
    db: sqlite3.Connection, selection: Selection, offset: int, limit: int, base: int, end: float
) -> Found:
    total = _count(db, selection, end)
    if total is not None and offset >= total:
        return Found([], total)
    if total is not None and total <= _MOST_RANKED:
        with Fuse(db, _RANK_SECONDS, end):
            return Found(_rank_all(db, selection, offset, limit, base), total)
    from gazette_cli.library.newest import rank_newest

    countable = total is not None or not has_prefix(selection.text)
    newest = rank_newest(db, selection, offset + limit, end, countable=countable)
    rows = [(article_id, base + score) for article_id, score in newest.rows[offset : offset + limit]]
    if newest.complete:
        return Found(rows, len(newest.rows))
    return Found(rows, len(newest.rows) if total is None else total, total is not None, newest.ranked)


def _rank_all(
    db: sqlite3.Connection, selection: Selection, offset: int, limit: int, base: int
) -> list[tuple[int, float]]:
    source, params = _make_source(selection)
    first = offset // _BLOCK
    last = (offset + limit - 1) // _BLOCK
    sql = (
        f"SELECT articles_fts.rowid, cast(-{_BM25} * 10 AS INTEGER) AS worth FROM {source}"
        " ORDER BY worth DESC, articles_fts.rowid DESC LIMIT ? OFFSET ?"
    )
    found = db.execute(sql, (*params, (last - first + 1) * _BLOCK, first * _BLOCK)).fetchall()
    rows: list[tuple[int, float]] = []
    for start in range(0, len(found), _BLOCK):
        block = found[start : start + _BLOCK]
        dates = _find_dates(db, [article_id for article_id, _ in block])
        block.sort(key=lambda row: (-row[1], -dates.get(row[0], 0), -row[0]))
        rows.extend((article_id, base + worth / (10 + worth)) for article_id, worth in block)
    start = offset - first * _BLOCK
    return rows[start : start + limit]


def _find_dates(db: sqlite3.Connection, ids: list[int]) -> dict[int, int]:
    marks = ", ".join("?" * len(ids))
    return dict(db.execute(f"SELECT id, published FROM articles WHERE id IN ({marks})", ids).fetchall())


def _list_newest(
    db: sqlite3.Connection, node: Node, selection: Selection, offset: int, limit: int, end: float
) -> Found:
    """Return a page by date alone; all scores are 1."""
    total = _count(db, selection, end)
    if total is not None and offset >= total:
        return Found([], total)
    prefixed = has_prefix(node)
    rows: list[tuple[int, float]] = []
    if total is not None or not prefixed:
        sql, params = _make_listing(db, node, selection, total, offset + limit)
        page = f"{sql} ORDER BY a.published DESC, a.id DESC LIMIT ? OFFSET ?"
        with Fuse(db, _LIST_SECONDS, end):
            for row in db.execute(page, (*params, limit, offset)):
                rows.append((row[0], 1.0))
            return Found(rows, offset + len(rows) if total is None else total, total is not None)
    if prefixed and not rows:
        from gazette_cli.library.newest import list_newest

        newest = list_newest(db, selection, offset + limit, end)
        rows = [(article_id, 1.0) for article_id, _ in newest.rows[offset:]]
        total = len(newest.rows) if newest.complete else total
    return Found(rows, offset + len(rows) if total is None else total, total is not None)


def _make_listing(
    db: sqlite3.Connection, node: Node, selection: Selection, total: int | None, upto: int
) -> tuple[str, tuple[str | int, ...]]:
    """Return the query for the matches, to be sorted by date; `upto` of them are wanted."""
    if selection.match is not None and total is not None and total <= _FEW:
        joined = "articles_fts CROSS JOIN articles a ON a.id = articles_fts.rowid"
        sql = f"SELECT a.id FROM {joined} WHERE articles_fts MATCH ? AND {selection.condition.sql}"
        return sql, (selection.match, *selection.condition.params)
    one_by_one = False
    if not has_prefix(node):
        everything = db.execute("SELECT coalesce(sum(total), 0) FROM sources").fetchone()[0]
        # Where enough of the articles match, a page is soon full on the way down by date.
        one_by_one = total is None or upto * everything <= _FEW_ASKED * total
    condition = compile_listing(db, node, one_by_one=one_by_one)
    return f"SELECT a.id FROM articles a WHERE {condition.sql}", condition.params
