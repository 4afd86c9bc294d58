"""gazette read --images: pictures in the text, in real terminals that answer what they are, from a real server."""

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from tests.conftest import Gazette
from tests.server import Page, Server
from tests.services.pictures import encode, make_halves
from tests.terminal import Terminal

XTERM = b"\x1b[?62;22c"
SIXEL = b"\x1b[6;20;10t\x1b[?62;4;22c"
KITTY = b"\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;c"
HALF = re.compile(r"\x1b\[38;2;2\d\d;0;\d+;48;2;2\d\d;0;\d+m▀{16}")


class Screen(Terminal):
    """A terminal that answers what it is."""

    answer = b""

    def read(self, timeout: float) -> bool:
        before = len(self.raw)
        came = super().read(timeout)
        if b"\x1b[c" in self.raw[max(0, before - 2) :] and self.answer:
            self.press(self.answer.decode())
        return came


@pytest.fixture
def illustrated(library: Gazette, server: Server) -> Gazette:
    """A library of one article with two pictures, of which one has no words, a tracker's, and one that is lost."""
    server.pages["/quay.png"] = Page(encode(make_halves(160, 120)), content_type="image/png")
    server.pages["/boat.png"] = Page(encode(make_halves(160, 120, "lime", "aqua")), content_type="image/png")
    server.pages["/dot.gif"] = Page(encode(Image.new("RGB", (1, 1)), "GIF"), content_type="image/gif")
    html = f"""<!DOCTYPE html><html lang="en"><head><title>The quay at noon</title>
    <link rel="canonical" href="{server.url}/news/1"></head><body><article><h1>The quay at noon</h1>
    <p>Nothing moves before the bell rings, and nobody would want it to.</p>
    <figure><img src="/quay.png" alt="A red sky over the quay"><figcaption>Noon, by our own hand.</figcaption></figure>
    <p>Then a boat comes in, and with it the whole town.</p>
    <img src="/boat.png"><img src="/dot.gif"><img src="/lost.png" alt="A gull, gone">
    <p>By one o'clock it is quiet again.</p></article></body></html>"""
    library.write("quay.html", html)
    assert library("add", str(library.home / "quay.html")).code == 0
    return library


@pytest.fixture
def screen(illustrated: Gazette) -> Iterator[Callable[..., Screen]]:
    """Returns what starts gazette in a terminal that answers what it is."""
    started: list[Screen] = []

    def start(*args: str, answer: bytes = XTERM, height: int = 50, **environ: Any) -> Screen:
        settings = {**illustrated.environ, "COLORTERM": "truecolor", "PAGER": "cat", **environ}
        program = [sys.executable, "-m", "gazette_cli", *args]
        one = Screen(
            program, 80, height, {name: value for name, value in settings.items() if value is not None}
        )
        one.answer = answer
        started.append(one)
        return one

    yield start
    for one in started:
        one.close()


def end(screen: Screen) -> str:
    """Return all that was sent to the terminal, once gazette has ended well."""
    assert screen.wait() == 0, screen.shown
    return screen.raw.decode()


def test_pictures_stand_in_the_text_and_their_words_under_them(
    screen: Callable[..., Screen], server: Server
) -> None:
    one = screen("read", "latest", "--images")
    sent = end(one)
    assert len(HALF.findall(sent)) == 3
    shown = [line.strip() for line in one.shown.splitlines()]
    start = shown.index("▀" * 16)
    assert shown[start : start + 6] == ["▀" * 16] * 6
    assert shown[start + 6].startswith("[image] A red sky over the quay")
    assert "Noon, by our own hand." in " ".join(shown)
    # The one without words stands there as well; the one that is lost is told of, the pixel is not.
    assert shown.count("▀" * 16) == 12
    assert one.shown.count("[image]") == 2
    assert "[image] A gull, gone" in shown
    assert "gazette: 1 of 4 pictures not shown: the server answers 404" in one.shown
    assert server.count("/quay.png") == 1
    end(screen("read", "latest", "--images"))
    assert server.count("/quay.png") == 1


def test_nothing_is_fetched_unless_it_is_asked_for(
    screen: Callable[..., Screen], illustrated: Gazette, server: Server
) -> None:
    one = screen("read", "latest")
    assert "\x1b[c" not in end(one)
    assert "[image] A red sky over the quay" in one.shown
    ways: list[tuple[tuple[str, ...], dict[str, str]]] = [
        (("--plain",), {}),
        (("--linear",), {}),
        (("--color", "never"), {}),
        ((), {"NO_COLOR": "1"}),
        ((), {"TERM": "dumb"}),
    ]
    for options, environ in ways:
        assert "▀" not in end(screen("read", "latest", "--images", *options, **environ))
    piped = illustrated("read", "latest", "--images")
    assert (piped.code, piped.err) == (0, "")
    assert "[image] A red sky over the quay" in piped.out
    assert illustrated("read", "latest", "--images", "--json").code == 0
    assert not server.requests


def test_the_setting_is_the_same_and_can_be_left_out_once(
    screen: Callable[..., Screen], illustrated: Gazette, server: Server
) -> None:
    illustrated.write(".config/gazette/config.toml", "[read]\nimages = true\n")
    assert "▀" not in end(screen("read", "latest", "--no-images"))
    assert "▀" not in illustrated("read", "latest").out
    assert not server.requests
    assert HALF.search(end(screen("read", "latest")))


def test_through_less_they_are_half_blocks(screen: Callable[..., Screen]) -> None:
    one = screen("read", "latest", "--images", answer=KITTY, height=16, PAGER="less")
    one.wait_for("page 1 of ")
    one.press("q")
    assert HALF.search(end(one))


@pytest.mark.parametrize(
    ("answer", "sign", "other"),
    [(SIXEL, "\x1bP", "\x1b_Ga=T"), (KITTY, "\x1b_Ga=T", "\x1bP")],
    ids=["sixel", "kitty"],
)
def test_where_the_terminal_has_better_the_pages_are_our_own(
    screen: Callable[..., Screen], answer: bytes, sign: str, other: str
) -> None:
    one = screen("read", "latest", "--images", answer=answer, height=14, PAGER=None)
    one.wait_for("enter: next")
    while "enter: leave" not in one.shown:
        one.press(" ")
        one.wait_for("page ")
        one.read(0.2)
    one.press("q")
    sent = end(one)
    assert sent.count(sign) >= 2
    assert other not in sent and "▀" not in sent


def test_a_terminal_that_says_nothing_gets_half_blocks(screen: Callable[..., Screen]) -> None:
    one = screen("read", "latest", "--images", answer=b"")
    assert HALF.search(end(one))


def test_within_tmux_its_title_is_left_alone(screen: Callable[..., Screen]) -> None:
    sent = end(screen("read", "latest", "--images", TMUX="/tmp/tmux/default,1,0"))
    assert "\x1b[c" in sent and "\x1b_G" not in sent
    assert HALF.search(sent)


def test_without_pillow_the_words_stay_and_it_is_said_how_to_have_it(
    illustrated: Gazette, screen: Callable[..., Screen], server: Server
) -> None:
    # As it is where neither is installed.
    hide = "import importlib.util as u; f = u.find_spec; u.find_spec = lambda n, *a: None if n == 'PIL' else f(n, *a)"
    illustrated.write("hidden/sitecustomize.py", hide)
    one = screen("read", "latest", "--images", PYTHONPATH=str(illustrated.home / "hidden"))
    end(one)
    assert "gazette: no pictures: Pillow and textual-image are not installed" in one.shown
    assert "in its clone: uv tool install '.[images]'" in one.shown
    assert "[image] A red sky over the quay" in one.shown
    assert not server.requests
    illustrated("add", str(illustrated.write("plain.md", "# Without\n\nWords alone.\n")))
    other = screen("read", "plain", "--images", PYTHONPATH=str(illustrated.home / "hidden"))
    end(other)
    assert "Words alone." in other.shown
    assert "no pictures" not in other.shown
