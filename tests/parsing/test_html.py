"""A page of the web becomes an article: its own words, and nothing of what stands around them."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_DAY, Entry
from gazette_cli.parsing.html import parse_html

PAGES = Path(__file__).parent.parent / "fixtures" / "html"


def parse(name: str) -> Entry:
    return parse_html((PAGES / f"{name}.html").read_bytes())


def test_a_blog_of_the_usual_kind() -> None:
    entry = parse("wordpress")
    assert entry.title == "Les sardines sont de retour"
    assert entry.publication == "Le Port"
    assert entry.author == "Anne Morel"
    assert entry.published == datetime(2023, 9, 14, 22, 35, tzinfo=timezone(timedelta(hours=1)))
    assert entry.language == "fr-fr"
    assert entry.url == "https://leport.example/2023/09/sardines/"
    assert entry.tags == ("mer", "pêche")
    assert entry.summary == "Après trois étés sans elles, les sardines reviennent."
    assert entry.text.split("\n\n") == [
        "Le chalutier est rentré avant l’aube, la cale pleine, sous une pluie fine que personne n’avait annoncée."
        " Sur le quai, on comptait les caisses à voix haute.",
        "Le quai, jeudi à l’aube (photo de l’auteure).",
        "« Trois étés que nous les attendions », dit le patron du bateau. Les relevés de la criée lui donnent"
        " raison : onze tonnes en une nuit.",
        "Une saison courte",
        "Personne ne sait combien de temps le banc restera. L’eau est plus chaude de deux degrés qu’il y a dix"
        " ans.\nLes anciens haussent les épaules.",
        "• lundi : quatre tonnes",
        "• mardi : sept tonnes",
    ]
    assert entry.html is not None
    assert 'href="https://leport.example/releves?an=2023"' in entry.html
    assert "onclick" not in entry.html


def test_a_newspaper_that_says_all_in_a_graph() -> None:
    entry = parse("newspaper")
    assert entry.title == "Harbour wall to be rebuilt"
    assert entry.publication == "Harbour Times"
    assert entry.author == "Jo Smith, Al Lee"
    assert entry.place == "Dover"
    assert entry.published is None
    assert entry.warnings == ("impossible date: 2024-02-30T10:00:00Z",)
    assert entry.updated == datetime(2024, 3, 2, 10, tzinfo=UTC)
    assert entry.tags == ("harbour", "public works")
    paragraphs = entry.text.split("\n\n")
    assert paragraphs[0] == "Nine years after the storm, the council has found the money."
    assert paragraphs[3] == "It is the last thing my grandfather built."
    assert paragraphs[4] == "A stonemason, to the committee"
    assert "Cost by year\nYear — Millions\n2024 — 1.5\n2025 — 2.5" in paragraphs
    assert paragraphs[-1].startswith("Ferries will use")
    for chrome in ("cookies", "More on this story", "Sign up", "By Jo"):
        assert chrome not in entry.text


def test_a_page_laid_out_in_a_table() -> None:
    entry = parse("layout")
    assert entry.title == "The lighthouse keeper"
    assert (entry.published, entry.dated) == (datetime(1999, 3, 3), DATED_DAY)
    assert entry.text.endswith(
        "He climbed the stairs every evening at six and lit the lamp by hand, as his father had done.\n\n"
        "When the machine came, he was asked to look after it, and did so for eleven years more.\n\n"
        "On the last night he left the door unlocked."
    )


def test_a_small_page_comes_out_whole() -> None:
    entry = parse("small")
    assert (entry.title, entry.published, entry.publication) == ("A short note", None, None)
    assert entry.text == "The bakery on the corner opens at five.\n\nIt is always warm inside."


@pytest.mark.parametrize(
    ("head", "title", "publication"),
    [
        ("<title>Le port rouvre lundi | Le Phare</title>", "Le port rouvre lundi", "Le Phare"),
        ("<title>Le Phare - Le port rouvre</title><h1>Le port rouvre</h1>", "Le port rouvre", "Le Phare"),
        ("<title>Budget - what changes</title><h1>Budget - what changes</h1>", "Budget - what changes", None),
        (
            "<title>x</title><meta property=og:title content='A new pier - News - The Quay'>"
            "<meta property=og:site_name content='The Quay'>",
            "A new pier - News",
            "The Quay",
        ),
        (
            '<script type="application/ld+json">{"@type":["NewsArticle"],"headline":"Rock &amp; sea",'
            '"publisher":{"name":"The Quay"}}</script>',
            "Rock & sea",
            "The Quay",
        ),
        ('<script type="application/ld+json">{broken</script><h1>Seul titre</h1>', "Seul titre", None),
        ("<title>Ferries are back</title><h1>Welcome, reader</h1>", "Ferries are back", None),
        ("", "Du texte.", None),
    ],
)
def test_titles_lose_the_name_of_their_paper(head: str, title: str, publication: str | None) -> None:
    entry = parse_html(f"<html><head>{head}</head><body><p>Du texte.</p></body></html>")
    assert (entry.title, entry.publication) == (title, publication)


@pytest.mark.parametrize(
    "stated",
    [
        '<meta name="dc.date" content="2023-09-14">',
        '<time datetime="2023-09-14">jeudi</time>',
        '<h1>Titre</h1><p class="x">Publié le 14 septembre 2023</p>',
        '<span class="post-date">14/09/2023</span>',
        '<script type="application/ld+json">[{"@type":"BlogPosting","datePublished":"2023-09-14"}]</script>',
    ],
)
def test_dates_are_found(stated: str) -> None:
    entry = parse_html(
        f'<html lang="fr"><body>{stated}<p>Le texte de la page, sans rien de plus.</p></body></html>'
    )
    assert (entry.published, entry.dated) == (datetime(2023, 9, 14), DATED_DAY)


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ('<meta charset="iso-8859-1">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
        ('<meta charset="utf-16">', "utf-8"),
        ('<meta charset="iso-8859-1">', "utf-8"),
    ],
)
def test_encodings(declared: str, codec: str) -> None:
    words = "привет, берег" if codec == "koi8-r" else "été à l’île"
    page = f"<html><head>{declared}<title>t</title></head><body><p>{words}</p></body></html>"
    if codec == "cp1252":
        assert parse_html(page.encode("cp1252")).text == words
    else:
        assert parse_html(page.encode(codec)).text == words


def test_decomposed_accents_are_composed() -> None:
    assert parse_html("<p>e\u0301te&#x301;</p>").text == "été"


def test_prose_is_kept_whatever_its_box_is_called() -> None:
    prose = "<p>Une phrase assez longue pour être de la prose, et pas un bouton de la page.</p>" * 5
    entry = parse_html(f'<body class="menu-open"><div class="widget sidebar related">{prose}</div></body>')
    assert entry.text.count("Une phrase") == 5


def test_a_page_without_structure_still_has_its_text() -> None:
    soup = "".join(
        f"<div>Sentence number {n} of a long story that is told in boxes.</div>" for n in range(60)
    )
    text = parse_html(f"<body><div><div>{soup}</div></div></body>").text
    assert [f"number {n} " in text for n in range(60)] == [True] * 60


@pytest.mark.parametrize(
    "page", ["", " \n", "<!-- x -->", "<html></html>", "<script>x</script>", b"\xef\xbb\xbf"]
)
def test_an_empty_page_is_an_error(page: str | bytes) -> None:
    with pytest.raises(ParseError):
        parse_html(page)


def test_hostile_pages() -> None:
    assert parse_html("<div class=related>x " * 100_000 + "the end").text.endswith("the end")
    deep = '<script type="application/ld+json">' + "[" * 100_000 + "</script><p>text"
    assert parse_html(deep).text == "text"
    assert parse_html("<g:plusone a:b=1>te</g:plusone>&#1;<i¹>xt</i¹>").text == "text"


MARKUP = st.lists(
    st.sampled_from(
        "<p> </p> <article> <main> <h1> <title> </title> <meta name=date content=2023-02-31> <time datetime=x>"
        " <nav> <table> <td> <!-- --> <script type=application/ld+json> {} </script> mot 14 &#1; &lt; <g:x> \x00"
        " <link rel=canonical href=//x> <base href=http://[> <a href=http://[>".split(" ")
    )
).map(" ".join)


@settings(max_examples=300, deadline=None)
@given(st.binary() | st.text() | MARKUP)
def test_nothing_but_parse_errors(page: bytes | str) -> None:
    try:
        entry = parse_html(page)
    except ParseError:
        return
    assert entry.title or entry.text
    entry.text.encode()
    assert entry.title == " ".join(entry.title.split(" ")).strip(" ")
