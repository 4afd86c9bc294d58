"""Tables in a given width: columns that fit, or folded to fit, or else a record for each row."""

from collections.abc import Sequence

from gazette_cli.render.cells import count_cells
from gazette_cli.render.style import SECONDARY, Line, is_clean, to_plain
from gazette_cli.render.wrap import measure_line, wrap_runs

_GAP = 2
# More are columns only if nothing has to be folded, and never more than the second.
_MOST_FOLDED = 16
_MOST_COLUMNS = 60
# A column may be folded down to its longest word. A word longer than the first is cut rather than the table made
# records; one longer than the second (an address) makes no column wide.
_LONG_WORD = 14
_LONGEST_WORD = 24
_FIGURES = frozenset("0123456789.,+-−–—%€$£ \xa0\u202f⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = frozenset("0123456789")

Rows = Sequence[Sequence[Line]]


def lay_table(rows: Rows, *, header: bool, room: int, wide: int, french: bool) -> list[Line]:
    """Return the lines of a table of `rows` (clean cells; rows may differ in length).

    It takes `room` cells at most if it fits them, else `wide`. `header`: the first row is one.
    """
    rows = [row for row in _drop_empty(rows) if any(row)]
    count = max((len(row) for row in rows), default=0)
    if not count:
        return []
    widths = _fit_columns(rows, count, room, wide) if count <= _MOST_COLUMNS else []
    if not widths:
        return _lay_records(rows, header, room, french)
    figures = [_holds_figures(rows[1:] if header else rows, column) for column in range(count)]
    full = sum(widths) + _GAP * (count - 1)
    lines: list[Line] = []
    # Where the first column is folded, only an empty line tells where a row ends.
    folded = [
        row for row in rows[header:] if row and not _is_title(row, count) and measure_line(row[0]) > widths[0]
    ]
    apart = 4 * len(folded) > len(rows)
    for number, row in enumerate(rows):
        if apart and number > header and lines:
            lines.append([])
        if _is_title(row, count):
            title = _embolden(row[0]) if header and number == 0 else row[0]
            lines += wrap_runs(title, max(full, room), french=french)
        else:
            lines += _lay_row(row, widths, figures, french, bold=header and number == 0)
        if header and number == 0:
            lines.append([("─" * full, SECONDARY)])
    return lines


def _drop_empty(rows: Rows) -> Rows:
    """Return `rows` without the columns in which nothing stands."""
    filled = {column for row in rows for column, cell in enumerate(row) if cell}
    return [[cell for column, cell in enumerate(row) if column in filled] for row in rows]


def _is_title(row: Sequence[Line], count: int) -> bool:
    """Tell whether a row is one cell that has the others' places: it is wider than its column in a good cause."""
    return count > 1 and bool(row) and bool(row[0]) and not any(row[1:])


def _fit_columns(rows: Rows, count: int, room: int, wide: int) -> list[int]:
    """Return the widths of columns that fit `room`, else `wide`, an empty list if they can't."""
    natural = [1] * count
    least = [1] * count
    for row in rows:
        if _is_title(row, count):
            continue
        for column, cell in enumerate(row):
            text = to_plain(cell)
            if text.isalnum() and text.isascii():
                size = len(text)
                if size > natural[column]:
                    natural[column] = size
                if size > least[column]:
                    least[column] = min(_LONGEST_WORD, size)
                continue
            for line in text.split("\n"):
                natural[column] = max(natural[column], count_cells(line))
            for word in text.replace("\n", " ").split(" "):
                if least[column] < _LONGEST_WORD and len(word) > least[column] // 2:
                    least[column] = max(least[column], min(_LONGEST_WORD, count_cells(word)))
    gaps = _GAP * (count - 1)
    for width in (room, wide):
        if sum(natural) + gaps <= width:
            return natural
    if count > _MOST_FOLDED:
        return []
    for longest in (_LONGEST_WORD, _LONG_WORD):
        low = [min(longest, word) for word in least]
        for width in (room, wide):
            if sum(low) + gaps <= width:
                return _share(natural, low, width - gaps)
    return []


def _share(natural: Sequence[int], least: Sequence[int], room: int) -> list[int]:
    """Return widths that add up to `room` at most: narrow columns get all they want, wide ones share what is left."""
    widths = list(least)
    spare = room - sum(least)
    hungry = sorted(range(len(widths)), key=lambda column: natural[column] - least[column])
    for done, column in enumerate(hungry):
        widths[column] += min(natural[column] - least[column], spare // (len(hungry) - done))
        spare -= widths[column] - least[column]
    return widths


def _holds_figures(rows: Rows, column: int) -> bool:
    """Tell whether nothing but figures stands in a column, and dashes where there are none."""
    found = False
    for row in rows:
        text = to_plain(row[column]).strip() if column < len(row) else ""
        if not _FIGURES.issuperset(text):
            return False
        found = found or not _DIGITS.isdisjoint(text)
    return found


def _lay_row(
    row: Sequence[Line], widths: Sequence[int], figures: Sequence[bool], french: bool, *, bold: bool
) -> list[Line]:
    cells = [
        [cell] if _is_short(cell, width) else wrap_runs(cell, width, french=french)
        for cell, width in zip(row, widths, strict=False)
    ]
    if all(len(cell) == 1 for cell in cells):
        return [_join_cells([lines[0] for lines in cells], widths, figures, bold=bold)] if cells else []
    return [
        _join_cells([cell[at] if at < len(cell) else [] for cell in cells], widths, figures, bold=bold)
        for at in range(max(map(len, cells), default=0))
    ]


def _is_short(cell: Line, width: int) -> bool:
    return len(cell) == 1 and len(cell[0][0]) <= width and is_clean(cell[0][0])


def _join_cells(parts: Sequence[Line], widths: Sequence[int], figures: Sequence[bool], *, bold: bool) -> Line:
    line: Line = []
    pending = 0
    for column, part in enumerate(parts):
        space = widths[column] - measure_line(part)
        before = space if figures[column] else 0
        if part:
            if pending + before > 0:
                line.append((" " * (pending + before), ""))
            line += _embolden(part) if bold else part
            pending = space - before + _GAP
        else:
            pending += widths[column] + _GAP
    return line


def _embolden(line: Line) -> Line:
    return [(content, f"bold {style}".strip()) for content, style in line]


def _lay_records(rows: Rows, header: bool, room: int, french: bool) -> list[Line]:
    names = [to_plain(cell).replace("\n", " ") for cell in rows[0]] if header and len(rows) > 1 else []
    rows = rows[1:] if names else rows
    if not names and all(len(row) <= 2 for row in rows):
        return _lay_pairs(rows, room, french)
    filled = {column for row in rows for column, cell in enumerate(row) if cell}
    # Names without any values are told once, those of several columns on a line.
    spare = [name for column, name in enumerate(names) if name and column not in filled]
    lines: list[Line] = (
        wrap_runs([(" · ".join(spare), "bold")], room, french=french) if len(spare) > 1 else []
    )
    # Rows of a single cell are told apart by their lines.
    apart = any(sum(map(bool, row)) > 1 for row in rows)
    for number, row in enumerate(rows):
        if lines and lines[-1] and apart:
            lines.append([])
        for column in range(max(len(row), len(names))):
            cell = row[column] if column < len(row) else []
            name = names[column] if column < len(names) else ""
            if not cell and not (name and number == 0 and spare == [name]):
                continue
            label: Line = [(f"{name}{_colon(name, french)}", "bold")] if name else []
            lines += _hang([*label, *cell], room, french)
    while lines and not lines[-1]:
        lines.pop()
    return lines


def _lay_pairs(rows: Rows, room: int, french: bool) -> list[Line]:
    """Return the lines of a table of two columns, the first of which names what stands in the second."""
    lines: list[Line] = []
    for row in rows:
        name, value = (row[0] if row else []), (row[1] if len(row) > 1 else [])
        if name and value:
            colon = _colon(to_plain(name), french)
            lines += _hang([*_embolden(name), (colon, "bold"), *value], room, french)
        elif name or value:
            lines += _hang(name or value, room, french)
    return lines


def _colon(name: str, french: bool) -> str:
    return " " if name.rstrip().endswith(":") else "\xa0: " if french else ": "


def _hang(runs: Line, room: int, french: bool) -> list[Line]:
    first, *others = wrap_runs(runs, max(1, room - 2), french=french)
    return [first, *([("  ", ""), *line] for line in others)]
