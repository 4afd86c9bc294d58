"""The page of an article: a header of fixed shape, the text at a comfortable measure, links at the end."""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.models import Reading
from gazette_cli.render.cells import count_cells
from gazette_cli.render.endmatter import lay_endmatter
from gazette_cli.render.layout import Row, lay_blocks
from gazette_cli.render.links import Numbers
from gazette_cli.render.look import Look
from gazette_cli.render.masthead import lay_masthead
from gazette_cli.render.sentences import speak_parts
from gazette_cli.render.style import SECONDARY, strip_end, to_plain, to_text
from gazette_cli.render.wrap import wrap_runs
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text


class Page(NamedTuple):
    """An article as lines on a screen. `parts`: for each line the number of its paragraph (blocks.walk_leaves), -1 in
    the header; below the text, how many there are."""

    lines: "list[Text]"
    parts: list[int]


def render_article(reading: Reading, *, look: Look, width: int, now: datetime, language: str) -> Page:
    """Return the page of an article for a terminal of `width` columns (20 or more), left margin included.

    The text is `look.measure` cells wide at most and stands in the middle; in a linear look (linear.py) as wide as
    the screen. No line is wider than `width` but one of code, which is never broken, and of a linear look an address.
    `now` is aware; `language` is that of the dates, the article's own rules where lines may break.
    """
    measure, margin = _place(width, look.measure)
    if look.linear:
        measure, margin = min(look.measure, width), 0
    page = Page([], [])
    blank = to_text([])
    for row in _lay_article(reading, look, measure, width, now, language, True):
        page.parts.append(row.part)
        if not row.line:
            page.lines.append(blank)
            continue
        shift = margin if not row.wide else min(margin, max(0, width - row.wide))
        page.lines.append(to_text(strip_end([(" " * shift, ""), *row.line])))
    return page


def render_footer(text: str, *, width: int, measure: int = 72, linear: bool = False) -> "list[Text]":
    """Return the line below a page of an article, set to the right edge of its text; in parts if it is too long.

    `linear`: each part in a line of its own, at the left.
    """
    if linear:
        return [to_text(row) for line in speak_parts(text) for row in wrap_runs(line, width)]
    measure, margin = _place(width, measure)
    lines = [text] if count_cells(text) <= measure else text.split(" · ")
    rows = [row for line in lines for row in wrap_runs([(clean_line(line), SECONDARY)], measure)]
    if len(rows) > 1:
        return [to_text([(" " * margin, ""), *row]) for row in rows]
    return [to_text([(" " * (margin + measure - count_cells(text)), ""), *row]) for row in rows]


def _place(width: int, measure: int) -> tuple[int, int]:
    """Return how wide the text is on a screen of `width` columns, and its left margin."""
    margin = 1 if width >= 40 else 0
    measure = max(1, min(measure, width - 2 * margin))
    return measure, (width - measure) // 2


def plain_article(reading: Reading, *, look: Look, now: datetime, language: str, since: int = 0) -> list[str]:
    """Return the same lines for a pipe: no styles, no margin, no trailing spaces. `since`: the first paragraph."""
    rows = list(_lay_article(reading, look, look.measure, look.measure, now, language, False))
    lines = [to_plain(row.line).rstrip(" ") for row in rows]
    if not since:
        return lines
    from gazette_cli.render.progress import leave_out

    return list(leave_out(lines, [row.part for row in rows], since))


def _lay_article(
    reading: Reading, look: Look, measure: int, wide: int, now: datetime, language: str, styled: bool
) -> Iterator[Row]:
    if look.linear:
        from gazette_cli.render.linear import lay_linear

        yield from lay_linear(reading, look, measure=measure, now=now, language=language)
        return
    article = reading.article
    for line in lay_masthead(reading, measure=measure, linear=False, now=now, language=language):
        yield Row(line)
    yield Row([])
    numbers = Numbers(reading.links, article.url, hyperlinks=look.hyperlinks)
    parts = 0
    for row in lay_blocks(reading, look=look, measure=measure, wide=wide, numbers=numbers, styled=styled):
        parts = row.part + 1
        yield row
    if not parts:
        yield Row([("(no text)", SECONDARY)])
    for line in lay_endmatter(reading, measure=measure, whole=not styled, hyperlinks=look.hyperlinks):
        yield Row(line, 0, parts)
