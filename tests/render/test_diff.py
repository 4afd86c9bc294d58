"""What was changed in an article, on a screen and in a pipe."""

from datetime import UTC, datetime

import pytest
from rich.cells import cell_len

from gazette_cli.render.diff import Edit, dump_edit, plain_edits, render_edits
from tests.render.samples import NOW, make_article

ARTICLE = make_article(12, "Le pont ouvre mardi")
AT = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
KEPT = "Un paragraphe qui reste tel quel, assez long pour ne pas tenir sur une ligne de l'écran, et même sur deux."


def make_edit(before: str, after: str, title: str = "Le pont ouvre lundi") -> Edit:
    return Edit(AT, title, "Le pont ouvre mardi", before, after)


def test_what_stayed_is_left_out_but_for_a_line_of_context() -> None:
    others = "\n\n".join(f"{KEPT} {n}" for n in range(9))
    edit = make_edit(f"{others}\n\nAvant.\n\n{others}", f"{others}\n\nAprès.\n\n{others}")
    assert plain_edits(ARTICLE, [edit], now=NOW, language="fr") == [
        "Le pont ouvre [-lundi-]{+mardi+}",
        "12 · Le Port · 24 novembre 2026, 09:00 (UTC+01:00) · il y a 3 heures",
        "",
        "Un paragraphe qui reste tel quel, assez long pour ne pas tenir sur une…",
        "",
        "[-Avant.-]",
        "",
        "{+Après.+}",
        "",
        "Un paragraphe qui reste tel quel, assez long pour ne pas tenir sur une…",
    ]


def test_of_a_long_paragraph_what_is_around_a_change_is_shown() -> None:
    words = " ".join(f"mot{n}" for n in range(200))
    (line,) = plain_edits(
        ARTICLE, [make_edit(f"{words} avant {words}", f"{words} après {words}")], now=NOW, language="fr"
    )[3:]
    assert line.startswith("… mot180 mot181")
    assert "mot199 [-avant-]{+après+} mot0" in line
    assert line.endswith("mot19 …")


@pytest.mark.parametrize("width", [20, 33, 80, 200])
def test_no_line_is_wider_than_the_screen(width: int) -> None:
    hostile = "\x1b]8;;http://x\x07 \u202e retourné \x9b31m [/] 北京 " + "x" * 300
    edit = make_edit(f"{hostile}\n\n{KEPT}", f"{KEPT} Et plus.\n\n{hostile} 北海", title=hostile)
    lines = render_edits(ARTICLE, [edit, edit], width=width, now=NOW, language="fr")
    text = "\n".join(line.plain for line in lines)
    assert max(cell_len(line.plain) for line in lines) <= width
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text)
    assert "{+Et plus.+}" in " ".join(text.split())


def test_signs_as_well_as_colours_tell_what_went_and_what_came() -> None:
    lines = render_edits(ARTICLE, [make_edit("Hier.", "Demain.")], width=80, now=NOW, language="fr")
    styled = {
        line.plain[span.start : span.end]: str(span.style)
        for line in lines
        for span in line.spans
        if "-" in line.plain or "+" in line.plain
    }
    assert styled["[-Hier.-]"] == styled["[-lundi-]"] == "removed"
    assert styled["{+Demain.+}"] == "added"


def test_json_lists_changes_before_and_after() -> None:
    record = dump_edit(ARTICLE, make_edit("Un deux.\n\nParti.", "Un trois.\n\n\x1b[31mVenu d'ailleurs."))
    assert record == (
        '{"id": 12, "at": "2026-11-24T08:00:00+00:00", "title_before": "Le pont ouvre lundi",'
        ' "title_after": "Le pont ouvre mardi", "changes": [{"before": "deux.", "after": "trois."},'
        ' {"before": "Parti.", "after": ""}, {"before": "", "after": "Venu d\'ailleurs."}]}'
    )
