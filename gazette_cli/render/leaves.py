"""The blocks that hold no others become lines, each in the room that it is given."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.blocks import (
    Block,
    Figure,
    Heading,
    Inline,
    Leaf,
    Paragraph,
    Preformatted,
    Rule,
    Table,
    is_empty,
)
from gazette_cli.models import Reading
from gazette_cli.render.code import lay_code
from gazette_cli.render.inline import read_alt, read_inline
from gazette_cli.render.links import Numbers
from gazette_cli.render.look import Look
from gazette_cli.render.matches import Marker
from gazette_cli.render.style import HEADING, LINK, SECONDARY, Line, clean_runs, is_clean
from gazette_cli.render.tables import lay_table
from gazette_cli.render.typeset import Typesetter, free_numbers
from gazette_cli.render.wrap import measure_line
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from gazette_cli.render.pictures import Pictures

_RULE = "* * *"


class Position(NamedTuple):
    """Where a leaf stands. `room`: cells; `lead`: a marker before its text, in its first line; `base`: its style.

    `alone`: nothing stands to its left, so that it may take the whole screen; `flush`: no bullet does.
    """

    room: int
    lead: Line
    base: str
    alone: bool
    flush: bool


class Leaves:
    """Lays the leaves of an article.

    `wide`: the cells that a table may take at most. `styled`: for a screen, not for a pipe.
    """

    def __init__(
        self, reading: Reading, look: Look, numbers: Numbers, setter: Typesetter, wide: int, *, styled: bool
    ) -> None:
        self._numbers = numbers
        self._setter = setter
        self._wide = wide
        self._styled = styled
        self._marker = (
            Marker(reading.matcher, reading.article.language) if reading.matcher and styled else None
        )
        self._pictures = _load_pictures(reading, look) if styled else None

    def shows(self, block: Block) -> bool:
        """Tell whether anything of `block` is to be shown; a picture may have no words."""
        return not is_empty(block) or (
            isinstance(block, Figure) and self._pictures is not None and block.url in self._pictures
        )

    def lay(self, block: Leaf, place: Position) -> Iterator[tuple[Line, int]]:
        """Yield its lines, each with the cells it takes if that is more than its room, else 0."""
        if isinstance(block, Paragraph):
            runs = self._read(block.content, place.base)
            if place.lead:
                runs = [*place.lead, *runs]
            elif len(runs) == 1 and len(runs[0][0]) <= place.room and is_clean(runs[0][0]):
                yield runs, 0
                return
            for line in self._setter.set_lines(runs, place.room, flush=place.flush):
                yield line, 0
            return
        if isinstance(block, Heading):
            yield from self._lay_heading(block, place)
            return
        if place.lead:
            yield from self._flow(place.lead, place)
        if isinstance(block, Preformatted):
            for line, wide in lay_code(block, place.room, alone=place.alone, styled=self._styled):
                yield self._mark(line), wide
        elif isinstance(block, Figure):
            yield from self._lay_figure(block, place)
        elif isinstance(block, Table):
            yield from self._lay_table(block, place)
        elif isinstance(block, Rule):
            yield [(" " * max(0, (place.room - len(_RULE)) // 2) + _RULE, SECONDARY)], 0

    def _read(self, content: Inline, base: str) -> Line:
        if self._marker is not None:
            content = self._marker.mark_inline(content)
        return read_inline(content, self._numbers, base, styled=self._styled)

    def _read_cell(self, content: Inline, base: str) -> Line:
        if len(content) == 1 and self._marker is None:
            text, style, url = content[0]
            if not style and not url and is_clean(text):
                return [(text, base)]
        return clean_runs(self._read(content, base), breaks=True)

    def _mark(self, line: Line) -> Line:
        return line if self._marker is None else self._marker.mark_line(line)

    def _flow(self, runs: Line, place: Position, *, prose: bool = False) -> Iterator[tuple[Line, int]]:
        for line in self._setter.set_lines(runs, place.room, prose=prose, flush=place.flush):
            yield line, 0

    def _lay_heading(self, block: Heading, place: Position) -> Iterator[tuple[Line, int]]:
        """Yield a heading: level 1 is underlined, 1 to 3 are bold, 4 to 6 bold and italic."""
        style = HEADING if block.level <= 3 else f"{HEADING} italic"
        widest = 0
        for line, _ in self._flow(
            [*place.lead, *self._read(block.content, f"{place.base} {style}".strip())], place
        ):
            widest = max(widest, measure_line(line))
            yield line, 0
        if block.level == 1:
            yield [("─" * min(widest, place.room), SECONDARY)], 0

    def _lay_figure(self, block: Figure, place: Position) -> Iterator[tuple[Line, int]]:
        if self._pictures is not None:
            for row in self._pictures.lay(block.url, place.room):
                yield row, 0
        if is_empty(block):
            return
        alt = read_alt(block)
        number = self._numbers.number(block.url) if block.url and block.kind != "image" else 0
        caption = self._read(block.caption, "italic")
        label = clean_line(block.kind) or "image"
        named = alt.casefold().endswith(f" {label}")  # a YouTube video
        runs: Line = [("[", SECONDARY), *self._mark([(alt, "")]), ("]", SECONDARY)]
        if not named:
            runs = [(f"[{label}]", SECONDARY), *(self._mark([(f" {alt}", "")]) if alt else [])]
        plain = clean_line("".join(span.text for span in block.caption))
        if number:
            runs.append((f"\xa0[{number}]", LINK))
        if plain:
            runs += [("\n", "") if alt else (" ", ""), *caption]
        yield from self._flow(runs, place)

    def _lay_table(self, block: Table, place: Position) -> Iterator[tuple[Line, int]]:
        if block.caption:
            yield from self._flow(self._read(block.caption, "italic"), place)
        rows = [[self._read_cell(cell, place.base) for cell in row] for row in block.rows]
        wide = self._wide if place.alone else place.room
        lines = lay_table(rows, header=block.header, room=place.room, wide=wide, french=self._setter.french)
        longest = max((measure_line(line) for line in lines), default=0)
        for line in lines:
            yield free_numbers(line), longest if longest > place.room else 0


def _load_pictures(reading: Reading, look: Look) -> "Pictures | None":
    if not reading.pictures or look.canvas is None:
        return None
    from gazette_cli.render.pictures import Pictures

    return Pictures(reading.pictures, look.canvas)
