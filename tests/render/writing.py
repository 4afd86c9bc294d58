"""Pages for tests that no word is lost: blocks of words that are counted on in the order in which they are read."""

from hypothesis import strategies as st

from gazette_cli.blocks import (
    Block,
    DefinitionList,
    Figure,
    Footnotes,
    Heading,
    Inline,
    Leaf,
    ListBlock,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Span,
    Table,
)


class Writer:
    """Makes blocks of words that are counted on, in the order in which they are read."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.count = 0

    def word(self) -> str:
        self.count += 1
        return f"mot{self.count}"

    def inline(self) -> Inline:
        styles = ["", "em", "strike", "ins", "mark", "note", "sup", "code"]
        return tuple(
            Span(
                f"{self.word()}{self.draw(st.sampled_from(['', ' ', chr(10)]))}",
                frozenset(filter(None, [self.draw(st.sampled_from(styles))])),
                self.draw(st.sampled_from([None, "https://a.example/", "https://b.example/"])),
            )
            for _ in range(self.draw(st.integers(0, 3)))
        )

    def blocks(self, depth: int) -> tuple[Block, ...]:
        return tuple(self.block(depth) for _ in range(self.draw(st.integers(0, 3))))

    def block(self, depth: int) -> Block:
        leaves = ["paragraph", "heading", "code", "figure", "table", "rule"]
        kind = self.draw(st.sampled_from([*leaves, *(["quote", "list", "terms", "notes"] if depth else [])]))
        if kind == "quote":
            return Quote(self.blocks(depth - 1))
        if kind == "list":
            items = tuple(self.blocks(depth - 1) for _ in range(self.draw(st.integers(0, 3))))
            return ListBlock(items, self.draw(st.booleans()))
        if kind == "terms":
            return DefinitionList((((self.inline(), self.inline()), (self.blocks(depth - 1),)),))
        if kind == "notes":
            return Footnotes(((self.word(), self.blocks(depth - 1)),))
        return self.leaf(kind)

    def leaf(self, kind: str) -> Leaf:
        if kind == "heading":
            return Heading(self.draw(st.integers(1, 6)), self.inline())
        if kind == "code":
            return Preformatted(
                f"{self.word()}\n\n  {self.word()}", self.draw(st.sampled_from([None, "python"]))
            )
        if kind == "figure":
            return Figure(
                "https://a.example/x",
                self.word(),
                self.inline(),
                self.draw(st.sampled_from(["image", "video"])),
            )
        if kind == "table":
            caption = self.inline()
            cells = tuple(tuple(self.inline() for _ in range(2)) for _ in range(self.draw(st.integers(0, 3))))
            return Table(cells, self.draw(st.booleans()), caption)
        return Paragraph(self.inline()) if kind == "paragraph" else Rule()


@st.composite
def make_blocks(draw: st.DrawFn) -> tuple[tuple[Block, ...], int]:
    writer = Writer(draw)
    return writer.blocks(3), writer.count
