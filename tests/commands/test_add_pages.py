"""gazette add URL where the URL is that of a web page: its feeds are looked for; against a real server."""

import shlex

from tests.commands import webpages
from tests.commands.webpages import link, list_urls, make_feed, make_page
from tests.conftest import Gazette
from tests.server import Page, Server

server = webpages.server


def test_the_feed_of_a_page_is_found_and_named(library: Gazette, server: Server) -> None:
    server.pages["/blog/"] = make_page("<base href='/x/'>" + link("../feed"))
    result = library("add", f"{server.url}/blog/")
    assert result.out == "Harbour Times: 3 new, 0 updated, 0 unchanged\n"
    assert result.err == f"gazette: {server.url}/blog/: its feed is {server.url}/feed\n"
    assert server.count("/feed") == 1


def test_several_are_listed_as_commands_that_work(library: Gazette, server: Server) -> None:
    hostile = "It&#39;s $(touch x) `y` \x1b[31m; rm"
    server.pages["/"] = make_page(link("/feed?a=1&amp;b=$(touch z)", hostile) + link("/other", "Le Port"))
    result = library("add", server.url, "--tag", "la mer")
    assert result.code == 1
    first, second = result.lines
    assert second == f"gazette add {server.url}/other --tag 'la mer'  # Le Port, RSS"
    assert not set("$`;'\x1b") & set(first.partition("  # ")[2])
    assert "choose" in result.err
    assert not list_urls(library)
    for line in result.lines:
        assert library(*shlex.split(line, comments=True)[1:]).code == 0
    assert {tuple(one["tags"]) for one in library("sources", "--json").records} == {("la mer",)}
    titled = library("add", server.url, "--title", "Mine")
    assert titled.lines[1].startswith(f"gazette add {server.url}/other --title Mine  #")


def test_several_are_asked_about_in_a_terminal(library: Gazette, server: Server) -> None:
    server.pages["/"] = make_page(link("/feed", "Harbour") + link("/other", "Port") + link("/gone", "Gone"))
    terminal = library.terminal("add", server.url)
    try:
        assert "Port" in terminal.wait_for("none: ")
        terminal.press("7\n")
        terminal.wait_for("numbers from 1 to 3")
        terminal.wait_for("none: ")
        terminal.press("2, 1\n")
        assert terminal.wait() == 0
        assert "Le Port: 2 new" in terminal.shown
        assert "Harbour Times: 3 new" in terminal.shown
    finally:
        terminal.close()
    assert list_urls(library) == [f"{server.url}/other", f"{server.url}/feed"]


def test_of_those_chosen_one_that_fails_is_a_part(library: Gazette, server: Server) -> None:
    server.pages["/"] = make_page(link("/feed", "Harbour") + link("/gone", "Gone"))
    terminal = library.terminal("add", server.url)
    try:
        terminal.wait_for("none: ")
        terminal.press("all\n")
        assert terminal.wait() == 3
    finally:
        terminal.close()
    assert list_urls(library) == [f"{server.url}/feed"]


def test_none_is_an_answer(library: Gazette, server: Server) -> None:
    server.pages["/"] = make_page(link("/feed", "Harbour") + link("/other", "Port"))
    terminal = library.terminal("add", "--linear", server.url)
    try:
        asked = terminal.wait_for("none: ").splitlines()
        assert asked[0] == f"Asking {server.url}/."
        assert asked[2:4] == [f"1: Harbour, RSS, {server.url}/feed", f"2: Port, RSS, {server.url}/other"]
        terminal.press("\n")
        assert terminal.wait() == 1
    finally:
        terminal.close()
    assert not list_urls(library)


def test_a_link_to_a_feed_will_do_where_none_is_declared(library: Gazette, server: Server) -> None:
    server.pages["/"] = make_page(
        body="<a href='/no/feed'>x</a><a href=other.rss>RSS</a><a href='/p/feed'>y</a>"
    )
    server.pages["/other.rss"] = Page(body=make_feed("Linked"))
    server.pages["/p/feed"] = make_page()
    assert library("add", server.url).out.startswith("Linked: 3 new")


def test_a_declared_feed_that_fails_is_no_end(library: Gazette, server: Server) -> None:
    server.pages["/"] = make_page(link("/broken.xml"))
    assert library("add", server.url).out.startswith("Harbour Times: 3 new")
    del server.pages["/feed"]
    result = library("add", server.url + "/?again")
    assert result.code == 1
    assert "/broken.xml, fails: there is nothing at this address (404)" in result.err


def test_common_paths_are_tried_and_only_feeds_count(library: Gazette, server: Server) -> None:
    server.pages |= {
        "/blog/post.html": make_page(),
        "/blog/feed": make_page(body="not a feed"),
        "/blog/rss": Page(status=302, redirect="/blog/rss.xml"),
        "/blog/rss.xml": Page(body=make_feed("Blog")),
        "/blog/index.xml": Page(body=make_feed("Blog")),
        "/blog/atom.xml": Page(body=make_feed("Comments on the blog")),
    }
    result = library("add", f"{server.url}/blog/post.html")
    assert [line.partition("  # ")[2] for line in result.lines] == [
        "Blog",
        "Harbour Times",
        "Comments on the blog",
    ]
    assert server.requests[0].path == "/blog/post.html"
    assert len(server.requests) < 26


def test_no_feed_at_all(library: Gazette, server: Server) -> None:
    server.pages["/"] = make_page()
    del server.pages["/feed"]
    result = library("add", server.url)
    assert (result.code, result.out) == (1, "")
    first, hint = result.err.splitlines()
    assert first == f"gazette: no feed found at {server.url}/"
    assert hint


def test_a_list_of_feeds_is_told_from_a_feed(library: Gazette, server: Server) -> None:
    server.pages["/list"] = Page(body=b"<opml version='2.0'><body><outline xmlUrl='/feed'/></body></opml>")
    del server.pages["/feed"]
    assert "gazette import" in library("add", f"{server.url}/list").err


def test_a_page_of_the_web_does_not_lead_into_the_house(library: Gazette, server: Server) -> None:
    proxy = {"http_proxy": server.url}
    server.pages["http://paper.example/"] = make_page(link(f"{server.url}/feed"))
    result = library("add", "http://paper.example/", **proxy)
    assert result.code == 1
    assert "http://paper.example/feed" in {asked.path for asked in server.requests}
    assert not {"/feed", f"{server.url}/feed"} & {asked.path for asked in server.requests}
