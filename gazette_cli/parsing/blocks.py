"""Blocks from HTML or plain text, and plain text and links from blocks."""

import re
from collections.abc import Iterator

from gazette_cli.blocks import (
    Block,
    Figure,
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

_EMPTY_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_CELLS = " — "
# What leads nowhere outside the page.
_NOWHERE = ("#", "javascript:", "data:")


def html_to_blocks(html: str) -> tuple[Block, ...]:
    """Return the blocks of an HTML document or fragment (HTML Standard), any text at all.

    No word of its visible text is lost; what a browser hides (scripts, styles, `hidden`, comments) is. Links
    keep their URL as stated where it is relative, http, https or mailto, and are plain text otherwise. A
    definition list is a list whose items are the term, in strong, and its definitions. Nothing is raised.
    """
    from gazette_cli.parsing.builder import BlockBuilder
    from gazette_cli.parsing.htmltree import feed_html

    builder = BlockBuilder()
    feed_html(html, builder)
    return builder.close()


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

    An item of a list begins with "• " or its number; a table's rows stand on lines of their own, " — " between
    the cells; a picture is its caption; code keeps its lines.
    """
    parts: list[str] = []
    for block, marker in _walk(blocks):
        if isinstance(block, Paragraph | Heading):
            text = read_plain(block.content)
        elif isinstance(block, Preformatted):
            text = block.text
        elif isinstance(block, Figure):
            text = read_plain(block.caption)
        elif isinstance(block, Table):
            caption = read_plain(block.caption)
            rows = (_CELLS.join(filter(None, (read_plain(cell) for cell in row))) for row in block.rows)
            text = "\n".join(filter(None, (caption, *rows)))
        else:
            text = ""
        if text.strip():
            parts.append(marker + text)
    return "\n\n".join(parts)


def list_links(blocks: tuple[Block, ...]) -> tuple[Link, ...]:
    """Return the links of the blocks, numbered from 1 in order of first appearance, duplicates once.

    A video, a sound or an embedded page is a link too; a picture is none. A link without words has the
    text "".
    """
    found: dict[str, str] = {}
    for block, _ in _walk(blocks):
        if isinstance(block, Paragraph | Heading):
            _add_links(block.content, found)
        elif isinstance(block, Figure):
            if block.url and block.kind != "image":
                found.setdefault(block.url, block.alt or read_plain(block.caption))
            _add_links(block.caption, found)
        elif isinstance(block, Table):
            _add_links(block.caption, found)
            for row in block.rows:
                for cell in row:
                    _add_links(cell, found)
    return tuple(Link(n, url, text) for n, (url, text) in enumerate(found.items(), 1))


def _add_links(content: Inline, found: dict[str, str]) -> None:
    url, texts = None, []  # type: str | None, list[str]
    for span in (*content, Span("")):
        if span.url == url:
            texts.append(span.text)
            continue
        if url and not url.strip().lower().startswith(_NOWHERE):
            text = " ".join("".join(texts).split())
            found[url] = found.get(url) or text
        url, texts = span.url, [span.text]


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
        elif not isinstance(block, Rule):
            yield block, marker
