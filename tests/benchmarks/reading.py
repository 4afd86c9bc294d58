"""Times the article view against the list: `python -m tests.benchmarks.reading`.

Builds a library of articles of some sizes and of pages made to hurt, opens them, in a pipe and on a screen, in turn
with `gazette list` on the same library, and prints a table of ratios. Nothing here fails a test: the figures are for
people.
"""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from gazette_cli.library.connection import open_library
from gazette_cli.library.indexing import writing_articles
from gazette_cli.library.sources import add_source, write_fact
from gazette_cli.library.storing import Moment, store_entry
from gazette_cli.models import DATED_TIME, Entry
from tests.benchmarks.data import NOW, Writer
from tests.benchmarks.measuring import Command, time_in_turn, time_once

_GAZETTE = [sys.executable, "-m", "gazette_cli"]
_SCREEN = {"COLUMNS": "80"}
_SIZES = (3, 50, 250, 500, 1_000, 2_000)  # KB of HTML
_LIMITS = {3: "≤ 1.3", 500: "≤ 4"}
_SLOWEST = 1.0  # seconds a megabyte


def write_page(writer: Writer, size: int) -> str:
    """Return the HTML of an article of about `size` bytes, with links, lists, quotes, tables, code."""
    chance = random.Random(size)
    parts: list[str] = []
    length = 0
    while length < size:
        words = writer.write(60)
        for _ in range(2):
            at = chance.randrange(len(words))
            words[at] = f'<a href="https://example.org/{words[at]}?utm_source=feed">{words[at]}</a>'
        words[chance.randrange(len(words))] = "<em>autre chose</em>"
        text = " ".join(words)
        kind = len(parts) % 10
        if kind == 3:
            text = f"<h2>{' '.join(writer.write(6))}</h2>"
        elif kind == 5:
            text = "<ul>" + "".join(f"<li>{' '.join(writer.write(12))}</li>" for _ in range(5)) + "</ul>"
        elif kind == 7:
            text = f"<blockquote><p>{text}</p></blockquote>"
        elif kind == 8:
            cells = "".join(
                f"<tr><td>{word}</td><td>{at}</td></tr>" for at, word in enumerate(writer.write(5))
            )
            text = f"<table><tr><th>Mot</th><th>Rang</th></tr>{cells}</table>"
        elif kind == 9:
            text = '<pre><code class="language-python">def light(on: bool) -> str:\n    return "on"  # lit</code></pre>'
        else:
            text = f"<p>{text}</p>"
        parts.append(text)
        length += len(text.encode())
    return "\n".join(parts)


def list_hostile() -> dict[str, str]:
    """Return pages of about a megabyte each that cost more than they should, or once did, by name."""
    return {
        # With a class each, as pages have them, or they would be skimmed.
        "nested divs": "<div class='a b'>" * 43_000 + "mot" + "</div>" * 43_000,
        "nested quotes": "<blockquote>" * 40_000 + "mot" + "</blockquote>" * 40_000,
        "nested lists": "<ul class='abc de fg'><li>" * 27_000 + "mot" + "</li></ul>" * 27_000,
        "nested tables": "<table><tr><td class='a b'>" * 20_000 + "mot" + "</td></tr></table>" * 20_000,
        "nested styles": "<b id=a><i class=b>" * 35_000 + "mot" + "</i></b>" * 35_000,
        "one paragraph": "<p>" + "mot autre " * 100_000,
        "one word": "<p>" + "m" * 1_000_000,
        "line breaks": "mot<br>" * 140_000,
        "items": "<ul>" + "<li>mot" * 140_000,
        "cells": "<table>" + "<tr><td>mot<td>2<td>x" * 48_000,
        "columns": "<table><tr>" + "<td>mot" * 140_000,
        "headings": "<h2>mot</h2>" * 83_000,
        "rules": "<hr>mot" * 140_000,
        "definitions": "<dl>" + "<dt>mot<dd>autre" * 62_000,
        "styles": "<b>mot</b> " * 90_000,
        # Just above what is skimmed.
        "short items": "<ul>" + "<li>autre mot entier " * 47_000,
        "short headings": "<h2>autre mot</h2>\n\n" * 50_000,
        "short quotes": "<blockquote>m</blockquote>" * 38_000,
        "figures in a table": "<table>" + "<tr><td>12</td><td>3.4</td><td>567</td></tr>\n" * 23_000,
        "list of links": "<ul>" + "<li><a href='/wiki/Mot'>Mot</a></li>" * 27_000,
        "links": "".join(f'<a href="https://example.org/{n}">x</a> ' for n in range(24_000)),
        "notes": "".join(f'<sup><a href="#fn{n}">{n}</a></sup><p id="fn{n}">x' for n in range(20_000)),
        "signs": "<" * 1_000_000,
        "ideographs": "<p>" + "海辺の町" * 83_000,
        "combining": "<p>" + "e\u0301" * 330_000,
        "emoji": "<p>" + "👩‍👩‍👧‍👦" * 40_000,
        "code": "<pre><code class='language-python'>" + "x = [1, 'a']  # b\n" * 55_000,
        "code, one line": "<pre><code class='language-html'>" + "&lt;a " * 160_000,
    }


def main() -> None:
    """Parse the command line, build, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.reading", description=__doc__)
    parser.add_argument("--rounds", type=int, default=11)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gazette-reading-") as temporary:
        library = Path(temporary) / "library.db"
        hostile = list_hostile()
        ids = _make_library(library, hostile)
        print(f"{'':44} {'gazette':>10} {'list':>10} {'ratio':>7}  limit", flush=True)
        for line in _measure(library, ids, hostile, options.rounds):
            print(line, flush=True)


def _make_library(library: Path, hostile: dict[str, str]) -> dict[str, int]:
    writer = Writer(7)
    pages = {f"{size} KB": write_page(writer, size * 1_000) for size in _SIZES} | hostile
    with open_library(library) as db:
        write_fact(db, "seeds", "0")
        source, _ = add_source(db, "stdin", "benchmark", "Le Port", 0)
        with writing_articles(db):
            for number, (name, html) in enumerate(pages.items()):
                moment = Moment(int((NOW - timedelta(hours=number)).timestamp()), 60, DATED_TIME)
                entry = Entry(title=name, text=f"mot {number} " * 300, html=html, language="fr")
                store_entry(db, source, name, entry, moment, 0)
        return dict(db.execute("SELECT title, id FROM articles"))


def _command(library: Path, *args: str, screen: bool = False) -> Command:
    return Command([*_GAZETTE, "--library", str(library), *args], _SCREEN if screen else {})


def _read(library: Path, article_id: int, screen: bool) -> Command:
    return _command(library, "read", str(article_id), "--keep-unread", screen=screen)


def _measure(library: Path, ids: dict[str, int], hostile: dict[str, str], rounds: int) -> Iterator[str]:
    for screen in (False, True):
        where = "on a screen" if screen else "in a pipe"
        listing = _command(library, "list", screen=screen)
        taken: dict[int, float] = {}
        for size in _SIZES:
            command = _read(library, ids[f"{size} KB"], screen)
            ours, theirs = time_in_turn([command, listing], rounds if size <= 500 else 3)
            taken[size] = ours - theirs
            what = f"an article of {size:,} KB, {where}"
            yield (
                f"{what:44} {ours * 1000:>7,.0f} ms {theirs * 1000:>7,.0f} ms {ours / theirs:>7.2f}"
                f"  {_LIMITS.get(size, '')}"
            )
        growth = taken[2_000] / taken[500]
        yield f"{f'four times the length, {where}: the time':44} {growth:>10.2f} times {'':>13}  ≤ 4.4"
        (empty,) = time_in_turn([_read(library, ids["3 KB"], screen)], 3)
        for name, html in hostile.items():
            seconds = time_once(_read(library, ids[name], screen)) - empty
            megabyte = seconds / (len(html.encode()) / 1_000_000)
            yield f"{f'{name}, {where}: a megabyte':44} {megabyte * 1000:>7,.0f} ms {'':>18}  ≤ 1,000 ms"


if __name__ == "__main__":
    started = time.perf_counter()
    main()
    print(f"in {time.perf_counter() - started:,.0f} s")
