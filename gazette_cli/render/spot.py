"""A spot in a line that a person typed: the line, and a caret below it."""

from gazette_cli.render.cells import ELLIPSIS, count_cells, cut_cells, is_extender
from gazette_cli.text import clean

_MOST = 2_000  # characters before and after the spot that are looked at
_SAID = 40  # characters after it that are said


def point_at(text: str, position: int, width: int) -> tuple[str, str]:
    """Return `text` around its character at `position`, made safe, and a line with ^ below that character.

    Neither is wider than `width` cells (10 or more); what is left out at an end is an ellipsis.
    """
    before = _flatten(text[max(0, position - _MOST) : position])
    after = _flatten(text[position : position + _MOST])
    if position <= _MOST:
        indented = len(before) - len(before.lstrip(" "))
        before = before[indented:]
    if position > _MOST or count_cells(before) > width - min(count_cells(after), width // 3) - 1:
        before = ELLIPSIS + _take_end(before, width - width // 3 - 2)
    line = before + cut_cells(after.rstrip(" "), width - count_cells(before))
    return line, " " * count_cells(before) + "^"


def name_spot(text: str, position: int) -> str:
    """Return the same in words, for who does not see a caret: how many characters are before it, and what follows."""
    after = _flatten(text[position : position + _SAID]).strip(" ")
    return f"at character {position + 1:,}: {after}" if after else "at its end"


def _flatten(text: str) -> str:
    return clean(text).replace("\n", " ").replace("\t", " ")


def _take_end(text: str, width: int) -> str:
    start = max(0, len(text) - width)
    while start < len(text) and (count_cells(text[start:]) > width or is_extender(text[start])):
        start += 1
    return text[start:]
