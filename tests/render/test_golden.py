"""The screens as they were when last looked at.

With GAZETTE_UPDATE_GOLDEN=1 in the environment they are rewritten: look at the difference before you keep it.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.text import Text

from gazette_cli.render.checkup import render_checkup, summarise_feeds
from gazette_cli.render.headlines import render_footer, render_headlines
from gazette_cli.render.results import render_results
from gazette_cli.render.sources import render_sources
from tests.render.drawing import draw_plain, draw_reading
from tests.render.feeds import CARES, FED, FEEDS
from tests.render.samples import ARTICLES, BLOCKS, CONTENT, HITS, NOW, READ, SOURCES

GOLDEN = Path(__file__).parent / "golden"


def draw_headlines(width: int) -> list[Text]:
    footer = "9 unread of 214 · gazette read 214 · gazette list --page 2"
    lines = render_headlines(ARTICLES, width=width, now=NOW, language="fr")
    return [*lines, *render_footer(footer, width=width)]


def draw_results(width: int) -> list[Text]:
    return render_results(
        HITS,
        summary="7 of 1,214 articles, best first · 3 shown",
        width=width,
        now=NOW,
        language="en",
    )


def draw_article(width: int) -> list[Text]:
    return draw_reading(READ, CONTENT, *BLOCKS, width=width)


def draw_sources(width: int) -> list[Text]:
    return render_sources(SOURCES, {}, width=width, now=NOW, language="en")


def draw_feeds(width: int) -> list[Text]:
    return render_sources(FED, FEEDS, width=width, now=NOW, language="fr")


def draw_checkup(width: int) -> list[Text]:
    summary = ("The library is whole: 12,214 articles, 7 sources", summarise_feeds(list(FEEDS.values())))
    return render_checkup(summary, CARES, list(FEEDS.values()), width=width)


def hold_to(name: str, lines: list[str]) -> None:
    path = GOLDEN / name
    screen = "\n".join(lines) + "\n"
    if os.environ.get("GAZETTE_UPDATE_GOLDEN"):
        path.write_text(screen, encoding="utf-8")
    assert screen == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [20, 40, 80, 120])
@pytest.mark.parametrize(
    "draw", [draw_headlines, draw_results, draw_article, draw_sources, draw_feeds, draw_checkup]
)
def test_screen_is_as_it_was(draw: Callable[[int], list[Text]], width: int) -> None:
    hold_to(f"{draw.__name__.removeprefix('draw_')}-{width}.txt", [line.plain for line in draw(width)])


def test_article_in_a_pipe_is_as_it_was() -> None:
    hold_to("article-pipe.txt", draw_plain(READ, CONTENT, *BLOCKS, language="en"))
