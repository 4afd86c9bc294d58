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
        self._turns: dict[str | Style, tuple[str, str] | None] = {}

    def paint(self, line: "Text") -> str:
        """Return `line` with its styles; without, where the console has no colours at all."""
        if self._system is None or not (line.spans or line.style):
            painted = line.plain
        else:
            painted = self._paint_apart(line) or "".join(self._paint_pieces(line))
        drawn = getattr(line, "drawn", None)
        return drawn.paint(painted, self._system) if drawn is not None else painted

    def _paint_apart(self, line: "Text") -> str:
        """Return `line` with its styles where they stand one after the other, as nearly always; else ""."""
        if line.style:
            return ""
        plain = line.plain
        painted = ""
        at = 0
        for start, end, name in line.spans:
            turns = self._turns[name] if name in self._turns else self._find_turns(name)
            if turns is None or not at <= start < end <= len(plain):
                return ""
            on, off = turns
            painted += f"{plain[at:start]}{on}{plain[start:end]}{off}"
            at = end
        return painted + plain[at:]

    def _find_turns(self, name: "str | Style") -> tuple[str, str] | None:
        """Return what turns a style on and off; None for a hyperlink."""
        turns = None
        if not isinstance(name, str) or not name.startswith(HYPERLINK):
            on, _, off = self._make_style([name]).render("\n", color_system=self._system).partition("\n")
            turns = on, off
        self._turns[name] = turns
        return turns

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
            links = [name for name in names if isinstance(name, str) and name.startswith(HYPERLINK)]
            style = self._make_style(name for name in names if name not in links)
            known = self._styles[names] = (style, links[-1].removeprefix(HYPERLINK) if links else "")
        return known

    def _make_style(self, names: "Iterable[str | Style]") -> "Style":
        from rich.style import Style

        style = Style.combine(self._console.get_style(name, default="none") for name in names)
        return style.without_color if self._console.no_color else style


def _turn_to(target: str, before: str) -> str:
    """Return what leads from a piece that is a hyperlink to `before` to one to `target`; "" is none."""
    if target == before:
        return ""
    return CLOSING * bool(before) + (open_hyperlink(target) if target else "")
