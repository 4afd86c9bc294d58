"""Articles that went out as JSON Lines come back the same."""

import json
import unicodedata
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_TIME, Article, Content, Enclosure, Entry
from gazette_cli.parsing.jsonlines import parse_json_lines
from gazette_cli.render.records import dump_reading

FEEDS = Path(__file__).parent.parent / "fixtures" / "feeds"


def read_one(**values: Any) -> Entry:
    (entry,) = parse_json_lines(json.dumps(values)).entries
    return entry


def test_an_export_imports() -> None:
    parsed = parse_json_lines((FEEDS / "export.jsonl").read_text(encoding="utf-8"))
    assert parsed.head is None
    assert parsed.warnings == ()
    ferry, ropes = parsed.entries
    assert ferry == Entry(
        title="Le bac de six heures",
        text="Il part à l’heure, avec ou sans vous.\n\nLe suivant est à midi.",
        html="<p>Il part à l’heure, avec ou sans vous.</p><p>Le suivant est à midi.</p>",
        guid="https://example.org/quai/bac",
        url="https://example.org/quai/bac",
        publication="Le Quai",
        published=datetime(2024, 3, 9, 6, tzinfo=timezone(timedelta(hours=1))),
        dated=DATED_TIME,
        author="Anne Rivoal",
        place="Roscoff",
        language="fr",
        tags=("mer", "matin"),
        summary="Il part à l’heure.",
        enclosures=(Enclosure("https://example.org/quai/bac.mp3", "audio/mpeg", 99),),
        read=True,
    )
    assert ropes.starred and not ropes.read
    assert ropes.published is None


def test_without_a_text_the_summary_stands_for_it() -> None:
    assert read_one(title="Ropes", summary="Nothing but knots.").text == "Nothing but knots."


LINES = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30).map(
    lambda text: unicodedata.normalize("NFC", " ".join(text.split()))
)
WORDS = LINES.filter(lambda text: any(map(str.isalnum, text)))


@settings(max_examples=100, deadline=None)
@given(
    st.builds(
        Article,
        id=st.integers(1, 9_999),
        title=WORDS,
        source=WORDS,
        url=st.none() | st.from_regex(r"https://example\.org/[a-z0-9/]{0,20}", fullmatch=True),
        published=st.none()
        | st.datetimes(
            datetime(1970, 1, 1),
            datetime(2100, 1, 1),
            timezones=st.integers(-840, 840).map(lambda minutes: timezone(timedelta(minutes=minutes))),
        ).map(lambda when: when.replace(microsecond=0)),
        dated=st.just(DATED_TIME),
        author=st.none() | WORDS,
        place=st.none() | WORDS,
        language=st.sampled_from(["fr", "en", "pt-br"]),
        tags=st.lists(st.sampled_from(["mer", "sea", "œuvre", "C++"]), unique=True).map(tuple),
        read=st.booleans(),
        starred=st.booleans(),
        words=st.just(1),
        minutes=st.just(1),
        summary=WORDS,
    ),
    st.builds(
        Content,
        text=st.lists(WORDS, min_size=1, max_size=4).map("\n\n".join),
        html=st.none() | WORDS.map("<p>{}</p>".format),
        enclosures=st.lists(
            st.builds(
                Enclosure,
                st.from_regex(r"https://example\.org/[a-z]{1,9}", fullmatch=True),
                st.none() | st.just("audio/mpeg"),
                st.none() | st.integers(1, 2**40),
            ),
            max_size=2,
        ).map(tuple),
    ),
)
def test_out_and_in_again_gives_the_same(article: Article, content: Content) -> None:
    line = dump_reading(article, content, ())
    (entry,) = parse_json_lines(line).entries
    again = Article(
        article.id, entry.title, entry.publication or "", entry.url, entry.published, entry.dated, entry.author,
        entry.place, entry.language, entry.tags, entry.read, entry.starred, 1, 1, entry.summary or "",
    )  # fmt: skip
    assert dump_reading(again, Content(entry.text, entry.html, entry.enclosures), ()) == line


def test_broken_lines_are_named_and_skipped() -> None:
    parsed = parse_json_lines('{"title": "One"}\n\nnot JSON\n[1]\n{"id": 3}\n{"title": "Two"}\n')
    assert [entry.title for entry in parsed.entries] == ["One", "Two"]
    assert parsed.warnings == (
        "line 3 is not a JSON object",
        "line 4 is not a JSON object",
        "line 5: nothing in it to read",
    )


def test_many_broken_lines_are_counted() -> None:
    warnings = parse_json_lines('{"title": "One"}\n' + "oops\n" * 1_000).warnings
    assert len(warnings) == 21
    assert warnings[-1] == "and 980 more like these"


@pytest.mark.parametrize(
    "text",
    [
        '[{"title": "One"}, {"title": "Two"}]',
        '[\n{"title": "One"},\n{"title": "Two"}\n]\n',
        '[\n  {\n    "title": "One"\n  },\n  {\n    "title": "Two"\n  }\n]\n',
        '{"title": "One"}\n{"title": "Two"}',
        '{"title": "One"}\r\n{"title": "Two"}\r\n',
    ],
)
def test_a_list_is_as_good_as_lines(text: str) -> None:
    parsed = parse_json_lines(text)
    assert [entry.title for entry in parsed.entries] == ["One", "Two"]
    assert parsed.warnings == ()


def test_one_object_set_out_for_people() -> None:
    (entry,) = parse_json_lines('{\n  "title": "One",\n  "text": "a\u2028b"\n}').entries
    assert entry.title == "One"


def test_a_date_that_can_not_be_is_a_warning() -> None:
    entry = read_one(title="x", published="2024-02-31T10:00:00Z")
    assert entry.published is None
    assert entry.warnings == ("impossible date: 2024-02-31T10:00:00Z",)


@pytest.mark.parametrize(
    "text",
    ["", "\n \n", "{", "[]", "{}", "3", "null", "[" * 100_000, '{"a":' * 50_000, "nothing", '[{"a": 1}]'],
)
def test_nothing_to_read_is_refused(text: str) -> None:
    with pytest.raises(ParseError):
        parse_json_lines(text)


def test_half_characters_and_numbers_without_end() -> None:
    parsed = parse_json_lines(f'{{"title": "a\\ud800", "id": {"9" * 9_000}, "words": NaN, "minutes": 1e999}}')
    assert parsed.entries[0].title == "a\ufffd"


def test_links_that_are_not_of_the_web_are_dropped() -> None:
    entry = read_one(
        title="x", url="file:///etc/passwd", enclosures=[{"url": "javascript:1"}, {"url": "http://["}, 3]
    )
    assert (entry.url, entry.guid, entry.enclosures) == (None, "", ())


ANYTHING = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        st.text(max_size=8),
        st.sampled_from(["http://[", "\ud800"]),
    ),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["url", "type", "length"]), inner, max_size=2)
    ),
    max_leaves=4,
)
KEYS = ("id", "title", "source", "url", "published", "author", "place", "language", "tags", "read", "starred", "words",
        "minutes", "summary", "text", "html", "links", "enclosures", "path", "guid")  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), ANYTHING))
def test_wrong_types_never_raise(values: dict[str, Any]) -> None:
    entry = read_one(**{**values, "title": "Here"})
    assert entry.title == "Here"
    assert isinstance(entry.read, bool) and isinstance(entry.starred, bool)
    repr(entry).encode()


@settings(max_examples=150, deadline=None)
@given(st.text() | st.text('{}[]":,\n aé0\\u'))
def test_no_text_raises_anything_else(text: str) -> None:
    try:
        parse_json_lines(text)
    except ParseError as exc:
        assert "\n" not in exc.message
