"""Running text as the reader wants it set: ragged or justified, words parted or whole, from the left or right."""

from typing import TYPE_CHECKING

from gazette_cli.render.cells import count_cells
from gazette_cli.render.look import Look
from gazette_cli.render.style import LINK, Line, clean_runs, to_plain
from gazette_cli.render.wrap import Ends, find_lines, fits_line, is_french, slice_runs

if TYPE_CHECKING:
    from gazette_cli.render.hyphens import Hyphens

# As far as the first letter is looked for.
_START = 500


class Typesetter:
    """Sets the paragraphs of an article in `language` (a tag); `styled`: for a screen, not for a pipe."""

    def __init__(self, look: Look, language: str | None, *, styled: bool) -> None:
        self.french = is_french(language)
        self._language = language
        self._hyphenate = look.hyphenate
        self._justify = look.justify
        self._styled = styled

    def set_lines(self, runs: Line, room: int, *, prose: bool = True, flush: bool = True) -> list[Line]:
        """Return untrusted `runs` as lines of at most `room` cells, "\\n" being a forced break.

        Only `prose` is justified and has its words parted. With `flush`, a text whose first letter is written from the
        right stands at the right edge of a screen; the terminal turns its letters round, if it can.
        """
        parting: Hyphens | None = None
        hyphenate = prose and self._hyphenate
        runs = clean_runs(runs, breaks=True, soft=hyphenate)
        if hyphenate:
            runs, parting = self._part(runs)
        text = to_plain(runs)
        spaced = text.replace("\xa0", " ")
        if spaced.isascii() and fits_line(spaced, room):
            return [free_numbers(runs)]
        ends = Ends()
        ranges = find_lines(text, room, french=self.french, parting=parting, ends=ends)
        lines = [free_numbers(line) for line in slice_runs(runs, ranges)]
        for at in range(len(lines)) if ends.parted else ():
            if ranges[at][1] in ends.parted:
                lines[at].append(("-", lines[at][-1][1]))
        if prose and self._justify:
            from gazette_cli.render.justify import justify_line

            for at, (_, stop) in enumerate(ranges):
                if stop not in ends.free:
                    lines[at] = justify_line(lines[at], room, french=self.french, turn=at)
        if flush and self._styled and is_from_right(text):
            return [[(" " * (room - count_cells(to_plain(line))), ""), *line] for line in lines]
        return lines

    def _part(self, runs: Line) -> "tuple[Line, Hyphens]":
        from gazette_cli.render.hyphens import Hyphens, load_words, take_soft

        runs, soft, closed = take_soft(runs)
        return runs, Hyphens(load_words(self._language), soft, closed)


def free_numbers(line: Line) -> Line:
    """Return `line` with ordinary spaces before the numbers of links: the no-break ones have done their work."""
    return [
        (f" {text[1:]}" if style.endswith(LINK) and text[:1] == "\xa0" else text, style)
        for text, style in line
    ]


def is_from_right(text: str) -> bool:
    """Tell whether the first letter of `text` is written from the right (Unicode TR9, P2 and P3)."""
    if text.isascii() or (text[:1].isascii() and text[:1].isalpha()):
        return False
    from unicodedata import bidirectional

    for character in text[:_START]:
        kind = bidirectional(character)
        if kind in ("R", "AL"):
            return True
        if kind == "L":
            return False
    return False
