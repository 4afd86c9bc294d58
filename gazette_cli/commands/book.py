"""Articles laid out one after the other, and where in them a reader is."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from gazette_cli.blocks import walk_leaves
from gazette_cli.context import Context
from gazette_cli.models import Place, Reading
from gazette_cli.render.look import Look

if TYPE_CHECKING:
    from rich.text import Text

    from gazette_cli.pager import Sheet
    from gazette_cli.render.article import Page

Chosen = tuple[sqlite3.Connection, int]
_GAP = 3  # empty lines between two articles; to a screen reader each is something to say


class Book:
    """Articles laid out one after the other, and where in them a reader is."""

    def __init__(
        self, context: Context, chosen: Sequence[Chosen], readings: Iterable[Reading], look: Look
    ) -> None:
        self.chosen = chosen
        self._context = context
        self._readings = list(readings)
        self._look = look
        self._counts = [sum(1 for _ in walk_leaves(reading.blocks)) for reading in self._readings]
        self._pages: list[tuple[int, Page]] = []  # each with the number of its first line
        self._opened: tuple[int, Place | None] = (0, None)
        self._laid: tuple[int, Sheet] | None = None  # for so many columns

    def lay(self, width: int) -> "Sheet":
        """Return all of it for a screen of `width` columns."""
        if self._laid and self._laid[0] == width:
            return self._laid[1]
        from rich.text import Text

        from gazette_cli.pager import Sheet

        lines: list[Text] = []
        parts: list[int] = []
        self._pages = []
        base = 0
        for reading, count in zip(self._readings, self._counts, strict=True):
            if lines and not self._look.linear:
                lines += [Text()] * _GAP
                parts += [base] * _GAP
            page = _render(self._context, reading, self._look, width)
            self._pages.append((len(lines), page))
            lines += page.lines
            parts += [base + 1 + part for part in page.parts]
            base += count + 2
        self._laid = width, Sheet(lines, parts)
        return self._laid[1]

    def find_start(self, sheet: "Sheet", height: int) -> int:
        """Return the line at which to open it: where the article, if it is a single one, was left."""
        from gazette_cli.render.progress import Spot, find_line
        from gazette_cli.services.places import find_place

        place = find_place(self.chosen[0][0], self._readings[0]) if len(self.chosen) == 1 else None
        if place is None:
            return 0
        spot = Spot(place.part, place.progress)
        page = self._pages[0][1]
        start = find_line(page.lines, page.parts, self._counts[0], spot, height)
        self._opened = start, place
        return start

    def find_left(self, top: int, bottom: int) -> list[tuple[Chosen, Place | None]]:
        """Return where each article that was reached is left by who sees the lines from `top` to `bottom`."""
        from gazette_cli.anchors import make_place
        from gazette_cli.render.progress import find_spot

        left: list[tuple[Chosen, Place | None]] = []
        for chosen, reading, count, (start, page) in zip(
            self.chosen, self._readings, self._counts, self._pages, strict=True
        ):
            if start > bottom:
                break
            spot = find_spot(page.lines, page.parts, count, max(0, top - start), bottom - start)
            place = spot and make_place(reading.blocks, *spot)
            # Who has not gone on since it was opened again is where they were, to the percent.
            left.append(
                (chosen, self._opened[1] if place and self._opened[1] and top == self._opened[0] else place)
            )
        return left


def lay_plain(
    context: Context, chosen: Sequence[Chosen], readings: Iterable[Reading], look: Look, *, resume: bool
) -> Iterator[str]:
    """Yield the lines of articles for a pipe; `resume`: each from where it was left."""
    from gazette_cli.render.article import plain_article

    for number, ((db, _), reading) in enumerate(zip(chosen, readings, strict=True)):
        if number and not look.linear:
            yield from [""] * _GAP
        yield from plain_article(
            reading,
            look=look,
            now=context.now(),
            language=context.console.language,
            since=_find_part(db, reading) if resume else 0,
        )


def lay_styled(
    context: Context, chosen: Sequence[Chosen], readings: Iterable[Reading], look: Look, *, resume: bool
) -> "Iterator[Text]":
    """Yield the lines of articles for a screen, all at once; `resume`: each from where it was left."""
    from rich.text import Text

    from gazette_cli.render.progress import leave_out

    for number, ((db, _), reading) in enumerate(zip(chosen, readings, strict=True)):
        if number and not look.linear:
            yield from [Text()] * _GAP
        page = _render(context, reading, look, context.console.width)
        since = _find_part(db, reading) if resume else 0
        yield from leave_out(page.lines, page.parts, since)


def _find_part(db: sqlite3.Connection, reading: Reading) -> int:
    from gazette_cli.services.places import find_place

    place = find_place(db, reading)
    return place.part if place else 0


def _render(context: Context, reading: Reading, look: Look, width: int) -> "Page":
    from gazette_cli.render.article import render_article

    if look.canvas:
        look = look._replace(canvas=look.canvas._replace(rows=context.console.height))
    return render_article(
        reading, look=look, width=width, now=context.now(), language=context.console.language
    )
