"""Finds the date, and the time with it, that a short text states: in ISO 8601, RFC 3339, RFC 2822 or in words.

Read forms (French or English months, whole or short, with or without accents and capitals):
2023-09-14T22:35:00+01:00; 20230914T223500Z; Thu, 14 Sep 2023 22:35:00 GMT; Thu Sep 14 22:35:00 2023;
14 septembre 2023 à 22 h 35; September 14th, 2023 at 10:35 p.m. EDT; 22:35 BST, 14/09/2023; 14.09.2023.
A date has a day, a month and a year of four digits: what states less is not read, and nothing is guessed.
"""

import re
from datetime import date, datetime, timedelta, timezone
from functools import cache
from typing import NamedTuple

from gazette_cli.models import DATED_DAY, DATED_TIME
from gazette_cli.parsing.months import MONTH, SEASONAL, WEEKDAY, ZONES, read_month

_FIRST_YEAR = 1000  # below: a programmer's zero (0001-01-01), or no year at all

_DATE = rf"""
(?<![\w/–-])(?<!\d[.:])(?:
  (?P<y1>\d{{4}})(?P<s1>[-/.])(?P<m1>\d{{1,2}})(?P=s1)(?P<d1>\d{{1,2}})(?=[Tt]\d|(?![\w-]|[/.]\d))
| (?P<y2>\d{{4}})(?P<m2>\d\d)(?P<d2>\d\d)(?=[Tt]\d{{4}})
| (?P<d3>\d{{1,2}})(?:er|st|nd|rd|th|[eè]me|[eo°º])?[\s.-]{{0,3}}(?:(?:of|de)\s{{1,3}})?
  (?P<m3>{MONTH})\.?,?[\s/-]{{0,3}}(?:(?:of|de)\s{{1,3}})?(?P<y3>\d{{4}})(?![\d])
| (?P<m4>{MONTH})\.?[\s-]{{0,3}}(?P<d4>\d{{1,2}})(?:er|st|nd|rd|th)?(?:\s?,\s{{0,3}}|[\s/-]{{1,3}})(?P<y4>\d{{4}})(?!\d)
| (?P<m5>{MONTH})\s{{1,3}}(?P<d5>\d{{1,2}})\s{{1,3}}(?P<t5>\d{{1,2}}:\d\d(?::\d\d)?)
  (?:\s{{1,3}}(?P<z5>[A-Z]{{1,5}}|[+-]\d{{4}}))?\s{{1,3}}(?P<y5>\d{{4}})(?!\d)
| (?P<a6>\d{{1,2}})(?P<s6>[-/.])(?P<b6>\d{{1,2}})(?P=s6)(?P<y6>\d{{4}})(?![\w/-])
)"""

_TIME = r"""(?:
  (?P<h1>\d{1,2})\s?:\s?(?P<n1>\d\d)(?:\s?:\s?(?P<sec>\d\d)(?:[.,](?P<part>\d{1,30}))?)?(?!\d)
| (?P<h2>\d{1,2})\s?h(?:eures?|rs?)?(?:\s?(?P<n2>\d\d)(?:\s?mi?n)?)?(?!\w|\s?(?:de\slecture|ago|read))
| (?P<h3>\d{1,2})(?=\s?[ap]\.?\s?m\b)
| (?P<h4>[01]?\d|2[0-3])\.(?P<n4>[0-5]\d)(?!\s?[\d.%€$£])
| (?P<h5>\d\d)(?P<n5>\d\d)(?P<sec5>\d\d)?(?=\s?(?:hrs?\s?)?(?:GMT|UTC|UT|TU|Z|[A-Z]{2,3}T|[+-]\d\d:?\d\d)\b)
| (?P<noon>midi|noon)\b | (?P<midnight>minuit|midnight)\b
)(?:\s?(?P<half>[ap])\.?\s?m\b\.?)?(?:\s?hrs?\b)?"""

_ZONE = r"""(?:[\s,]{0,3}[(\[]?(?:
  (?P<base>UTC|GMT|UT|TU)?\s?(?P<sign>[+−-])(?P<oh>\d{1,2})(?:[:h.]?(?P<om>\d\d))?(?![\d:])(?:\s?\([A-Za-z ]{1,40}\))?
| (?P<zone>[A-Za-z]{1,4})(?!\w)
)[)\]]?)?"""

_BETWEEN = (
    r"(?:[Tt](?=\d)|[\s,;|·•(–—-]{0,6}(?:(?:(?:published|posted|publié|paru)\s)?(?:at|à|a|@|vers)\s{0,3})?)"
)
_BEFORE_DATE = rf"[)\s,;|·•–—-]{{0,6}}(?:{WEEKDAY}\.?,?\s{{1,3}})?(?:(?:on|le|du)\s{{1,3}})?$"


class Found(NamedTuple):
    """The moment that text[start:end] states. `when` is naive where no zone is stated."""

    when: datetime
    dated: str
    start: int
    end: int


class ImpossibleDate(ValueError):  # noqa: N818 - it names what was read, not a fault of the program
    """A text that looks like a date and can't be one: 31 February, 25:70, an offset of +99:00.

    `text` is the part of it that does, from `start` to `end` of the whole.
    """

    def __init__(self, text: str, start: int, end: int) -> None:
        super().__init__(text)
        self.text = text
        self.start = start
        self.end = end


@cache
def _compile(name: str) -> re.Pattern[str]:
    # On demand: a start that reads "--since 2d" needs none of them.
    pattern = {
        "date": _DATE,
        "after": _BETWEEN + _TIME + _ZONE,
        "before": r"(?<![\w.:])" + _TIME + _ZONE + _BEFORE_DATE,
        "zone": _ZONE,
    }
    return re.compile(pattern[name], re.VERBOSE | re.IGNORECASE)


def find_date(text: str, language: str | None = None, start: int = 0) -> Found | None:
    """Return the first moment that `text` (a line, NFC) states from `start` on, or None.

    NN/NN/YYYY is day first, but month first where `language` is English (and not British and the like), and in
    either case the other way round where only that is possible. Raises ImpossibleDate.
    """
    date_match = _compile("date").search(text, start)
    if date_match is None:
        return None
    begin, end = date_match.span()
    groups = date_match.groupdict()
    parts = _read_day(groups, language)
    if groups["t5"]:
        return _read_asctime(text, date_match, parts)
    time_match = _compile("after").match(text, end)
    if time_match is not None and not _is_time(time_match):
        time_match = None
    if time_match is not None:
        end = time_match.end()
    elif begin > start:
        near = max(start, begin - 60)
        time_match = _compile("before").search(text[near:begin])
        if time_match is not None and not _is_time(time_match):
            time_match = None
        if time_match is not None:
            begin = near + time_match.start()
    try:
        day = _make_day(*parts)
        if time_match is None:
            return Found(day, DATED_DAY, begin, end)
        when, drop = _add_time(day, time_match)
    except (ValueError, OverflowError) as exc:
        stated = text[begin:end].strip(" ,;|·•(–—-")
        raise ImpossibleDate(stated, begin, end) from exc
    return Found(when, DATED_TIME, begin, end - drop)


def _read_day(groups: dict[str, str | None], language: str | None) -> tuple[int, int, int]:
    """Return (year, month, day) as stated, unchecked."""
    if groups["a6"]:
        first, second, year = int(groups["a6"]), int(groups["b6"] or 0), int(groups["y6"] or 0)
        month_first = groups["s6"] != "." and _says_month_first(language)
        if (first if month_first else second) > 12 >= (second if month_first else first):
            month_first = not month_first
        return (year, first, second) if month_first else (year, second, first)
    for n in "12345":
        month = groups[f"m{n}"]
        if month:
            number = int(month) if month.isdecimal() else read_month(month)
            return int(groups[f"y{n}"] or 0), number, int(groups[f"d{n}"] or 0)
    raise AssertionError("the pattern has no other branch")


def _says_month_first(language: str | None) -> bool:
    return language is not None and (language == "en" or language.startswith(("en-us", "en-ca", "en-ph")))


def _make_day(year: int, month: int, day: int) -> datetime:
    if year < _FIRST_YEAR:
        raise ValueError("no year of a publication")
    return datetime(year, month, day)


def _is_time(match: re.Match[str]) -> bool:
    # "22:35-23:40" is a span of hours, and 2235 is a time only before a zone that we know.
    return not (match["h5"] and match["zone"] and _find_zone(match["zone"], date(2000, 1, 1)) is None)


def _add_time(day: datetime, match: re.Match[str]) -> tuple[datetime, int]:
    """Return the moment, and how many characters at the end of the match are no part of it.

    Raises ValueError or OverflowError where there is no such time.
    """
    minutes, seconds, micro = 0, 0, 0
    if match["noon"] or match["midnight"]:
        hours = 12 if match["noon"] else 0
    else:
        hours = int(match["h1"] or match["h2"] or match["h3"] or match["h4"] or match["h5"])
        minutes = int(match["n1"] or match["n2"] or match["n4"] or match["n5"] or 0)
        seconds = int(match["sec"] or match["sec5"] or 0)
        micro = int((match["part"] or "0")[:6].ljust(6, "0"))
        half = (match["half"] or "").lower()
        if half == "p" and hours < 12:
            hours += 12
        elif half == "a" and hours == 12:
            hours = 0
        elif half == "a" and hours > 12:
            raise ValueError("no hour of the morning")
    if (hours, minutes, seconds) == (24, 0, 0):
        day, hours = day + timedelta(days=1), 0
    if seconds == 60:  # a leap second (RFC 3339, 5.6), which datetime has no room for
        seconds = 59
    when = day.replace(hour=hours, minute=minutes, second=seconds, microsecond=micro)
    return _add_zone(when, match)


def _add_zone(when: datetime, match: re.Match[str]) -> tuple[datetime, int]:
    if match["sign"]:
        hours, minutes = int(match["oh"]), int(match["om"] or 0)
        stated_alone = match["base"] is None and match["sign"] != "+" and match[0][:1] not in "Tt"
        if stated_alone and (hours > 14 or minutes % 15):
            return when, match.end() - match.start("sign")
        if hours > 23 or minutes > 59:
            raise ValueError("no such offset")
        offset = timedelta(hours=hours, minutes=minutes)
        return when.replace(tzinfo=timezone(offset if match["sign"] == "+" else -offset)), 0
    if match["zone"]:
        found = _find_zone(match["zone"], when.date())
        if found is not None:
            return when.replace(tzinfo=timezone(timedelta(minutes=found))), 0
        return when, match.end() - match.start("zone")
    return when, 0


def _find_zone(name: str, day: date) -> int | None:
    """Return minutes east of UTC, or None. In small letters only the universal names: "est" is French for is."""
    if not name.isupper() and name.lower() not in ("utc", "gmt", "z"):
        return None
    name = name.upper()
    if name in SEASONAL:
        return SEASONAL[name] + (60 if _is_summer_in_america(day) else 0)
    return ZONES.get(name)


def _is_summer_in_america(day: date) -> bool:
    """Tell whether the clocks of the United States are forward: second Sunday of March to first of November."""
    march, november = date(day.year, 3, 8), date(day.year, 11, 1)
    first = march + timedelta(days=6 - march.weekday())
    last = november + timedelta(days=6 - november.weekday())
    return first <= day < last


def _read_asctime(text: str, match: re.Match[str], parts: tuple[int, int, int]) -> Found:
    clock, zone = match["t5"], match["z5"] or ""
    time_match = _compile("after").match(f"{clock} {zone}".rstrip())
    assert time_match is not None
    try:
        when, _ = _add_time(_make_day(*parts), time_match)
    except (ValueError, OverflowError) as exc:
        raise ImpossibleDate(match[0], *match.span()) from exc
    end = match.end()
    if when.tzinfo is None and (zone_match := _compile("zone").match(text, end)) and zone_match["sign"]:
        # git's and Mastodon's way: "Thu Sep 14 22:35:00 2023 +0100"
        try:
            when, drop = _add_zone(when, zone_match)
        except ValueError as exc:
            raise ImpossibleDate(
                text[match.start() : zone_match.end()], match.start(), zone_match.end()
            ) from exc
        end = zone_match.end() - drop
    return Found(when, DATED_TIME, match.start(), end)
