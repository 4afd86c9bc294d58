"""The page of an article: its header, its place on the screen, its links."""

import pytest

from gazette_cli.blocks import Paragraph
from gazette_cli.models import Link
from gazette_cli.render.article import render_footer
from tests.render.drawing import BARE, NO_CONTENT, draw, draw_body, draw_plain, draw_reading
from tests.render.samples import BLOCKS, CONTENT, READ, make_article, paragraph, span


def test_the_header_has_a_fixed_shape() -> None:
    lines = draw_plain(READ, NO_CONTENT)
    assert lines[:7] == [
        "Lagazette · Paris" + " " * 38 + "2 min · 389 words",
        "",
        "Le phare sera repeint, puis rouvert aux visiteurs",
        "",
        "1er octobre 2023, 12:00 (UTC+01:00) · il y a 3 ans · La Gazette",
        "#phares · #Côte d'Azur",
        "─" * 40,
    ]


def test_a_date_that_is_the_files_says_so() -> None:
    for dated, remark in (("file", "the file's date"), ("seen", "when first seen")):
        article = make_article(1, "T", hours=48, dated=dated)
        assert remark in "\n".join(draw_plain(article, NO_CONTENT, language="en"))


def test_the_text_stands_in_the_middle_of_a_wide_screen() -> None:
    lines = draw(paragraph("mot " * 60), width=120)
    assert {len(line.plain) - len(line.plain.lstrip()) for line in lines if line.plain} == {24}
    assert max(line.cell_len for line in lines) <= 24 + 72


@pytest.mark.parametrize("width", [20, 27, 40, 60, 80, 120, 200])
def test_no_line_but_code_is_wider_than_the_screen(width: int) -> None:
    lines = draw(*BLOCKS, width=width, article=READ)
    assert [line.plain for line in lines if line.cell_len > width and "on or" not in line.plain] == []


def test_no_line_ends_in_spaces() -> None:
    lines = draw(*BLOCKS, width=80, article=READ)
    assert [line.plain for line in lines if line.plain != line.plain.rstrip()] == []


def test_a_pipe_gets_the_same_lines_without_margin() -> None:
    styled = draw_reading(READ, CONTENT, *BLOCKS, width=74)
    plain = draw_plain(READ, CONTENT, *BLOCKS)
    code = plain.index("def light(on):")
    assert "on or" in plain[code + 1]
    del plain[code : code + 2], styled[code : code + 2]
    # Without its line through the middle, what is struck would say the contrary.
    assert [line.plain[1:] for line in styled] == [line.replace("~~", "") for line in plain]


def test_the_articles_language_rules_where_lines_break() -> None:
    text = "un deux trois : quatre"
    french, english = (
        draw_body(paragraph(text), width=20, article=make_article(1, "T", language=language, words=0))
        for language in ("fr", "en")
    )
    text = "aaaa bbbb cccc dddd :"
    for language, first in (("fr", "aaaa bbbb cccc"), ("en", "aaaa bbbb cccc dddd")):
        article = make_article(1, "T", language=language, words=0)
        assert draw_body(paragraph(text), width=20, article=article)[0] == first
    assert french == english == ["un deux trois :", "quatre"]


def test_links_are_numbered_once_and_listed_by_their_domain() -> None:
    one, two = "https://example.org/a", "http://example.com/"
    body = draw_body(
        paragraph(span("un", url=one), ", ", span("deux", url=two), ", ", span("trois", url=one), ".")
    )
    assert body == ["un [1], deux [2], trois [1].", "", "[1] example.org/a", "[2] example.com"]


def test_a_relative_link_is_told_as_seen_from_its_page() -> None:
    block = paragraph(span("a", url="/b"), span("c", url="mailto:c@example.org"), span("d", url="//[x"))
    article = make_article(1, "T", url="https://example.org/2023/page")
    body = draw_body(block, article=article)
    assert body[2:5] == ["[1] example.org/b", "[2] mailto:c@example.org", "[3] //[x"]
    assert "[1] /b" in draw_body(block)


def test_links_take_the_numbers_they_are_given() -> None:
    links = [Link(1, "https://example.org/b", "b"), Link(2, "https://example.org/a", "a")]
    blocks = (paragraph(span("a", url="https://example.org/a"), span("c", url="https://example.org/c")),)
    lines = draw_plain(BARE, NO_CONTENT, *blocks, links=links)
    assert lines[-4:] == ["a [2]c", "", "[1] example.org/b", "[2] example.org/a"]


def test_a_link_in_several_styles_has_one_number_and_one_within_the_page_none() -> None:
    url = "https://example.org"
    spans = (span("un ", url=url), span("lien", "em", url=url), span(" et "), span("note", url="#note"))
    assert draw_body(Paragraph(spans))[0] == "un lien [1] et note"
    assert draw_body(paragraph(span("un lien ", url=url), "suite"))[0] == "un lien [1] suite"


def test_a_number_is_never_parted_from_its_word() -> None:
    for width in range(20, 40):
        body = draw_body(
            paragraph("aaa bbb ccc ", span("ddd eee", url="https://example.org"), " fff"), width=width
        )
        assert not [line for line in body if line.startswith("[1]") and "example" not in line]


def test_an_article_without_text_says_so() -> None:
    assert draw_body() == ["(no text)"]


def test_a_page_ends_at_the_right_edge_of_the_text_or_in_parts() -> None:
    text = "page 2 of 3 · next: gazette read 209 --page 3"
    assert [line.plain for line in render_footer(text, width=80)] == [" " * (4 + 72 - len(text)) + text]
    assert [line.plain for line in render_footer(text, width=100, measure=60)] == [
        " " * (20 + 60 - len(text)) + text
    ]
    narrow = [line.plain for line in render_footer(text, width=20)]
    assert narrow == ["page 2 of 3", "next: gazette read", "209 --page 3"]
