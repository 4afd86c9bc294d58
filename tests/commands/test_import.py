"""gazette import: the feeds of another reader, in its own format."""

import pytest

from tests.conftest import Gazette
from tests.server import Page, serve

OPML = """<?xml version="1.0"?><opml version="1.0"><body>
<outline text="Presse"><outline text="Le Port" title="Le Port" type="rss" xmlUrl="https://a.example/f"
 htmlUrl="https://a.example/"/></outline>
<outline type="rss" xmlUrl="https://b.example/f" text="Mine" title="Theirs"/>{}
</body></opml>"""


def test_feeds_are_there_with_titles_and_tags_and_nothing_is_asked(library: Gazette) -> None:
    with serve() as server:
        server.pages["/f"] = Page(body=b"<rss/>")
        more = f'<outline type="rss" xmlUrl="{server.url}/f"/>'
        result = library("import", str(library.write("a.opml", OPML.format(more))))
        assert not server.requests
    assert result.code == 0
    assert "a.opml: 3 new, 0 already there, 0 not imported" in result.out
    shown = library("sources").out
    assert "Le Port" in shown
    assert "Presse" in shown
    assert "Mine" in shown
    assert "Theirs" not in shown


def test_twice_adds_nothing_but_tags_and_a_title_stays(library: Gazette) -> None:
    library("import", "-", stdin=OPML.format("").encode())
    library("rename", "Le Port", "À moi")
    result = library("import", "-", stdin=b'https://a.example/f mer "~Other"\n')
    assert (result.code, result.out) == (0, "standard input: 0 new, 1 already there, 0 not imported\n")
    assert result.err == ""
    exported = library("export").out
    assert exported.count('text="À moi" title="Le Port"') == 2
    assert '<outline text="mer"' in exported


def test_what_is_not_imported_is_named_with_its_reason_and_no_password(library: Gazette) -> None:
    text = (
        'https://a.example/f\n"query:Unread:unread = \\"yes\\""\nfile:///home/me/x.xml\nexec:~/x.sh\n'
        "ftp://me:secret@b.example/f\nhttps://me:se/cret@c.example/f\nhttps://me:secret@[/\n"
    )
    result = library("import", "-", stdin=text.encode())
    assert result.code == 3
    assert result.out == "standard input: 1 new, 0 already there, 6 not imported\n"
    reasons = [line for line in result.err.splitlines() if "not imported" in line]
    assert len(reasons) == 6
    assert any(line.startswith("gazette: file:///home/me/x.xml: ") for line in reasons)
    assert "secret" not in result.err
    assert "cret@" not in result.err


def test_credentials_are_kept_for_the_server_alone(library: Gazette) -> None:
    with serve() as server:
        body = b"<rss version='2.0'><channel><title>Closed</title><item><title>One</title></item></channel></rss>"
        server.pages["/f"] = Page(body=body, login="me:s3cr et")
        url = server.url.replace("//", "//me:s3cr%20et@")
        results = [
            library("import", "-", stdin=f"{url}/f\n".encode()),
            library("refresh"),
            library("sources"),
            library("sources", "--json"),
            library("export"),
            library("list"),
        ]
    assert "One" in results[-1].out
    assert not [one for one in results if "s3cr" in one.out + one.err]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("missing.opml", None),
        ("empty", b""),
        ("page.html", b"<html></html>"),
        ("text", b"Nothing\n"),
        (".", None),
    ],
)
def test_what_is_no_list_is_one_line_and_changes_nothing(
    library: Gazette, name: str, data: bytes | None
) -> None:
    if data is not None:
        library.write(name, data)
    result = library("import", str(library.home / name))
    assert (result.code, result.out) == (1, "")
    first, *hint = result.err.splitlines()
    assert first.startswith("gazette: ")
    assert len(hint) <= 1
    assert library("sources", "--json").out == ""


def test_a_hostile_list_is_taken_calmly(library: Gazette) -> None:
    deep = '<outline text="\x1b[31mx/">' * 20_000
    hostile = (
        f'<opml>{deep}<outline text="\x1b]0;owned\x07R\u202ed" xmlUrl="https://a.example/\x1b[2J"/>'
        '<outline xmlUrl="javascript:alert(1)"/><outline xmlUrl="https://b.example/\n--flag"/>'
        '<outline xmlUrl="https://c.example/" text="\x1b[1mC\u202e" title="\x9b1mC"/>'
    )
    result = library("import", "-", stdin=hostile.encode())
    assert result.code == 3
    shown = result.out + result.err + library("sources").out + library("export").out
    assert "\x1b" not in shown
    assert "\x07" not in shown
    assert "\u202e" not in shown
    assert "Traceback" not in shown
    assert library("import", "-", stdin=library("export").out.encode()).code == 0


def test_four_thousand_feeds(library: Gazette) -> None:
    lines = "".join(f'https://example.org/{n}/feed "tag {n % 40}/sub" "~Feed {n}"\n' for n in range(4000))
    assert "4,000 new" in library("import", "-", stdin=lines.encode()).out
    assert "4,000 already there" in library("import", "-", stdin=library("export").out.encode()).out
