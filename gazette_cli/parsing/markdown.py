"""A Markdown file becomes an Entry: its front matter, and its body as HTML (commonmark.py)."""

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_TIME, Entry
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks
from gazette_cli.parsing.dates import Stated
from gazette_cli.parsing.decode import normalize_text
from gazette_cli.parsing.drafting import (
    name_text,
    read_date,
    read_language,
    read_line,
    read_lines,
    read_text,
    read_url,
)
from gazette_cli.parsing.frontmatter import split_front_matter
from gazette_cli.parsing.language import detect_language
from gazette_cli.words import fold_key

if TYPE_CHECKING:
    from markdown_it.token import Token

# Signs and lines, each of which may cost the parser 20 µs; a thick book has fewer.
_MOST_MARKS = 150_000
_MARKS = "[*_`<|~\n"


class _Body(NamedTuple):
    title: str
    html: str


def parse_markdown(text: str) -> Entry:
    """Return the article of a Markdown file.

    The title is the front matter's, else the first heading, which is not repeated in the text, else its first
    line. `html` is the body as HTML, `text` the text of that. Dates may be naive; one that can't be is None and a
    warning. A text that would take too long to read as Markdown is read as plain paragraphs. Raises ParseError
    where there is nothing to read.
    """
    head, body = split_front_matter(normalize_text(text))
    stated = read_line(head.first("title", "titre", "headline"))
    found = _render(body, stated)
    plain = read_text(blocks_to_text(html_to_blocks(found.html)))
    if not (plain or found.title):
        # Signs alone, or what no browser would show: there is still what was written.
        found = _Body("", _set_plain(body))
        plain = read_text(blocks_to_text(html_to_blocks(found.html)))
    title = stated or found.title or name_text(plain)
    if not title:
        raise ParseError("nothing in it to read")
    warnings = list(head.warnings)
    language = read_language(head.first("lang", "language", "langue", "locale"))
    published = _find_date(
        head.all("date", "published", "created", "publishdate", "pubdate"), language, warnings
    )
    updated = _find_date(head.all("updated", "modified", "lastmod", "lastmodified"), language, warnings)
    tags = [*head.all("tags", "tag"), *head.all("keywords"), *head.all("categories", "category")]
    return Entry(
        title=title,
        text=plain,
        html=found.html if plain else None,
        url=read_url(head.first("url", "link", "canonical", "canonicalurl", "originalurl")),
        publication=read_line(head.first("source", "publication", "site", "sitename")) or None,
        published=published.when if published else None,
        updated=updated.when if updated else None,
        dated=published.dated if published else DATED_TIME,
        author=", ".join(read_lines(head.all("author", "authors", "auteur", "auteurs", "by"))) or None,
        place=read_line(head.first("place", "location", "lieu", "dateline")) or None,
        language=language or detect_language(plain),
        tags=read_lines(part for tag in tags for part in re.split(r"[,;]\s*#?|^#", tag)),
        summary=read_line(head.first("summary", "description", "excerpt", "resume", "résumé")) or None,
        warnings=tuple(warnings),
    )


def _find_date(stated: Sequence[str], language: str | None, warnings: list[str]) -> Stated | None:
    return read_date(stated[0][:200], language, warnings) if stated else None


def _render(body: str, stated: str) -> _Body:
    if not body.strip():
        return _Body("", "")
    if sum(map(body.count, _MARKS)) > _MOST_MARKS:
        return _Body("", _set_plain(body))
    from gazette_cli.parsing.commonmark import read_tokens

    try:
        read = read_tokens(body)
        tokens = read.tokens
        at = _find_headline(tokens, stated)
        title = ""
        if at is not None:
            line = read.render([tokens[at + 1]])
            title = read_line(blocks_to_text(html_to_blocks(line)).replace("\n", " "))
            del tokens[at : at + 3]
        return _Body(title, read.render(tokens).strip())
    except (RecursionError, IndexError, ValueError):
        return _Body("", _set_plain(body))


def _find_headline(tokens: "Sequence[Token]", stated: str) -> int | None:
    """Return where the heading stands that is the title: the first block, or the first of level 1."""
    for at, token in enumerate(tokens):
        if token.type != "heading_open" or token.level:
            continue
        content = tokens[at + 1].content
        if stated:
            same = fold_key(content) == fold_key(stated)
            return at if same else None
        return at if (at == 0 or token.tag == "h1") and content.strip() else None
    return None


def _set_plain(body: str) -> str:
    parts = (part.strip("\n") for part in re.split(r"\n[ \t]*\n\s*", body))
    return "\n".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part.strip())
