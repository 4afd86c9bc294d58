"""gazette undo: the last mark or tag is taken back."""

import typer

from gazette_cli.context import Context
from gazette_cli.errors import NotFoundError
from gazette_cli.services import marking

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def undo_change(ctx: typer.Context) -> None:
    """Take back the last mark, star or tag. Again, the one before it.

    Example: gazette undo
    """
    context: Context = ctx.obj
    with context.open_library() as db:
        undone = marking.undo(db)
    if undone is None:
        raise NotFoundError("nothing to undo")
    context.console.say(
        f"taken back: {undone.what} ({undone.articles:,} article{'s' * (undone.articles != 1)})"
    )
