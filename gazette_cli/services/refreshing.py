"""A refresh: all due feeds at once, in one loop and one thread.

The way of a feed: its server is asked (fetching/http.py, hundreds at once); what the answer means is decided
(decide.py); a body that is not known yet is read in a child process that can be killed (children.py, feedwork.py); what
it holds is stored (delivery.py), a batch of feeds a transaction. Nothing waits for anything but the number of bodies
that are under way at once, which bounds the memory. An interrupted refresh stores what has arrived.
"""

import sqlite3
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple

from gazette_cli.config import Config
from gazette_cli.fetching.http import Fetcher, Limits
from gazette_cli.library.connection import limit_cache
from gazette_cli.services import decide
from gazette_cli.services.children import Children
from gazette_cli.services.delivery import Arrive, Batch, Delivery
from gazette_cli.services.feedwork import Job, Work, read_feed, warm_up
from gazette_cli.subscription import Reply, Request, Subscription, Taken

CHILDREN = 2
_MOST_READ = 8  # bodies that wait to be read, or are being read
_BATCH = 1_000  # entries in a transaction: the index is written out with each
_BATCH_SIZE = 16_000_000  # characters
_CACHE = 16 * 1024 * 1024  # bytes
_PATIENCE = 0.05  # seconds without news, after which what there is is committed


class Progress(NamedTuple):
    """How far a refresh is: feeds done, feeds in all, and the titles of those in flight, the longest first."""

    done: int
    total: int
    in_flight: tuple[str, ...]


class Watcher:
    """Is told how a refresh goes. This one doesn't care."""

    def move(self, progress: Callable[[], Progress]) -> None:
        """Something has moved; `progress` says where things are, should it be shown."""

    def take(self, taken: Taken) -> None:
        """A feed is done, and stored."""


def refresh_feeds(
    db: sqlite3.Connection,
    subscriptions: Sequence[Subscription],
    *,
    config: Config,
    environ: Mapping[str, str],
    clock: Callable[[], datetime],
    watcher: Watcher | None = None,
    arrive: Arrive | None = None,
) -> list[Taken]:
    """Ask for these feeds and store what they say; return what became of each, in the order they came in.

    Raises LibraryError where the library can't be written to, and KeyboardInterrupt, once what had arrived is stored.
    """
    refresh = _Refresh(db, subscriptions, config, clock, watcher or Watcher(), arrive)
    # Where there are new feeds there will be something to read.
    fresh = any(one.succeeded is None for one in subscriptions)
    limit_cache(db, _CACHE)
    with Children(read_feed, count=CHILDREN) as children:
        if not fresh or sys.platform == "darwin":
            # Before libcurl and its threads are there: macOS does not like to be forked afterwards.
            children.start()
        with Fetcher(make_limits(config), environ) as fetcher:
            if fresh:
                refresh.begin(fetcher, children)
            refresh.run(fetcher, children)
    return refresh.taken


def take_reply(
    db: sqlite3.Connection,
    subscription: Subscription,
    reply: Reply,
    now: datetime,
    config: Config,
    arrive: Arrive | None = None,
) -> Taken:
    """Store what a feed's server has just said, as a refresh would."""
    refresh = _Refresh(db, [subscription], config, lambda: now, Watcher(), arrive)
    with Children(read_feed, count=1) as children:
        refresh.take_reply(reply._replace(key=subscription.source_id), children)
        while children.waiting:
            refresh.collect(children, None)
            time.sleep(0.005)
    refresh.store()
    return refresh.taken[0]


def make_limits(config: Config) -> Limits:
    """Return what the configuration allows a fetch."""
    return Limits(
        jobs=config.jobs,
        per_host=config.per_host,
        body=config.body_limit,
        connect_seconds=config.connect_seconds,
        first_byte_seconds=config.first_byte_seconds,
        total_seconds=config.total_seconds,
    )


class _Refresh:
    def __init__(
        self,
        db: sqlite3.Connection,
        subscriptions: Sequence[Subscription],
        config: Config,
        clock: Callable[[], datetime],
        watcher: Watcher,
        arrive: Arrive | None,
    ) -> None:
        self.taken: list[Taken] = []
        self._batch = Batch(db, clock, config, arrive)
        self._known = {one.source_id: one for one in subscriptions}
        self._pending = deque(subscriptions)
        self._clock = clock
        self._watcher = watcher
        self._reading: dict[int, Delivery] = {}

    def begin(self, fetcher: Fetcher, children: Children) -> None:
        """Ask, and while the servers think load what reading takes: children that are forked then share it."""
        self._ask(fetcher, children)
        self._take(*fetcher.poll(0.0), children)
        warm_up()
        children.start()

    def run(self, fetcher: Fetcher, children: Children) -> None:
        try:
            while self._pending or fetcher.pending or children.waiting or self._batch:
                self._ask(fetcher, children)
                self._watcher.move(lambda: self._progress(fetcher))
                patience = _PATIENCE if fetcher.pending or children.waiting else 0.0
                replies, readable = fetcher.poll(patience, children.descriptors())
                self._take(replies, readable, children)
                quiet = not replies and not readable
                if self._batch.entries >= _BATCH or self._batch.size >= _BATCH_SIZE or quiet:
                    self.store()
        except KeyboardInterrupt:
            self.store()
            raise

    def _take(self, replies: Sequence[Reply], readable: Sequence[int], children: Children) -> None:
        for reply in replies:
            self.take_reply(reply, children)
        self.collect(children, readable)

    def take_reply(self, reply: Reply, children: Children) -> None:
        known = self._known[reply.key]
        digest = blake2b(reply.body, digest_size=16).digest() if reply.body else None
        verdict = decide.judge(reply, digest, known)
        delivery = Delivery(known, reply._replace(body=b""), verdict, digest)
        if not verdict.parse:
            self._tell(self._batch.add(delivery))
            return
        self._reading[reply.key] = delivery
        content_type = reply.headers.get("content-type", "")
        fresh = known.succeeded is None
        children.submit(reply.key, Job(reply.url, reply.body, content_type, self._clock(), fresh))

    def collect(self, children: Children, readable: Sequence[int] | None) -> None:
        for done in children.collect(readable):
            delivery = self._reading.pop(done.key)
            if isinstance(done.result, Work):
                delivery = delivery._replace(work=done.result)
            else:
                delivery = delivery._replace(error=done.error)
            self._tell(self._batch.add(delivery))

    def store(self) -> None:
        self._tell(self._batch.finish())

    def _tell(self, taken: Sequence[Taken]) -> None:
        self.taken += taken
        for one in taken:
            self._watcher.take(one)

    def _ask(self, fetcher: Fetcher, children: Children) -> None:
        while self._pending and fetcher.room > 0 and children.waiting < _MOST_READ:
            known = self._pending.popleft()
            fetcher.add(Request(known.source_id, known.url, known.login, known.etag, known.last_modified))

    def _progress(self, fetcher: Fetcher) -> Progress:
        titles = tuple(self._known[request.key].title for request in fetcher.in_flight)
        return Progress(len(self.taken), len(self._known), titles)
