"""gazette list: what is shown, in what order, at what width."""

import json
import shlex
from pathlib import Path

import pytest
from rich.cells import cell_len

from tests.conftest import Gazette


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """Six articles of two sources in two languages, ids 1 to 6 from the oldest to the newest."""
    rows = [
        ("Harbour Times", "Ferry returns", "en", "2026-06-17T09:00:00+02:00", ["sea"]),
        ("Le Port", "Chalutiers à quai", "fr", "2026-06-17T08:00:00+02:00", ["mer", "pêche"]),
        ("Le Port", "Marée basse", "fr", "2026-06-16T20:00:00+02:00", ["mer"]),
        ("Harbour Times", "Quiet week", "en", "2026-06-12T20:00:00+02:00", []),
        ("Le Port", "Ancien phare", "fr", "2025-01-05T20:00:00+01:00", []),
        ("Ômega", "Élan du large", "fr", "2023-09-14T22:35:00+01:00", []),
    ]
    lines = [
        json.dumps(
            {
                "title": title,
                "source": source,
                "language": lang,
                "published": at,
                "tags": tags,
                "summary": f"{title}.",
            }
        )
        for source, title, lang, at, tags in reversed(rows)
    ]
    library("add", str(library.write("shelf.jsonl", "\n".join(lines))))
    return library


def titles(gazette: Gazette, *args: str) -> list[str]:
    result = gazette("list", "--json", *args)
    assert result.code == 0, result.err
    return [record["title"] for record in result.records]


def test_a_newcomer_sees_news_and_how_to_add_their_own(gazette: Gazette) -> None:
    result = gazette("list", COLUMNS="80")
    assert result.code == 0
    assert "gazette add PATH" in result.out
    assert "gazette remove seeds" in result.out
    assert len(gazette("list").lines) >= 10


def test_the_bundled_edition_goes_for_good(gazette: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    path = gazette.write("a.txt", make_page("Le mien"))
    gazette("add", str(path))
    assert len(gazette("list").lines) > 5
    assert "gazette remove seeds" not in gazette("list", COLUMNS="80").out
    assert gazette("remove", "seeds").code == 0
    assert titles(gazette) == ["Le mien"]
    gazette("remove", str(path))
    assert gazette("list").out == ""


def test_newest_first_and_the_other_orders(shelf: Gazette) -> None:
    newest = [
        "Ferry returns",
        "Chalutiers à quai",
        "Marée basse",
        "Quiet week",
        "Ancien phare",
        "Élan du large",
    ]
    assert titles(shelf) == newest
    assert titles(shelf, "--reverse") == newest[::-1]
    assert titles(shelf, "--sort", "title") == [
        "Ancien phare",
        "Chalutiers à quai",
        "Élan du large",
        "Ferry returns",
        "Marée basse",
        "Quiet week",
    ]
    assert titles(shelf, "--sort", "source")[:2] == ["Ferry returns", "Quiet week"]
    assert titles(shelf, "--sort", "source", "--reverse")[0] == "Élan du large"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--source", "le port"], ["Chalutiers à quai", "Marée basse", "Ancien phare"]),
        (
            ["--source", "LE PORT", "--source", "omega"],
            ["Chalutiers à quai", "Marée basse", "Ancien phare", "Élan du large"],
        ),
        (["--tag", "mer", "--tag", "peche"], ["Chalutiers à quai"]),
        (["--lang", "en"], ["Ferry returns", "Quiet week"]),
        (["--lang", "FR", "--until", "2024"], ["Élan du large"]),
        (["--since", "yesterday"], ["Ferry returns", "Chalutiers à quai", "Marée basse"]),
        (["--since", "hier", "--until", "hier"], ["Marée basse"]),
        (["--since", "2026-06-12", "--until", "2026-06-12"], ["Quiet week"]),
        (["--since", "4h"], ["Ferry returns", "Chalutiers à quai"]),
        (["--since", "2d"], ["Ferry returns", "Chalutiers à quai", "Marée basse"]),
        (["--limit", "2"], ["Ferry returns", "Chalutiers à quai"]),
        (["--limit", "2", "--page", "3"], ["Ancien phare", "Élan du large"]),
        (["--source", "no such paper"], []),
        (["--tag", "no such tag"], []),
        (["--lang", "de"], []),
    ],
)
def test_filters(shelf: Gazette, options: list[str], expected: list[str]) -> None:
    assert titles(shelf, *options) == expected
    if "--limit" not in options:
        assert shelf("list", "--count", *options).out == f"{len(expected)}\n"


def test_unread_and_starred(shelf: Gazette) -> None:
    shelf("mark", "read", "3-6")
    shelf("mark", "star", "6", "1")
    assert titles(shelf, "--unread") == ["Ancien phare", "Élan du large"]
    assert titles(shelf, "--starred") == ["Ferry returns", "Élan du large"]
    assert titles(shelf, "--starred", "--unread") == ["Élan du large"]


def test_a_pipe_gets_whole_lines_of_fields(shelf: Gazette) -> None:
    first = shelf("list").lines[0].split("\t")
    assert first == ["6", "unread", "2026-06-17T09:00+02:00", "Harbour Times", "Ferry returns"]


def test_the_screen_speaks_the_locales_language(shelf: Gazette) -> None:
    english = shelf("list", COLUMNS="80").out
    french = shelf("list", COLUMNS="80", LANG="fr_FR.UTF-8").out
    assert "yesterday" in english
    assert "14 Sep 2023" in english
    assert "hier" in french
    assert "14 sept. 2023" in french
    assert "3 h" in french


@pytest.mark.parametrize("width", [20, 21, 30, 40, 59, 60, 80, 120, 300])
def test_no_line_is_wider_than_the_screen(shelf: Gazette, width: int) -> None:
    hostile = [
        {"title": "한국어 제목이 아주 길어서 여러 줄로 접혀야 하는 경우 " * 3, "source": "中文报纸" * 5},
        {"title": "👩‍👩‍👧‍👦 famille 🇫🇷 drapeau é́́ " * 6, "source": "🧑‍🚀"},
        {"title": "x" * 400, "source": "y" * 90},
        {"title": "\x1b[31mrouge\x1b]0;pris\x07 [bold]gras[/] [/] \u202eenvers", "source": "[red]"},
    ]
    shelf("add", str(shelf.write("hostile.jsonl", "\n".join(map(json.dumps, hostile)))))
    result = shelf("list", COLUMNS=str(width))
    assert result.code == 0
    assert all(cell_len(line) <= width for line in result.lines), result.out
    assert "\x1b" not in result.out
    assert "\u202e" not in result.out
    if width >= 80:
        assert "[bold]gras[/] [/]" in result.out


def test_json_has_every_key_and_nothing_else(shelf: Gazette) -> None:
    keys = (
        "id title source url published author place language tags read starred progress words minutes summary"
    ).split()
    for record in shelf("list", "--json").records:
        assert list(record) == keys
        assert isinstance(record["tags"], list)
        assert isinstance(record["read"], bool)
        assert isinstance(record["starred"], bool)
        assert isinstance(record["words"], int)
        assert isinstance(record["minutes"], int)
    assert shelf("list", "--json").records[0]["published"] == "2026-06-17T09:00:00+02:00"


def test_a_path_stands_in_for_the_library_and_stores_nothing(gazette: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    path = gazette.write("pages/a.txt", make_page("Un titre à lire"))
    for place, stdin in ((str(path), b""), (str(path.parent), b""), ("-", path.read_bytes())):
        result = gazette("list", "--from", place, "--json", stdin=stdin)
        assert [record["title"] for record in result.records] == ["Un titre à lire"]
    assert not list(Path(gazette.home).rglob("library.db"))


def test_colours_are_for_terminals_and_those_who_ask(shelf: Gazette) -> None:
    assert "\x1b[" not in shelf("list", COLUMNS="80").out
    assert "\x1b[" in shelf("--color", "always", "list").out
    assert "\x1b[" in shelf("list", "--color=always", NO_COLOR="1").out
    assert "\x1b[" not in shelf("list", "--color", "never").out


@pytest.mark.parametrize(
    "options",
    [["--since", "whenever"], ["--sort", "colour"], ["--limit", "0"], ["--page", "x"], ["--nope"], ["extra"]],
)
def test_what_can_not_be_meant_is_a_usage_error_in_two_lines(shelf: Gazette, options: list[str]) -> None:
    result = shelf("list", *options)
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("gazette: ")
    assert len(result.err.splitlines()) <= 2


def test_an_empty_list_says_so_and_a_page_too_far_is_an_error(shelf: Gazette) -> None:
    assert "no articles" in shelf("list", "--lang", "de").err
    result = shelf("list", "--page", "9")
    assert result.code == 1
    assert "no page 9" in result.err


def test_the_footer_is_the_command_for_the_next_page(shelf: Gazette) -> None:
    footer = (
        shelf("list", "--limit", "2", "--source", "Le Port", "--lang", "fr", COLUMNS="120").lines[-1].strip()
    )
    assert footer.startswith("6 unread of 6 · gazette read 5 · ")
    command = footer.rpartition(" · ")[2]
    assert command == "gazette list --source 'Le Port' --lang fr --limit 2 --page 2"
    assert titles(shelf, *shlex.split(command)[2:]) == ["Ancien phare"]
    assert (
        shelf("list", "--limit", "2", "--page", "3", COLUMNS="120").lines[-1].strip()
        == "6 unread of 6 · gazette read 2"
    )


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (40, 20), (30, 12), (20, 10), (20, 7)])
def test_a_terminal_shows_what_fits_with_the_prompt_below(gazette: Gazette, width: int, height: int) -> None:
    rows = [{"title": f"Titre {n} " + "mot " * (n % 20), "source": "Le Port"} for n in range(90)]
    path = gazette.write("rows.jsonl", "\n".join(map(json.dumps, rows)))
    for prepare in ([], ["add", str(path)]):
        if prepare:
            gazette(*prepare)
        for page in ("1", "2"):
            terminal = gazette.terminal("list", "--page", page, width=width, height=height)
            code = terminal.wait()
            terminal.close()
            shown = terminal.shown.splitlines()
            assert code == 0 or "no page" in terminal.shown
            assert len(shown) <= height - 1, terminal.shown
            assert not prepare or len(shown) >= height // 2
            assert all(cell_len(line) <= width for line in shown)
            assert not prepare or f"--page {int(page) + 1}" in " ".join(shown)


def test_the_pages_of_a_terminal_leave_nothing_out(gazette: Gazette) -> None:
    seen: list[str] = []
    for page in range(1, 40):
        terminal = gazette.terminal("list", "--page", str(page), width=40, height=14)
        code = terminal.wait()
        terminal.close()
        if code:
            break
        rows = terminal.shown.replace("\r", "").split("\n\n")[0].splitlines()
        seen += [row.split()[0] for row in rows if row[:2].strip().isdecimal()]
    assert sorted(seen, key=int) == sorted((line.split("\t")[0] for line in gazette("list").lines), key=int)


def test_the_next_to_read_is_the_newest_unread(shelf: Gazette) -> None:
    shelf("mark", "read", "6", "5")
    assert "4 unread of 6 · gazette read 4" in shelf("list", COLUMNS="80").out
    shelf("mark", "read", "1-4")
    assert "0 unread of 6 · gazette read 6" in shelf("list", COLUMNS="80").out


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--source", "le prot"], ["gazette: no source le prot", "  did you mean 'Le Port'?"]),
        (["--tag", "pèhce"], ["gazette: no tag pèhce", "  did you mean 'pêche'?"]),
        (["--tag", "zzzzz"], ["gazette: no tag zzzzz"]),
    ],
)
def test_a_name_that_is_not_there_is_answered_with_the_nearest(
    shelf: Gazette, options: list[str], said: list[str]
) -> None:
    assert shelf("list", *options).err.splitlines() == said


def test_a_path_has_pages_too(shelf: Gazette) -> None:
    result = shelf("list", "--from", str(shelf.home / "shelf.jsonl"), "--limit", "2", COLUMNS="200")
    assert result.lines[-1].endswith(f"gazette list --from {shelf.home / 'shelf.jsonl'} --limit 2 --page 2")
    assert "gazette read" not in result.out
