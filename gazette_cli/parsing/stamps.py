"""Moments that programs state to one another: seconds since 1970, days without signs, and what feeds are dated by.

The last are the common forms of RFC 3339 and RFC 2822, read in less than half the time that moments.py takes; what is
not quite in form is left to it.
"""

import re
from datetime import UTC, datetime, timedelta, timezone

from gazette_cli.models import DATED_DAY, DATED_TIME
from gazette_cli.parsing.dates import Stated

_SECONDS = re.compile(r"(1\d{9})(?:\d{3}|\.\d{1,9})?")  # 2001 to 2033, perhaps in milliseconds
_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_ZONE = r"(?:(Z|GMT|UTC)|([+-])(0\d|1[0-3]):?(00|15|30|45))"
_RFC3339 = re.compile(
    rf"([12]\d{{3}})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{{1,30}}))?{_ZONE}", re.ASCII
)
_RFC2822 = re.compile(
    rf"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?(\d\d?) (\w{{3}}) ([12]\d{{3}}) (\d\d):(\d\d):(\d\d) {_ZONE}",
    re.ASCII,
)
_MONTHS = {
    name: str(month)
    for month, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}


def read_stamp(text: str) -> Stated | None:
    """Return the moment that `text` is in a program's own form, or None for any other text and an impossible one."""
    try:
        if match := _RFC2822.fullmatch(text):
            day, name, year, hour, minute, second, *zone = match.groups()
            month, part = _MONTHS.get(name, ""), ""
        elif match := _RFC3339.fullmatch(text):
            year, month, day, hour, minute, second, part, *zone = match.groups()
        else:
            return _read_number(text)
        micro = int(part[:6].ljust(6, "0")) if part else 0
        when = datetime(
            int(year), int(month), int(day), int(hour), int(minute), int(second), micro, _read_zone(*zone)
        )
        return Stated(when, DATED_TIME)
    except ValueError:
        return None


def _read_zone(utc: str | None, sign: str, hours: str, minutes: str) -> timezone:
    if utc:
        return UTC
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(offset if sign == "+" else -offset)


def _read_number(text: str) -> Stated | None:
    if not text[:8].isdecimal():
        return None
    if match := _SECONDS.fullmatch(text):
        return Stated(datetime.fromtimestamp(int(match[1]), UTC), DATED_TIME)
    if match := _DAY.fullmatch(text):
        try:
            return Stated(datetime(int(match[1]), int(match[2]), int(match[3])), DATED_DAY)
        except ValueError:
            return None
    return None
