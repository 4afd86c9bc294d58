"""The links of articles alone: what `read --links` prints, and what `open` may be told to open."""

from collections.abc import Sequence

from gazette_cli.commands.showing import Chosen
from gazette_cli.context import Context
from gazette_cli.services.reading import open_article


def show_links(context: Context, chosen: Sequence[Chosen], *, as_json: bool, plain: bool) -> None:
    """Print the links of the chosen articles, and the files that come with them, by the numbers they have there."""
    from gazette_cli.render import links
    from gazette_cli.render.records import dump_link

    console = context.console
    found = [
        (reading.article, links.list_targets(reading)) for reading in (open_article(*one) for one in chosen)
    ]
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
    else:
        console.print_lines(
            line
            for article, targets in found
            if targets
            for line in links.render_links(
                article,
                targets,
                width=console.width,
                titled=len(found) > 1,
                hyperlinks=console.hyperlinks,
            )
        )
    if not any(targets for _, targets in found):
        console.remark("no links")
