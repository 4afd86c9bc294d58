"""OPML of any make: folders become tags, titles and pages are kept, and nothing that is wrong in it stops the rest."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.errors import GazetteError, ParseError
from gazette_cli.parsing.opml import Listed, parse_opml


def read(body: str, root: str = '<opml version="2.0">', encoding: str = "utf-8") -> list[Listed]:
    text = f"{root}<head><title>Mine</title></head><body>{body}</body></opml>"
    return parse_opml(text.encode(encoding)).feeds


FEED = '<outline type="rss" text="Le Port" title="Le Port" xmlUrl="https://p.example/f" htmlUrl="https://p.example/"/>'
PORT = Listed("https://p.example/f", None, "Le Port", "https://p.example/")


def test_folders_in_folders_are_one_tag_and_a_slash_in_a_name_is_doubled() -> None:
    nested = f'<outline text="News"><outline title="Est/Ouest">{FEED}</outline></outline>{FEED}'
    assert read(nested) == [PORT._replace(tags=("News/Est//Ouest",)), PORT]


def test_a_category_is_a_tag_too() -> None:
    feed = FEED.replace("type=", 'category="/News/France, mer," type=')
    assert read(f'<outline text="Matin">{feed}</outline>')[0].tags == ("Matin", "News/France", "mer")


@pytest.mark.parametrize(
    ("stated", "title", "own_title"),
    [
        ('text="Mine" title="Theirs"', "Mine", "Theirs"),
        ('text="Theirs" title="Theirs"', None, "Theirs"),
        ('text="Theirs"', None, "Theirs"),
        ('title="Theirs"', None, "Theirs"),
        ('text="Theirs" title=""', None, "Theirs"),
        ('text="" title="Theirs"', None, "Theirs"),
        ('text="https://p.example/f"', None, None),
        ("", None, None),
        ('text="R&amp;amp;D, l&amp;#39;été" title="R&amp;amp;D, l&amp;#39;été"', None, "R&D, l'été"),
    ],
)
def test_a_text_that_is_not_the_title_is_the_readers(
    stated: str, title: str | None, own_title: str | None
) -> None:
    (feed,) = read(f'<outline {stated} xmlUrl="https://p.example/f"/>')
    assert (feed.title, feed.own_title) == (title, own_title)


@pytest.mark.parametrize(
    "outline",
    [
        "<OUTLINE TYPE='rss' TEXT='Le Port' XMLURL='https://p.example/f' HTMLURL='https://p.example/'></OUTLINE>",
        "<outline text='Le Port' xmlurl = 'https://p.example/f'\n htmlUrl=\"https://p.example/\" />",
        '<outline text="Le Port" title="Le Port" type="rss" url="https://p.example/f" htmlUrl="https://p.example/"/>',
        "<!-- <outline xmlUrl='https://no.example/'/> -->" + FEED,
        FEED.replace("/>", ">"),
    ],
)
def test_case_quotes_and_old_habits_make_no_difference(outline: str) -> None:
    assert read(outline) == [PORT]


def test_what_is_not_well_formed_costs_itself_alone() -> None:
    broken = (
        '<outline text="Tom & Jerry <3 "quoted" here" xmlUrl="https://a.example/?a=1&copy=2"/>'
        '<outline text="never closed xmlUrl="https://b.example/" />'
        '<outline text="cut off" xmlUrl="https://c.example/f'
        f"\n{FEED}</outline></outline></outline>"
    )
    feeds = read(broken)
    assert [feed.url for feed in feeds] == [
        "https://a.example/?a=1&copy=2",
        "https://b.example/",
        "https://c.example/f",
        "https://p.example/f",
    ]
    assert feeds[0].own_title == 'Tom & Jerry <3 "quoted" here'
    assert feeds[3] == PORT


def test_no_end_tag_no_root_and_a_cut_off_end() -> None:
    text = f'<outline text="A">{FEED}<outline text="B" xmlUrl="https://b.example/'
    assert [feed.tags for feed in parse_opml(text.encode()).feeds] == [("A",), ("A",)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252", "iso-8859-15"])
def test_encodings(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?><opml>'
    (feed,) = read('<outline text="L’été à œuvrer" xmlUrl="https://p.example/"/>'.replace(
        "’", "’" if encoding != "iso-8859-15" else "'"
    ), declared, encoding)  # fmt: skip
    assert feed.own_title in ("L’été à œuvrer", "L'été à œuvrer")


def test_bombs_and_depth_are_read_in_passing() -> None:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = (
        f'<!DOCTYPE opml [<!ENTITY a0 "aaaaaaaaaa">{entities}<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>'
    )
    (feed,) = read('<outline text="&a9;&x;" xmlUrl="https://p.example/"/>', bomb)
    assert feed.own_title == "&a9;&x;"
    (feed,) = read('<outline text="x">' * 100_000 + FEED + "</outline>" * 100_000)
    assert feed.tags == ("/".join("x" * 16),)
    many = read('<outline text="y" xmlUrl="https://p.example/">' * 50_000)
    assert len(many) == 50_000
    assert many[-1].tags == ()


def test_what_is_no_feed_is_told_and_an_empty_folder_is_not() -> None:
    body = (
        '<outline text="Page" type="link" url="https://page.example/"/><outline text="Empty"/>'
        '<outline text="More" type="include" url="https://lists.example/more.opml"/>'
    )
    found = parse_opml(f"<opml><body>{body}</body></opml>".encode())
    assert not found.feeds
    assert [what for what, _ in found.refused] == ["https://page.example/", "https://lists.example/more.opml"]


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<html><body>no</body></html>", "a web page"),
        (b"<rss version='2.0'/>", "a feed"),
        (b"<x/>", "not OPML"),
    ],
)
def test_what_is_not_opml_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(ParseError, match=what):
        parse_opml(data)


_BITS = st.sampled_from(
    "<outline |</outline>|<opml>|<body>| text=\"| title='|xmlUrl=|\"|'|/>|>|<|<!--|-->|<![CDATA[|&|&amp;|&#0;"
    "|&#x110000;|=|https://a.example/|\x00|\ud7ff|é|\n".split("|")
)


@given(st.lists(_BITS, max_size=60))
def test_any_bits_are_read_or_refused(bits: list[str]) -> None:
    try:
        found = parse_opml("".join(bits).encode("utf-8", "surrogatepass"))
    except GazetteError:
        return
    assert all(feed.url for feed in found.feeds)
