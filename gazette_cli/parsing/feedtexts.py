"""What the texts of a feed's elements mean: plain or HTML, whose address in a name, whose skipped hours.

Both ways of reading XML feeds (wellformed.py, lenient.py) go by these, so that they come to the same.
"""

import html.entities
import re
from collections.abc import Iterable

from gazette_cli.parsing.drafting import read_url
from gazette_cli.parsing.urls import FETCHED, clean_url, is_absolute, join_url
from gazette_cli.subscription import FeedHead

# The elements that tell a text of HTML from one that speaks of <something> else.
_ELEMENTS = frozenset(
    "a abbr acronym address area article aside audio b big blockquote br button canvas caption center cite code col"
    " colgroup command datagrid datalist dd del details dfn dialog dir div dl dt em event-source fieldset figcaption"
    " figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd keygen label legend li m map menu meter"
    " multicol nav nextid noscript ol optgroup option output p pre progress q s samp section select small sound"
    " source spacer span strike strong sub sup table tbody td textarea tfoot th thead time tr tt u ul var video".split()
)
_CLOSING = re.compile(r"</\w+>|&#?\w+;")
_OPENING = re.compile(r"</?(\w+)")
_NAMED = re.compile(r"&(\w+);")
_ADDRESS = re.compile(r"[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}", re.ASCII)
_EMPTY_BRACKETS = re.compile(r"\(\)|<>|&lt;&gt;|\[\]")
_SLASHES = re.compile(r"([A-Za-z][\w+.-]*://)/+", re.ASCII)

_MINUTE, _DAY = 60, 86_400  # seconds
_PERIODS = {"hourly": 3_600, "daily": _DAY, "weekly": 7 * _DAY, "monthly": 30 * _DAY, "yearly": 365 * _DAY}
_LONGEST_INTERVAL = 366 * _DAY
_LONGEST_SKIPS = 48  # hours or days listed
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def looks_like_markup(text: str) -> bool:
    """Say whether a text that is nominally plain is HTML: it closes an element or has a character reference, and
    every element and reference in it is HTML's."""
    if "<" not in text and "&" not in text:
        return False
    return (
        _CLOSING.search(text) is not None
        and all(found.lower() in _ELEMENTS for found in _OPENING.findall(text))
        and all(found in html.entities.entitydefs for found in _NAMED.findall(text))
    )


def undouble(text: str) -> str:
    """Undo UTF-8 that was read as Latin-1, in a value that was so as a whole."""
    if text.isascii():
        return text
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text


def read_author(text: str) -> str:
    """Return the name in "bob@example.org (Bob)" or "Bob <bob@example.org>"; the address where there is no name."""
    if "@" not in text:
        return text
    found = _ADDRESS.search(text)
    if found is None:
        return text
    name = _EMPTY_BRACKETS.sub("", text.replace(found[0], "")).strip()
    return name.removeprefix("(").removesuffix(")").strip() or found[0]


def resolve_address(stated: str, base: str) -> str:
    """Return an address as it is stated, made whole by `base` where that is absolute."""
    stated = _SLASHES.sub(r"\1", stated) if ":///" in stated else stated
    return join_url(base, stated) if base and stated else stated


def choose_address(*stated: str) -> str:
    """Return the first of these addresses that a browser could be sent to; the first that is any where none can."""
    found = [address for address in stated if address]
    return next((address for address in found if clean_url(address, FETCHED)), found[0] if found else "")


def choose_home(link: str, base: str) -> str:
    """Return the address that a feed's entries are relative to: its site's, else `base`, where it came from."""
    site = resolve_address(link, base)
    return site if is_absolute(site) and clean_url(site, FETCHED) else base


def describe_feed(
    title: str,
    link: str,
    *,
    base: str = "",
    ttl: str = "",
    period: str = "",
    frequency: str = "",
    hours: Iterable[str] = (),
    days: Iterable[str] = (),
) -> FeedHead:
    """Return what a feed says of itself, from what it states. What can't be meant is left out.

    `ttl` is in minutes (RSS 2.0), `period` and `frequency` are of the RSS 1.0 syndication module, `hours` 0-24 and
    `days` in English (RSS 0.91).
    """
    interval = (_read_count(ttl) or 0) * _MINUTE
    if not interval and (seconds := _PERIODS.get(period.strip().lower())):
        interval = seconds // (_read_count(frequency) or 1)
    skip_hours = {
        hour % 24 for text in _take(hours) if (hour := _read_count(text)) is not None and hour <= 24
    }
    skip_days = {_DAYS.index(day) for text in _take(days) if (day := text.strip().lower()[:3]) in _DAYS}
    return FeedHead(
        title=title or None,
        site=read_url(link, base),
        interval=interval if 0 < interval <= _LONGEST_INTERVAL else None,
        # Nobody means never.
        skip_hours=tuple(sorted(skip_hours)) if len(skip_hours) < 24 else (),
        skip_days=tuple(sorted(skip_days)) if len(skip_days) < 7 else (),
    )


def _take(texts: Iterable[str]) -> list[str]:
    return [text for text, _ in zip(texts, range(_LONGEST_SKIPS), strict=False)]


def _read_count(text: str) -> int | None:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
