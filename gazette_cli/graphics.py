"""What the terminal says it can show pictures with, asked for in one go, and once.

Every terminal answers the last of the questions (DA1): what has not come by then does not come at all.
"""

import os
import re
from collections.abc import Mapping
from contextlib import suppress

from gazette_cli.render.look import HALF_BLOCKS, KITTY, SIXEL, Canvas

# Kitty's graphics (a query that stores nothing); the size of a cell (XTWINOPS 16) and what the terminal is (DA1).
_ASK_KITTY = b"\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"
_ASK_ALL = b"\x1b[16t\x1b[c"
_ATTRIBUTES = re.compile(rb"\x1b\[\?([\d;]*)c")
_KITTY = re.compile(rb"\x1b_Gi=31;OK\x1b\\")
_CELL = re.compile(rb"\x1b\[6;(\d{1,3});(\d{1,3})t")
_SIXEL = b"4"  # in the answer to DA1: VT340 graphics
_PATIENCE = 1.0  # seconds; a line to the other side of the world takes a third of that
_LONGEST = 4096  # bytes of an answer
# These take the first question for a title or a message.
_MULTIPLEXERS = ("tmux", "screen")
# These print it.
_MUTE_TERMS = frozenset({"", "dumb", "linux"})
_MUTE_PROGRAMS = frozenset({"Apple_Terminal"})


def find_canvas(environ: Mapping[str, str], rows: int) -> Canvas:
    """Return what pictures are best drawn with in the terminal of this process, whose screen has `rows` rows.

    Sixel goes before Kitty: some have both, and lack Kitty's placeholders. Raises KeyboardInterrupt.
    """
    canvas = Canvas(rows=rows, truecolor=environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"))
    try:
        descriptor = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        return canvas
    try:
        answer = _ask(descriptor, environ)
        width, height = _measure_cell(descriptor, answer)
    except OSError:
        return canvas
    finally:
        os.close(descriptor)
    canvas = canvas._replace(cell_width=width or canvas.cell_width, cell_height=height or canvas.cell_height)
    attributes = _ATTRIBUTES.search(answer)
    if attributes and _SIXEL in attributes[1].split(b";")[1:]:
        return canvas._replace(means=SIXEL)
    # Its placeholders need colours that are sent as they are.
    if _KITTY.search(answer) and (
        canvas.truecolor or "256color" in environ.get("TERM", "") or _is_kitty(environ)
    ):
        return canvas._replace(means=KITTY)
    return canvas._replace(means=HALF_BLOCKS)


def _is_kitty(environ: Mapping[str, str]) -> bool:
    return environ.get("TERM") in ("xterm-kitty", "xterm-ghostty")


def _ask(descriptor: int, environ: Mapping[str, str]) -> bytes:
    """Return what the terminal answers, b"" where it is better not asked. What is typed meanwhile is lost."""
    import select
    import termios
    import time
    import tty

    if environ.get("TERM", "") in _MUTE_TERMS or environ.get("TERM_PROGRAM") in _MUTE_PROGRAMS:
        return b""
    if os.tcgetpgrp(descriptor) != os.getpgrp():
        return b""  # in the background: it would be stopped
    inside = bool(environ.get("TMUX")) or environ.get("TERM", "").startswith(_MULTIPLEXERS)
    answer = b""
    try:
        before = termios.tcgetattr(descriptor)
        try:
            tty.setcbreak(descriptor, termios.TCSANOW)
            os.write(descriptor, _ASK_ALL if inside else _ASK_KITTY + _ASK_ALL)
            end = time.monotonic() + _PATIENCE
            while not _ATTRIBUTES.search(answer) and len(answer) < _LONGEST:
                if not select.select([descriptor], [], [], max(0.0, end - time.monotonic()))[0]:
                    break
                data = os.read(descriptor, _LONGEST)
                if not data:
                    break
                answer += data
        finally:
            termios.tcsetattr(descriptor, termios.TCSANOW, before)
    except termios.error:
        return b""
    return answer


def _measure_cell(descriptor: int, answer: bytes) -> tuple[int, int]:
    """Return a cell's width and height in pixels, 0 where they are not known."""
    import fcntl
    import struct
    import termios

    if found := _CELL.search(answer):
        return int(found[2]), int(found[1])
    with suppress(OSError):
        asked = fcntl.ioctl(descriptor, termios.TIOCGWINSZ, bytes(8))
        rows, columns, width, height = struct.unpack("HHHH", asked)
        if rows and columns and width and height:
            return width // columns, height // rows
    return 0, 0
