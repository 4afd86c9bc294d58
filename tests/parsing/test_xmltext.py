"""Feeds whose XML is not what it should be, and feeds that are built to do harm."""

import pytest

from gazette_cli.errors import ParseError
from gazette_cli.models import Entry
from gazette_cli.parsing.feed import parse_feed

ITEM = "<rss version='2.0'><channel><title>Le Quai</title><item>{}</item></channel></rss>"


def read_item(inside: str) -> Entry:
    (entry,) = parse_feed(ITEM.format(inside).encode()).entries
    return entry


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "iso-8859-1"),  # claims what it is not
        ("utf-8", "UTF-16"),
        ("utf-8", "no-such-charset"),
        ("utf-8", "punycode"),  # raises out of feedparser
        ("utf-8", "undefined"),
        ("utf-8-sig", "utf-8"),
        ("windows-1252", "windows-1252"),
        ("windows-1252", "iso-8859-1"),
        ("windows-1252", "utf-8"),  # claims what it is not
        ("iso8859-15", "iso-8859-15"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16"),
    ],
)
def test_encodings_declared_or_not(encoding: str, declared: str) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?>" + ITEM.format(
        "<title>Élan, été, œuvre à 5 €</title>"
    )
    (entry,) = parse_feed(text.encode(encoding)).entries
    assert entry.title == "Élan, été, œuvre à 5 €"


def test_decomposed_accents_are_composed() -> None:
    assert read_item("<title>E\u0301te\u0301</title>").title == "Été"


def test_what_stands_around_the_feed_does_not_matter() -> None:
    text = "\n\n<br />Warning: line 3<br />\n<?xml version='1.0'?>" + ITEM.format("<title>Here</title>")
    (entry,) = parse_feed((text + "<script>track()</script>").encode()).entries
    assert entry.title == "Here"


def test_a_feed_cut_short_gives_what_it_has() -> None:
    whole = ITEM.format(
        "<title>One</title></item><item><title>Two</title><description>All of it.</description>"
    )
    titles = [entry.title for entry in parse_feed(whole[: whole.index("of it")].encode()).entries]
    assert titles == ["One", "Two"]


def test_entities_declared_by_the_feed_are_replaced() -> None:
    doctype = "<!DOCTYPE rss [<!ENTITY nom 'Le &#201;tier'><!ENTITY deux '&nom; &nom;'><!ENTITY f SYSTEM 'file:///etc/passwd'>]>"
    (entry,) = parse_feed((doctype + ITEM.format("<title>&deux; &f;</title>")).encode()).entries
    assert entry.title == "Le Étier Le Étier &f;"


def test_numbers_of_windows_characters_are_those_characters() -> None:
    assert read_item("<title>&#146;tis &#x80; \x93q\x94 &#129;</title>").title == "’tis € “q”"


@pytest.mark.parametrize(
    "data",
    [
        "<!DOCTYPE rss [<!ENTITY a '{}'>]>".format("x" * 60_000) + ITEM.format("&a;" * 1_000),
        "<!DOCTYPE rss [<!ENTITY a 'xxxxxxxxxx'>"
        + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "]>"
        + ITEM.format("&i;"),
    ],
    ids=["quadratic", "billion laughs"],
)
def test_feeds_built_to_cost_time_are_refused(data: str) -> None:
    with pytest.raises(ParseError):
        parse_feed(data.encode())


@pytest.mark.parametrize(
    "inside",
    [
        "<description>" + "<!--" * 20_000 + "</description>",
        "<d>" * 20_000,
        "<description>" + "<d>" * 20_000 + "</d>" * 20_000 + "</description>",
        "<description><![CDATA[" + "<div>" * 20_000,
        "<a b='" * 20_000,
        "<links a='1'/><authors b='2'/><tags c='3'/><link>x</link><author>y</author><category>z</category>",
        "<content foo='1'/><published bar='2'/><title baz='3'/><media:content url='u'/>",
        "<description>&amp;#"
        + "9" * 5_000
        + ";</description><category>&amp;#"
        + "9" * 5_000
        + ";</category>",
        "<pubDate>Fri, 31 Dec 10000 10:00:00 GMT</pubDate>",
    ],
)
def test_hostile_items_do_no_harm(inside: str) -> None:
    assert read_item(f"<title>Still here</title>{inside}").title == "Still here"
