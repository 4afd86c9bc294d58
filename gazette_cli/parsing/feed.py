"""The door to feeds in XML: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0 (RFC 4287)."""

from collections.abc import Callable

from gazette_cli.models import Parsed
from gazette_cli.parsing.xmltext import prepare_xml


def parse_feed(data: bytes, *, lenient: Callable[[bytes], Parsed] | None = None, base: str = "") -> Parsed:
    """Return the entries of an XML feed in the document's order, and what the feed says of itself.

    `base` is the URL that the feed came from: relative links are relative to it where the feed states nothing better.
    A well-formed feed is read in time and memory that grow with its length. Whatever the fast reading is not sure of
    goes to `lenient`, which is given `data`: lenient.parse_lenient, whose time is not bounded, or something that runs
    it where it can be killed. Raises ParseError where `data` is no feed, and whatever `lenient` raises.
    """
    from gazette_cli.parsing.wellformed import Unsure, read_wellformed

    try:
        return read_wellformed(prepare_xml(data), base)
    except Unsure:
        pass
    if lenient is not None:
        return lenient(data)
    from gazette_cli.parsing.lenient import parse_lenient

    return parse_lenient(data, base)
