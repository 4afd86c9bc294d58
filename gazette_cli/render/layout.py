"""Blocks become lines: the body of an article at a given measure.

Nesting is walked with a stack of our own, and indents stop where a line would get too short to read, so
that no page, however nested, ends in a RecursionError or in columns of one letter.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

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
    Table,
    is_empty,
)
from gazette_cli.render.cells import count_cells
from gazette_cli.render.links import Numbers
from gazette_cli.render.style import CODE, HEADING, LINK, SECONDARY, Line, clean_runs
from gazette_cli.render.tables import lay_table
from gazette_cli.render.wrap import wrap_runs
from gazette_cli.text import clean, clean_line

_STYLES = {"em": "italic", "strong": "bold", "code": CODE, "strike": "strike"}
_BAR = "┃ "
_BULLETS = "•◦‣"
_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_SHIFTABLE = frozenset("0123456789+-−=()")
_TAB = 4
_MOST_START = 10**9


class Row(NamedTuple):
    """A line of the body, and the cells it takes if it needs more than the measure, else 0.

    `part` is the number of the paragraph that it is of (blocks.walk_leaves).
    """

    line: Line
    wide: int = 0
    part: int = -1


class _Part:
    """A piece of the left edge: what its first line begins with (a bullet), and every other."""

    __slots__ = ("cells", "first", "rest", "used")

    def __init__(self, first: Line, rest: Line, cells: int) -> None:
        self.first = first
        self.rest = rest
        self.cells = cells
        self.used = False


_Chain = tuple[_Part, ...]


class _Task(NamedTuple):
    """A block yet to be laid. `gap`: a blank line goes before it, on `gap_chain`'s edge; `lead`: a marker."""

    block: Block
    chain: _Chain
    gap: bool
    gap_chain: _Chain
    lead: Line
    depth: int


def lay_blocks(
    blocks: Sequence[Block], *, measure: int, wide: int, french: bool, numbers: Numbers
) -> Iterator[Row]:
    """Yield the rows of `blocks`: `measure` cells at most, code and tables up to `wide` if they need it.

    A line of code is never broken, however long.
    """
    layout = _Layout(measure, wide, french, numbers)
    layout.push(blocks, (), False, (), [], 0)
    while layout.stack:
        yield from layout.lay(layout.stack.pop())


class _Layout:
    def __init__(self, measure: int, wide: int, french: bool, numbers: Numbers) -> None:
        self.measure = measure
        self.wide = wide
        self.french = french
        self.numbers = numbers
        self.stack: list[_Task] = []
        self.part = -1

    def push(
        self, blocks: Sequence[Block], chain: _Chain, gap: bool, gap_chain: _Chain, lead: Line, depth: int
    ) -> None:
        shown = [block for block in blocks if not is_empty(block)]
        if not shown and (lead or (chain and not chain[-1].used)):
            shown = [Paragraph(())]
        tasks = [_Task(shown[0], chain, gap, gap_chain, lead, depth)] if shown else []
        for before, block in pairwise(shown):
            tight = isinstance(block, ListBlock) and isinstance(before, Paragraph) and depth > 0
            tasks.append(_Task(block, chain, not tight, chain, [], depth))
        self.stack += reversed(tasks)

    def lay(self, task: _Task) -> Iterator[Row]:
        block = task.block
        if isinstance(block, ListBlock):
            self.push_list(block, task)
            return
        if isinstance(block, Quote):
            self.push_quote(block, task)
            return
        if not is_empty(block):
            self.part += 1
        if task.gap:
            edge = [run for part in task.gap_chain for run in (part.rest if part.used else part.first)]
            yield Row(edge, 0, self.part)
        room = self.measure - sum(part.cells for part in task.chain)
        if isinstance(block, Paragraph):
            yield from self.flow([*task.lead, *self.read_inline(block.content)], task.chain, room)
            return
        if isinstance(block, Heading):
            style = HEADING if block.level <= 3 else f"{HEADING} italic"
            yield from self.flow([*task.lead, *self.read_inline(block.content, style)], task.chain, room)
            return
        if task.lead:
            yield from self.flow(task.lead, task.chain, room)
        if isinstance(block, Preformatted):
            yield from self.lay_code(block, task.chain, room)
        elif isinstance(block, Figure):
            yield from self.lay_figure(block, task.chain, room)
        elif isinstance(block, Table):
            yield from self.lay_table(block, task.chain, room)
        elif isinstance(block, Rule):
            text = "* * *"
            yield self.row([(" " * max(0, (room - len(text)) // 2) + text, SECONDARY)], task.chain)

    def fits(self, chain: _Chain, cells: int) -> bool:
        room = self.measure - sum(part.cells for part in chain) - cells
        return room >= min(24, self.measure // 2)

    def push_quote(self, block: Quote, task: _Task) -> None:
        chain = task.chain
        if self.fits(chain, len(_BAR)):
            bar: Line = [(_BAR, SECONDARY)]
            chain = (*chain, _Part(bar, bar, len(_BAR)))
        shown = [child for child in block.blocks if not is_empty(child)]
        if shown or task.lead or (task.chain and not task.chain[-1].used):
            self.push(shown or [Paragraph(())], chain, task.gap, task.gap_chain, task.lead, task.depth)

    def push_list(self, block: ListBlock, task: _Task) -> None:
        first = max(-_MOST_START, min(block.start, _MOST_START))
        size = max(len(str(first)), len(str(first + len(block.items) - 1))) + 2 if block.ordered else 2
        tight = all(_is_tight(item) for item in block.items)
        fits = self.fits(task.chain, size)
        todo = self.stack
        self.stack = []
        children: list[_Task] = []
        for number, item in enumerate(block.items):
            bullet = _BULLETS[min(task.depth, len(_BULLETS) - 1)]
            marker = f"{first + number}." if block.ordered else bullet
            marker = marker.rjust(size - 1) + " "
            lead: Line = [] if number else task.lead
            chain = task.chain
            if fits:
                chain = (*chain, _Part([(marker, SECONDARY)], [(" " * size, "")], size))
            else:
                lead = [*lead, (marker.lstrip(), SECONDARY)]
            gap, gap_chain = (not tight, task.chain) if number else (task.gap, task.gap_chain)
            self.push(item, chain, gap, gap_chain, lead, task.depth + 1)
            children += reversed(self.stack)
            self.stack = []
        self.stack = todo
        self.stack += reversed(children)

    def row(self, line: Line, chain: _Chain, wide: int = 0) -> Row:
        edge: Line = []
        for part in chain:
            edge += part.rest if part.used else part.first
            part.used = True
        return Row([*edge, *line], wide, self.part)

    def flow(self, runs: Line, chain: _Chain, room: int) -> Iterator[Row]:
        for line in wrap_runs(clean_runs(runs, breaks=True), room, french=self.french):
            # The no-break space before a link's number has done its work.
            freed = [
                (f" {text[1:]}" if style.endswith(LINK) and text[:1] == "\xa0" else text, style)
                for text, style in line
            ]
            yield self.row(freed, chain)

    def read_inline(self, content: Inline, base: str = "") -> Line:
        runs: Line = []
        for at, span in enumerate(content):
            text = span.text
            if "sup" in span.style and _SHIFTABLE.issuperset(text.strip()):
                text = text.translate(_RAISED)
            elif "sub" in span.style and _SHIFTABLE.issuperset(text.strip()):
                text = text.translate(_LOWERED)
            link = self.numbers.style(span.url) if span.url else ""
            style = " ".join(
                [base, *(word for name, word in _STYLES.items() if name in span.style), link]
            ).strip()
            ends = span.url and (at + 1 == len(content) or content[at + 1].url != span.url)
            number = self.numbers.number(span.url) if span.url and ends else 0
            if number:
                bare = text.rstrip(" \n")
                runs += [
                    (bare, style),
                    (f"\xa0[{number}]", f"{link} {LINK}".lstrip()),
                    (text[len(bare) :], style),
                ]
            else:
                runs.append((text, style))
        return runs

    def lay_code(self, block: Preformatted, chain: _Chain, room: int) -> Iterator[Row]:
        lines = clean(block.text).strip("\n").expandtabs(_TAB).split("\n")
        longest = max(count_cells(line) for line in lines)
        indent = " " * (2 if longest + 2 <= room else 0)
        wide = longest if longest > room and not chain else 0
        for line in lines:
            yield self.row([(indent + line.rstrip(" "), "")], chain, wide)

    def lay_figure(self, block: Figure, chain: _Chain, room: int) -> Iterator[Row]:
        alt = clean_line(block.alt)
        number = self.numbers.number(block.url) if block.url and block.kind != "image" else 0
        caption = self.read_inline(block.caption, "italic")
        label = clean_line(block.kind) or "image"
        runs: Line = [(f"[{label}]", SECONDARY)]
        plain = clean_line("".join(span.text for span in block.caption))
        if alt and alt != plain:
            runs.append((f" {alt}", SECONDARY))
        if number:
            runs.append((f"\xa0[{number}]", LINK))
        if plain:
            runs += [("\n", "") if alt and alt != plain else (" ", ""), *caption]
        yield from self.flow(runs, chain, room)

    def lay_table(self, block: Table, chain: _Chain, room: int) -> Iterator[Row]:
        if block.caption:
            yield from self.flow(self.read_inline(block.caption, "italic"), chain, room)
        rows = [[clean_runs(self.read_inline(cell), breaks=True) for cell in row] for row in block.rows]
        wide = room if chain else self.wide
        lines = lay_table(rows, header=block.header, room=room, wide=wide, french=self.french)
        longest = max((sum(count_cells(text) for text, _ in line) for line in lines), default=0)
        for line in lines:
            freed = [
                (f" {text[1:]}" if style.endswith(LINK) and text[:1] == "\xa0" else text, style)
                for text, style in line
            ]
            yield self.row(freed, chain, longest if longest > room and not chain else 0)


def _is_tight(item: Sequence[Block]) -> bool:
    return sum(not isinstance(block, ListBlock) for block in item) <= 1
