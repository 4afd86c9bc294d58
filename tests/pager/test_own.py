"""Pages of our own, in a real pseudo-terminal: what is on the screen, which keys do what, what is left behind."""

import re
import termios
from pathlib import Path

import pytest

from tests.pager.conftest import Start


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


@pytest.mark.parametrize(
    ("keys", "left"),
    [("q", "0 9 0"), (" q", "10 19 0"), ("Gq", "20 24 0"), (" N", "10 19 1"), ("GP", "20 24 -1")],
)
def test_own_pages_tell_where_they_were_left_and_what_for(
    start: Start, out: Path, keys: str, left: str
) -> None:
    terminal = start(25, steps="1 -1", OUT=str(out))
    assert "N P: next, previous article" in terminal.wait_for("page 1 of 3") + terminal.wait_for("leave")
    terminal.press(keys)
    assert terminal.wait() == 0
    assert out.read_text() == f"{left}\n"


def test_own_pages_know_no_other_article_where_there_is_none(start: Start, out: Path) -> None:
    terminal = start(25, OUT=str(out))
    assert "article" not in terminal.wait_for("page 1 of 3") + terminal.wait_for("leave")
    terminal.press("NPq")
    assert terminal.wait() == 0
    assert out.read_text() == "0 9 0\n"


def test_own_pages_begin_at_the_line_asked_for(start: Start, out: Path) -> None:
    terminal = start(25, at=13, OUT=str(out))
    assert re.findall(r"line (\d+)", terminal.wait_for("page 3 of 4, where you left it"))[0] == "14"
    terminal.press("b")
    assert re.findall(r"line (\d+)", terminal.wait_for("page 2 of 4")) == [str(n) for n in range(4, 14)]
    terminal.press(" ")
    terminal.wait_for("page 3 of 4")
    terminal.press("q")
    assert terminal.wait() == 0
    assert out.read_text() == "13 22 0\n"
