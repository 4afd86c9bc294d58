"""The containers that are open while a page is read: quotes, lists, tables, figures, and what becomes of them."""

from gazette_cli.blocks import (
    Block,
    DefinitionList,
    Figure,
    Footnotes,
    Inline,
    ListBlock,
    Paragraph,
    Quote,
    Table,
)
from gazette_cli.parsing.inline import flatten_blocks
from gazette_cli.parsing.tables import Rows, build_table

# Containers nested deeper are no containers any more: their blocks stand in the one around them.
_DEEPEST = 40
# Those whose blocks are handed on one by one when they end: that costs each block once for every level.
_SPLICED = frozenset({"table", "figure", "figcaption"})
_DEEPEST_SPLICED = 10

ROOT, QUOTE, LIST, ITEM, DEFINITIONS, TERM, DEFINITION, TABLE, CELL, FIGURE, CAPTION, NOTE = range(12)


class Frame:
    """A container that is open: its blocks so far, and what of the builder's state waits for its end."""

    # Most frames hold blocks and nothing else: what they do not have costs them nothing.
    rows: Rows | None = None
    caption: Inline = ()  # one that came before its picture
    label = ""  # of a footnote; that a quote is one by its class
    ordered = False
    start = 1
    items: list[list[Block]]  # of a list only
    groups: list[tuple[list[Inline], list[list[Block]]]]  # of a definition list only: terms and what is said
    loose: list[list[Block]] | None = None  # items without a list
    notes: list[tuple[str, tuple[Block, ...]]] | None = None  # footnotes that follow one another

    def __init__(self, kind: int, heading: int = 0) -> None:
        self.kind = kind
        self.heading = heading
        self.blocks: list[Block] = []
        if kind == LIST:
            self.items = []
        elif kind == DEFINITIONS:
            self.groups = []


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
        if (self.top.loose or self.top.notes) and kind not in (ITEM, NOTE):
            self._end_runs()
        self.top = Frame(kind, heading)
        self._frames.append(self.top)
        return self.top

    def close(self) -> tuple[Block, ...]:
        """Close all containers and return the page's blocks."""
        while len(self._frames) > 1:
            self.leave()
        self._end_runs()
        return tuple(self.top.blocks)

    def leave(self) -> int:
        """Close the innermost container, hand its blocks to the one around it; return its `heading`."""
        frame = self.top
        if frame.notes or frame.loose:
            self._end_runs()
        del self._frames[-1]
        self.top = self._frames[-1]
        if frame.caption:
            frame.blocks.append(Paragraph(frame.caption))
        blocks = frame.blocks
        parent = self.top
        if frame.kind == CELL:
            pass  # its row has it already
        elif frame.kind == LIST:
            items = tuple(tuple(item) for item in frame.items if item)
            if items:
                self.add(ListBlock(items, frame.ordered, frame.start))
        elif frame.kind == ITEM:
            self._end_item(frame, parent)
        elif frame.kind in (TERM, DEFINITION):
            self._end_definition(frame, parent)
        elif frame.kind == DEFINITIONS:
            groups = tuple((tuple(terms), tuple(map(tuple, said))) for terms, said in frame.groups)
            if groups:
                self.add(DefinitionList(groups))
        elif frame.kind == NOTE:
            if blocks:
                if parent.loose:
                    self._end_runs()
                parent.notes = parent.notes or []
                parent.notes.append((frame.label, tuple(blocks)))
        elif frame.kind == QUOTE:
            if frame.label and len(blocks) == 1 and isinstance(blocks[0], Quote):
                self.add(blocks[0])  # a pull quote that is marked twice
            elif blocks:
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
        if not frame.blocks:
            return
        if parent.notes:
            self._end_runs()
        if parent.kind == LIST:
            parent.items.append(frame.blocks)
        else:
            # An <li> without its list.
            parent.loose = parent.loose or []
            parent.loose.append(frame.blocks)

    def _end_definition(self, frame: Frame, parent: Frame) -> None:
        if not frame.blocks:
            return
        term = flatten_blocks(frame.blocks) if frame.kind == TERM else None
        groups = parent.groups
        if not groups or (term and groups[-1][1]):
            groups.append(([], []))
        if term:
            groups[-1][0].append(term)
        else:
            groups[-1][1].append(frame.blocks)

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
        elif isinstance(before, Figure | Table) and self._is_captioned_by_next(before):
            parent.blocks[-1] = before._replace(caption=content)
        elif parent.kind == FIGURE and not parent.blocks and not parent.caption:
            parent.caption = content
        else:
            self.add(Paragraph(content))

    def _is_captioned_by_next(self, before: Figure | Table) -> bool:
        """Say whether the caption that follows `before` is its own: not where a <figure> shows several pictures."""
        frame = self.top
        if before.caption or isinstance(before, Table):
            return not before.caption and frame.kind == FIGURE
        return frame.kind != FIGURE or sum(isinstance(block, Figure) for block in frame.blocks[-3:]) == 1

    def _end_runs(self) -> None:
        if self.top.notes:
            notes, self.top.notes = self.top.notes, None
            self.add(Footnotes(tuple(notes)))
        if self.top.loose:
            items, self.top.loose = self.top.loose, None
            self.add(ListBlock(tuple(tuple(item) for item in items)))

    def add(self, block: Block) -> None:
        """Append `block` to the innermost container."""
        frame = self.top
        if frame.loose or frame.notes:
            self._end_runs()
        if frame.caption:
            caption, frame.caption = frame.caption, ()
            if isinstance(block, Figure | Table) and not block.caption:
                block = block._replace(caption=caption)
            else:
                frame.blocks.append(Paragraph(caption))
        if frame.rows is not None:
            frame.rows.add_line(block)
        elif frame.kind == DEFINITIONS:
            # It follows what it belongs to.
            if not frame.groups:
                frame.groups.append(([], []))
            definitions = frame.groups[-1][1]
            if definitions:
                definitions[-1].append(block)
            else:
                definitions.append([block])
        elif frame.kind == LIST:
            if frame.items and isinstance(block, ListBlock):
                frame.items[-1].append(block)
            else:
                frame.items.append([block])
        else:
            frame.blocks.append(block)
