"""Documents as they come from elsewhere: written twice, stated oddly, with something in front."""

from datetime import UTC, datetime

import pytest

from gazette_cli.errors import ParseError
from gazette_cli.parsing.dates import parse_date
from gazette_cli.parsing.decode import decode
from gazette_cli.parsing.document import parse_document
from gazette_cli.parsing.html import parse_html
from gazette_cli.parsing.jsonlines import parse_json_lines
from gazette_cli.parsing.markdown import parse_markdown
from tests.parsing.samples import RSS

PROSE = (
    "<p>The old bridge in the lower town will open again in spring, after eighteen months of work.</p>"
    "<p>The neighbours had begun to think it endless, and the ferry had grown rich.</p>"
)
WHEN = datetime(2024, 3, 3, 18, 42, tzinfo=UTC)


def page(head: str = "", body: str = PROSE) -> str:
    return (
        f"<html lang=en><head><title>Bridge</title>{head}</head><body><article>{body}</article></body></html>"
    )


def encode_twice(text: str) -> bytes:
    """Write UTF-8 that was taken for Windows-1252, whose five undefined bytes are controls to the web."""
    undefined = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
    return "".join(chr(b) if b in undefined else bytes([b]).decode("cp1252") for b in text.encode()).encode()


@pytest.mark.parametrize("text", ["L’été à Brest, déjà", "Vu : “œuvre” — Ý, Á et ą"])
def test_utf8_written_twice_is_read(text: str) -> None:
    assert decode(encode_twice(text)) == text


@pytest.mark.parametrize(
    "text", ["SÃO PAULO, Â NOTÃ © é", "The sequence Ã© stands for é", "Just “Ã©” twice: Ã©", "Ã©"]
)
def test_a_text_that_quotes_such_a_thing_is_left_alone(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("stated", "when"),
    [
        ("Thu, 1 Jan 24", datetime(2024, 1, 1)),
        ("Sunday, 03-Mar-24 18:42:00 GMT", WHEN),
        ("03-Mar-24 18:42:00", datetime(2024, 3, 3, 18, 42)),
        ("Thu, 1 Jan 98", datetime(1998, 1, 1)),
    ],
)
def test_years_of_two_digits(stated: str, when: datetime) -> None:
    found = parse_date(stated)
    assert found is not None
    assert found.when == when


def test_a_number_alone_is_no_year() -> None:
    assert parse_date("1 Jan 24") is None


@pytest.mark.parametrize("stamp", ["1709491320", "1709491320000", "1709491320.5"])
def test_seconds_since_1970(stamp: str) -> None:
    assert parse_html(page(f'<meta property="article:published_time" content="{stamp}">')).published == WHEN
    assert parse_markdown(f"---\ntitle: Ferry\ndate: {stamp}\n---\nIt left.\n").published == WHEN


def test_json_ld_may_state_a_number() -> None:
    ld = '{"@type":"NewsArticle","headline":"Bridge","datePublished":1709491320}'
    assert parse_html(page(f'<script type="application/ld+json">{ld}</script>')).published == WHEN


def test_a_day_without_signs() -> None:
    assert parse_html(page('<meta name="pubdate" content="20240303">')).published == datetime(2024, 3, 3)
    assert parse_html(page('<meta name="pubdate" content="20240231">')).published is None


def test_keywords_may_be_escaped_twice() -> None:
    entry = parse_html(page('<meta name="keywords" content="the keeper&amp;#39;s pick, fog">'))
    assert entry.tags == ("the keeper's pick", "fog")


def test_a_logo_may_be_a_heading_too() -> None:
    entry = parse_html(
        "<html><head><title>Inside out: the bridge that turns · B8</title></head><body><header><h1>B8</h1></header>"
        f"<main><h1>Inside out: the bridge that turns</h1>{PROSE}</main></body></html>"
    )
    assert (entry.title, entry.publication) == ("Inside out: the bridge that turns", "B8")


def test_a_long_part_of_the_title_that_names_the_site_is_the_headline() -> None:
    title = "秋の吊り橋を歩いて渡る (2) @ 橋の家 :: 港町 NET ::"
    entry = parse_html(
        f"<html><head><title>{title}</title><meta property='og:title' content='{title}'>"
        f"<meta property='og:site_name' content='橋の家'></head><body><h1>港町 NET</h1>{PROSE}</body></html>"
    )
    assert entry.title.startswith("秋の吊り橋を歩いて渡る")


def test_the_paper_is_cut_from_a_short_title() -> None:
    entry = parse_html(f"<html><head><title>Bridge to close - The Times</title></head>{PROSE}</html>")
    assert (entry.title, entry.publication) == ("Bridge to close", "The Times")


def test_the_title_of_an_icon_is_no_headline() -> None:
    entry = parse_html(f"<body><h1>Bridge shut <svg><title>icon</title></svg></h1>{PROSE}</body>")
    assert (entry.title, entry.text.startswith("The old bridge")) == ("Bridge shut", True)


@pytest.mark.parametrize(
    ("markup", "author"),
    [
        ('<p class="byline">Posted by Maud Hale</p>', "Maud Hale"),
        ('<ul><li class="author-follow">John Smith</li></ul>', None),
        ('<div class="author-details-8">Last Updated: May</div>', None),
        ('<span class="author-name">Maud Hale</span>', "Maud Hale"),
        ('<meta name="author" content="Le Pont"><span itemprop="author">Maud Hale</span>', "Maud Hale"),
        ('<meta name="author" content="Le Pont">', "Le Pont"),
    ],
)
def test_who_wrote_a_page(markup: str, author: str | None) -> None:
    assert (
        parse_html(page('<meta property="og:site_name" content="Le Pont.fr">', markup + PROSE)).author
        == author
    )


def test_the_dates_in_a_box_of_facts_are_those_of_its_subject() -> None:
    box = '<table class="infobox"><tr><td><span class="published">1998-02-28</span></td></tr></table>'
    assert parse_html(page("", PROSE + box)).published is None


def test_a_footnote_is_no_link() -> None:
    entry = parse_markdown(
        "# T\n\nIt left.[^1] See [this].\n\n[^1]: Indeed.\n\n[this]: https://p.example/x\n"
    )
    assert "Indeed." in entry.text
    assert entry.html is not None
    assert 'href="https://p.example/x"' in entry.html


@pytest.mark.parametrize(
    "head",
    [
        "Title: The ferry: a tale\nAuthor: Maud Hale\nDate: 2024-03-03\n",
        "% The ferry: a tale\n% Maud Hale\n% 2024-03-03\n",
        "---\ntitle: The ferry: a tale\nauthor: Maud Hale\ndate: 2024-03-03\n---\n",
    ],
)
def test_heads_of_markdown(head: str) -> None:
    entry = parse_markdown(f"{head}\nIt left.\n")
    assert (entry.title, entry.author, entry.text) == ("The ferry: a tale", "Maud Hale", "It left.")
    assert entry.published == datetime(2024, 3, 3)


def test_a_folded_text_in_front_matter_that_is_no_yaml() -> None:
    entry = parse_markdown(
        "---\ntitle: a: b\nsummary: >\n  Long\n  text\ntags: ['#sea', boat]\n---\nIt left.\n"
    )
    assert (entry.summary, entry.tags) == ("Long text", ("sea", "boat"))


def test_the_html_of_markdown_survives_an_export() -> None:
    html = parse_markdown("# T\n\nIt left.\n").html
    assert html is not None
    assert html == html.strip()


@pytest.mark.parametrize("junk", ["<br />\nWarning: something\n", "Notice: x\n", "\n\n"])
def test_what_a_server_says_before_a_feed(junk: str) -> None:
    assert parse_document((junk + RSS).encode(), "a.rss") == parse_document(RSS.encode(), "a.rss")


def test_lines_that_are_no_json_are_given_up() -> None:
    with pytest.raises(ParseError, match="no articles"):
        parse_json_lines("{\n" * 20_000 + '{"title": "A"}\n')
    assert parse_json_lines("{\n" * 100 + '{"title": "A"}\n').entries[0].title == "A"


def test_names_of_authors_that_are_links_are_names() -> None:
    first = '&lt;a href="https://papers.example/?a=1&amp;amp;b"&gt;Anne Roux&lt;/a&gt;'
    creator = f' {first}, &lt;a href="/b"&gt;Ben Oak &amp;amp; Co&lt;/a&gt;'
    data = (
        '<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>P</title><item>'
        f"<title>Tides</title><dc:creator>{creator}</dc:creator></item></channel></rss>"
    )
    assert parse_document(data.encode(), "f.xml").entries[0].author == "Anne Roux, Ben Oak & Co"
