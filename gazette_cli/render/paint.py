"""Lines of styled text as a terminal takes them: characters, and what turns styles on and off (ECMA-48, 8.3.117).

Rich's own printing measures, folds and pads what we have laid already, which takes ten times as long.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from gazette_cli.hyperlinks import CLOSING, open_hyperlink
from gazette_cli.render.style import HYPERLINK

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
        self._styles: dict[tuple[str | Style, ...], tuple[Style, str]] = {}

    def paint(self, line: "Text") -> str:
        """Return `line` with its styles; without, where the console has no colours at all."""
        plain = self._system is None or not (line.spans or line.style)
        painted = line.plain if plain else "".join(self._paint_pieces(line))
        drawn = getattr(line, "drawn", None)
        return drawn.paint(painted, self._system) if drawn is not None else painted

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
        linked = ""
        for offset, begins, number in events:
            if offset > at:
                style, target = self._find_style(line, active)
                yield _turn_to(target, linked)
                linked = target
                yield style.render(plain[at:offset], color_system=self._system)
                at = offset
            if begins:
                active.append(number)
                active.sort()
            else:
                active.remove(number)
        yield _turn_to("", linked)
        yield self._find_style(line, active)[0].render(plain[at:], color_system=self._system)

    def _find_style(self, line: "Text", active: Iterable[int]) -> "tuple[Style, str]":
        """Return the style of a piece, and the address that it is a hyperlink to or ""."""
        names = tuple(line.spans[number - 1].style if number else line.style for number in active)
        known = self._styles.get(names)
        if known is None:
            from rich.style import Style

            links = [name for name in names if isinstance(name, str) and name.startswith(HYPERLINK)]
            others = (self._console.get_style(name, default="none") for name in names if name not in links)
            style = Style.combine(others)
            if self._console.no_color:
                style = style.without_color
            known = self._styles[names] = (style, links[-1].removeprefix(HYPERLINK) if links else "")
        return known


def _turn_to(target: str, before: str) -> str:
    """Return what leads from a piece that is a hyperlink to `before` to one to `target`; "" is none."""
    if target == before:
        return ""
    return CLOSING * bool(before) + (open_hyperlink(target) if target else "")
