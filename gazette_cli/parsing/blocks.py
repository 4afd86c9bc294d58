"""Blocks from HTML or plain text, and plain text and links from blocks."""

import re
from collections.abc import Iterator
from itertools import islice

from gazette_cli.blocks import (
    Block,
    DefinitionList,
    Figure,
    Footnotes,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Span,
    Table,
)
from gazette_cli.models import Link
from gazette_cli.parsing.inline import read_plain
from gazette_cli.tracking import tidy_url

_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_CELLS = " — "
# A link to a place, as it stands in a tag. Colours and character references look otherwise.
_PLACE = re.compile(r"#[^\s\"'<>#;&]{1,200}[\"'\s>]")
_MANY_TAGS = 20_000
_MOST_TAGS = 500_000  # of a page that is kept in memory twice
# More places in less text (characters a place) are no footnotes.
_MANY_PLACES = 2_000
_LEAST_TEXT = 64
# What leads nowhere outside the page.
_NOWHERE = ("#", "javascript:", "data:")


def html_to_blocks(html: str, language: str | None = None) -> tuple[Block, ...]:
    """Return the blocks of an HTML document or fragment (HTML Standard), any text at all.

    No word of its visible text is lost; what a browser hides (scripts, styles, `hidden`, comments) is, and so are
    the numbers of the lines of code and the arrows that lead from a footnote back to its place. Links keep their URL
    as stated where it is relative, http, https or mailto, and are plain text otherwise; those of embedded players are
    the pages of what they play. `language` (BCP 47) is that of the text: it decides on the marks of <q>; None is what
    the HTML itself says. Nothing is raised. Of a page of hardly anything but tags there are only the words
    (skimming.py).
    """
    if html.count("<") > _MANY_TAGS:
        from gazette_cli.parsing.skimming import is_bare, skim_html

        if is_bare(html):
            return skim_html(html)
    from gazette_cli.parsing.builder import BlockBuilder
    from gazette_cli.parsing.htmltree import feed_html

    builder = BlockBuilder(language)
    if not _may_have_notes(html):
        feed_html(html, builder)
        return builder.close()
    from gazette_cli.parsing.events import Recorder
    from gazette_cli.parsing.notes import mark_notes

    recorder = Recorder()
    feed_html(html, recorder)
    mark_notes(recorder.events)
    recorder.play(builder)
    return builder.close()


def _may_have_notes(html: str) -> bool:
    """Say whether HTML has links to places on a page, which footnotes are referred to by."""
    if "#" not in html or html.count("<") > _MOST_TAGS:
        return False
    most = max(_MANY_PLACES, len(html) // _LEAST_TEXT)
    return 0 < sum(1 for _ in islice(_PLACE.finditer(html), most + 1)) <= most


def text_to_blocks(text: str) -> tuple[Block, ...]:
    """Return the paragraphs of a plain text: what an empty line separates. Other line breaks are kept."""
    blocks: list[Block] = []
    for part in _EMPTY_LINES.split(text):
        lines = "\n".join(line.strip(" \t\r\f\v") for line in part.split("\n")).strip("\n")
        if lines:
            blocks.append(Paragraph((Span(lines),)))
    return tuple(blocks)


def blocks_to_text(blocks: tuple[Block, ...]) -> str:
    """Return the blocks' text, paragraphs separated by one empty line.

    An item of a list begins with "• " or its number, a group of terms with "• ", a footnote with its label, which
    stands in brackets where it is referred to; a table's rows stand on lines of their own, " — " between the cells; a
    picture is its caption; code keeps its lines.
    """
    parts: list[str] = []
    for block, marker in _walk(blocks):
        if isinstance(block, Paragraph | Heading):
            text = _read_noted(block.content)
        elif isinstance(block, Preformatted):
            text = block.text
        elif isinstance(block, Figure):
            text = _read_noted(block.caption)
        elif isinstance(block, Table):
            caption = _read_noted(block.caption)
            rows = (_CELLS.join(filter(None, (_read_noted(cell) for cell in row))) for row in block.rows)
            text = "\n".join(filter(None, (caption, *rows)))
        else:
            text = ""
        if text.strip():
            parts.append(marker + text)
    return "\n\n".join(parts)


def _read_noted(content: Inline) -> str:
    return "".join([f"[{span.text}]" if "note" in span.style else span.text for span in content])


def list_links(blocks: tuple[Block, ...], base: str | None = None) -> tuple[Link, ...]:
    """Return the links of the blocks, numbered from 1 in order of first appearance, duplicates once.

    `base` is the article's own URL, from which relative ones are seen. Their URLs are tidied (tracking.py): what two
    links differ by may only count readers. A video, a sound or an embedded page is a link too; a picture is none. A
    link without words has the text "".
    """
    found: dict[str, str] = {}
    for block, _ in _walk(blocks):
        if isinstance(block, Paragraph | Heading):
            _add_links(block.content, base, found)
        elif isinstance(block, Figure):
            if block.url and block.kind != "image":
                _add_link(block.url, block.alt or read_plain(block.caption), base, found)
            _add_links(block.caption, base, found)
        elif isinstance(block, Table):
            _add_links(block.caption, base, found)
            for row in block.rows:
                for cell in row:
                    _add_links(cell, base, found)
    return tuple(Link(n, url, text) for n, (url, text) in enumerate(found.items(), 1))


def _add_links(content: Inline, base: str | None, found: dict[str, str]) -> None:
    url, texts = None, []  # type: str | None, list[str]
    for span in (*content, Span("")):
        if span.url == url:
            texts.append(span.text)
            continue
        if url and not url.strip().lower().startswith(_NOWHERE):
            _add_link(url, " ".join("".join(texts).split()), base, found)
        url, texts = span.url, [span.text]


def _add_link(url: str, text: str, base: str | None, found: dict[str, str]) -> None:
    url = tidy_url(url, base)
    found[url] = found.get(url) or text


def _walk(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, str]]:
    """Yield the blocks that hold no others, each with the marker of the list item that it begins."""
    stack: list[tuple[Block, str]] = [(block, "") for block in reversed(blocks)]
    while stack:
        block, marker = stack.pop()
        if isinstance(block, Quote):
            stack += reversed([(child, marker if not at else "") for at, child in enumerate(block.blocks)])
        elif isinstance(block, ListBlock):
            children: list[tuple[Block, str]] = []
            for number, item in enumerate(block.items):
                own = f"{block.start + number}. " if block.ordered else "• "
                lead = own if number else marker + own
                children += [(child, lead if not at else "") for at, child in enumerate(item)]
            stack += reversed(children)
        elif isinstance(block, DefinitionList | Footnotes):
            stack += reversed(_mark_parts(block, marker))
        elif not isinstance(block, Rule):
            yield block, marker


def _mark_parts(block: DefinitionList | Footnotes, marker: str) -> list[tuple[Block, str]]:
    parts: list[tuple[str, list[Block]]] = []
    if isinstance(block, Footnotes):
        parts = [
            (f"{label}. " if label.isdigit() else f"{label} ", list(note)) for label, note in block.notes
        ]
    else:
        for terms, definitions in block.groups:
            children: list[Block] = [Paragraph(term) for term in terms]
            parts.append(("• ", children + [child for definition in definitions for child in definition]))
    marked: list[tuple[Block, str]] = []
    for own, children in parts:
        lead = own if marked else marker + own
        marked += [(child, lead if not at else "") for at, child in enumerate(children)]
    return marked
