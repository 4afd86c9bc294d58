"""Which feeds a refresh asks, and what it does with what arrives: the reader's rules, full texts."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from gazette_cli.errors import NotFoundError
from gazette_cli.library import feeds, sources
from gazette_cli.services.decide import GRACE, is_due
from gazette_cli.subscription import Subscription


class Chosen(NamedTuple):
    """The feeds to ask; where there are none, why, and what to do."""

    feeds: list[Subscription]
    reason: str = ""
    hint: str = ""


def choose_feeds(
    db: sqlite3.Connection, names: Sequence[str], tags: Sequence[str], *, force: bool, now: datetime
) -> Chosen:
    """Return the feeds that are due; or those named, or tagged, whether or not they are due.

    A retired one is asked where it is named, and with `force`. Raises NotFoundError for a name that is no feed's.
    """
    known = feeds.list_subscriptions(db)
    if names:
        by_id = {one.source_id: one for one in known}
        return Chosen([by_id[source_id] for source_id in _find_feeds(db, names)])
    if not known:
        return Chosen([], "no feeds yet", "gazette add URL subscribes to one, gazette import FILE to many")
    if tags:
        bearing = _find_tagged(db, tags)
        known = [one for one in known if one.source_id in bearing]
        if not known:
            raise NotFoundError(
                f"no feed is tagged {' and '.join(tags)}", "`gazette sources --json` shows the tags"
            )
    if force:
        return Chosen(known)
    if tags:
        return Chosen(
            [one for one in known if not one.gone], "all of them are gone", "--force asks all the same"
        )
    due = [one for one in known if is_due(one, int(now.timestamp())) or _is_ahead(one, now)]
    if due:
        return Chosen(due)
    count = "the feed is not" if len(known) == 1 else f"none of the {len(known):,} feeds is"
    return Chosen([], f"{count} due yet", "gazette refresh --force asks all the same")


def _is_ahead(one: Subscription, now: datetime) -> bool:
    # Asked in what is the future by now: the clock was wrong then, and what follows from it as well.
    return not one.gone and one.checked is not None and one.checked > now.timestamp() + GRACE


def _find_feeds(db: sqlite3.Connection, names: Sequence[str]) -> list[int]:
    found: dict[int, None] = {}
    for name in names:
        source = sources.find_source(db, name, name)
        if source.kind != feeds.FEED:
            raise NotFoundError(
                f"{name} is no feed, but a {source.kind}",
                "what changes in files and folders is read by itself",
            )
        found[source.id] = None
    return list(found)


def _find_tagged(db: sqlite3.Connection, tags: Sequence[str]) -> set[int]:
    known = sources.list_sources(db, (feeds.FEED,))
    return {source.id for source in known if all(sources.bears_tag(source, tag) for tag in tags)}
