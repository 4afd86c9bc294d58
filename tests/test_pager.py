"""The pager in a real pseudo-terminal: what is on the screen, which keys do what, what is left behind."""

import io
import os
import re
import shutil
import sys
import termios
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from gazette_cli.pager import Sheet, show_paged
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


def write_pager(folder: Path, text: str) -> str:
    path = folder / "my pager"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return f"'{path}'"


def test_what_is_not_a_terminal_gets_everything(tmp_path: Path) -> None:
    out = io.StringIO()
    pager = write_pager(tmp_path, "exit 1")
    lines = [Text(f"{n} " + "x" * 40) for n in range(99)]
    show_paged(Console(file=out, width=20), lambda width: Sheet(lines, [0] * 99), "", {"PAGER": pager})
    assert out.getvalue().splitlines() == [f"{n} " + "x" * 40 for n in range(99)]


def test_what_fits_the_screen_is_printed_straight(start: Start) -> None:
    terminal = start(10, GAZETTE_PAGER="false")
    assert terminal.wait() == 0
    assert terminal.shown.split("\n")[:10] == [f"line {n}" for n in range(1, 11)]
    assert "page" not in terminal.shown


def test_own_pages_turn_forward_and_back(start: Start) -> None:
    terminal = start(25)
    assert "line 10\n" in terminal.wait_for("page 1 of 3")
    terminal.press(" ")
    assert re.findall(r"line (\d+)", terminal.wait_for("page 2 of 3")) == [str(n) for n in range(11, 21)]
    terminal.press("\r")
    assert "line 25" in terminal.wait_for("page 3 of 3")
    terminal.press("b")
    assert "line 11\n" in terminal.wait_for("page 2 of 3")
    terminal.press("\x1b[5~")
    assert "line 1\n" in terminal.wait_for("page 1 of 3")
    terminal.press("q")
    assert terminal.wait() == 0


def test_own_pages_go_to_a_number(start: Start) -> None:
    terminal = start(95)
    terminal.wait_for("page 1 of 10")
    terminal.press("19\x7f0\x7f")
    terminal.wait_for("go to page 1")
    terminal.press("\x7f7\r")
    assert "line 61\n" in terminal.wait_for("page 7 of 10")
    terminal.press("99\r")
    assert "line 95" in terminal.wait_for("page 10 of 10")
    terminal.press("g")
    terminal.wait_for("page 1 of 10")
    terminal.press("G")
    terminal.wait_for("page 10 of 10")
    terminal.press(" ")
    assert terminal.wait() == 0


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x04", 0), ("\x03", 130)])
def test_leaving_leaves_the_terminal_as_it_was(start: Start, key: str, code: int) -> None:
    terminal = start(30)
    terminal.wait_for("leave")
    assert not termios.tcgetattr(terminal.slave)[3] & termios.ECHO
    terminal.press(key)
    assert terminal.wait() == code
    assert termios.tcgetattr(terminal.slave)[:4] == terminal.before[:4]
    assert "Traceback" not in terminal.shown
    assert terminal.raw.endswith(b"\r\x1b[2K")


def test_a_screen_of_20_columns_and_5_rows(start: Start) -> None:
    terminal = start(9, 20, 5)
    assert terminal.wait_for("page 1 of 3").split("\n") == [
        "line 1",
        "line 2",
        "line 3",
        "line 4",
        "page 1 of 3",
    ]
    terminal.press("  ")
    assert "line 9" in terminal.wait_for("page 3 of 3")


def test_lines_wider_than_the_screen_do_not_push_others_off(start: Start) -> None:
    terminal = start(6, 20, 5, "x" * 30)
    assert terminal.wait_for("page 1 of 3").count("line") == 2


def test_another_size_lays_the_page_out_anew(start: Start) -> None:
    terminal = start(25, tail=" laid")
    terminal.wait_for("page 1 of 3")
    terminal.press("G")
    assert "laid for 80" in terminal.wait_for("page 3 of 3")
    terminal.resize(40, 6)
    assert "line 21 laid" in terminal.wait_for("page 5 of 6")
    terminal.press(" ")
    assert "laid for 40" in terminal.wait_for("page 6 of 6 · enter b q")
    terminal.press("q")
    assert terminal.wait() == 0


def test_keys_without_meaning_do_nothing(start: Start) -> None:
    terminal = start(25)
    terminal.wait_for("page 1 of 3")
    terminal.press("zé\x1b[Z\x1b\t")
    terminal.press("n")
    terminal.wait_for("page 2 of 3")


def test_the_readers_pager_is_run_by_a_shell(start: Start, tmp_path: Path) -> None:
    pager = write_pager(tmp_path, 'echo "args: $*"; head -n 2; echo "LESS=$LESS"')
    terminal = start(30, PAGER=f"{pager} one 'two three' | tr a-z A-Z")
    assert terminal.wait() == 0
    assert terminal.shown.split("\n")[:4] == ["ARGS: ONE TWO THREE", "LINE 1", "LINE 2", "LESS=FRX"]


def test_colours_reach_the_readers_pager(start: Start) -> None:
    terminal = start(30, PAGER="head -n 1")
    assert terminal.wait() == 0
    assert b"\x1b[1mline 1\x1b[0m" in terminal.raw


def test_gazette_pager_goes_before_pager_and_less_is_as_the_reader_set_it(start: Start) -> None:
    terminal = start(30, GAZETTE_PAGER="echo mine $LESS", PAGER="echo other", LESS="-i")
    assert terminal.wait() == 0
    assert terminal.shown == "mine -i\n"


@pytest.mark.parametrize("name", ["GAZETTE_PAGER", "PAGER"])
@pytest.mark.parametrize("value", ["cat", "", " "])
def test_cat_and_nothing_mean_no_paging(start: Start, name: str, value: str) -> None:
    terminal = start(30, **{name: value})
    assert terminal.wait() == 0
    assert terminal.shown.split() == [word for n in range(1, 31) for word in ("line", str(n))]


def test_a_dumb_terminal_is_not_paged(start: Start) -> None:
    terminal = start(30, TERM="dumb")
    assert terminal.wait() == 0
    assert "line 30" in terminal.shown and "page" not in terminal.shown


def test_a_pager_that_is_not_there_gives_pages_of_our_own_and_a_line_about_it(start: Start) -> None:
    terminal = start(30, PAGER="no-such-pager --x")
    assert (
        terminal.wait_for("page 1 of 3").count("gazette: the pager can't be started: no-such-pager --x\n")
        == 1
    )
    terminal.press("q")
    assert terminal.wait() == 0


def test_a_pager_that_leaves_early_or_fails_is_quiet(start: Start) -> None:
    for pager in ("true", "exit 3"):
        terminal = start(3000, PAGER=pager)
        assert terminal.wait() == 0
        assert terminal.shown == ""


def test_ctrl_c_is_the_pagers(start: Start, tmp_path: Path) -> None:
    pager = write_pager(
        tmp_path, "trap 'echo caught; exit 0' INT\necho ready\nwhile :; do read x </dev/tty; done"
    )
    terminal = start(30, PAGER=pager)
    terminal.wait_for("ready")
    terminal.press("\x03")
    terminal.wait_for("caught")
    assert terminal.wait() == 0


def test_a_pager_that_ctrl_c_ends_is_quiet(start: Start, tmp_path: Path) -> None:
    terminal = start(30, PAGER=write_pager(tmp_path, "echo ready\nread x </dev/tty"))
    terminal.wait_for("ready")
    terminal.press("\x03")
    assert terminal.wait() == 0
    assert "Traceback" not in terminal.shown


needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")


@needs_less
@pytest.mark.parametrize("pager", [None, "less", "less -i"])
def test_less_says_the_page_of_how_many(start: Start, pager: str | None) -> None:
    environ = {"PATH": os.environ["PATH"], **({"PAGER": pager} if pager else {})}
    terminal = start(25, **environ)
    assert "line 10" in terminal.wait_for("page 1 of 3")
    terminal.press(" ")
    assert "line 20" in terminal.wait_for("page 2 of 3")
    terminal.press("G")
    assert "line 25" in terminal.wait_for("page 3 of 3")
    terminal.press("q")
    assert terminal.wait() == 0
    assert b"\x1b[1mline 1" in terminal.raw


@needs_less
def test_less_keeps_the_prompt_of_the_reader(start: Start) -> None:
    terminal = start(25, PATH=os.environ["PATH"], LESS="-PsMINE")
    terminal.wait_for("MINE")
    terminal.press("q")
    assert terminal.wait() == 0


@needs_less
@pytest.mark.parametrize(
    ("width", "prompt"),
    [
        (80, "page 1 of 3 (space: next, b: back, q: leave, h: help)"),
        (40, "page 1 of 3 (q: leave)"),
        (20, "page 1 of 3"),
    ],
)
def test_the_prompt_of_less_fits_the_screen(start: Start, width: int, prompt: str) -> None:
    terminal = start(25, width, PATH=os.environ["PATH"])
    terminal.wait_for(f"line 10\n {prompt} ")
    terminal.press("q")
    assert terminal.wait() == 0
