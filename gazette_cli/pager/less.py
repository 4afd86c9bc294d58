"""less, and whatever else the reader pages with.

Of less we know where it was left. From version 572 on it saves the place in its history file, here a file of ours, as
`m ' ROW OFFSET PATH`: the offset in bytes of the line at the top of the screen.
"""

import os
import re
import tempfile
from bisect import bisect_right
from collections.abc import Collection, Mapping
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

from gazette_cli.hyperlinks import strip_hyperlinks
from gazette_cli.pager.programs import Pager, run_program
from gazette_cli.pager.sheet import Left, Sheet, find_bottom, measure_screen, paint_lines
from gazette_cli.render.pages import count_rows

if TYPE_CHECKING:
    from rich.console import Console

# Status codes of sh for what can't be run and what isn't there (POSIX, 2.8.2).
_NOT_STARTED = (126, 127)
_SAVES_PLACE = 572
_HAS_HYPERLINKS = 566
# The keys that lead to another article, where there is one: less quits with the code of the letter.
_STEPS = {1: (b":n", b"n"), -1: (b":p", b"p")}
# What less's prompt says of its keys, on a screen of so many columns or more. In ASCII: less 590 garbles others.
_KEYS = ((60, " (space\\: next, b\\: back, q\\: leave, h\\: help)"), (30, " (q\\: leave)"), (0, ""))
_KEYS_NEXT = (
    (80, " (space\\: next, b\\: back, q\\: leave, \\:n \\:p\\: next, previous article)"),
    (50, " (q\\: leave, \\:n\\: next article)"),
    (32, " (\\:n\\: next article)"),
    (0, ""),
)
_KEYS_PREVIOUS = ((80, " (space\\: next, b\\: back, q\\: leave, \\:p\\: previous article)"), *_KEYS_NEXT[-1:])


def run_other(console: "Console", pager: Pager, sheet: Sheet, environ: Mapping[str, str]) -> Left | None:
    """Show `sheet` through any pager; None if it can't be started. Where it was left can't be known."""
    try:
        with tempfile.TemporaryFile() as file:
            # Nobody knows what it does with hyperlinks.
            file.write(_encode(console, strip_hyperlinks("".join(paint_lines(console, sheet.lines)))))
            file.seek(0)
            environment = _make_environment(console, environ)
            status, signal = run_program(console, ["sh", "-c", pager.command], environment, file)
    except OSError:
        return None
    return None if status in _NOT_STARTED else Left(sheet, signal=signal)


def run_less(
    console: "Console",
    pager: Pager,
    sheet: Sheet,
    environ: Mapping[str, str],
    start: int,
    steps: Collection[int],
) -> Left | None:
    """Show `sheet` through less from line `start` on; None if it can't be started.

    The text goes through a file, not a pipe: only so does less know how many pages there are.
    """
    program, *words = pager.command.split()
    painted = paint_lines(console, sheet.lines)
    if pager.version < _HAS_HYPERLINKS:
        painted = [strip_hyperlinks(line) for line in painted]
    lines = [_encode(console, line) for line in painted]
    theirs = " ".join([environ.get("LESS", "-FRX"), *words])
    environment = _make_environment(console, environ)
    knows = pager.version >= _SAVES_PLACE and not environ.get("LESSSECURE")
    try:
        with tempfile.TemporaryDirectory(prefix="gazette-") as folder:
            text, keys, history = (Path(folder, name) for name in ("article.txt", "keys", "history"))
            text.write_bytes(b"".join(lines))
            arguments = [program, "-R"]
            if pager.version:
                arguments += ["-L", *_choose_prompt(theirs, console.size.width, steps if knows else ())]
            if knows:
                environment["LESSHISTFILE"] = str(history)
                arguments += ["--save-marks"]
                if steps:
                    keys.write_bytes(_make_keys(steps))
                    arguments += ["-k", str(keys)]
            if start:
                arguments += [f"+{min(start, _find_last_top(console, sheet)) + 1}g"]
            status, signal = run_program(
                console, [*arguments, *words, "--", str(text)], environment, tidy=True
            )
            offset = _read_offset(history, text)
    except OSError:
        return None
    if offset is None:
        return Left(sheet, signal=signal)
    top = max(0, bisect_right([0, *accumulate(map(len, lines[:-1]))], offset) - 1)
    width, height = measure_screen(console)
    chopped = re.search(r"(^|\s)-?[^\s-]*S|--chop", theirs) is not None
    bottom = find_bottom(sheet.lines, top, height - 1, 0 if chopped else width)
    step = next((step for step in steps if status == _STEPS[step][1][0]), 0)
    return Left(sheet, top, bottom, step, signal)


def _make_environment(console: "Console", environ: Mapping[str, str]) -> dict[str, str]:
    environment = {"LESS": "FRX", "LV": "-c", **environ}
    if console.encoding.lower().replace("-", "") == "utf8":
        environment.setdefault("LESSCHARSET", "utf-8")
    return environment


def _encode(console: "Console", text: str) -> bytes:
    return text.encode(console.encoding, "replace")


def _choose_prompt(theirs: str, width: int, steps: Collection[int]) -> list[str]:
    """Return the option for a prompt that says the page of how many, and the keys; none if the reader has one."""
    if "P" in theirs or "prompt" in theirs:
        return []
    choices = _KEYS_NEXT if 1 in steps else _KEYS_PREVIOUS if steps else _KEYS
    keys = next(keys for least, keys in choices if width >= least)
    if -1 not in steps:
        keys = keys.replace("\\:n \\:p\\: next, previous", "\\:n\\: next")
    return [f"-Ps page %db?D of %D.{keys} "]


def _make_keys(steps: Collection[int]) -> bytes:
    """Return keys for less as its -k takes them (lesskey.h): the format of every version, unlike its source."""
    bound = [_STEPS[step] for step in steps]
    commands = b"".join(key + b"\0" + bytes((24 | 128,)) + code + b"\0" for key, code in bound)
    return b"\0M+Gc" + bytes((len(commands) % 64, len(commands) // 64)) + commands + b"xEnd"


def _find_last_top(console: "Console", sheet: Sheet) -> int:
    """Return the line from which what is left of `sheet` fills the screen."""
    width, height = console.size
    rows = 0
    for number in range(len(sheet.lines) - 1, 0, -1):
        rows += count_rows(sheet.lines[number], width)
        if rows >= height - 1:
            return number
    return 0


def _read_offset(history: Path, text: Path) -> int | None:
    """Return the offset at which less was left in the file `text`, by its history; None if that doesn't say."""
    try:
        said = history.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    for line in said.splitlines():
        mark = re.match(r"m ' \d+ (\d{1,18}) (.+)", line)
        if mark and os.path.realpath(mark[2]) == os.path.realpath(text):
            return int(mark[1])
    return None
