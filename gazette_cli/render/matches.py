"""The words of a search, marked in the text that it found: before it is set in lines, so that a match goes on across
styles, links and the ends of lines.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.blocks import Inline, Span
from gazette_cli.render.style import MATCH, Line, clean_runs, mark_runs, to_plain

if TYPE_CHECKING:
    from gazette_cli.excerpt import Matcher

# Beside the styles that blocks know (blocks.Span).
MATCHED = "match"


class Marker(NamedTuple):
    """Marks what `matcher` finds in an article in `language` (BCP 47)."""

    matcher: "Matcher"
    language: str | None = None

    def mark_inline(self, content: Inline) -> Inline:
        """Return `content` with its matches in spans of their own, of the style MATCHED besides theirs."""
        found = self._find("".join(span.text for span in content))
        if not found:
            return content
        marked: list[Span] = []
        for at, start, end, matched in _cut([len(span.text) for span in content], found):
            text, style, url = content[at]
            marked.append(Span(text[start:end], style | {MATCHED} if matched else style, url))
        return tuple(marked)

    def mark_line(self, line: Line) -> Line:
        """Return a clean line with MATCH besides the style of what matches."""
        found = self._find(to_plain(line))
        if not found:
            return line
        marked: Line = []
        for at, start, end, matched in _cut([len(text) for text, _ in line], found):
            text, style = line[at]
            marked.append((text[start:end], f"{style} {MATCH}".strip() if matched else style))
        return marked

    def mark_title(self, title: str, style: str) -> Line:
        """Return a headline in `style` as clean runs."""
        found = self._find(title, title=True)
        return clean_runs(mark_runs(title, found, style, f"{style} {MATCH}"))

    def _find(self, text: str, *, title: bool = False) -> tuple[tuple[int, int], ...]:
        from gazette_cli.excerpt import highlight_spans  # here: most articles are opened without a search

        return highlight_spans(text, self.matcher, language=self.language, title=title)


def _cut(sizes: Sequence[int], found: Sequence[tuple[int, int]]) -> list[tuple[int, int, int, bool]]:
    """Cut pieces of text, of `sizes` characters one after the other, where the spans `found` begin and end in them.

    Each that comes of it: the number of the piece, where it starts and ends in that, whether it was found.
    """
    pieces: list[tuple[int, int, int, bool]] = []
    number = offset = 0
    for at, size in enumerate(sizes):
        start = 0
        while number < len(found) and found[number][0] < offset + size:
            first, last = max(found[number][0] - offset, start), min(found[number][1] - offset, size)
            if first > start:
                pieces.append((at, start, first, False))
            if last > first:
                pieces.append((at, first, last, True))
            start = max(start, last)
            if found[number][1] > offset + size:
                break
            number += 1
        if start < size or not size:
            pieces.append((at, start, size, False))
        offset += size
    return pieces
