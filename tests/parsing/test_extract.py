"""Where a page does not say where its article is: the text is found, and comes out whole and in order."""

import pytest

from gazette_cli.parsing.html import parse_html

SENTENCE = (
    "The keeper of the light, who had the night to himself, wrote down the wind, the hour and the ships. "
)
PAGE = f"""<html><head><title>How a log is kept</title></head><body>
<div id="top"><ul><li><a href="/">Home</a></li><li><a href="/logs">Logs</a></li></ul></div>
<div class="section">
  <h1>How a log is kept</h1>
  <p>{SENTENCE * 5}</p>
  <p>There are two ways to keep it: either</p>
  <blockquote><ul><li>in ink, or</li><li>in pencil, which the damp likes less.</li></ul></blockquote>
  <p>{SENTENCE * 5}</p>
  <p>A line of it looks like this:</p>
  <div class="listing"><pre>02:40 NW 7</pre></div>
  <h2><a href="/ships">Ships that pass</a></h2>
  <p>{SENTENCE * 5}</p>
  <table><tr><th class="header_cell">Sign</th><th>Ship</th></tr><tr><td>K</td><td>ketch</td></tr></table>
  <p>{SENTENCE * 5}</p>
  <p>She has sailed since spring.<sup><a class="footnote" id="ref1" href="#fn1">1</a></sup></p>
  <div class="footnotes"><ol><li id="fn1">As far as is known. <a href="#ref1">↩</a></li></ol></div>
</div>
<div id="bottom"><a href="/about">About this site</a> <a href="/terms">Terms</a></div>
</body></html>"""


def test_lists_listings_tables_headings_and_notes_stay_where_they_are() -> None:
    text = parse_html(PAGE).text
    said = [part for part in text.split("\n\n") if not part.startswith("The keeper")]
    assert said == [
        "There are two ways to keep it: either",
        "• in ink, or",
        "• in pencil, which the damp likes less.",
        "A line of it looks like this:",
        "02:40 NW 7",
        "Ships that pass",
        "Sign — Ship\nK — ketch",
        "She has sailed since spring.[1]",
        "1. As far as is known.",
    ]
    assert text.count("The keeper") == 20


@pytest.mark.parametrize(
    ("above", "left"),
    [
        ("<p>14.09.2023 12:46</p>", ""),  # the masthead gives it
        ("<p>Harbour</p>", "Harbour\n\n"),
        ("<h3><a href='/log'>How a log is kept</a></h3>", ""),
        (f"<p>{SENTENCE}</p>", f"{SENTENCE.strip()}\n\nHow a log is kept\n\n"),
    ],
)
def test_the_headline_is_there_once_whatever_short_line_stands_above_it(above: str, left: str) -> None:
    page = f"<title>How a log is kept</title><article>{above}<h1>How a log is kept</h1><p>{SENTENCE * 9}</p></article>"
    assert parse_html(page).text == left + (SENTENCE * 9).strip()


def test_the_number_of_comments_is_not_text() -> None:
    count = '<div><span class="forum-commentcount">0</span></div>'
    page = f"<article><p>{SENTENCE * 3}</p>{count}<p>{SENTENCE}</p></article>"
    assert "0" not in parse_html(page).text


def test_an_encyclopedia_keeps_its_categories_and_its_motto_to_itself() -> None:
    page = (
        f'<div id="siteSub">From the free lexicon of lights</div><p>{SENTENCE * 3}</p>'
        '<div class="printfooter">Retrieved from the lexicon</div><div id="catlinks"><ul><li>Lights</li></ul></div>'
    )
    assert parse_html(page).text == (SENTENCE * 3).strip()
