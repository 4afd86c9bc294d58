"""Sentences for the ear: one full stop each, states and dates in words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from gazette_cli.models import Hit, Passage
from gazette_cli.render.checks import say_wait
from gazette_cli.render.dates import told_date
from gazette_cli.render.sentences import linear_headlines, linear_results, speak, speak_line, speak_parts
from gazette_cli.render.style import to_plain
from tests.render.samples import ARTICLES, HITS, NOW, make_article


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("214", "Unread"), "214. Unread."),
        (("Où ?", "", "« Oui ! »", "Le Port"), "Où ? « Oui ! » Le Port."),
        (("Attendez…", "(fin)"), "Attendez… (fin)."),
        (("»",), "»."),
        ((), ""),
    ],
)
def test_each_part_is_a_sentence(parts: tuple[str, ...], said: str) -> None:
    assert to_plain(speak(*parts)) == said


def test_remarks_become_sentences_and_a_command_stays_one() -> None:
    assert (
        to_plain(speak_line("3 of 9 articles, best first · 1 shown"))
        == "3 of 9 articles, best first. 1 shown."
    )
    parts = speak_parts("page 1 of 2 · next: gazette read 7 --page 2")
    assert list(map(to_plain, parts)) == ["Page 1 of 2.", "Next: gazette read 7 --page 2"]


@pytest.mark.parametrize(
    ("hours", "dated", "english", "french"),
    [
        (2, "time", "2 hours ago", "il y a 2 heures"),
        (-50, "time", "in 2 days", "dans 2 jours"),
        (24 * 13, "day", "13 days ago", "il y a 13 jours"),
        (24 * 14, "time", "10 November", "10 novembre"),
        (24 * 54, "time", "1 October", "1er octobre"),
        (24 * 400, "time", "20 October 2025", "20 octobre 2025"),
        (24 * 54, "file", "1 October, the file's date", "1er octobre, the file's date"),
        (2, "seen", "first seen 2 hours ago", "first seen il y a 2 heures"),
    ],
)
def test_dates_have_no_abbreviations(hours: int, dated: str, english: str, french: str) -> None:
    published = NOW - timedelta(hours=hours)
    assert told_date(published, dated, NOW, "en") == english
    assert told_date(published, dated, NOW, "fr") == french
    assert told_date(None, dated, NOW, "en") == ""


@pytest.mark.parametrize(
    ("seconds", "english", "french"),
    [
        (0, "now", "maintenant"),
        (20, "in 1 minute", "dans 1 minute"),
        (900, "in 15 minutes", "dans 15 minutes"),
        (7200, "in 2 hours", "dans 2 heures"),
        (86_400 * 3, "in 3 days", "dans 3 jours"),
    ],
)
def test_waits_have_no_abbreviations(seconds: int, english: str, french: str) -> None:
    assert (say_wait(seconds, "en"), say_wait(seconds, "fr")) == (english, french)


def test_how_far_an_article_was_read_is_said() -> None:
    (line,) = linear_headlines(
        [replace(make_article(7, "Le phare", read=True), progress=40)], now=NOW, language="en"
    )
    assert to_plain(line).startswith("7. 40 percent read. Le phare. ")


def test_what_others_wrote_is_words() -> None:
    lines = [to_plain(line) for line in linear_headlines(ARTICLES, now=NOW, language="fr")]
    assert len(lines) == len(ARTICLES)
    assert "194. Unread. rouge [/] [bold]gras[/bold] fin. " in lines[7] and "\x1b" not in "".join(lines)
    assert lines[8] == "193. Unread. (untitled)."
    assert lines[9].count("mot") == 50  # nothing is cut


def test_a_hit_without_a_passage_is_one_line() -> None:
    bare = Hit(HITS[0].article, 1.0, Passage("Titre", ()), Passage(" ", ()))
    lines = list(linear_results([bare, HITS[0]], summary="2 of 9", now=NOW, language="fr"))
    said = [to_plain(line) for line in lines]
    assert len(said) == 4 and said[0] == "2 of 9." and said[3].startswith("Passage: ")
    assert [text for text, style in lines[3] if style == "match"] == ["poutine"]


def test_a_passage_of_a_list_has_no_bullets() -> None:
    found = Hit(
        HITS[0].article, 1.0, Passage("Titre", ()), Passage("Deux : • un phare • un port", ((10, 15),))
    )
    lines = list(linear_results([found], summary="1 of 9", now=NOW, language="fr"))
    assert to_plain(lines[-1]) == "Passage: Deux : un phare un port"
