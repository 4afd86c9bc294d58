"""Code as it was written, its lines whole; on a screen the words of a known language in their roles."""

from collections.abc import Iterator

from gazette_cli.blocks import Preformatted
from gazette_cli.render.cells import count_cells
from gazette_cli.render.style import Line
from gazette_cli.text import clean

_TAB = 4
_INDENT = 2
# More than a page can want to show: a file of data, a dump.
_MOST = 50_000  # characters


def lay_code(block: Preformatted, room: int, *, alone: bool, styled: bool) -> Iterator[tuple[Line, int]]:
    """Yield the lines of `block`, each with the cells that the longest takes if that is more than `room`, else 0.

    They are set in a little where all of them fit. `alone`: they may take the whole screen.
    """
    lines = split_code(block)
    longest = max(map(count_cells, lines))
    indent = " " * (_INDENT if longest + _INDENT <= room else 0)
    wide = longest if longest > room and alone else 0
    shown = highlight("\n".join(lines), block.language) if styled and block.language else None
    for line in shown or ([(line, "")] for line in lines):
        yield [(indent, ""), *line], wide


def split_code(block: Preformatted) -> list[str]:
    """Return the lines of `block`, clean, with spaces for tabs, and without any at their ends."""
    text = clean(block.text).strip("\n").expandtabs(_TAB)
    return [line.rstrip(" ") for line in text.split("\n")]


def highlight(text: str, language: str) -> list[Line] | None:
    """Return the lines of `text` in runs of roles, None where the language is not known or there is too much."""
    if len(text) > _MOST:
        return None
    from gazette_cli.render.syntax import read_code

    runs = read_code(text, language)
    if runs is None:
        return None
    lines: list[Line] = [[]]
    for content, role in runs:
        first, *others = content.split("\n")
        if first:
            lines[-1].append((first, role))
        lines += [[(piece, role)] if piece else [] for piece in others]
    return lines
