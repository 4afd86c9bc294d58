"""gazette list: the headlines."""

from sqlite3 import Connection
from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.context import Context
from gazette_cli.errors import NotFoundError
from gazette_cli.library import articles, sources
from gazette_cli.render import headlines
from gazette_cli.services.adding import SEEDS
from gazette_cli.services.selecting import build_filter, check_sort

_WIDE = 60  # columns from which a headline keeps to one line
_AROUND = 6  # lines of the screen that are not headlines: header, footer, prompt

app = typer.Typer(rich_markup_mode=None)


@app.command()
def list_headlines(
    ctx: typer.Context,
    unread: options.Unread = False,
    starred: options.Starred = False,
    source: options.Sources = [],  # noqa: B006
    tag: options.Tags = [],  # noqa: B006
    lang: options.Languages = [],  # noqa: B006
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    everything: Annotated[bool, typer.Option("--all", help="All of them, on one page.")] = False,
    page: options.Page = 1,
    sort: Annotated[str, typer.Option("--sort", metavar="KEY", help="By date, source or title.")] = "date",
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
    node = build_filter(
        context.now(),
        unread=unread,
        starred=starred,
        source=source,
        tag=tag,
        lang=lang,
        since=since,
        until=until,
    )
    with context.open_library(path) as db:
        if count:
            context.write_lines([str(articles.count_articles(db, node))])
            return
        fold = 1 if context.width >= _WIDE else 2
        rows = limit or (
            context.fit_rows(_AROUND) // fold if context.interactive else context.config.list_rows
        )
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
        if not shown:
            _say_none(context, page)
        elif as_json:
            from gazette_cli.render.records import dump_article

            context.write_lines(map(dump_article, shown))
        elif not context.screen:
            context.write_lines(headlines.plain_headlines(shown))
        else:
            lines = headlines.render_headlines(
                shown, width=context.width, now=context.now(), language=context.language, fold=fold
            )
            context.print_lines(lines)
            if path is None:
                again = options.name_options(
                    unread=unread, starred=starred, source=source, tag=tag, lang=lang, since=since, until=until,
                    limit=limit, sort=sort if sort != "date" else None, reverse=reverse,
                )  # fmt: skip
                more = (
                    [" ".join(["gazette list", *again, f"--page {page + 1}"])]
                    if len(found) > len(shown)
                    else []
                )
                _print_footer(context, db, [f"gazette read {shown[0].id}", *more])


def _print_footer(context: Context, db: Connection, steps: list[str]) -> None:
    from rich.text import Text

    total, unread = sources.count_source_articles(db)
    footers = [" · ".join([f"{unread:,} unread of {total:,}", *steps])]
    if [source.kind for source in sources.list_sources(db)] == [SEEDS]:
        footers.append("bundled edition · add yours: gazette add PATH · dismiss: gazette remove seeds")
    context.print_lines(
        [
            Text(),
            *(line for footer in footers for line in headlines.render_footer(footer, width=context.width)),
        ]
    )


def _say_none(context: Context, page: int) -> None:
    if page > 1:
        raise NotFoundError(f"there is no page {page}", "`gazette list` shows the first")
    context.remark(
        "gazette: no articles here", "`gazette list` without options shows all, `gazette add PATH` adds some"
    )
