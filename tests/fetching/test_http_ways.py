"""The ways to a server: proxies, TLS and HTTP/2."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from gazette_cli.fetching.http import Fetcher, Limits, fetch
from gazette_cli.fetching.surroundings import find_certificates
from gazette_cli.subscription import Reply, Request
from tests.certificates import make_tls, write_certificate
from tests.server import Page, Server, find_closed_port, serve

LIMITS = Limits(connect_seconds=5, first_byte_seconds=5, total_seconds=10)
FEED = b"<rss><title>Le port</title></rss>"
ABSENT = "http://feeds.invalid/rss"


@pytest.mark.parametrize(
    ("environ", "way"),
    [
        ({"http_proxy": "{url}"}, "proxy"),
        ({"http_proxy": "127.0.0.1:{port}"}, "proxy"),
        ({"all_proxy": "{url}"}, "proxy"),
        ({"ALL_PROXY": "{url}"}, "proxy"),
        ({"HTTP_PROXY": "{url}"}, "none"),
        ({"https_proxy": "{url}"}, "none"),
        ({"http_proxy": "{url}", "no_proxy": "example.org, .invalid"}, "none"),
        ({"http_proxy": "{url}", "NO_PROXY": "*"}, "none"),
        ({"http_proxy": "{url}", "no_proxy": "feeds.invalid"}, "none"),
        ({"http_proxy": "{url}", "no_proxy": "s.invalid,10.0.0.0/8"}, "proxy"),
        ({}, "none"),
    ],
)
def test_the_proxy_of_the_environment(server: Server, environ: dict[str, str], way: str) -> None:
    server.pages[ABSENT] = Page(FEED)
    filled = {name: value.format(url=server.url, port=server.port) for name, value in environ.items()}
    reply = fetch(Request(1, ABSENT), LIMITS, filled)
    assert (reply.status, reply.error) == ((200, "") if way == "proxy" else (0, "no such host"))


@pytest.mark.parametrize("unproxied", ["127.0.0.1", "127.0.0.0/8", "10.0.0.1 127.0.0.1"])
def test_an_address_that_needs_no_proxy(server: Server, unproxied: str) -> None:
    server.pages["/feed"] = Page(FEED)
    environ = {"http_proxy": f"http://127.0.0.1:{find_closed_port()}", "no_proxy": unproxied}
    assert fetch(Request(1, server.url + "/feed"), LIMITS, environ).body == FEED


def test_the_environment_of_the_process_is_not_looked_into(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("http_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{find_closed_port()}")
    server.pages["/feed"] = Page(FEED)
    assert fetch(Request(1, server.url + "/feed"), LIMITS, {}).body == FEED
    monkeypatch.setenv("no_proxy", "*")
    server.pages[ABSENT] = Page(FEED)
    assert fetch(Request(1, ABSENT), LIMITS, {"http_proxy": server.url}).body == FEED


def test_a_proxy_that_wants_a_password(server: Server) -> None:
    server.pages[ABSENT] = Page(FEED)
    environ = {"http_proxy": f"http://me:pa55@127.0.0.1:{server.port}"}
    assert fetch(Request(1, ABSENT, login="you:w0rd"), LIMITS, environ).body == FEED
    assert server.requests[0].headers["proxy-authorization"] == "Basic bWU6cGE1NQ=="
    assert server.requests[0].headers["authorization"] == "Basic eW91OncwcmQ="


def test_a_proxy_that_fails_is_told_of_without_its_password(server: Server) -> None:
    def ask(proxy: str, url: str = ABSENT) -> Reply:
        return fetch(Request(1, url, login="you:w0rd"), LIMITS, {"all_proxy": proxy})

    port = find_closed_port()
    assert ask(f"http://me:pa55@127.0.0.1:{port}").error == "connection refused by the proxy"
    assert ask("http://me:pa55@proxy.invalid:3128").error == "no such proxy"
    server.pages["feeds.invalid:443"] = Page(status=407)
    through = ask(f"http://me:pa55@127.0.0.1:{server.port}", "https://feeds.invalid/rss")
    assert (through.status, through.error) == (0, "the proxy answered 407")
    assert (server.requests[-1].method, "authorization" in server.requests[-1].headers) == ("CONNECT", False)
    server.pages["feeds.invalid:443"] = Page(status=301, redirect=server.url + "/")
    redirected = ask(server.url, "https://feeds.invalid/rss")
    assert (redirected.error, redirected.redirects) == ("the proxy answered 301", ())
    for odd in ("http://me:pa55@[", "nonsense://me:pa55@x", "\x00", "http://me:pa55@127.0.0.1:99999", "é"):
        reply = ask(odd)
        assert reply.error
        assert "pa55" not in reply.error


@pytest.mark.parametrize("name", ["CURL_CA_BUNDLE", "SSL_CERT_FILE"])
def test_a_certificate_that_the_environment_trusts(tmp_path: Path, name: str) -> None:
    with serve(tls=make_tls(tmp_path, "good")) as server:
        server.pages["/feed"] = Page(FEED * 10_000)
        trusted = str(write_certificate(tmp_path, "good"))
        assert fetch(Request(1, server.url + "/feed"), LIMITS, {name: trusted}).body == FEED * 10_000


@pytest.mark.parametrize(
    ("name", "trusted", "error"),
    [
        ("good", False, "its certificate is not trusted: it vouches for itself"),
        ("expired", True, "its certificate has expired"),
        ("elsewhere", True, "its certificate is another host's"),
    ],
)
def test_a_certificate_that_is_refused(tmp_path: Path, name: str, trusted: bool, error: str) -> None:
    with serve(tls=make_tls(tmp_path, name)) as server:
        environ = {"SSL_CERT_FILE": str(write_certificate(tmp_path, name))} if trusted else {}
        reply = fetch(Request(1, server.url + "/feed", login="me:pa55"), LIMITS, environ)
        assert (reply.status, reply.error) == (0, error)
        assert server.requests == []


def test_certificates_that_are_not_there(tmp_path: Path) -> None:
    with serve(tls=make_tls(tmp_path, "good")) as server:
        reply = fetch(Request(1, server.url), LIMITS, {"SSL_CERT_FILE": str(tmp_path / "absent")})
    assert reply.error == "the trusted certificates of this system can't be read: see SSL_CERT_FILE"


def test_certificates_are_found_without_the_environment() -> None:
    file, folder = find_certificates({})
    assert file is not None
    assert "BEGIN CERTIFICATE" in Path(file).read_text(encoding="utf-8")
    assert folder is None
    assert find_certificates({"SSL_CERT_DIR": "/certificates"}) == (None, "/certificates")


def test_plain_http_where_tls_is_expected(server: Server) -> None:
    reply = fetch(Request(1, f"https://127.0.0.1:{server.port}/feed"), LIMITS, {})
    assert reply.error == "no secure connection could be made"


def test_from_tls_to_plain_http_only_without_a_password(server: Server, tmp_path: Path) -> None:
    environ = {"SSL_CERT_FILE": str(write_certificate(tmp_path, "good"))}
    server.pages["/feed"] = Page(FEED)
    with serve(tls=make_tls(tmp_path, "good")) as secure:
        secure.pages["/feed"] = Page(redirect=server.url + "/feed")
        assert fetch(Request(1, secure.url + "/feed"), LIMITS, environ).body == FEED
        reply = fetch(Request(1, secure.url + "/feed", login="me:pa55"), LIMITS, environ)
        assert reply.error == "redirects from https to http, which is refused for a feed with a password"
    assert [asked.path for asked in server.requests] == ["/feed"]


def frame(kind: int, flags: int, stream: int, payload: bytes = b"") -> bytes:
    """A frame of HTTP/2 (RFC 9113, section 4.1)."""
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


@contextmanager
def serve_http2(tls: ssl.SSLContext, connections: list[str | None]) -> Iterator[int]:
    """The least server of HTTP/2: 200 and FEED, whatever is asked."""
    tls.set_alpn_protocols(["h2"])

    def answer(plain: socket.socket) -> None:
        with tls.wrap_socket(plain, server_side=True) as client, client.makefile("rb") as stream:
            connections.append(client.selected_alpn_protocol())
            stream.read(24)
            client.sendall(frame(4, 0, 0))
            while head := stream.read(9):
                stream.read(int.from_bytes(head[:3], "big"))
                kind, flags, number = head[3], head[4], int.from_bytes(head[5:], "big")
                if kind == 4 and not flags & 1:
                    client.sendall(frame(4, 1, 0))
                elif kind == 1:  # 0x88 is ":status: 200" of HPACK's table
                    client.sendall(frame(1, 4, number, b"\x88") + frame(0, 1, number, FEED))

    def accept() -> None:
        while True:
            try:
                plain, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=answer, args=(plain,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield listener.getsockname()[1]
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_http2_where_it_is_offered_over_one_connection(tmp_path: Path) -> None:
    environ = {"SSL_CERT_FILE": str(write_certificate(tmp_path, "good"))}
    connections: list[str | None] = []
    with serve_http2(make_tls(tmp_path, "good"), connections) as port, Fetcher(LIMITS, environ) as fetcher:
        for number in range(12):
            fetcher.add(Request(number, f"https://127.0.0.1:{port}/{number}"))
        replies = []
        while fetcher.pending:
            replies += fetcher.poll(10)[0]
    assert [(reply.status, reply.body, reply.error) for reply in replies] == [(200, FEED, "")] * 12
    assert connections == ["h2"]
