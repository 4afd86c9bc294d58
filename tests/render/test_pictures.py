"""Pictures among the lines of an article, as each kind of terminal is sent them."""

import base64
import io
import re
from typing import Any

import pytest
from PIL import Image
from rich.console import Console
from rich.text import Text

from gazette_cli.models import Picture
from gazette_cli.render.cells import count_cells
from gazette_cli.render.look import HALF_BLOCKS, KITTY, SIXEL, Canvas
from gazette_cli.render.pages import split_rows
from gazette_cli.render.paint import Painter
from gazette_cli.render.pictures import Pictures, fit
from gazette_cli.render.style import SECONDARY, strip_end, to_text
from gazette_cli.render.themes import make_theme
from tests.services.pictures import encode, make_halves

MEANS = (HALF_BLOCKS, SIXEL, KITTY)
CELL = re.compile(r"\x1b\[38;2;(\d+);(\d+);(\d+);48;2;(\d+);(\d+);(\d+)m(▀+)")
KITTY_MESSAGE = re.compile(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\")


def make_picture(width: int = 160, height: int = 120, image: Image.Image | None = None) -> Picture:
    return Picture(encode(image or make_halves(width, height)), width, height)


def lay(means: str, room: int = 60, picture: Picture | None = None, **canvas: Any) -> list[Text]:
    pictures = Pictures({"a": picture or make_picture()}, Canvas(means, **canvas))
    return [to_text(strip_end([("┃ ", SECONDARY), *line])) for line in pictures.lay("a", room)]


def make_painter(colors: str = "truecolor") -> Painter:
    named: dict[str, Any] = {
        "file": io.StringIO(),
        "force_terminal": True,
        "color_system": colors,
        "_environ": {},
    }
    return Painter(Console(**named, theme=make_theme("classic")))


@pytest.mark.parametrize(
    ("size", "room", "rows", "expected"),
    [
        ((160, 120), 72, 24, (16, 6)),  # its own size, in cells of 10 by 20 pixels
        ((1600, 1200), 72, 60, (72, 27)),  # as wide as the text
        ((1600, 1200), 72, 24, (43, 16)),  # as high as two thirds of the screen
        ((400, 1200), 72, 24, (11, 16)),
        ((1600, 40), 20, 24, (20, 1)),
        ((3, 3), 72, 24, (1, 1)),
    ],
)
def test_a_picture_keeps_its_proportions_and_is_never_enlarged(
    size: tuple[int, int], room: int, rows: int, expected: tuple[int, int]
) -> None:
    assert fit(Picture(b"", *size), Canvas(rows=rows), room) == expected


@pytest.mark.parametrize("means", MEANS)
@pytest.mark.parametrize("room", [4, 9, 60])
def test_its_rows_are_as_wide_as_they_say(means: str, room: int) -> None:
    lines = lay(means, room)
    assert {count_cells(str(line)) for line in lines} == {2 + min(room, 16)}
    assert len(lines) == fit(make_picture(), Canvas(), room)[1]


def test_without_room_or_canvas_there_is_none() -> None:
    assert not lay(HALF_BLOCKS, 3)
    assert not list(Pictures({"a": make_picture()}, None).lay("a", 60))
    assert not list(Pictures({"a": make_picture()}, Canvas()).lay("b", 60))


def test_half_blocks_show_two_pixels_in_a_cell() -> None:
    painted = [make_painter().paint(line) for line in lay(HALF_BLOCKS)]
    assert len(painted) == 6
    found = [CELL.findall(row) for row in painted]
    assert all(row.startswith("\x1b[2m┃ \x1b[0m\x1b[") and row.endswith("▀\x1b[0m") for row in painted)
    assert [cell[:6] for cell in found[0]] == [("255", "0", "0", "255", "0", "0")]
    assert found[0][0][6] == "▀" * 16
    assert [cell[:6] for cell in found[-1]] == [("0", "0", "255", "0", "0", "255")]


def test_where_colours_are_few_they_are_the_nearest() -> None:
    painted = make_painter("256").paint(lay(HALF_BLOCKS)[0])
    assert "\x1b[38;5;196;48;5;196m▀▀" in painted
    assert "\x1b[31;41m▀▀" in make_painter("standard").paint(lay(HALF_BLOCKS)[0])


def test_kitty_is_sent_the_picture_once_and_then_where_it_stands() -> None:
    noise = Image.effect_noise((160, 120), 90).convert("RGB")
    lines = lay(KITTY, picture=make_picture(image=noise))
    painter = make_painter()
    first = painter.paint(lines[0])
    messages = KITTY_MESSAGE.findall(first)
    assert len(messages) > 1
    assert all(len(data) <= 4096 for _, data in messages)
    assert [dict(pair.split("=") for pair in keys.split(","))["m"] for keys, _ in messages] == [
        *("1" for _ in messages[1:]),
        "0",
    ]
    keys = dict(pair.split("=") for pair in messages[0][0].split(","))
    assert {name: keys[name] for name in "aUqfcr"} == {
        "a": "T",
        "U": "1",
        "q": "2",
        "f": "100",
        "c": "16",
        "r": "6",
    }
    sent = Image.open(io.BytesIO(base64.b64decode("".join(data for _, data in messages))))
    assert sent.convert("RGB").tobytes() == noise.tobytes()
    # The colour and the third mark are the picture's number, the first mark the row's.
    rows = [KITTY_MESSAGE.sub("", first), *(painter.paint(line) for line in lines[1:])]
    marks = []
    for row in rows:
        found = re.fullmatch(
            r"\x1b\[2m┃ \x1b\[0m\x1b\[38;2;(\d+);(\d+);(\d+)m\U0010eeee(.)\u0305(.)\U0010eeee{15}\x1b\[39m",
            row,
        )
        assert found, row
        red, green, blue = map(int, found.groups()[:3])
        assert red << 16 | green << 8 | blue == int(keys["i"]) & 0xFFFFFF
        marks.append(found[4])
    assert marks == list("\u0305\u030d\u030e\u0310\u0312\u033d")
    assert "\x1b_G" not in painter.paint(lines[0])  # the page is turned back to


def test_kitty_with_256_colours_has_numbers_that_fit_in() -> None:
    painted = make_painter("256").paint(lay(KITTY, truecolor=False)[0])
    number = int(dict(pair.split("=") for pair in KITTY_MESSAGE.findall(painted)[0][0].split(","))["i"])
    assert 16 <= number & 0xFFFFFF <= 255
    assert f"\x1b[38;5;{number & 255}m\U0010eeee" in painted


def test_sixels_are_drawn_over_blank_rows_once_the_last_is_there() -> None:
    lines = lay(SIXEL)
    *others, last = [make_painter().paint(line) for line in lines]
    assert others == ["\x1b[2m┃ \x1b[0m" + "\u2800" * 16] * 5
    # A line below; the cells; back to where they begin, to the first row; the picture; back again.
    found = re.fullmatch(
        r".*m┃ \x1b\[0m\x1bD\x1b\[A\x1b7\u2800{16}\x1b8\x1b\[5A\x1bP(.*)\x1b\\\x1b8", last, re.DOTALL
    )
    assert found
    assert '"1;1;160;114#' in found[1]  # short of the last row's end: 120 pixels
    assert {"2;100;0;0", "2;0;0;100"} <= set(re.findall(r"#\d+;(2;\d+;\d+;\d+)", found[1]))


@pytest.mark.parametrize("means", MEANS)
def test_a_picture_stays_on_one_page_if_it_fits(means: str) -> None:
    text = [to_text([(f"line {number}", "")]) for number in range(5)]
    lines = [*text, *lay(means), *text]
    assert split_rows(lines, 8, 80) == [(0, 5), (5, 13), (13, 16)]
    assert split_rows(lines, 4, 80)[:3] == [(0, 4), (4, 5), (5, 9)]
    # Two that follow one another are two.
    assert split_rows([*lay(means), *lay(means)], 8, 80) == [(0, 6), (6, 12)]
