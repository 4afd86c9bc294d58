"""Pages of our own, where there is no pager."""

import os
import re
import signal
from collections.abc import Collection, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from gazette_cli.pager.sheet import Lay, Left, follow, measure_screen, print_lines
from gazette_cli.render.cells import cut_cells
from gazette_cli.render.pages import split_rows
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_KEY = re.compile(rb"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])|.", re.DOTALL)
_NEXT = (b" ", b"\r", b"\n", b"f", b"n", b"j", b"\x1b[6~", b"\x1b[B", b"\x1b[C", b"\x1bOB", b"\x1bOC")
_BACK = (b"b", b"p", b"k", b"\x7f", b"\x08", b"\x1b[5~", b"\x1b[A", b"\x1b[D", b"\x1bOA", b"\x1bOD")
_FIRST = (b"g", b"<", b"\x1b[H", b"\x1b[1~", b"\x1bOH")
_LAST = (b"G", b">", b"\x1b[F", b"\x1b[4~", b"\x1bOF")
_STEPS = {b"N": 1, b"P": -1}
_SIGNAL = b"\0"  # no key: a signal came, its number follows
_QUIT = (b"q", b"Q", b"\x04")
_ENDING = (signal.SIGINT, signal.SIGHUP, signal.SIGTERM)
_ERASE = "\r\x1b[2K"


def show_pages(console: "Console", lay: Lay, title: str, start: int, steps: Collection[int]) -> Left:
    """Show what `lay` makes from line `start` on; without a terminal to read keys from, print it."""
    import termios
    import threading
    import tty

    try:
        descriptor = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
        settings = termios.tcgetattr(descriptor)
    except (OSError, termios.error):
        sheet = lay(console.width)
        print_lines(console, sheet.lines)
        return Left(sheet, 0, len(sheet.lines) - 1)
    signalled, told = os.pipe()
    os.set_blocking(told, False)

    def resume(number: int, _: object) -> None:
        if number == signal.SIGCONT:
            # After Ctrl-Z and fg the shell has its own settings in place; with a hangup it comes, too.
            with suppress(termios.error):
                tty.setcbreak(descriptor)

    previous = {}
    woken = -1
    try:
        with suppress(termios.error):
            tty.setcbreak(descriptor)
        if threading.current_thread() is threading.main_thread():
            # A signal that comes just before we wait for a key would not end the waiting; what it writes here does.
            woken = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
            for number in (signal.SIGCONT, signal.SIGWINCH, *_ENDING):
                # Who ignores one (nohup) goes on ignoring it.
                if signal.getsignal(number) is not signal.SIG_IGN:
                    previous[number] = signal.signal(number, resume)
        return _turn_pages(console, lay, title, descriptor, signalled, start, steps)
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)
        if previous:
            signal.set_wakeup_fd(woken)
        # The terminal may be gone.
        with suppress(OSError):
            console.file.write(_ERASE)
            console.file.flush()
        with suppress(termios.error):
            termios.tcsetattr(descriptor, termios.TCSADRAIN, settings)
        for one in (descriptor, signalled, told):
            os.close(one)


def _turn_pages(
    console: "Console",
    lay: Lay,
    title: str,
    descriptor: int,
    signalled: int,
    at: int,
    steps: Collection[int],
) -> Left:
    """Turn pages as keys say; `at` is the first line of the page, or one in it that was asked for."""
    keys: list[bytes] = []
    laid = console.width
    anchor = at  # where a page begins, whatever stands before it
    sheet = lay(laid)
    resumed = at > 0
    while True:
        columns, _ = measure_screen(console)
        if columns != laid:
            laid = console.width = columns
            before = sheet
            sheet = lay(columns)
            anchor = at = follow(before, at, sheet)
        width, height = console.size
        pages = _split(sheet.lines, anchor, max(1, height - 1), width)
        page = next((number for number, (_, stop) in enumerate(pages) if at < stop), len(pages) - 1)
        first, stop = pages[page]
        console.file.write(_ERASE)
        print_lines(console, sheet.lines[first:stop])
        typed = ""
        target = page
        while target == page:
            _write_prompt(console, page + 1, len(pages), typed, title, steps, resumed)
            while not keys:
                data = _read_keys(descriptor, signalled)
                if not data:
                    return Left(sheet, at, stop - 1, signal=signal.SIGHUP)
                keys = [data] if data.startswith(_SIGNAL) else _KEY.findall(data)
            key = keys.pop(0)
            if key.startswith(_SIGNAL) and len(key) > 1:
                ended = next((number for number in _ENDING if number in key[1:]), 0)
                if ended:
                    return Left(sheet, at, stop - 1, signal=ended)
                break
            if key.isdigit():
                typed = (typed + key.decode("ascii"))[:9]
            elif typed and key in (b"\x7f", b"\x08"):
                typed = typed[:-1]
            elif typed and key in (b"\r", b"\n", b"g", b"G"):
                target = min(max(int(typed), 1), len(pages)) - 1
                typed = ""
            elif key in _QUIT or (key in _NEXT and page + 1 == len(pages)):
                return Left(sheet, at, stop - 1)
            elif _STEPS.get(key) in steps:
                return Left(sheet, at, stop - 1, _STEPS[key])
            elif key in _NEXT:
                target = page + 1
            elif key in _BACK:
                target = max(0, page - 1)
            elif key in _FIRST:
                target = 0
            elif key in _LAST:
                target = len(pages) - 1
            else:
                typed = ""
        if target != page:
            at = pages[target][0]
            resumed = False


def _split(lines: "Sequence[Text]", anchor: int, height: int, width: int) -> list[tuple[int, int]]:
    """Return the half-open (start, stop) of each page; one begins at `anchor`, and what is short is the first."""
    before = split_rows(lines[:anchor][::-1], height, width) if anchor else []
    after = split_rows(lines[anchor:], height, width)
    pages = [(anchor - stop, anchor - start) for start, stop in reversed(before) if start < stop]
    return pages + [(anchor + start, anchor + stop) for start, stop in after]


def _read_keys(descriptor: int, signalled: int) -> bytes:
    """Return what was typed, b"" if the terminal is gone; _SIGNAL and numbers if signals came."""
    import select

    try:
        if signalled in select.select([descriptor, signalled], [], [])[0]:
            return _SIGNAL + os.read(signalled, 256)
        return os.read(descriptor, 256)
    except OSError:
        return b""


def _write_prompt(
    console: "Console", page: int, pages: int, typed: str, title: str, steps: Collection[int], resumed: bool
) -> None:
    from rich.text import Text

    from gazette_cli.pager.sheet import paint_lines

    width = console.size.width
    here = f"page {page} of {pages}"
    keys = "enter: leave" if page == pages else "enter: next"
    other = "N: next article" if 1 in steps else "P: previous article" if steps else ""
    if len(steps) > 1:
        other = "N P: next, previous article"
    other = other and f", {other}"
    where = f"{here}, where you left it" if resumed else here
    choices = [
        f"{where} · {keys}, b: back, a number: go there{other}, q: leave",
        f"{where} · {keys}, b: back{other}, q: leave",
        *([f"{where} · {keys}, b: back, q: leave"] if resumed else ()),
        f"{here} · {keys}, b: back{other}, q: leave",
        f"{here} · {keys}, b: back, q: leave",
        f"{here} · enter b q",
        here,
        f"{page}/{pages}",
    ]
    if typed:
        choices = [f"{here} · go to page {typed}", f"go to {typed}", typed]
    prompt = next((choice for choice in choices if len(choice) < width), "")
    room = width - len(prompt) - 4
    if title and room >= 16 and not typed:
        prompt = f"{cut_cells(clean_line(title), room)} · {prompt}"
    (line,) = paint_lines(console, [Text(prompt, style="reverse")])
    console.file.write(_ERASE + line.rstrip("\n"))
    console.file.flush()
