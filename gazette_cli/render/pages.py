"""What is a page: lines split by the rows they take. Pure."""

from collections.abc import Sequence
from typing import TypeVar

from gazette_cli.render.cells import count_cells

L = TypeVar("L")


def paginate(lines: Sequence[L], height: int, width: int = 0) -> list[list[L]]:
    """Split `lines` (Text or str) into pages of at most `height` rows (1 or more); there is always one page.

    Empty lines at either end of a page are left out, and a picture that fits a page is not parted. With `width` > 0 a
    line longer than that counts as the rows that a terminal folds it into.
    """
    return [list(lines[start:stop]) for start, stop in split_rows(lines, height, width)]


def page_footer(page: int, pages: int, command: str) -> str:
    """Return "page 2 of 3 · next: gazette read 209 --page 3"; the last page has no next.

    `command` is what shows the article, without `--page`.
    """
    here = f"page {page} of {pages}"
    return f"{here} · next: {command} --page {page + 1}" if page < pages else here


def count_rows(line: object, width: int) -> int:
    """Return the rows that `line` (Text or str) takes on a screen of `width` columns, 0: of any width."""
    cells = count_cells(str(line))
    return 1 if cells <= width or width <= 0 else -(-cells // width)


def split_rows(lines: Sequence[object], height: int, width: int) -> list[tuple[int, int]]:
    """Return the half-open (start, stop) of each page, as `paginate` makes them."""
    empty = [not str(line).strip() for line in lines]
    pages: list[tuple[int, int]] = []
    start = 0
    while start < len(lines):
        if empty[start]:
            start += 1
            continue
        rows = count_rows(lines[start], width) if width else 1
        stop = start + 1
        while stop < len(lines):
            rows += count_rows(lines[stop], width) if width else 1
            if rows > height:
                break
            stop += 1
        stop = _spare_picture(lines, start, stop)
        following = stop
        while empty[stop - 1]:
            stop -= 1
        pages.append((start, stop))
        start = following
    return pages or [(0, 0)]


def _spare_picture(lines: Sequence[object], start: int, stop: int) -> int:
    """Return where the page from `start` ends so that no picture goes on after it: `stop`, or before the picture."""
    drawing = getattr(lines[stop], "drawing", None) if stop < len(lines) else None
    first = stop
    while drawing is not None and first > start and getattr(lines[first - 1], "drawing", None) is drawing:
        first -= 1
    return first if first > start else stop
