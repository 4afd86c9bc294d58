"""A feed's bytes become text that an XML parser can be trusted with (XML 1.0, https://www.w3.org/TR/xml/).

What stands around the root element (prolog, DOCTYPE, comments, a server's complaints) is dropped, what XML forbids is
mended (control characters, bare ampersands, HTML's entities), declared entities are replaced under a limit. A parser
gets nothing then that makes it guess an encoding, expand an entity or give up the rules of XML for a trifle.
"""

import html.entities
import re

from gazette_cli.errors import ParseError
from gazette_cli.parsing.decode import decode

_WESTERN = frozenset(
    "ascii us-ascii latin1 latin-1 l1 iso-8859-1 iso8859-1 iso_8859-1 iso88591 windows-1252 cp1252 ansi".split()
)
_LARGEST_ENTITY = 65_536  # characters
_LARGEST_GROWTH = 1_048_576  # characters that all entities together may add to a document
_MOST_ATTRIBUTES = 256
_LONGEST_NAME = 4_096  # characters of an author
_LONGEST_JUNK = 16_384  # characters before the root element that are none of XML's

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([\w.:-]{1,40})["']""")
_ILLEGAL = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r"))
_C1 = re.compile(rb"\xc2[\x80-\x9f]")
# What a Windows-1252 byte comes to where it is taken for a character, as HTML has it (WHATWG, 13.2.5.80).
_WINDOWS = {code: char for code in range(0x80, 0xA0) if (char := bytes([code]).decode("cp1252", "ignore"))}
_CDATA = r"<!\[CDATA\[.*?(?:\]\]>|\Z)"
_COMMENT = re.compile(_CDATA + "|<!--.*?-->", re.DOTALL)
_ELEMENT = re.compile(r"<[A-Za-z_]")
_ROOT = re.compile(r"<((?:[A-Za-z_][\w.-]*:)?(?:rss|rdf|feed|channel))(?=[\s/>])", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!DOCTYPE\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!DOCTYPE\s+)?html\b", re.IGNORECASE)
_DOCTYPE_PART = re.compile(r""""[^"]*"|'[^']*'|[\[\]>]""")
_ENTITY = re.compile(r"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>""")
_UNSAFE = re.compile(r"&(?!(?:lt|gt|amp|quot|apos);)")
_REFERENCE = re.compile(
    _CDATA + r"|&(?!(?:lt|gt|amp|quot|apos);)"
    r"(?:#0*([0-9]{1,7});|#[xX]0*([0-9a-fA-F]{1,6});|([A-Za-z_][\w.-]*);|)",
    re.DOTALL,
)
_MANY_ATTRIBUTES = re.compile(
    rf"""<[^\s<>/]+(?:\s+[^\s<>="']+\s*=\s*(?:"[^"<]*"|'[^'<]*')){{{_MOST_ATTRIBUTES}}}"""
)
_LONG_AUTHOR = re.compile(
    r"<(?:[\w.-]+:)?(?:author|creator|name|email|managingeditor|webmaster|publisher|contributor)\b[^<>]*>"
    rf"(?:\s*<!\[CDATA\[)?[^<]{{{_LONGEST_NAME},}}",
    re.IGNORECASE,
)


def prepare_xml(data: bytes) -> str:
    """Return the root element of the feed in `data`, RSS, RDF or Atom, as text without prolog.

    Raises ParseError where there is no such element, and where entities grow without end.
    """
    text = _mend_characters(decode(data, _find_charset(data)))
    text = _drop_comments(text)
    text, entities = _cut_root(text)
    if _UNSAFE.search(text):
        text = _mend_references(text, entities)
    return text


def refuse_traps(text: str) -> None:
    """Raise ParseError for what is cheap to see in what prepare_xml returned, and costs feedparser the square of its
    length: an element of hundreds of attributes, an author the size of a book.
    """
    if _MANY_ATTRIBUTES.search(text):
        raise ParseError("an element of hundreds of attributes")
    if _LONG_AUTHOR.search(text):
        raise ParseError("an author the size of a book")


def _mend_characters(text: str) -> str:
    # Bytes are counted out five times as fast as characters are searched.
    data = text.encode("utf-8", "replace")
    if len(data.translate(None, _CONTROLS)) < len(data) or "\ufffe" in text or "\uffff" in text:
        text = _ILLEGAL.sub("", text)
    return text.translate(_WINDOWS) if _C1.search(data) else text


def _find_charset(data: bytes) -> str | None:
    found = _DECLARED.match(data[:1024].lstrip(b"\xef\xbb\xbf"))
    label = found[1].decode("ascii", "replace").lower() if found else ""
    # Half of those who claim Latin-1 write UTF-8; bytes that are good UTF-8 are never Latin-1 by chance.
    return None if not label or label in _WESTERN else label


def _drop_comments(text: str) -> str:
    """Return `text` without its comments. Those that HTML in a CDATA section holds are not XML's."""
    if "<!--" not in text:
        return text
    # Each search for an end that is not there would go through the rest of the document.
    end = text.rfind("-->") + 3 if "-->" in text else 0
    head = _COMMENT.sub(lambda found: found[0] if found[0].startswith("<![") else "", text[:end])
    return head + text[end:].replace("<!--", "")


def _cut_root(text: str) -> tuple[str, dict[str, str]]:
    """Return the root element, and the entities that the DOCTYPE before it declares."""
    entities: dict[str, str] = {}
    start = 0
    doctype = _DOCTYPE.search(text)
    first = _ELEMENT.search(text)
    if doctype and first and doctype.start() < first.start():
        start = _find_doctype_end(text, doctype.end())
        entities = _read_entities(text[doctype.end() : start])
        first = _ELEMENT.search(text, start)
    root = _ROOT.search(text, start)
    if root is None or first is None or root.start() - first.start() > _LONGEST_JUNK:
        raise ParseError("not a feed: neither RSS nor Atom")
    if _PAGE.match(text, doctype.start() if start and doctype else first.start()):
        raise ParseError("not a feed: a web page")
    end = text.rfind(f"</{root[1]}")
    end = text.find(">", end) + 1 if end > root.start() else 0
    return text[root.start() : end or len(text)], entities


def _find_doctype_end(text: str, start: int) -> int:
    subset = False
    for part in _DOCTYPE_PART.finditer(text, start):
        if part[0] == "[":
            subset = True
        elif part[0] == "]":
            subset = False
        elif part[0] == ">" and not subset:
            return part.end()
    return start


def _read_entities(doctype: str) -> dict[str, str]:
    entities: dict[str, str] = {}
    size = 0
    for name, double, single in _ENTITY.findall(doctype):
        # Only what was declared before can be meant, so that none is made of itself.
        value = _mend_references(double or single, entities)
        size += len(value)
        if len(value) > _LARGEST_ENTITY or size > _LARGEST_GROWTH:
            raise ParseError("its entities grow without end")
        entities.setdefault(name, value)
    return entities


def _mend_references(text: str, entities: dict[str, str]) -> str:
    growth = 0

    def mend(found: re.Match[str]) -> str:
        nonlocal growth
        decimal, hexadecimal, name = found.groups()
        if decimal or hexadecimal:
            code = int(decimal) if decimal else int(hexadecimal, 16)
            return _WINDOWS.get(code) or (found[0] if _is_legal(code) else "")
        if name is None:
            return found[0] if found[0] != "&" else "&amp;"
        if name in entities:
            growth += len(entities[name])
            if growth > _LARGEST_GROWTH:
                raise ParseError("its entities grow without end")
            return entities[name]
        value = html.entities.html5.get(f"{name};")
        if value is None:
            return f"&amp;{name};"
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    return _REFERENCE.sub(mend, text)


def _is_legal(code: int) -> bool:
    return (
        code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0x10000 <= code < 0x110000
    )
