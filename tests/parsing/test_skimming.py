"""Pages of hardly anything but tags keep their words; all others keep their shape."""

import re

import pytest
from hypothesis import given, settings

from gazette_cli.blocks import ListBlock, Paragraph, Table
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks
from gazette_cli.parsing.plainhtml import read_plain_html
from gazette_cli.parsing.skimming import is_bare, skim_html
from tests.parsing.test_blocks_words import trees

MANY = 30_000


@pytest.mark.parametrize(
    "piece", ["<li>mot", "<td>mot", "<h2>mot</h2>", "<p>mot</p>", "<dt>mot<dd>mot", "mot<br>", "<LI>mot</LI>"]
)
def test_a_page_of_tags_is_its_words(piece: str) -> None:
    html = f"<div>{piece * MANY}<p>la fin</div>"
    (block,) = html_to_blocks(html)
    assert isinstance(block, Paragraph)
    text = block.content[0].text
    assert text.startswith("mot · mot · mot") and text.endswith("mot · la fin")
    assert text.count("mot") == html.count("mot")
    assert read_plain_html(html) in (None, text)


def test_rows_are_lines_and_what_is_hidden_is_left_out() -> None:
    rows = "<tr><td>1<td>2<td>3" * MANY
    (block,) = html_to_blocks(
        f"<script>if (a < b) c()</script><p hidden>non</p><img alt='Un\n phare' src=a.png><table>{rows}</table>"
    )
    assert isinstance(block, Paragraph)
    assert block.content[0].text.split("\n") == ["Un phare", *["1 · 2 · 3"] * MANY]


@pytest.mark.parametrize(
    "html",
    [
        "<table>" + "<tr><td>12</td><td>34.5</td><td>678</td></tr>" * MANY + "</table>",
        "<ul>" + '<li><a href="/wiki/Mer">Mer</a></li>' * MANY + "</ul>",
        "<ul>" + "<li><b>mer</b> ce que voit le phare</li>" * MANY + "</ul>",
        "<p>" + 'Une <b>page</b> <i>en</i> <a href="/a">liens</a> et en mots. ' * MANY,
        "<p>Un vers de plus,<br>un autre.</p>" * MANY,
        "<li>mot" * 1_000,
    ],
)
def test_what_a_page_may_be_keeps_its_shape(html: str) -> None:
    assert not is_bare(html)


def test_a_long_table_and_a_long_list_are_such() -> None:
    table = html_to_blocks("<table>" + "<tr><td>12</td><td>34.5</td><td>678</td></tr>" * 10_000 + "</table>")
    assert len(table) == 1 and isinstance(table[0], Table) and len(table[0].rows) == 10_000
    items = html_to_blocks("<ul>" + '<li><a href="/wiki/Mer">Mer</a></li>' * 15_000 + "</ul>")
    assert len(items) == 1 and isinstance(items[0], ListBlock) and len(items[0].items) == 15_000


@settings(max_examples=60, deadline=None)
@given(trees())
def test_it_has_the_words_that_blocks_have(tree: tuple[str, list[str]]) -> None:
    html, words = tree
    skimmed = blocks_to_text(skim_html(html))
    assert [word for word in re.findall(r"\w+", skimmed) if not word.isdigit()] == words
