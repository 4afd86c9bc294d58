"""Runs gazette as a person does: a command line in, what is on the screen and the exit code out."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import settings

from gazette_cli.cli import run
from gazette_cli.context import Context
from gazette_cli.library.connection import open_library
from gazette_cli.library.sources import write_fact
from gazette_cli.paths import find_library
from tests.server import Server, serve
from tests.terminal import Terminal

# The same examples at each run, so that what lands is what was tried; at a desk they are new ones every time.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("desk", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "desk")

# Every test's idea of now, unless it says another: a Wednesday.
NOW = datetime(2026, 6, 17, 12, 0, tzinfo=timezone(timedelta(hours=2)))


@dataclass
class Result:
    """What one run left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def records(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.lines]


class Gazette:
    """A gazette with a library of its own in a folder of its own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.now = NOW
        self.environ = {
            "HOME": str(home),
            "PATH": os.environ.get("PATH", os.defpath),
            "LANG": "en_GB.UTF-8",
            "TERM": "xterm-256color",
        }

    def __call__(self, *args: str, stdin: bytes = b"", **environ: str) -> Result:
        """Run in this process, with the clock at `self.now`; its output is a pipe."""
        out, err = io.StringIO(), io.StringIO()
        context = Context(
            environ={**self.environ, **environ},
            stdin=io.BytesIO(stdin),
            stdout=out,
            stderr=err,
            now=lambda: self.now,
        )
        code = run(args, context)
        return Result(code, out.getvalue(), err.getvalue())

    def start(self, *args: str, **options: Any) -> "subprocess.Popen[bytes]":
        """Start a process of its own."""
        environ: Mapping[str, str] = {**self.environ, **options.pop("environ", {})}
        return subprocess.Popen([sys.executable, "-m", "gazette_cli", *args], env=environ, **options)

    def process(self, *args: str, stdin: bytes = b"", **environ: str) -> Result:
        """Run as a process of its own; its output is a pipe."""
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        with self.start(*args, environ=environ, **pipes) as process:
            out, err = process.communicate(stdin, timeout=60)
        return Result(process.returncode, out.decode(), err.decode())

    def terminal(self, *args: str, width: int = 80, height: int = 24, **environ: str) -> Terminal:
        """Start a process of its own in a terminal."""
        return Terminal(
            [sys.executable, "-m", "gazette_cli", *args], width, height, {**self.environ, **environ}
        )

    def empty(self) -> "Gazette":
        """Make the library without the bundled edition: for tests that count."""
        with open_library(find_library(self.environ, None)) as db:
            write_fact(db, "seeds", "0")
        return self

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file below the home folder."""
        path = self.home / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


@pytest.fixture
def gazette(tmp_path: Path) -> Gazette:
    """A gazette as a newcomer has it: nothing added, the bundled edition in it."""
    return Gazette(tmp_path)


@pytest.fixture
def library(gazette: Gazette) -> Gazette:
    """A gazette without the bundled edition."""
    return gazette.empty()


@pytest.fixture
def make_page() -> Callable[..., str]:
    """Returns a writer of text pages."""

    def make(
        title: str,
        body: str = "Un paragraphe qui dit ce qui est, et rien de plus que cela.",
        date: str = "14 septembre 2023 22:35",
    ) -> str:
        return f"Le Port\n\n{title}\n\n{date} (UTC+02:00)\n\n{body}\n"

    return make


@pytest.fixture
def server() -> Iterator[Server]:
    """A real HTTP server on this machine."""
    with serve() as running:
        yield running


@pytest.fixture
def make_feed() -> Callable[..., bytes]:
    """Returns a writer of RSS: a title, and items that are headlines, or dicts of elements."""

    def make(title: str, *items: str | dict[str, str], channel: str = "") -> bytes:
        written = []
        for item in items:
            parts = {"title": item} if isinstance(item, str) else item
            slug = parts.get("title", "").replace(" ", "-")
            link = f"https://port.example/{slug}"
            stated = {
                "guid": link, "link": link, "pubDate": "Tue, 16 Jun 2026 08:00:00 +0200",
                "description": f"What there is to say of it: {slug}.",
            } | parts  # fmt: skip
            written.append("".join(f"<{name}>{escape(text)}</{name}>" for name, text in stated.items()))
        body = "".join(f"<item>{item}</item>" for item in written)
        return (
            f"<rss version='2.0'><channel><title>{title}</title><link>https://port.example/</link>"
            f"{channel}{body}</channel></rss>"
        ).encode()

    return make
