"""Trackers' pixels, known by their addresses."""

import pytest

from gazette_cli.blocks import Figure
from gazette_cli.parsing.blocks import html_to_blocks
from gazette_cli.parsing.media import is_beacon


@pytest.mark.parametrize(
    ("url", "tracks"),
    [
        ("https://pixel.wp.com/b.gif?host=x", True),
        ("https://ad.doubleclick.net/anything", True),
        ("//ad.doubleclick.net:443/anything", True),
        ("https://feeds.port.example/~r/port/~4/abc", True),
        ("https://port.example/1x1.gif", True),
        ("https://port.example/img/port-rss-pixel.png?story=1", True),
        ("https://www.facebook.com/tr?id=1", True),
        ("https://port.example/wf/open?upn=me", True),
        ("https://port.example/images/google-pixel.png", False),
        ("https://port.example/a/b.png", False),
        ("https://notdoubleclick.net/a.png", False),
        ("https://doubleclick.net.port.example/a.png", False),
        ("https://www.facebook.com/travels/a.png", False),
        ("https://port.example/open/sea.jpg?from=//xiti.com/", False),
    ],
)
def test_a_tracker_is_known_by_its_address(url: str, tracks: bool) -> None:
    assert is_beacon(url) is tracks


def test_what_it_says_stays() -> None:
    html = '<p>Le port.</p><img src="https://ad.doubleclick.net/x.gif" alt="{}"><p>Fin.</p>'
    assert len(html_to_blocks(html.format(""))) == 2
    assert html_to_blocks(html.format("La digue"))[1] == Figure(None, "La digue")
