"""--linear, in every command that shows something: sentences, states in words, commands that can be copied."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from gazette_cli.subscription import FAILED, FETCHED, GONE, NOT_MODIFIED, Answer
from tests.commands.subscribed import deliver, now_of, subscribe
from tests.conftest import Gazette, Result
from tests.server import Page, Server

FOR_EYES = set("─━┃│•◦‣●★▸·✗╸\t")
SET = "[screen]\nlinear = true\n"


@pytest.fixture
def shelf(library: Gazette, make_page: Callable[..., str]) -> Gazette:
    """Three articles: one starred, one read, one of last year."""
    long = "Les chalutiers de Sète restent à quai, parce que le vent qui devait tomber ne tombe pas"
    library.write("p/1.txt", make_page(long, date="17 juin 2026 10:00"))
    library.write("p/2.txt", make_page("Où va le phare ?", "Le phare est à Sète.", date="3 mars 2026 10:00"))
    library.write("p/3.txt", make_page("Un bac", date="3 mars 2025 10:00"))
    library("add", str(library.home / "p"))
    library("mark", "star", "2")
    library("mark", "read", "3")
    return library


def say(gazette: Gazette, *args: str, **environ: str) -> Result:
    """Run with --linear, and look that nothing is for eyes alone."""
    result = gazette("--linear", *args, stdin=b"", **environ)
    assert not FOR_EYES & set(result.out + result.err)
    for line in result.lines:
        assert "  " not in line and line == line.strip()
    return result


def test_headlines(shelf: Gazette) -> None:
    assert say(shelf, "list").lines == [
        "1. Unread. Les chalutiers de Sète restent à quai, parce que le vent qui devait tomber ne tombe pas. Le Port,"
        " 2 hours ago.",
        "2. Unread. Starred. Où va le phare ? Le Port, 3 March.",
        "3. Un bac. Le Port, 3 March 2025.",
        "2 unread of 3 articles.",
        "To read on: gazette read 1",
    ]
    paged = say(shelf, "list", "--limit", "1", "--starred", "--page", "1")
    assert paged.lines[-1] == "To read on: gazette read 2"
    assert say(shelf, "list", "--limit", "1").lines[-1] == "Next page: gazette list --limit 1 --page 2"


def test_dates_speak_the_language_of_the_screen(shelf: Gazette) -> None:
    assert "Le Port, il y a 2 heures." in say(shelf, "list", LANG="fr_FR.UTF-8").lines[0]
    assert say(shelf, "list", LANG="fr_FR.UTF-8").lines[2] == "3. Un bac. Le Port, 3 mars 2025."


def test_a_newcomer_hears_what_to_do_with_the_bundled_edition(gazette: Gazette) -> None:
    assert say(gazette, "list").lines[-3:] == [
        "This is the bundled edition.", "To add yours: gazette add PATH", "To dismiss it: gazette remove seeds"
    ]  # fmt: skip


def test_results_and_their_passages(shelf: Gazette) -> None:
    assert say(shelf, "search", "phare").lines == [
        "1 of 3 articles.",
        "2. Unread. Starred. Où va le phare ? Le Port, 3 March.",
        "Passage: Le phare est à Sète.",
    ]
    more = say(shelf, "search", "port OR sete OR bac", "--limit", "1")
    assert more.lines[0].startswith("3 of 3 articles, best first. 1 shown.")
    assert more.lines[-1] == "Next page: gazette search 'port OR sete OR bac' --limit 1 --page 2"
    painted = say(shelf, "--color", "always", "search", "phare").out
    assert "\x1b[1;4;35mphare\x1b[0m" in painted  # not by colour alone


def test_a_query_that_cannot_be_read_has_its_spot_in_words(shelf: Gazette) -> None:
    assert say(shelf, "search", "phare (").err.splitlines()[1] == "  at character 7: ("
    assert "^" in shelf("search", "phare (").err


def test_an_article(shelf: Gazette) -> None:
    lines = say(shelf, "read", "2").lines
    assert lines[:3] == ["Le Port. 1 minute, 5 words.", "Headline: Où va le phare ?", lines[2]]
    assert lines[2].startswith("3 March 2026, 10:00 (UTC+02:00), 3 months ago.")
    assert lines[3] == "Le phare est à Sète."
    several = say(shelf, "read", "2-3").lines
    assert all(several) and several.index("Headline: Un bac") == 5
    assert say(shelf, "read", "2", "--page", "1").lines[-1] == "Page 1 of 1."
    assert "" not in say(shelf, "read", "2", "--page", "1", COLUMNS="60").lines


@pytest.mark.parametrize("width", [20, 40, 80])
def test_on_a_screen_lines_are_folded_and_the_words_the_same(shelf: Gazette, width: int) -> None:
    for args in (["list"], ["search", "phare"], ["sources"], ["doctor"], ["read", "1", "--keep-unread"]):
        shown = say(shelf, *args, COLUMNS=str(width))
        whole = say(shelf, *args)
        assert "".join(shown.out.split()) == "".join(whole.out.split())
        assert all(len(line) <= width or " " not in line for line in shown.lines)
    assert len(say(shelf, "list", COLUMNS=str(width)).lines) > 5


def test_json_and_counts_are_what_they_are(shelf: Gazette) -> None:
    for args in (
        ["list", "--json"],
        ["list", "--count"],
        ["search", "phare", "--json"],
        ["sources", "--json"],
    ):
        assert shelf("--linear", *args).out == shelf(*args).out


def test_the_option_stands_anywhere(shelf: Gazette) -> None:
    assert shelf("list", "--linear").out == shelf("--linear", "list").out != shelf("list").out
    assert shelf("search", "phare", "--linear").out == shelf("--linear", "search", "phare").out


def test_the_setting_is_for_screens_and_changes_nothing_for_programs(shelf: Gazette) -> None:
    piped, drawn = shelf("list").out, shelf("list", COLUMNS="80").out
    shelf.write(".config/gazette/config.toml", SET)
    assert shelf("list").out == piped
    assert shelf("list", COLUMNS="80").out == shelf("--linear", "list", COLUMNS="80").out != drawn
    assert "Headline: Un bac" in shelf("read", "3", COLUMNS="80").out
    assert "Headline: " not in shelf("read", "3").out


def test_a_broken_setting_is_an_error_and_no_traceback(shelf: Gazette) -> None:
    shelf.write(".config/gazette/config.toml", "[screen]\nlinear = 3\n")
    result = shelf("sources", COLUMNS="80")
    assert (result.code, result.out) == (1, "")
    assert "linear of [screen]" in result.err
    assert shelf("search", "phare (", COLUMNS="80").code == 2


@pytest.fixture
def feeds(library: Gazette) -> Gazette:
    """A feed that is well, one that fails, one that is gone."""
    now = now_of(library)
    asked = (Answer(now - 900, FETCHED, 200, 5_000), Answer(now - 600, NOT_MODIFIED, 304))
    known: dict[str, Any] = {"checked": now - 60, "requests": 10, "not_modified": 8, "next_check": now + 7200}
    answers = (*asked, Answer(now - 60, NOT_MODIFIED, 304))
    well = {"succeeded": now - 600, "received": 20_000, "saved": 1_200_000, "answers": answers}
    deliver(library, subscribe(library, "https://bon.example/rss", "Bon", **known, **well), 25, newest=3600)
    failing = {"failures": 2, "error": "no answer in 30 s", "answers": (Answer(now - 60, FAILED),)}
    subscribe(library, "https://lent.example/rss", "Lent", **known, **failing)
    subscribe(
        library,
        "https://vieux.example/rss",
        "Vieux",
        checked=now,
        gone=True,
        answers=(Answer(now, GONE, 410),),
    )
    return library


def test_sources(feeds: Gazette) -> None:
    feeds("tag-source", "presse", "Bon")
    assert say(feeds, "sources").lines == [
        "1. Bon. Feed, 25 unread of 25 articles. Last success 10 minutes ago, next check in 2 hours."
        " Added 13 May 2025. Tagged presse. Location: https://bon.example/rss",
        "2. Lent. Failing: no answer in 30 s, 2 times. Feed, 0 unread of 0 articles. Next check in 2 hours."
        " Added 13 May 2025. Location: https://lent.example/rss",
        "3. Vieux. Gone: for good (410). Feed, 0 unread of 0 articles. Added 13 May 2025."
        " Location: https://vieux.example/rss",
        "To remove it: gazette remove 3",
    ]


def test_the_check_up(feeds: Gazette) -> None:
    result = say(feeds, "doctor", "--all")
    assert result.code == 3
    assert result.lines[:2] == [
        "The library is whole: 25 articles, 3 sources.",
        "3 feeds: 1 ok, 1 failing, 1 gone. 80 % of answers not modified (304). 20 kB received, 1.2 MB saved.",
    ]
    at = result.lines.index("3. Vieux: gone for good (410), retired.")
    assert result.lines[at + 1] == "To mend it: gazette remove 3"
    assert (
        "1. Bon. Health: ok. Answers, the last one at the end: fetched, not modified 2 times. 80 % not modified."
        " 20 kB received, 1.2 MB saved."
    ) in result.lines


def test_rules(shelf: Gazette) -> None:
    rules = '[[rules]]\nmatch = "phare"\ndo = ["star", "tag bleu"]\nsource = "p"\n'
    shelf.write(".config/gazette/config.toml", rules)
    assert say(shelf, "rules").lines == ["Rule 1. Does: star, tag bleu. Source: p. Query: phare"]
    caught = ["2. Unread. Starred. Où va le phare ? Le Port, 3 March."]
    assert say(shelf, "rules", "test").lines == [
        "Rule 1. Does: star, tag bleu. 1 article caught. Query: phare",
        *caught,
    ]
    assert say(shelf, "rules", "test", "phare").lines == ["1 article caught. Query: phare", *caught]


def test_changes(library: Gazette) -> None:
    def write(title: str, *paragraphs: str) -> None:
        item = {
            "id": "1",
            "url": "https://port.example/1",
            "title": title,
            "content_text": "\n\n".join(paragraphs),
        }
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Le Port", "items": [item]}
        library.write("feeds/f.json", json.dumps(feed))

    write(
        "Le bac repart", "Le bac part à sept heures.", "Il fait froid.", "La mer est forte, et le vent aussi."
    )
    library("add", str(library.home / "feeds"))
    library.now += timedelta(hours=1)
    write(
        "Le bac est reparti",
        "Le bac part à huit heures.",
        "Il fait froid.",
        "Personne ne sort.",
        "Voilà tout.",
    )
    library("list")
    lines = say(library, "diff", "1").lines
    assert lines[0].startswith("1. Le bac est reparti. Le Port. Changed 17 June 2026, 13:00")
    assert lines[1:] == [
        "The headline. Removed: repart. Added: est reparti. Now: Le bac est reparti.",
        "Paragraph 1. Removed: sept. Added: huit. Now: Le bac part à huit heures.",
        "After paragraph 2 one was removed: La mer est forte, et le vent aussi.",
        "Paragraph 3 was added: Personne ne sort.",
        "Paragraph 4 was added: Voilà tout.",
    ]


def test_a_refresh_in_a_terminal_is_lines_that_stay(
    library: Gazette, server: Server, make_feed: Callable[..., bytes]
) -> None:
    server.pages["/bon"] = Page(make_feed("Bon", "Un"), headers={"Content-Type": "application/rss+xml"})
    server.pages["/mal"] = Page(b"", status=500)
    for path in ("/bon", "/mal"):
        subscribe(library, server.url + path, path[1:])
    terminal = library.terminal("--linear", "refresh", COLUMNS="200")
    assert terminal.wait() == 3
    terminal.close()
    lines = terminal.shown.splitlines()
    assert lines[0] == "Refreshing 2 feeds."
    assert lines[1].startswith("gazette: mal: ") and "; next try in 15 minutes" in lines[1]
    assert lines[2].startswith("2 feeds: 1 new, 0 updated, 0 unchanged, 1 failed in ")
    assert lines[2].endswith(" seconds.")
    assert b"\x1b" not in terminal.raw


def test_adding_in_a_terminal_says_what_it_does_and_what_came_of_it(library: Gazette) -> None:
    path = library.write("a.md", "# Un phare\n\nSon texte.\n")
    terminal = library.terminal("add", "--linear", str(path), COLUMNS="200")
    assert terminal.wait() == 0
    terminal.close()
    assert terminal.shown.splitlines() == [f"Reading {path}.", f"{path}: 1 new, 0 updated, 0 unchanged"]
    assert b"\x1b" not in terminal.raw


@pytest.mark.parametrize("asked", [("--linear", "--help"), ("--help", "--linear"), ("--help",)])
def test_help_is_no_table(gazette: Gazette, asked: tuple[str, ...]) -> None:
    if "--linear" not in asked:
        gazette.write(".config/gazette/config.toml", SET)
    screen = {} if "--linear" in asked else {"COLUMNS": "100"}
    assert "  read: Read an article, page by page." in gazette.process(*asked, **screen).lines
    assert "  --json: One JSON object a line." in gazette.process("list", *asked, **screen).lines
