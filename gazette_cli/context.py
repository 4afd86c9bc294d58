"""What every command is given: the streams, where things are, the clock. All of it can be another in a test."""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from gazette_cli import paths
from gazette_cli.config import Config, load_config
from gazette_cli.console import Console
from gazette_cli.models import Added

_MOST_REMARKS = 20


class Context:
    """One run of gazette."""

    def __init__(
        self,
        *,
        environ: Mapping[str, str] | None = None,
        stdin: BinaryIO | None = None,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
        now: Callable[[], datetime] | None = None,
        config: Config | None = None,
    ) -> None:
        self.environ = os.environ if environ is None else environ
        self.now = now or _read_clock
        self._config = config
        self.console = Console(
            self.environ, stdin=stdin, stdout=stdout, stderr=stderr, settings=lambda: self.config
        )
        self.library_option: str | None = None
        self.debug = False

    @property
    def config(self) -> Config:
        """The defaults, as far as config.toml says no other. Raises ConfigError."""
        if self._config is None:
            self._config = load_config(*paths.find_config(self.environ))
        return self._config

    @property
    def library_path(self) -> Path:
        """Where the library is, or will be."""
        return paths.find_library(self.environ, self.library_option)

    @contextmanager
    def open_library(self, path: str | None = None) -> Iterator[sqlite3.Connection]:
        """Open the library, with what has changed in its folders taken in; or, given a path, what is there.

        A path ("-" is standard input) is read into a library in memory: nothing is stored.
        """
        from gazette_cli.library.connection import open_library
        from gazette_cli.services import adding

        with open_library(None if path else self.library_path) as db:
            if path:
                self.report(self._read_path(db, path))
            else:
                adding.add_seeds(db, str(paths.find_bundled_edition()), self.now())
                self.report(adding.reread_sources(db, self.now()))
            yield db

    def report(self, outcome: Added) -> None:
        """Say what could not be read, and what was odd, on standard error."""
        remark = self.console.remark
        for path, reason in outcome.failures[:_MOST_REMARKS]:
            remark(f"gazette: {path}: {reason}; skipped")
        if (more := len(outcome.failures) - _MOST_REMARKS) > 0:
            remark(f"gazette: and {more:,} more files could not be read")
        for path, warning in outcome.warnings[:_MOST_REMARKS]:
            remark(f"gazette: {path}: {warning}")
        if (more := len(outcome.warnings) - _MOST_REMARKS) > 0:
            remark(f"gazette: and {more:,} more remarks")

    def _read_path(self, db: sqlite3.Connection, path: str) -> Added:
        from gazette_cli.services import adding

        if path == "-":
            return adding.add_stream(db, self.console.stdin, self.now())
        return adding.add_path(db, path, self.now())


def _read_clock() -> datetime:
    return datetime.now().astimezone()
