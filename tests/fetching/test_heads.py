"""The last head of an answer counts, as far as it came whole."""

from gazette_cli.fetching.heads import read_head

TUNNEL = b"HTTP/1.1 200 OK\r\nVia: proxy\r\nLocation: /tunnel\r\n\r\n"
EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </style>\r\n\r\n"
FINAL = b"HTTP/2 301\r\nLocation: /a\r\nlocation: /b\r\nETag: x\r\nno colon\r\n\r\n"
TRAILER = b"ETag: y\r\n\r\n"


def test_the_last_head_counts_and_nothing_around_it() -> None:
    head = read_head(TUNNEL + EARLY + FINAL + TRAILER)
    assert head.status == 301
    assert head.headers == {"location": "/a, /b", "etag": "x"}
    assert head.location == "/a"


def test_a_head_that_is_not_whole_is_none() -> None:
    for raw in (
        b"",
        EARLY,
        FINAL[:-2],
        TUNNEL + FINAL[:-2],
        b"HTTP/1.1\r\n\r\n",
        b"HTTP/1.1 x\r\n\r\n",
        b"\r\n",
    ):
        assert read_head(raw).status == 0


def test_letters_of_either_age() -> None:
    raw = "HTTP/1.1 200 OK\r\nX: é\r\n".encode() + "Y: é\r\n\r\n".encode("latin-1")
    assert read_head(raw).headers == {"x": "é", "y": "é"}
