"""HTML and text become blocks, and blocks become text and links."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.blocks import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Span,
    Table,
)
from gazette_cli.models import Link
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks, list_links, text_to_blocks


def text_of(html: str) -> str:
    return blocks_to_text(html_to_blocks(html))


def one(html: str) -> Block:
    (block,) = html_to_blocks(html)
    return block


def paragraph(text: str) -> Paragraph:
    return Paragraph((Span(text),))


def test_white_space_collapses_and_no_break_spaces_stay() -> None:
    assert one("<p>\n  Qui  va\tlà&nbsp;?\u202f\n</p>") == paragraph("Qui va là\xa0?\u202f")


def test_inline_styles_nest() -> None:
    assert one("<p>un <em>mot <b>fort</b></em>, H<sub>2</sub>O, <del>rayé</del></p>") == Paragraph(
        (
            Span("un "),
            Span("mot ", frozenset({"em"})),
            Span("fort", frozenset({"em", "strong"})),
            Span(", H"),
            Span("2", frozenset({"sub"})),
            Span("O, "),
            Span("rayé", frozenset({"strike"})),
        )
    )


def test_a_line_break_never_joins_words_and_two_end_the_paragraph() -> None:
    assert html_to_blocks("un<br>deux <br/> trois<br><br>quatre") == (
        paragraph("un\ndeux\ntrois"),
        paragraph("quatre"),
    )


def test_literal_tags_stay_text() -> None:
    assert (
        text_of("<p>Le <code>&lt;tag&gt;</code> et &lt;b&gt; et 1 &lt; 2</p>") == "Le <tag> et <b> et 1 < 2"
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>bad</script>",
        "<style>bad</style>",
        "<template>bad</template>",
        "<!-- bad -->",
        "<p hidden>bad</p>",
        '<span style="color:red; display: none">bad</span>',
        '<span class="sr-only">bad</span>',
        "<dialog>bad</dialog>",
        "<svg><title>bad</title></svg>",
        "<select><option>bad</option></select>",
        '<video src="javascript:bad">bad</video>',
    ],
)
def test_what_a_browser_hides_is_dropped(hidden: str) -> None:
    assert text_of(f"<p>before</p>{hidden}<p>after</p>") == "before\n\nafter"


def test_headings_lose_their_permalinks() -> None:
    assert one('<h2 id="x">Une saison <a href="#x">#</a></h2>') == Heading(2, (Span("Une saison"),))


def test_lists_nest_even_where_the_markup_does_not() -> None:
    inner = ListBlock(((paragraph("b"),),), ordered=True, start=4)
    expected = ListBlock(((paragraph("a"), inner), (paragraph("c"),)))
    assert one("<ul><li>a<ol start=4><li>b</ol><li>c</ul>") == expected
    assert one("<ul><li>a</li><ol start=4><li>b</li></ol><li>c</li></ul>") == expected
    assert one("<li>a<li>b") == ListBlock(((paragraph("a"),), (paragraph("b"),)))


def test_quotes_rules_and_code() -> None:
    assert html_to_blocks(
        "<blockquote><p>a</p><blockquote>b</blockquote></blockquote><hr>"
        '<pre><code class="hljs language-python">\nif x:\n    y = "&lt;z&gt;"\n</code></pre>'
    ) == (
        Quote((paragraph("a"), Quote((paragraph("b"),)))),
        Rule(),
        Preformatted('if x:\n    y = "<z>"', "python"),
    )


def test_figures_take_their_captions_before_or_after() -> None:
    expected = Figure("a.png", "le quai", (Span("Le quai, "), Span("jeudi", frozenset({"em"}))))
    caption = "<figcaption>Le quai, <i>jeudi</i></figcaption>"
    picture = '<img src="a.png" alt="le quai">'
    assert one(f"<figure>{picture}{caption}</figure>") == expected
    assert one(f"<figure>{caption}{picture}</figure>") == expected
    assert one(f'<div>{picture}<p class="wp-caption-text">Le quai, <i>jeudi</i></p></div>') == expected


def test_a_picture_in_a_sentence_does_not_cut_it() -> None:
    assert html_to_blocks('<p>le <img src="a.png" alt="A"> mot</p>') == (
        paragraph("le mot"),
        Figure("a.png", "A"),
    )


def test_small_pictures() -> None:
    assert (
        html_to_blocks(
            '<img src="t.gif" width="1" height="1"><img src="https://t.example/p" style="width:1px">'
        )
        == ()
    )
    assert text_of('<p>bravo <img class="emoji" src="a.png" alt="🎉"></p>') == "bravo 🎉"


def test_lazy_pictures_are_not_doubled() -> None:
    html = '<img src="data:image/gif;base64,R0" alt="A"><noscript><img src="a.jpg" alt="A"></noscript>'
    assert one(html) == Figure("a.jpg", "A")
    assert one(html.replace("alt", 'data-src="a.jpg" alt')) == Figure("a.jpg", "A")


def test_media_are_labelled_links() -> None:
    blocks = html_to_blocks(
        '<video controls><source src="https://v.example/a.mp4">old browser</video>'
        '<audio src="https://v.example/a.ogg"></audio><iframe src="https://e.example/x" title="Carte"></iframe>'
        '<iframe src="https://t.example/" width="0" height="0"></iframe>'
    )
    assert blocks == (
        Figure("https://v.example/a.mp4", "", (), "video"),
        Figure("https://v.example/a.ogg", "", (), "audio"),
        Figure("https://e.example/x", "Carte", (), "embed"),
    )
    assert [link.url for link in list_links(blocks)] == [
        "https://v.example/a.mp4",
        "https://v.example/a.ogg",
        "https://e.example/x",
    ]


def test_a_data_table_is_a_table() -> None:
    table = one(
        "<table><caption>Prises</caption><tr><th>Jour<th>Tonnes<tr><td rowspan=2>lundi<td>4<tr><td>7"
        "<tr><td colspan=2>en tout</table>"
    )
    assert isinstance(table, Table)
    assert table.header
    assert [["".join(span.text for span in cell) for cell in row] for row in table.rows] == [
        ["Jour", "Tonnes"],
        ["lundi", "4"],
        ["", "7"],
        ["en tout", ""],
    ]
    assert blocks_to_text((table,)) == "Prises\nJour — Tonnes\nlundi — 4\n7\nen tout"


def test_a_layout_table_is_its_paragraphs() -> None:
    html = "<table><tr><td>menu<td><p>un<p>deux<p>trois<table><tr><td>quatre</table></table>"
    assert html_to_blocks(html) == tuple(map(paragraph, ("menu", "un", "deux", "trois", "quatre")))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " java\nscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "--version",
        "#note",
        "",
    ],
)
def test_unsafe_links_are_text(url: str) -> None:
    assert one(f'<p>un <a href="{url}">mot</a></p>') == paragraph("un mot")


def test_links_are_kept_as_stated_without_controls() -> None:
    html = '<a href="https://a.example/\x1b]8;;&#9;x">a</a> <a href="/b?c=1">b</a> <a href="MAILTO:c@d.example">c</a>'
    links = list_links(html_to_blocks(html))
    assert [link.url for link in links] == ["https://a.example/]8;;x", "/b?c=1", "MAILTO:c@d.example"]


def test_links_are_numbered_once() -> None:
    html = (
        '<h2><a href="/a"><b>un</b> mot</a></h2><p><a href="/b"></a><a href="/a">x</a><a href="/c">c</a></p>'
    )
    assert list_links(html_to_blocks(html)) == (Link(1, "/a", "un mot"), Link(2, "/c", "c"))


def test_text_of_lists_and_quotes() -> None:
    html = "<ol start=9><li>a<ul><li>b</ul><li>c</ol><blockquote>d</blockquote><hr><pre>e\n  f</pre>"
    assert text_of(html) == "9. a\n\n• b\n\n10. c\n\nd\n\ne\n  f"


def test_text_becomes_paragraphs() -> None:
    assert text_to_blocks("\n un\ndeux \n\n \t\n\ntrois\n") == (paragraph("un\ndeux"), paragraph("trois"))
    assert text_to_blocks(" \n\n ") == ()


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text(alphabet="<>/!-=\"'& aptdlirbuoh1\x00\x1b\ud800", max_size=200))
def test_any_text_is_read(html: str) -> None:
    blocks = html_to_blocks(html)
    blocks_to_text(blocks).encode()
    list_links(blocks)
    text_to_blocks(html)


@pytest.mark.parametrize(
    "tag",
    [
        "div",
        "b",
        "blockquote",
        "ul><li",
        "table><tr><td",
        "dl><dd",
        "figure><figcaption",
        "pre",
        "x-y",
        "h1",
        "q",
        "li",
    ],
)
def test_the_text_of_what_is_nested_too_deep_is_kept(tag: str) -> None:
    assert text_of(f"<{tag}>x " * 100_000 + "the end").rstrip("”’").endswith("the end")


def test_thousands_of_attributes_and_end_tags() -> None:
    attributes = " ".join(f"a{n}=1" for n in range(40_000))
    assert text_of(f"<p {attributes}>hi</p>") == "hi"
    assert text_of("<div>" * 50_000 + "hi" + "</span>" * 50_000) == "hi"
    assert (
        text_of("<table>" + "<tr><td colspan=1000 rowspan=60000>x<td>y" * 200 + "</table>").count("x") == 200
    )
