"""The head of an article's page: one shape, whatever is known, at every width."""

from datetime import datetime

import pytest

from gazette_cli.models import Article, Content, Reading
from gazette_cli.query import Term
from gazette_cli.render.masthead import lay_masthead
from gazette_cli.render.style import to_plain
from tests.render.samples import NOW, READ, make_article

FULL = Content("", None, full_text=True)
SUMMARY = Content("", None, summary_only=True)
PLAIN = Content("", None)


def draw(
    article: Article, content: Content = PLAIN, *, width: int = 72, linear: bool = False, now: datetime = NOW
) -> list[str]:
    reading = Reading(article, content, ())
    return [
        to_plain(line) for line in lay_masthead(reading, measure=width, linear=linear, now=now, language="en")
    ]


def test_the_shape_is_fixed() -> None:
    assert draw(READ, SUMMARY) == [
        "Lagazette · Paris" + " " * 38 + "2 min · 389 words",
        "",
        "Le phare sera repeint, puis rouvert aux visiteurs",
        "",
        "1 October 2023, 12:00 (UTC+01:00) · 3 years ago · La Gazette",
        "summary only",
        "#phares · #Côte d'Azur",
        "─" * 40,
    ]


def test_it_says_how_much_of_the_text_is_here() -> None:
    for content, said in ((FULL, "full text"), (SUMMARY, "summary only"), (PLAIN, "")):
        head = "\n".join(draw(make_article(1, "T", author="Anne"), content))
        assert ("full text" in head, "summary only" in head) == (said == "full text", said == "summary only")
        assert head.split("\n")[4].endswith(f"Anne · {said}" if said else "Anne")


def test_what_is_not_known_leaves_no_hole() -> None:
    bare = make_article(1, "", "", hours=None, words=0)
    assert draw(bare) == ["(untitled)", "", "─" * 40]
    assert draw(make_article(1, "T", hours=None, words=0)) == ["Le Port", "", "T", "", "─" * 40]
    assert (
        draw(make_article(1, "T", "", hours=None, place="Sète", words=1))[0]
        == "Sète" + " " * 54 + "2 min · 1 word"
    )
    for article in (bare, READ, make_article(1, "T", hours=None, author=" \x1b[0m ", tags=("\x07", "x"))):
        for content in (FULL, PLAIN):
            for line in draw(article, content):
                assert not line.startswith(" ·") and not line.endswith("· ") and "·  ·" not in line


@pytest.mark.parametrize("width", range(20, 80))
def test_lines_break_between_parts_and_are_never_too_wide(width: int) -> None:
    lines = draw(READ, FULL, width=width)
    assert max(map(len, lines)) <= width
    told = " ".join(lines)
    for part in (
        "Lagazette",
        "Paris",
        "2 min",
        "389 words",
        "3 years ago",
        "La Gazette",
        "full text",
        "#phares",
    ):
        assert part in told
    assert lines[-1] == "─" * min(40, width)


def test_narrow_screens_fold_it_between_its_parts() -> None:
    assert draw(READ, SUMMARY, width=20)[8:] == [
        *("1 October 2023,", "12:00 (UTC+01:00)", "3 years ago", "La Gazette"),
        *("summary only", "#phares", "#Côte d'Azur", "─" * 20),
    ]
    assert draw(READ, SUMMARY, width=40)[:2] == ["Lagazette · Paris" + " " * 6 + "2 min · 389 words", ""]


def test_for_a_screen_reader_it_is_sentences() -> None:
    assert draw(READ, SUMMARY, linear=True, width=200) == [
        "Lagazette, Paris. 2 minutes, 389 words.",
        "",
        "Headline: Le phare sera repeint, puis rouvert aux visiteurs",
        "",
        "1 October 2023, 12:00 (UTC+01:00), 3 years ago. By La Gazette. Summary only. Tagged phares, Côte d'Azur.",
    ]
    assert draw(make_article(1, "", "", hours=None, words=0), linear=True) == ["Headline: (untitled)", ""]


def test_the_words_of_a_search_are_marked_in_the_headline() -> None:
    from gazette_cli.excerpt import build_matcher

    reading = Reading(READ, PLAIN, (), matcher=build_matcher(Term("text", "phare"), ["fr"]))
    lines = list(lay_masthead(reading, measure=72, linear=False, now=NOW, language="fr"))
    assert ("phare", "bold match") in lines[2]
    assert to_plain(lines[2]) == READ.title
