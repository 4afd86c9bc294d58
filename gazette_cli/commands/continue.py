"""gazette continue: the article that was left last before its end, from there on."""  # noqa: N999 - named after its command

import typer

from gazette_cli.commands import options
from gazette_cli.commands.picturing import show_pictures
from gazette_cli.commands.showing import Manner, choose_look, show_articles
from gazette_cli.context import Context
from gazette_cli.errors import NotFoundError
from gazette_cli.library.places import find_last_place
from gazette_cli.services.neighbours import Trail

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def continue_article(
    ctx: typer.Context,
    width: options.Width = None,
    plain: options.Plain = False,
    no_pager: options.NoPager = False,
    keep_unread: options.KeepUnread = False,
    justify: options.Justify = None,
    hyphenate: options.Hyphenate = None,
    images: options.Images = None,
) -> None:
    """Go on where you left the last article.

    That is the one left last of those not read to their end. In a pipe, and where all of it is printed at once, it is
    the header and what is left of it.

    Example: gazette continue
    """
    context: Context = ctx.obj
    with context.open_library() as db:
        found = find_last_place(db)
        if found is None:
            raise NotFoundError("nothing was left unfinished", "`gazette read next` opens the newest unread")
        trail = Trail(db)
        trail.move_to(found)
        manner = Manner(
            choose_look(context, width, justify, hyphenate),
            f"gazette read {found}",
            "continue",
            plain=plain,
            no_pager=no_pager,
            keep_unread=keep_unread,
            resume=True,
            open=lambda _, article_id: trail.open_article(article_id),
            neighbour=trail.find_neighbour,
        )
        show_articles(context, [(db, found)], show_pictures(context, manner, images))
