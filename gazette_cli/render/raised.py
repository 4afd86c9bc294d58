"""What stands above or below the line, in a terminal that has one height of letters.

A run is raised or lowered with the characters that Unicode has for it, if it has them all ("10³", "H₂O", "1ᵉʳ"). Else
it is set apart by "^" or "_" where it would read as something else without: x^(n/2), not xn/2.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from gazette_cli.blocks import Inline, Span
from gazette_cli.text import clean_line

_SIGNS = "0123456789+-−=()"
_ABOVE = dict(
    zip(
        _SIGNS + "abcdefghijklmnoprstuvwxyz" + "ABDEGHIJKLMNOPRTUVW",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾" + "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ" + "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ",
        strict=True,
    )
)
_BELOW = dict(zip(_SIGNS + "aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎" + "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True))
_FIGURES = frozenset(_SIGNS)
# A word of more letters than this is no exponent, and is easier to read at the height of the others.
_MOST_LETTERS = 4
_NOTE_MARKS = frozenset("*†‡§¶‖#")
_BRACKETED = r"\s*\[\s*(\w{1,3})\s*\]\s*"


def mark_note(label: str) -> str:
    """Return the label of a footnote as it is shown, in the text and before the note; "" for none.

    Figures are raised (¹, ⁿ¹), and others follow "^": in square brackets it would be the number of a link.
    """
    label = name_note(label)
    close = label.replace(" ", "")
    if len(close) <= _MOST_LETTERS and close[-1:].isdecimal() and _ABOVE.keys() >= set(close):
        return "".join(_ABOVE[figure] for figure in close)
    return label if _NOTE_MARKS.issuperset(label) else f"^{label}"


def name_note(label: str) -> str:
    """Return the label of a footnote without its brackets, safe to print."""
    return clean_line(label).strip("[]()") or clean_line(label)


def shift_figures(text: str, style: frozenset[str]) -> str:
    """Return `text` above or below the line if its `style` says so and it is figures alone, else as it is."""
    table = _ABOVE if "sup" in style else _BELOW if "sub" in style else {}
    return "".join(table.get(one, one) for one in text) if table and set(text.strip()) <= _FIGURES else text


def shift_spans(content: Inline) -> Sequence[Span]:
    """Return `content` with the text of its notes, superscripts and subscripts as it is to be shown."""
    for span in content:
        if span.style and _find_kind(span):
            break
    else:
        return content
    shifted: list[Span] = []
    before = ""
    for kind, group in groupby(content, key=_find_kind):
        if kind == "note":
            spans = list(_mark_notes(group))
        elif kind:
            spans = _shift(list(group), kind, before)
        else:
            spans = list(group)
        shifted += spans
        before = next((span.text[-1] for span in reversed(spans) if span.text), before)
    return shifted


def _find_kind(span: Span) -> str:
    style = span.style
    if not style:
        return ""
    return next((kind for kind in ("note", "sup", "sub") if kind in style), "")


def _mark_notes(spans: Iterator[Span]) -> Iterator[Span]:
    """Yield the labels of notes that follow each other with a space between: ¹ ² is not ¹²."""
    space = ""
    for span in spans:
        mark = mark_note(span.text)
        yield span._replace(text=space + mark if mark else "")
        space = "\xa0" if mark else space


def _shift(spans: list[Span], kind: str, before: str) -> list[Span]:
    text = "".join(span.text for span in spans)
    bare = text.strip()
    label = re.fullmatch(_BRACKETED, text) if kind == "sup" else None
    if label:
        return [spans[0]._replace(text=mark_note(label[1]))]
    table = _ABOVE if kind == "sup" else _BELOW
    if _FIGURES.issuperset(bare) or (len(bare) <= _MOST_LETTERS and table.keys() >= set(bare)):
        return [
            span._replace(text="".join(table.get(letter, letter) for letter in span.text)) for span in spans
        ]
    ordinal = kind == "sup" and len(bare) > 1 and bare.isalpha()  # XIXème
    if ordinal or text[:1].isspace() or bare[:1] in "[(^_" or not (before.isalnum() or before in ")]"):
        return spans
    sign = "^" if kind == "sup" else "_"
    opening, closing = (f"{sign}(", ")") if len(bare) > 1 else (sign, "")
    spans[0] = spans[0]._replace(text=opening + spans[0].text)
    last = spans[-1].text.rstrip()
    spans[-1] = spans[-1]._replace(text=last + closing + spans[-1].text[len(last) :])
    return spans
