"""The spans that a person types after --since and --until."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.errors import UsageError
from gazette_cli.parsing.dates import parse_when

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=timezone(timedelta(hours=2)))  # a Wednesday


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=NOW.tzinfo)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        *[(text, day(2026, 6, 15).replace(hour=12)) for text in ("2d", "2j", "-2d", "2 days", "2 jours", "2 days ago")],
        *[(text, day(2026, 6, 14).replace(hour=12)) for text in ("il y a 3 jours", "3 days ago", "last 3 days")],
        *[(text, day(2026, 6, 17).replace(hour=9)) for text in ("3h", "3 hours ago", "il y a 3 heures")],
        *[(text, day(2026, 6, 3).replace(hour=12)) for text in ("2w", "2sem", "2 semaines", "2 weeks ago")],
        *[(text, day(2026, 5, 17).replace(hour=12)) for text in ("1mo", "1 mois", "un mois", "a month ago")],
        *[(text, day(2025, 6, 17).replace(hour=12)) for text in ("1y", "1 an", "il y a 1 an")],
        ("30min", day(2026, 6, 17).replace(hour=11, minute=30)),
        ("now", NOW),
        ("2026-06-01T10:00:00Z", day(2026, 6, 1).replace(hour=12)),
        ("2026-06-01 10:00", day(2026, 6, 1).replace(hour=10)),
        ("14 sept. 2023 à 22h35", day(2023, 9, 14).replace(hour=22, minute=35)),
    ],
)  # fmt: skip
def test_an_instant_is_both_ends(text: str, instant: datetime) -> None:
    assert parse_when(text, NOW) == (instant, instant)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        *[(text, day(2026, 6, 17), day(2026, 6, 18)) for text in ("today", "aujourd'hui", "Aujourd’hui", "mercredi")],
        *[(text, day(2026, 6, 16), day(2026, 6, 17)) for text in ("yesterday", "hier", "HIER", " hier ", "tuesday")],
        ("avant-hier", day(2026, 6, 15), day(2026, 6, 16)),
        *[(text, day(2026, 6, 15), day(2026, 6, 16)) for text in ("lundi", "monday", "last monday", "lundi dernier")],
        *[(text, day(2026, 6, 10), day(2026, 6, 11)) for text in ("last wednesday", "mercredi dernier")],
        *[(text, day(2026, 9, 1), day(2026, 9, 2)) for text in ("2026-09-01", "01/09/2026", "1er septembre 2026")],
        *[(text, day(2026, 9, 1), day(2026, 10, 1)) for text in ("2026-09", "septembre 2026", "Sept. 2026", "09/2026")],
        ("2026-12", day(2026, 12, 1), day(2027, 1, 1)),
        ("2026", day(2026, 1, 1), day(2027, 1, 1)),
        ("septembre", day(2025, 9, 1), day(2025, 10, 1)),
        ("14 sept.", day(2025, 9, 14), day(2025, 9, 15)),
        ("June 5", day(2026, 6, 5), day(2026, 6, 6)),
        ("29 février", day(2024, 2, 29), day(2024, 3, 1)),
        ("14/09/2023", day(2023, 9, 14), day(2023, 9, 15)),
        ("jeudi 14 septembre 2023", day(2023, 9, 14), day(2023, 9, 15)),
        *[(text, day(2026, 6, 8), day(2026, 6, 15)) for text in ("last week", "la semaine dernière")],
        *[(text, day(2026, 6, 15), day(2026, 6, 22)) for text in ("this week", "cette semaine")],
        *[(text, day(2026, 5, 1), day(2026, 6, 1)) for text in ("last month", "le mois dernier")],
        *[(text, day(2025, 1, 1), day(2026, 1, 1)) for text in ("last year", "l'année dernière", "l’an dernier")],
    ],
)  # fmt: skip
def test_a_day_a_month_a_year_is_meant_whole(text: str, start: datetime, end: datetime) -> None:
    assert parse_when(text, NOW) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "foo", "2x", "31 février 2024", "31/02/2024", "2026-13", "0000", "9999", "9999999d", "9" * 5000 + "d", "25:70",
     "32 janvier", "14 septembre 2023 gibberish", "-", "--since", "99999h", "1" * 200],
)  # fmt: skip
def test_what_can_not_be_meant_is_an_error_with_a_hint(text: str) -> None:
    try:
        start, _ = parse_when(text, NOW)
    except UsageError as exc:
        assert exc.hint
        assert "\n" not in exc.message
    else:
        assert text == "99999h"
        assert start.year == 2015


def test_a_bare_m_is_asked_back() -> None:
    with pytest.raises(UsageError) as raised:
        parse_when("5m", NOW)
    assert "5mo" in raised.value.hint
    assert "5min" in raised.value.hint


def test_days_follow_the_clock_and_hours_the_sun_where_summer_time_begins() -> None:
    paris = ZoneInfo("Europe/Paris")
    now = datetime(2026, 3, 29, 12, 0, tzinfo=paris)  # the clocks went from 2 to 3 o'clock
    assert parse_when("1d", now)[0] == datetime(2026, 3, 28, 12, 0, tzinfo=paris)
    assert parse_when("24h", now)[0] == datetime(2026, 3, 28, 11, 0, tzinfo=paris)
    start, end = parse_when("today", now)
    assert end.astimezone(UTC) - start.astimezone(UTC) == timedelta(hours=23)


@given(
    st.text(max_size=60)
    | st.from_regex(r"[0-9]{1,5} ?(d|j|h|w|sem|mo|y|min|s)|[0-9]{4}-[0-9]{2}(-[0-9]{2})?", fullmatch=True)
)
def test_any_words_are_a_span_or_a_usage_error(text: str) -> None:
    try:
        start, end = parse_when(text, NOW)
    except UsageError:
        return
    assert start <= end
    assert start.utcoffset() == end.utcoffset() == NOW.utcoffset()
    start.timestamp(), end.timestamp()


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_a_day_is_found_however_it_is_written(when: date) -> None:
    midnight = datetime.combine(when, time(), NOW.tzinfo)
    span = (midnight, midnight + timedelta(days=1))
    for text in (when.isoformat(), f"{when:%d/%m/%Y}", f"{when.day} {MONTHS[when.month - 1]} {when.year}"):
        assert parse_when(text, NOW) == span
