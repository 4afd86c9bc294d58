"""Lines of styled text as a terminal takes them: characters, and what turns styles on and off (ECMA-48, 8.3.117).

Rich's own printing measures, folds and pads what we have laid already, which takes ten times as long.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.style import Style
    from rich.text import Text


class Painter:
    """Paints in the colours and the theme of a `console` of Rich."""

    def __init__(self, console: "Console") -> None:
        from rich.console import COLOR_SYSTEMS

        self._console = console
        self._system = COLOR_SYSTEMS[console.color_system] if console.color_system else None
        self._styles: dict[tuple[str | Style, ...], Style] = {}

    def paint(self, line: "Text") -> str:
        """Return `line` with its styles; without, where the console has no colours at all."""
        if self._system is None or not (line.spans or line.style):
            return line.plain
        return "".join(self._paint_pieces(line))

    def _paint_pieces(self, line: "Text") -> Iterator[str]:
        plain = line.plain
        # Where styles begin and end, an end before a beginning at the same place.
        events: list[tuple[int, bool, int]] = []
        for number, (start, end, _) in enumerate(line.spans, 1):
            if start < end:
                events += [(start, True, number), (end, False, number)]
        events.sort()
        active = [0]
        at = 0
        for offset, begins, number in events:
            if offset > at:
                yield self._find_style(line, active).render(plain[at:offset], color_system=self._system)
                at = offset
            if begins:
                active.append(number)
                active.sort()
            else:
                active.remove(number)
        yield self._find_style(line, active).render(plain[at:], color_system=self._system)

    def _find_style(self, line: "Text", active: Iterable[int]) -> "Style":
        names = tuple(line.spans[number - 1].style if number else line.style for number in active)
        style = self._styles.get(names)
        if style is None:
            from rich.style import Style

            style = Style.combine(self._console.get_style(name, default="none") for name in names)
            if self._console.no_color:
                style = style.without_color
            self._styles[names] = style
        return style
