"""Is it a table, or the way a page of 1999 was laid out? Rows and cells become a Table, or plain blocks."""

from typing import NamedTuple

from gazette_cli.blocks import Block, Figure, Inline, Paragraph, Rule, Table
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
    for row, line in zip(rows[1:], grid[1:], strict=True):
        # The name of a row.
        if row[0].header and not all(cell.header for cell in row):
            line[0] = tuple(span._replace(style=span.style | _STRONG) for span in line[0])
    first = rows[0]
    header = len(rows) > 1 and (found.header > 0 or all(cell.header for cell in first)) and any(grid[0])
    return [Table(tuple(_fill_spans(rows, grid)), header, found.caption)]


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
    grid: list[list[Inline]] = []
    for row in rows:
        line: list[Inline] = []
        for cell in row:
            blocks = cell.blocks
            if stated:
                # Flags and icons beside names: what they show is said by the name.
                blocks = [Paragraph(b.caption) if isinstance(b, Figure) else b for b in blocks]
                blocks = [b for b in blocks if not isinstance(b, Rule)]
            content = flatten_blocks(blocks)
            if content is None:
                return None
            long = len(read_plain(content)) > _PROSE
            if (not stated and (len(blocks) > 2 or long)) or (long and cell.header):
                return None
            line.append(content)
        grid.append(line)
    return grid


def _fill_spans(rows: list[list[Cell]], grid: list[list[Inline]]) -> list[tuple[Inline, ...]]:
    """Return the rows with an empty cell wherever one is covered by a cell that spans it."""
    covered: dict[int, int] = {}  # column: rows still to be skipped
    filled: list[tuple[Inline, ...]] = []
    for row, line in zip(rows, grid, strict=True):
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
    width = max(at for out in filled for at, content in enumerate(out, 1) if content)
    return [out[:width] for out in filled]
