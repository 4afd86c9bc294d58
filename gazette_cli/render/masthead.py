"""The head of an article's page, always of one shape: where it is from, how long it is, its headline, when and by whom.

What is not known leaves no hole. On a narrow screen lines break between the parts, and within one only if they must.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime

from gazette_cli.models import DATED_FILE, Article, Content, Reading
from gazette_cli.render.cells import count_cells
from gazette_cli.render.columns import format_count
from gazette_cli.render.dates import is_guessed, long_date, relative_date
from gazette_cli.render.sentences import join_words, speak
from gazette_cli.render.style import SECONDARY, Line, clean_runs
from gazette_cli.render.wrap import is_french, wrap_runs
from gazette_cli.text import clean_line

_RULE = 40


def lay_masthead(
    reading: Reading, *, measure: int, linear: bool, now: datetime, language: str
) -> Iterator[Line]:
    """Yield the head, at most `measure` cells wide. `linear`: in sentences, without columns and rule.

    `now` is aware; `language` is that of the dates.
    """
    article, content = reading.article, reading.content
    french = is_french(article.language)
    headline = _mark_title(reading) or [("(untitled)", SECONDARY)]
    dated = _tell_date(article, now, language)
    author, extent = clean_line(article.author or ""), _tell_extent(content)
    tags = [name for tag in article.tags if (name := clean_line(tag))]
    if linear:
        length = join_words(_count_minutes(article, "minute"), _count_words(article))
        if top := speak(join_words(*_tell_origin(article)), length):
            yield from wrap_runs(top, measure, french=french)
            yield []
        yield from wrap_runs([("Headline: ", SECONDARY), *headline], measure, french=french)
        yield []
        tagged = f"Tagged {join_words(*tags)}" if tags else ""
        if said := speak(join_words(*dated), f"By {author}" if author else "", extent.capitalize(), tagged):
            yield from wrap_runs(said, measure, french=french)
        return
    if any(_tell_origin(article)) or article.words:
        yield from _lay_top(article, measure, french)
        yield []
    yield from wrap_runs(headline, measure, french=french)
    yield []
    yield from _flow_parts([*dated, author, extent], measure, french)
    yield from _flow_parts([f"#{tag}" for tag in tags], measure, french)
    yield [("─" * min(_RULE, measure), SECONDARY)]


def _mark_title(reading: Reading) -> Line:
    if reading.matcher is None:
        return clean_runs([(reading.article.title, "bold")])
    from gazette_cli.render.matches import Marker

    return Marker(reading.matcher, reading.article.language).mark_title(reading.article.title, "bold")


def _lay_top(article: Article, measure: int, french: bool) -> Iterator[Line]:
    """Yield source and place on the left, minutes and words on the right; below one another where they don't fit."""
    origin, length = (
        _join(*_tell_origin(article)),
        _join(_count_minutes(article, "min"), _count_words(article)),
    )
    space = measure - count_cells(origin) - len(length)
    if not origin or not length or space >= 2:
        yield [(origin + (" " * max(0, space) + length if length else ""), SECONDARY)]
    else:
        yield from wrap_runs([(origin, SECONDARY)], measure, french=french)
        yield from wrap_runs([(length, SECONDARY)], measure)


def _tell_origin(article: Article) -> tuple[str, str]:
    return clean_line(article.source), clean_line(article.place or "")


def _count_minutes(article: Article, unit: str) -> str:
    """Return "2 min", or "2 minutes"; "" for an article without text."""
    minutes = max(1, article.minutes)
    return f"{minutes} {unit}{'s' * (unit != 'min' and minutes != 1)}" if article.words else ""


def _count_words(article: Article) -> str:
    return f"{format_count(article.words)} word{'s' * (article.words != 1)}" if article.words else ""


def _tell_date(article: Article, now: datetime, language: str) -> list[str]:
    dated = [
        long_date(article.published, article.dated, language),
        relative_date(article.published, article.dated, now, language),
    ]
    if article.published and is_guessed(article.dated):
        dated.append("the file's date" if article.dated == DATED_FILE else "when first seen")
    return dated


def _tell_extent(content: Content) -> str:
    """Return whether the text was fetched from the article's page, or is what the feed gave of it."""
    return "full text" if content.full_text else "summary only" if content.summary_only else ""


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
