"""What may be asked, what is private, and what must not be shown."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gazette_cli.errors import SourceError
from gazette_cli.fetching.addresses import (
    follow_location,
    is_private,
    is_private_host,
    read_address,
    split_login,
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://a.example", "http://a.example/"),
        ("HTTP://A.Example:80/Feed?x=1&y=%20#top", "http://a.example/Feed?x=1&y=%20"),
        ("https://a.example:8443/f", "https://a.example:8443/f"),
        ("https://crieé.example/août?q=à b", "https://xn--crie-epa.example/ao%C3%BBt?q=%C3%A0%20b"),
        ("http://a.example/100%/50%zz", "http://a.example/100%/50%zz"),
        ("http://a.example/?", "http://a.example/?"),
        ("http://a.example?q", "http://a.example/?q"),
        ("http://[::1]:8080/", "http://[::1]:8080/"),
        ("http://[FE80::1%25eth0]/", "http://[fe80::1]/"),
        ("http://my_blog.example./", "http://my_blog.example./"),
        ("http://127.1/", "http://127.0.0.1/"),
        ("http://0x7f000001/", "http://127.0.0.1/"),
        ("http://2130706433/", "http://127.0.0.1/"),
        ("http://user:pass@a.example/", "http://a.example/"),
        ("http://a@b@c.example/", "http://c.example/"),
        ("http://a.example\\@b.example/", "http://b.example/"),
        ("http://a.example/<'\">{}|^`", "http://a.example/%3C'%22%3E%7B%7D|%5E%60"),
    ],
)
def test_a_url_is_made_ready(url: str, expected: str) -> None:
    assert read_address(url).url == expected


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("file:///etc/passwd", "its address is file:, which is refused"),
        ("ftp://a.example/", "its address is ftp:, which is refused"),
        ("feed", "its address is no URL"),
        ("http://", "its address names no host"),
        ("http:///feed", "its address names no host"),
        ("http://a.example:0/", "its address has port 0"),
        ("http://a.example:99999/", "its address can't be read"),
        ("http://a.example:x/", "its address can't be read"),
        ("http://[::1/", "its address can't be read"),
        ("http://[v1.x]/", "its address"),
        ("http://[1.2.3.4]/", "its address"),
        ("http://a..example/", "its address names no host that can be read"),
        ("http://a%2eexample/", "its address names no host that can be read"),
        ("http://" + "a" * 300 + ".example/", "its address names no host that can be read"),
        ("http://a.example/" + "x" * 20_000, "its address is too long"),
        ("http://a.example/\r\nHost: b.example", "its address holds a control character"),
        ("http://a.exa\tmple/", "its address holds a control character"),
        ("http://a.example/\ud800", "its address can't be read"),
    ],
)
def test_what_cant_be_asked_is_told_in_words(url: str, message: str) -> None:
    with pytest.raises(SourceError) as told:
        read_address(url)
    assert told.value.message.startswith(message)


@given(st.text(max_size=60) | st.from_regex(r"https?://[^/]{0,20}/.{0,20}"))
@example("http://[[/")
@example("http://\u2100.example/")
@example("http://xn--a/")
def test_any_text_is_a_plain_url_or_an_error(url: str) -> None:
    try:
        address = read_address(url)
    except SourceError as exc:
        assert "\n" not in exc.message
        return
    assert re.fullmatch(r"https?://[!-~]+", address.url)
    assert read_address(address.url) == address


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/b", "https://a.example/b"),
        ("b?c#d", "https://a.example/dir/b?c"),
        ("//b.example/x", "https://b.example/x"),
        ("HTTP://B.example", "http://b.example/"),
        ("http://me:secret@b.example/x", "http://b.example/x"),
        (" ../é x ", "https://a.example/%C3%A9%20x"),
        ("", "https://a.example/dir/feed"),
    ],
)
def test_a_redirect_is_resolved(location: str, expected: str) -> None:
    assert follow_location(read_address("https://a.example/dir/feed"), location).url == expected


@pytest.mark.parametrize(
    ("location", "message"),
    [
        ("file:///etc/passwd", "redirects to file:, which is refused"),
        ("ftp://b.example/", "redirects to ftp:, which is refused"),
        ("data:text/xml,<rss/>", "redirects to data:, which is refused"),
        ("javascript:alert(1)", "redirects to javascript:, which is refused"),
        ("http://b.example:0/", "redirects to an address that has port 0"),
        ("http://[b/", "redirects to what is no address"),
    ],
)
def test_a_redirect_elsewhere_is_refused(location: str, message: str) -> None:
    with pytest.raises(SourceError, match=re.escape(message)):
        follow_location(read_address("https://a.example/dir/feed"), location)


@pytest.mark.parametrize(
    ("url", "plain", "login"),
    [
        ("http://a.example/f", "http://a.example/f", None),
        ("http://me:pw@a.example/f", "http://a.example/f", "me:pw"),
        ("https://me@a.example/f", "https://a.example/f", "me:"),
        ("https://m%40e:p%3Aw%2F@a.example/f@g", "https://a.example/f@g", "m@e:p:w/"),
        ("http://me:p w@a.example/", "http://a.example/", "me:p w"),
        ("http://me:p@w@a.example/", "http://a.example/", "me:p@w"),
        ("http:me:pw@a.example/", "http:a.example/", "me:pw"),
        ("http://@a.example/", "http://a.example/", None),
        ("http://a.example/?mail=me@b.example", "http://a.example/?mail=me@b.example", None),
    ],
)
def test_credentials_are_taken_out_of_a_url(url: str, plain: str, login: str | None) -> None:
    assert split_login(url) == (plain, login)


PRIVATE = """
    127.0.0.1 127.8.9.10 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 0.1.2.3
    224.0.0.1 240.0.0.1 255.255.255.255 192.0.2.1 198.18.0.1
    :: ::1 fe80::1 fe80::1%eth0 fc00::1 fd12:3456::1 ff02::1 fec0::1 2001:db8::1
    ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2002:7f00:1:: 2002:c0a8:101::1
    nonsense 127.1
""".split()
PUBLIC = "1.1.1.1 8.8.8.8 172.32.0.1 100.128.0.1 2606:4700::1 ::ffff:8.8.8.8 64:ff9b::808:808".split()


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address: str) -> None:
    assert is_private(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address: str) -> None:
    assert not is_private(address)


@pytest.mark.parametrize(
    ("url", "private"),
    [
        ("http://localhost/", True),
        ("http://LOCALHOST./", True),
        ("http://api.localhost/", True),
        ("http://printer.local/", True),
        ("http://2130706433/", True),
        ("http://0x7f.1/", True),
        ("http://127.0.0.1./", True),
        ("http://[::ffff:7f00:1]/", True),
        ("http://8.8.8.8/", False),
        ("http://localhost.example/", False),
        ("http://10.example/", False),
    ],
)
def test_hosts_that_are_private_by_name(url: str, private: bool) -> None:
    assert is_private_host(read_address(url).host) is private
