"""What stands below an article's text: its links by their numbers, the files that come with it, its own address."""

from collections.abc import Iterator

from gazette_cli.models import Reading
from gazette_cli.render.links import describe_file, lay_address, list_targets, write_address
from gazette_cli.render.style import LINK, Line
from gazette_cli.tracking import tidy_url


def lay_endmatter(reading: Reading, *, measure: int, whole: bool, hyperlinks: bool) -> Iterator[Line]:
    """Yield the lines below the text, at most `measure` cells wide; with `whole` no address is broken, or cut.

    The files that come with it are numbered after the links. `hyperlinks`: addresses are such.
    """
    article, content = reading.article, reading.content
    targets = list_targets(reading)
    alone = content.duration if len(content.enclosures) == 1 else None
    remarks = {one.url: describe_file(one, alone) for one in content.enclosures}
    size = len(str(len(targets))) + 3
    for number, target in enumerate(targets):
        if number in (0, len(reading.links)):
            yield []
        marker = (f"[{target.n}]".ljust(size), LINK)
        remark = remarks.get(target.url, "")
        yield from lay_address(marker, target.url, measure, remark=remark, whole=whole, hyperlinks=hyperlinks)
    own = [
        (label, tidy_url(url)) for label, url in (("", article.url), ("comments: ", content.comments)) if url
    ]
    if own:
        yield []
    for label, url in own:
        name = label + write_address(url)
        yield from lay_address(("", ""), url, measure, name=name, whole=whole, hyperlinks=hyperlinks)
