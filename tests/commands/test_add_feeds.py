"""gazette add URL: a feed is subscribed, and everything that can go wrong; against a real server."""

import pytest

from tests.commands import webpages
from tests.commands.webpages import link, list_urls, make_entity_bomb, make_feed, make_page
from tests.conftest import Gazette
from tests.server import Page, Server, find_closed_port

server = webpages.server


def test_a_feed_is_fetched_once_and_its_articles_are_there(library: Gazette, server: Server) -> None:
    result = library("add", f"{server.url}/feed", "--tag", "presse/mer", "--tag", "matin")
    assert (result.code, result.err) == (0, "")
    assert result.out == "Harbour Times: 3 new, 0 updated, 0 unchanged\n"
    assert server.count("/feed") == len(server.requests) == 1
    assert {record["source"] for record in library("list", "--json").records} == {"Harbour Times"}
    assert library("list", "--tag", "matin", "--count").out == "3\n"


@pytest.mark.parametrize("body", [
    b"<feed xmlns='http://www.w3.org/2005/Atom'><title>F</title><entry><id>1</id><title>One</title></entry></feed>",
    b"<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel>"
    b"<title>F</title></channel><item rdf:about='https://a.example/1'><title>One</title></item></rdf:RDF>",
    b'{"version": "https://jsonfeed.org/version/1.1", "title": "F", "items": [{"id": "1", "content_text": "One"}]}',
    "<?xml version='1.0' encoding='utf-16'?><rss version='2.0'><channel><title>F</title><item><title>One</title>"
    "</item></channel></rss>".encode("utf-16"),
])  # fmt: skip
def test_every_format(library: Gazette, server: Server, body: bytes) -> None:
    server.pages["/f"] = Page(body=body, content_type="text/plain")
    assert library("add", f"{server.url}/f").out == "F: 1 new, 0 updated, 0 unchanged\n"


@pytest.mark.parametrize("prefix", ["feed:http:", "feed:", "FEED:", "HTTP:", "  <http:"])
def test_ways_to_write_it(library: Gazette, server: Server, prefix: str) -> None:
    assert library("add", f"{prefix}{server.url.removeprefix('http:')}/feed#top").code == 0
    assert list_urls(library) == [f"{server.url}/feed"]


def test_a_title_of_ones_own_stays(library: Gazette, server: Server) -> None:
    assert library("add", f"{server.url}/feed", "--title", "À  moi").out.startswith("À moi: 3 new")
    library("refresh", "--force")
    assert library("sources", "--json").records[0]["title"] == "À moi"


def test_the_same_again_says_so_and_takes_title_and_tags(library: Gazette, server: Server) -> None:
    library("add", f"{server.url}/feed")
    result = library("add", f"{server.url}/feed", "--title", "Mine", "--tag", "x")
    assert (result.code, result.out) == (0, "Mine: already subscribed\n")
    assert server.count("/feed") == 1
    server.pages["/"] = make_page(link("/feed"))
    again = library("add", server.url, "--tag", "y")
    assert (again.code, again.out) == (0, "Mine: already subscribed\n")
    assert library("sources", "--json").records[0]["tags"] == ["x", "y"]


def test_only_permanent_redirects_move_the_subscription(library: Gazette, server: Server) -> None:
    server.pages |= {
        "/a": Page(status=301, redirect="/b"),
        "/b": Page(status=308, redirect="/c"),
        "/c": Page(status=302, redirect="/d"),
        "/d": Page(status=301, redirect="/feed"),
        "/e": Page(status=307, redirect="/other"),
    }
    assert library("add", f"{server.url}/a", f"{server.url}/e").code == 0
    assert list_urls(library) == [f"{server.url}/c", f"{server.url}/e"]


def test_credentials_are_used_and_never_shown(library: Gazette, server: Server) -> None:
    server.pages["/closed"] = Page(body=make_feed("Closed"), login="me:p@ss/w é")
    server.pages["/page"] = Page(body=make_page(link("/closed")).body, login="me:p@ss/w é")
    server.pages["/away"] = make_page(link("/closed") + link("/closed2"))
    url = server.url.replace("//", "//me:p%40ss%2Fw%20%C3%A9@")
    bare = library("add", f"{server.url}/closed")
    assert bare.code == 1
    assert "a user and a password" in bare.err
    wrong = library("add", f"{server.url.replace('//', '//me:hunter@')}/closed")
    assert "refuses this user and password" in wrong.err
    good = library("add", f"{url}/page")
    assert good.out == "Closed: 3 new, 0 updated, 0 unchanged\n"
    several = library("add", f"{url}/away")
    assert library("refresh", "--force").code == 0
    shown = [bare, wrong, good, several, library("sources"), library("sources", "--json"), library("export")]
    for secret in ("p@ss", "p%40ss", "hunter"):
        assert not [one for one in shown if secret in one.out + one.err]
    assert list_urls(library) == [f"{server.url}/closed"]


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("/gone", "gone for good (410)"),
        ("/missing", "nothing at this address (404)"),
        ("/busy", "come back later (503)"),
        ("/empty", "empty"),
        ("/reset", "connection reset"),
        ("/loop", "redirects"),
        ("/gzip", "gzip"),
        ("/picture", "no feed found"),
        ("/bomb", "grow without end"),
    ],
)
def test_what_goes_wrong_is_said_in_a_line(library: Gazette, server: Server, url: str, reason: str) -> None:
    server.pages |= {
        "/gone": Page(status=410),
        "/busy": Page(status=503),
        "/empty": Page(),
        "/reset": Page(fault="reset"),
        "/loop": Page(fault="redirect loop"),
        "/gzip": Page(fault="broken gzip"),
        "/picture": Page(body=b"\x89PNG\r\n\x1a\n" + bytes(500), content_type="image/png"),
        "/bomb": Page(body=make_entity_bomb()),
    }
    del server.pages["/feed"]
    result = library("add", f"{server.url}{url}")
    assert (result.code, result.out) == (1, "")
    lines = result.err.splitlines()
    assert len(lines) <= 2
    assert f"{server.url}{url}" in lines[0]
    assert reason in lines[0]
    assert not list_urls(library)


@pytest.mark.parametrize(
    ("arg", "words"),
    [
        ("example.org", "gazette add https://example.org"),
        ("example.org/feed.xml?a=b", "gazette add 'https://example.org/feed.xml?a=b'"),
        ("localhost:8080/feed", "gazette add https://localhost:8080/feed"),
        ("ftp://me:secret@example.org/f", "gazette reads feeds over https and http, not ftp:"),
        ("file:///tmp/a%20b", "gazette add '/tmp/a b'"),
        ("javascript:alert(1)", "not javascript:"),
        ("https://", "names no host"),
        ("https://me:sec/ret@example.org/", "%2F"),
        ("https://[::/", "can't be read"),
        ("missing.txt", "no such file"),
    ],
)
def test_what_is_no_url_is_refused_with_what_to_type(library: Gazette, arg: str, words: str) -> None:
    result = library("add", arg)
    assert (result.code, result.out) == (1, "")
    assert words in result.err
    assert "secret" not in result.err
    assert "ret@" not in result.err


def test_one_of_several_fails_and_the_others_come(library: Gazette, server: Server) -> None:
    refused = f"http://127.0.0.1:{find_closed_port()}/"
    result = library("add", refused, f"{server.url}/feed", "missing.txt", f"{server.url}/other")
    assert result.code == 3
    assert [line.partition(":")[0] for line in result.lines] == ["Harbour Times", "Le Port"]
    assert "connection refused" in result.err
    assert "missing.txt" in result.err
    assert library("add", refused, "missing.txt").code == 1


def test_files_and_folders_are_titled_and_tagged_too(library: Gazette) -> None:
    page = library.write("pages/a.txt", "Un titre\n\nUn texte.\n")
    result = library("add", str(page.parent), "--title", "Mes pages", "--tag", "maison")
    assert result.out == "Mes pages: 1 new, 0 updated, 0 unchanged\n"
    (source,) = library("sources", "--json").records
    assert (source["title"], source["tags"]) == ("Mes pages", ["maison"])
    within = library("add", str(page), "--tag", "x")
    assert "not a source of its own" in within.err


@pytest.mark.parametrize(
    "args",
    [
        ("a.txt", "b.txt", "--title", "One"),
        ("a.txt", "--title", " "),
        ("a.txt", "--tag", "/"),
        ("a.txt", "--tag", ""),
    ],
)
def test_options_that_can_not_be_meant(library: Gazette, args: tuple[str, ...]) -> None:
    assert library("add", *args).code == 2


def test_an_empty_name_does_not_mean_this_folder(library: Gazette, monkeypatch: pytest.MonkeyPatch) -> None:
    """As `gazette add "$FEED"` has it where the variable is not set."""
    library.write("page.txt", "Le Port\n\nUn titre\n\nUn paragraphe.\n")
    monkeypatch.chdir(library.home)
    result = library("add", "")
    assert (result.code, result.out) == (2, "")
    assert not library("sources", "--json").records


def test_a_rule_for_no_source_is_told_once_and_not_for_what_was_just_added(
    library: Gazette, server: Server
) -> None:
    rules = (f'[[rules]]\nmatch = "x"\nsource = "{name}"\ndo = "star"\n' for name in ("Le Port", "Nowhere"))
    library.write(".config/gazette/config.toml", "\n".join(rules))
    result = library("add", f"{server.url}/feed", f"{server.url}/other")
    assert (result.code, result.err) == (0, "gazette: rule 2 of config.toml: no source Nowhere\n")
    assert library("add", f"{server.url}/feed").err == ""


def test_another_password_for_what_is_subscribed_is_told(library: Gazette, server: Server) -> None:
    server.pages["/f"] = Page(body=make_feed(), login="me:pw")
    stated = server.url.replace("//", "//me:{}@") + "/f"
    library("add", stated.format("pw"))
    assert library("add", stated.format("pw")).err == ""
    result = library("add", stated.format("other"))
    assert (result.code, result.out) == (0, "Harbour Times: already subscribed\n")
    assert "another user or password than before; the next refresh sends it" in result.err
    assert "other" not in result.err.replace("another", "")


@pytest.mark.parametrize(
    ("page", "hint"),
    [
        (Page(status=410), "check the address"),
        (Page(status=404), "check the address"),
        (Page(redirect="ftp://a.example/f"), "check the address"),
        (Page(status=503), "try again later"),
        (Page(status=500), "try again later"),
    ],
)
def test_hints_fit_what_went_wrong(library: Gazette, server: Server, page: Page, hint: str) -> None:
    server.pages["/f"] = page
    assert library("add", f"{server.url}/f").err.splitlines()[1] == f"  {hint}"
