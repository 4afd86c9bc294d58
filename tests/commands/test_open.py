"""gazette open: what is handed to the browser, how, and what is refused."""

import json
import shutil
from collections.abc import Callable

import pytest

from tests.conftest import Gazette

HTML = """<p><a href="https://a.example/$(touch pwned)`touch pwned`?x=1&amp;utm_source=y;'">un</a>
<a href="mailto:a@b.example?subject=x&amp;attach=/etc/passwd">écrire</a>
<a href="https://banque.example@evil.example/">la banque</a> <a href="relative">là</a>
<a href="https://p\u0430ypal.example/">payer</a></p>"""


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """Five articles: 1 has a page and five links, 2 links alone, 3 a recording alone, 4 nothing, 5 an odd address."""
    files = [{"url": "https://a.example/un.mp3"}, {"url": "https://a.example/deux.mp3"}]
    rows = [
        {
            "title": "Un",
            "text": "x",
            "html": HTML,
            "url": "https://port.example/2026/un?utm_source=rss&p=1#fin",
        },
        {"title": "Deux", "text": "x", "html": HTML},
        {"title": "Trois", "text": "x", "enclosures": files[:1]},
        {"title": "Quatre", "text": "x"},
        {"title": "Cinq", "text": "x", "enclosures": files},
    ]
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


@pytest.fixture
def browser(shelf: Gazette) -> Callable[[], list[list[str]]]:
    """Makes BROWSER a program that notes its arguments; returns what they were, for each time that it ran."""
    log = shelf.home / "asked"
    path = shelf.write("bin/browser", f"#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" >> '{log}'\n")
    path.chmod(0o755)
    shelf.environ["BROWSER"] = str(path)

    def read() -> list[list[str]]:
        words = log.read_text().splitlines() if log.exists() else []
        log.unlink(missing_ok=True)
        runs = []
        while words:
            count = int(words[0])
            runs.append(words[1 : 1 + count])
            words = words[1 + count :]
        return runs

    return read


def test_the_page_is_opened_shown_and_read(shelf: Gazette, browser: Callable[[], list[list[str]]]) -> None:
    result = shelf("open", "1")
    address = "https://port.example/2026/un?p=1#fin"
    assert (result.code, result.out, result.err) == (0, f"opening {address}\n", "")
    assert browser() == [[address]]
    assert shelf("list", "--unread", "--count").out == "4\n"
    assert "open 1" in shelf("undo").out
    shelf("open", "1", "--keep-unread")
    assert shelf("list", "--unread", "--count").out == "5\n"


def test_a_link_is_opened_by_its_number_and_leaves_the_article_unread(
    shelf: Gazette, browser: Callable[[], list[list[str]]]
) -> None:
    assert shelf("open", "1", "2").out == "opening mailto:a@b.example?subject=x\n"
    assert browser() == [["mailto:a@b.example?subject=x"]]
    shelf("open", "1", "4")
    assert browser() == [["https://port.example/2026/relative"]]
    assert shelf("open", "1", "5").out == "opening https://xn--pypal-4ve.example/\n"
    assert browser() == [["https://xn--pypal-4ve.example/"]]
    assert shelf("list", "--unread", "--count").out == "5\n"


def test_what_stands_before_an_at_sign_is_told_from_the_host(
    shelf: Gazette, browser: Callable[[], list[list[str]]]
) -> None:
    result = shelf("open", "1", "3")
    assert result.out == "opening https://banque.example@evil.example/\n"
    assert "it is a page of evil.example" in result.err


def test_a_recording_alone_is_what_there_is_to_open(
    shelf: Gazette, browser: Callable[[], list[list[str]]]
) -> None:
    assert shelf("open", "3").out == "opening https://a.example/un.mp3\n"
    assert shelf("open", "5", "2").out == "opening https://a.example/deux.mp3\n"


def test_next_goes_on_from_the_page_that_was_opened(
    shelf: Gazette, browser: Callable[[], list[list[str]]]
) -> None:
    shelf("list", "--sort", "title")  # Cinq, Deux, Quatre, Trois, Un
    assert shelf("open", "3").code == 0
    assert shelf("open", "next", "--print").out == shelf("open", "next").out.removeprefix("opening ")
    assert "no next article: 1 was the last" in shelf("open", "next").err
    assert "Trois" in shelf("read", "prev").out


def test_print_opens_nothing_and_marks_nothing(
    shelf: Gazette, browser: Callable[[], list[list[str]]]
) -> None:
    assert shelf("open", "1", "--print").out == "https://port.example/2026/un?p=1#fin\n"
    assert browser() == []
    assert shelf("list", "--unread", "--count").out == "5\n"


@pytest.mark.parametrize(
    ("line", "code", "message", "hint"),
    [
        ("open 9", 1, "no article 9", "the highest is 5; `gazette list` shows them"),
        ("open 1 6", 1, "article 1 has no link 6", "it has 5 links: gazette read 1 --links"),
        ("open 3 2", 1, "article 3 has no link 2", "it has one link: gazette read 3 --links"),
        ("open 4 1", 1, "article 4 has no links", ""),
        ("open 2", 1, "article 2 has no page of its own", "its 5 links: gazette read 2 --links"),
        ("open 4", 1, "article 4 has no page of its own", "gazette read 4"),
        ("open 5", 1, "article 5 has no page of its own", "its 2 links: gazette read 5 --links"),
        ("open 2 4", 1, "that can't be opened: relative", "only http, https and mailto can"),
        ("open 1-3", 2, "1-3: more than one article", "one at a time: gazette open 12, or gazette open 12 3"),
        ("open 1 0", 2, "invalid value for '[N]': 0 is not a number from 1 up", "`gazette open --help` shows how"),
        ("open 1 2 3", 2, "gazette open: it takes no 3", "`gazette open --help` shows how"),
    ],
)  # fmt: skip
def test_what_can_not_be_opened(
    shelf: Gazette, browser: Callable[[], list[list[str]]], line: str, code: int, message: str, hint: str
) -> None:
    result = shelf(*line.split())
    assert (result.code, result.out, browser()) == (code, "", [])
    assert result.err.splitlines() == [f"gazette: {message}", *([f"  {hint}"] if hint else [])]


def test_what_is_read_from_a_file_is_called_by_its_path(library: Gazette) -> None:
    page = str(library.write("une page.md", "# Une page\n\nVoir [là](https://a.example/).\n"))
    result = library("open", page)
    assert (
        result.err == f"gazette: {page} has no page of its own\n  its link: gazette read '{page}' --links\n"
    )
    assert library("open", page, "2").err.startswith(f"gazette: {page} has no link 2\n")
    assert library("open", page, "1", "--print").out == "https://a.example/\n"


@pytest.mark.parametrize(
    "command",
    [
        "{}",
        "{} %s",
        "'{}' --new-window %s",
        "{} --url=%s",
        "sh -c '{} %s'",
        "{} %s &",
        "{} &",
        "/nowhere/browser:{}",
        "'open quote:{}",
        ":&:false:{}",
    ],
)
def test_no_shell_sees_an_address_whatever_the_command(
    shelf: Gazette, browser: Callable[[], list[list[str]]], command: str
) -> None:
    program = shelf.environ["BROWSER"]
    result = shelf("open", "1", "1", BROWSER=command.format(program))
    assert result.code == 0, result.err
    shown = result.out.removeprefix("opening ").rstrip("\n")
    assert shown == "https://a.example/$(touch%20pwned)%60touch%20pwned%60?x=1&utm_source=y;'"[: len(shown)]
    (words,) = browser()
    address = words[-1].removeprefix("--url=")
    if "--url" in command or "sh -c" in command:
        assert address.startswith("https://a.example/%24%28touch%20pwned%29%60touch%20pwned%60?x=1")
    else:
        assert address == shown
    assert not list(shelf.home.rglob("pwned"))


def test_without_a_browser_the_address_is_told(shelf: Gazette) -> None:
    environ = {"PATH": str(shelf.home), "TERM": "xterm"}
    for browser in ("", "/nowhere/browser", "false", "'"):
        result = shelf.process("open", "1", **environ, BROWSER=browser)
        assert (result.code, result.out) == (1, "opening https://port.example/2026/un?p=1#fin\n")
        assert result.err.splitlines() == [
            "gazette: no browser has opened it",
            "  BROWSER names one; the address: https://port.example/2026/un?p=1#fin",
        ]
    assert shelf("list", "--unread", "--count").out == "5\n"


def test_a_browser_of_the_terminal_has_the_terminal(shelf: Gazette) -> None:
    path = shelf.write(
        "bin/texty", '#!/bin/sh\n[ -t 0 ] && [ -t 1 ] && echo "showing $1"; read key; exit 0\n'
    )
    path.chmod(0o755)
    terminal = shelf.terminal("open", "1", BROWSER=str(path))
    terminal.wait_for("opening https://port.example/2026/un?p=1#fin")
    terminal.wait_for("showing https://port.example/2026/un?p=1#fin")
    terminal.press("\n")
    assert terminal.wait() == 0
    terminal.close()


@pytest.mark.skipif(not shutil.which("sleep"), reason="sleep is not installed")
def test_a_browser_with_windows_is_not_waited_for(shelf: Gazette) -> None:
    shelf.write("bin/firefox", f"#!/bin/sh\necho noise\necho \"$1\" > '{shelf.home}/asked'\nsleep 5\n").chmod(
        0o755
    )
    result = shelf.process("open", "1", BROWSER="firefox", PATH=f"{shelf.home}/bin:{shelf.environ['PATH']}")
    assert (result.code, result.err) == (0, "")
    assert result.out == "opening https://port.example/2026/un?p=1#fin\n"
    assert (shelf.home / "asked").read_text() == "https://port.example/2026/un?p=1#fin\n"


def test_completion_knows_the_links(shelf: Gazette) -> None:
    asked = {"_GAZETTE_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    told = shelf.process(**asked, _TYPER_COMPLETE_ARGS="gazette open 1 ").lines
    assert [line.split("\t")[0] for line in told] == ["1", "2", "3", "4", "5"]
    assert told[2].endswith("\tevil.example")
    assert shelf.process(**asked, _TYPER_COMPLETE_ARGS="gazette open 99 ").lines == []
