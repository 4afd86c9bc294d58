"""One request on its way: its hops from redirect to redirect, and the handle of libcurl that each is made with."""

import io
import socket
from collections.abc import Mapping
from typing import Any, NamedTuple

import pycurl

from gazette_cli.errors import SourceError
from gazette_cli.fetching.addresses import (
    Address,
    follow_location,
    is_private,
    is_private_host,
    read_address,
    split_login,
)
from gazette_cli.fetching.encodings import tell_size, unpack
from gazette_cli.fetching.heads import Head, make_headers, read_head
from gazette_cli.fetching.surroundings import find_proxy
from gazette_cli.fetching.trouble import TIMED_OUT, TOO_LARGE, WRITE_REFUSED, tell_trouble
from gazette_cli.subscription import Reply, Request

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The body of an answer that is not the feed: read to its end when short, so that the connection can be kept.
_IDLE_BODY = 64 * 1024


class Limits(NamedTuple):
    """`jobs` requests at once, `per_host` of them at one host. `body` is in bytes, as sent and unpacked. Times are in
    seconds: until connected, until the answer begins, and for everything, redirects included."""

    jobs: int = 100
    per_host: int = 4
    body: int = 20 * 1024 * 1024
    connect_seconds: float = 10.0
    first_byte_seconds: float = 30.0
    total_seconds: float = 60.0
    redirects: int = 10


class Asking:
    """A request and how far it has come. `address` is where its next hop goes; raises SourceError if that can't be."""

    def __init__(self, request: Request, limits: Limits, environ: Mapping[str, str]) -> None:
        self.request = request
        self.limits = limits
        self.environ = environ
        # What is told of it, as the caller wrote it.
        self.url, login = split_login(request.url)
        self.login = login if request.login is None else request.login
        self.redirects: list[tuple[int, str]] = []
        self.began: float | None = None
        self.hop_began = 0.0
        self.public = request.public
        self.address = read_address(self.url)
        if self.public and is_private_host(self.address.host):
            raise SourceError("its address is private, which is refused")
        self.seen = {self.address.url}

    def set_off(self, now: float) -> None:
        """Begin the next hop: the clock runs."""
        self.hop_began = now
        if self.began is None:
            self.began = now

    @property
    def proxy(self) -> str:
        """The URL of the proxy that the next hop goes through, or ""."""
        return find_proxy(self.address, self.environ)

    def follow(self, head: Head, private: bool) -> None:
        """Take the redirect of `head`. `private`: whether the one who answered it is. Raises SourceError if refused."""
        old = self.address
        new = follow_location(old, head.location or "")
        # Nobody public may make us ask what only we can reach; what is private may lead to its like.
        self.public = self.public or not private
        self.redirects.append((head.status, new.url))
        self.url = new.url
        if len(self.redirects) > self.limits.redirects:
            raise SourceError(f"redirects more than {self.limits.redirects} times")
        if new.url in self.seen:
            raise SourceError("redirects in a circle")
        if self.public and is_private_host(new.host):
            raise SourceError("redirects to a private address, which is refused")
        if self.login is not None and old.scheme == "https" and new.scheme == "http":
            raise SourceError("redirects from https to http, which is refused for a feed with a password")
        if new.origin != old.origin:
            self.login = None  # for good: who comes back from elsewhere was sent by them
        self.seen.add(new.url)
        self.address = new

    def reply(self, now: float, error: str) -> Reply:
        """Return a failure."""
        took = 0.0 if self.began is None else now - self.began
        return Reply(self.request.key, self.url, error=error, redirects=tuple(self.redirects), seconds=took)


class Handle:
    """An easy handle of libcurl, used for one hop after another. Between two it holds nothing of either."""

    def __init__(self, certificates: tuple[str | None, str | None]) -> None:
        self.curl: Any = pycurl.Curl()
        self.asking: Asking | None = None
        self._clear()
        file, folder = certificates
        for option, value in (
            (pycurl.NOSIGNAL, 1),
            (pycurl.PROTOCOLS, pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS),
            (pycurl.FOLLOWLOCATION, 0),
            (pycurl.HTTP_VERSION, pycurl.CURL_HTTP_VERSION_2TLS),
            (pycurl.HTTP09_ALLOWED, 0),
            # Unpacked here, where its size is watched.
            (pycurl.HTTP_CONTENT_DECODING, 0),
            (pycurl.SSL_VERIFYPEER, 1),
            (pycurl.SSL_VERIFYHOST, 2),
            (pycurl.CAINFO, file),
            (pycurl.CAPATH, folder),
            (pycurl.PROXY_CAINFO, file),
            (pycurl.PROXY_CAPATH, folder),
            (pycurl.NETRC, pycurl.NETRC_IGNORED),
            # Where to turn to is decided from `environ`; libcurl would look into the process's own.
            (pycurl.NOPROXY, ""),
            (pycurl.BUFFERSIZE, 64 * 1024),
            (pycurl.HEADERFUNCTION, self._take_head),
            (pycurl.WRITEFUNCTION, self._take_body),
            (pycurl.OPENSOCKETFUNCTION, self._open_socket),
        ):
            if value is None:
                self.curl.unsetopt(option)
            else:
                self.curl.setopt(option, value)

    def begin(self, asking: Asking, addresses: tuple[str, ...], now: float) -> None:
        """Make ready for the next hop of `asking`, to a host whose `addresses` are known, or left to libcurl.

        Raises pycurl.error or ValueError if libcurl won't take it.
        """
        self._clear()
        self.asking = asking
        limits, address, request = asking.limits, asking.address, asking.request
        self.limit = limits.body
        self.proxy = asking.proxy
        # Only a new connection goes through _open_socket: an old one may lead where this hop must not.
        self.guarded = asking.public and not self.proxy
        to_connect = asking.hop_began + limits.connect_seconds - now
        to_end = (asking.began or now) + limits.total_seconds - now
        known = ",".join(f"[{name}]" if ":" in name else name for name in addresses if "%" not in name)
        setopt = self.curl.setopt
        setopt(pycurl.URL, address.url.encode("ascii"))
        setopt(pycurl.RESOLVE, [f"{address.host}:{address.port}:{known}"] if known else [])
        setopt(pycurl.HTTPHEADER, make_headers(request, asking.login))
        setopt(pycurl.PROXY, self.proxy.encode("utf-8", "replace"))
        setopt(pycurl.FRESH_CONNECT, int(self.guarded))
        # Better wait for the first connection and share it (HTTP/2) than open four.
        setopt(pycurl.PIPEWAIT, int(address.scheme == "https"))
        setopt(pycurl.CONNECTTIMEOUT_MS, max(int(to_connect * 1000), 1))
        setopt(pycurl.TIMEOUT_MS, max(int(to_end * 1000), 1))
        setopt(pycurl.MAXFILESIZE_LARGE, limits.body)

    def _clear(self) -> None:
        self.raw_head = bytearray()
        self.body = io.BytesIO()
        self.received = 0
        self.head: Head | None = None
        self.limit = 0
        self.proxy = ""
        self.guarded = False
        self.refused = False
        self.silent = False

    def _take_head(self, line: bytes) -> None:
        self.raw_head += line

    def _take_body(self, data: bytes) -> int:
        if self.head is None:
            self.head = read_head(bytes(self.raw_head))
        self.received += len(data)
        if self.head.status != 200:
            return len(data) if self.received <= _IDLE_BODY else 0
        if self.received > self.limit:
            return 0
        return self.body.write(data)

    def _open_socket(self, purpose: int, address: Any) -> Any:
        family, kind, protocol, name = address
        if self.guarded and is_private(_read_name(name)):
            self.refused = True
            return pycurl.SOCKET_BAD
        try:
            return socket.socket(family, kind, protocol)
        except OSError:
            return pycurl.SOCKET_BAD

    @property
    def answered(self) -> bool:
        """Whether the answer has begun."""
        return bool(self.raw_head)

    def end(self, code: int, message: str, now: float) -> Reply | None:
        """Return the reply that a hop came to, as libcurl has ended it; None if it goes on with another."""
        asking = self.asking
        assert asking is not None
        try:
            return self._judge(asking, code, message, now)
        except SourceError as exc:
            return asking.reply(now, exc.message)
        finally:
            self.asking = None
            self._clear()

    def _judge(self, asking: Asking, code: int, message: str, now: float) -> Reply | None:
        head = self.head or read_head(bytes(self.raw_head))
        if self.proxy and not self.curl.getinfo(pycurl.RESPONSE_CODE):
            head = read_head(b"")  # the proxy's own, which opened no way to the server
        if code and head.status in (0, 200):
            raise SourceError(self._tell(asking, head, code, message, now))
        if head.status == 0:
            raise SourceError("does not speak HTTP")
        if head.status in _REDIRECTS and head.location is not None:
            asking.follow(head, self._is_private(asking.address))
            return None
        body = b""
        if head.status == 200:
            body = unpack(self.body.getvalue(), head.headers.get("content-encoding", ""), asking.limits.body)
        return Reply(
            asking.request.key,
            asking.url,
            head.status,
            head.headers,
            body,
            redirects=tuple(asking.redirects),
            seconds=now - (asking.began or now),
            received=self.received,
        )

    def _is_private(self, address: Address) -> bool:
        if self.proxy:
            return is_private_host(address.host)
        return is_private(self.curl.getinfo(pycurl.PRIMARY_IP) or "")

    def _tell(self, asking: Asking, head: Head, code: int, message: str, now: float) -> str:
        limits = asking.limits
        if self.refused:
            return f"{'redirects to' if asking.redirects else 'has'} a private address, which is refused"
        if self.silent:
            return f"no answer in {limits.first_byte_seconds:g} s"
        if code == TOO_LARGE or (code == WRITE_REFUSED and self.received > limits.body):
            return f"larger than {tell_size(limits.body)}"
        if code == TIMED_OUT:
            if now - (asking.began or now) < limits.total_seconds * 0.99:
                return f"no connection in {limits.connect_seconds:g} s"
            return f"not done in {limits.total_seconds:g} s"
        if head.status and code in (18, 55, 56, 92):
            expected = head.headers.get("content-length", "")
            of = f" of {int(expected):,}" if expected.isdigit() and len(expected) < 15 else ""
            return f"cut off: {self.received:,}{of} bytes came"
        tunnel = self.curl.getinfo(pycurl.HTTP_CONNECTCODE) if self.proxy else 0
        if code in (7, 56) and tunnel >= 300:
            return f"the proxy answered {tunnel}"
        return tell_trouble(
            code,
            message,
            system=self.curl.getinfo(pycurl.OS_ERRNO),
            certificate=self.curl.getinfo(pycurl.SSL_VERIFYRESULT),
            proxied=bool(self.proxy),
        )

    def close(self) -> None:
        self.curl.close()


def _read_name(name: Any) -> str:
    """The IP address in what getsockname(2) or pycurl tells of one."""
    first = name[0] if isinstance(name, tuple) and name else name
    return first.decode("ascii", "replace") if isinstance(first, bytes) else str(first)
