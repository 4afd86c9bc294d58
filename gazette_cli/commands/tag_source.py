"""gazette tag-source: the reader's tags on sources."""

import os
from typing import Annotated

import typer

from gazette_cli.commands.completing import complete_tagged
from gazette_cli.context import Context
from gazette_cli.errors import NotFoundError
from gazette_cli.library import sources
from gazette_cli.library.connection import writing
from gazette_cli.services.addressing import read_tag

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def tag_sources(
    ctx: typer.Context,
    tag: Annotated[
        str,
        typer.Argument(
            metavar="TAG",
            help="A word or a few; presse/régionale is below presse.",
            autocompletion=complete_tagged,
            show_default=False,
        ),
    ],
    source: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE...",
            help="Numbers, titles, URLs or paths.",
            autocompletion=complete_tagged,
            show_default=False,
        ),
    ],
    remove: Annotated[bool, typer.Option("--remove", help="Take the tag off them.")] = False,
) -> None:
    """Tag sources, and with them their articles.

    Example: gazette tag-source presse seeds
    """
    context: Context = ctx.obj
    name = read_tag(tag)
    with context.open_library() as db:
        # All of them first: a name that is wrong changes nothing.
        found = {
            one.id: one for one in (sources.find_source(db, text, os.path.realpath(text)) for text in source)
        }
        if remove and not any(sources.has_tag(one, name) for one in found.values()):
            which = f"{next(iter(found.values())).title} is not" if len(found) == 1 else "none of them is"
            raise NotFoundError(f"{which} tagged {name}", "`gazette sources --json` shows the tags")
        with writing(db):
            changed = sum(sources.tag_source(db, number, name, not remove) for number in found)
    same = f", {len(found) - changed:,} already so" if changed < len(found) else ""
    done = f"took {name} off" if remove else f"tagged {name}:"
    context.console.say(f"{done} {changed:,} source{'s' * (changed != 1)}{same}")
