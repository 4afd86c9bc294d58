"""The links of an article: their numbers, how they are named, the list of them, and hyperlinks."""

import re

import pytest
from rich.console import Console

from gazette_cli.blocks import Block, Figure
from gazette_cli.models import Content, Enclosure, Link, Reading
from gazette_cli.parsing.blocks import list_links
from gazette_cli.render.article import render_article
from gazette_cli.render.links import (
    linear_links,
    list_targets,
    name_address,
    plain_links,
    render_links,
    write_address,
)
from gazette_cli.render.look import Look
from gazette_cli.render.paint import Painter
from gazette_cli.render.style import to_plain
from gazette_cli.render.themes import make_theme
from tests.render.drawing import BARE, NO_CONTENT, draw_body, draw_plain
from tests.render.samples import NOW, make_article, paragraph, span

SEQUENCE = re.compile(r"\x1b\]8;([^;\x1b]*);([^\x1b]*)\x1b\\")


@pytest.mark.parametrize(
    ("url", "name", "whole"),
    [
        ("https://example.org/", "example.org", "https://example.org/"),
        ("HTTP://example.org/a?b=c", "example.org/a?b=c", "http://example.org/a?b=c"),
        ("https://example.org/a/", "example.org/a/", "https://example.org/a/"),
        ("mailto:a@example.org", "mailto:a@example.org", "mailto:a@example.org"),
        ("\x1b[31m/relative", "/relative", "/relative"),
        ("https:///x", "https:///x", "https:///x"),
        ("https://bank.example@evil.example:81/x", "evil.example:81/x", "https://evil.example:81/x"),
        ("https://p\u0430ypal.example/", "xn--pypal-4ve.example", "https://xn--pypal-4ve.example/"),
        ("https://a.example/\u202egnp.exe [/]", "a.example/gnp.exe [/]", "https://a.example/gnp.exe [/]"),
    ],
)
def test_addresses_begin_with_the_domain_that_is_visited(url: str, name: str, whole: str) -> None:
    assert (name_address(url), write_address(url)) == (name, whole)


def test_links_that_differ_by_trackers_alone_are_one() -> None:
    body = draw_body(
        paragraph(
            *(span("un", url="https://a.example/x?utm_source=rss&id=1"), ", "),
            *(span("deux", url="https://a.example/x?id=1#fin"), ", "),
            *(span("trois", url="https://a.example/x?id=1&fbclid=9"), "."),
        )
    )
    assert body == ["un [1], deux [2], trois [1].", "", "[1] a.example/x?id=1", "[2] a.example/x?id=1#fin"]


def test_a_video_that_is_a_relative_address_has_its_number() -> None:
    article = make_article(1, "T", url="https://port.example/2026/lamp?utm_medium=feed", words=0)
    body = draw_body(Figure("/mer.mp4?utm_source=x", "La mer", (), "video"), article=article)
    assert body[0] == "[video] La mer [1]"
    assert body[2:] == ["[1] port.example/mer.mp4", "", "https://port.example/2026/lamp"]


def test_files_are_numbered_after_the_links_and_told_with_what_they_are() -> None:
    files = (
        Enclosure("https://a.example/lampe.mp3?sig=1&utm_source=x", "audio/mpeg", 3_200_000),
        Enclosure("https://a.example/known.pdf", "application/pdf", 900),
        Enclosure("https://a.example/lampe.mp3?sig=1&utm_source=x"),
    )
    blocks = (paragraph(span("a", url="https://a.example/known.pdf")),)
    lines = draw_plain(BARE, Content("", None, files[:2]), *blocks)
    assert lines[-5:] == [
        "a [1]",
        "",
        "[1] a.example/known.pdf (application/pdf, 1 kB)",
        "",
        "[2] a.example/lampe.mp3?sig=1&utm_source=x (audio/mpeg, 3.2 MB)",
    ]
    reading = Reading(BARE, Content("", None, files, duration=90), blocks, list_links(blocks))
    assert [link.n for link in list_targets(reading)] == [1, 2]
    alone = Reading(BARE, Content("", None, files[:1], duration=3700), ())
    assert list_targets(alone)[0].text == "audio/mpeg, 1:01:40, 3.2 MB"


def test_long_addresses_are_cut_in_their_middle_on_a_screen_and_whole_in_a_pipe() -> None:
    url = "https://a.example/" + "/".join(f"part{n}" for n in range(60)) + "?the=end"
    link = span("mot", url=url)
    for width in (20, 40, 80):
        body = draw_body(paragraph(link), width=width)
        listed = "".join(line.strip() for line in body[2:])
        assert len(body) == 5
        assert listed.startswith("[1] a.example/p")
        assert listed.endswith("the=end")
        assert listed.count("…") == 1
    assert draw_plain(BARE, NO_CONTENT, paragraph(link))[-1] == "[1] " + url.removeprefix("https://")


def paint(*blocks: Block, width: int = 80, system: str = "standard", **options: bool) -> str:
    """What a terminal is sent for an article."""
    article = make_article(1, "Titre", url="https://port.example/2026/lamp", words=0)
    reading = Reading(article, NO_CONTENT, blocks, list_links(blocks, article.url))
    look = Look(hyperlinks=options.pop("hyperlinks", True))
    page = render_article(reading, look=look, width=width, now=NOW, language="fr")
    console = Console(
        force_terminal=True, color_system=system, theme=make_theme("classic"), _environ={}, **options
    )  # type: ignore[arg-type]
    painter = Painter(console)
    return "\n".join(map(painter.paint, page.lines))


def list_hyperlinks(painted: str) -> list[tuple[str, str]]:
    """The words of each hyperlink and its address; what is opened is closed, on the same line."""
    found = []
    for line in painted.split("\n"):
        pieces = SEQUENCE.split(re.sub(r"\x1b\[[0-9;]*m", "", line))
        opened = ""
        for at in range(0, len(pieces), 3):
            if opened:
                found.append((pieces[at], opened))
            if at + 2 < len(pieces):
                parameters, address = pieces[at + 1], pieces[at + 2]
                assert bool(parameters) == bool(address)
                opened = f"{parameters} {address}".strip()
        assert not opened
    return found


def test_the_words_of_a_link_and_its_address_can_be_clicked_on() -> None:
    url = "https://a.example/x"
    found = list_hyperlinks(
        paint(paragraph("Un ", span("lien ", url=url), span("ici", "em", url=url), " fin."))
    )
    address = f"id=988cacd2 {url}"
    own = "id=fc1b4ba7 https://port.example/2026/lamp"
    assert found == [("lien ici [1]", address), ("a.example/x", address), (own.split()[1], own)]
    assert "\x1b]8" not in paint(paragraph(span("ici", url=url)), hyperlinks=False)


def test_a_link_that_is_broken_over_lines_is_one() -> None:
    found = list_hyperlinks(paint(paragraph(span("mot " * 30, url="https://a.example/x")), width=40))
    pieces = [address for words, address in found if words.startswith("mot")]
    assert len(pieces) >= 3
    assert len(set(pieces)) == 1


def test_hyperlinks_hold_without_colour_and_go_with_every_sequence() -> None:
    block = paragraph(span("ici", url="https://a.example/x"))
    assert len(list_hyperlinks(paint(block, no_color=True))) == 3
    painted = paint(block, system=None)  # type: ignore[arg-type]
    assert "\x1b" not in painted


@pytest.mark.parametrize(
    "url",
    [
        *("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "relative\\", "https://%00/", "https://"),
        "https://a.example/" + "x" * 3000,
    ],
)  # fmt: skip
def test_what_may_not_be_opened_is_no_hyperlink(url: str) -> None:
    article = make_article(1, "T", words=0)
    reading = Reading(article, NO_CONTENT, (paragraph(span("mot", url=url)),), (Link(1, url, "mot"),))
    page = render_article(reading, look=Look(hyperlinks=True), width=80, now=NOW, language="fr")
    assert not [one.style for line in page.lines for one in line.spans if str(one.style).startswith("url:")]


def test_no_address_breaks_out_of_its_hyperlink() -> None:
    hostile = 'https://a.example/\x1b\\\x07\x9c\x1b]8;;https://evil.example/\x1b\\ x;y"\u202e\n[/]\x9b31m'
    painted = paint(paragraph(span("mot\x1b]8;;https://evil.example/\x07 [/]\u202e", url=hostile)))
    assert {address.split()[1] for _, address in list_hyperlinks(painted)} == {
        "https://a.example/%5C]8;;https://evil.example/%5C%20x;y%22%E2%80%AE[/]31m".replace("%5C", "/"),
        "https://port.example/2026/lamp",
    }
    bare = re.sub(r"\x1b\[[0-9;]*m", "", SEQUENCE.sub("", painted))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", bare)


LINKS = (
    Link(1, "https://a.example/x", "un\tmot \x1b[31m[/]"),
    Link(2, "https://b.example/", "https://b.example/"),
    Link(3, "mailto:a@b.example", ""),
)


def test_a_list_of_links_says_what_they_stand_under_once() -> None:
    article = make_article(7, "La lampe [/] du port")
    lines = [line.plain for line in render_links(article, LINKS, width=40, titled=True)]
    assert lines == [
        "7 · La lampe [/] du port",
        "[1] a.example/x",
        "    un mot [/]",
        "[2] b.example",
        "[3] mailto:a@b.example",
    ]
    narrow = [line.plain for line in render_links(article, LINKS, width=20)]
    assert max(map(len, narrow)) <= 20
    assert list(plain_links(article, LINKS)) == [
        "7\t1\thttps://a.example/x\tun mot [/]",
        "7\t2\thttps://b.example/\thttps://b.example/",
        "7\t3\tmailto:a@b.example\t",
    ]
    assert [to_plain(line) for line in linear_links(article, LINKS)] == [
        "Article 7. La lampe [/] du port. 3 links.",
        "Link 1. un mot [/]. Address: https://a.example/x",
        "Link 2. Address: https://b.example/",
        "Link 3. Address: mailto:a@b.example",
    ]


def test_ten_thousand_links() -> None:
    spans = [span("x ", url=f"https://a.example/{n}?utm_source=x&n={n}") for n in range(10_000)]
    blocks = (paragraph(*spans),)
    links = list_links(blocks)
    assert links[-1] == Link(10_000, "https://a.example/9999?n=9999", "x")
    lines = [line.plain for line in render_links(BARE, links, width=80)]
    assert lines[-2] == "[10000] a.example/9999?n=9999"
    page = paint(*blocks)
    assert page.count("https://a.example/9999?n=9999\x1b") == 2
