"""Passages and highlights: what a reader sees of a hit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.excerpt import best_passage, build_matcher, highlight_spans
from gazette_cli.query import And, Node, Not, Or, Term
from gazette_cli.text import clean_line

ARTICLE = (
    "Le port a rouvert lundi, après trois jours de tempête.\n\n"
    "Les pêcheurs réparent leurs filets. On attend la criée de mardi pour savoir ce que vaut la sole, "
    "dont le prix avait doublé en janvier.\n\n"
    "« Nous avons accepté l’invitation du maire », dit Yann Le Goff, patron de l'Étoile du matin. "
    "La coopération entre les deux ports, longtemps refusée, commence cet été; elle a coûté des années de "
    "réunions, de promesses et de cœurs brisés.\n\n"
    "Le phare, lui, reste éteint. " + "Il y a peu à dire du reste de la côte, où rien ne change. " * 20
)


def marked(text: str, node: Node, language: str | None = "fr", title: bool = False) -> list[str]:
    """What of `text` is highlighted."""
    return [
        text[start:end]
        for start, end in highlight_spans(text, build_matcher(node), language=language, title=title)
    ]


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("La CORÉE et la corée", "coree", ["CORÉE", "corée"]),
        ("Une œuvre, l’Œuvre, des oeuvres", "oeuvre", ["œuvre", "Œuvre", "oeuvres"]),
        ("l'invitation, l’invitation", "invitation", ["invitation", "invitation"]),
        ("Il accepte; l'acceptation; accepté", "accepter", ["accepte", "acceptation", "accepté"]),
        ("appliquer les applications, applaudir", "application", ["appliquer", "applications"]),
        ("E\u0301lyse\u0301e!", "élysée", ["E\u0301lyse\u0301e"]),
        ("la co\xadopé\xadration", "coopération", ["co\xadopé\xadration"]),
        ("Große STRASSE", "strasse", ["STRASSE"]),
        ("日本の首相は北京で会談", "北京", ["北京"]),
        ("AT&T, at t and at", "AT&T", ["AT&T", "at t"]),
        ("rapport, port, reporter", "port", ["port"]),
        ("un fiancé, des finances", "ﬁnances", ["finances"]),
    ],
)
def test_matches_are_found_blind_as_the_index_is(text: str, asked: str, found: list[str]) -> None:
    assert marked(text, Term("text", asked)) == found


def test_stems_are_those_of_the_articles_language() -> None:
    assert marked("running, runs", Term("text", "run"), "en") == ["running", "runs"]
    assert marked("running, runs", Term("text", "run"), "fr") == ["runs"]


def test_a_prefix_marks_the_whole_word() -> None:
    assert marked("Invité, l'invitation", Term("text", "inv", "prefix")) == ["Invité", "invitation"]


def test_a_phrase_is_marked_as_one_across_punctuation_and_lines() -> None:
    assert marked("de la\nmer, la mer de la terre", Term("text", "de la mer", "phrase")) == ["de la\nmer"]


def test_what_is_left_out_is_not_marked() -> None:
    node = And((Term("text", "port"), Not(Or((Term("text", "mer"), Not(Term("text", "sel")))))))
    assert marked("le port, la mer, le sel", node) == ["port", "sel"]


def test_fields_are_marked_where_they_look() -> None:
    node = And((Term("title", "port"), Term("author", "phare"), Term("text", "mer"), Term("source", "sel")))
    assert marked("port phare mer sel", node) == ["mer"]
    assert marked("port phare mer sel", node, title=True) == ["port", "mer"]


def test_the_passage_is_the_one_with_most_of_the_terms() -> None:
    node = And((Term("text", "ports"), Term("text", "coopération"), Term("text", "été")))
    passage = best_passage(ARTICLE, build_matcher(node), 120, language="fr")
    assert [passage.text[start:end] for start, end in passage.spans] == ["coopération", "ports", "été"]
    assert passage.text.startswith("La coopération")


def test_a_passage_begins_with_its_sentence_where_that_fits() -> None:
    passage = best_passage(ARTICLE, build_matcher(Term("text", "invitation")), 120, language="fr")
    assert passage.text.startswith("« Nous avons accepté")


def test_a_passage_is_cut_between_words_and_says_so() -> None:
    passage = best_passage(ARTICLE, build_matcher(Term("text", "janvier")), 60, language="fr")
    assert passage.text.startswith("…") and "en janvier" in passage.text
    words = passage.text.strip("…").split()
    assert all(word in ARTICLE.split() for word in words)
    passage = best_passage(ARTICLE, build_matcher(Term("text", "filets")), 60, language="fr")
    assert passage.text.endswith("…")


def test_without_a_match_the_passage_is_the_beginning() -> None:
    passage = best_passage(ARTICLE, build_matcher(Term("title", "port")), 80, language="fr")
    assert passage.text.startswith("Le port a rouvert lundi, après trois jours de tempête.")
    assert passage.spans == ()
    assert best_passage("", build_matcher(Term("text", "port"))) == ("", ())


def test_a_match_far_down_a_long_text_is_found() -> None:
    text = "Rien ne change. " * 20_000 + "Le phare s'allume. " + "Rien ne change. " * 20_000
    assert "Le phare s'allume." in best_passage(text, build_matcher(Term("text", "phare"))).text


def test_a_text_without_spaces_is_cut_between_characters() -> None:
    passage = best_passage("首" * 500 + "北京" + "相" * 500, build_matcher(Term("text", "北京")), 60)
    assert passage.text.count("北京") == 1
    assert len(passage.text) <= 60


words = st.text(alphabet=st.sampled_from("aeé œﬁßl’'-.…\n\t北京\x1b\u202e\xad\ud800\u0301C+"), max_size=300)


@given(
    words, st.lists(words.filter(bool), min_size=1, max_size=3), st.sampled_from(["word", "phrase", "prefix"])
)
def test_any_passage_is_one_short_safe_line(text: str, asked: list[str], form: str) -> None:
    matcher = build_matcher(Or(tuple(Term("text", item, form) for item in asked)))
    passage = best_passage(text, matcher, 60, language="fr")
    assert clean_line(passage.text) == passage.text
    assert len(passage.text) <= 60
    assert passage.spans == tuple(sorted(passage.spans))
    ends = [0, *(offset for span in passage.spans for offset in span), len(passage.text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in passage.spans)
