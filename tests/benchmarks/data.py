"""Libraries, folders and caches of invented articles, the same ones at each call."""

import random
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from gazette_cli.library.connection import open_library
from gazette_cli.library.indexing import writing_articles
from gazette_cli.library.sources import add_source, write_fact
from gazette_cli.library.storing import Moment, store_entry
from gazette_cli.models import DATED_TIME, Entry

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
RARE, TENTH, THIRD = "zanzibarite", "dixième", "tierce"
PHRASE = "lanterne rouge"
_BATCH = 1_000
_VOCABULARY = 80_000
_PAPERS = [f"Le Port {number}" for number in range(40)]


class Writer:
    """Writes prose of words that occur as often as words do (Zipf's law)."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        syllables = [
            a + b for a in "bcdfghjlmnprstv" for b in ("a", "e", "é", "i", "o", "ou", "u", "in", "ent", "oir")
        ]
        words: dict[str, None] = dict.fromkeys(
            ["de", "la", "le", "et", "les", "des", "un", "une", "the", "of"]
        )
        while len(words) < _VOCABULARY:
            words["".join(self._random.choices(syllables, k=self._random.choice((1, 2, 2, 3, 3, 4))))] = None
        self._words = list(words)
        # So that 460 words hold some 250 different ones, as articles of that length do (Zipf-Mandelbrot).
        self._weights = list(accumulate(1 / (rank + 2.7) ** 1.17 for rank in range(_VOCABULARY)))

    def write(self, length: int) -> list[str]:
        """Return `length` words."""
        return self._random.choices(self._words, cum_weights=self._weights, k=length)

    def write_text(self, number: int, length: int) -> str:
        """Return some paragraphs; by `number`, one in three, ten or a hundred hold the words that are looked for."""
        words = self.write(length)
        for word, share in ((THIRD, 3), (TENTH, 10), (PHRASE, 100), (RARE, 20_000)):
            if number % share == 0:
                words[self._random.randrange(length)] = word
        size = 60
        return "\n\n".join(
            " ".join(words[at : at + size]).capitalize() + "." for at in range(0, length, size)
        )

    def make_entry(self, number: int, length: int) -> Entry:
        """Return an article; the higher its number, the newer."""
        return Entry(
            title=" ".join(self.write(9)).capitalize(),
            text=self.write_text(number, length),
            publication=self._random.choice(_PAPERS),
            author="Anne Roux",
            language=self._random.choice(("fr", "fr", "en")),
            tags=("mer",) if number % 50 == 0 else (),
            read=number % 3 > 0,
        )


def make_library(path: Path, count: int, length: int) -> None:
    """Make a library of `count` articles of `length` words, unless it is there."""
    if path.exists():
        return
    writer = Writer(count)
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    with open_library(partial) as db:
        db.execute("PRAGMA synchronous = OFF")
        write_fact(db, "seeds", "0")
        source, _ = add_source(db, "stdin", "-", "benchmark", 0)
        for start in range(0, count, _BATCH):
            with writing_articles(db):
                for number in range(start, min(start + _BATCH, count)):
                    date = NOW - timedelta(minutes=5 * (count - number))
                    moment = Moment(int(date.timestamp()), 60, DATED_TIME)
                    store_entry(db, source, str(number), writer.make_entry(number, length), moment, 0)
        db.execute("INSERT INTO articles_fts (articles_fts) VALUES ('optimize')")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    partial.rename(path)


def make_pages(folder: Path, count: int) -> None:
    """Make a folder of `count` text pages of 3 KB, unless it is there."""
    if folder.exists():
        return
    writer = Writer(7)
    partial = folder.with_suffix(".partial")
    for number in range(count):
        title = " ".join(writer.write(9)).upper()
        page = (
            f"{_PAPERS[number % 40]}\n\n{title}\n\n"
            f"{number % 28 + 1} septembre 2023 {number % 24}:{number % 60:02} (UTC+01:00)\n"
            f"{title}\n{title}\n\nParis / Anne Roux\n\n{writer.write_text(number, 460)}\n\nLoading...\nVoir Plus"
        )
        below = partial / f"{number // 500:03}"
        below.mkdir(parents=True, exist_ok=True)
        (below / f"page-{number:05}.txt").write_text(page)
    partial.rename(folder)


def make_newsboat(folder: Path, count: int, newsboat: str) -> list[str]:
    """Fill a newsboat's cache with `count` articles of 3 KB, unless it is there; return its command without a task."""
    command = [
        newsboat,
        "-q",
        "-u",
        str(folder / "urls"),
        "-c",
        str(folder / "cache.db"),
        "-C",
        str(folder / "config"),
    ]
    if folder.exists():
        return command
    folder.mkdir()
    writer = Writer(11)
    (folder / "config").write_text("max-items 0\nreload-threads 2\n")
    feeds = 100
    urls = []
    for feed in range(feeds):
        path = folder / f"feed{feed}.xml"
        items = "".join(_make_items(writer, feed, count // feeds))
        path.write_text(
            f"<rss version='2.0'><channel><title>Feed {feed}</title><link>http://127.0.0.1/{feed}</link>{items}</channel></rss>"
        )
        urls.append(f"file://{path}")
    (folder / "urls").write_text("\n".join(urls) + "\n")
    subprocess.run([*command, "-x", "reload"], check=True, stdout=subprocess.DEVNULL)
    return command


def _make_items(writer: Writer, feed: int, count: int) -> Iterator[str]:
    for number in range(count):
        date = (NOW - timedelta(minutes=number)).strftime("%a, %d %b %Y %H:%M:%S +0000")
        yield (
            f"<item><title>{' '.join(writer.write(9))}</title><guid>http://127.0.0.1/{feed}/{number}</guid>"
            f"<link>http://127.0.0.1/{feed}/{number}</link><pubDate>{date}</pubDate>"
            f"<description>{writer.write_text(number + 1, 460)}</description></item>"
        )
