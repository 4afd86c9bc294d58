"""An article for screen readers: one paragraph a line, and what others see from a page's shape is said in words.

No columns, boxes, bars, bullets or blank lines; nothing is cut. A container says what it is and how much is in it
("List of 3 items."), an item its place ("1 of 3:"), and what can be taken for something else where it ends.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

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
    Table,
    is_empty,
)
from gazette_cli.models import Reading
from gazette_cli.render.cells import count_cells
from gazette_cli.render.code import split_code
from gazette_cli.render.inline import read_alt
from gazette_cli.render.layout import Row
from gazette_cli.render.linear_inline import say_inline
from gazette_cli.render.links import Numbers, list_targets, name_address, name_style, write_address
from gazette_cli.render.look import Look
from gazette_cli.render.masthead import lay_masthead
from gazette_cli.render.matches import Marker
from gazette_cli.render.raised import name_note
from gazette_cli.render.sentences import speak
from gazette_cli.render.style import HEADING, LINK, SECONDARY, Line, clean_runs
from gazette_cli.render.wrap import is_french, measure_line, wrap_runs
from gazette_cli.text import clean_line
from gazette_cli.tracking import tidy_url

_TICKS = {"☐": "Not done: ", "☑": "Done: ", "☒": "Done: "}
_MOST_START = 10**9


def lay_linear(reading: Reading, look: Look, *, measure: int, now: datetime, language: str) -> Iterator[Row]:
    """Yield the rows of an article, head and end included, folded at `measure` cells (look.UNFOLDED: not at all).

    Lines of code and addresses are never folded. `now` is aware; `language` is that of the dates.
    """
    for line in lay_masthead(reading, measure=measure, linear=True, now=now, language=language):
        if line:
            yield Row(line)
    body = _Body(reading, look, measure)
    yield from body.lay()
    if body.part < 0:
        yield Row([("No text.", SECONDARY)])
    for line in _lay_end(reading, look):
        cells = measure_line(line)
        yield Row(line, cells if cells > measure else 0, body.part + 1)


class _Say(NamedTuple):
    """A sentence of its own. `ends`: it is of the part before it, not of the one after it."""

    text: str
    ends: bool = False


class _Lead(NamedTuple):
    """What the line of the next leaf begins with."""

    text: str


class _Settle(NamedTuple):
    """What was to be led to is over: a lead that nothing followed stands alone."""


class _Nested(NamedTuple):
    block: Block
    level: int  # lists around it


_Task = _Say | _Lead | _Settle | _Nested


class _Body:
    """Walks the blocks with a stack of its own: no page, however nested, ends in a RecursionError."""

    def __init__(self, reading: Reading, look: Look, measure: int) -> None:
        article = reading.article
        self.part = -1  # the last leaf that was laid
        self._measure = measure
        self._french = is_french(article.language)
        self._numbers = Numbers(reading.links, article.url, hyperlinks=look.hyperlinks)
        self._marker = Marker(reading.matcher, article.language) if reading.matcher else None
        self._at = -1
        self._lead = ""
        self._stack: list[_Task] = [_Nested(block, 0) for block in reversed(reading.blocks)]

    def lay(self) -> Iterator[Row]:
        while self._stack:
            task = self._stack.pop()
            if isinstance(task, _Lead):
                self._lead += task.text
            elif isinstance(task, _Settle):
                if self._lead:
                    yield from self._flow([], self.part)
            elif isinstance(task, _Say):
                yield from self._flow([(task.text, SECONDARY)], self.part + (not task.ends))
            elif is_empty(task.block):
                continue
            elif isinstance(task.block, Quote | ListBlock | DefinitionList | Footnotes):
                self._stack += reversed(list(_open(task.block, task.level)))
            else:
                self.part += 1
                yield from self._lay_leaf(task.block)

    def _read(self, content: Inline, base: str = "") -> Line:
        if self._marker is not None:
            content = self._marker.mark_inline(content)
        return say_inline(content, self._numbers, base)

    def _flow(self, runs: Line, part: int) -> Iterator[Row]:
        lead, self._lead = self._lead, ""
        line = clean_runs([(lead, SECONDARY), *runs], breaks=True)
        # What was announced as the next part's is not followed by a row of the one before, should there be no next.
        self._at = part = max(part, self._at)
        for row in wrap_runs(line, self._measure, french=self._french):
            yield Row(row, 0, part)

    def _lay_leaf(self, block: Leaf) -> Iterator[Row]:
        if isinstance(block, Paragraph):
            yield from self._flow(
                self._read(_name_tick(block.content) if self._lead else block.content), self.part
            )
        elif isinstance(block, Heading):
            said = (f"Heading {block.level}: ", SECONDARY)
            yield from self._flow([said, *_join_lines(self._read(block.content, HEADING))], self.part)
        elif isinstance(block, Preformatted):
            yield from self._lay_code(block)
        elif isinstance(block, Figure):
            yield from self._flow(self._tell_figure(block), self.part)
        elif isinstance(block, Table):
            yield from self._lay_table(block)
        else:
            yield from self._flow([("Separator.", SECONDARY)], self.part)

    def _lay_code(self, block: Preformatted) -> Iterator[Row]:
        name = clean_line(block.language or "")
        yield from self._flow([(f"Code, {name}:" if name else "Code:", SECONDARY)], self.part)
        for text in split_code(block):
            line: Line = [(text, "")]
            cells = count_cells(text)
            marked = self._marker.mark_line(line) if self._marker else line
            yield Row(marked, cells if cells > self._measure else 0, self.part)
        yield from self._flow([("End of code.", SECONDARY)], self.part)

    def _tell_figure(self, block: Figure) -> Line:
        label = (clean_line(block.kind) or "image").capitalize()
        caption = clean_runs(self._read(block.caption, "italic"))
        alt = read_alt(block)
        plain = clean_line("".join(span.text for span in block.caption))
        number = self._numbers.number(block.url) if block.url and block.kind != "image" else 0
        said: Line = [(label, SECONDARY)]
        if alt:
            marked: Line = [(alt, "")]
            said += [(": ", SECONDARY), *(self._marker.mark_line(marked) if self._marker else marked)]
        if number:
            said.append((f" (link {number})", LINK))
        return speak(said, [("Caption: ", SECONDARY), *caption] if plain else "")

    def _lay_table(self, block: Table) -> Iterator[Row]:
        rows = [[clean_runs(_join_lines(self._read(cell))) for cell in row] for row in block.rows]
        labels = rows.pop(0) if block.header and rows else []
        columns = max((len(row) for row in block.rows), default=0)
        caption = clean_runs(_join_lines(self._read(block.caption, "italic")))
        size = f"Table of {_count(columns, 'column')} and {_count(len(rows), 'row')}"
        yield from self._flow(speak([(size, SECONDARY)], caption), self.part)
        if labels:
            named = [label for label in labels if label]
            yield from self._flow(speak([("Columns: ", SECONDARY), *_join_cells(named)]), self.part)
        for number, row in enumerate(rows, 1):
            if labels:
                cells = [
                    _name_cell(labels[at] if at < len(labels) else [], cell) for at, cell in enumerate(row)
                ]
            else:
                cells = [_join_cells([cell or [("empty", SECONDARY)] for cell in row])]
            yield from self._flow(speak([(f"Row {number}", SECONDARY)], *cells), self.part)


def _open(block: Quote | ListBlock | DefinitionList | Footnotes, level: int) -> Iterator[_Task]:
    """Yield what a container says and holds, in order."""
    if isinstance(block, Quote):
        yield from _lead_to("Quote: ", block.blocks, level)
        yield _Say("End of quote.", ends=True)
    elif isinstance(block, ListBlock):
        yield from _open_list(block, level)
    elif isinstance(block, DefinitionList):
        count = sum(len(terms) for terms, _ in block.groups)
        yield _Say(f"List of {_count(count, 'term')} and what they mean.")
        for terms, definitions in block.groups:
            for term in terms:
                yield from _lead_to("Term: ", [Paragraph(term)], level)
            for definition in definitions:
                yield from _lead_to("Definition: ", definition, level)
        yield _Say("End of terms.", ends=True)
    else:
        yield _Say("Notes.")
        for label, note in block.notes:
            yield from _lead_to(f"Note {name_note(label)}: ", note, level)
        yield _Say("End of notes.", ends=True)


def _lead_to(lead: str, blocks: Sequence[Block], level: int) -> Iterator[_Task]:
    yield _Lead(lead)
    yield from (_Nested(block, level) for block in blocks)
    yield _Settle()


def _open_list(block: ListBlock, level: int) -> Iterator[_Task]:
    count = len(block.items)
    first = max(-_MOST_START, min(block.start, _MOST_START))
    depth = f", level {level + 1}" if level else ""
    yield _Say(f"{'Numbered list' if block.ordered else 'List'} of {_count(count, 'item')}{depth}.")
    for number, item in enumerate(block.items):
        lead = f"{first + number}: " if block.ordered else f"{number + 1} of {count}: "
        yield from _lead_to(lead, item, level + 1)
    # A second paragraph of the last item could be one after the list, and after a list in a list comes an item.
    if level or any(len(item) > 1 for item in block.items):
        yield _Say(f"End of list{depth}.", ends=True)


def _name_tick(content: Inline) -> Inline:
    """Return what an item of a list of tasks says, with its box in words."""
    first, *others = content
    said = _TICKS.get(first.text.lstrip()[:1])
    return (first._replace(text=said + first.text.lstrip()[1:].lstrip()), *others) if said else content


def _join_lines(runs: Line) -> Line:
    return [(text.replace("\n", " "), style) for text, style in runs]


def _join_cells(cells: Sequence[Line]) -> Line:
    return [run for at, cell in enumerate(cells) for run in ([("; ", "")] if at else []) + cell]


def _name_cell(label: Line, cell: Line) -> Line:
    return [*label, (": ", ""), *cell] if label and cell else cell


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"


def _lay_end(reading: Reading, look: Look) -> Iterator[Line]:
    """Yield the links and files by their numbers, and the article's own address, each on one line."""
    targets, links = list_targets(reading), len(reading.links)
    for number, target in enumerate(targets):
        if number == 0 and links:
            yield [(f"{_count(links, 'link')}.", SECONDARY)]
        if number == links:
            yield [(f"{_count(len(targets) - links, 'file')}.", SECONDARY)]
        style = name_style(target.url) if look.hyperlinks else ""
        remark = f", {clean_line(target.text)}" if number >= links and target.text else ""
        yield [(f"Link {target.n}: ", SECONDARY), (name_address(target.url), style), (remark, "")]
    for label, url in (("Address", reading.article.url), ("Comments", reading.content.comments)):
        if url:
            tidy = tidy_url(url)
            style = name_style(tidy) if look.hyperlinks else ""
            yield [(f"{label}: ", SECONDARY), (write_address(tidy), style)]
