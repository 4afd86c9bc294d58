"""What is put in the place of a page's footnotes, and what is taken out: brackets, labels said twice, arrows back."""

import re
from collections.abc import Iterator
from itertools import accumulate

from gazette_cli.parsing.elements import BLOCKS
from gazette_cli.parsing.events import DATA, NEAR, NOTHING, START, Link, Outline

REF, NOTE, NOTES = "#ref", "#note", "#notes"  # no page has elements of these names

EDGES = "[]()^ \t\n\xa0\u202f"
ARROW = re.compile(r"[\s\xa0\[(]*[↩↑⤴⏎⬆⇧↵⮌⮐⤣⬏↖▲←^⇑\ufe0e\ufe0f]+[\s\xa0\])]*")
_LONGEST_LABEL = 100  # characters, with the white space before it
_CLOSING = {"[": "]", "(": ")", "^": ""}
_WORD = re.compile(r"[^\W\d_]{3}")
_JUMP = re.compile(r"\W*jump up(?: to)?\W*", re.I)
_CALLED_BACK = re.compile(r"back-?link|back-?refs?\b|footnote-back|reversefootnote", re.I)


def set_reference(page: Outline, at: int, label: str) -> None:
    """Make a reference of a link."""
    end = page.ends[at]
    if page.events[at] is None:
        return
    for inner in range(at + 1, end):
        page.events[inner] = None
    page.events[at] = (START, REF, {"label": label})
    _strip_brackets(page, at, end)


def _strip_brackets(page: Outline, start: int, end: int) -> None:
    """Take out the brackets that stand around an element."""
    before = page.events[start - 1] if start else None
    after = page.events[end + 1] if end + 1 < len(page.events) else None
    if before is None or after is None or before[0] != DATA or after[0] != DATA:
        return
    left, right = before[1].rstrip(" \xa0"), after[1].lstrip(" \xa0")
    if left[-1:] + right[:1] in ("[]", "()"):
        page.events[start - 1] = (DATA, left[:-1], NOTHING)
        page.events[end + 1] = (DATA, right[1:], NOTHING)


def drop_back_link(page: Outline, link: Link) -> None:
    """Take out a link that leads from a note back to its place, if that is all that it says."""
    at = link.at
    if page.tag(at) != "a":
        return
    text = page.read(at, page.ends[at])
    if text is None or not text.strip() or _WORD.search(_JUMP.sub("", text)):
        return
    around = (a for a in (at, *page.climb(at, 4)) if page.is_called(a, _CALLED_BACK))
    for element in around:
        said = page.read(element, page.ends[element])
        if said is not None and not _WORD.search(_JUMP.sub("", said)):
            _take_out(page, element)
            return
    if ARROW.fullmatch(text) or _JUMP.fullmatch(text):
        _take_out(page, at)


def _take_out(page: Outline, at: int) -> None:
    _strip_brackets(page, at, page.ends[at])
    before = page.events[at - 1] if at else None
    if before is not None and before[0] == DATA:
        page.events[at - 1] = (DATA, before[1].rstrip("\xa0\u202f"), NOTHING)
    page.drop(at)


def set_note(page: Outline, at: int, label: str) -> None:
    """Make a note of an element."""
    if page.events[at] is None:
        return
    listed = page.tag(at) == "li"
    page.events[at] = (START, NOTE, {"label": label})
    _strip_label(page, at, label, listed)


def _strip_label(page: Outline, start: int, label: str, listed: bool) -> None:
    """Take the label out of the text that a note begins with. An item of a list has it from the list itself."""
    end = min(page.ends[start], start + NEAR)
    left = match_label(page, start, label)
    if listed and not _is_label_set_apart(page, start, end):
        return
    for at, text in _list_texts(page, start, end):
        taken = min(left, len(text))
        if at >= 0 and taken:
            page.events[at] = (DATA, text[taken:], NOTHING) if taken < len(text) else None
        left -= taken


def match_label(page: Outline, start: int, label: str) -> int:
    """Return how many characters of a note are its label and what stands around that."""
    end = min(page.ends[start], start + NEAR)
    texts = [text[:_LONGEST_LABEL] for _, text in _list_texts(page, start, end)]
    text = "".join(texts)
    at = len(text) - len(text.lstrip())
    opening = text[at : at + 1]
    at += opening in _CLOSING
    if not text.startswith(label, at):
        return 0
    at += len(label)
    closing = _CLOSING.get(opening, "")
    if not text.startswith(closing, at):
        return 0
    at += len(closing)
    at += text[at : at + 1] in (".", ":", ")")
    rest = text[at:].lstrip()
    joined = rest[:1].isalnum() and len(rest) == len(text) - at and at not in accumulate(map(len, texts))
    return 0 if joined else len(text) - len(rest)


def _list_texts(page: Outline, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the texts between two events with their numbers, and a line break of number -1 where a block begins."""
    for at in range(start, end):
        event = page.events[at]
        if event and event[0] == DATA:
            yield at, event[1]
        elif event and event[1] in BLOCKS:
            yield -1, "\n"


def _is_label_set_apart(page: Outline, start: int, end: int) -> bool:
    for at in range(start + 1, end):
        event = page.events[at]
        if event and event[0] == DATA and event[1].strip(EDGES):
            return False
        if event and event[0] == START and event[1] in ("sup", "a"):
            return True
    return False
