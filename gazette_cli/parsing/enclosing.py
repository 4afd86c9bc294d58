"""Block elements: which container each opens, and what is done when it ends."""

from collections.abc import Callable, Mapping

from gazette_cli.blocks import Preformatted, Rule
from gazette_cli.parsing.code import drop_numbers, find_language, is_gutter
from gazette_cli.parsing.containers import (
    CAPTION,
    CELL,
    DEFINITION,
    DEFINITIONS,
    FIGURE,
    ITEM,
    LIST,
    NOTE,
    QUOTE,
    TABLE,
    TERM,
)
from gazette_cli.parsing.elements import HEADINGS, is_caption, is_pull_quote
from gazette_cli.parsing.flow import Flow
from gazette_cli.parsing.media import read_number
from gazette_cli.parsing.tables import Cell, Rows

_PLAIN = frozenset(("p", "div", "section"))
# What opens a container and asks for no attribute.
_SIMPLE = {"li": ITEM, "blockquote": QUOTE, "dl": DEFINITIONS}
_NESTING = frozenset(("table", "td", "th"))
_TABLES = frozenset(("tr", "thead", "tfoot", "tbody", *_NESTING))


class Enclosing(Flow):
    """Opens what `enter` is told of; what that returns is called where the element ends."""

    def __init__(self) -> None:
        super().__init__()
        self._code_language: str | None = None
        self._hint: str | None = None

    def _enter(self, tag: str, attrib: Mapping[str, str]) -> Callable[[], None]:
        self._flush()
        if not attrib:
            if tag in _PLAIN:
                return self._flush
            # Of tables with as many cells as a page has words, the time is spent here.
            if tag == "td" and self._nest.top.rows is not None and not self._nest.is_full(tag):
                self._nest.top.rows.add(Cell(self._push(CELL).blocks, False))
                return self._leave
        kind = _SIMPLE.get(tag)
        if kind is not None:
            if self._nest.is_full(tag):
                return self._flush
            self._push(kind)
            return self._leave
        if tag in _TABLES:
            return (
                self._flush if tag in _NESTING and self._nest.is_full(tag) else self._enter_table(tag, attrib)
            )
        level = HEADINGS.get(tag)
        if level is not None:
            before, self._heading = self._heading, level
            return lambda: self._end_heading(before)
        if tag in ("pre", "xmp", "listing", "plaintext"):
            self._code = []
            self._code_language = find_language(attrib, True) or self._hint
            return self._end_code
        if tag == "hr":
            return self._rule
        if self._nest.is_full(tag):
            return self._flush
        if tag in ("aside", "div", "p") and attrib and is_pull_quote(attrib):
            self._push(QUOTE).label = "pulled"
            return self._leave
        if tag in ("ul", "ol", "menu", "dir"):
            frame = self._push(LIST)
            frame.ordered = tag == "ol"
            frame.start = read_number(attrib.get("start"), 1)
            return self._leave
        if tag in ("dt", "dd") and self._nest.top.kind in (DEFINITIONS, TERM, DEFINITION):
            return self._enter_definition(TERM if tag == "dt" else DEFINITION)
        if tag == "figure":
            self._hint = find_language(attrib, True) or self._hint
            kind = FIGURE
        elif tag in ("figcaption", "caption") or (is_caption(attrib) and self._takes_caption()):
            kind = CAPTION
        elif tag == "#note":
            self._push(NOTE).label = attrib["label"]
            return self._leave
        elif tag == "summary":
            return self._enter_summary()
        else:
            language = find_language(attrib, False) if tag == "div" and attrib else None
            if language:
                self._hint = language
                return self._end_hint
            return self._flush
        self._push(kind)
        return self._leave if tag != "figure" else self._end_figure

    def _enter_definition(self, kind: int) -> Callable[[], None]:
        if self._nest.top.kind != DEFINITIONS:
            self._leave()  # the one before it was not ended
        frame = self._push(kind)
        return lambda: self._leave() if self._nest.top is frame else self._flush()

    def _enter_summary(self) -> Callable[[], None]:
        style = self._style
        self._style = style | {"strong"}

        def end() -> None:
            self._flush()
            self._style = style

        return end

    def _enter_table(self, tag: str, attrib: Mapping[str, str]) -> Callable[[], None]:
        frame = self._nest.top
        if tag == "table":
            rows = self._push(TABLE).rows = Rows()
            role = attrib.get("role", "").strip().lower()
            rows.layout = role in ("presentation", "none")
            rows.data = role in ("table", "grid") or "summary" in attrib
            return self._leave
        rows_now = frame.rows
        if rows_now is None:
            return self._flush
        if tag == "tr":
            rows_now.open_row()
            return self._flush
        if tag in ("thead", "tfoot", "tbody"):
            rows_now.open_group(tag)
            return self._flush if tag != "tfoot" else lambda: self._end_foot(rows_now)
        columns, rowspan = read_number(attrib.get("colspan"), 1), read_number(attrib.get("rowspan"), 1)
        rows_now.add(Cell(self._push(CELL).blocks, tag == "th", max(1, columns), max(1, rowspan)))
        if "blob-code" in attrib.get("class", ""):
            # Lines of code that are set in a table without <pre>.
            self._code = []
            self._code_language = find_language(attrib, True) or self._hint
            return self._end_code_cell
        return self._leave

    def _end_foot(self, rows: Rows) -> None:
        self._flush()
        rows.open_group("tbody")

    def _rule(self) -> None:
        self._nest.add(Rule())

    def _end_hint(self) -> None:
        self._flush()
        self._hint = None

    def _end_figure(self) -> None:
        self._leave()
        self._hint = None

    # Code.

    def _hint_code(self, attrib: Mapping[str, str]) -> None:
        self._code_language = self._code_language or find_language(attrib, True)

    def _start_within_code(self, block: bool, attrib: Mapping[str, str]) -> Callable[[], None] | None:
        """Begin an element within code: a line of its own for a block, nothing for the number of a line."""
        if block:
            self._new_line()
        if attrib and self._code is not None and is_gutter(attrib):
            code, start = self._code, len(self._code)
            return lambda: drop_numbers(code, start)
        return self._new_line if block else None

    def _end_code(self) -> None:
        text = "".join(self._code or ()).replace("\r\n", "\n").removeprefix("\n").rstrip()
        self._code = None
        if text.strip():
            self._nest.add(Preformatted(text, self._code_language))
        self._flush()

    def _end_code_cell(self) -> None:
        self._end_code()
        self._leave()
