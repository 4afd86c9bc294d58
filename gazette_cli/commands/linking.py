"""The links of articles alone: what `read --links` prints."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gazette_cli.commands.showing import Chosen
from gazette_cli.context import Context
from gazette_cli.models import Article, Link
from gazette_cli.services.reading import open_article

if TYPE_CHECKING:
    from rich.text import Text

Found = list[tuple[Article, tuple[Link, ...]]]


def show_links(
    context: Context, chosen: Sequence[Chosen], *, as_json: bool, plain: bool, no_pager: bool
) -> None:
    """Print the links of the chosen articles, and the files that come with them, by the numbers they have there."""
    from gazette_cli.render import links
    from gazette_cli.render.records import dump_link

    console = context.console
    readings = (open_article(db, one) for db, one in chosen)
    found = [(reading.article, links.list_targets(reading)) for reading in readings]
    if as_json:
        console.write_records(dump_link(article, link) for article, targets in found for link in targets)
        return
    if plain or not (console.screen or console.linear):
        console.write_lines(
            line for article, targets in found for line in links.plain_links(article, targets)
        )
    elif console.linear:
        console.print_sentences(
            line for article, targets in found for line in links.linear_links(article, targets)
        )
    elif console.interactive and not no_pager:
        _page(context, found)
    else:
        console.print_lines(_lay(context, found, console.width))
    if not any(targets for _, targets in found):
        console.remark("no links")


def _lay(context: Context, found: Found, width: int) -> "list[Text]":
    from gazette_cli.render.links import render_links

    lines: list[Text] = []
    for article, targets in found:
        if targets:
            hyperlinks = context.console.hyperlinks
            lines += render_links(article, targets, width=width, titled=len(found) > 1, hyperlinks=hyperlinks)
    return lines


def _page(context: Context, found: Found) -> None:
    from gazette_cli import pager

    def lay(width: int) -> pager.Sheet:
        lines = _lay(context, found, width)
        return pager.Sheet(lines, range(len(lines)))

    left = pager.show_paged(context.console.make_rich(), lay, "links", context.environ)
    pager.follow_signal(left.signal)
