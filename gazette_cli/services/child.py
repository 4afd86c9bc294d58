"""The inside of a child process (children.py): what it is cut off from, its limits, and its one loop."""

import fcntl
import gc
import os
import pickle
import resource
import signal
import struct
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any, BinaryIO, NamedTuple, NoReturn, TypeAlias

from gazette_cli.errors import GazetteError

Work: TypeAlias = Callable[[Any], Any]
# Before an answer: its kind and its length in bytes. Kinds are r (a pickled result) and e (an error in words); in
# capitals, the child is not to be used again.
HEADER = struct.Struct("=cQ")
_DESCRIPTORS = 64  # that work may open
_MOST_DESCRIPTORS = 65_536  # of the parent, where it can't be asked


class Limits(NamedTuple):
    """What one job may take: seconds by the clock, bytes beyond what the child starts with, seconds of a processor."""

    seconds: float
    memory: int
    cpu_seconds: float

    def explain_end(self, code: int) -> str:
        """Return what is said of a job whose child ended with this exit code, negative for a signal."""
        if code in (-signal.SIGALRM, -signal.SIGPROF):
            seconds = self.seconds if code == -signal.SIGALRM else self.cpu_seconds
            return f"took more than {seconds:g} s to read"
        if code in (-signal.SIGKILL, -signal.SIGTERM):
            return "the process that read it was killed"
        known = {-one: one.name for one in signal.Signals}
        return f"gazette fails to read it ({known.get(code, f'exit {code}')})"

    def explain_memory(self) -> str:
        """Return what is said of a job that took too much memory."""
        return f"took more than {self.memory // (1024 * 1024):,} MB to read"


def serve(work: Work, jobs: int, results: int, life: int, limits: Limits, signals: Iterable[int]) -> NoReturn:
    """Do the jobs that come over the pipe `jobs` and answer over `results`, until the first ends; never return.

    To be called right after the fork, all signals blocked; `signals` are those that were before. `life` is a pipe
    that the parent never writes to. Nothing of the parent's runs here at the
    end, neither `finally` nor `atexit`.
    """
    try:
        # Above the standard ones, which gazette may have been started without.
        jobs, results, life = (fcntl.fcntl(one, fcntl.F_DUPFD_CLOEXEC, 3) for one in (jobs, results, life))
        _cut_off(jobs, results, life)
        size = _measure()
        _limit(resource.RLIMIT_CORE, 0)
        _limit(resource.RLIMIT_NOFILE, _DESCRIPTORS)
        if size:
            _limit(resource.RLIMIT_AS, size + limits.memory)
        gc.enable()
        gc.freeze()  # or the first collection copies every page that is shared with the parent
        signal.pthread_sigmask(signal.SIG_SETMASK, signals)
        with open(jobs, "rb") as stream:
            usable = True
            while usable:
                usable = _do_job(work, stream, results, limits, size)
    finally:
        os._exit(0)


def _do_job(work: Work, stream: BinaryIO, results: int, limits: Limits, size: int) -> bool:
    """Do one job and answer. Return whether this child is good for another."""
    kind, usable = b"e", False
    try:
        payload = pickle.load(stream)
        usable = True
        _limit_time(limits)
        body = pickle.dumps(work(payload), pickle.HIGHEST_PROTOCOL)
        kind = b"r"
    except EOFError:
        if not usable:
            return False
        body = _name_fault("EOFError")
    except MemoryError:
        body, usable = limits.explain_memory().encode(), False
    except GazetteError as exc:
        body = exc.message.encode("utf-8", "replace") or _name_fault(type(exc).__name__)
    except BaseException as exc:  # noqa: BLE001 - whatever a parser lets out is that job's error, and no more
        body = _name_fault(type(exc).__name__)
    payload = None
    for timer in (signal.ITIMER_PROF, signal.ITIMER_REAL):
        signal.setitimer(timer, 0)
    usable = usable and _measure() - size < limits.memory // 4
    _write(results, HEADER.pack(kind if usable else kind.upper(), len(body)))
    _write(results, body)
    return usable


def _name_fault(name: str) -> bytes:
    return f"gazette fails to read it ({name})".encode("utf-8", "replace")


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def _cut_off(jobs: int, results: int, life: int) -> None:
    """Leave nothing of the parent's but the three pipes: no handler of a signal, no terminal, no open file."""
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGALRM, signal.SIGPROF, signal.SIGIO):
        signal.signal(number, signal.SIG_DFL)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    for descriptor in _list_descriptors():
        if descriptor not in (0, 1, 2, jobs, results, life):
            with suppress(OSError):
                os.close(descriptor)
    # The parent's end, even by kill -9, is a SIGIO here, and that ends a child (on Linux; elsewhere, its time does).
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)


def _list_descriptors() -> list[int]:
    try:
        return [int(name) for name in os.listdir("/dev/fd")]
    except (OSError, ValueError):
        return list(range(_MOST_DESCRIPTORS))  # a system without /proc


def _limit(what: int, soft: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard != resource.RLIM_INFINITY:
        soft = min(soft, hard)
    with suppress(ValueError, OSError):  # macOS has some of them in name only
        resource.setrlimit(what, (soft, hard))


def _limit_time(limits: Limits) -> None:
    signal.setitimer(signal.ITIMER_PROF, limits.cpu_seconds)  # RLIMIT_CPU knows whole seconds only
    # For the parent that can't end this: one that was stopped, or killed.
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)


def _measure() -> int:
    """Return the bytes of address space in use, 0 where that can't be known."""
    try:
        with open("/proc/self/statm", "rb") as file:
            return int(file.read().split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0
