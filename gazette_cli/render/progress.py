"""How far a reader is: from lines on a screen to a paragraph and a percentage, and back."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

Line = TypeVar("Line")


class Spot(NamedTuple):
    """The paragraph at the top of a screen, and the percent of the article's text that was shown by its bottom."""

    part: int
    progress: int


def find_spot(
    lines: Sequence[object], parts: Sequence[int], count: int, top: int, bottom: int
) -> Spot | None:
    """Return where a reader is who sees an article's lines (Text or str) from `top` to `bottom`; None at its end.

    `parts` are the paragraphs of the lines (render.article.Page), of which the text has `count`. What stands below the
    text, links and the like, need not have been seen.
    """
    text = [number for number, part in enumerate(parts) if 0 <= part < count]
    if not text or bottom >= text[-1]:
        return None
    shown = sum(number <= bottom for number in text)
    # An empty line may count as one of the paragraph above it.
    seen = (number for number in text if number >= top and str(lines[number]).strip())
    return Spot(parts[next(seen, text[-1])], shown * 100 // len(text))


def find_line(lines: Sequence[object], parts: Sequence[int], count: int, spot: Spot, height: int) -> int:
    """Return the line at which an article is to be opened again on a screen of `height` rows.

    It is the first of the paragraph, but in one that takes more than a screen the one by the percentage; the very first
    line, above the header, if it is the first paragraph.
    """
    text = [number for number, part in enumerate(parts) if 0 <= part < count]
    filled = [number for number in text if str(lines[number]).strip()]
    if not filled:
        return 0
    own = [number for number in filled if parts[number] >= spot.part] or filled[-1:]
    start = own[0]
    end = next((number for number in own if parts[number] > spot.part), own[-1] + 1)
    if end - start > height:
        shown = text[0] + len(text) * spot.progress // 100
        start = max(start, min(shown - height, end - 1))
    return 0 if start == filled[0] else start


def leave_out(lines: Sequence[Line], parts: Sequence[int], since: int) -> Iterator[Line]:
    """Yield an article's lines without its paragraphs before `since`, nor the empty ones where they were left out."""
    left_out = False
    for line, part in zip(lines, parts, strict=True):
        left_out = 0 <= part < since or (left_out and not str(line).strip())
        if not left_out:
            yield line
