"""A refresh as it goes, and what came of it."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from gazette_cli.render.cells import count_cells, cut_cells
from gazette_cli.render.checks import say_wait, tell_wait
from gazette_cli.render.records import dump_record
from gazette_cli.render.style import ACCENT, SECONDARY, Line, to_text
from gazette_cli.subscription import DELAYED, FAILED, GONE, Taken
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text

_LONGEST_BAR = 40  # columns
_GAP = "   "
_MINUTE = 60  # seconds


def render_status(done: int, total: int, titles: Sequence[str], seconds: float, width: int) -> "list[Text]":
    """Return what a refresh looks like while it goes: a bar, how far it is, and the feeds that are awaited.

    No line is wider than `width` (columns). `titles` are those in flight.
    """
    counts = f"{done:,}/{total:,}  {int(seconds) // _MINUTE}:{int(seconds) % _MINUTE:02}"
    said = "Refreshing "
    room = min(_LONGEST_BAR, width - len(counts) - 4)
    if room - len(said) >= 10:
        room = min(_LONGEST_BAR, width - len(said) - len(counts) - 4)
    else:
        said = ""
    bar: Line = [(f" {said}", "")]
    if room >= 5:
        full = room * done // total if total else room
        bar += [("━" * full, ACCENT), ("─" * (room - full), SECONDARY), ("  ", "")]
    bar.append((counts, ""))
    return [to_text(bar), to_text([(_join_titles(titles, width), SECONDARY)])]


def describe_failure(taken: Taken, now: datetime, *, spoken: bool = False) -> str:
    """Return a line on a feed that failed or retired, with what can be done or what happens next.

    `spoken`: without abbreviations.
    """
    one = taken.subscription
    line = f"{clean_line(one.title) or one.url}: {taken.message}"
    if taken.outcome == GONE:
        return f"{line}; gazette remove {one.source_id}"
    if taken.outcome not in (FAILED, DELAYED):
        return line
    wait = one.next_check - int(now.timestamp())
    tell = say_wait if spoken else tell_wait
    return f"{line}; next try {tell(wait, 'en')}" if wait > 0 else line


def summarise(taken: Sequence[Taken], seconds: float, *, spoken: bool = False) -> str:
    """Return what came of a refresh in a line; `seconds` is how long it took. `spoken`: without abbreviations."""
    new, updated = sum(one.new for one in taken), sum(one.updated for one in taken)
    quiet = sum(1 for one in taken if not (one.new or one.updated or is_failure(one)))
    failed = sum(map(is_failure, taken))
    parts = [f"{new:,} new", f"{updated:,} updated", f"{quiet:,} unchanged", f"{failed:,} failed"]
    feeds = f"{len(taken):,} feed{'s' * (len(taken) != 1)}"
    took = f"{seconds:.1f} seconds." if spoken else f"{seconds:.1f} s"
    return f"{feeds}: {', '.join(parts)} in {took}"


def is_failure(taken: Taken) -> bool:
    """Say whether a feed could not be read. One whose server asks to be left alone has not failed."""
    return taken.outcome in (FAILED, GONE)


def dump_taken(taken: Taken) -> str:
    """Return what came of one feed as `refresh --json` prints it."""
    one = taken.subscription
    next_check = None if one.gone else datetime.fromtimestamp(one.next_check, UTC)
    return dump_record(
        {
            "id": one.source_id,
            "title": one.title,
            "location": one.url,
            "outcome": taken.outcome,
            "status": one.status or None,
            "new": taken.new,
            "updated": taken.updated,
            "unchanged": taken.unchanged,
            "message": taken.message or None,
            "seconds": round(taken.seconds, 3),
            "received": taken.received,
            "next_check": next_check and next_check.isoformat(timespec="seconds"),
        }
    )


def _join_titles(titles: Sequence[str], width: int) -> str:
    return cut_cells("   " + _GAP.join(_fit(titles, width)), width)


def _fit(titles: Sequence[str], width: int) -> Iterator[str]:
    room = width
    for title in titles:
        line = clean_line(title)
        room -= count_cells(line) + len(_GAP)
        yield line
        if room <= 0:
            return
