"""Pictures that were fetched before, as files: what a reader opens twice is asked for once.

One file for each URL, named by its digest: a PNG, or a line that says why there is none. Each is written whole and then
moved into its place, so that two gazettes at once do no harm. A cache that can't be read or written is none.
"""

import hashlib
import os
import struct
import tempfile
from contextlib import suppress
from pathlib import Path

from gazette_cli.models import Picture

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# The signature, the length and the name of the first chunk, width and height (PNG, 11.2.2).
_HEAD = struct.Struct(">8sI4sII")
_REASON = b"none: "
_LARGEST = 16 * 1024 * 1024  # bytes of one file
_FORGETTING = 12 * 60 * 60  # seconds after which what failed is tried again
_LEFT_OVER = 60 * 60  # seconds after which a file that was never finished goes
_UNFINISHED = ".part"


class PictureCache:
    """The pictures in `folder`, `limit` bytes at most; those that were not shown for the longest time go first.

    `now` is in seconds since the epoch.
    """

    def __init__(self, folder: Path, now: float, limit: int = 100 * 1024 * 1024) -> None:
        self._folder = folder
        self._now = now
        self._limit = limit

    def find(self, url: str) -> Picture | str | None:
        """Return the picture of `url`, or in words why there was none lately, or None where nothing is known."""
        path = self._name(url)
        try:
            with open(path, "rb") as file:
                written = os.fstat(file.fileno()).st_mtime
                data = file.read(_LARGEST + 1)
        except OSError:
            return None
        if data.startswith(_REASON):
            fresh = 0 <= self._now - written < _FORGETTING
            return data[len(_REASON) :].decode("utf-8", "replace") if fresh else None
        if len(data) > _LARGEST or len(data) < _HEAD.size:
            return None
        signature, _, name, width, height = _HEAD.unpack_from(data)
        if (signature, name) != (_SIGNATURE, b"IHDR") or not data.endswith(b"IEND\xaeB`\x82"):
            return None
        with suppress(OSError):
            os.utime(path, (self._now, self._now))
        return Picture(data, width, height)

    def keep(self, url: str, found: Picture | str) -> None:
        """Keep a picture, or the reason why there is none."""
        data = found.png if isinstance(found, Picture) else _REASON + found.encode("utf-8", "replace")
        name = ""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, suffix=_UNFINISHED, delete=False) as file:
                name = file.name
                file.write(data)
            os.utime(name, (self._now, self._now))
            os.replace(name, self._name(url))
        except OSError:
            if name:
                with suppress(OSError):
                    os.unlink(name)

    def trim(self) -> None:
        """Bring the cache below its limit."""
        files = []
        with suppress(OSError), os.scandir(self._folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    known = entry.stat(follow_symlinks=False)
                    left_over = entry.name.endswith(_UNFINISHED) and self._now - known.st_mtime > _LEFT_OVER
                    files.append((0.0 if left_over else known.st_mtime, known.st_size, entry.path))
        room = self._limit
        for written, size, path in sorted(files, reverse=True):
            room -= size
            if room < 0 or not written:
                with suppress(OSError):
                    os.unlink(path)

    def _name(self, url: str) -> Path:
        return self._folder / hashlib.blake2b(url.encode("utf-8", "replace"), digest_size=20).hexdigest()
