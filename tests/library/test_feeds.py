"""What the library knows of feeds and their servers."""

import sqlite3
from collections.abc import Iterator

import pytest

from gazette_cli.errors import LibraryError, NotFoundError
from gazette_cli.library import feeds, sources
from gazette_cli.library.connection import open_library
from gazette_cli.subscription import FAILED, FETCHED, Answer, Subscription

URL = "https://a.example/fil.xml"


@pytest.fixture
def db() -> Iterator[sqlite3.Connection]:
    with open_library(None) as opened:
        yield opened


def read(db: sqlite3.Connection, number: int) -> Subscription:
    known = feeds.get_subscription(db, number)
    assert known is not None
    return known


def test_a_subscription_is_new_once_and_due_at_once(db: sqlite3.Connection) -> None:
    number, new = feeds.add_feed(db, URL, 1_000)
    assert new
    assert read(db, number) == Subscription(number, URL, URL)
    assert feeds.list_subscriptions(db) == [read(db, number)]
    assert feeds.add_feed(db, URL, 2_000, login="a:b", title="Un nom") == (number, False)
    assert (read(db, number).login, read(db, number).title) == ("a:b", URL)
    assert feeds.add_feed(db, URL, 2_000) == (number, False)
    assert read(db, number).login == "a:b"


def test_what_is_known_is_kept_to_the_last_field(db: sqlite3.Connection) -> None:
    number, _ = feeds.add_feed(db, URL, 0)
    full = Subscription(
        number, "https://b.example/fil", "La Rade", "a:b", "Officiel", False, "https://b.example/", '"x"', "Wed", b"12",
        1, 2, 3, 4, 5, "cassé", 500, True, "https://c.example/", 1, 3600, (0, 23), (6,), 10, 11, 12, 13, 14, 15,
        (Answer(1, FETCHED, 200, 9), Answer(2, FAILED, 0, 0, "cassé")),
    )  # fmt: skip
    assert [name for name, value in full._asdict().items() if value in (None, 0, (), False)] == ["titled"]
    feeds.write_subscriptions(db, [full])
    assert read(db, number) == full
    assert sources.find_source(db, "la rade", "").location == "https://b.example/fil"


def test_a_title_that_was_chosen_while_a_feed_was_asked_stays(db: sqlite3.Connection) -> None:
    number, _ = feeds.add_feed(db, URL, 0)
    asked = read(db, number)
    sources.rename_source(db, number, "La mienne")
    feeds.write_subscriptions(db, [asked._replace(title="Officiel", own_title="Officiel")])
    assert (read(db, number).title, read(db, number).titled) == ("La mienne", True)
    assert read(db, number).own_title == "Officiel"


def test_one_that_was_removed_meanwhile_stays_away(db: sqlite3.Connection) -> None:
    number, _ = feeds.add_feed(db, URL, 0)
    known = read(db, number)
    sources.tag_source(db, number, "presse", True)
    sources.remove_source(db, number)
    feeds.write_subscriptions(db, [known._replace(checked=1)])
    assert feeds.get_subscription(db, number) is None
    assert sources.list_source_tags(db) == []


def test_one_that_moves_to_where_another_is_keeps_its_url(db: sqlite3.Connection) -> None:
    one, two = (feeds.add_feed(db, f"https://{name}.example/", 0)[0] for name in "ab")
    feeds.write_subscriptions(db, [read(db, two)._replace(url="https://a.example/", checked=7)])
    assert (read(db, two).url, read(db, two).checked) == ("https://b.example/", 7)
    assert read(db, one).url == "https://a.example/"


def test_a_file_is_no_subscription(db: sqlite3.Connection) -> None:
    number, _ = sources.add_source(db, "file", "/a.txt", "a.txt", 0)
    assert feeds.get_subscription(db, number) is None
    assert feeds.list_subscriptions(db) == []
    assert sources.list_sources(db, ["file"])[0].id == number


@pytest.mark.parametrize("answers", ["[", "7", "[[1,2,3,4,5,6,7]]", "[7]"])
def test_lists_that_are_none_are_damage(db: sqlite3.Connection, answers: str) -> None:
    number, _ = feeds.add_feed(db, URL, 0)
    db.execute("UPDATE feeds SET answers = ?", (answers,))
    with pytest.raises(LibraryError, match="damaged"):
        feeds.get_subscription(db, number)


def test_names_and_tags_of_sources(db: sqlite3.Connection) -> None:
    number, _ = feeds.add_feed(db, URL, 0)
    feeds.write_subscriptions(db, [read(db, number)._replace(own_title="Officiel")])
    sources.rename_source(db, number, "Le Port")
    assert (read(db, number).title, read(db, number).titled) == ("Le Port", True)
    assert sources.restore_title(db, number) == "Officiel"
    assert (read(db, number).title, read(db, number).titled) == ("Officiel", False)
    assert sources.tag_source(db, number, "Été/Mer", True)
    assert not sources.tag_source(db, number, "ete/mer", True)
    (source,) = sources.list_sources(db)
    assert source.tags == ("Été/Mer",)
    assert [sources.bears_tag(source, tag) for tag in ("ete", "été/", "Ete/mer", "et", "mer")] == [
        *(True, True, True, False, False)
    ]
    assert sources.tag_source(db, number, "ETE/MER", False)
    assert not sources.tag_source(db, number, "ETE/MER", False)


@pytest.mark.parametrize(
    ("url", "simple"),
    [
        ("https://www.Example.org:443/Fil.xml/", "example.org/Fil.xml"),
        ("http://example.org", "example.org"),
        ("feed:https://a:b@c@example.org/fil?x=@y", "example.org/fil?x=@y"),
        ("FEED://example.org:80/fil", "example.org/fil"),
        ("example.org:8080/fil", "example.org:8080/fil"),
        ("", ""),
    ],
)
def test_what_tells_a_feed_from_another(url: str, simple: str) -> None:
    assert sources.simplify_url(url) == simple


def test_a_name_of_several_sources_is_none(db: sqlite3.Connection) -> None:
    for name in ("a", "b"):
        feeds.add_feed(db, f"https://{name}.example/", 0, title="Le Port")
    with pytest.raises(NotFoundError, match="several") as caught:
        sources.find_source(db, "le port", "")
    assert caught.value.hint == "say which by its number: 1, 2"
