"""gazette search: what is found, in what order, and what is said when nothing is."""

import json

import pytest

from tests.conftest import Gazette

ARTICLES = [
    ("Le sommet de Vladivostok", "Le président a accepté l'invitation. La Corée du Nord attend.", "fr",
     "2023-09-14T22:35:00+01:00"),
    ("Une acceptation tardive", "Le conseil a voté.", "fr", "2024-01-01T00:00:00Z"),
    ("Accepter ou refuser", "Le maire hésite devant l’œuvre.", "fr", "2022-01-01T00:00:00Z"),
    ("Nothing of the kind", "A short note on a bridge of steel.", "en", "2024-02-01T00:00:00Z"),
    ("The poutine of Quebec", "Fries and cheese; a dish, no more.", "en", "2021-01-01T00:00:00Z"),
    ("A dish of the north", "Poutine is told in one line here, and only here, among many other things.", "en",
     "2024-03-01T00:00:00Z"),
    ("うま味の話", "昆布だしのうま味について。東京で。", "ja", "2024-04-01T00:00:00Z"),
]  # fmt: skip


@pytest.fixture
def shelf(library: Gazette) -> Gazette:
    """The articles above, ids 1 to 7, in their order."""
    rows = [
        {"title": title, "text": text, "language": language, "published": date, "source": f"Paper {n % 2}",
         "author": "Anne Roux" if n == 0 else None, "place": "Séoul" if n == 0 else None,
         "tags": ["mer"] if n == 3 else []}
        for n, (title, text, language, date) in enumerate(ARTICLES)
    ]  # fmt: skip
    library("add", str(library.write("shelf.jsonl", "\n".join(map(json.dumps, rows)))))
    return library


def find(gazette: Gazette, *args: str) -> list[int]:
    result = gazette("search", "--json", *args)
    assert result.code in (0, 1), result.err
    return [record["id"] for record in result.records]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("coree", [1]),
        ("CORÉE", [1]),
        ("invitation", [1]),
        ("l'invitation", [1]),
        ("l’invitation", [1]),
        ("oeuvre", [3]),
        ("œuvre", [3]),
        ('"corée du nord"', [1]),
        ('"nord du corée"', []),
        ("«Corée du Nord»", [1]),
        ("vladi*", [1]),
        ("poutine -quebec", [6]),
        ("poutine NOT quebec", [6]),
        ("title:poutine", [5]),
        ("(quebec OR vladivostok) -corée", [5]),
        ("author:roux", [1]),
        ("place:seoul", [1]),
        ("tag:mer", [4]),
        ('source:"Paper 1" poutine', [6]),
        ("lang:en bridge", [4]),
        ("poutine since:2024", [6]),
        ("poutine until:2021", [5]),
        ("うま味", [7]),
        ("東京", [7]),
        ("京東", []),
        ("bridges", [4]),
    ],
)
def test_what_is_found(shelf: Gazette, query: str, expected: list[int]) -> None:
    assert find(shelf, query) == expected


def test_words_of_a_query_need_no_quotes_and_may_begin_with_a_dash(shelf: Gazette) -> None:
    assert find(shelf, "poutine", "-quebec") == [6]
    assert find(shelf, "poutine", "-quebec", "--lang", "en") == [6]
    assert find(shelf, "--", "-poutine", "lang:en") == [4]


def test_exact_forms_come_first_and_a_headline_counts_more_than_the_text(shelf: Gazette) -> None:
    assert find(shelf, "accepter")[0] == 3
    assert set(find(shelf, "accepter")) == {1, 2, 3}
    assert find(shelf, "poutine") == [5, 6]
    scores = [record["score"] for record in shelf("search", "accepter", "--json").records]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1


def test_the_newer_comes_first_at_equal_worth(library: Gazette) -> None:
    rows = [
        {
            "title": "Du vent",
            "text": f"Le phare {n}.",
            "published": f"202{n}-01-01T00:00:00Z",
            "language": "fr",
        }
        for n in (1, 4, 2, 3)
    ]
    library("add", str(library.write("a.jsonl", "\n".join(map(json.dumps, rows)))))
    assert find(library, "phare") == [2, 4, 3, 1]


def test_results_may_be_by_date(shelf: Gazette) -> None:
    assert find(shelf, "poutine", "--sort", "date") == [6, 5]
    assert (
        shelf("search", "poutine", "--sort", "date", COLUMNS="80").lines[0].strip()
        == "2 of 7 articles, newest first"
    )
    assert shelf("search", "is:unread", COLUMNS="80").lines[0].strip() == "7 of 7 articles, newest first"
    assert shelf("search", "poutine", "--sort", "size").code == 2


def test_state_and_the_options_of_list(shelf: Gazette) -> None:
    shelf("mark", "read", "5")
    shelf("mark", "star", "6")
    assert find(shelf, "poutine is:unread") == find(shelf, "poutine", "--unread") == [6]
    assert find(shelf, "poutine is:starred") == find(shelf, "poutine", "--starred") == [6]
    assert find(shelf, "poutine", "--since", "2024") == [6]
    assert find(shelf, "poutine", "--limit", "1", "--page", "2") == [6]
    assert shelf("search", "poutine", "--count").out == "2\n"


def test_a_screen_shows_total_snippet_and_highlight(shelf: Gazette) -> None:
    result = shelf("search", "coree", COLUMNS="80")
    assert result.lines[0].strip() == "1 of 7 articles"
    assert "La Corée du Nord attend." in result.out
    coloured = shelf("--color", "always", "search", "coree")
    assert "\x1b[1;4;35mCorée\x1b[0m" in coloured.out
    plain = shelf("search", "coree").out.rstrip("\n").split("\t")
    assert plain[:2] == ["1", "unread"]
    assert plain[3:5] == ["Paper 0", "Le sommet de Vladivostok"]
    assert "Corée" in plain[5]


def test_json_has_the_keys_of_list_with_score_and_snippet(shelf: Gazette) -> None:
    (record,) = shelf("search", "coree", "--json").records
    (listed,) = shelf("list", "--json", "--limit", "1", "--until", "2023-12-31", "--since", "2023").records
    assert list(record) == [*listed, "score", "snippet"]
    assert {key: record[key] for key in listed} == listed
    assert record["score"] > 0
    assert "Corée" in record["snippet"]


def test_nothing_found_is_exit_code_1_and_suggests_words_that_occur(shelf: Gazette) -> None:
    result = shelf("search", "vladivostock")
    assert (result.code, result.out) == (1, "")
    assert "nothing found" in result.err
    assert "Vladivostok" in result.err
    assert shelf("search", "qqqqqqqq").code == 1
    assert shelf("search", "qqqqqqqq", "--count").code == 1


@pytest.mark.parametrize(
    ("query", "spot"),
    [
        ('poutine "corée', 8),
        ("(poutine", 0),
        ("poutine)", 7),
        ("is:blue", 3),
        ("since:whenever", 6),
        ("titel:poutine", 0),
        ("???", 0),
    ],
)
def test_what_can_not_be_read_is_pointed_at(shelf: Gazette, query: str, spot: int) -> None:
    result = shelf("search", query)
    assert (result.code, result.out) == (2, "")
    lines = result.err.splitlines()
    assert lines[0].startswith("gazette: ")
    assert lines[1].strip() == query
    assert lines[2].index("^") - lines[1].index(query[0]) == spot


@pytest.mark.parametrize(
    "query",
    [
        "C++",
        "a-b",
        "AT&T",
        "10:30",
        "http://example.org/",
        "100%",
        "😀 corée",
        "'",
        "*",
        "a*b",
        "\x00",
        "\ud800",
        "NEAR(a b)",
        "title",
        "OR",
        "((((",
        '"' * 9,
        "x" * 9000,
    ],
)
def test_nothing_that_may_be_typed_ends_badly(shelf: Gazette, query: str) -> None:
    result = shelf("search", "--", query)
    assert result.code in (0, 1, 2)
    assert "Traceback" not in result.err
    assert "fts5" not in result.err.lower()
    assert "sql" not in result.err.lower()


def test_a_path_stands_in_for_the_library(gazette: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    path = gazette.write("page.txt", make_page("Un titre à lire", "Le phare s'est tu."))
    assert [
        record["title"] for record in gazette("search", "phare", "--from", str(path), "--json").records
    ] == ["Un titre à lire"]
    assert gazette("search", "bouée", "--from", str(path)).code == 1


def test_the_bundled_edition_ranks_the_dish_and_the_man(gazette: Gazette) -> None:
    titles = [record["title"] for record in gazette("search", "poutine", "--json").records]
    assert len(titles) >= 3
    assert any("Pyongyang" in title for title in titles)


@pytest.mark.parametrize("word", ["phare", "chat", "hotel", "h"])
def test_a_word_is_left_out_whatever_its_letters(shelf: Gazette, word: str) -> None:
    result = shelf("search", "corée", f"-{word}", "--json")
    assert [record["id"] for record in result.records] == [1]
    assert "Usage" in shelf.process("search", "-h").out


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 40), (40, 20), (30, 14), (20, 12)])
def test_a_terminal_shows_what_fits_with_the_prompt_below(library: Gazette, width: int, height: int) -> None:
    rows = [
        {"title": f"Titre {n} " + "mot " * (n % 20), "text": "Le phare, la mer. " * 20} for n in range(60)
    ]
    library("add", str(library.write("rows.jsonl", "\n".join(map(json.dumps, rows)))))
    for page in (1, 2):
        terminal = library.terminal("search", "phare", "--page", str(page), width=width, height=height)
        assert terminal.wait() == 0
        terminal.close()
        shown = terminal.shown.splitlines()
        assert height // 2 <= len(shown) <= height - 1, terminal.shown
        assert f"--page {page + 1}" in " ".join(shown)
    assert b"\x1b[1;4;35mphare" in terminal.raw


def test_the_next_page_of_results_is_a_command(shelf: Gazette) -> None:
    result = shelf(
        "search", "poutine", "-zut", "--limit", "1", "--from", str(shelf.home / "shelf.jsonl"), COLUMNS="200"
    )
    command = result.lines[-1].strip().removeprefix("next: gazette ")
    assert command == f"search poutine -zut --from {shelf.home / 'shelf.jsonl'} --limit 1 --page 2"
    assert shelf(*command.split()).code == 0


def test_a_query_of_blanks_is_not_pointed_at(shelf: Gazette) -> None:
    for query in ("", "   "):
        assert len(shelf("search", query).err.splitlines()) == 2


def test_a_source_that_is_not_there_is_said_to_be_so(shelf: Gazette) -> None:
    result = shelf("search", "poutine", "--source", "papper 0")
    assert (result.code, result.err) == (1, "gazette: no source papper 0\n  did you mean 'Paper 0'?\n")
