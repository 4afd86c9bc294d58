"""Is it a table, or the way a page of 1999 was laid out? Rows and cells become a Table, or plain blocks."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from gazette_cli.blocks import Block, Figure, Inline, ListBlock, Paragraph, Rule, Span, Table, is_empty
from gazette_cli.parsing.code import join_listing
from gazette_cli.parsing.inline import flatten_blocks, read_plain

# A cell with more text than this is a column of prose.
_PROSE = 400
_MOST_COLUMNS = 100
_MOST_SPAN = 1000
_STRONG = frozenset({"strong"})


class Cell(NamedTuple):
    """A cell as found: its blocks, whether it is a <th>, and how many columns and rows it spans."""

    blocks: list[Block]
    header: bool
    columns: int = 1
    rows: int = 1


class Rows:
    """What a <table> has been found to hold so far."""

    __slots__ = ("_foot", "_in_foot", "caption", "data", "header", "layout", "rows")

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.caption: Inline = ()
        self.header = 0  # rows within <thead>
        self.layout = False  # the page says so: role=presentation
        self.data = False  # the page says so: a <thead>, a summary, role=table
        self._foot: list[list[Cell]] = []
        self._in_foot = False

    def open_group(self, tag: str) -> None:
        """Begin a <thead>, <tbody> or <tfoot>. The last is shown at the end, wherever it stands (HTML, 15.3.10)."""
        self._in_foot = tag == "tfoot"
        if tag == "thead":
            self.data = True
            self.header = 1

    def open_row(self) -> None:
        """Begin a row."""
        (self._foot if self._in_foot else self.rows).append([])

    def add(self, cell: Cell) -> None:
        """Add a cell to the row that is open."""
        rows = self._foot if self._in_foot else self.rows
        if not rows:
            rows.append([])
        rows[-1].append(cell)

    def add_line(self, block: Block) -> None:
        """Add what stands in a table outside its cells."""
        (self._foot if self._in_foot else self.rows).append([Cell([block], False)])

    def list_rows(self) -> list[list[Cell]]:
        """Return the rows that have cells, as they are shown."""
        return [row for row in (*self.rows, *self._foot) if row]


def build_table(found: Rows) -> list[Block]:
    """Return the Table that `found` is, or else the blocks of its cells, one after the other."""
    rows = found.list_rows()
    listing = join_listing([[cell.blocks for cell in row] for row in rows])
    if listing is not None:
        return [*([Paragraph(found.caption)] if found.caption else []), listing]
    grid = None if found.layout else _read_grid(rows, _is_stated(found, rows))
    if grid is None or not _has_columns(grid, found):
        blocks: list[Block] = [Paragraph(found.caption)] if found.caption else []
        for row in rows:
            for cell in row:
                blocks += cell.blocks
        return blocks
    caption = found.caption
    if not caption and len(rows) > 2 and _is_title(rows[0], grid[0]):
        caption, rows, grid = grid[0][0], rows[1:], grid[1:]
    stated = found.header > 0 or all(cell.header for cell in rows[0]) or _names_columns(grid)
    stated = stated or (_is_strong(grid[0]) and not any(map(_is_strong, grid[1:]))) or _heads_figures(grid)
    header = len(rows) > 1 and stated and any(grid[0])
    if not all(cell.header for row in rows for cell in row):
        for row, line in zip(rows[header:], grid[header:], strict=True):
            for at, cell in enumerate(row):
                if cell.header:
                    line[at] = tuple(span._replace(style=span.style | _STRONG) for span in line[at])
    return [Table(tuple(_fill_spans(rows, grid)), header, caption)]


def _is_title(row: list[Cell], line: list[Inline]) -> bool:
    """Say whether a first row is a heading over all columns: what the table is called."""
    return len(row) == 1 and row[0].header and row[0].columns > 1 and bool(line[0])


def _is_strong(line: list[Inline]) -> bool:
    """Say whether a row of several cells is set in bold: its page has no better means to name columns."""
    spans = [span for content in line for span in content if span.text.strip()]
    return sum(map(bool, line)) > 1 and all(line) and all("strong" in span.style for span in spans)


def _heads_figures(grid: list[list[Inline]]) -> bool:
    """Say whether words stand above figures in two columns or more, and above three rows."""
    first, *others = grid
    if len(others) < 3 or len(first) < 3 or not all(first) or any(len(line) != len(first) for line in others):
        return False
    figures = [at for at in range(1, len(first)) if all(_is_figure(line[at]) for line in others)]
    return len(figures) > 1 and not any(_is_figure(content) for content in first)


def _is_figure(content: Inline) -> bool:
    return bool(content) and content[0].text.lstrip("$€£+-−–~≈ ")[:1].isdigit()


def _names_columns(grid: list[list[Inline]]) -> bool:
    """Say whether the corner alone is empty in the first row, and every row has a name: a grid of names and ticks."""
    (corner, *names), *others = grid
    return (
        not corner and len(names) > 1 and all(names) and len(others) > 1 and all(line[0] for line in others)
    )


def _has_columns(grid: list[list[Inline]], found: Rows) -> bool:
    """Say whether two cells or more stand side by side in any row; or one has words, and the page says it's a table."""
    filled = max((sum(map(bool, line)) for line in grid), default=0)
    return filled > 1 or (filled == 1 and (found.data or bool(found.caption)))


def _is_stated(found: Rows, rows: list[list[Cell]]) -> bool:
    return found.data or bool(found.caption) or any(cell.header for row in rows for cell in row)


def _read_grid(rows: list[list[Cell]], stated: bool) -> list[list[Inline]] | None:
    """Return the cells' inlines, None for a layout table."""
    if max((len(row) for row in rows), default=0) < 2 or (len(rows) < 2 and not stated):
        return None
    icons = _find_icons(rows)
    grid: list[list[Inline]] = []
    for row in rows:
        line: list[Inline] = []
        for cell in row:
            blocks = cell.blocks
            if stated:
                blocks = _simplify(blocks)
            elif icons:
                blocks = [b for b in blocks if b not in icons]
            content = flatten_blocks(blocks) if blocks else ()
            if content is None:
                return None
            long = len(content[0].text if len(content) == 1 else read_plain(content)) > _PROSE
            if (not stated and (len(blocks) > 2 or long)) or (long and cell.header):
                return None
            line.append(_trim(content))
        grid.append(line)
    return grid


def _find_icons(rows: list[list[Cell]]) -> frozenset[Block]:
    """Return the pictures without words that stand in several cells: ticks, and the like."""
    count = Counter(
        b for row in rows for cell in row for b in cell.blocks if isinstance(b, Figure) and is_empty(b)
    )
    return frozenset(figure for figure, times in count.items() if times > 2)


def _simplify(blocks: Sequence[Block], bullet: str = "") -> list[Block]:
    """Return what a cell of a table holds, with less that can't stand in one; `bullet`: lists become lines with it."""
    simple: list[Block] = []
    for block in blocks:
        if isinstance(block, Figure):
            # Flags and icons beside names: what they show is said by the name.
            played = (Span(block.alt or f"[{block.kind}]", url=block.url),) if block.kind != "image" else ()
            simple.append(Paragraph(block.caption or played))
        elif isinstance(block, ListBlock):
            items = [tuple(_simplify(item, "◦ ")) for item in block.items]
            if bullet:
                for first, *others in items:
                    content = first.content if isinstance(first, Paragraph) else ()
                    simple += [Paragraph((Span(bullet), *content)) if content else first, *others]
            else:
                simple.append(block._replace(items=tuple(items)))
        elif not isinstance(block, Rule):
            simple.append(block)
    return simple


def _trim(content: Inline) -> Inline:
    """Return `content` without the no-break spaces at its ends, which keep an empty cell open in a browser."""
    if not content or "\xa0" not in (content[0].text[0], content[-1].text[-1]):
        return content
    spans = list(content)
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while spans and spans[at].text[at] == "\xa0":
            text = strip(spans[at].text, " \xa0\n")
            if text:
                spans[at] = spans[at]._replace(text=text)
            else:
                del spans[at]
    return tuple(spans)


def _fill_spans(rows: list[list[Cell]], grid: list[list[Inline]]) -> list[tuple[Inline, ...]]:
    """Return the rows with an empty cell wherever one is covered by a cell that spans it."""
    covered: dict[int, int] = {}  # column: rows still to be skipped
    filled: list[tuple[Inline, ...]] = []
    for row, line in zip(rows, grid, strict=True):
        if not covered and all(cell.columns == cell.rows == 1 for cell in row):
            filled.append(tuple(line))
            continue
        out: list[Inline] = []
        fresh: dict[int, int] = {}
        for cell, content in zip(row, line, strict=True):
            while covered.get(len(out)):
                out.append(())
            at = len(out)
            columns = min(cell.columns, max(1, _MOST_COLUMNS - at))
            out += [content, *[()] * (columns - 1)]
            if cell.rows > 1:
                fresh.update(dict.fromkeys(range(at, at + columns), min(cell.rows, _MOST_SPAN) - 1))
        while covered.get(len(out)):
            out.append(())
        covered = {column: left - 1 for column, left in covered.items() if left > 1 and column not in fresh}
        covered.update(fresh)
        filled.append(tuple(out))
    # A cell that spans more columns than there are makes none.
    width = 0
    for cells in filled:
        end = len(cells)
        while end > width and not cells[end - 1]:
            end -= 1
        width = max(width, end)
    return [out[:width] for out in filled]
