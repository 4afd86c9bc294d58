"""gazette doctor: whether the library is whole, and what of the feeds needs care."""

from collections.abc import Iterator, Sequence
from sqlite3 import Connection
from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.context import Context
from gazette_cli.errors import EXIT_ERROR, EXIT_OK, EXIT_PARTIAL
from gazette_cli.library import checkup as whole
from gazette_cli.library import sources
from gazette_cli.library.connection import open_library, writing
from gazette_cli.models import Source
from gazette_cli.render import checkup as render
from gazette_cli.services import checkup

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_EXPORT = "gazette read --json --keep-unread 1-1000000 > export.jsonl"


@app.command()
def examine(
    ctx: typer.Context,
    everything: Annotated[bool, typer.Option("--all", help="Every feed's answers as well.")] = False,
    thorough: Annotated[
        bool, typer.Option("--thorough", help="Compare every index with its table, too: takes longer.")
    ] = False,
    mend: Annotated[bool, typer.Option("--mend", help="Put right what is wrong with the library.")] = False,
    as_json: options.Json = False,
) -> int:
    """Say what needs care in library and feeds.

    Each finding comes with the command that mends it. Ends with exit code 1 if the library is damaged,
    3 if a feed needs care.

    Example: gazette doctor
    """
    context: Context = ctx.obj
    # Not context.open_library: what may be damaged is not written to.
    with open_library(context.library_path) as db:
        problems = _check(context, db, thorough)
        # What is written into a broken file breaks more of it.
        if mend and problems and _is_readable(problems):
            with context.console.show_progress("Mending the library"), writing(db):
                whole.mend_library(db, {problem.what for problem in problems}, int(context.now().timestamp()))
            found_before, problems = problems, _check(context, db, thorough)
            for problem in found_before:
                if problem not in problems:
                    context.console.remark(f"gazette: mended: {problem.message}")
        readable = _is_readable(problems)
        every = sources.list_sources(db) if readable else []
        reports = checkup.check_feeds(db, every, context.now(), context.config) if readable else []
    found = [(problem.what, problem.message, _mend(problem)) for problem in problems]
    cares = [render.Care(0, "library", *finding) for finding in found]
    cares += [
        render.Care(feed.source_id, feed.title, *finding) for feed, finding in checkup.list_findings(reports)
    ]
    console = context.console
    feeds = [report.feed for report in reports]
    summary = [_summarise(context, not problems, every)]
    summary += [render.summarise_feeds(feeds)] if feeds else []
    if as_json:
        console.write_records(_dump(found, every, reports))
    elif console.linear:
        summary += [] if cares else ["Nothing needs care."]
        console.print_sentences(render.linear_checkup(summary, cares, feeds if everything else None))
    elif console.screen:
        summary += [] if cares else ["Nothing needs care."]
        console.print_lines(
            render.render_checkup(summary, cares, feeds if everything else None, width=console.width)
        )
    elif everything:
        console.write_lines(render.plain_feeds(feeds))
    else:
        console.write_lines(render.plain_checkup(summary, cares))
    return EXIT_ERROR if problems else EXIT_PARTIAL if cares else EXIT_OK


def _check(context: Context, db: Connection, thorough: bool) -> list[whole.Problem]:
    with context.console.show_progress("Checking the library"):
        return list(whole.check_library(db, thorough=thorough))


def _is_readable(problems: Sequence[whole.Problem]) -> bool:
    return all(problem.what != whole.FILE for problem in problems)


def _mend(problem: whole.Problem) -> str:
    return _EXPORT if problem.what == whole.FILE else "gazette doctor --mend"


def _summarise(context: Context, is_whole: bool, every: Sequence[Source]) -> str:
    if not every and not is_whole:
        return f"The library is damaged: {context.library_path}"
    articles, count = sum(source.total for source in every), len(every)
    state = "whole" if is_whole else "damaged"
    return (
        f"The library is {state}: {articles:,} article{'s' * (articles != 1)},"
        f" {count:,} source{'s' * (count != 1)}"
    )


def _dump(
    problems: Sequence[tuple[str, str, str]], every: Sequence[Source], reports: Sequence[checkup.Report]
) -> Iterator[str]:
    yield render.dump_library(problems, sources=len(every), articles=sum(source.total for source in every))
    known = {report.feed.source_id: report for report in reports}
    for source in every:
        report = known.get(source.id)
        habits = checkup.tell_habits(report.habits if report else None)
        yield render.dump_checked(source, report and report.feed, habits, report.findings if report else ())
