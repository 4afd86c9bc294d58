"""Where in a text a reader was, in words that survive another width and an edited text.

A paragraph is known by its number and by how it begins.
"""

from collections.abc import Iterator, Sequence

from gazette_cli.blocks import (
    Block,
    Figure,
    Heading,
    Inline,
    Leaf,
    Paragraph,
    Preformatted,
    Table,
    walk_leaves,
)
from gazette_cli.models import Place
from gazette_cli.words import fold_key

_LENGTH = 160  # characters of a paragraph that it is known by
_NEAR = 40  # paragraphs to either side among which the most alike one is looked for
_ALIKE = 0.6  # of difflib's ratio: what still counts as the same paragraph
_FAR = 0.03  # by so much more alike must be what stands one further away: lists repeat themselves


def make_place(blocks: Sequence[Block], part: int, progress: int) -> Place:
    """Return the place of paragraph `part` (blocks.walk_leaves) in an article; `progress` in percent."""
    leaves = list(walk_leaves(blocks))
    part = max(0, min(part, len(leaves) - 1))
    return Place(part, len(leaves), _describe(leaves[part]) if leaves else "", progress)


def find_part(blocks: Sequence[Block], place: Place) -> int:
    """Return the number of the paragraph that `place` is at, in a text that may have been edited since.

    The nearest that begins with the same words; else the most alike one nearby; else the one as far down the text. 0 if
    there is none at all. Takes time in proportion to the text.
    """
    leaves = list(walk_leaves(blocks))
    if not leaves:
        return 0
    if place.words:
        for number in _walk_outwards(place.part, len(leaves)):
            if _describe(leaves[number]) == place.words:
                return number
        alike = _find_alike(leaves, place)
        if alike is not None:
            return alike
    elif place.parts == len(leaves):
        return min(place.part, len(leaves) - 1)
    return min(place.part * len(leaves) // max(1, place.parts), len(leaves) - 1)


def _walk_outwards(middle: int, length: int) -> Iterator[int]:
    """Yield every number below `length`, the nearest to `middle` first."""
    middle = max(0, min(middle, length - 1))
    for distance in range(max(middle + 1, length - middle)):
        if distance and middle + distance < length:
            yield middle + distance
        if distance <= middle:
            yield middle - distance


def _find_alike(leaves: Sequence[Leaf], place: Place) -> int | None:
    from difflib import SequenceMatcher

    # It stands where it was, or has moved by as much as was put in before it or taken out.
    middles = (place.part, place.part + len(leaves) - place.parts)
    near = {
        number
        for middle in middles
        for number in range(max(0, middle - _NEAR), min(len(leaves), middle + _NEAR + 1))
    }
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(place.words)
    best, found = float("-inf"), None
    for number in sorted(near, key=lambda number: abs(number - place.part)):
        loss = _FAR * min(abs(number - middle) for middle in middles)
        least = max(_ALIKE, best + loss)
        matcher.set_seq1(_describe(leaves[number]))
        if matcher.real_quick_ratio() > least and matcher.quick_ratio() > least and matcher.ratio() > least:
            best, found = matcher.ratio() - loss, number
    return found


def _describe(leaf: Leaf) -> str:
    """Return how a paragraph begins, folded; "" for a rule."""
    text = "".join(_begin(leaf))
    return fold_key(text[: 2 * _LENGTH])[:_LENGTH].rstrip()


def _begin(leaf: Leaf) -> Iterator[str]:
    if isinstance(leaf, Paragraph | Heading):
        yield from _begin_inline(leaf.content)
    elif isinstance(leaf, Preformatted):
        yield leaf.text[: 2 * _LENGTH]
    elif isinstance(leaf, Figure):
        yield leaf.alt + " "
        yield from _begin_inline(leaf.caption)
    elif isinstance(leaf, Table):
        yield from _begin_inline(leaf.caption)
        for row in leaf.rows[:3]:
            for cell in row[:_LENGTH]:
                yield " "
                yield from _begin_inline(cell)


def _begin_inline(content: Inline) -> Iterator[str]:
    length = 0
    for span in content:
        yield span.text[: 2 * _LENGTH]
        length += len(span.text)
        if length > 2 * _LENGTH:
            return
