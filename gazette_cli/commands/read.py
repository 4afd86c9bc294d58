"""gazette read: one article, or several, a page at a time."""

import shlex
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.commands.linking import show_links
from gazette_cli.commands.picturing import show_pictures
from gazette_cli.commands.showing import Chosen, Manner, choose_look, mark_read, show_articles
from gazette_cli.context import Context
from gazette_cli.errors import EXIT_PARTIAL, LibraryError, UsageError
from gazette_cli.library import articles
from gazette_cli.models import Reading
from gazette_cli.query import EVERYTHING
from gazette_cli.services.neighbours import WORDS, Trail
from gazette_cli.services.reading import open_article
from gazette_cli.services.selecting import select_ids

_MOST_REMARKS = 20
_FLEETING = {"latest", "next", "prev", "random"}

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def read_articles(
    ctx: typer.Context,
    ids: options.Ids = [],  # noqa: B006
    page: Annotated[
        int | None, typer.Option("--page", metavar="N", parser=options.read_number, help="Page N alone.")
    ] = None,
    width: options.Width = None,
    plain: options.Plain = False,
    no_pager: options.NoPager = False,
    keep_unread: options.KeepUnread = False,
    full: Annotated[
        bool, typer.Option("--full", help="Fetch the article's page first, and keep its full text.")
    ] = False,
    justify: options.Justify = None,
    hyphenate: options.Hyphenate = None,
    images: options.Images = None,
    links: Annotated[
        bool, typer.Option("--links", help="The addresses that it links to, and no text; it stays unread.")
    ] = False,
    path: options.From = None,
    as_json: options.Json = False,
) -> int | None:
    """Read an article, page by page.

    --full fetches the page where the feed gave a summary: the page alone, none of its pictures or scripts. Where it
    can't be had, what is here is shown, and the exit code is 3.

    --images fetches the pictures and shows them where they stand, as well as the terminal can: Sixel, Kitty's graphics,
    or half blocks. What describes them is shown always.

    ID may also be a path (./page.txt) or - for standard input: read, and not stored.

    Example: gazette read latest
    """
    context: Context = ctx.obj
    if not ids and path is None:
        raise UsageError(
            "which article?", "gazette read 12, or latest, next, prev, random; `gazette list` shows them"
        )
    partial = False
    with ExitStack() as stack:
        chosen: list[Chosen] = []
        trails: dict[sqlite3.Connection, Trail] = {}
        command = ["gazette read", *(["--from", shlex.quote(path)] if path else [])]
        for place, names in _group(ids, path):
            db = stack.enter_context(context.open_library(place))
            found = select_ids(db, names) if names else articles.list_ids(db, EVERYTHING)
            chosen += ((db, one) for one in found)
            if place is None:
                trails[db] = Trail(db)
                # A program that only looks leaves the reader where it found them.
                if not (links or (as_json and keep_unread)):
                    trails[db].move_to(found[-1], walked=names[-1] in WORDS)
            if full:
                partial = _fetch_full(context, db, found) or partial
            # What `next` was when it was asked for is not what it will be.
            fleeting = place is None and not _FLEETING.isdisjoint(names)
            command += map(str, found) if fleeting else map(shlex.quote, names or [place or ""] * bool(ids))
        name = f"read {' '.join(ids)}"
        if links:
            show_links(context, chosen, as_json=as_json, plain=plain, no_pager=no_pager)
        elif as_json:
            try:
                _write_json(context, chosen)
            finally:
                mark_read(context, chosen, name, keep_unread)
        else:
            # What is not stored is fetched again for the next page.
            command += ["--full"] * (full and not trails)
            command += [f"--width {width}"] * bool(width) + ["--plain"] * plain
            for option, value in (("justify", justify), ("hyphenate", hyphenate), ("images", images)):
                command += [] if value is None else [f"--{option}" if value else f"--no-{option}"]
            look = choose_look(context, width, justify, hyphenate)
            manner = Manner(look, " ".join(command), name, page, plain, no_pager, keep_unread)
            manner = _follow_trails(manner, trails, chosen[-1][0])
            show_articles(context, chosen, show_pictures(context, manner, images))
    return EXIT_PARTIAL if partial else None


def _follow_trails(
    manner: Manner, trails: dict[sqlite3.Connection, Trail], last: sqlite3.Connection
) -> Manner:
    """Return `manner` for articles that come from lists and searches: what is highlighted, what is next to them.

    `last`: the library of the last one. What is not stored has neither.
    """

    def open_chosen(db: sqlite3.Connection, article_id: int) -> Reading:
        return trails[db].open_article(article_id) if db in trails else open_article(db, article_id)

    return manner._replace(
        open=open_chosen, neighbour=trails[last].find_neighbour if last in trails else None
    )


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


def _group(names: Sequence[str], path: str | None) -> Iterator[tuple[str | None, list[str]]]:
    """Yield (path or None for the library, names in it); no names: all that is there."""
    if path is not None:
        yield path, list(names)
        return
    stored: list[str] = []
    for name in names:
        if not options.is_path(name):
            stored.append(name)
            continue
        if stored:
            yield None, stored
            stored = []
        yield name, []
    if stored:
        yield None, stored


def _write_json(context: Context, chosen: Sequence[Chosen]) -> None:
    from gazette_cli.render.records import dump_reading

    readings = (open_article(db, one) for db, one in chosen)
    context.console.write_records(
        dump_reading(reading.article, reading.content, reading.links) for reading in readings
    )
