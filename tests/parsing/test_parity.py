"""Both ways of reading a feed come to the same, and each feed goes the way that it is meant to go."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from gazette_cli.models import Parsed
from gazette_cli.parsing.feed import parse_feed
from gazette_cli.parsing.lenient import parse_lenient
from gazette_cli.parsing.wellformed import Unsure, read_wellformed
from gazette_cli.parsing.xmltext import prepare_xml
from tests.parsing.feeds import FEEDS

FOLDER = Path(__file__).parent.parent / "fixtures" / "feeds"
HERE = "https://feeds.example/news/feed.xml"

# What has something odd about it: base64, SVG, other vocabularies of XML, markup nobody escaped, entities with elements
# in them, formats nobody uses, dates of other languages, bases that lead nowhere, and XML that is none.
ODD = set(
    """
    atom-base64.atom atom-svg.atom atom-xml-content.atom atom03-base64.atom channel.cdf old.xml rss-bad-base.xml
    rss-bare-less.xml rss-crossed.xml rss-greek-date.xml rss-inline.xml rss-item-image-parts.xml rss-unclosed.xml
    rss-titled-enclosure.xml rss-undeclared.xml rss-unknown-known.xml rss-xhtml-body.xml
    """.split()
)
FAST = set(
    """
    atom-authors.atom atom-base.atom atom-categories.atom atom-dates.atom atom-links.atom atom-media.atom
    atom-no-namespace.atom atom-source-content.atom atom-texts.atom atom-two-divs.atom atom-xhtml-prefix.atom
    atom03.atom estuary.rss first.atom marche.atom podcast.xml quay.rdf rss-after.xml rss-atom-links.xml rss-authors.xml
    rss-bare-signs.xml rss-base.xml rss-bom.xml rss-captions.xml rss-cdata.xml rss-controls.xml rss-dates.xml
    rss-doctype.xml rss-doubled.xml rss-dublin.xml rss-empty-items.xml rss-enclosures.xml rss-feedburner.xml rss-geo.xml
    rss-guids.xml rss-hostile-links.xml rss-iso-8859-1.xml rss-iso-8859-15.xml rss-item-image.xml rss-junk-before.xml
    rss-lang.xml rss-media-old.xml rss-media.xml rss-outside.xml rss-podcast-en.xml rss-relative.xml rss-shift_jis.xml
    rss-titles.xml rss-ttl-endless.xml rss-typo-namespace.xml rss-unknown.xml rss-utf-16.xml rss-windows-1251.xml
    rss-wrong-charset.xml rss090.rdf rss091.xml rss092.xml rss093-4.xml rss10-modules.rdf rss20-prefixes.xml
    rss20-userland.xml rss20-whole.xml
    """.split()
)


def test_every_feed_of_the_corpus_is_in_one_list() -> None:
    found = {path.name for path in FOLDER.iterdir() if not path.name.endswith((".json", ".jsonl"))}
    assert found == ODD | FAST
    assert not ODD & FAST


@pytest.mark.parametrize("name", sorted(FAST))
def test_what_is_well_formed_is_read_fast_and_as_feedparser_reads_it(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    fast = parse_feed(data, lenient=refuse, base=HERE)
    assert fast.entries or fast.warnings
    assert fast == parse_lenient(data, HERE)


@pytest.mark.parametrize("name", sorted(ODD))
def test_what_is_odd_goes_to_feedparser(name: str) -> None:
    data = (FOLDER / name).read_bytes()
    asked: list[bytes] = []

    def read(document: bytes) -> Parsed:
        asked.append(document)
        return parse_lenient(document, HERE)

    parsed = parse_feed(data, lenient=read, base=HERE)
    assert asked == [data]
    assert parsed.entries
    assert parsed == parse_feed(data, base=HERE)


def refuse(data: bytes) -> Parsed:
    raise AssertionError("this feed is for the fast reading")


@settings(
    max_examples=250,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(FEEDS)
def test_both_readings_of_any_feed_are_the_same(feed: str) -> None:
    # After a source, feedparser takes the title of a picture for the entry's.
    assume("<source" not in feed or "<media:title" not in feed)
    data = feed.encode()
    try:
        fast = read_wellformed(prepare_xml(data), HERE)
    except Unsure:
        assume(False)
    assert fast == parse_lenient(data, HERE)
