"""Footnotes, whoever set them: which links of a page refer to a note, which elements are the notes.

A page may set a note anywhere, mostly after what refers to it, so this needs the whole page: it reads the parser's
events before the blocks are made, and puts its own elements ("#ref", "#note", "#notes") where the page has links and
list items. There is no markup for footnotes in HTML (HTML Standard, 4.15.4); what is read here is what Pandoc,
kramdown, markdown-it, Sphinx, MediaWiki, GitHub, WordPress, Substack and word processors write, and DPUB-ARIA 1.1.

Every step looks at a bounded number of events, or at each event once: the whole takes time in proportion to the page.
"""

import re

from gazette_cli.parsing.elements import HEADINGS, is_hidden
from gazette_cli.parsing.events import DATA, NOTHING, START, Event, Link, Outline
from gazette_cli.parsing.notemarks import (
    ARROW,
    EDGES,
    NOTES,
    drop_back_link,
    match_label,
    set_note,
    set_reference,
)

_LONGEST_NOTE = 3_000  # events

_INLINE = frozenset("a span sup sub b strong i em small cite font big u code label".split())
_HOLDERS = frozenset("li p div aside dd dt section table blockquote".split())
_CALLED_REF = re.compile(r"foot-?note|end-?note|note-?ref|fn-?ref|sidenote", re.I)
_CALLED_NOTE = re.compile(r"foot-?note|end-?note|\bnotes?\b|\breferences?\b|\breflist\b|\bfn\b", re.I)
_WORD = re.compile(r"[^\W\d_]{3}")
_CALLED_ONE = re.compile(r"(?:^|\s)(?:foot|end)note(?:\s|$)", re.I)
_NAMED_NOTE = re.compile(
    r"(?:user-content-)?_?(?:fn|ftn|edn|sdfootnote|sdendnote|foot-?note|end-?note|note|cite_note|nb)(?![a-z]{3})",
    re.I,
)
_ROLES_REF = frozenset(("doc-noteref",))
_ROLES_NOTE = frozenset(("doc-footnote", "doc-endnote", "doc-endnotes", "doc-footnotes"))
_LABEL = re.compile(
    r"\d{1,4}(?::\d+)?|[a-zA-Z]{1,2}|[ivxlcIVXLC]{1,7}|[*†‡§¶‖#]{1,4}|(?:notes?|n\.?|nb|ref\.?|réf\.?)[\s\xa0]?\d{1,4}",
    re.I,
)


def mark_notes(events: "list[Event | None]") -> None:
    """Change `events` in place: a reference becomes REF with its `label`, a note NOTE with its `label`.

    A list of notes becomes NOTES. Links back to where a note is referred to are None; words are not.
    """
    _Marker(events).mark()


class _Marker:
    def __init__(self, events: "list[Event | None]") -> None:
        self.page = Outline(events)
        self.labels: dict[int, str] = {}  # of the notes, by their starts
        self.refs: list[tuple[int, int]] = []  # links, and the notes that they refer to
        self.places: set[int] = set()  # elements that a note may link back to
        self.found: dict[int, int | None] = {}

    def mark(self) -> None:
        for link in self.page.links:
            self._try_reference(link)
        self._settle_lists()
        for at, note in self.refs:
            if note in self.labels:
                set_reference(self.page, at, self.labels[note])
        for link in self.page.links:
            drop_back_link(self.page, link)
        for note, label in self.labels.items():
            set_note(self.page, note, label)

    # References.

    def _try_reference(self, link: Link) -> None:
        at = link.at
        target = self.page.find(link.fragment)
        if target is None:
            return
        text = self.page.read(at, self.page.ends[at])
        if text is None or not 0 < len(text.strip()) <= 24:
            return
        if target in self.places or ARROW.fullmatch(text):
            return
        label = " ".join(text.strip(EDGES).split()).partition(":")[0]
        note = self._find_note(target)
        if note is None or not label or note <= at <= self.page.ends[note]:
            return
        if note not in self.labels:
            called = self._is_called_ref(at) or _NAMED_NOTE.match(link.fragment)
            if not called and not _LABEL.fullmatch(label):
                return
            likely = called or self._is_raised(at) or text.strip()[0] in "[(" or self._is_bracketed(at)
            if not likely and not self._is_called_note(note):
                return
            sure = self.page.tag(note) in ("li", "dt") or self._is_called_note(note)
            if not sure and not match_label(self.page, note, label):
                return  # any other place is a note only if it begins with the label
            self.labels[note] = label
        elif label != self.labels[note] and _WORD.search(label):
            return  # a link to a note that says more than its label: "see the note"
        self.refs.append((at, note))
        self.places.update((at, *(a for a in self.page.climb(at, 3) if self.page.tag(a) in _INLINE)))
        self.places.update(i for i in range(at, min(self.page.ends[at], at + 4)) if self.page.is_start(i))

    def _is_called_ref(self, at: int) -> bool:
        for element in (at, *self.page.climb(at, 1)):
            attrib = self.page.attrib(element)
            if "data-footnote-ref" in attrib or attrib.get("role") in _ROLES_REF:
                return True
            if self.page.tag(element) in _INLINE and self.page.is_called(element, _CALLED_REF):
                return True
        return False

    def _is_called_note(self, at: int) -> bool:
        """Say whether an element, or one of those around it, calls itself a note or a list of them."""
        for element in (at, *self.page.climb(at, 3)):
            attrib = self.page.attrib(element)
            if "data-footnotes" in attrib or attrib.get("role") in _ROLES_NOTE:
                return True
            if self.page.is_called(element, _CALLED_NOTE) or _NAMED_NOTE.match(attrib.get("id", "")):
                return True
        return False

    def _is_raised(self, at: int) -> bool:
        if any(self.page.tag(a) == "sup" for a in self.page.climb(at, 3)):
            return True
        return any(
            self.page.is_start(i) and self.page.tag(i) == "sup"
            for i in range(at + 1, min(at + 4, self.page.ends[at]))
        )

    def _is_bracketed(self, at: int) -> bool:
        before = self.page.events[at - 1] if at else None
        return before is not None and before[0] == DATA and before[1].rstrip().endswith(("[", "("))

    def _find_note(self, target: int) -> int | None:
        """Return the element that is the note which a place begins, None where it begins none."""
        if target in self.found:
            return self.found[target]
        found = None
        at = target
        for _ in range(8):
            tag = self.page.tag(at)
            if tag in _HOLDERS:
                if found is None or tag in ("li", "dt") or self._is_called_here(at):
                    found = at
            elif tag not in _INLINE:
                break
            parent = self.page.parents[at]
            if parent < 0 or tag in ("li", "dt") or not self._begins(parent, at):
                break
            at = parent
        if found is not None:
            end = self.page.ends[found]
            headed = any(self.page.tag(i) in HEADINGS for i in range(found, min(end, found + 10)))
            if (
                headed
                or end - found > _LONGEST_NOTE
                or is_hidden(self.page.tag(found), self.page.attrib(found))
            ):
                found = None
        self.found[target] = found
        return found

    def _is_called_here(self, at: int) -> bool:
        if self.page.attrib(at).get("role") in ("doc-footnote", "doc-endnote"):
            return True
        return self.page.tag(at) != "section" and self.page.is_called(at, _CALLED_ONE)

    def _begins(self, parent: int, at: int) -> bool:
        """Say whether nothing but signs stands before `at` in `parent`."""
        text = self.page.read(parent, at)
        return text is not None and not text.strip(EDGES)

    def _settle_lists(self) -> None:
        """Make all items of a list notes where most are, and none where few are."""
        lists = {self.page.parents[note] for note in self.labels if self.page.tag(note) == "li"}
        for parent in lists:
            items = self.page.items.get(parent, [])
            noted = sum(item in self.labels for item in items)
            tag = self.page.tag(parent) if parent >= 0 else ""
            named = sum(bool(_NAMED_NOTE.match(self.page.attrib(item).get("id", ""))) for item in items)
            if tag in ("ol", "ul") and (2 * max(noted, named) >= len(items) or self._is_called_note(parent)):
                self.page.events[parent] = (START, NOTES, NOTHING)
                start = self.page.attrib(parent).get("start", "")
                first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
                for number, item in enumerate(items, first):
                    self.labels.setdefault(item, str(number))
            elif tag in ("ol", "ul"):
                for item in items:
                    self.labels.pop(item, None)
        terms = [note for note in self.labels if self.page.tag(note) == "dt"]
        moved = {term: note for term in terms if (note := self._settle_term(term)) is not None}
        self.refs = [(at, moved.get(note, note)) for at, note in self.refs]

    def _settle_term(self, term: int) -> int | None:
        """Make a note of a definition whose term is its label, and return it."""
        label = self.labels.pop(term)
        parent = self.page.parents[term]
        end = self.page.ends[term] + 1
        note = next(
            (at for at in range(end, min(end + 3, len(self.page.events))) if self.page.is_start(at)), None
        )
        if note is None or parent < 0 or self.page.tag(note) != "dd" or self.page.parents[note] != parent:
            return None
        self.labels[note] = label
        self.page.drop(term)
        self.page.events[parent] = (START, NOTES, NOTHING)
        return note
