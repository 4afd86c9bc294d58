"""The list: what a reader sees at any width, and what a program reads from a pipe."""

import io
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from gazette_cli.models import Article
from gazette_cli.render.headlines import choose_footer, plain_headlines, render_footer, render_headlines
from gazette_cli.render.themes import make_theme
from tests.render.samples import ARTICLES, NOW, make_article


def draw(articles: Sequence[Article], width: int = 80, language: str = "fr", fold: int = 2) -> list[str]:
    lines = render_headlines(articles, width=width, now=NOW, language=language, fold=fold)
    return [line.plain for line in lines]


def style_of(line: Text, words: str) -> str:
    at = line.plain.index(words)
    return " ".join(str(span.style) for span in line.spans if span.start <= at < span.end)


def test_a_row_reads_id_mark_date_source_headline() -> None:
    head, *rows = draw(ARTICLES[:4])
    assert head.split() == ["id", "when", "source", "headline"]
    assert rows[0].split(maxsplit=6) == [
        "214",
        "●",
        "2",
        "h",
        "Le",
        "Port",
        "Les chalutiers de Sète restent à quai",
    ]
    assert rows[-1].startswith(" 198 ★ 14 sept.")


@pytest.mark.parametrize("width", [*range(20, 130, 3), 500])
def test_no_row_is_wider_than_the_screen(width: int) -> None:
    assert max(cell_len(line) for line in draw(ARTICLES, width)) <= width


@pytest.mark.parametrize("width", [20, 33, 40, 59, 60, 80, 120])
def test_headlines_begin_in_one_column(width: int) -> None:
    articles = [replace(article, title="¶ " + "un titre assez long " * 5) for article in ARTICLES]
    lines = [line for line in draw(articles, width) if "headline" not in line]
    first = {cell_len(line[: line.index("¶")]) for line in lines if "¶" in line}
    folded = {len(line) - len(line.lstrip(" ")) for line in lines if "¶" not in line}
    assert len(first) == 1 and folded == first


def test_columns_give_way_in_order() -> None:
    articles = [make_article(7, "Le phare", "Le Port de commerce", hours=2)]
    assert "Le Port de commerce" in draw(articles, 100)[1]
    assert "Le Port d…" in draw(articles, 48)[1] and "2 h" in draw(articles, 48)[1]
    assert "Le Po" not in draw(articles, 36)[1] and "2 h" in draw(articles, 36)[1]
    assert draw(articles, 20) == [" 7 ● Le phare"]


def test_ids_of_any_length_stand_on_one_edge() -> None:
    rows = draw([make_article(number, "T") for number in (1, 1_000_000)], 20)
    assert rows == ["      1 ● T", "1000000 ● T"]


def test_a_headline_takes_two_lines_at_most_or_as_told() -> None:
    long = [make_article(1, "mot " * 60)]
    assert len(draw(long)) == 3 and draw(long)[-1].endswith("…")
    assert len(draw(long, fold=1)) == 2 and draw(long, fold=1)[-1].endswith("…")


def test_unread_is_painted_and_holds_without_colour() -> None:
    _, unread, _, read, *_ = render_headlines(ARTICLES[:4], width=120, now=NOW, language="fr")
    assert "unread" in style_of(unread, "chalutiers") and "●" in unread.plain
    assert "unread" not in style_of(read, "phare") and "●" not in read.plain
    assert "secondary" in style_of(unread, "Le Port")


def test_both_marks_are_shown() -> None:
    assert "●★" in draw([make_article(1, "T", starred=True)])[1]


def test_a_date_that_is_the_files_says_so() -> None:
    assert "~24 oct." in draw([make_article(1, "T", hours=744, dated="file")])[1]


def test_missing_parts_leave_a_row() -> None:
    head, row = draw([make_article(1, "", "", hours=None)])
    assert head.split() == ["id", "when", "headline"]
    assert row.split() == ["1", "●", "(untitled)"]


def test_nothing_gives_the_header_alone() -> None:
    assert len(draw([])) == 1


def test_hostile_titles_are_words_to_the_terminal() -> None:
    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=80)
    console.print(*render_headlines([ARTICLES[7]], width=80, now=NOW, language="fr"), sep="\n")
    shown = out.getvalue()
    assert "[/] [bold]gras[/bold] fin" in "".join(part.split("m", 1)[-1] for part in shown.split("\x1b["))
    assert "\x1b[31m" not in shown and "\x07" not in shown


def test_no_colour_says_anything_alone() -> None:
    plain, coloured = io.StringIO(), io.StringIO()
    for out, bare in ((plain, True), (coloured, False)):
        console = Console(file=out, force_terminal=not bare, width=80, theme=make_theme("classic"))
        for line in render_headlines(ARTICLES, width=80, now=NOW, language="fr"):
            console.print(line)
    assert "\x1b" not in plain.getvalue() and "\x1b" in coloured.getvalue()


def test_a_pipe_gets_fields_whole() -> None:
    rows = [line.split("\t") for line in plain_headlines(ARTICLES)]
    assert {len(fields) for fields in rows} == {5}
    assert rows[0] == [
        "214",
        "unread",
        "2026-11-24T10:00+01:00",
        "Le Port",
        "Les chalutiers de Sète restent à quai",
    ]
    assert rows[2][1] == "read" and rows[3][1] == "read,starred" and rows[4][1] == "unread,starred"
    assert rows[6][2].startswith("~2026") and rows[8] == ["193", "unread", "", "", ""]
    assert rows[9][4] == ("mot " * 50).strip()


@settings(deadline=None)
@given(st.text(max_size=80), st.text(max_size=40))
def test_a_pipe_gets_a_line_an_article_whatever_its_words(title: str, source: str) -> None:
    (line,) = plain_headlines([make_article(1, title, source)])
    assert line.count("\t") == 4 and len(line.splitlines()) == 1


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=80), st.text(max_size=40), st.floats(-9e6, 9e6)), max_size=4),
    st.integers(20, 100),
)
def test_any_words_fit_any_screen(parts: list[tuple[str, str, float]], width: int) -> None:
    articles = [make_article(n, title, source, hours=hours) for n, (title, source, hours) in enumerate(parts)]
    articles = [article for article in articles if article.published]
    for line in render_headlines(articles, width=width, now=NOW, language="fr"):
        assert line.cell_len <= width and not set(line.plain) & set("\x1b\n\r\t\x07\x9b\u202e")


def test_a_footer_breaks_between_its_parts() -> None:
    text = "12 unread of 214 · gazette read 214 · gazette list --page 2"
    assert [line.plain for line in render_footer(text, width=80)] == [f" {text}"]
    assert [line.plain for line in render_footer(text, width=40)] == [
        "12 unread of 214 · gazette read 214",
        "gazette list --page 2",
    ]
    assert [line.plain for line in render_footer(text, width=30)] == text.split(" · ")
    assert max(line.cell_len for line in render_footer(text, width=20)) <= 20


def test_the_first_footer_that_is_short_enough_is_chosen() -> None:
    choices = [["one · two · three", "four"], ["one · two"], ["one"]]
    for most, shown in ((9, ["one · two · three", "four"]), (1, ["one · two"]), (0, ["one"])):
        assert [line.plain for line in choose_footer(choices, width=30, most=most)] == shown


def test_plain_lines_need_no_rich() -> None:
    code = (
        "import sys, gazette_cli.render.headlines as h, gazette_cli.render.results as r;"
        "import gazette_cli.render.sources, gazette_cli.render.article;"
        "from tests.render.samples import ARTICLES, HITS;"
        "list(h.plain_headlines(ARTICLES)); list(r.plain_results(HITS)); print('rich' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_how_far_one_was_read_stands_at_the_right_edge() -> None:
    articles = [replace(ARTICLES[0], progress=40), replace(ARTICLES[1], progress=5), ARTICLES[2]]
    articles[1] = replace(articles[1], title="un titre assez long " * 5)
    _, *rows = draw(articles, fold=1)
    assert re.search("Les chalutiers de Sète restent à quai +▸40 %$", rows[0])
    assert re.search("… +▸5 %$", rows[1])
    assert [cell_len(row) for row in rows[:2]] == [80, 80]
    assert "▸" not in rows[2]
    assert {len(line) for line in draw(articles[:2], 40) if "▸" in line} == {40}


@pytest.mark.parametrize("width", [*range(20, 130, 3), 500])
def test_no_row_is_wider_than_the_screen_for_how_far_it_was_read(width: int) -> None:
    lines = draw([replace(article, progress=100) for article in ARTICLES], width)
    assert max(cell_len(line) for line in lines) <= width
    assert sum("▸100 %" in line for line in lines) == len(ARTICLES)


def test_on_a_narrow_screen_how_far_it_was_read_stands_below() -> None:
    two = [
        replace(ARTICLES[0], title="La pêche", progress=40),
        replace(ARTICLES[0], title="a " * 40, progress=5),
    ]
    rows = draw(two, 20)
    assert rows == ["214 ● La pêche ▸40 %", "214 ● a a a a a a a", "      a a a a…  ▸5 %"]


def test_a_program_is_told_how_far_one_was_read_beside_its_state() -> None:
    one = replace(ARTICLES[0], read=True, starred=True, progress=40)
    assert next(plain_headlines([one])).split("\t")[1] == "read,starred,40%"
