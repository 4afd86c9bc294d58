"""A line of text that a row of a picture stands in."""

from typing import Any

from rich.text import Text


class DrawnText(Text):
    """A Text, and the cells in it that a picture is drawn on (paint.py)."""

    __slots__ = ("drawn",)

    def __init__(self, *args: Any, drawn: str, **named: Any) -> None:
        super().__init__(*args, **named)
        self.drawn = drawn

    @property
    def drawing(self) -> object:
        """The picture: the same for each of its rows."""
        return getattr(self.drawn, "drawing", None)
