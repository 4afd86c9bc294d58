"""What the server of the tests answers with, and what it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

FAULTS = (
    *("reset", "closed", "silent", "slow headers", "drip", "truncated", "truncated chunk", "wrong length"),
    *("short length", "reset midway", "redirect loop", "endless", "endless headers", "broken gzip"),
    *("truncated gzip", "not gzip", "gzip bomb", "br bomb", "zstd bomb", "deflate bomb", "html", "garbage"),
)


@dataclass(frozen=True)
class Page:
    """What a path answers with.

    `headers` may hold a name twice if its value is a list. `delay` is in seconds before the first byte, `pace` the
    seconds between two bytes of "drip" and "slow headers". `encoding` packs the body: "gzip", "br", "zstd",
    "deflate", or several ("gzip, br"). `etag` and `last_modified` are sent, and 304 where the client sends them back.
    `login` is "user:password": without it the answer is 401. `redirect` is a Location: the status is then 302 unless
    given. `fault` is one of FAULTS.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str | list[str]] = field(default_factory=dict)
    content_type: str = "application/xml"
    delay: float = 0.0
    pace: float = 1.0
    encoding: str = ""
    etag: str | None = None
    last_modified: str | None = None
    login: str | None = None
    redirect: str | None = None
    chunked: bool = False
    fault: str = ""


class Asked(NamedTuple):
    """A request as it came. `path` is what stood in the request line: whole URLs where this server is the proxy."""

    method: str
    path: str
    headers: dict[str, str]  # names in lower case
    address: str  # the one of ours that was connected to
