"""Names of hosts become addresses, on threads of our own that nobody waits for.

getaddrinfo(3) can't be stopped: a dead name server holds it for ten seconds and more. libcurl has twenty threads for
it, so that twenty such names stop all others, and it waits for them when it is closed.
"""

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from typing import Generic, TypeVar

T = TypeVar("T")

_MOST_THREADS = 400


class Lookups(Generic[T]):
    """Looks names up for things that wait. `known` holds what was found: addresses as getaddrinfo(3) orders them."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, ...]] = {}
        # What waits, oldest first: until when, and for which name.
        self._waiting: dict[T, tuple[float, str]] = {}
        self._names: set[str] = set()
        self._wanted: SimpleQueue[str | None] = SimpleQueue()
        self._found: SimpleQueue[tuple[str, tuple[str, ...], str]] = SimpleQueue()
        self._threads = 0
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[T]:
        return iter(self._waiting)

    def fileno(self) -> int:
        """The file descriptor that can be read when `take` has something."""
        return self._reader.fileno()

    def want(self, name: str, thing: T, deadline: float) -> None:
        """Look `name` up for `thing`, which waits until `deadline` (of the caller's clock)."""
        self._waiting[thing] = (deadline, name)
        if name in self._names:
            return
        self._names.add(name)
        self._wanted.put(name)
        if self._threads < min(len(self._names), _MOST_THREADS):
            self._threads += 1
            threading.Thread(target=self._work, name="lookup", daemon=True).start()

    def take(self, now: float) -> list[tuple[T, str]]:
        """Return those that need wait no longer, with why there is no address: "" when there is (in `known`), a reason
        in words, or "late"."""
        if not self._threads:
            return []
        with suppress(BlockingIOError):
            self._reader.recv(4096)
        done: list[tuple[T, str]] = []
        while not self._found.empty():
            name, addresses, error = self._found.get()
            self._names.discard(name)
            if addresses:
                self.known[name] = addresses
            done += [(thing, error) for thing, (_, wanted) in self._waiting.items() if wanted == name]
        done += [(thing, "late") for thing, (deadline, _) in self._waiting.items() if deadline <= now]
        # One that is found and late was found.
        return [(thing, error) for thing, error in done if self._waiting.pop(thing, None) is not None]

    def find_deadline(self) -> float | None:
        """Return when the first of those that wait has waited enough."""
        return next(iter(self._waiting.values()))[0] if self._waiting else None

    def close(self) -> None:
        """Wait for nobody: a thread ends when its name server has answered."""
        self._waiting.clear()
        for _ in range(self._threads):
            self._wanted.put(None)
        self._reader.close()
        self._writer.close()

    def _work(self) -> None:
        while (name := self._wanted.get()) is not None:
            self._found.put((name, *look_up(name)))
            # Full: what is in it already will wake the reader. Closed: nobody waits any more.
            with suppress(OSError):
                self._writer.send(b"!")


def look_up(name: str) -> tuple[tuple[str, ...], str]:
    """Return the addresses of a host, or why there are none."""
    try:
        answers = socket.getaddrinfo(name.encode("ascii"), None, type=socket.SOCK_STREAM)
    except socket.gaierror as exc:
        return (), "its name server does not answer" if exc.errno == socket.EAI_AGAIN else "no such host"
    except (OSError, UnicodeError):
        return (), "no such host"
    addresses = tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))
    return addresses, "" if addresses else "no such host"
