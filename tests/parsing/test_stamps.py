"""Moments in a program's own form are read at once, and as the reader of all dates reads them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.parsing.dates import ImpossibleDate, Stated, parse_date
from gazette_cli.parsing.stamps import read_stamp

CLOCKS = st.builds("{:02}:{:02}:{:02}".format, st.integers(0, 24), st.integers(0, 60), st.integers(0, 60))
ZONES = st.sampled_from(
    ["Z", "GMT", "UTC", "EST", "+0000", "-0000", "+01:00", "-0330", "+0545", "-0507", "+1500", "-1500"]
)
YEARS = st.sampled_from([999, 1000, 1999, 2024, 2026])
DAYS = st.sampled_from(["00", "1", "07", "29", "30", "31", "32"])
MAIL = st.builds(
    "{}{} {} {:04} {} {}".format,
    st.sampled_from(["Mon, ", "Tue, ", "", "mar., "]),
    DAYS,
    st.sampled_from(["Jan", "Feb", "Jun", "Dec", "Mai", "jan"]),
    YEARS,
    CLOCKS,
    ZONES,
)
NET = st.builds(
    "{:04}-{:02}-{}{}{}{}{}".format,
    YEARS,
    st.integers(0, 13),
    DAYS,
    st.sampled_from("TT t"),
    CLOCKS,
    st.sampled_from(["", "", ".5", ".123456789", ",5"]),
    ZONES,
)


def read_slowly(text: str) -> Stated | None:
    try:
        return parse_date(text, "en")
    except ImpossibleDate:
        return None


@given(MAIL | NET)
def test_a_stamp_is_the_moment_that_any_reader_of_dates_finds(text: str) -> None:
    stamp = read_stamp(text)
    assert stamp is None or repr(stamp) == repr(read_slowly(text))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Tue, 24 Nov 2026 10:05:00 +0130", "2026-11-24T10:05:00+01:30"),
        ("4 Jul 2026 01:02:03 GMT", "2026-07-04T01:02:03+00:00"),
        ("2026-11-24T10:05:00.25-05:00", "2026-11-24T10:05:00.250000-05:00"),
        ("2026-11-24 10:05:00Z", "2026-11-24T10:05:00+00:00"),
    ],
)
def test_what_feeds_are_dated_by_is_a_stamp(text: str, moment: str) -> None:
    stamp = read_stamp(text)
    assert stamp is not None
    assert stamp.when.isoformat() == moment


@pytest.mark.parametrize(
    "text", ["30 Feb 2026 10:00:00 GMT", "2026-02-30T10:00:00Z", "2026-11-24T25:00:00Z", "soon"]
)
def test_what_is_no_moment_is_no_stamp(text: str) -> None:
    assert read_stamp(text) is None
