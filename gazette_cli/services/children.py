"""Processes that read what comes from outside, and that can be killed: feedparser alone has inputs of a few hundred
kilobytes that cost it a minute or a gigabyte.

A pool of forked children. Each takes one job at a time over a pipe, as a pickle, and answers over another. What takes
too long, too much memory, or ends its child is an error of that one job; the next one gets a fresh child.
"""

import os
import pickle
import select
import signal
import time
import warnings
from collections import deque
from collections.abc import Collection
from contextlib import suppress
from typing import Any, NamedTuple

from gazette_cli.services.child import HEADER, Limits, Work, serve

_MEGABYTE = 1024 * 1024


class Done(NamedTuple):
    """A job that has ended: its key, and the result of the work or, in words for a person, why there is none."""

    key: Any
    result: Any = None
    error: str = ""


class _Job(NamedTuple):
    key: Any
    payload: Any
    again: bool = False


class _Child:
    """A process of the pool, and how far its answer has come in."""

    def __init__(self, pid: int, jobs: int, results: int, life: int) -> None:
        self.pid = pid
        self.jobs = jobs
        self.results = results
        self.life = life
        self.job: _Job | None = None
        self.heard = True  # whether the job has reached it whole
        self.deadline = 0.0
        self._kind = b""
        self._buffer = bytearray(HEADER.size)
        self._filled = 0

    @property
    def answering(self) -> bool:
        """Whether a part of its answer has come in."""
        return bool(self._kind or self._filled)

    def read(self) -> tuple[bytes, bytearray] | None:
        """Return the kind and the body of its answer once that is whole. Raises EOFError when it has ended."""
        while True:
            while self._filled < len(self._buffer):
                with memoryview(self._buffer) as view:
                    try:
                        count = os.readv(self.results, [view[self._filled :]])
                    except BlockingIOError:
                        return None
                if not count:
                    raise EOFError
                self._filled += count
            buffer, kind, self._filled = self._buffer, self._kind, 0
            if kind:
                self._kind, self._buffer = b"", bytearray(HEADER.size)
                return kind, buffer
            self._kind, length = HEADER.unpack(buffer)
            self._buffer = bytearray(length)

    def write(self, data: Any) -> int:
        """Write all of `data` to it (what pickle.dump calls). Raises TimeoutError past the deadline."""
        with memoryview(data).cast("B") as view:
            done = 0
            while done < len(view):
                try:
                    done += os.write(self.jobs, view[done : done + _MEGABYTE])
                except BlockingIOError:
                    self._wait()
            return done

    def _wait(self) -> None:
        left = self.deadline - time.monotonic()
        room = select.poll()
        room.register(self.jobs, select.POLLOUT)
        if left <= 0 or not room.poll(left * 1000):
            raise TimeoutError

    def end(self, *, kill: bool) -> int:
        """Wait for it, after killing it where `kill`; return its exit code, negative for a signal."""
        for descriptor in (self.jobs, self.results, self.life):
            os.close(descriptor)
        if kill:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        except ChildProcessError:
            return 0  # whoever started gazette had it ignore SIGCHLD: nobody knows


class Children:
    """A pool of `count` processes that do `work(payload) -> result`, within limits for each job.

    `seconds` is by the clock, `cpu_seconds` of a processor; `memory` is in bytes, beyond what the process already has
    when it is forked (not on macOS, which has no such limit). A child starts out with all that is loaded here: import
    what `work` needs first. `work` must not touch what was opened before: files, sockets and the library are closed
    there. Payload and result are pickled. Close it, or use it in a `with`: that ends what still runs.
    """

    def __init__(
        self,
        work: Work,
        *,
        count: int = 2,
        seconds: float = 30.0,
        memory: int = 512 * _MEGABYTE,
        cpu_seconds: float = 20.0,
    ) -> None:
        self._work = work
        self._count = count
        self._limits = Limits(seconds, memory, cpu_seconds)
        self._queue: deque[_Job] = deque()
        self._children: list[_Child] = []
        self._lost: list[Done] = []

    def __enter__(self) -> "Children":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def waiting(self) -> int:
        """How many jobs have not been collected yet."""
        return len(self._queue) + len(self._lost) + sum(child.job is not None for child in self._children)

    def start(self) -> None:
        """Fork all children now, rather than when there is something to do."""
        with suppress(OSError):
            while len(self._children) < self._count:
                self._fork()

    def submit(self, key: Any, payload: Any) -> None:
        """Queue a job. Its `Done` will have this key."""
        self._queue.append(_Job(key, payload))
        self._hand_out()

    def descriptors(self) -> list[int]:
        """Return what to wait for: one of these is readable when `collect` has something to do."""
        return [child.results for child in self._children if child.job is not None]

    def deadline(self) -> float | None:
        """Return for how many seconds to wait at most before `collect` is called again; None: nothing is in work."""
        if self._lost:
            return 0.0
        deadlines = [child.deadline for child in self._children if child.job is not None]
        return max(0.0, min(deadlines) - time.monotonic()) if deadlines else None

    def collect(self, ready: Collection[int] | None = None) -> list[Done]:
        """Return the jobs that have ended, without waiting; those past their time are ended here.

        `ready`: those of `descriptors` that are known to be readable; None: look at all.
        """
        ended = []
        for child in [child for child in self._children if child.job is not None]:
            done = self._receive(child) if ready is None or child.results in ready else None
            if done is None and child.job is not None and time.monotonic() >= child.deadline:
                done = self._give_up(child)
            if done is not None:
                ended.append(done)
        self._hand_out()
        lost, self._lost = self._lost, []
        return ended + lost

    def close(self) -> None:
        """End every child, whatever it does. What was not collected is lost."""
        self._queue.clear()
        self._lost.clear()
        while self._children:
            self._children.pop().end(kill=True)

    def _hand_out(self) -> None:
        while self._queue:
            child = next((child for child in self._children if child.job is None), None)
            if child is None:
                if len(self._children) >= self._count:
                    return
                try:
                    child = self._fork()
                except OSError as exc:
                    if self._children:
                        return
                    job = self._queue.popleft()
                    self._lost.append(Done(job.key, None, f"no process to read it in: {exc.strerror}"))
                    continue
            self._give(child, self._queue.popleft())

    def _give(self, child: _Child, job: _Job) -> None:
        child.job, child.heard = job, False
        child.deadline = time.monotonic() + self._limits.seconds
        try:
            pickle.dump(job.payload, child, protocol=pickle.HIGHEST_PROTOCOL)
            child.heard, child.job = True, job._replace(payload=None)
        except (BrokenPipeError, TimeoutError):
            pass  # it has ended, or hangs: collect sees to both
        except BaseException:
            self._drop(child, kill=True)
            raise

    def _receive(self, child: _Child) -> Done | None:
        job = child.job
        assert job is not None
        try:
            answer = child.read()
        except EOFError:
            code = self._drop(child, kill=False)
            if child.heard or job.again:
                return Done(job.key, None, self._limits.explain_end(code))
            self._queue.appendleft(job._replace(again=True))  # it had ended before
            return None
        if answer is None:
            if child.answering:  # it may have waited for us: the time it took is over
                child.deadline = time.monotonic() + self._limits.seconds
            return None
        kind, body = answer
        child.job = None
        if kind.isupper():
            self._drop(child, kill=True)
        if kind in b"eE":
            return Done(job.key, None, body.decode())
        return Done(job.key, pickle.loads(body))

    def _give_up(self, child: _Child) -> Done:
        assert child.job is not None
        self._drop(child, kill=True)
        return Done(child.job.key, None, self._limits.explain_end(-signal.SIGALRM))

    def _drop(self, child: _Child, *, kill: bool) -> int:
        self._children.remove(child)
        return child.end(kill=kill)

    def _fork(self) -> _Child:
        """Start a child. Raises OSError where the system has no more processes, memory or descriptors."""
        descriptors: list[int] = []
        try:
            for _ in range(3):
                descriptors += os.pipe()
            jobs_out, jobs_in, results_out, results_in, life_out, life_in = descriptors
            for one in (jobs_in, results_out):
                os.set_blocking(one, False)
            # A Ctrl-C between the fork and its preparations would run this process's own endings in the child.
            former = signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
            try:
                with warnings.catch_warnings():
                    # libcurl resolves names in threads of its own; none of them holds what a child needs.
                    warnings.filterwarnings("ignore", ".*multi-threaded", DeprecationWarning)
                    pid = os.fork()
                if not pid:
                    serve(self._work, jobs_out, results_in, life_out, self._limits, former)
                child = _Child(pid, jobs_in, results_out, life_in)
                self._children.append(child)
                for one in (jobs_out, results_in, life_out):
                    os.close(one)
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, former)
        except OSError:
            for one in descriptors:
                os.close(one)
            raise
        return child
