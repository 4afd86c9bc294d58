"""Definitions, footnotes, tasks, levels of headings, what is raised or struck: in a terminal and in a pipe."""

import pytest

from gazette_cli.blocks import (
    Block,
    DefinitionList,
    Footnotes,
    Heading,
    ListBlock,
    Preformatted,
    Quote,
    Rule,
    Span,
    Table,
    walk_leaves,
)
from gazette_cli.models import Reading
from gazette_cli.parsing.blocks import html_to_blocks
from gazette_cli.render.article import render_article
from gazette_cli.render.look import Look
from tests.render.drawing import BARE, NO_CONTENT, draw, draw_body, draw_plain
from tests.render.samples import BLOCKS, NOW, make_article, paragraph, row, span

GLOSSARY = DefinitionList(
    (
        (((span("Phare"),),), ((paragraph("une tour qui porte une lumière"),),)),
        (((span("Balise"),), (span("Bouée"),)), ((paragraph("ce qui flotte"),), (paragraph("un signal"),))),
    )
)
NOTES = Footnotes((("1", (paragraph("la première note du texte"),)), ("a", (paragraph("la seconde"),))))


def test_definitions_are_indented_below_their_terms() -> None:
    assert draw_body(GLOSSARY, width=60) == [
        "Phare",
        "    une tour qui porte une lumière",
        "Balise",
        "Bouée",
        "    ce qui flotte",
        "    un signal",
    ]
    assert draw_body(GLOSSARY, width=20)[:3] == ["Phare", "  une tour qui porte", "  une lumière"]
    assert [str(part.style) for line in draw(GLOSSARY)[-6:] for part in line.spans] == ["bold"] * 3


def test_definitions_of_several_paragraphs_stand_apart() -> None:
    group = (((span("Un"),),), ((paragraph("a"), paragraph("b")),))
    assert draw_body(DefinitionList((group, group))) == [
        "Un",
        "    a",
        "",
        "    b",
        "",
        "Un",
        "    a",
        "",
        "    b",
    ]


def test_notes_are_raised_in_the_text_and_hang_below_a_rule() -> None:
    text = paragraph("un mot", span("1", "note"), span("2", "note"), ", un autre", span("a", "note"))
    assert draw_body(text, NOTES, width=24) == [
        "un mot¹\xa0², un autre^a",
        "",
        "────────",
        "¹  la première note du",
        "   texte",
        "^a la seconde",
    ]
    # What has to be read is not dim.
    (line,) = [line for line in draw(NOTES, width=80) if "seconde" in line.plain]
    assert {line.plain[part.start : part.end].strip() for part in line.spans if str(part.style)} == {"^a"}


def test_a_rule_before_the_notes_is_enough() -> None:
    assert draw_body(Rule(), NOTES)[2:] == ["¹  la première note du texte", "^a la seconde"]


@pytest.mark.parametrize(
    ("label", "mark"),
    [("12", "¹²"), ("*", "*"), ("†", "†"), ("[3]", "³"), ("n 1", "ⁿ¹"), ("Smith", "^Smith")],
)
def test_a_note_is_never_taken_for_a_link(label: str, mark: str) -> None:
    assert draw_body(paragraph("mot", span(label, "note"))) == [f"mot{mark}"]


def test_the_box_of_a_task_takes_the_place_of_the_bullet() -> None:
    tasks = ListBlock(((paragraph("☑ fait"),), (paragraph("☐ à faire"),), (paragraph("autre"),)))
    assert draw_body(tasks) == ["☑ fait", "☐ à faire", "• autre"]


def test_levels_of_headings_are_told_without_colours() -> None:
    blocks = (paragraph("a"), *(Heading(level, (span("Titre"),)) for level in (1, 2, 3, 4)))
    body = draw_body(*blocks)
    assert body == ["a", "", "", "Titre", "─────", "", "", "Titre", "", "Titre", "", "Titre"]
    assert [str(part.style) for part in draw(blocks[-1])[-1].spans] == ["heading", "italic"]
    assert draw_plain(BARE, NO_CONTENT, *blocks)[-12:] == body
    assert draw_body(Quote((paragraph("a"), Heading(1, (span("b"),))))) == ["┃ a", "┃", "┃ b", "┃ ─"]


@pytest.mark.parametrize(
    ("before", "raised", "shown"),
    [
        *(
            ("x", "2", "x²"),
            ("2", "nd", "2ⁿᵈ"),
            ("XIX", "e", "XIXᵉ"),
            ("XIX", "ème", "XIXème"),
            ("10", "−3", "10⁻³"),
        ),
        *(
            ("x", "q", "x^q"),
            ("x", "n/2", "x^(n/2)"),
            ("mot", "[12]", "mot¹²"),
            ("mot ", "voir ici", "mot voir ici"),
        ),
        ("mot", "[réf. nécessaire]", "mot[réf. nécessaire]"),
    ],
)
def test_what_is_raised_keeps_its_meaning(before: str, raised: str, shown: str) -> None:
    assert draw_body(paragraph(before, span(raised, "sup"))) == [shown]


def test_what_is_lowered_keeps_its_meaning() -> None:
    text = paragraph(
        "x", span("i", "sub"), span("j", "sub", "em"), " V", span("eff", "sub"), " y", span("q", "sub")
    )
    assert draw_body(text) == ["xᵢⱼ V_(eff) y_q"]


def test_what_is_struck_says_so_in_a_pipe_and_what_is_marked_has_its_role() -> None:
    text = paragraph("prix ", span("10", "strike"), span(" €", "strike", "em"), " 12 €, ", span("là", "mark"))
    assert draw_plain(BARE, NO_CONTENT, text)[-1] == "prix ~~10 €~~ 12 €, là"
    (line,) = draw(text, span_line := paragraph(span("neuf", "ins")))[-3:-2]
    assert line.plain.strip() == "prix 10 € 12 €, là"
    assert {"strike", "italic strike", "marked"} >= {str(part.style) for part in line.spans}
    assert [str(part.style) for part in draw(span_line)[-1].spans] == ["underline"]


def test_text_from_the_right_stands_at_the_right_of_a_screen() -> None:
    text = paragraph("مرحبا بالعالم هذا نص")
    assert draw_body(text, width=30) == [" " * 10 + "مرحبا بالعالم هذا نص"]
    assert draw_plain(BARE, NO_CONTENT, text)[-1] == "مرحبا بالعالم هذا نص"
    assert draw_body(ListBlock(((text,),)), width=30) == ["• مرحبا بالعالم هذا نص"]
    assert draw_body(paragraph("« le mot مرحبا »"), width=30) == ["« le mot مرحبا »"]


def test_code_is_coloured_by_its_language_and_never_in_a_pipe() -> None:
    code = Preformatted('def f(x):\n    return "a"  # 1\n', "python")
    lines = draw(code)[-2:]
    assert [[(line.plain[a:b], str(style)) for a, b, style in line.spans] for line in lines] == [
        [("def", "keyword"), ("f", "name")],
        [("return", "keyword"), ('"a"', "string"), ("# 1", "comment")],
    ]
    assert draw_plain(BARE, NO_CONTENT, code)[-1] == '      return "a"  # 1'
    for plain in (
        Preformatted(code.text),
        Preformatted(code.text, "x-unknown"),
        Preformatted("a=1\n" * 20_000, "python"),
    ):
        assert not any(line.spans for line in draw(plain)[-2:])


def test_rows_of_a_table_that_are_one_cell_span_it() -> None:
    table = Table((row("Un titre qui est long", ""), row("a", "1"), row("bb", "22")), True)
    assert draw_body(table, width=30) == ["Un titre qui est long", "──────", "a    1", "bb  22"]


def test_a_narrow_column_is_not_folded_for_a_wide_one() -> None:
    table = Table((row("une clé ici", "mot " * 60), row("b", "c")))
    assert draw_body(table, width=40)[0] == "une clé ici  mot mot mot mot mot mot"


def test_names_and_values_read_well_on_a_narrow_screen() -> None:
    table = Table((row("Superficie", "24 kilomètres carrés"), row("Maire :", "Camille Exemple-Duquai")))
    assert draw_body(table, width=20) == [
        "Superficie\xa0: 24",
        "  kilomètres carrés",
        "Maire : Camille",
        "  Exemple-Duquai",
    ]
    english = make_article(1, "T", language="en", words=0)
    assert draw_body(table, width=20, article=english)[0] == "Superficie: 24"


def test_every_line_knows_its_paragraph() -> None:
    blocks: tuple[Block, ...] = (
        *BLOCKS,
        GLOSSARY,
        ListBlock(((), (Quote(()),), (paragraph("☐ "),), (paragraph("☐ a"), paragraph("")))),
        *html_to_blocks("<dl><dt><dd>x<dd></dl><ul><li><li>y</ul>"),
        NOTES,
    )
    page = render_article(Reading(BARE, NO_CONTENT, blocks), look=Look(), width=80, now=NOW, language="fr")
    leaves = list(walk_leaves(blocks))
    assert set(page.parts) - {-1} == set(range(len(leaves)))
    text = {
        part: " ".join(line.plain for line, at in zip(page.lines, page.parts, strict=True) if at == part)
        for part in set(page.parts)
    }
    for part, leaf in enumerate(leaves):
        words = leaf.content if hasattr(leaf, "content") else ()
        first: Span | None = next((each for each in words if each.text.strip()), None)
        if first is not None and not first.style:
            assert first.text.split()[0] in text[part]
