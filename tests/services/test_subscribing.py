"""Subscribing, seen from the library: what is stored, and what a feed that fails leaves behind."""

import os
from collections.abc import Iterator
from sqlite3 import Connection

import pytest

from gazette_cli.config import Config
from gazette_cli.errors import SourceError
from gazette_cli.library import feeds, sources
from gazette_cli.library.connection import open_library, writing
from gazette_cli.services.addressing import Wanted, hide_login, is_host, is_web_address, read_tag, read_wanted
from gazette_cli.services.decide import is_due
from gazette_cli.services.offering import Offer, fetch_offer, find_offers
from gazette_cli.services.subscribing import find_subscribed, subscribe
from tests.conftest import NOW
from tests.server import Page, Server, serve

RSS = b"<rss version='2.0'><channel><title>Le Port</title><item><title>One</title></item></channel></rss>"
CONFIG = Config(first_byte_seconds=5.0, total_seconds=10.0)


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as server:
        yield server


@pytest.fixture
def db() -> Iterator[Connection]:
    with open_library(None) as db:
        yield db


def test_what_the_server_said_is_remembered_for_the_next_time(server: Server, db: Connection) -> None:
    server.pages["/f"] = Page(body=RSS, etag='"1"', last_modified="Tue, 02 Jan 2024 10:00:00 GMT")
    (offer,) = find_offers(Wanted(f"{server.url}/f"), CONFIG, os.environ)
    done = subscribe(db, offer, NOW, CONFIG, title=None, tags=("mer",))
    assert (done.name, done.new, done.added.new) == ("Le Port", True, 1)
    (known,) = feeds.list_subscriptions(db)
    assert (known.etag, known.last_modified) == ('"1"', "Tue, 02 Jan 2024 10:00:00 GMT")
    assert known.succeeded == int(NOW.timestamp())
    assert known.next_check > NOW.timestamp()
    assert not [one for one in feeds.list_subscriptions(db) if is_due(one, int(NOW.timestamp()))]


def test_what_can_not_be_read_leaves_no_subscription(server: Server, db: Connection) -> None:
    server.pages["/f"] = Page(
        body=b"<rss version='2.0'><channel>" + b"<x" + b" a='b'" * 300 + b"/></channel></rss>"
    )
    with pytest.raises(SourceError, match="attributes"):
        subscribe(
            db, fetch_offer(Offer(f"{server.url}/f"), CONFIG, os.environ), NOW, CONFIG, title=None, tags=()
        )
    assert not sources.list_sources(db)


def test_a_retired_feed_that_is_added_again_is_due_again(db: Connection) -> None:
    with writing(db):
        feeds.add_feed(db, "https://a.example/f", 0)
        (known,) = feeds.list_subscriptions(db)
        feeds.write_subscriptions(db, [known._replace(gone=True, next_check=10**10)])
    done = find_subscribed(db, Wanted("https://a.example/f", "me:pw"), title=None, tags=())
    assert done is not None
    assert "retired" in done.message
    (known,) = [one for one in feeds.list_subscriptions(db) if is_due(one, 1)]
    assert (known.gone, known.login) == (False, "me:pw")


def test_credentials_go_to_no_other_server(server: Server, db: Connection) -> None:
    with serve() as other:
        other.pages |= {"/f": Page(body=RSS), "/page": Page(body=b"<html><link rel=feed href=/f>")}
        server.pages["/moved"] = Page(status=301, redirect=f"{other.url}/f")
        server.pages["/away"] = Page(status=301, redirect=f"{other.url}/page")
        (offer,) = find_offers(Wanted(f"{server.url}/moved", "me:pw"), CONFIG, os.environ)
        assert (offer.url, offer.login) == (f"{server.url}/moved", "me:pw")
        (offer,) = find_offers(Wanted(f"{server.url}/moved"), CONFIG, os.environ)
        assert offer.url == f"{other.url}/f"
        (offer,) = find_offers(Wanted(f"{server.url}/away", "me:pw"), CONFIG, os.environ)
        assert (offer.url, offer.login) == (f"{other.url}/f", None)
        server.pages["/page"] = Page(body=f"<html><link rel=feed href={other.url}/f>".encode(), login="me:pw")
        (offer,) = find_offers(Wanted(f"{server.url}/page", "me:pw"), CONFIG, os.environ)
        assert (offer.url, offer.login) == (f"{other.url}/f", None)
        assert not [asked for asked in other.requests if "authorization" in asked.headers]


def test_a_hostile_page_is_looked_through(server: Server) -> None:
    link = b"<link rel=alternate type=application/rss+xml href=/f>"
    server.pages |= {"/": Page(body=b"<div>" * 100_000 + link + b"<a '" * 4_000_000), "/f": Page(body=RSS)}
    (offer,) = find_offers(Wanted(f"{server.url}/"), CONFIG, os.environ)
    assert offer.url == f"{server.url}/f"


@pytest.mark.parametrize(
    ("text", "url", "login"),
    [
        ("https://Example.ORG", "https://example.org/", None),
        (" <https://example.org:443/a#b> ", "https://example.org/a", None),
        ("feed:https://example.org/f", "https://example.org/f", None),
        ("feed://example.org/f", "http://example.org/f", None),
        ("feed:example.org/f", "http://example.org/f", None),
        ("https://été.example/é à?ü=ß", "https://xn--t-9fab.example/%C3%A9%20%C3%A0?%C3%BC=%C3%9F", None),
        ("https://me:p%40ss%2Fw@example.org/@user.rss", "https://example.org/@user.rss", "me:p@ss/w"),
        ("http://[::1]:8080/f", "http://[::1]:8080/f", None),
    ],
)
def test_what_is_typed_is_a_url(text: str, url: str, login: str | None) -> None:
    assert read_wanted(text) == (url, login)
    assert read_wanted(url).url == url


@pytest.mark.parametrize(
    "text",
    [
        "ftp://me:pw@h/",
        "https://me:p/w@h/",
        "https://me:pw@/",
        "nonsense",
        "feed:",
        "https://a b/",
        "http://:80/",
    ],
)
def test_what_is_no_url_is_refused_without_its_password(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_wanted(text)
    assert "pw" not in caught.value.message + caught.value.hint
    assert "p/w" not in caught.value.message


def test_a_name_with_an_at_sign_is_shown_whole() -> None:
    assert hide_login("https://me:pw@social.example/@user.rss") == "https://social.example/@user.rss"


def test_hosts_and_paths_are_told_apart() -> None:
    hosts = (
        "example.org",
        "example.org/feed",
        "localhost:8080",
        "127.0.0.1/f",
        "été.example",
        "a.b-c.museum?x",
    )
    assert all(map(is_host, hosts))
    assert not any(
        map(is_host, ("feed", "./a.b/c", "../x.org", "/example.org", "a/b.org", "~/x.org", "-", ""))
    )
    assert all(map(is_web_address, ("https://x", "ftp://x", "mailto:a@b", "javascript:x")))
    assert not any(map(is_web_address, ("a.txt", "localhost:80/f", "./a:b", "/c:d")))


def test_tags() -> None:
    stated = (" la  mer ", "a/b/", "Est//Ouest", " presse / mer /", "/a", "//a///b", "A / B // C", "a / / b")
    assert [read_tag(text) for text in stated] == [
        *("la mer", "a/b", "Est//Ouest", "presse/mer", "a", "//a///b", "A/B // C", "a/b")
    ]


def test_what_has_no_scheme_is_no_url() -> None:
    with pytest.raises(SourceError) as caught:
        read_wanted("not a url")
    assert caught.value.message == "not a url: not a URL"
