"""Places in a text: found again however it was edited."""

import sys
from itertools import count
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli import anchors
from gazette_cli.blocks import Block, Figure, ListBlock, Paragraph, Preformatted, Quote, Rule, Span, Table
from gazette_cli.models import Place

WORDS = (
    "la mer monte phare port brume quai vent hier demain lente rouge nuit bateau grue sel ancre île".split()
)
numbers = st.integers(0, 10**6)


def write(number: int) -> Paragraph:
    """A paragraph that is like no other."""
    text = f"{' '.join(Random(number).choices(WORDS, k=12))} {number}"
    return Paragraph((Span(text),))


def make_text(length: int) -> list[Block]:
    return [write(number) for number in range(length)]


@given(st.data(), st.integers(1, 60))
def test_a_paragraph_is_found_whatever_is_put_in_or_taken_out_around_it(
    data: st.DataObject, length: int
) -> None:
    text = make_text(length)
    part = data.draw(st.integers(0, length - 1))
    place = anchors.make_place(text, part, 50)
    fresh = count(10**6)
    edited: list[Block] = []
    for number, block in enumerate(text):
        edited += [write(next(fresh)) for _ in range(data.draw(st.integers(0, 2)))]
        if number == part or data.draw(st.booleans()):
            edited.append(block)
    assert anchors.find_part(edited, place) == edited.index(text[part])


@given(st.integers(0, 59), st.integers(0, 8), st.integers(0, 30))
def test_an_edited_paragraph_is_found_by_what_is_left_of_it(part: int, word: int, inserted: int) -> None:
    text = make_text(60)
    place = anchors.make_place(text, part, 50)
    words = text[part].content[0].text.split()  # type: ignore[union-attr]
    words[word : word + 1] = ["ailleurs"]
    text[part] = Paragraph((Span(" ".join(words)),))
    text[:0] = [write(10**6 + number) for number in range(inserted)]
    assert anchors.find_part(text, place) == part + inserted


def test_in_a_log_whose_entries_are_alike_the_one_that_was_edited_is_found() -> None:
    entries = [
        f"Entrée {n} : l'Ada arrive du nord avec {n * 3} tonneaux et repart ce soir." for n in range(40)
    ]
    text: list[Block] = [Paragraph((Span(entry),)) for entry in entries]
    place = anchors.make_place(text, 20, 50)
    for n in range(14, 26):
        text[n] = Paragraph((Span(entries[n].replace("l'Ada arrive", "la vieille Ada nous arrivait")),))
    assert anchors.find_part(text, place) == 20


def test_of_paragraphs_that_begin_alike_the_nearest_is_meant() -> None:
    text: list[Block] = [Paragraph((Span("— Oui."),)) for _ in range(20)]
    assert anchors.find_part(text, anchors.make_place(text, 13, 50)) == 13
    assert anchors.find_part(text[:10], anchors.make_place(text, 13, 50)) == 9


@given(numbers, st.integers(1, 10**6), numbers, st.lists(st.just(None), max_size=30))
def test_what_is_gone_is_looked_for_in_proportion_and_within_the_text(
    part: int, parts: int, progress: int, left: list[None]
) -> None:
    text = [Paragraph((Span("tout autre chose"),)) for _ in left]
    found = anchors.find_part(text, Place(part, parts, "un paragraphe que personne n'a gardé", progress))
    assert 0 <= found <= max(0, len(text) - 1)


def test_the_middle_of_a_rewritten_text_is_its_middle() -> None:
    place = anchors.make_place(make_text(100), 50, 50)
    text: list[Block] = [Paragraph((Span(f"{number} {number}"),)) for number in range(200)]
    assert anchors.find_part(text, place) == 100


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((Span("Un "), Span("phare", frozenset({"em"})), Span(" brille."))),
        Preformatted("def lire():\n    pass"),
        Figure("a.png", "Un phare", (Span("vu du port"),)),
        Table((((Span("heure"),), (Span("marée"),)), ((Span("6 h"),), (Span("haute"),)))),
        Quote((Paragraph((Span("Il a dit la mer."),)),)),
        ListBlock(((Paragraph((Span("un point"),)),),)),
    ],
)  # fmt: skip
def test_whatever_kind_of_paragraph_it_is_it_is_found(block: Block) -> None:
    text = [*make_text(9), block]
    place = anchors.make_place(text, 9, 90)
    assert anchors.find_part([block, *make_text(9)], place) == 0
    assert anchors.find_part([*make_text(30), block], place) == 30


def test_accents_case_and_spaces_are_not_what_a_paragraph_is_known_by() -> None:
    place = anchors.make_place([write(1), Paragraph((Span("L’Île  est À l'est"),))], 1, 50)
    text = [*make_text(9), Paragraph((Span("L'île est\nà l’est"),))]
    assert anchors.find_part(text, place) == 9


def test_a_rule_keeps_its_number_and_an_empty_text_has_a_beginning() -> None:
    text: list[Block] = [write(1), Rule(), write(2), Rule()]
    assert anchors.find_part(text, anchors.make_place(text, 3, 90)) == 3
    assert anchors.find_part([], anchors.make_place(text, 3, 90)) == 0
    assert anchors.make_place([], 3, 90) == Place(0, 0, "", 90)


def test_what_is_kept_of_a_paragraph_is_short() -> None:
    spans = tuple(Span("mot " * 10) for _ in range(100_000))
    assert len(anchors.make_place([Paragraph(spans)], 0, 5).words) <= 160


def test_a_long_text_is_walked_once() -> None:
    """A text of ten times the paragraphs asks for ten times the calls, no more."""

    def count_calls(length: int) -> int:
        text = make_text(length)
        place = Place(length // 2, length, "ce que personne n'a jamais écrit dans ce port", 50)
        calls = 0

        def see(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event == "call"

        sys.setprofile(see)
        try:
            anchors.find_part(text, place)
        finally:
            sys.setprofile(None)
        return calls

    few, many = count_calls(200), count_calls(2000)
    assert many < 12 * few
