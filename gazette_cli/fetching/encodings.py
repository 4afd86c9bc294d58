"""What a server packed (RFC 9110, section 8.4) is unpacked, never past a limit: a kilobyte may hold a gigabyte."""

import sys
import zlib
from collections.abc import Callable

from gazette_cli.errors import SourceError

_MOST_LAYERS = 3
_MOST_MEMBERS = 1000
_STEP = 1024 * 1024  # unpacked at a time
_SLICE = 64 * 1024
_GZIP_MAGIC = b"\x1f\x8b"
_ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


def unpack(body: bytes, encoding: str, limit: int) -> bytes:
    """Return `body` without its `encoding`, the value of Content-Encoding: gzip (RFC 1952), deflate (RFC 1950, or bare
    RFC 1951 as some servers send it), br (RFC 7932), zstd (RFC 8878), identity, or up to three of them.

    A body that claims gzip or zstd and does not begin like one is returned as it is: servers forget to pack, too.
    Raises SourceError, with words to follow a feed's name, if it is broken, cut off, packed in another way, or over
    `limit` bytes at any layer.
    """
    names = [name for part in encoding.split(",") if (name := part.strip(" \t").lower())]
    names = [name for name in names if name != "identity"]
    if len(names) > _MOST_LAYERS:
        raise SourceError(f"packed {len(names)} times over")
    for name in reversed(names):
        read = _READERS.get(name)
        if read is None:
            raise SourceError("packed in a way that gazette does not read")
        if not body:
            return body
        try:
            body = read(body, limit)
        except _BrokenError as exc:
            raise SourceError(f"broken {name.removeprefix('x-')}") from exc
        except _TooLargeError as exc:
            raise SourceError(f"larger than {tell_size(limit)} unpacked") from exc
    return body


def tell_size(size: int) -> str:
    """Return a limit in words: "20 MB", "1,000 bytes"."""
    for unit, name in ((1024 * 1024, "MB"), (1024, "KB")):
        if size >= unit and size % unit == 0:
            return f"{size // unit:,} {name}"
    return f"{size:,} bytes"


class _BrokenError(Exception):
    pass


class _TooLargeError(Exception):
    pass


def _gather(parts: list[bytes], part: bytes, size: int, limit: int) -> int:
    size += len(part)
    if size > limit:
        raise _TooLargeError
    if part:
        parts.append(part)
    return size


def _inflate(body: bytes, start: int, limit: int, wbits: int) -> tuple[bytes, int]:
    """One zlib stream of those in `body`, and where it ends."""
    inflater = zlib.decompressobj(wbits)
    parts: list[bytes] = []
    size = 0
    chunk = b""
    while not inflater.eof:
        # In slices: what is left over of one is copied at each call.
        if not chunk:
            chunk = body[start : start + _SLICE]
            start += len(chunk)
        try:
            part = inflater.decompress(chunk, _STEP)
        except zlib.error as exc:
            raise _BrokenError from exc
        if not part and not chunk and not inflater.eof:
            raise _BrokenError  # cut off
        chunk = inflater.unconsumed_tail
        size = _gather(parts, part, size, limit)
    return b"".join(parts), start - len(inflater.unused_data)


def _read_gzip(body: bytes, limit: int) -> bytes:
    if not body.startswith(_GZIP_MAGIC):
        return body
    parts: list[bytes] = []
    size = at = 0
    # Members may follow one another; anything else behind the first is padding or a server's slip. An empty member is
    # 20 bytes and costs as much as a page: there must be an end to them.
    for _ in range(_MOST_MEMBERS):
        part, at = _inflate(body, at, limit - size, 31)
        size = _gather(parts, part, size, limit)
        if not body.startswith(_GZIP_MAGIC, at):
            return b"".join(parts)
    raise _BrokenError


def _read_deflate(body: bytes, limit: int) -> bytes:
    try:
        return _inflate(body, 0, limit, 15)[0]
    except _BrokenError:
        return _inflate(body, 0, limit, -15)[0]


def _read_brotli(body: bytes, limit: int) -> bytes:
    import brotli

    reader = brotli.Decompressor()
    parts: list[bytes] = []
    size = 0
    try:
        while not reader.is_finished():
            part = reader.process(body, output_buffer_limit=_STEP)
            body = b""
            size = _gather(parts, part, size, limit)
            if not part and not reader.is_finished() and reader.can_accept_more_data():
                raise _BrokenError  # cut off
    except brotli.error as exc:
        raise _BrokenError from exc
    return b"".join(parts)


def _read_zstd(body: bytes, limit: int) -> bytes:
    if not body.startswith(_ZSTD_MAGIC):
        return body
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        from backports import zstd
    # RFC 9659: no window above 8 MB on the web. The decoder takes as much memory as it is told to.
    options: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}
    parts: list[bytes] = []
    size = at = 0
    try:
        for _ in range(_MOST_MEMBERS):
            reader = zstd.ZstdDecompressor(options=options)
            while not reader.eof:
                chunk = body[at : at + _SLICE] if reader.needs_input else b""
                at += len(chunk)
                part = reader.decompress(chunk, _STEP)
                size = _gather(parts, part, size, limit)
                if not part and not chunk and not reader.eof:
                    raise _BrokenError  # cut off
            at -= len(reader.unused_data)
            if not body.startswith(_ZSTD_MAGIC, at):
                return b"".join(parts)
    except (zstd.ZstdError, EOFError) as exc:
        raise _BrokenError from exc
    raise _BrokenError


_READERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _read_gzip,
    "x-gzip": _read_gzip,
    "deflate": _read_deflate,
    "br": _read_brotli,
    "zstd": _read_zstd,
}
