"""gazette sources: what is read, and how much came of it."""

from tests.conftest import Gazette


def test_sources_and_their_counts(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    library.write("pages/a.txt", make_page("Un", "Le premier."))
    library.write("pages/b.txt", make_page("Deux", "Le second."))
    single = library.write("c.txt", make_page("Trois", "Le troisième."))
    library("add", str(library.home / "pages"), str(single))
    library("read", "a")
    folder, file = library("sources", "--json").records
    assert list(folder) == ["id", "kind", "title", "location", "total", "unread", "added"]
    assert (folder["kind"], folder["title"], folder["total"], folder["unread"]) == ("folder", "pages", 2, 1)
    assert folder["location"] == str(library.home / "pages")
    assert (file["kind"], file["title"], file["total"], file["unread"]) == ("file", "c.txt", 1, 1)
    assert [line.split("\t")[0] for line in library("sources").lines] == [str(folder["id"]), str(file["id"])]
    screen = library("sources", COLUMNS="80")
    assert "pages" in screen.out
    assert all(len(line) <= 80 for line in screen.lines)


def test_a_newcomer_has_the_bundled_edition(gazette: Gazette) -> None:
    (seeds,) = gazette("sources", "--json").records
    assert (seeds["kind"], seeds["location"]) == ("seeds", "seeds")
    assert seeds["total"] == len(gazette("list", "--all").lines)


def test_without_sources_it_says_how_to_add_one(library: Gazette) -> None:
    result = library("sources")
    assert (result.code, result.out) == (0, "")
    assert "gazette add PATH" in result.err
