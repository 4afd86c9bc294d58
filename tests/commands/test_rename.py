"""gazette rename: what a source is called here."""

import pytest

from gazette_cli.library import feeds
from tests.commands.subscribed import deliver, opened, subscribe
from tests.conftest import Gazette


def titles(gazette: Gazette) -> list[str]:
    return [source["title"] for source in gazette("sources", "--json").records]


def test_any_source_can_be_called_something_else(gazette: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    gazette("add", str(gazette.write("pages/a.txt", make_page("Un phare")).parent))
    result = gazette("rename", "PAGES", "Mes  pages")
    assert (result.code, result.out) == (0, "pages is now called Mes pages\n")
    assert gazette("rename", "seeds", "Pour commencer").code == 0
    assert set(titles(gazette)) == {"Pour commencer", "Mes pages"}
    # It is found by its new name only, and its articles are as well.
    assert gazette("rename", "pages2", "x").code == 1
    assert gazette("rename", "mes pages", "Pages d'ici").code == 0


def test_articles_bear_the_new_name(library: Gazette) -> None:
    number = subscribe(library, "https://a.example/rss", "Le Port")
    deliver(library, number, 2)
    library("rename", str(number), "La Rade")
    assert library("list", "--source", "la rade", "--count").out == "2\n"
    assert library("list", "--json").records[0]["source"] == "La Rade"


def test_a_feed_keeps_the_name_whatever_it_calls_itself(library: Gazette) -> None:
    number = subscribe(library, "https://a.example/rss", own_title="Flux officiel", title="Flux officiel")
    library("rename", str(number), "Le Port")
    with opened(library) as db:
        known = feeds.get_subscription(db, number)
    assert known is not None
    assert (known.title, known.titled, known.own_title) == ("Le Port", True, "Flux officiel")


def test_the_empty_name_is_the_sources_own(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    number = subscribe(library, "https://a.example/rss", "Le Port", own_title="Flux officiel")
    unread = subscribe(library, "https://b.example/rss", "Autre")
    library("add", str(library.write("pages/a.txt", make_page("Un phare"))))
    library("rename", "a.txt", "Un fichier")
    assert library("rename", str(number), "").out == "Le Port is now called Flux officiel\n"
    assert library("rename", str(unread), " ").code == 0
    assert library("rename", "Un fichier", "").code == 0
    assert titles(library) == ["Flux officiel", "https://b.example/rss", "a.txt"]
    with opened(library) as db:
        known = feeds.get_subscription(db, number)
    assert known is not None and not known.titled


def test_the_bundled_edition_has_no_other_name(gazette: Gazette) -> None:
    assert gazette("rename", "seeds", "").code == 2


@pytest.mark.parametrize("title", ["x" * 201, "\x1b[31m", "\u202e"])
def test_a_name_that_is_none(library: Gazette, title: str) -> None:
    subscribe(library, "https://a.example/rss", "Le Port")
    assert library("rename", "Le Port", title).code == 2
    assert titles(library) == ["Le Port"]


def test_an_unknown_source(library: Gazette) -> None:
    subscribe(library, "https://a.example/rss", "Le Port")
    result = library("rename", "Le Prot", "x")
    assert result.code == 1
    assert "did you mean Le Port (number 1)?" in result.err
