"""Reading articles: lists by any query, single ones by id, their texts."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone

from gazette_cli.errors import NotFoundError
from gazette_cli.library.compile import compile_listing
from gazette_cli.library.connection import find_name, make_damaged_error
from gazette_cli.library.schema import BELOW
from gazette_cli.models import Article, Content, Enclosure
from gazette_cli.query import EVERYTHING, Node

_COLUMNS = """a.id, a.title, coalesce(p.name, s.title), a.url, a.published, a.utc_offset, a.dated, a.author, a.place,
    a.language, a.read, a.starred, a.words, a.minutes, a.summary,
    (SELECT group_concat(name, char(31)) FROM
        (SELECT t.name FROM article_tags x JOIN tags t ON t.id = x.tag_id WHERE x.article_id = a.id
         ORDER BY t.folded)),
    (SELECT progress FROM places WHERE article_id = a.id)"""
TABLES = "articles a JOIN sources s ON s.id = a.source_id LEFT JOIN publications p ON p.id = a.publication_id"
SORTS = ("date", "source", "title")
# By what each sorts, as it is and the other way round; the same for no two articles.
ORDERS = {
    "date": (("a.published DESC", "a.id DESC"), ("a.published", "a.id")),
    "source": (
        ("coalesce(p.folded, s.folded)", "a.published DESC", "a.id DESC"),
        ("coalesce(p.folded, s.folded) DESC", "a.published DESC", "a.id DESC"),
    ),
    "title": (("a.title_key", "a.id"), ("a.title_key DESC", "a.id")),
}


def list_articles(
    db: sqlite3.Connection,
    node: Node = EVERYTHING,
    *,
    sort: str = "date",
    reverse: bool = False,
    limit: int | None = None,
    offset: int = 0,
) -> list[Article]:
    """Return the articles that `node` picks: newest first, or by one of SORTS, or the other way round.

    Hidden ones are left out of this and of what follows, unless `node` asks for them.
    """
    condition = compile_listing(db, node)
    order = ", ".join(ORDERS[sort][reverse])
    sql = f"SELECT {_COLUMNS} FROM {TABLES} WHERE {condition.sql} ORDER BY {order} LIMIT ? OFFSET ?"
    rows = db.execute(sql, (*condition.params, -1 if limit is None else limit, offset))
    return [_make_article(db, row) for row in rows]


def list_ids(
    db: sqlite3.Connection, node: Node, *, limit: int | None = None, reverse: bool = False
) -> list[int]:
    """Return the ids of the articles that `node` picks, newest first."""
    condition = compile_listing(db, node)
    order = ", ".join(ORDERS["date"][reverse])
    sql = f"SELECT a.id FROM articles a WHERE {condition.sql} ORDER BY {order} LIMIT ?"
    return [row[0] for row in db.execute(sql, (*condition.params, -1 if limit is None else limit))]


def count_articles(db: sqlite3.Connection, node: Node) -> int:
    """Return how many articles `node` picks."""
    condition = compile_listing(db, node)
    return int(
        db.execute(f"SELECT count(*) FROM articles a WHERE {condition.sql}", condition.params).fetchone()[0]
    )


def get_articles(db: sqlite3.Connection, ids: Sequence[int]) -> list[Article]:
    """Return the articles with these ids, in their order. An id that is not there is left out."""
    found: dict[int, Article] = {}
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        marks = ", ".join("?" * len(some))
        for row in db.execute(f"SELECT {_COLUMNS} FROM {TABLES} WHERE a.id IN ({marks})", tuple(some)):
            found[row[0]] = _make_article(db, row)
    return [found[article_id] for article_id in ids if article_id in found]


def get_content(db: sqlite3.Connection, article_id: int) -> Content:
    """Return an article's text and what belongs to it. Raises NotFoundError if it is gone since it was looked up."""
    row = db.execute(
        "SELECT c.text, c.html, c.enclosures, c.comments, c.image, c.duration, c.full_text, a.title, a.summary,"
        " a.words, a.url IS NOT NULL AND s.kind = 'feed' FROM contents c JOIN articles a ON a.id = c.article_id"
        " JOIN sources s ON s.id = a.source_id WHERE c.article_id = ?",
        (article_id,),
    ).fetchone()
    if row is None:
        raise NotFoundError(f"article {article_id} is gone", "`gazette list` shows what there is")
    text, html, enclosures, comments, image, duration, full_text, title, summary, words, elsewhere = row
    try:
        attached = tuple(Enclosure(*item) for item in json.loads(enclosures or "[]"))
    except (TypeError, ValueError) as exc:
        raise make_damaged_error(find_name(db)) from exc
    path = _find_path(db, article_id)
    cut = False
    # What comes with a recording is no beginning of it.
    if elsewhere and not (full_text or attached or duration):
        from gazette_cli.beginnings import END, is_beginning

        cut = is_beginning(title=title, summary=summary, words=words, end=text[-END:])
    return Content(text, html, attached, path, comments, image, duration, bool(full_text), cut)


def get_texts(db: sqlite3.Connection, ids: Sequence[int], length: int) -> dict[int, str]:
    """Return the first `length` characters of the texts of these articles, by id."""
    marks = ", ".join("?" * len(ids))
    sql = f"SELECT article_id, substr(text, 1, ?) FROM contents WHERE article_id IN ({marks})"
    return dict(db.execute(sql, (length, *ids)))


def find_ids(db: sqlite3.Connection, first: int, last: int) -> list[int]:
    """Return the ids from `first` to `last`, both included, that exist."""
    return [
        row[0]
        for row in db.execute("SELECT id FROM articles WHERE id BETWEEN ? AND ? ORDER BY id", (first, last))
    ]


def find_nearest_ids(db: sqlite3.Connection, article_id: int) -> list[int]:
    """Return the id before and the id after `article_id`, as far as they exist."""
    row = db.execute(
        "SELECT (SELECT max(id) FROM articles WHERE id < ?1), (SELECT min(id) FROM articles WHERE id > ?1)",
        (article_id,),
    ).fetchone()
    return [near for near in row if near is not None]


def find_random_id(db: sqlite3.Connection, node: Node = EVERYTHING) -> int | None:
    """Return one article by chance, each as likely as any other."""
    condition = compile_listing(db, node)
    row = db.execute(
        f"SELECT a.id FROM articles a WHERE {condition.sql} ORDER BY random() LIMIT 1", condition.params
    ).fetchone()
    return None if row is None else int(row[0])


def find_by_stem(db: sqlite3.Connection, name: str) -> list[int]:
    """Return the articles of the files called `name`, given with or without its folder and its endings."""
    # The files first, then what each of them holds: the other way round it is every entry for every file.
    sql = (
        "WITH found AS MATERIALIZED (SELECT source_id, path FROM files WHERE instr(path, ?1)"
        " AND ('/' || path LIKE '%/' || ?2 ESCAPE '\\' OR '/' || path LIKE '%/' || ?2 || '.%' ESCAPE '\\'))"
        " SELECT e.article_id FROM found f CROSS JOIN entries e ON e.source_id = f.source_id AND e.guid = f.path"
        " UNION SELECT e.article_id FROM found f CROSS JOIN entries e ON e.source_id = f.source_id"
        " AND e.guid > f.path || '//' AND e.guid < f.path || '/0'"
    )
    pattern = name.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return [row[0] for row in db.execute(sql, (name, pattern))]


def list_names(db: sqlite3.Connection, kind: str) -> Iterable[tuple[str, int]]:
    """Return the names in use, of kind "source" or "tag", each with how many articles bear it.

    A tag of a source is one of its articles.
    """
    sql = {
        "source": "SELECT coalesce(p.name, s.title), count(*) AS n FROM articles a JOIN sources s ON s.id = a.source_id"
        " LEFT JOIN publications p ON p.id = a.publication_id GROUP BY 1 ORDER BY n DESC",
        "tag": "SELECT name, sum(n) FROM (SELECT t.name, t.folded, count(*) AS n FROM article_tags x"
        " JOIN tags t ON t.id = x.tag_id GROUP BY t.id UNION ALL SELECT x.name, x.folded, s.total FROM source_tags x"
        " JOIN sources s ON s.id = x.source_id) GROUP BY folded ORDER BY 2 DESC",
    }[kind]
    return list(db.execute(sql))


def _find_path(db: sqlite3.Connection, article_id: int) -> str | None:
    row = db.execute(
        "SELECT s.kind, s.location, e.guid FROM entries e JOIN sources s ON s.id = e.source_id"
        " WHERE e.article_id = ? AND s.kind IN ('file', 'folder') LIMIT 1",
        (article_id,),
    ).fetchone()
    if row is None:
        return None
    kind, location, guid = row
    return location if kind == "file" else f"{location}/{guid.partition(BELOW)[0]}"


def _make_article(db: sqlite3.Connection, row: tuple) -> Article:  # type: ignore[type-arg]
    (
        article_id, title, source, url, published, utc_offset, dated, author, place,
        language, read, starred, words, minutes, summary, tags, progress,
    ) = row  # fmt: skip
    try:
        return Article(
            id=article_id,
            title=title,
            source=source,
            url=url,
            published=_make_date(published, utc_offset),
            dated=dated,
            author=author,
            place=place,
            language=language,
            tags=tuple(tags.split("\x1f")) if tags else (),
            read=bool(read),
            starred=bool(starred),
            words=int(words),
            minutes=int(minutes),
            summary=summary,
            progress=progress,
        )
    except (TypeError, ValueError, OverflowError) as exc:
        # What SQLite takes for numbers after a bit has flipped.
        raise make_damaged_error(find_name(db)) from exc


def _make_date(published: int, utc_offset: int) -> datetime:
    # Sums rather than fromtimestamp, which the platform's C library bounds.
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=published)
    return moment.astimezone(timezone(timedelta(minutes=utc_offset))) if utc_offset else moment
