"""The list of headlines: a row an article, for a terminal of any width, or tab-separated for a pipe."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gazette_cli.models import Article
from gazette_cli.render.cells import count_cells, cut_cells, pad_cells
from gazette_cli.render.columns import count_marks, draw_marks, name_state, tell_progress
from gazette_cli.render.dates import short_date, stamp_date
from gazette_cli.render.style import SECONDARY, UNREAD, Line, clean_runs, to_plain, to_text
from gazette_cli.render.wrap import is_french, wrap_runs
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text

_UNTITLED = "(untitled)"
_GAP = 2
_NARROW = 60
_BRIEFEST = 12  # columns of a headline beside which there is room for how far it was read


def plain_headlines(articles: Sequence[Article]) -> Iterator[str]:
    """Yield a line an article for a program, never cut: id, state, date, source, headline, tab-separated.

    state: name_state; date: stamp_date. No field holds a tab or a line break.
    """
    for article in articles:
        date = stamp_date(article.published, article.dated)
        state = name_state(article)
        yield "\t".join((str(article.id), state, date, clean_line(article.source), clean_line(article.title)))


def render_headlines(
    articles: Sequence[Article], *, width: int, now: datetime, language: str, fold: int = 2
) -> "list[Text]":
    """Return a header row and the rows of `articles`, none wider than `width` (columns, 20 or more).

    `now` is aware and in the reader's zone; `language` is that of the dates. A headline takes at most `fold`
    lines. How far it was read stands at the right edge, on a narrow screen below. As the screen narrows the source
    narrows and goes, then the date goes.
    """
    return [to_text(line) for line in _lay_headlines(articles, width, now, language, fold)]


def _lay_headlines(
    articles: Sequence[Article], width: int, now: datetime, language: str, fold: int
) -> Iterator[Line]:
    narrow = width < _NARROW
    dates = [
        short_date(article.published, article.dated, now, language, narrow=narrow) for article in articles
    ]
    sources = [to_plain(clean_runs([(article.source, "")])) for article in articles]
    margin = 0 if narrow else 1
    id_width = max([2, *(len(str(article.id)) for article in articles)])
    mark_width = max([1, *(count_marks(article) for article in articles)])
    left = margin + id_width + 1 + mark_width + 1
    date_width, source_width = _share(
        width - left,
        max([4, *(count_cells(date) for date in dates)]),
        max([6, *(count_cells(source) for source in sources)]) if any(sources) else 0,
    )
    indent = left + (date_width + _GAP if date_width else 0) + (source_width + _GAP if source_width else 0)
    room = max(1, width - indent)
    if width >= 30:
        head = " " * margin + pad_cells("id", id_width, right=True) + " " * (mark_width + 2)
        head += pad_cells("when", date_width + _GAP) if date_width else ""
        head += pad_cells("source", source_width + _GAP) if source_width else ""
        yield [(cut_cells(head + "headline", width), SECONDARY)]
    for article, date, source in zip(articles, dates, sources, strict=True):
        line: Line = [(" " * margin + pad_cells(str(article.id), id_width, right=True) + " ", "")]
        line += draw_marks(article, mark_width)
        line.append((" ", ""))
        if date_width:
            line.append((pad_cells(date, date_width + _GAP), SECONDARY))
        if source_width:
            line.append((pad_cells(cut_cells(source, source_width), source_width + _GAP), SECONDARY))
        headline = clean_runs([(article.title, "" if article.read else UNREAD)]) or [(_UNTITLED, SECONDARY)]
        french = is_french(article.language)
        begun = tell_progress(article)
        beside = count_cells(begun) + _GAP if begun and room - count_cells(begun) - _GAP >= _BRIEFEST else 0
        folded = wrap_runs(headline, room - beside, french=french, most=fold)
        if beside:
            gap = room - count_cells(begun) - count_cells(to_plain(folded[0]))
            folded[0] = [*folded[0], (" " * gap, ""), (begun, SECONDARY)]
        elif begun:
            folded = _put_below(folded, begun, room, fold)
        yield line + folded[0]
        for more in folded[1:]:
            yield [(" " * indent, ""), *more]


def _put_below(rows: Sequence[Line], begun: str, room: int, fold: int) -> list[Line]:
    """Return `rows` with `begun` at the end of the last of them, or in one of its own if there are less than `fold`."""
    *first, last = rows
    left = room - count_cells(begun) - 1
    if count_cells(to_plain(last)) > left:
        if len(rows) < fold:
            first, last = [*first, last], []
        else:
            (last,) = wrap_runs(last, max(1, left), most=1)
    gap = max(1, room - count_cells(begun) - count_cells(to_plain(last)))
    return [*first, [*last, (" " * gap, ""), (begun, SECONDARY)]]


def _share(room: int, date: int, source: int) -> tuple[int, int]:
    """Return the widths of date and source, 0 for a column that gives way, in `room` with the headline."""
    source = min(source, 30, max(8, room // 4))
    for date_width, source_width, headline in (
        (date, source, 32),
        (date, min(source, 10), 24),
        (date, 0, 16),
    ):
        taken = date_width + _GAP + (source_width + _GAP if source_width else 0)
        if room - taken >= headline:
            return date_width, source_width
    return 0, 0


def render_footer(text: str, *, width: int) -> "list[Text]":
    """Return a line of remarks below a list, folded to `width`: between " · " if it can be, else in between."""
    margin = "" if width < _NARROW else " "
    room = width - len(margin)
    lines: list[str] = []
    for part in clean_line(text).split(" · "):
        if lines and count_cells(lines[-1]) + 3 + count_cells(part) <= room:
            lines[-1] += f" · {part}"
        else:
            lines.append(part)
    return [to_text([(margin, ""), *row]) for line in lines for row in wrap_runs([(line, SECONDARY)], room)]


def choose_footer(choices: Sequence[Sequence[str]], *, width: int, most: int) -> "list[Text]":
    """Return the first of `choices` (each some footers) that takes at most `most` lines, else the last."""
    for footers in choices:
        lines = [line for footer in footers for line in render_footer(footer, width=width)]
        if len(lines) <= most:
            break
    return lines
