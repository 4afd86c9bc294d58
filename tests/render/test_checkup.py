"""The check-up on a screen and in a pipe."""

import pytest

from gazette_cli.render.checkup import (
    format_bytes,
    plain_checkup,
    plain_feeds,
    render_checkup,
    summarise_feeds,
)
from tests.render.feeds import CARES, FEEDS

ALL = list(FEEDS.values())
SUMMARY = ("The library is whole: 12 articles, 7 sources", summarise_feeds(ALL))


def draw(width: int) -> list[str]:
    return [line.plain for line in render_checkup(SUMMARY, CARES, ALL, width=width)]


@pytest.mark.parametrize("width", range(20, 200, 5))
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    lines = render_checkup(SUMMARY, CARES, ALL, width=width)
    assert max(line.cell_len for line in lines) <= width


@pytest.mark.parametrize("width", [20, 40, 80, 160])
def test_a_command_is_never_cut(width: int) -> None:
    said = "".join("".join(draw(width)).split())
    for care in CARES[:4]:
        assert "".join(care.command.split()) in said
    assert "gazetterefresh" in said


def test_a_command_stands_beside_what_it_mends_where_it_fits() -> None:
    (line,) = [line for line in draw(80) if "Vieux journal:" in line]
    assert line == "    6  Vieux journal: gone for good (410), retired  gazette remove 6"
    narrow = draw(60)
    at = next(n for n, line in enumerate(narrow) if "Vieux journal:" in line)
    assert narrow[at + 1].strip() == "gazette remove 6"


def test_what_the_table_gives_up_first() -> None:
    def head(width: int) -> list[str]:
        return next(line for line in draw(width) if "title" in line).split()

    assert head(80) == ["id", "title", "answers", "304", "saved", "received", "health"]
    assert head(56) == ["id", "title", "answers", "304", "saved", "health"]
    assert head(46) == ["id", "title", "answers", "304", "saved"]
    assert head(36) == ["id", "title", "answers", "304"]
    assert head(30) == ["id", "title", "answers"]


def test_answers_are_marks_the_last_one_on_the_right() -> None:
    rows = [line.split("\t") for line in plain_feeds(ALL)]
    assert [row[:3] for row in rows] == [
        ["4", "ok", "+=~"],
        ["5", "failing", "wxxxxxxxxx"],
        ["6", "gone", "x"],
        ["7", "new", ""],
    ]
    assert rows[0][3:] == ["100", "80", "120000", "2400000", "Harbour Times"]


def test_a_pipe_gets_everything_on_a_line_each() -> None:
    rows = [line.split("\t") for line in plain_checkup(SUMMARY, CARES)]
    assert rows[0] == ["0", "summary", "library", SUMMARY[0], ""]
    assert len(rows) == len(SUMMARY) + len(CARES)
    assert rows[4] == [
        *("5", "failing", "Le Lent", "not read for 9 days, 7 failures in a row: no answer"),
        "gazette refresh --force 5",
    ]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        *(
            (0, "0 B"),
            (999, "999 B"),
            (1000, "1.0 kB"),
            (38_400, "38 kB"),
            (999_400, "999 kB"),
            (999_600, "1.0 MB"),
        ),
        *((1_200_000_000, "1.2 GB"), (5 * 10**12, "5.0 TB"), (10**18, "1,000,000 TB")),
    ],
)
def test_bytes(number: int, said: str) -> None:
    assert format_bytes(number) == said
