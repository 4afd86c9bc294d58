"""Every word of a page's visible text is on the screen, in order, at every width and however it is set.

The words are read from the HTML by a reader of our own, so that parsing and layout are held together. A rendering may
break lines, cut what is wider than one, part words with hyphens, raise figures; it may add numbers, bullets, names of
columns. It may not lose, change or swap a word. The cells of a folded table stand side by side: theirs must be there.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gazette_cli.blocks import Block, Heading, Paragraph
from gazette_cli.models import Reading
from gazette_cli.parsing.blocks import html_to_blocks, list_links
from gazette_cli.render.article import plain_article, render_article
from gazette_cli.render.look import Look
from tests.render.drawing import BARE, NO_CONTENT
from tests.render.samples import NOW

WORDS = (
    "phare bateau l’été extraordinairement université anticonstitutionnellement porte-conteneurs aujourd’hui NASA"
    " iPhone lighthouse x1 10 000 été φάρος 新しい灯台が港に完成した。夏から 서울특별시 مرحبا العالم שלום"
    " infor\xadmation 👩\u200d👩\u200d👧 🇫🇷 ❤️ e\u0301te\u0301 <tag> &amp; *etc* `voir` https://example.org/a/b?c=d"
)
words = st.sampled_from([*WORDS.split(), "x" * 50, "灯" * 45, "mot " * 12])
text = st.lists(words, min_size=1, max_size=5).map(lambda parts: escape(" ".join(parts)))
# Used in tables alone.
cell_words = st.sampled_from("шторм корабль маяк гавань якорь".split())
INLINE = "em strong code del ins mark small q kbd b i".split()
inline = st.recursive(
    text,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(INLINE), inner).map(lambda a: f"<{a[0]}>{a[1]}</{a[0]}>"),
        inner.map(lambda a: f"<a href='https://example.org/{len(a)}'>{a}</a>"),
        st.tuples(inner, st.sampled_from(["sup", "sub"]), words).map(
            lambda a: f"{a[0]}<{a[1]}>{escape(a[2])}</{a[1]}>"
        ),
        st.tuples(inner, inner).map("<br>".join),
        st.tuples(inner, inner).map(" ".join),
    ),
    max_leaves=3,
)
cell = st.lists(cell_words, max_size=6).map(" ".join)
cells = st.lists(st.lists(cell, min_size=2, max_size=4), min_size=2, max_size=4)


def make_table(rows: Sequence[Sequence[str]], header: bool, caption: str) -> str:
    first = "th" if header else "td"
    lines = [
        "".join(f"<{first if not at else 'td'}>{cell}</{first if not at else 'td'}>" for cell in row)
        for at, row in enumerate(rows)
    ]
    return f"<table><caption>{caption}</caption>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


leaves = st.one_of(
    inline.map(lambda a: f"<p>{a}</p>"),
    st.tuples(st.integers(1, 6), inline).map(lambda a: f"<h{a[0]}>{a[1]}</h{a[0]}>"),
    text.map(lambda a: f"<pre><code class='language-python'>def f():\n    {a}\n\n\t# {a}</code></pre>"),
    st.tuples(text, inline).map(
        lambda a: f"<figure><img src=a.png><figcaption>{a[0]} {a[1]}</figcaption></figure>"
    ),
    st.builds(make_table, cells, st.booleans(), text),
    st.just("<hr>"),
)


def make_list(tag: str, items: Sequence[Sequence[str]]) -> str:
    start = " start=98" if tag == "ol" else ""
    return f"<{tag}{start}>" + "".join(f"<li>{''.join(item)}</li>" for item in items) + f"</{tag}>"


bodies = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=2).map(lambda a: f"<blockquote>{''.join(a)}</blockquote>"),
        st.builds(
            make_list,
            st.sampled_from(["ul", "ol"]),
            st.lists(st.lists(inner, min_size=1, max_size=2), min_size=1, max_size=3),
        ),
        st.tuples(inline, inline, inner).map(lambda a: f"<dl><dt>{a[0]}<dt>{a[1]}<dd>{a[2]}<dd>{a[0]}</dl>"),
    ),
    max_leaves=5,
)


def make_page(parts: Sequence[str], note: str) -> str:
    return (
        f"{''.join(parts)}<p>fin<a href='#fn1' id='r1'><sup>1</sup></a></p>"
        f"<section class='footnotes'><ol><li id='fn1'><p>{note}</p></li></ol></section>"
    )


pages = st.builds(make_page, st.lists(bodies, min_size=1, max_size=4), inline)


class _Reader(HTMLParser):
    """The text of a page as it stands in the source."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read_words(html: str) -> list[str]:
    """Return the words of a page. An element that is a block parts them, and so does one that is raised."""
    reader = _Reader()
    reader.feed(re.sub(r"<(?!/?(?:em|strong|code|del|ins|mark|small|q|kbd|b|i|a)\b)", " <", html))
    reader.close()
    return [squeeze(word) for word in "".join(reader.text).split() if squeeze(word)]


def squeeze(shown: str) -> str:
    """Return letters and figures alone, without what is only another way to write the same: raised, accented."""
    return "".join(char for char in unicodedata.normalize("NFKD", shown) if char.isalnum())


def draw_both(blocks: tuple[Block, ...], width: int, hyphenate: bool, justify: bool) -> list[str]:
    reading = Reading(BARE, NO_CONTENT, blocks, list_links(blocks))
    look = Look(min(width, 72), hyphenate, justify)
    styled = render_article(reading, look=look, width=width, now=NOW, language="fr").lines
    plain = plain_article(reading, look=look, now=NOW, language="fr")
    screens = ("\n".join(plain), "\n".join(line.plain for line in styled))
    return [screen.partition("────\n")[2] for screen in screens]


def find_lost(html: str, screen: str) -> str | None:
    """Return the first word of a page that isn't on its screen after the one before it."""
    shown = squeeze(screen)
    wanted = read_words(html)
    in_cells = re.compile("[\u0400-\u04ff]")
    for word, count in Counter(wanted).items():
        if shown.count(word) < count:
            return word
    at = 0
    for word in wanted:
        if not in_cells.search(word):
            at = shown.find(word, at)
            if at < 0:
                return word
            at += len(word)
    return None


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(pages, st.sampled_from([20, 40, 80, 120]), st.booleans(), st.booleans())
def test_every_word_of_a_page_is_on_the_screen_in_order(
    html: str, width: int, hyphenate: bool, justify: bool
) -> None:
    for screen in draw_both(html_to_blocks(html), width, hyphenate, justify):
        lost = find_lost(html, screen)
        assert lost is None, f"{lost!r} is lost in\n{screen}"


@pytest.mark.parametrize("lose", [0, 1, -1])
def test_what_is_lost_is_found(lose: int) -> None:
    html = "<p>un phare</p><h2>un bateau</h2><p>un phare</p><p>une fin"
    blocks = list(html_to_blocks(html))
    assert all(isinstance(block, Paragraph | Heading) for block in blocks)
    del blocks[lose]
    for screen in draw_both(tuple(blocks), 40, False, False):
        assert find_lost(html, screen) is not None
    assert find_lost(html, "un phare un bateau un phare une fin") is None
    assert find_lost(html, "un bateau un phare un phare une fin") == "bateau"
