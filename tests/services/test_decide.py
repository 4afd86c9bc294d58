"""What an answer means, and what follows from it: each rule of politeness by an example, and bounds by property.

When to come back has a file of its own.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.services.decide import Plan, Verdict, is_due, judge, plan
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
    tell_health,
)

NOW = int(datetime(2026, 6, 17, 12, 0, tzinfo=UTC).timestamp())  # a Wednesday
LEAST, MOST = 15 * 60, 24 * 60 * 60
HOUR = 3600
URL = "https://le-port.example/feed"
DIGEST = b"digest of the body"
NEW = Subscription(1, URL, URL)
READ = NEW._replace(
    title="Le Port",
    own_title="Le Port",
    etag='"one"',
    last_modified="Wed, 17 Jun 2026 08:00:00 GMT",
    body_digest=DIGEST,
    body_size=9_000,
    checked=NOW - HOUR,
    succeeded=NOW - HOUR,
    changed=NOW - HOUR,
    requests=1,
    received=9_000,
)


def reply(status: int = 200, *, url: str = URL, **values: Any) -> Reply:
    """An answer of that status, with a body where there is one."""
    return Reply(1, url, status, body=b"<rss/>" if status == 200 else b"", received=6, **values)


def tell(
    known: Subscription, answer: Reply, *, digest: bytes = b"another", now: int = NOW, **values: Any
) -> Plan:
    """Judge and plan, as a refresh does."""
    verdict = judge(answer, digest, known)
    values = {"least": LEAST, "most": MOST, **values}
    return plan(known, answer, verdict, now, body_digest=digest, **values)


@pytest.mark.parametrize(
    ("status", "headers", "outcome", "message"),
    [
        (400, {}, FAILED, "the request is refused (400)"),
        (401, {}, FAILED, "it wants a login (401)"),
        (403, {}, FAILED, "access refused (403)"),
        (404, {}, FAILED, "not found (404)"),
        (410, {}, GONE, "gone for good (410)"),
        (429, {}, DELAYED, "it asks to come back later (429)"),
        (503, {"retry-after": "120"}, DELAYED, "it asks to come back later (503)"),
        (503, {"retry-after": "Wed, 17 Jun 2026 14:00:00 GMT"}, DELAYED, "it asks to come back later (503)"),
        (503, {"retry-after": "soon"}, FAILED, "the server fails (503)"),
        (503, {}, FAILED, "the server fails (503)"),
        (500, {}, FAILED, "the server fails (500)"),
        (302, {}, FAILED, "redirects to nowhere (302)"),
        (204, {}, FAILED, "the answer is empty (204)"),
        (999, {}, FAILED, "an answer that means nothing (999)"),
    ],
)
def test_a_status_is_said_in_words(status: int, headers: dict[str, str], outcome: str, message: str) -> None:
    assert judge(reply(status, headers=headers), None, READ) == Verdict(outcome, message)


def test_only_a_body_that_is_not_known_is_parsed() -> None:
    assert judge(reply(), b"another", READ) == Verdict(FETCHED, parse=True)
    assert judge(reply(), DIGEST, READ) == Verdict(UNCHANGED)
    assert judge(reply(304), None, READ) == Verdict(NOT_MODIFIED)
    assert judge(reply()._replace(body=b""), None, READ) == Verdict(FAILED, "the answer is empty (200)")


def test_no_answer_is_told_as_the_fetcher_tells_it() -> None:
    assert judge(reply(0, error="connection refused"), None, READ) == Verdict(FAILED, "connection refused")
    assert judge(reply(0), None, READ) == Verdict(FAILED, "no answer")
    assert judge(reply(200, error="over 20 MB"), DIGEST, READ) == Verdict(FAILED, "over 20 MB")


def test_a_feed_never_read_cannot_be_unchanged() -> None:
    assert judge(reply(304), None, NEW).outcome == FAILED


def test_a_first_reading_takes_what_the_feed_says_of_itself() -> None:
    head = FeedHead("Le Port", "https://le-port.example/", HOUR, (0, 1, 99, -1), (6, 7))
    headers = {"etag": 'W/"x"', "last-modified": "yesterday, or so"}
    after, notice = tell(NEW, reply(headers=headers), head=head, changed=True)
    assert notice == ""
    assert (after.title, after.own_title, after.site) == ("Le Port", "Le Port", "https://le-port.example/")
    assert (after.etag, after.last_modified) == ('W/"x"', "yesterday, or so")
    assert (after.interval, after.skip_hours, after.skip_days) == (HOUR, (0, 1), (6,))
    assert (after.body_digest, after.body_size) == (b"another", 6)
    assert (after.checked, after.succeeded, after.changed, after.status) == (NOW, NOW, NOW, 200)
    assert (after.requests, after.received) == (1, 6)
    assert after.answers == (Answer(NOW, FETCHED, 200, 6),)
    assert tell_health(after) == "ok"


def test_a_title_of_the_readers_stays() -> None:
    titled = READ._replace(title="Mon port", titled=True)
    after = tell(titled, reply(), head=FeedHead("Le Nouveau Port")).subscription
    assert (after.title, after.own_title) == ("Mon port", "Le Nouveau Port")
    assert tell(READ, reply(), head=FeedHead("Le Nouveau Port")).subscription.title == "Le Nouveau Port"
    assert tell(READ, reply(), head=FeedHead("  ")).subscription.title == "Le Port"
    assert tell(READ, reply()).subscription.title == "Le Port"


def test_validators_are_those_of_the_last_body_that_was_read() -> None:
    def kept(answer: Reply, **values: Any) -> tuple[str | None, str | None]:
        after = tell(READ, answer, **values).subscription
        return after.etag, after.last_modified

    former = (READ.etag, READ.last_modified)
    assert kept(reply(304)) == former
    assert kept(reply(304, headers={"etag": '"two"'})) == ('"two"', READ.last_modified)
    assert kept(reply(headers={"etag": '"two"'})) == ('"two"', None)
    assert kept(reply(), digest=DIGEST) == (None, None)
    assert kept(reply(headers={"etag": '"two"'}), error="not a feed") == former
    assert kept(reply(404, headers={"etag": '"two"'})) == former
    for broken in ("x" * 5_000, "a\r\nCookie: b", "\udcff"):
        assert kept(reply(headers={"etag": broken})) == (None, None)


def test_a_body_that_cannot_be_read_fails_and_is_fetched_again() -> None:
    after = tell(READ, reply(), error="not a feed: neither RSS nor Atom").subscription
    assert (after.body_digest, after.succeeded, after.failures) == (DIGEST, READ.succeeded, 1)
    assert after.error == "not a feed: neither RSS nor Atom"
    assert after.answers[-1] == Answer(NOW, FAILED, 200, 6, "not a feed: neither RSS nor Atom")
    assert tell_health(after) == "failing"
    well = tell(after, reply(304)).subscription
    assert (well.failures, well.error, tell_health(well)) == (0, None, "ok")


def test_what_was_not_sent_again_is_counted() -> None:
    after = tell(READ, Reply(1, URL, 304, received=0)).subscription
    assert (after.requests, after.not_modified, after.same_body, after.saved) == (2, 1, 0, 9_000)
    after = tell(after, reply(), digest=DIGEST).subscription
    assert (after.requests, after.not_modified, after.same_body, after.saved) == (3, 1, 1, 9_000)
    assert (after.received, after.changed) == (9_006, READ.changed)


def test_the_last_ten_answers_are_kept() -> None:
    known = READ
    for n in range(12):
        known = tell(known, reply(404 if n == 11 else 304), now=NOW + n).subscription
    assert [answer.at - NOW for answer in known.answers] == list(range(2, 12))
    assert known.answers[-1] == Answer(NOW + 11, FAILED, 404, 6, "not found (404)")


MOVED = "https://nouveau-port.example/feed"
MOVE = reply(304, url=MOVED, redirects=((301, MOVED),))


def test_a_move_is_followed_once_it_holds_twice() -> None:
    once, notice = tell(READ, MOVE)
    assert (once.url, once.moved_to, once.moved_times, notice) == (URL, MOVED, 1, "")
    twice, notice = tell(once, MOVE)
    assert (twice.url, twice.moved_to, twice.moved_times, notice) == (MOVED, None, 0, f"moved to {MOVED}")
    assert twice.answers[-1].note == notice
    assert twice.etag == READ.etag


@pytest.mark.parametrize(
    "between",
    [
        pytest.param(reply(), id="no redirect"),
        pytest.param(reply(500), id="a failure without a redirect"),
        pytest.param(
            MOVE._replace(url="https://c.example/", redirects=((301, "https://c.example/"),)), id="elsewhere"
        ),
        pytest.param(MOVE._replace(redirects=((301, MOVED), (302, MOVED))), id="by way of a temporary one"),
    ],
)
def test_a_move_that_does_not_hold_is_not_followed(between: Reply) -> None:
    known = READ
    for answer in (MOVE, between, MOVE):
        known, notice = tell(known, answer)
        assert (known.url, notice) == (URL, "")


def test_a_network_that_fails_says_nothing_of_a_move() -> None:
    known = tell(tell(READ, MOVE).subscription, reply(0, error="no network")).subscription
    assert tell(known, MOVE).subscription.url == MOVED


def test_a_failure_where_it_moved_to_does_not_move_it() -> None:
    broken = MOVE._replace(status=404)
    known = tell(tell(READ, broken).subscription, broken).subscription
    assert known.url == URL


@pytest.mark.parametrize(
    ("url", "target", "login"),
    [
        (URL, MOVED, None),
        (URL, "https://le-port.example/feed.xml", "me:secret"),
        ("http://le-port.example/feed", URL, "me:secret"),
        (URL, "https://le-port.example:8443/feed", None),
    ],
)
def test_a_login_does_not_move_to_another_server(url: str, target: str, login: str | None) -> None:
    known = READ._replace(url=url, login="me:secret")
    for _ in range(2):
        known = tell(known, MOVE._replace(url=target, redirects=((308, target),))).subscription
    assert (known.url, known.login) == (target, login)


@pytest.mark.parametrize("target", ["http://le-port.example/feed", "ftp://le-port.example/feed", URL])
def test_a_feed_is_not_moved_to_where_it_would_be_worse_off(target: str) -> None:
    known = READ
    for _ in range(3):
        known, notice = tell(known, MOVE._replace(url=target, redirects=((301, target),)))
        assert (known.url, notice) == (URL, "")


def test_a_feed_that_is_gone_is_retired_until_it_is_asked_by_hand_and_is_back() -> None:
    gone, notice = tell(READ, reply(410))
    assert notice == "gone for good (410): it is not asked any more"
    assert (gone.gone, gone.error, tell_health(gone)) == (True, "gone for good (410)", "gone")
    assert not is_due(gone, NOW + 100 * MOST)
    assert tell(gone, reply(410)).notice == ""
    assert tell(gone, reply(500)).subscription.gone
    back, notice = tell(gone, reply(), digest=DIGEST)
    assert (back.gone, back.error, notice, tell_health(back)) == (False, None, "it is back", "ok")


VALUES = st.text(max_size=40) | st.sampled_from(
    [
        "max-age=60",
        "max-age=9999999999999",
        "no-store",
        "Wed, 17 Jun 2026 14:00:00 GMT",
        "9" * 30,
        "-1",
        '"a"',
    ]
)
NAMES = ("cache-control", "expires", "date", "retry-after", "etag", "last-modified")
REPLIES = st.builds(
    Reply,
    st.just(1),
    st.sampled_from([URL, MOVED, "http://[", ""]) | st.text(max_size=20),
    st.sampled_from([0, 200, 204, 301, 304, 404, 410, 429, 500, 503]) | st.integers(0, 999),
    st.dictionaries(st.sampled_from(NAMES), VALUES),
    st.sampled_from([b"", b"<rss/>"]),
    st.sampled_from(["", "no answer in 30 s"]),
    st.lists(st.tuples(st.sampled_from([301, 302, 308]), st.sampled_from([MOVED, "//", ""])), max_size=3).map(
        tuple
    ),
    received=st.integers(0, 10**9),
)
NUMBERS = st.lists(st.integers(), max_size=30).map(tuple)
HEADS = st.none() | st.builds(
    FeedHead, st.none() | st.text(), st.none() | st.text(), st.none() | st.integers(), NUMBERS, NUMBERS
)


@given(
    st.lists(st.tuples(REPLIES, HEADS, st.sampled_from(["", "not a feed"])), min_size=1, max_size=6),
    st.integers(0, 10**6),
    st.integers(1, 10**6),
    st.integers(0, 2 * NOW),
)
def test_whatever_is_answered_the_next_visit_is_within_bounds(
    answers: list[tuple[Reply, FeedHead | None, str]], least: int, most: int, now: int
) -> None:
    known = NEW
    for answer, head, error in answers:
        verdict = judge(answer, DIGEST if answer.body else None, known)
        error = error if verdict.parse else ""
        known, _ = plan(
            known, answer, verdict, now, least=least, most=most, head=head, error=error, body_digest=DIGEST
        )
        assert now < known.next_check <= now + max(least, most) * 7
        assert known.interval is None or 0 < known.interval < 2**31
        assert (known.error is None) == (known.answers[-1].outcome in (FETCHED, UNCHANGED, NOT_MODIFIED))
        assert known.url == URL or known.url == MOVED
        assert known.requests >= len(known.answers)
