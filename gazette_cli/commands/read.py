"""gazette read: one article, or several, a page at a time."""

import os
import shlex
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from gazette_cli.commands import options
from gazette_cli.console import OutputClosedError
from gazette_cli.context import Context
from gazette_cli.errors import EXIT_PARTIAL, LibraryError, NotFoundError, UsageError
from gazette_cli.library import articles
from gazette_cli.models import Article, Content
from gazette_cli.query import EVERYTHING
from gazette_cli.render.pages import page_footer, paginate
from gazette_cli.services.marking import mark_articles
from gazette_cli.services.reading import list_links, read_blocks
from gazette_cli.services.selecting import select_ids

if TYPE_CHECKING:
    from rich.text import Text

L = TypeVar("L", "Text", str)
_MOST_REMARKS = 20
_FLEETING = {"latest", "next", "random"}

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _read_columns(text: str | int) -> int:
    return options.read_number(text, 20)


@app.command()
def read_articles(
    ctx: typer.Context,
    ids: options.Ids = [],  # noqa: B006
    page: Annotated[
        int | None, typer.Option("--page", metavar="N", parser=options.read_number, help="Page N alone.")
    ] = None,
    width: Annotated[
        int | None,
        typer.Option(
            "--width", metavar="COLUMNS", parser=_read_columns, help="The width of the text, 20 or more (72)."
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Text alone: no colours, no margin, no pager.")
    ] = False,
    no_pager: Annotated[bool, typer.Option("--no-pager", help="All of it at once.")] = False,
    keep_unread: Annotated[bool, typer.Option("--keep-unread", help="Do not mark as read.")] = False,
    full: Annotated[
        bool, typer.Option("--full", help="Fetch the article's page first, and keep its full text.")
    ] = False,
    path: options.From = None,
    as_json: options.Json = False,
) -> int | None:
    """Read an article, page by page.

    --full fetches the page where the feed gave a summary: the page alone, none of its pictures or scripts. Where it
    can't be had, what is here is shown, and the exit code is 3.

    ID may also be a path (./page.txt) or - for standard input: read, and not stored.

    Example: gazette read latest
    """
    context: Context = ctx.obj
    if not ids and path is None:
        raise UsageError(
            "which article?", "gazette read 12, or latest, next, random; `gazette list` shows them"
        )
    partial = False
    with ExitStack() as stack:
        chosen: list[tuple[sqlite3.Connection, int]] = []
        kept: list[tuple[sqlite3.Connection, list[int]]] = []
        command = ["gazette read", *(["--from", shlex.quote(path)] if path else [])]
        for place, names in _group(ids, path):
            db = stack.enter_context(context.open_library(place))
            found = select_ids(db, names) if names else articles.list_ids(db, EVERYTHING)
            chosen += ((db, one) for one in found)
            if place is None:
                kept.append((db, found))
            if full:
                partial = _fetch_full(context, db, found) or partial
            # What `next` was when it was asked for is not what it will be.
            fleeting = place is None and not _FLEETING.isdisjoint(names)
            command += map(str, found) if fleeting else map(shlex.quote, names or [place or ""] * bool(ids))
        try:
            if as_json:
                _write_json(context, _load(chosen))
            else:
                # What is not stored is fetched again for the next page.
                command += ["--full"] * (full and len(kept) == 0)
                command += [f"--width {width}"] * bool(width) + ["--plain"] * plain
                _show(context, _load(chosen), " ".join(command), page, width, plain, no_pager)
        except (KeyboardInterrupt, OutputClosedError):
            # Left early: read, as far as it goes.
            _mark_read(context, kept, ids, keep_unread)
            raise
        _mark_read(context, kept, ids, keep_unread)
    return EXIT_PARTIAL if partial else None


def _fetch_full(context: Context, db: sqlite3.Connection, ids: list[int]) -> bool:
    """Fetch the pages of these articles, say which could not be had, and return whether there are any."""
    from gazette_cli.services.fulltext import fetch_full

    console = context.console
    try:
        with console.show_progress("Fetching") as progress:
            outcome = fetch_full(
                db, ids, config=context.config, environ=context.environ, now=context.now(), progress=progress
            )
    except LibraryError as exc:
        # What is here can be read all the same.
        console.remark(f"gazette: no full text: {exc.message}")
        return True
    for failure in outcome.failures[:_MOST_REMARKS]:
        console.remark(f"gazette: no full text of article {failure.article_id}: {failure.reason}")
    if (more := len(outcome.failures) - _MOST_REMARKS) > 0:
        console.remark(f"gazette: nor of {more:,} more")
    return bool(outcome.failures)


def _mark_read(
    context: Context, kept: list[tuple[sqlite3.Connection, list[int]]], names: list[str], keep_unread: bool
) -> None:
    if not keep_unread:
        for db, found in kept:
            try:
                mark_articles(db, found, "read", context.now(), f"read {' '.join(names)}", patient=False)
            except LibraryError as exc:
                # It was read all the same.
                context.console.remark(f"gazette: not marked as read: {exc.message}")


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


def _write_json(context: Context, readings: Iterator[tuple[Article, Content]]) -> None:
    from gazette_cli.render.records import dump_reading

    context.console.write_records(
        dump_reading(article, content, list_links(read_blocks(content))) for article, content in readings
    )


def _show(
    context: Context,
    readings: Iterator[tuple[Article, Content]],
    command: str,
    page: int | None,
    width: int | None,
    plain: bool,
    no_pager: bool,
) -> None:
    console = context.console
    measure = width or context.config.measure
    if plain or not console.screen:
        lines = _lay_plain(context, readings, measure)
        if page:
            shown, footer = _turn_to(list(lines), page, context.config.page_lines, command)
            lines = iter([*shown, "", footer])
        console.write_lines(lines)
        return
    from rich.text import Text

    from gazette_cli import pager
    from gazette_cli.render.article import render_footer

    if not page and console.interactive and not no_pager:
        loaded = list(readings)
        pager.show_paged(
            console.make_rich(),
            lambda width: list(_lay_styled(context, loaded, measure, width)),
            command,
            context.environ,
        )
        return
    styled = _lay_styled(context, readings, measure, console.width)
    if page:
        # Lines for the footer, however long its numbers are, an empty one above it, and the prompt.
        around = 2 + len(render_footer(page_footer(99, 100, command), width=console.width, measure=measure))
        rows, footer = _turn_to(list(styled), page, console.height - around, command)
        console.print_lines([*rows, Text(), *render_footer(footer, width=console.width, measure=measure)])
    else:
        console.print_lines(styled)


def _turn_to(lines: list[L], page: int, height: int, command: str) -> tuple[list[L], str]:
    """Return the lines of page `page`, and what stands below it."""
    pages = paginate(lines, max(1, height))
    if page > len(pages):
        raise NotFoundError(f"there is no page {page}", f"the last is {len(pages)}")
    return pages[page - 1], page_footer(page, len(pages), command)


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
            language=context.console.language,
            links=list_links(blocks),
        )


def _lay_styled(
    context: Context, readings: Iterable[tuple[Article, Content]], measure: int, width: int
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
            width=width,
            measure=measure,
            now=context.now(),
            language=context.console.language,
            links=list_links(blocks),
        )
