"""Moments that programs state to one another: seconds since 1970, and days without signs."""

import re
from datetime import UTC, datetime

from gazette_cli.models import DATED_DAY, DATED_TIME
from gazette_cli.parsing.dates import Stated

_SECONDS = re.compile(r"(1\d{9})(?:\d{3}|\.\d{1,9})?")  # 2001 to 2033, perhaps in milliseconds
_DAY = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")


def read_stamp(text: str) -> Stated | None:
    """Return the moment that `text` is the number of (Unix time, or YYYYMMDD), or None."""
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
