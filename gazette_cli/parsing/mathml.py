"""A formula in MathML (MathML Core) becomes one line of text: x² + a/(b + c)."""

import re

from gazette_cli.parsing.elements import BLOCKS

_RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISABLE = re.compile(r"[0-9+\-−=()n]+")
_LOWERABLE = re.compile(r"[0-9+\-−=()]+")
_ACCENTS = frozenset("¯‾^ˆ~˜→⃗˙¨ˇ˘_⏞⏟︷︸´`")
_PRIMES = frozenset("′″‴'*†∗")
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b\u2009\u200a"))
_SPACED = frozenset("=<>≤≥≈≠≡∼≃∝→⇒⟹↦∈∉⊂⊆∪∩+−-±×·÷∧∨:≔∣∥⟺↔")
_DROPPED = frozenset(("annotation", "annotation-xml", "mphantom", "maction-alternative"))
_WORDS = frozenset(("mi", "mn", "mo", "mtext", "ms"))
# What goes before each child but the first.
_BETWEEN = {
    "mfrac": ("/",),
    "msup": ("^",),
    "msub": ("_",),
    "msubsup": ("_", "^"),
    "munder": ("_",),
    "mover": ("^",),
    "munderover": ("_", "^"),
    "mtable": ("; ",),
    "mtr": (" ",),
}
_GROUPED = frozenset(("mfrac", "msup", "msub", "msubsup", "munder", "mover", "munderover", "msqrt", "mroot"))


class _Open:
    """An element that is open: the number of its children, and where its text and its tokens begin."""

    __slots__ = ("at", "children", "start", "tag", "tokens")

    def __init__(self, tag: str, at: int, start: int, tokens: int) -> None:
        self.tag = tag
        self.at = at  # among its parent's children
        self.start = start
        self.tokens = tokens
        self.children = 0


class MathReader:
    """Is told of the elements and the text within <math>; `read` returns the formula. Nothing is raised."""

    def __init__(self, block: bool = False) -> None:
        self.block = block  # it stands on a line of its own
        self._pieces: list[str] = []
        self._tokens = 0
        self._open = [_Open("math", 0, 0, 0)]
        self._dropped = 0

    def start(self, tag: str) -> None:
        if self._dropped or tag in _DROPPED:
            self._dropped += 1
            return
        parent = self._open[-1]
        between = _BETWEEN.get(parent.tag)
        if between and parent.children:
            self._pieces.append(between[min(parent.children, len(between)) - 1])
        if tag in ("msqrt", "mroot"):
            self._pieces.append("√")
        self._open.append(_Open(tag, parent.children, len(self._pieces), self._tokens))
        parent.children += 1
        if tag == "mspace":
            self._pieces.append(" ")

    def is_left_by(self, tag: str) -> bool:
        """Say whether a block of HTML begins, which no formula holds (HTML Standard, 13.2.6.5)."""
        return not self._dropped and tag in BLOCKS

    def data(self, text: str) -> None:
        if self._dropped:
            return
        words = " ".join(text.translate(_INVISIBLE).split())
        tag = self._open[-1].tag
        if tag == "mtext" and "\xa0" in text:
            # White space at the ends is none (MathML Core, 2.1.7), but for no-break spaces.
            text = text.strip(" \t\n\r\f")
            before, after = text[:1] == "\xa0", text[-1:] == "\xa0"
            words = f"{' ' * before}{words}{' ' * after}"
        if words:
            self._tokens += not words.isspace()
            self._pieces.append(words if tag in _WORDS else f" {words} ")

    def end(self) -> None:
        if self._dropped:
            self._dropped -= 1
            return
        if len(self._open) < 2:
            return
        done = self._open.pop()
        parent = self._open[-1]
        pieces, start = self._pieces, done.start
        if done.tag == "mo" and len(pieces) == start + 1:
            if pieces[start] in _SPACED and done.at and parent.tag not in _GROUPED:
                pieces[start] = f" {pieces[start]} "
            elif pieces[start] == ",":
                pieces[start] = ", "
        elif done.tag == "msqrt" and self._tokens - done.tokens > 1:
            self._group(start)
        if parent.tag in _GROUPED and parent.tag != "msqrt":
            self._end_part(done, parent)

    def _end_part(self, done: _Open, parent: _Open) -> None:
        """Set what stands above, below or beside something else."""
        pieces, start = self._pieces, done.start
        if start >= len(pieces):
            return
        single = self._tokens - done.tokens == 1
        sign = pieces[start - 1] if done.at and start else ""
        text = "".join(pieces[start:]).strip() if len(pieces) - start < 9 else ""
        if sign == "^" and (text in _ACCENTS or text in _PRIMES):
            pieces[start - 1] = ""
        elif sign == "^" and _RAISABLE.fullmatch(text):
            pieces[start - 1 :] = ["", text.translate(_RAISED)]
        elif sign == "_" and _LOWERABLE.fullmatch(text):
            pieces[start - 1 :] = ["", text.translate(_LOWERED)]
        elif not single and (done.at or parent.tag in ("mfrac", "mroot")):
            self._group(start)

    def _group(self, start: int) -> None:
        if start < len(self._pieces):
            self._pieces[start] = f"({self._pieces[start].lstrip()}"
            self._pieces.append(")")

    def read(self) -> str:
        """Return the formula so far; a space is at its ends where words outside its elements are."""
        return re.sub(" {2,}", " ", "".join(self._pieces))
