"""The pictures of articles: fetched when a reader asks for them, and never otherwise.

Each is asked for once, without cookies, passwords or a word of where it stands, and decoded in a child process that can
be killed (children.py). A tracker's pixel is left where it is, as far as its address or its size tells.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from gazette_cli import paths
from gazette_cli.blocks import Figure, walk_leaves
from gazette_cli.config import Config
from gazette_cli.errors import SourceError
from gazette_cli.fetching.addresses import is_private_host, read_address, split_login
from gazette_cli.fetching.picturecache import PictureCache
from gazette_cli.models import Picture, Reading
from gazette_cli.parsing.media import is_beacon
from gazette_cli.parsing.urls import is_absolute, join_url
from gazette_cli.services.picturework import TRACKER, decode_picture, load_decoders
from gazette_cli.subscription import Reply, Request

_ACCEPT = "image/avif, image/webp, image/png, image/jpeg, image/gif, image/*;q=0.5"
_MOST = 24  # pictures of one article
_LARGEST = 5 * 1024 * 1024  # bytes of one picture
_MOST_BYTES = 20 * 1024 * 1024  # of all of an article
_SECONDS = 15.0  # for all of an article
_FIRST_BYTE = 8.0  # seconds
_JOBS = 8
_CHILDREN = 2
_DECODING = 5.0  # seconds for one picture
_MOST_READ = 6  # pictures that wait to be decoded, or are being decoded
_PATIENCE = 0.05  # seconds
_FOLDER = "pictures"
Progress = Callable[[int, int], None]  # (pictures done, pictures in all)


class Failure(NamedTuple):
    """A picture that could not be had, and why, in a few words."""

    url: str
    reason: str


class Illustrated(NamedTuple):
    """An article with its pictures, as far as they could be had, and the failures among `wanted` pictures.

    `stopped`: the reader would not wait for the rest.
    """

    reading: Reading
    failures: tuple[Failure, ...] = ()
    wanted: int = 0
    stopped: bool = False


def illustrate(
    reading: Reading,
    *,
    config: Config,
    environ: Mapping[str, str],
    now: datetime,
    progress: Progress | None = None,
) -> Illustrated:
    """Fetch the pictures of an article, or find them in the cache; where its text has none, the one its feed gave.

    `now` is aware. Ctrl-C ends the fetching: what has come is there. Raises ImportError where Pillow is not installed.
    """
    reading = _add_picture(reading)
    addresses = _list_pictures(reading)
    cache = PictureCache(paths.find_cache(environ) / _FOLDER, now.timestamp())
    gathering = _Gathering(cache, not _is_private(reading.article.url), progress)
    stopped = gathering.run(list(dict.fromkeys(addresses.values())), config, environ)
    found = gathering.found
    pictures = {
        url: picture
        for url, address in addresses.items()
        if isinstance(picture := found.get(address), Picture)
    }
    failures = tuple(
        Failure(address, reason)
        for address, reason in found.items()
        if isinstance(reason, str) and reason != TRACKER
    )
    return Illustrated(reading._replace(pictures=pictures), failures, len(set(addresses.values())), stopped)


def has_pictures(reading: Reading) -> bool:
    """Tell whether there is anything for `illustrate` to do."""
    return bool(reading.content.image or _list_figures(reading))


def _add_picture(reading: Reading) -> Reading:
    """Put the picture that the feed gave before a text that has none."""
    given = reading.content.image
    if not given or any(leaf.url for leaf in _list_figures(reading)):
        return reading
    return reading._replace(blocks=(Figure(given, ""), *reading.blocks))


def _list_figures(reading: Reading) -> list[Figure]:
    leaves = walk_leaves(reading.blocks, empty=True)
    return [leaf for leaf in leaves if isinstance(leaf, Figure) and leaf.kind == "image"]


def _list_pictures(reading: Reading) -> dict[str, str]:
    """Return the addresses of an article's pictures by the URLs that stand in it."""
    found: dict[str, str] = {}
    for figure in _list_figures(reading):
        if figure.url and figure.url not in found and len(found) < _MOST:
            address = split_login(join_url(reading.article.url, figure.url))[0].partition("#")[0]
            if is_absolute(address) and not is_beacon(address):
                found[figure.url] = address
    return found


def _is_private(url: str | None) -> bool:
    try:
        return url is not None and is_private_host(read_address(split_login(url)[0]).host)
    except SourceError:
        return False


class _Gathering:
    """Pictures on their way: `found` holds each, or in words why there is none, by its address.

    `public`: it is somebody on the public internet who asks for them.
    """

    def __init__(self, cache: PictureCache, public: bool, progress: Progress | None) -> None:
        self.found: dict[str, Picture | str] = {}
        self._cache = cache
        self._public = public
        self._progress = progress
        self._addresses: list[str] = []
        self._done = 0
        self._received = 0

    def run(self, addresses: Sequence[str], config: Config, environ: Mapping[str, str]) -> bool:
        """Find or fetch all. Return whether Ctrl-C has ended that."""
        try:
            for address in addresses:
                known = self._cache.find(address)
                if known is None:
                    self._addresses.append(address)
                else:
                    self.found[address] = known
            if self._addresses:
                self._fetch(config, environ)
                self._cache.trim()
        except KeyboardInterrupt:
            return True
        return False

    def _fetch(self, config: Config, environ: Mapping[str, str]) -> None:
        from gazette_cli.fetching.http import Fetcher
        from gazette_cli.services.children import Children
        from gazette_cli.services.refreshing import make_limits

        limits = make_limits(config)
        limits = limits._replace(
            jobs=min(limits.jobs, _JOBS),
            body=min(limits.body, _LARGEST),
            first_byte_seconds=min(limits.first_byte_seconds, _FIRST_BYTE),
            total_seconds=min(limits.total_seconds, _SECONDS),
        )
        end = time.monotonic() + _SECONDS
        pending = list(enumerate(self._addresses))[::-1]
        count = min(_CHILDREN, len(pending))
        load_decoders()
        with Children(decode_picture, count=count, seconds=_DECODING, cpu_seconds=_DECODING) as children:
            # Before libcurl and its threads are there.
            children.start()
            with Fetcher(limits, environ) as fetcher:
                while pending or fetcher.pending or children.waiting:
                    while pending and fetcher.room and children.waiting < _MOST_READ:
                        key, address = pending.pop()
                        fetcher.add(Request(key, address, accept=_ACCEPT, public=self._public))
                    replies, readable = fetcher.poll(_PATIENCE, children.descriptors())
                    for reply in replies:
                        self._received += reply.received
                        reason, lasting = _explain(reply)
                        if reason:
                            self._end(reply.key, reason, lasting)
                        else:
                            children.submit(reply.key, reply.body)
                    for done in children.collect(readable):
                        self._end(done.key, done.error or done.result, True)
                    if self._received > _MOST_BYTES or time.monotonic() > end:
                        break
        late = self._received <= _MOST_BYTES
        for address in self._addresses:
            self.found.setdefault(
                address, f"not here in {_SECONDS:g} s" if late else "too much for one article"
            )

    def _end(self, key: int, what: Picture | str, lasting: bool) -> None:
        address = self._addresses[key]
        self.found[address] = what
        if lasting:
            self._cache.keep(address, what)
        self._done += 1
        if self._progress:
            self._progress(self._done, len(self._addresses))


def _explain(reply: Reply) -> tuple[str, bool]:
    """Return why there is no picture in a reply, "" where there may be one, and whether it is so for some time."""
    if reply.error:
        return reply.error, reply.error.startswith("larger")
    if reply.status == 200:
        return ("" if reply.body else "empty"), True
    return f"the server answers {reply.status}", reply.status in (401, 403, 404, 410, 451)
