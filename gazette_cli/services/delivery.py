"""What feeds have delivered goes into the library: many feeds a transaction."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from datetime import datetime
from typing import NamedTuple

from gazette_cli.config import Config
from gazette_cli.errors import LibraryError
from gazette_cli.library import feeds, storing
from gazette_cli.library.indexing import writing_articles
from gazette_cli.services import decide
from gazette_cli.services.feedwork import Work
from gazette_cli.subscription import FAILED, GONE, Reply, Subscription, Taken


class Delivery(NamedTuple):
    """What came of asking for one feed. `reply` has no body any more: `work` is what was read of it, if anything.

    `digest` is that of the body; `error` says why it could not be read.
    """

    known: Subscription
    reply: Reply
    verdict: decide.Verdict
    digest: bytes | None = None
    work: Work | None = None
    error: str = ""


# Is given the ids of new articles, inside the transaction that stores them.
Arrive = Callable[[sqlite3.Connection, Sequence[int]], None]
# What says that something in a delivery can't be stored, rather than that the library can't be written to.
_UNSTORABLE = (sqlite3.DataError, sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.ProgrammingError)


class Batch:
    """A transaction that is filled feed by feed while others are still under way, and then committed.

    Where something in one of them can't be stored, each is stored in a transaction of its own, and that one is a
    failure. All methods raise LibraryError where the library itself can't be written to. Interrupted in the middle, it
    is rolled back, and filled anew by `finish`.
    """

    def __init__(
        self,
        db: sqlite3.Connection,
        clock: Callable[[], datetime],
        config: Config,
        arrive: Arrive | None = None,
    ) -> None:
        self.entries = 0
        self.size = 0  # characters
        self._db = db
        self._clock = clock
        self._config = config
        self._arrive = arrive
        self._deliveries: list[Delivery] = []
        self._stored: list[Taken] = []
        self._transaction: ExitStack | None = None

    def __len__(self) -> int:
        return len(self._deliveries)

    def add(self, delivery: Delivery) -> list[Taken]:
        """Take in a delivery; return those that are stored for good by that: none, unless one of them was bad."""
        self._deliveries.append(delivery)
        if delivery.work is None:
            return []  # a line in the table of feeds: no need to hold the library for it
        self.entries += len(delivery.work.items)
        self.size += delivery.work.size
        return self._attempt(self._catch_up)

    def finish(self) -> list[Taken]:
        """Commit; return what became of each delivery. The batch is empty then."""
        return self._attempt(self._commit) if self._deliveries else []

    def _attempt(self, step: Callable[[], list[Taken]]) -> list[Taken]:
        try:
            return step()
        except (ValueError, OverflowError) as exc:
            self._roll_back(exc)
        except LibraryError as exc:
            if not isinstance(exc.__cause__, _UNSTORABLE):
                raise
        except BaseException as exc:
            self._roll_back(exc)
            raise
        return self._store_apart()

    def _catch_up(self) -> list[Taken]:
        if self._transaction is None:
            transaction = ExitStack()
            transaction.enter_context(writing_articles(self._db))
            self._transaction = transaction
        try:
            while len(self._stored) < len(self._deliveries):
                delivery = self._deliveries[len(self._stored)]
                self._stored.append(_store_one(self._db, delivery, self._clock(), self._config))
        except sqlite3.Error as exc:
            self._roll_back(exc)  # raises what it is called here
        return []

    def _commit(self) -> list[Taken]:
        self._catch_up()
        assert self._transaction is not None
        try:
            _conclude(self._db, self._stored, self._arrive)
        except sqlite3.Error as exc:
            self._roll_back(exc)
        transaction, self._transaction = self._transaction, None
        transaction.close()
        stored, self._stored = self._stored, []
        self._empty()
        return stored

    def _roll_back(self, exc: BaseException) -> None:
        self._stored = []
        if self._transaction is not None:
            transaction, self._transaction = self._transaction, None
            with suppress(type(exc)):
                transaction.__exit__(type(exc), exc, exc.__traceback__)

    def _store_apart(self) -> list[Taken]:
        taken = []
        while self._deliveries:
            delivery = self._deliveries[0]
            try:
                taken.append(self._store_alone(delivery))
            except (ValueError, OverflowError, LibraryError) as exc:
                if isinstance(exc, LibraryError) and not isinstance(exc.__cause__, _UNSTORABLE):
                    raise
                reason = f"it holds what can't be stored ({type(exc.__cause__ or exc).__name__})"
                taken.append(self._store_alone(delivery._replace(work=None, error=reason)))
            self._deliveries.pop(0)
        self._empty()
        return taken

    def _store_alone(self, delivery: Delivery) -> Taken:
        with writing_articles(self._db):
            taken = _store_one(self._db, delivery, self._clock(), self._config)
            _conclude(self._db, [taken], self._arrive)
        return taken

    def _empty(self) -> None:
        self._deliveries, self.entries, self.size = [], 0, 0


def _conclude(db: sqlite3.Connection, stored: Sequence[Taken], arrive: Arrive | None) -> None:
    feeds.write_subscriptions(db, (one.subscription for one in stored))
    new_ids = [article_id for one in stored for article_id in one.new_ids]
    if arrive and new_ids:
        arrive(db, new_ids)


def _store_one(db: sqlite3.Connection, delivery: Delivery, now: datetime, config: Config) -> Taken:
    known, reply, verdict, digest, work, error = delivery
    counts = {storing.NEW: 0, storing.UPDATED: 0, storing.UNCHANGED: 0}
    new_ids = []
    # The source may have been removed while its feed was under way.
    if work is not None and feeds.get_subscription(db, known.source_id) is not None:
        present = frozenset(item.guid for item in work.items)
        # The last first: of what has one date, or none, the higher number is listed as the newer one.
        for guid, entry, moment, studied in reversed(work.items):
            stored = storing.store_entry(
                db,
                known.source_id,
                guid,
                entry,
                moment,
                int(now.timestamp()),
                studied=studied,
                present=present,
                shared=work.shared,
            )
            counts[stored.outcome] += 1
            if stored.outcome == storing.NEW:
                new_ids.append(stored.article_id)
    plan = decide.plan(
        known,
        reply,
        verdict,
        int(now.timestamp()),
        head=work.head if work else None,
        changed=bool(counts[storing.NEW] or counts[storing.UPDATED]),
        error=error,
        body_digest=digest,
        least=config.least_interval,
        most=config.most_interval,
    )
    after, outcome = plan.subscription, FAILED if error else verdict.outcome
    message = plan.notice or after.error or ""
    if outcome == GONE:
        message = verdict.message
    elif after.url != known.url and (other := feeds.find_feed(db, after.url)) is not None:
        # It has moved to where another subscription is. Told once, and left to the reader.
        message = f"moved to {after.url}, which is source {other} already" if known.moved_times == 1 else ""
        after = after._replace(url=known.url, login=known.login, moved_to=after.url, moved_times=2)
    return Taken(
        after,
        outcome,
        message,
        counts[storing.NEW],
        counts[storing.UPDATED],
        counts[storing.UNCHANGED],
        tuple(new_ids),
        reply.seconds,
        reply.received,
    )
