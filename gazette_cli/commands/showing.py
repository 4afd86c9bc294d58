"""Articles on the screen: what `read` and `continue` share."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gazette_cli.context import Context
from gazette_cli.errors import NotFoundError
from gazette_cli.models import Reading
from gazette_cli.render.look import Look
from gazette_cli.render.pages import page_footer, paginate
from gazette_cli.services.reading import open_article

if TYPE_CHECKING:
    from rich.text import Text

L = TypeVar("L", "Text", str)
Chosen = tuple[sqlite3.Connection, int]


class Manner(NamedTuple):
    """How articles are to be shown. `command` is what shows them again, without `--page`."""

    look: Look
    command: str
    page: int | None = None
    plain: bool = False
    no_pager: bool = False


def choose_look(context: Context, width: int | None = None) -> Look:
    """Return how pages are to look here: the settings, but for what this command line says. `width`: its measure."""
    config = context.config
    return Look(width or config.measure, config.hyphenate, config.justify, config.linear)


def show_articles(context: Context, chosen: Sequence[Chosen], manner: Manner) -> None:
    """Show the chosen articles, one after the other: in a terminal page by page."""
    console = context.console
    readings = (open_article(db, one) for db, one in chosen)
    if manner.plain or not console.screen:
        lines = _lay_plain(context, readings, manner.look)
        if manner.page:
            shown, footer = _turn_to(list(lines), manner.page, context.config.page_lines, manner.command)
            lines = iter([*shown, "", footer])
        console.write_lines(lines)
        return
    from rich.text import Text

    from gazette_cli import pager
    from gazette_cli.render.article import render_footer

    if not manner.page and console.interactive and not manner.no_pager:
        loaded = list(readings)
        pager.show_paged(
            console.make_rich(),
            lambda width: list(_lay_styled(context, loaded, manner.look, width)),
            manner.command,
            context.environ,
        )
        return
    styled = _lay_styled(context, readings, manner.look, console.width)
    if manner.page:
        measure = manner.look.measure
        # Lines for the footer, however long its numbers are, an empty one above it, and the prompt.
        longest = render_footer(page_footer(99, 100, manner.command), width=console.width, measure=measure)
        height = console.height - 2 - len(longest)
        rows, footer = _turn_to(list(styled), manner.page, height, manner.command)
        console.print_lines([*rows, Text(), *render_footer(footer, width=console.width, measure=measure)])
    else:
        console.print_lines(styled)


def _turn_to(lines: list[L], page: int, height: int, command: str) -> tuple[list[L], str]:
    """Return the lines of page `page`, and what stands below it."""
    pages = paginate(lines, max(1, height))
    if page > len(pages):
        raise NotFoundError(f"there is no page {page}", f"the last is {len(pages)}")
    return pages[page - 1], page_footer(page, len(pages), command)


def _lay_plain(context: Context, readings: Iterable[Reading], look: Look) -> Iterator[str]:
    from gazette_cli.render.article import plain_article

    for number, reading in enumerate(readings):
        if number:
            yield from ("", "", "")
        yield from plain_article(reading, look=look, now=context.now(), language=context.console.language)


def _lay_styled(context: Context, readings: Iterable[Reading], look: Look, width: int) -> "Iterator[Text]":
    from rich.text import Text

    from gazette_cli.render.article import render_article

    language = context.console.language
    for number, reading in enumerate(readings):
        if number:
            yield from (Text(), Text(), Text())
        page = render_article(reading, look=look, width=width, now=context.now(), language=language)
        yield from page.lines
