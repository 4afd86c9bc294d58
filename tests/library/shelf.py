"""A library in memory that tests fill an article at a time."""

import sqlite3
from collections.abc import Callable

from gazette_cli.library.schema import MIGRATIONS
from gazette_cli.stems import stems_text
from gazette_cli.words import fold_key, index_text

Adder = Callable[..., int]


def open_empty() -> tuple[sqlite3.Connection, Adder]:
    """A library in memory, and a writer of articles that returns their ids."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for migration in MIGRATIONS:
        db.executescript(migration)
    db.execute(
        "INSERT INTO sources (kind, location, title, folded, added) VALUES ('folder', '/p', 'Le Port', 'le port', 0)"
    )

    def add(
        title: str = "",
        text: str = "",
        *,
        language: str | None = "fr",
        author: str = "",
        place: str = "",
        published: int = 0,
        publication: str | None = None,
        tags: tuple[str, ...] = (),
        read: bool = False,
        starred: bool = False,
    ) -> int:
        name = None
        if publication:
            row = (publication, fold_key(publication))
            db.execute("INSERT OR IGNORE INTO publications (name, folded) VALUES (?, ?)", row)
            name = db.execute("SELECT id FROM publications WHERE name = ?", row[:1]).fetchone()[0]
        article_id = db.execute(
            "INSERT INTO articles (source_id, publication_id, title, title_key, published, utc_offset, dated, author,"
            " place, language, read, starred, words, minutes, summary, digest, added)"
            " VALUES (1, ?, ?, ?, ?, 0, 'time', ?, ?, ?, ?, ?, 0, 0, '', x'', 0) RETURNING id",
            (name, title, fold_key(title), published, author, place, language, read, starred),
        ).fetchone()[0]
        db.execute("INSERT INTO contents (article_id, text) VALUES (?, ?)", (article_id, text))
        stems = (stems_text(title, language), stems_text(text, language))
        fields = (index_text(title), index_text(text), *stems, index_text(author), index_text(place))
        db.execute("INSERT INTO articles_fts (rowid, title, body, title_stems, body_stems, author, place)"
                   " VALUES (?, ?, ?, ?, ?, ?, ?)", (article_id, *fields))  # fmt: skip
        db.execute("UPDATE sources SET total = (SELECT count(*) FROM articles)")
        for tag in tags:
            db.execute("INSERT OR IGNORE INTO tags (name, folded) VALUES (?, ?)", (tag, fold_key(tag)))
            db.execute("INSERT INTO article_tags SELECT ?, id, 0 FROM tags WHERE name = ?", (article_id, tag))
        return int(article_id)

    return db, add
