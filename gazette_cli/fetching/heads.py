"""What a server says ahead of a body: status and headers (RFC 9110, RFC 9112), and what is asked for."""

import base64
from typing import NamedTuple

from gazette_cli import __version__
from gazette_cli.subscription import Request
from gazette_cli.text import clean

FEEDS = (
    "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.8, text/html;q=0.7, */*;q=0.5"
)
ENCODINGS = "gzip, br, zstd, deflate"


class Head(NamedTuple):
    """`status` is 0 where no whole head has come. Names in `headers` are in lower case, repeated ones joined."""

    status: int
    headers: dict[str, str]
    location: str | None


def read_head(raw: bytes) -> Head:
    """Read the last head in `raw`: a proxy's, and provisional ones (1xx), come before it, trailers behind it."""
    status = 0
    whole = 0
    fields: dict[str, list[str]] = {}
    open_head = False
    for line in raw.split(b"\n")[:-1]:
        line = line.rstrip(b"\r")
        if line.startswith(b"HTTP/"):
            number = line.split(b" ", 2)[1:2]
            status = int(number[0]) if number and number[0].isdigit() else 0
            fields = {}
            open_head, whole = True, 0
        elif not line:
            if open_head:
                open_head, whole = False, status
        elif open_head:
            name, colon, value = line.partition(b":")
            if colon:
                fields.setdefault(_decode(name).strip(" \t").lower(), []).append(_decode(value).strip(" \t"))
    locations = fields.get("location")
    headers = {name: ", ".join(values) for name, values in fields.items()}
    return Head(whole if whole >= 200 else 0, headers, locations[0] if locations else None)


def _decode(raw: bytes) -> str:
    try:
        return clean(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return clean(raw.decode("latin-1"))


def make_headers(request: Request, login: str | None) -> list[bytes]:
    """Return the lines of a request. `login` is "user:password", None where it must not go."""
    lines = [
        f"User-Agent: gazette/{__version__} (feed reader for the terminal)",
        f"Accept: {request.accept if request.accept and _is_sendable(request.accept) else FEEDS}",
        f"Accept-Encoding: {ENCODINGS}",
    ]
    if request.etag and _is_sendable(request.etag):
        lines.append(f"If-None-Match: {request.etag}")
    if request.last_modified and _is_sendable(request.last_modified):
        lines.append(f"If-Modified-Since: {request.last_modified}")
    if login is not None:
        token = base64.b64encode(login.encode("utf-8", "replace")).decode()
        lines.append(f"Authorization: Basic {token}")
    return [line.encode("utf-8", "replace") for line in lines]


def _is_sendable(value: str) -> bool:
    """Whether it can stand in a header as it is: a line's end would begin another."""
    return value.strip() != "" and len(value) <= 8000 and not any(sign in value for sign in "\r\n\0")
