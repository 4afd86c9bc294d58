"""The airlock: whatever goes in, what comes out is safe to print."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.text import clean, clean_line

BIDI = "\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
ANYTHING = st.text(
    st.characters(exclude_categories=[]) | st.sampled_from("\x1b\x07\x9b\x9d[]\\;m" + BIDI), max_size=200
)


@given(ANYTHING)
def test_nothing_that_a_terminal_obeys_comes_out(text: str) -> None:
    for cleaned in (clean(text), clean_line(text)):
        controls = {character for character in cleaned if unicodedata.category(character) in ("Cc", "Cs")}
        assert controls <= {"\n", "\t"}
        assert not set(cleaned) & set(BIDI)
        cleaned.encode("utf-8")
    assert not set(clean_line(text)) & {"\n", "\t"}


@given(ANYTHING)
def test_what_is_clean_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(st.text(st.characters(categories=["L", "M", "N", "P", "S"]), max_size=100))
def test_letters_and_signs_are_never_lost(text: str) -> None:
    assert clean(text) == text


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("\x1b[31mrouge\x1b[0m", "rouge"),
        ("\x9b31mrouge", "rouge"),
        ("\x1b]0;titre\x07après", "après"),
        ("\x1b]8;;http://x\x1b\\lien\x1b]8;;\x1b\\", "lien"),
        ("\x1b]0;jamais fini", "]0;jamais fini"),
        ("a\x00b\x08c\x7fd", "abcd"),
        ("un\r\ndeux\rtrois\u2028quatre\x0ccinq", "un\ndeux\ntrois\nquatre\ncinq"),
        ("\u202eenvers\u202c", "envers"),
        ("a\ud800b", "a\ufffdb"),
        ("\ufeffdébut", "début"),
        ("👩‍👩‍👧 🇫🇷 été", "👩‍👩‍👧 🇫🇷 été"),
        ("عربي\u200f", "عربي\u200f"),
    ],
)
def test_what_goes_and_what_stays(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


def test_one_line_has_single_spaces_and_keeps_those_that_do_not_break() -> None:
    assert clean_line("  un\t deux \n\n trois ") == "un deux trois"
    assert clean_line("Vraiment\xa0? «\u202foui\u202f»") == "Vraiment\xa0? «\u202foui\u202f»"


def test_a_sequence_without_an_end_takes_no_time() -> None:
    assert clean("\x1b]" * 100_000) == "]" * 100_000
    assert clean("\x9d" * 1_000_000) == ""
    assert clean("\x1b[" * 100_000 + "é").endswith("é")
