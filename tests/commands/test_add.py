"""gazette add: files and folders in, the same thing once, bad ones reported."""

import gzip
import json
import os
import shutil
import unicodedata
from pathlib import Path

import pytest

from tests.conftest import Gazette


def test_a_folder_is_read_with_all_below_it(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    library.write("pages/a.txt", make_page("Un phare rallumé"))
    library.write("pages/2024/deep/b.md", "# A lighthouse\n\nIt is lit again.\n")
    library.write("pages/.hidden/c.txt", make_page("Caché"))
    library.write("pages/picture.png", b"\x89PNG\r\n\x1a\n")
    result = library("add", str(library.home / "pages"))
    assert (result.code, result.err) == (0, "")
    assert "2 new" in result.out
    assert {record["title"] for record in library("list", "--json").records} == {
        "Un phare rallumé",
        "A lighthouse",
    }


def test_the_same_thing_twice_adds_nothing(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    page = library.write("pages/a.txt", make_page("Un phare rallumé"))
    for path in (page.parent, page.parent, page, page):
        assert library("add", str(path)).code == 0
    copy = library.write("elsewhere/copy.txt", page.read_bytes())
    assert "0 new" in library("add", str(copy)).out
    assert library("list", "--count").out == "1\n"


def test_two_pages_that_share_a_title_are_two(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    library.write("pages/a.txt", make_page("Bulletin", "Du vent."))
    library.write("pages/b.txt", make_page("Bulletin", "Du soleil."))
    library.write("pages/c.txt", make_page("Bulletin", "Du vent.", date="15 septembre 2023 22:35"))
    assert "3 new" in library("add", str(library.home / "pages")).out


def test_a_file_dropped_in_shows_in_the_next_list(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    library.write("pages/a.txt", make_page("Un"))
    library("add", str(library.home / "pages"))
    library.write("pages/sub/b.txt", make_page("Deux"))
    assert library("list", "--count").out == "2\n"
    assert library("search", "deux").code == 0


def test_an_edited_file_keeps_id_read_star_and_the_readers_tags(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    page = library.write("pages/a.txt", make_page("Avant", "Le texte d'hier."))
    library("add", str(page.parent))
    library("mark", "star", "latest")
    library("mark", "tag", "à relire", "latest")
    (before,) = library("list", "--json").records
    library("read", "latest")
    page.write_text(make_page("Après", "Le texte d'aujourd'hui, plus long."))
    (after,) = library("list", "--json").records
    assert after["title"] == "Après"
    assert (after["id"], after["read"], after["starred"], after["tags"]) == (
        before["id"],
        True,
        True,
        ["à relire"],
    )
    assert library("search", "hier").code == 1
    assert library("search", "aujourd'hui").code == 0


def test_a_deleted_file_leaves_its_article(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    page = library.write("pages/a.txt", make_page("Un"))
    library.write("pages/b.txt", make_page("Deux"))
    library("add", str(page.parent))
    page.unlink()
    assert library("list", "--count").out == "2\n"
    page.write_text(make_page("Un"))
    assert library("list", "--count").out == "2\n"


def test_a_folder_that_is_gone_leaves_its_articles_and_is_said(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    page = library.write("pages/a.txt", make_page("Un"))
    library("add", str(page.parent))
    shutil.rmtree(page.parent)
    result = library("list")
    assert result.code == 0
    assert "Un" in result.out
    assert "pages: no such file or folder" in result.err


def test_a_renamed_file_is_the_same_article(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    page = library.write("pages/a.txt", make_page("Un"))
    library("add", str(page.parent))
    page.rename(page.parent / "other.txt")
    assert library("list", "--count").out == "1\n"


def test_of_two_copies_the_edited_one_becomes_another_article(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    library.write("pages/a.txt", make_page("Un"))
    copy = library.write("pages/b.txt", make_page("Un"))
    library("add", str(copy.parent))
    assert library("list", "--count").out == "1\n"
    copy.write_text(make_page("Un", "Un tout autre texte."))
    assert {record["title"] for record in library("list", "--json").records} == {"Un"}
    assert library("list", "--count").out == "2\n"


def test_one_bad_file_of_many_is_reported_and_skipped(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    for number in range(30):
        library.write(f"pages/{number}.txt", make_page(f"Page {number}", f"Le texte {number}."))
    library.write("pages/bad.txt", bytes(range(256)) * 50)
    library.write("pages/empty.txt", b"")
    result = library("add", str(library.home / "pages"))
    assert result.code == 3
    assert "30 new" in result.out
    assert "2 failed" in result.out
    assert "bad.txt: " in result.err
    assert "empty.txt: " in result.err
    assert "Traceback" not in result.err
    again = library("list", "--count")
    assert (again.out, again.err) == ("30\n", "")


@pytest.mark.parametrize("name", ["missing.txt", "empty.txt", "picture.png", "nothing"])
def test_what_can_not_be_added_is_one_line_and_changes_nothing(library: Gazette, name: str) -> None:
    library.write("empty.txt", b"")
    library.write("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200))
    (library.home / "nothing").mkdir()
    result = library("add", str(library.home / name))
    assert result.code == 1
    assert result.out == ""
    first, *hint = result.err.splitlines()
    assert first.startswith("gazette: ")
    assert name in first
    assert len(hint) <= 1
    assert library("sources", "--json").out == ""


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anything")
def test_a_folder_without_read_right_is_one_line(library: Gazette) -> None:
    folder = library.home / "closed"
    folder.mkdir(mode=0)
    result = library("add", str(folder))
    assert result.code == 1
    assert "permission denied" in result.err


def test_standard_input_is_added_once(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    page = make_page("Un").encode()
    assert "1 new" in library("add", "-", stdin=page).out
    assert "0 new" in library("add", "-", stdin=page).out
    assert library("add", "-", stdin=b"").code == 1


def test_an_export_imports_and_adds_nothing_where_it_came_from(
    library: Gazette, make_page, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    library.write("pages/a.txt", make_page("Un", "Le texte du un.\n\nEt sa suite."))
    library.write(
        "pages/b.md",
        "---\ntags: [mer, phare]\nlang: en\ndate: 2024-05-06\n---\n# Two\n\nA text with [a link](https://example.org/).\n",
    )
    library.write("pages/c.txt", "Sans date ni rien\n\nUn texte.\n")
    library("add", str(library.home / "pages"))
    library("mark", "star", "1-99")
    library("read", "latest")
    exported = library("read", "--json", "--keep-unread", "1-99")
    export = library.write("export.jsonl", exported.out)
    assert "0 new" in library("add", str(export)).out

    other = Gazette(tmp_path / "other").empty()
    assert "3 new" in other("add", str(export)).out
    theirs = [
        {**record, "id": 0, "path": ""} for record in other("read", "--json", "--keep-unread", "1-99").records
    ]
    ours = [{**record, "id": 0, "path": ""} for record in exported.records]
    key = lambda record: record["title"]  # noqa: E731
    for their, our in zip(sorted(theirs, key=key), sorted(ours, key=key), strict=True):
        assert their == our


def test_gzipped_files_and_decomposed_accents(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    page = unicodedata.normalize("NFD", make_page("Été à Orléans"))
    library.write("pages/a.txt.gz", gzip.compress(page.encode()))
    library("add", str(library.home / "pages"))
    assert library("list", "--json").records[0]["title"] == "Été à Orléans"
    assert library("search", "orleans").code == 0


def test_a_feed_file_gives_an_article_an_entry_and_grows(library: Gazette) -> None:
    def write(numbers: range) -> None:
        items = "".join(
            f"<item><guid>{n}</guid><title>Item {n}</title><description>Text of {n}.</description>"
            f"<pubDate>Tue, 02 Jan 2024 10:{n:02}:00 +0100</pubDate></item>"
            for n in numbers
        )
        library.write(
            "feeds/f.xml", f"<rss version='2.0'><channel><title>Harbour</title>{items}</channel></rss>"
        )

    write(range(3))
    assert "3 new" in library("add", str(library.home / "feeds")).out
    write(range(2, 6))
    records = library("list", "--json").records
    assert [record["title"] for record in records] == [f"Item {n}" for n in (5, 4, 3, 2, 1, 0)]
    assert {record["source"] for record in records} == {"Harbour"}
    assert records[0]["published"] == "2024-01-02T10:05:00+01:00"


def test_entries_that_lie_about_their_guid_are_all_kept_and_stay(library: Gazette) -> None:
    items = [{"id": "same", "title": f"Item {n}", "content_text": f"Text {n}"} for n in range(3)]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Liar", "items": items}
    path = library.write("f.json", json.dumps(feed))
    assert "3 new" in library("add", str(path)).out
    os.utime(path, (1, 1))
    assert library("list", "--count").out == "3\n"


def test_an_undated_file_has_its_files_time_and_is_marked(library: Gazette) -> None:
    path = library.write("note.txt", "Un titre\n\nUn texte sans date.\n")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    library("add", str(path))
    assert library("list").out.split("\t")[2].startswith("~2023-11-14")
    assert library("list", "--json").records[0]["published"].startswith("2023-11-1")


def test_an_impossible_date_is_reported_and_not_guessed(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    path = library.write("a.txt", make_page("Un", date="31 février 2024 10:00"))
    result = library("add", str(path))
    assert result.code == 0
    assert "31 février 2024" in result.err
    assert library("list").out.split("\t")[2].startswith("~")


def test_two_at_once_add_each_article_once(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    for number in range(200):
        library.write(f"pages/{number}.txt", make_page(f"Page {number}", f"Le texte {number}."))
    running = [library.start("add", str(library.home / "pages")) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert library("list", "--count").out == "200\n"
    assert library("search", "texte", "--count").out == "200\n"
