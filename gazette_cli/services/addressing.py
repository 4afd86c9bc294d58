"""What a person types, or another reader wrote down, for a feed: the URL that is meant, and how it may be shown."""

import re
import shlex
from typing import NamedTuple
from urllib.parse import unquote

from gazette_cli.errors import SourceError, UsageError
from gazette_cli.fetching.addresses import read_address, split_login
from gazette_cli.text import clean_line

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_HOST = re.compile(
    r"(?:localhost|(?:[\w-]+\.)+[^\W\d_]{2,24}|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-fA-F:.]+\])(?::\d{1,5})?\Z"
)
_LONGEST_TAG = 100  # characters
_LEVEL = re.compile(r"(?:[^/]|//)+")


class Wanted(NamedTuple):
    """A URL that a person asked for, in plain ASCII, and the "user:password" that stood in it."""

    url: str
    login: str | None = None


def is_web_address(text: str) -> bool:
    """Say whether `text` is meant as a URL, of whatever scheme, and not as a path or a host alone."""
    scheme = _SCHEME.match(text.strip())
    return scheme is not None and not text.strip()[scheme.end() :].partition("/")[0].isdecimal()


def is_host(text: str) -> bool:
    """Say whether `text` looks like a URL without its scheme: example.org/feed."""
    return _HOST.match(text.partition("/")[0].partition("?")[0]) is not None


def read_wanted(text: str) -> Wanted:
    """Return the URL that a person, or a list of feeds, means: http, https, feed: before either or in its place.

    Raises SourceError, without the credentials that may stand in it, where it is no such URL.
    """
    stated = text.strip().removeprefix("<").removesuffix(">")
    scheme = stated.partition(":")[0].lower()
    if scheme == "feed":
        rest = stated[5:]
        stated = rest if _SCHEME.match(rest) else f"http:{rest if rest.startswith('//') else f'//{rest}'}"
        scheme = stated.partition(":")[0].lower()
    if scheme == "file":
        hint = f"gazette add {shlex.quote(unquote(stated[5:].removeprefix('//')))}"
        raise SourceError(f"{hide_login(stated)}: a file is added by its path", text, hint)
    if _SCHEME.match(stated) is None:
        raise SourceError(f"{hide_login(stated)}: not a URL", text)
    if scheme not in ("http", "https"):
        raise SourceError(
            f"{hide_login(stated)}: gazette reads feeds over https and http, not {scheme}:", text
        )
    plain, login = split_login(stated)
    try:
        return Wanted(read_address(plain).url, login)
    except SourceError as exc:
        hint = "in a user or password, / is written %2F and @ %40" if "@" in stated else exc.hint
        raise SourceError(f"{hide_login(stated)}: {exc.message}", text, hint) from exc


def hide_login(text: str) -> str:
    """Return what a URL may be called in a message: as it is without credentials; nothing that could be some."""
    try:
        return read_address(split_login(text.strip())[0]).url
    except SourceError:
        scheme, _, rest = text.strip().partition(":")
        return clean_line(f"{scheme}://{rest.rpartition('@')[2]}" if "@" in rest else text)


def read_tag(text: str) -> str:
    """Return a source's tag as it is stored; levels have one "/" between them, "//" is one in a name.

    No level is empty, and no space is needless. Raises UsageError for what is none.
    """
    tag = "/".join(level for part in _LEVEL.findall(text) if (level := " ".join(part.split())))
    if not tag or len(tag) > _LONGEST_TAG or not tag.isprintable():
        raise UsageError("a tag is a word or a few, on one line", "for example: presse/régionale")
    return tag
