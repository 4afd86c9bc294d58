"""Where lines may break: French typography, no-break spaces, Chinese and Japanese, cells instead of characters."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from gazette_cli.render.cells import count_cells, cut_cells, end_cluster, is_extender, pad_cells, reach
from gazette_cli.render.style import clean_runs, mark_runs, to_plain
from gazette_cli.render.wrap import find_lines, is_french, wrap_runs

CLOSERS = ":;!?»%€"
FAMILY = "👩\u200d👩\u200d👧"

# What pages are made of, and what trips a terminal.
pieces = st.sampled_from(
    [
        *(
            "mot",
            "a",
            "un-mot-composé",
            "l’été",
            "10 000",
            "25 %",
            "12 €",
            "n° 5",
            "M. Kim",
            "mot\xa0lié",
            "x" * 30,
        ),
        *(
            ":",
            ";",
            "!",
            "?",
            "«",
            "»",
            "« oui »",
            "«\xa0non\u202f!\xa0»",
            "fin.",
            "—",
            "(a)",
            "\u200b",
            "\u2060",
        ),
        *(
            "新しい灯台が、港に。",
            "「新しい」",
            "한국어 문장",
            FAMILY,
            "🇫🇷🇯🇵",
            "❤️",
            "1️⃣",
            "👍🏽",
            "e\u0301te\u0301",
            "नि",
        ),
        *("مرحبا", "\u3000", "\u2003", "[bold]", "https://example.org/" + "abc/" * 12),
    ]
)
texts = st.lists(st.tuples(pieces, st.sampled_from([" ", "", "\xa0", "\u202f", "\n"]))).map(
    lambda parts: "".join(word + space for word, space in parts)
)
anything = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=60)


def fold(text: str, width: int, *, french: bool = True) -> list[str]:
    runs = clean_runs([(text, "")], breaks=True)
    return [to_plain(line) for line in wrap_runs(runs, width, french=french)]


def test_a_line_breaks_at_the_last_space_that_fits() -> None:
    assert fold("un deux trois quatre", 9) == ["un deux", "trois", "quatre"]
    assert fold("un deux trois quatre", 7) == ["un deux", "trois", "quatre"]


@pytest.mark.parametrize("mark", list(CLOSERS))
@pytest.mark.parametrize("space", ["", " ", "\xa0", "\u202f"])
def test_french_never_begins_a_line_with_what_closes(mark: str, space: str) -> None:
    text = f"un deux trois{space}{mark} quatre"
    for width in range(6, 25):
        assert not [line for line in fold(text, width) if line[0] in mark]
        assert "".join(fold(text, width)).replace(" ", "") == text.replace(" ", "")


def test_french_never_ends_a_line_with_what_opens() -> None:
    for width in range(6, 25):
        assert not [
            line for line in fold("il a dit « oui » puis « non merci » hier", width) if line.endswith("«")
        ]


def test_other_languages_break_at_any_space() -> None:
    assert fold("one two :", 7, french=False) == ["one two", ":"]
    assert fold("one two :", 7) == ["one", "two :"]


@pytest.mark.parametrize("held", ["10 000 000", "n° 5", "M. Kim", "25 %", "12 €"])
def test_french_holds_together_what_is_read_as_one(held: str) -> None:
    for width in range(len(held), 30):
        assert held in "|".join(fold(f"alors que {held} reste", width))


@pytest.mark.parametrize("glue", ["\xa0", "\u202f", "\u2007", "\u2060"])
@pytest.mark.parametrize("french", [True, False])
def test_no_language_breaks_at_a_no_break_space(glue: str, french: bool) -> None:
    for width in range(5, 20):
        assert f"bb{glue}cc" in "|".join(fold(f"aaa bb{glue}cc dd", width, french=french))


def test_a_long_chain_of_no_break_spaces_means_ordinary_ones() -> None:
    words = ["chaque", "mot", "est", "lié"] * 8
    assert [word for line in fold("\xa0".join(words), 20) for word in line.split("\xa0") if word] == words


def test_a_word_wider_than_the_line_is_cut_and_one_that_fits_is_not() -> None:
    assert fold("a " + "x" * 25 + " b", 10) == ["a", "x" * 10, "x" * 10, "xxxxx b"]
    assert fold("a " + "x" * 10 + " b", 10) == ["a", "x" * 10, "b"]


def test_words_break_after_a_hyphen() -> None:
    assert fold("le porte-conteneurs", 10) == ["le porte-", "conteneurs"]
    assert fold("le COVID-19 et -5", 9) == ["le", "COVID-19", "et -5"]
    assert fold("ainsi porte-t-il", 13) == ["ainsi", "porte-t-il"]
    assert fold("voir example.org/un-deux-trois", 26) == ["voir", "example.org/un-deux-trois"]


def test_japanese_breaks_anywhere_but_before_what_closes() -> None:
    assert fold("新しい灯台。", 10) == ["新しい灯", "台。"]
    assert fold("新しい「灯台」", 8) == ["新しい", "「灯台」"]


def test_forced_breaks_stand() -> None:
    assert fold("un\ndeux\n\ntrois", 20) == ["un", "deux", "", "trois"]


def test_nothing_is_one_empty_line() -> None:
    assert wrap_runs([], 10) == [[]]


def test_styles_stay_with_their_words() -> None:
    assert wrap_runs([("un ", ""), ("deux trois", "bold"), (" fin", "dim")], 8) == [
        [("un ", ""), ("deux", "bold")],
        [("trois", "bold")],
        [("fin", "dim")],
    ]


def test_at_most_so_many_lines_and_then_an_ellipsis() -> None:
    lines = [to_plain(line) for line in wrap_runs([("un deux trois quatre cinq", "")], 10, most=2)]
    assert lines == ["un deux", "trois…"]
    assert [to_plain(line) for line in wrap_runs([("un deux", "")], 10, most=2)] == ["un deux"]
    assert [to_plain(line) for line in wrap_runs([("x" * 30, "")], 10, most=1)] == ["x" * 9 + "…"]


@settings(deadline=None)
@given(texts, st.integers(20, 90), st.booleans())
def test_no_line_is_too_wide_and_no_character_is_lost(text: str, width: int, french: bool) -> None:
    lines = fold(text, width, french=french)
    assert all(cell_len(line) <= width for line in lines)
    kept = "".join(lines)
    assert re.sub(r"[ \n\u2003\u3000]", "", kept) == re.sub(r"[ \n\u2003\u3000]", "", text)


@settings(deadline=None)
@given(texts, st.integers(20, 90))
def test_french_breaks_nowhere_it_may_not(text: str, width: int) -> None:
    lines = fold(text, width)
    source = to_plain(clean_runs([(text, "")], breaks=True))
    at = 0
    for line in lines[:-1]:
        at = source.index(line, at) + len(line)
        forced = (
            source[at:].lstrip("\u2003\u3000 ")[:1] == "\n"
            or len(re.split(r"[ \u2003\u3000]", line)[-1]) > 15
        )
        chain = re.split(r"[ \n]", source[:at])[-1] + re.split(r"[ \n]", source[at:])[0]
        if not line or forced or len(chain) > 60:
            continue
        assert source[at:].lstrip(" \xa0\u202f\u2060\u2003\u3000")[:1] not in list(CLOSERS), line
        assert line.rstrip("\xa0\u202f\u2060")[-1:] != "«"
        if source[at] not in " \u2003\u3000":
            assert source[at] not in "\xa0\u202f\u2060" and line[-1] not in "\xa0\u202f\u2060", line


@settings(deadline=None)
@given(anything, st.integers(1, 12))
def test_reach_takes_whole_clusters_and_as_many_as_fit(text: str, width: int) -> None:
    for some in (text, text * 40):
        end = reach(some, 0, len(some), width)
        assert cell_len(some[:end]) <= width
        if end < len(some):
            assert cell_len(some[: end_cluster(some, end)]) > width


def test_long_texts_of_accents_written_apart_are_cut_between_letters() -> None:
    text = "e\u0301" * 700 + "o\u0302\u0301" * 700 + "👩‍👩‍👧" * 20
    lines = find_lines(text, 33)
    assert "".join(text[start:stop] for start, stop in lines) == text
    assert [count_cells(text[start:stop]) for start, stop in lines[:-2]] == [33] * (len(lines) - 2)
    assert not any(is_extender(text[start]) for start, _ in lines)


@settings(deadline=None)
@given(anything, st.integers(2, 30))
def test_cells_are_as_rich_counts_them(text: str, width: int) -> None:
    assert count_cells(text) == cell_len(text)
    assert cell_len(cut_cells(text, width)) <= width
    assert cell_len(pad_cells(cut_cells(text, width), width)) == width


@pytest.mark.parametrize("cluster", [FAMILY, "🇫🇷", "❤️", "👍🏽", "1️⃣", "e\u0301", "한"])
def test_what_a_reader_sees_as_one_character_is_never_cut(cluster: str) -> None:
    assert end_cluster(cluster + "x", 0) == len(cluster)
    for width in range(2, 9):
        for line in fold(cluster * 5, width):
            assert line.replace(cluster, "") == ""


@settings(deadline=None)
@given(st.lists(anything), st.integers(1, 40))
def test_lines_are_ranges_in_order(parts: list[str], width: int) -> None:
    text = "\n".join(parts)
    ranges = find_lines(text, width)
    assert all(start <= stop for start, stop in ranges)
    assert all(before[1] <= after[0] for before, after in pairwise(ranges))


def test_matches_survive_the_airlock() -> None:
    text = "un  \x1b[31mdeux\x1b[0m\n trois"
    runs = clean_runs(mark_runs(text, [(text.index("deux"), text.index("deux") + 4)], "", "bold"))
    assert to_plain(runs) == "un deux trois"
    assert [content for content, style in runs if style == "bold"] == ["deux"]


@settings(deadline=None)
@given(anything, st.lists(st.tuples(st.integers(-5, 70), st.integers(-5, 70))))
def test_any_spans_leave_the_text_as_it_is(text: str, spans: list[tuple[int, int]]) -> None:
    assert to_plain(mark_runs(text, spans, "", "bold")) == text


def test_soft_hyphens_are_not_shown() -> None:
    assert to_plain(clean_runs([("infor\xadmation", "")])) == "information"


def test_french_is_known_by_its_tag() -> None:
    assert is_french("fr") and is_french("fr-ca")
    assert not is_french("frr") and not is_french("en") and not is_french(None)
