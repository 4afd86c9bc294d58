"""The page of an article: a header of fixed shape, the text at a comfortable measure, links at the end."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.models import DATED_FILE, Article, Enclosure, Reading
from gazette_cli.render.cells import count_cells
from gazette_cli.render.columns import format_count
from gazette_cli.render.dates import is_guessed, long_date, relative_date
from gazette_cli.render.layout import Numbers, Row, lay_blocks
from gazette_cli.render.look import Look
from gazette_cli.render.style import SECONDARY, Line, Run, clean_runs, strip_end, to_plain, to_text
from gazette_cli.render.wrap import is_french, wrap_runs
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text

_RULE = 40


class Page(NamedTuple):
    """An article as lines on a screen. `parts`: for each line the number of its paragraph (blocks.walk_leaves), -1 in
    the header; below the text, how many there are."""

    lines: "list[Text]"
    parts: list[int]


def render_article(reading: Reading, *, look: Look, width: int, now: datetime, language: str) -> Page:
    """Return the page of an article for a terminal of `width` columns (20 or more), left margin included.

    The text is `look.measure` cells wide at most and stands in the middle. No line is wider than `width` but
    one of code, which is never broken. `now` is aware; `language` is that of the dates, the article's own
    rules where lines may break.
    """
    measure, margin = _place(width, look.measure)
    page = Page([], [])
    for row in _lay_article(reading, look, measure, width, now, language):
        shift = margin if not row.wide else min(margin, max(0, width - row.wide))
        page.lines.append(to_text(strip_end([(" " * shift, ""), *row.line])))
        page.parts.append(row.part)
    return page


def render_footer(text: str, *, width: int, measure: int = 72) -> "list[Text]":
    """Return the line below a page of an article, set to the right edge of its text; in parts if it is too long."""
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


def plain_article(reading: Reading, *, look: Look, now: datetime, language: str) -> list[str]:
    """Return the same lines for a pipe: no styles, no margin, no trailing spaces."""
    rows = _lay_article(reading, look, look.measure, look.measure, now, language)
    return [to_plain(row.line).rstrip(" ") for row in rows]


def _lay_article(
    reading: Reading, look: Look, measure: int, wide: int, now: datetime, language: str
) -> Iterator[Row]:
    article = reading.article
    french = is_french(article.language)
    for line in _lay_header(article, measure, now, language, french):
        yield Row(line)
    yield Row([])
    numbers = Numbers(reading.links)
    parts = 0
    for row in lay_blocks(reading.blocks, measure=measure, wide=wide, french=french, numbers=numbers):
        parts = row.part + 1
        yield row
    if not parts:
        yield Row([("(no text)", SECONDARY)])
    for line in _lay_ends(reading, measure):
        yield Row(line, 0, parts)


def _lay_header(article: Article, measure: int, now: datetime, language: str, french: bool) -> Iterator[Line]:
    origin = _join(clean_line(article.source), clean_line(article.place or ""))
    words = f"{format_count(article.words)} word{'s' if article.words != 1 else ''}"
    length = _join(f"{max(1, article.minutes)} min", words) if article.words else ""
    space = measure - count_cells(origin) - len(length)
    if not origin or not length or space >= 2:
        yield [(origin + (" " * space + length if length else ""), SECONDARY)]
    else:
        yield from wrap_runs([(origin, SECONDARY)], measure, french=french)
        yield from wrap_runs([(length, SECONDARY)], measure)
    yield []
    headline: Line = clean_runs([(article.title, "bold")]) or [("(untitled)", SECONDARY)]
    yield from wrap_runs(headline, measure, french=french)
    yield []
    dated = [
        long_date(article.published, article.dated, language),
        relative_date(article.published, article.dated, now, language),
    ]
    if article.published and is_guessed(article.dated):
        dated.append("the file's date" if article.dated == DATED_FILE else "when first seen")
    yield from _flow_parts([*dated, clean_line(article.author or "")], measure, french)
    yield from _flow_parts(
        [f"#{clean_line(tag)}" for tag in article.tags if clean_line(tag)], measure, french
    )
    yield [("─" * min(_RULE, measure), SECONDARY)]


def _join(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _flow_parts(parts: Sequence[str], measure: int, french: bool) -> Iterator[Line]:
    """Yield `parts` joined by " · "; a line breaks between two of them, and within one only if it must."""
    line = ""
    for part in parts:
        if not part:
            continue
        if line and count_cells(line) + 3 + count_cells(part) > measure:
            yield from wrap_runs([(line, SECONDARY)], measure, french=french)
            line = ""
        line = _join(line, part)
    if line:
        yield from wrap_runs([(line, SECONDARY)], measure, french=french)


def _lay_ends(reading: Reading, measure: int) -> Iterator[Line]:
    article, content = reading.article, reading.content
    size = len(str(len(reading.links))) + 3
    if reading.links:
        yield []
    for number, url, _ in reading.links:
        yield from _hang(
            (f"[{number}]".ljust(size), SECONDARY), name_address(_resolve(article.url, url)), measure
        )
    if content.enclosures:
        yield []
    for enclosure in content.enclosures:
        alone = content.duration if len(content.enclosures) == 1 else None
        yield from _hang(("+ ", SECONDARY), _describe(enclosure, alone), measure)
    addresses = [article.url, f"comments: {content.comments}" if content.comments else None]
    if any(addresses):
        yield []
    for address in filter(None, addresses):
        yield from wrap_runs([(clean_line(address), SECONDARY)], measure)


def _resolve(base: str | None, url: str) -> str:
    """Return `url` as seen from the page at `base`."""
    if not base or ":" in url.split("/")[0]:
        return url
    from urllib.parse import urljoin

    try:
        return urljoin(base, url)
    except ValueError:
        return url


def _hang(marker: Run, text: str, measure: int) -> Iterator[Line]:
    indent = len(marker[0])
    for number, line in enumerate(wrap_runs([(text, SECONDARY)], max(1, measure - indent))):
        yield [(" " * indent, "") if number else marker, *line]


def name_address(url: str) -> str:
    """Return `url` as a reader knows it: the domain first, without the scheme of the web and a bare slash."""
    url = clean_line(url)
    for scheme in ("https://", "http://"):
        if url.lower().startswith(scheme):
            rest = url[len(scheme) :]
            return rest[:-1] if rest.endswith("/") and rest.count("/") == 1 else rest
    return url


def _describe(enclosure: Enclosure, duration: int | None) -> str:
    size = enclosure.length or 0
    amount = (
        f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, size // 1000)} kB" if size > 0 else ""
    )
    length = _tell_duration(duration) if duration else ""
    details = ", ".join(part for part in (clean_line(enclosure.type or ""), length, amount) if part)
    return clean_line(enclosure.url) + (f" ({details})" if details else "")


def _tell_duration(seconds: int) -> str:
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
