"""gazette remove: a source goes, with its articles."""

import os
from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.commands.completing import complete_locations
from gazette_cli.context import Context
from gazette_cli.library import sources
from gazette_cli.library.connection import writing

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def remove_source(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="Its number, path or title; `seeds` is the bundled edition.",
            autocompletion=complete_locations,
            show_default=False,
        ),
    ],
    yes: options.Yes = False,
) -> None:
    """Remove a source and its articles. The files themselves stay where they are.

    Example: gazette remove seeds
    """
    context: Context = ctx.obj
    with context.open_library() as db:
        found = sources.find_source(db, source, os.path.realpath(source))
        if found.total > context.config.ask_from and not yes:
            context.console.confirm(f"remove {found.title} and its {found.total:,} articles?")
        with writing(db):
            removed = sources.remove_source(db, found.id)
    context.console.say(f"removed {found.title}: {removed:,} article{'s' * (removed != 1)}")
