"""Whatever the encoding, the same text comes out."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.parsing.decode import decode

TEXT = "Élan retrouvé à l’école : « déjà », dit-il.\nÇa coûte 5 €, œuvre comprise…\n"

# Text without controls and lone surrogates: what any encoding of Unicode gives back.
texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\ufeff\ufffe\uffff"),
    min_size=1,
)


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_undeclared_encodings_are_told_apart(codec: str) -> None:
    assert decode(TEXT.encode(codec)) == TEXT


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_is_known_with_and_without_a_mark(codec: str) -> None:
    mark = "\ufeff".encode(codec)
    assert decode(mark + TEXT.encode(codec)) == TEXT
    assert decode(TEXT.encode(codec)) == TEXT


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        ("windows-1251", "cp1251"),
        ("KOI8-R", "koi8-r"),
        ("ISO-8859-5", "iso8859-5"),
        ("utf-8", "utf-8"),
        (' "UTF-8" ', "utf-8"),
        ("utf-16le", "utf-16-le"),
    ],
)
def test_a_declared_charset_is_believed(label: str, codec: str) -> None:
    text = "Новости дня: встреча в Москве"
    assert decode(text.encode(codec), label) == text


@pytest.mark.parametrize("label", ["latin-1", "ISO-8859-1", "us-ascii", "windows-1252"])
def test_latin_1_means_windows_1252_to_the_web(label: str) -> None:
    assert decode(b"\x93caf\xe9\x94 \x80", label) == "“café” €"


def test_bytes_that_windows_1252_has_no_character_for_are_latin_1() -> None:
    assert decode(b"caf\xe9 na\xefve \x8d", None) == "café naïve \x8d"


@pytest.mark.parametrize(
    "label",
    ["utf-7", "punycode", "undefined", "utf-32", "idna", "rot13", "base64", "unicode_escape", "klingon", ""],
)
def test_a_label_that_the_web_does_not_know_is_as_none(label: str) -> None:
    assert decode("déjà +AGE- vu".encode(), label) == "déjà +AGE- vu"


def test_a_page_that_claims_utf_16_in_ascii_is_utf_8() -> None:
    assert decode("déjà vu".encode(), "utf-16") == "déjà vu"


def test_a_stray_byte_in_utf_8_spoils_itself_alone() -> None:
    assert decode("été, déjà, où ".encode() + b"\xe9t\xe9" + " à Noël".encode()) == "été, déjà, où été à Noël"


def test_line_ends_and_accents_have_one_form() -> None:
    decomposed = unicodedata.normalize("NFD", "Été à Noël")
    assert decode(f"{decomposed}\r\nfin\rvraie fin\u2028là".encode()) == "Été à Noël\nfin\nvraie fin\nlà"


@pytest.mark.parametrize(
    "data",
    [
        b"%PDF-1.7\n1 0 obj",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\x1f\x8b\x08\0\0\0\0\0",
        bytes(range(256)) * 8,
        b"words and \0\0\0\0\0\0\0\0 more words",
        "\x01\x02\x03\x04".encode("utf-16"),
    ],
    ids=["pdf", "png", "gzip", "noise", "zeros", "controls in UTF-16"],
)
def test_what_is_not_text_is_refused(data: bytes) -> None:
    with pytest.raises(ParseError, match="not text"):
        decode(data)


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ""
    assert decode(b"\xef\xbb\xbf") == ""
    assert decode(b"\xff\xfe") == ""


@given(
    st.binary(max_size=400),
    st.none() | st.sampled_from(["utf-16", "utf-8", "big5", "iso-2022-jp", "gbk", "x"]),
)
def test_any_bytes_are_text_or_refused(data: bytes, declared: str | None) -> None:
    try:
        text = decode(data, declared)
    except ParseError:
        return
    text.encode()  # no lone surrogate
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert "\0" not in text


@given(texts)
def test_utf_8_comes_back_as_it_is_but_composed(text: str) -> None:
    assert decode(text.encode()) == unicodedata.normalize("NFC", text)


@given(texts, st.sampled_from(["utf-16-le", "utf-16-be"]))
def test_utf_16_with_a_mark_comes_back_as_it_is_but_composed(text: str, codec: str) -> None:
    assert decode(("\ufeff" + text).encode(codec)) == unicodedata.normalize("NFC", text)
