"""One client's connection to the server of the tests: HTTP/1.1 (RFC 9112), and every way to get it wrong."""

import asyncio
import base64
import socket
import struct
from typing import Protocol, cast

from tests.bombs import make_bomb, pack
from tests.pages import FAULTS, Asked, Page

HTML = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Log in, please.</p></body></html>"


class House(Protocol):
    """What a connection belongs to."""

    def welcome(self, connection: "Connection") -> None: ...

    def part(self, connection: "Connection") -> None: ...

    def take(self, asked: Asked) -> Page: ...


class Connection(asyncio.Protocol):
    """One client. It is asked one thing at a time, and kept alive."""

    transport: asyncio.Transport

    def __init__(self, house: House, loop: asyncio.AbstractEventLoop) -> None:
        self.house = house
        self.loop = loop
        self.buffer = b""
        self.timer: asyncio.TimerHandle | None = None
        self.paused = False
        self.busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.address = self.transport.get_extra_info("sockname")[0]
        self.house.welcome(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.house.part(self)
        if self.timer is not None:
            self.timer.cancel()

    def pause_writing(self) -> None:
        self.paused = True

    def resume_writing(self) -> None:
        self.paused = False

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.busy:
            self.take_request()

    def take_request(self) -> None:
        head, end, rest = self.buffer.partition(b"\r\n\r\n")
        if not head[:1].isupper():
            self.transport.write(make_head(Page(status=400), 0))
            self.transport.close()
        if not end:
            return
        lines = head.decode("utf-8", "surrogateescape").split("\r\n")
        headers = {}
        for line in lines[1:]:
            name, _, value = line.partition(":")
            headers[name.lower()] = value.strip(" ")
        length = int(headers.get("content-length", "0"))
        if len(rest) < length:
            return
        self.buffer = rest[length:]
        method, path, *_ = lines[0].split(" ")
        asked = Asked(method, path, headers, self.address)
        page = self.house.take(asked)
        self.busy = True
        if page.delay:
            self.timer = self.loop.call_later(page.delay, self.answer, asked, page)
        else:
            self.answer(asked, page)

    def answer(self, asked: Asked, page: Page) -> None:
        if self.transport.is_closing():
            return
        if page.fault:
            self.misbehave(asked, page)
            return
        expected = f"Basic {base64.b64encode((page.login or '').encode()).decode()}"
        if page.login is not None and asked.headers.get("authorization") != expected:
            page = Page(status=401, headers={"WWW-Authenticate": 'Basic realm="feeds"'}, body=b"who are you?")
        body = b"" if is_known(asked, page) else pack(page.body, page.encoding)
        if page.chunked:
            half = len(body) // 2
            parts = [b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:half], body[half:]) if part]
            body = b"".join(parts) + b"0\r\n\r\n"
        self.transport.writelines(
            [make_head(page, len(body), known=is_known(asked, page)), b"" if asked.method == "HEAD" else body]
        )
        self.busy = False
        if self.buffer:
            self.take_request()

    def misbehave(self, asked: Asked, page: Page) -> None:
        fault, body, write, close = page.fault, page.body, self.transport.write, self.transport.close
        assert fault in FAULTS, fault
        half = body[: len(body) // 2]
        if fault in ("reset", "reset midway"):
            if fault == "reset midway":
                write(make_head(page, len(body)) + half)
            self.timer = self.loop.call_later(0.02, self.reset)
        elif fault == "closed":
            close()
        elif fault == "slow headers":
            self.drip(make_head(page, len(body)) + body, page.pace)
        elif fault == "drip":
            write(make_head(page, len(body)))
            self.drip(body, page.pace)
        elif fault == "truncated":
            write(make_head(page, len(body)) + half)
            close()
        elif fault == "truncated chunk":
            write(make_head(page, None) + b"%x\r\n%b" % (len(body), half))
            close()
        elif fault == "wrong length":
            write(make_head(page, len(body) + 1000) + body)
            close()
        elif fault == "short length":
            write(make_head(page, len(half)) + body)
            close()
        elif fault == "redirect loop":
            write(make_head(Page(status=302, redirect=asked.path), 0))
            self.busy = False
        elif fault in ("endless", "endless headers"):
            write(b"HTTP/1.1 200 OK\r\n" + (b"\r\n" if fault == "endless" else b""))
            self.pour(b"X-Filler: " + b"x" * 16_000 + b"\r\n")
        elif fault == "garbage":
            write(b"\x00\xff not HTTP at all\r\n\r\n" + body)
            close()
        elif fault != "silent":
            self.send_odd_body(fault, page)

    def send_odd_body(self, fault: str, page: Page) -> None:
        name, _, kind = fault.partition(" ")
        packed = pack(page.body or b"<rss>" * 200, "gzip")
        body, encoding = {
            "broken gzip": (packed[:20] + b"\xff\x00" * 8 + packed[36:], "gzip"),
            "truncated gzip": (packed[: len(packed) * 2 // 3], "gzip"),
            "not gzip": (page.body, "gzip"),
            "html": (HTML, ""),
        }.get(fault) or (make_bomb(name), name)
        headers = {**page.headers, **({"Content-Encoding": encoding} if encoding else {})}
        kind = "text/html" if fault == "html" else page.content_type
        self.transport.write(make_head(Page(headers=headers, content_type=kind), len(body)) + body)
        self.busy = False

    def drip(self, rest: bytes, pace: float) -> None:
        self.transport.write(rest[:1])
        if len(rest) > 1:
            self.timer = self.loop.call_later(pace, self.drip, rest[1:], pace)
        else:
            self.busy = False

    def pour(self, filler: bytes) -> None:
        if not self.paused:
            self.transport.write(filler)
        self.timer = self.loop.call_later(0.001 if self.paused else 0, self.pour, filler)

    def reset(self) -> None:
        plain = self.transport.get_extra_info("socket")
        plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.transport.abort()


def is_known(asked: Asked, page: Page) -> bool:
    """Whether the client has what `page` holds: RFC 9110, section 13, word for word."""
    if page.etag is not None and "if-none-match" in asked.headers:
        return asked.headers["if-none-match"] == page.etag
    since = asked.headers.get("if-modified-since")
    return page.last_modified is not None and since == page.last_modified


def make_head(page: Page, length: int | None, known: bool = False) -> bytes:
    """The status line and headers of a body of `length` bytes; None: it comes in chunks."""
    status = 302 if page.redirect is not None and page.status == 200 else page.status
    lines = [f"HTTP/1.1 {304 if known else status} Whatever"]
    named: dict[str, str | list[str] | None] = {
        "Content-Type": page.content_type,
        "Content-Encoding": page.encoding or None,
        "ETag": page.etag,
        "Last-Modified": page.last_modified,
        "Location": page.redirect,
        **page.headers,
    }
    if length is None or page.chunked:
        named["Transfer-Encoding"] = "chunked"
    elif not known:
        named["Content-Length"] = str(length)
    for name, values in named.items():
        for value in values if isinstance(values, list) else [values]:
            if value is not None:
                lines.append(f"{name}: {value}")
    return ("\r\n".join(lines) + "\r\n\r\n").encode("utf-8", "surrogateescape")
