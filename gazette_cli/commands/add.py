"""gazette add: a file, a folder, or standard input becomes a source."""

from typing import Annotated

import typer

from gazette_cli.context import Context
from gazette_cli.errors import EXIT_PARTIAL
from gazette_cli.services import adding

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def add_sources(
    ctx: typer.Context,
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...",
            help="Files, folders (with all below them), or - for standard input.",
            show_default=False,
        ),
    ],
) -> int | None:
    """Add a file or a folder of articles. What is dropped into the folder later is read by itself.

    Reads text pages (.txt), Markdown (.md), HTML (.html), feeds (.xml .rss .atom .rdf .json) and JSON Lines
    (.jsonl), each also gzipped (.gz).

    Example: gazette add ~/articles
    """
    context: Context = ctx.obj
    partial = False
    with context.open_library() as db:
        for path in paths:
            if path == "-":
                outcome = adding.add_stream(db, context.console.stdin, context.now())
            else:
                with context.console.show_progress(f"Reading {path}") as progress:
                    outcome = adding.add_path(db, path, context.now(), progress)
            context.report(outcome)
            name = "standard input" if path == "-" else path
            failed = f", {len(outcome.failures):,} failed" if outcome.failures else ""
            context.console.say(
                f"{name}: {outcome.new:,} new, {outcome.updated:,} updated, {outcome.unchanged:,} unchanged{failed}"
            )
            partial = partial or bool(outcome.failures)
    return EXIT_PARTIAL if partial else None
