"""gazette list: the headlines."""

from sqlite3 import Connection
from typing import TYPE_CHECKING, Annotated, Any

import typer

from gazette_cli.commands import options
from gazette_cli.commands.completing import complete_sorts
from gazette_cli.context import Context
from gazette_cli.errors import NotFoundError
from gazette_cli.library import articles, sources
from gazette_cli.render import headlines
from gazette_cli.services.adding import SEEDS
from gazette_cli.services.neighbours import Listing, remember_listing
from gazette_cli.services.selecting import build_filter, check_sort

_WIDE = 60  # columns from which a headline keeps to one line
_SPOKEN = 120  # characters of a headline in sentences, with what is said of it
_AROUND = 2  # lines of the screen besides headlines and footer: the header, the prompt

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.text import Text

    from gazette_cli.render.style import Line

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def list_headlines(
    ctx: typer.Context,
    unread: options.Unread = False,
    starred: options.Starred = False,
    revised: options.Revised = False,
    hidden: options.Hidden = False,
    source: options.Sources = [],  # noqa: B006
    tag: options.Tags = [],  # noqa: B006
    lang: options.Languages = [],  # noqa: B006
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them, on one page.")] = False,
    page: options.Page = 1,
    sort: Annotated[
        str,
        typer.Option(
            "--sort",
            metavar="KEY",
            help="By date, source or title.",
            autocompletion=complete_sorts,
            show_default=False,
        ),
    ] = "date",
    reverse: Annotated[bool, typer.Option("--reverse", help="The other way round.")] = False,
    path: options.From = None,
    as_json: options.Json = False,
    count: options.Count = False,
) -> None:
    """Show the headlines, newest first.

    Example: gazette list --unread --since yesterday
    """
    context: Context = ctx.obj
    check_sort(sort)
    filters: dict[str, Any] = {
        "unread": unread, "starred": starred, "revised": revised, "hidden": hidden, "source": source, "tag": tag,
        "lang": lang, "since": since, "until": until,
    }  # fmt: skip
    node = build_filter(context.now(), **filters)
    order = {"sort": sort if sort != "date" else None, "reverse": reverse}
    again = options.name_options(**filters, **{"from": path}, limit=limit, **order)
    console = context.console
    with context.open_library(path) as db:
        if count:
            console.write_lines([str(articles.count_articles(db, node))])
            return
        lines_each = 1 if console.width >= _WIDE else 2
        if console.linear:
            lines_each = -(-_SPOKEN // console.width)
        rows = limit or context.config.list_rows
        if console.interactive and limit is None:
            # The footer takes most where there is a next page with a long number.
            footer = _lay_footer(context, db, again, None, 99, path)
            rows = max(1, (console.height - len(footer) - _AROUND) // lines_each)
        # One more than is shown tells whether there is a next page, without counting.
        found = articles.list_articles(
            db,
            node,
            sort=sort,
            reverse=reverse,
            limit=None if everything else rows + 1,
            offset=0 if everything else (page - 1) * rows,
        )
        shown = found if everything else found[:rows]
        if shown and path is None and not as_json:
            command = " ".join(["gazette list", *options.name_options(**filters, **order)])
            before = 0 if everything else (page - 1) * rows
            ids = tuple(article.id for article in shown)
            remember_listing(db, Listing(False, node, sort, reverse, command, ids, before))
        if not shown:
            _say_none(context, db, page, source, tag)
        elif as_json:
            from gazette_cli.render.records import dump_article

            console.write_records(map(dump_article, shown))
        elif not console.screen and not console.linear:
            console.write_lines(headlines.plain_headlines(shown))
        else:
            following = page + 1 if len(found) > len(shown) else None
            next_read = next((article for article in shown if not article.read), shown[0])
            if console.linear:
                from gazette_cli.render.sentences import linear_headlines

                console.print_sentences(linear_headlines(shown, now=context.now(), language=console.language))
                console.print_sentences(_speak_footer(db, again, next_read.id, following, path))
                return
            lines = headlines.render_headlines(
                shown, width=console.width, now=context.now(), language=console.language, fold=lines_each
            )
            footer = _lay_footer(context, db, again, next_read.id, following, path)
            console.print_lines([*lines, *footer])


def _lay_footer(
    context: Context,
    db: Connection,
    again: list[str],
    next_read: int | None,
    following: int | None,
    path: str | None,
) -> "list[Text]":
    """Return the lines below the headlines: how many there are, and what to do next; in brief on a small screen."""
    from rich.text import Text

    total, unread = sources.count_source_articles(db)
    counts = f"{unread:,} unread of {total:,}"
    read = [f"gazette read {total if next_read is None else next_read}"] if path is None else []
    more = [" ".join(["gazette list", *again, f"--page {following}"])] if following else []
    full = " · ".join([counts, *read, *more])
    choices = [[full], [" · ".join([counts, *([f"more: --page {following}"] if following else [])])]]
    if [source.kind for source in sources.list_sources(db)] == [SEEDS]:
        choices.insert(
            0, [full, "bundled edition · add yours: gazette add PATH · dismiss: gazette remove seeds"]
        )
    console = context.console
    most = max(2, console.height // 3) if console.interactive else 99
    return [Text(), *headlines.choose_footer(choices, width=console.width, most=most)]


def _speak_footer(
    db: Connection, again: list[str], next_read: int, following: int | None, path: str | None
) -> "Iterator[Line]":
    """Yield the same in sentences, each command at the end of a line."""
    from gazette_cli.render.sentences import count_articles, speak, speak_command

    total, unread = sources.count_source_articles(db)
    yield speak(f"{unread:,} unread of {count_articles(total)}")
    if path is None:
        yield speak_command("To read on", f"gazette read {next_read}")
    if following:
        yield speak_command("Next page", " ".join(["gazette list", *again, f"--page {following}"]))
    if [source.kind for source in sources.list_sources(db)] == [SEEDS]:
        yield speak("This is the bundled edition")
        yield speak_command("To add yours", "gazette add PATH")
        yield speak_command("To dismiss it", "gazette remove seeds")


def _say_none(context: Context, db: Connection, page: int, source: list[str], tag: list[str]) -> None:
    if page > 1:
        raise NotFoundError(f"there is no page {page}", "`gazette list` shows the first")
    if unknown := options.explain_unknown(db, source=source, tag=tag):
        context.console.remark(f"gazette: {unknown[0]}", *filter(None, unknown[1:]))
        return
    context.console.remark(
        "gazette: no articles here", "`gazette list` without options shows all, `gazette add PATH` adds some"
    )
