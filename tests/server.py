"""A real HTTP/1.1 server for the tests, able to misbehave in every way that the web's feeds do.

    with serve() as server:
        server.pages["/feed"] = Page(body=b"<rss/>", etag='"1"')
        ... server.url + "/feed" ...
        assert server.requests[0].headers["user-agent"].startswith("gazette")

It runs on a thread of its own, and serves hundreds of connections at once for little of the processor.
"""

import asyncio
import socket
import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from tests.connection import Connection
from tests.pages import FAULTS, Asked, Page

__all__ = ["FAULTS", "Asked", "Page", "Server", "find_closed_port", "serve"]

Answering = Page | Sequence[Page] | Callable[[Asked], Page]


class Server:
    """`pages` maps a path (with or without its query) to a Page, to several that are answered in turn (the last one
    stays), or to a function. `requests` are those that came, `peaks` the most connections at once per address."""

    def __init__(self, scheme: str, port: int) -> None:
        self.scheme = scheme
        self.port = port
        self.url = f"{scheme}://127.0.0.1:{port}"
        self.pages: dict[str, Answering] = {}
        self.requests: list[Asked] = []
        self.peaks: Counter[str] = Counter()
        self.accepted = 0
        self.open: set[Connection] = set()
        self._now: Counter[str] = Counter()
        self._turns: Counter[str] = Counter()

    def at(self, number: int) -> str:
        """The URL of the server at 127.0.1.NUMBER: as many hosts as are wanted (`everywhere=True`)."""
        return f"{self.scheme}://127.0.{1 + number // 250}.{1 + number % 250}:{self.port}"

    def count(self, path: str) -> int:
        """How often `path` was asked for."""
        return sum(asked.path == path for asked in self.requests)

    def welcome(self, connection: Connection) -> None:
        self.open.add(connection)
        self.accepted += 1
        self._now[connection.address] += 1
        self.peaks[connection.address] = max(self.peaks[connection.address], self._now[connection.address])

    def part(self, connection: Connection) -> None:
        self.open.discard(connection)
        self._now[connection.address] -= 1

    def take(self, asked: Asked) -> Page:
        """Note a request, and return what to answer: 404 for a path that has no page."""
        self.requests.append(asked)
        path = asked.path if asked.path in self.pages else asked.path.partition("?")[0]
        page = self.pages.get(path, Page(status=404, body=b"not here", content_type="text/plain"))
        if callable(page):
            page = page(asked)
        elif not isinstance(page, Page):
            turn = min(self._turns[path], len(page) - 1)
            self._turns[path] += 1
            page = page[turn]
        return page


@contextmanager
def serve(*, everywhere: bool = False, tls: ssl.SSLContext | None = None) -> Iterator[Server]:
    """Serve on a free port of 127.0.0.1, or with `everywhere` of all of 127.0.0.0/8 (Linux), until the block ends."""
    loop = asyncio.new_event_loop()
    listener = socket.create_server(("0.0.0.0" if everywhere else "127.0.0.1", 0), backlog=1024)
    server = Server("https" if tls else "http", listener.getsockname()[1])
    ready = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        # A client that is refused by our certificate, or refuses it, is nothing to tell of.
        loop.set_exception_handler(lambda loop, context: None)
        loop.run_until_complete(
            loop.create_server(lambda: Connection(server, loop), sock=listener, ssl=tls, backlog=1024)
        )
        ready.set()
        loop.run_forever()
        for connection in list(server.open):
            connection.transport.abort()
        loop.run_until_complete(asyncio.sleep(0))
        loop.close()

    thread = threading.Thread(target=run, name="test server", daemon=True)
    thread.start()
    ready.wait()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        listener.close()


def find_closed_port() -> int:
    """Return a port of 127.0.0.1 that refuses connections."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
