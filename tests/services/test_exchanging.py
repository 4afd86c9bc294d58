"""Lists of feeds, in and out: any titles, tags and order come back, word for word."""

from sqlite3 import Connection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.library import feeds, sources
from gazette_cli.library.connection import open_library, writing
from gazette_cli.parsing.drafting import read_line
from gazette_cli.render.opml import render_opml
from gazette_cli.services.exchanging import import_list, list_feeds
from tests.conftest import NOW

# As they get into a library: lines, safe.
_LINE = st.text(st.characters(exclude_categories=("Cs", "Co", "Cn")), max_size=10).map(read_line)
_TAG = st.text(alphabet="aÉé/ .'\"<&", min_size=1, max_size=8).map(read_line).filter(bool)
_ROW = st.tuples(st.integers(0, 9), _LINE, _LINE, st.booleans(), st.lists(_TAG, max_size=3))


def export(db: Connection) -> str:
    return "\n".join(render_opml(list_feeds(db).feeds))


@settings(max_examples=50)
@given(st.lists(_ROW, max_size=8))
def test_any_titles_and_tags_come_back(rows: list[tuple[int, str, str, bool, list[str]]]) -> None:
    with open_library(None) as one, open_library(None) as two:
        with writing(one):
            for number, title, own_title, titled, tags in rows:
                source_id, _ = feeds.add_feed(one, f"https://{number}.example/?a=1&b=2", 0)
                known = feeds.get_subscription(one, source_id)
                assert known is not None
                title = title or "x"
                own = (own_title or None) if titled else title
                if titled:
                    sources.rename_source(one, source_id, title)
                feeds.write_subscriptions(one, [known._replace(title=title, own_title=own)])
                for tag in tags:
                    sources.tag_source(one, source_id, tag, True)
        exported = export(one)
        if rows:
            import_list(two, exported.encode(), "-", NOW)
        assert export(two) == exported
        theirs, ours = list_feeds(two).feeds, list_feeds(one).feeds
        assert [tags for _, tags in theirs] == [tags for _, tags in ours]
        for (their, _), (our, _) in zip(theirs, ours, strict=True):
            assert their._replace(source_id=0) == our._replace(source_id=0)


def test_a_merged_feed_has_the_first_title_and_all_tags() -> None:
    text = (
        'https://a.example/ x\nhttps://A.example:443 y "~Port"\nhttps://me:pw@a.example/#top\n'
        "https://b.example/\nftp://me:pw@c.example/\nd.example\nhttps://me:p/w@e.example/\nfile:///tmp/x\n"
    )
    with open_library(None) as db:
        found = import_list(db, text.encode(), "urls", NOW)
        assert found[:2] == (2, 0)
        assert len(found.refused) == 4
        assert not [line for line in found.refused if "me" in line[0] or "pw" in line[0] or "p/w" in line[0]]
        (port, tags), _ = list_feeds(db).feeds
        assert (port.url, port.title, port.titled, port.login, tags) == (
            "https://a.example/",
            "Port",
            True,
            "me:pw",
            ("x", "y"),
        )


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "not text"),
        (b"a text\nof no kind\n", "neither OPML"),
        (b"<rss version='2.0'></rss>", "a feed"),
        (b"<opml><body/></opml>", "no feeds"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, what: str) -> None:
    with open_library(None) as db, pytest.raises(ParseError, match=what):
        import_list(db, data, "list", NOW)
