"""HTML elements become blocks, as the parser meets them: no tree, no recursion, one pass.

Display follows the HTML Standard's rendering section (15.3): what is hidden there is dropped, what is a block
there ends the paragraph before it, and white space collapses as in CSS Text 3 (4.1.1).
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from gazette_cli.blocks import Block, Figure, Rule
from gazette_cli.parsing.containers import ITEM
from gazette_cli.parsing.elements import BLOCKS, DROPPED, SPACED, STYLES, is_caption, is_hidden
from gazette_cli.parsing.enclosing import Enclosing
from gazette_cli.parsing.htmltree import sign_start
from gazette_cli.parsing.media import MEDIA, name_media, read_media
from gazette_cli.parsing.urls import FETCHED, clean_url

if TYPE_CHECKING:
    from gazette_cli.parsing.mathml import MathReader

# lxml has one of its own, which takes microseconds to say that a name is not in it.
_STATED_NOTHING: dict[str, str] = {}
_SPECIAL = frozenset(("noscript", "math", "object", "#ref"))
# What is looked at even where it has no attributes.
_ODD = frozenset((*DROPPED, *MEDIA, *_SPECIAL, "dialog"))
# Outer and inner quotes (HTML Standard, 15.3.6; the French as printers there set them).
_QUOTES = (("“", "”"), ("‘", "’"))
_FRENCH_QUOTES = (("«\xa0", "\xa0»"), ("“", "”"))
_FLASH = "application/x-shockwave-flash"


class BlockBuilder(Enclosing):
    """A parser's target whose `close` returns the blocks. `language`: that of the text, where it is known."""

    def __init__(self, language: str | None = None) -> None:
        super().__init__()
        self._open: list[Callable[[], None] | tuple[frozenset[str], str | None] | None] = []
        self._skip = 0
        self._skipped = ""  # media or noscript, which are looked into
        self._media: Figure | None = None
        self._math: MathReader | None = None
        self._language = language
        self._quoted = 0

    def data(self, data: str) -> None:
        if not self._skip:
            self._write(data)
        elif self._math is not None:
            self._math.data(data)

    @sign_start
    def start(self, tag: str, attrib: Mapping[str, str]) -> None:
        if self._skip and self._math is not None and self._math.is_left_by(tag):
            self._open += [None] * self._skip
            self._skip = 0
            self._end_skipped()
        if self._skip:
            self._skip += 1
            self._look_into(tag, attrib)
            return
        if attrib or tag in _ODD:
            if tag in DROPPED or ((attrib or tag == "dialog") and is_hidden(tag, attrib)):
                self._start_skipped(tag)
                return
            if tag in MEDIA or tag in _SPECIAL:
                self._start_special(tag, attrib)
                return
            if self._language is None and "lang" in attrib:
                self._language = attrib["lang"].lower()
        if not attrib:
            attrib = _STATED_NOTHING
        if self._code is not None:
            if tag in STYLES:
                self._hint_code(attrib)
            elif tag in ("br", "img", "amp-img"):
                self._start_other(tag, attrib)
            self._open.append(self._start_within_code(tag in BLOCKS, attrib))
            return
        style = STYLES.get(tag)
        if style is not None:
            self._open.append((self._style, self._url))
            self._style = self._style | style
            if tag == "q":
                self._write(self._find_quotes()[0])
                self._quoted += 1
        elif tag == "a":
            self._open.append((self._style, self._url))
            self._url = clean_url(attrib.get("href")) or self._url
        elif tag in BLOCKS:
            self._open.append(self._enter(tag, attrib))
        else:
            self._open.append(self._start_other(tag, attrib))

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            if not self._skip:
                self._end_skipped()
            elif self._math is not None:
                self._math.end()
            return
        if not self._open:
            return
        undo = self._open.pop()
        if undo is None:
            return
        if isinstance(undo, tuple):
            if tag == "q" and self._quoted:
                self._quoted -= 1
                self._write(self._find_quotes()[1])
            self._style, self._url = undo
        else:
            undo()

    def close(self) -> tuple[Block, ...]:
        """Return the blocks, without rules that part nothing from anything."""
        while self._skip:
            self.end("")
        while self._open:
            self.end("")
        self._flush()
        kept: list[Block] = []
        for block in self._nest.close():
            if not isinstance(block, Rule) or (kept and not isinstance(kept[-1], Rule)):
                kept.append(block)
        if kept and isinstance(kept[-1], Rule):
            kept.pop()
        return tuple(kept)

    # What is not read as it stands: media, formulas, what a browser hides.

    def _start_skipped(self, tag: str) -> None:
        self._skip = 1
        self._skipped = tag

    def _start_special(self, tag: str, attrib: Mapping[str, str]) -> None:
        if tag == "#ref":
            self._start_skipped(tag)
            self._refer(attrib["label"])
        elif tag == "math":
            from gazette_cli.parsing.mathml import MathReader

            self._start_skipped(tag)
            self._math = MathReader(attrib.get("display") == "block")
            if self._math.block:
                self._flush()
        elif tag != "object":
            self._start_skipped(tag)
            self._media = read_media(tag, attrib) if tag in MEDIA else None
        else:
            self._start_object(attrib)

    def _start_object(self, attrib: Mapping[str, str]) -> None:
        url = clean_url(attrib.get("data"), FETCHED)
        kind = attrib.get("type", "").lower()
        shown = Figure(url, "", (), "image" if kind.startswith("image/") else "embed")
        shown = name_media(shown)
        if self._code is None and url and (shown.url != url or (kind and kind != _FLASH)):
            # A browser shows what it names, not what stands in it for others.
            self._start_skipped("object")
            self._media = shown._replace(alt=shown.alt or attrib.get("title", ""))
        else:
            self._space()
            self._open.append(self._space)

    def _look_into(self, tag: str, attrib: Mapping[str, str]) -> None:
        if self._math is not None:
            self._math.start(tag)
        elif self._media is not None:
            if tag == "source" and not self._media.url:
                self._media = self._media._replace(url=clean_url(attrib.get("src"), FETCHED))
        elif self._skipped == "noscript" and tag == "img":
            self._show_picture(tag, attrib, double=True)

    def _end_skipped(self) -> None:
        if self._media is not None:
            media, self._media = self._media, None
            if media.url or media.alt:
                self._place(media)
        elif self._math is not None:
            math, self._math = self._math, None
            formula = math.read()
            if formula:
                self._write(formula)
                self._formula = True
            if math.block:
                self._flush()

    # Inline elements and those without text.

    def _start_other(self, tag: str, attrib: Mapping[str, str]) -> Callable[[], None] | None:
        if tag == "br":
            self._break()
        elif tag in ("img", "amp-img", "amp-anim"):
            self._show_picture(tag, attrib)
        elif tag == "source":
            self._spare = self._spare or attrib.get("srcset", "") or attrib.get("data-srcset", "")
        elif tag == "picture":
            self._spare = ""
            return self._end_picture
        elif tag == "input":
            self._start_input(attrib)
        elif tag in SPACED:
            self._space()
            return self._space
        elif tag == "rt":
            self._write("(")
            return lambda: self._write(")")
        elif tag == "span" and attrib and is_caption(attrib) and self._takes_caption():
            return self._enter("figcaption", attrib)
        return None

    def _end_picture(self) -> None:
        self._spare = ""

    def _start_input(self, attrib: Mapping[str, str]) -> None:
        """Write the box of a task; any other control is a gap between words."""
        top = self._nest.top
        task = attrib.get("type", "").lower() == "checkbox" and "toggle" not in attrib.get("class", "")
        if (
            task
            and top.kind == ITEM
            and not top.blocks
            and not any(text.strip() for text, _, _ in self._pieces)
        ):
            self._write("☑ " if "checked" in attrib else "☐ ")
        else:
            self._space()

    def _find_quotes(self) -> tuple[str, str]:
        kinds = _FRENCH_QUOTES if (self._language or "").startswith("fr") else _QUOTES
        return kinds[self._quoted % 2]
