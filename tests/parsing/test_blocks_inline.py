"""What stands within lines: quotes, marks, breaks, ruby, and elements nobody knows."""

import pytest

from gazette_cli.blocks import Paragraph, Quote, Rule, Span
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks


def text_of(html: str, language: str | None = None) -> str:
    return blocks_to_text(html_to_blocks(html, language))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a <q>b <q>c</q></q></p>", "a “b ‘c’”"),
        ('<html lang="fr-CA"><p>a <q>b <q>c</q></q></p>', "a «\xa0b “c”\xa0»"),
        ("<p>su<wbr>per</p>", "super"),
        ("<p>&lt;b&gt; a &lt;/b&gt;</p>", "<b> a </b>"),
        ("<p>a<br><br><br>b<br></p>", "a\n\nb"),
        ("<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>", "漢(kan)"),
        ('<p><abbr title="number">no.</abbr> 5</p>', "no. 5"),
        ('<p dir="rtl">שלום <bdo dir="ltr">a</bdo></p>', "שלום a"),
        ("<center>a</center>b<x-card>c<slot>d</slot></x-card><blink>e</blink>", "a\n\nbcde"),
        ("<canvas>old</canvas>a<map><area alt=b></map>", "a"),
    ],
)
def test_lines(html: str, text: str) -> None:
    assert text_of(html) == text


def test_the_language_may_be_told() -> None:
    assert text_of("<q>a</q>", "fr") == "«\xa0a\xa0»"


def test_marks() -> None:
    (block,) = html_to_blocks("<ins>a</ins><mark>b</mark><u>c</u>")
    assert block == Paragraph((Span("a", frozenset({"ins"})), Span("b", frozenset({"mark"})), Span("c")))


def test_a_summary_stands_out() -> None:
    assert html_to_blocks("<details><summary>a</summary>b</details>") == (
        Paragraph((Span("a", frozenset({"strong"})),)),
        Paragraph((Span("b"),)),
    )


def test_pull_quotes_are_quotes() -> None:
    quote = (Quote((Paragraph((Span("a"),)),)),)
    assert html_to_blocks("<aside class='pull-quote'>a</aside>") == quote
    assert html_to_blocks("<div class=pullquote><blockquote>a</blockquote></div>") == quote
    assert html_to_blocks("<blockquote>a<footer>b, <cite>c</cite></footer></blockquote>") == (
        Quote((Paragraph((Span("a"),)), Paragraph((Span("b, "), Span("c", frozenset({"em"})))))),
    )


def test_rules_that_part_nothing_are_left_out() -> None:
    blocks = html_to_blocks("<hr><hr><p>Le quai.</p><hr><div><hr></div><p>La mer.</p><hr>")
    assert [type(block) for block in blocks] == [Paragraph, Rule, Paragraph]
    assert html_to_blocks("<hr>") == ()
