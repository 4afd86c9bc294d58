"""Both edges straight: the spaces of a line are widened until it fills its measure."""

from gazette_cli.render.cells import count_cells
from gazette_cli.render.style import Line, to_plain
from gazette_cli.render.wrap import is_glued

# A space may become three at most: a line with wider ones is easier to read ragged.
_MOST_ADDED = 2
_DASHES = frozenset("-–—―•")


def justify_line(line: Line, width: int, *, french: bool, turn: int) -> Line:
    """Return `line` widened to `width` cells, or as it is if that would tear it apart.

    No-break spaces stay single, and so does what French holds together (« oui », 10 000) and the space after a dash
    that a speech begins with. `turn`, the number of the line, has the wider spaces now on the left, now on the right:
    one above the other they would make a river.
    """
    text = to_plain(line)
    slack = width - count_cells(text)
    if slack <= 0:
        return line
    gaps = _find_spaces(text)
    if french:
        gaps = [at for at in gaps if _parts_words(text, at) or not is_glued(text, at)]
    if slack > _MOST_ADDED * len(gaps):
        return line
    each, more = divmod(slack, len(gaps))
    chosen = set(gaps[:more] if turn % 2 else gaps[len(gaps) - more :])
    return _widen(line, {at: each + (at in chosen) for at in gaps})


def _parts_words(text: str, at: int) -> bool:
    """Tell whether a space stands between letters: most do, and nothing holds those together."""
    return text[at - 1].isalpha() and text[at + 1 : at + 2].isalpha()


def _find_spaces(text: str) -> list[int]:
    found: list[int] = []
    at = text.find(" ", 2 if text[:1] in _DASHES else 1)
    while at >= 0:
        found.append(at)
        at = text.find(" ", at + 1)
    return found


def _widen(line: Line, added: dict[int, int]) -> Line:
    widened: Line = []
    offset = 0
    gaps = iter(sorted(added))
    gap = next(gaps, -1)
    for content, style in line:
        pieces: list[str] = []
        start = 0
        while offset <= gap < offset + len(content):
            pieces += [content[start : gap - offset], " " * added[gap]]
            start = gap - offset
            gap = next(gaps, -1)
        widened.append(("".join([*pieces, content[start:]]), style))
        offset += len(content)
    return widened
