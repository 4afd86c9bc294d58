"""What two texts have in common and where they differ, paragraph by paragraph and there word by word.

First what stands once in both is matched in order (Cohen's patience diff), then between these the longest common
subsequence, as far as an amount of work allows that does not grow with the texts; what is left over is replaced whole.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from gazette_cli.words import is_unspaced

SAME, REMOVED, ADDED = "same", "removed", "added"

_WORK = 3_000_000  # steps, some half a second
_LARGEST = 100_000  # steps for what stands between two matches
_MOST_PAIRED = 400  # pairs of paragraphs that are tried
_ALIKE = 0.4  # of the words of two paragraphs in common: they are one, edited
_TOKEN = re.compile(r"\S+")


class Piece(NamedTuple):
    """Words of a paragraph that are SAME, REMOVED or ADDED. `spaced`: white space stands before them."""

    kind: str
    words: tuple[str, ...]
    text: str
    spaced: bool


Paragraph = tuple[Piece, ...]


class _Token(NamedTuple):
    text: str
    spaced: bool


_Pairs = list[tuple[int, int]]


def compare_texts(before: str, after: str) -> list[Paragraph]:
    """Return the paragraphs of both texts in order: one that differs in pieces, any other as one piece."""
    work = _Work()
    old, new = _split_paragraphs(before), _split_paragraphs(after)
    pairs = work.match(old, new)
    paragraphs: list[Paragraph] = []
    for gap in _list_gaps(pairs, len(old), len(new)):
        paragraphs += _compare_gap(work, old[gap[0] : gap[1]], new[gap[2] : gap[3]])
        if gap[1] < len(old):
            paragraphs.append(_make_whole(SAME, old[gap[1]]))
    return paragraphs


def compare_lines(before: str, after: str) -> Paragraph:
    """Return two paragraphs as one, in pieces."""
    return _compare_words(_Work(), before, after)


def list_changes(paragraphs: Sequence[Paragraph]) -> list[tuple[str, str]]:
    """Return (before, after) of each change; one of the two is "" where something was only added or removed."""
    changes: list[tuple[str, str]] = []
    for paragraph in paragraphs:
        open_change = False
        for piece in paragraph:
            if piece.kind == SAME:
                open_change = False
                continue
            if not open_change:
                changes.append(("", ""))
                open_change = True
            before, after = changes[-1]
            changes[-1] = (
                (before + piece.text, after) if piece.kind == REMOVED else (before, after + piece.text)
            )
    return changes


_is_unspaced = cache(is_unspaced)


class _Work:
    """Matches equal items of two sequences in order, with an end to what it may take."""

    def __init__(self) -> None:
        self._left = _WORK

    def afford(self, steps: int) -> bool:
        """Say whether so much may still be done, and count it."""
        self._left -= steps
        return self._left >= 0

    def match(self, old: Sequence[str], new: Sequence[str]) -> _Pairs:
        """Return (index in `old`, index in `new`) of equal items, both rising."""
        pairs: _Pairs = []
        todo = [(0, len(old), 0, len(new))]
        while todo:
            start, end, other, other_end = todo.pop()
            while start < end and other < other_end and old[start] == new[other]:
                pairs.append((start, other))
                start, other = start + 1, other + 1
            while start < end and other < other_end and old[end - 1] == new[other_end - 1]:
                end, other_end = end - 1, other_end - 1
                pairs.append((end, other_end))
            if start == end or other == other_end or not self.afford(end - start + other_end - other):
                continue
            anchors = _find_anchors(old, start, end, new, other, other_end)
            if anchors:
                pairs += anchors
                for gap in _list_gaps(
                    [(i - start, j - other) for i, j in anchors], end - start, other_end - other
                ):
                    todo.append((start + gap[0], start + gap[1], other + gap[2], other + gap[3]))
                continue
            steps = (end - start) * (other_end - other)
            if steps <= _LARGEST and self.afford(steps):
                pairs += (
                    (start + i, other + j) for i, j in _find_common(old[start:end], new[other:other_end])
                )
        return sorted(pairs)


def _find_anchors(
    old: Sequence[str], start: int, end: int, new: Sequence[str], other: int, other_end: int
) -> _Pairs:
    """Return the longest rising row of what stands once in both."""
    counts, others = Counter(old[start:end]), Counter(new[other:other_end])
    places = {new[j]: j for j in range(other, other_end) if others[new[j]] == 1}
    once = [(i, places[old[i]]) for i in range(start, end) if counts[old[i]] == 1 and old[i] in places]
    # The longest rising subsequence, by patience sorting.
    tops: list[int] = []
    piles: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(once):
        pile = bisect_left(tops, j)
        before.append(piles[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            piles.append(number)
        else:
            tops[pile], piles[pile] = j, number
    row: _Pairs = []
    number = piles[-1] if piles else -1
    while number >= 0:
        row.append(once[number])
        number = before[number]
    return row[::-1]


def _find_common(old: Sequence[str], new: Sequence[str]) -> _Pairs:
    """Return the longest common subsequence."""
    table = [[0] * (len(new) + 1)]
    for word in reversed(old):
        below = table[-1]
        row = [0] * (len(new) + 1)
        for j in range(len(new) - 1, -1, -1):
            row[j] = below[j + 1] + 1 if word == new[j] else max(below[j], row[j + 1])
        table.append(row)
    table.reverse()
    pairs: _Pairs = []
    i = j = 0
    while i < len(old) and j < len(new):
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def _list_gaps(pairs: _Pairs, length: int, other_length: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield what stands before each pair, and after the last: (start, end) in the old, (start, end) in the new."""
    i = j = 0
    for one, other in [*pairs, (length, other_length)]:
        yield i, one, j, other
        i, j = one + 1, other + 1


def _compare_gap(work: _Work, old: Sequence[str], new: Sequence[str]) -> Iterator[Paragraph]:
    """Yield paragraphs of which none is there twice word for word: those that are alike as one."""
    for i, end, j, other_end in _list_gaps(_pair_alike(work, old, new), len(old), len(new)):
        yield from (_make_whole(REMOVED, paragraph) for paragraph in old[i:end])
        yield from (_make_whole(ADDED, paragraph) for paragraph in new[j:other_end])
        if end < len(old):
            yield _compare_words(work, old[end], new[other_end])


def _pair_alike(work: _Work, old: Sequence[str], new: Sequence[str]) -> _Pairs:
    """Return the pairs of paragraphs, in order, that are most alike; of very many only those in the same place."""
    if not old or not new or not work.afford((sum(map(len, old)) + sum(map(len, new))) // 8):
        return []
    words = [{token.text for token in _split_tokens(one)} for one in old]
    others = [{token.text for token in _split_tokens(one)} for one in new]
    if len(old) * len(new) > _MOST_PAIRED:
        same_place = enumerate(zip(words, others, strict=False)) if len(old) == len(new) else ()
        return [(i, i) for i, (left, right) in same_place if _measure(left, right) >= _ALIKE]
    if not work.afford(sum(map(len, words)) * len(new)):
        return []
    worth = [[_measure(left, right) for right in others] for left in words]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            paired = best[i + 1][j + 1] + worth[i][j] if worth[i][j] >= _ALIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: _Pairs = []
    i = j = 0
    while i < len(old) and j < len(new) and best[i][j]:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((i, j))
            i, j = i + 1, j + 1
    return pairs


def _measure(left: set[str], right: set[str]) -> float:
    return 2 * len(left & right) / (len(left) + len(right) or 1)


def _compare_words(work: _Work, before: str, after: str) -> Paragraph:
    old, new = _split_tokens(before), _split_tokens(after)
    pairs = work.match([token.text for token in old], [token.text for token in new])
    runs: list[tuple[str, list[_Token]]] = []
    for i, end, j, other_end in _list_gaps(pairs, len(old), len(new)):
        for kind, tokens in ((REMOVED, old[i:end]), (ADDED, new[j:other_end])):
            if tokens:
                runs.append((kind, tokens))
        if end < len(old):
            # As it stands now, also where only the space before it has changed.
            if runs and runs[-1][0] == SAME:
                runs[-1][1].append(new[other_end])
            else:
                runs.append((SAME, [new[other_end]]))
    return tuple(_make_piece(kind, tokens) for kind, tokens in runs)


def _make_whole(kind: str, paragraph: str) -> Paragraph:
    return (_make_piece(kind, _split_tokens(paragraph)),)


def _make_piece(kind: str, tokens: Sequence[_Token]) -> Piece:
    spelled = [
        f" {token.text}" if token.spaced and number else token.text for number, token in enumerate(tokens)
    ]
    return Piece(kind, tuple(spelled), "".join(spelled), bool(tokens) and tokens[0].spaced)


def _split_paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]


def _split_tokens(text: str) -> list[_Token]:
    """Return the words of a paragraph; of a script without spaces each letter is one."""
    tokens: list[_Token] = []
    for found in _TOKEN.finditer(text):
        run, spaced = found[0], found.start() > 0
        if run.isascii() or not any(unspaced := list(map(_is_unspaced, run))):
            tokens.append(_Token(run, spaced))
            continue
        start = 0
        for at in range(1, len(run) + 1):
            if at == len(run) or unspaced[at - 1] or unspaced[at]:
                tokens.append(_Token(run[start:at], spaced and start == 0))
                start = at
    return tokens
