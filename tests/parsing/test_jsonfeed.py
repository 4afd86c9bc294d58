"""JSON Feed 1.0 and 1.1."""

import io
import json
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.models import Enclosure, Entry, Parsed
from gazette_cli.parsing.jsonfeed import parse_json_feed
from gazette_cli.subscription import FeedHead

FEEDS = Path(__file__).parent.parent / "fixtures" / "feeds"


def read_fixture(name: str) -> Parsed:
    return parse_json_feed((FEEDS / name).read_bytes())


def read_item(**item: Any) -> Entry:
    (entry,) = parse_json_feed(json.dumps({"title": "Le Phare", "items": [item]}).encode()).entries
    return entry


def test_an_item_with_everything() -> None:
    parsed = read_fixture("harbour.json")
    assert parsed.head is not None and parsed.head.title == ("Harbour Lights")
    entry = parsed.entries[0]
    assert entry.guid == "42"
    assert entry.title == "Lamps <and> lenses"
    assert entry.url == "https://example.org/lights/42"
    assert entry.text == "A lens turns a lamp into a signal.\n\nIt weighs four tons."
    assert entry.html and 'href="https://example.org/lights/lamp.html"' in entry.html
    assert entry.summary == "Glass, mostly."
    assert entry.published == datetime(2024, 1, 31, 22, 15, tzinfo=timezone(timedelta(hours=-5)))
    assert entry.published and entry.published.utcoffset() == timedelta(hours=-5)
    assert entry.updated == datetime(2024, 2, 1, 8, tzinfo=timezone.utc)  # noqa: UP017
    assert entry.author == "Ann Lund, https://example.org/bo"
    assert entry.tags == ("lamps", "glass")
    assert entry.language == "en"
    assert entry.publication == "Harbour Lights"
    assert entry.enclosures == (Enclosure("https://example.org/lights/42.mp3", "audio/mpeg", 1_234_567),)


def test_plain_content_and_what_the_feed_states_for_all() -> None:
    entry = read_fixture("harbour.json").entries[1]
    assert entry.title == "La brume est venue sans bruit, comme un chat."
    assert entry.text.endswith("\n\nElle est repartie de même.")
    assert entry.html is None
    assert entry.url == entry.guid == "https://example.org/lights/brume"
    assert entry.author == "The Keeper"
    assert entry.language == "fr"
    assert entry.published is None
    assert entry.warnings == ("impossible date: 2024-02-31T10:00:00Z",)


def test_items_that_say_nothing_are_left_out_with_a_warning() -> None:
    parsed = read_fixture("harbour.json")
    assert len(parsed.entries) == 2
    assert parsed.warnings == ("item 3, and 2 more: nothing in it to read",)


def test_version_1_has_one_author() -> None:
    (entry,) = read_fixture("early.json").entries
    assert (entry.author, entry.url, entry.language) == ("Léa Morvan", "https://example.org/vu", "fr")
    assert entry.title == "Un carnet n’a pas besoin de titre : il suffit d’y écrire."


def test_the_items_own_author_comes_before_the_feeds() -> None:
    assert read_item(title="x", authors=[{"name": "A"}, {"name": "B"}]).author == "A, B"


@pytest.mark.parametrize(
    ("stated", "guid"), [(7, "7"), (7.5, "7.5"), ("seven", "seven"), (True, ""), ([7], ""), (None, "")]
)
def test_ids_of_any_type(stated: Any, guid: str) -> None:
    assert read_item(id=stated, title="x").guid == guid


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse_json_feed(b'{"version": "https://jsonfeed.org/version/1.1", "title": "Soon"}') == Parsed(
        (), FeedHead("Soon")
    )


def test_feedparser_still_does_not_read_it() -> None:
    import feedparser

    assert feedparser.parse(io.BytesIO((FEEDS / "harbour.json").read_bytes())).entries == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"3",
        b'"items"',
        b'{"items": 3}',
        b'{"a": 1}',
        b"[" * 100_000,
        b'{"items":' * 50_000,
        b"\xff\xfe\0",
        b"\0",
    ],
)
def test_what_is_no_json_feed_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError):
        parse_json_feed(data)


def test_numbers_without_end_and_half_characters() -> None:
    attachment = '{"url": "https://example.org/a", "size_in_bytes": 1e999}'
    item = f'{{"id": {"9" * 5_000}, "title": "a\\ud800b", "attachments": [{attachment}]}}'
    (entry,) = parse_json_feed(f'{{"items": [{item}, {{"title": NaN}}]}}'.encode()).entries
    assert entry.title == "a\ufffdb"
    assert entry.enclosures == (Enclosure("https://example.org/a", None, None),)


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["http://[", "\ud800", "<p>"]),
    ),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["name", "url", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)
KEYS = (
    *("id", "url", "external_url", "title", "content_html", "content_text", "summary", "date_published"),
    *("date_modified", "author", "authors", "tags", "language", "attachments"),
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["title", "home_page_url", "language", "authors", "author"]), ANYTHING),
    st.dictionaries(st.sampled_from(KEYS), ANYTHING),
)
def test_wrong_types_never_raise(feed: dict[str, Any], item: dict[str, Any]) -> None:
    for entry in parse_json_feed(json.dumps({**feed, "items": [item]}).encode()).entries:
        assert entry.title
        repr(entry).encode()


def test_pictures_and_durations() -> None:
    files = [{"url": "https://example.org/a"}, {"url": "https://example.org/b", "duration_in_seconds": 61.5}]
    entry = read_item(
        title="x",
        image="https://example.org/i.png",
        banner_image="https://example.org/j.png",
        attachments=files,
    )
    assert (entry.image, entry.duration) == ("https://example.org/i.png", 61)
    assert read_item(title="x", banner_image="https://example.org/j.png").image == "https://example.org/j.png"


@pytest.mark.parametrize("seconds", [-1, 0, True, "60", None, 1e300, float("nan"), float("inf")])
def test_durations_that_are_none(seconds: object) -> None:
    attachment = {"url": "https://example.org/a", "duration_in_seconds": seconds}
    assert read_item(title="x", attachments=[attachment]).duration is None


def test_links_are_relative_to_the_home_page_or_else_to_where_the_feed_is() -> None:
    feed: dict[str, Any] = {
        "title": "Le Phare",
        "home_page_url": "/home/",
        "items": [{"id": "1", "title": "x", "url": "b"}],
    }
    parsed = parse_json_feed(json.dumps(feed).encode(), "https://feeds.example/a/f.json")
    assert parsed.head == FeedHead("Le Phare", "https://feeds.example/home/")
    assert parsed.entries[0].url == "https://feeds.example/a/b"
    feed["home_page_url"] = "https://example.org/x/"
    parsed = parse_json_feed(json.dumps(feed).encode(), "https://feeds.example/a/f.json")
    assert parsed.entries[0].url == "https://example.org/x/b"
