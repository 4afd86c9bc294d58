"""The containers that are open while a page is read: quotes, lists, tables, figures, and what becomes of them."""

from gazette_cli.blocks import Block, Figure, Inline, ListBlock, Paragraph, Quote
from gazette_cli.parsing.inline import flatten_blocks
from gazette_cli.parsing.tables import Cell, Rows, build_table

# Containers nested deeper are no containers any more: their blocks stand in the one around them.
_DEEPEST = 40
# Those whose blocks are handed on one by one when they end: that costs each block once for every level.
_SPLICED = frozenset({"table", "figure", "figcaption"})
_DEEPEST_SPLICED = 10

ROOT, QUOTE, LIST, ITEM, TERM, TABLE, CELL, FIGURE, CAPTION = range(9)


class Frame:
    """A container that is open: its blocks so far, and what of the builder's state waits for its end."""

    __slots__ = ("blocks", "caption", "heading", "items", "kind", "loose", "ordered", "rows", "start", "term")

    def __init__(self, kind: int, heading: int = 0) -> None:
        self.kind = kind
        self.heading = heading
        self.blocks: list[Block] = []
        self.items: list[list[Block]] = []
        self.loose: list[list[Block]] = []  # items without a list
        self.ordered = False
        self.start = 1
        self.term = False  # the last item is a term that waits for its definition
        self.caption: Inline = ()  # one that came before its picture
        self.rows: Rows | None = None


class Containers:
    """A stack of frames. Never empty: the page itself is the first."""

    def __init__(self) -> None:
        self._frames = [Frame(ROOT)]
        self.top = self._frames[0]

    def is_full(self, tag: str) -> bool:
        """Say whether no further container may be opened for a `tag`."""
        return len(self._frames) > (_DEEPEST_SPLICED if tag in _SPLICED else _DEEPEST)

    def push(self, kind: int, heading: int) -> Frame:
        """Open a container; `heading` is given back by its `leave`."""
        self.top = Frame(kind, heading)
        self._frames.append(self.top)
        return self.top

    def close(self) -> tuple[Block, ...]:
        """Close all containers and return the page's blocks."""
        while len(self._frames) > 1:
            self.leave()
        self._end_loose()
        return tuple(self.top.blocks)

    def leave(self) -> int:
        """Close the innermost container, hand its blocks to the one around it; return its `heading`."""
        self._end_loose()
        frame = self._frames.pop()
        self.top = self._frames[-1]
        if frame.caption:
            frame.blocks.append(Paragraph(frame.caption))
        blocks = frame.blocks
        parent = self.top
        if frame.kind == LIST:
            items = tuple(tuple(item) for item in frame.items if item)
            if items:
                self.add(ListBlock(items, frame.ordered, frame.start))
        elif frame.kind in (ITEM, TERM):
            self._end_item(frame, parent)
        elif frame.kind == QUOTE:
            if blocks:
                self.add(Quote(tuple(blocks)))
        elif frame.kind == TABLE:
            for block in build_table(frame.rows or Rows()):
                self.add(block)
        elif frame.kind == CAPTION:
            self._end_caption(blocks)
        elif frame.kind == FIGURE:
            for block in blocks:
                self.add(block)
        return frame.heading

    def _end_item(self, frame: Frame, parent: Frame) -> None:
        if parent.kind != LIST:
            # An <li> without its list.
            if frame.blocks:
                parent.loose.append(frame.blocks)
            return
        follows = frame.term and parent.items and (frame.kind == ITEM or parent.term)
        if follows:
            parent.items[-1] += frame.blocks
        elif frame.blocks:
            parent.items.append(frame.blocks)
        parent.term = frame.kind == TERM

    def takes_caption(self) -> bool:
        """Say whether a picture without a caption is what came last."""
        blocks = self.top.blocks
        return bool(blocks) and isinstance(blocks[-1], Figure) and not blocks[-1].caption

    def _end_caption(self, blocks: list[Block]) -> None:
        parent = self.top
        content = flatten_blocks(blocks)
        before = parent.blocks[-1] if parent.blocks else None
        if not content:
            for block in blocks:
                self.add(block)
        elif parent.rows is not None and not parent.rows.rows and not parent.rows.caption:
            parent.rows.caption = content
        elif isinstance(before, Figure) and not before.caption:
            parent.blocks[-1] = before._replace(caption=content)
        elif parent.kind == FIGURE and not parent.blocks and not parent.caption:
            parent.caption = content
        else:
            self.add(Paragraph(content))

    def _end_loose(self) -> None:
        if self.top.loose:
            items, self.top.loose = self.top.loose, []
            self.add(ListBlock(tuple(tuple(item) for item in items)))

    def add(self, block: Block) -> None:
        """Append `block` to the innermost container."""
        frame = self.top
        if frame.loose:
            self._end_loose()
        if frame.caption:
            caption, frame.caption = frame.caption, ()
            if isinstance(block, Figure) and not block.caption:
                block = block._replace(caption=caption)
            else:
                frame.blocks.append(Paragraph(caption))
        if frame.rows is not None:
            frame.rows.rows.append([Cell([block], False)])
        elif frame.kind == LIST:
            if frame.items and isinstance(block, ListBlock):
                frame.items[-1].append(block)
            else:
                frame.items.append([block])
        else:
            frame.blocks.append(block)
