"""What every command is given: where things are, the streams, the clock. All of it can be another in a test."""

import os
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from gazette_cli import paths
from gazette_cli.config import DEFAULTS, Config
from gazette_cli.errors import UsageError
from gazette_cli.models import Added
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_NARROWEST = 20  # columns
_WIDEST = 1000


class OutputClosedError(Exception):
    """Whoever read our output has stopped reading."""


class Context:
    """One run of gazette. `stdout` carries data; `stderr` progress, remarks and errors."""

    def __init__(
        self,
        *,
        environ: Mapping[str, str] | None = None,
        stdin: BinaryIO | None = None,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
        now: Callable[[], datetime] | None = None,
        config: Config = DEFAULTS,
    ) -> None:
        self.environ = os.environ if environ is None else environ
        self.stdin = sys.stdin.buffer if stdin is None else stdin
        self.stdout = sys.stdout if stdout is None else stdout
        self.stderr = sys.stderr if stderr is None else stderr
        self.now = now or _read_clock
        self.config = config
        self.library_option: str | None = None
        self.color = "auto"
        self.debug = False

    @property
    def interactive(self) -> bool:
        """Whether a person looks at our output as it comes."""
        return self.stdout.isatty() and self.environ.get("TERM") != "dumb"

    @property
    def screen(self) -> bool:
        """Whether output is laid out for eyes: in a terminal, or where a width or colours are asked for."""
        return self.stdout.isatty() or self.color == "always" or self._stated_width() is not None

    @property
    def width(self) -> int:
        """The columns of the output: COLUMNS, else the terminal's, else 80."""
        stated = self._stated_width()
        return stated if stated is not None else max(_NARROWEST, self._terminal_size()[0] or 80)

    @property
    def height(self) -> int:
        """The lines of the terminal; in a pipe, those of a page."""
        return self._terminal_size()[1] or self.config.page_lines

    def fit_rows(self, around: int) -> int:
        """How many rows a screen takes with `around` other lines on it: five at least."""
        return max(5, self.height - around)

    @property
    def language(self) -> str:
        """The language of dates and labels: "fr" in a French locale, else "en"."""
        for name in ("LC_ALL", "LC_TIME", "LANG"):
            if value := self.environ.get(name):
                return "fr" if value.lower().startswith("fr") else "en"
        return "en"

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

    @property
    def library_path(self) -> Path:
        """Where the library is, or will be."""
        return paths.find_library(self.environ, self.library_option)

    def write_lines(self, lines: Iterable[str]) -> None:
        """Write lines of plain text, made safe by the caller, to standard output."""
        try:
            write = self.stdout.write
            for line in lines:
                write(line + "\n")
            self.stdout.flush()
        except BrokenPipeError as exc:
            raise OutputClosedError from exc

    def print_lines(self, lines: "Iterable[Text]") -> None:
        """Write lines of styled text to standard output, in colours where they are wanted."""
        try:
            console = self.make_console()
            for line in lines:
                console.print(line)
            self.stdout.flush()
        except BrokenPipeError as exc:
            raise OutputClosedError from exc

    def make_console(self) -> "Console":
        """Return a console on standard output that reads no markup and breaks no line."""
        from rich.console import Console

        console = Console(
            file=self.stdout,
            width=self.width,
            force_terminal=True if self.color == "always" else None,
            color_system=None if self.color == "never" else "auto",
            no_color=self.color != "always" and bool(self.environ.get("NO_COLOR")),
            markup=False,
            emoji=False,
            highlight=False,
            soft_wrap=True,
            _environ=self.environ,
        )
        if self.color == "never":
            console.no_color = True
        return console

    def say(self, line: str) -> None:
        """Write one line, made safe here, to standard output: what a command has done."""
        self.write_lines([clean_line(line)])

    @contextmanager
    def show_progress(self, what: str) -> "Iterator[Callable[[int, int], None] | None]":
        """Show a bar on standard error for as long as the block takes, if a person is looking."""
        if not self.stderr.isatty():
            yield None
            return
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import Progress

        console = Console(file=self.stderr, markup=False, emoji=False, highlight=False)
        with Progress(console=console, transient=True) as progress:
            task = progress.add_task(escape(clean_line(what)), total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)

    def remark(self, *lines: str) -> None:
        """Say something to the person on standard error, made safe; lines after the first are set in."""
        try:
            for number, line in enumerate(lines):
                self.stderr.write("  " * bool(number) + clean_line(line) + "\n")
            self.stderr.flush()
        except OSError:
            return  # nobody listens

    def report(self, outcome: Added) -> None:
        """Say what could not be read, and what was odd, on standard error."""
        most = 20
        for path, reason in outcome.failures[:most]:
            self.remark(f"gazette: {path}: {reason}; skipped")
        if len(outcome.failures) > most:
            self.remark(f"gazette: and {len(outcome.failures) - most} more files could not be read")
        for path, warning in outcome.warnings[:most]:
            self.remark(f"gazette: {path}: {warning}")
        if len(outcome.warnings) > most:
            self.remark(f"gazette: and {len(outcome.warnings) - most} more remarks")

    def confirm(self, question: str) -> None:
        """Return if the person says yes; raises UsageError if there is nobody to ask, or the answer is no."""
        if not (self.stderr.isatty() and self.stdin.isatty()):
            raise UsageError(question.rstrip("?"), "there is nobody to ask here: say --yes if it is meant")
        self.stderr.write(f"{clean_line(question)} [y/N] ")
        self.stderr.flush()
        answer = self.stdin.readline().decode(errors="replace").strip().lower()
        if answer not in ("y", "yes", "o", "oui"):
            raise UsageError("nothing was changed")

    def _read_path(self, db: sqlite3.Connection, path: str) -> Added:
        from gazette_cli.services import adding

        return (
            adding.add_stream(db, self.stdin, self.now())
            if path == "-"
            else adding.add_path(db, path, self.now())
        )

    def _stated_width(self) -> int | None:
        stated = self.environ.get("COLUMNS", "")
        return min(max(int(stated), _NARROWEST), _WIDEST) if stated.isdecimal() and int(stated[:9]) else None

    def _terminal_size(self) -> tuple[int, int]:
        try:
            size = os.get_terminal_size(self.stdout.fileno())
        except (OSError, ValueError):
            return 0, 0
        return size.columns, size.lines


def _read_clock() -> datetime:
    return datetime.now().astimezone()
