"""The fast reading of feeds: what survives of an entry, what is left to feedparser, and what it costs."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from gazette_cli.models import Enclosure, Entry, Parsed
from gazette_cli.parsing.wellformed import Unsure, read_wellformed
from gazette_cli.parsing.xmltext import prepare_xml
from gazette_cli.subscription import FeedHead

FEEDS = Path(__file__).parent.parent / "fixtures" / "feeds"
RSS = (
    "<rss version='2.0' xmlns:media='http://search.yahoo.com/mrss/' xmlns:dc='http://purl.org/dc/elements/1.1/'"
    " xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>Le Quai</title>{}</channel></rss>"
)
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>x</title>{}</entry></feed>"


def read(text: str, base: str = "") -> Parsed:
    return read_wellformed(prepare_xml(text.encode()), base)


def read_fixture(name: str, base: str = "") -> tuple[Entry, ...]:
    return read_wellformed(prepare_xml((FEEDS / name).read_bytes()), base).entries


def read_item(inside: str, base: str = "") -> Entry:
    (entry,) = read(RSS.format(f"<item>{inside}</item>"), base).entries
    return entry


def read_head(inside: str, base: str = "") -> FeedHead:
    head = read(RSS.format(inside), base).head
    assert head is not None
    return head


def test_everything_of_an_item_survives() -> None:
    entry = read_fixture("rss20-whole.xml")[0]
    assert entry == Entry(
        title="A sail & a half",
        text="A boat came in with half a sail.\n\nNobody asked.",
        html='<p>A boat came in with <a href="https://example.org/pier/sail2">half a sail</a>.</p><p>Nobody asked.</p>',
        guid="pier-7",
        url="https://example.org/pier/sail?a=1&b=2",
        publication="The Pier",
        published=datetime(2023, 9, 14, 22, 35, tzinfo=timezone(timedelta(hours=1))),
        author="Ann Lee",
        tags=("Boats", "Wind & Weather"),
        summary="A boat came in with half a sail.",
        enclosures=(
            Enclosure("https://example.org/pier/sail.mp3", "audio/mpeg", 1024),
            Enclosure("https://example.org/pier/sail.pdf", "application/pdf", 7),
        ),
        comments="https://example.org/pier/sail#comments",
    )


def test_media_in_groups() -> None:
    grouped, lone, described = read_fixture("rss-media.xml")
    assert (grouped.title, grouped.image, grouped.duration) == ("Group", "https://example.org/pier/g.jpg", 65)
    assert grouped.tags == ("pier", "group", "news/sea")
    assert grouped.enclosures == (
        Enclosure("https://example.org/pier/g.mp4", "video/mp4", 4096),
        Enclosure("https://example.org/pier/g.jpg", "image/jpeg", None),
    )
    assert (lone.title, lone.text) == ("The only title", "The only text.")
    assert lone.image == "https://example.org/pier/t.png"
    assert (described.text, described.summary) == ("The first rich one.", None)


def test_what_a_picture_shows_is_the_text_only_where_nothing_else_is() -> None:
    piano, film = read_fixture("rss-captions.xml")
    assert (piano.text, piano.summary) == ("Un piano droit s’est échoué lundi.", None)
    assert film.text == "Le port au matin <3\n\nTourné en novembre."


def test_podcasts() -> None:
    barnacles, limpets, _ = read_fixture("rss-podcast-en.xml")
    assert (barnacles.author, barnacles.tags) == ("Bo", ("barnacle", "glue"))
    assert (barnacles.duration, barnacles.image) == (205, "https://example.org/pier/b.jpg")
    assert limpets.html == "<p>Long text about <i>limpets</i>.</p>"
    assert limpets.duration == 205


def test_other_prefixes_for_the_same_namespaces() -> None:
    (entry,) = read_fixture("rss20-prefixes.xml")
    assert (entry.author, entry.tags, entry.duration) == ("Rose Hay", ("names",), 3723)
    assert (entry.text, entry.summary) == ("Long, and bold.", "Short.")
    assert entry.image == "https://example.org/p/t.jpg"
    assert entry.published == datetime(2024, 2, 3, 4, 5, 6, tzinfo=timezone(timedelta(hours=9)))


def test_authors_in_all_their_forms() -> None:
    authors = [entry.author for entry in read_fixture("rss-authors.xml")]
    assert authors == ["Bo Lund", "Bo Lund", "bo@example.org", "Ann & Bo, Cy", None, "Cy", "Di"]


def test_atom_authors_are_inherited_from_source_and_feed() -> None:
    entries = read_fixture("atom-authors.atom")
    assert [entry.author for entry in entries] == ["The Feed", "Ann, Bo", "Sue", "Plain Dan"]
    assert entries[2].publication == "The Source"


def test_atom_links_of_every_relation() -> None:
    entry, by_id, paper = read_fixture("atom-links.atom")
    assert entry.url == "https://example.org/weir/page"
    assert entry.comments == "https://example.org/weir/page#talk"
    assert entry.enclosures == (
        Enclosure("https://example.org/weir/a.mp3", "audio/mpeg", 321),
        Enclosure("https://example.org/weir/b.pdf", None, None),
    )
    assert by_id.url == "https://example.org/weir/id-only"
    assert paper.url == "https://example.org/weir/p.pdf"


def test_atom_content_that_is_elsewhere() -> None:
    page, recording = read_fixture("atom-source-content.atom")
    assert (page.url, page.text) == ("https://example.org/weir/elsewhere.html", "What it is about.")
    assert recording.enclosures == (Enclosure("https://example.org/weir/r.ogg", "audio/ogg", None),)


def test_atom_texts_of_every_type() -> None:
    html, text, xhtml, typed = read_fixture("atom-texts.atom")
    assert (html.title, html.summary, html.text) == ("An HTML title & more", "Sum.", "All of it.")
    assert (text.title, text.text) == ("<em>is a tag", "One.\n\nTwo & three < four.")
    assert xhtml.title == "A bold <claim>"
    assert xhtml.html and xhtml.html.startswith('<h2>Head</h2><p class="a&quot;b">Text<br></br>more')
    assert typed.text == "By media type."


def test_bases_within_bases() -> None:
    (entry,) = read_fixture("rss-base.xml")
    assert entry.url == entry.guid == "https://example.org/base/sub/item/x.html"
    assert entry.comments == "https://example.org/base/sub/item/c.html"
    assert entry.html and 'href="https://example.org/base/sub/item/text/y.html"' in entry.html


def test_languages_of_feed_entry_and_text() -> None:
    assert [entry.language for entry in read_fixture("rss-lang.xml")] == ["fr-ca", "de", "es", "en"]


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("", "https://feeds.example/a/b.html"),
        ("<link>/home/</link>", "https://feeds.example/home/b.html"),
        ("<link>https://example.org/x/</link>", "https://example.org/x/b.html"),
    ],
)
def test_links_are_relative_to_the_site_or_else_to_where_the_feed_is(link: str, url: str) -> None:
    parsed = read(
        RSS.format(link + "<item><title>x</title><link>b.html</link></item>"), "https://feeds.example/a/feed"
    )
    assert parsed.entries[0].url == url


def test_a_feed_says_where_it_lives_and_when_to_come() -> None:
    head = read_wellformed(prepare_xml((FEEDS / "rss091.xml").read_bytes())).head
    assert head == FeedHead("The Pier", "https://example.org/pier/", None, (0, 1), (5, 6))
    head = read_wellformed(prepare_xml((FEEDS / "rss10-modules.rdf").read_bytes())).head
    assert head == FeedHead("Modules", "https://example.org/mod/", 6 * 3600)


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [
        ("<ttl>90</ttl>", 5400),
        ("<ttl> 5 </ttl><sy:updatePeriod>daily</sy:updatePeriod>", 300),
        ("<sy:updatePeriod> Hourly </sy:updatePeriod>", 3600),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", 1800),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", 3600),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>999999999</sy:updateFrequency>", None),
        ("<sy:updatePeriod>whenever</sy:updatePeriod>", None),
        ("<ttl>0</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>soon</ttl>", None),
        (f"<ttl>1{'0' * 30}</ttl>", None),
        ("<ttl>999999999</ttl>", None),
        ("<ttl>٣</ttl>", None),
    ],
)
def test_how_often_to_come(stated: str, seconds: int | None) -> None:
    assert read_head(stated).interval == seconds


def test_nobody_means_never() -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(24))
    days = "".join(f"<day>{day}</day>" for day in ("Monday", "tuesday", "WED", "Thursday"))
    head = read_head(f"<skipHours>{hours}</skipHours><skipDays>{days}<day>Nonday</day></skipDays>")
    assert (head.skip_hours, head.skip_days) == ((), (0, 1, 2, 3))
    assert read_head("<skipHours><hour>24</hour><hour>23</hour><hour>25</hour></skipHours>").skip_hours == (
        0,
        23,
    )


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item><title>A</titel></item></channel></rss>",
        "<rss><channel><item><dc:title>A</dc:title></item></channel></rss>",
        "<rss><channel/><channel/></rss>",
        "<rss/>",
        "<rss><channel><item><item><title>A</title></item></item></channel></rss>",
        "<rss><channel><z><item><title>A</title></item></z></channel></rss>",
        "<feed xmlns='https://example.org/no-atom'/>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><channel/></rdf:RDF>",
        RSS.format("<item><description>A <b>bold</b> one</description></item>"),
        RSS.format("<item><pubDate>2004년 5월 28일</pubDate></item>"),
        RSS.format("<item><category label='a'/></item>"),
        RSS.format("<item href='https://example.org/cdf'/>"),
        RSS.format("<item xml:base='nowhere/'><title>A</title></item>"),
        RSS.format("<item><z><link>https://example.org/</link></z></item>"),
        RSS.format("<item><description>" + "<i>" * 300 + "</i>" * 300 + "</description></item>"),
        RSS.format("<item><description>" + "words " * 1_800_000 + "</description></item>"),
        ATOM.format("<content type='image/png'>aGVsbG8=</content>"),
        ATOM.format("<content type='text/html' mode='base64'>aGVsbG8=</content>"),
        ATOM.format("<content type='application/xml'><a/></content>"),
        ATOM.format("<content type='xhtml'><svg xmlns='http://www.w3.org/2000/svg'/></content>"),
        ATOM.format("<link href=''/>"),
    ],
    ids=lambda text: text[-60:],
)
def test_what_it_is_not_sure_of_it_leaves(text: str) -> None:
    with pytest.raises(Unsure):
        read(text)


def test_items_may_stand_before_what_they_inherit() -> None:
    (entry,) = read_fixture("rss-after.xml")
    assert (entry.publication, entry.language) == ("Titles last", "fr-ca")
    assert entry.url == "https://example.org/last/first"


def test_values_read_as_latin_1_and_written_as_utf_8_are_undone_one_by_one() -> None:
    (entry,) = read_fixture("rss-doubled.xml")
    assert (entry.title, entry.text) == ("Déjà vu", "Right: é à “quoted”")


def test_characters_of_windows_are_what_they_were_meant_to_be() -> None:
    (entry,) = read_fixture("rss-controls.xml")
    assert (entry.title, entry.text) == ("Bell [31mred ’tis", "’Twas")


@pytest.mark.parametrize(
    "inside",
    [
        "<z {}/>".format(" ".join(f"a{n}=''" for n in range(20_000))),
        "".join(f"<z{n}/>" for n in range(20_000)),
        "".join(f"<author>a{n}</author>" for n in range(20_000)),
        "<author>" + "a.b@" * 20_000 + "</author>",
        "<description>x</description>" * 20_000,
        "<z><y/></z>" * 20_000,
    ],
    ids=["attributes", "unknown", "authors", "author", "descriptions", "unknown within"],
)
def test_what_costs_feedparser_a_minute_is_read(inside: str) -> None:
    assert read_item(f"<title>Still here</title>{inside}").title == "Still here"


def test_entries_are_dropped_as_they_are_read() -> None:
    items = "".join(f"<item><title>n {n}</title></item>" for n in range(3_000))
    parsed = read(RSS.format(items))
    assert [entry.title for entry in parsed.entries] == [f"n {n}" for n in range(3_000)]
