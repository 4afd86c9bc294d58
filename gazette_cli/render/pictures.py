"""Pictures in the text: rows of cells like any other line, on which the terminal draws when they are shown.

Half blocks are ordinary characters in colours, and go through any pager. Kitty's graphics protocol is used with Unicode
placeholders (https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders): ordinary characters, too, but
the picture itself has to reach the terminal before. A Sixel picture (DEC STD 070, chapter 9) is drawn over blank cells
once its last row is there.
"""

import io
from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

from gazette_cli.models import Picture
from gazette_cli.render.look import KITTY, SIXEL, Canvas
from gazette_cli.render.style import PICTURE, Line

if TYPE_CHECKING:
    from PIL import Image
    from rich.color import ColorSystem

_HALF = "▀"
_BLANK = "\u2800"  # of Braille: a space would be stripped
_PLACEHOLDER = "\U0010eeee"
# What numbers a row, and the fourth byte of a picture's number: the first of Kitty's rowcolumn-diacritics.txt.
_MARKS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352\u0357\u035b\u0363"
    "\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f\u0483\u0484\u0485\u0486\u0487\u0592"
    "\u0593\u0594\u0595\u0597\u0598\u0599\u059c\u059d\u059e\u059f\u05a0\u05a1\u05a8\u05a9\u05ab\u05ac\u05af\u05c4"
    "\u0610\u0611\u0612\u0613\u0614\u0615\u0616\u0617"
)
_CHUNK = 4096  # characters of one message to Kitty
_NARROWEST = 4  # columns: less shows nothing
_SHARE = 2 / 3  # of the screen's height
_BAND = 6  # pixels: Sixel draws so many at once


class Cells(str):
    """A row of a picture: the characters that stand for it, and what is drawn in their place."""

    drawing: "Drawing"
    row: int

    def paint(self, painted: str, system: "ColorSystem | None") -> str:
        """Return `painted`, the line that holds these cells, with the picture."""
        before, cells, after = painted.partition(self)
        return before + self.drawing.paint_row(self.row, cells, system) + after


class Pictures:
    """The pictures of an article, by the URLs in its figures, and what they are drawn on; no canvas: none is shown."""

    def __init__(self, pictures: Mapping[str, Picture], canvas: Canvas | None) -> None:
        self._pictures = pictures if canvas else {}
        self._canvas = canvas

    def __contains__(self, url: object) -> bool:
        return url in self._pictures

    def lay(self, url: str | None, room: int) -> Iterator[Line]:
        """Yield the rows of a picture, `room` cells wide at most; none where there is no picture, or no room."""
        picture = self._pictures.get(url or "")
        if picture is None or self._canvas is None or room < _NARROWEST:
            return
        drawing = Drawing(picture, self._canvas, *fit(picture, self._canvas, room))
        for row in range(drawing.rows):
            yield [(drawing.stand_in(row), PICTURE)]


def fit(picture: Picture, canvas: Canvas, room: int) -> tuple[int, int]:
    """Return the columns and rows of a picture: in its proportions, never enlarged, `room` cells wide at most, and as
    high as two thirds of the screen at most."""
    highest = max(1, min(int(canvas.rows * _SHARE), len(_MARKS)))
    wide, high = picture.width / canvas.cell_width, picture.height / canvas.cell_height
    scale = min(1.0, room / wide, highest / high)
    return min(room, max(1, round(wide * scale))), min(highest, max(1, round(high * scale)))


class Drawing:
    """A picture on so many columns and rows. What it costs is spent when it is shown."""

    def __init__(self, picture: Picture, canvas: Canvas, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self._picture = picture
        self._canvas = canvas
        self._pixels = b""
        self._sent = False

    def stand_in(self, row: int) -> Cells:
        """Return what stands in the text for a row of it."""
        text = _HALF * self.columns
        if self._canvas.means == SIXEL:
            text = _BLANK * self.columns
        elif self._canvas.means == KITTY:
            # The marks of the others follow from the first one's.
            text = (
                _PLACEHOLDER
                + _MARKS[row]
                + _MARKS[0]
                + _MARKS[self._number[1]]
                + _PLACEHOLDER * (self.columns - 1)
            )
        cells = Cells(text)
        cells.drawing, cells.row = self, row
        return cells

    def paint_row(self, row: int, cells: str, system: "ColorSystem | None") -> str:
        """Return a row of it as the terminal takes it. `system`: the colours that the terminal has."""
        if self._canvas.means == KITTY:
            low = self._number[0]
            color = f"2;{low >> 16};{low >> 8 & 255};{low & 255}" if self._canvas.truecolor else f"5;{low}"
            return f"{self._transmit()}\x1b[38;{color}m{cells}\x1b[39m"
        if self._canvas.means == SIXEL:
            return self._draw_sixels(cells) if row + 1 == self.rows else cells
        return self._paint_halves(row, system)

    @property
    def _number(self) -> tuple[int, int]:
        """What the terminal knows a picture by: three bytes, or one where colours are 256, and a fourth. Made of its
        content, so that no other in the scrollback has the same."""
        digest = crc32(self._picture.png, self.columns << 8 | self.rows)
        low = digest & 0xFFFFFF or 1
        return low if self._canvas.truecolor else 16 + low % 240, (digest >> 24) % len(_MARKS)

    def _transmit(self) -> str:
        """Return the picture as messages to Kitty, once."""
        if self._sent:
            return ""
        self._sent = True
        low, high = self._number
        wide, tall = self.columns * self._canvas.cell_width, self.rows * self._canvas.cell_height
        png = self._picture.png
        if self._picture.width > wide and self._picture.height > tall:
            out = io.BytesIO()
            self._resize(wide, tall).save(out, "PNG", compress_level=2)
            png = out.getvalue()
        data = b64encode(png).decode("ascii")
        head = f"a=T,U=1,q=2,f=100,i={high << 24 | low},c={self.columns},r={self.rows},"
        chunks = [data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)]
        return "".join(
            f"\x1b_G{'' if number else head}m={int(number + 1 < len(chunks))};{chunk}\x1b\\"
            for number, chunk in enumerate(chunks)
        )

    def _draw_sixels(self, cells: str) -> str:
        """Return the last row's cells, and the picture as Sixel over all rows; the cursor stays in the last.

        It ends short of that row's end, and a line is made below: no terminal scrolls when it is drawn.
        """
        from PIL import Image
        from textual_image._sixel import image_to_sixels

        height = max(_BAND, (self.rows * self._canvas.cell_height - 1) // _BAND * _BAND)
        image = self._resize(self.columns * self._canvas.cell_width, height)
        # Sixel has 256 colours: those of this picture, mixed where it has more.
        palette = image.quantize(256, Image.Quantize.MEDIANCUT)
        sixels = image_to_sixels(image.quantize(palette=palette, dither=Image.Dither.FLOYDSTEINBERG))
        up = f"\x1b[{self.rows - 1}A" if self.rows > 1 else ""
        return f"\x1bD\x1b[A\x1b7{cells}\x1b8{up}{sixels}\x1b8"

    def _paint_halves(self, row: int, system: "ColorSystem | None") -> str:
        if not self._pixels:
            self._pixels = self._resize(self.columns, self.rows * 2).tobytes()
        line = self.columns * 3
        upper = self._pixels[row * 2 * line :][:line]
        lower = self._pixels[(row * 2 + 1) * line :][:line]
        painted = []
        before = ""
        for at in range(0, line, 3):
            codes = _code(True, *upper[at : at + 3], system) + ";" + _code(False, *lower[at : at + 3], system)
            painted.append(_HALF if codes == before else f"\x1b[{codes}m{_HALF}")
            before = codes
        return "".join(painted) + "\x1b[0m"

    def _resize(self, width: int, height: int) -> "Image.Image":
        from PIL import Image

        with Image.open(io.BytesIO(self._picture.png), formats=("PNG",)) as image:
            return image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS, reducing_gap=2.0)


@lru_cache(8192)
def _code(foreground: bool, red: int, green: int, blue: int, system: "ColorSystem | None") -> str:
    """Return what sets this colour, or of the terminal's own the one that is nearest (ECMA-48, 8.3.117)."""
    from rich.color import Color, ColorSystem

    if system in (None, ColorSystem.TRUECOLOR):
        return f"{38 if foreground else 48};2;{red};{green};{blue}"
    return ";".join(Color.from_rgb(red, green, blue).downgrade(system).get_ansi_codes(foreground))
