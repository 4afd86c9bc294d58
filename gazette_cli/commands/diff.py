"""gazette diff: what a source has changed in an article since it came."""

from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.context import Context
from gazette_cli.errors import EXIT_ERROR, NotFoundError
from gazette_cli.library import articles
from gazette_cli.library.revisions import list_edits
from gazette_cli.render import diff
from gazette_cli.services.selecting import select_ids

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def show_changes(
    ctx: typer.Context,
    ids: options.Ids,
    everything: Annotated[bool, typer.Option("--all", help="All changes, the oldest first.")] = False,
    as_json: options.Json = False,
) -> int | None:
    """Show what has changed in an article. Word by word: the last time, or (--all) each time.

    Example: gazette diff --all 12
    """
    context: Context = ctx.obj
    console = context.console
    found = False
    with context.open_library() as db:
        chosen = articles.get_articles(db, select_ids(db, ids))
        for article in chosen:
            edits = [diff.Edit(*edit) for edit in list_edits(db, article.id)]
            if not edits:
                reason = f"article {article.id} is as it came"
                if len(chosen) == 1:
                    raise NotFoundError(reason, "`gazette list --revised` shows those that were changed")
                console.remark(f"gazette: {reason}")
                continue
            edits = edits if everything else edits[-1:]
            if found and not as_json and not console.linear:
                console.write_lines([""] * 2)
            if as_json:
                console.write_records(diff.dump_edit(article, edit) for edit in edits)
            elif console.linear:
                console.print_sentences(
                    diff.linear_edits(article, edits, now=context.now(), language=console.language)
                )
            elif console.screen:
                lines = diff.render_edits(
                    article,
                    edits,
                    width=console.width,
                    measure=context.config.measure,
                    now=context.now(),
                    language=console.language,
                )
                console.print_lines(lines)
            else:
                console.write_lines(
                    diff.plain_edits(article, edits, now=context.now(), language=console.language)
                )
            found = True
    return None if found else EXIT_ERROR
