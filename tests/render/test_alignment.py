"""What two texts have in common: nothing is lost, and no text takes long."""

from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazette_cli.render import alignment
from gazette_cli.render.alignment import (
    ADDED,
    REMOVED,
    SAME,
    Paragraph,
    compare_lines,
    compare_texts,
    list_changes,
)

WORDS = st.sampled_from(
    ("le", "la", "port", "pont", "mer", "mer.", "\n\n", "\n", " ", "北京", "北", "\x00", "\ud800")
)
texts = st.lists(WORDS, max_size=30).map(" ".join)


def say(paragraphs: Sequence[Paragraph], kind: str) -> list[str]:
    """The words of one of the two texts."""
    kept = [[piece for piece in paragraph if piece.kind in (SAME, kind)] for paragraph in paragraphs]
    return [word for paragraph in kept for piece in paragraph for word in "".join(piece.text.split())]


def letters(text: str) -> list[str]:
    return list("".join(text.split()))


@given(texts, texts)
@example("a\n\nb", "b\n\na")
@example("", "a")
def test_each_text_is_there_whole_and_in_order(before: str, after: str) -> None:
    paragraphs = compare_texts(before, after)
    assert say(paragraphs, REMOVED) == letters(before)
    assert say(paragraphs, ADDED) == letters(after)
    # What is one in both is found: of two like texts nothing is left.
    assert not list_changes(compare_texts(before, before))


@given(texts, texts)
def test_what_is_left_when_the_time_is_up_is_there_whole_too(before: str, after: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(alignment, "_WORK", 3)
        paragraphs = compare_texts(before, after)
    assert say(paragraphs, REMOVED) == letters(before)
    assert say(paragraphs, ADDED) == letters(after)


def show(paragraph: Paragraph) -> str:
    marks = {SAME: ("", ""), REMOVED: ("-", "-"), ADDED: ("+", "+")}
    return " ".join(f"{marks[piece.kind][0]}{piece.text}{marks[piece.kind][1]}" for piece in paragraph)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Le pont ouvre lundi.", "Le pont ouvre mardi.", "Le pont ouvre -lundi.- +mardi.+"),
        ("Un deux trois", "Zéro un deux trois", "-Un- +Zéro un+ deux trois"),
        ("un deux trois quatre", "un trois deux quatre", "un -deux- trois +deux+ quatre"),
        ("a b a b a", "a b a", "a b a -b a-"),
        ("北京今天", "北京明天", "北京 -今- +明+ 天"),
        ("", "tout", "+tout+"),
    ],
)
def test_words_are_matched_as_a_person_would(before: str, after: str, expected: str) -> None:
    assert show(compare_lines(before, after)) == expected


def test_paragraphs_that_are_alike_are_one_edited_and_others_go_or_come_whole() -> None:
    old = "Le pont ouvre lundi à midi.\n\nPersonne ne sait pourquoi.\n\nFin."
    new = "Tout autre chose vient devant.\n\nLe pont ouvre mardi à midi.\n\nFin."
    assert [show(paragraph) for paragraph in compare_texts(old, new)] == [
        "+Tout autre chose vient devant.+",
        "Le pont ouvre -lundi- +mardi+ à midi.",
        "-Personne ne sait pourquoi.-",
        "Fin.",
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" ".join(["a", "b"] * 20_000), " ".join(["b", "a", "a"] * 14_000)),
        ("\n\n".join(["a", "b"] * 5_000), "\n\n".join(["b", "a", "a"] * 4_000)),
        (
            "\n\n".join(f"un {n} deux" for n in range(3_000)),
            "\n\n".join(f"un {n} trois" for n in range(3_000)),
        ),
        ("x" * 1_000_000, "y" * 1_000_000),
        (" ".join(map(str, range(30_000))), " ".join(map(str, range(30_000, 0, -1)))),
    ],
)
def test_no_text_takes_more_than_it_may(before: str, after: str) -> None:
    paragraphs = compare_texts(before, after)
    # Without its bound the first would take some minutes.
    assert list_changes(paragraphs)
