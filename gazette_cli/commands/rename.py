"""gazette rename: what a source is called here."""

import os
from typing import Annotated

import typer

from gazette_cli.commands.completing import complete_locations
from gazette_cli.context import Context
from gazette_cli.errors import UsageError
from gazette_cli.library import feeds, sources
from gazette_cli.library.connection import writing
from gazette_cli.text import clean_line

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_LONGEST = 200  # characters
# What has a name of its own, elsewhere than here.
_NAMED = (feeds.FEED, "file", "folder")


@app.command()
def rename_source(
    ctx: typer.Context,
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="Its number, title, URL or path.",
            autocompletion=complete_locations,
            show_default=False,
        ),
    ],
    title: Annotated[
        str,
        typer.Argument(
            metavar="TITLE", help="What to call it; '' is its own name again.", show_default=False
        ),
    ],
) -> None:
    """Call a source something else. A feed keeps that, whatever it calls itself.

    Example: gazette rename seeds "Pour commencer"
    """
    context: Context = ctx.obj
    wanted = clean_line(title)
    if title.strip() and not wanted:
        raise UsageError("the title holds nothing that can be shown")
    if len(wanted) > _LONGEST:
        raise UsageError(f"the title is too long: {len(wanted):,} characters", f"{_LONGEST} at most")
    with context.open_library() as db:
        found = sources.find_source(db, source, os.path.realpath(source))
        if not wanted and found.kind not in _NAMED:
            raise UsageError(f"{found.title} has no other name: which title?")
        with writing(db):
            if wanted:
                sources.rename_source(db, found.id, wanted)
            else:
                wanted = sources.restore_title(db, found.id)
    context.console.say(f"{found.title} is now called {wanted}")
