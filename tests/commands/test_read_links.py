"""gazette read --links: the addresses alone; and the head that says how much of a feed's article is here."""

import json

import pytest

from gazette_cli.library.indexing import writing_articles
from gazette_cli.library.updating import store_full_text
from tests.commands.subscribed import deliver, opened, subscribe
from tests.conftest import Gazette

HTML = """<p>Le <a href="https://conseil.example/vote?utm_source=rss&amp;id=7">vote</a> du port, et
<a href="/marees#soir">les <em>marées</em></a>, encore <a href="https://conseil.example/vote?id=7&amp;fbclid=x">lui</a>,
<a href="https://banque.example@evil.example/entrer">la banque</a>, <a href="javascript:alert(1)">rien</a>,
<a href="https://a.example/\u202egnp.exe?a=[/]&amp;b=\x9b31m">un fichier</a>.</p>"""


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """Three articles: 1 has links and a recording, 2 none, 3 one."""
    rows = [
        {
            "title": "Le vote [/] du port",
            "text": "Le vote du port.",
            "html": HTML,
            "url": "https://port.example/2026/vote",
            "enclosures": [{"url": "https://port.example/v.mp3", "type": "audio/mpeg", "length": 2_000_000}],
        },
        {"title": "Sans lien", "text": "Rien."},
        {"title": "Un lien", "text": "x", "html": "<a href='https://a.example/'>https://a.example/</a>"},
    ]
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


def test_a_pipe_gets_a_line_a_link_that_open_takes(shelf: Gazette) -> None:
    result = shelf("read", "1", "3", "--links")
    assert (result.code, result.err) == (0, "")
    assert [line.split("\t") for line in result.lines] == [
        ["1", "1", "https://conseil.example/vote?id=7", "vote"],
        ["1", "2", "https://port.example/marees#soir", "les marées"],
        ["1", "3", "https://banque.example@evil.example/entrer", "la banque"],
        ["1", "4", "https://a.example/gnp.exe?a=[/]&b=", "un fichier"],
        ["1", "5", "https://port.example/v.mp3", "audio/mpeg, 2.0 MB"],
        ["3", "1", "https://a.example/", "https://a.example/"],
    ]
    for line in result.lines:
        article, number, url, _ = line.split("\t")
        assert shelf("open", article, number, "--print").out == f"{url}\n"
    assert shelf("list", "--unread", "--count").out == "3\n"


def test_json_says_the_same_by_name(shelf: Gazette) -> None:
    records = shelf("read", "1", "--links", "--json").records
    assert records[1] == {"id": 1, "n": 2, "url": "https://port.example/marees#soir", "text": "les marées"}
    assert len(records) == 5
    links = shelf("read", "1", "--json", "--keep-unread").records[0]["links"]
    assert links == [{key: record[key] for key in ("n", "url", "text")} for record in records[:4]]
    assert shelf("list", "--unread", "--count").out == "3\n"


def test_a_screen_gets_the_domain_first_and_what_it_stands_under(shelf: Gazette) -> None:
    lines = shelf("read", "1", "--links", COLUMNS="80").lines
    assert lines[:6] == [
        *("[1] conseil.example/vote?id=7", "    vote", "[2] port.example/marees#soir", "    les marées"),
        *("[3] evil.example/entrer", "    la banque"),
    ]
    several = shelf("read", "1-3", "--links", COLUMNS="80").lines
    assert several[0] == "1 · Le vote [/] du port"
    assert several[-2:] == ["3 · Un lien", "[1] a.example"]
    for width in (20, 40):
        narrow = shelf("read", "1", "--links", COLUMNS=str(width)).lines
        assert max(map(len, narrow)) <= width
    assert shelf("read", "3", "--links", "--linear").lines == [
        "Article 3. Un lien. 1 link.",
        "Link 1. Address: https://a.example/",
    ]


def test_hyperlinks_where_they_are_asked_for(shelf: Gazette) -> None:
    forced = shelf("read", "3", "--links", "--color", "always", FORCE_HYPERLINK="1").out
    assert "\x1b]8;id=51e61e1c;https://a.example/\x1b\\" in forced
    assert "\x1b]8" not in shelf("read", "3", "--links", "--color", "always").out
    assert "\x1b]8" not in shelf("read", "3", "--links", COLUMNS="80", FORCE_HYPERLINK="1").out
    assert "\x1b" not in shelf("read", "3", "--color", "never", FORCE_HYPERLINK="1").out


def test_no_links_are_no_lines_and_a_remark(shelf: Gazette) -> None:
    for options in ((), ("--linear",), ("--plain",)):
        result = shelf("read", "2", "--links", *options)
        assert (result.code, result.out, result.err) == (0, "", "no links\n")
    assert shelf("read", "2", "--links", "--json").out == ""
    assert shelf("read", "9", "--links").code == 1


def test_the_links_of_a_file_that_is_not_stored(shelf: Gazette) -> None:
    path = str(shelf.write("page.html", f"<title>Une page</title><p>{'Un mot. ' * 50}</p>{HTML}"))
    assert shelf("read", path, "--links").lines[0].split("\t")[1:3] == [
        "1",
        "https://conseil.example/vote?id=7",
    ]
    assert shelf("open", path, "1", "--print").out == "https://conseil.example/vote?id=7\n"


def list_links_in(raw: bytes) -> list[bytes]:
    return [piece.split(b"\x1b\\")[0] for piece in raw.split(b"\x1b]8;id=")[1:]]


def show(gazette: Gazette, *args: str, height: int = 24, **environ: str) -> bytes:
    terminal = gazette.terminal(*args, height=height, **environ)
    if height < 10:
        terminal.wait_for("page 1")
        terminal.press("q")
    assert terminal.wait() == 0
    terminal.close()
    return terminal.raw


def test_a_terminal_gets_hyperlinks_and_one_without_them_none(shelf: Gazette) -> None:
    assert list_links_in(show(shelf, "read", "3"))[0].endswith(b";https://a.example/")
    assert list_links_in(show(shelf, "read", "3", NO_COLOR="1"))
    for environ in ({"TERM": "vt100"}, {"TERM": "dumb"}, {"FORCE_HYPERLINK": "0"}, {"VTE_VERSION": "4601"}):
        assert b"\x1b]8" not in show(shelf, "read", "3", **environ)
    assert b"\x1b]" not in show(shelf, "read", "3", "--color", "never")


def test_a_pager_gets_hyperlinks_only_if_it_is_a_less_that_has_them(shelf: Gazette) -> None:
    script = '#!/bin/sh\nif [ "$1" = --version ]; then echo \'less {}\'; exit; fi\nfor last; do :; done; cat "$last"\n'
    for version, has in ((563, False), (581, True)):
        shelf.write("bin/less", script.format(version)).chmod(0o755)
        raw = show(
            shelf, "read", "1", height=11, PATH=f"{shelf.home}/bin:{shelf.environ['PATH']}", PAGER="less"
        )
        assert b"conseil.example" in raw
        assert bool(list_links_in(raw)) == has
    assert b"\x1b]8" not in show(shelf, "read", "1", height=11, PAGER="sed p")


def test_many_links_are_shown_a_page_at_a_time(shelf: Gazette) -> None:
    terminal = shelf.terminal("read", "1", "3", "--links", height=6, GAZETTE_PAGER="less")
    terminal.wait_for("page 1 of")
    assert "\x1b]8;id=" in terminal.raw.decode()
    terminal.press("q")
    assert terminal.wait() == 0
    terminal.close()
    raw = show(shelf, "read", "1", "3", "--links", "--no-pager")
    assert b"page 1" not in raw
    assert len(list_links_in(raw)) == 6


def test_a_feeds_article_says_whether_it_is_whole(library: Gazette) -> None:
    whole = "Un texte. " * 300
    for site, text, extra in (
        (1, "Les premiers mots. " * 40 + "[…]", {}),
        (2, whole, {}),
        (3, "Un épisode.", {"duration": 90}),
    ):
        deliver(library, subscribe(library, f"https://site-{site}.example/feed.xml"), 1, text=text, **extra)
    told = [library("read", str(n), "--keep-unread").out.split("─")[0] for n in (1, 2, 3)]
    assert ["summary only" in head for head in told] == [True, False, False]
    records = [library("read", str(n), "--json", "--keep-unread").records[0] for n in (1, 2, 3)]
    assert [record["summary_only"] for record in records] == [True, False, False]
    with opened(library) as db, writing_articles(db):
        store_full_text(db, 1, whole, None, 0)
    assert "full text" in library("read", "1", "--keep-unread").out.split("─")[0]
    record = library("read", "1", "--json", "--keep-unread").records[0]
    assert (record["full_text"], record["summary_only"]) == (True, False)
    # What is no feed's is whole, however short it is.
    library(
        "add",
        str(
            library.write(
                "short.jsonl", json.dumps({"title": "Court", "text": "Bref…", "url": "https://a.example/b"})
            )
        ),
    )
    assert "summary only" not in library("read", "4", "--keep-unread").out
