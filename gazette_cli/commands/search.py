"""gazette search: the articles that say it, best first."""

import shlex
from collections.abc import Sequence
from difflib import get_close_matches
from sqlite3 import Connection
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand

from gazette_cli.commands import options
from gazette_cli.commands.completing import RANKS, complete_ranks
from gazette_cli.console import Console
from gazette_cli.context import Context
from gazette_cli.errors import EXIT_ERROR, NotFoundError, UsageError
from gazette_cli.library import articles, sources
from gazette_cli.models import Hit
from gazette_cli.query import Node
from gazette_cli.render import results
from gazette_cli.render.headlines import choose_footer
from gazette_cli.services.neighbours import Listing, remember_listing
from gazette_cli.services.searching import find_hits
from gazette_cli.services.selecting import build_filter

if TYPE_CHECKING:
    from rich.text import Text

_WIDE = 60  # columns from which a headline keeps to one line
_TALL = 20  # lines from which a passage takes two
_SPOKEN = 480  # characters of a hit in sentences, with its passage
_AROUND = 2  # lines of the screen besides hits and footer: the summary, the prompt


class _Laying(NamedTuple):
    headline_lines: int
    snippet_lines: int


app = typer.Typer(rich_markup_mode=None, add_completion=False)


class _Search(TyperCommand):
    """Unknown options are part of the query: -word leaves a word out. Only --words are taken for slips."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        options = [name for param in self.get_params(ctx) for name in param.opts if name.startswith("--")]
        for arg in args[: args.index("--") if "--" in args else None]:
            name = arg.partition("=")[0]
            if name.startswith("--") and name not in options and not any(map(str.isspace, arg)):
                near = get_close_matches(name, options, 1)
                raise UsageError(
                    f"no option {name}", f"did you mean {near[0]}?" if near else f"to look for it: -- {arg}"
                )
        return super().parse_args(ctx, ["--help" if args == ["-h"] else arg for arg in args])


# No short options, -h neither: Typer would find it in -phare.
@app.command(cls=_Search, context_settings={"ignore_unknown_options": True, "help_option_names": ["--help"]})
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
    sort: Annotated[
        str, typer.Option("--sort", metavar="KEY", help="best or date.", autocompletion=complete_ranks)
    ] = "best",
    limit: options.Limit = None,
    page: options.Page = 1,
    path: options.From = None,
    as_json: options.Json = False,
    count: options.Count = False,
) -> int | None:
    """Find articles by their words, best first. Blind to case and accents, in French and English.

    Words, "phrases", prefix*, -not, OR, ( ), and title: source: author: place: tag: lang: since: until: is:unread
    is:starred.

    Example: gazette search 'title:poutine -frites since:2023'
    """
    context: Context = ctx.obj
    console = context.console
    filters: dict[str, Any] = {
        "unread": unread, "starred": starred, "source": source, "tag": tag, "lang": lang, "since": since, "until": until
    }  # fmt: skip
    node = build_filter(context.now(), search=" ".join(query), **filters)
    if sort not in RANKS:
        raise UsageError(f"--sort {sort}: not an order of results", ", ".join(RANKS))
    given = [
        *map(shlex.quote, query),
        *options.name_options(**filters, sort=sort if sort != "best" else None),
    ]
    again = [*given, *options.name_options(**{"from": path}, limit=limit)]
    with context.open_library(path) as db:
        if count:
            total = articles.count_articles(db, node)
            console.write_lines([str(total)])
            return None if total else EXIT_ERROR
        rows = limit or context.config.search_rows
        laying = _Laying(3, 3)
        if console.interactive and limit is None:
            laying = _Laying(1 if console.width >= _WIDE else 2, 2 if console.height >= _TALL else 1)
            room = console.height - _AROUND - len(_lay_footer(console, again, 99))
            lines_each = 2 + laying.headline_lines + laying.snippet_lines
            rows = max(1, room // (-(-_SPOKEN // console.width) if console.linear else lines_each))
        found = find_hits(db, node, limit=rows, offset=(page - 1) * rows, newest_first=sort == "date")
        if not found.hits:
            raise _explain_none(db, node, page, source, tag)
        if path is None and not as_json:
            command, ids = " ".join(["gazette search", *given]), tuple(hit.article.id for hit in found.hits)
            remember_listing(db, Listing(True, node, sort, False, command, ids, (page - 1) * rows))
        if as_json:
            from gazette_cli.render.records import dump_hit

            console.write_records(map(dump_hit, found.hits))
        elif console.screen or console.linear:
            summary = results.summarise_results(
                len(found.hits),
                found.total,
                sources.count_source_articles(db)[0],
                exact=found.exact,
                ranked_of=found.ranked_of,
                by_date=found.by_date,
            )
            more = found.total > page * rows or not found.exact
            if console.linear:
                _speak(context, found.hits, summary, [*again, f"--page {page + 1}"] if more else [])
                return None
            lines = results.render_results(
                found.hits,
                summary=summary,
                width=console.width,
                now=context.now(),
                language=console.language,
                **laying._asdict(),
            )
            footer = _lay_footer(console, again, page + 1) if more else []
            console.print_lines([*lines, *footer])
        else:
            console.write_lines(results.plain_results(found.hits))
    return None


def _lay_footer(console: Console, again: list[str], following: int) -> "list[Text]":
    from rich.text import Text

    command = " ".join(["gazette search", *again, f"--page {following}"])
    choices = [[f"next: {command}"], [f"next: --page {following}"]]
    most = max(1, console.height // 6) if console.interactive else 99
    return [Text(), *choose_footer(choices, width=console.width, most=most)]


def _speak(context: Context, hits: Sequence[Hit], summary: str, following: list[str]) -> None:
    from gazette_cli.render.sentences import linear_results, speak_command

    console = context.console
    console.print_sentences(
        linear_results(hits, summary=summary, now=context.now(), language=console.language)
    )
    if following:
        console.print_sentences([speak_command("Next page", " ".join(["gazette search", *following]))])


def _explain_none(db: Connection, node: Node, page: int, source: list[str], tag: list[str]) -> NotFoundError:
    if page > 1:
        return NotFoundError(f"there is no page {page} of these results", "leave --page out for the first")
    if unknown := options.explain_unknown(db, source=source, tag=tag):
        return NotFoundError(*unknown)
    from gazette_cli.library.suggest import suggest_words

    near = suggest_words(db, node)
    return NotFoundError(
        "nothing found", f"did you mean: {', '.join(near)}?" if near else "try fewer words, or word*"
    )
