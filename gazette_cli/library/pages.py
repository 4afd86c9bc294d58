"""The pages that articles stand on: what has to be known to fetch them."""

import json
import sqlite3
from collections.abc import Collection
from typing import NamedTuple


class Standing(NamedTuple):
    """An article, the `url` of its page if it states one, and how many characters of it are here.

    `full_text`: they are taken from that page. `kind` and `location` are those of its source.
    """

    article_id: int
    url: str | None
    length: int
    full_text: bool
    kind: str
    location: str


def list_standings(
    db: sqlite3.Connection, ids: Collection[int], sources: Collection[int] | None = None
) -> list[Standing]:
    """Return how these articles stand, in order of id; with `sources`, those of these sources alone."""
    sql = (
        "SELECT a.id, a.url, length(c.text), c.full_text, s.kind, s.location FROM json_each(?1) few"
        " CROSS JOIN articles a ON a.id = few.value JOIN contents c ON c.article_id = a.id"
        " JOIN sources s ON s.id = a.source_id"
        " WHERE ?2 IS NULL OR a.source_id IN (SELECT value FROM json_each(?2))"
    )
    chosen = None if sources is None else json.dumps(sorted(sources))
    rows = db.execute(sql, (json.dumps(sorted(ids)), chosen))
    return [
        Standing(article_id, url, length, bool(full_text), kind, location)
        for article_id, url, length, full_text, kind, location in rows
    ]
