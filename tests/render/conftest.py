"""A terminal for the tests of the pager."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.render.terminal import Start, Terminal


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

    def begin(lines: int, width: int = 80, height: int = 11, tail: str = "", **environ: str) -> Terminal:
        settings = {
            "PATH": str(programs),
            "TERM": "xterm-256color",
            "HOME": str(tmp_path),
            "LC_ALL": "C.UTF-8",
        }
        terminals.append(Terminal(lines, width, height, {**settings, **environ}, tail))
        return terminals[-1]

    yield begin
    for terminal in terminals:
        terminal.close()
