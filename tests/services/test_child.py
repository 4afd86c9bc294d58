"""The inside of a child: what ends a job, in which words, and what a child has of ours."""

import ctypes
import io
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import feedparser
import pytest

from gazette_cli.errors import ParseError, SourceError
from gazette_cli.services.bounded import run_bounded
from gazette_cli.services.children import Children, Done
from tests.services.test_children import gather, nothing_left  # noqa: F401 - holds here as well

MEGABYTE = 1024 * 1024
Work = Callable[[Any], Any]


def loop(_: Any) -> None:
    while True:
        pass


def hoard(_: Any) -> int:
    return len(bytearray(1024 * MEGABYTE))


def crash(_: Any) -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


def refuse(_: Any) -> None:
    raise ParseError("not a feed: neither RSS nor Atom")


def nest(depth: int) -> int:
    return nest(depth + 1) + 1


def leave(_: Any) -> None:
    sys.exit("bye")


def is_alive(pid: int) -> bool:
    """Whether a process that is not ours still runs: one that nobody has waited for does not."""
    try:
        return (
            "Z"
            not in subprocess.run(
                ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=True
            ).stdout
        )
    except subprocess.CalledProcessError:
        return False


@pytest.mark.parametrize(
    ("work", "error"),
    [
        pytest.param(loop, "took more than 0.3 s to read", id="computes without end"),
        pytest.param(hoard, "took more than 200 MB to read", id="a gigabyte"),
        pytest.param(crash, "gazette fails to read it (SIGSEGV)", id="a fault in C"),
        pytest.param(ctypes.string_at, "gazette fails to read it (SIGSEGV)", id="a real fault in C"),
        pytest.param(lambda _: os.abort(), "gazette fails to read it (SIGABRT)", id="abort"),
        pytest.param(lambda _: os._exit(7), "gazette fails to read it (exit 7)", id="exit"),
        pytest.param(lambda _: os.kill(os.getpid(), 9), "the process that read it was killed", id="kill -9"),
        pytest.param(
            lambda _: os.kill(os.getpid(), 40), "gazette fails to read it (exit -40)", id="odd signal"
        ),
        pytest.param(refuse, "not a feed: neither RSS nor Atom", id="an error in words"),
        pytest.param(nest, "gazette fails to read it (RecursionError)", id="nesting"),
        pytest.param(lambda _: 1 // 0, "gazette fails to read it (ZeroDivisionError)", id="a mistake"),
        pytest.param(leave, "gazette fails to read it (SystemExit)", id="sys.exit"),
        pytest.param(lambda _: sys.stdout, "gazette fails to read it (TypeError)", id="no result to pass on"),
        pytest.param(next, "gazette fails to read it (TypeError)", id="not its argument"),
        pytest.param(lambda _: pickle.loads(b""), "gazette fails to read it (EOFError)", id="an end inside"),
    ],
)
def test_whatever_befalls_a_job_is_its_error_in_words(work: Work, error: str) -> None:
    with pytest.raises(SourceError) as caught:
        run_bounded(work, 8, memory=200 * MEGABYTE, cpu_seconds=0.3)
    assert caught.value.message == error


def test_a_job_that_waits_without_end_is_ended() -> None:
    with pytest.raises(SourceError, match=r"^took more than 0.2 s to read$"):
        run_bounded(time.sleep, 60, seconds=0.2)


FEED = b"<rss><channel><item>%s</item></channel></rss>"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(
            b'<!DOCTYPE r [\n<!ENTITY a "%s">\n]>' % (b"x" * 37_000)
            + FEED % (b"<title>%s</title>" % (b"&a;" * 12_000)),
            id="entities",
        ),
        pytest.param(
            FEED % b"<description><![CDATA[%s]]></description>" % (b"<!--" * 175_000), id="comments"
        ),
        pytest.param(FEED % b"<a %s/>" % b" ".join(b'a%d="b"' % n for n in range(40_000)), id="attributes"),
        pytest.param(FEED % b"<author>%s</author>" % (b"a" * 100_000), id="author"),
    ],
)
def test_what_costs_feedparser_a_minute_or_a_gigabyte_is_ended(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"^took more than (0.4 s|200 MB) to read$"):
        run_bounded(read_feed, data, memory=200 * MEGABYTE, cpu_seconds=0.4)


def read_feed(data: bytes) -> int:
    return len(feedparser.parse(io.BytesIO(data)).entries)


def test_feedparser_reads_an_ordinary_feed_within_these_limits() -> None:
    feed = FEED % b"<title>Un</title>"
    assert run_bounded(read_feed, feed, memory=200 * MEGABYTE, cpu_seconds=0.4) == 1


def test_a_job_larger_than_its_memory_fails_alone() -> None:
    with Children(len, count=1, memory=20 * MEGABYTE) as children:
        children.submit("large", bytes(400 * MEGABYTE))
        children.submit("small", b"abc")
        done = gather(children)
    assert done == {"large": Done("large", None, "took more than 20 MB to read"), "small": Done("small", 3)}


def test_what_a_job_leaves_behind_does_not_count_for_the_next() -> None:
    kept: list[bytearray] = []

    def keep(_: Any) -> int:
        kept.append(bytearray(60 * MEGABYTE))
        return len(kept)

    with Children(keep, count=1, memory=100 * MEGABYTE) as children:
        for n in range(4):
            children.submit(n, n)
        assert [done.error for done in gather(children).values()] == [""] * 4


def test_a_child_has_nothing_of_ours_open(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def look(_: Any) -> list[str]:
        for standard in (1, 2):
            os.write(standard, b"not to be seen")
        return sorted(os.path.realpath(f"/dev/fd/{name}") for name in os.listdir("/dev/fd"))

    with sqlite3.connect(tmp_path / "library.db") as db, (tmp_path / "file").open("w"):
        db.execute("CREATE TABLE t (n)")
        db.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO t VALUES (1)")
        names = run_bounded(look, None)
        # Still ours: another one is locked out.
        with (
            closing(sqlite3.connect(tmp_path / "library.db", timeout=0)) as other,
            pytest.raises(sqlite3.OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")
        db.execute("INSERT INTO t VALUES (2)")
    db.close()
    assert not [name for name in names if str(tmp_path) in name]
    assert names.count("/dev/null") == 3
    assert len([name for name in names if "pipe:" in name]) in (0, 3)
    assert capfd.readouterr() == ("", "")


def test_ctrl_c_and_handlers_of_ours_do_not_reach_a_child() -> None:
    def interrupt(_: Any) -> str:
        os.kill(os.getpid(), signal.SIGINT)
        os.kill(os.getpid(), signal.SIGWINCH)
        return "still here"

    former = signal.signal(signal.SIGWINCH, lambda *_: os._exit(1))
    try:
        assert run_bounded(interrupt, None) == "still here"
    finally:
        signal.signal(signal.SIGWINCH, former)


ORPHANS = """
import os, sys, time
from gazette_cli.services.children import Children

def work(payload):
    if payload == "pid":
        return os.getpid()
    while payload == "busy":
        pass
    time.sleep(60)

children = Children(work, count=3)
pids = []
children.start()
for n in range(3):
    children.submit(n, "pid")
while children.waiting:
    pids += [done.result for done in children.collect()]
children.submit(3, "busy")
children.submit(4, "asleep")
print(*{child.pid for child in children._children}, flush=True)
time.sleep(60)
"""


def test_no_child_outlives_a_parent_that_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        assert len(pids) == 3
        assert all(is_alive(pid) for pid in pids)
        parent.kill()
    until = time.monotonic() + 10
    while any(is_alive(pid) for pid in pids):
        assert time.monotonic() < until, "a child has outlived its parent"
        time.sleep(0.02)


def test_it_works_without_standard_streams() -> None:
    script = "from gazette_cli.services.bounded import run_bounded; assert run_bounded(len, b'abc') == 3"
    assert (
        subprocess.run(["sh", "-c", f'exec "$0" -c "{script}" <&- >&- 2>&-', sys.executable]).returncode == 0
    )
