"""Where one was: left in the middle, shown in the list, opened again there, whatever has changed meanwhile."""

import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator

import pytest

from gazette_cli.library.connection import open_library, writing
from gazette_cli.library.places import get_place
from gazette_cli.models import Place
from gazette_cli.paths import find_library
from tests.conftest import Gazette
from tests.terminal import Terminal

OWN = {"PATH": "/no/programs/here"}
LESS = {"GAZETTE_PAGER": "less"}
needs_less = pytest.mark.skipif(shutil.which("less") is None, reason="less is not installed")
pagers = pytest.mark.parametrize(
    "pager", [pytest.param(OWN, id="own"), pytest.param(LESS, id="less", marks=needs_less)]
)

Start = Callable[..., Terminal]


def write_article(library: Gazette, number: int, paragraphs: int = 60, first: str = "") -> None:
    body = "\n\n".join(
        f"{first}Paragraphe {n} de l'article {number}, et rien de plus." for n in range(1, paragraphs + 1)
    )
    library.write(
        f"pages/p{number}.txt",
        f"Le Port\n\nTitre numéro {number}\n\n{number} mai 2024 10:00 (UTC+02:00)\n\n{body}\n",
    )


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """Four articles, ids 1 to 4 from the oldest to the newest, of sixty short paragraphs each; 4 fits a screen."""
    for number in range(1, 5):
        write_article(library, number, 60 if number < 4 else 3)
    library("add", str(library.home / "pages"))
    return library


@pytest.fixture
def start(shelf: Gazette) -> Iterator[Start]:
    """Returns a starter of a gazette in a terminal."""
    terminals: list[Terminal] = []

    def begin(*args: str, **options: object) -> Terminal:
        terminals.append(shelf.terminal(*args, **options))  # type: ignore[arg-type]
        return terminals[-1]

    yield begin
    for terminal in terminals:
        terminal.close()


def find_place(library: Gazette, article_id: int) -> Place | None:
    with open_library(find_library(library.environ, None)) as db:
        return get_place(db, article_id)


def progress(library: Gazette) -> dict[int, int | None]:
    return {record["id"]: record["progress"] for record in library("list", "--json", "--all").records}


def find_unread(library: Gazette) -> set[int]:
    return {record["id"] for record in library("list", "--unread", "--json").records}


@pagers
def test_what_is_left_in_the_middle_is_opened_there_again(
    shelf: Gazette, start: Start, pager: dict[str, str]
) -> None:
    terminal = start("read", "1", **pager)
    terminal.wait_for("page 1 of 6")
    terminal.press("  ")
    shown = terminal.wait_for("page 3 of 6")
    terminal.press("q")
    assert terminal.wait() == 0
    place = find_place(shelf, 1)
    assert place is not None
    top = f"Paragraphe {place.part + 1} "
    assert place.parts == 60 and top in shown and f"Paragraphe {place.part} " not in shown.split("page 2")[-1]
    assert place.progress == progress(shelf)[1]
    for args in (("continue",), ("read", "1")):
        terminal = start(*args, **pager)
        assert re.findall(r"Paragraphe \d+ ", terminal.wait_for("page "))[0] == top
        terminal.press("q")
        assert terminal.wait() == 0
        assert find_place(shelf, 1) == place


@pagers
def test_another_width_and_an_edited_text_lead_to_the_same_paragraph(
    shelf: Gazette, start: Start, pager: dict[str, str]
) -> None:
    terminal = start("read", "1", **pager)
    terminal.wait_for("page 1 of")
    terminal.press("  ")
    terminal.wait_for("page 3 of")
    terminal.press("q")
    terminal.wait()
    place = find_place(shelf, 1)
    assert place is not None
    path = shelf.home / "pages/p1.txt"
    text = path.read_text()
    head, first, rest = text.partition("Paragraphe 1 ")
    path.write_text(
        head + "".join(f"Du nouveau, et c'est le point {n}.\n\n" for n in range(7)) + first + rest
    )
    os.utime(path, (1, 1))
    terminal = start("continue", width=30, height=10, **pager)
    shown = terminal.wait_for("page ")
    assert re.findall(r"Paragraphe \d+ ", shown)[0] == f"Paragraphe {place.part + 1} "
    terminal.press("q")
    terminal.wait()
    after = find_place(shelf, 1)
    assert after is not None and (after.part, after.words) == (place.part + 7, place.words)


@pagers
def test_what_is_read_to_its_end_has_no_place(shelf: Gazette, start: Start, pager: dict[str, str]) -> None:
    terminal = start("read", "1", **pager)
    terminal.wait_for("page 1 of")
    terminal.press("q")
    terminal.wait()
    assert progress(shelf)[1] is not None
    terminal = start("read", "1", **pager)
    terminal.wait_for("page 1 of")
    terminal.press("G")
    terminal.wait_for("page 6 of 6")
    terminal.press("q")
    terminal.wait()
    assert set(progress(shelf).values()) == {None}
    result = shelf("continue")
    assert (result.code, result.out) == (1, "")
    assert (
        result.err == "gazette: nothing was left unfinished\n  `gazette read next` opens the newest unread\n"
    )


def test_continue_prints_what_is_left_and_in_a_pipe_nothing_is_kept(shelf: Gazette, start: Start) -> None:
    terminal = start("read", "2", "--page", "2")
    assert terminal.wait() == 0
    place = find_place(shelf, 2)
    assert place is not None and 0 < place.progress < 100
    for args in (["continue"], ["continue", "--plain", "--width", "40"]):
        result = shelf(*args)
        assert result.code == 0
        assert "Titre numéro 2" in result.out
        assert re.findall(r"Paragraphe (\d+) ", result.out) == [str(n) for n in range(place.part + 1, 61)]
        assert "\n\n\n" not in result.out
    assert "Paragraphe 1 " in shelf("read", "2").out
    assert find_place(shelf, 2) == place


def test_all_of_it_in_a_terminal_or_its_last_page_is_its_end(shelf: Gazette, start: Start) -> None:
    for args in (["--no-pager"], ["--plain"], ["--page", "6"]):
        assert start("read", "2", "--page", "1").wait() == 0
        assert progress(shelf)[2] is not None
        assert start("read", "2", *args).wait() == 0
        assert progress(shelf)[2] is None
    assert start("read", "4").wait() == 0
    assert progress(shelf)[4] is None


def test_continue_without_a_pager_begins_where_it_was_left(shelf: Gazette, start: Start) -> None:
    start("read", "2", "--page", "3").wait()
    terminal = start("continue", "--no-pager")
    assert terminal.wait() == 0
    assert "Titre numéro 2" in terminal.shown and "Paragraphe 1 " not in terminal.shown
    assert "Paragraphe 60 " in terminal.shown
    assert progress(shelf)[2] is None


def test_any_other_pager_changes_nothing(shelf: Gazette, start: Start) -> None:
    start("read", "1", "--page", "2").wait()
    place = find_place(shelf, 1)
    assert start("read", "1-2", GAZETTE_PAGER="true").wait() == 0
    assert (find_place(shelf, 1), find_place(shelf, 2)) == (place, None)
    assert find_unread(shelf) == {3, 4}


@pagers
def test_of_several_those_reached_are_read_and_each_has_its_place(
    shelf: Gazette, start: Start, pager: dict[str, str]
) -> None:
    terminal = start("read", "1-3", **pager)
    terminal.wait_for("page 1 of")
    terminal.press(" " * 7)
    terminal.wait_for("page 8 of")
    terminal.press("q")
    terminal.wait()
    assert find_unread(shelf) == {3, 4}
    assert {number for number, percent in progress(shelf).items() if percent is not None} == {2}
    assert "Titre numéro 2" in shelf("continue").out


@pagers
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGINT, None])
def test_a_terminal_that_is_closed_and_signals_keep_the_place_and_leave_nothing_behind(
    shelf: Gazette, start: Start, pager: dict[str, str], number: int | None
) -> None:
    folder = shelf.home / "tmp"
    folder.mkdir()
    terminal = start("read", "1", TMPDIR=str(folder), **pager)
    terminal.wait_for("page 1 of")
    terminal.press(" ")
    terminal.wait_for("page 2 of")
    if number is None:
        terminal.hang_up()
    elif number == signal.SIGINT and pager is LESS:  # which knows what to do
        terminal.press("\x03")
        terminal.wait_for("\x07")
        # It may throw away what is typed right after its bell, and need not write its prompt anew.
        while terminal.process.poll() is None:
            terminal.press("q")
            terminal.read(0.2)
    else:
        terminal.process.send_signal(number)
    codes = {signal.SIGINT: 0 if pager is LESS else 130}
    assert terminal.wait() == codes.get(number, -(number or signal.SIGHUP))  # type: ignore[call-overload]
    place = find_place(shelf, 1)
    assert place is not None and place.part > 5
    assert find_unread(shelf) == {2, 3, 4}
    assert "Traceback" not in terminal.shown
    assert list(folder.iterdir()) == []


@pagers
def test_keys_lead_to_the_next_article_and_back(shelf: Gazette, start: Start, pager: dict[str, str]) -> None:
    shelf("list")
    following, back = ("N", "P") if pager is OWN else (":n", ":p")
    terminal = start("read", "3", width=120, **pager)
    terminal.wait_for("next, previous article")
    terminal.press(following)
    terminal.wait_for("Titre numéro 2")
    terminal.wait_for("next, previous article")
    terminal.press(" ")
    terminal.wait_for("page 2 of")
    terminal.press(back)
    terminal.wait_for("Titre numéro 3")
    terminal.wait_for("next, previous article")
    terminal.press("q")
    assert terminal.wait() == 0
    assert find_unread(shelf) == {1, 4}
    assert {number for number, percent in progress(shelf).items() if percent is not None} == {2, 3}
    assert "Titre numéro 3" in shelf("continue").out


def test_marking_as_read_is_the_end_of_it_and_unread_is_not(shelf: Gazette, start: Start) -> None:
    start("read", "1", "--page", "2").wait()
    start("read", "2", "--page", "2").wait()
    shelf("mark", "unread", "1", "2")
    assert None not in (find_place(shelf, 1), find_place(shelf, 2))
    shelf("mark", "read", "2")
    assert find_place(shelf, 2) is None
    assert "Titre numéro 1" in shelf("continue").out


def test_hidden_and_removed_articles_are_not_continued(shelf: Gazette, start: Start) -> None:
    start("read", "1", "--page", "2").wait()
    start("read", "2", "--page", "2").wait()
    shelf("mark", "hide", "2")
    assert "Titre numéro 1" in shelf("continue").out
    shelf("remove", str(shelf.home / "pages"))
    assert shelf("continue").code == 1


def test_a_place_that_can_not_be_kept_is_no_error(shelf: Gazette, start: Start) -> None:
    with open_library(find_library(shelf.environ, None)) as other, writing(other):
        terminal = start("read", "1", "--page", "2")
        assert terminal.wait() == 0
    assert "Paragraphe" in terminal.shown
    assert "gazette: the place was not kept: " in terminal.shown
    assert find_place(shelf, 1) is None


def test_a_long_paragraph_is_opened_where_it_was_left(shelf: Gazette, start: Start) -> None:
    words = " ".join(f"mot{n}" for n in range(3000))
    shelf.write("long.txt", f"Le Port\n\nUn seul paragraphe\n\n9 mai 2024 10:00\n\n{words}\n")
    shelf("add", str(shelf.home / "long.txt"))
    terminal = start("read", "5", **OWN)
    terminal.wait_for("page 1 of")
    terminal.press("    ")
    seen = re.findall(r"mot\d+", terminal.wait_for("page 5 of").split("page 4")[-1])
    terminal.press("q")
    terminal.wait()
    terminal = start("continue", **OWN)
    assert set(seen) & set(re.findall(r"mot\d+", terminal.wait_for("page 5 of")))
    terminal.press("q")
    terminal.wait()
