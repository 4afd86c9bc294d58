"""The text that is being read, up to the end of its paragraph, and where that goes."""

from collections.abc import Mapping

from gazette_cli.blocks import Block, Figure, Heading, Paragraph
from gazette_cli.parsing.containers import Containers, Frame
from gazette_cli.parsing.inline import PLAIN, Piece, collapse, join_pieces, split_paragraphs
from gazette_cli.parsing.media import read_picture, shown_alt

_NOTE = frozenset({"note"})


class Flow:
    """What BlockBuilder writes to: pieces of inline text in the style at hand, flushed into the containers."""

    def __init__(self) -> None:
        self._nest = Containers()
        self._pieces: list[Piece] = []
        self._gap = True  # white space that follows is collapsed away
        self._style: frozenset[str] = PLAIN
        self._url: str | None = None
        self._heading = 0
        self._waiting: list[Block] = []  # pictures within a paragraph, set after it
        self._code: list[str] | None = None
        self._formula = False  # one was read that may be followed by its picture
        self._spare = ""  # the srcset of the <source> that was met in a <picture>

    def _write(self, data: str) -> None:
        if self._code is not None:
            self._code.append(data)
            return
        if self._gap and not data.strip(" \t\n\r\f"):
            return  # between two blocks, mostly
        text = collapse(data)
        if self._gap and text[0] == " ":
            text = text[1:]
        if text:
            self._pieces.append((text, self._style, self._url))
            self._gap = text[-1] == " "

    def _refer(self, label: str) -> None:
        """Write the label of a footnote."""
        if self._code is not None:
            self._code.append(f"[{label}]")
        else:
            self._pieces.append((label, _NOTE, None))
            self._gap = False

    def _break(self) -> None:
        if self._code is not None:
            self._code.append("\n")
            return
        if self._pieces and self._gap:
            text, style, url = self._pieces[-1]
            self._pieces[-1] = (text.removesuffix(" "), style, url)
        self._pieces.append(("\n", self._style, self._url))
        self._gap = True

    def _space(self) -> None:
        self._write(" ")

    def _show_picture(self, tag: str, attrib: Mapping[str, str], double: bool = False) -> None:
        words = shown_alt(attrib)
        if words and not double:
            if not self._formula or "math-fallback" not in attrib.get("class", ""):
                self._write(words)
            self._formula = False
            return
        picture = read_picture(attrib, self._spare)
        if picture is None:
            return
        shown = self._waiting or self._nest.top.blocks
        before = shown[-1] if shown else None
        if isinstance(before, Figure) and before.kind == "image":
            if before.url == picture.url and picture.url:
                return
            if double and not before.url:
                # The placeholder that a script would have replaced.
                shown[-1] = before._replace(url=picture.url, alt=before.alt or picture.alt)
                return
            if double:
                return
        self._place(picture)

    def _place(self, figure: Figure) -> None:
        if any(text.strip() for text, _, _ in self._pieces) or self._code is not None:
            self._waiting.append(figure)
        else:
            self._flush()
            self._nest.add(figure)

    def _push(self, kind: int) -> Frame:
        frame = self._nest.push(kind, self._heading)
        self._heading = 0
        return frame

    def _leave(self) -> None:
        self._flush()
        self._heading = self._nest.leave()

    def _takes_caption(self) -> bool:
        return not self._pieces and self._nest.takes_caption()

    def _flush(self) -> None:
        """End the paragraph or heading that is being read."""
        if self._pieces:
            self._end_text()
        self._gap = True
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            for figure in waiting:
                self._nest.add(figure)

    def _end_text(self) -> None:
        pieces, self._pieces = self._pieces, []
        content = join_pieces(pieces)
        if self._heading and content:
            self._nest.add(Heading(self._heading, content))
        elif len(pieces) == 1 and "\n" not in pieces[0][0]:
            if content:
                self._nest.add(Paragraph(content))
        else:
            for part in split_paragraphs(content):
                self._nest.add(Paragraph(part))

    def _end_heading(self, before: int) -> None:
        # A permalink beside the heading is for pointers, not for readers.
        while self._pieces and (not self._pieces[-1][0].strip() or self._pieces[-1][0].strip() in "#¶§"):
            self._pieces.pop()
        self._flush()
        self._heading = before

    def _new_line(self) -> None:
        if self._code and not self._code[-1].endswith("\n"):
            self._code.append("\n")
