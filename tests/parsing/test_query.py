"""The grammar of searches: what a person types, and what is said when it can't be read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.errors import QueryError
from gazette_cli.parsing.query import parse_query
from gazette_cli.query import And, Node, Not, Or, Term

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)


def word(value: str, field: str = "text") -> Term:
    return Term(field, value)


def parse(text: str) -> Node:
    return parse_query(text, NOW)


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("port", word("port")),
        ("  port  mer ", And((word("port"), word("mer")))),
        ("port AND mer", And((word("port"), word("mer")))),
        ("port OR mer", Or((word("port"), word("mer")))),
        ("port | mer || sel", Or((word("port"), word("mer"), word("sel")))),
        ("port|mer", Or((word("port"), word("mer")))),
        ("a1 b1 OR c1", Or((And((word("a1"), word("b1"))), word("c1")))),
        ("port (mer OR sel)", And((word("port"), Or((word("mer"), word("sel")))))),
        ("port -mer", And((word("port"), Not(word("mer"))))),
        ("port NOT mer", And((word("port"), Not(word("mer"))))),
        ("-(mer sel)", Not(And((word("mer"), word("sel"))))),
        ("NOT -mer", word("mer")),
        ("-mer", Not(word("mer"))),
        ('"la mer"', Term("text", "la mer", "phrase")),
        ("« la mer »", Term("text", " la mer ", "phrase")),
        ("“la mer” „le sel“", And((Term("text", "la mer", "phrase"), Term("text", "le sel", "phrase")))),
        ('-"la mer"', Not(Term("text", "la mer", "phrase"))),
        ("inv*", Term("text", "inv", "prefix")),
        ('"la me"*', Term("text", "la me", "prefix")),
        ("title:port", word("port", "title")),
        ("TITLE:Port", word("Port", "title")),
        ('title:"le port"', Term("title", "le port", "phrase")),
        ("title:inv*", Term("title", "inv", "prefix")),
        ("title:(mer OR sel)", Or((word("mer", "title"), word("sel", "title")))),
        ("-title:(mer source:Phare)", Not(And((word("mer", "title"), Term("source", "Phare"))))),
        ('source:"Le Port"', Term("source", "Le Port")),
        ("author:Dupont place:Lyon", And((word("Dupont", "author"), word("Lyon", "place")))),
        ("tag:mer lang:fr", And((Term("tag", "mer"), Term("lang", "fr")))),
        ("is:unread -is:STARRED", And((Term("is", "unread"), Not(Term("is", "starred"))))),
    ],
)
def test_what_is_typed_is_read(text: str, node: Node) -> None:
    assert parse(text) == node


@pytest.mark.parametrize(
    ("text", "node"),
    [
        ("C++", word("C++")),
        ("a-b", word("a-b")),
        ("AT&T", word("AT&T")),
        ("email@x.y", word("email@x.y")),
        ("100%", word("100%")),
        ("10:30", word("10:30")),
        ("http://x.org/a?b=c", word("http://x.org/a?b=c")),
        ("foo:bar", word("foo:bar")),
        ("Attention: danger", And((word("Attention:"), word("danger")))),
        ("port 🎉", word("port")),
        ("port & - – ! ... mer", And((word("port"), word("mer")))),
        ("print()", word("print")),
        ("--mer", word("mer")),
        ("l'eau l’eau", And((word("l'eau"), word("l’eau")))),
        ("or and not", And((word("or"), word("and"), word("not")))),
        ('port ""', word("port")),
        ("***port", word("***port")),
        ("la mer »", And((word("la"), word("mer")))),
        ("北京", word("北京")),
    ],
)
def test_what_has_no_meaning_to_the_grammar_is_text(text: str, node: Node) -> None:
    assert parse(text) == node


@pytest.mark.parametrize(
    ("text", "at", "said"),
    [
        ('port "la mer', 5, "never closed"),
        ("port « la mer", 5, "never closed"),
        ("(port", 0, "never closed"),
        ("port (mer (sel)", 5, "never closed"),
        ("port) mer", 4, "never opened"),
        ("OR port", 0, "either side"),
        ("port OR", 5, "either side"),
        ("port OR OR mer", 5, "either side"),
        ("port (OR mer)", 6, "either side"),
        ("port AND", 5, "either side"),
        ("AND port", 0, "either side"),
        ("port NOT", 5, "nothing after"),
        ("NOT OR port", 0, "nothing after"),
        ("port title:", 5, "no value"),
        ("title: port", 0, "no value"),
        ('title:"!"', 6, "no word"),
        ("is:foo", 3, "not a state"),
        ("titel:port", 0, "no field titel:"),
        ("-auteur:Dupont", 1, "no field auteur:"),
        ("", 0, "no word"),
        ("?!", 0, "no word"),
        ("-!", 0, "no word"),
        ("🎉", 0, "no word"),
        ("\x00", 0, "no word"),
        ("since:gibberish", 6, ""),
    ],
)
def test_an_error_points_at_the_spot(text: str, at: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert (caught.value.position, caught.value.query) == (at, text)
    assert said in caught.value.message
    assert "\n" not in caught.value.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("titel:x", "title:"),
        ("auteur:x", "author:"),
        ("is:foo", "unread, read, starred"),
        ("gold OR", '"or"'),
    ],
)
def test_an_error_says_what_to_write(text: str, hint: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    assert hint in caught.value.hint


@pytest.mark.parametrize(
    "text",
    [
        "(" * 100_000,
        "(" * 3_999,
        "(a " * 1_000,
        "-" * 3_999 + "a",
        "NOT " * 900 + "a",
        "a " * 1_900,
        "x" * 9_999,
    ],
)
def test_excess_is_read_or_refused(text: str) -> None:
    try:
        parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)


def test_dates_count_in_the_readers_time() -> None:
    node = parse("since:2026-06-01 until:2026-06-01")
    assert isinstance(node, And)
    since, until = node.parts
    assert isinstance(since, Term) and isinstance(until, Term)
    assert int(until.value) - int(since.value) == 24 * 3600


pieces = st.sampled_from(
    "\" « » “ ( ) - OR AND NOT | * : title: is:read since: tag: mer œ l' \x00 \ud800 北 source: lang: 1 is: titel: "
    "until:2d 🎉 -( NOT( \xa0".split(" ")
)


@given(st.one_of(st.text(), st.lists(pieces).map("".join), st.lists(pieces).map(" ".join)))
def test_any_text_is_a_query_or_an_error_that_points_into_it(text: str) -> None:
    try:
        node = parse(text)
    except QueryError as error:
        assert 0 <= error.position <= len(text)
        assert error.message
        return
    assert isinstance(node, Term | And | Or | Not)
