"""gazette import: the feeds of another reader."""  # noqa: N999 - named after its command

from typing import Annotated

import typer

from gazette_cli.context import Context
from gazette_cli.errors import EXIT_PARTIAL
from gazette_cli.services.exchanging import import_list, read_list

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_MOST_REASONS = 100


@app.command()
def import_feeds(
    ctx: typer.Context,
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE", help="OPML, or newsboat's urls; - for standard input.", show_default=False
        ),
    ],
) -> int | None:
    """Subscribe to the feeds of a list. An OPML file, or newsboat's urls. Folders become tags.

    Nothing is fetched: `gazette refresh` does that. Feeds that are there already take the tags as well.

    Example: gazette import subscriptions.opml
    """
    context: Context = ctx.obj
    name = "standard input" if file == "-" else file
    data = read_list(file, context.console.stdin)
    with context.open_library() as db:
        imported = import_list(db, data, name, context.now())
    remark = context.console.remark
    for what, why in imported.refused[:_MOST_REASONS]:
        remark(f"gazette: {what or name}: {why}; not imported")
    if (more := len(imported.refused) - _MOST_REASONS) > 0:
        remark(f"gazette: and {more:,} more")
    context.console.say(
        f"{name}: {imported.new:,} new, {imported.known:,} already there, {len(imported.refused):,} not imported"
    )
    if imported.new:
        remark("gazette refresh fetches them")
    return EXIT_PARTIAL if imported.refused else None
