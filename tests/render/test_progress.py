"""How far a reader is: lines to paragraphs and percents, and back."""

from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.blocks import Paragraph, Preformatted, Span
from gazette_cli.models import Content, Reading
from gazette_cli.render.article import Page, render_article
from gazette_cli.render.look import Look
from gazette_cli.render.progress import Spot, find_line, find_spot
from tests.render.samples import NOW, make_article

lengths = st.lists(st.integers(1, 40), min_size=1, max_size=30)


def draw(paragraphs: list[int], width: int = 80) -> Page:
    """The page of an article whose paragraphs have so many words, every fifth of them as code, a word a line."""
    blocks = tuple(
        Preformatted("\n".join(["mot"] * words))
        if n % 5 == 4
        else Paragraph((Span(" ".join(["mot"] * words)),))
        for n, words in enumerate(paragraphs)
    )
    reading = Reading(
        make_article(7, "Un titre"), Content("", None, comments="https://port.example/talk"), blocks
    )
    return render_article(reading, look=Look(), width=width, now=NOW, language="fr")


@given(lengths, st.integers(0, 10**6), st.integers(5, 40), st.sampled_from([20, 40, 80]))
def test_who_comes_back_is_in_the_paragraph_that_they_left_and_has_missed_nothing(
    paragraphs: list[int], place: int, height: int, width: int
) -> None:
    page, count = draw(paragraphs, width), len(paragraphs)
    top = place % len(page.lines)
    spot = find_spot(page.lines, page.parts, count, top, top + height - 1)
    if spot is None:
        assert all(not 0 <= part < count for part in page.parts[top + height :])
        return
    assert 0 <= spot.progress < 100
    line = find_line(page.lines, page.parts, count, spot, height)
    assert line == 0 or page.parts[line] == spot.part
    assert not [n for n in range(top, line) if page.lines[n].plain.strip()]
    # In another width it is the same paragraph.
    other = draw(paragraphs, 60)
    line = find_line(other.lines, other.parts, count, spot, height)
    assert line == 0 or other.parts[line] == spot.part


def test_a_paragraph_longer_than_the_screen_is_opened_where_it_was_left() -> None:
    page = draw([5000])
    spot = find_spot(page.lines, page.parts, 1, 100, 119)
    assert spot is not None
    assert 90 <= find_line(page.lines, page.parts, 1, spot, 20) <= 100


def test_links_below_the_text_need_not_be_seen_and_no_text_is_at_its_end() -> None:
    page = draw([400])
    last = max(n for n, part in enumerate(page.parts) if part == 0)
    assert last + 1 < len(page.lines)
    assert find_spot(page.lines, page.parts, 1, 0, last) is None
    assert find_spot(page.lines, page.parts, 1, 0, last - 1) is not None
    empty = draw([0])
    assert find_spot(empty.lines, empty.parts, 0, 0, 3) is None
    assert find_line(empty.lines, empty.parts, 0, Spot(3, 50), 20) == 0
