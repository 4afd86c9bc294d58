"""Trees as SQL: that they pick what their leaves say, and that nothing typed is an SQL error."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.errors import QueryError
from gazette_cli.library import newest
from gazette_cli.library.articles import count_articles, list_ids
from gazette_cli.library.compile import compile_filter, compile_selection, list_languages
from gazette_cli.library.search import search_articles
from gazette_cli.library.suggest import suggest_words
from gazette_cli.parsing.query import DEEPEST, MOST_TERMS, parse_query
from gazette_cli.query import And, Node, Not, Or, Term
from tests.library.shelf import open_empty

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)
WORDS = ("mer", "Mers", "sel", "œuvre", "l'eau", "accepter", "acceptation", "北京", "de", "la", "x1")
leaves = st.one_of(
    st.builds(
        Term, st.sampled_from(("text", "title", "author")), st.sampled_from((*WORDS, "\x00", "\ud800", '"*'))
    ),
    st.builds(
        Term,
        st.just("text"),
        st.sampled_from(("de la mer", "la mer", "de", "北")),
        st.sampled_from(("phrase", "prefix")),
    ),
    st.builds(Term, st.just("is"), st.sampled_from(("read", "unread", "starred", "revised", "hidden"))),
    st.builds(Term, st.sampled_from(("source", "tag", "lang")), st.sampled_from(("fr", "port", "\ud800"))),
    st.builds(Term, st.sampled_from(("since", "until")), st.sampled_from((5, 10**30, -(10**30)))),
)
nodes: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(Not, inner),
        st.lists(inner, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=1, max_size=4).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=12,
)


@pytest.fixture(scope="module", params=["nothing hidden", "some hidden"])
def varied(request: pytest.FixtureRequest) -> Iterator[sqlite3.Connection]:
    """Every pair of WORDS in an article, in several states."""
    db, add = open_empty()
    for n, first in enumerate(WORDS):
        for m, second in enumerate(WORDS):
            language = (None, "fr", "en", "de")[(n + m) % 4]
            add(first if m % 3 else "", f"{second} de la {first}", language=language, published=n,
                author=second if n % 2 else "", read=n % 3 == 0, starred=m % 5 == 0)  # fmt: skip
    db.execute(
        "INSERT INTO revisions (article_id, at, title, text) SELECT id, 0, '', '' FROM articles WHERE id % 4 = 1"
    )
    db.execute("INSERT INTO source_tags (source_id, name, folded) VALUES (1, 'Port/Nord', 'port/nord')")
    if request.param == "some hidden":
        db.execute("UPDATE articles SET hidden = 1 WHERE id % 7 = 2")
    yield db
    db.close()


def judge(db: sqlite3.Connection, node: Node) -> set[int]:
    """The ids that `node` picks, each leaf asked by itself and the rest reckoned here."""
    everything = {row[0] for row in db.execute("SELECT id FROM articles")}

    def pick(part: Node, wide: bool) -> set[int]:
        if isinstance(part, Term):
            condition = compile_filter(db, part, wide=wide)
            return {
                row[0]
                for row in db.execute(f"SELECT id FROM articles a WHERE {condition.sql}", condition.params)
            }
        if isinstance(part, Not):
            return everything - pick(part.part, False)
        sets = [pick(inner, wide) for inner in part.parts]
        return everything.intersection(*sets) if isinstance(part, And) else set().union(*sets)

    return pick(node, True)


def see(db: sqlite3.Connection, node: Node) -> set[int]:
    """The ids that a list of `node` shows: nothing hidden unless it is asked for."""
    if "value='hidden'" in repr(node):
        return judge(db, node)
    return judge(db, node) - {row[0] for row in db.execute("SELECT id FROM articles WHERE hidden = 1")}


@settings(deadline=None)
@given(nodes)
def test_any_tree_picks_what_its_leaves_say(varied: sqlite3.Connection, node: Node) -> None:
    condition = compile_filter(varied, node)
    rows = varied.execute(f"SELECT a.id FROM articles a WHERE {condition.sql}", condition.params)
    assert {row[0] for row in rows} == judge(varied, node)
    wanted = see(varied, node)
    assert set(list_ids(varied, node)) == wanted
    assert count_articles(varied, node) == len(wanted)
    for newest_first in (False, True):
        found = search_articles(varied, node, limit=1_000, newest_first=newest_first)
        assert {row[0] for row in found.rows} == wanted
        assert found.total == len(found.rows) == len(wanted)


@settings(deadline=None)
@given(nodes)
def test_reading_articles_finds_what_the_index_finds(varied: sqlite3.Connection, node: Node) -> None:
    selection = compile_selection(varied, node, wide=True)
    if selection.match is not None:
        found = newest.list_newest(varied, selection, 1_000, float("inf"))
        assert {row[0] for row in found.rows} == see(varied, node)


@settings(deadline=None)
@given(
    st.one_of(
        st.text(), st.lists(st.sampled_from((*WORDS, "(", ")", "-", "OR", '"', "*", "title:"))).map(" ".join)
    )
)
def test_any_text_that_is_a_query_runs(varied: sqlite3.Connection, text: str) -> None:
    try:
        node = parse_query(text, NOW)
    except QueryError:
        return
    search_articles(varied, node)
    suggest_words(varied, node)
    assert list_languages(varied) == ("de", "en", "fr")


@pytest.mark.parametrize(
    "inner", ["(x1 OR -(y1 ", '(title:(x1) OR (-"y z" ', "(-", "(x1 (y1 OR ", "(is:read OR (x1 "]
)
def test_the_deepest_query_that_is_read_runs(varied: sqlite3.Connection, inner: str) -> None:
    opened = inner.count("(") - inner.count(")")
    times = DEEPEST // opened
    query = inner * times + "mer" + ")" * opened * times
    for text in (query, f"-({query[1:-1]})"):
        count_articles(varied, parse_query(text, NOW))


@pytest.mark.parametrize("between", [" ", " OR ", " -", " is:read OR ", " OR is:read "])
def test_the_longest_query_that_is_read_runs(varied: sqlite3.Connection, between: str) -> None:
    count_articles(varied, parse_query(between.join(["nord-coréens"] * (MOST_TERMS // 2)), NOW))
