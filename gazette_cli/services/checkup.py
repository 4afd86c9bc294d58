"""The check-up of the feeds: what of a feed needs care, and the command that mends it.

Judging is pure: values in, findings out. What it goes by stands here, and in the README.
"""

import json
import re
import shlex
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from statistics import median
from typing import NamedTuple

from gazette_cli.beginnings import is_beginning
from gazette_cli.config import Config
from gazette_cli.library import checkup, feeds, sources
from gazette_cli.library.checkup import Habits, Recent
from gazette_cli.models import Source
from gazette_cli.services.rules import find_named
from gazette_cli.subscription import FAILED, Subscription

_HOUR, _DAY = 3_600, 86_400
_FAILURES = 3  # in a row; or it was never read; or not for
_FAILING = 3 * _DAY
_HOPELESS = 30 * _DAY  # after which trying again is no advice
_UNUSUAL = 5  # times the usual gap
_LEAST_GAPS = 5  # from which there is a usual one
_LEAST_RECENT = 5  # articles from which a habit is told
_MOVED = "moved to "  # in the note of an answer


class Finding(NamedTuple):
    """Something that needs care. `what`: gone, moved, failing, new, twin, silent, truncated, unread."""

    what: str
    message: str
    command: str


class Report(NamedTuple):
    """A feed, how its articles come, and what of it needs care."""

    feed: Subscription
    habits: Habits
    findings: tuple[Finding, ...] = ()


def check_feeds(
    db: sqlite3.Connection, every: Sequence[Source], now: datetime, config: Config
) -> list[Report]:
    """Return a report on each feed, oldest first; `every` are the sources. Raises LibraryError, ConfigError."""
    moment = int(now.timestamp())
    known = feeds.list_subscriptions(db)
    whole = {source_id for name in config.full_text for source_id in find_named(every, name)}
    first: dict[str, Subscription] = {}
    for one in known:
        first.setdefault(sources.simplify_url(one.url), one)
    reports = []
    for one in known:
        habits = checkup.read_habits(db, one.source_id, moment)
        target = find_target(one)
        findings = judge_feed(
            one,
            habits,
            moment,
            twin=first[sources.simplify_url(one.url)].source_id,
            taken=first.get(sources.simplify_url(target)) if target else None,
            whole=one.source_id in whole,
        )
        reports.append(Report(one, habits, findings))
    return reports


def judge_feed(
    feed: Subscription,
    habits: Habits,
    now: int,
    *,
    twin: int | None = None,
    taken: Subscription | None = None,
    whole: bool = False,
) -> tuple[Finding, ...]:
    """Return what of a feed needs care at `now` (epoch seconds), the worst first.

    `twin` is the first source of the same URL, `taken` the one that has the URL this one moves to; `whole`: its
    articles are fetched from their pages. Of a feed that is gone or was never fetched nothing else is said.
    """
    remove = f"gazette remove {feed.source_id}"
    if feed.gone:
        return (Finding("gone", "gone for good (410), retired", remove),)
    if twin is not None and twin != feed.source_id:
        return (Finding("twin", f"the same feed as number {twin}", remove),)
    if feed.checked is None:
        return (Finding("new", "never fetched", f"gazette refresh {feed.source_id}"),)
    return tuple(
        finding
        for finding in (
            _judge_move(feed, taken),
            _judge_failures(feed, now) or _judge_silence(feed, habits, now),
            None if whole else _judge_texts(feed, habits.recent),
            Finding("unread", f"none of its {habits.waiting}+ articles was ever read", remove)
            if habits.waiting >= checkup.WAITING
            else None,
        )
        if finding
    )


def find_target(feed: Subscription) -> str | None:
    """Return where a feed has moved for good but is not asked yet, None if nowhere."""
    if feed.moved_to:
        return feed.moved_to
    # It moved to where another source is, and so had to stay (feeds.write_subscriptions).
    for answer in reversed(feed.answers):
        if answer.note.startswith(_MOVED):
            target = answer.note.removeprefix(_MOVED)
            return None if sources.simplify_url(target) == sources.simplify_url(feed.url) else target
    return None


def find_usual_gap(habits: Habits) -> float | None:
    """Return the seconds that usually pass between two articles: the median; None where there were too few."""
    gaps = [later - earlier for later, earlier in zip(habits.dates, habits.dates[1:], strict=False)]
    return median(gaps) if len(gaps) >= _LEAST_GAPS else None


def tell_habits(habits: Habits | None) -> dict[str, int | None]:
    """Return how a feed's articles come, by name, for JSON: seconds, and seconds since the epoch; None for no feed."""
    usual = find_usual_gap(habits) if habits else None
    return {
        "last_article": habits and habits.newest,
        "usual_gap": None if usual is None else int(usual),
        "judged_articles": habits and len(habits.recent),
        "cut_short": habits and sum(map(is_cut_short, habits.recent)),
        "never_read": habits and habits.waiting,
    }


def tell_span(seconds: float) -> str:
    """Return a length of time in words: "5 hours", "9 days", "4 months"."""
    for unit, size, least in (
        ("year", 365 * _DAY, 2),
        ("month", 30 * _DAY, 2),
        ("day", _DAY, 2),
        ("hour", _HOUR, 1),
    ):
        count = int(seconds // size)
        if count >= least:
            return f"{count:,} {unit}{'s' * (count != 1)}"
    return "less than an hour"


def is_cut_short(article: Recent) -> bool:
    """Say whether an article looks like the beginning of one."""
    return is_beginning(title=article.title, summary=article.summary, words=article.words, end=article.end)


def _judge_move(feed: Subscription, taken: Subscription | None) -> Finding | None:
    target = find_target(feed)
    if target is None:
        return None
    if taken and taken.source_id != feed.source_id:
        said = f"has moved to {target}, which is number {taken.source_id} already"
        return Finding("moved", said, f"gazette remove {feed.source_id}")
    said = f"has moved to {target}; it is followed there once that holds twice"
    return Finding("moved", said, f"gazette refresh --force {feed.source_id}")


def _judge_failures(feed: Subscription, now: int) -> Finding | None:
    if not feed.failures:
        return None
    began = feed.succeeded if feed.succeeded is not None else _find_first_failure(feed)
    span = now - began if began is not None else 0
    if feed.failures < _FAILURES and feed.succeeded is not None and span < _FAILING:
        return None
    never = "never read" if feed.succeeded is None else f"not read for {tell_span(span)}"
    times = f"{feed.failures:,} failure{'s' * (feed.failures != 1)} in a row"
    command = f"gazette refresh --force {feed.source_id}"
    if feed.status == 401:
        scheme, _, rest = feed.url.partition("://")
        command = f"gazette add {shlex.quote(f'{scheme}://USER:PASSWORD@{rest}')}"
    elif feed.status == 404 or span > _HOPELESS:
        command = f"gazette remove {feed.source_id}"
    return Finding("failing", f"{never}, {times}: {feed.error or 'no answer'}", command)


def _find_first_failure(feed: Subscription) -> int | None:
    return next((answer.at for answer in feed.answers if answer.outcome == FAILED), None)


def _judge_silence(feed: Subscription, habits: Habits, now: int) -> Finding | None:
    usual = find_usual_gap(habits)
    if usual is None or habits.newest is None:
        return None
    silence = now - habits.newest
    if silence <= max(_UNUSUAL * usual, checkup.QUIET):
        return None
    said = f"silent for {tell_span(silence)}; its usual gap is {tell_span(usual)}"
    # Its home page names the feed of today, should there be a new one.
    if feed.site and re.match("https?://", feed.site):
        return Finding("silent", said, f"gazette add {shlex.quote(feed.site)}")
    return Finding("silent", said, f"gazette remove {feed.source_id}")


def _judge_texts(feed: Subscription, recent: Sequence[Recent]) -> Finding | None:
    cut = sum(map(is_cut_short, recent))
    if len(recent) < _LEAST_RECENT or cut * 2 <= len(recent):
        return None
    said = f"{cut} of its last {len(recent)} articles are but beginnings"
    name = json.dumps(feed.title, ensure_ascii=False)
    return Finding("truncated", said, f"in config.toml: [sources.{name}], then full_text = true")


def list_findings(reports: Sequence[Report]) -> Iterator[tuple[Subscription, Finding]]:
    """Yield every finding with its feed, the worst first."""
    order = ("gone", "failing", "moved", "twin", "silent", "truncated", "unread", "new")
    pairs = [(report.feed, finding) for report in reports for finding in report.findings]
    yield from sorted(pairs, key=lambda pair: (order.index(pair[1].what), pair[0].source_id))
