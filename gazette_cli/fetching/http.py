"""The HTTP client: many requests at once in one thread (libcurl's multi interface), each with an end.

Whatever a server does, what comes of a request is a Reply; only KeyboardInterrupt gets out of `Fetcher.poll`.
"""

import selectors
import threading
import time
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

import pycurl

from gazette_cli.errors import SourceError
from gazette_cli.fetching.addresses import is_name, split_login
from gazette_cli.fetching.interrupts import hold_interrupts
from gazette_cli.fetching.lookups import Lookups
from gazette_cli.fetching.surroundings import count_spare_files, find_certificates
from gazette_cli.fetching.transfer import Asking, Handle, Limits
from gazette_cli.fetching.trouble import BROKEN, TIMED_OUT
from gazette_cli.subscription import Reply, Request
from gazette_cli.text import clean_line

__all__ = ["Fetcher", "Limits", "fetch"]

# What a file descriptor is watched for.
_CURL, _NAMES, _OTHER = range(3)


def fetch(request: Request, limits: Limits, environ: Mapping[str, str]) -> Reply:
    """Make one request, to its end."""
    with Fetcher(limits, environ) as fetcher:
        fetcher.add(request)
        while not (replies := fetcher.poll(60.0)[0]):
            pass
        return replies[0]


class Fetcher:
    """Makes requests, `limits.jobs` at once and `limits.per_host` at one host; the others wait their turn.

    `environ` holds the variables that name proxies and certificates. Nothing moves but within `poll`.
    """

    def __init__(self, limits: Limits, environ: Mapping[str, str]) -> None:
        self._limits = limits
        self._environ = environ
        self._jobs = max(1, min(limits.jobs, count_spare_files()))
        self._certificates = find_certificates(environ)
        self._waiting: deque[Asking] = deque()
        # Those whose host has its fill, by host.
        self._held: dict[str, deque[Asking]] = {}
        self._active: dict[Any, Handle] = {}
        self._spare: list[Handle] = []
        self._hosts: Counter[str] = Counter()
        # The handles whose answer has not begun, oldest first, and until when it may take.
        self._silent: deque[tuple[float, Handle, Asking]] = deque()
        self._replies: list[Reply] = []
        self._closed = False
        self._selector = selectors.DefaultSelector()
        self._wake: float | None = None
        self._lookups: Lookups[Asking] = Lookups()
        self._selector.register(self._lookups, selectors.EVENT_READ, _NAMES)
        self._multi: Any = pycurl.CurlMulti()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, self._watch)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, self._set_timer)
        # Open connections are kept for the next request to their host: not more than are used at once.
        self._multi.setopt(pycurl.M_MAXCONNECTS, self._jobs)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    @property
    def in_flight(self) -> list[Request]:
        """The requests that are being made now."""
        moving = [handle.asking for handle in self._active.values() if handle.asking is not None]
        return [asking.request for asking in (*moving, *self._lookups)]

    @property
    def pending(self) -> int:
        """How many were added whose reply was not handed out yet."""
        held = sum(map(len, self._held.values()))
        return self._busy + len(self._waiting) + held + len(self._replies)

    @property
    def _busy(self) -> int:
        return len(self._active) + len(self._lookups)

    @property
    def room(self) -> int:
        """How many may be added before one has to wait. Those that wait for their own host's others don't count."""
        return max(0, self._jobs - self._busy - len(self._waiting))

    def add(self, request: Request) -> None:
        """Take a request. One that can't be made has its reply like any other."""
        try:
            self._waiting.append(Asking(request, self._limits, self._environ))
        except SourceError as exc:
            url = split_login(clean_line(request.url))[0]
            self._replies.append(Reply(request.key, "" if "@" in url else url, error=exc.message))

    def poll(self, timeout: float, others: Sequence[int] = ()) -> tuple[list[Reply], list[int]]:
        """Wait until a reply is there, one of the file descriptors `others` can be read, or `timeout` seconds are over.

        Returns the replies, and those of `others` that can be read. Returns at once when there is nothing to wait for.
        """
        end = time.monotonic() + timeout
        ready: set[int] = set()
        registered = []
        try:
            for other in {*others}:
                self._selector.register(other, selectors.EVENT_READ, _OTHER)
                registered.append(other)
            while True:
                with hold_interrupts():
                    self._move([])
                startable = self._waiting and self._busy < self._jobs
                if self._replies or startable or not (self._busy or others):
                    wait = 0.0
                else:
                    wait = max(self._until(end) - time.monotonic(), 0.0)
                events = self._selector.select(wait)
                ready.update(key.fd for key, _ in events if key.data == _OTHER)
                with hold_interrupts():
                    self._move([(key.fd, what) for key, what in events if key.data == _CURL])
                idle = not (self._busy or self._waiting or others)
                if self._replies or ready or idle or time.monotonic() >= end:
                    break
        finally:
            for other in registered:
                self._selector.unregister(other)
        replies, self._replies = self._replies, []
        return replies, [other for other in others if other in ready]

    def close(self) -> None:
        """Drop what is under way. Nothing can be asked any more."""
        if self._closed:
            return
        self._closed = True
        for curl, handle in self._active.items():
            with suppress(pycurl.error):
                self._multi.remove_handle(curl)
            handle.close()
        for handle in self._spare:
            handle.close()
        for kept in (self._active, self._spare, self._silent, self._waiting, self._held):
            kept.clear()
        self._multi.setopt(pycurl.M_SOCKETFUNCTION, None)
        self._multi.setopt(pycurl.M_TIMERFUNCTION, None)
        self._selector.close()
        self._lookups.close()
        # libcurl waits for names that are still looked up, for as long as getaddrinfo(3) takes: ten seconds and more.
        ending = threading.Thread(target=self._multi.close, daemon=True)
        ending.start()
        ending.join(0.1)

    def _until(self, end: float) -> float:
        while self._silent and not self._is_silent(*self._silent[0][1:]):
            self._silent.popleft()
        silent = self._silent[0][0] if self._silent else None
        moments = (end, self._wake, silent, self._lookups.find_deadline())
        return min(moment for moment in moments if moment is not None)

    def _is_silent(self, handle: Handle, asking: Asking) -> bool:
        return handle.asking is asking and not handle.answered

    def _move(self, events: list[tuple[int, int]]) -> None:
        """Begin what waits, let libcurl read and write, and take what is done."""
        self._take_names()
        self._start()
        try:
            for fd, happened in events:
                action = pycurl.CSELECT_IN if happened & selectors.EVENT_READ else 0
                if happened & selectors.EVENT_WRITE:
                    action |= pycurl.CSELECT_OUT
                self._multi.socket_action(fd, action)
            self._wake_libcurl()
            self._collect()
            if self._waiting:
                # On its way already while the caller is busy with what has come.
                self._start()
                self._wake_libcurl()
                self._collect()
        except pycurl.error:
            # libcurl's whole machine has stopped: nothing comes to its end by itself any more.
            for handle in [*self._active.values()]:
                self._end(handle, BROKEN, "")

    def _start(self) -> None:
        while self._waiting and self._busy < self._jobs:
            asking = self._waiting.popleft()
            host = asking.address.host
            if self._hosts[host] >= max(1, self._limits.per_host):
                self._held.setdefault(host, deque()).append(asking)
                continue
            now = time.monotonic()
            asking.set_off(now)
            self._hosts[host] += 1
            if is_name(host) and host not in self._lookups.known and not asking.proxy:
                self._lookups.want(host, asking, now + self._limits.connect_seconds)
            else:
                self._begin(asking)

    def _take_names(self) -> None:
        now = time.monotonic()
        for asking, error in self._lookups.take(now):
            if error:
                late = f"no connection in {self._limits.connect_seconds:g} s"
                self._leave(asking, asking.reply(now, late if error == "late" else error))
            else:
                self._begin(asking)

    def _wake_libcurl(self) -> None:
        if self._wake is not None and time.monotonic() >= self._wake:
            self._wake = None
            self._multi.socket_action(pycurl.SOCKET_TIMEOUT, 0)

    def _begin(self, asking: Asking) -> None:
        handle = self._spare.pop() if self._spare else Handle(self._certificates)
        now = time.monotonic()
        try:
            handle.begin(asking, self._lookups.known.get(asking.address.host, ()), now)
            self._multi.add_handle(handle.curl)
        except (pycurl.error, ValueError, TypeError):
            handle.close()
            self._leave(asking, asking.reply(now, "its address can't be asked"))
            return
        self._active[handle.curl] = handle
        self._silent.append((now + self._limits.first_byte_seconds, handle, asking))

    def _collect(self) -> None:
        left = 1
        while left:
            left, done, failed = self._multi.info_read()
            for curl in done:
                self._end(self._active[curl], 0, "")
            for curl, code, message in failed:
                self._end(self._active[curl], code, message)
        now = time.monotonic()
        while self._silent and self._silent[0][0] <= now:
            _, handle, asking = self._silent.popleft()
            if self._is_silent(handle, asking):
                handle.silent = True
                self._end(handle, TIMED_OUT, "")

    def _end(self, handle: Handle, code: int, message: str) -> None:
        asking = handle.asking
        assert asking is not None
        # Where its next hop goes may be elsewhere.
        host = asking.address.host
        reply = handle.end(code, message, time.monotonic())
        with suppress(pycurl.error):
            self._multi.remove_handle(handle.curl)
        del self._active[handle.curl]
        self._spare.append(handle)
        self._leave(asking, reply, host)

    def _leave(self, asking: Asking, reply: Reply | None, host: str = "") -> None:
        """Make room at a host. Without a reply, the request goes on elsewhere."""
        host = host or asking.address.host
        self._hosts[host] -= 1
        held = self._held.get(host)
        if held:
            self._waiting.appendleft(held.popleft())
        else:
            self._held.pop(host, None)
            if not self._hosts[host]:
                del self._hosts[host]
        if reply is None:
            self._waiting.appendleft(asking)
        else:
            self._replies.append(reply)

    def _watch(self, action: int, fd: int, multi: Any, data: Any) -> None:
        if action == pycurl.POLL_REMOVE:
            with suppress(KeyError, ValueError):
                self._selector.unregister(fd)
            return
        mask = selectors.EVENT_READ if action & pycurl.POLL_IN else 0
        if action & pycurl.POLL_OUT:
            mask |= selectors.EVENT_WRITE
        try:
            self._selector.modify(fd, mask, _CURL)
        except (KeyError, OSError):
            self._selector.register(fd, mask, _CURL)

    def _set_timer(self, milliseconds: int) -> None:
        self._wake = None if milliseconds < 0 else time.monotonic() + milliseconds / 1000
