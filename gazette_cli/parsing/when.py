"""Reads the spans of time that a person types after --since and --until, or since: and until: in a query."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta

from gazette_cli.errors import UsageError
from gazette_cli.models import DATED_TIME
from gazette_cli.parsing.moments import ImpossibleDate, find_date
from gazette_cli.parsing.months import MONTH, WEEKDAYS, read_month

_FORMS = "write 2d, 3h, 1w, yesterday, hier, monday, 2026-09-01, 2026-09, 14 sept. 2023"
_LONGEST = 100  # characters

_DAYS = {
    "today": 0, "aujourd'hui": 0, "aujourdhui": 0, "yesterday": -1, "hier": -1, "avant-hier": -2, "avant hier": -2,
    "the day before yesterday": -2, "day before yesterday": -2, "tomorrow": 1, "demain": 1,
}  # fmt: skip
_UNITS = {
    "s": "s", "sec": "s", "secs": "s", "second": "s", "seconde": "s",
    "min": "min", "mins": "min", "mn": "min", "minute": "min",
    "h": "h", "hr": "h", "hrs": "h", "hour": "h", "heure": "h",
    "d": "d", "day": "d", "j": "d", "jr": "d", "jrs": "d", "jour": "d",
    "w": "w", "wk": "w", "wks": "w", "week": "w", "sem": "w", "semaine": "w",
    "mo": "mo", "mos": "mo", "mth": "mo", "month": "mo", "mois": "mo",
    "y": "y", "yr": "y", "yrs": "y", "year": "y", "a": "y", "an": "y", "annee": "y",
}  # fmt: skip
_NUMBERS = {
    "a": 1, "an": 1, "one": 1, "un": 1, "une": 1, "two": 2, "deux": 2, "three": 3, "trois": 3, "four": 4, "quatre": 4,
    "five": 5, "cinq": 5, "six": 6, "seven": 7, "sept": 7,
}  # fmt: skip


def parse_when(text: str, now: datetime) -> tuple[datetime, datetime]:
    """Return the half-open span [start, end) that `text` means, in the zone of `now` (aware).

    A day, a month, a year, a week is meant whole; "2d" or a time of day is an instant: both ends are equal. Days,
    weeks, months and years are counted on the calendar's wall clock, hours and less on the real one. A weekday is
    the last one there was, today included. Raises UsageError, whose hint lists the forms.
    """
    plain = _simplify(text)
    try:
        span = _read_span(plain, now) if 0 < len(plain) <= _LONGEST else None
        if span is not None:
            span[0].timestamp(), span[1].timestamp()
            return span
    except ImpossibleDate as exc:
        raise UsageError(f"there is no such date: {exc.text}", _FORMS) from exc
    except (OverflowError, ValueError, OSError) as exc:
        raise UsageError(f"{_show(text)} is too far from today", _FORMS) from exc
    if re.fullmatch(r"\d+ ?m", plain):
        number = plain[:-1].strip()
        raise UsageError(f"{_show(text)} could be months or minutes", f"write {number}mo or {number}min")
    raise UsageError(f"{_show(text)} is not a date", _FORMS)


def _simplify(text: str) -> str:
    """Lower case, no accents, straight apostrophes, single spaces."""
    parts = unicodedata.normalize("NFKD", text[: 4 * _LONGEST].replace("’", "'").lower())
    return " ".join("".join(c for c in parts if not unicodedata.combining(c)).split())


def _show(text: str) -> str:
    short = " ".join(text.split())
    return f"“{short if len(short) <= 60 else short[:59] + '…'}”"


def _read_span(plain: str, now: datetime) -> tuple[datetime, datetime] | None:
    if plain in ("now", "maintenant"):
        return now, now
    if plain in _DAYS:
        return _span_days(_midnight(now) + timedelta(days=_DAYS[plain]), 1)
    return (
        _read_weekday(plain, now)
        or _read_period(plain, now)
        or _read_ago(plain, now)
        or _read_month(plain, now)
        or _read_date(plain, now)
    )


def _read_ago(plain: str, now: datetime) -> tuple[datetime, datetime] | None:
    match = re.fullmatch(
        r"(?:il y a |depuis |-)?(?:(?:the )?last |past |(?:les |ces )(?=\d))?(\d{1,7}|[a-z]+)"
        r"(?: ?derni\w+)? ?([a-z]+)(?: ago| derni\w+)?",
        plain,
    )
    if match is None:
        return None
    unit = _UNITS.get(match[2]) or _UNITS.get(match[2].removesuffix("s"))
    count = int(match[1]) if match[1].isdecimal() else _NUMBERS.get(match[1])
    if unit is None or count is None:
        return None
    if unit in ("mo", "y"):
        moment = _shift_months(now, -count * (12 if unit == "y" else 1))
    elif unit in ("d", "w"):
        moment = now - timedelta(days=count * (7 if unit == "w" else 1))
    else:
        seconds = count * {"s": 1, "min": 60, "h": 3600}[unit]
        moment = (now.astimezone(UTC) - timedelta(seconds=seconds)).astimezone(now.tzinfo)
    return moment, moment


def _read_weekday(plain: str, now: datetime) -> tuple[datetime, datetime] | None:
    match = re.fullmatch(r"(last |since |on |le |depuis )?([a-z]+)\.?( dernier| passe| last)?", plain)
    if match is None or match[2] not in WEEKDAYS:
        return None
    back = (now.weekday() - WEEKDAYS[match[2]]) % 7
    if back == 0 and (match[1] == "last " or match[3]):
        back = 7
    return _span_days(_midnight(now) - timedelta(days=back), 1)


def _read_period(plain: str, now: datetime) -> tuple[datetime, datetime] | None:
    match = re.fullmatch(
        r"(?:(this|last|cette|cet|ce|le|la|l') ?)?(week|semaine|month|mois|year|annee|an)( derniere?| passee?)?",
        plain,
    )
    if match is None or not (match[1] in ("this", "last", "cette", "cet", "ce") or match[3]):
        return None
    before = match[1] == "last" or match[3] is not None
    today = _midnight(now)
    if match[2] in ("week", "semaine"):
        return _span_days(today - timedelta(days=today.weekday() + (7 if before else 0)), 7)
    if match[2] in ("month", "mois"):
        return _span_months(_shift_months(today.replace(day=1), -1 if before else 0), 1)
    return _span_months(today.replace(year=today.year - before, month=1, day=1), 12)


def _read_month(plain: str, now: datetime) -> tuple[datetime, datetime] | None:
    """A year, a month of a year, or, the last one that began, a month or a day of one without its year."""
    first = _midnight(now).replace(month=1, day=1)
    if match := re.fullmatch(r"(?:en |in )?(\d{4})", plain):
        return _span_months(first.replace(year=int(match[1])), 12)
    if (match := re.fullmatch(r"(\d{4})[-/.](\d{1,2})", plain)) or (
        match := re.fullmatch(r"(?P<month>\d{1,2})[-/.](?P<year>\d{4})", plain)
    ):
        year, month = (match[2], match[1]) if match.re.groupindex else (match[1], match[2])
        if not 1 <= int(month) <= 12:
            raise ImpossibleDate(plain, 0, len(plain))
        return _span_months(first.replace(year=int(year), month=int(month)), 1)
    match = re.fullmatch(
        rf"(?:le |the |en |in )?(?:(\d{{1,2}})(?:er|st|nd|rd|th)? ?)?({MONTH})\.?,?"
        r"(?: (\d{1,2})(?:st|nd|rd|th)?)?(?: (\d{4}))?",
        plain,
    )
    if match is None or (match[1] and match[3]) or ((match[1] or match[3]) and match[4]):
        return None
    start = first.replace(month=read_month(match[2]))
    if match[4]:
        return _span_months(start.replace(year=int(match[4])), 1)
    if match[1] or match[3]:
        return _span_days(_find_last_day(start, int(match[1] or match[3]), now, plain), 1)
    return _span_months(start.replace(year=start.year - (start > now)), 1)


def _find_last_day(month: datetime, day: int, now: datetime, plain: str) -> datetime:
    for year in range(now.year, now.year - 9, -1):
        try:
            moment = month.replace(year=year, day=day)
        except ValueError:
            continue
        if moment <= now:
            return moment
    raise ImpossibleDate(plain, 0, len(plain))


def _read_date(plain: str, now: datetime) -> tuple[datetime, datetime] | None:
    text = re.sub(r"(?<=\d)t(?=\d)", "T", plain)
    text = re.sub(r"(?<=[ \d])([a-z]{2,4}|z)$", lambda zone: zone[0].upper(), text)
    found = find_date(text)
    if found is None:
        return None
    rest = (text[: found.start] + text[found.end :]).split()
    if any(word.strip(".,").lower() not in (*WEEKDAYS, "le", "the", "on", "") for word in rest):
        return None
    if found.dated == DATED_TIME:
        when = found.when
        when = when.replace(tzinfo=now.tzinfo) if when.tzinfo is None else when.astimezone(now.tzinfo)
        return when, when
    return _span_days(found.when.replace(tzinfo=now.tzinfo), 1)


def _midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def _span_days(start: datetime, days: int) -> tuple[datetime, datetime]:
    return start, start + timedelta(days=days)


def _span_months(start: datetime, months: int) -> tuple[datetime, datetime]:
    return start, _shift_months(start, months)


def _shift_months(moment: datetime, months: int) -> datetime:
    """The same day of another month, or its last day where it has no such day."""
    count = moment.year * 12 + moment.month - 1 + months
    first = moment.replace(year=count // 12, month=count % 12 + 1, day=1)
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(moment.day, last.day))
