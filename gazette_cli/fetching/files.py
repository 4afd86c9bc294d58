"""Files on this machine become bytes: what a folder holds, and what a file says."""

import os
import stat
from collections.abc import Callable
from typing import BinaryIO, NamedTuple

from gazette_cli.errors import SourceError

# More than any page or feed; a file past it is refused rather than read into memory.
_LARGEST = 256 * 1024 * 1024
_PIECE = 1024 * 1024


class Found(NamedTuple):
    """A file: its path below the folder ("/" between the parts), time of change and size in bytes."""

    path: str
    mtime_ns: int
    size: int


class Scan(NamedTuple):
    """What a folder holds, and (path, reason) of each folder in it that can't be listed."""

    files: list[Found]
    failures: list[tuple[str, str]]


def scan_folder(root: str, wanted: Callable[[str], bool]) -> Scan:
    """Find the files below `root` whose name is `wanted`, in order of path.

    Hidden files and folders are passed over, and so are links to folders (they may lead in circles). Raises SourceError
    when `root` itself can't be listed.
    """
    files: list[Found] = []
    failures: list[tuple[str, str]] = []
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            entries = os.scandir(f"{root}/{below}")
        except OSError as exc:
            if not below:
                raise SourceError(
                    f"{root}: {_explain(exc)}", root, "check that the folder is there and can be read"
                ) from exc
            failures.append((below.rstrip("/"), _explain(exc)))
            continue
        with entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    continue
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{below}{name}/")
                elif wanted(name):
                    try:
                        status = entry.stat()
                    except OSError:
                        continue  # gone since, or a link to nowhere
                    if stat.S_ISREG(status.st_mode):
                        files.append(Found(below + name, status.st_mtime_ns, status.st_size))
    files.sort()
    return Scan(files, failures)


def find_file(path: str) -> Found:
    """Return the file at `path` under its own name. Raises SourceError when there is none that can be read."""
    try:
        status = os.stat(path)
    except (OSError, ValueError) as exc:
        raise SourceError(f"{path}: {_explain(exc)}", path, "check the path") from exc
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path}: not a file or a folder", path)
    return Found(os.path.basename(path), status.st_mtime_ns, status.st_size)


def read_file(path: str) -> bytes:
    """Return the bytes of the file at `path`. Raises SourceError when it can't be read or is past 256 MB."""
    try:
        # Not blocking: a named pipe put in a file's place would hold the program for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            pieces = [os.read(descriptor, _PIECE)]
            while len(pieces[-1]) == _PIECE and len(pieces) * _PIECE <= _LARGEST:
                pieces.append(os.read(descriptor, _PIECE))
        finally:
            os.close(descriptor)
    except OSError as exc:
        raise SourceError(f"{path}: {_explain(exc)}", path) from exc
    if len(pieces) * _PIECE > _LARGEST:
        raise SourceError(f"{path}: larger than {_LARGEST >> 20} MB", path)
    return b"".join(pieces)


def read_stream(stream: BinaryIO) -> bytes:
    """Return all bytes of an open stream (standard input). Raises SourceError past 256 MB."""
    data = stream.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise SourceError(f"standard input: larger than {_LARGEST >> 20} MB", "-")
    return data


def printable(path: str) -> str:
    """Return a file name as text that can be stored: bytes that are not UTF-8 are shown as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _explain(exc: OSError | ValueError) -> str:
    if isinstance(exc, PermissionError):
        return "permission denied"
    if isinstance(exc, FileNotFoundError):
        return "no such file or folder"
    return (exc.strerror or str(exc)).lower() if isinstance(exc, OSError) else str(exc)
