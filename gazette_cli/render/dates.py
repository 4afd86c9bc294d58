"""Dates as a person reads them, in French or English (any other language gets English)."""

from datetime import datetime

from gazette_cli.models import DATED_DAY, DATED_FILE, DATED_SEEN
from gazette_cli.render.wrap import is_french

_SHORT = {
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}
_LONG = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
_UNITS = {
    "fr": "minute heure jour semaine mois an",
    "en": "minute hour day week month year",
}


def short_date(
    published: datetime | None, dated: str, now: datetime, language: str, *, narrow: bool = False
) -> str:
    """Return a date for a column, at most 15 cells: "5 min", "2 h", "hier", "14 sept.", "14 sept. 2023".

    Both times are aware. A date that the article does not state itself begins with "~"; None is "". In a
    `narrow` column the date of another year is its month: "sept. 2023".
    """
    if published is None:
        return ""
    return ("~" if is_guessed(dated) else "") + _shorten(published, dated, now, language, narrow)


def is_guessed(dated: str) -> bool:
    """Tell whether a date is the file's or the time the article was first seen, and not its own."""
    return dated in (DATED_FILE, DATED_SEEN)


def _shorten(published: datetime, dated: str, now: datetime, language: str, narrow: bool) -> str:
    local = _move(published, now, dated)
    days = now.date().toordinal() - local.date().toordinal()
    french = is_french(language)
    if dated == DATED_DAY:
        if days == 0:
            return "aujourd’hui" if french else "today"
    else:
        minutes = (now - published).total_seconds() // 60
        if -2 <= minutes < 1:
            return "<1 min"
        if 0 <= minutes < 60:
            return f"{minutes:.0f} min"
        if 0 <= minutes < 24 * 60 and (days == 0 or minutes < 12 * 60):
            return f"{minutes // 60:.0f} h"
    if days == 1:
        return "hier" if french else "yesterday"
    day = _name_day(local, _SHORT, language)
    if local.year == now.year:
        return day
    return f"{day.split()[-1] if narrow else day} {local.year}"


def _move(published: datetime, now: datetime, dated: str) -> datetime:
    """Return `published` on the reader's clock; a day alone is the same day everywhere."""
    if dated == DATED_DAY:
        return published
    try:
        return published.astimezone(now.tzinfo)
    except (OverflowError, ValueError):
        return published


def _name_day(date: datetime, months: dict[str, str], language: str) -> str:
    french = is_french(language)
    month = months["fr" if french else "en"].split()[date.month - 1]
    return f"1er {month}" if french and date.day == 1 else f"{date.day} {month}"


def long_date(published: datetime | None, dated: str, language: str) -> str:
    """Return "14 septembre 2023, 22:35 (UTC+01:00)", in its own offset; a day alone has no time."""
    if published is None:
        return ""
    day = f"{_name_day(published, _LONG, language)} {published.year}"
    if dated == DATED_DAY:
        return day
    offset = f"{published:%z}"
    zone = f" (UTC{offset[:3]}:{offset[3:5]})" if offset.strip("+-0") else " (UTC)" if offset else ""
    return f"{day}, {published:%H:%M}{zone}"


def relative_date(published: datetime | None, dated: str, now: datetime, language: str) -> str:
    """Return how long ago that is: "il y a 3 ans", "3 years ago", "hier", "in 2 days"; None is ""."""
    if published is None:
        return ""
    french = is_french(language)
    local = _move(published, now, dated)
    days = now.date().toordinal() - local.date().toordinal()
    minutes = int((now - published).total_seconds() // 60)
    if dated == DATED_DAY:
        minutes = days * 24 * 60
    if dated == DATED_DAY and days == 0:
        return "aujourd’hui" if french else "today"
    if dated != DATED_DAY and abs(minutes) < 12 * 60:
        if -2 <= minutes < 1:
            return "à l’instant" if french else "just now"
        if abs(minutes) < 60:
            return _count(minutes, 0, french)
        return _count(_towards_zero(minutes, 60), 1, french)
    if days == 0:
        return _count(_towards_zero(minutes, 60), 1, french)
    if days == 1:
        return "hier" if french else "yesterday"
    if abs(days) < 14:
        return _count(days, 2, french)
    months = (now.year - local.year) * 12 + now.month - local.month
    if months > 0 and now.day < local.day:
        months -= 1
    elif months < 0 and now.day > local.day:
        months += 1
    if abs(months) < 2:
        return _count(_towards_zero(days, 7), 3, french)
    if abs(months) < 12:
        return _count(months, 4, french)
    return _count(_towards_zero(months, 12), 5, french)


def told_date(published: datetime | None, dated: str, now: datetime, language: str) -> str:
    """Return a date for the ear, without abbreviations: "2 hours ago", after two weeks "14 September 2023".

    A date that the article does not state itself says whose it is. None is "".
    """
    if published is None:
        return ""
    local = _move(published, now, dated)
    if abs(now.date().toordinal() - local.date().toordinal()) < 14:
        date = relative_date(published, dated, now, language)
    else:
        date = _name_day(local, _LONG, language) + (f" {local.year}" if local.year != now.year else "")
    if dated == DATED_FILE:
        return f"{date}, the file's date"
    return f"first seen {date}" if dated == DATED_SEEN else date


def _towards_zero(number: int, divisor: int) -> int:
    return number // divisor if number >= 0 else -(-number // divisor)


def _count(number: int, unit: int, french: bool) -> str:
    name = _UNITS["fr" if french else "en"].split()[unit]
    many = abs(number) >= 2 if french else abs(number) != 1
    plural = "s" if many and not name.endswith("s") else ""
    words = f"{abs(number)} {name}{plural}"
    if french:
        return f"il y a {words}" if number >= 0 else f"dans {words}"
    return f"{words} ago" if number >= 0 else f"in {words}"


def stamp_date(published: datetime | None, dated: str) -> str:
    """Return RFC 3339 to the minute with the offset, for programs; "~" before one not the article's own."""
    if published is None:
        return ""
    return ("~" if is_guessed(dated) else "") + published.isoformat(timespec="minutes")
