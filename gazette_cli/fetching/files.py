"""Files on this machine become bytes: what a folder holds, and what a file says."""

import os
import stat
from collections.abc import Callable
from typing import BinaryIO, NamedTuple, TypeAlias

from gazette_cli.errors import SourceError

# More than any page or feed; a file past it is refused rather than read into memory.
_LARGEST = 256 * 1024 * 1024
_PIECE = 1024 * 1024


# A file: its path below the folder ("/" between the parts), when it changed (below) and its size in bytes. A plain
# tuple: a list makes one of each file of every folder.
#
# When it changed is the later of mtime and ctime, in ns: a file that is put in the place of another and given its
# mtime (rsync, tar, cp -p) is told by its ctime, and so is one whose permissions change. An edit to the same size is
# not seen within one tick of the file system's clock (4 ms on Linux, a second on an old file system).
Found: TypeAlias = tuple[str, int, int]


class Scan(NamedTuple):
    """What a folder holds, and (path, reason) of each file and folder in it that can't be looked at."""

    files: list[Found]
    failures: list[tuple[str, str]]


class Bytes(NamedTuple):
    """What a file holds, and its time (mtime, seconds since the epoch)."""

    data: bytes
    mtime: float


def scan_folder(root: str, wanted: Callable[[str], bool]) -> Scan:
    """Find the files below `root` whose name is `wanted`, in order of path.

    Hidden files and folders are passed over, and so are links to folders (they may lead in circles), links to nowhere
    and whatever is not a file. Raises SourceError when `root` itself can't be listed.
    """
    files: list[Found] = []
    failures: list[tuple[str, str]] = []
    pending = [""]
    while pending:
        below = pending.pop()
        try:
            folder = os.open(f"{root}/{below}", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        except OSError as exc:
            if not below:
                raise SourceError(
                    f"{root}: {_explain(exc)}", root, "check that the folder is there and can be read"
                ) from exc
            if not isinstance(exc, FileNotFoundError | NotADirectoryError):
                failures.append((below[:-1], _explain(exc)))
            continue
        try:
            _scan_one(folder, below, wanted, files, pending)
        except OSError as exc:
            # It can be listed and not entered, or its disk fails.
            failures.append((below[:-1] or ".", _explain(exc)))
        finally:
            os.close(folder)
    files.sort()
    failures.sort()
    return Scan(files, failures)


def _scan_one(
    folder: int, below: str, wanted: Callable[[str], bool], files: list[Found], pending: list[str]
) -> None:
    # By the folder's descriptor: to look a file up by its whole path takes a third longer.
    stat_file = os.stat
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name[0] == ".":
                continue
            if entry.is_dir(follow_symlinks=False):
                pending.append(f"{below}{name}/")
            elif wanted(name):
                try:
                    status = stat_file(name, dir_fd=folder)
                except PermissionError:
                    if not entry.is_symlink():
                        raise
                    continue
                except OSError:
                    continue  # gone since, or a link to nowhere, or to itself
                if stat.S_ISREG(status.st_mode):
                    changed = max(status.st_mtime_ns, status.st_ctime_ns)
                    files.append((below + name, changed, status.st_size))


def find_file(path: str) -> Found:
    """Return the file at `path` under its own name. Raises SourceError when there is none that can be read."""
    try:
        status = os.stat(path)
    except (OSError, ValueError) as exc:
        raise SourceError(f"{path}: {_explain(exc)}", path, "check the path") from exc
    if not stat.S_ISREG(status.st_mode):
        raise SourceError(f"{path}: not a file or a folder", path)
    return os.path.basename(path), max(status.st_mtime_ns, status.st_ctime_ns), status.st_size


def read_file(path: str) -> Bytes:
    """Return the bytes of the file at `path`. Raises SourceError when it can't be read or is past 256 MB."""
    try:
        # Not blocking: a named pipe put in a file's place would hold the program for ever.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise SourceError(f"{path}: not a file", path)
            pieces = []
            size = 0
            while size <= _LARGEST and (piece := os.read(descriptor, _PIECE)):
                pieces.append(piece)
                size += len(piece)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as exc:
        raise SourceError(f"{path}: {_explain(exc)}", path) from exc
    if size > _LARGEST:
        raise SourceError(f"{path}: larger than {_LARGEST >> 20} MB", path)
    return Bytes(b"".join(pieces), status.st_mtime)


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
