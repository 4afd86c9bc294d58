"""Reads feeds that are well-formed, RSS, RDF and Atom, with lxml, in a tenth of the time that feedparser takes.

What is odd in any way is left to feedparser, by the exception Unsure, so that both come to the same wherever this
reading comes to anything. It goes through the document once and keeps no more of it than its drafts. libxml2's limits
(256 elements deep, 10 MB of one text) hold; there is no DOCTYPE and no entity in what prepare_xml makes.
"""

from typing import Any

from gazette_cli.models import Entry, Parsed
from gazette_cli.parsing.drafting import Draft, finish_entry, name_empty
from gazette_cli.parsing.feedchannel import read_channel, tell_version
from gazette_cli.parsing.feeditem import Channel, draft_item
from gazette_cli.parsing.feedtree import Scope, Unsure, name_element
from gazette_cli.subscription import FeedHead

__all__ = ["Unsure", "read_wellformed"]

_PIECE = 1 << 16  # bytes handed to the parser at a time


def read_wellformed(text: str, base: str = "") -> Parsed:
    """Return the entries of a feed, and what it says of itself.

    `text` is what prepare_xml returned, `base` the URL it came from. Raises Unsure where another reading is needed.
    """
    drafts, head = _draft_feed(text, base)
    drafts.reverse()
    entries: list[Entry] = []
    empty: list[int] = []
    number = 0
    while drafts:
        number += 1
        # One by one, so that a long feed is not in memory twice.
        entry = finish_entry(drafts.pop())
        if entry is None:
            empty.append(number)
        else:
            entries.append(entry)
    return Parsed(tuple(entries), head, name_empty("entry", empty))


def _draft_feed(text: str, base: str) -> tuple[list[Draft], FeedHead]:
    from lxml import etree

    data = text.encode("utf-8", "replace")
    reading = _Reading("xml:base" in text or "xml:lang" in text)
    parser = etree.XMLPullParser(
        events=("end",), tag=("{*}item", "{*}entry"), resolve_entities=False, no_network=True, huge_tree=False,
        recover=False, load_dtd=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    events = parser.read_events()
    try:
        for start in range(0, len(data), _PIECE):
            parser.feed(data[start : start + _PIECE])
            for _, node in events:
                reading.take(node)
        root = parser.close()
    except etree.XMLSyntaxError as exc:
        raise Unsure from exc
    return reading.finish(root, base)


class _Reading:
    """One pass through a document. Entries are drafted as they end, and dropped; the rest of a feed is small."""

    def __init__(self, marked: bool) -> None:
        self._channel = Channel("", Scope(), marked, {})
        self._drafts: list[Draft] = []
        self._root: Any = None
        self._parent: Any = None
        self._last: Any = None

    def take(self, node: Any) -> None:
        """Draft an entry that has been read whole, and drop it from the tree."""
        parent = node.getparent()
        if parent is not self._parent:
            self._enter(node, parent)
        self._drafts.append(draft_item(node, self._channel))
        # The parser holds on to the one that has just ended.
        if self._last is not None:
            self._last.getparent().remove(self._last)
        node.clear(keep_tail=True)
        self._last = node

    def _enter(self, node: Any, parent: Any) -> None:
        if self._root is None:
            self._begin(node.getroottree().getroot())
        if parent is None or self._parent is not None:
            raise Unsure  # entries in two places
        scope = Scope().enter(self._root)
        if parent is not self._root:
            if parent.getparent() is not self._root or name_element(parent) != "channel":
                raise Unsure
            scope = scope.enter(parent)
        self._parent = parent
        self._channel = self._channel._replace(scope=scope)

    def _begin(self, root: Any) -> None:
        self._root = root
        self._channel = self._channel._replace(version=tell_version(root))

    def finish(self, root: Any, base: str) -> tuple[list[Draft], FeedHead]:
        """Return the drafts, with what they take from their feed, and what the feed says of itself."""
        if self._root is None:
            self._begin(root)
        version = self._channel.version
        if self._last is not None:
            self._last.getparent().remove(self._last)
        stated, head = read_channel(root, version, base)
        return [
            draft._replace(
                home=stated.home,
                publication=draft.publication or head.title or "",
                language=draft.language or stated.language,
                # RFC 4287, 4.2.1; RSS knows an editor of the channel, no author.
                authors=draft.authors or (stated.authors if version.startswith("atom") else ()),
            )
            for draft in self._drafts
        ], head
