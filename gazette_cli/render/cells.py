"""How many terminal cells text takes: 0, 1 or 2 for what a reader sees as one character (a cluster).

A cluster is a character with what joins it: combining marks, variation selectors, emoji modifiers, what
follows a zero-width joiner, the second half of a flag. Widths are Rich's, so that both always agree.
"""

import re
from functools import lru_cache

# What Rich measures as one cell and what never joins. A set, because it is made in a fraction of the time
# that a pattern takes to compile, and is all that most pages in European languages need.
_NARROW = frozenset(
    map(
        chr,
        (
            *range(0x20, 0x7F),
            *range(0xA0, 0xAD),
            *range(0xAE, 0x300),
            *range(0x370, 0x483),
            *range(0x2010, 0x2028),
            *range(0x202F, 0x203B),
            0x20AC,
        ),
    )
)
# Runs of one and of two cells, for long texts in other scripts; compiled when first needed.
_NARROW_RUN = "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482\u05d0-\u05ea\u0620-\u064a\u2010-\u2027\u202f-\u205e]*"
_WIDE_RUN = "[\u3001-\u3029\u3041-\u3096\u30a1-\u30fe\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60]*"
# A run of letters with one accent each, written apart.
_ACCENTED = 16
_ACCENTED_RUN = f"(?:[A-Za-z\xc0-\u024f][\u0300-\u036f]){{1,{_ACCENTED}}}"
_LONG_TEXT = 1000
_JOINER = "\u200d"
ELLIPSIS = "…"


def count_cells(text: str) -> int:
    """Return the width of `text`, which holds no control characters, in cells."""
    if text.isascii() or _NARROW.issuperset(text):
        return len(text)
    from rich.cells import cell_len

    return cell_len(text)


@lru_cache(4096)
def is_extender(character: str) -> bool:
    """Tell whether `character` joins the one before it."""
    if character < "\u0300":
        return False
    if character == "\ufe0f" or character == _JOINER or "\U0001f3fb" <= character <= "\U0001f3ff":
        return True
    from rich.cells import get_character_cell_size

    return get_character_cell_size(character) == 0


_count_cluster = lru_cache(4096)(count_cells)


def end_cluster(text: str, start: int) -> int:
    """Return where the cluster that begins at `start` ends."""
    end = start + 1
    length = len(text)
    if end < length and _is_flag_half(text[start]) and _is_flag_half(text[end]):
        end += 1
    while end < length and is_extender(text[end]):
        end += 2 if text[end] == _JOINER else 1
    return min(end, length)


def _is_flag_half(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def reach(text: str, start: int, stop: int, width: int) -> int:
    """Return the last index <= `stop` where text[start:index] is whole clusters and fits `width` cells."""
    window = text[start : min(stop, start + width + 1)]
    if _NARROW.issuperset(window):
        return start + min(width, len(window))
    long = stop - start >= _LONG_TEXT
    patterns = ((re.compile(_NARROW_RUN), 1), (re.compile(_WIDE_RUN), 2)) if long else ()
    accented = re.compile(_ACCENTED_RUN) if long else None
    index = start
    room = width
    while index < stop:
        if accented and room >= _ACCENTED and (matched := accented.match(text, index, stop)):
            end = matched.end() if matched.end() == stop or not is_extender(text[matched.end()]) else index
            room -= (end - index) // 2
            index = end
        for pattern, cells in patterns:
            most = index + room // cells
            matched = pattern.match(text, index, min(stop, most + 1))
            end = matched.end() if matched else index
            if end > most:
                return most
            # The last of them may be the base of a cluster that goes on.
            if index < end < stop and is_extender(text[end]):
                end -= 1
            room -= (end - index) * cells
            index = end
        if index >= stop:
            return stop
        end = end_cluster(text, index)
        cluster = text[index:end]
        room -= _count_cluster(cluster) if end - index < 32 else count_cells(cluster)
        if room < 0:
            return index
        index = end
    return stop


def cut_cells(text: str, width: int) -> str:
    """Return `text`, or as much of it as fits `width` cells with an ellipsis."""
    if width <= 0:
        return ""
    if reach(text, 0, len(text), width) >= len(text):
        return text
    return text[: reach(text, 0, len(text), width - 1)].rstrip(" ") + ELLIPSIS


def pad_cells(text: str, width: int, *, right: bool = False) -> str:
    """Return `text` filled with spaces to `width` cells; on its left if it is to stand `right`."""
    space = " " * (width - count_cells(text))
    return space + text if right else text + space
