"""HTML elements become blocks, as the parser meets them: no tree, no recursion, one pass.

Display follows the HTML Standard's rendering section (15.3): what is hidden there is dropped, what is a block
there ends the paragraph before it, and white space collapses as in CSS Text 3 (4.1.1).
"""

from collections.abc import Callable, Mapping

from gazette_cli.blocks import Block, Figure, Preformatted, Rule
from gazette_cli.parsing.containers import (
    CAPTION,
    CELL,
    FIGURE,
    ITEM,
    LIST,
    QUOTE,
    TABLE,
    TERM,
)
from gazette_cli.parsing.elements import (
    BLOCKS,
    DROPPED,
    HEADINGS,
    MEDIA,
    SPACED,
    STYLES,
    find_language,
    is_caption,
    is_hidden,
    read_media,
    read_number,
)
from gazette_cli.parsing.flow import Flow
from gazette_cli.parsing.htmltree import sign_start
from gazette_cli.parsing.tables import Cell, Rows
from gazette_cli.parsing.urls import clean_url

# lxml has one of its own, which takes microseconds to say that a name is not in it.
_STATED_NOTHING: dict[str, str] = {}


class BlockBuilder(Flow):
    """A parser's target whose `close` returns the blocks."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[Callable[[], None] | tuple[frozenset[str], str | None] | None] = []
        self._skip = 0
        self._skipped = ""  # media or noscript, which are looked into
        self._media: Figure | None = None
        self._code_language: str | None = None
        self._hint: str | None = None

    def data(self, data: str) -> None:
        if not self._skip:
            self._write(data)

    @sign_start
    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if self._skip:
            self._skip += 1
            self._look_into(tag, attrib)
            return
        if tag in DROPPED or ((attrib or tag == "dialog") and is_hidden(tag, attrib)):
            self._skip = 1
            self._skipped = tag
            return
        if tag in MEDIA or tag == "noscript":
            self._skip = 1
            self._skipped = tag
            self._media = read_media(tag, attrib) if tag in MEDIA else None
            return
        if not attrib:
            attrib = _STATED_NOTHING
        style = STYLES.get(tag)
        if style is not None:
            self._open.append((self._style, self._url))
            if self._code is None:
                self._style = self._style | style
            else:
                self._hint_code(attrib)
            if tag == "q":
                self._write("“")
        elif tag == "a":
            self._open.append((self._style, self._url))
            self._url = clean_url(attrib.get("href")) or self._url
        elif tag in BLOCKS:
            self._open.append(
                self._start_code_block() if self._code is not None else self._enter(tag, attrib)
            )
        else:
            self._open.append(self._start_other(tag, attrib))

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            if not self._skip and self._media is not None:
                media, self._media = self._media, None
                if media.url or media.alt:
                    self._place(media)
            return
        if not self._open:
            return
        undo = self._open.pop()
        if undo is None:
            return
        if isinstance(undo, tuple):
            if tag == "q":
                self._write("”")
            self._style, self._url = undo
        else:
            undo()

    def close(self) -> tuple[Block, ...]:
        """Return the blocks."""
        while self._open:
            self.end("")
        self._flush()
        return self._nest.close()

    # Inline elements and those without text.

    def _start_other(self, tag: str, attrib: Mapping[str, str]) -> Callable[[], None] | None:
        if tag == "br":
            self._break()
        elif tag in ("img", "amp-img", "amp-anim"):
            self._show_picture(tag, attrib)
        elif tag in SPACED:
            self._space()
            return self._space
        elif tag == "rt":
            self._write("(")
            return lambda: self._write(")")
        elif tag == "span" and is_caption(attrib) and self._takes_caption():
            return self._enter("figcaption", attrib)
        return None

    def _look_into(self, tag: str, attrib: Mapping[str, str]) -> None:
        if self._media is not None:
            if tag == "source" and not self._media.url:
                self._media = self._media._replace(url=clean_url(attrib.get("src")))
        elif self._skipped == "noscript" and tag == "img":
            self._show_picture(tag, attrib, double=True)

    # Blocks.

    def _enter(self, tag: str, attrib: Mapping[str, str]) -> Callable[[], None]:
        self._flush()
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
        if tag == "li":
            kind = ITEM
        elif tag == "blockquote":
            kind = QUOTE
        elif tag in ("ul", "ol", "menu", "dir", "dl"):
            frame = self._push(LIST)
            frame.ordered = tag == "ol"
            frame.start = read_number(attrib.get("start"), 1)
            return self._leave
        elif tag in ("dt", "dd") and self._nest.top.kind == LIST:
            return self._enter_definition(tag)
        elif tag in ("table", "tr", "td", "th", "thead"):
            return self._enter_table(tag, attrib)
        elif tag == "figure":
            kind = FIGURE
        elif tag in ("figcaption", "caption") or (is_caption(attrib) and self._takes_caption()):
            kind = CAPTION
        else:
            language = find_language(attrib, False) if tag == "div" and attrib else None
            if language:
                self._hint = language
                return self._end_hint
            return self._flush
        self._push(kind)
        return self._leave

    def _enter_definition(self, tag: str) -> Callable[[], None]:
        self._push(TERM if tag == "dt" else ITEM).term = True
        if tag == "dd":
            return self._leave
        style = self._style
        self._style = style | {"strong"}

        def end() -> None:
            self._leave()
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
        if frame.rows is None:
            return self._flush
        if tag == "tr":
            frame.rows.rows.append([])
            return self._flush
        if tag == "thead":
            frame.rows.data = True
            frame.rows.header = 1
            return self._flush
        columns, rowspan = read_number(attrib.get("colspan"), 1), read_number(attrib.get("rowspan"), 1)
        cell = Cell(self._push(CELL).blocks, tag == "th", max(1, columns), max(1, rowspan))
        if not frame.rows.rows:
            frame.rows.rows.append([])
        frame.rows.rows[-1].append(cell)
        return self._leave

    def _rule(self) -> None:
        self._nest.add(Rule())

    def _end_hint(self) -> None:
        self._flush()
        self._hint = None

    # Code.

    def _hint_code(self, attrib: Mapping[str, str]) -> None:
        self._code_language = self._code_language or find_language(attrib, True)

    def _start_code_block(self) -> Callable[[], None]:
        self._new_line()
        return self._new_line

    def _end_code(self) -> None:
        text = "".join(self._code or ()).replace("\r\n", "\n").removeprefix("\n").rstrip()
        self._code = None
        if text.strip():
            self._nest.add(Preformatted(text, self._code_language))
        self._flush()
