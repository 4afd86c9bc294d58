"""Words as the index and the queries know them, against the real tokenizer."""

import sqlite3
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.words import (
    count_words,
    fold,
    fold_in_place,
    fold_key,
    index_text,
    split_words,
)

# Vowel signs of two scripts that Unicode counts as letters and SQLite's older tables as marks.
NEWER_LETTERS = {*range(0x19B0, 0x19CA), 0x1CF2, 0x1CF3}


def tokenize(texts: list[str]) -> list[list[str]]:
    """What FTS5 makes of each of `texts`."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE t USING fts5(x, tokenize = 'unicode61 remove_diacritics 2')")
    db.execute("CREATE VIRTUAL TABLE v USING fts5vocab('t', 'instance')")
    db.executemany("INSERT INTO t (rowid, x) VALUES (?, ?)", enumerate(texts))
    found: list[list[str]] = [[] for _ in texts]
    for term, row in db.execute("SELECT term, doc FROM v ORDER BY doc, offset"):
        found[row].append(term)
    db.close()
    return found


def test_every_character_of_unicode_is_indexed_as_it_is_asked_for() -> None:
    # Beyond the ideographs nothing is assigned but tags, selectors and private use: some of each will do.
    codes = [*range(0x40000), *range(0x40000, sys.maxunicode + 1, 97), *range(0xE0000, 0xE0200)]
    texts = [f"x{chr(code)}z" for code in codes]
    indexed = tokenize([index_text(text) for text in texts])
    wrong = [text for text, words in zip(texts, indexed, strict=True) if words != split_words(text)]
    assert {ord(text[1]) for text in wrong} <= NEWER_LETTERS


@given(st.text())
def test_any_text_is_indexed_as_it_is_asked_for(text: str) -> None:
    text = unicodedata.normalize("NFC", "".join(c for c in text if ord(c) not in NEWER_LETTERS))
    assert tokenize([index_text(text)]) == [split_words(text)]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Corée", "coree"),
        ("CORE\u0301E", "coree"),
        ("Œuvre", "oeuvre"),
        ("Æsop", "aesop"),
        ("STRASSE Straße", "strasse strasse"),
        ("Łódź, Ørsted, Đà Nẵng, Björk", "lodz, orsted, da nang, bjork"),
        ("ﬁnance ĳs ŋ", "finance ijs n"),
        ("l’eau l`eau lʼeau", "l'eau l'eau l'eau"),
        ("l`eau", "l'eau"),
        ("co\xadopé\xadrer", "cooperer"),
        ("ΟΔΥΣΣΕΎΣ", "οδυσσευσ"),
        ("Ёлка", "елка"),
        ("ガラス", "ガラス"),
        ("ｽﾀｰ Ｆｕｌｌ", "スター full"),
        ("서울", "서울"),
        ("\ud800a\x00b", " a\x00b"),
    ],
)
def test_folding_takes_off_what_a_reader_may_leave_out(text: str, folded: str) -> None:
    assert unicodedata.normalize("NFKC", fold(text)) == unicodedata.normalize("NFKC", folded)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert split_words(fold(text)) == split_words(text)


@given(st.text(alphabet=st.sampled_from("aé œŒﬁ\xad’'\u0301漢가\ud800İß.\n")))
def test_offsets_of_folded_text_lead_back(text: str) -> None:
    folded, offsets = fold_in_place(text)
    if offsets is None:
        assert len(folded) == len(text)
        return
    assert len(offsets) == len(folded) + 1
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)


def test_names_compare_blind_to_case_accents_and_spaces() -> None:
    assert fold_key("  LE\u00a0 PÔRT ") == fold_key("Le Port") == "le port"


def test_scripts_without_spaces_are_indexed_by_character() -> None:
    assert split_words("北京AI技術") == ["北", "京", "ai", "技", "術"]
    assert tokenize([index_text("北京AI技術 กรุงเทพ")])[0][:5] == ["北", "京", "ai", "技", "術"]


@given(st.text(st.sampled_from("aé`ªºÆœŒ‘’“”«€™\xa0\xad´µßðþ ")))
def test_what_the_west_writes_is_handed_over_as_all_else_is(text: str) -> None:
    text = f"{text} é"
    assert index_text(text) + index_text(" 日") == index_text(f"{text} 日")


def test_plain_text_is_handed_over_as_it_is() -> None:
    text = "Où l’été « naît » – 3 €… l'Élysée"
    assert index_text(text) is text


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("Il n'a – dit-il – rien « dit » !", 5),
        ("one\ntwo  three", 3),
        ("œuvre et cœur", 3),
        ("漢字漢字", 2),
        ("AI は 三 つ", 3),
        ("... — !", 0),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert count_words(text) == count
