"""Every kind of block at every width, and nothing lost."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.blocks import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Span,
    Table,
)
from tests.render.drawing import draw, draw_body
from tests.render.samples import paragraph, row, span


def test_quotes_have_a_bar_on_every_line() -> None:
    body = draw_body(
        Quote((paragraph("mot " * 12), Quote((paragraph("dedans"),)))), paragraph("après"), width=20
    )
    assert body == [
        "┃ mot mot mot mot",
        "┃ mot mot mot mot",
        "┃ mot mot mot mot",
        "┃",
        "┃ ┃ dedans",
        "",
        "après",
    ]


def test_lists_hang_and_nest() -> None:
    inner = ListBlock(((paragraph("petit"),),))
    body = draw_body(
        ListBlock(((paragraph("un deux trois quatre"), inner), (paragraph("fin"),)), True, 9), width=20
    )
    assert body == [" 9. un deux trois", "    quatre", "    ◦ petit", "10. fin"]


def test_items_of_several_paragraphs_stand_apart() -> None:
    body = draw_body(ListBlock(((paragraph("un"), paragraph("deux")), (paragraph("trois"),))))
    assert body == ["• un", "", "  deux", "", "• trois"]


def test_code_is_never_broken() -> None:
    code = "if x:\n\treturn " + "y + " * 40 + "z"
    lines = [line.plain for line in draw(Preformatted(code), width=40)]
    assert lines[-2:] == code.replace("\t", "    ").split("\n")


def test_code_that_needs_it_takes_the_whole_screen() -> None:
    lines = [line.plain for line in draw(Preformatted("x" * 95), width=100)]
    assert lines[-1] == "     " + "x" * 95


def test_a_table_has_columns_and_figures_stand_right() -> None:
    body = draw_body(
        Table((row("Ville", "Habitants"), row("Sète", "43 620"), row("Paris", "2 102 650")), True)
    )
    assert body == ["Ville  Habitants", "────────────────", "Sète      43 620", "Paris  2 102 650"]


def test_a_table_that_does_not_fit_becomes_records() -> None:
    table = Table((row("Ville", "Habitants", "Remarque"), row("Sète", "43 620", "un port de pêche")), True)
    assert draw_body(table, width=20) == [
        "Ville\xa0: Sète",
        "Habitants\xa0: 43 620",
        "Remarque\xa0: un port",
        "  de pêche",
    ]


def test_a_table_of_uneven_rows_loses_nothing() -> None:
    body = draw_body(Table((row("a"), row("b", "c", "d"), row(), row("", "e"))))
    assert [line.split() for line in body] == [["a"], ["b", "c", "d"], ["e"]]


def test_rows_of_one_cell_are_lines_below_the_names_of_empty_columns() -> None:
    names = row("", *(f"Colonne numéro {n}" for n in range(9)))
    body = draw_body(Table((names, row("carte"), row("journal")), header=True), width=40)
    assert body[-2:] == ["carte", "journal"]
    assert " ".join(body[:-2]) == " · ".join(f"Colonne numéro {n}" for n in range(9))


def test_figures_say_what_they_show() -> None:
    caption = (span("La tour au soir"),)
    assert draw_body(Figure("https://example.org/a.png", "Le phare", caption)) == [
        "[image] Le phare",
        "La tour au soir",
    ]
    for said_by_the_caption in ("La tour au soir", "La tour.", "au SOIR"):
        assert draw_body(Figure("https://example.org/a.png", said_by_the_caption, caption)) == [
            "[image] La tour au soir"
        ]
    assert draw_body(Figure(None, "La to", caption)) == ["[image] La to", "La tour au soir"]
    assert draw_body(Figure("https://example.org/a.mp4", "", (), "video"))[0] == "[video] [1]"
    assert draw_body(Figure("https://example.org/a.mp4", "Port video", (), "video"))[0] == "[Port video] [1]"


def test_links_side_by_side_to_one_place_have_one_number() -> None:
    left, right = (
        span("Anne", url="https://example.org/anne"),
        span("Morel", "em", url="https://example.org/anne"),
    )
    assert draw_body(paragraph(left, " ", right, " sort."))[0] == "Anne Morel [1] sort."
    assert draw_body(paragraph(left, " et ", right))[0] == "Anne [1] et Morel [1]"


def test_figures_and_letters_are_raised_and_lowered() -> None:
    text = paragraph("H", span("2", "sub"), "O 10", span("3", "sup"), " 1", span("er", "sup"))
    assert draw_body(text) == ["H₂O 10³ 1ᵉʳ"]


def test_styles_reach_the_screen() -> None:
    (line,) = draw(
        paragraph(span("fort", "strong"), " ", span("penché", "em"), " ", span("barré", "strike"))
    )[-1:]
    assert [str(part.style) for part in line.spans] == ["bold", "italic", "strike"]


def test_hostile_text_is_words_to_the_terminal() -> None:
    shown = "\n".join(
        draw_body(paragraph("\x1b]0;x\x07a\x1b[31mb [/] [bold]\u202ec\x9b0m"), Preformatted("\x1b[1mz"))
    )
    assert shown == "ab [/] [bold]c\n\n  z"


@pytest.mark.parametrize("width", [20, 80])
def test_nesting_without_end_is_shown(width: int) -> None:
    quote: Block = paragraph("le fond")
    items: Block = paragraph("le fond")
    for _ in range(5000):
        quote = Quote((quote,))
        items = ListBlock(((paragraph("niveau"), Quote((items,))),))
    for block in (quote, items):
        lines = draw(block, width=width)
        assert "le fond" in lines[-1].plain and max(line.cell_len for line in lines) <= width


# Words that no width breaks.
words = st.text("abcdefghé’", min_size=1, max_size=4)
inline = st.lists(
    st.builds(
        Span,
        words.map(lambda word: word + " "),
        st.frozensets(st.sampled_from(["em", "strong", "code", "strike"]), max_size=1),
        st.none() | st.just("https://example.org"),
    ),
    min_size=1,
    max_size=4,
).map(tuple)
rows = st.lists(st.lists(inline, min_size=1, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple)
leaves = st.one_of(
    st.builds(Paragraph, inline),
    st.builds(Heading, st.integers(1, 6), inline),
    st.builds(Preformatted, words),
    st.builds(Figure, st.none(), words),
    st.builds(Rule),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Quote, st.lists(inner, max_size=3).map(tuple)),
        st.builds(
            ListBlock,
            st.lists(st.lists(inner, max_size=2).map(tuple), max_size=3).map(tuple),
            st.booleans(),
            st.integers(-5, 2000),
        ),
    ),
    max_leaves=8,
)


def list_words(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading):
            yield from (part.text for part in block.content)
        elif isinstance(block, Quote):
            yield from list_words(block.blocks)
        elif isinstance(block, ListBlock):
            for item in block.items:
                yield from list_words(item)
        elif isinstance(block, Preformatted):
            yield block.text
        elif isinstance(block, Figure):
            # It is told once where the caption says it too, in whatever letters.
            caption = "".join(span.text for span in block.caption)
            yield from [block.alt] if block.alt.strip().casefold() not in caption.casefold() else []


@settings(deadline=None)
@given(st.lists(trees, max_size=4).map(tuple), st.sampled_from([20, 40, 80, 120]))
def test_every_word_is_there_in_order_at_any_width(blocks: tuple[Block, ...], width: int) -> None:
    lines = draw(*blocks, width=width)
    assert max(line.cell_len for line in lines) <= width
    shown = re.findall(r"[a-zé’]+", "\n".join(line.plain for line in lines))
    for word in list_words(blocks):
        assert word.strip() in shown, word
        del shown[: shown.index(word.strip()) + 1]


@settings(deadline=None)
@given(rows, st.booleans(), st.booleans(), st.sampled_from([20, 40, 80, 120]))
def test_every_cell_is_there_at_any_width(
    rows: tuple[tuple[tuple[Span, ...], ...], ...], header: bool, quoted: bool, width: int
) -> None:
    table = Table(rows, header)
    lines = draw(Quote((table,)) if quoted else table, width=width)
    assert max(line.cell_len for line in lines) <= width
    shown = re.findall(r"[a-zé’]+", "\n".join(line.plain for line in lines))
    for word in (part.text for cells in rows for cell in cells for part in cell):
        assert word.strip() in shown, word
