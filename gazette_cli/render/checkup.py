"""The check-up: a summary, what needs care with the command that mends it, and the table of every feed's answers."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.models import Source
from gazette_cli.render.cells import count_cells, cut_cells, pad_cells
from gazette_cli.render.checks import NEED_CARE, find_next_check, to_moment
from gazette_cli.render.records import dump_record
from gazette_cli.render.sentences import speak, speak_command, speak_line
from gazette_cli.render.style import ACCENT, SECONDARY, Line, strip_end, to_text
from gazette_cli.render.wrap import measure_line, wrap_runs
from gazette_cli.subscription import (
    DELAYED,
    FAILED,
    FETCHED,
    GONE,
    NOT_MODIFIED,
    UNCHANGED,
    Subscription,
    tell_health,
)
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text

Finding = tuple[str, str, str]  # what, message, command
_MANY = 3  # sources of which one thing is said: more are counted
# An answer in a character that every terminal has.
_MARKS = {FETCHED: "+", NOT_MODIFIED: "=", UNCHANGED: "~", DELAYED: "w", FAILED: "x", GONE: "x"}
_LEGEND = (
    "answers, the last one on the right: + new body, = not modified, ~ same body, w asked to wait, x failed"
)
_UNITS = {"kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}
_GAP = 2
_LEAST_TITLE = 12
_NARROW = 60
_GIVEN_UP = ("received", "health", "saved", "304", "answers")  # in this order
_FIGURES = ("304", "received", "saved")


class Care(NamedTuple):
    """A line of what needs care: the source's number (0 for the library), its title, what it is, and what mends it."""

    number: int
    title: str
    what: str
    message: str
    command: str


def render_checkup(
    summary: Sequence[str], cares: Sequence[Care], feeds: Sequence[Subscription] | None, *, width: int
) -> "list[Text]":
    """Return the screen of a check-up: summary, cares, the table of `feeds`. No line is wider than `width` (20 up).

    A command that does not fit beside what it mends stands below it. In the table, as the screen narrows, first go the
    bytes received, then the health, the bytes saved, the rate of 304s, the answers.
    """
    margin = "" if width < _NARROW else " "
    lines: list[Line] = []
    for line in summary:
        lines += [[(margin, ""), *row] for row in wrap_runs([(clean_line(line), "")], width - len(margin))]
    if cares:
        lines += [[], [(margin + cut_cells(_count_cares(cares), width - len(margin)), SECONDARY)]]
        lines += _lay_cares(_gather_new(cares), width, margin)
    if feeds:
        lines += [[], *_lay_feeds(feeds, width, margin)]
    return [to_text(line) for line in lines]


def linear_checkup(
    summary: Sequence[str], cares: Sequence[Care], feeds: Sequence[Subscription] | None
) -> Iterator[Line]:
    """Yield the same in sentences, for screen readers: a line for each thing, the command that mends it in the next."""
    yield from map(speak_line, summary)
    if cares:
        yield speak(_count_cares(cares))
    for care in _gather_new(cares):
        title = clean_line(care.title) or "(untitled)"
        yield speak(
            str(care.number) if care.number else "", [(title, "bold"), (f": {clean_line(care.message)}", "")]
        )
        if care.command:
            yield speak_command("To mend it", care.command)
    for feed in feeds or ():
        rate = _tell_rate(feed.not_modified, feed.requests)
        answers = ", ".join(
            f"{outcome} {count} times" if count > 1 else outcome
            for outcome, count in (
                (key, len(list(group))) for key, group in groupby(feed.answers, attrgetter("outcome"))
            )
        )
        yield speak(
            str(feed.source_id),
            clean_line(feed.title) or "(untitled)",
            f"Health: {tell_health(feed)}",
            f"Answers, the last one at the end: {answers}" if answers else "",
            f"{rate} not modified" if rate else "",
            f"{format_bytes(feed.received)} received, {format_bytes(feed.saved)} saved"
            if feed.requests
            else "",
        )


def plain_checkup(summary: Sequence[str], cares: Sequence[Care]) -> Iterator[str]:
    """Yield the summary, and a line for each thing that needs care, for a program, tab-separated.

    The fields: the source's id (0: the library itself), what it is ("summary" first), its title, the message, the
    command.
    """
    for care in (*(Care(0, "library", "summary", line, "") for line in summary), *cares):
        fields = (care.what, care.title, care.message, care.command)
        yield "\t".join((str(care.number), *map(clean_line, fields)))


def plain_feeds(feeds: Sequence[Subscription]) -> Iterator[str]:
    """Yield a line a feed for a program, tab-separated.

    Its fields: id, health, last answers (oldest first), requests, those answered with 304, bytes received and saved,
    title.
    """
    for feed in feeds:
        counts = (feed.requests, feed.not_modified, feed.received, feed.saved)
        fields = (str(feed.source_id), tell_health(feed), draw_answers(feed), *map(str, counts))
        yield "\t".join((*fields, clean_line(feed.title)))


def summarise_feeds(feeds: Sequence[Subscription]) -> str:
    """Return a line on all feeds together: their healths, how often a visit cost nothing, bytes."""
    count = len(feeds)
    healths = Counter(map(tell_health, feeds))
    parts = [f"{count:,} feed{'s' * (count != 1)}"]
    if told := [f"{healths[name]:,} {name}" for name in ("ok", "failing", "gone", "new") if healths[name]]:
        parts[0] += ": " + ", ".join(told)
    if rate := _tell_rate(sum(feed.not_modified for feed in feeds), sum(feed.requests for feed in feeds)):
        parts.append(f"{rate} of answers not modified (304)")
        received, saved = (sum(getattr(feed, name) for feed in feeds) for name in ("received", "saved"))
        parts.append(f"{format_bytes(received)} received, {format_bytes(saved)} saved")
    return " · ".join(parts)


def draw_answers(feed: Subscription) -> str:
    """Return a feed's last answers, oldest first, a character each."""
    return "".join(_MARKS.get(answer.outcome, "?") for answer in feed.answers)


def format_bytes(number: int) -> str:
    """Return a number of bytes in a unit that fits: "0 B", "38 kB", "1.2 GB"."""
    if number < 1000:
        return f"{number} B"
    unit = next(unit for unit in _UNITS if number < 999.5 * _UNITS[unit] or unit == "TB")
    size = number / _UNITS[unit]
    return f"{size:.1f} {unit}" if size < 9.95 else f"{size:,.0f} {unit}"


def dump_library(problems: Sequence[Finding], **counts: int) -> str:
    """Return what `doctor --json` prints first: whether the library is whole, how large, and what is wrong with it."""
    return dump_record(
        {"kind": "library", "whole": not problems, **counts, "findings": _describe_findings(problems)}
    )


def dump_checked(
    source: Source, feed: Subscription | None, habits: Mapping[str, int | None], findings: Sequence[Finding]
) -> str:
    """Return what `doctor --json` prints of a source: the same keys for any, null where it is no feed.

    `habits` is put in as it is, but for "last_article", which is seconds since the epoch.
    """
    one = feed or Subscription(source.id, source.location, source.title)
    next_check = find_next_check(one)
    figures = {
        "health": tell_health(one),
        "last_check": _stamp(one.checked),
        "last_success": _stamp(one.succeeded),
        "last_change": _stamp(one.changed),
        "next_check": next_check and next_check.isoformat(timespec="seconds"),
        "failures": one.failures,
        "error": one.error or None,
        "status": one.status,
        "moved_to": one.moved_to,
        "requests": one.requests,
        "not_modified": one.not_modified,
        "same_body": one.same_body,
        "hit_rate": round(one.not_modified / one.requests, 3) if one.requests else None,
        "received": one.received,
        "saved": one.saved,
        "answers": [
            {
                **answer._asdict(),
                "at": _stamp(answer.at),
                "status": answer.status or None,
                "note": answer.note or None,
            }
            for answer in one.answers
        ],
    }
    return dump_record(
        {
            "kind": source.kind,
            "id": source.id,
            "title": source.title,
            "location": source.location,
            "total": source.total,
            "unread": source.unread,
            **(figures if feed else dict.fromkeys(figures)),
            **habits,
            "last_article": _stamp(habits["last_article"]),
            "findings": _describe_findings(findings),
        }
    )


def _describe_findings(findings: Sequence[Finding]) -> list[dict[str, str]]:
    return [dict(zip(("what", "message", "command"), finding, strict=True)) for finding in findings]


def _stamp(seconds: int | None) -> str | None:
    moment = to_moment(seconds)
    return moment.isoformat(timespec="seconds") if moment else None


def _tell_rate(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


def _count_cares(cares: Sequence[Care]) -> str:
    count = len(cares)
    return f"{count:,} thing{'s' * (count != 1)} need{'s' * (count == 1)} care"


def _gather_new(cares: Sequence[Care]) -> list[Care]:
    new = [care for care in cares if care.what == "new"]
    if len(new) <= _MANY:
        return list(cares)
    every = Care(0, f"{len(new):,} feeds", "new", new[0].message, "gazette refresh")
    return [*(care for care in cares if care.what != "new"), every]


def _lay_cares(cares: Sequence[Care], width: int, margin: str) -> Iterator[Line]:
    size = max(len(str(care.number)) for care in cares) if any(care.number for care in cares) else 0
    indent = len(margin) + (size + _GAP if size else 0)
    for care in cares:
        number = str(care.number) if care.number else ""
        said: Line = [(clean_line(care.title) or "(untitled)", "bold"), (f": {clean_line(care.message)}", "")]
        command: Line = [(clean_line(care.command), ACCENT)]
        lines = wrap_runs(said, width - indent)
        if len(lines) == 1 and indent + measure_line(lines[0]) + _GAP + measure_line(command) <= width:
            lines = [[*lines[0], (" " * _GAP, ""), *command]]
        elif care.command:
            lines += wrap_runs(command, width - indent)
        start = margin + (pad_cells(number, size, right=True) + " " * _GAP if size else "")
        for line in lines:
            yield [(start, ""), *line]
            start = " " * indent


def _lay_feeds(feeds: Sequence[Subscription], width: int, margin: str) -> Iterator[Line]:
    titles = [clean_line(feed.title) or "(untitled)" for feed in feeds]
    columns = {
        "answers": [draw_answers(feed) for feed in feeds],
        "304": [_tell_rate(feed.not_modified, feed.requests) for feed in feeds],
        "saved": [format_bytes(feed.saved) for feed in feeds],
        "received": [format_bytes(feed.received) for feed in feeds],
        "health": [tell_health(feed) for feed in feeds],
    }
    sizes = {name: max(count_cells(name), *map(count_cells, cells)) for name, cells in columns.items()}
    id_size = max(2, *(len(str(feed.source_id)) for feed in feeds))
    room = width - len(margin) - id_size - _GAP - sum(size + _GAP for size in sizes.values())
    for name in _GIVEN_UP:
        if room >= _LEAST_TITLE:
            break
        room += sizes[name] + _GAP
        del columns[name]
    wanted = min(room, max(5, *map(count_cells, titles)))

    def draw(number: str, title: str, cells: Mapping[str, str], style: str) -> Line:
        line: Line = [(margin + pad_cells(number, id_size, right=True) + " " * _GAP, style)]
        line.append((pad_cells(cut_cells(title, wanted), wanted + _GAP), style))
        for name in columns:
            cell = pad_cells(cells[name], sizes[name], right=name in _FIGURES) + " " * _GAP
            line.append((cell, ACCENT if name == "health" and cells[name] in NEED_CARE else style))
        return strip_end(line)

    if width >= 30:
        yield draw("id", "title", {name: name for name in columns}, SECONDARY)
    for at, (feed, title) in enumerate(zip(feeds, titles, strict=True)):
        yield draw(str(feed.source_id), title, {name: cells[at] for name, cells in columns.items()}, "")
    if "answers" in columns:
        yield []
        room = width - len(margin)
        yield from ([(margin, ""), *row] for row in wrap_runs([(_LEGEND, SECONDARY)], room))
