"""Pictures are fetched from a real server, decoded in a real child, and kept; trackers are left alone."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from gazette_cli.blocks import Block, Figure, Paragraph, Quote, Span
from gazette_cli.config import DEFAULTS
from gazette_cli.fetching.picturecache import PictureCache
from gazette_cli.models import DATED_TIME, Article, Content, Picture, Reading
from gazette_cli.services.pictures import Illustrated, illustrate
from tests.conftest import NOW
from tests.server import Page, Server, serve
from tests.services.pictures import decode, encode, make_halves

RED, BLUE = (255, 0, 0), (0, 0, 255)


def make_reading(url: str | None, *blocks: Block, image: str | None = None) -> Reading:
    article = Article(
        1, "Le port", "Le Port", url, None, DATED_TIME, None, None, "fr", (), False, False, 9, 1, ""
    )
    return Reading(article, Content("", None, image=image), blocks)


@pytest.fixture
def fetch(server: Server, tmp_path: Path) -> Callable[..., Illustrated]:
    """Returns what fetches the pictures with these URLs, of an article that stands on the server."""

    def run(*urls: str, now: Any = NOW, cache: str = "", **named: Any) -> Illustrated:
        blocks = named.pop("blocks", [Figure(url, "") for url in urls])
        reading = make_reading(named.pop("base", server.url + "/news/1"), *blocks, **named)
        environ = {"HOME": str(tmp_path), "XDG_CACHE_HOME": cache}
        return illustrate(reading, config=DEFAULTS, environ=environ, now=now)

    return run


def show(body: bytes, **named: Any) -> Page:
    return Page(body=body, content_type="image/png", **named)


def reasons(done: Illustrated) -> list[str]:
    return [failure.reason for failure in done.failures]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP"])
def test_a_picture_is_fetched_and_becomes_a_png(
    server: Server, fetch: Callable[..., Illustrated], kind: str
) -> None:
    server.pages["/news/quay"] = show(encode(make_halves(), kind))
    done = fetch("quay")
    picture = done.reading.pictures["quay"]
    assert (done.failures, done.wanted, picture.width, picture.height) == ((), 1, 40, 20)
    image = decode(picture.png)
    assert image.mode == "RGB"
    for spot, color in (((3, 2), RED), ((36, 17), BLUE)):
        pixel = image.getpixel(spot)
        assert isinstance(pixel, tuple)
        assert all(abs(one - other) < 12 for one, other in zip(pixel, color, strict=True)), (spot, pixel)


def test_nothing_is_told_of_the_reader(server: Server, fetch: Callable[..., Illustrated]) -> None:
    server.pages["/a.png"] = show(encode(make_halves()), headers={"Set-Cookie": "who=you"})
    server.pages["/b.png"] = show(encode(make_halves()))
    fetch("/a.png", f"{server.url.replace('://', '://me:secret@')}/b.png#top")
    assert {asked.path for asked in server.requests} == {"/a.png", "/b.png"}
    for asked in server.requests:
        assert asked.headers["accept"].startswith("image/")
        assert not {"cookie", "referer", "authorization"} & asked.headers.keys()


def test_each_is_asked_for_once_and_the_next_time_not_at_all(
    server: Server, fetch: Callable[..., Illustrated]
) -> None:
    server.pages["/a.png"] = show(encode(make_halves()))
    nested = Quote((Figure(f"{server.url}/a.png", "the quay"), Paragraph((Span("said she"),))))
    for _ in range(2):
        done = fetch(blocks=[Figure("/a.png", ""), nested, Figure("/lost.png", "")])
        assert set(done.reading.pictures) == {"/a.png", f"{server.url}/a.png"}
        assert (reasons(done), done.wanted) == (["the server answers 404"], 2)
    assert (server.count("/a.png"), server.count("/lost.png")) == (1, 1)
    fetch("/lost.png", now=NOW + timedelta(hours=13))
    assert server.count("/lost.png") == 2


def test_without_a_cache_it_is_fetched_again(
    server: Server, fetch: Callable[..., Illustrated], tmp_path: Path
) -> None:
    server.pages["/a.png"] = show(encode(make_halves()))
    (tmp_path / "file").write_text("no folder")
    for _ in range(2):
        assert fetch("/a.png", cache=str(tmp_path / "file")).reading.pictures
    assert server.count("/a.png") == 2


def test_what_only_looks_like_a_picture_is_none(server: Server, fetch: Callable[..., Illustrated]) -> None:
    jpeg = encode(Image.effect_noise((300, 300), 80), "JPEG")
    bodies = {
        "page": (b"<!DOCTYPE html><p>Please log in", "a page, not a picture"),
        "svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
        "cut": (jpeg[: len(jpeg) // 3], "damaged"),
        "junk": (b"\x89PNG\r\n\x1a\n" + bytes(500), "no picture that can be read"),
        "tiff": (encode(make_halves(), "TIFF"), "no picture that can be read"),
        "none": (b"", "empty"),
        # A few kilobytes that would be 48 million pixels.
        "bomb": (
            encode(Image.new("1", (8_000, 6_000))),
            "too large (8,000 × 6,000 pixels)",
        ),
    }
    server.pages |= {f"/{name}": show(body) for name, (body, _) in bodies.items()}
    done = fetch(*(f"/{name}" for name in bodies))
    assert not done.reading.pictures
    told = {failure.url.rpartition("/")[2]: failure.reason for failure in done.failures}
    assert told == {name: reason for name, (_, reason) in bodies.items()}


def test_what_is_too_large_or_too_late_is_left(
    server: Server, fetch: Callable[..., Illustrated], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gazette_cli.services.pictures._LARGEST", 50_000)
    monkeypatch.setattr("gazette_cli.services.pictures._SECONDS", 0.3)
    server.pages["/large"] = show(bytes(60_000))
    server.pages["/slow"] = show(encode(make_halves()), delay=20)
    server.pages["/fine"] = show(encode(make_halves()))
    done = fetch("/slow", "/large", "/fine")
    assert list(done.reading.pictures) == ["/fine"]
    assert sorted(reasons(done))[0].startswith("larger than ")
    assert sorted(reasons(done))[1] in ("not done in 0.3 s", "not here in 0.3 s")
    # Who was late may be quicker next time.
    fetch("/slow", "/large")
    assert (server.count("/slow"), server.count("/large")) == (2, 1)


def test_an_article_has_so_many_pictures_and_bytes_at_most(
    server: Server, fetch: Callable[..., Illustrated], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"/{number}.png" for number in range(30)]
    body = encode(make_halves())
    server.pages |= dict.fromkeys(names, show(body))
    assert list(fetch(*names).reading.pictures) == names[:24]
    assert len(server.requests) == 24
    monkeypatch.setattr("gazette_cli.services.pictures._MOST_BYTES", 2 * len(body))
    done = fetch(*names[24:], *names[:3])
    assert names[0] in done.reading.pictures
    assert "too much for one article" in reasons(done)


def test_trackers_are_not_asked_and_pixels_not_shown(
    server: Server, fetch: Callable[..., Illustrated]
) -> None:
    server.pages["/a.gif"] = show(encode(Image.new("RGB", (1, 1)), "GIF"))
    server.pages["/thin.gif"] = show(encode(Image.new("RGB", (600, 2)), "GIF"))
    done = fetch(
        "/a.gif",
        "/thin.gif",
        "/spacer.gif",
        "/tracking/rss-pixel.png?id=42",
        "/track/open?id=7",
        "mailto:a@b.example",
    )
    assert (done.reading.pictures, done.failures) == ({}, ())
    assert {asked.path for asked in server.requests} == {"/a.gif", "/thin.gif"}


def test_a_page_of_the_internet_does_not_make_us_ask_at_home(fetch: Callable[..., Illustrated]) -> None:
    with serve() as router:
        router.pages["/reboot"] = show(encode(make_halves()))
        for base in ("https://port.example/news/1", None):
            done = fetch(router.url + "/reboot", base=base)
            assert reasons(done) == ["its address is private, which is refused"]
        assert not router.requests


def test_a_redirect_is_followed(server: Server, fetch: Callable[..., Illustrated]) -> None:
    server.pages["/old"] = Page(redirect="/new", status=301)
    server.pages["/new"] = show(encode(make_halves()))
    assert fetch("/old").reading.pictures["/old"].width == 40


def test_the_feeds_picture_stands_for_those_that_a_text_lacks(
    server: Server, fetch: Callable[..., Illustrated]
) -> None:
    server.pages |= {"/given": show(encode(make_halves())), "/own": show(encode(make_halves()))}
    text = Paragraph((Span("Le port."),))
    done = fetch(blocks=[text], image="/given")
    assert list(done.reading.pictures) == ["/given"]
    assert done.reading.blocks == (Figure("/given", ""), text)
    done = fetch(blocks=[text, Figure("/own", "")], image="/given")
    assert list(done.reading.pictures) == ["/own"]


def test_what_has_come_is_shown_when_the_reader_will_not_wait(
    server: Server, fetch: Callable[..., Illustrated], tmp_path: Path
) -> None:
    server.pages["/a.png"] = show(encode(make_halves()))
    server.pages["/slow"] = show(encode(make_halves()), delay=20)
    fetch("/a.png")

    def give_up(asked: Any) -> Page:
        import signal

        os.kill(os.getpid(), signal.SIGINT)
        return server.pages["/slow"]  # type: ignore[return-value]

    server.pages["/b.png"] = give_up
    done = fetch("/a.png", "/b.png", "/slow")
    assert done.stopped
    assert list(done.reading.pictures) == ["/a.png"]


def test_the_cache_keeps_below_its_limit_and_forgets_the_oldest(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "pictures"
    png = encode(make_halves())
    for hour, url in enumerate(["a", "b", "c"]):
        PictureCache(folder, hour * 3600.0).keep(url, Picture(png, 40, 20))
    PictureCache(folder, 4 * 3600.0).find("a")
    (folder / "unfinished.part").write_bytes(png)
    os.utime(folder / "unfinished.part", (0, 0))
    cache = PictureCache(folder, 5 * 3600.0, limit=2 * len(png))
    cache.trim()
    assert [url for url in "abc" if cache.find(url)] == ["a", "c"]
    assert len(list(folder.iterdir())) == 2
    assert cache.find("a") == Picture(png, 40, 20)
    assert folder.stat().st_mode & 0o77 == 0


def test_a_damaged_cache_is_none(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, 1000.0)
    cache.keep("a", Picture(encode(make_halves()), 40, 20))
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-5])
    assert cache.find("a") is None
    file.write_bytes(b"GIF89a")
    assert cache.find("a") is None
