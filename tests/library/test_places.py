"""Where articles were left: kept, found again, forgotten."""

from gazette_cli.library import places
from gazette_cli.library.articles import list_ids
from gazette_cli.models import Place
from gazette_cli.parsing.query import parse_query
from tests.conftest import NOW
from tests.library.shelf import open_empty

HERE = Place(3, 10, "le vent s'est levé", 40)


def test_a_place_is_kept_and_the_next_one_takes_its_place() -> None:
    db, add = open_empty()
    one = add("Un titre")
    assert places.get_place(db, one) is None
    places.keep_place(db, one, HERE, 100)
    assert places.get_place(db, one) == HERE
    places.keep_place(db, one, HERE._replace(part=5, progress=60), 200)
    assert places.get_place(db, one) == Place(5, 10, "le vent s'est levé", 60)
    places.drop_places(db, [one, 99])
    assert places.get_place(db, one) is None


def test_the_last_is_the_one_that_was_left_last() -> None:
    db, add = open_empty()
    one, two, three = add("a"), add("b"), add("c")
    assert places.find_last_place(db) is None
    for article_id, at in ((one, 300), (three, 300), (two, 300), (one, 200)):
        places.keep_place(db, article_id, HERE, at)
        assert places.find_last_place(db) == article_id
    places.drop_places(db, [one])
    assert places.find_last_place(db) == two


def test_hidden_and_removed_articles_are_never_the_last() -> None:
    db, add = open_empty()
    db.execute("PRAGMA foreign_keys = ON")
    one, two, three = add("a"), add("b"), add("c")
    for at, article_id in enumerate((one, two, three)):
        places.keep_place(db, article_id, HERE, at)
    db.execute("UPDATE articles SET hidden = 1 WHERE id = ?", (three,))
    assert places.find_last_place(db) == two
    db.execute("DELETE FROM articles WHERE id = ?", (two,))
    assert places.find_last_place(db) == one
    places.keep_place(db, two, HERE, 9)
    assert places.get_place(db, two) is None


def test_a_search_finds_those_that_were_begun() -> None:
    db, add = open_empty()
    add("la mer")
    two = add("la mer")
    places.keep_place(db, two, HERE, 100)
    assert list_ids(db, parse_query("mer is:begun", NOW)) == [two]
