"""Folders as they live: what comes, goes, moves and changes in them, and what the library makes of it."""

import os
import shutil
from collections.abc import Callable

import pytest

from gazette_cli.library import sources
from gazette_cli.library.connection import open_library
from gazette_cli.services import adding, changes
from tests.conftest import NOW, Gazette
from tests.library.whole import assert_whole

Page = Callable[..., str]


def titles(gazette: Gazette) -> list[str]:
    return sorted(record["title"] for record in gazette("list", "--json", "--all").records)


def check(gazette: Gazette) -> None:
    with open_library(gazette.home / ".local/share/gazette/library.db") as db:
        assert_whole(db)


def totals(gazette: Gazette) -> list[int]:
    return [record["total"] for record in gazette("sources", "--json").records]


def test_a_folder_in_an_added_folder_gives_each_article_once(library: Gazette, make_page: Page) -> None:
    inner = library.write("outer/inner/a.txt", make_page("Un", "Le texte du un.")).parent
    library.write("outer/b.txt", make_page("Deux", "Le texte du deux."))
    library("add", str(inner.parent), str(inner), str(inner / "a.txt"))
    assert titles(library) == ["Deux", "Un"]
    assert totals(library) == [2, 0]
    library("mark", "star", "--search", "title:un")
    (inner / "a.txt").write_text(make_page("Un", "Le texte du un, corrigé."))
    (edited,) = library("list", "--json", "--starred").records
    assert library("search", "corrigé").code == 0
    assert titles(library) == ["Deux", "Un"]
    library("remove", str(inner.parent))
    assert [record["id"] for record in library("list", "--json").records] == [edited["id"]]
    assert totals(library) == [1]
    check(library)


def test_a_file_whose_folder_is_added_later_is_one_article(library: Gazette, make_page: Page) -> None:
    page = library.write("pages/a.txt", make_page("Un", "Le texte du un."))
    library("add", str(page))
    library("add", str(page.parent))
    page.write_text(make_page("Un", "Le texte du un, corrigé."))
    assert titles(library) == ["Un"]
    library("remove", str(page))
    page.write_text(make_page("Un", "Le texte du un, corrigé encore."))
    assert titles(library) == ["Un"]
    check(library)


def test_a_folder_added_through_a_link_or_as_a_dot_is_the_same(
    library: Gazette, make_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = library.write("pages/a.txt", make_page("Un")).parent
    (library.home / "link").symlink_to(folder)
    monkeypatch.chdir(folder)
    for path in (str(folder), str(library.home / "link"), ".", "../pages/", "./a.txt", "a.txt"):
        assert library("add", path).code == 0
    assert totals(library) == [1]


def test_names_that_look_like_a_documents_entry_are_files(library: Gazette, make_page: Page) -> None:
    item = "<item><guid>{0}</guid><title>{0}</title><description>Text of {0}</description></item>"
    items = "".join(map(item.format, ("b.txt", "c")))
    library.write("pages/f.xml", f"<rss version='2.0'><channel><title>F</title>{items}</channel></rss>")
    page = library.write("pages/f.xml#b.txt", make_page("Une page", "Le texte de la page."))
    library("add", str(page.parent))
    assert titles(library) == ["Une page", "b.txt", "c"]
    page.write_text(make_page("Une page", "Le texte corrigé de la page."))
    assert titles(library) == ["Une page", "b.txt", "c"]
    (found,) = library("read", "--json", "f.xml#b").records
    assert found["path"] == str(page)
    assert {record["path"] for record in library("read", "--json", "f.xml").records} == {
        str(page.parent / "f.xml")
    }


def test_two_files_that_change_names_keep_their_articles(library: Gazette, make_page: Page) -> None:
    a = library.write("pages/a.txt", make_page("Un", "Le texte du un."))
    b = library.write("pages/b.txt", make_page("Deux", "Le texte du deux."))
    library("add", str(a.parent))
    before = {record["title"]: record["id"] for record in library("list", "--json").records}
    a.rename(a.parent / "x")
    b.rename(a)
    (a.parent / "x").rename(b)
    for _ in range(2):
        assert {record["title"]: record["id"] for record in library("list", "--json").records} == before
    check(library)


def test_a_branch_that_is_checked_out_and_left_again_changes_nothing(
    library: Gazette, make_page: Page
) -> None:
    folder = library.home / "pages"
    for n in range(4):
        library.write(f"pages/{n}.txt", make_page(f"Page {n}", f"Le texte {n}."))
    library("add", str(folder))
    library("mark", "star", "1-4")
    before = library("list", "--json").out
    (folder / "0.txt").unlink()
    (folder / "1.txt").write_text(make_page("Page 1", "Le texte de la branche."))
    library.write("pages/4.txt", make_page("Page 4", "Le texte de plus."))
    assert len(titles(library)) == 5
    (folder / "4.txt").unlink()
    for n in (0, 1):
        library.write(f"pages/{n}.txt", make_page(f"Page {n}", f"Le texte {n}."))
    after = [line for line in library("list", "--json").lines if "Page 4" not in line]
    assert after == before.splitlines()
    check(library)


def test_an_editor_that_writes_beside_and_renames_is_an_edit(library: Gazette, make_page: Page) -> None:
    page = library.write("pages/a.txt", make_page("Un", "Avant."))
    library("add", str(page.parent))
    library("mark", "star", "latest")
    for text in ("Après.", "Encore."):
        temporary = page.with_name(".a.txt.swp")
        temporary.write_text(make_page("Un", text))
        os.utime(temporary, ns=(page.stat().st_atime_ns, page.stat().st_mtime_ns))
        temporary.rename(page)
        (record,) = library("read", "--json", "latest").records
        assert (record["text"], record["starred"]) == (text, True)


def test_a_file_becomes_a_folder_and_a_file_again(library: Gazette, make_page: Page) -> None:
    page = library.write("pages/a.txt", make_page("Un"))
    library("add", str(page.parent))
    page.unlink()
    library.write("pages/a.txt/b.txt", make_page("Deux", "Dedans."))
    assert titles(library) == ["Deux", "Un"]
    shutil.rmtree(page)
    page.write_text(make_page("Un"))
    assert titles(library) == ["Deux", "Un"]


def test_a_folder_that_moves_away_and_back_keeps_all(library: Gazette, make_page: Page) -> None:
    folder = library.write("pages/a.txt", make_page("Un")).parent
    library("add", str(folder))
    library("mark", "star", "1")
    before = library("list", "--json").out
    folder.rename(library.home / "away")
    assert "no such file or folder" in library("list").err
    (library.home / "away").rename(folder)
    result = library("list", "--json")
    assert (result.out, result.err) == (before, "")


def test_a_touch_alone_changes_nothing(library: Gazette, make_page: Page) -> None:
    page = library.write("pages/a.txt", make_page("Un"))
    library("add", str(page.parent))
    os.utime(page, (1_800_000_000, 1_800_000_000))
    with open_library(library.home / ".local/share/gazette/library.db") as db:
        assert adding.reread_sources(db, NOW) == adding.Added(unchanged=1)
        assert adding.reread_sources(db, NOW) == adding.Added()


def test_a_file_that_goes_during_the_scan_is_tried_again(
    library: Gazette, make_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = library.write("pages/a.txt", make_page("Un", "Le texte du un.")).parent
    library.write("pages/b.txt", make_page("Deux", "Le texte du deux."))
    scan_folder = changes.files.scan_folder

    def scan(root: str, wanted: Callable[[str], bool]) -> changes.files.Scan:
        found = scan_folder(root, wanted)
        (folder / "b.txt").rename(folder / ".b")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(changes.files, "scan_folder", scan)
        result = library("add", str(folder))
    assert "1 new" in result.out
    assert "b.txt: no such file or folder" in result.err
    (folder / ".b").rename(folder / "b.txt")
    assert titles(library) == ["Deux", "Un"]


def test_two_names_that_are_shown_alike_are_said(library: Gazette, make_page: Page) -> None:
    folder = library.write("pages/caf\\xe9.txt", make_page("Un", "Le texte du un.")).parent
    with open(os.fsencode(folder) + b"/caf\xe9.txt", "w") as file:
        file.write(make_page("Deux", "Le texte du deux."))
    result = library("add", str(folder))
    assert "1 new" in result.out
    assert "another file" in result.err


def test_a_list_with_nothing_new_writes_nothing(library: Gazette, make_page: Page) -> None:
    folder = library.write("pages/a.txt", make_page("Un")).parent
    library.write("pages/bad.txt", b"\0" * 100)
    library("add", str(folder))
    with open_library(library.home / ".local/share/gazette/library.db") as db:
        db.set_authorizer(lambda action, *_: 1 if action in (9, 18, 23) else 0)
        assert adding.reread_sources(db, NOW) == adding.Added()


def test_large_documents_are_stored_before_the_batch_is_full(
    library: Gazette, make_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "_BATCH_SIZE", 2_000)
    for n in range(7):
        library.write(f"pages/{n}.txt", make_page(f"Page {n}", f"Le texte {n}. " * 100))
    seen: list[int] = []
    with open_library(library.home / "x.db") as db:
        outcome = adding.add_path(db, str(library.home / "pages"), NOW, lambda done, _: seen.append(done))
        assert (outcome.new, seen) == (7, [2, 4, 6, 7])
        assert sources.read_snapshot(db, 1) is not None


def test_of_two_gazettes_that_read_a_folder_at_once_the_older_state_does_not_stay(
    library: Gazette, make_page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = library.write("pages/a.txt", make_page("Un", "Avant."))
    library("add", str(page.parent))
    page.write_text(make_page("Un", "Entre les deux."))
    store = changes._Taking.store

    def store_late(taking: changes._Taking) -> None:
        # Between our storing and our last word another one, slower, stores what it read before the edit.
        store(taking)
        with open_library(library.home / ".local/share/gazette/library.db") as db:
            db.execute("UPDATE files SET changed_ns = changed_ns - 1")

    with monkeypatch.context() as patch:
        patch.setattr(changes._Taking, "store", store_late)
        library("list")
    with open_library(library.home / ".local/share/gazette/library.db") as db:
        assert adding.reread_sources(db, NOW).unchanged == 1
        assert adding.reread_sources(db, NOW) == adding.Added()
