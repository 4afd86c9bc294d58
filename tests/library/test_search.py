"""Searches over real SQLite: what is found, and in what order."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from gazette_cli.library import newest, search, terms
from gazette_cli.library.articles import count_articles
from gazette_cli.library.search import search_articles
from gazette_cli.parsing.query import parse_query
from gazette_cli.query import And, Term
from tests.library.shelf import Adder, open_empty

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)


@pytest.fixture
def opened() -> Iterator[tuple[sqlite3.Connection, Adder]]:
    db, add = open_empty()
    yield db, add
    db.close()


def find(db: sqlite3.Connection, query: str, newest_first: bool = False) -> list[int]:
    return [row[0] for row in search_articles(db, parse_query(query, NOW), newest_first=newest_first).rows]


@pytest.mark.parametrize(
    ("query", "title", "text"),
    [
        ("coree", "La Corée", ""),
        ("CORÉE", "", "la coree"),
        ("invitation", "", "il accepte l'invitation"),
        ("l'invitation", "", "une invitation"),
        ("l’invitation", "", "l'invitation"),
        ("oeuvre", "", "les œuvres"),
        ("œuvre", "Oeuvres", ""),
        ("accepter", "", "une acceptation, c'est accepté"),
        ("elysee", "L'Élysée", ""),
        ("cheval", "Les chevaux", ""),
        ("chevaux", "Un cheval", ""),
        ("strasse", "Große Straße", ""),
        ("北京", "", "首相は北京で会談"),
        ("서울", "", "서울에서"),
        ("aujourd'hui", "", "c’est aujourd’hui"),
        ("nord-coréen", "", "les nord-coréens"),
        ("AT&T", "AT&T", ""),
        ("China's", "", "in China"),
        ('"de la mer"', "", "au bord de\nla mer"),
        ("inv*", "", "l'invitation"),
        ('"bord de la m"*', "", "au bord de la mer"),
        ("mer OR rien", "la mer", ""),
        ("mer -sel", "la mer", ""),
        ("-(sel OR (terre))", "la mer", ""),
        ("title:mer", "la mer", ""),
    ],
)
def test_what_should_be_found_is(
    opened: tuple[sqlite3.Connection, Adder], query: str, title: str, text: str
) -> None:
    db, add = opened
    add("Autre chose", "sel et terre")
    wanted = add(title, text)
    assert find(db, query) == [wanted]
    assert find(db, query, newest_first=True) == [wanted]
    assert count_articles(db, parse_query(query, NOW)) == 1


@pytest.mark.parametrize(
    "query",
    [
        *("reporter", '"mer la"', "mer sel", "mer -port", "title:port", "author:mer", "po", "-mer"),
        *("(mer OR port) sel", "source:phare", "tag:mer", "lang:en", "is:read", "is:starred"),
    ],
)
def test_what_should_not_be_found_is_not(opened: tuple[sqlite3.Connection, Adder], query: str) -> None:
    db, add = opened
    add("La mer", "vue du port")
    assert find(db, query) == []


def test_what_is_left_out_is_not_widened(opened: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = opened
    wanted = add("", "un port russe")
    add("", "un port en Russie")
    assert find(db, "port -russie") == [wanted]


def test_articles_of_other_languages_are_found_by_their_stems(
    opened: tuple[sqlite3.Connection, Adder],
) -> None:
    db, add = opened
    wanted = add("Zeitung", "", language="de")
    assert find(db, "Zeitungen") == [wanted]


@pytest.mark.parametrize("many", [1, 1_000])
def test_filters_pick_by_what_they_name(
    opened: tuple[sqlite3.Connection, Adder], monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    db, add = opened
    monkeypatch.setattr(terms, "_MANY", many)
    one = add("mer", author="Zoé Dupont", place="Lyon", published=100, publication="L'Écho", tags=("Côte",))
    two = add("mer", language="pt-br", published=200, read=True, publication="L'Écho du soir")
    three = add("mer", language=None, published=300, starred=True)
    for query, ids in {
        "source:éch": [one, two],
        "-source:éch": [three],
        'source:"L’ECHO"': [one],
        "source:port": [one, two, three],
        "source:phare": [],
        "tag:cote": [one],
        "tag:cot": [],
        "author:dupont": [one],
        "place:LYON": [one],
        "lang:pt": [two],
        "lang:PT-BR": [two],
        "-lang:pt": [one, three],
        "-source:echo": [three],
        "is:read": [two],
        "is:unread": [one, three],
        "is:starred": [three],
        "mer -tag:cote": [two, three],
        "tag:cote OR is:starred": [one, three],
        "author:dupont OR is:starred": [one, three],
        "NOT (is:read OR author:dupont)": [three],
    }.items():
        assert sorted(find(db, query)) == ids, query
    assert find(db, "is:unread") == [three, one]
    for field, ids in {"since": [two, three], "until": [one]}.items():
        node = And((Term("text", "mer"), Term(field, 200)))
        assert sorted(row[0] for row in search_articles(db, node).rows) == ids


def test_words_as_typed_come_before_stems_and_headlines_before_texts(
    opened: tuple[sqlite3.Connection, Adder],
) -> None:
    db, add = opened
    filler = "rien de tout cela ne compte pour beaucoup " * 5
    stem = add("L'acceptation", filler)
    text = add("Un titre", "accepter " + filler)
    title = add("Accepter", filler)
    found = search_articles(db, parse_query("accepter", NOW))
    assert [row[0] for row in found.rows] == [title, text, stem]
    scores = [row[1] for row in found.rows]
    assert scores == sorted(scores, reverse=True)
    assert scores[1] >= 1 > scores[2]


def test_at_equal_worth_the_newer_comes_first(opened: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = opened
    old, new, middle = (add("La mer", published=published) for published in (1, 3, 2))
    assert find(db, "mer") == [new, middle, old]


def test_pages_follow_one_another_across_tiers(opened: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = opened
    for n in range(30):
        add(f"article {n}", "accepter" if n % 3 else "acceptation", published=n % 7)
    whole = search_articles(db, parse_query("accepter", NOW), limit=100)
    assert whole.total == len({row[0] for row in whole.rows}) == 30
    for size in (1, 7, 20):
        pages = [
            row
            for at in range(0, 30, size)
            for row in search_articles(db, parse_query("accepter", NOW), offset=at, limit=size).rows
        ]
        assert pages == whole.rows
    assert search_articles(db, parse_query("accepter", NOW), offset=30).rows == []


@pytest.mark.parametrize("query", ["mer", "a*", "mer -sel", '"la mer"', "mer is:unread", "(mer OR sel) a*"])
def test_what_is_too_much_to_rank_is_ranked_by_its_newest(
    opened: tuple[sqlite3.Connection, Adder], monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    db, add = opened
    for n in range(60):
        add("la mer" if n % 10 == 0 else "", "avec la mer et rien d'autre" if n % 3 else "sel", published=n)
    whole = search_articles(db, parse_query(query, NOW), limit=100)
    monkeypatch.setattr(search, "_MOST_RANKED", 0)
    monkeypatch.setattr(newest, "_RANKED", 15)
    found = search_articles(db, parse_query(query, NOW), limit=100)
    assert found.ranked_of == 15
    assert {row[0] for row in found.rows} == {row[0] for row in whole.rows}
    assert found.total == whole.total
    scores = [row[1] for row in found.rows]
    assert scores == sorted(scores, reverse=True)
    newer = sorted((row[0] for row in whole.rows), reverse=True)[:15]
    assert {row[0] for row in found.rows[:15]} == set(newer)


@pytest.mark.parametrize(
    "query", ["a*", "mer a*", "mer OR a*", "-sel a*", "-a*", "a* OR is:starred", "-sel", "mer OR is:starred"]
)
def test_what_can_not_be_counted_in_time_is_read(
    opened: tuple[sqlite3.Connection, Adder], monkeypatch: pytest.MonkeyPatch, query: str
) -> None:
    db, add = opened
    for n in range(20):
        add("", "avec la mer et rien d'autre" if n % 3 else "du sel", published=n, starred=n == 9)
    node = parse_query(query, NOW)
    whole = search_articles(db, node, limit=100)
    monkeypatch.setattr(search, "_count", lambda *_: None)
    for newest_first in (False, True):
        found = search_articles(db, node, limit=100, newest_first=newest_first)
        assert sorted(row[0] for row in found.rows) == sorted(row[0] for row in whole.rows)
        assert found.total == len(whole.rows) > 0
