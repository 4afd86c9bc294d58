"""What is paged, and what is known once the reader has left it."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from gazette_cli.render.pages import count_rows

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text


class Sheet(NamedTuple):
    """Lines, and for each the number of its paragraph; an empty line may have that of either neighbour."""

    lines: "Sequence[Text]"
    parts: Sequence[int]


class Left(NamedTuple):
    """How a reader left a sheet: `sheet` as it was laid out then, the first line and the last on the screen.

    Both are None where that can't be known. `step`: 1 to the next article, -1 to the previous one. `signal`: the
    number of the signal that ended it (SIGINT: Ctrl-C), or 0.
    """

    sheet: Sheet
    top: int | None = None
    bottom: int | None = None
    step: int = 0
    signal: int = 0


Lay: TypeAlias = Callable[[int], Sheet]


def print_lines(console: "Console", lines: "Sequence[Text]") -> None:
    """Print `lines` as they are: not folded, not cut."""
    console.file.write("".join(paint_lines(console, lines)))
    console.file.flush()


def paint_lines(console: "Console", lines: "Sequence[Text]") -> list[str]:
    """Return `lines` as the terminal takes them, each with its line break."""
    from gazette_cli.render.paint import Painter

    painter = Painter(console)
    return [painter.paint(line) + "\n" for line in lines]


def measure_screen(console: "Console") -> tuple[int, int]:
    """Return the columns and rows of the screen as it is now, whatever the console was told."""
    try:
        size = os.get_terminal_size(console.file.fileno())
    except (OSError, ValueError):
        return console.size
    return size.columns or console.size.width, size.lines or console.size.height


def find_bottom(lines: "Sequence[Text]", top: int, height: int, width: int) -> int:
    """Return the last of `lines` on a screen of `height` rows that begins with `top`; `width` 0: none is folded."""
    rows = 0
    for number in range(top, len(lines)):
        rows += count_rows(lines[number], width)
        if rows > height:
            return max(top, number - 1)
    return len(lines) - 1


def follow(old: Sheet, line: int, new: Sheet) -> int:
    """Return the line of `new` where `line` of `old` is: in the same paragraph, as far down."""
    if not (old.lines and new.lines):
        return 0
    part = old.parts[line]
    first = old.parts.index(part)
    there = next((n for n, one in enumerate(new.parts) if one >= part), len(new.parts) - 1)
    shift = (line - first) * new.parts.count(part) // old.parts.count(part)
    return min(there + shift, len(new.lines) - 1)


def follow_signal(number: int) -> None:
    """End as the signal asked, now that all is put in order. Ctrl-C raises KeyboardInterrupt."""
    import signal

    if number == signal.SIGINT:
        raise KeyboardInterrupt
    if number:
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
