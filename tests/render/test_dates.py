"""Dates as a person reads them."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.render.dates import long_date, relative_date, short_date, stamp_date

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ZONE)


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("published", "french", "english"),
    [
        (at(2026, 11, 24, 11, 59, 30), "<1 min", "<1 min"),
        (at(2026, 11, 24, 11, 55), "5 min", "5 min"),
        (at(2026, 11, 24, 10, 0), "2 h", "2 h"),
        (at(2026, 11, 24, 0, 1), "11 h", "11 h"),
        (at(2026, 11, 23, 23, 0), "hier", "yesterday"),
        (at(2026, 11, 22, 13, 0), "22 nov.", "22 Nov"),
        (at(2026, 9, 1, 8, 0), "1er sept.", "1 Sep"),
        (at(2023, 9, 14, 22, 35), "14 sept. 2023", "14 Sep 2023"),
        (at(2027, 2, 3, 8, 0), "3 févr. 2027", "3 Feb 2027"),
        (at(2026, 12, 25, 8, 0), "25 déc.", "25 Dec"),
    ],
)
def test_short_dates(published: datetime, french: str, english: str) -> None:
    assert short_date(published, "time", NOW, "fr") == french
    assert short_date(published, "time", NOW, "en") == english
    assert short_date(published, "file", NOW, "fr") == "~" + french
    assert short_date(published, "seen", NOW, "en") == "~" + english


def test_just_after_midnight_minutes_go_before_days() -> None:
    assert short_date(at(2026, 11, 23, 23, 50), "time", at(2026, 11, 24, 0, 20), "fr") == "30 min"


def test_a_day_alone_has_no_hours_and_is_the_same_day_everywhere() -> None:
    assert short_date(at(2026, 11, 24), "day", NOW, "fr") == "aujourd’hui"
    assert short_date(at(2026, 11, 24), "day", NOW, "en") == "today"
    far = datetime(2026, 11, 23, tzinfo=timezone(timedelta(hours=-10)))
    assert short_date(far, "day", NOW, "fr") == "hier"
    assert long_date(at(2023, 9, 14), "day", "fr") == "14 septembre 2023"


def test_another_zone_is_seen_on_the_readers_clock() -> None:
    abroad = datetime(2026, 11, 22, 23, 30, tzinfo=timezone(timedelta(hours=-5)))
    assert short_date(abroad, "time", NOW, "fr") == "hier"


def test_a_narrow_column_names_the_month_of_another_year() -> None:
    assert short_date(at(2023, 9, 1), "time", NOW, "fr", narrow=True) == "sept. 2023"
    assert short_date(at(2026, 9, 14), "time", NOW, "fr", narrow=True) == "14 sept."


def test_long_dates() -> None:
    when = at(2023, 9, 14, 22, 35)
    assert long_date(when, "time", "fr") == "14 septembre 2023, 22:35 (UTC+01:00)"
    assert long_date(when, "time", "en") == "14 September 2023, 22:35 (UTC+01:00)"
    assert long_date(when.astimezone(UTC), "time", "en") == "14 September 2023, 21:35 (UTC)"
    west = when.astimezone(timezone(-timedelta(hours=3, minutes=30)))
    assert long_date(west, "time", "en") == "14 September 2023, 18:05 (UTC-03:30)"


@pytest.mark.parametrize(
    ("published", "french", "english"),
    [
        (at(2026, 11, 24, 11, 59, 30), "à l’instant", "just now"),
        (at(2026, 11, 24, 11, 59), "il y a 1 minute", "1 minute ago"),
        (at(2026, 11, 24, 10, 0), "il y a 2 heures", "2 hours ago"),
        (at(2026, 11, 23, 20, 0), "hier", "yesterday"),
        (at(2026, 11, 20, 12, 0), "il y a 4 jours", "4 days ago"),
        (at(2026, 11, 3, 12, 0), "il y a 3 semaines", "3 weeks ago"),
        (at(2026, 8, 24, 12, 0), "il y a 3 mois", "3 months ago"),
        (at(2025, 11, 25, 12, 0), "il y a 11 mois", "11 months ago"),
        (at(2025, 11, 24, 12, 0), "il y a 1 an", "1 year ago"),
        (at(2023, 9, 14, 22, 35), "il y a 3 ans", "3 years ago"),
        (at(2026, 11, 27, 12, 0), "dans 3 jours", "in 3 days"),
    ],
)
def test_relative_dates(published: datetime, french: str, english: str) -> None:
    assert relative_date(published, "time", NOW, "fr") == french
    assert relative_date(published, "time", NOW, "en") == english


def test_dates_for_programs() -> None:
    when = at(2023, 9, 14, 22, 35, 59)
    assert stamp_date(when, "time") == "2023-09-14T22:35+01:00"
    assert stamp_date(when, "file") == "~2023-09-14T22:35+01:00"
    assert stamp_date(None, "time") == ""


moments = st.datetimes(
    min_value=datetime(1, 1, 1),
    max_value=datetime(9999, 12, 31),
    timezones=st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)


@settings(deadline=None)
@given(
    moments, moments, st.sampled_from(["time", "day", "file", "seen"]), st.sampled_from(["fr", "en", "de"])
)
def test_any_date_can_be_told(published: datetime, now: datetime, dated: str, language: str) -> None:
    assert 0 < len(short_date(published, dated, now, language)) <= 15
    assert long_date(published, dated, language)
    assert relative_date(published, dated, now, language)
