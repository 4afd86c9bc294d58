"""What each kind of feed says of an entry, and how an Entry is made of it: the same for all of them.

An adapter (feed.py, jsonfeed.py) fills in a Draft with what is stated, as it is stated; `finish_entry` reads the dates,
makes text of markup, resolves links and leaves out what can't be shown.
"""

import html
import re
from collections.abc import Iterable
from typing import NamedTuple

from gazette_cli.models import DATED_TIME, Enclosure, Entry
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks, text_to_blocks
from gazette_cli.parsing.dates import ImpossibleDate, Stated, parse_date
from gazette_cli.parsing.decode import normalize_text
from gazette_cli.parsing.language import detect_language
from gazette_cli.parsing.plainhtml import read_plain_html
from gazette_cli.parsing.stamps import read_stamp
from gazette_cli.parsing.urls import FETCHED, clean_url, is_absolute, is_plain, join_url
from gazette_cli.text import clean, clean_line

_LONGEST_LINE = 1_000  # characters of a title or a name
_LONGEST_TITLE = 80  # characters of one made of the text
_MOST_TAGS = 100
_STATING_TAG = re.compile(r"<[A-Za-z][^<>=]*=[^<>]*>")
_ADDRESS = re.compile(r"""(\s(?:href|src|poster|cite)\s*=\s*)("[^"]*"|'[^']*'|[^\s"'>]+)""", re.IGNORECASE)
_BREAKING = re.compile(r"<(?:br|/p|/div|/li|/h[1-6])\b[^<>]*>", re.IGNORECASE)
_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
_ESCAPED = re.compile(
    r"\s*&lt;(?:p|div|a|img|br|h[1-6]|ul|ol|table|blockquote|strong|em|span|figure)\b", re.IGNORECASE
)
_ENDLESS = re.compile(r"&#(?:[0-9]{20,}|[xX][0-9a-fA-F]{20,});?")  # int() refuses thousands of digits
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8}){0,4}")


class Marked(NamedTuple):
    """A stated text; `markup` says whether it is HTML or plain."""

    value: str = ""
    markup: bool = False


class Draft(NamedTuple):
    """An entry as its feed states it. "" and () stand for what is not stated.

    Relative links are relative to `base` (xml:base); where there is none, those in a body to the entry's own address,
    and all others to `home`, the feed's.
    """

    title: Marked = Marked()
    content: Marked = Marked()
    summary: Marked = Marked()
    base: str = ""
    home: str = ""
    guid: str = ""
    url: str = ""
    publication: str = ""
    published: str = ""
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    place: str = ""
    enclosures: tuple[Enclosure, ...] = ()
    comments: str = ""
    image: str = ""
    duration: str = ""


def finish_entry(draft: Draft) -> Entry | None:
    """Return the Entry that `draft` describes, or None where it says nothing at all."""
    url = read_url(draft.url, draft.base or draft.home)
    base = draft.base or url or draft.home
    text, fragment = _read_body(draft.content, base)
    summary = _join(_read_body(draft.summary, base)[0])
    if not text:
        text, spare = _read_body(draft.summary, base)
        fragment, summary = fragment or spare, ""
    enclosures = _read_enclosures(draft.enclosures, base)
    title = read_title(draft.title) or name_text(text) or _name_address(url, enclosures)
    if not title:
        return None
    warnings: list[str] = []
    language = read_language(draft.language) or detect_language(text or title)
    published = read_date(draft.published, language, warnings)
    updated = read_date(draft.updated, language, warnings)
    stated = published or updated
    return Entry(
        title=title,
        text=text,
        html=fragment,
        guid=read_line(draft.guid) or url or "",
        url=url,
        publication=read_line(draft.publication) or None,
        published=stated.when if stated else None,
        updated=updated.when if updated else None,
        dated=stated.dated if stated else DATED_TIME,
        author=read_line(", ".join(read_lines(map(_read_name, draft.authors)))) or None,
        place=_read_plain(draft.place) or None,
        language=language,
        tags=read_lines(map(_read_plain, draft.tags)),
        summary=summary if summary and summary != _join(text) else None,
        enclosures=enclosures,
        warnings=tuple(warnings),
        comments=read_url(draft.comments, base),
        image=read_url(draft.image, base),
        duration=read_duration(draft.duration),
    )


def name_empty(what: str, numbers: list[int]) -> tuple[str, ...]:
    """Return the warning that the entries of these numbers, counted from 1, say nothing; none where there are none."""
    if not numbers:
        return ()
    more = f", and {len(numbers) - 1} more" if len(numbers) > 1 else ""
    return (f"{what} {numbers[0]}{more}: nothing in it to read",)


def read_line(text: str) -> str:
    """Return `text` on one line, safe and in NFC; what is longer than any title or name is cut."""
    if len(text) > 8 * _LONGEST_LINE:
        text = text[: 8 * _LONGEST_LINE]
    line = clean_line(normalize_text(text))
    return line if len(line) <= _LONGEST_LINE else line[: _LONGEST_LINE - 1].rstrip() + "…"


def read_lines(texts: Iterable[str]) -> tuple[str, ...]:
    """Return names or tags, each once whatever its case, none empty."""
    seen: dict[str, str] = {}
    for text in texts:
        line = read_line(text)
        if line:
            seen.setdefault(line.casefold(), line)
            if len(seen) == _MOST_TAGS:
                break
    return tuple(seen.values())


def read_text(text: str) -> str:
    """Return a text of paragraphs, safe and in NFC, as it is but for white space at its ends."""
    return clean(normalize_text(text)).strip("\n\t ")


def read_url(url: str, base: str = "") -> str | None:
    """Return `url` absolute, or None where it is none of http or https that a program can safely be handed."""
    if is_plain(url):
        return url
    stated = clean_url(url, FETCHED)
    if stated is None:
        return None
    whole = join_url(base, stated)
    return whole if is_absolute(whole) else None


def read_language(tag: str) -> str | None:
    """Return a BCP 47 tag in lower case, or None where `tag` is none."""
    tag = tag.strip().lower().replace("_", "-")
    return tag if _LANGUAGE.fullmatch(tag) and tag != "und" else None


def read_date(text: str, language: str | None, warnings: list[str]) -> Stated | None:
    """Return the date that `text` states. One that can't be, or can't be read, is None and a line in `warnings`."""
    if not text.strip():
        return None
    try:
        stated = read_stamp(text.strip()) or parse_date(text, language)
    except ImpossibleDate:
        warnings.append(f"impossible date: {_quote(text)}")
        return None
    if stated is None:
        warnings.append(f"date not understood: {_quote(text)}")
    return stated


def read_length(value: object) -> int | None:
    """Return a size in bytes from whatever states it, or None."""
    if isinstance(value, float):
        value = int(value) if 0 < value < 2**63 else None
    if isinstance(value, str) and len(value) < 20 and value.strip().isdecimal():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63 else None


def read_duration(text: str) -> int | None:
    """Return seconds from "3:25", "1:02:03" or "205" (itunes:duration), or None."""
    parts = text.strip().split(":")
    if len(parts) > 3 or not all(part.isascii() and part.isdecimal() and len(part) < 7 for part in parts):
        return None
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds or None


def name_text(text: str) -> str:
    """Return a title for a text that has none: its first words."""
    line = read_line(text.lstrip().split("\n", 1)[0])
    if len(line) <= _LONGEST_TITLE:
        return line
    words = line[:_LONGEST_TITLE].rsplit(" ", 1)[0]
    return words.rstrip(" ,;:.") + " …"


def _read_body(marked: Marked, base: str) -> tuple[str, str | None]:
    """Return the text of a body, and its HTML where it has any."""
    value = normalize_text(marked.value)
    if marked.markup and "<" not in value and "&" in value:
        # Escaped twice, as some publishing systems do; else plain text that calls itself HTML.
        value = unescape(value)
        if not _ESCAPED.match(marked.value):
            return read_text(blocks_to_text(text_to_blocks(value))), None
    if not marked.markup or "<" not in value:
        return read_text(blocks_to_text(text_to_blocks(value))), None
    value = resolve_links(value, base).strip()
    text = read_plain_html(value)
    return read_text(blocks_to_text(html_to_blocks(value)) if text is None else text), value


def resolve_links(fragment: str, base: str) -> str:
    """Return HTML with the addresses in its tags absolute; those that lead nowhere safe stay as they are."""
    if not base:
        return fragment

    def resolve(found: re.Match[str]) -> str:
        address = found[2].strip("\"'")
        if address.startswith(("https://", "http://")):
            return found[0]
        address = unescape(address)
        if address.startswith("#") or "//" in address[:8]:
            return found[0]
        url = read_url(address, base)
        return found[0] if url is None else f'{found[1]}"{html.escape(url)}"'

    return _STATING_TAG.sub(lambda tag: _ADDRESS.sub(resolve, tag[0]), fragment)


def read_title(marked: Marked) -> str:
    """Return a title, plain or HTML, as plain text on one line."""
    if not marked.markup:
        return read_line(marked.value)
    return read_line(unescape(_MARKUP.sub("", _BREAKING.sub(" ", marked.value))))


def _read_plain(text: str) -> str:
    return read_line(unescape(text))


def _read_name(text: str) -> str:
    """Return the name of an author, which some feeds state as a link; "Ann <ann@example.org>" is none."""
    return _read_plain(_MARKUP.sub("", text) if "</" in text else text)


def _read_enclosures(stated: Iterable[Enclosure], base: str) -> tuple[Enclosure, ...]:
    found: dict[str, Enclosure] = {}
    for one in stated:
        url = read_url(one.url, base)
        if url is not None:
            found.setdefault(url, Enclosure(url, read_line(one.type or "").lower() or None, one.length))
    return tuple(found.values())


def _name_address(url: str | None, enclosures: tuple[Enclosure, ...]) -> str:
    address = url or (enclosures[0].url if enclosures else "")
    return read_line(address.rstrip("/").rpartition("/")[2] or address)


def unescape(text: str) -> str:
    """Return `text` with HTML's character references replaced. Numbers too long to be any are U+FFFD."""
    return html.unescape(_ENDLESS.sub("\ufffd", text)) if "&" in text else text


def _join(text: str) -> str:
    return " ".join(text.split())


def _quote(text: str) -> str:
    line = read_line(text)
    return line if len(line) <= 60 else line[:59] + "…"
