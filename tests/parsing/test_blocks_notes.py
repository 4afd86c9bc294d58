"""Footnotes as Pandoc, kramdown, wikis, publishers and word processors write them become Footnotes."""

import re

import pytest

from gazette_cli.blocks import Block, Footnotes, Paragraph, Span, walk_leaves
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks, list_links

NOTE = frozenset({"note"})
SALT = Paragraph((Span("Salt"), Span("1", NOTE), Span(" of Guérande.")))


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def notes_of(blocks: tuple[Block, ...]) -> list[tuple[str, str]]:
    found = [block for block in blocks if isinstance(block, Footnotes)]
    return [(label, blocks_to_text(note)) for block in found for label, note in block.notes]


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (  # Pandoc
            '<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
            '<section class="footnotes" role="doc-endnotes"><ol><li id="fn1" role="doc-endnote"><p>It is grey.'
            '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>',
        ),
        (  # kramdown
            '<sup id="fnref:1"><a href="#fn:1" class="footnote" rel="footnote">1</a></sup>',
            '<div class="footnotes"><ol><li id="fn:1"><p>It is grey.&nbsp;<a href="#fnref:1"'
            ' class="reversefootnote">&#8617;</a></p></li></ol></div>',
        ),
        (  # markdown-it
            '<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup>',
            '<section class="footnotes"><ol class="footnotes-list"><li id="fn1" class="footnote-item"><p>It is grey.'
            ' <a href="#fnref1" class="footnote-backref">↩︎</a></p></li></ol></section>',
        ),
        (  # GitHub
            '<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref>1</a></sup>',
            '<section data-footnotes class="footnotes"><h2 class="sr-only">Footnotes</h2><ol>'
            '<li id="user-content-fn-1"><p>It is grey.'
            ' <a href="#user-content-fnref-1" data-footnote-backref>↩</a></p></li></ol></section>',
        ),
        (  # WordPress
            '<sup data-fn="a-b" class="fn"><a href="#a-b" id="a-b-link">1</a></sup>',
            '<ol class="wp-block-footnotes"><li id="a-b">It is grey. <a href="#a-b-link">↩︎</a></li></ol>',
        ),
        (  # Substack
            '<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a>',
            '<div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a>'
            '<div class="footnote-content"><p>It is grey.</p></div></div>',
        ),
        (  # MediaWiki
            '<sup id="cite_ref-1" class="reference"><a href="#cite_note-1"><span>[</span>1<span>]</span></a></sup>',
            '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink">^ <a href="#cite_ref-1"><sup>a'
            '</sup></a> <a href="#cite_ref-2"><sup>b</sup></a></span> <span>It is grey.</span></li></ol>',
        ),
        (  # Sphinx
            '<a class="footnote-reference brackets" href="#id2" id="id1" role="doc-noteref"><i>[</i>1<i>]</i></a>',
            '<aside class="footnote brackets" id="id2" role="doc-footnote"><span class="label"><span>[</span>'
            '<a href="#id1">1</a><span>]</span></span><p>It is grey.</p></aside>',
        ),
        (  # docutils
            '<a class="footnote-reference" href="#id2" id="id1">1</a>',
            '<dl class="footnote"><dt class="label" id="id2"><a href="#id1">1</a></dt><dd><p>It is grey.</p></dd></dl>',
        ),
        (  # EPUB
            '<a epub:type="noteref" href="#n1">1</a>',
            '<aside epub:type="footnote" id="n1"><p>It is grey.</p></aside>',
        ),
        (  # a word processor
            '<a href="#_ftn1" name="_ftnref1"><sup>[1]</sup></a>',
            '<p><a href="#_ftnref1" name="_ftn1"><sup>[1]</sup></a> It is grey.</p>',
        ),
        (
            '<sup><a href="#n1" id="r1">1</a></sup>',
            '<p id="n1"><sup>1</sup>It is grey. [<a href="#r1">↑</a>]</p>',
        ),
        ('[<a href="#n1">1</a>]', '<p><a name="n1"></a>1. It is grey.</p>'),
        (
            '<sup><a href="/salt#n1">1</a></sup>',
            '<ul><li id="n1">It is grey. <a href="/salt#r1">Jump up</a></li></ul>',
        ),
    ],
)
def test_notes_are_known_whoever_wrote_them(reference: str, note: str) -> None:
    blocks = html_to_blocks(f"<p>Salt{reference} of Guérande.</p>{note}<p>And on.</p>")
    assert blocks == (SALT, Footnotes((("1", (paragraph("It is grey."),)),)), paragraph("And on."))
    assert list_links(blocks) == ()
    assert blocks_to_text(blocks) == "Salt[1] of Guérande.\n\n1. It is grey.\n\nAnd on."


def test_a_note_is_referred_to_many_times_and_labels_stay_apart() -> None:
    (text, notes) = html_to_blocks(
        '<p>a<sup><a href="#f1">1</a><a href="#f2">2</a></sup> b<sup><a href="#f1">1:1</a></sup></p>'
        '<ol><li id="f1">x</li><li id="f2">y</li><li>z</li></ol>'
    )
    assert isinstance(text, Paragraph)
    assert [span.text for span in text.content] == ["a", "1", "2", " b", "1"]
    assert notes_of((notes,)) == [("1", "x"), ("2", "y"), ("3", "z")]


def test_words_of_a_note_stay_words() -> None:
    blocks = html_to_blocks(
        '<p>a<sup><a href="#f1" id="r1">1</a></sup></p><ol><li id="f1">1984 was <a href="#r1">back to the text</a>'
        ' <a href="/x">↑ tide</a></li></ol><p>see <a href="#f1">the note</a></p>'
    )
    assert notes_of(blocks) == [("1", "1984 was back to the text ↑ tide")]
    assert blocks[-1] == paragraph("see the note")


@pytest.mark.parametrize(
    "html",
    [
        '<p>a<sup><a href="#f1">1</a></sup></p>',
        '<p>a<sup><a href="#f1">1</a></sup></p><p id="f1" hidden>x</p>',
        '<p>a <a href="#s1">[1]</a></p><h2 id="s1">One</h2>',
        '<p>a <a href="#c">(3)</a></p><div id="c"><p>b</p></div>',
        '<ul><li><a href="#s" class="reference">Setting up</a></ul><div id="s"><h2>Setting up</h2><p>b</p></div>',
        '<ol><li>x<li>y<li>z<li id="f4">v</ol><p>a<sup><a href="#f4">4</a></sup></p>',
        '<p id="f1">a<sup><a href="#f1">1</a></sup></p>',
    ],
)
def test_other_links_within_a_page_are_no_notes(html: str) -> None:
    blocks = html_to_blocks(html)
    assert notes_of(blocks) == []
    shown = re.sub(r"<p[^>]* hidden>.*?</p>|<[^>]*>", "", html)
    assert "".join(re.findall(r"\w", blocks_to_text(blocks).replace("• ", ""))).endswith(
        "".join(re.findall(r"\w", shown))[-3:]
    )


def test_notes_stay_where_they_stand() -> None:
    blocks = html_to_blocks(
        '<blockquote><p>a<a href="#n" role="doc-noteref">*</a></p><p id="n">* b</p><p>c</p></blockquote><p>d</p>'
    )
    assert [
        "".join(s.text for s in leaf.content) for leaf in walk_leaves(blocks) if isinstance(leaf, Paragraph)
    ] == [
        "a*",
        "b",
        "c",
        "d",
    ]


@pytest.mark.parametrize(
    "html",
    [
        "".join(
            f'<sup><a href="#f{n}" id="r{n}">{n}</a></sup><p id="f{n}"><sup>{n}</sup> t' for n in range(9_000)
        ),
        '<p id="x">' + "word " * 50_000 + "</p>" + '<sup><a href="#x">1</a></sup>' * 20_000,
        f'<div class="{"x " * 250}"><p id="x">a</p><sup>' + '<a href="#x">1</a>' * 20_000,
        "".join(f'<li id="f{n}"><sup><a href="#f{n + 1}">1</a></sup>' for n in range(9_000)),
        '<a href="#x">' * 20_000 + "<li id=x>" * 20_000,
    ],
    ids=["lone", "long", "classes", "chain", "unclosed"],
)
def test_thousands_of_notes(html: str) -> None:
    assert html_to_blocks(html + "<p>the end")[-1]


def test_a_page_of_hardly_anything_but_references_has_no_notes() -> None:
    """It has its words; the time that notes take is for those who wrote some."""
    blocks = html_to_blocks(
        "".join(f'<sup><a href="#f{n}">{n}</a></sup><p id="f{n}">x' for n in range(9_000)) + "<p>fin"
    )
    assert not any(isinstance(block, Footnotes) for block in blocks)
    assert blocks_to_text(blocks).endswith("8999\n\nx\n\nfin")
