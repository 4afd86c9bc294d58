"""Bodies packed as servers pack them, and bodies packed so that they burst: 100 MB out of a few kilobytes."""

import functools
import gzip
import sys
import zlib

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BURST = 100 * 1024 * 1024


def pack(body: bytes, encoding: str) -> bytes:
    """Return `body` packed by `encoding`, one or several names in the order of Content-Encoding."""
    for name in filter(None, (part.strip() for part in encoding.split(","))):
        if name in ("gzip", "x-gzip"):
            body = gzip.compress(body, 6, mtime=0)
        elif name == "deflate":
            body = zlib.compress(body)
        elif name == "raw deflate":
            packer = zlib.compressobj(wbits=-15)
            body = packer.compress(body) + packer.flush()
        elif name == "br":
            body = brotli.compress(body, quality=5)
        elif name == "zstd":
            body = zstd.compress(body)
    return body


@functools.cache
def make_bomb(encoding: str) -> bytes:
    """Return what unpacks to BURST bytes of nothing."""
    block = b"\0" * (1024 * 1024)
    if encoding == "br":
        packer = brotli.Compressor(quality=1)
        return b"".join([*(packer.process(block) for _ in range(BURST // len(block))), packer.finish()])
    if encoding == "zstd":
        squeezer = zstd.ZstdCompressor()
        return b"".join([*(squeezer.compress(block) for _ in range(BURST // len(block))), squeezer.flush()])
    deflater = zlib.compressobj(1, wbits=31 if encoding == "gzip" else 15)
    return b"".join([*(deflater.compress(block) for _ in range(BURST // len(block))), deflater.flush()])
