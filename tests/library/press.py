"""Feeds that are delivered to a library a document at a time, as a refresh does."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from gazette_cli.library import storing
from gazette_cli.library.articles import get_content, list_articles
from gazette_cli.library.connection import open_library
from gazette_cli.library.indexing import writing_articles
from gazette_cli.library.sources import add_source
from gazette_cli.models import DATED_SEEN, DATED_TIME, Article, Content, Entry

DAY = 24 * 60 * 60


class Press:
    """A library, and what feeds deliver to it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        self.now = 1_800_000_000
        self._feeds: dict[str, int] = {}

    def deliver(
        self,
        feed: str,
        *items: Entry,
        day: int | None = None,
        days: Sequence[int] = (),
        studied: bool = False,
        told: bool = True,
    ) -> str:
        """Store a document of `feed`; return how many entries were "new updated unchanged".

        `day` is the date of all of them, `days` that of each. `told`: which links several claim is said.
        """
        self.now += 60
        source_id = self.find(feed)
        present = frozenset(item.guid for item in items)
        counts: Counter[str] = Counter()
        with writing_articles(self.db):
            dates: Sequence[int | None] = days or [day] * len(items)
            for item, when in zip(items, dates, strict=True):
                moment = storing.Moment(self.now, 0, DATED_SEEN)
                if when is not None:
                    moment = storing.Moment(when * DAY, 60, DATED_TIME)
                stored = storing.store_entry(
                    self.db,
                    source_id,
                    item.guid,
                    item,
                    moment,
                    self.now,
                    studied=storing.study_entry(item) if studied else None,
                    present=present,
                    shared=storing.find_shared(items) if told else frozenset(),
                )
                counts[stored.outcome] += 1
                assert self.db.execute("SELECT 1 FROM articles WHERE id = ?", (stored.article_id,)).fetchone()
        return f"{counts[storing.NEW]} {counts[storing.UPDATED]} {counts[storing.UNCHANGED]}"

    def find(self, feed: str) -> int:
        """The source of a feed, subscribed to when first named."""
        if feed not in self._feeds:
            self._feeds[feed], _ = add_source(self.db, "feed", f"https://{feed}.example/feed", feed, self.now)
        return self._feeds[feed]

    def articles(self) -> dict[int, Article]:
        """The articles by id."""
        return {article.id: article for article in list_articles(self.db)}

    def titles(self) -> list[str]:
        """Their headlines, in order of id."""
        return [article.title for _, article in sorted(self.articles().items())]

    def content(self, article_id: int) -> Content:
        """The text of one."""
        return get_content(self.db, article_id)


@contextmanager
def open_press(folder: Path) -> Iterator[Press]:
    """A press with a library of its own, in `folder`."""
    with open_library(folder / "library.db") as db:
        yield Press(db)


def item(number: int, *, guid: str = "", title: str = "", text: str = "", url: str | None = None) -> Entry:
    """An entry; what is not said is made of its number."""
    return Entry(
        title or f"Titre {number}",
        text or f"Le texte de l'article {number}.",
        guid=guid or f"guid-{number}",
        url=f"https://journal.example/{number}" if url is None else url or None,
        language="fr",
    )
