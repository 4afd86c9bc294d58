"""gazette diff: what a source has changed since an article came."""

import json
from datetime import timedelta

import pytest

from tests.conftest import Gazette


def write(gazette: Gazette, title: str, text: str) -> None:
    items = [
        {"id": "2", "url": "https://port.example/2", "title": "Les marées", "content_text": "Haute à midi."},
        {"id": "1", "url": "https://port.example/1", "title": title, "content_text": text},
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Le Port", "items": items}
    gazette.write("feeds/f.json", json.dumps(feed))


@pytest.fixture
def revised(library: Gazette) -> Gazette:
    """Two articles, of which the first was changed twice."""
    write(library, "Le bac repart", "Le bac part à six heures.\n\nIl fait froid.")
    library("add", str(library.home / "feeds"))
    for title, hour in (("Le bac repart", "sept"), ("Le bac est reparti", "huit")):
        library.now += timedelta(hours=1)
        write(library, title, f"Le bac part à {hour} heures.\n\nIl fait froid.")
        library("list")
    return library


def test_the_last_change_in_a_pipe(revised: Gazette) -> None:
    result = revised("diff", "1")
    assert (result.code, result.err) == (0, "")
    assert result.lines == [
        "Le bac [-repart-]{+est reparti+}",
        "1 · Le Port · 17 June 2026, 14:00 (UTC+02:00) · just now",
        "",
        "Le bac part à [-sept-]{+huit+} heures.",
        "",
        "Il fait froid.",
    ]


def test_all_changes_the_oldest_first(revised: Gazette) -> None:
    out = revised("diff", "--all", "1").out
    assert out.index("[-six-]{+sept+}") < out.index("[-sept-]{+huit+}")


def test_two_articles_stand_apart(revised: Gazette) -> None:
    write(revised, "Le bac", "Le bac part à huit heures.\n\nIl fait chaud.")
    feed = json.loads((revised.home / "feeds/f.json").read_text())
    feed["items"][0]["content_text"] = "Haute à minuit."
    revised.write("feeds/f.json", json.dumps(feed))
    revised("list")
    lines = revised("diff", "1-2").lines
    second = lines.index("Les marées")
    assert lines[second - 3 : second] == ["Il fait [-froid.-]{+chaud.+}", "", ""]
    assert [record["id"] for record in revised("diff", "--json", "1-2").records] == [1, 2]


def test_json_is_an_object_a_change(revised: Gazette) -> None:
    first, second = revised("diff", "--all", "--json", "1").records
    assert (first["at"], first["title_before"], first["title_after"]) == (
        "2026-06-17T11:00:00+00:00",
        "Le bac repart",
        "Le bac repart",
    )
    assert first["changes"] == [{"before": "six", "after": "sept"}]
    assert (second["id"], second["title_after"]) == (1, "Le bac est reparti")
    assert revised("diff", "--json", "1").records == [second]


@pytest.mark.parametrize("width", [20, 80])
def test_a_terminal_shows_it_in_colours_and_signs(revised: Gazette, width: int) -> None:
    out = revised("--color", "always", "diff", "1", COLUMNS=str(width)).out
    assert "\x1b[9m[-sept-]" in out
    assert "\x1b[1;35m{+huit+}" in out


def test_where_nothing_was_changed_it_says_so(revised: Gazette) -> None:
    result = revised("diff", "2")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("gazette: article 2 is as it came\n")
    several = revised("diff", "1-2")
    assert (several.code, several.err) == (0, "gazette: article 2 is as it came\n")
    assert "huit" in several.out
    assert revised("diff", "99").code == 1
    assert revised("diff").code == 2


def test_what_was_revised_can_be_listed_and_searched(revised: Gazette) -> None:
    assert [record["id"] for record in revised("list", "--revised", "--json").records] == [1]
    assert revised("search", "--count", "bac is:revised").out == "1\n"
    assert revised("search", "--count", "marées -is:revised").out == "1\n"
    assert revised("search", "marées is:revised").code == 1
