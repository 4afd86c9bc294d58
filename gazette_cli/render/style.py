"""What the screens share: the styles, and lines of styled runs that become Rich Text at the very end.

A `Line` is plain data, so that a pipe gets the same layout without Rich being imported. A style is words with spaces
between: roles, which the theme of the console paints (themes.py), and Rich's attributes ("bold", "strike"); never a
colour. "" is none. Everything must hold without colour: colour never says a thing alone. A word that begins with
HYPERLINK makes a link to the address that follows (hyperlinks.find_target), which the Painter writes (paint.py).
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from gazette_cli.text import clean

if TYPE_CHECKING:
    from rich.text import Text

Run: TypeAlias = tuple[str, str]
Line: TypeAlias = list[Run]

# The roles.
ACCENT = "accent"
UNREAD = "unread"
SECONDARY = "secondary"
MATCH = "match"
LINK = "link"
HEADING = "heading"
CODE = "code"
MARKED = "marked"
ADDED = "added"
REMOVED = "removed"
ROLES = frozenset(
    "accent unread secondary match link heading code marked added removed keyword string comment number name".split()
)
# No role: the cells that a picture is drawn on (pictures.py), a str that knows how.
PICTURE = "picture"
HYPERLINK = "url:"
MARK_UNREAD = "●"
MARK_STARRED = "★"
MARK_BEGUN = "▸"

# Compiled when first needed.
_SPACES = "[ \t\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+"


def to_text(line: Line) -> "Text":
    """Return `line` as a Text that is printed as it is: never folded, never read as markup."""
    from rich.text import Span, Text

    spans = []
    start = 0
    drawn = None
    for content, style in line:
        end = start + len(content)
        if style == PICTURE:
            drawn = content
        elif style and content:
            spans += [Span(start, end, name) for name in _split_style(style)]
        start = end
    if drawn is not None:
        from gazette_cli.render.drawn import DrawnText

        return DrawnText(to_plain(line), spans=spans, no_wrap=True, overflow="ignore", drawn=drawn)
    return Text(to_plain(line), spans=spans, no_wrap=True, overflow="ignore")


@lru_cache(1024)
def _split_style(style: str) -> list[str]:
    """Return the names that Rich knows the parts of a style by: roles by themselves, attributes together."""
    words = style.split()
    alone = [word for word in words if word in ROLES or word.startswith(HYPERLINK)]
    attributes = [word for word in words if word not in alone]
    return [*alone, " ".join(attributes)] if attributes else alone


def strip_end(line: Line) -> Line:
    """Return `line` without the spaces at its end."""
    if line and line[-1][0][-1:] not in ("", " "):
        return line
    stripped = list(line)
    while stripped:
        content, style = stripped.pop()
        if style != PICTURE:
            content = content.rstrip(" ")
        if content:
            return [*stripped, (content, style)]
    return []


def to_plain(line: Line) -> str:
    """Return the characters of `line`."""
    return line[0][0] if len(line) == 1 else "".join([content for content, _ in line])


def clean_runs(runs: Iterable[Run], *, breaks: bool = False, soft: bool = False) -> Line:
    """Return untrusted `runs` safe to print, with every run of spaces one space, none at the ends.

    Line breaks are kept if `breaks`, else they are spaces. Soft hyphens go, because terminals show them, but if `soft`.
    """
    runs = list(runs)
    if len(runs) == 1 and is_clean(runs[0][0]):
        return runs
    cleaned: Line = []
    at_start = True
    for content, style in runs:
        content = clean(content)
        if not soft:
            content = content.replace("\xad", "")
        if not breaks:
            content = content.replace("\n", " ")
        if "  " in content or not content.replace("\xa0", "").replace("\u202f", "").isprintable():
            content = re.sub(_SPACES, _first, content)
        if "\n" in content:
            content = content.replace(" \n", "\n").replace("\n ", "\n")
        if at_start:
            content = content.lstrip(" \n")
        if not content:
            continue
        if content[0] in " \n" and cleaned and cleaned[-1][0][-1:] in (" ", "\n"):
            if content[0] == "\n" and cleaned[-1][0][-1] == " ":
                cleaned[-1] = (cleaned[-1][0][:-1], cleaned[-1][1])
            elif content[0] == " ":
                content = content[1:]
        if content:
            cleaned.append((content, style))
            at_start = False
    while cleaned:
        content, style = cleaned.pop()
        content = content.rstrip(" \n")
        if content:
            cleaned.append((content, style))
            break
    return cleaned


def is_clean(text: str) -> bool:
    """Tell whether `text` is plainly what `clean_runs` would leave as it is: words in ASCII."""
    return (
        text.isascii()
        and text.isprintable()
        and text[:1] not in ("", " ")
        and text[-1] != " "
        and "  " not in text
    )


def _first(match: re.Match[str]) -> str:
    first = match[0][0]
    return " " if first == "\t" else first


def mark_runs(text: str, spans: Sequence[tuple[int, int]], style: str, match: str) -> Line:
    """Split `text` into runs: `match` inside the half-open `spans` (any order, clamped), `style` outside."""
    runs: Line = []
    at = 0
    for start, end in sorted(spans):
        start, end = max(at, start), min(end, len(text))
        if end <= start:
            continue
        if start > at:
            runs.append((text[at:start], style))
        runs.append((text[start:end], match))
        at = end
    if at < len(text):
        runs.append((text[at:], style))
    return runs
