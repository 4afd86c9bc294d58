"""Markdown's footnotes, definition lists and tasks, and that none of its words is lost on the way to blocks."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.blocks import Block, DefinitionList, Footnotes, ListBlock, Paragraph, Span
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks
from gazette_cli.parsing.markdown import parse_markdown

NOTE = frozenset({"note"})


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def blocks_of(text: str) -> tuple[Block, ...]:
    entry = parse_markdown("---\ntitle: T\n---\n" + text)
    return html_to_blocks(entry.html or "")


def test_footnotes_stay_where_they_are_written() -> None:
    blocks = blocks_of(
        "Salt[^grey] and\nsand.[^1]\n\n[^grey]: It is *grey*.\n\n    Always.\n\n[^1]:\n    - a\n    - b\n\nAgain[^1].\n"
    )
    assert blocks == (
        Paragraph((Span("Salt"), Span("1", NOTE), Span(" and sand."), Span("2", NOTE))),
        Footnotes(
            (
                (
                    "1",
                    (
                        Paragraph((Span("It is "), Span("grey", frozenset({"em"})), Span("."))),
                        paragraph("Always."),
                    ),
                ),
                ("2", (ListBlock(((paragraph("a"),), (paragraph("b"),))),)),
            )
        ),
        Paragraph((Span("Again"), Span("2", NOTE), Span("."))),
    )


def test_a_note_that_nothing_refers_to_is_text() -> None:
    assert blocks_to_text(blocks_of("Salt.[^x]\n\n[^alone]: It is grey.\n\n[^my note]: Or not.")) == (
        "Salt.[^x]\n\nalone It is grey.\n\n[^my note]: Or not."
    )


def test_definition_lists() -> None:
    assert blocks_of("port\n: a haven\n: a wine\n\n    of *Porto*\n\nText.\n") == (
        DefinitionList(
            (
                (
                    ((Span("port"),),),
                    (
                        (paragraph("a haven"),),
                        (
                            paragraph("a wine"),
                            Paragraph((Span("of "), Span("Porto", frozenset({"em"})))),
                        ),
                    ),
                ),
            )
        ),
        paragraph("Text."),
    )


def test_tasks() -> None:
    (block,) = blocks_of("- [x] sow *it*\n- [ ] reap\n- [y] no\n- [ ]\n- a [ ] b\n")
    assert isinstance(block, ListBlock)
    assert [blocks_to_text(item) for item in block.items] == [
        "☑ sow it",
        "☐ reap",
        "[y] no",
        "[ ]",
        "a [ ] b",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[^1]: x\n\n" + "[^" * 20_000,
        "[^1]: x\n\n" + "[^1] " * 10_000,
        "[^1]: " * 20_000,
        "".join(f"[^{n}]: x\n" for n in range(6_000)),
        "a\n: b\n" * 6_000,
        "a\n" + ": " * 20_000,
        "- [ ] a\n" * 6_000,
    ],
)
def test_signs_by_the_thousand(text: str) -> None:
    assert parse_markdown(text).text


WORDS = st.lists(st.sampled_from("mer port quai vent sel île œuf 漢字 naïve".split()), min_size=1, max_size=4)
SIGNS = {"n", "m", "b", "https", "a", "example"}  # shown where Markdown is set as code
STYLES = st.sampled_from(
    ["{}", "*{}*", "**{}**", "`{}`", "~~{}~~", "[{}](https://a.example/)", "{}[^n]", "<b>{}</b>"]
)
PREFIXES = st.sampled_from(
    ["", "# ", "- ", "1. ", "> ", "    ", "- [ ] ", "> - ", "[^n]: ", "[^m]: ", ": ", "| "]
)
JOINTS = st.sampled_from(["\n", "\n\n", "\n\n\n    ", "  \n", "\n---\n", "\n\n> "])


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    parts: list[str] = []
    words: list[str] = []
    for _ in range(draw(st.integers(1, 7))):
        said = draw(WORDS)
        words += said
        parts += [draw(PREFIXES), draw(STYLES).format(" ".join(said)), draw(JOINTS)]
    return "".join(parts), words


@settings(max_examples=200, deadline=None)
@given(texts())
def test_no_word_is_lost_and_their_order_is_kept(made: tuple[str, list[str]]) -> None:
    text, words = made
    found = re.findall(r"[^\W\d]+", blocks_to_text(blocks_of(text)))
    assert [word for word in found if word not in SIGNS] == words
