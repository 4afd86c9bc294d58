"""Real children: what the pool makes of what they answer, or don't, and what is left afterwards."""

import os
import select
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gazette_cli.services.children import Children, Done

MEGABYTE = 1024 * 1024
Work = Callable[[Any], Any]


def gather(children: Children) -> dict[Any, Done]:
    """Wait for every job, as the refresh does."""
    found: list[Done] = []
    while children.waiting:
        ready = select.select(children.descriptors(), [], [], children.deadline())[0]
        found += children.collect(ready)
    assert len({done.key for done in found}) == len(found)
    return {done.key: done for done in found}


def follow(order: tuple[Work, Any]) -> Any:
    return order[0](order[1])


def list_descriptors() -> list[str]:
    return sorted(os.listdir("/dev/fd"))


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    before = list_descriptors()
    yield
    assert list_descriptors() == before


def test_one_poisoned_job_of_many_fails_alone() -> None:
    def square(n: int) -> int:
        if n == 70:
            os.kill(os.getpid(), signal.SIGSEGV)
        return n * n

    with Children(square, count=2) as children:
        for n in range(200):
            children.submit(n, n)
        assert children.waiting == 200
        done = gather(children)
    assert {n: one.result for n, one in done.items() if not one.error} == {
        n: n * n for n in range(200) if n != 70
    }
    assert done[70] == Done(70, None, "gazette fails to read it (SIGSEGV)")


def test_a_slow_job_does_not_hold_up_the_others() -> None:
    with Children(follow, count=2) as children:
        children.submit("slow", (time.sleep, 60))
        for n in range(50):
            children.submit(n, (abs, n))
        done: list[Done] = []
        while len(done) < 50:
            ready = select.select(children.descriptors(), [], [], children.deadline())[0]
            assert ready, "the slow one has come to its end first"
            done += children.collect(ready)
        assert children.waiting == 1


def test_a_large_job_goes_there_and_back() -> None:
    data = os.urandom(MEGABYTE) * 20
    with Children(follow, count=2) as children:
        for n in range(3):
            children.submit(n, (bytes.swapcase, data))
        done = gather(children)
    assert [done[n].result == data.swapcase() for n in range(3)] == [True] * 3


def test_an_idle_child_that_somebody_ends_is_replaced() -> None:
    with Children(lambda _: os.getpid(), count=1) as children:
        children.submit(0, None)
        first = gather(children)[0].result
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        children.submit(1, None)
        second = gather(children)[1]
    assert not second.error
    assert second.result != first


def test_a_child_that_ran_out_of_memory_is_not_used_again() -> None:
    with Children(lambda size: bytes(size) and os.getpid(), count=1, memory=50 * MEGABYTE) as children:
        for n, size in enumerate((1, 100 * MEGABYTE, 1)):
            children.submit(n, size)
        done = gather(children)
    assert done[1].error == "took more than 50 MB to read"
    assert done[0].result != done[2].result


def test_children_that_end_before_they_listen_are_not_forked_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("gazette_cli.services.children.serve", lambda *_: os._exit(3))
    with Children(len) as children:
        children.submit(0, bytes(MEGABYTE))
        assert gather(children)[0].error == "gazette fails to read it (exit 3)"


def test_a_child_that_is_stopped_holds_nothing_up_for_good() -> None:
    with Children(lambda data: (os.getpid(), len(data)), count=1, seconds=0.8) as children:
        children.submit(0, b"")
        os.kill(gather(children)[0].result[0], signal.SIGSTOP)
        children.submit("large", bytes(MEGABYTE))
        children.submit("next", b"abc")
        done = gather(children)
    assert done["large"].error == "took more than 0.8 s to read"
    assert done["next"].result[1] == 3


def test_an_answer_that_waited_for_us_is_not_late() -> None:
    with Children(bytes, count=1, seconds=0.5) as children:
        children.submit(0, 4 * MEGABYTE)
        select.select(children.descriptors(), [], [], 10)
        time.sleep((children.deadline() or 0) + 0.1)
        assert gather(children)[0].result == bytes(4 * MEGABYTE)


def test_closing_ends_what_runs_and_leaves_no_zombie() -> None:
    children = Children(lambda _: (os.getpid(), os.getppid()), count=2)
    children.start()
    children.submit(0, None)
    pid, parent = gather(children)[0].result
    assert parent == os.getpid()
    children.submit(1, None)
    children.close()
    assert children.waiting == 0
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    children.submit(2, None)
    assert gather(children)[2].result[1] == parent, "closed, it starts anew when it is asked to"
    children.close()


def test_a_system_without_room_for_a_process_is_an_error_of_the_job(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> int:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    with Children(len) as children, monkeypatch.context() as patched:
        patched.setattr(os, "fork", fail)
        children.submit(0, b"abc")
        assert children.deadline() == 0.0
        assert gather(children)[0].error == "no process to read it in: Resource temporarily unavailable"


def test_a_payload_that_cannot_be_passed_on_is_our_mistake() -> None:
    with Children(len, count=1) as children:
        with pytest.raises(TypeError):
            children.submit(0, sys.stdout)
        children.submit(1, b"abc")
        assert gather(children)[1].result == 3
