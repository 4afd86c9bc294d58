"""gazette tag-source: the reader's tags on sources."""

import pytest

from tests.commands.subscribed import subscribe
from tests.conftest import Gazette


@pytest.fixture
def feeds(library: Gazette) -> Gazette:
    """Two feeds, numbers 1 and 2."""
    subscribe(library, "https://a.example/rss", "Le Port")
    subscribe(library, "https://b.example/rss", "La Rade")
    return library


def tags(gazette: Gazette) -> list[list[str]]:
    return [source["tags"] for source in gazette("sources", "--json").records]


def test_tags_go_on_and_off(feeds: Gazette) -> None:
    result = feeds("tag-source", "presse", "Le Port", "2")
    assert (result.code, result.out) == (0, "tagged presse: 2 sources\n")
    assert feeds("tag-source", "mer", "b.example/rss").out == "tagged mer: 1 source\n"
    assert tags(feeds) == [["presse"], ["mer", "presse"]]
    assert feeds("tag-source", "PRESSE", "1", "1").out == "tagged PRESSE: 0 sources, 1 already so\n"
    result = feeds("tag-source", "--remove", "Presse", "1")
    assert (result.code, result.out) == (0, "took Presse off 1 source\n")
    assert tags(feeds) == [[], ["mer", "presse"]]


def test_any_kind_of_source(gazette: Gazette) -> None:
    assert gazette("tag-source", "début", "seeds").code == 0
    assert tags(gazette) == [["début"]]


def test_folders_are_tags_with_slashes(feeds: Gazette) -> None:
    feeds("tag-source", " presse /  régionale du  nord/", "1")
    assert tags(feeds)[0] == ["presse/régionale du nord"]


def test_a_slash_in_a_name_stays_doubled(feeds: Gazette) -> None:
    """As an import writes it: the tag can be taken off again by its name."""
    feeds("tag-source", "Est//Ouest/ mer", "1")
    assert tags(feeds)[0] == ["Est//Ouest/mer"]
    assert feeds("tag-source", "--remove", "Est//Ouest/mer", "1").code == 0


@pytest.mark.parametrize("tag", ["", " / ", "a\nb\x1b", "x" * 101, "\x07"])
def test_what_is_no_tag(feeds: Gazette, tag: str) -> None:
    assert feeds("tag-source", tag, "1").code == 2
    assert tags(feeds) == [[], []]


def test_a_wrong_name_changes_nothing(feeds: Gazette) -> None:
    assert feeds("tag-source", "presse", "1", "rien").code == 1
    assert tags(feeds) == [[], []]


def test_a_tag_that_is_not_there(feeds: Gazette) -> None:
    result = feeds("tag-source", "--remove", "presse", "1")
    assert result.code == 1
    assert "Le Port is not tagged presse" in result.err
    assert feeds("tag-source", "presse").code == 2


def test_shells_complete_the_tag_then_sources(feeds: Gazette) -> None:
    feeds("tag-source", "presse/nord", "1")

    def ask(line: str) -> list[str]:
        told = feeds.process(
            _GAZETTE_COMPLETE="complete_fish",
            _TYPER_COMPLETE_FISH_ACTION="get-args",
            _TYPER_COMPLETE_ARGS=line,
        )
        return [one.split("\t")[0] for one in told.lines if one]

    assert ask("gazette tag-source pr") == ["presse/nord"]
    assert ask("gazette tag-source presse/nord La") == ["La Rade"]
    assert ask("gazette sources --tag ") == ["presse/nord"]
    assert ask("gazette rename Le") == ["Le Port"]
    assert "tag-source" in ask("gazette ta")
