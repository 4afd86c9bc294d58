"""Videos, sounds and embedded pages become links with a label; pictures their best address; trackers nothing."""

import pytest

from gazette_cli.blocks import Block, Figure, Paragraph, Preformatted, Quote, Span, Table
from gazette_cli.parsing.blocks import html_to_blocks

CAPTION = "<figcaption>The quay</figcaption>"
QUAY = (Span("The quay"),)


def one(html: str) -> Block:
    (block,) = html_to_blocks(html)
    return block


@pytest.mark.parametrize(
    ("src", "url", "alt", "kind"),
    [
        (
            "//www.youtube.com/embed/abc_DEF-123?rel=0",
            "https://www.youtube.com/watch?v=abc_DEF-123",
            "YouTube video",
            "video",
        ),
        (
            "https://www.youtube-nocookie.com/embed/abc",
            "https://www.youtube.com/watch?v=abc",
            "YouTube video",
            "video",
        ),
        (
            "https://www.youtube.com/embed/videoseries?list=PL1",
            "https://www.youtube.com/playlist?list=PL1",
            "YouTube video",
            "video",
        ),
        ("https://player.vimeo.com/video/42?h=a1b2", "https://vimeo.com/42/a1b2", "Vimeo video", "video"),
        (
            "https://geo.dailymotion.com/player.html?video=x1y",
            "https://www.dailymotion.com/video/x1y",
            "Dailymotion video",
            "video",
        ),
        (
            "https://tube.example/videos/embed/0f-1",
            "https://tube.example/videos/watch/0f-1",
            "PeerTube video",
            "video",
        ),
        (
            "https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/quay/song",
            "https://soundcloud.com/quay/song",
            "SoundCloud",
            "audio",
        ),
        (
            "https://open.spotify.com/embed/track/1aB",
            "https://open.spotify.com/track/1aB",
            "Spotify",
            "audio",
        ),
        (
            "https://www.google.com/maps/embed?pb=1",
            "https://www.google.com/maps/embed?pb=1",
            "Google map",
            "embed",
        ),
        ("https://maps.example/x", "https://maps.example/x", "", "embed"),
        ("https://youtube.com.example/embed/abc", "https://youtube.com.example/embed/abc", "", "embed"),
    ],
)
def test_players_lead_to_what_they_play(src: str, url: str, alt: str, kind: str) -> None:
    assert one(f'<iframe src="{src}">old browser</iframe>') == Figure(url, alt, (), kind)
    assert one(f'<p><iframe data-src="{src}" title="A film"></iframe></p>') == Figure(url, "A film", (), kind)


@pytest.mark.parametrize(
    ("html", "figure"),
    [
        (
            '<amp-youtube data-videoid="abcdef"></amp-youtube>',
            Figure("https://www.youtube.com/watch?v=abcdef", "YouTube video", (), "video"),
        ),
        (
            '<video poster="a.jpg" aria-label="A film"><source src="a.mp4"><p>old</video>',
            Figure("a.mp4", "A film", (), "video"),
        ),
        (f'<figure><audio src="a.ogg">old</audio>{CAPTION}</figure>', Figure("a.ogg", "", QUAY, "audio")),
        (
            '<object data="a.pdf" type="application/pdf" title="Plan">old</object>',
            Figure("a.pdf", "Plan", (), "embed"),
        ),
        ('<object data="a.svg" type="image/svg+xml">A map</object>', Figure("a.svg", "", (), "image")),
        (
            '<object type="application/x-shockwave-flash" data="a.swf"><embed src="//youtube.com/v/abc"></object>',
            Figure("https://www.youtube.com/watch?v=abc", "YouTube video", (), "video"),
        ),
    ],
)
def test_media(html: str, figure: Figure) -> None:
    assert one(html) == figure


def test_what_a_browser_shows_instead_is_shown() -> None:
    assert one("<object>a <b>map</b></object>") == Paragraph((Span("a "), Span("map", frozenset({"strong"}))))
    assert html_to_blocks('<iframe src="https://www.googletagmanager.com/ns.html"></iframe>') == ()


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ('<img src="data:image/gif;base64,R0" srcset="s.jpg 320w, m.jpg 1200w, l.jpg 4000w">', "m.jpg"),
        (
            '<img srcset="https://c.example/w_424,c_limit/a.jpg 424w,https://c.example/w_848,c_limit/a.jpg 848w">',
            "https://c.example/w_848,c_limit/a.jpg",
        ),
        ('<img srcset="a.jpg, b.jpg 2x">', "a.jpg"),
        ('<picture><source srcset="a.webp 800w"><img src="data:," alt=""></picture>', "a.webp"),
        ('<picture><source srcset="a.webp 800w"><img src="a.jpg"></picture>', "a.jpg"),
        ('<amp-img src="a.jpg" width="400" height="300"></amp-img>', "a.jpg"),
        ('<img class="lazy" src="/blank.gif" data-src="a.jpg">', "a.jpg"),
    ],
)
def test_the_address_of_a_picture(html: str, url: str) -> None:
    described = (
        html.replace("<img", '<img alt="A"').replace("<amp-img", '<amp-img alt="A"').replace(' alt=""', "")
    )
    assert one(described) == Figure(url, "A")


@pytest.mark.parametrize(
    "src",
    [
        "https://feeds.feedburner.com/~r/port/~4/abc",
        "https://pixel.wp.com/b.gif?v=1",
        "//ad.doubleclick.net/x/y.jpg",
        "https://www.facebook.com/tr?id=1",
        "https://a.example/pixel.gif?x",
        "https://a.example/pixel/1f",
        "https://stats.example/matomo.php?id=1",
        "https://a.example/images/spacer.gif",
    ],
)
def test_trackers_are_no_pictures(src: str) -> None:
    assert html_to_blocks(f'<p>a</p><img alt="" src="{src}">') == (Paragraph((Span("a"),)),)
    assert one(f'<img alt="A" src="{src}">') == Figure(None, "A")


def test_pictures_that_are_called_alike_stay() -> None:
    for src in (
        "https://a.example/pixel-art.png",
        "/tr/quay.jpg",
        "/open-sea.gif",
        "https://facebook.com/trip.jpg",
    ):
        assert one(f'<img alt="A" src="{src}">') == Figure(src, "A")


def test_captions_of_figures() -> None:
    table = "<table><tr><th>a<th>b<tr><td>1<td>2</table>"
    for html in (f"<figure>{table}{CAPTION}</figure>", f"<figure>{CAPTION}{table}</figure>"):
        found = one(html)
        assert isinstance(found, Table)
        assert found.caption == QUAY
    assert html_to_blocks(f"<figure><pre>x</pre>{CAPTION}</figure>") == (Preformatted("x"), Paragraph(QUAY))
    assert html_to_blocks(f"<figure>{CAPTION}<pre>x</pre></figure>") == (Paragraph(QUAY), Preformatted("x"))
    assert html_to_blocks(f"<figure><blockquote>x</blockquote>{CAPTION}</figure>") == (
        Quote((Paragraph((Span("x"),)),)),
        Paragraph(QUAY),
    )


def test_the_caption_of_several_pictures_is_nobodys() -> None:
    pictures = '<img src="a.jpg" alt="A"><img src="b.jpg" alt="B">'
    assert html_to_blocks(f"<figure>{pictures}{CAPTION}</figure>") == (
        Figure("a.jpg", "A"),
        Figure("b.jpg", "B"),
        Paragraph(QUAY),
    )
    nested = "".join(f"<figure><img src='{n}.jpg'><figcaption>{n}</figcaption></figure>" for n in "ab")
    assert html_to_blocks(f"<figure>{nested}{CAPTION}</figure>") == (
        Figure("a.jpg", "", (Span("a"),)),
        Figure("b.jpg", "", (Span("b"),)),
        Paragraph(QUAY),
    )


@pytest.mark.parametrize(
    "alt", ["image", "Photo", "line", "Image for post", "IMG_0042.jpeg", "fy25-quay-b.png"]
)
def test_what_says_nothing_of_a_picture_is_not_its_text(alt: str) -> None:
    assert one(f'<img src="/a.png" alt="{alt}">') == Figure("/a.png", "")


def test_the_tags_in_a_text_of_a_picture_are_not_read() -> None:
    html = '<img src="/a.png" alt="The quay &lt;small&gt;by &lt;a href=/m&gt;A. Morel&lt;/a&gt;&lt;/small&gt;, 1 < 2">'
    assert one(html) == Figure("/a.png", "The quay by A. Morel , 1 < 2")
