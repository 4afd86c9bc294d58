"""The subscriptions."""

import pytest

from gazette_cli.render.sources import plain_sources, render_sources
from tests.render.samples import NOW, SOURCES


def draw(width: int) -> list[str]:
    return [line.plain for line in render_sources(SOURCES, width=width, now=NOW, language="en")]


@pytest.mark.parametrize("width", [*range(20, 200, 5)])
def test_no_row_is_wider_than_the_screen(width: int) -> None:
    lines = render_sources(SOURCES, width=width, now=NOW, language="fr")
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


def test_a_path_is_cut_at_its_start() -> None:
    assert draw(80)[2].endswith("page.txt") and "…" in draw(80)[2]


def test_a_narrow_screen_keeps_id_title_and_unread() -> None:
    assert draw(24)[0].split() == ["1", "Le", "Port", "12"]


def test_a_pipe_gets_fields_whole() -> None:
    rows = [line.split("\t") for line in plain_sources(SOURCES)]
    assert rows[2] == [
        *("3", "seeds", "1200", "12000", "2026-11-23T12:00+01:00"),
        *("The bundled edition 🎉 [/]", "seeds"),
    ]
    assert rows[1][6].endswith("page.txt") and rows[1][5] == ""
