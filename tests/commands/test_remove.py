"""gazette remove: a source and its articles go, and nothing else does."""

import json
from collections.abc import Callable

import pytest

from tests.commands.subscribed import opened, subscribe
from tests.conftest import Gazette


def test_a_source_goes_with_its_articles_and_not_with_its_files(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    folder = library.write("pages/a.txt", make_page("Un phare", "Le premier.")).parent
    other = library.write("b.txt", make_page("Une bouée", "Le second."))
    library("add", str(folder), str(other))
    library("mark", "tag", "mer", "1-99")
    result = library("remove", "pages")
    assert (result.code, result.out) == (0, "removed pages: 1 article\n")
    assert (folder / "a.txt").exists()
    assert library("search", "phare").code == 1
    assert library("search", "bouée").code == 0
    assert library("list", "--count").out == "1\n"
    assert library("list", "--tag", "mer", "--count").out == "1\n"


def test_it_is_named_by_number_path_or_title(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    for number in range(3):
        library("add", str(library.write(f"f{number}.txt", make_page(f"Titre {number}", f"Texte {number}."))))
    first = library("sources", "--json").records[0]["id"]
    for name in (str(first), str(library.home / "f1.txt"), "F2.TXT"):
        assert library("remove", name).code == 0
    assert library("sources", "--json").out == ""


@pytest.mark.parametrize(
    "name",
    [
        *("https://www.Example.org/fil.xml/", "http://example.org/fil.xml", "example.org/fil.xml", "1"),
        *("https://camille:s3cr:et@example.org/fil.xml", "camille:s3cret@www.example.org:443/fil.xml/"),
        *("feed:https://example.org/fil.xml", "feed://example.org/fil.xml", "l'ECLAIR d'ete"),
    ],
)
def test_a_feed_is_named_by_url_number_or_title(library: Gazette, name: str) -> None:
    subscribe(library, "https://www.example.org/fil.xml", "L’Éclair d’été")
    subscribe(library, "https://www.example.org/Fil.xml", "Un autre")
    result = library("remove", name)
    assert (result.code, result.out) == (0, "removed L’Éclair d’été: 0 articles\n")
    assert [source["title"] for source in library("sources", "--json").records] == ["Un autre"]
    with opened(library) as db:
        assert db.execute("SELECT count(*) FROM feeds").fetchone() == (1,)


def test_a_password_that_was_typed_is_not_repeated(library: Gazette) -> None:
    subscribe(library, "https://example.org/fil.xml", "Le Port")
    for name in ("https://camille:s3cret@example.com/autre", "camille:s3cret@example.com/autre"):
        result = library("remove", name)
        assert result.code == 1
        assert "s3cret" not in result.err and "example.com/autre" in result.err


def test_a_number_stands_before_a_title(library: Gazette) -> None:
    subscribe(library, "https://a.example/rss", "2")
    subscribe(library, "https://b.example/rss", "Le Port")
    assert library("remove", "2").out == "removed Le Port: 0 articles\n"


def test_a_name_that_is_nearly_one(library: Gazette) -> None:
    subscribe(library, "https://harbour.example/rss.xml", "x" * 50_000)
    subscribe(library, "https://a.example/", "Ouest en ligne")
    assert "did you mean Ouest en ligne (number 2)?" in library("remove", "ouest-en-lgne").err
    assert "(number 1)?" in library("remove", "https://harbour.example/rss").err
    assert "`gazette sources` shows them" in library("remove", "tout autre chose").err


def test_seeds_is_the_bundled_edition_even_beside_a_folder_of_that_name(
    gazette: Gazette, make_page: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    gazette.write("seeds/a.txt", make_page("Un phare"))
    monkeypatch.chdir(gazette.home)
    gazette("add", "seeds")
    assert "bundled edition" in gazette("remove", "seeds").out
    assert [source["kind"] for source in gazette("sources", "--json").records] == ["folder"]
    assert gazette("remove", "seeds").code == 0


def test_an_article_that_another_source_delivers_stays(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    one = library.write("one/a.txt", make_page("Un phare")).parent
    two = library.write("two/a.txt", make_page("Un phare")).parent
    library("add", str(one), str(two))
    library("remove", "one")
    assert library("list", "--count").out == "1\n"
    assert [source["total"] for source in library("sources", "--json").records] == [1]
    library("remove", "two")
    assert library("list", "--count").out == "0\n"


def test_an_unknown_or_ambiguous_name_is_an_error(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    for place in ("one", "two"):
        library("add", str(library.write(f"{place}/same.txt", make_page(place, place))))
    result = library("remove", "same.txt")
    assert result.code == 1
    assert "several sources" in result.err
    result = library("remove", "nothing")
    assert result.code == 1
    assert "gazette sources" in result.err


def test_more_than_fifty_articles_are_asked_about(library: Gazette) -> None:
    rows = [json.dumps({"title": f"Titre {n}", "text": f"Texte {n}"}) for n in range(60)]
    library("add", str(library.write("many.jsonl", "\n".join(rows))))
    assert library("remove", "many.jsonl").code == 2
    assert library("list", "--count").out == "60\n"
    assert library("remove", "many.jsonl", "--yes").code == 0
    assert library("list", "--count").out == "0\n"
