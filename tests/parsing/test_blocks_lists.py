"""Definition lists and tasks."""

import pytest

from gazette_cli.blocks import Block, DefinitionList, Heading, ListBlock, Paragraph, Span
from gazette_cli.models import Link
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks, list_links

Group = tuple[list[str], list[str]]


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def one(html: str) -> Block:
    (block,) = html_to_blocks(html)
    return block


def groups_of(html: str) -> list[Group]:
    block = one(html)
    assert isinstance(block, DefinitionList)
    return [
        (
            ["".join(span.text for span in term) for term in terms],
            [blocks_to_text(said) for said in definitions],
        )
        for terms, definitions in block.groups
    ]


@pytest.mark.parametrize(
    ("html", "groups"),
    [
        (
            "<dl><dt>port<dd>a haven<dd>a wine<dt>quay<dd>a bank</dl>",
            [(["port"], ["a haven", "a wine"]), (["quay"], ["a bank"])],
        ),
        ("<dl><dt>port<dt>haven<dd>a place</dl>", [(["port", "haven"], ["a place"])]),
        ("<dl><div><dt>a<dd>b</div><div><dt>c<dd>d</div></dl>", [(["a"], ["b"]), (["c"], ["d"])]),
        ("<dl><dd>set in</dl>", [([], ["set in"])]),
        ("<dl><dt>alone</dl>", [(["alone"], [])]),
        ("<dl>loose<dt>a<dd></dd><dd>b<p>c</dl>", [([], ["loose"]), (["a"], ["b\n\nc"])]),
        ("<dl><dt><h3>a</h3><dd>b<p>more</dl>", [(["a"], ["b\n\nmore"])]),
        ("<dl><dt>a<blockquote>b</blockquote></dt><dd>c</dl>", [([], ["a\n\nb", "c"])]),
        ("<dl><dt>a<dd>b<dl><dt>c<dd>d</dl></dl>", [(["a"], ["b\n\n• c\n\nd"])]),
    ],
)
def test_definitions(html: str, groups: list[Group]) -> None:
    assert groups_of(html) == groups


def test_terms_without_a_list_are_paragraphs() -> None:
    assert html_to_blocks("<dt>a<dd>b") == (paragraph("a"), paragraph("b"))


def test_the_text_and_the_links_of_definitions() -> None:
    blocks = html_to_blocks(
        '<ol><li><dl><dt><a href="/a">un</a><dd>deux <a href="/b">trois</a><dt>quatre</dl></li></ol>'
    )
    assert blocks_to_text(blocks) == "1. • un\n\ndeux trois\n\n• quatre"
    assert list_links(blocks) == (Link(1, "/a", "un"), Link(2, "/b", "trois"))


def test_tasks_have_boxes() -> None:
    done, todo = paragraph("☑ sow"), paragraph("☐ reap")
    expected = ListBlock(((done,), (todo,)))
    assert (
        one('<ul><li><input type="checkbox" checked disabled> sow</li><li><input type=checkbox>reap</ul>')
        == expected
    )
    assert (
        one(
            '<ul><li><label><input type="checkbox" checked>sow</label></li>'
            '<li><p><input type="CHECKBOX"> reap</p></li></ul>'
        )
        == expected
    )


def test_other_controls_are_gaps() -> None:
    assert one("<p>a<input type=checkbox>b<input value=x>c</p>") == paragraph("a b c")
    assert one("<ul><li>a<input type=checkbox>b</ul>") == ListBlock(((paragraph("a b"),),))
    assert one('<ul><li><input type=checkbox class="nav-toggle">a</ul>') == ListBlock(((paragraph("a"),),))


def test_headings_and_lists_within_items() -> None:
    assert one("<ol><li><h3>a</h3>b<ul><li>c</ul></ol>") == ListBlock(
        ((Heading(3, (Span("a"),)), paragraph("b"), ListBlock(((paragraph("c"),),))),), ordered=True
    )
