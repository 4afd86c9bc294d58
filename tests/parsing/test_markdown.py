"""Markdown files: what their front matter states, and their text."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_DAY, DATED_TIME
from gazette_cli.parsing.markdown import parse_markdown


def test_yaml_states_everything() -> None:
    entry = parse_markdown(
        "---\n"
        'title: "Le *pain* : une histoire"\n'
        "date: 2023-09-14\n"
        "updated: 2023-09-15T08:00:00+02:00\n"
        "authors:\n  - name: Jo Roy\n    mail: jo@x.example\n  - Al Lee\n"
        "tags: [four, blé]\n"
        "lang: fr_CA\n"
        "source: Le Port\n"
        "url: https://leport.example/pain\n"
        "place: Sète\n"
        "summary: En bref.\n"
        "draft: true\n"
        "---\n\n"
        "# Le *pain* : une histoire\n\nUn **mot**.\n"
    )
    assert entry.title == "Le *pain* : une histoire"
    assert (entry.published, entry.dated) == (datetime(2023, 9, 14), DATED_DAY)
    assert entry.updated == datetime(2023, 9, 15, 8, tzinfo=timezone(timedelta(hours=2)))
    assert entry.author == "Jo Roy, Al Lee"
    assert entry.tags == ("four", "blé")
    assert (entry.language, entry.publication, entry.place) == ("fr-ca", "Le Port", "Sète")
    assert (entry.url, entry.summary) == ("https://leport.example/pain", "En bref.")
    assert entry.text == "Un mot."
    assert entry.warnings == ()


def test_toml_states_everything() -> None:
    entry = parse_markdown(
        "+++\ntitle = 'Le port'\ndate = 2023-09-14T22:35:00+01:00\n[taxonomies]\ntags = ['mer']\n+++\ntexte\n"
    )
    assert entry.title == "Le port"
    assert (entry.published, entry.dated) == (
        datetime(2023, 9, 14, 22, 35, tzinfo=timezone(timedelta(hours=1))),
        DATED_TIME,
    )
    assert entry.text == "texte"


@pytest.mark.parametrize(
    "broken",
    [
        "title: France: la grève\ntags:\n  - a\n  - b\ndate: 2023-09-14",
        "title: France: la grève\ntags: [a, b]\ndate: '2023-09-14'\nbad: [",
        "x: &x [1, 2]\ny: [*x, *x]\ntitle: 'France: la grève'\ntags: [a, b]\ndate: 2023-09-14",
    ],
)
def test_broken_yaml_loses_nothing(broken: str) -> None:
    entry = parse_markdown(f"---\n{broken}\n---\nLe texte.")
    assert entry.title == "France: la grève"
    assert entry.tags == ("a", "b")
    assert entry.published == datetime(2023, 9, 14)
    assert entry.text == "Le texte."
    assert entry.warnings == ("front matter is not valid YAML; read line by line",)


def test_impossible_dates_are_reported() -> None:
    entry = parse_markdown("---\ntitle: T\ndate: 2023-02-31\n---\ntexte")
    assert entry.published is None
    assert [warning for warning in entry.warnings if "2023-02-31" in warning]


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("# Titre\n\ntexte", "Titre", "texte"),
        ("Titre `x`\n=====\n\ntexte", "Titre x", "texte"),
        ("intro\n\n# Titre\n\ntexte", "Titre", "intro\n\ntexte"),
        ("intro\n\n## Partie\n\ntexte", "intro", "intro\n\nPartie\n\ntexte"),
        ("---\ntitle: Autre\n---\n# Titre\n\ntexte", "Autre", "Titre\n\ntexte"),
        ("---\n\nun\n\n---\n\ndeux", "un", "un\n\ndeux"),
        ("# Seul", "Seul", ""),
    ],
)
def test_titles(text: str, title: str, body: str) -> None:
    entry = parse_markdown(text)
    assert (entry.title, entry.text) == (title, body)


def test_tables_and_raw_html() -> None:
    entry = parse_markdown(
        "# T\n\n|a|b|\n|-|-|\n|1|~~2~~|\n\n<div onclick=x>c<script>d</script></div>\n\n1. e\n"
    )
    assert entry.text == "a — b\n1 — 2\n\nc\n\n1. e"


def test_decomposed_accents_and_line_ends() -> None:
    assert parse_markdown("---\r\ntitle: e\u0301te\u0301\r\n---\r\nile\u0301\r\n").title == "été"


def test_an_empty_file_is_an_error() -> None:
    for text in ("", " \n\n", "---\ntags: [a]\n---\n"):
        with pytest.raises(ParseError):
            parse_markdown(text)


@pytest.mark.parametrize(
    "sign", [">", "[", "*", "- ", "`", "![", "[a](", "~~a", "<", "_a_ ", "1. a\n", "|a|\n"]
)
def test_signs_by_the_hundred_thousand(sign: str) -> None:
    assert parse_markdown(sign * 50_000).text


@pytest.mark.parametrize(
    "head", ["[" * 50_000, "- " * 30_000, "{a: " * 10_000, "? " * 30_000, "a: [*b]", "!!x/y:z w"]
)
def test_hostile_front_matter(head: str) -> None:
    assert parse_markdown(f"---\ntitle: T\n{head}\n---\ntexte").text.endswith("texte")


@settings(max_examples=300, deadline=None)
@given(
    st.text()
    | st.lists(
        st.sampled_from(
            ["---\n", "+++\n", "title: ", "a = ", "[", "]", "# ", "\n", "x", "'", "{", "&a", "*a", "- "]
        )
    )
    .map("".join)
    .map(lambda text: "---\n" + text)
)
def test_nothing_but_parse_errors(text: str) -> None:
    try:
        entry = parse_markdown(text)
    except ParseError:
        return
    assert entry.title
    entry.text.encode()
