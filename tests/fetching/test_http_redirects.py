"""Redirects: followed within bounds, never to where a public feed must not lead, never with the password of another."""

import socket

import pytest

from gazette_cli.fetching.http import Fetcher, Limits, fetch
from gazette_cli.subscription import Reply, Request
from tests.server import Page, Server, find_closed_port, serve

LIMITS = Limits(connect_seconds=5, first_byte_seconds=5, total_seconds=10)
FEED = b"<rss><title>Le port</title></rss>"
REFUSED = "redirects to a private address, which is refused"


def ask(server: Server, path: str = "/old", **named: str) -> Reply:
    return fetch(Request(1, server.url + path, **named), LIMITS, {})


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("location", ["/new", "new", "{url}/new", "//127.0.0.1:{port}/new", "{url}/new#top"])
def test_a_redirect_is_followed_and_told(server: Server, status: int, location: str) -> None:
    target = location.format(url=server.url, port=server.port)
    server.pages["/old"] = Page(redirect=target, status=status, body=b"moved")
    server.pages["/new"] = Page(FEED, etag='"1"')
    reply = ask(server)
    assert (reply.status, reply.body, reply.url) == (200, FEED, server.url + "/new")
    assert reply.redirects == ((status, server.url + "/new"),)
    assert reply.received == len(FEED)
    again = ask(server, etag='"1"')
    assert (again.status, again.redirects) == (304, reply.redirects)


@pytest.mark.parametrize("status", [300, 304, 305, 306, 399])
def test_other_threes_are_answers(server: Server, status: int) -> None:
    server.pages["/old"] = Page(redirect="/new", status=status)
    assert (ask(server).status, server.count("/new")) == (status, 0)


def test_a_redirect_without_a_target_is_an_answer(server: Server) -> None:
    server.pages["/old"] = Page(status=301)
    reply = ask(server)
    assert (reply.status, reply.error, reply.redirects) == (301, "", ())


def test_odd_letters_in_a_target(server: Server) -> None:
    server.pages["/old"] = Page(redirect="/à la une?q=é 1")
    server.pages["/%C3%A0%20la%20une"] = Page(FEED)
    reply = ask(server)
    assert (reply.body, reply.url) == (FEED, server.url + "/%C3%A0%20la%20une?q=%C3%A9%201")


def test_redirects_have_an_end(server: Server) -> None:
    for number in range(12):
        server.pages[f"/{number}"] = Page(redirect=f"/{number + 1}", status=301)
    server.pages["/12"] = Page(FEED)
    assert ask(server, "/2").body == FEED
    reply = ask(server, "/1")
    assert (reply.status, reply.error, len(reply.redirects)) == (0, "redirects more than 10 times", 11)


def test_a_circle_is_seen(server: Server) -> None:
    server.pages["/a"] = Page(redirect="/b")
    server.pages["/b"] = Page(redirect="/a#again")
    reply = ask(server, "/a")
    assert (reply.error, server.count("/a"), server.count("/b")) == ("redirects in a circle", 1, 1)


@pytest.mark.parametrize("scheme", ["file", "ftp", "data", "javascript", "gopher", "dict"])
def test_other_schemes_are_refused(server: Server, scheme: str) -> None:
    server.pages["/old"] = Page(redirect=f"{scheme}:///etc/passwd")
    reply = ask(server)
    assert (reply.status, reply.error) == (0, f"redirects to {scheme}:, which is refused")


def test_a_target_that_is_no_url_is_told_of_in_words(server: Server) -> None:
    for target in ("http://[", "https://", "http://a.example:0/", "\x1b]0;x\x07x:a", "http://a..b/"):
        server.pages["/old"] = Page(redirect=target)
        reply = ask(server)
        assert reply.status == 0
        assert reply.error.startswith("redirects to ")
        assert reply.error.isprintable()


def test_a_target_that_is_dead_is_told_of(server: Server) -> None:
    server.pages["/old"] = Page(redirect=f"http://127.0.0.1:{find_closed_port()}/", status=301)
    reply = ask(server)
    assert (reply.error, len(reply.redirects)) == ("connection refused", 1)


def test_total_time_counts_all_hops(server: Server) -> None:
    for number in range(10):
        server.pages[f"/{number}"] = Page(redirect=f"/{number + 1}", delay=0.1)
    reply = fetch(Request(1, server.url + "/0"), LIMITS._replace(total_seconds=0.35), {})
    assert reply.error == "not done in 0.35 s"
    assert 0 < len(reply.redirects) < 4


def test_passwords_stay_with_their_host() -> None:
    with serve() as first, serve() as second:
        first.pages["/same"] = Page(redirect="/feed", login="me:pa55")
        first.pages["/feed"] = Page(FEED, login="me:pa55")
        first.pages["/other"] = Page(redirect=second.url + "/feed", login="me:pa55")
        first.pages["/back"] = Page(redirect=second.url + "/back", login="me:pa55")
        second.pages["/feed"] = Page(FEED)
        second.pages["/back"] = Page(redirect=first.url + "/feed")
        assert ask(first, "/same", login="me:pa55").body == FEED
        assert ask(first, "/other", login="me:pa55").body == FEED
        assert ask(first, "/back", login="me:pa55").status == 401
        assert second.count("/feed") == 1
        assert not any("authorization" in asked.headers for asked in second.requests)


def test_passwords_in_a_target_are_neither_sent_nor_told(server: Server) -> None:
    server.pages["/old"] = Page(redirect=f"http://me:pa55@127.0.0.1:{server.port}/new", status=301)
    server.pages["/new"] = Page(FEED)
    reply = ask(server)
    assert reply.body == FEED
    assert "pa55" not in f"{reply._replace(headers={})}"
    assert not any("authorization" in asked.headers for asked in server.requests)


def test_what_is_private_may_lead_to_what_is_private() -> None:
    with serve(everywhere=True) as server:
        server.pages["/old"] = Page(redirect=server.at(7) + "/new")
        server.pages["/new"] = Page(FEED)
        assert ask(server).body == FEED


# As if 127.0.1.N were public, and names told nothing: so that only the address that is really connected to decides.
@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazette_cli.fetching.transfer.is_private", lambda address: "127.0.1." not in address)
    monkeypatch.setattr("gazette_cli.fetching.transfer.is_private_host", lambda host: False)
    found = (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 0))
    monkeypatch.setattr("socket.getaddrinfo", lambda *args, **named: [found])


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "[::ffff:127.0.0.1]", "rebound.example"])
def test_what_is_public_may_not_lead_to_what_is_private(host: str) -> None:
    with serve(everywhere=True) as server:
        server.pages["/old"] = Page(redirect=f"{server.at(1)}/between")
        server.pages["/between"] = Page(redirect=f"http://{host}:{server.port}/router")
        server.pages["/public"] = Page(redirect=f"{server.at(2)}/feed")
        server.pages["/feed"] = Page(FEED)
        reply = fetch(Request(1, server.at(0) + "/old"), LIMITS, {})
        assert (reply.status, reply.error) == (0, REFUSED)
        assert server.count("/router") == 0
        assert fetch(Request(1, server.at(0) + "/public"), LIMITS, {}).body == FEED
        # Nor by way of what is public.
        server.pages["/out"] = Page(redirect=f"{server.at(1)}/between")
        assert ask(server, "/out").error == REFUSED


@pytest.mark.usefixtures("public")
def test_an_open_connection_is_no_way_in() -> None:
    with serve(everywhere=True) as server, Fetcher(LIMITS, {}) as fetcher:
        server.pages["/old"] = Page(redirect=f"http://localhost:{server.port}/router")
        server.pages["/own"] = Page(FEED)
        for url in (f"http://localhost:{server.port}/own", server.at(1) + "/old"):
            fetcher.add(Request(1, url))
            replies, _ = fetcher.poll(10)
        assert replies[0].error == REFUSED
        assert (server.count("/own"), server.count("/router")) == (1, 0)


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/", "http://10.1/"],
)
def test_through_a_proxy_names_decide(server: Server, target: str) -> None:
    environ = {"http_proxy": server.url}
    server.pages["http://8.8.8.8/feed"] = Page(redirect=target)
    server.pages["http://10.0.0.2/feed"] = Page(redirect="http://10.0.0.3/feed")
    server.pages["http://10.0.0.3/feed"] = Page(FEED)
    reply = fetch(Request(1, "http://8.8.8.8/feed"), LIMITS, environ)
    assert (reply.error, len(server.requests)) == (REFUSED, 1)
    assert fetch(Request(1, "http://10.0.0.2/feed"), LIMITS, environ).body == FEED


@pytest.mark.usefixtures("public")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "rebound.example"])
def test_whoever_is_public_does_not_have_us_ask_what_is_private(host: str) -> None:
    with serve(everywhere=True) as server:
        server.pages["/router"] = Page(FEED)
        reply = fetch(Request(1, f"http://{host}:{server.port}/router", public=True), LIMITS, {})
        assert (reply.error, reply.body) == ("has a private address, which is refused", b"")
        assert not server.requests
        assert fetch(Request(1, server.at(1) + "/router", public=True), LIMITS, {}).body == FEED


def test_nor_where_its_very_name_says_so(server: Server) -> None:
    reply = fetch(Request(1, server.url, public=True), LIMITS, {})
    assert reply.error == "its address is private, which is refused"
    assert not server.requests
