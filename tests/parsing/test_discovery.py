"""Which feeds a page has: those it declares, those it links to, and where they are apt to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.parsing.discovery import Candidate, find_feeds, guess_feeds, is_feed, read_feed_title

URL = "https://example.org/blog/page.html"


def declared(html: str, url: str = URL) -> list[Candidate]:
    return find_feeds(html.encode(), url).declared


def linked(html: str) -> list[str]:
    return [one.url for one in find_feeds(html.encode(), URL).linked]


RSS = '<link rel="alternate" type="application/rss+xml" title="Le Port" href="/feed">'


@pytest.mark.parametrize(
    "html",
    [
        f"<html><head>{RSS}</head></html>",
        f"<html><body><p>late{RSS}",
        "<LINK TITLE='Le Port' HREF=/feed REL='home Alternate' TYPE='Application/RSS+XML; charset=utf-8'/>",
        "<base href='https://example.org/x/y'><base href='/no/'>" + RSS.replace("/feed", "../feed#top"),
        RSS.replace('alternate" type="application/rss+xml', "feed"),
        RSS.replace("application/rss+xml", "text/xml"),
        "<script>'<link rel=alternate type=application/rss+xml href=/no>'</script><!-- <script> -->" + RSS,
        RSS.replace('rel="alternate"', ""),
        RSS + RSS,
        "<div>" * 100_000 + RSS,
        "<a '<a \"" + RSS,
    ],
)
def test_a_feed_that_is_declared(html: str) -> None:
    (found,) = declared(html)
    assert found[:2] == ("https://example.org/feed", "Le Port")


@pytest.mark.parametrize(
    ("kind", "name"),
    [("application/atom+xml", "Atom"), ("application/feed+json", "JSON"), ("application/rdf+xml", "RDF"),
     ("application/json", "JSON"), ("application/xml", "")],
)  # fmt: skip
def test_formats(kind: str, name: str) -> None:
    assert declared(RSS.replace("application/rss+xml", kind))[0].format == name


@pytest.mark.parametrize(
    "html",
    [
        RSS.replace("alternate", "stylesheet"),
        RSS.replace("alternate", "canonical"),
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2" title="JSON">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?url=feed">',
        '<link rel="alternate" type="text/html" hreflang="fr" href="/feed">',
        '<link rel="feed" type="text/html" href="/">',
        RSS.replace("/feed", "javascript:alert(1)"),
        RSS.replace("/feed", "file:///etc/passwd"),
        RSS.replace("/feed", "https://[nowhere/"),
        RSS.replace('"/feed"', '""'),
        f"<!-- {RSS}",
        f"<script>{RSS}",
        "",
    ],
)
def test_what_declares_no_feed(html: str) -> None:
    assert not declared(html)


def test_several_are_in_order_with_comments_last() -> None:
    html = (
        RSS.replace("/feed", "/comments/feed").replace("Le Port", "Commentaires")
        + RSS
        + RSS.replace("/feed", "/a.atom").replace("rss+", "atom+")
    )
    assert [one.url.partition("org")[2] for one in declared(html)] == ["/feed", "/a.atom", "/comments/feed"]


def test_links_that_plainly_lead_to_feeds() -> None:
    html = (
        f"{RSS}<a href='/feed'>declared already</a><a href='/about'>About</a><a href=rss.xml><b>All</b> news</a>"
        "<a href='/mer/feed/'>Mer</a><a href='?feed=rss2'>x</a><a href='/t.atom'>x</a><a href='mailto:a@b/feed'>x</a>"
        "<a href='/feedback'>x</a><a href='/buffet/rss-explained.html'>x</a>"
    )
    assert linked(html) == [
        "https://example.org/blog/rss.xml",
        "https://example.org/mer/feed/",
        "https://example.org/blog/page.html?feed=rss2",
        "https://example.org/t.atom",
    ]
    assert find_feeds(html.encode(), URL).linked[0].title == "All news"


def test_guesses_are_below_the_page_and_at_the_root() -> None:
    guesses = guess_feeds(URL)
    assert "https://example.org/blog/feed" in guesses
    assert "https://example.org/rss.xml" in guesses
    assert len(guesses) == len(set(guesses)) <= 24
    assert guess_feeds("https://example.org")[0] == "https://example.org/feed"


XML = (
    "<?xml version='1.0' encoding='utf-8'?><!-- x --><rss version='2.0'><channel><title>Le &amp; Port</title>"
)


@pytest.mark.parametrize(
    "body",
    [
        XML.encode(),
        f"\n\ufeff  {XML}".encode(),
        XML.encode("utf-16"),
        b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<atom:feed xmlns:atom='x'>",
        b"<rdf:RDF xmlns:rdf='x'>",
        b"<br /><b>Warning</b>: something<br />" + XML.encode(),
        b'{"title": "x", "version": "https:\\/\\/jsonfeed.org\\/version\\/1.1", "items": []}',
    ],
)
def test_a_feed_is_told_by_its_start(body: bytes) -> None:
    assert is_feed(body)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><html><body><pre>&lt;rss><rss></pre>",
        b"<html xmlns='x'><rss>",
        b"<?xml version='1.0'?><opml version='2.0'><body/></opml>",
        b"<svg></svg>",
        b'{"items": [1]}',
        b"[]",
        b"\x89PNG\r\n\x1a\n<rss>",
        b"just <b>text</b>",
    ],
)
def test_what_is_no_feed(body: bytes) -> None:
    assert not is_feed(body)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (XML, "Le & Port"),
        ("<rss><channel><title><![CDATA[Le <b>Port</b> &#39;]]></title>", "Le Port '"),
        ("<feed><title type='html'>Le &lt;b>Port&lt;/b></title>", "Le Port"),
        ('{"version": "x", "title": "Le \\u00e9 \\"Port\\""}', 'Le é "Port"'),
        ("<rss><channel>", ""),
    ],
)
def test_the_title_of_a_feed_at_a_glance(body: str, title: str) -> None:
    assert read_feed_title(body.encode()) == title


_BITS = st.sampled_from(
    "<link |<a |<base |<script>|</script>|<!--|-->| rel=alternate| type='application/rss+xml'| href=|\"|'|>|/feed|//[|"
    'https://a.example/|\x00|é|<rss>|<title>|{"title":|&#x;|\\'.split("|")
)


@given(st.lists(_BITS, max_size=60))
def test_any_page_is_read(bits: list[str]) -> None:
    body = "".join(bits).encode()
    found = find_feeds(body, URL)
    assert all(one.url.startswith(("http://", "https://")) for one in (*found.declared, *found.linked))
    is_feed(body)
    read_feed_title(body)
