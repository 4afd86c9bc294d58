"""Names are looked up so that a dead name server holds up nobody: neither another feed, nor the end."""

import socket
import threading
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from gazette_cli.fetching.http import Fetcher, Limits, fetch
from gazette_cli.fetching.lookups import Lookups, look_up
from gazette_cli.subscription import Request
from tests.server import Page, Server

LIMITS = Limits(connect_seconds=20)
FEED = b"<rss><title>Le port</title></rss>"


class Names:
    """What stands in for name servers: those of "slow" names answer when `let_go` is set, at the end of a test."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.let_go = threading.Event()

    def answer(self, host: bytes, *args: Any, **named: Any) -> list[Any]:
        name = host.decode()
        self.asked[name] += 1
        if name.startswith("slow"):
            assert self.let_go.wait(60)
        if name.startswith("again"):
            raise socket.gaierror(socket.EAI_AGAIN, "http://me:pa55@again")
        if name.startswith("none"):
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        dead, alive = ("::1", 0, 0, 0), ("127.0.0.1", 0)
        return [(socket.AF_INET6, 1, 6, "", dead), (socket.AF_INET, 1, 6, "", alive)]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[Names]:
    names = Names()
    monkeypatch.setattr("socket.getaddrinfo", names.answer)
    yield names
    names.let_go.set()


def test_a_name_leads_to_the_first_address_that_answers(server: Server, names: Names) -> None:
    server.pages["/feed"] = Page(FEED)
    reply = fetch(Request(1, f"http://Port.example:{server.port}/feed"), LIMITS, {})
    assert reply.body == FEED
    assert server.requests[0].headers["host"] == f"port.example:{server.port}"


def test_a_name_is_looked_up_once(server: Server, names: Names) -> None:
    server.pages["/feed"] = Page(FEED)
    with Fetcher(LIMITS, {}) as fetcher:
        for number in range(30):
            fetcher.add(Request(number, f"http://port{number % 3}.example:{server.port}/feed"))
        while fetcher.pending:
            assert all(reply.body == FEED for reply in fetcher.poll(10)[0])
    assert names.asked == {"port0.example": 1, "port1.example": 1, "port2.example": 1}


def test_neither_another_feed_nor_the_end_waits_for_a_name(server: Server, names: Names) -> None:
    server.pages["/feed"] = Page(FEED)
    with Fetcher(LIMITS, {}) as fetcher:
        for number in range(60):
            fetcher.add(Request(number, f"http://slow{number}.example/"))
        fetcher.add(Request(99, f"http://port.example:{server.port}/feed"))
        replies, _ = fetcher.poll(60)
        assert [(reply.key, reply.body) for reply in replies] == [(99, FEED)]
        assert len(fetcher.in_flight) == 60
    assert not names.let_go.is_set()


def test_a_name_that_takes_too_long(names: Names) -> None:
    with Fetcher(Limits(connect_seconds=0.1, jobs=1), {}) as fetcher:
        fetcher.add(Request(1, "http://slow.example/"))
        fetcher.add(Request(2, "http://none.example/"))
        replies = fetcher.poll(60)[0]
        assert [(reply.key, reply.error) for reply in replies] == [(1, "no connection in 0.1 s")]
        assert fetcher.poll(60)[0][0].error == "no such host"
        # It is found at last, when nobody asks any more: that neither wakes for ever nor goes wrong.
        names.let_go.set()
        with socket.create_server(("127.0.0.1", 0)) as nobody:
            assert fetcher.poll(0.2, [nobody.fileno()]) == ([], [])


@pytest.mark.parametrize(
    ("name", "error"),
    [("none.example", "no such host"), ("again.example", "its name server does not answer")],
)
def test_why_a_name_is_not_found(names: Names, name: str, error: str) -> None:
    reply = fetch(Request(1, f"http://{name}/"), LIMITS, {})
    assert (reply.status, reply.error) == (0, error)


def test_names_that_cant_be_looked_up() -> None:
    for name in ("a" * 64 + ".invalid", "é.invalid", "", "a..invalid"):
        addresses, error = look_up(name)
        assert bool(addresses) is not bool(error)


def test_what_waits_is_told_in_the_end_and_once(names: Names) -> None:
    lookups: Lookups[str] = Lookups()
    lookups.want("slow.example", "first", 5.0)
    lookups.want("slow.example", "second", 9.0)
    assert (len(lookups), lookups.find_deadline()) == (2, 5.0)
    assert lookups.take(6.0) == [("first", "late")]
    names.let_go.set()
    done: list[tuple[str, str]] = []
    while not done:
        done = lookups.take(7.0)
    assert done == [("second", "")]
    assert lookups.known["slow.example"] == ("::1", "127.0.0.1")
    assert (lookups.take(99.0), lookups.find_deadline()) == ([], None)
    lookups.close()
