"""Which pager runs, and how, in a real pseudo-terminal."""

import io
from pathlib import Path

import pytest
from rich.console import Console
from rich.text import Text

from gazette_cli.pager import Sheet, show_paged
from tests.pager.conftest import Start


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
    # The shell may not wait for a line yet: then it sees to the signal when it has got one.
    terminal.press("\x03\n")
    terminal.wait_for("caught")
    assert terminal.wait() == 0


def test_a_pager_that_ctrl_c_ends_is_quiet(start: Start, tmp_path: Path) -> None:
    terminal = start(30, PAGER=write_pager(tmp_path, "echo ready\nread x </dev/tty"))
    terminal.wait_for("ready")
    terminal.press("\x03")
    assert terminal.wait() == 0
    assert "Traceback" not in terminal.shown


def test_any_other_pager_says_nothing_of_where_it_was_left(start: Start, out: Path) -> None:
    terminal = start(25, at=13, steps="1", PAGER="head -n 1", OUT=str(out))
    assert terminal.wait() == 0
    assert (terminal.shown, out.read_text()) == ("line 1\n", "None None 0\n")


def test_what_is_printed_at_once_is_seen_to_its_end(start: Start, out: Path) -> None:
    for environ in ({"PAGER": "cat"}, {"TERM": "dumb"}):
        assert start(25, OUT=str(out), **environ).wait() == 0
        assert out.read_text() == "0 24 0\n"
