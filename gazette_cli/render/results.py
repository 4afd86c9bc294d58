"""What a search found: for each hit a line of its date and source, the headline, the best passage."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gazette_cli.models import Hit, Passage
from gazette_cli.render.cells import count_cells, cut_cells, pad_cells
from gazette_cli.render.columns import count_marks, draw_marks, format_count, tell_progress
from gazette_cli.render.dates import short_date
from gazette_cli.render.headlines import plain_headlines
from gazette_cli.render.style import MATCH, SECONDARY, UNREAD, Line, clean_runs, mark_runs, to_text
from gazette_cli.render.wrap import is_french, wrap_runs
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text


def plain_results(hits: Sequence[Hit]) -> Iterator[str]:
    """Yield a line a hit for a program, never cut: the fields of plain_headlines and the snippet, tab-separated."""
    for line, hit in zip(plain_headlines([hit.article for hit in hits]), hits, strict=True):
        yield f"{line}\t{clean_line(hit.snippet.text)}"


def render_results(
    hits: Sequence[Hit],
    *,
    summary: str,
    width: int,
    now: datetime,
    language: str,
    headline_lines: int = 3,
    snippet_lines: int = 3,
) -> "list[Text]":
    """Return the screen of `hits` under a line of `summary`, no line wider than `width` (columns, 20 or more).

    `now` is aware; `language` is that of the dates. A hit takes, with the empty line before it, at most two lines
    more than those of its headline and its snippet.
    """
    lines = _lay_results(hits, summary, width, now, language, headline_lines, snippet_lines)
    return [to_text(line) for line in lines]


def summarise_results(
    shown: int, total: int, library_total: int, *, exact: bool, ranked_of: int | None, by_date: bool = False
) -> str:
    """Return how many of how many articles were found: "2 of 214 articles, best first".

    Not `exact`: `total` or more. `ranked_of`: only so many of the newest were ranked; None: all were. `by_date`:
    none was, they are the newest.
    """
    number = format_count(total) if exact else f"more than {format_count(total)}"
    summary = f"{number} of {format_count(library_total)} article{'s' * (library_total != 1)}"
    if by_date:
        summary += ", newest first" * (total > 1)
    elif total > 1:
        summary += ", best first" + (
            f" of the newest {format_count(ranked_of)}" if ranked_of is not None else ""
        )
    return summary + (f" · {format_count(shown)} shown" if 0 < shown < total else "")


def _lay_results(
    hits: Sequence[Hit],
    summary: str,
    width: int,
    now: datetime,
    language: str,
    headline_lines: int,
    snippet_lines: int,
) -> Iterator[Line]:
    margin = 1 if width >= 60 else 0
    id_width = max([2, *(len(str(hit.article.id)) for hit in hits)])
    mark_width = max([0, *(count_marks(hit.article) for hit in hits)])
    dates = [short_date(hit.article.published, hit.article.dated, now, language) for hit in hits]
    date_width = max([0, *(count_cells(date) for date in dates)])
    indent = margin + id_width + 1 + (mark_width + 1 if mark_width else 0)
    for row in wrap_runs([(summary, SECONDARY)], width - margin):
        yield [(" " * margin, ""), *row]
    for hit, date in zip(hits, dates, strict=True):
        yield []
        line: Line = [(" " * margin + pad_cells(str(hit.article.id), id_width, right=True) + " ", "")]
        if mark_width:
            line += [*draw_marks(hit.article, mark_width), (" ", "")]
        begun = tell_progress(hit.article)
        after = f"  {begun}" if begun else ""
        room = max(1, width - indent - count_cells(after))
        origin = _draw_origin(date, date_width, clean_line(hit.article.source), room) + after
        yield [*line, (origin, SECONDARY)]
        french = is_french(hit.article.language)
        headline = _mark(hit.title, "" if hit.article.read else UNREAD) or [("(untitled)", SECONDARY)]
        for row in wrap_runs(headline, width - indent, french=french, most=headline_lines):
            yield [(" " * indent, ""), *row]
        snippet = _mark(_show_match(hit.snippet, (width - indent) * snippet_lines), "")
        for row in wrap_runs(snippet, width - indent, french=french, most=snippet_lines):
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
