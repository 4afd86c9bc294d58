"""gazette sources: what the library was told to read."""

import typer

from gazette_cli.commands import options
from gazette_cli.context import Context
from gazette_cli.library import sources

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def list_sources(ctx: typer.Context, as_json: options.Json = False) -> None:
    """Show what is read, and how much came of it. Files, folders, and their articles.

    Example: gazette sources
    """
    context: Context = ctx.obj
    with context.open_library() as db:
        found = sources.list_sources(db)
    if not found:
        context.console.remark("gazette: no sources yet", "gazette add PATH adds a file or a folder")
    elif as_json:
        from gazette_cli.render.records import dump_source

        context.console.write_records(map(dump_source, found))
    elif context.console.screen:
        from gazette_cli.render.sources import render_sources

        context.console.print_lines(
            render_sources(
                found, width=context.console.width, now=context.now(), language=context.console.language
            )
        )
    else:
        from gazette_cli.render.sources import plain_sources

        context.console.write_lines(plain_sources(found))
