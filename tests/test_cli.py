"""The manners of the program: help, errors, exit codes, streams that are closed or full, colours, locales."""

import json
import os
import subprocess
import sys

import pytest

from gazette_cli import __version__
from tests.conftest import Gazette

HELP = "`gazette {} --help` shows how"
COMMANDS = (
    *(
        "list",
        "read",
        "open",
        "continue",
        "search",
        "refresh",
        "add",
        "sources",
        "remove",
        "rename",
        "tag-source",
        "import",
        "export",
    ),
    *("mark", "undo", "diff", "rules", "doctor"),
)


def run_shell(gazette: Gazette, line: str, **environ: str) -> tuple[int, str, str]:
    """Run a line of sh in which "$G" is gazette; return the exit code, output and errors."""
    done = subprocess.run(
        ["sh", "-c", line.replace("$G", f"'{sys.executable}' -m gazette_cli")],
        env={**gazette.environ, **environ}, capture_output=True, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout.decode(), done.stderr.decode()


@pytest.mark.parametrize("command", [*COMMANDS, ""])
def test_help_has_an_example_on_a_line_of_its_own_that_works(gazette: Gazette, command: str) -> None:
    words = [command] if command else []
    for option in ("--help", "-h"):
        result = gazette.process(*words, option)
        assert (result.code, result.err) == (0, "")
        (example,) = [line.strip() for line in result.lines if line.strip().startswith("Example: ")]
        assert example.startswith(f"Example: gazette {command}")
        assert all(len(line) <= 80 for line in result.lines)
    assert ("--show-completion" in result.out) == (not command)


def test_the_summary_of_each_command_is_whole(gazette: Gazette) -> None:
    told = gazette.process("--help").out.split("Commands:")[1].splitlines()[1:]
    assert [line.split()[0] for line in told] == list(COMMANDS)
    assert all(line.endswith(".") and not line.endswith("...") for line in told)


@pytest.mark.parametrize("width", [24, 62])
def test_help_keeps_to_a_narrow_screen_and_cuts_nothing(gazette: Gazette, width: int) -> None:
    result = gazette.process("--help", COLUMNS=str(width))
    assert "Say what needs care in library and feeds." in " ".join(result.out.split())
    assert [line for line in result.lines if len(line) > width] == []


def test_help_can_be_had_where_the_settings_are_wrong(gazette: Gazette) -> None:
    gazette.write(".config/gazette/config.toml", "[screen]\nlinear = 3\n")
    assert "Example: gazette list" in gazette.process("list", "--help", COLUMNS="80").out


def test_without_a_command_it_shows_its_help(gazette: Gazette) -> None:
    result = gazette.process()
    assert result.code == 2
    assert "Usage: gazette" in result.out
    assert result.err == ""


def test_version(gazette: Gazette) -> None:
    assert gazette.process("--version").out == f"gazette {__version__}\n"


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("lst", "no command lst", "did you mean `gazette list`?"),
        ("frobnicate", "no command frobnicate", "`gazette --help` shows the commands"),
        ("list --unraed", "no option --unraed", "did you mean --unread?"),
        ("search poutine --unraed", "no option --unraed", "did you mean --unread?"),
        ("search --xyz=2 poutine", "no option --xyz", "to look for it: -- --xyz=2"),
        ("--librray x list", "no option --librray", "did you mean --library?"),
        ("list --library", "--library: it needs a value", "--library PATH"),
        ("list --color --json", "--color: it needs a value", "--color auto|always|never"),
        ("--color pink list", "--color pink: not a way to colour", "auto, always or never"),
        ("list --library=", "--library: the path is empty", None),
        ("list x y", "gazette list: it takes no x y", "`gazette list --help` shows how"),
        ("undo 3", "gazette undo: it takes no 3", "`gazette undo --help` shows how"),
        ("list -x", "no option -x", "`gazette list --help` shows how"),
        ("list --page 0", "invalid value for \'--page\': 0 is not a number from 1 up", HELP.format("list")),
        ("list --limit x", "invalid value for \'--limit\': x is not a number from 1 up", HELP.format("list")),
        ("search a --page -1", "invalid value for \'--page\': -1 is not a number from 1 up", HELP.format("search")),
        ("read 1 --width 19", "invalid value for \'--width\': 19 is not a number from 20 up", HELP.format("read")),
        ("list --sort size", "--sort size: not an order", "date, source, title"),
        ("search", "gazette search: missing argument 'QUERY...'", "`gazette search --help` shows how"),
        ("list --json=3", "option '--json' does not take a value", "`gazette list --help` shows how"),
        ("mark blue 1", "mark blue: not a mark", "read, unread, star, unstar, hide, unhide, tag, untag"),
    ],
)  # fmt: skip
def test_a_wrong_command_line_is_told_in_two_lines(
    gazette: Gazette, line: str, message: str, hint: str | None
) -> None:
    result = gazette(*line.split())
    assert (result.code, result.out) == (2, "")
    assert result.err.splitlines() == [f"gazette: {message}", *([f"  {hint}"] if hint else [])]


@pytest.mark.parametrize("number", ["1" * 30, "9" * 400])
def test_numbers_may_be_of_any_size(gazette: Gazette, number: str) -> None:
    assert len(gazette("list", "--limit", number).lines) >= 10
    assert gazette("list", "--page", number).code == 1
    assert gazette("search", "poutine", "--page", number).code == 1
    assert gazette("read", number).code == 1


def test_debug_shows_where_an_error_comes_from(gazette: Gazette) -> None:
    result = gazette.process("read", "999", "--debug")
    assert result.code == 1
    assert "Traceback" in result.err
    assert "NotFoundError" in result.err
    assert "Traceback" not in gazette.process("read", "999").err


@pytest.mark.parametrize("command", ["list", "list --color always", "list --json", "--help", "read latest"])
def test_a_reader_that_leaves_early_ends_it_quietly(gazette: Gazette, command: str) -> None:
    _, out, err = run_shell(gazette, f"($G {command}; echo $? >&2) | head -n 1")
    assert len(out.splitlines()) == 1
    assert err == "0\n"


def test_much_output_into_a_pipe_nobody_reads(library: Gazette) -> None:
    rows = [json.dumps({"title": f"Titre {n} " + "mot " * 50, "text": f"Texte {n}"}) for n in range(2000)]
    library("add", str(library.write("many.jsonl", "\n".join(rows))))
    for command in ("list --all", "list --all --color always", "list --all --json", "read 1-2000 --plain"):
        assert run_shell(library, f"($G {command}; echo $? >&2) | head -n 1")[2] == "0\n"


def test_what_was_read_into_a_closed_pipe_is_read(library: Gazette) -> None:
    rows = [json.dumps({"title": f"Titre {n}", "text": f"Texte {n} " + "mot " * 500}) for n in range(200)]
    library("add", str(library.write("many.jsonl", "\n".join(rows))))
    run_shell(library, "$G read 1-200 | head -n 1")
    assert library("list", "--unread", "--count").out == "0\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no /dev/full")
@pytest.mark.parametrize("command", ["list", "list --color always", "list --json", "--help", "--version"])
def test_a_full_disk_is_one_line_and_exit_code_1(gazette: Gazette, command: str) -> None:
    code, _, err = run_shell(gazette, f"$G {command} >/dev/full")
    assert code == 1
    assert err == "gazette: the output could not be written: No space left on device\n"


def test_closed_streams(gazette: Gazette) -> None:
    code, out, err = run_shell(gazette, "$G list <&-")
    assert (code, err) == (0, "")
    assert "poutine" in out
    assert run_shell(gazette, "$G list >&-") == (1, "", "gazette: standard output is closed\n")
    code, out, _ = run_shell(gazette, "$G list 2>&-")
    assert code == 0
    assert out
    assert run_shell(gazette, "$G read 999 2>&-")[:2] == (1, "")
    assert run_shell(gazette, "$G read 999 <&- >&- 2>&-") == (1, "", "")
    code, _, err = run_shell(gazette, "$G add - <&-")
    assert code == 1
    assert "Traceback" not in err


def test_ctrl_c_at_a_question_is_130(library: Gazette) -> None:
    rows = [json.dumps({"title": f"Titre {n}", "text": f"Texte {n}"}) for n in range(60)]
    library("add", str(library.write("many.jsonl", "\n".join(rows))))
    for key, code in (("\x03", 130), ("\x04", 1), ("n\n", 1), ("\n", 1), ("y\n", 0)):
        terminal = library.terminal("mark", "star", "1-60")
        terminal.wait_for("mark 60 articles as star? [y/N] ")
        assert library("list", "--starred", "--count").out == "0\n"
        terminal.press(key)
        assert terminal.wait() == code
        assert "Traceback" not in terminal.shown
        assert ("nothing was changed" in terminal.shown) == (code == 1)
        terminal.close()
    assert library("list", "--starred", "--count").out == "60\n"


def test_colour_is_for_terminals_unless_asked_for(gazette: Gazette) -> None:
    assert "\x1b" not in gazette("list").out
    assert "\x1b[" in gazette("list", "--color", "always").out
    assert "\x1b[" in gazette("--color=always", "list", NO_COLOR="1").out


def show(gazette: Gazette, *args: str, **environ: str) -> bytes:
    terminal = gazette.terminal(*args, **environ)
    assert terminal.wait() == 0
    terminal.close()
    return terminal.raw


def test_colour_in_a_terminal(gazette: Gazette) -> None:
    assert b"\x1b[35m" in show(gazette, "list")
    assert b"\x1b[35m" not in show(gazette, "list", NO_COLOR="1")
    assert b"\x1b[1m" in show(gazette, "list", NO_COLOR="1")
    assert b"\x1b" not in show(gazette, "list", "--color", "never")
    assert b"\x1b" not in show(gazette, "list", TERM="dumb")


@pytest.mark.parametrize("columns", ["abc", "0", "", "-5", "²", "9" * 50, "1", "١٢"])
def test_a_width_that_is_none_is_passed_over(gazette: Gazette, columns: str) -> None:
    result = gazette("list", COLUMNS=columns)
    assert result.code == 0
    assert len(result.lines) >= 10


def test_the_plainest_locale(gazette: Gazette) -> None:
    for environ in ({"LANG": "C"}, {"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}):
        result = gazette.process("list", **environ)
        assert (result.code, result.err) == (0, "")
        assert "poutine" in result.out


def test_an_encoding_without_our_signs_gets_what_is_like_them(gazette: Gazette) -> None:
    screen = gazette.process("list", PYTHONIOENCODING="ascii", COLUMNS="60").out
    assert "\n 13 * 9 May" in screen or " * " in screen
    assert "?" not in screen
    assert "metre" in gazette.process("list", PYTHONIOENCODING="ascii").out
    record = json.loads(
        gazette.process("list", "--json", "--tag", "sciences", PYTHONIOENCODING="ascii").lines[0]
    )
    assert record == gazette("list", "--json", "--tag", "sciences").records[0]


def test_french_where_the_locale_is(gazette: Gazette) -> None:
    for environ in ({"LANG": "fr_FR.UTF-8"}, {"LC_ALL": "fr_CA.UTF-8"}, {"LC_TIME": "fr_FR", "LANG": "C"}):
        assert "sept. 2023" in gazette("list", COLUMNS="80", **environ).out
    assert "Sep 2023" in gazette("list", COLUMNS="80", LC_ALL="en_GB.UTF-8", LANG="fr_FR.UTF-8").out
    assert "septembre 2023" in gazette("read", "poutine-pyongyang", "--keep-unread", LANG="fr_FR.UTF-8").out
