"""Which entries are one article, over all that documents and their edits can say."""

import json

from gazette_cli.library.connection import open_library
from tests.conftest import Gazette
from tests.library.whole import assert_whole


def titles(gazette: Gazette) -> list[str]:
    return sorted(record["title"] for record in gazette("list", "--json", "--all").records)


def check(gazette: Gazette) -> None:
    with open_library(gazette.home / ".local/share/gazette/library.db") as db:
        assert_whole(db)


def test_a_feed_without_guids_that_grows_and_shrinks_doubles_nothing(library: Gazette) -> None:
    def write(numbers: list[int]) -> None:
        items = [{"title": f"Item {n}", "text": f"Text {n}."} for n in numbers]
        library.write("feeds/f.jsonl", "\n".join(map(json.dumps, items)))

    write([1])
    library("add", str(library.home / "feeds"))
    for numbers in ([1, 2], [2], [3, 2], [3, 1], [1]):
        write(numbers)
        library("list")
    assert titles(library) == ["Item 1", "Item 2", "Item 3"]
    check(library)


def test_guids_that_several_entries_share_overwrite_nothing(library: Gazette) -> None:
    def write(numbers: list[int]) -> None:
        items = [{"id": "same", "title": f"Item {n}", "content_text": f"Text {n}"} for n in numbers]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Liar", "items": items}
        library.write("feeds/f.json", json.dumps(feed))

    write([1, 2])
    library("add", str(library.home / "feeds"))
    for numbers in ([3, 1, 2], [4, 3, 1], [3], [1, 5]):
        write(numbers)
        library("list")
    assert titles(library) == [f"Item {n}" for n in (1, 2, 3, 4, 5)]
    check(library)


def test_a_feed_that_changes_all_its_guids_adds_nothing(library: Gazette) -> None:
    def write(salt: str) -> None:
        items = [{"id": f"{salt}{n}", "title": f"Item {n}", "content_text": f"Text {n}"} for n in range(5)]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Liar", "items": items}
        library.write("feeds/f.json", json.dumps(feed))

    for salt in ("a", "b", "a"):
        write(salt)
        library("add", str(library.home / "feeds"))
        assert library("list", "--count").out == "5\n"


def test_the_same_line_twice_is_one_article(library: Gazette) -> None:
    line = json.dumps({"title": "Un", "text": "Un texte.", "url": "https://example.org/1"})
    path = library.write("a.jsonl", f"{line}\n{line}\n{line}\n")
    assert "1 new, 0 updated, 2 unchanged" in library("add", str(path)).out


def test_a_readers_marks_are_not_undone_by_an_edited_export(library: Gazette) -> None:
    def write(text: str, **more: object) -> None:
        rows = [{"title": f"Titre {n}", "text": f"{text} {n}", "url": f"https://example.org/{n}",
                 "tags": ["mer"], **more} for n in range(2)]  # fmt: skip
        library.write("e.jsonl", "\n".join(map(json.dumps, rows)))

    write("Avant", read=True, starred=True)
    library("add", str(library.home / "e.jsonl"))
    library("mark", "unread", "1")
    library("mark", "unstar", "2")
    write("Après", read=True, starred=True)
    records = {record["id"]: record for record in library("list", "--json").records}
    assert [(records[n]["read"], records[n]["starred"]) for n in (1, 2)] == [(False, True), (True, False)]
    assert records[1]["summary"] == "Après 0"


def test_stated_tags_follow_the_file_and_the_readers_own_stay(library: Gazette) -> None:
    def write(text: str, *tags: str) -> None:
        library.write("p/a.md", f"---\ntags: [{', '.join(tags)}]\n---\n# Un\n\n{text}\n")

    def tags() -> list[str]:
        (record,) = library("list", "--json").records
        return sorted(record["tags"])

    write("Avant.", "mer", "phare", "port")
    library("add", str(library.home / "p"))
    library("mark", "tag", "vent", "1")
    library("mark", "tag", "port", "1")  # stated already: from now on the reader's too
    library("mark", "untag", "phare", "1")
    assert tags() == ["mer", "port", "vent"]
    write("Après.", "phare", "quai")
    assert tags() == ["port", "quai", "vent"]
    library("undo")  # untag phare: it was the file's word
    assert tags() == ["phare", "port", "quai", "vent"]
    write("Enfin.", "quai")
    assert tags() == ["port", "quai", "vent"]


def test_of_one_page_saved_twice_the_longer_text_stays(library: Gazette) -> None:
    def write(name: str, text: str) -> None:
        record = {"title": "Un phare", "text": text, "url": "https://example.org/phare"}
        library.write(f"p/{name}.jsonl", json.dumps(record))

    def text() -> str:
        (record,) = library("read", "--json", "--keep-unread", "1-9").records
        return str(record["text"])

    write("a", "Court.")
    library("add", str(library.home / "p"))
    write("b", "Un texte bien plus long.")
    library("list")
    assert text() == "Un texte bien plus long."
    write("a", "Court, mais corrigé.")
    library("list")
    assert text() == "Un texte bien plus long."
    write("b", "Un texte abrégé.")
    library("list")
    (library.home / "p/a.jsonl").unlink()
    write("b", "Bref.")
    library("list")
    assert text() == "Bref."
    check(library)


def test_the_same_article_as_text_and_as_html_is_one_when_the_words_agree(library: Gazette) -> None:
    library.write("p/a.html", "<html><head><title>Un phare</title></head><body><article><h1>Un phare</h1>"
                  "<p>Le phare est rallumé depuis lundi soir, dit le port.</p></article></body></html>")  # fmt: skip
    library.write("p/b.md", "# Un phare\n\nLe phare est rallumé depuis lundi soir, dit le port.\n")
    library("add", str(library.home / "p"))
    assert titles(library) == ["Un phare"]


def test_entries_without_a_text_are_told_by_address_and_date(library: Gazette) -> None:
    rows = [
        {"title": "Météo", "published": f"2024-05-0{day}T06:00:00Z", "url": f"https://example.org/{day}"}
        for day in (1, 2, 3)
    ]
    path = library.write("a.jsonl", "\n".join(map(json.dumps, rows)))
    assert "3 new" in library("add", str(path)).out
    assert library("add", str(path)).code == 0
    assert titles(library) == ["Météo"] * 3


def test_entries_of_one_headline_without_a_text_or_an_address_are_all_kept(library: Gazette) -> None:
    rows = [{"title": "Météo", "published": f"2024-05-0{day}T06:00:00Z"} for day in range(1, 6)]
    path = library.write("a.jsonl", "\n".join(map(json.dumps, rows)))
    assert "5 new" in library("add", str(path)).out
    library.write("a.jsonl", "\n".join(map(json.dumps, rows[1:])))
    assert titles(library) == ["Météo"] * 5
    assert len({record["published"] for record in library("list", "--json").records}) == 5


def test_what_a_feed_file_has_first_is_first_among_what_has_one_date(library: Gazette) -> None:
    items = "".join(f"<item><title>{title}</title></item>" for title in ("Third", "Second", "First"))
    path = library.write("f.xml", f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>")
    library("add", str(path))
    for command in (("list",), ("list", "--from", str(path))):
        assert [line.split("\t")[4] for line in library(*command).lines] == ["Third", "Second", "First"]
