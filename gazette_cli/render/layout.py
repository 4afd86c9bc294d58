"""Blocks become lines: the body of an article at a given measure.

Nesting is walked with a stack of our own, and indents stop where a line would get too short to read, so
that no page, however nested, ends in a RecursionError or in columns of one letter.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

from gazette_cli.blocks import (
    Block,
    DefinitionList,
    Footnotes,
    Heading,
    Leaf,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Span,
    is_empty,
)
from gazette_cli.models import Reading
from gazette_cli.render.cells import count_cells
from gazette_cli.render.leaves import Leaves, Position
from gazette_cli.render.links import Numbers
from gazette_cli.render.look import Look
from gazette_cli.render.raised import mark_note
from gazette_cli.render.style import SECONDARY, Line
from gazette_cli.render.typeset import Typesetter

_BAR = "┃ "
_BULLETS = "•◦‣"
_BOXES = ("☐ ", "☑ ", "☒ ")
_NOTES_RULE = "─" * 8
_MOST_START = 10**9
_MOST_LABEL = 6
# Where nothing can be indented any more, so many markers stand one after the other.
_MOST_MARKERS = 6
_NARROW = 40


class Row(NamedTuple):
    """A line of the body, and the cells it takes if it needs more than the measure, else 0.

    `part` is the number of the paragraph that it is of (blocks.walk_leaves).
    """

    line: Line
    wide: int = 0
    part: int = -1


class _Part:
    """A piece of the left edge: what its first line begins with (a bullet), and every other. `bar`: of a quote."""

    __slots__ = ("bar", "cells", "first", "rest", "used")

    def __init__(self, first: Line, rest: Line, cells: int, *, bar: bool = False, used: bool = False) -> None:
        self.first = first
        self.rest = rest
        self.cells = cells
        self.bar = bar
        self.used = used


_Chain = tuple[_Part, ...]


class _Task(NamedTuple):
    """A block yet to be laid.

    `gap`: blank lines before it, on `gap_chain`'s edge; `rule`: a short rule, too. `lead`: a marker before its text.
    `depth`: of lists. `base`: the style of its text.
    """

    block: Block
    chain: _Chain = ()
    gap: int = 0
    gap_chain: _Chain = ()
    lead: Line = []  # noqa: RUF012
    depth: int = 0
    base: str = ""
    rule: bool = False


def lay_blocks(
    reading: Reading, *, look: Look, measure: int, wide: int, numbers: Numbers, styled: bool = True
) -> Iterator[Row]:
    """Yield the rows of an article's blocks: `measure` cells at most, code and tables up to `wide` if they need it.

    A line of code is never broken, however long. `styled`: for a screen, not for a pipe.
    """
    setter = Typesetter(look, reading.article.language, styled=styled)
    layout = _Layout(measure, Leaves(reading, look, numbers, setter, wide, styled=styled))
    stack = layout.plan(reading.blocks, _Task(Rule()))
    stack.reverse()
    while stack:
        task = stack.pop()
        children = layout.open(task)
        if children is None:
            yield from layout.lay(task)
        else:
            stack += reversed(children)


class _Layout:
    def __init__(self, measure: int, leaves: Leaves) -> None:
        self.measure = measure
        self.leaves = leaves
        self.part = -1
        self.ruled = False  # the leaf before is a rule

    def plan(self, blocks: Sequence[Block], first: _Task) -> list[_Task]:
        """Return the tasks for `blocks`, which stand one below the other where `first` would."""
        shown = [block for block in blocks if self.leaves.shows(block)]
        chain = first.chain
        if not shown and (first.lead or (chain and not chain[-1].used)):
            shown = [Paragraph(())]
        if not shown:
            return []
        tasks = [_Task(shown[0], *first[1:])]
        if len(shown) == 1:
            return tasks
        other = first._replace(gap_chain=chain, lead=[], rule=False)
        for before, block in pairwise(shown):
            tight = isinstance(block, ListBlock) and isinstance(before, Paragraph) and first.depth > 0
            high = isinstance(block, Heading) and block.level <= 2 and not chain
            tasks.append(_Task(block, chain, 0 if tight else 2 if high else 1, *other[3:]))
        return tasks

    def open(self, task: _Task) -> list[_Task] | None:
        """Return the tasks for what a container holds, None for a leaf."""
        block = task.block
        if isinstance(block, Paragraph):
            return None
        if isinstance(block, ListBlock):
            return self.open_list(block, task)
        if isinstance(block, Quote):
            return self.open_quote(block, task)
        if isinstance(block, DefinitionList):
            return self.open_definitions(block, task)
        if isinstance(block, Footnotes):
            return self.open_notes(block, task)
        return None

    def room(self, chain: _Chain) -> int:
        return self.measure - sum([part.cells for part in chain]) if chain else self.measure

    def fits(self, chain: _Chain, cells: int) -> bool:
        return self.room(chain) - cells >= min(24, self.measure // 2)

    def open_quote(self, block: Quote, task: _Task) -> list[_Task]:
        chain = task.chain
        if self.fits(chain, len(_BAR)):
            bar: Line = [(_BAR, SECONDARY)]
            chain = (*chain, _Part(bar, bar, len(_BAR), bar=True))
        shown = [child for child in block.blocks if self.leaves.shows(child)]
        if shown or task.lead or (task.chain and not task.chain[-1].used):
            return self.plan(shown or [Paragraph(())], task._replace(chain=chain))
        return []

    def open_list(self, block: ListBlock, task: _Task) -> list[_Task]:
        first = max(-_MOST_START, min(block.start, _MOST_START))
        size = max(len(str(first)), len(str(first + len(block.items) - 1))) + 2 if block.ordered else 2
        tight = all(map(_is_tight, block.items))
        tasks: list[_Task] = []
        begun = task._replace(depth=task.depth + 1)
        other = begun._replace(gap=int(not tight), gap_chain=task.chain, lead=[], rule=False)
        for number, item in enumerate(block.items):
            if block.ordered:
                marker = f"{first + number}."
            else:
                marker, item = _find_bullet(item, task.depth)
            marker = marker.rjust(size - 1) + " "
            hung = self.hang(other if number else begun, marker, size)
            if len(item) == 1 and self.leaves.shows(item[0]):
                tasks.append(_Task(item[0], *hung[1:]))
            else:
                tasks += self.plan(item, hung)
        return tasks

    def hang(self, task: _Task, marker: str, size: int) -> _Task:
        """Return `task` with `marker` in its first line, and `size` cells of indent in the others, if there is room."""
        if self.fits(task.chain, size):
            part = _Part([(marker, SECONDARY)], [(" " * size, "")], size)
            return _Task(task.block, (*task.chain, part), *task[2:])
        return task._replace(lead=[*task.lead[1 - _MOST_MARKERS :], (marker.strip() + " ", SECONDARY)])

    def open_definitions(self, block: DefinitionList, task: _Task) -> list[_Task]:
        size = 4 if self.measure >= _NARROW else 2
        tight = all(_is_tight(definition) for _, definitions in block.groups for definition in definitions)
        tasks: list[_Task] = []
        for terms, definitions in block.groups:
            gap = int(not tight)
            named = [paragraph for paragraph in map(Paragraph, terms) if not is_empty(paragraph)]
            parts: list[tuple[Sequence[Block], str, int]] = [
                *(((paragraph,), f"{task.base} bold".strip(), 0) for paragraph in named),
                *((definition, task.base, size) for definition in definitions),
            ]
            for blocks, base, indent in parts:
                begun = (
                    task if not tasks else task._replace(gap=gap, gap_chain=task.chain, lead=[], rule=False)
                )
                begun = begun._replace(base=base)
                if indent and self.fits(task.chain, indent):
                    space: Line = [(" " * indent, "")]
                    begun = begun._replace(chain=(*task.chain, _Part(space, space, indent, used=True)))
                added = self.plan(blocks, begun)
                tasks += added
                gap = 0 if added else gap
        return tasks

    def open_notes(self, block: Footnotes, task: _Task) -> list[_Task]:
        marks = [mark_note(label) for label, _ in block.notes]
        size = min(_MOST_LABEL, max(map(count_cells, marks), default=0)) + 1
        tight = all(_is_tight(note) for _, note in block.notes)
        tasks: list[_Task] = []
        for mark, (_, note) in zip(marks, block.notes, strict=True):
            begun = task._replace(rule=not tasks)
            if tasks:
                begun = begun._replace(gap=int(not tight), gap_chain=task.chain, lead=[])
            fits = count_cells(mark) < size
            marker = mark + " " * (size - count_cells(mark)) if fits else mark
            tasks += self.plan(note, self.hang(begun, marker, size if fits else self.measure))
        return tasks

    def lay(self, task: _Task) -> Iterator[Row]:
        """Yield the rows of a leaf."""
        block, chain = cast(Leaf, task.block), task.chain
        # Of paragraphs only one without any content, for the sake of a bullet, is empty and here.
        if block.content if isinstance(block, Paragraph) else not is_empty(block):
            self.part += 1
        if task.gap:
            yield from [Row(_edge(task.gap_chain), 0, self.part)] * task.gap
        if task.rule and not self.ruled:
            yield Row([*_edge(task.gap_chain), (_NOTES_RULE, SECONDARY)], 0, self.part)
        self.ruled = isinstance(block, Rule)
        flush = not chain or (chain[-1].bar and all(part.bar for part in chain))
        place = Position(self.room(chain), task.lead, task.base, not chain, flush)
        for line, wide in self.leaves.lay(block, place):
            if chain:
                line = [*_edge(chain), *line]
                for part in chain:
                    part.used = True
            yield Row(line, wide, self.part)


def _edge(chain: _Chain) -> Line:
    return [run for part in chain for run in (part.rest if part.used else part.first)]


def _is_tight(item: Sequence[Block]) -> bool:
    return sum(not isinstance(block, ListBlock) for block in item) <= 1


def _find_bullet(item: tuple[Block, ...], depth: int) -> tuple[str, tuple[Block, ...]]:
    """Return what an item is marked with, and the item: the box of a task takes the bullet's place."""
    first = item[0] if item else None
    if isinstance(first, Paragraph) and first.content and first.content[0].text.startswith(_BOXES):
        span = first.content[0]
        rest = Paragraph((Span(span.text[2:], span.style, span.url), *first.content[1:]))
        if not is_empty(rest):
            return span.text[0], (rest, *item[1:])
    return _BULLETS[min(depth, len(_BULLETS) - 1)], item
