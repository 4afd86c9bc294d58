"""The feeds of a web page: those that it declares, those that it links to, and where else one may be.

Declared are `<link rel="alternate">` of a feed's type (https://html.spec.whatwg.org/#rel-alternate, the RSS Advisory
Board's and RFC 4287's autodiscovery) and `<link rel="feed">`. Nothing is asked of anybody here.
"""

import json
import re
from itertools import islice
from typing import NamedTuple
from urllib.parse import urldefrag, urlsplit

from gazette_cli.errors import ParseError
from gazette_cli.parsing.decode import decode
from gazette_cli.parsing.drafting import read_line
from gazette_cli.parsing.starttags import Tag, read_tags, replace_references
from gazette_cli.parsing.urls import FETCHED, clean_url, is_absolute, join_url

_LOOKED_AT = 4 * 1024 * 1024  # bytes of a page
_SNIFFED = 128 * 1024  # bytes that tell a feed
_LONGEST_JUNK = 16_384  # characters before the root element that are none of XML's
_MOST = 60  # feeds of a page that are kept, of each kind
_MOST_TAGS = 100_000  # of a page that are looked at
_LONGEST_TITLE = 200

_TYPES = re.compile(r"(?:application|text)/(?:x[-.])?(rss|atom|rdf|feed)(?:\+(?:xml|json))?")
_LOOSE_TYPES = frozenset({"application/json", "application/xml", "text/xml"})
_FEEDISH = re.compile(r"(?<![a-z])(?:feeds?|rss2?|atom|rdf|flux)(?![a-z])", re.IGNORECASE)
_OTHER_API = re.compile(r"oembed|wp-json|opensearch|sitemap|manifest", re.IGNORECASE)
_COMMENTS = re.compile(r"(?<![a-z])(?:comments?|commentaires?|replies|r[ée]ponses)(?![a-z])", re.IGNORECASE)
_LEADS_TO_FEED = re.compile(
    r"/(?:feeds?|rss2?|atom)/?$|\.(?:rss|atom|rdf)$|[/.](?:rss2?|atom|feeds?|flux)[\w-]*\.(?:xml|json|php|aspx)$"
    r"|/index\.(?:xml|rdf)$|/feeds/[\w/-]+$",
    re.IGNORECASE,
)
_ASKS_FOR_FEED = re.compile(r"(?:^|[&?])(?:feed|format|type|output)=(?:rss2?|atom|rdf|feed)\b", re.IGNORECASE)
_MARKUP = re.compile(r"<[^>]*>?")

_PROLOG = re.compile(r"\s++|<\?.*?(?:\?>|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL)
_ROOT = re.compile(r"<((?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed|channel))(?=[\s/>])", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+)?html\b", re.IGNORECASE)
_ELEMENT = re.compile(r"<[A-Za-z_]")
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version', re.IGNORECASE)
_JSON_ITEMS = re.compile(r'"items"\s*:\s*\[')

_JSON_TITLE = re.compile(r'"title"\s*:\s*"((?:[^"\\\n]|\\.){1,2000})"')
_XML_TITLE = re.compile(
    r"<(?:[\w.-]{1,20}:)?title(?:\s[^<>]{0,500})?>\s*(?:<!\[CDATA\[(.{0,2000}?)\]\]>|([^<]{0,2000}))",
    re.DOTALL,
)

_FILES = (
    "feed",
    "feed/",
    "rss",
    "rss.xml",
    "atom.xml",
    "feed.xml",
    "index.xml",
    "feed.json",
    "rss/",
    "?feed=rss2",
)


class Candidate(NamedTuple):
    """What may be a feed: its absolute http or https URL, what the page calls it (or ""), and its format in a word."""

    url: str
    title: str = ""
    format: str = ""


class Discovered(NamedTuple):
    """What a page says of feeds: those that it declares, and what it merely links to and looks like one."""

    declared: list[Candidate]
    linked: list[Candidate]


def is_feed(body: bytes) -> bool:
    """Say whether `body` is a feed by its first element: RSS, Atom, RDF, or a JSON Feed by its version."""
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    try:
        text = decode(body if start == b"{" else body[:_SNIFFED]).lstrip()
    except ParseError:
        return False
    if text[:1] == "{":
        return bool(_JSON_FEED.search(text)) or ("jsonfeed.org" in text and bool(_JSON_ITEMS.search(text)))
    position = 0
    while part := _PROLOG.match(text, position):
        position = part.end()
    root = _ROOT.search(text, position)
    first = _ELEMENT.search(text, position)
    if root is None or first is None or root.start() - first.start() > _LONGEST_JUNK:
        return False
    return _PAGE.search(text, position, root.start()) is None


def find_feeds(body: bytes, url: str, charset: str | None = None) -> Discovered:
    """Return the feeds of the page in `body`, which came from `url`; each once, in order, those of comments last.

    `charset` is what the server says, if anything. Of a page past 4 MB the start is read. Raises nothing.
    """
    try:
        text = decode(body[:_LOOKED_AT], charset or _find_charset(body))
    except ParseError:
        return Discovered([], [])
    declared: dict[str, Candidate] = {}
    linked: dict[str, Candidate] = {}
    base = None
    found: list[tuple[bool, str, str, str]] = []
    tags = read_tags(text, ("base", "link", "a"), raw=("script", "style", "textarea", "xmp"))
    for tag in islice(tags, _MOST_TAGS):
        if tag.name == "base":
            base = base or tag.attributes.get("href")
        elif tag.name == "link":
            if (kind := _tell_declared(tag)) is not None and len(found) < 4 * _MOST:
                found.append((True, tag.attributes["href"], tag.attributes.get("title", ""), kind))
        elif _tell_linked(tag.attributes.get("href", "")) and len(found) < 4 * _MOST:
            found.append((False, tag.attributes["href"], _read_anchor(text, tag), ""))
    root = join_url(url, clean_url(base, FETCHED) or "")
    for is_declared, href, title, kind in found:
        target = clean_url(href, FETCHED)
        target = urldefrag(join_url(root, target))[0] if target else ""
        if target and is_absolute(target) and target not in declared:
            kept = declared if is_declared else linked
            kept.setdefault(target, Candidate(target, read_line(title)[:_LONGEST_TITLE], kind))
    weak = [one for one in linked.values() if one.url not in declared]
    return Discovered(_rank(list(declared.values())), _rank(weak))


def guess_feeds(url: str) -> list[str]:
    """Return where the feed of a page at `url` is apt to be when the page does not say: below it, and at the root."""
    parts = urlsplit(url)
    root = f"{parts.scheme}://{parts.netloc}/"
    path = parts.path.strip("/")
    if "." in path.rpartition("/")[2]:
        path = path.rpartition("/")[0]
    folders = [f"{root}{path}/", root] if path else [root]
    return [folder + file for folder in folders for file in _FILES]


def read_feed_title(body: bytes) -> str:
    """Return what a feed, as `is_feed` knows it, seems to call itself, or "": without the cost of reading it."""
    try:
        text = decode(body[:_SNIFFED])
    except ParseError:
        return ""
    if text.lstrip()[:1] == "{":
        quoted = _JSON_TITLE.search(text)
        try:
            return read_line(json.loads(f'"{quoted[1]}"')) if quoted else ""
        except ValueError:
            return ""
    stated = _XML_TITLE.search(text)
    title = replace_references(stated[1] or replace_references(stated[2])) if stated else ""
    return read_line(_MARKUP.sub(" ", title))[:_LONGEST_TITLE]


def is_about_comments(candidate: Candidate) -> bool:
    """Say whether a feed holds what readers say rather than what the page does."""
    return bool(_COMMENTS.search(candidate.title) or _COMMENTS.search(urlsplit(candidate.url).path))


def _rank(candidates: list[Candidate]) -> list[Candidate]:
    return sorted(candidates, key=is_about_comments)[:_MOST]


def _tell_declared(tag: Tag) -> str | None:
    """Return the format of the feed that a <link> declares ("" where that is open), or None where it declares none."""
    attributes = tag.attributes
    rel = attributes.get("rel", "").lower().split()
    kind = attributes.get("type", "").partition(";")[0].strip().lower()
    href = attributes.get("href", "")
    if not href or "stylesheet" in rel or (rel and "alternate" not in rel and "feed" not in rel):
        return None
    words = f"{attributes.get('title', '')} {href}"
    if (known := _TYPES.fullmatch(kind)) is not None:
        return {"rss": "RSS", "atom": "Atom", "rdf": "RDF"}.get(known[1], "JSON" if "json" in kind else "")
    if kind in _LOOSE_TYPES and rel:
        feedish = _FEEDISH.search(words) and not _OTHER_API.search(words)
        return ("JSON" if "json" in kind else "") if feedish else None
    return "" if "feed" in rel and not kind else None


def _tell_linked(href: str) -> bool:
    path, _, query = href.partition("#")[0].partition("?")
    return bool(_LEADS_TO_FEED.search(f"/{path[-300:]}") or _ASKS_FOR_FEED.search(query[:300]))


def _read_anchor(text: str, tag: Tag) -> str:
    if title := tag.attributes.get("title") or tag.attributes.get("aria-label"):
        return title
    inside = text[tag.end : tag.end + 500]
    return _MARKUP.sub(" ", inside.partition("</a")[0].partition("</A")[0])


def _find_charset(body: bytes) -> str | None:
    found = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{1,40})", body[:4096], re.IGNORECASE)
    return found[1].decode("ascii", "replace") if found else None
