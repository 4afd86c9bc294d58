"""A library with feeds in it, as refreshes have left them: written straight, without a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from sqlite3 import Connection
from typing import Any

from gazette_cli.library import feeds
from gazette_cli.library.connection import open_library, writing
from gazette_cli.library.indexing import writing_articles
from gazette_cli.library.storing import store_entry
from gazette_cli.models import DATED_TIME, Entry
from gazette_cli.paths import find_library
from gazette_cli.services.intake import settle_entry
from tests.conftest import Gazette

DAY = 86_400


@contextmanager
def opened(gazette: Gazette) -> Iterator[Connection]:
    """The library of `gazette`, its SQL within reach."""
    with open_library(find_library(gazette.environ, None)) as db:
        yield db


def now_of(gazette: Gazette) -> int:
    return int(gazette.now.timestamp())


def subscribe(gazette: Gazette, url: str, title: str | None = None, **known: Any) -> int:
    """Subscribe to a feed of which `known` (fields of Subscription) is known; return its number."""
    with opened(gazette) as db, writing(db):
        number, _ = feeds.add_feed(db, url, now_of(gazette) - 400 * DAY, title=title)
        subscription = feeds.get_subscription(db, number)
        assert subscription is not None
        feeds.write_subscriptions(db, [subscription._replace(**known)])
    return number


def deliver(
    gazette: Gazette,
    number: int,
    count: int,
    *,
    newest: int = 0,
    gap: int = DAY,
    text: str = "Un texte entier. " * 60,
    arrived: int = 0,
    **fields: Any,
) -> None:
    """Put `count` articles into a source, `gap` seconds apart, the last `newest` seconds ago, arrived `arrived` ago."""
    now = now_of(gazette)
    with opened(gazette) as db, writing_articles(db):
        for one in range(count):
            entry = Entry(
                title=f"Titre {number}-{one}",
                text=f"{one} {text}",
                url=f"https://site-{number}.example/{one}",
                published=datetime.fromtimestamp(now - newest - gap * one, UTC),
                dated=DATED_TIME,
                **fields,
            )
            store_entry(db, number, str(one), entry, settle_entry(entry, None, gazette.now), now - arrived)
