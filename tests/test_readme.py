"""What the README says is tried: each of its examples is run, and succeeds; its table of JSON keys is the keys."""

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Gazette

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
COMMANDS = ("list", "read", "search", "add", "sources", "remove", "mark", "undo")


def list_blocks() -> list[str]:
    """The examples, a block each, but those that set gazette up or measure it."""
    blocks = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
    return [block for block in blocks if re.search(r"\bgazette ", block) and "python" not in block]


@pytest.fixture
def shelf(library: Gazette, make_page: Callable[..., str]) -> Gazette:
    """Twenty articles, two pages long each, that every example finds something in, and programs to run them."""
    body = "La poutine du port, une oeuvre. La Corée du Nord, vue du phare.\n\n" + "\n\n".join(
        f"Le paragraphe {n} dit la mer, et rien de plus que la mer." for n in range(40)
    )
    for n in range(1, 21):
        name = "metro" if n == 12 else f"page-{n}"
        page = make_page(f"La poutine, numéro {n}", f"{body}\n\nFin {n}.", f"{n} septembre 2026 08:00")
        library("add", str(library.write(f"pages/{name}.txt", page)))
    # By the clock of the machine, as the examples will be.
    library.process(
        "add", str(library.write("pages/today.txt", "Une note du jour\n\nElle ne dit pas sa date.\n"))
    )
    library("mark", "tag", "mer", "1-20")
    library("mark", "star", "3")
    return prepare(library, make_page)


@pytest.fixture
def newcomer(gazette: Gazette, make_page: Callable[..., str]) -> Gazette:
    """The bundled edition, and programs to run the examples."""
    return prepare(gazette, make_page)


def prepare(gazette: Gazette, make_page: Callable[..., str]) -> Gazette:
    for place in ("articles/a.txt", "downloads/b.txt", "page.txt"):
        gazette.write(place, make_page(f"Une page nommée {place}", f"Le texte de {place}."))
    gazette.write("notes.md", "# Des notes\n\nCe qu'il faut retenir.\n")
    page = gazette.write("page.html", "<title>Une page</title><p>" + "Le texte de la page, en entier. " * 20)
    programs = {
        "gazette": f"exec '{sys.executable}' -m gazette_cli \"$@\"",
        "curl": f"cat '{page}'",
    }
    for name, script in programs.items():
        gazette.write(f"bin/{name}", f"#!/bin/sh\n{script}\n").chmod(0o755)
    gazette.environ["PATH"] = f"{gazette.home / 'bin'}:{gazette.environ['PATH']}"
    return gazette


@pytest.mark.parametrize("block", list_blocks(), ids=lambda block: block.split("#")[0].split("\n")[0].strip())
def test_examples_succeed(block: str, request: pytest.FixtureRequest) -> None:
    gazette = request.getfixturevalue("newcomer" if "seeds" in block else "shelf")
    lines = [line for line in block.splitlines() if line.strip()]
    for line in lines:
        if "awk" in line and not shutil.which("awk"):
            continue
        done = subprocess.run(
            ["sh", "-c", line], cwd=gazette.home, env=gazette.environ, capture_output=True, timeout=60
        )
        assert done.returncode == 0, f"{line}\n{done.stderr.decode()}"
        assert done.stderr == b"", line
        if "export.jsonl" not in line and "xargs" not in line:
            assert done.stdout, f"{line}\nsays nothing"


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
