"""What a search found, marked in the article: across styles, links, lines, in tables and code, in two languages."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text

from gazette_cli.blocks import Figure, Heading, Inline, ListBlock, Paragraph, Preformatted, Quote, Span, Table
from gazette_cli.excerpt import build_matcher
from gazette_cli.models import Reading
from gazette_cli.parsing.blocks import list_links
from gazette_cli.parsing.query import parse_query
from gazette_cli.render.article import plain_article, render_article
from gazette_cli.render.look import Look
from gazette_cli.render.matches import MATCHED, Marker
from gazette_cli.render.style import MATCH
from tests.render.drawing import BARE, NO_CONTENT
from tests.render.samples import NOW

EM, STRONG, CODE = (frozenset((name,)) for name in ("em", "strong", "code"))
SENTENCE = "La marée monte, puis le phare s'allume au bout de la jetée."


def open_found(
    query: str, *blocks: object, title: str = "Titre", language: str = "fr", links: bool = True
) -> Reading:
    article = replace(BARE, title=title, language=language)
    matcher = build_matcher(parse_query(query, NOW), ("fr", "en"))
    return Reading(article, NO_CONTENT, blocks, list_links(blocks, None), matcher)  # type: ignore[arg-type]


def draw_found(reading: Reading, width: int = 80, look: Look | None = None) -> list[Text]:
    return render_article(reading, look=look or Look(72), width=width, now=NOW, language="fr").lines


def find_marked(lines: list[Text]) -> list[str]:
    """The pieces of text that are marked, those that touch in one."""
    found: list[str] = []
    for line in lines:
        end = -1
        for span in sorted(span for span in line.spans if span.style == MATCH):
            if span.start == end:
                found[-1] += line.plain[span.start : span.end]
            else:
                found.append(line.plain[span.start : span.end])
            end = span.end
    return found


def mark(query: str, *blocks: object, width: int = 80, look: Look | None = None, **options: str) -> list[str]:
    return find_marked(draw_found(open_found(query, *blocks, **options), width, look))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((Span(SENTENCE),)),
        Heading(2, (Span(SENTENCE),)),
        Quote((Paragraph((Span(SENTENCE),)),)),
        ListBlock(((Paragraph((Span(SENTENCE),)),),)),
        Figure(None, "", (Span(SENTENCE),)),
        Figure(None, SENTENCE),
        Preformatted(SENTENCE),
        Preformatted(f"x = 1  # {SENTENCE}\nif x: pass", "python"),
        Table((((Span("un"),), (Span("deux"),)), ((Span(SENTENCE),), (Span("3"),))), header=True),
        Table((((Span(SENTENCE),), (Span("deux"),)), ((Span("un"),), (Span("3"),))), header=True),
    ],
    ids=lambda block: type(block).__name__,
)
def test_every_kind_of_block_shows_what_was_found(block: object) -> None:
    assert mark("phare", block) == ["phare"]
    assert mark("-phare", block) == []
    assert mark("title:phare", block) == []


@pytest.mark.parametrize(
    ("query", "language", "text", "expected"),
    [
        (
            "accepter",
            "fr",
            "Il a accepté, elle accepte ; l’acceptation.",
            ["accepté", "accepte", "acceptation"],
        ),
        ("harbour", "en", "The harbours and the harbour's wall.", ["harbours", "harbour"]),
        ("oeuvre", "fr", "Une œuvre, l'Œuvre.", ["œuvre", "Œuvre"]),
        ("coree", "fr", "La Corée du Nord.", ["Corée"]),
        ("phar*", "fr", "Pharaon, phares et far.", ["Pharaon", "phares"]),
        ('"du nord"', "fr", "Du Nord au nord du monde, du\nnord.", ["Du Nord", "du", "nord"]),
        ("bourgeois", "fr", "Un bour\xadgeois.", ["bourgeois"]),
        ("日本", "ja", "私は日本に行く。", ["日本"]),
        ("phare OR marée -jetée", "fr", SENTENCE, ["marée", "phare"]),
    ],
)
def test_words_are_found_as_the_search_finds_them(
    query: str, language: str, text: str, expected: list[str]
) -> None:
    assert mark(query, Paragraph((Span(text),)), language=language) == expected


def test_a_match_goes_on_across_styles_links_and_lines() -> None:
    content = (
        Span("Vers la C"), Span("oré", STRONG), Span("e du ", EM), Span("No", EM, "https://a.example/"),
        Span("rd", CODE, "https://a.example/"), Span(" et "), Span("phare", frozenset(), "https://b.example/"),
        Span("s."),
    )  # fmt: skip
    lines = draw_found(open_found('"corée du nord" phares', Paragraph(content)))
    assert find_marked(lines) == ["Corée du Nord", "phare", "s"]
    (line,) = [line for line in lines if "Vers" in line.plain]
    assert "Vers la Corée du Nord [1] et phare [2]s." in line.plain
    assert {"bold", "italic", "code"} <= {str(span.style) for span in line.spans}
    for width in (20, 24, 30):
        marked = find_marked(draw_found(open_found('"corée du nord"', Paragraph(content)), width))
        assert " ".join(marked) == "Corée du Nord"


def test_hyphens_and_justified_lines_keep_it() -> None:
    text = "Le gouvernement a présenté son programme constitutionnellement irréprochable. " * 3
    look = Look(30, hyphenate=True, justify=True)
    marked = mark("constitutionnellement", Paragraph((Span(text),)), width=34, look=look)
    assert "".join(marked).replace("-", "") == "constitutionnellement" * 3


def test_the_headline_shows_it_and_a_pipe_shows_nothing() -> None:
    reading = open_found("title:phare", Paragraph((Span("Le phare."),)), title="Un phare à vendre")
    lines = draw_found(reading)
    assert find_marked(lines) == ["phare"]
    (line,) = [line for line in lines if "vendre" in line.plain]
    assert any(
        span.style == "bold" and span.start <= line.plain.index("phare") < span.end for span in line.spans
    )
    for one in (reading, open_found("phare", *reading.blocks, title=reading.article.title)):
        plain = plain_article(one, look=Look(), now=NOW, language="fr")
        assert plain == plain_article(one._replace(matcher=None), look=Look(), now=NOW, language="fr")


@given(st.lists(st.text("abé \n", max_size=4), max_size=6))
def test_marking_changes_no_text_and_no_style(texts: list[str]) -> None:
    styles = (frozenset[str](), EM, STRONG)
    content: Inline = tuple(Span(text, styles[n % 3], "u" if n % 2 else None) for n, text in enumerate(texts))
    marker = Marker(build_matcher(parse_query("a OR be OR aba*", NOW)), "fr")
    marked = marker.mark_inline(content)

    def spell(spans: Inline) -> list[tuple[str, frozenset[str], str | None]]:
        return [(letter, span.style - {MATCHED}, span.url) for span in spans for letter in span.text]

    assert spell(marked) == spell(content)
    # The same as in one piece.
    whole = marker.mark_inline((Span("".join(texts)),))
    assert [MATCHED in span.style for span in whole for _ in span.text] == [
        MATCHED in span.style for span in marked for _ in span.text
    ]
    line = [(span.text, "bold") for span in content]
    assert "".join(text for text, _ in marker.mark_line(line)) == "".join(texts)
