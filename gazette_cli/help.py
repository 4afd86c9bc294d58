"""How `--help` is laid out: two columns where there is room for them, else an entry after the other."""

import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer
from typer._click import HelpFormatter  # it has no public name

from gazette_cli.errors import ConfigError

if TYPE_CHECKING:
    from gazette_cli.console import Console

_WIDEST = 78  # columns of text
_NARROW = 60
_INDENT = 4


class HelpContext(typer.Context):
    """What Typer keeps of a command line, with `obj` a context.Context; its help is as wide as the output."""

    def make_formatter(self) -> HelpFormatter:
        """Return what help is written with: without columns for screen readers and on narrow screens."""
        console = self.obj.console
        listed = console.width < _NARROW or _is_linear(console, self.find_root().params.get("linear"))
        return (_Listed if listed else HelpFormatter)(width=min(_WIDEST, console.width))


class _Listed(HelpFormatter):
    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 0, col_spacing: int = 0) -> None:
        margin = " " * self.current_indent
        for name, meaning in rows:
            self.write(
                textwrap.fill(
                    f"{name}: {meaning}" if meaning else name,
                    self.width,
                    initial_indent=margin,
                    subsequent_indent=" " * _INDENT,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
                + "\n"
            )


def _is_linear(console: "Console", asked: bool | None) -> bool:
    try:
        return bool(asked) or console.linear
    except ConfigError:
        return False  # who mends the settings may ask how
