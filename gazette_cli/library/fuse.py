"""A limit on the time that a query may take."""

import math
import sqlite3
from time import perf_counter
from types import TracebackType

_STEPS = 200  # of SQLite's machine between two looks at the clock: some 0.1 ms
_GRANTED = 0.04


class Fuse:
    """In its block a query of `db` that runs longer than `seconds` is given up, and the block left quietly.

    `end`: nor does it run past that, by `time.perf_counter`, but for a moment that is always granted. `blown`
    tells whether it was given up. What the block returns or raises otherwise is its own.
    """

    def __init__(self, db: sqlite3.Connection, seconds: float, end: float = math.inf) -> None:
        self._db = db
        self._seconds = seconds
        self._end = end
        self.blown = False

    def __enter__(self) -> "Fuse":
        now = perf_counter()
        self._end = min(now + self._seconds, max(self._end, now + _GRANTED))
        self._db.set_progress_handler(self._check, _STEPS)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> bool:
        self._db.set_progress_handler(None, 0)
        return self.blown and isinstance(exc, sqlite3.OperationalError)

    def is_over(self) -> bool:
        """Tell whether the time is up: for a block that works on rows by itself."""
        return perf_counter() > self._end

    def _check(self) -> bool:
        self.blown = self.is_over()
        return self.blown
