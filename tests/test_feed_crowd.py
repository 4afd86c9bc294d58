"""Hostile feeds among many that are well, asked in one refresh: nothing of those that are well is missing."""

from collections.abc import Callable

from tests.conftest import Gazette
from tests.server import Page, serve
from tests.test_feed_faults import FAULTS, SURVIVED, check_whole, subscribe

Feed = Callable[..., bytes]

CHANNEL = b"<rss version='2.0'><channel><title>Bad</title>%b<item><title>Bad</title>%b</item></channel></rss>"
TABLES = b"&lt;table&gt;&lt;tr&gt;&lt;td&gt;"
MORE = {
    "depth before the items": CHANNEL % (b"<a>" * 50_000 + b"</a>" * 50_000, b""),
    "tables in tables": CHANNEL % (b"", b"<description>" + TABLES * 9_000 + b"</description>"),
    "a title of a megabyte": CHANNEL % (b"<item><title>" + b"x" * 1_000_000 + b"</title></item>", b""),
    "a crowd of tags": CHANNEL % (b"", b"".join(b"<category>c%d</category>" % n for n in range(40_000))),
    "numbers for dates": CHANNEL % (b"", b"<pubDate>" + b"1" * 100_000 + b"</pubDate>"),
    "depth in JSON": b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 200_000,
    "one picture again and again": CHANNEL % (b"", b"<enclosure url='https://bad.example/x'/>" * 20_000),
}  # fmt: skip


def test_a_tenth_of_the_feeds_is_hostile_and_all_others_are_read(library: Gazette, make_feed: Feed) -> None:
    config = library.write(
        "config.toml",
        "[refresh]\nconnect_seconds = 1\nfirst_byte_seconds = 1\ntotal_seconds = 2\nbody_limit = '2 MB'\n",
    )
    library.environ["GAZETTE_CONFIG"] = str(config)
    bad = {name: page for name, (page, _) in FAULTS.items()} | SURVIVED
    bad |= {name: Page(body) for name, body in MORE.items()}
    well = [f"All is well in {number}" for number in range(60)]
    with serve(everywhere=True) as server:
        urls = []
        for number, page in enumerate(bad.values()):
            server.pages[f"/bad{number}"] = page
            urls.append(f"{server.at(100 + number)}/bad{number}")
        for number, title in enumerate(well):
            server.pages[f"/well{number}"] = Page(make_feed(f"Well {number}", title), delay=0.05)
            urls.append(f"{server.at(number)}/well{number}")
        subscribe(library, *urls)
        result = library("refresh")
    assert result.code == 3
    assert "Traceback" not in result.err
    titles = [record["title"] for record in library("list", "--all", "--json").records]
    assert [title for title in well if title not in titles] == []
    told = [line for line in result.err.splitlines() if "Feed bad" in line]
    assert len(told) >= len(FAULTS)
    assert library("doctor").code == 3
    check_whole(library)
