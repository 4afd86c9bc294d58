"""gazette rules: which there are, and what they would catch."""

from collections.abc import Callable

import pytest

from gazette_cli.library.connection import open_library
from gazette_cli.library.feeds import add_feed
from gazette_cli.paths import find_library
from tests.conftest import Gazette
from tests.server import Page, Server

RULES = """
[[rules]]
match = "title:promo"
do = "hide"

[[rules]]
match = "phare"
do = ["star", "tag à lire"]
source = "port"
"""


@pytest.fixture
def port(library: Gazette, make_page: Callable[..., str]) -> Gazette:
    """A library of two folders, and rules."""
    library.write("port/1.txt", make_page("Promo sur les voiles", date="14 septembre 2023 22:35"))
    library.write("port/2.txt", make_page("Le phare rouvre", date="15 septembre 2023 22:35"))
    library.write("port/3.txt", make_page("Un phare en promo", date="16 septembre 2023 22:35"))
    library.write("quai/4.txt", make_page("Le phare du quai", date="17 septembre 2023 22:35"))
    library("add", str(library.home / "port"), str(library.home / "quai"))
    library.write(".config/gazette/config.toml", RULES)
    return library


def test_the_rules_are_listed_as_they_stand(port: Gazette) -> None:
    shown = port("rules")
    assert (shown.code, shown.err) == (0, "")
    assert shown.lines == ["1\thide\t\ttitle:promo", "2\tstar, tag à lire\tport\tphare"]
    assert port("rules", "list").lines == shown.lines
    assert port("rules", "--count").lines == ["2"]
    assert port("rules", "--json").records == [
        {"number": 1, "match": "title:promo", "do": ["hide"], "source": None},
        {"number": 2, "match": "phare", "do": ["star", "tag à lire"], "source": "port"},
    ]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_on_a_screen_no_line_is_wider_than_it(port: Gazette, width: int) -> None:
    shown = port("rules", COLUMNS=str(width))
    assert shown.lines[0].split() == ["1", "title:promo"]
    assert "star, tag à lire · port" in " ".join(shown.out.split())
    tested = port("rules", "test", COLUMNS=str(width))
    for line in shown.lines + tested.lines:
        assert len(line) <= width
    assert "2 articles" in " ".join(tested.out.split())


def test_without_rules_it_says_where_they_would_be(library: Gazette) -> None:
    for command in (("rules",), ("rules", "test"), ("rules", "--json")):
        shown = library(*command)
        assert (shown.code, shown.out) == (0, "")
        assert str(library.home / ".config/gazette/config.toml") in shown.err
        assert "[[rules]]" in shown.err
    named = library.write("mine.toml", "[list]\nrows = 5\n")
    assert str(named) in library("rules", GAZETTE_CONFIG=str(named)).err


def test_what_a_rule_would_catch(port: Gazette) -> None:
    caught = port("rules", "test", "1")
    assert caught.code == 0
    assert [line.split("\t")[-1] for line in caught.lines] == ["Un phare en promo", "Promo sur les voiles"]
    # Its source counts: the one on the quay is not the port's.
    assert [line.split("\t")[-1] for line in port("rules", "test", "2").lines] == [
        "Un phare en promo",
        "Le phare rouvre",
    ]
    assert port("rules", "test", "2", "--count").lines == ["2"]
    assert port("rules", "test", "2", "--limit", "1").lines == caught.lines[:1]
    listed = {one["id"]: one for one in port("list", "--json").records}
    for record in port("rules", "test", "1", "--json").records:
        assert record == listed[record["id"]]


def test_all_rules_with_their_numbers(port: Gazette) -> None:
    assert [line.split("\t")[0] for line in port("rules", "test").lines] == ["1", "1", "2", "2"]
    assert port("rules", "test", "--count").lines == ["1\t2", "2\t2"]
    records = port("rules", "test", "--json").records
    assert [(record["rule"], record["title"]) for record in records[:1]] == [(1, "Un phare en promo")]
    assert len(port("rules", "test", "--limit", "1").lines) == 2


def test_a_query_that_is_no_rule_yet(port: Gazette) -> None:
    assert port("rules", "test", "phare", "-promo", "--count").code == 2  # an option of no command
    assert port("rules", "test", "phare -promo", "--count").lines == ["2"]
    assert port("rules", "test", "phare", "--source", "quai", "--count").lines == ["1"]
    assert port("rules", "test", "2", "--source", "quai", "--count").lines == ["0"]
    none = port("rules", "test", "baleine")
    assert (none.code, none.out) == (0, "")
    assert "no article here is caught by baleine" in none.err


def test_testing_changes_nothing_and_hidden_ones_are_caught_all_the_same(port: Gazette) -> None:
    before = port("list", "--json").out
    port("rules", "test")
    assert port("list", "--json").out == before


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("rules", "tets"), "rules tets"),
        (("rules", "test", "3"), "no rule 3"),
        (("rules", "test", '"phare'), "never closed"),
        (("rules", "test", "phare", "--source", "nulle part"), "no source nulle part"),
        (("rules", "list", "1"), "takes no more words"),
    ],
)
def test_what_can_not_be_meant(port: Gazette, command: tuple[str, ...], said: str) -> None:
    shown = port(*command)
    assert shown.code in (1, 2)
    assert said in shown.err
    assert shown.err.count("\n") <= 4


def test_a_rule_that_can_not_be_read_is_named_and_a_query_can_still_be_tried(port: Gazette) -> None:
    port.write(".config/gazette/config.toml", RULES + '[[rules]]\nmatch = "title:"\ndo = "read"\n')
    shown = port("rules", "test")
    assert shown.code == 1
    assert "rule 3 of config.toml" in shown.err
    assert port("rules").lines[2] == "3\tread\t\ttitle:"
    assert port("rules", "test", "1", "--count").lines == ["2"]
    assert port("rules", "test", "title:phare", "--count").lines == ["3"]


def test_a_rule_for_a_source_that_is_not_there(port: Gazette) -> None:
    port.write(
        ".config/gazette/config.toml", '[[rules]]\nmatch = "phare"\ndo = "read"\nsource = "Ailleurs"\n'
    )
    shown = port("rules", "test")
    assert (shown.code, shown.out) == (0, "")
    assert shown.err == "gazette: rule 1 of config.toml: no source Ailleurs\n"


def test_a_list_of_rules_says_which_can_not_be_asked_and_which_find_nothing(port: Gazette) -> None:
    port.write(
        ".config/gazette/config.toml",
        '[[rules]]\nmatch = "title:(("\ndo = "hide"\n[[rules]]\nmatch = "phare"\ndo = "star"\nsource = "Ailleurs"\n',
    )
    shown = port("rules")
    assert (shown.code, len(shown.lines)) == (1, 2)
    assert "rule 1 of config.toml: " in shown.err
    assert "rule 2 of config.toml: no source Ailleurs" in shown.err


def test_an_action_that_is_none_is_named(port: Gazette) -> None:
    port.write(".config/gazette/config.toml", '[[rules]]\nmatch = "phare"\ndo = ["star", "tag "]\n')
    assert 'do of rule 1 can\'t be "tag "' in port("rules").err


def test_a_mistake_in_the_file_is_said_in_two_lines(port: Gazette) -> None:
    path = port.write(".config/gazette/config.toml", "[[rules]]\nmacth = 'promo'\n")
    shown = port("rules")
    assert shown.code == 1
    assert shown.err == f"gazette: {path}, line 2: rule 1 has no macth\n  did you mean match?\n"


def test_hostile_words_in_a_rule_stay_out_of_the_terminal(port: Gazette) -> None:
    port.write(
        ".config/gazette/config.toml",
        '[[rules]]\nmatch = "promo \\u001b]0;x\\u0007 \\u202e [/]"\ndo = "hide"\nsource = "\\u009b2J"\n',
    )
    for command in (("rules",), ("rules", "--json"), ("rules", "test")):
        for environ in ({}, {"COLUMNS": "40"}):
            shown = port(*command, **environ)
            assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(shown.out + shown.err)


def test_a_refresh_does_what_the_rules_say_and_undo_has_nothing_to_take_back(
    library: Gazette, server: Server, make_feed: Callable[..., bytes]
) -> None:
    library.write(".config/gazette/config.toml", RULES.replace('"port"', '"Le Port"'))
    server.pages["/feed"] = Page(body=make_feed("Le Port", "Une promo", "Le phare", "Le reste"))
    with open_library(find_library(library.environ, None)) as db:
        # What it is called is only known when it has been read: with its first articles.
        add_feed(db, f"{server.url}/feed", 0)
    assert library("refresh").code == 0
    listed = {one["title"]: one for one in library("list", "--json").records}
    assert sorted(listed) == ["Le phare", "Le reste"]
    assert (listed["Le phare"]["starred"], listed["Le phare"]["tags"]) == (True, ["à lire"])
    assert (listed["Le reste"]["starred"], listed["Le reste"]["read"]) == (False, False)
    assert "nothing" in library("undo").err
    # What a rule has hidden it is still said to catch.
    assert [line.split("\t")[-1] for line in library("rules", "test", "1").lines] == ["Une promo"]
