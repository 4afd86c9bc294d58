"""Words as the index and the queries know them, against the real tokenizer."""

import sqlite3
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.words import (
    count_words,
    expand_word,
    fold,
    fold_in_place,
    fold_key,
    index_text,
    query_stems,
    split_words,
    stems_text,
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
    texts = [f"x{chr(code)}z" for code in range(sys.maxunicode + 1)]
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


def test_plain_text_is_handed_over_as_it_is() -> None:
    text = "Où l’été « naît » – 3 €… l'Élysée"
    assert index_text(text) is text


def test_stems_are_those_of_the_language() -> None:
    assert set(stems_text("L’accepté, acceptation accepter", "fr").split()) == {"accept"}
    assert stems_text("running runs", "en") == "run"
    assert set(stems_text("running acceptées", None).split()) >= {"run", "accept"}
    assert stems_text("Häuser", "de-AT") == "haus"
    assert set(stems_text("Élysée", "fr").split()) == {"elys", "elyse"}
    assert stems_text("Œuvres", "fr") == "oeuvr"


def test_a_word_that_is_its_own_stem_is_not_said_again() -> None:
    assert stems_text("accept cheval 2024 x1 漢字", "fr") == ""


@pytest.mark.parametrize(
    ("asked", "said", "language"),
    [
        ("accepter", "acceptation", "fr"),
        ("elysee", "Élysées", "fr"),
        ("chevaux", "cheval", "fr"),
        ("run", "running", "en"),
        ("oeuvre", "Œuvres", "fr"),
        ("économies", "économique", "fr"),
        ("visited", "visiting", "en"),
        ("visité", "visites", None),
    ],
)
def test_a_query_and_an_article_meet_in_a_stem(asked: str, said: str, language: str | None) -> None:
    ((_, stems),) = expand_word(asked).wide
    assert {*split_words(said), *stems_text(said, language).split()} & set(stems)


def test_languages_of_the_library_are_asked_for_too() -> None:
    assert "zeitung" not in query_stems("Zeitungen")
    assert "zeitung" in query_stems("Zeitungen", ["de-AT", "fr", "xx"])


@pytest.mark.parametrize(
    ("typed", "exact"),
    [
        ("l'invitation", ("invitation",)),
        ("L’œuvre", ("oeuvre",)),
        ("jusqu'alors", ("alors",)),
        ("aujourd'hui", ("aujourd", "hui")),
        ("O'Brien", ("o", "brien")),
        ("l'a", ("l", "a")),
        ("AT&T", ("at", "t")),
        ("C++", ("c",)),
        ("nord-coréen", ("nord", "coreen")),
        ("北京", ("北", "京")),
        ("%", ()),
    ],
)
def test_a_typed_word_is_taken_apart_as_the_index_does(typed: str, exact: tuple[str, ...]) -> None:
    assert expand_word(typed).exact == exact


@pytest.mark.parametrize("typed", ["AT&T", "10:30", "x@y.z", "don't", "北京"])
def test_what_is_no_word_is_not_widened(typed: str) -> None:
    assert expand_word(typed).wide == ()


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


@given(st.text())
def test_any_text_has_stems_and_a_count(text: str) -> None:
    assert count_words(text) >= 0
    for language in ("fr", "en", "ru", None, "nonsense"):
        assert set(stems_text(text, language).split()).isdisjoint({""})
