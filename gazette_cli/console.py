"""The streams of one run: how wide and tall they are, what language they speak, and the ways to write to them."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, TextIO

from gazette_cli.errors import ConfigError, GazetteError, QueryError, UsageError
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.console import Console as RichConsole
    from rich.text import Text

    from gazette_cli.render.style import Line

_NARROWEST = 20  # columns
_WIDEST = 1000
_SELDOM = 10  # seconds between two lines on how far something is


class OutputClosedError(Exception):
    """Whoever read our output has stopped reading."""


class Settings(Protocol):
    """What config.toml says of the screen: lines of a page, the theme, whether all is said in sentences."""

    @property
    def page_lines(self) -> int: ...
    @property
    def theme(self) -> str: ...
    @property
    def linear(self) -> bool: ...


class Live(NamedTuple):
    """Lines on a screen that are drawn anew: its `width`, what draws them, and what puts a line above them."""

    width: "Callable[[], int]"
    draw: "Callable[[Iterable[Text]], None]"
    say: Callable[[str], None]


class Console:
    """Standard input, output and error. `stdout` carries data; `stderr` progress, remarks and errors.

    `settings` is asked when one of them is needed, and may raise ConfigError.
    """

    def __init__(
        self,
        environ: Mapping[str, str],
        *,
        stdin: BinaryIO | None = None,
        stdout: TextIO | None = None,
        stderr: TextIO | None = None,
        settings: Callable[[], Settings],
    ) -> None:
        self.environ = environ
        self.stdin = sys.stdin.buffer if stdin is None else stdin
        self.stdout = sys.stdout if stdout is None else stdout
        self.stderr = sys.stderr if stderr is None else stderr
        self.color = "auto"
        self.linear_asked = False
        self._settings = settings

    @property
    def interactive(self) -> bool:
        """Whether a person looks at our output as it comes."""
        return self.stdout.isatty() and self.environ.get("TERM") != "dumb"

    @property
    def screen(self) -> bool:
        """Whether output is laid out for eyes: in a terminal, or where a width or colours are asked for."""
        return self.stdout.isatty() or self.color == "always" or self._stated_width() is not None

    @property
    def linear(self) -> bool:
        """Whether all is said in sentences, for screen readers: as asked for, or as set where output is for a person.

        What a program reads from a pipe is not another because its user has set something.
        """
        return self.linear_asked or (self.screen and self._settings().linear)

    @property
    def theme(self) -> str:
        """The theme: GAZETTE_THEME, which goes with the terminal, else as set. Raises UsageError."""
        from gazette_cli.render.themes import THEMES

        name = self.environ.get("GAZETTE_THEME") or self._settings().theme
        if name not in THEMES:
            raise UsageError(f"GAZETTE_THEME={name}: there is no such theme", f"one of {', '.join(THEMES)}")
        return name

    @property
    def hyperlinks(self) -> bool:
        """Whether links can be clicked on (OSC 8): not where no escape sequence is wanted."""
        from gazette_cli.hyperlinks import has_hyperlinks

        return self.color != "never" and has_hyperlinks(self.environ, is_terminal=self.stdout.isatty())

    @property
    def width(self) -> int:
        """The columns of the output: COLUMNS, else the terminal's, else 80."""
        stated = self._stated_width()
        return stated if stated is not None else max(_NARROWEST, self._terminal_size()[0] or 80)

    @property
    def height(self) -> int:
        """The lines of the terminal; in a pipe, those of a page."""
        return self._terminal_size()[1] or self._settings().page_lines

    @property
    def language(self) -> str:
        """The language of dates and labels: "fr" in a French locale, else "en"."""
        for name in ("LC_ALL", "LC_TIME", "LANG"):
            if value := self.environ.get(name):
                return "fr" if value.lower().startswith("fr") else "en"
        return "en"

    def write_lines(self, lines: Iterable[str]) -> None:
        """Write lines of plain text, made safe by the caller, to standard output."""
        try:
            write = self.stdout.write
            for line in lines:
                write(line + "\n")
            self.stdout.flush()
        except BrokenPipeError as exc:
            raise OutputClosedError from exc

    def write_records(self, lines: Iterable[str]) -> None:
        """Write lines of JSON to standard output; what its encoding may lack is written as a JSON escape."""
        encoding = (getattr(self.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
        self.write_lines(lines if encoding == "utf8" else map(_escape_json, lines))

    def print_lines(self, lines: "Iterable[Text]") -> None:
        """Write lines of styled text to standard output, in colours where they are wanted."""
        from gazette_cli.render.paint import Painter

        painter = Painter(self.make_rich())
        self.write_lines(map(painter.paint, lines))

    def print_sentences(self, lines: "Iterable[Line]") -> None:
        """Write lines of sentences: whole in a pipe, folded at spaces for a screen."""
        from gazette_cli.render.style import to_plain

        if not self.screen:
            self.write_lines(map(to_plain, lines))
            return
        from gazette_cli.render.style import to_text
        from gazette_cli.render.wrap import wrap_runs

        self.print_lines(to_text(row) for line in lines for row in wrap_runs(line, self.width))

    def make_rich(self) -> "RichConsole":
        """Return Rich's console on standard output: it reads no markup and breaks no line."""
        return self._make_rich(self.stdout, self.width)

    def _make_rich(self, file: TextIO, width: int | None = None) -> "RichConsole":
        from rich.console import Console as RichConsole

        from gazette_cli.render.themes import has_colors, make_theme

        class Rich(RichConsole):
            def on_broken_pipe(self) -> None:
                # Rich's own ends the program, with exit code 1.
                raise OutputClosedError

        console = Rich(
            file=file,
            width=width,
            force_terminal=True if self.color == "always" and file is self.stdout else None,
            color_system=None if self.color == "never" else "auto",
            no_color=self.color == "never" or (self.color != "always" and bool(self.environ.get("NO_COLOR"))),
            markup=False,
            emoji=False,
            highlight=False,
            soft_wrap=True,
            theme=make_theme(self.theme),
            _environ=self.environ,
        )
        if not has_colors(self.theme, console.color_system):
            console.no_color = True
        return console

    def say(self, line: str) -> None:
        """Write one line, made safe here, to standard output: what a command has done."""
        self.write_lines([clean_line(line)])

    def remark(self, *lines: str) -> None:
        """Say something to the person on standard error, made safe; lines after the first are set in."""
        self._write_error("  " * bool(number) + clean_line(line) for number, line in enumerate(lines))

    def complain(self, error: GazetteError) -> None:
        """Say an error on standard error: the message, for a query the spot, the hint."""
        self.remark(f"gazette: {error.message}")
        if isinstance(error, QueryError) and not error.query.isspace() and error.query:
            from gazette_cli.render.spot import name_spot, point_at

            room = min(self.width, 120) - 3
            with suppress(ConfigError):
                lines = (
                    [name_spot(error.query, error.position)]
                    if self.linear
                    else point_at(error.query, error.position, room)
                )
                self._write_error("  " + line for line in lines)
        if error.hint:
            self._write_error(["  " + clean_line(error.hint)])

    def confirm(self, question: str) -> None:
        """Return if the person says yes; raises UsageError if nobody is there to ask, GazetteError on a no."""
        if not (self.stderr.isatty() and self.stdin.isatty()):
            raise UsageError(question.rstrip("?"), "there is nobody to ask here: say --yes if it is meant")
        self.stderr.write(f"{clean_line(question)} [y/N] ")
        self.stderr.flush()
        answer = self.stdin.readline().decode(errors="replace")
        if not answer:
            self.stderr.write("\n")
        if answer.strip().lower() not in ("y", "yes", "o", "oui"):
            raise GazetteError("nothing was changed")

    @contextmanager
    def show_progress(self, what: str) -> "Iterator[Callable[[int, int], None] | None]":
        """Show a bar on standard error for as long as the block takes, if a person is looking."""
        if not self.stderr.isatty():
            yield None
            return
        if self.linear:
            self.remark(f"{what}.")
            yield self.make_teller(what)
            return
        from rich.markup import escape
        from rich.progress import Progress

        with Progress(console=self._make_rich(self.stderr), transient=True) as progress:
            task = progress.add_task(escape(clean_line(what)), total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)

    def make_teller(self, what: str) -> Callable[[int, int], None]:
        """Return what says now and then, in a line on standard error, how far something is."""
        from time import monotonic

        said = monotonic()

        def tell(done: int, total: int) -> None:
            nonlocal said
            if monotonic() - said >= _SELDOM:
                said = monotonic()
                self.remark(f"{what}: {done:,} of {total:,}.")

        return tell

    @contextmanager
    def show_live(self) -> "Iterator[Live | None]":
        """Draw lines on standard error anew and anew for as long as the block takes; None if nobody is looking.

        Nor are they drawn for a screen reader, which would read them anew and anew.
        """
        if not self.stderr.isatty() or self.environ.get("TERM") == "dumb" or self.linear:
            yield None
            return
        from rich.console import Group
        from rich.live import Live as RichLive

        console = self._make_rich(self.stderr)
        with RichLive(console=console, transient=True, auto_refresh=False) as live:
            yield Live(
                lambda: console.width,
                lambda lines: live.update(Group(*lines), refresh=True),
                lambda line: console.print(clean_line(line)),
            )

    def _write_error(self, lines: Iterable[str]) -> None:
        try:
            for line in lines:
                self.stderr.write(line + "\n")
            self.stderr.flush()
        except OSError:
            return  # nobody listens

    def _stated_width(self) -> int | None:
        stated = self.environ.get("COLUMNS", "")
        return min(max(int(stated), _NARROWEST), _WIDEST) if stated.isdecimal() and int(stated[:9]) else None

    def _terminal_size(self) -> tuple[int, int]:
        try:
            size = os.get_terminal_size(self.stdout.fileno())
        except (OSError, ValueError):
            return 0, 0
        return size.columns, size.lines


def _escape_json(line: str) -> str:
    import json

    return "".join(c if c.isascii() else json.dumps(c)[1:-1] for c in line)
