"""What an answer means, and what follows from it for the feed: when to come back, where to, what to remember.

The way of a feed in a refresh: fetched -> judge -> (parsed and stored, if so judged) -> plan -> the library. Nothing
here knows the clock, the network or the library.

HTTP's terms are those of RFC 9110 (status, validators, Retry-After, dates) and RFC 9111 (freshness).
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from itertools import takewhile
from typing import NamedTuple

from gazette_cli.subscription import (
    DELAYED,
    FAILED,
    FETCHED,
    GONE,
    NOT_MODIFIED,
    UNCHANGED,
    Answer,
    FeedHead,
    Reply,
    Subscription,
)

# A feed is due this many seconds early: a job that comes every quarter of an hour finds it.
GRACE = 60
_ANSWERS_KEPT = 10
_PERMANENT = (301, 308)
_SUCCESSES = (FETCHED, UNCHANGED, NOT_MODIFIED)
# Seconds; nobody means more, and it fits every integer.
_FOREVER = 366 * 24 * 60 * 60
# What is sent back must fit a request: servers refuse headers of more than 8 KB in all.
_LONGEST_VALIDATOR = 2_000
_MEANINGS = {
    401: "it wants a login",
    402: "it wants to be paid",
    403: "access refused",
    404: "not found",
    407: "the proxy wants a login",
    408: "the server did not wait for the request",
    410: "gone for good",
    429: "it asks to come back later",
    451: "withheld for legal reasons",
}


class Verdict(NamedTuple):
    """What came of asking: an outcome of subscription.py, why in a line ("" for a success), whether to parse."""

    outcome: str
    message: str = ""
    parse: bool = False


class Plan(NamedTuple):
    """What to store of a feed, and what the reader is told: "moved to ...", "gone for good ...", mostly ""."""

    subscription: Subscription
    notice: str = ""


def is_due(subscription: Subscription, now: int) -> bool:
    """Whether a feed may be asked at `now` (epoch seconds): up to GRACE early, a retired one never."""
    return not subscription.gone and subscription.next_check <= now + GRACE


def judge(reply: Reply, body_digest: bytes | None, known: Subscription) -> Verdict:
    """Return what `reply` means, `body_digest` being that of its body (None without one)."""
    status = reply.status
    if reply.error or not status:
        return Verdict(FAILED, reply.error or "no answer")
    if status == 304:
        if known.succeeded is None:
            return Verdict(FAILED, "it says that nothing has changed, and was never read (304)")
        return Verdict(NOT_MODIFIED)
    if 200 <= status < 300:
        if not reply.body:
            return Verdict(FAILED, f"the answer is empty ({status})")
        if body_digest is not None and body_digest == known.body_digest:
            return Verdict(UNCHANGED)
        return Verdict(FETCHED, parse=True)
    message = f"{_name_status(status)} ({status})"
    if status == 410:
        return Verdict(GONE, message)
    if status == 429 or (status == 503 and _read_wait(reply.headers, 0) is not None):
        return Verdict(DELAYED, f"{_MEANINGS[429]} ({status})")
    return Verdict(FAILED, message)


def plan(
    known: Subscription,
    reply: Reply,
    verdict: Verdict,
    now: int,
    *,
    least: int,
    most: int,
    head: FeedHead | None = None,
    changed: bool = False,
    error: str = "",
    body_digest: bytes | None = None,
) -> Plan:
    """Return what to store of a feed after `reply`, which was judged `verdict` at `now` (epoch seconds).

    `head` and `changed` (whether any article was new or another) are what parsing and storing it gave, `error` why
    that failed. `least` and `most` bound the seconds until the next visit; a server that asks for it, and days that
    the feed asks to be left alone, may make them `most` times seven. The body itself is not looked at. The outcome is
    that of the last of `answers`, why it failed is `error`.
    """
    most = max(least, most, 1)
    if error:
        verdict = Verdict(FAILED, error)
    plain = known._replace(checked=now, status=reply.status or None, requests=known.requests + 1)
    notice = ""
    if verdict.outcome in _SUCCESSES:
        after = _succeed(plain, reply, verdict.outcome, now, head, changed, body_digest)
        after, notice = _follow_move(after, reply)
        notice = notice or ("it is back" if known.gone else "")
        after = after._replace(next_check=_find_next(after, reply, now, least, most))
    else:
        after = _forget_move(plain, reply)._replace(error=verdict.message)
        if verdict.outcome == GONE:
            notice = "" if known.gone else "gone for good (410): it is not asked any more"
            after = after._replace(gone=True, next_check=now + most)
        elif verdict.outcome == DELAYED:
            until = now + _choose_delay(known, reply, now, least, most)
            time = datetime(1970, 1, 1) + timedelta(seconds=until)
            error = f"it asks to come back after {time:%Y-%m-%d %H:%M} UTC ({reply.status})"
            after = after._replace(error=error, next_check=until)
        else:
            delay = _double(least, known.failures, most)
            after = after._replace(failures=known.failures + 1, next_check=now + delay)
    answer = Answer(now, verdict.outcome, reply.status, reply.received, after.error or notice)
    answers = (*known.answers, answer)[-_ANSWERS_KEPT:]
    return Plan(after._replace(answers=answers, received=known.received + reply.received), notice)


def _succeed(
    plain: Subscription,
    reply: Reply,
    outcome: str,
    now: int,
    head: FeedHead | None,
    changed: bool,
    body_digest: bytes | None,
) -> Subscription:
    """Return `plain` with what a success brings: its validators, what the feed says of itself, the counts."""
    etag, last_modified = (_read_validator(reply.headers, name) for name in ("etag", "last-modified"))
    after = plain._replace(
        succeeded=now, changed=now if changed else plain.changed, failures=0, error=None, gone=False
    )
    if outcome == NOT_MODIFIED:
        return after._replace(
            etag=etag or after.etag,
            last_modified=last_modified or after.last_modified,
            not_modified=after.not_modified + 1,
            saved=after.saved + after.body_size,
        )
    after = after._replace(etag=etag, last_modified=last_modified)
    if outcome == UNCHANGED:
        return after._replace(same_body=after.same_body + 1)
    head = head or FeedHead()
    own_title = (head.title or "").strip() or after.own_title
    interval = max(_read_freshness(reply.headers) or 0, head.interval or 0)
    return after._replace(
        body_digest=body_digest,
        body_size=reply.received or len(reply.body),
        own_title=own_title,
        title=after.title if after.titled else own_title or after.title,
        site=head.site or after.site,
        interval=min(interval, _FOREVER) or None,
        skip_hours=_keep_known(head.skip_hours, 24),
        skip_days=_keep_known(head.skip_days, 7),
    )


def _keep_known(numbers: tuple[int, ...], end: int) -> tuple[int, ...]:
    return tuple(sorted({number for number in numbers if 0 <= number < end}))


def _follow_move(after: Subscription, reply: Reply) -> tuple[Subscription, str]:
    """Return the feed under the URL that it moved to, once that has held twice, and what to tell."""
    target = _find_target(after.url, reply)
    if target is None:
        return after._replace(moved_to=None, moved_times=0), ""
    times = after.moved_times + 1 if target == after.moved_to else 1
    if times < 2:
        return after._replace(moved_to=target, moved_times=times), ""
    # It answered there without the login, which was sent to the former host alone.
    login = after.login if _find_host(target) == _find_host(after.url) else None
    return after._replace(url=target, login=login, moved_to=None, moved_times=0), f"moved to {target}"


def _find_host(url: str) -> str:
    return url.lower().partition("//")[2].partition("/")[0]


def _forget_move(after: Subscription, reply: Reply) -> Subscription:
    """Return the feed as it stands after a failure: what did not answer at all says nothing of a move."""
    if not reply.status or _find_target(after.url, reply) == after.moved_to:
        return after
    return after._replace(moved_to=None, moved_times=0)


def _find_target(url: str, reply: Reply) -> str | None:
    """Return where `reply` says that the feed now is for good, or None: one temporary redirect, and it is not.

    A feed behind TLS is not moved to where there is none.
    """
    if not reply.redirects or any(status not in _PERMANENT for status, _ in reply.redirects):
        return None
    schemes = ("https:",) if url.lower().startswith("https:") else ("https:", "http:")
    return reply.url if reply.url != url and reply.url.lower().startswith(schemes) else None


def _find_next(after: Subscription, reply: Reply, now: int, least: int, most: int) -> int:
    """Return when to ask a feed again that was read: not before what it asks for, nor in hours it wants left out."""
    asked = max(after.interval or 0, _read_freshness(reply.headers) or 0)
    moment = now + max(1, min(max(asked, least), most))
    hours = after.skip_hours if len(after.skip_hours) < 24 else ()
    days = after.skip_days if len(after.skip_days) < 7 else ()
    # Day 0 of the epoch was a Thursday.
    while moment // 3600 % 24 in hours or (moment // 86400 + 3) % 7 in days:
        moment += 3600 - moment % 3600
    return min(moment, now + most * 7)


def _choose_delay(known: Subscription, reply: Reply, now: int, least: int, most: int) -> int:
    """Return for how many seconds to leave a server alone that asked for it."""
    wait = _read_wait(reply.headers, now)
    if wait is not None:
        return max(1, least, min(wait, most * 7))
    before = sum(1 for _ in takewhile(lambda answer: answer.outcome == DELAYED, reversed(known.answers)))
    return _double(least, before, most)


def _double(least: int, times: int, most: int) -> int:
    return max(1, min(least << min(times, 30), most))


def _name_status(status: int) -> str:
    if 400 <= status < 500:
        return _MEANINGS.get(status, "the request is refused")
    return {3: "redirects to nowhere", 5: "the server fails"}.get(
        status // 100, "an answer that means nothing"
    )


def _read_validator(headers: Mapping[str, str], name: str) -> str | None:
    """Return a validator as it came, or None where it can't be sent back."""
    value = headers.get(name, "")
    if not value or len(value) > _LONGEST_VALIDATOR or re.search(r"[\x00-\x1f\x7f\ud800-\udfff]", value):
        return None
    return value


def _read_freshness(headers: Mapping[str, str]) -> int | None:
    """Return for how many seconds an answer stays good, or None where the server does not say (RFC 9111, 4.2.1)."""
    stated: dict[str, str] = {}
    for directive in headers.get("cache-control", "").lower().split(","):
        name, _, value = directive.partition("=")
        stated.setdefault(name.strip(), value.strip())
    if "no-cache" in stated or "no-store" in stated:
        return None
    if "max-age" in stated:
        return _read_seconds(stated["max-age"].strip('"'))
    expires, date = _read_date(headers.get("expires", "")), _read_date(headers.get("date", ""))
    return None if expires is None or date is None else max(0, expires - date)


def _read_wait(headers: Mapping[str, str], now: int) -> int | None:
    """Return the seconds that Retry-After asks for (RFC 9110, 10.2.3), or None where it can't be read."""
    value = headers.get("retry-after", "").strip()
    seconds = _read_seconds(value.split(",")[0].strip())
    if seconds is not None:
        return seconds
    until = _read_date(value)
    return None if until is None else max(0, until - now)


def _read_seconds(value: str) -> int | None:
    if not re.fullmatch("[0-9]+", value):
        return None
    digits = value.lstrip("0") or "0"
    return min(int(digits), _FOREVER) if len(digits) <= 10 else _FOREVER


def _read_date(value: str) -> int | None:
    """Return the epoch seconds of an HTTP date (RFC 9110, 5.6.7), in any of its three forms, or None."""
    try:
        date = parsedate_to_datetime(value[:64])
        return int((date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp())
    except (ValueError, TypeError, LookupError, OverflowError, AttributeError):
        return None
