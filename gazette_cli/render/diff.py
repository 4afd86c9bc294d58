"""What a source has changed in an article, word by word: for a screen, a pipe (GNU wdiff's notation) and programs."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.models import DATED_TIME, Article
from gazette_cli.render.alignment import (
    ADDED,
    REMOVED,
    SAME,
    Paragraph,
    Piece,
    compare_lines,
    compare_texts,
    list_changes,
)
from gazette_cli.render.cells import cut_cells
from gazette_cli.render.dates import long_date, relative_date
from gazette_cli.render.records import dump_record
from gazette_cli.render.sentences import speak
from gazette_cli.render.style import SECONDARY, UNREAD, Line, Run, clean_runs, strip_end, to_plain, to_text
from gazette_cli.render.wrap import is_french, wrap_runs
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from rich.text import Text

_MARKS = {REMOVED: ("[-", "-]", "removed"), ADDED: ("{+", "+}", "added")}
_NARROW = 40  # columns from which there is a margin
_PLAIN = 72  # cells of a line of context in a pipe
_KEPT = 20  # words on either side of what is left out of a long paragraph


class Edit(NamedTuple):
    """An article before and after its source changed it `at` (aware)."""

    at: datetime
    title_before: str
    title_after: str
    text_before: str
    text_after: str


def render_edits(
    article: Article, edits: Sequence[Edit], *, width: int, measure: int = 72, now: datetime, language: str
) -> "list[Text]":
    """Return the lines of `edits` for a terminal of `width` columns (20 or more), none of them wider.

    Paragraphs that stayed as they were are left out, but for a line before and after what changed.
    """
    margin = 1 if width >= _NARROW else 0
    measure = max(1, min(measure, width - 2 * margin))
    lines: list[Text] = []
    for edit in edits:
        lines += [to_text([])] * (2 if lines else 0)
        # A space, that lines may break between what was and what is.
        for row in _lay_edit(article, edit, measure, now, language, between=" "):
            for line in wrap_runs(row, measure, french=is_french(article.language)):
                lines.append(to_text(strip_end([(" " * margin, ""), *line])))
    return lines


def plain_edits(article: Article, edits: Sequence[Edit], *, now: datetime, language: str) -> list[str]:
    """Return the same for a pipe: each paragraph one line, what changed as [-removed-]{+added+}."""
    lines: list[str] = []
    for edit in edits:
        lines += [""] * (2 if lines else 0)
        lines += (to_plain(row) for row in _lay_edit(article, edit, _PLAIN, now, language, between=""))
    return lines


def linear_edits(article: Article, edits: Sequence[Edit], *, now: datetime, language: str) -> Iterator[Line]:
    """Yield the same for screen readers, in sentences: what was removed and added in a paragraph, and what it says now.

    Paragraphs that stayed as they were are left out; the others have the number that they have now.
    """
    for edit in edits:
        when = ", ".join(_tell_moment(edit, now, language))
        title: Line = [(clean_line(edit.title_after) or "(untitled)", UNREAD)]
        yield speak(str(article.id), title, clean_line(article.source), f"Changed {when}")
        if edit.title_before != edit.title_after:
            yield _speak_change("The headline", compare_lines(edit.title_before, edit.title_after))
        number = 0
        for paragraph in compare_texts(edit.text_before, edit.text_after):
            kinds = {piece.kind for piece in paragraph}
            number += kinds != {REMOVED}
            if kinds == {REMOVED}:
                yield _speak_pieces(f"After paragraph {number} one was removed", paragraph, "removed")
            elif kinds == {ADDED}:
                yield _speak_pieces(f"Paragraph {number} was added", paragraph, "added")
            elif kinds != {SAME}:
                yield _speak_change(f"Paragraph {number}", paragraph)


def _speak_change(what: str, paragraph: Paragraph) -> Line:
    changes = [
        _speak_pieces(piece.kind.capitalize(), [piece], _MARKS[piece.kind][2])
        for piece in paragraph
        if piece.kind != SAME
    ]
    return speak(what, *changes, _speak_pieces("Now", _shorten(paragraph), ""))


def _speak_pieces(what: str, pieces: Sequence[Piece], style: str) -> Line:
    """Return what was removed, if that is all there is, else what is there now."""
    shown = [piece for piece in pieces if piece.kind != REMOVED] or pieces
    text = "".join(" " * piece.spaced + piece.text for piece in shown)
    return speak([(f"{what}: ", ""), *clean_runs([(text, style)])])


def dump_edit(article: Article, edit: Edit) -> str:
    """Return an edit as a line of JSON."""
    changes = list_changes(compare_texts(edit.text_before, edit.text_after))
    return dump_record(
        {
            "id": article.id,
            "at": edit.at.isoformat(timespec="seconds"),
            "title_before": edit.title_before,
            "title_after": edit.title_after,
            "changes": [{"before": before, "after": after} for before, after in changes],
        }
    )


def _lay_edit(
    article: Article, edit: Edit, measure: int, now: datetime, language: str, *, between: str
) -> Iterator[Line]:
    """Yield the headline, when it was changed, and the paragraphs, an empty line between; none of them wrapped."""
    when = " · ".join(_tell_moment(edit, now, language))
    yield clean_runs(_mark(compare_lines(edit.title_before, edit.title_after), UNREAD, between))
    yield clean_runs([(f"{article.id} · {article.source} · {when}", SECONDARY)])
    paragraphs = compare_texts(edit.text_before, edit.text_after)
    changed = [any(piece.kind != SAME for piece in paragraph) for paragraph in paragraphs]
    for number, paragraph in enumerate(paragraphs):
        if changed[number]:
            yield []
            yield clean_runs(_mark(_shorten(paragraph), "", between))
        elif any(changed[max(0, number - 1) : number + 2]):
            yield []
            yield [(cut_cells(clean_line(paragraph[0].text), measure), SECONDARY)]


def _tell_moment(edit: Edit, now: datetime, language: str) -> tuple[str, str]:
    at = edit.at.astimezone(now.tzinfo)
    return long_date(at, DATED_TIME, language), relative_date(at, DATED_TIME, now, language)


def _mark(paragraph: Paragraph, style: str, between: str) -> Iterator[Run]:
    """Yield the runs of a paragraph; `between` stands between what was removed and what was put in its place."""
    before = None
    for piece in paragraph:
        if before == REMOVED and piece.kind == ADDED:
            yield between, style
        elif piece.spaced:
            yield " ", style
        if piece.kind == SAME:
            yield piece.text, style
        else:
            opening, closing, marked = _MARKS[piece.kind]
            yield f"{opening}{piece.text}{closing}", marked
        before = piece.kind


def _shorten(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without the middle of long pieces that stayed as they were."""
    shortened = []
    for number, piece in enumerate(paragraph):
        first, last = number == 0, number == len(paragraph) - 1
        if piece.kind == SAME and len(piece.words) > 3 * _KEPT:
            head = "" if first else "".join(piece.words[:_KEPT])
            tail = "" if last else "".join(piece.words[-_KEPT:]).lstrip()
            piece = piece._replace(text=f"{head} … {tail}".strip())
        shortened.append(piece)
    return tuple(shortened)
