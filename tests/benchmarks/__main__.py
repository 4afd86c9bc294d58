"""Times gazette against a bare script, against itself, and against newsboat: `python -m tests.benchmarks`.

Builds its data once in a folder of its own (--folder; a temporary one is gone afterwards), runs what it compares in
turn, and prints a table of ratios. Nothing here fails a test: the figures are for people.
"""

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.benchmarks import data
from tests.benchmarks.measuring import Command, measure_once, time_in_turn

_BARE = [sys.executable, str(Path(__file__).with_name("bare.py"))]
_GAZETTE = [sys.executable, "-m", "gazette_cli"]
# The screen, in Rich, as the bare script shows it; without COLUMNS a pipe gets plain lines.
_SCREEN = {"COLUMNS": "80"}


class Row(NamedTuple):
    """A line of the table; `limit` is what the ratio should not pass (or, below a "≥", should reach)."""

    what: str
    ours: str
    theirs: str
    ratio: str
    limit: str = ""


def main() -> None:
    """Parse the command line, build, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--folder", type=Path, help="where the data is, or will be, kept")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--large", type=int, default=1_000_000, help="0 leaves the large library out")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gazette-benchmark-") as temporary:
        folder = options.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        print(f"{'':44} {'gazette':>10} {'other':>10} {'ratio':>7}  limit", flush=True)
        for row in _measure(folder, options.rounds, options.articles, options.large):
            print(f"{row.what:44} {row.ours:>10} {row.theirs:>10} {row.ratio:>7}  {row.limit}", flush=True)


def _measure(folder: Path, rounds: int, articles: int, large: int) -> Iterator[Row]:
    library = folder / f"library-{articles}.db"
    data.make_library(library, articles, 460)
    yield from _compare_with_bare(library, rounds)
    yield from _compare_folder(folder, rounds)
    yield from _measure_adding(folder)
    if large:
        huge = folder / f"library-{large}.db"
        data.make_library(huge, large, 120)
        yield from _compare_sizes(library, huge, rounds)
        yield from _time_worst(huge)
    yield from _compare_newsboat(folder, library, articles, rounds)


def _gazette(library: Path, *args: str, screen: bool = True) -> Command:
    return Command([*_GAZETTE, "--library", str(library), *args], _SCREEN if screen else {})


def _compare_with_bare(library: Path, rounds: int) -> Iterator[Row]:
    bare = Command([*_BARE, str(library)], _SCREEN)
    trials = [
        ("list, on a screen", _gazette(library, "list", "--limit", "50"), "≤ 1.25"),
        ("list, in a pipe", _gazette(library, "list", screen=False), "≤ 1.25"),
        ("search, a rare word", _gazette(library, "search", data.RARE), "≤ 1.4"),
        ("search, a word in a tenth", _gazette(library, "search", data.TENTH), "≤ 1.6"),
        ("search, a word in a third", _gazette(library, "search", data.THIRD), "≤ 2"),
        ("search, a phrase", _gazette(library, "search", f'"{data.PHRASE}"'), "≤ 1.6"),
    ]
    for what, command, limit in trials:
        ours, theirs = time_in_turn([command, bare], rounds)
        yield _row(f"{what} / a bare script", ours, theirs, limit)


def _compare_folder(folder: Path, rounds: int) -> Iterator[Row]:
    pages = folder / "pages"
    data.make_pages(pages, 10_000)
    watched, plain = folder / "watched.db", folder / "plain.db"
    if not watched.exists():
        measure_once(_gazette(watched, "add", str(pages)))
        export = folder / "one.jsonl"
        export.write_text('{"title": "One", "text": "Only one."}\n')
    if not plain.exists():
        shutil.copy(watched, plain)
        _forget_sources(plain)
    ours, theirs = time_in_turn([_gazette(watched, "list"), _gazette(plain, "list")], rounds)
    yield _row("list, a folder of 10,000 files / none", ours, theirs, "≤ 1.5")


def _forget_sources(library: Path) -> None:
    from gazette_cli.library.connection import open_library

    with open_library(library) as db:
        db.execute("UPDATE sources SET kind = 'stdin' WHERE kind = 'folder'")


def _measure_adding(folder: Path) -> Iterator[Row]:
    fresh = folder / "fresh.db"
    for leftover in folder.glob("fresh.db*"):
        leftover.unlink()
    measure_once(_gazette(fresh, "list"))
    seconds, memory = measure_once(_gazette(fresh, "add", str(folder / "pages")))
    yield Row("add 10,000 text pages, a second of one core", f"{10_000 / seconds:,.0f}", "", "", "≥ 1,500")
    yield Row("the same, memory", f"{memory:,.0f} MB", "", "", "≤ 200 MB")


def _compare_sizes(library: Path, huge: Path, rounds: int) -> Iterator[Row]:
    for what, args in (("list", ["list", "--limit", "50"]), ("search, a rare word", ["search", data.RARE])):
        ours, theirs = time_in_turn([_gazette(huge, *args), _gazette(library, *args)], rounds)
        yield _row(f"{what}: the large library / the other", ours, theirs, "≤ 1.3")


def _time_worst(huge: Path) -> Iterator[Row]:
    queries = [
        "de", "re*", "a*", '"de la"', "de OR la OR les", "-de", f"{data.THIRD} -{data.TENTH}", "is:unread",
        "title:de lang:en is:unread", "since:2020 de", "source:port", "zzzzzz", "tag:mer de", "author:roux",
    ]  # fmt: skip
    for query in queries:
        (seconds,) = time_in_turn([_gazette(huge, "search", "--", query)], 3)
        yield Row(f"search {query}, the large library", _show(seconds), "", "", "≤ 1,000 ms")


def _compare_newsboat(folder: Path, library: Path, articles: int, rounds: int) -> Iterator[Row]:
    newsboat = shutil.which("newsboat")
    if newsboat is None:
        yield Row("newsboat is not installed", "", "", "")
        return
    command = data.make_newsboat(folder / "newsboat", articles, newsboat)
    ours, theirs = time_in_turn(
        [_gazette(library, "list", "--limit", "50"), Command([*command, "-x", "print-unread"])],
        min(rounds, 5),
    )
    yield _row("list / newsboat's unread count", ours, theirs, "< 1")
    ours, theirs = time_in_turn(
        [_gazette(library, "list", "--unread", "--count"), Command([*command, "-x", "print-unread"])],
        min(rounds, 5),
    )
    yield _row("unread count / newsboat's", ours, theirs, "< 1")


def _row(what: str, ours: float, theirs: float, limit: str) -> Row:
    return Row(what, _show(ours), _show(theirs), f"{ours / theirs:.2f}", limit)


def _show(seconds: float) -> str:
    return f"{seconds * 1000:,.0f} ms"


if __name__ == "__main__":
    main()
