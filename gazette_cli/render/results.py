"""What a search found: for each hit a line of its date and source, the headline, the best passage."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gazette_cli.models import Hit, Passage
from gazette_cli.render.cells import count_cells, cut_cells, pad_cells
from gazette_cli.render.columns import count_marks, draw_marks, format_count
from gazette_cli.render.dates import short_date, stamp_date
from gazette_cli.render.style import MATCH, SECONDARY, Line, clean_runs, mark_runs, to_text
from gazette_cli.render.wrap import is_french, wrap_runs
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text

_SNIPPET_LINES = 3
_HEADLINE_LINES = 3


def plain_results(hits: Sequence[Hit]) -> Iterator[str]:
    """Yield a line a hit for a program, never cut: id, date, source, headline, snippet, tab-separated."""
    for hit in hits:
        article = hit.article
        fields = (
            str(article.id),
            stamp_date(article.published, article.dated),
            clean_line(article.source),
            clean_line(article.title),
            clean_line(hit.snippet.text),
        )
        yield "\t".join(fields)


def render_results(
    hits: Sequence[Hit], *, total: int, library_total: int, width: int, now: datetime, language: str
) -> "list[Text]":
    """Return the screen of `hits`, none of its lines wider than `width` (columns, 20 or more).

    `total` articles of `library_total` match; `now` is aware; `language` is that of the dates.
    """
    return [to_text(line) for line in _lay_results(hits, total, library_total, width, now, language)]


def _lay_results(
    hits: Sequence[Hit], total: int, library_total: int, width: int, now: datetime, language: str
) -> Iterator[Line]:
    margin = 1 if width >= 60 else 0
    id_width = max([2, *(len(str(hit.article.id)) for hit in hits)])
    mark_width = max([0, *(count_marks(hit.article) for hit in hits)])
    dates = [short_date(hit.article.published, hit.article.dated, now, language) for hit in hits]
    date_width = max([0, *(count_cells(date) for date in dates)])
    indent = margin + id_width + 1 + (mark_width + 1 if mark_width else 0)
    articles = "articles" if library_total != 1 else "article"
    head = f"{format_count(total)} of {format_count(library_total)} {articles}"
    head += ", best first" if total > 1 else ""
    head += f" · {format_count(len(hits))} shown" if 0 < len(hits) < total else ""
    for row in wrap_runs([(head, SECONDARY)], width - margin):
        yield [(" " * margin, ""), *row]
    for hit, date in zip(hits, dates, strict=True):
        yield []
        line: Line = [(" " * margin + pad_cells(str(hit.article.id), id_width, right=True) + " ", "")]
        if mark_width:
            line += [*draw_marks(hit.article, mark_width), (" ", "")]
        origin = _draw_origin(date, date_width, clean_line(hit.article.source), width - indent)
        yield [*line, (origin, SECONDARY)]
        french = is_french(hit.article.language)
        headline = _mark(hit.title, "") or [("(untitled)", SECONDARY)]
        for row in wrap_runs(headline, width - indent, french=french, most=_HEADLINE_LINES):
            yield [(" " * indent, ""), *row]
        snippet = _mark(_show_match(hit.snippet, (width - indent) * _SNIPPET_LINES), SECONDARY)
        for row in wrap_runs(snippet, width - indent, french=french, most=_SNIPPET_LINES):
            if row:
                yield [(" " * indent, ""), *row]


def _draw_origin(date: str, date_width: int, source: str, room: int) -> str:
    if date_width and room - date_width - 2 >= 6:
        return (pad_cells(date, date_width + 2) + cut_cells(source, room - date_width - 2)).rstrip(" ")
    return cut_cells(date or source, room)


def _mark(passage: Passage, style: str) -> Line:
    return clean_runs(mark_runs(passage.text, passage.spans, style, MATCH))


def _show_match(passage: Passage, room: int) -> Passage:
    """Return `passage` without its beginning if its first match would stand beyond `room` cells."""
    if not passage.spans:
        return passage
    first, end = passage.spans[0]
    if count_cells(clean_line(passage.text[:end])) <= room * 3 // 4:
        return passage
    start = passage.text.rfind(" ", 0, max(0, first - room // 6)) + 1 or max(0, first - room // 6)
    spans = tuple((begin - start + 1, stop - start + 1) for begin, stop in passage.spans)
    return Passage("…" + passage.text[start:], spans)
