"""gazette open: an article's page, or one of its links, in the browser."""

import shlex
import sqlite3
from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.commands.completing import complete_ids, complete_links
from gazette_cli.commands.showing import mark_read
from gazette_cli.context import Context
from gazette_cli.errors import GazetteError, NotFoundError, UsageError
from gazette_cli.models import Reading
from gazette_cli.services.neighbours import WORDS, Trail
from gazette_cli.services.selecting import select_ids

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def open_page(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A number, latest, next, prev, random, or a file's name.",
            autocompletion=complete_ids,
            show_default=False,
        ),
    ],
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[N]",
            help="The number of a link, as the text and `read --links` show it.",
            parser=options.read_number,
            autocompletion=complete_links,
            show_default=False,
        ),
    ] = None,
    print_only: Annotated[bool, typer.Option("--print", help="Print the address, and open nothing.")] = False,
    keep_unread: Annotated[bool, typer.Option("--keep-unread", help="Do not mark as read.")] = False,
) -> None:
    """Open an article or a link in the browser.

    The browser is BROWSER, else that of the system. The page counts as read, a link alone does not.

    Example: gazette open latest --print
    """
    context: Context = ctx.obj
    place = name if options.is_path(name) else None
    with context.open_library(place) as db:
        article_id = _find_article(db, name, place)
        address = _find_address(db, article_id, number, place)
        if print_only:
            context.console.say(address)
            return
        _open(context, address)
        if place is None and number is None:
            # As `read` does, so that next and previous go on from there.
            Trail(db).move_to(article_id, walked=name in WORDS)
            mark_read(context, [(db, article_id)], f"open {name}", keep_unread)


def _find_article(db: sqlite3.Connection, name: str, place: str | None) -> int:
    from gazette_cli.library import articles
    from gazette_cli.query import EVERYTHING

    found = select_ids(db, [name]) if place is None else articles.list_ids(db, EVERYTHING, limit=2)
    if not found:
        raise NotFoundError(f"no article in {name}")
    if len(found) > 1:
        raise UsageError(
            f"{name}: more than one article", "one at a time: gazette open 12, or gazette open 12 3"
        )
    return found[0]


def _find_address(db: sqlite3.Connection, article_id: int, number: int | None, place: str | None) -> str:
    """Return what is to be opened of an article, in ASCII. `place`: the path that it is read from, if any."""
    from gazette_cli.services.opening import find_openable
    from gazette_cli.services.reading import open_article

    reading = open_article(db, article_id)
    said = f"article {article_id}", str(article_id)
    if place is not None:
        said = "standard input" if place == "-" else place, shlex.quote(place)
    url = _find_page(reading, *said) if number is None else _find_link(reading, number, *said)
    address = find_openable(url)
    if address is None:
        raise GazetteError(f"that can't be opened: {url[:200]}", "only http, https and mailto can")
    return address


def _find_page(reading: Reading, name: str, argument: str) -> str:
    """Return an article's address. `name`: what it is called; `argument`: what `gazette read` takes for it."""
    from gazette_cli.render.links import list_targets
    from gazette_cli.tracking import tidy_url

    article, files = reading.article, reading.content.enclosures
    if article.url:
        return tidy_url(article.url)
    if len(files) == 1:
        return files[0].url
    count = len(list_targets(reading))
    links = f"its {count} links" if count > 1 else "its link"
    hint = f"{links}: gazette read {argument} --links" if count else f"gazette read {argument}"
    raise NotFoundError(f"{name} has no page of its own", hint)


def _find_link(reading: Reading, number: int, name: str, argument: str) -> str:
    from gazette_cli.render.links import list_targets

    targets = list_targets(reading)
    if not targets:
        raise NotFoundError(f"{name} has no links")
    if number > len(targets):
        count = f"{len(targets)} links" if len(targets) > 1 else "one link"
        raise NotFoundError(
            f"{name} has no link {number}", f"it has {count}: gazette read {argument} --links"
        )
    return targets[number - 1].url


def _open(context: Context, address: str) -> None:
    from gazette_cli.services.opening import open_address
    from gazette_cli.webaddress import split_url

    console = context.console
    console.say(f"opening {address}")
    parts = split_url(address)
    if parts and parts.login:
        console.remark(f"gazette: it is a page of {parts.host}: what stands before the @ is a login")
    if not open_address(address, context.environ):
        raise GazetteError("no browser has opened it", f"BROWSER names one; the address: {address}")
