"""less, in a real pseudo-terminal: what it says, and what we learn from it."""

import os
import re
import shutil
from pathlib import Path

import pytest

from tests.pager.conftest import Start

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


@needs_less
@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("q", "0 9 0"),
        (" q", "10 19 0"),
        ("Gq", "15 24 0"),
        ("jjjQ", "3 12 0"),
        (" :n", "10 19 1"),
        ("jZZ", "1 10 0"),
    ],
)
def test_less_tells_where_it_was_left_and_what_for(start: Start, out: Path, keys: str, left: str) -> None:
    terminal = start(25, steps="1", PATH=os.environ["PATH"], OUT=str(out))
    assert ":n: next article" in terminal.wait_for("page 1 of 3") + terminal.wait_for(") ")
    terminal.press(keys)
    assert terminal.wait() == 0
    assert out.read_text() == f"{left}\n"


@needs_less
def test_less_begins_at_the_line_asked_for_and_the_last_screen_is_full(start: Start, out: Path) -> None:
    for at, first in ((13, 13), (24, 15)):
        terminal = start(25, at=at, PATH=os.environ["PATH"], OUT=str(out))
        shown = terminal.wait_for("page ")
        assert re.findall(r"line (\d+)", shown) == [str(n) for n in range(first + 1, first + 11)]
        terminal.press("q")
        assert terminal.wait() == 0
        assert out.read_text() == f"{first} {first + 9} 0\n"


@needs_less
@pytest.mark.parametrize(("options", "left"), [("R", "2 3 0"), ("-RS", "2 11 0")])
def test_lines_wider_than_the_screen_of_less_are_counted_as_it_shows_them(
    start: Start, out: Path, options: str, left: str
) -> None:
    terminal = start(25, tail="x" * 250, PATH=os.environ["PATH"], LESS=options, OUT=str(out))
    terminal.wait_for("page ")
    terminal.press("3gq")
    assert terminal.wait() == 0
    assert out.read_text() == f"{left}\n"


@needs_less
def test_less_in_secure_mode_says_nothing_and_works(start: Start, out: Path) -> None:
    terminal = start(25, at=13, steps="1", PATH=os.environ["PATH"], LESSSECURE="1", OUT=str(out))
    assert "line 14" in terminal.wait_for("page ")
    terminal.press("q")
    assert terminal.wait() == 0
    assert out.read_text() == "None None 0\n"


@needs_less
def test_less_that_ends_itself_at_the_end_was_at_the_end(start: Start, out: Path) -> None:
    terminal = start(25, PATH=os.environ["PATH"], LESS="-R -E", OUT=str(out))
    terminal.wait_for("page 1")
    terminal.press("   ")
    assert terminal.wait() == 0
    assert out.read_text().split()[1] == "24"


def test_an_older_less_is_asked_for_no_more_than_it_knows(start: Start, out: Path, tmp_path: Path) -> None:
    (tmp_path / "bin/less").write_text(
        '#!/bin/sh\n[ "$1" = --version ] && echo "less 530 (POSIX)" || echo "$@"\n'
    )
    (tmp_path / "bin/less").chmod(0o755)
    terminal = start(25, at=3, steps="1", OUT=str(out))
    assert terminal.wait() == 0
    assert (
        terminal.shown.startswith("-R -L -Ps")
        and "-k" not in terminal.shown
        and "marks" not in terminal.shown
    )
    assert out.read_text() == "None None 0\n"
