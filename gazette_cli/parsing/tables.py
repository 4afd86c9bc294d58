"""Is it a table, or the way a page of 1999 was laid out? Rows and cells become a Table, or plain blocks."""

from typing import NamedTuple

from gazette_cli.blocks import Block, Figure, Inline, Paragraph, Rule, Table
from gazette_cli.parsing.inline import flatten_blocks, read_plain

# A cell with more text than this is a column of prose.
_PROSE = 400
_MOST_COLUMNS = 100
_MOST_SPAN = 1000


class Cell(NamedTuple):
    """A cell as found: its blocks, whether it is a <th>, and how many columns and rows it spans."""

    blocks: list[Block]
    header: bool
    columns: int = 1
    rows: int = 1


class Rows:
    """What a <table> has been found to hold so far."""

    __slots__ = ("caption", "data", "header", "layout", "rows")

    def __init__(self) -> None:
        self.rows: list[list[Cell]] = []
        self.caption: Inline = ()
        self.header = 0  # rows within <thead>
        self.layout = False  # the page says so: role=presentation
        self.data = False  # the page says so: a <thead>, a summary, role=table


def build_table(found: Rows) -> list[Block]:
    """Return the Table that `found` is, or else the blocks of its cells, one after the other."""
    rows = [row for row in found.rows if row]
    grid = None if found.layout else _read_grid(rows, _is_stated(found, rows))
    if grid is None or not any(any(row) for row in grid):
        blocks: list[Block] = [Paragraph(found.caption)] if found.caption else []
        for row in rows:
            for cell in row:
                blocks += cell.blocks
        return blocks
    first = rows[0]
    header = len(rows) > 1 and (found.header > 0 or all(cell.header for cell in first)) and any(grid[0])
    return [Table(tuple(_fill_spans(rows, grid)), header, found.caption)]


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
            if not stated and (len(blocks) > 2 or len(read_plain(content)) > _PROSE):
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
