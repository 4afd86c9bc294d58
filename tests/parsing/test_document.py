"""The one door: what a file holds is told by its name and its content."""

import gzip
import json
import zlib
from functools import partial

import pytest

from gazette_cli.errors import ParseError
from gazette_cli.models import Entry
from gazette_cli.parsing import document
from gazette_cli.parsing.document import SUFFIXES, is_supported, parse_document
from tests.parsing.samples import (
    ATOM,
    HTML,
    JSON_FEED,
    JSON_LINES,
    JSON_LIST,
    KINDS,
    MARKDOWN,
    PAGE,
    RSS,
    XHTML,
)

# Without the time of day: workers that run parts of the suite have to name its tests alike.
compress = partial(gzip.compress, mtime=0)


def read_first(text: str | bytes, name: str) -> Entry:
    return parse_document(text if isinstance(text, bytes) else text.encode(), name).entries[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (PAGE, "page.txt"),
        (PAGE, "PAGE.TEXT"),
        (MARKDOWN, "a.md"),
        (MARKDOWN, "a.markdown"),
        (HTML, "a.html"),
        (HTML, "a.htm"),
        (XHTML, "a.xhtml"),
        (RSS, "a.rss"),
        (RSS, "a.xml"),
        (ATOM, "a.atom"),
        (ATOM, "a.xml"),
        (JSON_FEED, "a.json"),
        (JSON_LINES, "a.jsonl"),
        (JSON_LINES, "a.ndjson"),
        (JSON_LIST, "a.json"),
    ],
)
def test_by_name(text: str, name: str) -> None:
    assert read_first(text, name).title == KINDS[text]
    assert read_first(gzip.compress(text.encode()), f"{name}.gz").title == KINDS[text]


@pytest.mark.parametrize("name", ["-", "noname", "archive.2024", "page.php", "folder/page", ".hidden", ""])
@pytest.mark.parametrize(
    "text", KINDS, ids=["page", "markdown", "html", "xhtml", "rss", "atom", "json", "lines", "list"]
)
def test_by_content(text: str, name: str) -> None:
    assert read_first(text, name).title == KINDS[text]
    assert read_first(gzip.compress(text.encode()), name).title == KINDS[text]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (HTML, "a.txt"),
        (RSS, "a.txt"),
        (ATOM, "a.txt"),
        (XHTML, "a.xml"),
        (JSON_LINES, "a.json"),
        (JSON_FEED, "a.jsonl"),
        (JSON_FEED, "a.rss"),
    ],
)
def test_by_content_against_the_name(text: str, name: str) -> None:
    assert read_first(text, name).title == KINDS[text]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("[Brest] The fog is back\n\nIt came at noon.", "[Brest] The fog is back"),
        ("{sic} he wrote\n\nAnd meant it.", "{sic} he wrote"),
        ("<3 from the harbour\n\nLove, the gulls.", "<3 from the harbour"),
        ("<heron> means wait", "<heron> means wait"),
        ("Only one line", "Only one line"),
    ],
)
def test_text_that_only_looks_like_something_else_is_text(text: str, title: str) -> None:
    assert read_first(text, "-").title == title
    assert read_first(text, "a.txt").title == title


def test_markdown_without_a_name_is_known_by_its_heading() -> None:
    entry = read_first("# The ferry\n\nIt has *left*.\n", "-")
    assert (entry.title, entry.text) == ("The ferry", "It has left.")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_encodings_that_say_what_they_are(encoding: str) -> None:
    for text, name in ((PAGE, "-"), (RSS.replace("UTF-8", "UTF-16"), "-"), (JSON_LINES, "a.jsonl")):
        assert read_first(text.encode(encoding), name).title == read_first(text, name).title


def test_a_charset_that_a_feed_declares_is_respected() -> None:
    feed = "<?xml version='1.0' encoding='iso-8859-5'?><rss><channel><item><title>Чайка</title></item></channel></rss>"
    assert read_first(feed.encode("iso-8859-5"), "a.xml").title == "Чайка"


def test_the_language_is_told_where_none_is_stated() -> None:
    assert read_first(PAGE, "a.txt").language == "fr"
    line = json.dumps(
        {"title": "Fog", "text": "The fog came in from the sea, and it was there for the whole of the day."}
    )
    assert read_first(line, "a.jsonl").language == "en"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\n\t", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (compress(b""), "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "not text: looks like a PNG image"),
        (b"%PDF-1.7\n%", "not text: looks like a PDF"),
        (b"PK\x03\x04\x14\0", "not text: looks like a ZIP archive"),
        (bytes(range(256)) * 20, "not text"),
        (compress(b"\x89PNG\r\n\x1a\n"), "not text: looks like a PNG image"),
        (compress(PAGE.encode())[:-20], "broken gzip: it ends before its end"),
        (compress(PAGE.encode())[:9], "broken gzip: it ends before its end"),
        (b"\x1f\x8bnothing of the kind", "broken gzip"),
        (
            compress(compress(compress(PAGE.encode()))),
            "not text: looks like gzip, packed more than twice",
        ),
    ],
)
@pytest.mark.parametrize("name", ["-", "a.txt", "a.html", "a.md", "a.xml", "a.json", "a.txt.gz"])
def test_what_can_not_be_read_is_said_in_a_line(data: bytes, name: str, message: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_document(data, name)
    assert caught.value.message == message


@pytest.mark.parametrize(
    "text", ['{"a": 1}', "[1, 2]", "<opml><body></body></opml>", "<?xml version='1.0'?><svg/>"]
)
def test_data_without_articles_is_no_article(text: str) -> None:
    with pytest.raises(ParseError, match=r"no articles in this JSON|neither RSS nor Atom"):
        parse_document(text.encode(), "-")


def test_a_mistake_of_ours_is_an_error_like_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> Entry:
        raise KeyError(text)

    monkeypatch.setattr("gazette_cli.parsing.page.parse_page", fail)
    with pytest.raises(ParseError, match="gazette fails to read it"):
        parse_document(b"x", "a.txt")


def test_gzip_in_gzip_and_in_members() -> None:
    assert read_first(gzip.compress(gzip.compress(PAGE.encode())), "a.txt.gz").title == "Le bac repart"
    half = len(PAGE) // 2
    members = gzip.compress(PAGE[:half].encode()) + gzip.compress(PAGE[half:].encode())
    assert read_first(members, "a.txt.gz") == read_first(PAGE, "a.txt")
    assert read_first(members + b"\0" * 512, "a.txt.gz") == read_first(PAGE, "a.txt")


def test_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LIMIT", 2 << 20)
    bomb = zlib.compressobj(9, wbits=31)
    packed = bomb.compress(b" " * (50 << 20)) + bomb.flush()
    for data in (b"x" * ((2 << 20) + 1), packed, gzip.compress(packed)):
        with pytest.raises(ParseError, match="too large: over 2 MB"):
            parse_document(data, "a.txt")


def test_no_memory_is_an_error_like_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(data: bytes, declared: str | None = None) -> str:
        raise MemoryError

    monkeypatch.setattr("gazette_cli.parsing.decode.decode", fail)
    with pytest.raises(ParseError, match="memory"):
        parse_document(b"x", "a.txt")


def test_names_that_a_folder_is_searched_for() -> None:
    assert {
        ".txt",
        ".md",
        ".html",
        ".xml",
        ".rss",
        ".atom",
        ".rdf",
        ".json",
        ".jsonl",
        ".txt.gz",
        ".jsonl.gz",
    } <= SUFFIXES
    for suffix in SUFFIXES:
        assert is_supported(f"a{suffix}") and is_supported(f"A.B{suffix.upper()}")
    for name in ("a.png", "a.gz", "txt", ".txt", "a.txt.bak", "a", "", "a.tar.gz", "a.", "a.gz.txt.gz.zip"):
        assert not is_supported(name)
