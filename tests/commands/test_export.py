"""gazette export: there and back again, with nothing lost and nothing given away."""

import shutil
import subprocess
from pathlib import Path

import pytest

from gazette_cli.library import sources
from gazette_cli.library.connection import open_library
from gazette_cli.paths import find_library
from tests.conftest import Gazette

ITEM = '<outline type="rss" text="{0}" title="{0}" xmlUrl="https://{0}.example/f"/>'


def test_there_and_back_is_the_same_to_the_byte(library: Gazette, tmp_path: Path) -> None:
    opml = library.write(
        "in.opml",
        f'<opml><body><outline text="Presse"><outline text="Est/Ouest">{ITEM.format("un")}</outline></outline>'
        f"{ITEM.format('deux')}<outline text='Presse'>{ITEM.format('trois')}{ITEM.format('un')}"
        "</outline></body></opml>",
    )
    assert library("import", str(opml)).code == 0
    library("rename", "deux", "À moi")
    exported = library("export")
    assert (exported.code, exported.err) == (0, "")

    other = Gazette(tmp_path / "other").empty()
    assert "3 new" in other("import", "-", stdin=exported.out.encode()).out
    assert other("export").out == exported.out
    assert list_feeds(other) == list_feeds(library)
    assert [title for _, title, _ in list_feeds(other)] == ["un", "À moi", "trois"]
    assert list_feeds(other)[0][2] == ("Presse", "Presse/Est//Ouest")
    assert "0 new, 3 already there" in library("import", "-", stdin=exported.out.encode()).out


def list_feeds(gazette: Gazette) -> list[tuple[str, str, tuple[str, ...]]]:
    with open_library(find_library(gazette.environ, None)) as db:
        return [(one.location, one.title, one.tags) for one in sources.list_sources(db)]


def test_credentials_files_and_the_bundled_edition_stay_here(gazette: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    gazette.write("urls", "https://me:secret@a.example/f\nhttps://b.example/f\n")
    gazette("import", str(gazette.home / "urls"))
    gazette("add", str(gazette.write("page.txt", make_page("Une page"))))
    result = gazette("export")
    assert result.code == 0
    assert "secret" not in result.out + result.err
    assert 'xmlUrl="https://a.example/f"' in result.out
    assert "1 user with password left out" in result.err
    assert "1 source that is no feed left out" in result.err
    assert result.out.count("<outline") == 2


def test_nothing_to_export_is_said(library: Gazette) -> None:
    result = library("export")
    assert result.code == 0
    assert "<body>" in result.out
    assert "no feeds yet" in result.err


@pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not here")
def test_newsboat_takes_it(library: Gazette) -> None:
    library.write("urls", 'https://a.example/f?a=1&b=2 "presse/Est" "~À moi"\nhttps://b.example/f\n')
    library("import", str(library.home / "urls"))
    opml = library.write("out.opml", library("export").out)
    theirs = library.write("theirs", "")
    subprocess.run(
        ["newsboat", "-u", str(theirs), "-c", str(library.home / "cache.db"), "-i", str(opml)],
        env=library.environ,
        check=True,
        capture_output=True,
    )
    written = theirs.read_text()
    assert 'https://a.example/f?a=1&b=2 "presse/Est"' in written
    assert "https://b.example/f" in written
