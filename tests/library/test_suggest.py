"""Suggestions for words that occur nowhere."""

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from gazette_cli.library.suggest import suggest_words
from gazette_cli.parsing.query import parse_query
from tests.library.shelf import Adder, open_empty

NOW = datetime(2026, 6, 17, 12, 0, tzinfo=UTC)


@pytest.fixture
def opened() -> Iterator[tuple[sqlite3.Connection, Adder]]:
    db, add = open_empty()
    yield db, add
    db.close()


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("poutime", ["Poutine"]),
        ("correee", ["Corée"]),
        ("tempete", []),
        ("tepmête", ["tempête"]),
        ("xyzzyq", []),
        ("mer poutnie", ["Poutine"]),
        ("-poutime mer", []),
        ('"la tampete"', ["tempête"]),
    ],
)
def test_words_near_to_what_is_missing_are_suggested(
    opened: tuple[sqlite3.Connection, Adder], query: str, near: list[str]
) -> None:
    db, add = opened
    add("POUTINE EN CORÉE", "Vladimir Poutine, la Corée et la mer")
    add("Tempête", "après la tempête")
    assert suggest_words(db, parse_query(query, NOW)) == near
