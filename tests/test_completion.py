"""Completion as the shells ask for it, with names and headlines that others have written."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from gazette_cli.commands.completing import find_library_option
from gazette_cli.commands.shells import answer_zsh, quote_bash
from tests.conftest import Gazette

HEADLINES = [
    "[bold]gras[/] [/] crochets",
    "Deux : points: ici",
    'Guillemets "doubles" et `accents` $HOME',
    "\x1b[31mrouge\x1b]0;x\x07\u202e fin\nligne",
    "barre \\$(touch pwned) oblique",
    "l'apostrophe '$(touch pwned)' simple",
]
SOURCES = ["Le Port", "L'Éclair d'été", "Ev\\$(touch pwned)il", "Harbour \"Times\" '$(touch pwned)'"]
TAGS = ["mer du nord", "pêche", "a:b", "\\`touch pwned`"]


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """An article for each headline, ids from 1."""
    rows = [
        {"title": title, "source": SOURCES[n % 4], "tags": [TAGS[n % 4]], "text": "x", "language": "fr",
         "published": f"2026-01-0{n + 1}T00:00:00Z"}
        for n, title in enumerate(HEADLINES)
    ]  # fmt: skip
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


def ask(gazette: Gazette, line: str, **environ: str) -> list[str]:
    """What fish is told for a command line that ends at the cursor."""
    asked = {"_GAZETTE_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    result = gazette.process(**asked, _TYPER_COMPLETE_ARGS=line, **environ)
    assert result.err == ""
    return [one for one in result.lines if one]


def ask_bash(gazette: Gazette, *words: str) -> list[str]:
    asked = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)}
    result = gazette.process(_GAZETTE_COMPLETE="complete_bash", **asked)
    assert (result.code, result.err) == (0, "")
    return result.lines


def test_commands_and_options(gazette: Gazette) -> None:
    assert [line.split("\t")[0] for line in ask(gazette, "gazette re")] == [
        "read",
        "refresh",
        "remove",
        "rename",
    ]
    assert all(not line.endswith("...") for line in ask(gazette, "gazette "))
    assert [line.split("\t")[0] for line in ask(gazette, "gazette list --un")] == ["--unread", "--until"]
    assert ask(gazette, "gazette list --sort ") == ["date", "source", "title"]
    assert ask(gazette, "gazette --color a") == ["auto", "always"]


def test_a_library_that_is_not_there_is_not_made(gazette: Gazette) -> None:
    assert ask(gazette, "gazette read ") == []
    assert not list(gazette.home.rglob("*.db"))


def test_ids_come_with_their_headlines_newest_first(shelf: Gazette) -> None:
    told = ask(shelf, "gazette read ")
    assert [line.split("\t")[0] for line in told] == ["6", "5", "4", "3", "2", "1"]
    assert told[5].endswith("\t[bold]gras[/] [/] crochets")
    assert told[2].endswith("\trouge fin ligne")


def test_sources_tags_languages_and_marks(shelf: Gazette) -> None:
    assert set(ask(shelf, "gazette list --source ")) == set(SOURCES)
    assert ask(shelf, "gazette list --source eclair") == []
    assert ask(shelf, "gazette list --source 'Le P") == ["Le Port"]
    assert set(ask(shelf, "gazette mark tag ")) == set(TAGS)
    assert ask(shelf, "gazette mark untag pê") == ["pêche"]
    assert ask(shelf, "gazette list --lang ") == ["fr"]
    assert ask(shelf, "gazette mark un") == ["unread", "unstar", "unhide", "untag"]
    assert ask(shelf, "gazette remove sh") == ["shelf.jsonl"]


def test_the_library_on_the_command_line_is_the_one(shelf: Gazette) -> None:
    other = shelf.home / "other.db"
    shelf("--library", str(other), "list")
    named = ask(shelf, f"gazette --library {other} list --source ")
    assert "Le Courrier des faubourgs" in named
    assert ask(shelf, "gazette list --source ", GAZETTE_LIBRARY=str(other)) == named
    assert ask(shelf, f"gazette read --library={other} 1")[0].startswith("1")
    assert ask(shelf, f"gazette --library {shelf.home}/none.db read ") == []
    (shelf.home / "bad.db").write_text("no library")
    assert ask(shelf, f"gazette --library {shelf.home}/bad.db read ") == []


@pytest.mark.parametrize(
    ("environ", "option"),
    [
        ({"COMP_WORDS": "gazette\n--library\na b.db\nread\n"}, "a"),
        ({"COMP_WORDS": "gazette\n--library\n'a b.db'\nread\n'"}, "'a"),
        ({"COMP_WORDS": "gazette\n--library\n=\nx.db\nread\n"}, "x.db"),
        ({"_TYPER_COMPLETE_ARGS": "gazette --library=x.db read "}, "x.db"),
        ({"_TYPER_COMPLETE_ARGS": "gazette --library 'a b.db' read "}, "a b.db"),
        ({"_TYPER_COMPLETE_ARGS": "gazette --library"}, None),
        ({}, None),
    ],
)
def test_the_library_is_found_among_the_words(environ: dict[str, str], option: str | None) -> None:
    assert find_library_option(environ) == option


@pytest.mark.parametrize(
    "line", ["gazette 'open", 'gazette list --source "', "gazette nope ", "gazette --x "]
)
def test_what_can_not_be_completed_is_passed_over_in_silence(shelf: Gazette, line: str) -> None:
    assert ask(shelf, line) is not None
    result = shelf.process(_GAZETTE_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    assert (result.code, result.err) == (0, "")


def test_bash_gets_names_as_they_are_typed(shelf: Gazette) -> None:
    assert ask_bash(shelf, "gazette", "list", "--source", "Le") == ["Le\\ Port"]
    assert ask_bash(shelf, "gazette", "list", "--source", "'Le") == ["Le Port"]
    assert ask_bash(shelf, "gazette", "list", "--source", "Le\\ P") == ["Le\\ Port"]
    assert ask_bash(shelf, "gazette", "read", "") == ["6", "5", "4", "3", "2", "1"]
    assert quote_bash('a$b"c', '"a') == 'a\\$b\\"c'
    assert quote_bash("l'été", "'l") == "l'\\''été"


@pytest.mark.parametrize("line", ["gazette read ", "gazette list --source ", "gazette mark tag "])
def test_nothing_in_a_name_is_run_by_a_shell(shelf: Gazette, tmp_path: Path, line: str) -> None:
    """The answer for zsh is evaluated; _describe, here a stand-in, evaluates nothing more."""
    program = shutil.which("zsh") or shutil.which("bash")
    if not program:
        pytest.skip("neither zsh nor bash is installed")
    result = shelf.process(_GAZETTE_COMPLETE="complete_zsh", _TYPER_COMPLETE_ARGS=line)
    script = "_describe() { printf '%s\\n' \"${gazette_items[@]}\"; }; f() { eval $(cat); }; f"
    if program.endswith("bash"):
        script = "set -f; " + script
    done = subprocess.run(
        [program, "-c", script], input=result.out.encode(), cwd=tmp_path, capture_output=True, timeout=20
    )
    assert done.stderr == b""
    assert not (tmp_path / "pwned").exists()
    shown = {one.replace("\\:", ":").replace("\\\\", "\\") for one in done.stdout.decode().splitlines()}
    if "--source" in line:
        assert shown == set(SOURCES)
    elif "tag" in line:
        assert shown == set(TAGS)
    else:
        assert "6:l'apostrophe '$(touch pwned)' simple" in shown


def test_zsh_completes_files_where_gazette_knows_nothing() -> None:
    assert answer_zsh([]) == "_files"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_shown_and_installed(gazette: Gazette, shell: str) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    named = {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    shown = gazette.process("--show-completion", shell, **named)
    assert (shown.code, shown.err) == (0, "")
    assert "_GAZETTE_COMPLETE" in shown.out
    checked = subprocess.run([shell, "-n"], input=shown.out.encode(), capture_output=True, timeout=20)
    assert checked.returncode == 0, checked.stderr
    installed = gazette.process("--install-completion", shell, **named)
    assert installed.code == 0, installed.err
    written = [path for path in gazette.home.rglob("*") if path.is_file()]
    assert any("_GAZETTE_COMPLETE" in path.read_text() for path in written)


@pytest.mark.skipif(not shutil.which("zsh"), reason="zsh is not installed")
def test_zsh_takes_the_answer(shelf: Gazette) -> None:
    """In a zsh with its completion system: what _describe is given is what compadd adds."""
    names = {"_GAZETTE_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "gazette list --source "}
    answer = shelf.process(**names).out
    script = "autoload -Uz compinit; compinit -u -D; compadd() { print -rl -- $@ }; eval $(cat) 2>/dev/null"
    done = subprocess.run(
        ["zsh", "-f", "-c", f"{script}; print -rl -- $gazette_items"],
        input=answer.encode(), capture_output=True, env={**os.environ, "HOME": str(shelf.home)}, timeout=20,
    )  # fmt: skip
    assert "L'Éclair d'été" in done.stdout.decode()
