"""The subscriptions: a row each, for a terminal of any width, or tab-separated for a pipe."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.models import DATED_TIME, Source
from gazette_cli.render.cells import ELLIPSIS, count_cells, cut_cells, pad_cells
from gazette_cli.render.checks import NEED_CARE, find_next_check, tell_cause, tell_wait, to_moment
from gazette_cli.render.columns import format_count
from gazette_cli.render.dates import short_date, stamp_date
from gazette_cli.render.style import ACCENT, SECONDARY, UNREAD, Line, strip_end, to_text
from gazette_cli.render.wrap import measure_line, wrap_runs
from gazette_cli.subscription import Subscription, tell_health
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text

Feeds = Mapping[int, Subscription]
_GAP = 2
_LEAST_TITLE = 12
_GOOD_TITLE = 20
_LEAST_LOCATION = 16
_SHOWN = ("unread", "total", "kind", "health", "last", "next", "added")
_GIVEN_UP = ("added", "kind", "total", "next", "last", "health")  # in this order
_FIGURES = ("unread", "total")
_OF_FEEDS = ("health", "last", "next")


def plain_sources(sources: Sequence[Source], feeds: Feeds) -> Iterator[str]:
    """Yield a line a source for a program, never cut, tab-separated; `feeds` are the subscriptions by source id.

    Its fields: id, kind, unread, total, when it was added (RFC 3339), title, location, and of a feed (empty for any
    other source): health, last success and next check (RFC 3339, UTC), what went wrong last; then its tags, each
    after a "#" and with a space between them.
    """
    for source in sources:
        feed = feeds.get(source.id)
        yield "\t".join(
            (
                str(source.id),
                clean_line(source.kind),
                str(source.unread),
                str(source.total),
                stamp_date(source.added, DATED_TIME),
                clean_line(source.title),
                clean_line(source.location),
                tell_health(feed) if feed else "",
                stamp_date(to_moment(feed.succeeded), DATED_TIME) if feed else "",
                stamp_date(find_next_check(feed), DATED_TIME) if feed else "",
                clean_line(feed.error or "") if feed else "",
                " ".join("#" + clean_line(tag) for tag in source.tags),
            )
        )


def render_sources(
    sources: Sequence[Source], feeds: Feeds, *, width: int, now: datetime, language: str
) -> "list[Text]":
    """Return a header row and a row a source, none wider than `width` (columns, 20 or more).

    `feeds` are the subscriptions by source id. Why a feed fails stands after its row, or below it. As the screen
    narrows the location narrows and goes, then go when it was added, its kind, its total, next check and last success;
    where its health has to go as well, "!" stands before the title of a feed that needs care.
    """
    rows = [_draw_row(source, feeds.get(source.id), now, language) for source in sources]
    return [to_text(line) for line in _lay_rows(rows, width)]


class _Row(NamedTuple):
    id: str
    title: str
    location: str
    cells: dict[str, str]
    cause: str
    unread: bool
    care: bool


def _draw_row(source: Source, feed: Subscription | None, now: datetime, language: str) -> _Row:
    cells = {
        "unread": format_count(source.unread),
        "total": format_count(source.total),
        "kind": clean_line(source.kind),
        "added": short_date(source.added, DATED_TIME, now, language),
        **dict.fromkeys(_OF_FEEDS, ""),
    }
    cause = ""
    if feed:
        cells["health"] = tell_health(feed)
        cells["last"] = short_date(to_moment(feed.succeeded), DATED_TIME, now, language)
        if not feed.gone:
            cells["next"] = tell_wait(feed.next_check - int(now.timestamp()), language)
        cause = tell_cause(feed)
    title = clean_line(source.title) or "(untitled)"
    care = cells["health"] in NEED_CARE
    return _Row(str(source.id), title, clean_line(source.location), cells, cause, source.unread > 0, care)


def _lay_rows(rows: Sequence[_Row], width: int) -> Iterator[Line]:
    margin = 1 if width >= 60 else 0
    id_size = max([2, *(len(row.id) for row in rows)])
    title_size = max([5, *(count_cells(row.title) for row in rows)])
    sizes = {
        name: max([count_cells(name), *(count_cells(row.cells[name]) for row in rows)])
        for name in _SHOWN
        if name not in _OF_FEEDS or any(row.cells[name] for row in rows)
    }
    names = list(sizes)

    def measure_room() -> int:
        return width - margin - id_size - _GAP - sum(sizes[name] + _GAP for name in names)

    for given_up in _GIVEN_UP:
        if measure_room() >= (min(title_size, _GOOD_TITLE) if width >= 60 else _LEAST_TITLE):
            break
        if given_up in names:
            names.remove(given_up)
    # One cell of the gap before the title.
    marked = "health" not in names
    room = measure_room()
    wanted = min(title_size, max(_LEAST_TITLE, room // 2))
    longest = max([8, *(count_cells(row.location) for row in rows)])
    location_size = min(longest, room - wanted - _GAP)
    if location_size < min(_LEAST_LOCATION, longest):
        location_size, wanted = 0, min(title_size, room)

    def draw(row: _Row, style: str, title_style: str) -> Line:
        line: Line = [(" " * margin + pad_cells(row.id, id_size, right=True), style)]
        line.append((" !" if marked and row.care else "  ", ACCENT if row.care else style))
        line.append((pad_cells(cut_cells(row.title, wanted), wanted + _GAP), title_style))
        for name in names:
            cell = pad_cells(row.cells[name], sizes[name], right=name in _FIGURES) + " " * _GAP
            line.append((cell, ACCENT if name == "health" and row.care else style))
        if location_size:
            line.append((_cut_start(row.location, location_size), SECONDARY))
        return strip_end(line)

    if rows and width >= 30:
        head = _Row("id", "title", "location", {name: name for name in names}, "", False, False)
        yield draw(head, SECONDARY, SECONDARY)
    for row in rows:
        line = draw(row, "", UNREAD if row.unread else "")
        if row.cause and measure_line(line) + _GAP + count_cells(row.cause) <= width:
            yield [*line, (" " * _GAP + row.cause, SECONDARY)]
            continue
        yield line
        indent = margin + id_size + _GAP
        folded = wrap_runs([(row.cause, SECONDARY)], width - indent, most=2) if row.cause else []
        yield from ([(" " * indent, ""), *more] for more in folded)


def _cut_start(text: str, width: int) -> str:
    """Return `text` cut at its start: the end of a path tells more."""
    if count_cells(text) <= width:
        return text
    start = len(text) - width + 1
    while start < len(text) and count_cells(text[start:]) > width - 1:
        start += 1
    return ELLIPSIS + text[start:]
