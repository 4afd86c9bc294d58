"""Search results: what the library finds, with headlines and passages to highlight."""

import sqlite3
from typing import NamedTuple

from gazette_cli.excerpt import best_passage, build_matcher, highlight_spans
from gazette_cli.library import articles
from gazette_cli.library.compile import list_languages
from gazette_cli.library.search import search_articles
from gazette_cli.models import Hit, Passage
from gazette_cli.query import Node

_LONGEST = 200_000  # characters of a text that are searched for a passage


class Results(NamedTuple):
    """A page of hits. `total` match in all, or more unless `exact`; of very many only `ranked_of` newest are ranked.

    `by_date`: they are not ranked, but newest first.
    """

    hits: list[Hit]
    total: int
    exact: bool
    ranked_of: int | None
    by_date: bool


def find_hits(
    db: sqlite3.Connection, node: Node, *, limit: int, offset: int = 0, newest_first: bool = False
) -> Results:
    """Return the articles that `node` picks from the `offset`th on, best first or newest first."""
    found = search_articles(db, node, offset=offset, limit=limit, newest_first=newest_first)
    ids = [article_id for article_id, _ in found.rows]
    texts = articles.get_texts(db, ids, _LONGEST)
    scores = dict(found.rows)
    matcher = build_matcher(node, list_languages(db))
    hits = [
        Hit(
            article,
            scores[article.id],
            Passage(
                article.title, highlight_spans(article.title, matcher, language=article.language, title=True)
            ),
            best_passage(texts.get(article.id, ""), matcher, language=article.language),
        )
        for article in articles.get_articles(db, ids)
    ]
    return Results(hits, found.total, found.total_is_exact, found.ranked_of, found.by_date)
