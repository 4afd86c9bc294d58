"""Every way in which a server, or the way to it, fails: one line in words, in time, within bounds."""

import socket
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.fetching.http import Fetcher, Limits, fetch
from gazette_cli.subscription import Reply, Request
from tests.server import FAULTS, Page, Server, find_closed_port

MB = 1024 * 1024
LIMITS = Limits(body=MB, connect_seconds=5, first_byte_seconds=5, total_seconds=10)
SOON = Limits(connect_seconds=0.3, first_byte_seconds=0.2, total_seconds=0.4)
BODY = b"<rss><title>Le port</title></rss>" * 20


def ask(server: Server, page: Page, limits: Limits = LIMITS) -> Reply:
    server.pages["/feed"] = page
    return fetch(Request(1, server.url + "/feed"), limits, {})


SAID = {
    "reset": "connection reset",
    "closed": "the connection was closed without an answer",
    "truncated": "cut off: 330 of 660 bytes came",
    "truncated chunk": "cut off: 330 bytes came",
    "wrong length": "cut off: 660 of 1,660 bytes came",
    "reset midway": "cut off: 330 of 660 bytes came",
    "redirect loop": "redirects in a circle",
    "endless": "larger than 1 MB",
    "endless headers": "its headers are too long",
    "broken gzip": "broken gzip",
    "truncated gzip": "broken gzip",
    "gzip bomb": "larger than 1 MB unpacked",
    "br bomb": "larger than 1 MB unpacked",
    "zstd bomb": "larger than 1 MB unpacked",
    "deflate bomb": "larger than 1 MB unpacked",
    "garbage": "does not speak HTTP",
}


@pytest.mark.parametrize("fault", SAID)
def test_a_fault_is_told_in_words(server: Server, fault: str) -> None:
    reply = ask(server, Page(BODY, fault=fault))
    assert (reply.status, reply.error, reply.body) == (0, SAID[fault], b"")


SLOW = {"silent": "no answer in 0.2 s", "slow headers": "no answer in 0.2 s", "drip": "not done in 0.4 s"}


@pytest.mark.parametrize("fault", SLOW)
def test_a_slow_server_does_not_hold_up(server: Server, fault: str) -> None:
    reply = ask(server, Page(BODY, fault=fault, pace=0.05), SOON)
    assert (reply.status, reply.error) == (0, SLOW[fault])
    assert reply.seconds < 5


def test_headers_that_never_end(server: Server) -> None:
    limits = SOON._replace(first_byte_seconds=5)
    assert ask(server, Page(BODY, fault="slow headers", pace=0.01), limits).error == "not done in 0.4 s"


READ = {"short length": BODY[:330], "not gzip": BODY, "html": b"<!DOCTYPE html>"}


@pytest.mark.parametrize("fault", READ)
def test_what_is_odd_but_whole_is_left_to_the_parser(server: Server, fault: str) -> None:
    reply = ask(server, Page(BODY, fault=fault))
    assert (reply.status, reply.error) == (200, "")
    assert reply.body.startswith(READ[fault])


def test_every_fault_is_tried_here() -> None:
    assert {*SAID, *SLOW, *READ} == {*FAULTS}


def test_no_fault_hurts_another_request(server: Server) -> None:
    server.pages["/good"] = Page(BODY, encoding="br", delay=0.02)
    faults = [fault for fault in FAULTS if fault != "endless"]
    with Fetcher(LIMITS._replace(first_byte_seconds=0.5, total_seconds=1), {}) as fetcher:
        for number, fault in enumerate(faults):
            server.pages[f"/{number}"] = Page(BODY, fault=fault)
            fetcher.add(Request(-1, f"{server.url}/{number}"))
            fetcher.add(Request(number, server.url + "/good"))
        good = []
        while fetcher.pending:
            replies, _ = fetcher.poll(10)
            good += [reply for reply in replies if reply.key >= 0]
    assert sorted(reply.key for reply in good) == [*range(len(faults))]
    assert all(reply.body == BODY for reply in good)


def test_nobody_listens() -> None:
    reply = fetch(Request(1, f"http://127.0.0.1:{find_closed_port()}/"), LIMITS, {})
    assert (reply.status, reply.error) == (0, "connection refused")


def test_no_such_host() -> None:
    assert fetch(Request(1, "http://feeds.invalid/"), LIMITS, {}).error == "no such host"


@contextmanager
def deaf_port() -> Iterator[int]:
    """A port that takes no connection and refuses none: its queue is full."""
    with ExitStack() as stack:
        listener = stack.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            client = stack.enter_context(socket.socket())
            client.setblocking(False)
            client.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_connection(scheme: str) -> None:
    with deaf_port() as port:
        limits = SOON._replace(total_seconds=5, first_byte_seconds=5)
        reply = fetch(Request(1, f"{scheme}://127.0.0.1:{port}/"), limits, {})
    assert (reply.status, reply.error) == (0, "no connection in 0.3 s")


def test_a_server_that_never_shakes_hands() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        limits = SOON._replace(total_seconds=5, first_byte_seconds=5)
        reply = fetch(Request(1, f"https://127.0.0.1:{listener.getsockname()[1]}/"), limits, {})
    assert reply.error == "no connection in 0.3 s"


def test_the_limit_holds_for_what_is_sent_and_for_what_is_said(server: Server) -> None:
    limits = LIMITS._replace(body=1000)
    assert ask(server, Page(b"x" * 1000), limits).body == b"x" * 1000
    for chunked in (False, True):
        reply = ask(server, Page(b"x" * 1001, chunked=chunked), limits)
        assert (reply.error, reply.body) == ("larger than 1,000 bytes", b"")
    assert ask(server, Page(b"x" * 1001, encoding="gzip"), limits).error == "larger than 1,000 bytes unpacked"
    assert ask(server, Page(b"x" * 1000, encoding="gzip"), limits).body == b"x" * 1000


@pytest.mark.parametrize("fault", ["endless", "gzip bomb", "br bomb", "zstd bomb"])
def test_no_body_takes_more_memory_than_its_limit(server: Server, fault: str) -> None:
    ask(server, Page(fault=fault))
    tracemalloc.start()
    try:
        assert "larger than 1 MB" in ask(server, Page(fault=fault)).error
        assert tracemalloc.get_traced_memory()[1] < 12 * MB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip, gzip, gzip"])
def test_a_packing_that_is_not_read(server: Server, encoding: str) -> None:
    assert ask(server, Page(BODY, headers={"Content-Encoding": encoding})).error.startswith("packed ")


def test_a_slow_error_page_still_tells_its_status(server: Server) -> None:
    reply = ask(server, Page(BODY, status=410, fault="drip", pace=0.05), SOON)
    assert (reply.status, reply.error) == (410, "")


@given(st.binary(max_size=60), st.booleans())
def test_whatever_a_server_says_is_a_reply(noise: bytes, as_header: bool) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, Fetcher(SOON, {}) as fetcher:
        fetcher.add(Request(1, f"http://127.0.0.1:{listener.getsockname()[1]}/"))
        fetcher.poll(0)
        client, _ = listener.accept()
        with client:
            client.sendall((b"HTTP/1.1 200 OK\r\n" if as_header else b"") + noise + b"\r\n\r\n")
        replies, _ = fetcher.poll(10)
    assert [reply.key for reply in replies] == [1]
    assert "\n" not in replies[0].error
    assert (replies[0].status == 0) is bool(replies[0].error)


def test_libcurl_itself_breaks(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    server.pages["/feed"] = Page(BODY, delay=0.05)
    monkeypatch.setattr(Fetcher, "_watch", lambda *arguments: -1)
    with Fetcher(SOON, {}) as fetcher:
        for number in range(3):
            fetcher.add(Request(number, server.url + "/feed"))
        replies = []
        while fetcher.pending:
            replies += fetcher.poll(10)[0]
    assert sorted(reply.key for reply in replies) == [0, 1, 2]
    assert all(reply.error and not reply.status for reply in replies)


def test_a_fetcher_is_closed_twice(server: Server) -> None:
    fetcher = Fetcher(LIMITS, {})
    fetcher.add(Request(1, server.url + "/feed"))
    fetcher.poll(0)
    fetcher.close()
    fetcher.close()
    assert fetcher.in_flight == []


HOSTILE = """
    http:// http://: http://@ http://a@b@c:0/ http://[::1 http://[]/ http://%00/ http://. http://.. http://a..b/ http://*/
    file:///etc/passwd ftp://127.0.0.1/ gopher://127.0.0.1/ dict://127.0.0.1/ javascript:alert(1) data:text/xml,<rss/>
    http://127.0.0.1:0/ http://127.0.0.1:65536/ http://127.0.0.1:-1/ http:///feed //127.0.0.1/ feed -o/tmp/x
""".split()


@pytest.mark.parametrize(
    "url", [*HOSTILE, "", "\0", "http://a\r\nb/", "http://\ud800/", "http://" + "a." * 20_000]
)
def test_a_url_that_cant_be_asked_is_a_reply(url: str) -> None:
    reply = fetch(Request(7, url), LIMITS, {})
    assert (reply.key, reply.status, reply.body) == (7, 0, b"")
    assert reply.error
    assert "\n" not in reply.error


@given(st.text(max_size=30))
def test_any_path_is_asked_or_told_of(rest: str) -> None:
    reply = fetch(Request(1, f"http://127.0.0.1:{find_closed_port()}/{rest}"), LIMITS, {})
    assert reply.status == 0
    assert reply.error == "connection refused" or reply.error.startswith("its address")


def test_a_password_is_in_nothing_that_is_told() -> None:
    port = find_closed_port()
    for url in (
        f"http://me:pa55word@127.0.0.1:{port}/",
        "http://me:pa55word@127.0.0.1:0/",
        "http://me:pa55word@/",
        "http://me:pa55\nword@a/",
        "ftp://me:pa55word@a/",
        "http:me:pa55word@a/",
    ):
        reply = fetch(Request(1, url), LIMITS, {})
        assert reply.error
        assert "pa55" not in f"{reply}"
