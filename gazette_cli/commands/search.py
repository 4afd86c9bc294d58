"""gazette search: the articles that say it, best first."""

import shlex
from sqlite3 import Connection
from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.context import Context
from gazette_cli.errors import EXIT_ERROR, NotFoundError
from gazette_cli.library import articles, sources
from gazette_cli.query import Node
from gazette_cli.render import results
from gazette_cli.render.headlines import render_footer
from gazette_cli.services.searching import Results, find_hits
from gazette_cli.services.selecting import build_filter

app = typer.Typer(rich_markup_mode=None)


# Unknown options are part of the query: -word leaves a word out.
@app.command(context_settings={"ignore_unknown_options": True})
def search_articles(
    ctx: typer.Context,
    query: Annotated[
        list[str], typer.Argument(metavar="QUERY...", help="What to look for.", show_default=False)
    ],
    unread: options.Unread = False,
    starred: options.Starred = False,
    source: options.Sources = [],  # noqa: B006
    tag: options.Tags = [],  # noqa: B006
    lang: options.Languages = [],  # noqa: B006
    since: options.Since = None,
    until: options.Until = None,
    limit: options.Limit = None,
    page: options.Page = 1,
    path: options.From = None,
    as_json: options.Json = False,
    count: options.Count = False,
) -> int | None:
    """Find articles by their words, best first: blind to case and accents, in French and English.

    Words, "phrases", prefix*, -not, OR, ( ), and title: source: author: place: tag: lang: since: until: is:unread
    is:starred.

    Example: gazette search 'title:poutine -frites since:2023'
    """
    context: Context = ctx.obj
    node = build_filter(
        context.now(), search=" ".join(query), unread=unread, starred=starred, source=source, tag=tag, lang=lang,
        since=since, until=until,
    )  # fmt: skip
    rows = limit or context.config.search_rows
    with context.open_library(path) as db:
        if count:
            total = articles.count_articles(db, node)
            context.write_lines([str(total)])
            return None if total else EXIT_ERROR
        found = find_hits(db, node, limit=rows, offset=(page - 1) * rows)
        if not found.hits:
            raise _explain_none(db, node, page)
        _show(context, found, sources.count_source_articles(db)[0], as_json)
        if context.screen and not as_json and found.total > page * rows:
            again = options.name_options(
                unread=unread, starred=starred, source=source, tag=tag, lang=lang, since=since, until=until, limit=limit
            )  # fmt: skip
            command = " ".join(["gazette search", *map(shlex.quote, query), *again, f"--page {page + 1}"])
            context.print_lines(render_footer(f"next: {command}", width=context.width))
    return None


def _show(context: Context, found: Results, library_total: int, as_json: bool) -> None:
    if as_json:
        from gazette_cli.render.records import dump_hit

        context.write_lines(map(dump_hit, found.hits))
    elif context.screen:
        summary = results.summarise_results(
            len(found.hits), found.total, library_total, exact=found.exact, ranked_of=found.ranked_of
        )
        context.print_lines(
            results.render_results(
                found.hits, summary=summary, width=context.width, now=context.now(), language=context.language
            )
        )
    else:
        context.write_lines(results.plain_results(found.hits))


def _explain_none(db: Connection, node: Node, page: int) -> NotFoundError:
    if page > 1:
        return NotFoundError(f"there is no page {page} of these results", "leave --page out for the first")
    from gazette_cli.library.suggest import suggest_words

    near = suggest_words(db, node)
    return NotFoundError(
        "nothing found", f"did you mean: {', '.join(near)}?" if near else "try fewer words, or word*"
    )
