"""Dates as pages, feeds and people state them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.models import DATED_DAY, DATED_TIME
from gazette_cli.parsing.dates import ImpossibleDate, Stated, parse_date

FRENCH = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
ENGLISH = "January February March April May June July August September October November December".split()
FRENCH_SHORT = "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split()
ENGLISH_SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()

CASES: list[Callable[[str], str]] = [str, str.upper, str.lower, str.title]

SAMPLE = datetime(2023, 9, 14, 22, 35)


def zone(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


def stated(text: str, language: str | None = None) -> datetime | None:
    found = parse_date(text, language)
    return None if found is None else found.when


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("14 Septembre 2023 22:35 (UTC+01:00)", 1),
        ("14 septembre 2023 à 22h35", None),
        ("le 14 septembre 2023 à 22 h 35", None),
        ("Jeudi 14 septembre 2023, 22:35", None),
        ("14/09/2023 22:35", None),
        ("14.09.2023 - 22:35", None),
        ("2023/09/14 22:35", None),
        ("À 22h35 le 14 septembre 2023", None),
        ("September 14, 2023 10:35 PM EDT", -4),
        ("Sept. 14th, 2023 at 10:35 p.m. ET", -4),
        ("10:35 PM EDT, Thu September 14, 2023", -4),
        ("Thu 14 Sep 2023 22.35 BST", 1),
        ("Published 14 September 2023, 22:35 GMT", 0),
        ("14 septembre 2023 22:35 CEST", 2),
        ("14 septembre 2023 22:35 GMT+2", 2),
        ("14 septembre 2023 22:35 UTC −04:00", -4),
        ("14 septembre 2023 22h35 TU", 0),
        ("14 septembre 2023 22h35 HAE", -4),
        ("Sep 14 2023 2235 GMT", 0),
        ("2023-09-14T22:35:00Z", 0),
        ("2023-09-14T22:35+05:30", 5.5),
        ("2023-09-14 22:35", None),
        ("20230914T223500Z", 0),
        ("Thu, 14 Sep 2023 22:35:00 +0100", 1),
        ("Thu, 14 Sep 23 22:35:00 GMT", 0),
        ("14 Sep 2023 22:35:00 PST", -8),
        ("Thu Sep 14 22:35:00 2023", None),
        ("Thu Sep 14 22:35:00 CEST 2023", 2),
        ("Thu Sep 14 22:35:00 2023 +0100", 1),
        ("14 septembre 2023 22:35 XQZ", None),
        ("14 septembre 2023 22h35 est l’heure", None),
        ("Lundi 14 septembre 2023 22:35", None),
        ("Publié le 14 septembre 2023 à 22h35 | Mis à jour le 15 septembre 2023 à 8h", None),
        ("14 septembre 2023 22:35 · 5 min read", None),
        ("14 septembre 2023, 22:35-23:40", None),
    ],
)
def test_a_moment_is_read(text: str, offset: float | None) -> None:
    when = SAMPLE if offset is None else SAMPLE.replace(tzinfo=zone(offset))
    found = parse_date(text)
    assert found == Stated(when, DATED_TIME)
    assert found.when.utcoffset() == when.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "14 sept. 2023", "14 SEPTEMBRE 2023", "Sept. 14th, 2023", "14th of September 2023", "14/09/2023", "14-09-2023",
        "2023-09-14", "14-Sep-2023", "September 14 2023", "14 septembre 2023 · 3 min read", "jeudi 14 septembre 2023",
    ],
)  # fmt: skip
def test_a_day_is_a_day(text: str) -> None:
    assert parse_date(text) == Stated(datetime(2023, 9, 14), DATED_DAY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1er janvier 2024 à 9h05", datetime(2024, 1, 1, 9, 5)),
        ("14 FEVRIER 2023", datetime(2023, 2, 14)),
        ("3 AOUT 2023 À 9H", datetime(2023, 8, 3, 9)),
        ("3 aou\u0302t 2023", datetime(2023, 8, 3)),
        ("14 septembre 2023 à midi", datetime(2023, 9, 14, 12)),
        ("14 September 2023, noon", datetime(2023, 9, 14, 12)),
        ("14 September 2023 12:05 a.m.", datetime(2023, 9, 14, 0, 5)),
        ("14 September 2023 12 PM", datetime(2023, 9, 14, 12)),
        ("2023-12-31T24:00:00", datetime(2024, 1, 1)),
        ("2016-12-31T23:59:60", datetime(2016, 12, 31, 23, 59, 59)),
        ("2023-09-14T22:35:00.123456789", datetime(2023, 9, 14, 22, 35, 0, 123456)),
        ("14 août 2023 at 09:00", datetime(2023, 8, 14, 9)),
    ],
)
def test_unusual_spellings(text: str, expected: datetime) -> None:
    assert stated(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("03/04/2024", None, date(2024, 4, 3)),
        ("03/04/2024", "fr", date(2024, 4, 3)),
        ("03/04/2024", "en", date(2024, 3, 4)),
        ("03/04/2024", "en-us", date(2024, 3, 4)),
        ("03/04/2024", "en-gb", date(2024, 4, 3)),
        ("03.04.2024", "en", date(2024, 4, 3)),
        ("14/09/2023", "en", date(2023, 9, 14)),
        ("09/14/2023", None, date(2023, 9, 14)),
        ("12/03/2024", "fr", date(2024, 3, 12)),
    ],
)
def test_numbers_are_day_first_but_in_american_english(
    text: str, language: str | None, expected: date
) -> None:
    when = stated(text, language)
    assert when is not None
    assert when.date() == expected


@pytest.mark.parametrize(
    "text",
    [
        "31 février 2024", "February 30, 2024", "2023-02-30", "2023-13-01", "32 septembre 2023", "31/02/2024",
        "13/13/2023", "14 septembre 2023 25:70", "2023-09-14T22:35:00+99:00", "0001-01-01T00:00:00Z",
        "14 septembre 2023 22:35 (UTC+25:00)", "29 février 2023",
    ],
)  # fmt: skip
def test_an_impossible_date_is_said_to_be_one(text: str) -> None:
    with pytest.raises(ImpossibleDate) as raised:
        parse_date(text)
    assert raised.value.text.rstrip(")") in text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hier",
        "14/09/23",
        "14 sept. 23",
        "septembre 2023",
        "2023",
        "14 septembre",
        "chapter 14, 2023",
        "10.0.0.1",
    ],
)
def test_what_states_no_whole_date_is_none(text: str) -> None:
    assert parse_date(text) is None


def test_a_span_of_days_is_not_one_day() -> None:
    assert parse_date("14-15 septembre 2023") is None


@pytest.mark.parametrize(
    "text",
    [
        "1." * 100_000,
        "9" * 100_000,
        "1 " * 100_000,
        "14 septembre 2023 " * 10_000,
        "(" * 100_000,
        "- " * 140,
        "1:" * 149,
    ],
)
def test_long_nonsense_is_passed_over(text: str) -> None:
    assert parse_date(text) is None or len(text) <= 300


moments = st.datetimes(datetime(1900, 1, 1), datetime(2099, 12, 31)).map(
    lambda when: when.replace(microsecond=0)
)
offsets = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))


@given(moments, offsets, st.data())
def test_every_spelling_says_the_same_moment(when: datetime, tz: timezone, data: st.DataObject) -> None:
    when = when.replace(second=0, tzinfo=tz)
    french = data.draw(st.sampled_from([FRENCH, FRENCH_SHORT]))[when.month - 1]
    english = data.draw(st.sampled_from([ENGLISH, ENGLISH_SHORT]))[when.month - 1]
    case = data.draw(st.sampled_from(CASES))
    first = "er" if when.day == 1 else ""
    offset = f"{when:%z}"
    colon = f"{offset[:3]}:{offset[3:]}"
    half = f"{when.hour % 12 or 12}:{when:%M} {'AM' if when.hour < 12 else 'PM'}"
    spelled = data.draw(
        st.sampled_from(
            [
                f"{when.day}{first} {case(french)} {when.year} {when:%H:%M} (UTC{colon})",
                f"{case(french)} {when.day}, {when.year} {when:%H:%M} UTC{colon}",
                f"le {when.day} {case(french)} {when.year} à {when.hour}h{when:%M} (GMT{colon})",
                f"{when.day} {case(french)} {when.year} à {when.hour} h {when:%M} GMT{colon}",
                f"{case(english)} {when.day}, {when.year} {half} {offset}",
                f"{when.day} {case(english)} {when.year} at {when:%H:%M} {offset}",
                f"{ENGLISH_SHORT[when.month - 1]} {when.day} {when.year}, {half} {colon}",
                f"{when.day:02}/{when.month:02}/{when.year} {when:%H:%M} UTC{colon}",
                when.isoformat(),
                when.isoformat(" "),
                f"Mon, {when.day} {ENGLISH_SHORT[when.month - 1]} {when.year} {when:%H:%M:%S} {offset}",
            ]
        )
    )
    found = parse_date(spelled)
    assert found == Stated(when, DATED_TIME)
    assert found.when.utcoffset() == when.utcoffset()


@given(
    st.text() | st.text("0123456789/-.: hTZ+apm,()janvjuilsept2024 ", max_size=60),
    st.sampled_from([None, "fr", "en"]),
)
def test_any_text_is_a_date_or_none_or_impossible(text: str, language: str | None) -> None:
    try:
        found = parse_date(text, language)
    except ImpossibleDate as exc:
        assert exc.text
    else:
        assert found is None or isinstance(found.when, datetime)
