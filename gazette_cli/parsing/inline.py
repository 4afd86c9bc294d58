"""Inline text: white space as HTML has it, runs of one style joined, paragraphs made of them."""

import re
from collections.abc import Sequence

from gazette_cli.blocks import (
    Block,
    DefinitionList,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Preformatted,
    Span,
)

# HTML's own white space (ASCII); a no-break space is a character like any other.
_SPACES = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")

PLAIN: frozenset[str] = frozenset()

Piece = tuple[str, frozenset[str], str | None]


def collapse(data: str) -> str:
    """Return `data` with every run of white space as one space."""
    # Five looks for one character are many times faster than a pattern that stops at every space.
    if "\n" in data or "  " in data or "\t" in data or "\r" in data or "\f" in data:
        return _SPACES.sub(" ", data)
    return data


def join_pieces(pieces: Sequence[Piece]) -> Inline:
    """Return `pieces` as spans, neighbours of one style joined (labels of notes are not), no white space at the end."""
    if len(pieces) == 1:  # most cells, items and paragraphs
        text, style, url = pieces[0]
        text = text.rstrip(" \n")
        return (Span(text, style, url),) if text else ()
    spans: list[Span] = []
    texts: list[str] = []
    style, url = PLAIN, None
    for text, new_style, new_url in pieces:
        if texts and (new_style != style or new_url != url or "note" in style):
            spans.append(Span("".join(texts), style, url))
            texts = []
        style, url = new_style, new_url
        texts.append(text)
    if texts:
        spans.append(Span("".join(texts), style, url))
    return strip_end(spans)


def strip_end(spans: list[Span]) -> Inline:
    """Return `spans` without white space at the end; empty where they hold nothing else."""
    while spans:
        last = spans[-1].text
        text = last.rstrip(" \n")
        if text:
            if len(text) < len(last):
                spans[-1] = spans[-1]._replace(text=text)
            break
        spans.pop()
    return tuple(spans)


def split_paragraphs(content: Inline) -> list[Inline]:
    """Return `content` cut where it has two line breaks or more in a row: paragraphs that are set with <br>."""
    if not any("\n" in span.text for span in content):
        return [content] if content else []
    found: list[Inline] = []
    current: list[Span] = []
    breaks = 0
    for span in content:
        for part in re.split(r"(\n+)", span.text):
            if not part:
                continue
            if part[0] == "\n":
                breaks += len(part)
                continue
            if breaks:
                if breaks > 1 and current:
                    found.append(strip_end(current))
                    current = []
                elif current:
                    current.append(Span("\n", PLAIN, span.url if current[-1].url == span.url else None))
                breaks = 0
            if not current:
                part = part.lstrip(" ")
            if part:
                current.append(span._replace(text=part))
    if current:
        found.append(strip_end(current))
    return [join_pieces(spans) for spans in found if spans]


def read_plain(content: Inline) -> str:
    """Return the text of `content` without its styles."""
    return "".join([span.text for span in content])


def flatten_blocks(blocks: Sequence[Block]) -> Inline | None:
    """Return `blocks` as one inline, a line each, or None where they hold what has no inline form.

    Pictures, tables, quotes, footnotes, code and lists within lists have none.
    """
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return blocks[0].content
    spans: list[Span] = []
    for block in blocks:
        content = (
            _flatten_list(block) if isinstance(block, ListBlock | DefinitionList) else _flatten_leaf(block)
        )
        if content is None:
            return None
        if content:
            spans += [*([Span("\n")] if spans else []), *content]
    return join_pieces([(span.text, span.style, span.url) for span in spans])


def _flatten_leaf(block: Block) -> Inline | None:
    if isinstance(block, Paragraph | Heading):
        return block.content
    if isinstance(block, Preformatted) and "\n" not in block.text:
        return (Span(block.text, frozenset({"code"})),)
    return None


def _flatten_list(block: ListBlock | DefinitionList) -> Inline | None:
    spans: list[Span] = []
    if isinstance(block, ListBlock):
        marked = [
            (Span(f"{number}. " if block.ordered else "• "), item)
            for number, item in enumerate(block.items, block.start)
        ]
    else:
        marked = [
            (Span(""), part)
            for terms, definitions in block.groups
            for part in (*((Paragraph(term),) for term in terms), *definitions)
        ]
    for marker, parts in marked:
        lines = [_flatten_leaf(part) for part in parts]
        spans += [*([Span("\n")] if spans else []), marker]
        for at, line in enumerate(lines):
            if line is None:
                return None
            spans += [*([Span("\n")] if at else []), *line]
    return tuple(spans)
