"""What the README says is tried: each of its examples is run, and succeeds; its table of JSON keys is the keys."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gazette_cli.cli import COMMANDS
from gazette_cli.library.connection import open_library
from gazette_cli.library.places import keep_place
from gazette_cli.models import Place
from gazette_cli.paths import find_library
from tests.conftest import Gazette
from tests.server import Page, Server

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
# What says what it did on standard error, or nothing where there is nothing to say.
TALKERS = ("refresh", "import", "export", "add https", "rules", "doctor")


def list_blocks() -> list[str]:
    """The examples, a block each, but those that set gazette up or measure it."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [block for block in blocks if re.search(r"\bgazette ", block) and "python" not in block]


@pytest.fixture
def shelf(
    library: Gazette, make_page: Callable[..., str], make_feed: Callable[..., bytes], server: Server
) -> Gazette:
    """Twenty articles, two pages long each, that every example finds something in, and programs to run them."""
    body = "La poutine du port, une oeuvre. La Corée du Nord, vue du phare.\n\n" + "\n\n".join(
        f"Le paragraphe {n} dit la mer, et rien de plus que la mer." for n in range(40)
    )
    for n in range(1, 21):
        name = "metro" if n == 12 else f"page-{n}"
        page = make_page(f"La poutine, numéro {n}", f"{body}\n\nFin {n}.", f"{n} septembre 2026 08:00")
        library("add", str(library.write(f"pages/{name}.txt", page)))
    # Edited after it was published, and on a page of its own.
    page = make_page("La poutine, numéro 12", f"{body}\n\nLa fin.", "12 septembre 2026 08:00")
    library.write("pages/metro.txt", page)
    whole = "".join(
        f"<p>Le paragraphe {n} de la page, en entier, avec tout ce qu'elle dit.</p>" for n in range(90)
    )
    server.pages["/12"] = Page(
        f"<title>Douze</title><article>{whole}</article>".encode(), content_type="text/html"
    )
    library("list")
    give_page(library, 12, f"{server.url}/12")
    # By the clock of the machine, as the examples will be.
    library.process(
        "add", str(library.write("pages/today.txt", "Une note du jour\n\nElle ne dit pas sa date.\n"))
    )
    library("mark", "tag", "mer", "1-20")
    library("mark", "star", "3")
    with open_library(find_library(library.environ, None)) as db:
        keep_place(db, 5, Place(3, 42, "le paragraphe 2 dit la mer", 20), 0)
    shelf = prepare(library, make_page, make_feed, server)
    shelf("add", f"{server.url}/known.xml")
    return shelf


@pytest.fixture
def newcomer(
    gazette: Gazette, make_page: Callable[..., str], make_feed: Callable[..., bytes], server: Server
) -> Gazette:
    """The bundled edition, and programs to run the examples."""
    return prepare(gazette, make_page, make_feed, server)


def give_page(library: Gazette, article_id: int, url: str) -> None:
    with open_library(find_library(library.environ, None)) as db:
        db.execute("UPDATE articles SET url = ? WHERE id = ?", (url, article_id))
        html = f"<p>La poutine, sur <a href='{url}/carte'>la carte</a>."
        db.execute("UPDATE contents SET html = ? || replace(text, char(10), '<br>')", (html,))


def prepare(
    gazette: Gazette, make_page: Callable[..., str], make_feed: Callable[..., bytes], server: Server
) -> Gazette:
    for place in ("articles/a.txt", "downloads/b.txt", "page.txt"):
        gazette.write(place, make_page(f"Une page nommée {place}", f"Le texte de {place}."))
    gazette.write("notes.md", "# Des notes\n\nCe qu'il faut retenir.\n")
    page = gazette.write("page.html", "<title>Une page</title><p>" + "Le texte de la page, en entier. " * 20)
    programs = {
        "gazette": f"exec '{sys.executable}' -m gazette_cli \"$@\"",
        "curl": f"cat '{page}'",
        "browser": "exit 0",
    }
    for name, script in programs.items():
        gazette.write(f"bin/{name}", f"#!/bin/sh\n{script}\n").chmod(0o755)
    gazette.environ["PATH"] = f"{gazette.home / 'bin'}:{gazette.environ['PATH']}"
    gazette.environ["EXAMPLE"] = server.url
    gazette.environ["BROWSER"] = "browser"
    gazette.write(
        ".config/gazette/config.toml", "\n".join(re.findall(r"```toml\n(.*?)```", README, re.DOTALL))
    )
    link = "<link rel='alternate' type='application/rss+xml' href='/feed.xml'>"
    server.pages["/"] = Page(f"<title>Harbour</title>{link}".encode(), content_type="text/html")
    server.pages["/feed.xml"] = Page(make_feed("Harbour Times", "The ferry is back"))
    server.pages["/bay.xml"] = Page(make_feed("Bay", "Fog over the bay"))
    server.pages["/known.xml"] = Page(make_feed("Known", "Known already"))
    return gazette


@pytest.mark.parametrize("block", list_blocks(), ids=lambda block: block.split("#")[0].split("\n")[0].strip())
def test_examples_succeed(block: str, request: pytest.FixtureRequest) -> None:
    gazette = request.getfixturevalue("newcomer" if "seeds" in block else "shelf")
    lines = [line for line in block.splitlines() if line.strip()]
    for line in lines:
        if "awk" in line and not shutil.which("awk"):
            continue
        here = line.replace("https://example.org", gazette.environ["EXAMPLE"])
        done = subprocess.run(
            ["sh", "-c", here], cwd=gazette.home, env=gazette.environ, capture_output=True, timeout=60
        )
        assert done.returncode == 0, f"{line}\n{done.stderr.decode()}"
        assert done.stderr == b"" or any(f"gazette {name}" in line for name in TALKERS), line
        if not re.search(r"> \S|xargs", line):
            assert done.stdout or done.stderr, f"{line}\nsays nothing"


def test_every_command_has_an_example() -> None:
    examples = "\n".join(list_blocks())
    assert not [command for command in COMMANDS if not re.search(rf"\bgazette (\S+ )*{command}\b", examples)]


def test_the_table_of_json_is_what_json_is(shelf: Gazette) -> None:
    rows = re.findall(r"^\| (.*?) \| .* \|$", README.split("\n## JSON")[1].split("\n## ")[0], re.MULTILINE)
    assert rows[0] == "key"
    listed: list[str] = []
    read: list[str] = []
    found: list[str] = []
    keys = listed
    for row in rows[1:]:
        keys = read if row.startswith("with `read`") else found if row.startswith("with `search`") else keys
        keys += [name for name in re.findall(r"`(\w+)`", row) if name not in ("read", "search")]
        if row == "`read` `starred`":
            keys.insert(keys.index("starred"), "read")
    record = shelf("list", "--json", "--limit", "1").records[0]
    assert list(record) == listed
    assert list(shelf("read", "1", "--json").records[0]) == listed + read
    assert list(shelf("search", "poutine", "--json").records[0]) == listed + found
    documented = re.search(r"`sources --json` prints `(.*?)`", README)
    assert documented
    assert list(shelf("sources", "--json").records[0]) == documented[1].split(", ")
