"""gazette read --full: the page of an article, fetched from a real server."""

from collections.abc import Callable

import pytest

from gazette_cli.library.connection import open_library
from gazette_cli.paths import find_library
from tests.conftest import Gazette
from tests.newspage import TEASER, WHOLE, make_article_page
from tests.server import Page, Server


@pytest.fixture
def teased(library: Gazette, server: Server, make_feed: Callable[..., bytes]) -> Gazette:
    """A library of a feed that gives the beginning of its one article away, and the page of that."""
    link = f"{server.url}/news/42?from=feed"
    feed = make_feed(
        "Le Port", {"title": "Le phare rouvre", "link": link, "guid": "42", "description": TEASER}
    )
    server.pages["/news/42"] = Page(
        body=make_article_page().encode(), content_type="text/html; charset=utf-8"
    )
    library.write("port.xml", feed)
    assert library("add", str(library.home / "port.xml")).code == 0
    return library


def test_the_page_is_shown_in_the_place_of_the_summary_and_kept(teased: Gazette, server: Server) -> None:
    assert WHOLE not in teased("read", "latest", "--keep-unread").out
    shown = teased("read", "--full", "latest", "--keep-unread")
    assert (shown.code, shown.err) == (0, "")
    assert WHOLE in " ".join(shown.out.split())
    assert "Mentions légales" not in shown.out
    assert WHOLE in " ".join(teased("read", "latest", "--plain").out.split())
    assert server.count("/news/42?from=feed") == 1


def test_one_request_for_the_page_and_none_for_what_it_asks_for(teased: Gazette, server: Server) -> None:
    teased("read", "--full", "latest")
    assert [asked.path for asked in server.requests] == ["/news/42?from=feed"]
    headers = server.requests[0].headers
    assert headers["accept"].startswith("text/html")
    assert headers["user-agent"].startswith("gazette")
    assert "cookie" not in headers and "referer" not in headers


def test_it_is_searched_at_once_and_what_it_says_no_more_is_not_found(teased: Gazette) -> None:
    assert teased("search", "lanterneau").code == 1
    assert teased("search", "teaserword").code == 0
    teased("read", "--full", "latest")
    assert "Le phare rouvre" in teased("search", "lanterneau").out
    assert teased("search", "teaserword").code == 1


def test_title_date_language_and_state_stay_the_feeds(teased: Gazette) -> None:
    teased("mark", "star", "latest")
    before = teased("read", "latest", "--json", "--keep-unread").records[0]
    after = teased("read", "latest", "--full", "--json", "--keep-unread").records[0]
    for key in ("id", "title", "source", "url", "published", "starred", "read", "language"):
        assert after[key] == before[key], key
    assert after["words"] > before["words"]
    assert WHOLE in after["text"]
    # Links of the page are made whole by where it stands.
    assert f"{after['url'].partition('/news')[0]}/news/plans" in [link["url"] for link in after["links"]]


def test_an_article_that_is_whole_already_costs_no_request(teased: Gazette, server: Server) -> None:
    teased("read", "--full", "latest")
    again = teased("read", "--full", "latest")
    assert (again.code, again.err, len(server.requests)) == (0, "", 1)


def test_a_redirect_is_followed(teased: Gazette, server: Server) -> None:
    server.pages["/elsewhere"] = server.pages["/news/42"]
    server.pages["/news/42"] = Page(status=302, redirect="/elsewhere")
    assert WHOLE in " ".join(teased("read", "--full", "latest").out.split())
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (Page(status=404), "not there any more (404)"),
        (Page(status=410), "not there any more (410)"),
        (Page(status=403), "not for everybody (403)"),
        (Page(status=503), "answers 503"),
        (Page(body=b"%PDF-1.7 ...", content_type="application/pdf"), "it is no page (application/pdf)"),
        (Page(body=b"", content_type="text/html"), "the page is empty"),
        (Page(body=b"<p>Bienvenue.</p>", content_type="text/html"), "no more than is here"),
        (Page(fault="reset"), ""),
        (Page(fault="gzip bomb"), ""),
        (Page(fault="endless"), ""),
        (Page(fault="redirect loop"), ""),
        (Page(fault="truncated", body=b"<p>" + b"x" * 5000), ""),
        (Page(body=b"\x89PNG\r\n\x1a\n" + bytes(500), content_type="text/html"), ""),
        (Page(body=b"<div>" * 200_000, content_type="text/html"), ""),
    ],
)
def test_what_fails_is_said_and_what_the_feed_gave_is_shown(
    teased: Gazette, server: Server, page: Page, said: str
) -> None:
    server.pages["/news/42"] = page
    teased.write(".config/gazette/config.toml", "[refresh]\nbody_limit = '1 MB'\ntotal_seconds = 10\n")
    shown = teased("read", "--full", "latest")
    assert shown.code == 3
    assert shown.err.startswith("gazette: no full text of article 1: ")
    assert shown.err.count("\n") == 1
    assert said in shown.err
    assert "teaserword" in shown.out
    assert teased("search", "teaserword").code == 0


def test_a_server_that_is_not_there(teased: Gazette, server: Server) -> None:
    with open_library(find_library(teased.environ, None)) as db:
        db.execute("UPDATE articles SET url = 'http://127.0.0.1:9/gone'")
    shown = teased("read", "--full", "latest")
    assert shown.code == 3
    assert "refused" in shown.err
    assert "teaserword" in shown.out


def test_an_article_without_an_address(library: Gazette, make_page: Callable[..., str]) -> None:
    library.write("page.txt", make_page("Sans adresse"))
    library("add", str(library.home / "page.txt"))
    shown = library("read", "--full", "latest")
    assert (shown.code, "it states no address" in shown.err) == (3, True)
    assert "Sans adresse" in shown.out


def test_several_at_once_and_what_can_be_had_is_there(
    library: Gazette, server: Server, make_feed: Callable[..., bytes]
) -> None:
    items = [
        {"title": f"Article {n}", "link": f"{server.url}/{n}", "description": f"{TEASER} {n}"}
        for n in range(6)
    ]
    library.write("port.xml", make_feed("Le Port", *items))
    library("add", str(library.home / "port.xml"))
    for n in range(1, 6):
        server.pages[f"/{n}"] = Page(
            body=make_article_page(f"Article {n}").encode(), content_type="text/html"
        )
    shown = library("read", "--full", "1-6", "--json")
    assert shown.code == 3
    assert sum(WHOLE in one["text"] for one in shown.records) == 5
    assert shown.err.count("404") == 1
    assert max(server.peaks.values()) <= 4


def test_a_path_is_read_whole_and_not_stored(teased: Gazette) -> None:
    shown = teased("read", "--from", str(teased.home / "port.xml"), "--full")
    assert WHOLE in " ".join(shown.out.split())
    assert WHOLE not in " ".join(teased("read", "latest").out.split())


def test_what_a_page_says_in_another_encoding(teased: Gazette, server: Server) -> None:
    body = make_article_page().replace("œ", "oe").encode("iso-8859-1", "ignore")
    server.pages["/news/42"] = Page(body=body, content_type='text/html; charset="ISO-8859-1"')
    assert "réparé" in teased("read", "--full", "latest").out


def test_nothing_of_a_page_reaches_the_terminal_raw(teased: Gazette, server: Server) -> None:
    page = make_article_page().replace("gardien", "gar\x1b]0;pwned\x07dien\u202e<script>alert(1)</script>")
    server.pages["/news/42"] = Page(body=page.encode(), content_type="text/html")
    shown = teased("read", "--full", "latest")
    assert shown.code == 0
    assert not {"\x1b", "\x07", "\u202e"} & set(shown.out + shown.err)
    assert "alert(1)" not in shown.out


@pytest.mark.parametrize("way", ["add", "refresh"])
def test_a_feed_of_which_config_asks_for_full_texts_has_them_from_the_start(
    library: Gazette, server: Server, make_feed: Callable[..., bytes], way: str
) -> None:
    server.pages["/news/42"] = Page(make_article_page().encode(), content_type="text/html; charset=utf-8")
    story = {"title": "Le phare rouvre", "link": f"{server.url}/news/42", "guid": "42", "description": TEASER}
    server.pages["/feed"] = Page(make_feed("Le Port", story))
    library.write(".config/gazette/config.toml", '[sources."Le Port"]\nfull_text = true\n')
    if way == "add":
        library("add", f"{server.url}/feed")
    else:
        library("import", "-", stdin=f"{server.url}/feed\n".encode())
        library("refresh")
    assert [record["title"] for record in library("search", "lanterneau", "--json").records] == [
        story["title"]
    ]
