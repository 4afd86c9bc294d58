"""The HTTP client against a real server: what comes back, what is sent, how many at once, and how it waits."""

import os
import signal
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterable

import pytest

from gazette_cli import __version__
from gazette_cli.fetching.http import Fetcher, Limits, fetch
from gazette_cli.subscription import Reply, Request
from tests.server import Page, Server, serve

LIMITS = Limits(connect_seconds=5, first_byte_seconds=5, total_seconds=10)
FEED = b"<rss><title>Le port</title></rss>"


def ask(server: Server, path: str, **named: str) -> Reply:
    return fetch(Request(1, server.url + path, **named), LIMITS, {})


def run(fetcher: Fetcher, requests: Iterable[Request]) -> dict[int, Reply]:
    for request in requests:
        fetcher.add(request)
    replies: dict[int, Reply] = {}
    while fetcher.pending:
        done, _ = fetcher.poll(10)
        assert done, "nothing came in ten seconds"
        replies.update((reply.key, reply) for reply in done)
    return replies


@pytest.mark.parametrize("encoding", ["", "gzip", "br", "zstd", "deflate", "gzip, br"])
@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_comes_whole_and_unpacked(server: Server, encoding: str, chunked: bool) -> None:
    server.pages["/feed"] = Page(FEED * 5000, encoding=encoding, chunked=chunked)
    reply = ask(server, "/feed")
    assert (reply.status, reply.error, reply.body) == (200, "", FEED * 5000)
    assert (reply.received < len(reply.body)) is bool(encoding)
    assert reply.url == server.url + "/feed"
    assert reply.redirects == ()
    assert 0 < reply.seconds < 10


def test_who_asks_and_for_what(server: Server) -> None:
    server.pages["/feed"] = Page(FEED)
    ask(server, "/feed")
    headers = server.requests[0].headers
    assert headers["user-agent"] == f"gazette/{__version__} (feed reader for the terminal)"
    assert headers["accept-encoding"] == "gzip, br, zstd, deflate"
    assert "application/rss+xml" in headers["accept"]
    assert {*headers} == {"host", "user-agent", "accept", "accept-encoding"}
    ask(server, "/feed", accept="text/html")
    assert server.requests[1].headers["accept"] == "text/html"


def test_no_cookie_is_kept(server: Server) -> None:
    server.pages["/feed"] = Page(FEED, headers={"Set-Cookie": "who=you; Path=/"})
    with Fetcher(LIMITS, {}) as fetcher:
        run(fetcher, [Request(1, server.url + "/feed")])
        run(fetcher, [Request(2, server.url + "/feed")])
    assert server.count("/feed") == 2
    assert not any("cookie" in asked.headers for asked in server.requests)


@pytest.mark.parametrize(
    "etag", ['"1"', 'W/"a, b"', "unquoted", '"', '"a\\"b"', "'x'", '"é—"', '"a  b"', "*", '""', "--", '"\t"']
)
def test_an_etag_goes_back_as_it_came(server: Server, etag: str) -> None:
    server.pages["/feed"] = Page(FEED, etag=etag)
    first = ask(server, "/feed")
    assert first.headers["etag"] == etag
    again = ask(server, "/feed", etag=first.headers["etag"])
    assert (again.status, again.body, again.error, again.received) == (304, b"", "", 0)


@pytest.mark.parametrize("date", ["Wed, 17 Jun 2026 10:00:00 GMT", "yesterday", "2026-06-17", "0"])
def test_a_date_goes_back_as_it_came(server: Server, date: str) -> None:
    server.pages["/feed"] = Page(FEED, last_modified=date)
    assert ask(server, "/feed").headers["last-modified"] == date
    assert ask(server, "/feed", last_modified=date).status == 304


@pytest.mark.parametrize("value", ['"1"\r\nX-Evil: 1', '"\n"', "\0", "", " "])
def test_what_would_break_a_header_is_not_sent(server: Server, value: str) -> None:
    server.pages["/feed"] = Page(FEED)
    reply = ask(server, "/feed", etag=value, last_modified=value, accept=value)
    assert reply.status == 200
    assert {*server.requests[0].headers} == {"host", "user-agent", "accept", "accept-encoding"}


@pytest.mark.parametrize("status", [204, 206, 400, 401, 403, 404, 410, 429, 500, 503, 599, 999])
def test_another_status_comes_without_its_body(server: Server, status: int) -> None:
    server.pages["/feed"] = Page(
        b"" if status == 204 else b"sorry", status=status, headers={"Retry-After": "120"}
    )
    reply = ask(server, "/feed")
    assert (reply.status, reply.body, reply.error) == (status, b"", "")
    assert reply.headers["retry-after"] == "120"


def test_an_endless_error_page_is_not_read(server: Server) -> None:
    server.pages["/feed"] = Page(b"x" * 3_000_000, status=404)
    reply = ask(server, "/feed")
    assert (reply.status, reply.error, reply.body) == (404, "", b"")
    assert reply.received < 1_000_000


def test_an_empty_body_is_an_answer(server: Server) -> None:
    server.pages["/feed"] = Page(b"")
    assert ask(server, "/feed")[2:6] == (200, ask(server, "/feed").headers, b"", "")


def test_headers_are_clean_and_joined(server: Server) -> None:
    server.pages["/feed"] = Page(
        FEED,
        headers={"X-Title": "a\x1b[31mb\x07\x9bc", "CACHE-Control": ["max-age=60", "private"], "X-É": "é"},
    )
    headers = ask(server, "/feed").headers
    assert headers["x-title"] == "ab"
    assert headers["cache-control"] == "max-age=60, private"
    assert headers["x-é"] == "é"


def test_a_login_is_sent(server: Server) -> None:
    server.pages["/feed"] = Page(FEED, login="réa:d:e f")
    assert ask(server, "/feed").status == 401
    assert ask(server, "/feed", login="réa:wrong").status == 401
    assert ask(server, "/feed", login="réa:d:e f").status == 200


def test_a_hundred_at_once_and_four_a_host() -> None:
    with serve(everywhere=True) as server, Fetcher(LIMITS, {}) as fetcher:
        server.pages["/feed"] = Page(FEED, delay=0.05)
        requests = [Request(n, server.at(n % 10) + f"/feed?{n}") for n in range(100)]
        replies = run(fetcher, requests)
        assert len(replies) == 100
        assert all(reply.body == FEED for reply in replies.values())
        assert max(server.peaks.values()) == 4
        assert len(server.peaks) == 10


def test_more_than_the_jobs_wait_their_turn() -> None:
    limits = LIMITS._replace(jobs=3)
    with serve(everywhere=True) as server, Fetcher(limits, {}) as fetcher:
        server.pages["/feed"] = Page(FEED, delay=0.02)
        assert fetcher.room == 3
        requests = [Request(n, server.at(n) + "/feed") for n in range(10)]
        for request in requests:
            fetcher.add(request)
        assert (fetcher.room, fetcher.pending, fetcher.in_flight) == (0, 10, [])
        most, done = 0, 0
        while fetcher.pending:
            replies, _ = fetcher.poll(10)
            done += len(replies)
            most = max(most, len(fetcher.in_flight))
            assert fetcher.pending == 10 - done
        assert (done, most, fetcher.room) == (10, 3, 3)
        assert sum(server.peaks.values()) == 10


def test_many_requests_to_one_host_keep_their_order(server: Server) -> None:
    server.pages["/feed"] = Page(FEED)
    with Fetcher(LIMITS._replace(per_host=1), {}) as fetcher:
        run(fetcher, [Request(n, f"{server.url}/feed?{n}") for n in range(50)])
    assert [asked.path for asked in server.requests] == [f"/feed?{n}" for n in range(50)]
    assert server.accepted == 1


def test_a_busy_host_does_not_hold_up_the_others() -> None:
    with serve(everywhere=True) as server, Fetcher(LIMITS._replace(jobs=10), {}) as fetcher:
        server.pages["/slow"] = Page(FEED, delay=60)
        server.pages["/feed"] = Page(FEED)
        for n in range(20):
            fetcher.add(Request(n, server.url + "/slow"))
        fetcher.add(Request(99, server.at(1) + "/feed"))
        replies, _ = fetcher.poll(10)
        assert [reply.key for reply in replies] == [99]


def test_waiting_ends_for_another_file(server: Server) -> None:
    server.pages["/feed"] = Page(FEED, delay=0.1)
    reader, writer = os.pipe()
    try:
        with Fetcher(LIMITS, {}) as fetcher:
            assert fetcher.poll(0, [reader]) == ([], [])
            fetcher.add(Request(1, server.url + "/feed"))
            os.write(writer, b"x")
            assert fetcher.poll(60, [reader]) == ([], [reader])
            os.read(reader, 1)
            replies, ready = fetcher.poll(60, [reader])
            assert ([reply.status for reply in replies], ready) == ([200], [])
            os.close(writer)
            assert fetcher.poll(60, [reader]) == ([], [reader])
    finally:
        os.close(reader)


def test_waiting_ends_with_its_time_and_with_nothing_to_wait_for(server: Server) -> None:
    server.pages["/feed"] = Page(FEED, delay=60)
    with Fetcher(LIMITS, {}) as fetcher:
        assert fetcher.poll(60) == ([], [])
        fetcher.add(Request(1, server.url + "/feed"))
        assert fetcher.poll(0.05) == ([], [])
        assert [request.key for request in fetcher.in_flight] == [1]


def test_a_body_is_not_kept_after_it_was_handed_out(server: Server) -> None:
    server.pages["/feed"] = Page(b"x" * 5_000_000)
    with Fetcher(LIMITS, {}) as fetcher:
        run(fetcher, [Request(1, server.url + "/feed")])
        tracemalloc.start()
        try:
            for n in range(5):
                run(fetcher, [Request(n, server.url + "/feed")])
            assert tracemalloc.get_traced_memory()[0] < 1_000_000
        finally:
            tracemalloc.stop()


def test_more_descriptors_than_select_takes(server: Server) -> None:
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 1300:
        pytest.skip("this system allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 1300), hard))
    files = [os.open(os.devnull, os.O_RDONLY) for _ in range(1050)]
    try:
        server.pages["/feed"] = Page(FEED, delay=0.01)
        assert ask(server, "/feed").body == FEED
    finally:
        for file in files:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


SCRIPT = """
import sys
from gazette_cli.fetching.http import Fetcher, Limits
from gazette_cli.subscription import Request
with Fetcher(Limits(), {}) as fetcher:
    number = 0
    print("begun", flush=True)
    try:
        while True:
            while "many" in sys.argv and fetcher.room or not fetcher.pending:
                fetcher.add(Request(number := number + 1, sys.argv[1]))
            fetcher.poll(30)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


@pytest.mark.parametrize("mode", ["one", "many"])
def test_control_c_ends_the_wait(server: Server, mode: str) -> None:
    server.pages["/feed"] = Page(FEED, delay=0 if mode == "many" else 60)
    command = [sys.executable, "-c", SCRIPT, server.url + "/feed", mode]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        wait_for(lambda: server.count("/feed") > (500 if mode == "many" else 0))
        process.send_signal(signal.SIGINT)
        assert process.communicate(timeout=20) == ("stopped\n", "")


def test_control_c_in_the_middle_of_libcurl_is_not_lost(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.pages["/feed"] = Page(FEED)
    set_timer = Fetcher._set_timer
    signals = [signal.SIGINT]

    def interrupt(fetcher: Fetcher, milliseconds: int) -> None:
        if signals:
            os.kill(os.getpid(), signals.pop())
        set_timer(fetcher, milliseconds)

    monkeypatch.setattr(Fetcher, "_set_timer", interrupt)
    with Fetcher(LIMITS, {}) as fetcher:
        fetcher.add(Request(1, server.url + "/feed"))
        with pytest.raises(KeyboardInterrupt):
            fetcher.poll(10)
        # And what was under way is still there.
        assert [reply.body for reply in fetcher.poll(10)[0]] == [FEED]


def wait_for(what: Callable[[], bool]) -> None:
    for _ in range(2000):
        if what():
            return
        time.sleep(0.01)
    raise AssertionError("it did not come to pass in 20 seconds")
