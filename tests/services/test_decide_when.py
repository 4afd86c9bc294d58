"""When a feed is asked again: what publishers and servers ask for, within bounds."""

from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any

import pytest

from gazette_cli.services.decide import is_due
from gazette_cli.subscription import DELAYED, FeedHead, Reply, Subscription, tell_health
from tests.services.test_decide import HOUR, LEAST, MOST, NEW, NOW, READ, reply, tell


def wait(known: Subscription, answer: Reply, **values: Any) -> int:
    """For how many seconds the feed is left alone after this."""
    return tell(known, answer, **values).subscription.next_check - NOW


@pytest.mark.parametrize(
    ("headers", "interval", "seconds"),
    [
        ({}, None, LEAST),
        ({}, HOUR, HOUR),
        ({}, 5, LEAST),
        ({}, -5, LEAST),
        ({}, 10**40, MOST),
        ({"cache-control": "public, max-age=1800, s-maxage=86400"}, None, 1800),
        ({"cache-control": 'Max-Age = "1800"'}, None, 1800),
        ({"cache-control": "max-age=1800"}, HOUR, HOUR),
        ({"cache-control": "max-age=7200"}, HOUR, 2 * HOUR),
        ({"cache-control": "max-age=" + "9" * 5_000}, None, MOST),
        ({"cache-control": "max-age=x"}, None, LEAST),
        ({"cache-control": "max-age=-7200"}, None, LEAST),
        ({"cache-control": "max-age=٧٢٠٠"}, None, LEAST),
        ({"cache-control": "no-cache, max-age=7200"}, None, LEAST),
        ({"cache-control": "no-store, max-age=7200"}, None, LEAST),
        (
            {"expires": "Wed, 17 Jun 2026 14:00:00 GMT", "date": "Wed, 17 Jun 2026 12:00:00 GMT"},
            None,
            2 * HOUR,
        ),
        ({"expires": "Wed, 17 Jun 2026 10:00:00 GMT", "date": "Wed, 17 Jun 2026 12:00:00 GMT"}, None, LEAST),
        ({"expires": "Fri, 31 Dec 9999 23:59:59 GMT", "date": "Wed, 17 Jun 2026 12:00:00 GMT"}, None, MOST),
        (
            {
                "cache-control": "max-age=x",
                "expires": "Wed, 17 Jun 2026 14:00:00 GMT",
                "date": "Wed, 17 Jun 2026 12:00:00 GMT",
            },
            None,
            LEAST,
        ),
        ({"expires": "0", "date": "Wed, 17 Jun 2026 12:00:00 GMT"}, None, LEAST),
        ({"expires": "Wed, 17 Jun 2026 14:00:00 GMT"}, None, LEAST),
        (
            {
                "cache-control": "max-age=1800",
                "expires": "Wed, 17 Jun 2026 14:00:00 GMT",
                "date": "Wed, 17 Jun 2026 12:00:00 GMT",
            },
            None,
            1800,
        ),
    ],
)
def test_a_feed_is_left_alone_as_long_as_it_asks(
    headers: dict[str, str], interval: int | None, seconds: int
) -> None:
    assert wait(NEW, reply(headers=headers), head=FeedHead(interval=interval)) == seconds


def test_what_a_feed_asked_for_holds_until_it_is_read_again() -> None:
    slow = tell(NEW, reply(), head=FeedHead(interval=2 * HOUR)).subscription
    assert wait(slow, reply(304)) == 2 * HOUR
    assert wait(slow, reply(304, headers={"cache-control": "max-age=10800"})) == 3 * HOUR
    assert wait(slow, reply(), digest=b"a third", head=FeedHead()) == LEAST


def test_hours_and_days_that_a_feed_leaves_out_are_left_out() -> None:
    def skip(hours: tuple[int, ...] = (), days: tuple[int, ...] = (), interval: int = HOUR) -> float:
        """After how many hours the feed is asked again, from Wednesday noon."""
        return wait(NEW, reply(), head=FeedHead(None, None, interval, hours, days)) / HOUR

    assert skip() == 1
    assert skip(hours=(13,)) == 2
    assert skip(hours=(13, 14, 15, 17)) == 4
    assert skip(hours=(13,), interval=HOUR + 1_800) == 2
    assert skip(hours=tuple(range(24))) == 1
    assert skip(days=(2,)) == 12
    assert skip(days=(2, 3), hours=(0,)) == 37
    assert skip(days=(0, 1, 2, 3, 4, 5)) == 84
    assert skip(days=tuple(range(7))) == 1
    after = tell(NEW, reply(), head=FeedHead(skip_days=(2,))).subscription
    assert wait(after, reply(304)) / HOUR == 12


def test_failures_back_off_and_a_success_ends_that() -> None:
    known, waits = READ, []
    for _ in range(9):
        waits.append(wait(known, reply(500)) // 60)
        known = tell(known, reply(500)).subscription
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]
    assert known.failures == 9
    assert known.error == "the server fails (500)"
    assert wait(known, reply(304)) == LEAST
    assert wait(READ._replace(failures=10**6), reply(0, error="no answer in 30 s")) == MOST


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("7200", 2 * HOUR),
        ("7200, 7200", 2 * HOUR),
        ("5", LEAST),
        ("0", LEAST),
        ("1" + "0" * 40, 7 * MOST),
        (format_datetime(datetime(2026, 6, 17, 15, 0, tzinfo=UTC), usegmt=True), 3 * HOUR),
        ("Wednesday, 17-Jun-26 15:00:00 GMT", 3 * HOUR),
        ("Wed Jun 17 15:00:00 2026", 3 * HOUR),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 7 * MOST),
        ("Wed, 17 Jun 2020 15:00:00 GMT", LEAST),
        ("-5", LEAST),
        ("next week", LEAST),
    ],
)
def test_a_server_is_left_alone_as_long_as_it_asks(value: str, seconds: int) -> None:
    after, _ = tell(READ, reply(429, headers={"retry-after": value}))
    assert after.next_check - NOW == seconds
    assert (tell_health(after), after.failures) == ("ok", 0)
    assert after.answers[-1].outcome == DELAYED
    assert after.error is not None and after.error.startswith("it asks to come back after 20")


def test_a_delay_says_until_when() -> None:
    after = tell(READ, reply(503, headers={"retry-after": "7200"})).subscription
    assert after.error == "it asks to come back after 2026-06-17 14:00 UTC (503)"
    assert tell(after, reply(304)).subscription.error is None


def test_a_server_that_only_ever_delays_is_asked_less_and_less() -> None:
    known, waits = READ, []
    for _ in range(9):
        waits.append(wait(known, reply(429)) // 60)
        known = tell(known, reply(429)).subscription
    assert waits == [15, 30, 60, 120, 240, 480, 960, 1440, 1440]


def test_a_feed_is_due_a_minute_early() -> None:
    known = READ._replace(next_check=NOW + 60)
    assert is_due(known, NOW)
    assert not is_due(known, NOW - 1)
    assert is_due(NEW, NOW)
