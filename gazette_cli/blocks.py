"""An article's body as a tree of blocks: what parsing makes, and every renderer (terminal, later EPUB) reads.

Blocks know nothing of the terminal. Inline text is a tuple of spans; a line break inside a block is "\\n".
"""

from typing import NamedTuple, TypeAlias


class Span(NamedTuple):
    """A run of text in one style. `style` is a subset of {"em", "strong", "code", "strike", "sub", "sup"}."""

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


Block: TypeAlias = Paragraph | Heading | Preformatted | Quote | ListBlock | Figure | Table | Rule
