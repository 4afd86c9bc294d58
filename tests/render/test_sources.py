"""The subscriptions."""

import pytest

from gazette_cli.render.checks import tell_wait
from gazette_cli.render.sources import plain_sources, render_sources
from tests.render.feeds import FED, FEEDS
from tests.render.samples import NOW, SOURCES


def draw(width: int, language: str = "en") -> list[str]:
    return [line.plain for line in render_sources(SOURCES, {}, width=width, now=NOW, language=language)]


def draw_fed(width: int, language: str = "en") -> list[str]:
    return [line.plain for line in render_sources(FED, FEEDS, width=width, now=NOW, language=language)]


@pytest.mark.parametrize("width", [*range(20, 200, 5)])
def test_no_row_is_wider_than_the_screen(width: int) -> None:
    for sources, feeds in ((SOURCES, {}), (FED, FEEDS)):
        lines = render_sources(sources, feeds, width=width, now=NOW, language="fr")
        assert max(line.cell_len for line in lines) <= width


def test_a_wide_screen_shows_all() -> None:
    head, first, *_ = draw(160)
    assert head.split() == ["id", "title", "unread", "total", "kind", "added", "location"]
    assert first.split() == [
        "1",
        "Le",
        "Port",
        "12",
        "214",
        "folder",
        "8",
        "May",
        "/home/camille/journaux/le-port",
    ]
    head = draw_fed(160)[0]
    assert head.split() == [*"id title unread total kind health last next added location".split()]


def test_a_path_is_cut_at_its_start() -> None:
    assert draw(80)[2].endswith("page.txt") and "…" in draw(80)[2]


def test_a_narrow_screen_keeps_id_title_and_unread() -> None:
    assert draw(24)[0].split() == ["1", "Le", "Port", "12"]


def test_what_is_given_up_first() -> None:
    columns = [draw_fed(width)[0].split() for width in (160, 80, 66, 52, 40, 32)]
    assert columns == sorted(columns, key=len, reverse=True)
    assert columns[1] == ["id", "title", "unread", "total", "kind", "health", "last", "next"]
    assert columns[4] == ["id", "title", "unread", "health"]
    assert columns[5] == ["id", "title", "unread"]


def test_a_feed_that_fails_says_why_where_there_is_room() -> None:
    (at,) = [n for n, line in enumerate(draw_fed(80)) if "Le Lent" in line]
    row, cause = draw_fed(80)[at : at + 2]
    assert row.split() == ["5", "Le", "Lent", "0", "40", "feed", "failing", "15", "Nov", "in", "3", "d"]
    assert cause.strip() == "no answer in 30 s (7 times)"
    assert cause.index("no") == row.index("Le Lent")
    (wide,) = [line for line in draw_fed(199) if "Le Lent" in line]
    assert wide.endswith("https://lent.example/rss  no answer in 30 s (7 times)")
    assert any(line.strip() == "gone for good (410); gazette remove 6" for line in draw_fed(80))


def test_a_narrow_screen_marks_what_needs_care() -> None:
    lines = draw_fed(30)
    assert [line.split()[0] for line in lines if " !" in line] == ["5", "6"]
    assert not [line for line in draw_fed(80) if " !" in line]


@pytest.mark.parametrize(
    ("seconds", "english", "french"),
    [
        (-5, "now", "maintenant"),
        (0, "now", "maintenant"),
        (20, "in 1 min", "dans 1 min"),
        (12 * 60, "in 12 min", "dans 12 min"),
        (3 * 3600, "in 3 h", "dans 3 h"),
        (47 * 3600, "in 47 h", "dans 47 h"),
        (72 * 3600, "in 3 d", "dans 3 j"),
    ],
)
def test_how_long_a_check_is_off(seconds: int, english: str, french: str) -> None:
    assert (tell_wait(seconds, "en"), tell_wait(seconds, "fr")) == (english, french)


def test_a_pipe_gets_fields_whole() -> None:
    rows = [line.split("\t") for line in plain_sources(FED, FEEDS)]
    assert {len(row) for row in rows} == {12}
    assert rows[2][:7] == [
        *("3", "seeds", "1200", "12000", "2026-11-23T12:00+01:00"),
        *("The bundled edition 🎉 [/]", "seeds"),
    ]
    assert rows[2][7:] == [""] * 5
    assert rows[1][6].endswith("page.txt") and rows[1][5] == ""
    assert rows[4][7:] == [
        *("failing", "2026-11-15T11:00+00:00", "2026-11-27T11:00+00:00"),
        *("no answer in 30 s", "#mer #presse/a"),
    ]
    # Neither retired nor new: there is no time to tell.
    assert [row[7:10] for row in rows[5:]] == [["gone", "2026-10-15T11:00+00:00", ""], ["new", "", ""]]
