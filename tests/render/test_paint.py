"""Painted lines are those that Rich would print."""

import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Span, Text

from gazette_cli.render.paint import Painter
from gazette_cli.render.themes import make_theme

STYLES = ("accent", "secondary", "match", "bold", "italic strike", "", "no such style")
PLAIN = "Le port, la nuit : 海辺"
SPANS = st.lists(
    st.tuples(st.integers(0, len(PLAIN)), st.integers(0, len(PLAIN)), st.sampled_from(STYLES)), max_size=5
)
CONSOLES: list[dict[str, Any]] = [
    {"color_system": "standard"},
    {"color_system": "truecolor"},
    {"color_system": "256", "no_color": True},
    {"color_system": None},
]


def make_console(**options: Any) -> Console:
    return Console(
        file=io.StringIO(), force_terminal=True, width=80, markup=False, theme=make_theme("classic"), _environ={},
        **options
    )  # fmt: skip


@pytest.mark.parametrize("options", CONSOLES)
@given(found=SPANS)
def test_it_is_what_rich_prints(options: dict[str, Any], found: list[tuple[int, int, str]]) -> None:
    spans = [Span(start, end, style) for start, end, style in found if start < end]
    line = Text(PLAIN, spans=spans, no_wrap=True, overflow="ignore")
    console = make_console(**options)
    console.print(line, soft_wrap=True)
    assert isinstance(console.file, io.StringIO)
    assert Painter(console).paint(line) + "\n" == console.file.getvalue()


def test_a_line_without_styles_is_its_characters() -> None:
    assert Painter(make_console(color_system="standard")).paint(Text("[bold]plain[/]")) == "[bold]plain[/]"
