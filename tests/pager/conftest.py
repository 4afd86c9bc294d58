"""What tests of the pager share: a program in a real pseudo-terminal that pages so many lines."""

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal import Terminal

PROGRAM = """
import os, sys
from rich.console import Console
from rich.text import Text
from gazette_cli.pager import Sheet, show_paged
from gazette_cli.pager.sheet import follow_signal
lines = [Text(f"line {n}" + sys.argv[2], style="bold") for n in range(1, int(sys.argv[1]) + 1)]
def lay(width):
    laid = [*lines, Text(f"laid for {width}")] if sys.argv[2] == " laid" else lines
    return Sheet(laid, [n // 4 for n in range(len(laid))])
steps = [int(step) for step in sys.argv[4].split()]
left = show_paged(Console(markup=False, highlight=False), lay, "gazette read 7", os.environ,
    start=lambda sheet, height: int(sys.argv[3]), steps=steps)
if out := os.environ.get("OUT"):
    with open(out, "w") as file:
        print(left.top, left.bottom, left.step, file=file)
try:
    follow_signal(left.signal)
except KeyboardInterrupt:
    sys.exit(130)
"""


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Returns a starter: so many lines, on a screen of so many columns and rows. There is no less, but a sh."""
    terminals: list[Terminal] = []
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("sh", "cat", "tr", "head"):
        found = shutil.which(name)
        assert found
        (programs / name).symlink_to(found)

    def begin(
        lines: int,
        width: int = 80,
        height: int = 11,
        tail: str = "",
        at: int = 0,
        steps: str = "",
        **environ: str,
    ) -> Terminal:
        settings = {
            "PATH": str(programs),
            "TERM": "xterm-256color",
            "HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
        }
        args = [sys.executable, "-c", PROGRAM, str(lines), tail, str(at), steps]
        terminals.append(Terminal(args, width, height, {**settings, **environ}))
        return terminals[-1]

    yield begin
    for terminal in terminals:
        terminal.close()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the program writes the first line on the screen, the last, and the step, once it is left."""
    return tmp_path / "left"
