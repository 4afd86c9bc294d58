"""Dates as pages, feeds and people state them, read without a clock: the door to moments.py and when.py."""

import re
import unicodedata
from datetime import datetime
from typing import NamedTuple

from gazette_cli.parsing.moments import ImpossibleDate, find_date
from gazette_cli.parsing.when import parse_when

__all__ = ["ImpossibleDate", "Stated", "parse_date", "parse_when"]

LONGEST_DATE = 300  # characters; what is longer is prose


class Stated(NamedTuple):
    """A date as stated: `when` is naive where no zone is, `dated` is models.DATED_TIME or DATED_DAY."""

    when: datetime
    dated: str


def parse_date(text: str, language: str | None = None) -> Stated | None:
    """Return the first date that `text` states (see moments.py for the forms), or None.

    `language` is a BCP 47 tag, lower case; it decides only what NN/NN/YYYY means. RFC 822's years of two digits
    are read in RFC 822's form alone. Raises ImpossibleDate where the text looks like a date and can't be one.
    """
    text = text.strip()
    if len(text) > LONGEST_DATE:
        return None
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    found = find_date(_widen_year(text), language)
    return None if found is None else Stated(found.when, found.dated)


def _widen_year(text: str) -> str:
    """Give RFC 822's and RFC 850's year of two digits (or three) the century that RFC 2822, 4.3 gives it.

    A weekday or a time tells it from any other number.
    """
    match = re.match(
        r"(?P<day>[A-Za-z]{3,9},?\s+)?(?P<date>\d{1,2}(?P<sign>\s+|-)[A-Za-z]{3}(?P=sign))(?P<year>\d{2,3})"
        r"(?P<time>\s+\d{1,2}:\d\d(?::\d\d)?(?:\s.*)?)?$",
        text,
    )
    if match is None or not (match["day"] or match["time"]):
        return text
    year = int(match["year"]) + (2000 if len(match["year"]) == 2 and int(match["year"]) < 50 else 1900)
    return f"{match['day'] or ''}{match['date']}{year}{match['time'] or ''}"
