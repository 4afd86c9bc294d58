"""The elements of a well-formed feed: what they are called, whatever their prefixes, and what markup is in them."""

from html import escape
from typing import Any, NamedTuple

from gazette_cli.parsing.urls import is_absolute, join_url

ATOM = "http://www.w3.org/2005/atom"
RSS_1 = "http://purl.org/rss/1.0/"
RSS_0 = "http://my.netscape.com/rdf/simple/0.9/"
ATOM_0 = "http://purl.org/atom/ns#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XHTML = "http://www.w3.org/1999/xhtml"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_XML_NAMES = {f"{_XML}lang": "xml:lang", f"{_XML}base": "xml:base", f"{_XML}space": "xml:space"}
_USERLAND = "backend.userland.com/rss"

# In lower case, as they are compared. The prefixes that are known also stand for namespaces nobody knows.
_PREFIXES = {
    "": "", "http://blogs.law.harvard.edu/tech/rss": "", RSS_1: "", RSS_0: "", ATOM_0: "", ATOM: "",
    "http://purl.org/rss/1.0/modules/rss091#": "", "http://purl.org/pie/": "",
    "http://purl.org/rss/1.0/modules/content/": "content", "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms", "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.georss.org/georss": "georss", "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media", "http://search.yahoo.com/mrss/": "media", RDF: "rdf",
    "http://purl.org/rss/1.0/modules/syndication/": "sy", "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://wellformedweb.org/commentapi/": "wfw", "http://purl.org/rss/1.0/modules/threading/": "thr",
    _XHTML: "xhtml", "http://podlove.org/simple-chapters": "psc", "http://www.opengis.net/gml": "gml",
    "http://webns.net/mvcb/": "admin", "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
}  # fmt: skip


class Unsure(Exception):  # noqa: N818 - no fault: the feed is for another reading
    """A feed that is well-formed but odd, or not well-formed."""


class Scope(NamedTuple):
    """What xml:base and xml:lang say where an element stands. `base` is absolute, or "" where none is stated."""

    base: str = ""
    language: str = ""

    def enter(self, node: Any) -> "Scope":
        """Return the scope inside `node`. Raises Unsure for a base that leads nowhere."""
        base, language = self
        stated = node.get(f"{_XML}base")
        if stated:
            base = join_url(base, stated.strip())
            if not is_absolute(base):
                raise Unsure
        stated = node.get(f"{_XML}lang")
        if stated is not None:
            language = stated.replace("_", "-")
        return Scope(base, language)


def name_element(node: Any) -> str:
    """Return the name of an element in lower case, under the usual prefix for its namespace ("dc:creator")."""
    namespace, local = split_tag(node)
    prefix = "" if _USERLAND in namespace else _PREFIXES.get(namespace)
    if prefix is None:
        # Some namespaces have been written in a dozen ways, under the one prefix that everybody uses.
        prefix = (node.prefix or "").lower()
    return f"{prefix}:{local}" if prefix else local


def is_core(namespace: str) -> bool:
    """Say whether a namespace, in lower case, is one of RSS or Atom themselves; RSS 2.0 has none."""
    return _USERLAND in namespace or _PREFIXES.get(namespace) == ""


def split_tag(node: Any) -> tuple[str, str]:
    """Return the namespace and the local name of an element, in lower case."""
    tag = node.tag.lower()
    if tag[0] != "{":
        return "", tag
    namespace, _, local = tag[1:].rpartition("}")
    return namespace, local


def read_attributes(node: Any) -> dict[str, str]:
    """Return an element's attributes, their names in lower case, and the values of rel and type as well."""
    values = {name.lower(): value for name, value in node.items()}
    for name in ("rel", "type"):
        if name in values:
            values[name] = values[name].lower()
    return values


def write_markup(node: Any, unwrap: bool) -> str:
    """Return the inside of an element of XHTML as HTML text; `unwrap`: without the <div> around it (RFC 4287, 3.1.1.3).

    Raises Unsure where it has anything that is not HTML's (SVG, MathML).
    """
    if unwrap and len(node) == 1 and not (node.text or "").strip() and not (node[0].tail or "").strip():
        only = node[0]
        if split_tag(only)[1] == "div":
            _check_vocabulary(only)
            node = only
    pieces: list[str] = []
    _write_inside(node, pieces)
    return "".join(pieces).strip()


def _write_inside(node: Any, pieces: list[str]) -> None:
    if node.text:
        pieces.append(escape(node.text, False))
    for child in node:
        name = _check_vocabulary(child)
        pieces.append(f"<{name}{''.join(_write_attribute(*pair) for pair in child.items())}>")
        _write_inside(child, pieces)
        pieces.append(f"</{name}>")
        if child.tail:
            pieces.append(escape(child.tail, False))


def _check_vocabulary(node: Any) -> str:
    namespace, local = split_tag(node)
    if namespace not in ("", _XHTML, ATOM, ATOM_0) or local in ("svg", "math"):
        raise Unsure
    return local


def _write_attribute(name: str, value: str) -> str:
    if name[0] == "{" and name not in _XML_NAMES:
        raise Unsure
    name = _XML_NAMES.get(name) or name.lower()
    if name in ("rel", "type"):
        value = value.lower()
    spelled = escape(value, False).replace('"', "&quot;")
    return f' {name}="{spelled}"'
