"""gazette read: one article, or several, a page at a time."""

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from gazette_cli.commands import options
from gazette_cli.context import Context
from gazette_cli.errors import NotFoundError, UsageError
from gazette_cli.library import articles
from gazette_cli.models import Article, Content
from gazette_cli.query import EVERYTHING
from gazette_cli.services.marking import mark_articles
from gazette_cli.services.reading import list_links, read_blocks
from gazette_cli.services.selecting import select_ids

if TYPE_CHECKING:
    from rich.text import Text

L = TypeVar("L", "Text", str)

app = typer.Typer(rich_markup_mode=None)


@app.command()
def read_articles(
    ctx: typer.Context,
    ids: options.Ids = [],  # noqa: B006
    page: Annotated[int | None, typer.Option("--page", metavar="N", min=1, help="Page N alone.")] = None,
    width: Annotated[
        int | None, typer.Option("--width", metavar="COLUMNS", min=20, help="The width of the text (72).")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Text alone: no colours, no margin, no pager.")
    ] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="All of it at once.")] = False,
    keep_unread: Annotated[bool, typer.Option("--keep-unread", help="Do not mark as read.")] = False,
    path: options.From = None,
    as_json: options.Json = False,
) -> None:
    """Read an article, page by page.

    ID may also be a path (./page.txt) or - for standard input: read, and not stored.

    Example: gazette read latest
    """
    context: Context = ctx.obj
    if not ids and path is None:
        raise UsageError(
            "which article?", "gazette read 12, or latest, next, random; `gazette list` shows them"
        )
    with ExitStack() as stack:
        chosen: list[tuple[sqlite3.Connection, int]] = []
        kept: list[tuple[sqlite3.Connection, list[int]]] = []
        for place, names in _group(ids, path):
            db = stack.enter_context(context.open_library(place))
            found = select_ids(db, names) if names else articles.list_ids(db, EVERYTHING)
            chosen += ((db, one) for one in found)
            if place is None:
                kept.append((db, found))
        if as_json:
            from gazette_cli.render.records import dump_reading

            context.write_lines(
                dump_reading(article, content, list_links(read_blocks(content)))
                for article, content in _load(chosen)
            )
        else:
            _show(context, _load(chosen), " ".join(ids), page, width, plain, no_pager)
        if not keep_unread:
            for db, found in kept:
                mark_articles(db, found, "read", context.now(), f"read {' '.join(ids)}")


def _group(names: Sequence[str], path: str | None) -> Iterator[tuple[str | None, list[str]]]:
    """Yield (path or None for the library, names in it); no names: all that is there."""
    if path is not None:
        yield path, list(names)
        return
    stored: list[str] = []
    for name in names:
        if not _is_path(name):
            stored.append(name)
            continue
        if stored:
            yield None, stored
            stored = []
        yield name, []
    if stored:
        yield None, stored


def _is_path(name: str) -> bool:
    return name == "-" or "/" in name or (not name.isdecimal() and os.path.isfile(name))


def _load(chosen: Sequence[tuple[sqlite3.Connection, int]]) -> Iterator[tuple[Article, Content]]:
    for db, one in chosen:
        for article in articles.get_articles(db, [one]):
            yield article, articles.get_content(db, one)


def _show(
    context: Context,
    readings: Iterator[tuple[Article, Content]],
    names: str,
    page: int | None,
    width: int | None,
    plain: bool,
    no_pager: bool,
) -> None:
    measure = width or context.config.measure
    if plain or not context.screen:
        lines = _lay_plain(context, readings, measure)
        if page:
            shown, footer = _turn_to(list(lines), page, context.config.page_lines, names)
            lines = iter([*shown, "", footer])
        context.write_lines(lines)
        return
    from rich.text import Text

    from gazette_cli import pager

    styled = _lay_styled(context, readings, measure)
    if page:
        rows, footer = _turn_to(list(styled), page, context.height - 3, names)
        context.print_lines([*rows, Text(), Text(footer, style="dim")])
    elif no_pager or not context.interactive:
        context.print_lines(styled)
    else:
        pager.show_paged(context.make_console(), list(styled), f"gazette read {names}", context.environ)


def _turn_to(lines: list[L], page: int, height: int, names: str) -> tuple[list[L], str]:
    """Return the lines of page `page`, and what stands below it."""
    from gazette_cli.render.pages import page_footer, paginate

    pages = paginate(lines, max(1, height))
    if page > len(pages):
        raise NotFoundError(f"there is no page {page}", f"the last is {len(pages)}")
    return pages[page - 1], page_footer(page, len(pages), f"gazette read {names}")


def _lay_plain(context: Context, readings: Iterator[tuple[Article, Content]], measure: int) -> Iterator[str]:
    from gazette_cli.render.article import plain_article

    for number, (article, content) in enumerate(readings):
        if number:
            yield from ("", "", "")
        blocks = read_blocks(content)
        yield from plain_article(
            article,
            content,
            blocks=blocks,
            measure=measure,
            now=context.now(),
            language=context.language,
            links=list_links(blocks),
        )


def _lay_styled(
    context: Context, readings: Iterator[tuple[Article, Content]], measure: int
) -> "Iterator[Text]":
    from rich.text import Text

    from gazette_cli.render.article import render_article

    for number, (article, content) in enumerate(readings):
        if number:
            yield from (Text(), Text(), Text())
        blocks = read_blocks(content)
        yield from render_article(
            article,
            content,
            blocks=blocks,
            width=context.width,
            measure=measure,
            now=context.now(),
            language=context.language,
            links=list_links(blocks),
        )
