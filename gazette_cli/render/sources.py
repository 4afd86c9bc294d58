"""The subscriptions: a row each, for a terminal of any width, or tab-separated for a pipe."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gazette_cli.models import DATED_TIME, Source
from gazette_cli.render.cells import ELLIPSIS, count_cells, cut_cells, pad_cells
from gazette_cli.render.columns import format_count
from gazette_cli.render.dates import short_date, stamp_date
from gazette_cli.render.style import SECONDARY, UNREAD, Line, to_text
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text

_GAP = 2
_LEAST_TITLE = 12
_LEAST_LOCATION = 16


def plain_sources(sources: Sequence[Source]) -> Iterator[str]:
    """Yield a line a source for a program, never cut, tab-separated.

    Its fields: id, kind, unread, total, when it was added (RFC 3339), title, location.
    """
    for source in sources:
        counts = (str(source.id), clean_line(source.kind), str(source.unread), str(source.total))
        names = (clean_line(source.title), clean_line(source.location))
        yield "\t".join((*counts, stamp_date(source.added, DATED_TIME), *names))


def render_sources(sources: Sequence[Source], *, width: int, now: datetime, language: str) -> "list[Text]":
    """Return a header row and a row a source, none wider than `width` (columns, 20 or more).

    As the screen narrows the location narrows and goes, then go when it was added, its kind and its total.
    """
    return [to_text(line) for line in _lay_sources(sources, width, now, language)]


def _lay_sources(sources: Sequence[Source], width: int, now: datetime, language: str) -> Iterator[Line]:
    titles = [clean_line(source.title) or "(untitled)" for source in sources]
    locations = [clean_line(source.location) for source in sources]
    columns = {
        "id": [str(source.id) for source in sources],
        "unread": [format_count(source.unread) for source in sources],
        "total": [format_count(source.total) for source in sources],
        "kind": [clean_line(source.kind) for source in sources],
        "added": [short_date(source.added, DATED_TIME, now, language) for source in sources],
    }
    sizes = {
        name: max([count_cells(name), *map(count_cells, cells)])
        if name != "id"
        else max([2, *map(len, cells)])
        for name, cells in columns.items()
    }
    margin = 1 if width >= 60 else 0
    title_size = max([5, *map(count_cells, titles)])
    location_size = max([8, *map(count_cells, locations)])
    for given_up in range(4):
        names = list(columns)[: len(columns) - given_up]
        room = width - margin - sum(sizes[name] + _GAP for name in names)
        if room >= _LEAST_TITLE:
            break
    wanted = min(title_size, max(_LEAST_TITLE, room // 2))
    location_size = min(location_size, room - wanted - _GAP)
    if location_size < min(_LEAST_LOCATION, max([8, *map(count_cells, locations)])):
        location_size = 0
        wanted = min(title_size, room)

    def draw(cells: dict[str, str], title: str, location: str, style: str, title_style: str) -> Line:
        line: Line = [(" " * margin + pad_cells(cells["id"], sizes["id"], right=True) + " " * _GAP, style)]
        line.append((pad_cells(cut_cells(title, wanted), wanted + _GAP), title_style))
        for name in names[1:]:
            figures = name in ("unread", "total")
            line.append((pad_cells(cells[name], sizes[name], right=figures) + " " * _GAP, style))
        if location_size:
            line.append((_cut_start(location, location_size), SECONDARY))
        content, last = line[-1]
        return [*line[:-1], (content.rstrip(" "), last)]

    if sources and width >= 30:
        yield draw({name: name for name in columns}, "title", "location", SECONDARY, SECONDARY)
    for at, source in enumerate(sources):
        cells = {name: column[at] for name, column in columns.items()}
        yield draw(cells, titles[at], locations[at], "", UNREAD if source.unread else "")


def _cut_start(text: str, width: int) -> str:
    """Return `text` cut at its start: the end of a path tells more."""
    if count_cells(text) <= width:
        return text
    start = len(text) - width + 1
    while start < len(text) and count_cells(text[start:]) > width - 1:
        start += 1
    return ELLIPSIS + text[start:]
