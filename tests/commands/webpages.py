"""Feeds and pages for the tests of commands, and a server that has some."""

from collections.abc import Iterator

import pytest

from tests.conftest import Gazette
from tests.server import Page, Server, serve


def make_feed(title: str = "Harbour Times", count: int = 3) -> bytes:
    items = "".join(
        f"<item><guid>{title}-{n}</guid><title>{title} {n}</title><description>Text {n}.</description></item>"
        for n in range(count)
    )
    return f"<rss version='2.0'><channel><title>{title}</title>{items}</channel></rss>".encode()


def make_entity_bomb() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE rss [<!ENTITY a0 "aaaaaaaaaa">{entities}]>{make_feed("&a9;").decode()}'.encode()


def make_page(head: str = "", body: str = "") -> Page:
    html = f"<html><head><title>Welcome</title>{head}</head><body><p>Hello.</p>{body}</body></html>"
    return Page(body=html.encode(), content_type="text/html; charset=utf-8")


def link(href: str, title: str = "", kind: str = "application/rss+xml") -> str:
    return f'<link rel="alternate" type="{kind}" href="{href}" title="{title}">'


@pytest.fixture
def server() -> Iterator[Server]:
    with serve() as server:
        server.pages["/feed"] = Page(body=make_feed())
        server.pages["/other"] = Page(body=make_feed("Le Port", 2))
        yield server


def list_urls(library: Gazette) -> list[str]:
    return [record["location"] for record in library("sources", "--json").records]
