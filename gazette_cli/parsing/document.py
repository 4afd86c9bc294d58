"""The one door for a file's bytes: unpacks them, tells what they are, and has the right parser read them."""

import re
import zlib
from collections.abc import Callable
from dataclasses import replace

from gazette_cli.errors import GazetteError, ParseError
from gazette_cli.models import Entry, Parsed

LIMIT = 64 * 1024 * 1024  # bytes of a document, unpacked
_PIECE = 1024 * 1024
_DEEPEST = 2  # gzip in gzip
_START, _END = 4_096, 256  # characters that tell what a text is

_KINDS = {
    ".txt": "page", ".text": "page", ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".xml": "xml", ".rss": "xml", ".atom": "xml", ".rdf": "xml",
    ".json": "json", ".jsonl": "json", ".ndjson": "json",
}  # fmt: skip
SUFFIXES = frozenset(_KINDS) | frozenset(f"{suffix}.gz" for suffix in _KINDS)

_MAGIC = {
    b"\x89PNG": "a PNG image", b"GIF8": "a GIF image", b"\xff\xd8\xff": "a JPEG image", b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive", b"\x1f\x8b": "gzip, packed more than twice", b"\x7fELF": "a program",
    b"BZh": "a bzip2 file", b"\xfd7zXZ": "an xz file", b"\x28\xb5\x2f\xfd": "a zstd file",
    b"7z\xbc\xaf": "a 7-Zip archive", b"Rar!": "a RAR archive", b"OggS": "an Ogg recording",
    b"ID3": "an MP3 recording", b"fLaC": "a FLAC recording", b"RIFF": "a picture or recording",
    b"SQLite format 3": "an SQLite database", b"\xd0\xcf\x11\xe0": "an old Office document", b"{\\rtf": "RTF",
}  # fmt: skip

_HTML_ROOTS = frozenset(
    "html head body title meta link article section main header div p h1 h2 h3 h4 span table ul ol dl a b i em strong"
    " blockquote figure img br hr pre code font center".split()
)
_FEED_ROOTS = frozenset(("rss", "rdf", "feed", "channel"))
_FEED_START = re.compile(r"<\?xml\s|<(?:rss|feed|rdf:RDF)[\s>]")


def is_supported(name: str) -> bool:
    """Say whether gazette reads files of this name when it finds them in a folder."""
    name = name.lower()
    if name.endswith(".gz"):
        name = name[:-3]
    dot = name.rfind(".")
    return dot > 0 and name[dot:] in _KINDS


def parse_document(
    data: bytes, name: str, *, lenient: Callable[[bytes], Parsed] | None = None, base: str = ""
) -> Parsed:
    """Return what the file called `name` ("-" for standard input) holds: one article, or a feed's many.

    The name's ending says what it is, unless that is open (no ending, .xml, .json) or plainly wrong (.txt that is HTML
    or a feed): then the content does. gzip is told by its content, whatever the name, and unpacked up to LIMIT bytes.
    `lenient` reads the feeds that need it (see parse_feed), `base` is the URL that a feed came from.
    Raises ParseError ("empty", "not text: looks like a PNG image", "too large: over 64 MB", ...), and nothing else.
    """
    try:
        data = _unpack(data)
        parsed = _parse_text(data, _find_kind(name), lenient, base)
        return parsed._replace(entries=tuple(map(_state_language, parsed.entries)))
    except GazetteError:
        raise
    except RecursionError as exc:
        raise ParseError("nested too deep") from exc
    except MemoryError as exc:
        raise ParseError("too large for this computer's memory") from exc
    except Exception as exc:
        # A mistake of ours in one file must not keep the others of its folder from being read.
        raise ParseError(
            f"gazette fails to read it ({type(exc).__name__})", hint="--debug shows where: please report it"
        ) from exc


def _find_kind(name: str) -> str | None:
    name = name.lower()
    if name.endswith(".gz"):
        name = name[:-3]
    return _KINDS.get(name[max(name.rfind("."), 0) :])


def _unpack(data: bytes) -> bytes:
    for _ in range(_DEEPEST):
        if data[:2] != b"\x1f\x8b":
            break
        data = _gunzip(data)
    if len(data) > LIMIT:
        raise ParseError(f"too large: over {LIMIT >> 20} MB")
    return data


def _gunzip(data: bytes) -> bytes:
    """Unpack gzip (RFC 1952), its members one after the other; zeros or garbage after them are passed over."""
    pieces: list[bytes] = []
    size = 0
    rest = data
    while rest[:2] == b"\x1f\x8b":
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while not unpacker.eof:
                piece = unpacker.decompress(rest, _PIECE)
                size += len(piece)
                if size > LIMIT:
                    raise ParseError(f"too large: over {LIMIT >> 20} MB")
                pieces.append(piece)
                rest = unpacker.unconsumed_tail
                if not rest and not piece and not unpacker.eof:
                    raise ParseError("broken gzip: it ends before its end")
        except zlib.error as exc:
            raise ParseError("broken gzip") from exc
        rest = unpacker.unused_data
    return b"".join(pieces)


def _parse_text(
    data: bytes, kind: str | None, lenient: Callable[[bytes], Parsed] | None, base: str
) -> Parsed:
    from gazette_cli.parsing.decode import decode

    if kind not in ("markdown", "json") and _is_plainly_feed(data):
        from gazette_cli.parsing.feed import parse_feed

        return parse_feed(data, lenient=lenient, base=base)
    try:
        text = decode(data)
    except ParseError as exc:
        looks = next((f": looks like {what}" for magic, what in _MAGIC.items() if data.startswith(magic)), "")
        raise ParseError(f"not text{looks}") from exc
    start = text[:_START].lstrip() or text.lstrip()[:_START]
    if not start:
        raise ParseError("empty")
    if kind == "xml" and (found := _FEED_START.search(start)) is not None and found.start():
        # What a server had to say (a warning, a notice) stands before the feed's own first line.
        data = data[max(data.find(found[0].encode()), 0) :]
        start = start[found.start() :]
    kind = _tell_kind(start, text[-_END:], kind)
    if kind == "feed":
        from gazette_cli.parsing.feed import parse_feed

        return parse_feed(data, lenient=lenient, base=base)
    if kind == "html":
        from gazette_cli.parsing.html import parse_html

        return Parsed((parse_html(data),))
    if kind == "markdown":
        from gazette_cli.parsing.markdown import parse_markdown

        return Parsed((parse_markdown(text),))
    if kind == "json":
        return _parse_json(data, base)
    if kind == "maybe json":
        from gazette_cli.parsing.jsonfeed import is_json

        try:
            return _parse_json(data, base)
        except ParseError:
            if is_json(text):
                raise
            # Else a text that begins with a bracket.
    from gazette_cli.parsing.page import parse_page

    return Parsed((parse_page(text),))


def _is_plainly_feed(data: bytes) -> bool:
    """Say whether the first element is a feed's, and the encoding is ASCII so far: nothing else need be read then."""
    start = data[:_START].removeprefix(b"\xef\xbb\xbf").lstrip()
    return start[:1] == b"<" and b"\0" not in start and _find_root(start.decode("latin-1")) in _FEED_ROOTS


def _tell_kind(start: str, end: str, kind: str | None) -> str:
    """Return what a document is by its start and end, where `kind`, what its name says, leaves that open."""
    if kind in ("markdown", "json"):
        return kind
    if start[0] == "<":
        root = _find_root(start)
        if root in _FEED_ROOTS:
            return "feed"
        if root == "html" or kind == "html" or (kind != "page" and root in _HTML_ROOTS):
            return "html"
        if kind != "page" and (
            start[:5] == "<?xml" or re.search(rf"</(?:[\w.-]+:)?{root}\s*>\s*\Z", end, re.I)
        ):
            return "feed"  # or XML that is none, and is refused as that
    if kind == "html":
        return kind
    if kind == "xml":
        return "json" if start[0] == "{" else "feed"
    if kind is None and start[0] in "{[":
        return "maybe json"
    if _has_front_matter(start) or (kind is None and _has_headings(start)):
        return "markdown"
    return "page"


def _parse_json(data: bytes, base: str) -> Parsed:
    from gazette_cli.parsing.jsonfeed import decode_json, is_json_feed, load_json, parse_json_feed
    from gazette_cli.parsing.jsonlines import parse_json_lines

    text = decode_json(data)
    if text.lstrip()[:1] == "{":
        try:
            document = load_json(text)
        except ValueError:
            document = None
        if is_json_feed(document):
            return parse_json_feed(data, base)
    return parse_json_lines(text)


def _find_root(start: str) -> str:
    """Return the name of the first element, without its prefix; that of a document type where there is one."""
    start = re.sub(r"<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z)", "", start, flags=re.DOTALL).lstrip()
    found = re.match(r"<(?:!doctype\s+)?(?:[\w.-]+:)?([\w-]+)", start, re.IGNORECASE)
    return found[1].lower() if found else ""


def _has_front_matter(start: str) -> bool:
    """Say whether the document starts with YAML or TOML between its marks, and not just with a line of dashes."""
    return re.match(r"(?:---[ \t]*\n\s*(?:#.*\n)*[\w-]+[ \t]*:|\+\+\+[ \t]*\n)", start) is not None


def _has_headings(start: str) -> bool:
    return re.search(r"(?:\A|\n\n)#{1,6} \S.*(?:\n\n|\Z)", start) is not None


def _state_language(entry: Entry) -> Entry:
    if entry.language is not None:
        return entry
    from gazette_cli.parsing.language import detect_language

    language = detect_language(entry.text or entry.title)
    return entry if language is None else replace(entry, language=language)
