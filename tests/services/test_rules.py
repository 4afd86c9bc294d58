"""The reader's rules, over a real library: whom they catch, and what is done to those."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.config import DEFAULTS, Rule
from gazette_cli.errors import ConfigError
from gazette_cli.library.picking import count_caught, find_caught, pick_ids
from gazette_cli.library.sources import add_source, list_sources
from gazette_cli.parsing.query import parse_query
from gazette_cli.services.rules import Applied, Rulebook, apply_rules, compile_rules, find_named
from tests.library.shelf import Adder, open_empty

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)


@pytest.fixture
def shelf() -> tuple[sqlite3.Connection, Adder]:
    return open_empty()


def make_book(db: sqlite3.Connection, *rules: Rule, now: datetime = NOW) -> Rulebook:
    return compile_rules(DEFAULTS._replace(rules=rules), list_sources(db), now)


def read_state(db: sqlite3.Connection, article_id: int) -> tuple[bool, bool, bool, list[str]]:
    sql = "SELECT read, starred, hidden FROM articles WHERE id = ?"
    read, starred, hidden = db.execute(sql, (article_id,)).fetchone()
    sql = "SELECT name FROM article_tags x JOIN tags t ON t.id = x.tag_id WHERE article_id = ? ORDER BY name"
    return bool(read), bool(starred), bool(hidden), [name for (name,) in db.execute(sql, (article_id,))]


def test_each_thing_that_can_be_done(shelf: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = shelf
    promo, meteo, poutine, other = add("Une promo"), add("La météo"), add("Poutine"), add("Le reste")
    db.execute("UPDATE sources SET unread = total")
    book = make_book(
        db,
        Rule("title:promo", ("hide",)),
        Rule("meteo", ("read",)),
        Rule("poutine", ("star", "tag à lire", "tag Cuisine")),
    )
    assert apply_rules(db, book, [promo, meteo, poutine, other]) == Applied(2, 1, 1, 1)
    assert read_state(db, promo) == (True, False, True, [])
    assert read_state(db, meteo) == (True, False, False, [])
    assert read_state(db, poutine) == (False, True, False, ["Cuisine", "à lire"])
    assert read_state(db, other) == (False, False, False, [])
    assert not db.execute("SELECT 1 FROM actions").fetchall()
    assert db.execute("SELECT total, unread FROM sources").fetchone() == (3, 2)


def test_only_what_has_just_arrived_is_touched(shelf: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = shelf
    old, new = add("Une promo"), add("Une promo encore")
    apply_rules(db, make_book(db, Rule("promo", ("hide",))), [new])
    assert read_state(db, old) == (False, False, False, [])
    assert read_state(db, new)[2]


def test_a_rule_for_one_source(shelf: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = shelf
    other, _ = add_source(db, "feed", "https://harbour.example/feed", "Harbour Times", 0)
    here, there = add("Une promo"), add("Une promo, encore")
    db.execute("UPDATE articles SET source_id = ? WHERE id = ?", (other, there))
    for name in ("harbour times", str(other), "https://harbour.example/feed", "harbour.example/feed/"):
        book = make_book(db, Rule("promo", (f"tag {name[:5]}",), name))
        assert book.warnings == ()
        apply_rules(db, book, [here, there])
    assert read_state(db, here)[3] == []
    assert len(read_state(db, there)[3]) == 3


def test_a_title_that_several_sources_bear_means_all_of_them(shelf: tuple[sqlite3.Connection, Adder]) -> None:
    db, _ = shelf
    other, _ = add_source(db, "feed", "https://port.example/feed", "LE PORT", 0)
    assert find_named(list_sources(db), "le port") == (1, other)


def test_a_source_that_is_not_there_is_a_warning_and_catches_nothing(
    shelf: tuple[sqlite3.Connection, Adder],
) -> None:
    db, add = shelf
    article = add("Une promo")
    book = make_book(db, Rule("promo", ("read",), "Nulle Part"), Rule("promo", ("star",)))
    assert len(book.warnings) == 1
    assert "rule 1" in book.warnings[0] and "Nulle Part" in book.warnings[0]
    apply_rules(db, book, [article])
    assert read_state(db, article) == (False, True, False, [])


def test_a_query_that_can_not_be_read_names_the_rule(shelf: tuple[sqlite3.Connection, Adder]) -> None:
    db, _ = shelf
    for query in ('"promo', "title:", "is:gone", "since:jamais", "(", "- -", "a" * 5000):
        with pytest.raises(ConfigError, match="rule 2 of config"):
            make_book(db, Rule("promo", ("read",)), Rule(query, ("read",)))


def test_what_one_rule_does_changes_nothing_for_another(shelf: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = shelf
    rules = (
        Rule("is:unread", ("star",)),
        Rule("promo", ("read", "tag pub")),
        Rule("tag:pub", ("hide",)),
        Rule("is:starred", ("tag étoile",)),
    )
    first, second = add("Une promo"), add("Une promo")
    apply_rules(db, make_book(db, *rules), [first])
    apply_rules(db, make_book(db, *rules[::-1]), [second])
    assert read_state(db, first) == read_state(db, second) == (True, True, False, ["pub"])


def test_dates_in_rules_count_from_the_refresh(shelf: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = shelf
    rule = Rule("until:1w", ("read",))
    stale = add("Vieux", published=int((NOW - timedelta(days=30)).timestamp()))
    fresh = add("Neuf", published=int((NOW - timedelta(days=1)).timestamp()))
    apply_rules(db, make_book(db, rule), [stale, fresh])
    assert (read_state(db, stale)[0], read_state(db, fresh)[0]) == (True, False)
    apply_rules(db, make_book(db, rule, now=NOW + timedelta(days=30)), [fresh])
    assert read_state(db, fresh)[0]


def test_no_articles_and_no_rules_are_nothing(shelf: tuple[sqlite3.Connection, Adder]) -> None:
    db, add = shelf
    article = add("Une promo")
    assert apply_rules(db, make_book(db, Rule("promo", ("read",))), []) == Applied()
    assert apply_rules(db, make_book(db), [article]) == Applied()


def test_the_library_is_asked_once_a_rule_and_not_once_an_article(
    shelf: tuple[sqlite3.Connection, Adder],
) -> None:
    db, add = shelf
    ids = [add(f"Article {n}") for n in range(300)]
    asked: list[str] = []
    rules = [Rule(f"article -mot{n}", ("star",) if n == 0 else ("tag x",)) for n in range(10)]
    book = make_book(db, *rules)
    db.set_trace_callback(asked.append)
    apply_rules(db, book, ids)
    db.set_trace_callback(None)
    assert sum("articles_fts" in sql and "json_each" in sql for sql in asked) == len(rules)


_WORDS = ("port", "phare", "mer", "promo", "bateau")
_QUERIES = (
    "port", "port phare", "-mer", "promo OR bateau", "ba*", '"port phare"', "title:port", "-title:mer lang:fr",
    "is:unread", "-is:read promo", "since:2026-06-01", "until:2026-06-01 port", "source:port", "(mer OR -port) phare",
    "NOT (port phare)", "tag:quai", "-tag:quai OR mer",
)  # fmt: skip


@settings(max_examples=60)
@given(
    titles=st.lists(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=4), min_size=1, max_size=8),
    new=st.sets(st.integers(0, 7), max_size=8),
    query=st.sampled_from(_QUERIES),
)
def test_asked_of_a_few_a_query_finds_what_it_finds_of_all(
    titles: list[list[str]], new: set[int], query: str
) -> None:
    db, add = open_empty()
    ids = [
        add(" ".join(title), published=int((NOW - timedelta(days=10 * at)).timestamp()),
            tags=("quai",) * (at % 2), read=at % 3 == 0)
        for at, title in enumerate(titles)
    ]  # fmt: skip
    node = parse_query(query, NOW)
    among = {ids[at] for at in new if at < len(ids)}
    caught = find_caught(db, node)
    assert set(pick_ids(db, node, among)) == set(caught) & among
    assert pick_ids(db, node, among, [1]) == pick_ids(db, node, among)
    assert pick_ids(db, node, among, [2]) == pick_ids(db, node, among, []) == []
    assert count_caught(db, node) == len(caught)
    db.close()
