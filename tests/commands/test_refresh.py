"""gazette refresh, as a person or a cron job uses it."""

import signal
import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from gazette_cli.render.refresh import render_status
from tests.conftest import Gazette
from tests.server import Page, Server

Feed = Callable[..., bytes]


@pytest.fixture
def subscribed(library: Gazette, server: Server, make_feed: Feed) -> Gazette:
    """A library with one feed of two articles, /port, just added."""
    server.pages["/port"] = Page(make_feed("Le Port", "Le bac repart", "Grève au port"), etag='"1"')
    assert library("add", f"{server.url}/port").code == 0
    return library


def test_what_is_new_arrives(subscribed: Gazette, server: Server, make_feed: Feed) -> None:
    server.pages["/port"] = Page(make_feed("Le Port", "Une criée de nuit", "Le bac repart", "Grève au port"))
    result = subscribed("refresh", "--force")
    assert result.code == 0
    assert "1 feed: 1 new, 0 updated, 0 unchanged, 0 failed" in result.err
    assert result.out == ""
    titles = [record["title"] for record in subscribed("list", "--json").records]
    assert sorted(titles) == ["Grève au port", "Le bac repart", "Une criée de nuit"]
    assert {record["source"] for record in subscribed("list", "--json").records} == {"Le Port"}


def test_a_feed_is_left_alone_until_it_is_due(subscribed: Gazette, server: Server) -> None:
    asked = server.count("/port")
    result = subscribed("refresh")
    assert (result.code, server.count("/port")) == (0, asked)
    assert "the feed is not due yet" in result.err
    subscribed.now += timedelta(minutes=15)
    assert subscribed("refresh").code == 0
    assert server.count("/port") == asked + 1


def test_a_feed_that_is_named_is_asked_at_once(subscribed: Gazette, server: Server) -> None:
    asked = server.count("/port")
    assert subscribed("refresh", "le port").code == 0
    assert server.count("/port") == asked + 1
    assert subscribed("refresh", "Lé Pört").code == 0
    unknown = subscribed("refresh", "harbour")
    assert unknown.code == 1
    assert "no source harbour" in unknown.err


def test_what_has_not_changed_is_not_sent_again(subscribed: Gazette, server: Server) -> None:
    (record,) = subscribed("refresh", "--force", "--json").records
    assert record["outcome"] == "not modified"
    assert server.requests[-1].headers["if-none-match"] == '"1"'
    assert "gazette" in server.requests[-1].headers["user-agent"]


def test_the_same_body_is_not_read_again(subscribed: Gazette, server: Server, make_feed: Feed) -> None:
    server.pages["/port"] = Page(make_feed("Le Port", "Le bac repart", "Grève au port"))
    (record,) = subscribed("refresh", "--force", "--json").records
    assert (record["outcome"], record["new"], record["unchanged"]) == ("unchanged", 0, 0)


def test_one_that_fails_does_not_stop_the_others(
    subscribed: Gazette, server: Server, make_feed: Feed
) -> None:
    server.pages["/bay"] = [Page(make_feed("The Bay", "Fog")), Page(status=500)]
    subscribed("add", f"{server.url}/bay")
    server.pages["/port"] = Page(make_feed("Le Port", "Une criée de nuit"))
    result = subscribed("refresh", "--force")
    assert result.code == 3
    assert "The Bay: the server fails (500)" in result.err
    assert "2 feeds: 1 new, 0 updated, 0 unchanged, 1 failed" in result.err


def test_quiet_says_nothing(subscribed: Gazette, server: Server) -> None:
    server.pages["/port"] = Page(status=500)
    result = subscribed("refresh", "--force", "--quiet")
    assert (result.code, result.out, result.err) == (3, "", "")


def test_json_has_a_line_a_feed(subscribed: Gazette, server: Server, make_feed: Feed) -> None:
    server.pages["/port"] = Page(make_feed("Le Port", "Une criée de nuit", "Le bac repart"))
    (record,) = subscribed("refresh", "--force", "--json").records
    assert record["title"] == "Le Port"
    assert record["location"] == f"{server.url}/port"
    assert (record["outcome"], record["status"]) == ("fetched", 200)
    assert (record["new"], record["updated"], record["unchanged"]) == (1, 0, 1)
    assert record["message"] is None
    assert record["next_check"].startswith("2026-06-17T10:15")


def test_jobs_bounds_the_requests_at_once(library: Gazette, server: Server, make_feed: Feed) -> None:
    for number in range(6):
        server.pages[f"/{number}"] = Page(make_feed(f"Paper {number}", f"News {number}"), delay=0.02)
    urls = [f"{server.url}/{number}" for number in range(6)]
    library("import", "-", stdin="\n".join(urls).encode())
    assert library("refresh", "--jobs", "1").code == 0
    assert max(server.peaks.values()) == 1
    assert len(library("list", "--json").records) == 6


def test_at_most_four_connections_a_host(library: Gazette, server: Server, make_feed: Feed) -> None:
    for number in range(12):
        server.pages[f"/{number}"] = Page(make_feed(f"Paper {number}", f"News {number}"), delay=0.05)
    library("import", "-", stdin="\n".join(f"{server.url}/{number}" for number in range(12)).encode())
    assert library("refresh").code == 0
    assert 1 < max(server.peaks.values()) <= 4


def test_ctrl_c_keeps_what_has_arrived(library: Gazette, server: Server, make_feed: Feed) -> None:
    server.pages["/quick"] = Page(make_feed("Quick", "Here already"))
    server.pages["/slow"] = Page(fault="silent")
    library("import", "-", stdin=f"{server.url}/quick\n{server.url}/slow\n".encode())
    with library.start("refresh") as process:
        until = time.monotonic() + 20
        while not library("list", "--json").records and time.monotonic() < until:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    assert [record["title"] for record in library("list", "--json").records] == ["Here already"]


def test_kill_9_leaves_a_whole_library(library: Gazette, server: Server, make_feed: Feed) -> None:
    for number in range(30):
        items = [f"Story {number} {n}" for n in range(40)]
        server.pages[f"/{number}"] = Page(make_feed(f"Paper {number}", *items), delay=0.01 * number)
    library("import", "-", stdin="\n".join(f"{server.url}/{number}" for number in range(30)).encode())
    with library.start("refresh") as process:
        time.sleep(0.6)
        process.kill()
    assert library("doctor").code in (0, 3)
    assert library("refresh").code == 0
    assert library("list", "--count").out.strip() == "1200"


def test_two_refreshes_at_once_store_everything_once(
    library: Gazette, server: Server, make_feed: Feed
) -> None:
    for number in range(10):
        items = [f"Story {number} {n}" for n in range(20)]
        server.pages[f"/{number}"] = Page(make_feed(f"Paper {number}", *items))
    library("import", "-", stdin="\n".join(f"{server.url}/{number}" for number in range(10)).encode())
    running = [library.start("refresh", "--force") for _ in range(2)]
    assert [process.wait(60) for process in running] == [0, 0]
    assert library("list", "--count").out.strip() == "200"


def test_progress_is_shown_in_a_terminal_and_gone_when_done(
    library: Gazette, server: Server, make_feed: Feed
) -> None:
    server.pages["/slow"] = Page(make_feed("Slow Paper", "At last"), delay=1.0)
    server.pages["/gone"] = Page(status=410)
    library("import", "-", stdin=f"{server.url}/slow\n{server.url}/gone\n".encode())
    terminal = library.terminal("refresh")
    try:
        terminal.wait_for("Refreshing")
        terminal.wait_for("1 new")
        assert terminal.wait() == 3
    finally:
        terminal.close()
    assert b"gone for good (410); gazette remove 2" in terminal.raw
    # The lines of the bar are wiped out: after the last of them comes an erasing.
    assert terminal.raw.rindex(b"\x1b[2K") > terminal.raw.rindex(b"Refreshing")


def test_a_folder_is_not_a_feed(library: Gazette, make_page: Callable[..., str]) -> None:
    library.write("papers/one.txt", make_page("Le bac"))
    library("add", str(library.home / "papers"))
    result = library("refresh", "papers")
    assert result.code == 1
    assert "no feed, but a folder" in result.err
    assert "no feeds yet" in library("refresh").err


def test_by_tag(subscribed: Gazette, server: Server, make_feed: Feed) -> None:
    server.pages["/bay"] = Page(make_feed("The Bay", "Fog"))
    subscribed("add", "--tag", "News/Sea", f"{server.url}/bay")
    records = subscribed("refresh", "--tag", "news", "--json").records
    assert [record["title"] for record in records] == ["The Bay"]


def test_names_and_tags_are_not_mixed(subscribed: Gazette, server: Server) -> None:
    before = len(server.requests)
    assert subscribed("refresh", "1", "--tag", "x").code == 2
    assert len(server.requests) == before


def test_a_feed_that_moves_onto_another_has_not_failed(
    library: Gazette, server: Server, make_feed: Feed
) -> None:
    server.pages |= {
        "/a": Page(body=make_feed("A", "One")),
        "/b": [Page(body=make_feed("B", "Two")), Page(status=301, redirect="/a")],
    }
    library("add", f"{server.url}/a", f"{server.url}/b")
    said = "".join(library("refresh", "--force").err for _ in range(3))
    assert "which is source" in said
    assert "next try" not in said


def test_what_is_gone_has_no_next_check(library: Gazette, server: Server, make_feed: Feed) -> None:
    server.pages["/a"] = [Page(body=make_feed("A", "One")), Page(status=410)]
    library("add", f"{server.url}/a")
    (record,) = library("refresh", "--force", "--json").records
    assert (record["outcome"], record["next_check"]) == ("gone", None)


def test_the_bar_tells_without_colours() -> None:
    bar = render_status(1, 4, [], 0, 80)[0].plain
    assert bar.count("━") * 3 == bar.count("─") > 0


def test_where_tags_are_shown(subscribed: Gazette) -> None:
    """Not in a terminal: the hint has to lead to where they are."""
    assert "`gazette sources --json` shows the tags" in subscribed("refresh", "--tag", "nowhere").err
