"""Stems by language, and queries widened to the forms of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.stems import expand_word, query_stems, stems_text, study_text
from gazette_cli.words import count_words, split_words


def test_stems_are_those_of_the_language() -> None:
    assert set(stems_text("L’accepté, acceptation accepter", "fr").split()) == {"accept"}
    assert stems_text("running runs", "en") == "run"
    assert set(stems_text("running acceptées", None).split()) >= {"run", "accept"}
    assert stems_text("Häuser", "de-AT") == "haus"
    assert set(stems_text("Élysée", "fr").split()) == {"elys", "elyse"}
    assert stems_text("Œuvres", "fr") == "oeuvr"


def test_a_word_that_is_its_own_stem_is_not_said_again() -> None:
    assert stems_text("accept cheval 2024 x1 漢字", "fr") == ""


@pytest.mark.parametrize(
    ("asked", "said", "language"),
    [
        ("accepter", "acceptation", "fr"),
        ("elysee", "Élysées", "fr"),
        ("chevaux", "cheval", "fr"),
        ("run", "running", "en"),
        ("oeuvre", "Œuvres", "fr"),
        ("économies", "économique", "fr"),
        ("visited", "visiting", "en"),
        ("visité", "visites", None),
    ],
)
def test_a_query_and_an_article_meet_in_a_stem(asked: str, said: str, language: str | None) -> None:
    ((_, stems),) = expand_word(asked).wide
    assert {*split_words(said), *stems_text(said, language).split()} & set(stems)


def test_languages_of_the_library_are_asked_for_too() -> None:
    assert "zeitung" not in query_stems("Zeitungen")
    assert "zeitung" in query_stems("Zeitungen", ["de-AT", "fr", "xx"])


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("l'invitation", ("invitation",)),
        ("L’œuvre", ("oeuvre",)),
        ("jusqu'alors", ("alors",)),
        ("aujourd'hui", ("aujourd", "hui")),
        ("O'Brien", ("o", "brien")),
        ("l'a", ("l", "a")),
        ("AT&T", ("at", "t")),
        ("C++", ("c",)),
        ("nord-coréen", ("nord", "coreen")),
        ("北京", ("北", "京")),
        ("%", ()),
    ],
)
def test_a_typed_word_is_taken_apart_as_the_index_does(typed: str, exact: tuple[str, ...]) -> None:
    assert expand_word(typed).exact == exact


@pytest.mark.parametrize("typed", ["AT&T", "10:30", "x@y.z", "don't", "北京"])
def test_what_is_no_word_is_not_widened(typed: str) -> None:
    assert expand_word(typed).wide == ()


@given(st.text())
def test_any_text_has_stems_and_a_count(text: str) -> None:
    assert count_words(text) >= 0
    for language in ("fr", "en", "ru", None, "nonsense"):
        assert set(stems_text(text, language).split()).isdisjoint({""})


@pytest.mark.parametrize(
    "text", ["Le « port » : il est là !", "un\u202f— deux — trois…", "東京で three", "", "d'accord, d'accord"]
)
def test_words_are_counted_in_passing_as_they_are_alone(text: str) -> None:
    assert study_text(text, "fr") == (stems_text(text, "fr"), count_words(text))
