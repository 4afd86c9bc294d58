"""What is said of a feed's visits to its server: when, and why they failed."""

from datetime import UTC, datetime

from gazette_cli.render.wrap import is_french
from gazette_cli.subscription import Subscription
from gazette_cli.text import clean_line

# The healths of a feed that needs care.
NEED_CARE = ("failing", "gone")
_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400


def to_moment(seconds: int | None) -> datetime | None:
    """Return seconds since the epoch as a time, UTC; None for None and for what no calendar holds."""
    try:
        return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def find_next_check(feed: Subscription) -> datetime | None:
    """Return when a feed may be asked again; None where it is due since ever, or retired."""
    return None if feed.gone or feed.next_check <= 0 else to_moment(feed.next_check)


def tell_wait(seconds: int, language: str) -> str:
    """Return how long a time to come is off: "now", "in 12 min", "in 3 h", "in 2 d"; "dans 12 min" in French."""
    french = is_french(language)
    if seconds <= 0:
        return "maintenant" if french else "now"
    if seconds < _HOUR:
        wait = f"{max(1, round(seconds / _MINUTE))} min"
    elif seconds < 2 * _DAY:
        wait = f"{round(seconds / _HOUR)} h"
    else:
        wait = f"{round(seconds / _DAY):,} {'j' if french else 'd'}"
    return f"dans {wait}" if french else f"in {wait}"


def say_wait(seconds: int, language: str) -> str:
    """Return the same for the ear, without abbreviations: "in 12 minutes", "in 3 hours"."""
    french = is_french(language)
    if seconds <= 0:
        return tell_wait(seconds, language)
    if seconds < _HOUR:
        number, unit = max(1, round(seconds / _MINUTE)), "minute"
    elif seconds < 2 * _DAY:
        number, unit = round(seconds / _HOUR), "heure" if french else "hour"
    else:
        number, unit = round(seconds / _DAY), "jour" if french else "day"
    return f"{'dans' if french else 'in'} {number:,} {unit}{'s' * (number != 1)}"


def tell_cause(feed: Subscription) -> str:
    """Return why a feed fails, in a line that is safe to print, or "" where it does not."""
    if feed.gone:
        return f"{clean_line(feed.error or '') or 'gone for good (410)'}; gazette remove {feed.source_id}"
    if not feed.failures:
        return ""
    times = f" ({feed.failures:,} times)" if feed.failures > 1 else ""
    return (clean_line(feed.error or "") or "no answer that could be read") + times
