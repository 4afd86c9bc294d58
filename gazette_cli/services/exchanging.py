"""Lists of feeds come in from other readers, and go out to them."""

import sqlite3
from datetime import datetime
from typing import BinaryIO, NamedTuple

from gazette_cli.errors import ParseError, SourceError
from gazette_cli.fetching import files
from gazette_cli.library import feeds, sources
from gazette_cli.library.connection import writing
from gazette_cli.parsing.decode import decode
from gazette_cli.parsing.opml import FeedList, Listed, parse_opml
from gazette_cli.parsing.urlsfile import is_urls_file, parse_urls_file
from gazette_cli.services.adding import SEEDS
from gazette_cli.services.addressing import Wanted, hide_login, read_wanted
from gazette_cli.subscription import Subscription

_START = 65_536  # bytes that tell XML from anything else
_LARGEST = 64 * 1024 * 1024  # bytes
_MOST = 100_000  # feeds of one list


class Imported(NamedTuple):
    """What came of an import: how many feeds are new, how many were there, and (what, why) of each that is none."""

    new: int
    known: int
    refused: list[tuple[str, str]]


class Exported(NamedTuple):
    """The subscriptions with their tags, in the order of the library; how many have credentials, and how many sources
    that were added by a person are no feeds: neither of these is in a list."""

    feeds: list[tuple[Subscription, tuple[str, ...]]]
    logins: int
    others: int


def read_list(path: str, stream: BinaryIO) -> bytes:
    """Return what a list is made of: the file at `path`, or with "-" the open stream. Raises SourceError."""
    return files.read_stream(stream) if path == "-" else files.read_file(path).data


def import_list(db: sqlite3.Connection, data: bytes, name: str, now: datetime) -> Imported:
    """Subscribe to the feeds of a list (OPML or newsboat's `urls`, told by its content); they are due at once.

    A feed that is there already keeps its title, and takes the tags of the list as well. Nothing is fetched. Raises
    ParseError, with `name` in it, where `data` is no such list, and LibraryError.
    """
    listed = _read_list(data, name)
    refused = [(hide_login(what), why) for what, why in listed.refused]
    wanted: dict[str, tuple[Wanted, Listed]] = {}
    for one in listed.feeds:
        try:
            url = read_wanted(one.url)
        except SourceError as exc:
            shown, _, reason = exc.message.rpartition(": ")
            refused.append((shown, reason))
            continue
        known, before = wanted.get(url.url, (url, one))
        wanted[url.url] = (known if known.login else url, _merge(before, one))
    if not wanted and not refused:
        raise ParseError(f"{name}: there are no feeds in this list", name)
    if len(wanted) > _MOST:
        raise ParseError(f"{name}: over {_MOST:,} feeds", name, "import it in parts, if it is meant")
    with writing(db):
        new: dict[int, Listed] = {}
        for url, one in wanted.values():
            source_id, is_new = feeds.add_feed(
                db, url.url, int(now.timestamp()), login=url.login, title=one.title
            )
            if is_new:
                new[source_id] = one
            for tag in one.tags:
                sources.tag_source(db, source_id, tag, True)
        feeds.write_subscriptions(
            db,
            [
                _describe(known, new[known.source_id])
                for known in feeds.list_subscriptions(db)
                if known.source_id in new
            ],
        )
    return Imported(len(new), len(wanted) - len(new), refused)


def list_feeds(db: sqlite3.Connection) -> Exported:
    """Return what an export is made of."""
    everything = sources.list_sources(db)
    tags = {source.id: source.tags for source in everything}
    known = feeds.list_subscriptions(db)
    return Exported(
        [(feed, tags.get(feed.source_id, ())) for feed in known],
        sum(feed.login is not None for feed in known),
        sum(source.kind not in (feeds.FEED, SEEDS) for source in everything),
    )


def _read_list(data: bytes, name: str) -> FeedList:
    if not data.strip():
        raise ParseError(f"{name}: empty", name)
    if len(data) > _LARGEST:
        raise ParseError(f"{name}: too large: over {_LARGEST >> 20} MB", name)
    try:
        if decode(data[:_START]).lstrip()[:1] == "<":
            return parse_opml(data)
        if is_urls_file(data):
            return parse_urls_file(data)
    except ParseError as exc:
        hint = "`gazette add` takes a feed" if exc.message.endswith("a feed") else ""
        raise ParseError(f"{name}: {exc.message}", name, hint) from exc
    raise ParseError(f"{name}: neither OPML nor a list of URLs as newsboat keeps it", name)


def _merge(one: Listed, other: Listed) -> Listed:
    """Return what two places of a list say of one feed, the first before the second."""
    return Listed(
        one.url,
        one.title or other.title,
        one.own_title or other.own_title,
        one.site or other.site,
        tuple(dict.fromkeys((*one.tags, *other.tags))),
    )


def _describe(known: Subscription, listed: Listed) -> Subscription:
    title = listed.title or listed.own_title or known.title
    return known._replace(title=title, own_title=listed.own_title, site=_read_site(listed))


def _read_site(listed: Listed) -> str | None:
    try:
        return read_wanted(listed.site).url if listed.site else None
    except SourceError:
        return None
