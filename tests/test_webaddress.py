"""Addresses as they are shown and opened: nobody takes one host for another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.webaddress import encode_url, join_parts, name_host, split_url


@pytest.mark.parametrize(
    ("url", "host", "opened"),
    [
        ("https://a.example:8080/b?c#d", "a.example", "https://a.example:8080/b?c#d"),
        ("HTTPS://A.Example", "a.example", "https://a.example"),
        ("https://bank.example@evil.example/x", "evil.example", "https://bank.example@evil.example/x"),
        ("https://bank.example%2F@evil.example/", "evil.example", "https://bank.example%2F@evil.example/"),
        ("https://a@b@evil.example/", "evil.example", "https://a@b@evil.example/"),
        ("https://evil.example\\@bank.example/", "evil.example", "https://evil.example/@bank.example/"),
        ("https://bank.example\u3002evil.example/", "bank.example.evil.example", "https://bank.example.evil.example/"),
        ("https://[::1]:80/", "[::1]", "https://[::1]:80/"),
        # What may be shown as it is.
        ("https://élysée.example/Forêt", "élysée.example", "https://xn--lyse-9oad.example/For%C3%AAt"),
        ("https://stra\u00dfe.example/", "stra\u00dfe.example", "https://xn--strae-oqa.example/"),
        ("https://пример.example/", "пример.example", "https://xn--e1afmkfd.example/"),
        ("https://日本tokyo.example/", "日本tokyo.example", "https://xn--tokyo-1e1k07e.example/"),
        ("https://b%C3%BCcher.example/", "bücher.example", "https://xn--bcher-kva.example/"),
        ("https://ＥＸample.example/", "example.example", "https://example.example/"),
        # What could pass for another: two scripts, one of look-alikes, signs that are like others.
        ("https://p\u0430ypal.example/", "xn--pypal-4ve.example", "https://xn--pypal-4ve.example/"),
        ("https://p%D0%B0ypal.example/", "xn--pypal-4ve.example", "https://xn--pypal-4ve.example/"),
        ("https://\u0430\u0440\u0440\u04cf\u0435.example/", "xn--80ak6aa92e.example", "https://xn--80ak6aa92e.example/"),
        ("https://bank\u2044x.example/", "xn--bankx-g33b.example", "https://xn--bankx-g33b.example/"),
        ("https://l\u0131nk.example/", "xn--lnk-jua.example", "https://xn--lnk-jua.example/"),
        ("https://a\u200b\xadb.example/", "ab.example", "https://ab.example/"),
    ],
)  # fmt: skip
def test_the_host_is_the_one_that_is_visited(url: str, host: str, opened: str) -> None:
    parts = split_url(url)
    assert parts
    assert (name_host(parts.host), encode_url(url)) == (host, opened)


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "ftp://a.example/"),
        *("--version", "-x https://a.example", "/relative", "relative", "", "http:", "https://", "https:///x"),
        *("https://a b.example/", "https://a.example:99x/", "https://bank.example%2F.evil.example/", "https://%00/"),
        *("https:// /", "https://a..b/", "https://.", "https://[::1", "vbscript:x", "smb://a/b", "HTTPS:x", "mailto:"),
    ],
)  # fmt: skip
def test_what_may_not_be_opened(url: str) -> None:
    assert encode_url(url) is None


def test_what_is_opened_is_ascii_without_controls_spaces_and_quotes() -> None:
    hostile = "https://a.example/\x1b]8;;http://evil.example\x07 \"'`<>\u202e\u2028|^{}\\\ud800?\\\x9b#\xa0"
    opened = encode_url(hostile)
    assert opened == (
        "https://a.example/]8;;http://evil.example%20%22'%60%3C%3E%E2%80%AE%E2%80%A8%7C%5E%7B%7D/??%5C#%C2%A0"
    )
    assert (
        encode_url('mailto:a@b.example?subject=\x1b "x" é')
        == "mailto:a@b.example?subject=%20%22x%22%20%C3%A9"
    )


@given(st.text(max_size=60), st.sampled_from(["https://", "http://a.example", "mailto:", "", "https://a@"]))
def test_any_text_is_refused_or_made_safe(text: str, start: str) -> None:
    opened = encode_url(start + text)
    assert opened is None or (opened.isascii() and opened.isprintable() and " " not in opened)
    assert opened is None or opened.startswith(("http://", "https://", "mailto:"))
    if opened is not None:
        assert encode_url(opened) == opened
    if parts := split_url(start + text):
        name_host(parts.host)
        assert split_url(join_parts(parts)) is not None
