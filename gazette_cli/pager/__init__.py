"""A page at a time: through the reader's pager, through less, or in pages of our own.

What is a page is decided in render/pages.py, which is pure.
"""

import sys
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from gazette_cli.pager.programs import LESS, NONE, OTHER, OWN, Pager, find_pager
from gazette_cli.pager.sheet import Lay, Left, Sheet, follow_signal, print_lines
from gazette_cli.render.pages import count_rows
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "LESS",
    "NONE",
    "OTHER",
    "OWN",
    "Left",
    "Pager",
    "Sheet",
    "find_pager",
    "follow_signal",
    "print_lines",
    "show_paged",
]


def show_paged(
    console: "Console",
    lay: Lay,
    title: str,
    environ: Mapping[str, str],
    *,
    start: Callable[[Sheet, int], int] | None = None,
    steps: Collection[int] = (),
    drawn: bool = False,
) -> Left:
    """Print the lines that `lay` makes for `console`; in a terminal whose screen they don't fit, a page at a time.

    `lay` is given a width, and is asked again when the terminal gets another. `start` is given what it made and the
    rows of a page, and returns the line to begin at. `steps`: 1 if there is a next article to go to, -1 if there is a
    previous one. `drawn`: pictures are drawn that less would not let through. Returns where and how the reader left.

    `environ`: GAZETTE_PAGER, else PAGER (each a command for sh; "" and "cat" mean no paging), else less, else
    pages of our own.
    """
    width, height = console.size
    sheet = lay(width)
    pager = find_pager(environ, drawn=drawn)
    rows = sum(count_rows(line, width) for line in sheet.lines)
    if rows < height or pager.kind == NONE or not (console.is_terminal and console.file.isatty()):
        print_lines(console, sheet.lines)
        return Left(sheet, 0, len(sheet.lines) - 1)
    first = start(sheet, height - 1) if start else 0
    if pager.kind in (LESS, OTHER):
        from gazette_cli.pager.less import run_less, run_other

        if pager.kind == LESS:
            left = run_less(console, pager, sheet, environ, first, steps)
        else:
            left = run_other(console, pager, sheet, environ)
        if left is not None:
            return left
        sys.stderr.write(f"gazette: the pager can't be started: {clean_line(pager.command)}\n")
        sys.stderr.flush()
    from gazette_cli.pager.own import show_pages

    return show_pages(console, lay if not environ.get("COLUMNS") else lambda _: sheet, title, first, steps)
