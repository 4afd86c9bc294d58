"""Feeds and servers at their worst: the others are read, the message names the feed and why, the library is whole."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette_cli.library.connection import open_library
from gazette_cli.paths import find_library
from tests.conftest import Gazette
from tests.server import Page, Server, find_closed_port

Feed = Callable[..., bytes]

GOOD = b"<rss version='2.0'><channel><title>Bad</title><item><title>Never</title></item></channel></rss>"
LAUGHS = (
    b"<!DOCTYPE rss [<!ENTITY a 'ha'>"
    + b"".join(b"<!ENTITY %c '%b'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(12))
    + b"]><rss version='2.0'><channel><title>&m;</title><item><title>&m;</title></item></channel></rss>"
)
EXTERNAL = (
    b"<!DOCTYPE rss [<!ENTITY secret SYSTEM 'file:///etc/hostname'>]>"
    b"<rss version='2.0'><channel><title>Bad</title><item><title>It says &secret;.</title></item></channel></rss>"
)
ATTRIBUTES = (
    b"<rss version='2.0'><channel><item "
    + b" ".join(b"a%d='1'" % n for n in range(20_000))
    + b"></item></channel></rss>"
)
COMMENTS = b"<rss version='2.0'><channel><item>" + b"<!--" * 175_000 + b"</item></channel></rss>"
ENTITIES = b"<rss version='2.0'><channel><item>\n" + b"<!ENTITY\n" * 8_000 + b"</item></channel></rss>"
NESTED = b"<rss version='2.0'><channel><item><description>" + b"<a>" * 100_000

# What the server answers, and a word of what is said of it.
FAULTS = {
    "reset": (Page(fault="reset"), "reset"),
    "closed": (Page(fault="closed"), ""),
    "slow headers": (Page(fault="slow headers", body=GOOD, pace=0.2), "in 1 s"),
    "one byte a second": (Page(fault="drip", body=GOOD, pace=0.2), "in 2 s"),
    "silent": (Page(fault="silent"), "no answer in 1 s"),
    "truncated": (Page(fault="truncated", body=GOOD), "cut off"),
    "wrong length": (Page(fault="wrong length", body=GOOD), "cut off"),
    "redirect loop": (Page(fault="redirect loop"), "redirect"),
    "html": (Page(fault="html"), "a web page"),
    "empty": (Page(), "empty"),
    "white space": (Page(b" \n "), "empty"),
    "401": (Page(status=401), "login (401)"),
    "403": (Page(status=403), "403"),
    "404": (Page(status=404), "not found (404)"),
    "410": (Page(status=410), "gone for good (410)"),
    "500": (Page(status=500), "the server fails (500)"),
    "broken gzip": (Page(fault="broken gzip"), "gzip"),
    "truncated gzip": (Page(fault="truncated gzip"), "gzip"),
    "gzip bomb": (Page(fault="gzip bomb"), "2 MB"),
    "br bomb": (Page(fault="br bomb"), "2 MB"),
    "zstd bomb": (Page(fault="zstd bomb"), "2 MB"),
    "endless": (Page(fault="endless"), "2 MB"),
    "endless headers": (Page(fault="endless headers"), ""),
    "not HTTP": (Page(fault="garbage"), ""),
    "billion laughs": (Page(LAUGHS), "entit"),
    "binary": (Page(bytes(range(256)) * 40), ""),
    "a picture": (Page(b"\x89PNG\r\n\x1a\n" + bytes(200), content_type="image/png"), ""),
    "redirect to a file": (Page(redirect="file:///etc/passwd"), "file:"),
    "redirect to ftp": (Page(redirect="ftp://127.0.0.1/feed"), "ftp:"),
    "200,000 characters of an address": (Page(redirect="/" + "x" * 200_000), ""),
    "JSON that is no feed": (Page(b'{"a": 1}', content_type="application/json"), "JSON"),
}  # fmt: skip
# What is read all the same, or read in part: no article of it may be missing or wrong.
SURVIVED = {
    "wrong charset": Page(
        b"<rss version='2.0'><channel><title>Bad</title><item><title>Caf\xc3\xa9</title></item></channel></rss>",
        content_type="application/xml; charset=iso-8859-1",
    ),
    "external entity": Page(EXTERNAL),
    "nested": Page(NESTED),
    "attributes": Page(ATTRIBUTES),
    "comments": Page(COMMENTS),
    "entity declarations": Page(ENTITIES),
    "no end": Page(GOOD[:-30]),
}


@pytest.fixture
def hasty(library: Gazette, server: Server, make_feed: Feed) -> Gazette:
    """Little time and room for a feed, and one that is well beside the one that is not."""
    config = library.write(
        "config.toml",
        "[refresh]\nconnect_seconds = 1\nfirst_byte_seconds = 1\ntotal_seconds = 2\nbody_limit = '2 MB'\n",
    )
    library.environ["GAZETTE_CONFIG"] = str(config)
    server.pages["/well"] = Page(make_feed("Well", "All is well"))
    return library


def subscribe(library: Gazette, *urls: str) -> None:
    outlines = "".join(f"<outline text='Feed {url.rpartition('/')[2]}' xmlUrl='{url}'/>" for url in urls)
    assert (
        library("import", "-", stdin=f"<opml version='2.0'><body>{outlines}</body></opml>".encode()).code == 0
    )


def list_titles(library: Gazette) -> list[str]:
    return [record["title"] for record in library("list", "--json").records]


def check_whole(library: Gazette) -> None:
    with open_library(find_library(library.environ, None)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        (indexed,) = db.execute("SELECT count(*) FROM articles_fts").fetchone()
        (stored,) = db.execute("SELECT count(*) FROM articles").fetchone()
        assert indexed == stored


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_stops_that_feed_alone(hasty: Gazette, server: Server, fault: str) -> None:
    server.pages["/bad"], said = FAULTS[fault]
    subscribe(hasty, f"{server.url}/bad", f"{server.url}/well")
    result = hasty("refresh")
    assert result.code == 3, result.err
    (line,) = [line for line in result.err.splitlines() if "Feed bad" in line]
    assert said in line
    assert "Traceback" not in result.err and "pycurl" not in result.err
    assert list_titles(hasty) == ["All is well"]
    check_whole(hasty)


@pytest.mark.parametrize("fault", SURVIVED)
def test_what_can_be_read_of_a_broken_feed_is(hasty: Gazette, server: Server, fault: str) -> None:
    server.pages["/bad"] = SURVIVED[fault]
    subscribe(hasty, f"{server.url}/bad", f"{server.url}/well")
    result = hasty("refresh")
    assert result.code in (0, 3), result.err
    titles = list_titles(hasty)
    assert "All is well" in titles
    if fault == "wrong charset":
        assert "Café" in titles
    hostname = Path("/etc/hostname").read_text().strip() if Path("/etc/hostname").exists() else "?"
    assert not any(hostname and f"says {hostname}" in title for title in titles)
    check_whole(hasty)


def test_nobody_there(hasty: Gazette, server: Server) -> None:
    subscribe(hasty, f"http://127.0.0.1:{find_closed_port()}/bad", f"{server.url}/well")
    result = hasty("refresh")
    assert result.code == 3
    assert "Feed bad: connection refused" in result.err
    assert list_titles(hasty) == ["All is well"]


def test_a_server_that_asks_for_time_gets_it(hasty: Gazette, server: Server) -> None:
    server.pages["/bad"] = Page(status=429, headers={"Retry-After": "7200"})
    subscribe(hasty, f"{server.url}/bad", f"{server.url}/well")
    result = hasty("refresh")
    assert result.code == 0
    assert "Feed bad: it asks to come back after 2026-06-17 12:00 UTC (429)" in result.err
    (record,) = [one for one in hasty("sources", "--json").records if one["location"].endswith("/bad")]
    assert record["next_check"].startswith("2026-06-17T12:00")


def test_a_feed_that_is_gone_is_not_asked_again(hasty: Gazette, server: Server) -> None:
    server.pages["/bad"] = Page(status=410)
    subscribe(hasty, f"{server.url}/bad", f"{server.url}/well")
    hasty("refresh")
    assert hasty("refresh", "--force").code == 3
    asked = server.count("/bad")
    hasty.now = hasty.now.replace(year=2027)
    assert hasty("refresh").code == 0
    assert server.count("/bad") == asked


def test_a_permanent_redirect_moves_the_subscription_after_two(hasty: Gazette, server: Server) -> None:
    server.pages["/old"] = Page(status=301, redirect="/well")
    subscribe(hasty, f"{server.url}/old")
    (before,) = hasty("sources", "--json").records
    hasty("refresh")
    assert hasty("sources", "--json").records[0]["location"] == f"{server.url}/old"
    result = hasty("refresh", "--force")
    assert "moved to" in result.err
    (after,) = hasty("sources", "--json").records
    assert (after["id"], after["location"]) == (before["id"], f"{server.url}/well")
    assert list_titles(hasty) == ["All is well"]


def test_a_login_is_sent_and_never_shown(hasty: Gazette, server: Server, make_feed: Feed) -> None:
    server.pages["/closed"] = Page(make_feed("Closed", "Members only"), login="ann:s3cret/word")
    url = server.url.replace("://", "://ann:s3cret%2Fword@")
    added = hasty("add", f"{url}/closed")
    assert added.code == 0
    assert list_titles(hasty) == ["Members only"]
    server.pages["/closed"] = Page(status=500)
    shown = [added, hasty("refresh", "--force"), hasty("export"), hasty("doctor"), hasty("doctor", "--json")]
    shown += [
        hasty("sources"),
        hasty("sources", "--json"),
        hasty("sources", COLUMNS="200"),
        hasty("refresh", "--force", "--json"),
    ]
    assert not [result for result in shown if "s3cret" in result.out + result.err]


def test_a_full_disk_stops_it_with_a_word(
    hasty: Gazette, server: Server, make_feed: Feed, tmp_path: Path
) -> None:
    if os.geteuid() != 0 or not Path("/proc/mounts").exists():
        pytest.skip("needs a small file system to be mounted")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(disk)], capture_output=True
    ).returncode:
        pytest.skip("may not mount")
    try:
        environ = {"GAZETTE_LIBRARY": str(disk / "library.db")}
        hasty("remove", "seeds", **environ)
        for number in range(6):
            items = [{"title": f"Story {number} {n}", "description": "word " * 400} for n in range(250)]
            server.pages[f"/{number}"] = Page(make_feed(f"Large {number}", *items))
        urls = [f"{server.url}/{path}" for path in ("well", *range(6))]
        hasty("import", "-", stdin="\n".join(urls).encode(), **environ)
        result = hasty("refresh", **environ)
        assert result.code == 1
        assert "the disk is full" in result.err
        listed = hasty("list", **environ)
        assert listed.code in (0, 1)
        assert "Traceback" not in listed.err + result.err
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_feed_of_many_entries(hasty: Gazette, server: Server, make_feed: Feed) -> None:
    server.pages["/many"] = Page(make_feed("Many", *[f"Story {n}" for n in range(5_000)]))
    subscribe(hasty, f"{server.url}/many")
    assert hasty("refresh").code == 0
    assert hasty("list", "--count").out.strip() == "5000"
    check_whole(hasty)


def test_children_end_with_a_refresh_that_is_killed(hasty: Gazette, server: Server) -> None:
    server.pages["/slow"] = Page(fault="silent")
    subscribe(hasty, f"{server.url}/slow")
    with hasty.start("refresh", start_new_session=True) as process:
        until = time.monotonic() + 20
        while not server.count("/slow") and time.monotonic() < until:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL)
        process.wait(10)
        until = time.monotonic() + 10
        while is_alive(process.pid) and time.monotonic() < until:
            time.sleep(0.05)
        assert not is_alive(process.pid)


def is_alive(group: int) -> bool:
    """Whether a process of this group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.one_of(
        st.binary(max_size=300),
        st.text(alphabet="<>/&;!-[]rsitemchanelfdab'\" =", max_size=200).map(str.encode),
    )
)
def test_arbitrary_bytes(hasty: Gazette, server: Server, body: bytes) -> None:
    server.pages["/bytes"] = Page(body)
    if not hasty("sources", "--json").records:
        subscribe(hasty, f"{server.url}/bytes")
    result = hasty("refresh", "--force")
    assert result.code in (0, 3), result.err
    assert "fails to read it" not in result.err
