"""Articles on the screen: what `read` and `continue` share."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from gazette_cli.commands.book import Book, lay_plain, lay_styled
from gazette_cli.commands.book import Chosen as Chosen
from gazette_cli.console import OutputClosedError
from gazette_cli.context import Context
from gazette_cli.errors import LibraryError, NotFoundError
from gazette_cli.models import Place, Reading
from gazette_cli.render.look import HALF_BLOCKS, UNFOLDED, Look
from gazette_cli.render.pages import page_footer, split_rows
from gazette_cli.render.sentences import speak_parts
from gazette_cli.render.style import to_plain
from gazette_cli.services.reading import open_article


class Manner(NamedTuple):
    """How articles are to be shown. `command` is what shows them again, without `--page`.

    `name` is what the journal calls it. `resume`: where all is printed at once, begin where the article was left.
    `neighbour` returns the article after the one given (1) or before it (-1), or None.
    """

    look: Look
    command: str
    name: str
    page: int | None = None
    plain: bool = False
    no_pager: bool = False
    keep_unread: bool = False
    resume: bool = False
    open: Callable[[sqlite3.Connection, int], Reading] = open_article
    neighbour: Callable[[int, int], int | None] | None = None


class _Seen(NamedTuple):
    """What became of articles that were shown: those reached, and where those were left of which that is known.

    `step`: to the next (1) or previous (-1) article. `signal`: what ended it.
    """

    reached: Sequence[Chosen]
    left: Sequence[tuple[Chosen, Place | None]] = ()
    step: int = 0
    signal: int = 0


def choose_look(
    context: Context, width: int | None = None, justify: bool | None = None, hyphenate: bool | None = None
) -> Look:
    """Return how pages are to look here: the settings, but for what this command line says. `width`: its measure."""
    config, linear = context.config, context.console.linear
    return Look(
        width or (UNFOLDED if linear else config.measure),
        config.hyphenate if hyphenate is None else hyphenate,
        config.justify if justify is None else justify,
        linear,
        hyperlinks=context.console.hyperlinks,
    )


def show_articles(context: Context, chosen: Sequence[Chosen], manner: Manner) -> None:
    """Show the chosen articles, one after the other: in a terminal page by page, from where one was left.

    Marks as read those that were reached, keeps the places where they were left, and goes on to the next article or the
    previous one as long as the reader asks for it.
    """
    while True:
        try:
            seen = _show(context, chosen, manner)
        except (KeyboardInterrupt, OutputClosedError):
            # Left early: read, as far as it goes.
            mark_read(context, chosen, manner.name, manner.keep_unread)
            raise
        mark_read(context, seen.reached, manner.name, manner.keep_unread)
        _keep_places(context, seen.left)
        if seen.signal:
            from gazette_cli.pager import follow_signal

            follow_signal(seen.signal)
        db, article_id = chosen[-1]
        found = manner.neighbour(article_id, seen.step) if seen.step and manner.neighbour else None
        if found is None:
            return
        chosen = [(db, found)]
        manner = manner._replace(command=f"gazette read {found}", name=f"read {found}")


def mark_read(context: Context, shown: Sequence[Chosen], name: str, keep_unread: bool = False) -> None:
    """Mark articles that were shown as read. `name` is what the journal calls it."""
    if keep_unread or not shown:
        return
    from gazette_cli.services.marking import mark_articles

    for db, ids in _group(shown):
        try:
            mark_articles(db, ids, "read", context.now(), name, patient=False)
        except LibraryError as exc:
            # It was read all the same.
            context.console.remark(f"gazette: not marked as read: {exc.message}")


def _keep_places(context: Context, left: Sequence[tuple[Chosen, Place | None]]) -> None:
    if not left:
        return
    from gazette_cli.services.places import keep_places

    places = dict(left)
    for db, ids in _group(list(places)):
        try:
            keep_places(db, {one: places[db, one] for one in ids}, context.now())
        except (LibraryError, sqlite3.Error) as exc:
            reason = exc.message if isinstance(exc, LibraryError) else str(exc)
            context.console.remark(f"gazette: the place was not kept: {reason}")


def _group(chosen: Sequence[Chosen]) -> Iterator[tuple[sqlite3.Connection, list[int]]]:
    """Yield each library with those that are its."""
    groups: dict[sqlite3.Connection, list[int]] = {}
    for db, one in chosen:
        groups.setdefault(db, []).append(one)
    yield from groups.items()


def _show(context: Context, chosen: Sequence[Chosen], manner: Manner) -> _Seen:
    console = context.console
    readings = (manner.open(db, one) for db, one in chosen)
    all_read = _Seen(chosen, [(one, None) for one in chosen] if console.interactive else ())
    if manner.plain or not console.screen:
        lines = lay_plain(context, chosen, readings, manner.look, resume=manner.resume)
        if not manner.page:
            console.write_lines(lines)
            return all_read
        rows = list(lines)
        start, stop, footer = _turn_to(rows, manner, context.config.page_lines)
        below = map(to_plain, speak_parts(footer)) if manner.look.linear else ["", footer]
        console.write_lines([*rows[start:stop], *below])
        return _Seen(chosen)
    if manner.page:
        return _show_page(context, Book(context, chosen, readings, manner.look), manner)
    if console.interactive and not manner.no_pager:
        return _page(context, Book(context, chosen, readings, manner.look), manner)
    console.print_lines(lay_styled(context, chosen, readings, manner.look, resume=manner.resume))
    return all_read


def _show_page(context: Context, book: "Book", manner: Manner) -> _Seen:
    from rich.text import Text

    from gazette_cli.render.article import render_footer

    console = context.console
    lay_footer = partial(
        render_footer, width=console.width, measure=manner.look.measure, linear=manner.look.linear
    )
    # Lines for the footer, however long its numbers are, an empty one above it, and the prompt.
    longest = lay_footer(page_footer(99, 100, manner.command))
    lines = book.lay(console.width).lines
    start, stop, footer = _turn_to(lines, manner, console.height - 2 - len(longest))
    below = lay_footer(footer)
    console.print_lines([*lines[start:stop], *([] if manner.look.linear else [Text()]), *below])
    left = book.find_left(start, stop - 1)
    return _Seen(book.chosen, left if console.interactive else ())


def _page(context: Context, book: "Book", manner: Manner) -> _Seen:
    from gazette_cli import pager

    single = book.chosen[0][1] if len(book.chosen) == 1 else None
    steps = [
        step for step in (1, -1) if single and manner.neighbour and manner.neighbour(single, step) is not None
    ]
    left = pager.show_paged(
        context.console.make_rich(),
        book.lay,
        manner.command,
        context.environ,
        start=book.find_start,
        steps=steps,
        drawn=bool(manner.look.canvas and manner.look.canvas.means != HALF_BLOCKS),
    )
    if left.top is None or left.bottom is None:
        return _Seen(book.chosen, (), left.step, left.signal)
    found = book.find_left(left.top, left.bottom)
    return _Seen([one for one, _ in found], found, left.step, left.signal)


def _turn_to(lines: Sequence[object], manner: Manner, height: int) -> tuple[int, int, str]:
    """Return the half-open (start, stop) of the lines of the page asked for, and what stands below it."""
    page = manner.page or 1
    pages = split_rows(lines, max(1, height), 0)
    if page > len(pages):
        raise NotFoundError(f"there is no page {page}", f"the last is {len(pages)}")
    return *pages[page - 1], page_footer(page, len(pages), manner.command)
