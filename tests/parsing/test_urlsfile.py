"""newsboat's urls file: what it takes for a feed, its tags and its title; and what it has that is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.parsing.opml import Listed
from gazette_cli.parsing.urlsfile import is_urls_file, parse_urls_file


def test_a_line_is_a_url_with_tags_and_a_title() -> None:
    text = (
        '# mine\n\nhttps://a.example/feed\nhttps://b.example/feed "News/France" mer "~Le \\"Port\\"" "!hidden" !\n'
        '"https://c.example/a b" \tc # why\r\nhttps://user:pw@d.example/ # "no tag"\n'
    )
    assert parse_urls_file(text.encode()).feeds == [
        Listed("https://a.example/feed"),
        Listed("https://b.example/feed", title='Le "Port"', tags=("News/France", "mer")),
        Listed("https://c.example/a b", tags=("c",)),
        Listed("https://user:pw@d.example/"),
    ]


def test_what_newsboat_makes_up_itself_is_told() -> None:
    text = b'"query:Unread:unread = \\"yes\\"" x\nexec:~/bin/make.sh\n"filter:cat:https://a.example/" y\n'
    found = parse_urls_file(text)
    assert not found.feeds
    assert [what.partition(":")[0] for what, _ in found.refused] == ["query", "exec", "filter"]
    assert is_urls_file(text)


@pytest.mark.parametrize("text", ["", "Notes of a day\n\nNothing: here.\n", '{"url": "https://a.example/"}'])
def test_other_texts_are_not_such_a_file(text: str) -> None:
    assert not is_urls_file(text.encode())


@given(st.text(alphabet='a "\\#~!\t\n:é'))
def test_any_line_is_read(text: str) -> None:
    for feed in parse_urls_file(text.encode()).feeds:
        assert feed.url


def test_endless_quotes_and_words_cost_their_length() -> None:
    for line in ('"' * 200_000, '"' + "\\" * 200_000, "a " * 200_000):
        assert len(parse_urls_file(line.encode()).feeds) <= 1
