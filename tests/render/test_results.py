"""The screen of a search, and its lines for a pipe."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.text import Text

from gazette_cli.models import Hit, Passage
from gazette_cli.render.results import plain_results, render_results, summarise_results
from tests.render.samples import ARTICLES, HITS, NOW, make_article


def draw(hits: list[Hit], width: int = 80, total: int | None = None) -> list[Text]:
    total = len(hits) if total is None else total
    summary = summarise_results(len(hits), total, 214, exact=True, ranked_of=None)
    return render_results(hits, summary=summary, width=width, now=NOW, language="fr")


def find_matches(lines: list[Text]) -> list[str]:
    return [
        line.plain[span.start : span.end] for line in lines for span in line.spans if span.style == "match"
    ]


def test_a_hit_reads_date_headline_passage() -> None:
    lines = [line.plain for line in draw([HITS[0]])]
    assert lines == [
        " 1 of 214 articles",
        "",
        " 198 ★ 14 sept.  Le Port",
        "       La poutine, plat national sans décret",
        "       …frites, fromage en grains et sauce brune : la poutine se mange chaude,",
        "       dit le cuisinier.",
    ]


def test_matches_are_marked_in_headline_and_passage_and_stay_when_text_is_cleaned() -> None:
    assert find_matches(draw(list(HITS[:2]))) == ["poutine", "poutine", "phare", "phare", "phare"]


def test_a_match_over_a_line_break_is_marked_on_both_lines() -> None:
    hit = Hit(ARTICLES[0], 1, Passage("T", ()), Passage("aaaa bbbb cccc dddd", ((5, 19),)))
    assert find_matches(draw([hit], 20)) == ["bbbb cccc", "dddd"]


def test_the_head_says_how_many_of_how_many() -> None:
    assert draw(list(HITS))[0].plain == " 3 of 214 articles, best first"
    assert draw(list(HITS), total=20)[0].plain == " 20 of 214 articles, best first · 3 shown"
    assert draw([], total=0)[0].plain == " 0 of 214 articles"


def test_the_head_says_what_was_not_counted_or_ranked() -> None:
    said = summarise_results(20, 12_000, 1_000_000, exact=False, ranked_of=300)
    assert said == "more than 12,000 of 1,000,000 articles, best first of the newest 300 · 20 shown"


@pytest.mark.parametrize("width", [*range(20, 130, 5)])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    assert max(line.cell_len for line in draw(list(HITS), width)) <= width


def test_a_late_match_is_in_sight_on_a_narrow_screen() -> None:
    text = "mot " * 40 + "phare " + "mot " * 10
    hit = Hit(ARTICLES[0], 1, Passage("T", ()), Passage(text, ((160, 165),)))
    lines = draw([hit], 20)
    assert find_matches(lines) == ["phare"]
    assert any("…" in line.plain for line in lines)


def test_a_pipe_gets_fields_whole_and_unmarked() -> None:
    rows = [line.split("\t") for line in plain_results(HITS)]
    assert rows[1][3:] == [
        "Lagazette",
        "Le phare sera repeint, puis rouvert aux visiteurs",
        "Le phare guide les bateaux depuis cent ans ; le phare sera blanc.",
    ]
    assert rows[0][:3] == ["198", "read,starred", "2026-09-14T12:00+01:00"]


spans = st.lists(st.tuples(st.integers(-3, 90), st.integers(-3, 90)), max_size=4).map(tuple)


@settings(deadline=None)
@given(st.text(max_size=80), spans, st.text(max_size=300), spans, st.integers(20, 90))
def test_any_passage_fits_any_screen(
    title: str,
    marked: tuple[tuple[int, int], ...],
    text: str,
    found: tuple[tuple[int, int], ...],
    width: int,
) -> None:
    hit = Hit(make_article(1, title), 1.0, Passage(title, marked), Passage(text, found))
    for line in draw([hit], width):
        assert line.cell_len <= width and not set(line.plain) & set("\x1b\n\r\t\x07\x9b\u202e")
    (plain,) = plain_results([hit])
    assert plain.count("\t") == 5 and len(plain.splitlines()) == 1


def test_so_many_lines_and_no_more() -> None:
    for headline_lines, snippet_lines in ((1, 1), (1, 2), (2, 1)):
        for width in (20, 40, 80):
            lines = render_results(
                HITS,
                summary="2 of 214",
                width=width,
                now=NOW,
                language="fr",
                headline_lines=headline_lines,
                snippet_lines=snippet_lines,
            )
            assert len(lines) <= 1 + len(HITS) * (2 + headline_lines + snippet_lines)


def test_how_far_a_hit_was_read_stands_after_its_source() -> None:
    hit = Hit(replace(ARTICLES[0], progress=40), 1, Passage("T", ()), Passage("un phare", ((3, 8),)))
    assert draw([hit])[2].plain.endswith("Le Port  ▸40 %")
    rows = draw([hit], 20)
    assert max(line.cell_len for line in rows) <= 20
    assert any(row.plain.endswith("  ▸40 %") for row in rows)
