"""What holds for every page: it never fails, and no prose of it is lost."""

import textwrap

from hypothesis import assume, given
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.parsing.decode import decode
from gazette_cli.parsing.page import parse_page

WORDS = (
    "pont fleuve mairie rapport marché lumière école travail voyage bridge river council report market light school"
    " the le la des qui que sur avec pour dans with that from after avant 2021 mars June 14 voir plus lire share"
    " partager Paris"
).split()

sentences = (
    st.lists(st.sampled_from(WORDS), min_size=12, max_size=40)
    .map(" ".join)
    .map(lambda t: f"{t.capitalize()}.")
)
prose = st.lists(sentences, min_size=1, max_size=3).map(" ".join).filter(lambda text: len(text) > 70)
chrome = st.sampled_from(
    ["Loading...", "Voir plus", "Share", "Publicité", "Lire aussi : un titre", "Facebook Twitter"]
)
dates = st.sampled_from(
    ["14 septembre 2023 22:35", "September 14, 2023", "Publié le 14/09/2023 à 9h", "31 février 2024"]
)
bylines = st.sampled_from(["Paris / AFP", "Par Jean Dupont", "By Jane Doe", "LONDON (Reuters) -"])
mastheads = st.sampled_from(["La Gazette", "Harbour Times", "Lepetitpont"])
headlines = st.sampled_from(["Le vieux pont rouvrira au printemps", "Why the old bridge stayed closed"])

lines = (
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
    | chrome
    | dates
    | bylines
    | headlines
    | prose
)


@given(st.lists(lines, max_size=25).map("\n".join) | st.text())
def test_any_text_is_an_article_unless_it_is_empty(text: str) -> None:
    try:
        entry = parse_page(text)
    except ParseError:
        assert not any(character.isalnum() for character in text)
        return
    assert entry.title.strip()
    assert "\n\n\n" not in entry.text
    assert entry.text == entry.text.strip()


@given(st.binary(max_size=300))
def test_any_bytes_are_an_article_or_refused(data: bytes) -> None:
    try:
        parse_page(decode(data))
    except ParseError as exc:
        assert "empty" in exc.message or "not text" in exc.message


@given(
    head=st.tuples(
        st.just("") | mastheads, headlines, st.just("") | dates, st.integers(0, 2), st.just("") | bylines
    ),
    body=st.lists(st.tuples(prose, st.just("") | chrome), min_size=1, max_size=8),
    shape=st.sampled_from(["blank lines", "one a line", "wrapped"]),
)
def test_every_paragraph_survives_in_order(
    head: tuple[str, str, str, int, str], body: list[tuple[str, str]], shape: str
) -> None:
    masthead, headline, date, repeats, byline = head
    assume(not masthead or date or repeats or byline)
    above = [masthead, headline, date, *[headline] * repeats, byline]
    expected = [paragraph for paragraph, _ in body]
    parts = [
        textwrap.fill(part, 76) if shape == "wrapped" else part for pair in body for part in pair if part
    ]
    # A line or two say nothing of how a text was wrapped, nor do lines that end with a sentence each.
    broken = [line for part in parts for line in part.split("\n")[:-1]]
    assume(shape != "wrapped" or len(broken) >= 3 * max(1, sum(line.endswith(".") for line in broken)))
    gap = "\n" if shape == "one a line" else "\n\n"
    entry = parse_page(gap.join([*filter(None, above), *parts]))
    assert entry.text.split("\n\n") == expected
    assert entry.title == headline


@given(
    st.text(st.characters(categories=["L"]), min_size=1, max_size=30),
    st.lists(prose, min_size=1, max_size=5),
)
def test_a_text_without_structure_loses_nothing(title: str, body: list[str]) -> None:
    entry = parse_page("\n\n".join([title, *body]))
    assert " ".join([entry.title, entry.text.replace("\n\n", " ")]).endswith(" ".join(body))
