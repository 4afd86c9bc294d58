"""gazette read: the page, its paging, what may be named, and what it marks."""

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from gazette_cli.library.connection import open_library, writing
from gazette_cli.paths import find_library
from tests.conftest import Gazette

PARAGRAPH = (
    "Le vent s'est levé dans la nuit et les bateaux sont rentrés au port les uns après les autres, sans hâte."
)


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """Eight articles, ids 1 to 8 from the oldest to the newest; number 3 is long."""
    for number in range(1, 9):
        body = "\n\n".join([f"{PARAGRAPH} ({n})" for n in range(1, 41 if number == 3 else 3)])
        library.write(
            f"pages/p{number}.txt",
            f"Le Port\n\nTitre numéro {number}\n\n{number} mai 2024 10:00 (UTC+02:00)\n\nSète / Anne Roux\n\n{body}\n",
        )
    library("add", str(library.home / "pages"))
    return library


def test_an_article_has_its_header_and_its_text(shelf: Gazette) -> None:
    result = shelf("read", "2")
    assert result.code == 0
    for part in ("Le Port", "Sète", "Titre numéro 2", "2 May 2024, 10:00 (UTC+02:00)", "Anne Roux", "1 min"):
        assert part in result.out
    assert " ".join(result.out.split()).count(PARAGRAPH) == 2
    assert all(len(line) <= 72 for line in result.lines)


def test_the_width_is_the_readers(shelf: Gazette) -> None:
    assert all(len(line) <= 30 for line in shelf("read", "2", "--width", "30").lines)
    assert any(len(line) > 90 for line in shelf("read", "2", "--width", "100").lines)
    for width in (20, 40, 80, 120):
        result = shelf("read", "3", COLUMNS=str(width))
        assert all(cell_len(line) <= width for line in result.lines)


def test_a_page_is_printed_alone_with_how_to_get_the_next(shelf: Gazette) -> None:
    first = shelf("read", "3", "--page", "1")
    assert first.lines[-1] == "page 1 of 4 · next: gazette read 3 --page 2"
    assert "Titre numéro 3" in first.out
    last = shelf("read", "3", "--page", "4")
    assert last.lines[-1] == "page 4 of 4"
    numbers = [f"({n})" for n in range(1, 41)]
    pages = "".join(shelf("read", "3", "--page", str(n)).out for n in range(1, 5))
    assert [n for n in numbers if n not in pages] == []
    beyond = shelf("read", "3", "--page", "9")
    assert (beyond.code, beyond.out) == (1, "")
    assert "no page 9" in beyond.err


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["4"], [4]),
        (["3-5"], [3, 4, 5]),
        (["5-3"], [5, 4, 3]),
        (["7", "2", "7"], [7, 2]),
        (["6-99"], [6, 7, 8]),
        (["latest"], [8]),
        (["next"], [8]),
        (["p5"], [5]),
        (["p5.txt"], [5]),
    ],
)
def test_what_names_an_article(shelf: Gazette, names: list[str], expected: list[int]) -> None:
    assert [record["id"] for record in shelf("read", "--json", *names).records] == expected


def test_next_is_the_newest_unread_and_random_is_one_of_them(shelf: Gazette) -> None:
    shelf("read", "next")
    shelf("read", "next")
    assert shelf("read", "next", "--json", "--keep-unread").records[0]["id"] == 6
    assert shelf("read", "random", "--json").records[0]["id"] in range(1, 9)
    shelf("mark", "read", "1-8")
    result = shelf("read", "next")
    assert (result.code, result.out) == (1, "")
    assert "nothing is left unread" in result.err


def test_reading_marks_as_read_unless_told_otherwise(shelf: Gazette) -> None:
    shelf("read", "2", "--keep-unread")
    assert shelf("list", "--unread", "--count").out == "8\n"
    shelf("read", "2-3")
    assert shelf("list", "--unread", "--count").out == "6\n"
    assert "taken back: read 2-3 (2 articles)" in shelf("undo").out
    assert shelf("list", "--unread", "--count").out == "8\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("9999", "the highest is 8"),
        ("0", "1"),
        (str(2**80), "8"),
        ("50-60", "8"),
        ("no-such-page", "no article no-such-page"),
        ("", "no article"),
    ],
)
def test_an_unknown_article_is_an_error_that_names_what_there_is(
    shelf: Gazette, name: str, said: str
) -> None:
    result = shelf("read", name)
    assert result.code == 1
    assert result.out == ""
    assert result.err.startswith("gazette: no article")
    assert said in result.err
    assert len(result.err.splitlines()) <= 2


def test_the_nearest_are_named_where_one_was_removed(shelf: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    path = shelf.write("b.txt", make_page("Neuf"))
    shelf("add", str(path))
    shelf.write("c.txt", make_page("Dix"))
    shelf("add", str(shelf.home / "c.txt"))
    shelf("remove", str(path))
    assert "the nearest: 8 and 10" in shelf("read", "9").err


def test_an_id_is_never_used_again(shelf: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    path = shelf.write("b.txt", make_page("Neuf"))
    shelf("add", str(path))
    shelf("remove", str(path))
    shelf("add", str(path))
    assert shelf("read", "--json", "b").records[0]["id"] == 10


def test_json_has_the_text_and_what_belongs_to_it(library: Gazette) -> None:
    page = library.write(
        "a.md",
        "---\nlang: en\n---\n# A title\n\nSee [the harbour](https://example.org/h) and *more*.\n\nAnd [again](https://example.org/h).\n",
    )
    library("add", str(page))
    (record,) = library("read", "latest", "--json").records
    keys = (
        "id title source url published author place language tags read starred progress words minutes".split()
    )
    more = "summary text html links enclosures path comments image duration full_text summary_only".split()
    assert list(record) == [*keys, *more]
    assert record["text"] == "See the harbour and more.\n\nAnd again."
    assert "<em>more</em>" in record["html"]
    assert record["links"] == [{"n": 1, "url": "https://example.org/h", "text": "the harbour"}]
    assert record["enclosures"] == []
    assert record["path"] == str(page)
    assert record["read"] is False


def test_a_path_or_standard_input_is_read_and_not_stored(gazette: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    path = gazette.write("page.txt", make_page("Un titre à lire"))
    for result in (gazette("read", str(path)), gazette("read", "-", stdin=path.read_bytes())):
        assert result.code == 0
        assert "Un titre à lire" in result.out
    assert not list(Path(gazette.home).rglob("library.db"))


def test_french_signs_never_begin_a_line(library: Gazette) -> None:
    text = "Il a dit : « Le bateau rentre ce soir ! » Vraiment ? Oui ; c'est sûr. " * 20
    page = library.write("a.txt", f"Le Port\n\nUn titre\n\n1er mai 2024 à 9h05\n\n{text}\n")
    library("add", str(page))
    for width in range(20, 73, 4):
        lines = library("read", "latest", "--width", str(width)).lines
        assert not [line for line in lines if line.lstrip()[:1] in tuple(":;!?»")], width
        assert not [line for line in lines if line.rstrip().endswith("«")], width


def test_nothing_in_an_article_reaches_the_terminal_as_a_command(library: Gazette) -> None:
    record = {
        "title": "\x1b]0;owned\x07T\x9b31mitre [/]",
        "source": "\x1b[2JS",
        "author": "A\x00\x08",
        "text": "Un \x1b[31mtexte\x1b[0m \u202eenvers [bold red]gras[/bold red] \x1b]8;;http://x\x1b\\lien\x1b]8;;\x1b\\.",
    }
    library("add", str(library.write("a.jsonl", json.dumps(record))))
    for args in (["read", "latest"], ["list"], ["search", "texte"], ["--color", "always", "read", "latest"]):
        result = library(*args)
        assert result.code == 0
        assert not {"\x07", "\x9b", "\x00", "\x08", "\u202e"} & set(result.out), args
        assert "\x1b]" not in result.out
        assert "\x1b[2J" not in result.out
    assert "[bold red]gras[/bold red]" in library("read", "latest").out
    assert not {"\x1b", "\x9b", "\u202e"} & set(
        json.dumps(library("read", "latest", "--json").records, ensure_ascii=False)
    )


def test_without_a_name_it_asks_which(shelf: Gazette) -> None:
    result = shelf("read")
    assert result.code == 2
    assert "which article?" in result.err


def test_a_page_that_was_asked_for_by_a_word_goes_on_by_its_number(shelf: Gazette) -> None:
    shelf("mark", "read", "1-2", "4-99")
    last = shelf("read", "next", "--page", "1", "--width", "60", "--keep-unread").lines[-1]
    assert re.fullmatch(r"page 1 of \d+ · next: gazette read 3 --width 60 --page 2", last)
    long = shelf("read", "3", "--json", "--keep-unread").records[0]["path"]
    path = shelf.write("une page.txt", Path(long).read_bytes())
    last = shelf("read", str(path), "--page", "1").lines[-1]
    assert last.endswith(f"next: gazette read '{path}' --page 2")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (40, 20), (20, 10)])
def test_a_page_alone_fits_a_terminal_with_its_footer(shelf: Gazette, width: int, height: int) -> None:
    terminal = shelf.terminal("read", "3", "--page", "2", width=width, height=height)
    assert terminal.wait() == 0
    terminal.close()
    lines = terminal.shown.splitlines()
    assert len(lines) <= height - 1
    assert all(len(line) <= width for line in lines)
    assert "page 2 of" in terminal.shown


@pytest.mark.parametrize(("key", "code"), [("q", 0), ("\x03", 130)])
def test_what_is_left_on_its_first_page_is_read(shelf: Gazette, key: str, code: int) -> None:
    terminal = shelf.terminal("read", "3", PATH=str(shelf.home))
    terminal.wait_for("page 1 of")
    terminal.press(key)
    assert terminal.wait() == code
    terminal.close()
    assert next(record["read"] for record in shelf("list", "--json").records if record["id"] == 3)


@pytest.mark.parametrize("data", [b"", b"   \n", bytes(range(256)) * 40])
def test_what_standard_input_lacks_is_said_of_it(gazette: Gazette, data: bytes) -> None:
    result = gazette("read", "-", stdin=data)
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("gazette: standard input: ")


def test_what_can_not_be_marked_is_read_all_the_same(shelf: Gazette) -> None:
    with open_library(find_library(shelf.environ, None)) as other, writing(other):
        result = shelf("read", "2")
    assert (result.code, "Titre numéro 2" in result.out) == (0, True)
    assert "not marked as read" in result.err
