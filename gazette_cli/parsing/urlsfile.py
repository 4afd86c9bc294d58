"""newsboat's `urls` file (https://newsboat.org/releases/2.36/docs/newsboat.html#_newsboat): a feed a line, its tags
after it.

Words are set apart by spaces, quoted where they hold any, with a backslash before a quote; "#" begins a comment. A tag
with "~" before it is the title, one with "!" hides the feed there.
"""

import re

from gazette_cli.parsing.decode import decode
from gazette_cli.parsing.drafting import read_line
from gazette_cli.parsing.opml import FeedList, Listed

_WORD = re.compile(r'[ \t]*+(?:"((?:[^"\\]|\\.)*+)"?|([^ \t"]++)|(#.*))')
_ESCAPED = re.compile(r"\\(.)")
_OTHERS = {
    "query": "a search of newsboat's: `gazette search` has its own",
    "exec": "the output of a program, which gazette does not run",
    "filter": "the output of a program, which gazette does not run",
}
_SCHEME = re.compile(r"([A-Za-z]+):")
_SCHEMES = frozenset({"http", "https", "feed", "file", *_OTHERS})
_LONGEST_TAG = 400
_MOST_TAGS = 64


def is_urls_file(data: bytes) -> bool:
    """Say whether a line of `data` is one that newsboat takes for a feed. Raises ParseError for what is no text."""
    return any(map(_find_scheme, decode(data).split("\n")))


def parse_urls_file(data: bytes) -> FeedList:
    """Return the feeds of a `urls` file in order, and what is none, (what, why) each.

    Raises ParseError where `data` is no text.
    """
    feeds: list[Listed] = []
    refused: list[tuple[str, str]] = []
    for line in decode(data).split("\n"):
        words = _split_words(line)
        if not words:
            continue
        kind = _find_scheme(words[0]) or ""
        if kind in _OTHERS:
            refused.append((words[0], _OTHERS[kind]))
            continue
        title = next((word[1:] for word in words[1:] if word[:1] == "~" and len(word) > 1), None)
        tags = [read_line(word)[:_LONGEST_TAG] for word in words[1:] if word[:1] not in ("~", "!")]
        feeds.append(
            Listed(
                words[0],
                read_line(title) or None if title else None,
                tags=tuple(dict.fromkeys(filter(None, tags)))[:_MOST_TAGS],
            )
        )
    return FeedList(feeds, refused)


def _find_scheme(line: str) -> str | None:
    found = _SCHEME.match(line.lstrip(' \t"'))
    return scheme if found and (scheme := found[1].lower()) in _SCHEMES else None


def _split_words(line: str) -> list[str]:
    words: list[str] = []
    position = 0
    while len(words) <= _MOST_TAGS and (found := _WORD.match(line, position)):
        position = found.end()
        quoted, plain, comment = found.groups()
        if comment or (plain and plain[0] == "#"):
            break
        words.append(_ESCAPED.sub(r"\1", quoted) if quoted is not None else plain)
    return [word for word in words if word]
