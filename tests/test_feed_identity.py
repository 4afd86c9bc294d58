"""Feeds that call their entries nothing, or something else each time: nothing is lost, and nothing there twice."""

from collections.abc import Callable

import pytest

from tests.conftest import Gazette
from tests.server import Page, Server

Feed = Callable[..., bytes]

NOTICES = {
    "Avis de grand vent": "La préfecture maritime annonce un coup de vent de nord-ouest sur toute la côte.",
    "Avis aux navigateurs": "La bouée cardinale de l'entrée du chenal est éteinte depuis la nuit dernière.",
}


@pytest.fixture
def refreshed(library: Gazette, server: Server, make_feed: Feed) -> Callable[..., list[str]]:
    """Serve a feed of these items, subscribe to it or refresh it, and return the headlines of the library."""

    def refresh(*items: dict[str, str]) -> list[str]:
        server.pages["/feed"] = Page(make_feed("Phare", *items))
        first = not server.requests
        library(*(["add", server.url + "/feed"] if first else ["refresh", "--force", "--quiet"]))
        records = library("list", "--all", "--json").records
        return [record["title"] for record in records]

    return refresh


def nameless(date: str, more: str = "") -> list[dict[str, str]]:
    return [
        {"title": title, "description": text + more, "guid": "", "link": "", "pubDate": date}
        for title, text in NOTICES.items()
    ]


def test_what_has_no_name_and_is_dated_anew_each_time_is_no_new_article(
    refreshed: Callable[..., list[str]],
) -> None:
    refreshed(*nameless("Tue, 16 Jun 2026 08:00:00 GMT"))
    assert len(refreshed(*nameless("Wed, 17 Jun 2026 08:00:00 GMT"))) == 2


def test_what_has_no_name_and_is_edited_is_no_new_article(
    refreshed: Callable[..., list[str]], library: Gazette
) -> None:
    refreshed(*nameless("Tue, 16 Jun 2026 08:00:00 GMT"))
    assert len(refreshed(*nameless("Tue, 16 Jun 2026 08:00:00 GMT", " Prudence."))) == 2
    assert len(library("list", "--revised").lines) == 2


def test_a_bulletin_a_day_without_a_name_is_a_bulletin_a_day(refreshed: Callable[..., list[str]]) -> None:
    for day, text in enumerate(NOTICES.values(), 16):
        item = {"title": "Météo", "description": text, "pubDate": f"Tue, {day} Jun 2026 08:00:00 GMT"}
        titles = refreshed(item | {"guid": "", "link": ""})
    assert titles == ["Météo", "Météo"]


def test_what_a_feed_has_first_is_first_among_what_has_one_date(
    refreshed: Callable[..., list[str]],
) -> None:
    undated = [{"title": title, "pubDate": ""} for title in ("Third", "Second", "First")]
    assert refreshed(*undated) == ["Third", "Second", "First"]


def test_the_name_of_where_a_story_is_from_stays_when_that_delivers_it_too(
    library: Gazette, server: Server, make_feed: Feed
) -> None:
    story = {"title": "Rope news", "link": "https://rope.example/news", "guid": "urn:rope:1"}
    planet = make_feed("Planet", story | {"description": "Rope."})
    planet = planet.replace(b"</item>", b"<source url='https://rope.example/feed'>The Rope</source></item>")
    server.pages["/planet"] = Page(planet)
    server.pages["/rope"] = Page(
        make_feed("The Rope", story | {"description": "Rope, and a great deal more of it."})
    )
    library("add", server.url + "/planet")
    library("add", server.url + "/rope")
    [record] = library("list", "--json").records
    assert record["source"] == "The Rope"
    [record] = library("list", "--json", "--source", "The Rope").records
    assert record["summary"].startswith("Rope, and")


def test_a_feed_whose_articles_all_came_from_another_first_is_no_unknown_source(
    library: Gazette, server: Server, make_feed: Feed
) -> None:
    for name in ("One", "Two"):
        server.pages[f"/{name}"] = Page(make_feed(name, "The same story"))
        library("add", f"{server.url}/{name}")
    said = library("list", "--source", "Two").err
    assert "no source Two" not in said
    assert "One" in said
