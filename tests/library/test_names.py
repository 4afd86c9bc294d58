"""Names that lie or are missing: an entry is the article that it was, and none takes the place of another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.library.press import Press, item, open_press

SEA = "Le vent tourne au nord et la mer reste forte devant le phare jusqu'au soir, avec des grains sur {}."
TOWN = "Une place de marché change de nom, et les commerçants du quartier attendent {} depuis longtemps."


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    with open_press(tmp_path) as press:
        yield press


def test_numbers_for_guids_are_names_of_nothing_even_of_texts_of_one_mould(press: Press) -> None:
    press.deliver("a", *(item(n, guid=str(9 - n), text=SEA.format(n)) for n in (9, 8, 7)))
    before = {article.title: number for number, article in press.articles().items()}
    press.deliver("a", *(item(n, guid=str(11 - n), text=SEA.format(n)) for n in (11, 10, 9)))
    after = {article.title: number for number, article in press.articles().items()}
    assert {title: after.get(title) for title in before} == before
    assert len(after) == 5


@pytest.mark.parametrize("guid", ["{}", "entry-{}"])
def test_numbers_for_guids_without_a_link_overwrite_nothing(press: Press, guid: str) -> None:
    texts = {
        1: SEA,
        2: TOWN,
        3: "Trois bateaux rentrent au port avant la nuit, chargés de sardines et de crabes.",
    }
    press.deliver(
        "a", *(item(n, guid=guid.format(place), text=texts[n], url="") for place, n in enumerate((2, 1)))
    )
    press.deliver(
        "a", *(item(n, guid=guid.format(place), text=texts[n], url="") for place, n in enumerate((3, 2)))
    )
    assert sorted(press.titles()) == ["Titre 1", "Titre 2", "Titre 3"]


def test_numbers_for_guids_without_a_link_overwrite_nothing_of_another_day(press: Press) -> None:
    for stories in ((3, 2, 1), (5, 4, 3)):
        items = (item(n, guid=str(place), text=SEA.format(n), url="") for place, n in enumerate(stories))
        press.deliver("a", *items, days=stories)
    assert sorted(press.titles()) == [f"Titre {n}" for n in range(1, 6)]


def test_an_edit_without_a_link_is_an_edit(press: Press) -> None:
    press.deliver("a", item(1, guid="tag:a,1", url="", text=SEA.format("la côte")))
    press.deliver("a", item(1, guid="tag:a,1", url="", title="Autre titre", text=SEA.format("toute la côte")))
    assert press.titles() == ["Autre titre"]
