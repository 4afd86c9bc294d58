"""OPML (1.0, 1.1, http://opml.org/spec2.opml): the feeds that a reader subscribes to, in folders.

Files come from many programs and from hand, so they are read for their outlines and not as XML: whatever is not
well-formed, nested without end or declared as an entity costs no more than its length. A folder in a folder is a tag
with "/" between the two names; a "/" in a folder's own name is written "//".
"""

import re
from typing import NamedTuple

from gazette_cli.errors import ParseError
from gazette_cli.parsing.decode import decode
from gazette_cli.parsing.drafting import read_line
from gazette_cli.parsing.starttags import Tag, read_tags, replace_references

_DEEPEST = 16  # folders in one another; what is deeper is in the deepest of them
_LONGEST_TAG = 400  # characters
_MOST_TAGS = 64  # of one feed

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_WESTERN = re.compile(r"(?:us-)?ascii|latin-?1|iso[-_]?8859-?1|windows-1252|cp1252", re.IGNORECASE)
_ROOT = re.compile(r"<(opml|outline|body|html|rss|rdf:RDF|feed)(?=[\s/>])", re.IGNORECASE)
_STATED_URL = re.compile(r"xmlUrl\s*=\s*[\"']?([^\s\"'<>]+)", re.IGNORECASE)
_FEED_TYPES = frozenset("rss rss1 rss2 atom rdf feed pie json".split())
# What gazette itself has written says so, and is taken word for word.
_OURS = re.compile(r"<opml\s[^<>]{0,400}\sxmlns:gazette=", re.IGNORECASE)


class Listed(NamedTuple):
    """A feed of a list. `url` is as it stands there. `title` is what the reader calls it, `own_title` what it calls
    itself, `site` its home page: each None where that is not said."""

    url: str
    title: str | None = None
    own_title: str | None = None
    site: str | None = None
    tags: tuple[str, ...] = ()


class FeedList(NamedTuple):
    """The feeds of a list in order, each once for every place that it stands in; and what is none: (what, why)."""

    feeds: list[Listed]
    refused: list[tuple[str, str]]


def parse_opml(data: bytes) -> FeedList:
    """Return the feeds of an OPML document. Raises ParseError where `data` is none."""
    text = decode(data, _find_charset(data))
    root = _ROOT.search(text)
    if root is None or root[1].lower() not in ("opml", "outline", "body"):
        what = {None: "", "html": ": a web page"}.get(root and root[1].lower(), ": a feed")
        raise ParseError(f"not OPML{what}")
    reading = _Reading(ours=_OURS.match(text, root.start()) is not None)
    for tag in read_tags(text, ("outline", "/outline"), xml=True):
        if tag.name == "/outline":
            reading.leave()
        else:
            reading.enter(tag, text)
    return reading.finish()


class _Reading:
    def __init__(self, *, ours: bool) -> None:
        self._ours = ours
        self._feeds: list[tuple[int, Listed]] = []
        self._refused: list[tuple[str, str]] = []
        self._folders = [""]  # the tag of each folder that is open

    def enter(self, tag: Tag, text: str) -> None:
        attributes = tag.attributes
        kind = attributes.get("type", "").strip().lower()
        url = attributes.get("xmlurl", "").strip()
        if not url and (stated := _STATED_URL.search(text, tag.start, tag.end)):
            url = replace_references(stated[1])
        if not url and kind in _FEED_TYPES:
            url = attributes.get("url", "").strip()
        folder = self._folders[-1]
        if url:
            self._add(url, attributes, folder)
        elif tag.empty:
            self._refuse(attributes, kind)
        if not tag.empty:
            self._folders.append(folder if url else self._name_folder(attributes, folder))

    def leave(self) -> None:
        if len(self._folders) > 1:
            self._folders.pop()

    def finish(self) -> FeedList:
        # Ours states the order of the library where folders could not keep it.
        self._feeds.sort(key=lambda numbered: numbered[0])
        return FeedList([feed for _, feed in self._feeds], self._refused)

    def _add(self, url: str, attributes: dict[str, str], folder: str) -> None:
        text = self._read_title(attributes.get("text", ""))
        title = self._read_title(attributes.get("title", ""))
        named = text if text and title and text != title else None
        if self._ours and attributes.get("gazette:titled") == "1":
            named = text
        elif text == url:
            text = ""  # nothing better was known
        tags = dict.fromkeys(filter(None, (folder, *self._read_categories(attributes.get("category", "")))))
        feed = Listed(
            url if self._ours else url.replace("&amp;", "&"),
            named or None,
            (title if named is not None else title or text) or None,
            attributes.get("htmlurl", "").strip() or None,
            tuple(tags)[:_MOST_TAGS],
        )
        position = attributes.get("gazette:position", "") if self._ours else ""
        self._feeds.append((int(position[:9]) if position[:9].isdecimal() else 0, feed))

    def _refuse(self, attributes: dict[str, str], kind: str) -> None:
        name = self._read_title(attributes.get("text", "") or attributes.get("title", ""))
        page = attributes.get("htmlurl", "").strip() or attributes.get("url", "").strip()
        if kind == "include":
            self._refused.append((page or name, "a list elsewhere: download it and import it"))
        elif page:
            self._refused.append((page, "a page, not a feed: `gazette add` looks for its feed"))

    def _name_folder(self, attributes: dict[str, str], above: str) -> str:
        if self._ours and (tag := attributes.get("gazette:tag")):
            return read_line(tag)
        name = self._read_title(attributes.get("text", "") or attributes.get("title", ""))
        tag = "/".join(filter(None, (above, name.replace("/", "//"))))
        return tag if len(self._folders) <= _DEEPEST and len(tag) <= _LONGEST_TAG else above

    def _read_title(self, value: str) -> str:
        return read_line(value if self._ours else replace_references(value))

    def _read_categories(self, value: str) -> list[str]:
        # "/News/France,mer": a slash between the levels, and one before the first means nothing here.
        return [read_line(one).strip("/ ")[:_LONGEST_TAG] for one in value.split(",")[:_MOST_TAGS]]


def _find_charset(data: bytes) -> str | None:
    found = _DECLARED.match(data[:1024].lstrip(b"\xef\xbb\xbf"))
    label = found[1].decode("ascii", "replace") if found else ""
    # Half of those who claim Latin-1 write UTF-8; bytes that are good UTF-8 are never Latin-1 by chance.
    return None if not label or _WESTERN.fullmatch(label) else label
