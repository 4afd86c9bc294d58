"""Lint, format, types, sizes and names: held by the same command as everything else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = [path for folder in ("gazette_cli", "tests") for path in sorted((ROOT / folder).rglob("*.py"))]


def show(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


sources = pytest.mark.parametrize("path", SOURCES, ids=show)


@pytest.mark.parametrize(
    "arguments",
    [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy", "--strict"]],
    ids=["lint", "format", "types"],
)
def test_style_holds(arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, capture_output=True, text=True, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stdout + done.stderr


@sources
def test_no_file_is_two_rooms(path: Path) -> None:
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= 300, f"{show(path)} has {lines} lines"


@sources
def test_names_say_what_is_inside(path: Path) -> None:
    vague = re.compile(r"(^|_)(utils?|helpers?|managers?|common|misc)(_|$)")
    wrong = [part for part in path.relative_to(ROOT).with_suffix("").parts if vague.search(part)]
    assert not wrong, f"{show(path)}: {wrong}"


@sources
def test_nothing_is_left_for_later(path: Path) -> None:
    later = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    lines = path.read_text(encoding="utf-8").splitlines()
    wrong = [f"{show(path)}:{n}: {line.strip()}" for n, line in enumerate(lines, 1) if later.search(line)]
    assert not wrong, "\n".join(wrong)
