"""A page at a time: through the reader's pager, through less, or in pages of our own.

What is a page is decided in render/pages.py, which is pure.
"""

import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from gazette_cli.render.cells import cut_cells
from gazette_cli.render.pages import count_rows, split_rows
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

Lay: TypeAlias = Callable[[int], Sequence["Text"]]
# Status codes of sh for what can't be run and what isn't there (POSIX, 2.8.2).
_NOT_STARTED = (126, 127)
_KEY = re.compile(rb"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])|.", re.DOTALL)
_NEXT = (b" ", b"\r", b"\n", b"f", b"n", b"j", b"\x1b[6~", b"\x1b[B", b"\x1b[C", b"\x1bOB", b"\x1bOC")
_BACK = (b"b", b"p", b"k", b"\x7f", b"\x08", b"\x1b[5~", b"\x1b[A", b"\x1b[D", b"\x1bOA", b"\x1bOD")
_FIRST = (b"g", b"<", b"\x1b[H", b"\x1b[1~", b"\x1bOH")
_LAST = (b"G", b">", b"\x1b[F", b"\x1b[4~", b"\x1bOF")
_RESIZED = b"\0resized"  # no key
_QUIT = (b"q", b"Q", b"\x04")
# What less's prompt says of its keys, on a screen of so many columns or more.
_LESS_KEYS = ((60, " (space\\: next, b\\: back, q\\: leave, h\\: help)"), (30, " (q\\: leave)"), (0, ""))
_ERASE = "\r\x1b[2K"


def show_paged(console: "Console", lay: Lay, title: str, environ: Mapping[str, str]) -> None:
    """Print the lines that `lay` makes for `console`; in a terminal whose screen they don't fit, a page at a time.

    `lay` is given a width, and is asked again when the terminal gets another.
    `environ`: GAZETTE_PAGER, else PAGER (each a command for sh; "" and "cat" mean no paging), else less, else
    pages of our own, which raise KeyboardInterrupt when the reader leaves them with Ctrl-C.
    """
    width, height = console.size
    lines = lay(width)
    rows = sum(count_rows(line, width) for line in lines)
    if not (console.is_terminal and console.file.isatty()) or rows < height:
        print_lines(console, lines)
        return
    command = _choose_pager(environ)
    if command == "cat":
        print_lines(console, lines)
        return
    if command:
        if _run_pager(console, command, lines, environ):
            return
        sys.stderr.write(f"gazette: the pager can't be started: {clean_line(command)}\n")
        sys.stderr.flush()
    _show_pages(console, lay if not environ.get("COLUMNS") else lambda _: lines, title)


def print_lines(console: "Console", lines: Sequence["Text"]) -> None:
    """Print `lines` as they are: not folded, not cut."""
    from rich.text import Text

    if lines:
        console.print(Text("\n", no_wrap=True, overflow="ignore").join(lines), soft_wrap=True)


def _choose_pager(environ: Mapping[str, str]) -> str:
    """Return the pager's command; "cat" for none; "" for our own pages."""
    import shutil

    for name in ("GAZETTE_PAGER", "PAGER"):
        if name in environ:
            return environ[name].strip() or "cat"
    if environ.get("TERM", "dumb") == "dumb":
        return "cat"
    return "less" if shutil.which("less", path=environ.get("PATH")) else ""


def _run_pager(console: "Console", command: str, lines: Sequence["Text"], environ: Mapping[str, str]) -> bool:
    """Show `lines` through `command`; False if it can't be started.

    The text goes through a file, not a pipe: only so does less know how many pages there are.
    """
    import signal
    import subprocess
    import tempfile
    import threading

    with console.capture() as captured:
        print_lines(console, lines)
    console.file.flush()
    environment = {"LESS": "FRX", "LV": "-c", **environ}
    if console.encoding.lower().replace("-", "") == "utf8":
        environment.setdefault("LESSCHARSET", "utf-8")
    previous = None
    try:
        with tempfile.NamedTemporaryFile(prefix="gazette-", suffix=".txt") as file:
            file.write(captured.get().encode(console.encoding, "replace"))
            file.flush()
            file.seek(0)
            arguments = _read_less(command, environ, console.size.width)
            if arguments:
                arguments = [*arguments, "--", file.name]
            # Ctrl-C is the pager's; a handler, unlike SIG_IGN, isn't inherited by it.
            if threading.current_thread() is threading.main_thread():
                previous = signal.signal(signal.SIGINT, lambda *_: None)
            status = subprocess.run(
                arguments or ["sh", "-c", command],
                stdin=None if arguments else file,
                stdout=_find_descriptor(console),
                env=environment,
                check=False,
            ).returncode
    except OSError:
        return False
    finally:
        if previous is not None:
            signal.signal(signal.SIGINT, previous)
    return status not in _NOT_STARTED


def _find_descriptor(console: "Console") -> int | None:
    try:
        return console.file.fileno()
    except (OSError, AttributeError, ValueError):
        return None


def _read_less(command: str, environ: Mapping[str, str], width: int) -> list[str]:
    """Return the arguments if `command` is less with plain options alone, with ours added; else nothing.

    Its prompt says the page of how many, unless the reader has one. It is in ASCII: less 590 garbles others.
    """
    import shutil

    words = command.split()
    if not re.fullmatch(r"[\w./+= -]+", command) or words[0].rpartition("/")[2] != "less":
        return []
    if any(word[0] not in "-+" for word in words[1:]):
        return []
    found = shutil.which(words[0], path=environ.get("PATH")) or ""
    if os.path.realpath(found).endswith("busybox"):
        return [words[0], "-R", *words[1:]]
    theirs = environ.get("LESS", "") + " ".join(words[1:])
    keys = next(keys for least, keys in _LESS_KEYS if width >= least)
    prompt = [] if "P" in theirs or "prompt" in theirs else [f"-Ps page %db?D of %D.{keys} "]
    return [words[0], "-R", "-L", *prompt, *words[1:]]


def _show_pages(console: "Console", lay: Lay, title: str) -> None:
    """Show `lines` in pages of our own; without a terminal to read keys from, print them."""
    import signal
    import termios
    import threading
    import tty

    try:
        descriptor = os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY)
    except OSError:
        print_lines(console, lay(console.width))
        return
    resized, told = os.pipe()
    os.set_blocking(told, False)

    def resume(number: int, _: object) -> None:
        if number == signal.SIGCONT:
            tty.setcbreak(descriptor)  # after Ctrl-Z and fg the shell has its own settings in place

    handled = (signal.SIGCONT, signal.SIGWINCH)
    previous = {}
    woken = -1
    try:
        settings = termios.tcgetattr(descriptor)
        tty.setcbreak(descriptor)
        if threading.current_thread() is threading.main_thread():
            # A signal that comes just before we wait for a key would not end the waiting; what it writes here does.
            woken = signal.set_wakeup_fd(told, warn_on_full_buffer=False)
            previous = {number: signal.signal(number, resume) for number in handled}
        try:
            _turn_pages(console, lay, title, descriptor, resized)
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
            if previous:
                signal.set_wakeup_fd(woken)
            console.file.write(_ERASE)
            console.file.flush()
            termios.tcsetattr(descriptor, termios.TCSADRAIN, settings)
    except termios.error:
        print_lines(console, lay(console.width))
    finally:
        for one in (descriptor, resized, told):
            os.close(one)


def _turn_pages(console: "Console", lay: Lay, title: str, descriptor: int, resized: int) -> None:
    at = 0  # the first line of the page
    keys: list[bytes] = []
    laid = console.width
    lines = lay(laid)
    while True:
        columns = _count_columns(console)
        if columns != laid:
            laid = console.width = columns
            before = len(lines)
            lines = lay(columns)
            at = at * len(lines) // max(1, before)
        width, height = console.size
        pages = split_rows(lines, max(1, height - 1), width)
        page = max(number for number, (start, _) in enumerate(pages) if start <= at or number == 0)
        start, stop = pages[page]
        console.file.write(_ERASE)
        print_lines(console, lines[start:stop])
        typed = ""
        target = page
        while target == page:
            _write_prompt(console, page + 1, len(pages), typed, title)
            while not keys:
                data = _read_keys(descriptor, resized)
                if not data:
                    return
                keys = [_RESIZED] if data == _RESIZED else _KEY.findall(data)
            key = keys.pop(0)
            if key == _RESIZED:
                break
            if key.isdigit():
                typed = (typed + key.decode("ascii"))[:9]
            elif typed and key in (b"\x7f", b"\x08"):
                typed = typed[:-1]
            elif typed and key in (b"\r", b"\n", b"g", b"G"):
                target = min(max(int(typed), 1), len(pages)) - 1
                typed = ""
            elif key in _QUIT or (key in _NEXT and page + 1 == len(pages)):
                return
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
        at = pages[target][0]


def _read_keys(descriptor: int, resized: int) -> bytes:
    """Return what was typed, b"" if the terminal is gone, _RESIZED if it has another size."""
    import select

    try:
        if resized in select.select([descriptor, resized], [], [])[0]:
            os.read(resized, 256)
            return _RESIZED
        return os.read(descriptor, 256)
    except OSError:
        return b""


def _count_columns(console: "Console") -> int:
    try:
        return os.get_terminal_size(console.file.fileno()).columns or console.width
    except (OSError, ValueError):
        return console.width


def _write_prompt(console: "Console", page: int, pages: int, typed: str, title: str) -> None:
    from rich.text import Text

    width = console.size.width
    here = f"page {page} of {pages}"
    keys = "enter: leave" if page == pages else "enter: next"
    choices = [
        f"{here} · {keys}, b: back, a number: go there, q: leave",
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
    console.file.write(_ERASE)
    console.print(Text(prompt, style="reverse", no_wrap=True, overflow="crop"), end="", soft_wrap=True)
    console.file.flush()
