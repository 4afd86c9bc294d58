"""Tables in a given width: columns that fit, or folded to fit, or else a record for each row."""

from collections.abc import Sequence

from gazette_cli.render.cells import count_cells
from gazette_cli.render.style import SECONDARY, Line, to_plain
from gazette_cli.render.wrap import measure_line, wrap_runs

_GAP = 2
_MOST_COLUMNS = 16
# A column may be folded down to its longest word, but a word longer than this is cut.
_LONG_WORD = 14
_FIGURES = frozenset("0123456789.,+-−%€$£ \xa0\u202f")


def lay_table(
    rows: Sequence[Sequence[Line]], *, header: bool, room: int, wide: int, french: bool
) -> list[Line]:
    """Return the lines of a table of `rows` (clean cells; rows may differ in length).

    It takes `room` cells at most if it fits them, else `wide`. `header`: the first row is one.
    """
    count = max((len(row) for row in rows), default=0)
    if not count:
        return []
    widths = _fit_columns(rows, count, room, wide) if count <= _MOST_COLUMNS else []
    if not widths:
        return _lay_records(rows, header, room, french)
    figures = [_holds_figures(rows[1:] if header else rows, column) for column in range(count)]
    lines: list[Line] = []
    for number, row in enumerate(rows):
        cells = [wrap_runs(cell, width, french=french) for cell, width in zip(row, widths, strict=False)]
        for at in range(max((len(cell) for cell in cells), default=0)):
            parts = [cell[at] if at < len(cell) else [] for cell in cells]
            lines.append(_join_cells(parts, widths, figures, bold=header and number == 0))
        if header and number == 0:
            lines.append([("─" * (sum(widths) + _GAP * (count - 1)), SECONDARY)])
    return lines


def _fit_columns(rows: Sequence[Sequence[Line]], count: int, room: int, wide: int) -> list[int]:
    natural = [1] * count
    least = [1] * count
    for row in rows:
        for column, cell in enumerate(row):
            text = to_plain(cell)
            for line in text.split("\n"):
                natural[column] = max(natural[column], count_cells(line))
            for word in text.replace("\n", " ").split(" "):
                if least[column] < _LONG_WORD and len(word) > least[column] // 2:
                    least[column] = max(least[column], min(_LONG_WORD, count_cells(word)))
    gaps = _GAP * (count - 1)
    for width in (room, wide):
        if sum(natural) + gaps <= width:
            return natural
    for width in (room, wide):
        spare = width - gaps - sum(least)
        if spare >= 0:
            wanted = [most - low for most, low in zip(natural, least, strict=True)]
            total = sum(wanted) or 1
            return [low + spare * want // total for low, want in zip(least, wanted, strict=True)]
    return []


def _holds_figures(rows: Sequence[Sequence[Line]], column: int) -> bool:
    found = False
    for row in rows:
        text = to_plain(row[column]).strip() if column < len(row) else ""
        if text:
            if not _FIGURES.issuperset(text) or not any(character.isdigit() for character in text):
                return False
            found = True
    return found


def _join_cells(parts: Sequence[Line], widths: Sequence[int], figures: Sequence[bool], *, bold: bool) -> Line:
    line: Line = []
    pending = 0
    for column, part in enumerate(parts):
        space = widths[column] - measure_line(part)
        before = space if figures[column] else 0
        if part:
            if pending + before:
                line.append((" " * (pending + before), ""))
            line += [(content, f"bold {style}".strip()) for content, style in part] if bold else part
            pending = space - before + _GAP
        else:
            pending += widths[column] + _GAP
    return line


def _lay_records(rows: Sequence[Sequence[Line]], header: bool, room: int, french: bool) -> list[Line]:
    names = [to_plain(cell).replace("\n", " ") for cell in rows[0]] if header and len(rows) > 1 else []
    rows = rows[1:] if names else rows
    filled = {column for row in rows for column, cell in enumerate(row) if cell}
    lines: list[Line] = []
    for number, row in enumerate(rows):
        if lines and lines[-1]:
            lines.append([])
        for column in range(max(len(row), len(names))):
            cell = row[column] if column < len(row) else []
            name = names[column] if column < len(names) else ""
            # A name without any values is told once.
            if not cell and not (name and number == 0 and column not in filled):
                continue
            label: Line = [(f"{name}: ", "bold")] if name else []
            folded = wrap_runs([*label, *cell], max(1, room - 2), french=french)
            lines.append(folded[0])
            lines += [[("  ", ""), *line] for line in folded[1:]]
    while lines and not lines[-1]:
        lines.pop()
    return lines
