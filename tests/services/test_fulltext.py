"""Pages of articles fetched from a real server: for new articles of some sources, and what a page is taken for."""

from collections.abc import Callable, Iterator
from sqlite3 import Connection

import pytest

from gazette_cli.config import DEFAULTS
from gazette_cli.errors import ParseError
from gazette_cli.library.articles import list_ids
from gazette_cli.library.connection import open_library
from gazette_cli.library.feeds import add_feed
from gazette_cli.models import Entry
from gazette_cli.paths import find_library
from gazette_cli.query import EVERYTHING
from gazette_cli.services import fulltext
from gazette_cli.services.fulltext import FullTexts, extract_page, fetch_full, fetch_new
from gazette_cli.subscription import Reply
from tests.conftest import NOW, Gazette
from tests.library.whole import assert_whole
from tests.newspage import TEASER, WHOLE, make_article_page
from tests.server import Page, Server

CONFIG = DEFAULTS._replace(body_limit=1024 * 1024, total_seconds=10.0)


@pytest.fixture
def db(library: Gazette, server: Server, make_feed: Callable[..., bytes]) -> Iterator[Connection]:
    """A library of two sources, `port` and `quai`, with three articles each whose pages are there."""
    for name in ("port", "quai"):
        items = [
            {"title": f"{name} {n}", "link": f"{server.url}/{name}/{n}", "description": TEASER}
            for n in (2, 1, 0)
        ]
        library.write(f"{name}.xml", make_feed(name, *items))
        assert library("add", str(library.home / f"{name}.xml")).code == 0
        for n in range(3):
            body = make_article_page(f"{name} {n}").encode()
            server.pages[f"/{name}/{n}"] = Page(body=body, content_type="text/html", delay=0.02)
    with open_library(find_library(library.environ, None)) as db:
        yield db


def list_whole(db: Connection) -> list[str]:
    sql = (
        "SELECT a.title FROM articles a JOIN contents c ON c.article_id = a.id"
        " WHERE c.full_text AND instr(c.text, ?) ORDER BY a.title"
    )
    return [title for (title,) in db.execute(sql, (WHOLE,))]


def test_only_the_new_articles_of_the_sources_that_are_named(db: Connection, server: Server) -> None:
    ids = sorted(list_ids(db, EVERYTHING))
    config = CONFIG._replace(full_text=("PORT.xml", "Nulle Part"))
    outcome = fetch_new(db, ids[1:], config=config, environ={}, now=NOW)
    assert outcome == FullTexts(tuple(ids[1:3]), (), ("config.toml: no source Nulle Part",))
    assert list_whole(db) == ["port 1", "port 2"]
    assert sorted(asked.path for asked in server.requests) == ["/port/1", "/port/2"]
    # Those that are whole are left alone.
    assert fetch_new(db, ids[1:], config=config, environ={}, now=NOW).stored == ()
    assert len(server.requests) == 2
    assert_whole(db)


def test_no_source_named_and_no_article_are_no_request(db: Connection, server: Server) -> None:
    assert fetch_new(db, list_ids(db, EVERYTHING), config=CONFIG, environ={}, now=NOW) == FullTexts()
    assert (
        fetch_new(db, [], config=CONFIG._replace(full_text=("port.xml",)), environ={}, now=NOW) == FullTexts()
    )
    assert not server.requests


def test_one_that_fails_stops_no_other(db: Connection, server: Server) -> None:
    server.pages["/port/0"] = Page(fault="reset")
    server.pages["/quai/1"] = Page(status=404)
    server.pages["/quai/2"] = Page(body=b"<div>" * 100_000, content_type="text/html")
    moved: list[tuple[int, int]] = []
    ids = sorted(list_ids(db, EVERYTHING))
    outcome = fetch_full(
        db, ids, config=CONFIG, environ={}, now=NOW, progress=lambda done, total: moved.append((done, total))
    )
    assert [failure.article_id for failure in outcome.failures] == [ids[0], ids[4], ids[5]]
    assert list_whole(db) == ["port 1", "port 2", "quai 0"]
    assert moved == [(n, 6) for n in range(1, 7)]
    assert_whole(db)


def test_a_page_that_two_articles_stand_on_is_asked_for_once(db: Connection, server: Server) -> None:
    db.execute("UPDATE articles SET url = ?", (f"{server.url}/port/0",))
    ids = list_ids(db, EVERYTHING)
    assert len(fetch_full(db, ids, config=CONFIG, environ={}, now=NOW).stored) == 6
    assert len(server.requests) == 1


def test_a_host_is_not_crowded(db: Connection, server: Server) -> None:
    fetch_full(db, list_ids(db, EVERYTHING), config=CONFIG._replace(per_host=2), environ={}, now=NOW)
    assert max(server.peaks.values()) == 2


def test_a_public_feed_sends_nobody_into_a_private_network(db: Connection, server: Server) -> None:
    public, _ = add_feed(db, "https://port.example/feed", 0)
    private, _ = add_feed(db, "http://192.168.1.20/feed", 0)
    first, second = sorted(list_ids(db, EVERYTHING))[:2]
    db.execute("UPDATE articles SET source_id = ? WHERE id = ?", (public, first))
    db.execute("UPDATE articles SET source_id = ? WHERE id = ?", (private, second))
    outcome = fetch_full(db, [first, second], config=CONFIG, environ={}, now=NOW)
    assert outcome.stored == (second,)
    assert outcome.failures[0].reason == "its page is in a private network, and its feed is not"
    assert [asked.path for asked in server.requests] == ["/port/1"]


def test_credentials_in_a_link_are_sent_as_such(db: Connection, server: Server) -> None:
    article = sorted(list_ids(db, EVERYTHING))[0]
    server.pages["/port/0"] = Page(
        body=make_article_page().encode(), content_type="text/html", login="marin:mouette"
    )
    db.execute("UPDATE articles SET url = replace(url, '://', '://marin:mouette@') WHERE id = ?", (article,))
    assert fetch_full(db, [article], config=CONFIG, environ={}, now=NOW).stored == (article,)


def test_what_is_no_address_is_a_failure(db: Connection) -> None:
    article = sorted(list_ids(db, EVERYTHING))[0]
    for url in ("ftp://port.example/a", "javascript:alert(1)", "http://", "http://[::1", "-v", "\x00"):
        db.execute("UPDATE articles SET url = ? WHERE id = ?", (url, article))
        outcome = fetch_full(db, [article], config=CONFIG, environ={}, now=NOW)
        assert outcome.stored == (), url
        assert "address" in outcome.failures[0].reason, url


def test_what_was_read_is_stored_when_it_is_interrupted(db: Connection, server: Server) -> None:
    ids = sorted(list_ids(db, EVERYTHING))

    def interrupt(done: int, total: int) -> None:
        if done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fetch_full(db, ids, config=CONFIG, environ={}, now=NOW, progress=interrupt)
    assert len(list_whole(db)) == 3
    assert_whole(db)


def test_a_page_that_takes_too_long_to_read_is_given_up(
    db: Connection, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def extract(reply: Reply) -> Entry:
        while reply.url.endswith("/port/1"):
            pass
        return extract_page(reply)

    monkeypatch.setattr(fulltext, "extract_page", extract)
    monkeypatch.setattr(fulltext, "_SECONDS", 0.5)
    ids = sorted(list_ids(db, EVERYTHING))
    outcome = fetch_full(db, ids, config=CONFIG, environ={}, now=NOW)
    assert [failure.article_id for failure in outcome.failures] == [ids[1]]
    assert "took more than" in outcome.failures[0].reason
    assert len(list_whole(db)) == 5


def test_a_page_is_read_as_its_server_says_it_is_written() -> None:
    text = make_article_page()
    russian = {"content-type": 'text/html; charset="KOI8-R"'}
    entry = extract_page(Reply(0, "https://port.example/a", 200, russian, text.encode("latin-1", "ignore")))
    assert "dИmontИ" in entry.text
    # No other encoding looks like UTF-8 by chance.
    assert "démonté" in extract_page(Reply(0, "https://port.example/a", 200, russian, text.encode())).text


def test_links_are_made_whole_by_where_the_page_was_or_what_it_calls_its_base() -> None:
    page = make_article_page()
    assert 'href="https://port.example/news/plans"' in (read(page).html or "")
    based = page.replace("<head>", '<head><base href="/archive/2026/">')
    assert 'href="https://port.example/archive/2026/plans"' in (read(based).html or "")
    stated = page.replace("<head>", '<head><link rel="canonical" href="https://elsewhere.example/x/y">')
    assert 'href="https://port.example/news/plans"' in (read(stated).html or "")


def read(page: str) -> Entry:
    return extract_page(Reply(0, "https://port.example/news/42", 200, {}, page.encode()))


@pytest.mark.parametrize(
    "kind",
    ["application/pdf", "image/png", "application/rss+xml", "text/plain; charset=utf-8", "video/mp4\x1b"],
)
def test_what_is_no_page_is_refused(kind: str) -> None:
    with pytest.raises(ParseError, match="no page"):
        extract_page(
            Reply(0, "https://port.example/a", 200, {"content-type": kind}, make_article_page().encode())
        )
