"""gazette sources: what is read, and how it fares."""

from tests.commands.subscribed import deliver, now_of, subscribe
from tests.conftest import Gazette

KEYS = [
    *(
        "id",
        "kind",
        "title",
        "location",
        "total",
        "unread",
        "added",
        "tags",
        "site",
        "health",
        "last_success",
    ),
    *("last_check", "next_check", "error", "failures"),
]


def test_sources_and_their_counts(library: Gazette, make_page) -> None:  # type: ignore[no-untyped-def]
    library.write("pages/a.txt", make_page("Un", "Le premier."))
    library.write("pages/b.txt", make_page("Deux", "Le second."))
    single = library.write("c.txt", make_page("Trois", "Le troisième."))
    library("add", str(library.home / "pages"), str(single))
    library("read", "a")
    folder, file = library("sources", "--json").records
    assert list(folder) == KEYS
    assert (folder["kind"], folder["title"], folder["total"], folder["unread"]) == ("folder", "pages", 2, 1)
    assert folder["location"] == str(library.home / "pages")
    assert [folder[key] for key in KEYS[7:]] == [[], None, None, None, None, None, None, 0]
    assert (file["kind"], file["title"], file["total"], file["unread"]) == ("file", "c.txt", 1, 1)
    assert [line.split("\t")[0] for line in library("sources").lines] == [str(folder["id"]), str(file["id"])]
    screen = library("sources", COLUMNS="80")
    assert "pages" in screen.out
    assert all(len(line) <= 80 for line in screen.lines)


def test_a_feed_tells_how_it_fares(library: Gazette) -> None:
    now = now_of(library)
    number = subscribe(
        library,
        "https://lent.example/rss",
        "Le Lent",
        site="https://lent.example/",
        checked=now - 60,
        succeeded=now - 7200,
        next_check=now + 720,
        failures=2,
        error="no answer in 30 s",
    )
    deliver(library, number, 3)
    new = subscribe(library, "https://neuf.example/atom")
    slow, fresh = library("sources", "--json").records
    assert list(slow) == list(fresh) == KEYS
    assert [slow[key] for key in KEYS[4:6]] == [3, 3]
    assert [slow[key] for key in KEYS[8:]] == [
        *("https://lent.example/", "failing", "2026-06-17T08:00:00+00:00", "2026-06-17T09:59:00+00:00"),
        *("2026-06-17T10:12:00+00:00", "no answer in 30 s", 2),
    ]
    assert [fresh[key] for key in KEYS[8:]] == [None, "new", None, None, None, None, 0]
    assert (fresh["id"], fresh["title"]) == (new, "https://neuf.example/atom")
    french = library("sources", COLUMNS="100", LANG="fr_FR.UTF-8").out
    assert "dans 12 min" in french and "maintenant" in french
    english = library("sources", COLUMNS="100").out
    assert "in 12 min" in english and "no answer in 30 s (2 times)" in english


def test_credentials_are_shown_nowhere(library: Gazette) -> None:
    number = subscribe(library, "https://prive.example/rss", login="camille:s3cret", failures=1, error="401")
    library("tag-source", "presse", str(number))
    for line in (["sources"], ["sources", "--json"], ["doctor"], ["doctor", "--json"], ["doctor", "--all"]):
        for columns in ("", "120"):
            result = library(*line, COLUMNS=columns)
            assert "prive.example" in result.out
            assert "s3cret" not in result.out + result.err


def test_failing_ones_alone(library: Gazette) -> None:
    subscribe(library, "https://bon.example/rss", checked=1, succeeded=1)
    assert library("sources", "--failing").out == ""
    assert "no feed here needs care" in library("sources", "--failing").err
    failing = subscribe(library, "https://lent.example/rss", failures=1, error="reset")
    gone = subscribe(library, "https://vieux.example/rss", gone=True)
    subscribe(library, "https://neuf.example/rss")
    assert [one["id"] for one in library("sources", "--failing", "--json").records] == [failing, gone]


def test_by_tag_and_what_is_below_it(library: Gazette) -> None:
    one, two, three = (subscribe(library, f"https://{name}.example/rss") for name in ("a", "b", "c"))
    library("tag-source", "Presse/Régionale", str(one))
    library("tag-source", "presse", str(two))
    library("tag-source", "pressentiment", str(three))
    library("tag-source", "mer", str(one))

    def tagged(*tags: str) -> list[int]:
        options = [part for tag in tags for part in ("--tag", tag)]
        return [source["id"] for source in library("sources", "--json", *options).records]

    assert tagged("presse") == [one, two]
    assert tagged("presse/regionale") == [one]
    assert tagged("presse", "MER") == [one]
    none = library("sources", "--tag", "rien")
    assert (none.code, none.out) == (0, "")
    assert "no source is tagged rien" in none.err


def test_what_a_server_says_is_shown_safely(library: Gazette) -> None:
    subscribe(
        library,
        "https://a.example/rss",
        "\x1b[31mRouge\u202e\t[/]",
        failures=9,
        error="\x1b]0;titre\x07cause\nautre",
    )
    for columns in ("", "80", "20"):
        out = library("sources", COLUMNS=columns).out
        assert not set(out) & set("\x1b\x07\u202e")
    assert "cause autre" in library("sources").out
    assert len(library("sources").lines) == 1
    assert "\x1b" not in library("sources", "--json").out


def test_times_that_no_calendar_holds(library: Gazette) -> None:
    subscribe(library, "https://a.example/rss", checked=2**62, succeeded=-(2**62), next_check=2**62)
    (record,) = library("sources", "--json").records
    assert (record["last_check"], record["last_success"], record["next_check"]) == (None, None, None)
    assert library("sources", COLUMNS="120").code == 0


def test_a_newcomer_has_the_bundled_edition(gazette: Gazette) -> None:
    (seeds,) = gazette("sources", "--json").records
    assert (seeds["kind"], seeds["location"]) == ("seeds", "seeds")
    assert seeds["total"] == len(gazette("list", "--all").lines)


def test_without_sources_it_says_how_to_add_one(library: Gazette) -> None:
    result = library("sources")
    assert (result.code, result.out) == (0, "")
    assert "gazette add PATH" in result.err
