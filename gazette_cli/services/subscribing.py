"""Feeds become subscriptions, and sources get the titles and tags that a person chose for them."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from gazette_cli.config import Config
from gazette_cli.errors import SourceError
from gazette_cli.library import feeds, sources
from gazette_cli.library.connection import writing
from gazette_cli.models import Added
from gazette_cli.services.addressing import Wanted
from gazette_cli.services.offering import Offer
from gazette_cli.subscription import FAILED


class Subscribed(NamedTuple):
    """What came of subscribing: what the feed is called here, whether it is new, and its articles (ids of new ones)."""

    name: str
    new: bool
    added: Added = Added()
    message: str = ""
    new_ids: tuple[int, ...] = ()


def find_subscribed(
    db: sqlite3.Connection, wanted: Wanted, *, title: str | None, tags: Sequence[str]
) -> Subscribed | None:
    """Return what is known of a URL that is subscribed to already, retitled and tagged as asked; else None.

    One that was retired is asked again at the next refresh.
    """
    number = feeds.find_feed(db, wanted.url)
    before = None if number is None else feeds.get_subscription(db, number)
    if before is None:
        return None
    with writing(db):
        source_id, _ = feeds.add_feed(db, wanted.url, 0, login=wanted.login)
        _apply_choices(db, source_id, title=title, tags=tags)
        known = feeds.get_subscription(db, source_id)
        assert known is not None
        if known.gone or wanted.login is not None:
            feeds.write_subscriptions(db, [known._replace(gone=False, next_check=0)])
    message = "it had been retired; the next refresh asks it again" * known.gone
    if not message and known.login != before.login:
        message = "another user or password than before; the next refresh sends it"
    return Subscribed(known.title, False, message=message)


def subscribe(
    db: sqlite3.Connection,
    offer: Offer,
    now: datetime,
    config: Config,
    *,
    title: str | None,
    tags: Sequence[str],
) -> Subscribed:
    """Subscribe to a feed that has been fetched, and store what it holds. `now` is aware.

    Raises SourceError where it can't be read: there is no subscription then.
    """
    from gazette_cli.services.arriving import make_arrive
    from gazette_cli.services.refreshing import take_reply

    assert offer.reply is not None
    if known := find_subscribed(db, Wanted(offer.url, offer.login), title=title, tags=tags):
        return known
    with writing(db):
        source_id, _ = feeds.add_feed(db, offer.url, int(now.timestamp()), login=offer.login, title=title)
        _apply_choices(db, source_id, title=None, tags=tags)
        subscription = feeds.get_subscription(db, source_id)
        assert subscription is not None
    arrive, _ = make_arrive(db, config, now)
    taken = take_reply(db, subscription, offer.reply, now, config, arrive)
    if taken.outcome == FAILED:
        with writing(db):
            sources.remove_source(db, source_id)
        raise SourceError(f"{offer.url}: {taken.message}", offer.url, "it can't be read as a feed")
    added = Added(taken.new, taken.updated, taken.unchanged)
    return Subscribed(taken.subscription.title, True, added, taken.message, taken.new_ids)


def label_source(db: sqlite3.Connection, location: str, *, title: str | None, tags: Sequence[str]) -> bool:
    """Give the source at `location` a title and tags; return False where there is none."""
    source = next((one for one in sources.list_sources(db) if one.location == location), None)
    if source is None:
        return False
    with writing(db):
        _apply_choices(db, source.id, title=title, tags=tags)
    return True


def _apply_choices(db: sqlite3.Connection, source_id: int, *, title: str | None, tags: Sequence[str]) -> None:
    """Give a source the title and the tags that a person chose, inside a transaction."""
    if title is not None:
        sources.rename_source(db, source_id, title)
    for tag in tags:
        sources.tag_source(db, source_id, tag, True)
