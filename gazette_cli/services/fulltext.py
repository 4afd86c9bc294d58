"""Full texts: the pages that articles stand on are fetched, and what they say takes the place of what a feed gave.

One request a page (and its redirects): no image, no script, nothing else that the page asks for. A page is read in a
child process that can be killed (children.py), and is refused where it holds no more than the feed did. Whether what it
holds is the article, a notice about cookies or the first lines before a paywall can't be told.
"""

import re
import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from gazette_cli.config import Config
from gazette_cli.errors import ParseError, SourceError
from gazette_cli.fetching.addresses import is_private_host, read_address, split_login
from gazette_cli.library import sources
from gazette_cli.library.feeds import FEED
from gazette_cli.library.pages import Standing, list_standings
from gazette_cli.models import Entry
from gazette_cli.parsing.html import parse_html
from gazette_cli.subscription import Reply, Request

_ACCEPT = "text/html, application/xhtml+xml, */*;q=0.1"
_PAGES = frozenset({"", "text/html", "application/xhtml+xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w:.-]{1,40})", re.I)
_JOBS = 16  # pages under way at once: they may be large
_CHILDREN = 2
_SECONDS = 15  # for which one page may be read
_MOST_READ = 8  # pages that wait to be read, or are being read
_BATCH = 20  # pages that are stored at once
_PATIENCE = 0.05  # seconds

Progress = Callable[[int, int], None]  # (pages done, pages in all)


class Failure(NamedTuple):
    """An article whose full text could not be had, and why, in a line."""

    article_id: int
    url: str | None
    reason: str


class FullTexts(NamedTuple):
    """The ids of the articles that have their full text now, those that have not, and remarks on config.toml."""

    stored: tuple[int, ...] = ()
    failures: tuple[Failure, ...] = ()
    warnings: tuple[str, ...] = ()


def fetch_full(
    db: sqlite3.Connection,
    ids: Collection[int],
    *,
    config: Config,
    environ: Mapping[str, str],
    now: datetime,
    progress: Progress | None = None,
) -> FullTexts:
    """Fetch the pages of these articles, but for those whose full text is here, and store what they say.

    `now` is aware. Raises LibraryError, and KeyboardInterrupt once what had been read is stored.
    """
    return _fetch(db, list_standings(db, ids), config, environ, now, progress)


def fetch_new(
    db: sqlite3.Connection,
    ids: Collection[int],
    *,
    config: Config,
    environ: Mapping[str, str],
    now: datetime,
    progress: Progress | None = None,
) -> FullTexts:
    """Do that for those of these articles, just arrived, whose source has `full_text = true` in config.toml."""
    if not config.full_text or not ids:
        return FullTexts()
    from gazette_cli.services.rules import find_named

    known = sources.list_sources(db)
    named = {name: find_named(known, name) for name in config.full_text}
    warnings = tuple(f"config.toml: no source {name}" for name, found in named.items() if not found)
    chosen = {source_id for found in named.values() for source_id in found}
    standings = [one for one in list_standings(db, ids, chosen) if one.url]
    return _fetch(db, standings, config, environ, now, progress)._replace(warnings=warnings)


def extract_page(reply: Reply) -> Entry:
    """Return the article of a page that was fetched. Raises ParseError where it is no page, or holds no text."""
    media, _, parameters = reply.headers.get("content-type", "").partition(";")
    media = media.strip().lower()
    if media not in _PAGES:
        raise ParseError(f"it is no page ({media[:60]})")
    if not reply.body.strip():
        raise ParseError("the page is empty")
    charset = _CHARSET.search(parameters)
    return parse_html(reply.body, address=reply.url, charset=charset[1] if charset else None)


def _fetch(
    db: sqlite3.Connection,
    standings: Sequence[Standing],
    config: Config,
    environ: Mapping[str, str],
    now: datetime,
    progress: Progress | None,
) -> FullTexts:
    fetching = _Fetching(db, int(now.timestamp()), progress)
    for one in standings:
        fetching.want(one)
    if fetching.wanted:
        fetching.run(config, environ)
    return FullTexts(tuple(sorted(fetching.stored)), tuple(sorted(fetching.failures)))


class _Fetching:
    """Some pages on their way into the library. A page that several articles stand on is fetched once."""

    def __init__(self, db: sqlite3.Connection, now: int, progress: Progress | None) -> None:
        self.wanted: dict[str, list[Standing]] = {}
        self.stored: list[int] = []
        self.failures: list[Failure] = []
        self._db = db
        self._now = now
        self._progress = progress
        self._urls: list[str] = []
        self._done = 0
        self._ready: list[tuple[Standing, Entry]] = []

    def want(self, one: Standing) -> None:
        if one.full_text:
            return
        if one.url is None:
            self._fail(one, "it states no address")
        elif _is_intruding(one, one.url):
            self._fail(one, "its page is in a private network, and its feed is not")
        else:
            self.wanted.setdefault(one.url, []).append(one)

    def run(self, config: Config, environ: Mapping[str, str]) -> None:
        from gazette_cli.fetching.http import Fetcher
        from gazette_cli.services.children import Children
        from gazette_cli.services.refreshing import make_limits

        self._urls = list(self.wanted)
        pending = list(enumerate(self._urls))[::-1]
        limits = make_limits(config)
        limits = limits._replace(jobs=min(limits.jobs, _JOBS))
        _load_parser()
        with Children(extract_page, count=min(_CHILDREN, len(pending)), seconds=_SECONDS) as children:
            # Before libcurl and its threads are there.
            children.start()
            with Fetcher(limits, environ) as fetcher:
                try:
                    while pending or fetcher.pending or children.waiting:
                        while pending and fetcher.room and children.waiting < _MOST_READ:
                            key, url = pending.pop()
                            fetcher.add(Request(key, *split_login(url), accept=_ACCEPT))
                        replies, readable = fetcher.poll(_PATIENCE, children.descriptors())
                        for reply in replies:
                            if reason := _explain(reply):
                                self._end(reply.key, reason)
                            else:
                                children.submit(reply.key, reply)
                        for done in children.collect(readable):
                            self._end(done.key, done.error, done.result)
                finally:
                    self._store()

    def _end(self, key: int, reason: str, entry: Entry | None = None) -> None:
        for one in self.wanted[self._urls[key]]:
            if entry is None:
                self._fail(one, reason)
            elif len(entry.text) <= one.length:
                self._fail(one, "its page holds no more than is here")
            else:
                self._ready.append((one, entry))
        if len(self._ready) >= _BATCH:
            self._store()
        self._done += 1
        if self._progress:
            self._progress(self._done, len(self._urls))

    def _fail(self, one: Standing, reason: str) -> None:
        self.failures.append(Failure(one.article_id, one.url, reason))

    def _store(self) -> None:
        if not self._ready:
            return
        from gazette_cli.library.indexing import writing_articles
        from gazette_cli.library.updating import store_full_text

        with writing_articles(self._db):
            for one, entry in self._ready:
                store_full_text(self._db, one.article_id, entry.text, entry.html, self._now)
        self.stored += (one.article_id for one, _ in self._ready)
        self._ready = []


def _load_parser() -> None:
    """Import what `extract_page` will: a child starts out with what is loaded here."""
    import readability  # noqa: F401

    from gazette_cli.parsing import extract, htmltree, metadata  # noqa: F401


def _is_intruding(one: Standing, url: str) -> bool:
    """Tell whether a feed of the public internet points into a private network: nobody there has asked for it."""
    try:
        page = read_address(split_login(url)[0]).host
        return (
            one.kind == FEED
            and is_private_host(page)
            and not is_private_host(read_address(one.location).host)
        )
    except SourceError:
        return False  # the fetcher will say what is wrong with it


def _explain(reply: Reply) -> str:
    """Return why there is no page in a reply, "" where there is one."""
    if reply.error:
        return reply.error
    if reply.status in (404, 410):
        return f"its page is not there any more ({reply.status})"
    if reply.status in (401, 402, 403, 451):
        return f"its page is not for everybody ({reply.status})"
    return "" if reply.status == 200 else f"its server answers {reply.status}"
