"""Words parted at the end of a line, and both edges straight: only when asked, and only where it reads well."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.blocks import Heading, Preformatted, Table
from gazette_cli.render.hyphens import load_words
from gazette_cli.render.look import Look
from tests.render.drawing import draw_body
from tests.render.samples import BLOCKS, READ, make_article, paragraph, row, span

FRENCH = make_article(1, "T", language="fr", words=0)
HYPHENS = Look(72, hyphenate=True)
STRAIGHT = Look(72, justify=True)
PROSE = (
    "Le conseil a dit « oui » ! L’intercommunalité participera à l’invitation du gouvernement : 10 000 € ou 25 % du"
    " total ; la réhabilitation des bâtiments environnants commencera immédiatement après l’inauguration."
)


def set_text(text: str, width: int, look: Look = HYPHENS, language: str | None = "fr") -> list[str]:
    article = make_article(1, "T", language=language, words=0)
    return draw_body(paragraph(text), width=width, article=article, look=look)


def find_parted(lines: list[str]) -> list[tuple[str, str]]:
    """The two pieces of each word that was parted."""
    pairs = pairwise(lines)
    return [
        (re.split(r"\W", one[:-1])[-1], re.split(r"\W", two.strip())[0])
        for one, two in pairs
        if one.endswith("-")
    ]


def test_words_are_parted_by_the_rules_of_their_language() -> None:
    assert set_text("une réhabilitation des lieux", 20) == ["une réhabilitation", "des lieux"]
    assert set_text("toutes réhabilitations des lieux", 20) == ["toutes réhabilita-", "tions des lieux"]
    assert set_text("the new intercommunication of all", 20, language="en") == [
        "the new intercommu-",
        "nication of all",
    ]


def test_an_apostrophe_begins_a_word_anew() -> None:
    assert set_text("aujourd’hui l’invitation faite", 20) == ["aujourd’hui l’invi-", "tation faite"]


@pytest.mark.parametrize("width", range(20, 60, 3))
def test_three_letters_stay_on_either_side_and_two_lines_at_most_follow_each_other(width: int) -> None:
    lines = set_text(PROSE * 3, width)
    assert all(len(one) >= 3 and len(two) >= 3 for one, two in find_parted(lines))
    assert "---" not in "".join("-" if line.endswith("-") else " " for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == (PROSE * 3).replace(" ", "")


@pytest.mark.parametrize(
    "word",
    [
        "INTERCOMMUNALITE",
        "iPhoneConstructeur",
        "example.org/gouvernement",
        "gouvernement@example.org",
        "porte-gouvernement",
        "gouvernement2026",
    ],
)
def test_what_is_no_plain_word_stays_whole(word: str) -> None:
    lines = set_text(f"ainsi {word} est donc là", len(word) + 3)
    assert any(word in line for line in lines) or "porte-" in lines[0]


def test_the_last_word_and_code_stay_whole() -> None:
    assert set_text("à la réhabilitation", 18)[-1] == "réhabilitation"
    code = paragraph("ainsi donc ", span("réhabilitation", "code"), " des lieux")
    assert draw_body(code, width=20, article=FRENCH, look=HYPHENS) == [
        "ainsi donc",
        "réhabilitation des",
        "lieux",
    ]


def test_headings_tables_and_code_are_never_touched() -> None:
    blocks = (
        Heading(2, (span("Une réhabilitation des lieux abandonnés"),)),
        Table((row("réhabilitation", "gouvernement environnant et circonstancié"), row("a", "b"))),
        Preformatted("une réhabilitation  des lieux abandonnés"),
    )
    plain = draw_body(*blocks, width=24, article=FRENCH)
    assert draw_body(*blocks, width=24, article=FRENCH, look=Look(72, True, True)) == plain


def test_soft_hyphens_are_places_in_any_language() -> None:
    assert set_text("trois petits infor\xadmation\xadelles xxx", 20, language=None) == [
        "trois petits infor-",
        "mationelles xxx",
    ]
    assert set_text("trois petits infor\xadmation\xadelles xxx", 20, Look(), None)[0] == "trois petits"
    assert "\xad" not in "".join(set_text("l\xada infor\xadmation est là", 40))


def test_a_language_without_a_dictionary_is_left_alone() -> None:
    for language in (None, "zh", "xx", ""):
        assert load_words(language) is None
    assert set_text("toutes réhabilitations des lieux", 20, language="zh")[0] == "toutes"


def test_both_edges_are_straight_but_for_the_last_line() -> None:
    lines = set_text(PROSE, 72, STRAIGHT)
    assert [len(line) for line in lines[:-1]] == [70, 70, 70] and "  " not in lines[-1]
    assert not re.search(r" {4}", "".join(lines))
    held = ("« oui »", "oui » !", "10 000 €", "25 %")
    assert all(each in "|".join(lines) for each in held)


def test_a_line_that_would_be_torn_apart_stays_ragged() -> None:
    lines = set_text("un anticonstitutionnellement deux mots", 27, STRAIGHT)
    assert lines == ["un", "anticonstitutionnellement", "deux mots"]


def test_a_forced_break_ends_a_line_where_it_stands() -> None:
    assert set_text("un deux\ntrois quatre", 40, STRAIGHT) == ["un deux", "trois quatre"]


def test_nothing_changes_where_neither_is_asked_for() -> None:
    for width in (20, 40, 80):
        assert draw_body(*BLOCKS, width=width, article=READ, look=Look()) == draw_body(
            *BLOCKS, width=width, article=READ
        )


@settings(deadline=None, max_examples=60)
@given(st.integers(20, 90), st.booleans())
def test_no_line_is_wider_than_its_room(width: int, hyphenate: bool) -> None:
    lines = draw_body(
        *BLOCKS[:5], paragraph(PROSE), width=width, article=READ, look=Look(72, hyphenate, True)
    )
    assert max(map(len, lines[:-3])) <= width
