"""Inline text becomes runs: what is emphasised or struck, raised or lowered, a link's number, a note's label."""

import re
from collections.abc import Sequence
from functools import lru_cache

from gazette_cli.blocks import Figure, Inline, Span
from gazette_cli.render.links import Numbers
from gazette_cli.render.matches import MATCHED
from gazette_cli.render.raised import shift_spans
from gazette_cli.render.style import CODE, LINK, MARKED, MATCH, Line
from gazette_cli.text import clean_line

_STYLES = {
    **{"em": "italic", "strong": "bold", "code": CODE, "strike": "strike", "ins": "underline"},
    **{"mark": MARKED, MATCHED: MATCH},
}
_STRUCK = "~~"
_WORD = r"[\w'’-]+"


def read_inline(content: Inline, numbers: Numbers, base: str = "", *, styled: bool = True) -> Line:
    """Return `content` as runs in the style `base` and their own; a link's number follows it after U+00A0.

    Not `styled`: what is struck stands between tildes, as in Markdown, because it says the contrary without them. The
    other styles only stress what the words say: a pipe gets the words.
    """
    if len(content) == 1 and not content[0].style and not content[0].url:
        return [(content[0].text, base)]
    spans = shift_spans(content)
    runs: Line = []
    struck = False
    for at, span in enumerate(spans):
        text, url = span.text, span.url
        link = numbers.style(url) if url else ""
        style = style_span(span.style, base, link)
        if not styled and struck != ("strike" in span.style) and text:
            struck = not struck
            runs.append((_STRUCK, base))
        number = numbers.number(url) if url and not _goes_on(spans, at) else 0
        if number:
            bare = text.rstrip(" \n")
            runs += [
                (bare, style),
                (f"\xa0[{number}]", f"{link} {LINK}".lstrip()),
                (text[len(bare) :], style),
            ]
        else:
            runs.append((text, style))
    if struck:
        runs.append((_STRUCK, base))
    return runs


def read_alt(figure: Figure) -> str:
    """Return the text of a picture (clean), "" where all of it stands in the caption too."""
    alt = clean_line(figure.alt)
    if not alt or not figure.caption:
        return alt
    said = " ".join(re.findall(_WORD, "".join(span.text for span in figure.caption).casefold()))
    words = " ".join(re.findall(_WORD, alt.casefold()))
    return "" if words and f" {words} " in f" {said} " else alt


def _goes_on(spans: Sequence[Span], at: int) -> bool:
    """Tell whether what follows the span `at`, spaces aside, leads to where it does: two links side by side are one."""
    url = spans[at].url
    following = at + 1
    if following < len(spans) and not spans[following].url and spans[following].text == " ":
        following += 1
    return following < len(spans) and spans[following].url == url


@lru_cache(1024)
def style_span(style: frozenset[str], base: str, link: str) -> str:
    """Return the words (style.py) for what a span is, in a text of the style `base`, in a link of the style `link`."""
    return " ".join([base, *(words for name, words in _STYLES.items() if name in style), link]).strip()
