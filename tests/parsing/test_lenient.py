"""feedparser's reading: what is broken, what is odd, and what it must not be given."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.models import Enclosure, Entry, Parsed
from gazette_cli.parsing.document import parse_document
from gazette_cli.parsing.feed import parse_feed
from gazette_cli.parsing.lenient import parse_lenient
from gazette_cli.subscription import FeedHead

FEEDS = Path(__file__).parent.parent / "fixtures" / "feeds"
ITEM = "<rss version='2.0'><channel><title>Le Quai</title><item>{}</item></channel></rss>"
BROKEN = b"<rss version='2.0'><channel><title>Le Quai</title><item><title>Cut sho"


def read_item(inside: str, base: str = "") -> Entry:
    (entry,) = parse_lenient(ITEM.format(inside).encode(), base).entries
    return entry


@pytest.mark.parametrize(
    "inside",
    [
        "<x {}/>".format(" ".join(f"a{n}='>'" for n in range(5_000))),
        "<author>{}</author>".format("a" * 50_000),
    ],
    ids=["attributes", "author"],
)
def test_what_would_take_it_a_minute_is_refused(inside: str) -> None:
    with pytest.raises(ParseError):
        parse_lenient(ITEM.format(inside).encode())


def test_what_has_no_version_and_no_entries_is_no_feed() -> None:
    with pytest.raises(ParseError, match="neither RSS nor Atom"):
        parse_lenient(b"<channel><title>x</title></channel>")


def test_dates_that_only_feedparser_reads() -> None:
    published = read_item("<title>x</title><pubDate>Κυρ, 11 Ιούλ 2004 12:00:00 EST</pubDate>").published
    assert published and published.isoformat() == "2004-07-11T17:00:00+00:00"


@pytest.mark.parametrize(
    "stated", ["2004년 5월 28일", "2004년 05월 28일 01:31:15", "2004-július-13T9:15-05:00"]
)
def test_dates_that_it_makes_up_are_not_believed(stated: str) -> None:
    entry = read_item(f"<title>x</title><pubDate>{stated}</pubDate>")
    assert entry.published is None
    assert entry.warnings == (f"date not understood: {stated}",)


def test_content_in_base64() -> None:
    (entry,) = parse_feed((FEEDS / "atom03-base64.atom").read_bytes()).entries
    assert (entry.html, entry.text) == ("<p>Unpacked</p>", "Unpacked")


def test_markup_that_nobody_escaped() -> None:
    entry = read_item("<description><p>One <b>bold</b></p><p>Two</p></description>")
    assert entry.text == "One bold\n\nTwo"


def test_a_feed_that_says_when_to_come_and_is_broken() -> None:
    skips = "<skipHours><hour>3</hour><hour><![CDATA[4]]></hour></skipHours><SkipDays><day>Sunday</day></SkipDays>"
    feed = f"<rss version='2.0'><channel><title>x</title><ttl>10</ttl>{skips}<item><title>Cut"
    assert parse_feed(feed.encode()).head == FeedHead("x", None, 600, (3, 4), (6,))


def test_links_of_a_broken_feed_are_relative_to_where_it_is() -> None:
    item = "<item><title>y</title><link>a.html</link><enclosure url='b.mp3'/>"
    data = f"<rss version='2.0'><channel><title>x</title><link>/site/</link>{item}"
    parsed = parse_feed(data.encode(), base="https://feeds.example/f.xml")
    (entry,) = parsed.entries
    assert parsed.head == FeedHead("x", "https://feeds.example/site/")
    assert entry.url == "https://feeds.example/site/a.html"
    assert entry.enclosures == (Enclosure("https://feeds.example/site/b.mp3"),)


def test_an_address_of_a_long_domain_is_not_cut_in_two() -> None:
    assert read_item("<title>x</title><author>cy@mail.museum (Cy)</author>").author == "Cy"


def test_what_is_broken_is_handed_to_whoever_is_to_read_it() -> None:
    seen: list[bytes] = []

    def read(data: bytes) -> Parsed:
        seen.append(data)
        raise ParseError("took longer than 30 s")

    with pytest.raises(ParseError, match="took longer than 30 s"):
        parse_feed(BROKEN, lenient=read)
    with pytest.raises(ParseError, match="took longer than 30 s"):
        parse_document(BROKEN, "feed.xml", lenient=read)
    assert seen == [BROKEN, BROKEN]


def test_what_is_whole_or_no_feed_is_not() -> None:
    def read(data: bytes) -> Parsed:
        raise AssertionError

    assert parse_feed(ITEM.format("<title>x</title>").encode(), lenient=read).entries[0].title == "x"
    with pytest.raises(ParseError, match="not a feed: a web page"):
        parse_feed(b"<!DOCTYPE html><html><p>Not found</p><rss/></html>", lenient=read)


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "-", "a.json"])
def test_where_a_document_came_from_is_what_its_links_are_relative_to(name: str) -> None:
    text = (
        '{"items": [{"id": 1, "title": "x", "url": "b"}]}'
        if name == "a.json"
        else ITEM.format("<title>x</title><link>b</link>")
    )
    (entry,) = parse_document(text.encode(), name, base="https://feeds.example/a/f").entries
    assert entry.url == "https://feeds.example/a/b"


SAMPLES = [
    path.read_bytes() for path in sorted(FEEDS.iterdir()) if not path.name.endswith((".json", ".jsonl"))
]
SPLICES = [
    b"<", b">", b"&", b'"', b"<!--", b"]]>", b"<![CDATA[", b"\0", b"\xff", b"&#27;", b"&#xD800;", b"<item>", b"</item>",
    b"</channel>", b"<entry xmlns='http://www.w3.org/2005/Atom'>", b"<media:group>", b" xml:base='http://['",
    b"<b>" * 300, b" type='xhtml'", b" type='base64'", b" mode='base64'", b"9" * 5_000, b"&#" + b"9" * 5_000 + b";",
    b" xmlns='x'", b"<source>", b"<image>", b"<title>", b"<svg>", b"<?xml version='1.1'?>",
    b"<!DOCTYPE rss [<!ENTITY a '<b>'>]>",
]  # fmt: skip
DAMAGES = st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(SPLICES) | st.binary(max_size=4))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(SAMPLES), st.lists(DAMAGES, min_size=1, max_size=4))
def test_no_damage_raises_anything_else(data: bytes, damages: list[tuple[float, int, bytes]]) -> None:
    for place, length, splice in damages:
        at = int(place * len(data))
        data = data[:at] + splice + data[at + length :]
    for read in (parse_feed, parse_lenient):
        try:
            parsed = read(data, base="https://feeds.example/f.xml")
        except ParseError as exc:
            assert "\n" not in exc.message
        else:
            for entry in parsed.entries:
                assert entry.title and "\n" not in entry.title
                repr(entry).encode()  # no lone surrogate: the library could not store it
