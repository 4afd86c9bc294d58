"""The text of plain HTML is the one that its blocks have, whichever way it is read."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks
from gazette_cli.parsing.plainhtml import read_plain_html

FIXTURES = Path(__file__).parent.parent / "fixtures"

TAME_TEXTS = (
    "word| |two words|\n| a\t b |été|e\u0301|\xa0|&nbsp;|&eacute;|&#8217;|&#x27;|&amp;lt;|&lt;p&gt;|x > y|1 & 2|\u200b"
    '|日本|<!--more-->|<!-- a note -->|<br>|<br />|<br><br/>|<img src="a.png" alt="A quay">|\x0b|\r\n'
).split("|")
ODD_TEXTS = (
    'R&D|&bogus;|&copy|&#10;|&#150;|#|¶|\ufeff|&lang;|&apos;|&#0;|<img src=\'a.png\'>|<img alt=":)" class="emoji">|<hr>'
    "|<!>|</p>|<p>|<div>|<li>lone</li>|<table><td>cell</table>|<p/>|</em>|<P>|<h2>"
).split("|")
TAME_ATTRIBUTES = (
    '|||| href="/a" rel="nofollow"| href="https://example.org/?a=1&amp;b=2"| class="has-text-right"'
    '| ID="b"| data-a_1="x"|\n id="x"| style="color: red"| dir="rtl"'
).split("|")
ODD_ATTRIBUTES = (
    ' class="sr-only"| style="display:none"| hidden| class="wp-caption-text"| CLASS="sr-only"| start="4"| width=1'
    """| class="x&#45;y"| class="language-c"| href="/x#y"| id="y"| title="a > b"|/| /| href='/a'"""
).split("|")
INLINE = "a em strong b i span code sub small u cite s".split()
BLOCKS = "p p p div blockquote h2 h3 section figure figcaption".split()


def join(parts: st.SearchStrategy[str], most: int = 4) -> st.SearchStrategy[str]:
    return st.lists(parts, max_size=most).map("".join)


def build_bodies(*, odd: bool) -> st.SearchStrategy[str]:
    """Return HTML as feeds send it; `odd`: with all that can be wrong with it, or hard."""
    texts = st.sampled_from(TAME_TEXTS + ODD_TEXTS * odd)
    stated = st.sampled_from(TAME_ATTRIBUTES + ODD_ATTRIBUTES * odd)

    def put(names: list[str], inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.builds(
            lambda name, said, text: f"<{name}{said}>{text}</{name}>", st.sampled_from(names), stated, inner
        )

    inline = INLINE + ["q", "label"] * odd
    blocks = BLOCKS + ["pre", "hr", "li"] * odd
    lines = join(texts | put(inline, join(texts | put(inline, join(texts)))))
    item = put(["li"], lines | join(put(["p", "blockquote"], lines) | lines, 3))
    between = st.sampled_from([" ", "\n", *["odd", "<p>a</p>", "<em>b</em>"] * odd])
    lists = put(["ul", "ol"], join(item | between))
    nested = put(["ul", "ol"], join(put(["li"], join(lines | lists, 2)) | between, 3))
    return join(
        put(blocks, lines)
        | lines
        | lists
        | nested
        | put(["div", "blockquote"], join(put(blocks, lines) | lists))
    )


BODIES = build_bodies(odd=False) | build_bodies(odd=True)


def read_by_blocks(html: str) -> str:
    return blocks_to_text(html_to_blocks(html))


@given(BODIES)
def test_plain_html_reads_as_its_blocks_do(html: str) -> None:
    html = unicodedata.normalize("NFC", html)
    text = read_plain_html(html)
    assert text is None or text == read_by_blocks(html)


@pytest.mark.parametrize(
    "html",
    [
        "<ol><li></li><li><ul><li>a</li></ul></li><li>&nbsp;<p>b</p></li></ol>",
        "<ul><li>a<br><br>b</li></ul>",
        '<ul><li><img src="a.png"><p>a</p></li></ul>',
        "<ol><li><hr>a</li></ol>",
        "<ul><em>a</em></ul>",
        "<ul>a</ul><blockquote><li>b</li></blockquote>",
        '<ol start="4"><li>a</li></ol>',
        "<p>a<em> <br> b</em> <br></p>",
        "<h2>Title <a href='#t'>#</a></h2>",
        '<p>a<sup><a HREF="#f">1</a></sup></p><ol><li id="f">b <a href=\'/x#r\'>↩</a></li></ol>',
        "<h2>a<br><br>b</h2>",
        "<h2>a&nbsp;</h2>",
        '&nbsp;<img src="a.png">b',
        "<figure><figcaption>a<br><br>b</figcaption></figure>",
        "<p>a <q>b</q><label>c</label>d</p>",
        '<p>a<span hidden>b</span><b class="sr-only">c</b><i style="DISPLAY: none">d</i></p>',
        "<em>a<p>b</em>c</p>",
        "<p/>a",
        "<pre>a  b</pre>",
        "<p>&lang;&bogus;&copy &#150;</p>",
        "&am<!--x-->p; <!--x-->< p>",
        "\ufeffBehind a byte-order mark",
        "a\0b",
    ],
)
def test_hard_html_reads_as_its_blocks_do(html: str) -> None:
    text = read_plain_html(html)
    assert text is None or text == read_by_blocks(html)


@given(st.text(st.sampled_from("<>/&;=\"'! -#abpilou123\n\xa0\u0301\ud800\0"), max_size=40))
def test_no_text_is_read_otherwise_than_its_blocks_are(html: str) -> None:
    text = read_plain_html(html)
    assert text is None or "\ud800" in html or text == read_by_blocks(html)


@pytest.mark.parametrize(
    "html",
    [
        "<p>One <em>two</em>&nbsp;three.</p>\n<p>Four<br />five</p>",
        '<p class="has-text-align-center"><a href="/a?b=1&c=2" target="_blank">Six</a> &#8220;seven&#x201D;</p>',
        "<ol>\n<li>eight</li>\n<li><p>nine</p><ul><li>ten</li></ul></li>\n</ol><hr/>",
        '<figure class="wp-block-image wp-caption"><img src="a.png" alt="A quay"/>'
        '<figcaption class="wp-element-caption">Eleven</figcaption></figure><!--more--><h2 id="b">Twelve</h2>',
        "bare text<br>and <b>bold</b> R & D",
    ],
)
def test_what_feeds_send_most_is_plain(html: str) -> None:
    text = read_plain_html(html)
    assert text
    assert text == read_by_blocks(html)


def test_long_and_deep_html_is_read_in_good_time() -> None:
    for html in (
        "<p>" * 100_000,
        "<b " + 'a="" ' * 100_000,
        "<!--" * 100_000,
        "<b" + " " * 500_000,
        "&#" * 200_000,
    ):
        assert read_plain_html(html) is None
    line = "a quay by the sea"
    assert read_plain_html(f"{line}<br>" * 30_000) == "\n".join([line] * 30_000)


def test_the_fixtures_read_as_their_blocks_do() -> None:
    for path in sorted(FIXTURES.glob("*/*")):
        whole = path.read_text("utf-8", "replace")
        for html in (whole, *whole.replace("]]>", "<![CDATA[").split("<![CDATA[")):
            text = read_plain_html(html)
            assert text is None or text == read_by_blocks(html)
