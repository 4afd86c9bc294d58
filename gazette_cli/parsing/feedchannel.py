"""What a well-formed feed says of itself: its channel (RSS, RDF) or its own elements (Atom)."""

from typing import Any, NamedTuple

from gazette_cli.parsing.drafting import Marked, read_title
from gazette_cli.parsing.feedbody import HTML, PLAIN, is_page, read_construct, read_kind
from gazette_cli.parsing.feedparts import read_person, read_plain
from gazette_cli.parsing.feedtexts import choose_address, choose_home, describe_feed, resolve_address
from gazette_cli.parsing.feedtree import (
    ATOM,
    ATOM_0,
    RSS_0,
    RSS_1,
    Scope,
    Unsure,
    is_core,
    name_element,
    read_attributes,
    split_tag,
)
from gazette_cli.subscription import FeedHead

_RSS_VERSIONS = {"0.91": "rss091u", "0.92": "rss092", "0.93": "rss093", "0.94": "rss094"}
_ATOM_VERSIONS = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}
_TEXTS = {
    "ttl": "ttl", "sy:updateperiod": "period", "sy:updatefrequency": "frequency",
    "language": "language", "dc:language": "language",
}  # fmt: skip
_SKIPS = {"skiphours": "hour", "skipdays": "day"}
_AUTHORS = ("author", "dc:creator", "dc:author", "itunes:author", "managingeditor")
# What has names, titles and links of its own.
_CLOSED = frozenset(
    "contributor itunes:owner itunes:category rights copyright dc:rights subtitle tagline itunes:subtitle description"
    " info items".split()
)
_PICTURES = ("image", "textinput")
_PICTURE_PARTS = frozenset("title link description url href width height name".split())
_COUNTED = frozenset("title dc:title link id item entry channel source".split()) | {*_TEXTS, *_AUTHORS}


class Stated(NamedTuple):
    """What entries take from their feed. `home` is absolute, or "" where nothing is."""

    home: str
    language: str
    authors: tuple[str, ...]


def tell_version(root: Any) -> str:
    """Return the version of a feed, in feedparser's words ("rss20", "atom10"). Raises Unsure."""
    namespace = split_tag(root)[0]
    name = name_element(root)
    declared = {uri.lower() for uri in root.nsmap.values()}
    if name == "rss" and is_core(namespace):
        return _RSS_VERSIONS.get(root.get("version", ""), "rss20")
    if name == "rdf:rdf" and ATOM not in declared and declared & {RSS_1, RSS_0}:
        return "rss10" if RSS_1 in declared else "rss090"
    if name == "feed" and namespace in ("", ATOM, ATOM_0) and not declared & {RSS_1, RSS_0}:
        return "atom10" if ATOM in declared else _ATOM_VERSIONS.get(root.get("version", ""), "atom")
    raise Unsure


def read_channel(root: Any, version: str, base: str) -> tuple[Stated, FeedHead]:
    """Return what entries take from their feed, and what it says of itself. `root` has no entries any more.

    `base` is the URL that the feed came from. Raises Unsure.
    """
    scope = Scope().enter(root)
    channel = root
    texts = {"language": scope.language if name_element(root) in ("rss", "feed") else ""}
    if not version.startswith("atom"):
        channel = _find_channel(root)
        scope = scope.enter(channel)
    title = Marked()
    link = ""
    alternates: list[str] = []
    identities: list[str] = []
    authors: list[str] = []
    skips: dict[str, list[str]] = {}
    for child in channel:
        name = name_element(child)
        if name in ("title", "dc:title"):
            title = title if title.value else read_construct(child, PLAIN, version)
        elif name == "link":
            page, address = _read_link(child, scope)
            alternates += filter(None, (address,))
            link = address if page else link
        elif name in ("id", "guid"):
            identities.append(_read_identity(child, scope))
        elif name in _TEXTS:
            texts[_TEXTS[name]] = read_plain(child)
        elif name in _AUTHORS:
            authors += filter(None, (read_person(child),))
        elif name in _SKIPS:
            parts = [part.text or "" for part in child if name_element(part) == _SKIPS[name]]
            skips.setdefault(_SKIPS[name], parts)
        elif name in ("item", "entry", "channel", "content", "media:title", "media:group"):
            raise Unsure
        elif len(child):
            _pass_over(child, name)
    link = choose_address(link or next(iter(identities), ""), *alternates, *identities[-1:])
    head = describe_feed(
        read_title(title),
        link,
        base=base,
        ttl=texts.get("ttl", ""),
        period=texts.get("period", ""),
        frequency=texts.get("frequency", ""),
        hours=skips.get("hour", ()),
        days=skips.get("day", ()),
    )
    return Stated(choose_home(link, base), texts["language"], tuple(authors)), head


def _find_channel(root: Any) -> Any:
    found = None
    for child in root:
        name = name_element(child)
        if (
            name == "channel"
            and found is None
            and not {"href", "lastmod"} & set(map(str.lower, child.attrib))
        ):
            found = child
        elif name in ("channel", "item", "entry"):
            raise Unsure
        elif len(child):
            _pass_over(child, name)
    if found is None:
        raise Unsure
    return found


def _pass_over(node: Any, name: str) -> None:
    parts = {name_element(part) for part in node.iterdescendants()}
    if (parts - _PICTURE_PARTS) if name in _PICTURES else (name not in _CLOSED and parts & _COUNTED):
        raise Unsure


def _read_identity(node: Any, scope: Scope) -> str:
    if node.get("isPermaLink") is not None:
        raise Unsure
    return resolve_address(read_plain(node), scope.enter(node).base)


def _read_link(node: Any, scope: Scope) -> tuple[bool, str]:
    """Return the address of an alternate, or "", and whether it is a page."""
    attributes = read_attributes(node)
    stated = attributes.get("href")
    if attributes.get("url") or attributes.get("uri") or stated == "":
        raise Unsure
    if stated is None:
        return True, resolve_address(read_plain(node).replace("&amp;", "&"), scope.enter(node).base)
    if attributes.get("rel", "alternate") != "alternate":
        return False, ""
    return is_page(read_kind(node, HTML)), resolve_address(stated, scope.enter(node).base)
