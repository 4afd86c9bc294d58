"""What of a feed needs care: judged from plain values."""

from typing import Any

import pytest

from gazette_cli.library.checkup import Habits, Recent
from gazette_cli.services.checkup import find_target, is_cut_short, judge_feed, tell_span
from gazette_cli.subscription import FAILED, NOT_MODIFIED, Answer, Subscription

NOW = 1_800_000_000
HOUR, DAY = 3_600, 86_400
WHOLE = Recent(400, "Le phare rouvre", "Un résumé qui dit autre chose.", " et rien de plus.")
CUT = Recent(300, "Le phare rouvre", "Un résumé qui dit autre chose.", " et rien de plus […]")
SHORT = Recent(40, "Le phare rouvre", "Un résumé qui dit autre chose.", " et rien de plus.")


def feed(**known: Any) -> Subscription:
    """A feed in good health."""
    well = Subscription(7, "https://a.example/rss", "Le Port", checked=NOW, succeeded=NOW)
    return well._replace(**known)


def find(one: Subscription, habits: Habits = Habits(), **others: Any) -> list[str]:
    return [finding.what for finding in judge_feed(one, habits, NOW, **others)]


def rhythm(gap: int, since: int, count: int = 51) -> Habits:
    dates = tuple(NOW - since - gap * n for n in range(count))
    return Habits(dates, dates[0])


def test_a_feed_in_good_health_needs_nothing() -> None:
    assert find(feed(), rhythm(DAY, HOUR)._replace(recent=(WHOLE,) * 20), twin=7) == []


def test_one_that_is_gone_is_told_nothing_else() -> None:
    (finding,) = judge_feed(feed(gone=True, failures=9), rhythm(DAY, 99 * DAY), NOW)
    assert (finding.what, finding.command) == ("gone", "gazette remove 7")


def test_one_that_was_never_fetched() -> None:
    (finding,) = judge_feed(feed(checked=None, succeeded=None), Habits(), NOW)
    assert (finding.what, finding.command) == ("new", "gazette refresh 7")


def test_two_subscriptions_to_one_feed() -> None:
    (finding,) = judge_feed(feed(), Habits(), NOW, twin=3)
    assert finding == ("twin", "the same feed as number 3", "gazette remove 7")
    assert find(feed(), twin=7) == []


@pytest.mark.parametrize(
    ("known", "command"),
    [
        ({"failures": 3, "succeeded": NOW - HOUR}, "gazette refresh --force 7"),
        ({"failures": 1, "succeeded": NOW - 4 * DAY}, "gazette refresh --force 7"),
        ({"failures": 1, "succeeded": None}, "gazette refresh --force 7"),
        ({"failures": 3, "status": 404}, "gazette remove 7"),
        ({"failures": 30, "succeeded": NOW - 31 * DAY}, "gazette remove 7"),
        ({"failures": 3, "status": 401}, "gazette add https://USER:PASSWORD@a.example/rss"),
        (
            {"failures": 3, "status": 401, "url": "https://a.example/$(x)?a&b"},
            "gazette add 'https://USER:PASSWORD@a.example/$(x)?a&b'",
        ),
    ],
)
def test_failures(known: dict[str, Any], command: str) -> None:
    (finding,) = judge_feed(feed(error="connection refused", **known), rhythm(DAY, 99 * DAY), NOW)
    assert (finding.what, finding.command) == ("failing", command)
    assert "connection refused" in finding.message


def test_a_failure_or_two_is_no_failure() -> None:
    assert find(feed(failures=2, succeeded=NOW - 2 * DAY)) == []


def test_since_when_one_fails_that_was_never_read() -> None:
    known = feed(succeeded=None, failures=40, answers=(Answer(NOW - 40 * DAY, FAILED), Answer(NOW, FAILED)))
    (finding,) = judge_feed(known, Habits(), NOW)
    assert finding.message == "never read, 40 failures in a row: no answer"
    assert finding.command == "gazette remove 7"


def test_moves() -> None:
    moving = feed(moved_to="https://b.example/rss", moved_times=1)
    (finding,) = judge_feed(moving, Habits(), NOW)
    assert (finding.what, finding.command) == ("moved", "gazette refresh --force 7")
    there = Subscription(3, "https://b.example/rss", "B")
    (finding,) = judge_feed(moving, Habits(), NOW, taken=there)
    assert (finding.what, finding.command) == ("moved", "gazette remove 7")
    assert "number 3" in finding.message


def test_a_move_that_could_not_be_made() -> None:
    answers = (
        Answer(NOW - 9, "fetched", 200, 9, "moved to https://b.example/rss"),
        Answer(NOW, NOT_MODIFIED, 304),
    )
    assert find_target(feed(answers=answers)) == "https://b.example/rss"
    assert find_target(feed(answers=answers, url="https://b.example/rss")) is None
    assert find_target(feed()) is None


@pytest.mark.parametrize(
    ("gap", "since", "silent"),
    [
        (HOUR, 13 * DAY, False),
        (HOUR, 15 * DAY, True),
        (10 * DAY, 49 * DAY, False),
        (10 * DAY, 51 * DAY, True),
    ],
)
def test_silence_is_what_is_out_of_the_rhythm(gap: int, since: int, silent: bool) -> None:
    assert find(feed(), rhythm(gap, since)) == ["silent"] * silent


def test_silence_leads_to_the_site_if_there_is_one() -> None:
    (finding,) = judge_feed(feed(), rhythm(2 * DAY, 60 * DAY), NOW)
    assert finding == ("silent", "silent for 2 months; its usual gap is 2 days", "gazette remove 7")
    for site, command in (
        ("https://a.example/", "gazette add https://a.example/"),
        ("javascript:alert(1)", "gazette remove 7"),
    ):
        (finding,) = judge_feed(feed(site=site), rhythm(2 * DAY, 60 * DAY), NOW)
        assert finding.command == command


def test_too_few_articles_have_no_rhythm_and_others_may_have_delivered_them() -> None:
    assert find(feed(), rhythm(HOUR, 90 * DAY, count=5)) == []
    assert find(feed(), rhythm(HOUR, 90 * DAY, count=6)) == ["silent"]
    assert find(feed(), rhythm(HOUR, 90 * DAY)._replace(newest=NOW - DAY)) == []


@pytest.mark.parametrize(
    ("recent", "cut"),
    [
        ((SHORT,) * 20, True),
        ((CUT,) * 11 + (WHOLE,) * 9, True),
        ((CUT,) * 10 + (WHOLE,) * 10, False),
        ((CUT,) * 4, False),
        ((WHOLE,) * 20, False),
    ],
)
def test_feeds_that_are_cut_short(recent: tuple[Recent, ...], cut: bool) -> None:
    habits = rhythm(DAY, HOUR)._replace(recent=recent)
    assert find(feed(), habits) == ["truncated"] * cut
    assert find(feed(), habits, whole=True) == []


def test_how_a_feed_that_is_cut_short_is_mended() -> None:
    habits = rhythm(DAY, HOUR)._replace(recent=(CUT,) * 20)
    (finding,) = judge_feed(feed(title='Le "Port" 🎉'), habits, NOW)
    assert finding.command == r'in config.toml: [sources."Le \"Port\" 🎉"], then full_text = true'


@pytest.mark.parametrize(
    "end",
    [
        "et puis…",
        "et puis...",
        "et puis […]",
        "[...]",
        "Read more",
        "Read More »",
        "Lire la suite →",
        "Continue reading",
    ],
)
def test_texts_that_say_that_they_go_on(end: str) -> None:
    assert is_cut_short(Recent(900, "Un titre", "", end))


@pytest.mark.parametrize(
    "end", ["et voilà.", "… et puis ceci.", "read more books than that", "dit-il (suite)."]
)
def test_texts_that_end(end: str) -> None:
    assert not is_cut_short(Recent(900, "Un titre", "", end))


def test_a_note_is_short_and_whole() -> None:
    assert not is_cut_short(
        Recent(20, "Vu au large ce matin…", "Vu au large ce matin, trois voiles.", "trois voiles.")
    )
    assert is_cut_short(Recent(20, "", "Vu au large.", "Vu au large."))


def test_what_nobody_reads() -> None:
    assert find(feed(), rhythm(DAY, HOUR)._replace(waiting=20)) == ["unread"]
    assert find(feed(), rhythm(DAY, HOUR)._replace(waiting=19)) == []


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(60, "less than an hour"), (HOUR, "1 hour"), (47 * HOUR, "47 hours"), (2 * DAY, "2 days"),
     (59 * DAY, "59 days"), (60 * DAY, "2 months"), (3 * 365 * DAY, "3 years"), (0, "less than an hour")],
)  # fmt: skip
def test_spans(seconds: int, said: str) -> None:
    assert tell_span(seconds) == said
