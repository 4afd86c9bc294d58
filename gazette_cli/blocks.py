"""An article's body as a tree of blocks: what parsing makes, and every renderer (terminal, later EPUB) reads.

Blocks know nothing of the terminal. Inline text is a tuple of spans; a line break inside a block is "\\n".
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias


class Span(NamedTuple):
    """A run of text in one style.

    `style` is some of {"em", "strong", "code", "strike", "ins", "mark", "sub", "sup", "note"}. "note":
    the text is the label of one of the article's Footnotes, and refers to it.
    """

    text: str
    style: frozenset[str] = frozenset()
    url: str | None = None  # absolute or relative, as stated; None outside links


Inline: TypeAlias = tuple[Span, ...]


class Paragraph(NamedTuple):
    content: Inline


class Heading(NamedTuple):
    level: int  # 1-6
    content: Inline


class Preformatted(NamedTuple):
    text: str
    language: str | None = None


class Quote(NamedTuple):
    blocks: "tuple[Block, ...]"


class ListBlock(NamedTuple):
    items: "tuple[tuple[Block, ...], ...]"
    ordered: bool = False
    start: int = 1


class DefinitionList(NamedTuple):
    """Terms and what is said of them: groups of terms, and the definitions that they share."""

    groups: "tuple[tuple[tuple[Inline, ...], tuple[tuple[Block, ...], ...]], ...]"


class Footnotes(NamedTuple):
    """The notes of an article, each with the label that spans of style "note" give."""

    notes: "tuple[tuple[str, tuple[Block, ...]], ...]"


class Figure(NamedTuple):
    """A picture, video or sound: never fetched here. `alt` is its text, `caption` the figure's."""

    url: str | None
    alt: str
    caption: Inline = ()
    kind: str = "image"  # image, video, audio, embed


class Table(NamedTuple):
    """Rows of cells. `header` says whether the first row is one. A layout table is never a Table."""

    rows: tuple[tuple[Inline, ...], ...]
    header: bool = False
    caption: Inline = ()


class Rule(NamedTuple):
    """A thematic break."""


Leaf: TypeAlias = Paragraph | Heading | Preformatted | Figure | Table | Rule
Block: TypeAlias = Leaf | Quote | ListBlock | DefinitionList | Footnotes


def is_empty(block: Block) -> bool:
    """Tell whether nothing of `block` is to be shown. A container is looked at only from outside."""
    if isinstance(block, (Paragraph, Heading)):
        text = "".join([span.text for span in block.content])
        return not text or text.isspace()
    if isinstance(block, Figure):
        described = block.alt.strip() or any(span.text.strip() for span in block.caption)
        return not described and (block.kind == "image" or not block.url)
    if isinstance(block, Table):
        return not any(block.rows) and not block.caption
    if isinstance(block, ListBlock):
        return not block.items
    if isinstance(block, DefinitionList):
        return not block.groups
    if isinstance(block, Footnotes):
        return not block.notes
    if isinstance(block, Preformatted):
        return not block.text.strip()
    return False


def walk_leaves(blocks: Sequence[Block], *, empty: bool = False) -> Iterator[Leaf]:
    """Yield the blocks that hold no others and, unless `empty`, are not empty, in the order in which they are read.

    A term of a definition list is a Paragraph. The number of a leaf in this order is what the renderings call its part.
    """
    stack: list[Block] = list(reversed(blocks))
    while stack:
        block = stack.pop()
        if isinstance(block, Quote):
            stack += reversed(block.blocks)
        elif isinstance(block, ListBlock):
            stack += [child for item in reversed(block.items) for child in reversed(item)]
        elif isinstance(block, DefinitionList):
            for terms, definitions in reversed(block.groups):
                stack += [child for definition in reversed(definitions) for child in reversed(definition)]
                stack += [Paragraph(term) for term in reversed(terms)]
        elif isinstance(block, Footnotes):
            stack += [child for _, note in reversed(block.notes) for child in reversed(note)]
        elif empty or not is_empty(block):
            yield block
