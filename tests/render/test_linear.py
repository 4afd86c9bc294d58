"""The article for screen readers: every word in order, the shape of the page in words, and nothing for eyes alone."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from gazette_cli.blocks import (
    Block,
    DefinitionList,
    Figure,
    Footnotes,
    Heading,
    ListBlock,
    Preformatted,
    Quote,
    Rule,
    Table,
    walk_leaves,
)
from gazette_cli.excerpt import build_matcher
from gazette_cli.models import Article, Content, Reading
from gazette_cli.parsing.blocks import list_links
from gazette_cli.query import Term
from gazette_cli.render.article import Page, plain_article, render_article
from gazette_cli.render.look import UNFOLDED, Look
from tests.render.drawing import BARE, NO_CONTENT
from tests.render.samples import BLOCKS, CONTENT, NOW, READ, paragraph, row, span
from tests.render.writing import make_blocks

LINEAR = Look(UNFOLDED, linear=True)


def speak(*blocks: Block, article: Article = BARE, content: Content = NO_CONTENT) -> list[str]:
    reading = Reading(article, content, blocks, list_links(blocks, article.url))
    return plain_article(reading, look=LINEAR, now=NOW, language="en")


def speak_body(*blocks: Block) -> list[str]:
    lines = speak(*blocks)
    return lines[next(at for at, line in enumerate(lines) if line.startswith("Headline: ")) + 2 :]


def show(*blocks: Block, width: int, article: Article = BARE) -> Page:
    reading = Reading(article, NO_CONTENT, blocks, list_links(blocks, article.url))
    return render_article(reading, look=LINEAR, width=width, now=NOW, language="en")


def test_head_and_end_are_sentences() -> None:
    lines = speak(*BLOCKS[:1], article=READ, content=CONTENT)
    assert lines[:3] == [
        "Lagazette, Paris. 2 minutes, 389 words.",
        "Headline: Le phare sera repeint, puis rouvert aux visiteurs",
        "1 October 2023, 12:00 (UTC+01:00), 3 years ago. By La Gazette. Tagged phares, Côte d'Azur.",
    ]
    assert lines[-5:] == [
        "1 link.",
        "Link 1: www.example.org/conseil",
        "1 file.",
        "Link 2: example.org/phare.mp3, audio/mpeg, 3.2 MB",
        "Address: https://lagazette.example/2023/phare",
    ]


def test_a_paragraph_is_a_line_and_a_link_has_its_number_in_words() -> None:
    assert speak(*BLOCKS[:1], article=READ)[3] == (
        "Le phare de la pointe rouvrira au printemps, à une date qui reste à fixer. La décision est tombée après un"
        " conseil de quatre heures (link 1) : les élus ont dit « oui » ! Les travaux coûtent 10 000 € ou 25 % du total"
        " ; le même lien (link 1)."
    )


def test_headings_and_breaks() -> None:
    assert speak_body(Heading(2, (span("Un chantier\nlong"),)), paragraph("Vers un\nVers deux"), Rule()) == [
        "Heading 2: Un chantier long", "Vers un", "Vers deux", "Separator."
    ]  # fmt: skip


def test_lists_say_their_length_and_items_their_place() -> None:
    inner = ListBlock(((paragraph("le bas"),), (paragraph("le haut"),)))
    assert speak_body(ListBlock(((paragraph("Repeindre"), inner), (paragraph("Changer la lampe"),)))) == [
        "List of 2 items.",
        "1 of 2: Repeindre",
        "List of 2 items, level 2.",
        "1 of 2: le bas",
        "2 of 2: le haut",
        "End of list, level 2.",
        "2 of 2: Changer la lampe",
        "End of list.",
    ]
    assert speak_body(ListBlock(((paragraph("seul"),),))) == ["List of 1 item.", "1 of 1: seul"]
    assert speak_body(ListBlock(((paragraph("a"),), (), (paragraph("b"),)), True, 9)) == [
        "Numbered list of 3 items.", "9: a", "10:", "11: b"
    ]  # fmt: skip
    assert speak_body(ListBlock(((paragraph("a"),),), True, 10**12))[1] == "1000000000: a"


def test_boxes_of_tasks_are_words() -> None:
    tasks = ListBlock(((paragraph("☑ repeindre"),), (paragraph("☐ changer"),)))
    assert speak_body(tasks, paragraph("☑ hors liste"))[1:] == [
        "1 of 2: Done: repeindre", "2 of 2: Not done: changer", "☑ hors liste"
    ]  # fmt: skip


def test_quotes_begin_and_end() -> None:
    assert speak_body(Quote((paragraph("Un."), Quote((paragraph("Deux."),)))), paragraph("Trois.")) == [
        "Quote: Un.", "Quote: Deux.", "End of quote.", "End of quote.", "Trois."
    ]  # fmt: skip
    assert speak_body(Quote((ListBlock(((paragraph("a"),),)),)))[:2] == [
        "Quote: List of 1 item.",
        "1 of 1: a",
    ]


def test_tables_are_records() -> None:
    rows = (row("Ville", "Habitants"), row("Sète", "43 620"), row("Paris", ""))
    assert speak_body(Table(rows, True, (span("Deux villes"),))) == [
        "Table of 2 columns and 2 rows. Deux villes.",
        "Columns: Ville; Habitants.",
        "Row 1. Ville: Sète. Habitants: 43 620.",
        "Row 2. Ville: Paris.",
    ]
    assert speak_body(Table(rows[1:])) == [
        "Table of 2 columns and 2 rows.", "Row 1. Sète; 43 620.", "Row 2. Paris; empty."
    ]  # fmt: skip
    assert speak_body(Table((row("", "2020"), row("Sète", "12", "de trop")), True))[1:] == [
        "Columns: 2020.", "Row 1. Sète. 2020: 12. de trop."
    ]  # fmt: skip


def test_code_stays_as_it_is() -> None:
    assert speak_body(Preformatted("if on:\n\n\tlight()   \n", "python")) == [
        "Code, python:", "if on:", "", "    light()", "End of code."
    ]  # fmt: skip
    assert speak_body(Preformatted("a  b"))[0] == "Code:"


def test_figures_say_what_they_are() -> None:
    assert speak_body(Figure(None, "La tour", (span("Vue du port"),))) == [
        "Image: La tour. Caption: Vue du port."
    ]
    assert speak_body(Figure(None, "La tour", (span("La tour"),))) == ["Image. Caption: La tour."]
    assert (
        speak_body(Figure("https://example.org/mer.mp4", "La mer", (), "video"))[0]
        == "Video: La mer (link 1)."
    )


def test_definitions_and_notes() -> None:
    terms = DefinitionList((((((span("phare"),), (span("fanal"),)), ((paragraph("une tour"),),))),))
    assert speak_body(terms) == [
        "List of 2 terms and what they mean.",
        "Term: phare",
        "Term: fanal",
        "Definition: une tour",
        "End of terms.",
    ]
    noted = paragraph("Dit-on", span("[1]", "note"), ".")
    assert speak_body(noted, Footnotes((("[1]", (paragraph("Au port."),)),))) == [
        "Dit-on (note 1).", "Notes.", "Note 1: Au port.", "End of notes."
    ]  # fmt: skip


def test_what_is_deleted_says_so_and_where_it_ends() -> None:
    prices = paragraph("Prix :", span(" 12 francs ", "strike"), span("15 francs", "ins"), ".")
    assert speak_body(prices) == [
        "Prix : (deleted: 12 francs, end of deleted) (inserted: 15 francs, end of inserted)."
    ]
    assert speak_body(paragraph("Un ", span("ajout", "ins"), " seul.")) == ["Un ajout seul."]


def test_raised_figures_stay_raised_and_letters_are_letters() -> None:
    raised = paragraph("H", span("2", "sub"), "O, 10", span("3", "sup"), ", le 1", span("er", "sup"), " mai")
    assert speak_body(raised) == ["H₂O, 10³, le 1er mai"]


def test_an_article_without_text_says_so() -> None:
    assert speak_body() == ["No text."]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_a_screen_folds_at_spaces_and_draws_nothing(width: int) -> None:
    lines = [line.plain for line in show(*BLOCKS, width=width, article=READ).lines]
    whole = [line for line in lines if "on or" not in line and "example" not in line]
    assert max(map(len, whole)) <= width
    assert not set("─━┃│•◦‣●★·") & set("".join(lines))
    assert all(lines), "no empty line"
    assert not any(line.startswith(" ") for line in whole if "return" not in line)


def test_matches_are_marked_and_the_words_the_same() -> None:
    reading = Reading(
        BARE,
        NO_CONTENT,
        (paragraph("Le phare est blanc."),),
        (),
        build_matcher(Term("text", "phare"), ["fr"]),
    )
    plain = plain_article(reading, look=LINEAR, now=NOW, language="en")
    page = render_article(reading, look=LINEAR, width=80, now=NOW, language="en")
    assert [line.plain for line in page.lines] == plain
    assert find_styled(page.lines, "match") == ["phare"]


def find_styled(lines: Sequence[Text], role: str) -> list[str]:
    return [line.plain[one.start : one.end] for line in lines for one in line.spans if one.style == role]


def test_a_page_however_nested_is_no_matter() -> None:
    block: Block = paragraph("au fond")
    for _ in range(5_000):
        block = Quote((ListBlock(((block,),)),))
    lines = speak_body(block)
    assert any("au fond" in line for line in lines) and lines[-1] == "End of quote."


@given(made=make_blocks(), width=st.sampled_from([20, 40, 80, 1000]))
def test_every_word_is_there_in_order_and_in_its_part(
    made: tuple[tuple[Block, ...], int], width: int
) -> None:
    blocks, count = made
    page = show(*blocks, width=width)
    said = re.findall(r"mot\d+", " ".join(line.plain for line in page.lines))
    assert [word for at, word in enumerate(said) if word not in said[:at]] == [
        f"mot{n}" for n in range(1, count + 1)
    ]
    leaves = list(walk_leaves(blocks))
    body = [part for part in page.parts if part >= 0]
    assert body == sorted(body) and (not body or body[-1] <= len(leaves))
    for number, leaf in enumerate(leaves):
        shown = " ".join(
            line.plain for line, part in zip(page.lines, page.parts, strict=True) if part == number
        )
        assert set(re.findall(r"mot\d+", str(leaf))) <= set(re.findall(r"mot\d+", shown)), leaf
        assert number in page.parts
