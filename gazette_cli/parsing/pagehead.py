"""Reads the head of a news page that was saved as text: masthead, headline, dates, byline, in whatever order.

What is recognised is consumed; every other line stays in the article. A page is known to be one by a date line, by its
headline repeated (as the title and caption of its picture), by a byline, or by chrome; without any of them a text is
just a text.
"""

import re
from typing import NamedTuple

from gazette_cli.parsing.bylines import (
    LONGEST_DATE_LINE,
    Byline,
    DateLine,
    read_byline,
    read_date_line,
    read_name,
    read_opening,
)
from gazette_cli.parsing.chrome import is_chrome, is_menu
from gazette_cli.parsing.mastheads import (
    LONGEST_MASTHEAD,
    MOST_REPEATS,
    choose_title,
    find_repeated,
    is_kicker,
    is_paragraph,
    may_be_masthead,
    repeats_title,
)
from gazette_cli.parsing.moments import Found
from gazette_cli.parsing.paragraphs import Line

_DEEPEST_HEAD = 20  # lines
_DEEPEST_DATE = 6  # lines after a first paragraph (a standfirst) in which the date may still come

_YEAR = re.compile(r"\d{4}")
_URL = re.compile(r"https?://[^\s<>\"]{4,2000}")
_HOME = re.compile(
    r"\s(?:[-–|]\s(?:back to home(?:page)?|home(?:page)?|accueil|(?:retour à la )?page d['’]accueil)|logo)$",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"\d{1,2}\s?(?:mn|min)\.?")
_ROLE = re.compile(
    r"\b(?:correspondante?|correspondent|reporter|editor|journaliste|rédact(?:eur|rice)|envoyée? spéciale?|columnist"
    r"|chroniqueu(?:r|se)|analyst|writer)\b|^(?:role|rôle|fonction)[,:]\s",
    re.IGNORECASE,
)


class Head(NamedTuple):
    """What the head of a page states. `used`: the indexes of the lines that are no part of the text any more.

    `is_page` tells a page from a text without structure; `title` is None where no line can be one.
    """

    title: str | None
    publication: str | None
    published: Found | None
    updated: Found | None
    byline: Byline
    impossible: str | None
    url: str | None
    used: frozenset[int]
    is_page: bool


def read_head(lines: list[Line], language: str | None) -> Head:
    """Read the head of a page from its lines (not empty). `language` decides what NN/NN/YYYY means."""
    texts = [line.text for line in lines[:_DEEPEST_HEAD]]
    end = next((n for n, text in enumerate(texts) if is_paragraph(text) and not is_chrome(text)), len(texts))
    dates = _find_dates(lines, texts, end, language)
    skipped = {n for n in range(end) if n not in dates and is_chrome(texts[n])}
    if dates:
        skipped |= {
            n
            for n in range(max(dates) + 1, min(max(end, max(dates) + 3), len(texts)))
            if _MINUTES.fullmatch(texts[n])
        }
    url = next((n for n in range(end) if dates and _URL.fullmatch(texts[n])), None)
    plain = [n for n in range(end) if n not in dates and n not in skipped and n != url]
    # Without a date or a paragraph what is said twice may be a song's refrain.
    repeated = find_repeated(texts, plain) if dates or end < len(texts) else None
    title, title_lines, masthead = repeated or (None, (), None)
    # What opens the first paragraph stays in it.
    opening = read_opening(lines[end].text, language) if end < len(lines) else None
    openings = [opening] if opening is not None else []
    # A standfirst may come before the byline; the date tells how far the head goes.
    below = range(end + 1, min(max(dates) + 2, len(texts))) if dates and max(dates) > end else ()
    bylines = {
        n: found
        for n in (*plain[1:], *below)
        if n not in title_lines and n not in dates and (found := read_byline(texts[n])) is not None
    }
    is_page = bool(
        dates
        or title_lines
        or bylines
        or openings
        or skipped
        or any(is_chrome(line.text) for line in lines[-4:])
    )
    if not title_lines:
        plain = [n for n in plain if n not in bylines]
        title_lines, masthead_line, below_menu = choose_title(
            texts, lines, plain, min((*dates, *bylines), default=end), end, is_page
        )
        if title_lines:
            title = " ".join(texts[n] for n in title_lines)
        masthead = texts[masthead_line] if masthead_line is not None else None
        used = {*title_lines, *([] if masthead_line is None else [masthead_line])}
        if below_menu:
            used |= {n for n in plain if n < title_lines[0] and len(texts[n]) <= LONGEST_MASTHEAD}
    else:
        used = set(title_lines)
        above = [n for n in plain if n < min(title_lines)]
        if above and may_be_masthead(texts[above[0]]) and masthead is None:
            masthead = texts[above[0]]
        # What stands above a headline that is certain is the page's: its name, its section, its slogan.
        used |= {n for n in above if len(texts[n]) <= LONGEST_MASTHEAD or is_menu(texts[n])}
    if title is not None and is_page:
        used |= _find_repetitions(texts, plain, title, masthead, used)
        top = min(title_lines)
        used |= {
            n for n in plain if n < top and (is_menu(texts[n]) or (masthead and is_kicker(texts[n], title)))
        }
    stated = [*dates.values(), *([] if dates else openings)]
    byline = _settle_byline(texts, lines, dates, bylines, used, end, openings)
    return Head(
        title,
        _HOME.sub("", masthead) if masthead else None,
        next((date.published for date in stated if date.published), None),
        next((date.updated for date in stated if date.updated), None),
        byline,
        next((date.impossible for date in stated if date.impossible), None),
        texts[url] if url is not None else None,
        frozenset(used | skipped | set(dates) | ({url} if url is not None else set())),
        is_page,
    )


def _find_repetitions(
    texts: list[str], plain: list[int], title: str, masthead: str | None, used: set[int]
) -> set[int]:
    """Return the lines that say the headline again, before the article's own lines begin."""
    found: set[int] = set()
    others = 0
    for n in plain:
        if n in used:
            continue
        if repeats_title(texts[n], title, masthead):
            found.add(n)
        else:
            others += n > max(used)
            if others > 2:
                break
    # What is said all the time is no headline's repetition.
    return found if len(found) <= MOST_REPEATS else set()


def _find_dates(lines: list[Line], texts: list[str], end: int, language: str | None) -> dict[int, DateLine]:
    """Return the date lines of the head by index."""
    dates: dict[int, DateLine] = {}
    for n in range(min(len(texts), end + _DEEPEST_DATE)):
        if len(texts[n]) > LONGEST_DATE_LINE or _YEAR.search(texts[n]) is None:
            continue
        if (found := read_date_line(texts[n], language)) is None:
            continue
        if found.firm or n < end:
            dates[n] = found
    if any(not date.firm for date in dates.values()):
        # Days that stand over paragraphs all the way down are a chronicle's subheadings.
        first = dates[min(dates)]
        others = any(
            _is_bare_day(line.text, language, first) for n, line in enumerate(lines[:400]) if n > min(dates)
        )
        if others:
            dates = {n: date for n, date in dates.items() if date.firm}
    return dates


def _is_bare_day(text: str, language: str | None, first: DateLine) -> bool:
    """Tell whether a line is a day and nothing else, and another day than that of the head."""
    if len(text) > 40 or _YEAR.search(text) is None:
        return False
    found = read_date_line(text, language)
    if found is None or found.firm:
        return False
    return (
        found.published is None
        or first.published is None
        or found.published.when.date() != first.published.when.date()
    )


def _settle_byline(
    texts: list[str],
    lines: list[Line],
    dates: dict[int, DateLine],
    bylines: dict[int, Byline],
    used: set[int],
    end: int,
    openings: list[DateLine],
) -> Byline:
    """Return author and place from every line that states either, and add those lines to `used`."""
    author = place = None
    found = [(n, byline) for n, byline in bylines.items() if n not in used]
    signed = [
        (n, named)
        for n in range(1, min(end, len(texts)) - 1)
        if n not in used
        and n not in bylines
        and lines[n + 1].joined
        and _is_role(texts[n + 1])
        and (named := read_name(texts[n])) is not None
    ]
    # The agency of a picture is named without a word: a person with a role is surer.
    found = signed[:1] + found
    if not found:
        beside = {
            m for n in dates for m in (n - 1, n + 1) if 0 < m < end and m not in used and m not in dates
        }
        found = [(n, named) for n in sorted(beside) if (named := read_name(texts[n])) is not None][:1]
    for n, byline in found[:3]:
        author, place = author or byline.author, place or byline.place
        used.add(n)
        if n + 1 < end and lines[n + 1].joined and _is_role(texts[n + 1]):
            used.add(n + 1)
    for date in (*dates.values(), *openings):
        if date.byline is not None:
            author, place = author or date.byline.author, place or date.byline.place
    return Byline(author, place)


def _is_role(text: str) -> bool:
    return (
        len(text) <= 60 and text.count(" ") <= 6 and not text.endswith(".") and _ROLE.search(text) is not None
    )
