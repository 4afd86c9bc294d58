"""gazette mark: read, unread, star, unstar, hide, unhide, tag, untag."""

from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.commands.completing import complete_marked, complete_verbs
from gazette_cli.context import Context
from gazette_cli.errors import UsageError
from gazette_cli.library import articles
from gazette_cli.services import marking
from gazette_cli.services.places import keep_places
from gazette_cli.services.selecting import build_filter, select_ids

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def mark(
    ctx: typer.Context,
    verb: Annotated[
        str,
        typer.Argument(
            metavar="read|unread|star|unstar|hide|unhide|tag|untag",
            autocompletion=complete_verbs,
            show_default=False,
            help="The mark.",
        ),
    ],
    ids: Annotated[
        list[str],
        typer.Argument(
            metavar="[TAG] ID...",
            help="Numbers, ranges (3-7), latest, next, prev, random, or a file's name; after tag, untag first the tag.",
            autocompletion=complete_marked,
            show_default=False,
        ),
    ] = [],  # noqa: B006
    search: Annotated[
        str | None, typer.Option("--search", metavar="QUERY", help="Those that a search finds.")
    ] = None,
    unread: options.Unread = False,
    starred: options.Starred = False,
    source: options.Sources = [],  # noqa: B006
    tag: options.Tags = [],  # noqa: B006
    lang: options.Languages = [],  # noqa: B006
    since: options.Since = None,
    until: options.Until = None,
    yes: options.Yes = False,
) -> None:
    """Mark, star, hide or tag articles. By number, or all that a search or filters pick.

    `gazette undo` takes it back. More than 50 at once are asked about first.

    Example: gazette mark tag politique 12 15-18
    """
    context: Context = ctx.obj
    if verb not in marking.VERBS:
        raise UsageError(f"mark {verb}: not a mark", ", ".join(marking.VERBS))
    names = list(ids)
    label = None
    if verb in ("tag", "untag"):
        if not names:
            raise UsageError(f"mark {verb}: which tag?", f"gazette mark {verb} politique 12")
        label = names.pop(0)
    node = build_filter(
        context.now(), search=search, unread=unread, starred=starred, source=source, tag=tag, lang=lang,
        since=since, until=until,
    )  # fmt: skip
    filtered = any((search is not None, unread, starred, source, tag, lang, since, until))
    if bool(names) == filtered:
        raise UsageError(
            "numbers or filters, not both" if names else "which articles?",
            f"gazette mark {verb} {'politique ' if label else ''}12, or --search poutine, or --source NAME",
        )
    with context.open_library() as db:
        chosen = select_ids(db, names) if names else articles.list_ids(db, node)
        if len(chosen) > context.config.ask_from and not yes:
            context.console.confirm(f"mark {len(chosen):,} articles as {verb}?")
        if label is not None:
            changed = marking.tag_articles(db, chosen, label, verb == "tag", context.now())
        else:
            changed = marking.mark_articles(db, chosen, verb, context.now())
            if verb == "read":
                # Done with: nothing to go back to.
                keep_places(db, dict.fromkeys(chosen), context.now(), patient=True)
    same = f", {len(chosen) - changed:,} already so" if changed < len(chosen) else ""
    context.console.say(f"{verb}: {changed:,} article{'s' * (changed != 1)} changed{same}")
