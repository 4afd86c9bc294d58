"""Inline text in words, for screen readers: what others see from its style is said, where it changes what is meant."""

from collections.abc import Sequence
from itertools import groupby

from gazette_cli.blocks import Inline, Span
from gazette_cli.render.inline import style_span
from gazette_cli.render.links import Numbers
from gazette_cli.render.raised import name_note, shift_figures
from gazette_cli.render.style import LINK, Line, to_plain

_EDITS = {"strike": "deleted", "ins": "inserted"}


def say_inline(content: Inline, numbers: Numbers, base: str = "") -> Line:
    """Return `content` as runs in the style `base` and their own, with what the styles say in words.

    A link is followed by its number, what was deleted (and beside it, what was inserted) stands between words that say
    so; raised letters are ordinary ones.
    """
    edited = any("strike" in span.style for span in content)
    runs: Line = []
    for kind, group in groupby(content, _find_edit if edited else _find_none):
        said = _say_spans(list(group), numbers, base)
        runs += (
            _enclose(said, f" ({kind}: ", f", end of {kind})") if kind and to_plain(said).strip() else said
        )
    return runs


def _say_spans(spans: Sequence[Span], numbers: Numbers, base: str) -> Line:
    runs: Line = []
    for url, group in groupby(spans, lambda span: span.url):
        link = numbers.style(url) if url else ""
        said = [(_say_span(span), style_span(span.style, base, link)) for span in group]
        number = numbers.number(url) if url else 0
        runs += _enclose(said, "", f" (link {number})", f"{link} {LINK}".lstrip()) if number else said
    return runs


def _say_span(span: Span) -> str:
    text = span.text
    if "note" in span.style:
        return f" (note {name_note(text)})" if text.strip() else ""
    # Speech has words for raised and lowered figures, and none for letters: "1er" is read as it should be.
    return shift_figures(text, span.style)


def _find_edit(span: Span) -> str:
    return next((said for name, said in _EDITS.items() if name in span.style), "")


def _find_none(_: Span) -> str:
    return ""


def _enclose(runs: Line, opening: str, closing: str, style: str = "") -> Line:
    """Return `runs` with words before and after them; the spaces at their end come last."""
    *others, (text, last) = runs
    bare = text.rstrip(" \n")
    return [(opening, style), *others, (bare, last), (closing, style), (text[len(bare) :], last)]
