"""gazette sources: what the library was told to read, and how it fares."""

from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.commands.completing import complete_source_tags
from gazette_cli.context import Context
from gazette_cli.library import feeds, sources
from gazette_cli.render.checks import NEED_CARE
from gazette_cli.subscription import tell_health

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def list_sources(
    ctx: typer.Context,
    tag: Annotated[
        list[str],
        typer.Option(
            "--tag",
            metavar="TAG",
            help="With this tag, or one below it (tag/...), only.",
            autocompletion=complete_source_tags,
        ),
    ] = [],  # noqa: B006
    failing: Annotated[bool, typer.Option("--failing", help="Feeds that need care only.")] = False,
    as_json: options.Json = False,
) -> None:
    """Show what is read, and how much came of it. Feeds, files, folders, and their articles.

    Example: gazette sources
    """
    context: Context = ctx.obj
    with context.open_library() as db:
        found = sources.list_sources(db)
        known = {one.source_id: one for one in feeds.list_subscriptions(db)}
    if not found:
        context.console.remark("gazette: no sources yet", "gazette add PATH adds a file or a folder")
        return
    found = [source for source in found if all(sources.bears_tag(source, name) for name in tag)]
    if not found:
        context.console.remark(f"gazette: no source is tagged {' and '.join(tag)}")
        return
    if failing:
        ailing = {number for number, feed in known.items() if tell_health(feed) in NEED_CARE}
        found = [source for source in found if source.id in ailing]
        if not found:
            context.console.remark("gazette: no feed here needs care")
            return
    console = context.console
    if as_json:
        from gazette_cli.render.records import dump_source

        console.write_records(dump_source(source, known.get(source.id)) for source in found)
    elif console.linear:
        from gazette_cli.render.sentences import linear_sources

        console.print_sentences(linear_sources(found, known, now=context.now(), language=console.language))
    elif console.screen:
        from gazette_cli.render.sources import render_sources

        console.print_lines(
            render_sources(found, known, width=console.width, now=context.now(), language=console.language)
        )
    else:
        from gazette_cli.render.sources import plain_sources

        console.write_lines(plain_sources(found, known))
