"""gazette export: the feeds, for another reader or another machine."""

import typer

from gazette_cli.context import Context
from gazette_cli.render.opml import render_opml
from gazette_cli.services.exchanging import list_feeds

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def export_feeds(ctx: typer.Context) -> None:
    """Write the feeds as OPML. Their tags are its folders. `gazette import` takes it back.

    Example: gazette export > feeds.opml
    """
    context: Context = ctx.obj
    with context.open_library() as db:
        exported = list_feeds(db)
    console = context.console
    encoding = (getattr(console.stdout, "encoding", None) or "utf-8").lower().replace("-", "")
    console.write_lines(render_opml(exported.feeds, ascii_only=encoding != "utf8"))
    if not exported.feeds:
        console.remark("gazette: no feeds yet", "gazette add URL subscribes to one")
    if count := exported.logins:
        console.remark(
            f"gazette: {count:,} user{'s' * (count > 1)} with password left out: not for other eyes"
        )
    if count := exported.others:
        console.remark(
            f"gazette: {count:,} source{'s' * (count > 1)} that {'are' if count > 1 else 'is'} no feed left out"
        )
