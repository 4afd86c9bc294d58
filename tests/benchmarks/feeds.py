"""Refreshing feeds, against newsboat, sfeed and the `reader` package: python -m tests.benchmarks.feeds

A server on this machine, one loopback address a feed, answers after 100 ms as one far away would. Newsboat and sfeed
are run where they are installed, `reader` where --reader names a Python that has it.
"""

import argparse
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from tests.benchmarks.data import NOW, Writer
from tests.benchmarks.measuring import Command, time_once
from tests.server import Page, serve

_DELAY = 0.1  # seconds before a server's first byte
_WORDS = 460  # some 3 KB
_GAZETTE = [sys.executable, "-m", "gazette_cli"]
_READER = """
import sys
from reader import make_reader
reader = make_reader(sys.argv[1])
if len(sys.argv) > 2:
    for url in open(sys.argv[2]):
        reader.add_feed(url.strip(), exist_ok=True)
reader.update_feeds(workers=16)
"""


def main() -> None:
    """Parse the command line, serve, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.feeds", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--entries", type=int, default=50)
    parser.add_argument("--many", type=int, default=4_000, help="feeds of the last part; 0 leaves it out")
    parser.add_argument("--reader", help="a Python that has the reader package")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gazette-benchmark-") as folder:
        here = Path(folder)
        with _serving(options.feeds, options.entries, 0) as urls:
            for line in _compare(here, urls, options.rounds, options.reader):
                print(line, flush=True)
        if options.many:
            for line in _compare_many(here, options.many, options.entries):
                print(line, flush=True)


class _serving:  # noqa: N801 - used like a function
    """A server in a process of its own; the block is given the URLs of its feeds."""

    def __init__(self, feeds: int, entries: int, small: int) -> None:
        self._ours, theirs = multiprocessing.Pipe()
        self._process = multiprocessing.Process(
            target=_serve, args=(feeds, entries, small, theirs), daemon=True
        )

    def __enter__(self) -> list[str]:
        self._process.start()
        urls: list[str] = self._ours.recv()
        return urls

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.join()


def _serve(feeds: int, entries: int, small: int, out: Connection) -> None:
    """Serve `feeds` feeds of `entries` entries, and `small` ones of a single entry."""
    with serve(everywhere=True) as server:
        urls = []
        writer = Writer(5)
        for number in range(feeds + small):
            path = f"/{number}/feed.xml"
            body = _make_feed(writer, number, entries if number < feeds else 1).encode()
            server.pages[path] = Page(
                body=body, etag=f'"{number}"', last_modified="Sun, 01 Nov 2026 12:00:00 GMT", delay=_DELAY
            )
            urls.append(server.at(number) + path)
        out.send(urls)
        threading.Event().wait()


def _make_feed(writer: Writer, feed: int, count: int) -> str:
    items = []
    for number in range(count):
        date = (NOW - timedelta(minutes=number)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        link = f"http://paper{feed}.example/{number}"
        body = "".join(
            f"<p>{part} <a href='{link}#more'>suite</a></p>"
            for part in writer.write_text(number + 1, _WORDS).split("\n\n")
        )
        items.append(
            f"<item><title>{' '.join(writer.write(9))}</title><guid>{link}</guid><link>{link}</link>"
            f"<pubDate>{date}</pubDate><description><![CDATA[{body}]]></description></item>"
        )
    return (
        f"<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>Paper {feed}</title>"
        f"<link>http://paper{feed}.example/</link><description>Invented</description><language>fr-FR</language>{''.join(items)}</channel></rss>"
    )


class Peer:
    """A program that is compared: how it starts from nothing, and the command that refreshes."""

    def __init__(self, name: str, reset: Callable[[], None], command: Command) -> None:
        self.name = name
        self.reset = reset
        self.command = command
        self.cold: list[float] = []
        self.warm: list[float] = []


def _compare(here: Path, urls: Sequence[str], rounds: int, reader: str | None) -> Iterator[str]:
    peers = list(_list_peers(here, urls, reader))
    for turn in range(rounds + 1):
        for peer in peers:
            peer.reset()
            cold = time_once(peer.command)
            warm = time_once(peer.command)
            if turn:
                peer.cold.append(cold)
                peer.warm.append(warm)
    for what, limit in (("cold", 0.9), ("warm", 0.6)):
        ours = median(getattr(peers[0], what))
        yield f"{what}: gazette {ours:.2f} s ({min(getattr(peers[0], what)):.2f}-{max(getattr(peers[0], what)):.2f})"
        for peer in peers[1:]:
            theirs = median(getattr(peer, what))
            wanted = f"  limit {limit}" if peer.name == "newsboat" else ""
            yield f"    / {peer.name} {theirs:.2f} s = {ours / theirs:.2f}{wanted}"
    peers[0].reset()
    rss, pss = measure_memory(peers[0].command)
    yield f"cold: memory of all processes at the peak: {pss:.0f} MB (shared pages once; {rss:.0f} MB counted in each)"
    stored = subprocess.run(
        [*_GAZETTE, "--library", str(here / "gazette.db"), "list", "--count"], capture_output=True, text=True
    )
    yield f"articles in the library: {stored.stdout.strip()}"


def _list_peers(here: Path, urls: Sequence[str], reader: str | None) -> Iterator[Peer]:
    listed = here / "urls"
    listed.write_text("\n".join(urls) + "\n")
    library = here / "gazette.db"

    def reset_gazette() -> None:
        _remove(here, "gazette.db*")
        for args in (["remove", "seeds"], ["import", str(listed)]):
            subprocess.run([*_GAZETTE, "--library", str(library), *args], check=True, capture_output=True)

    yield Peer(
        "gazette",
        reset_gazette,
        Command([*_GAZETTE, "--library", str(library), "refresh", "--force", "--quiet"]),
    )
    if newsboat := shutil.which("newsboat"):
        config = here / "newsboat-config"
        config.write_text("max-items 0\nreload-threads 50\n")
        cache = here / "newsboat.db"
        yield Peer(
            "newsboat",
            lambda: _remove(here, "newsboat.db*"),
            Command([newsboat, "-q", "-u", str(listed), "-c", str(cache), "-C", str(config), "-x", "reload"]),
        )
    if sfeed := shutil.which("sfeed_update"):
        folder = here / "sfeed"
        rc = here / "sfeedrc"
        calls = "\n".join(f"    feed 'paper{number}' '{url}'" for number, url in enumerate(urls))
        rc.write_text(f"sfeedpath='{folder}'\nmaxjobs=50\nfeeds() {{\n{calls}\n}}\n")
        yield Peer("sfeed", lambda: _remove(here, "sfeed"), Command([sfeed, str(rc)]))
    if reader:
        script = here / "reader-refresh.py"
        script.write_text(_READER)
        yield Peer(
            "reader",
            lambda: _remove(here, "reader.db*"),
            Command([reader, str(script), str(here / "reader.db"), str(listed)]),
        )


def _compare_many(here: Path, many: int, entries: int) -> Iterator[str]:
    """Time a refresh of a tenth and of all of `many` feeds, of which one in forty has something new."""
    seconds = {}
    for count in (many // 10, many):
        changed = count // 40
        library = here / f"many-{count}.db"
        with _serving(changed, entries, count - changed) as urls:
            listed = here / f"urls-{count}"
            listed.write_text("\n".join(urls) + "\n")
            refresh = Command([*_GAZETTE, "--library", str(library), "refresh", "--force", "--quiet"])
            for args in (["remove", "seeds"], ["import", str(listed)]):
                subprocess.run([*_GAZETTE, "--library", str(library), *args], check=True, capture_output=True)
            time_once(refresh)
            _forget(library, changed)
            seconds[count] = time_once(refresh)
            _forget(library, changed)
            rss, pss = measure_memory(refresh)
        yield (
            f"{count:,} feeds, {changed:,} of them new: {seconds[count]:.2f} s,"
            f" {seconds[count] / count * 1000:.2f} ms a feed,"
            f" {pss:.0f} MB at the peak ({rss:.0f} MB counted in each process)"
        )
    few, all_ = sorted(seconds)
    yield f"time for 10 times the feeds: {seconds[all_] / seconds[few]:.1f} times  limit 10"


def _forget(library: Path, feeds: int) -> None:
    """Make the library forget what it knows of the first feeds, so that they come as new."""
    import sqlite3

    with sqlite3.connect(library) as db:
        rows = db.execute("SELECT source_id FROM feeds ORDER BY source_id LIMIT ?", (feeds,)).fetchall()
        for (source_id,) in rows:
            db.execute(
                "UPDATE feeds SET etag = NULL, last_modified = NULL, body_digest = NULL WHERE source_id = ?",
                (source_id,),
            )
    db.close()


def measure_memory(command: Command) -> tuple[float, float]:
    """Run a command; return the largest memory of it and all below it in MB: summed, and with shared pages once."""
    most_rss = most_pss = 0.0
    process = subprocess.Popen(
        command.args,
        env={**os.environ, **command.environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while process.poll() is None:
        rss = pss = 0.0
        for pid in _list_family(process.pid):
            try:
                lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            except OSError:
                continue
            sizes = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:] if "kB" in line}
            rss += sizes.get("Rss", 0) / 1024
            pss += sizes.get("Pss", 0) / 1024
        most_rss, most_pss = max(most_rss, rss), max(most_pss, pss)
        time.sleep(0.02)
    return most_rss, most_pss


def _list_family(pid: int) -> list[int]:
    family = [pid]
    for member in family:
        try:
            children = Path(f"/proc/{member}/task/{member}/children").read_text()
        except OSError:
            continue
        family += map(int, children.split())
    return family


def _remove(folder: Path, pattern: str) -> None:
    for path in folder.glob(pattern):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


if __name__ == "__main__":
    main()
