"""A caret below the spot of a query that can't be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gazette_cli.render.spot import name_spot, point_at


@pytest.mark.parametrize(
    ("text", "position", "line", "column"),
    [
        ("poutine (", 8, "poutine (", 8),
        ('a  "b', 3, 'a  "b', 3),
        ("corée du (nord", 9, "corée du (nord", 9),
        ("core\u0301e (", 7, "core\u0301e (", 6),
        ("日本語 (", 4, "日本語 (", 7),
        ("   (a", 3, "(a", 0),
        ("a\nb (", 4, "a b (", 4),
        ("a", 1, "a", 1),
        ("\x1b[31ma (", 7, "a (", 2),
    ],
)
def test_the_caret_stands_below_the_character(text: str, position: int, line: str, column: int) -> None:
    assert point_at(text, position, 40) == (line, " " * column + "^")


def test_a_long_query_is_shown_around_the_spot() -> None:
    text = "mot " * 1000 + "(" + " suite" * 100
    line, caret = point_at(text, 4000, 40)
    assert line[len(caret) - 1] == "("
    assert line[0] == line[-1] == "…"
    assert point_at("(" + " suite" * 100, 0, 40)[0].startswith("( suite")
    assert point_at("x" * 5000, 4000, 40)[0] == "…" + "x" * 24 + "x" * 14 + "…"


@given(st.text(max_size=300), st.integers(0, 300), st.integers(17, 100))
def test_neither_line_is_ever_too_wide(text: str, position: int, width: int) -> None:
    line, caret = point_at(text, min(position, len(text)), width)
    assert cell_len(line) <= width
    assert len(caret) <= width
    assert not set(line) & set("\x1b\n\r\t")


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("poutine (", 8, "at character 9: ("),
        ("port (nord " + "mot " * 40, 5, "at character 6: (nord " + "mot " * 8 + "mo"),
        ("port (", 6, "at its end"),
        ("\x1b[31m(a\nb", 5, "at character 6: (a b"),
    ],
)
def test_a_spot_in_words(text: str, position: int, said: str) -> None:
    assert name_spot(text, position) == said
