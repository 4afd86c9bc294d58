"""RSS, RDF and Atom as people find them: what survives, and what hostile ones can't do."""

import codecs
import string
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_TIME, Enclosure, Entry, Parsed
from gazette_cli.parsing.feed import parse_feed
from gazette_cli.subscription import FeedHead

FEEDS = Path(__file__).parent.parent / "fixtures" / "feeds"
ITEM = "<rss version='2.0'><channel><title>Le Quai</title><item>{}</item></channel></rss>"


def read_fixture(name: str) -> Parsed:
    return parse_feed((FEEDS / name).read_bytes())


def read_item(inside: str) -> Entry:
    (entry,) = parse_feed(ITEM.format(inside).encode()).entries
    return entry


def hours(count: float) -> timezone:
    return timezone(timedelta(hours=count))


def test_rss_with_all_its_modules() -> None:
    parsed = read_fixture("estuary.rss")
    assert parsed.head is not None and parsed.head.title == ("The Estuary & Coast")
    entry = parsed.entries[0]
    assert entry.title == "Ferries & fog: the morning the bells came back"
    assert entry.text.startswith(
        "The first bell rang at six.\n\nBy seven, all eleven had answered, says the keeper."
    )
    assert entry.summary == "The first bell rang at six, and ten more answered."
    assert entry.guid == "estuary-0001"
    assert entry.url == "https://example.org/estuary/bells"
    assert entry.published == datetime(2023, 9, 14, 22, 35, tzinfo=hours(1))
    assert entry.published and entry.published.utcoffset() == timedelta(hours=1)
    assert entry.dated == DATED_TIME
    assert entry.author == "Ruth Avery, Noël Béranger"
    assert entry.tags == ("Boats", "fog")
    assert entry.place == "Saltmouth"
    assert entry.language == "en-gb"
    assert entry.publication == "The Estuary & Coast"
    assert entry.enclosures == (Enclosure("https://example.org/media/bell.jpg", "image/jpeg", 2048),)


def test_relative_links_become_absolute() -> None:
    entry = read_fixture("estuary.rss").entries[0]
    assert entry.html is not None
    assert '<a href="https://example.org/estuary/bells/list?a=1&amp;b=2">' in entry.html
    assert '<img src="https://example.org/estuary/img/bell.jpg" alt="A bell">' in entry.html
    assert read_fixture("estuary.rss").entries[1].url == "https://example.org/estuary/never"


def test_an_impossible_date_is_said_and_not_guessed() -> None:
    entry = read_fixture("estuary.rss").entries[1]
    assert entry.published is None
    assert entry.warnings == ("impossible date: Fri, 30 Feb 2024 10:00:00 GMT",)


def test_summer_time_keeps_its_offset() -> None:
    published = read_fixture("estuary.rss").entries[2].published
    assert published == datetime(2023, 7, 3, 8, 5, tzinfo=hours(2))


def test_an_entry_without_a_title_is_called_by_its_first_words() -> None:
    entry = read_fixture("estuary.rss").entries[2]
    assert entry.title.startswith("A note without a headline, about nothing but")
    assert entry.title.endswith(" …")
    assert len(entry.title) < 90
    assert entry.summary is None


def test_plain_descriptions_keep_their_paragraphs() -> None:
    entry = read_fixture("estuary.rss").entries[3]
    assert entry.text == "The fish won.\n\nIt went under the bridge."
    assert entry.html is None


def test_an_aggregated_entry_names_its_source() -> None:
    assert read_fixture("estuary.rss").entries[3].publication == "Bird Post"
    atom = read_fixture("marche.atom").entries[2]
    assert (atom.publication, atom.author) == ("Le Voisin", "Aline Du Pont")


def test_repeated_guids_stay_two_entries() -> None:
    entries = read_fixture("estuary.rss").entries
    assert [entry.guid for entry in entries].count("estuary-0004") == 2


def test_an_empty_entry_is_left_out_with_a_warning() -> None:
    parsed = read_fixture("estuary.rss")
    assert len(parsed.entries) == 6
    assert parsed.warnings == ("entry 6: nothing in it to read",)


def test_a_date_to_come_is_kept_as_stated() -> None:
    assert read_fixture("estuary.rss").entries[-1].published == datetime(2048, 3, 1, 12, tzinfo=hours(-5))


def test_atom_with_xhtml_and_bases() -> None:
    parsed = read_fixture("marche.atom")
    assert parsed.head is not None and parsed.head.title == ("Le Marché du samedi")
    entry = parsed.entries[0]
    assert entry.title == "Des asperges & du muguet"
    assert entry.url == "https://example.org/marche/articles/asperges.html"
    assert entry.html and 'href="https://example.org/marche/gens/jeanne.html"' in entry.html
    assert entry.text.split("\n\n") == [
        "Les premières bottes sont là : vertes, violettes, blanches.",
        "On les pèle du haut vers le bas, dit Jeanne ; l’eau doit frémir & non bouillir.",
    ]
    assert entry.author == "Jeanne Le Bihan, Yann Kervella"
    assert entry.tags == ("Légumes", "printemps")
    assert entry.published == datetime(2024, 5, 3, 18, 30, 0, 250_000, tzinfo=hours(2))
    assert entry.updated == datetime(2024, 5, 4, 9, 0, tzinfo=hours(2))
    assert entry.language == "fr"
    assert entry.enclosures == (
        Enclosure("https://example.org/marche/articles/son/asperges.ogg", "audio/ogg", 345_678),
    )


def test_atom_text_is_text() -> None:
    entry = read_fixture("marche.atom").entries[1]
    assert entry.title == "When 5 < 6, and <b> is a letter"
    assert entry.language == "en"
    assert entry.author == "La rédaction"
    assert entry.html is None
    assert entry.text.endswith("the cheese and the fish.\n\nNobody buys the dictionaries.")
    assert entry.published == datetime(2024, 5, 2, 7, tzinfo=hours(0))


def test_rdf() -> None:
    parsed = read_fixture("quay.rdf")
    (entry,) = parsed.entries
    assert parsed.head is not None and parsed.head.title == ("Quay Notes")
    assert (entry.title, entry.author, entry.tags) == ("Old ropes make good mats", "Finn Marlow", ("crafts",))
    assert entry.guid == entry.url == "https://example.org/quay/ropes"
    assert entry.published == datetime(2003, 11, 9, 16, 20, tzinfo=hours(1))


def test_rss_of_1999_with_entities_that_nobody_declared() -> None:
    parsed = read_fixture("old.xml")
    assert parsed.head is not None and parsed.head.title == ("La Gazette du quai")
    (entry,) = parsed.entries
    assert entry.title == "Café & croissants\xa0: le quai se réveille"
    assert entry.text == "Le patron ouvre à cinq heures. Ou six."
    assert entry.url == "http://example.org/quai/lire?page=1&article=2"
    assert entry.language == "fr-fr"


def test_atom_before_the_standard() -> None:
    parsed = read_fixture("first.atom")
    assert parsed.head is not None and parsed.head.title == ("Notes before the standard")
    (entry,) = parsed.entries
    assert (entry.title, entry.text, entry.author) == ("A leap day", "It comes when it comes.", "Ida Holm")
    assert entry.published == datetime(2004, 2, 29, 8, tzinfo=hours(-5))
    assert entry.updated == datetime(2004, 2, 29, 13, tzinfo=hours(0))


def test_podcast() -> None:
    (entry,) = read_fixture("podcast.xml").entries
    assert entry.text.endswith("avec le dernier gardien, qui raconte les nuits de tempête.")
    assert entry.summary == "Nous montons les marches."
    assert entry.author == "Loïc Tanguy"
    assert entry.tags == ("phare", "mer", "nuit")
    assert entry.published == datetime(2023, 12, 5, 6, tzinfo=hours(1))
    assert entry.enclosures == (
        Enclosure("https://example.org/mer/012.mp3", "audio/mpeg", 55_872_000),
        Enclosure("https://example.org/mer/012.m4a", None, None),
    )


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("Tom &amp;amp; Jerry", "Tom & Jerry"),
        ("AT&T", "AT&T"),
        ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
        ("A &lt;i&gt;new&lt;/i&gt; tide", "A new tide"),
        ("<![CDATA[L&eacute;ger &amp; <b>lourd</b>]]>", "Léger & lourd"),
        ("one\n   two\tthree", "one two three"),
        ("bell\x07 &#27;[31mred&#0; &#xD800;ink", "bell [31mred ink"),
        ("\u202eright to left", "right to left"),
        ("[/] [bold]", "[/] [bold]"),
    ],
)
def test_titles(stated: str, title: str) -> None:
    assert read_item(f"<title>{stated}</title><description>x</description>").title == title


def test_a_feed_without_entries_is_a_feed() -> None:
    assert parse_feed(b"<rss version='2.0'><channel><title>Soon</title></channel></rss>") == Parsed(
        (), FeedHead("Soon")
    )


@pytest.mark.parametrize(
    "data",
    [
        b"<html><body><p>No feed here.</p></body></html>",
        b"<!doctype html><title>x</title><feed>",
        b"<opml version='2.0'><body/></opml>",
        b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'/>",
        b"Dear reader, <rssy>",
        b"{}",
        b"",
        b"\x89PNG\r\n\x1a\n\0\0\0",
    ],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError):
        parse_feed(data)


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "-v http://x", "http://["]
)
def test_links_that_are_not_of_the_web_are_dropped(link: str) -> None:
    entry = read_item(f"<title>x</title><link>{link}</link><enclosure url='{link}' length='1' type='a/b'/>")
    assert entry.url is None
    assert entry.enclosures == ()


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
@example(codecs.BOM_UTF16_LE)
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    try_parse(b"<rss><channel><item>" + data)
    try_parse(data)


NAMES = ("title", "link", "links", "guid", "author", "authors", "dc:creator", "content:encoded", "description", "image",
         "source", "category", "tags", "pubDate", "enclosure", "media:content", "media:rating", "georss:point", "item",
         "content", "summary", "id", "entry", "textinput", "itunes:owner", "psc:chapter", "svg", "div")  # fmt: skip
VALUES = st.one_of(
    st.text(string.printable, max_size=12),
    st.text(max_size=6),
    st.sampled_from(
        ["&#27;", "&x;", "<![CDATA[<p>", "]]>", "<!--", "http://[", "9" * 30, "1 2 x", "Mon, 30 Feb 2024"]
    ),
)
ELEMENTS = st.builds(
    "{0}{1}{2}".format,
    st.builds(
        "<{} {}='{}'>".format,
        st.sampled_from(NAMES),
        st.sampled_from(("url", "type", "xml:base", "a")),
        VALUES,
    ),
    VALUES,
    st.one_of(st.just(""), st.sampled_from(NAMES).map("</{}>".format)),
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(("<rss><channel><item>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>")),
    st.lists(ELEMENTS),
)
def test_no_elements_raise_anything_else(start: str, elements: list[str]) -> None:
    try_parse((start + "".join(elements)).encode("utf-8", "surrogatepass"))


def try_parse(data: bytes) -> None:
    try:
        parsed = parse_feed(data)
    except ParseError as exc:
        assert "\n" not in exc.message
    else:
        for entry in parsed.entries:
            assert entry.title and "\n" not in entry.title
            assert entry.url is None or entry.url.startswith(("http://", "https://"))
            repr(entry).encode()  # no lone surrogate: the library could not store it
