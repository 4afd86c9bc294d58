"""What a parser says of a page, kept: every element and text by its number, who holds whom, where its links lead."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from gazette_cli.parsing.htmltree import Target, sign_start

START, END, DATA = 0, 1, 2
Event = tuple[int, str, Mapping[str, str]]  # what it is, its tag or text, its attributes

NOTHING: Mapping[str, str] = {}
NEAR = 40  # events within which what belongs together stands
_LONG = 1_000  # characters


class Link(NamedTuple):
    """A link to a place on some page: the number of its start, and the name of the place."""

    at: int
    fragment: str


class Recorder:
    """A parser's target that keeps what it is told."""

    def __init__(self) -> None:
        self.events: list[Event | None] = []

    @sign_start
    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        self.events.append((START, tag, attrib or NOTHING))

    def end(self, tag: str) -> None:
        self.events.append((END, tag, NOTHING))

    def data(self, data: str) -> None:
        self.events.append((DATA, data, NOTHING))

    def close(self) -> None:
        return None

    def play(self, target: Target) -> None:
        """Tell another target what is left of it."""
        start, end, data = target.start, target.end, target.data
        for event in self.events:
            if event is None:
                continue
            kind, said, attrib = event
            if kind == START:
                start(said, attrib)
            elif kind == END:
                end(said)
            elif said:
                data(said)


class Outline:
    """The events of a page and what is to be known of them. None stands for an event that was taken out.

    Elements are called by the number of their start.
    """

    def __init__(self, events: "list[Event | None]") -> None:
        self.events = events
        self.ends = [0] * len(events)
        self.parents = [-1] * len(events)
        self.ids: dict[str, int] = {}
        self.links: list[Link] = []
        self.items: dict[int, list[int]] = {}  # of each list
        self._called: dict[tuple[int, re.Pattern[str]], bool] = {}
        self._survey()

    def _survey(self) -> None:
        stack: list[int] = []
        for at, event in enumerate(self.events):
            assert event is not None
            kind, tag, attrib = event
            if kind == END:
                if stack:
                    self.ends[stack.pop()] = at
            elif kind == START:
                if stack:
                    self.parents[at] = stack[-1]
                    if tag == "li":
                        self.items.setdefault(stack[-1], []).append(at)
                stack.append(at)
                if attrib:
                    for name in ("id", "name"):
                        if name in attrib and (name == "id" or tag == "a"):
                            self.ids.setdefault(attrib[name], at)
                    if tag == "a":
                        fragment = attrib.get("href", "").partition("#")[2]
                        if fragment:
                            self.links.append(Link(at, fragment))
        for at in stack:
            self.ends[at] = len(self.events) - 1

    def find(self, fragment: str) -> int | None:
        """Return the element of that id, None where there is none."""
        at = self.ids.get(fragment)
        return self.ids.get(unquote(fragment)) if at is None and "%" in fragment else at

    def climb(self, at: int, most: int) -> Iterator[int]:
        """Yield the elements around an event, the innermost first."""
        for _ in range(most):
            at = self.parents[at]
            if at < 0:
                return
            yield at

    def read(self, start: int, end: int) -> str | None:
        """Return the text between two events, None where that is long."""
        if end - start > 2 * NEAR:
            return None
        parts = [event[1] for event in self.events[start:end] if event and event[0] == DATA]
        return "".join(parts) if sum(map(len, parts)) < _LONG else None

    def tag(self, at: int) -> str:
        """Return the tag of an element, "" where it is gone."""
        event = self.events[at]
        return event[1] if event else ""

    def attrib(self, at: int) -> Mapping[str, str]:
        """Return the attributes of an element."""
        event = self.events[at]
        return event[2] if event else NOTHING

    def is_called(self, at: int, names: re.Pattern[str]) -> bool:
        """Say whether the class, type or relation of an element is one of `names`."""
        known = self._called.get((at, names))
        if known is None:
            attrib = self.attrib(at)
            said = " ".join([attrib[key] for key in ("class", "epub:type", "rel") if key in attrib])
            known = self._called[at, names] = names.search(said[:500]) is not None
        return known

    def is_start(self, at: int) -> bool:
        """Say whether an element begins there."""
        event = self.events[at]
        return event is not None and event[0] == START

    def drop(self, at: int) -> None:
        """Take an element out, and all that it holds."""
        for inner in range(at, self.ends[at] + 1):
            self.events[inner] = None
