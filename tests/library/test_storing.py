"""Which entries of feeds are one article, and what an edit leaves as it was."""

import pickle
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gazette_cli.library import state, storing
from gazette_cli.library.articles import list_ids
from gazette_cli.library.indexing import writing_articles
from gazette_cli.library.revisions import list_edits
from gazette_cli.library.updating import store_full_text
from gazette_cli.models import Enclosure, Entry
from gazette_cli.query import Term
from tests.library.press import DAY, Press, item, open_press
from tests.library.whole import assert_whole

LONG = "La préfecture annonce que le pont du port ouvrira lundi matin après deux ans de travaux, avec un an de retard."


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    with open_press(tmp_path) as opened:
        yield opened
        assert_whole(opened.db)


def edits(press: Press, article_id: int) -> list[tuple[str, str]]:
    """(headline, text) of what an article said before."""
    return [(edit[1], edit[3]) for edit in list_edits(press.db, article_id)]


def test_an_edit_keeps_id_read_star_and_tags_and_what_was_said_before(press: Press) -> None:
    press.deliver("a", item(1), item(2))
    state.set_flag(press.db, [1], "read", True, "read", 0)
    state.set_flag(press.db, [1], "starred", True, "star", 0)
    state.set_tag(press.db, [1], "port", True, "tag", 0)
    edited = replace(item(1), title="Titre changé", text="Tout autre.")
    assert press.deliver("a", edited, item(2)) == "0 1 1"
    article = press.articles()[1]
    assert (article.title, article.read, article.starred, article.tags) == (
        "Titre changé",
        True,
        True,
        ("port",),
    )
    assert edits(press, 1) == [("Titre 1", "Le texte de l'article 1.")]
    assert edits(press, 2) == []
    assert list_ids(press.db, Term("text", "autre")) == list_ids(press.db, Term("is", "revised")) == [1]
    assert list_ids(press.db, Term("text", "texte")) == [2]


def test_what_another_process_has_studied_is_stored_the_same(press: Press) -> None:
    entry = replace(
        item(1, text="Les Œuvres\n\nacceptées à Sète."), tags=("mer", "Mer"), author="A", place="Sète", publication="P",
        enclosures=(Enclosure("https://j.example/a.mp3", "audio/mpeg", 5),), summary="Bref.",
        comments="https://j.example/c", image="https://j.example/i.png", duration=61,
    )  # fmt: skip
    press.deliver("a", entry, studied=True)
    press.deliver("b", replace(entry, title="Autre", url=None, guid="b"))
    assert pickle.loads(pickle.dumps(storing.study_entry(entry))) == storing.study_entry(entry)
    one, other = press.articles()[1], press.articles()[2]
    own: dict[str, Any] = {"id": 0, "title": "", "url": None, "published": None}
    assert replace(one, **own) == replace(other, **own)
    content = press.content(1)
    assert (content.comments, content.image, content.duration) == (entry.comments, entry.image, 61)
    assert content.full_text is False
    assert list_ids(press.db, Term("text", "oeuvre")) == [2, 1]


def test_what_has_changed_besides_headline_and_text_is_no_revision(press: Press) -> None:
    press.deliver("a", item(1))
    for edited in (
        replace(item(1), tags=("mer",)),
        replace(item(1), tags=("mer",), html="<p>Le texte de l'article 1.</p>"),
        replace(item(1), image="https://journal.example/1.png"),
    ):
        assert press.deliver("a", edited) == "0 1 0"
    assert edits(press, 1) == []
    assert press.content(1).image is not None


def test_of_many_edits_the_first_and_the_newest_are_kept(press: Press) -> None:
    for n in range(60):
        press.deliver("a", item(1, text=f"Version {n}."))
    kept = [text for _, text in edits(press, 1)]
    assert (len(kept), kept[0], kept[1], kept[-1]) == (50, "Version 0.", "Version 10.", "Version 58.")


def test_of_large_edits_fewer_are_kept(press: Press) -> None:
    for n in range(6):
        press.deliver("a", item(1, text=f"{n} " + "x" * 1_500_000))
    assert [text[0] for _, text in edits(press, 1)] == ["0", "4"]


def test_a_guid_that_changes_with_each_refresh_is_no_new_article(press: Press) -> None:
    for salt in ("a", "b", "c"):
        items = [item(n, guid=f"{salt}{n}") for n in range(5)]
        assert press.deliver("a", *items, day=20) == ("5 0 0" if salt == "a" else "0 0 5")
    items = [item(n, guid=f"d{n}", text=f"Corrigé {n}.") for n in range(5)]
    assert press.deliver("a", *items, day=20) == "0 5 0"
    assert (
        press.deliver("a", *[item(n, guid=f"e{n}", text=f"Corrigé {n}.") for n in range(5)], day=21)
        == "0 5 0"
    )
    press.deliver("a", *[item(n, guid=f"f{n}", title=f"Nouveau titre {n}") for n in range(5)], day=21)
    assert press.titles() == [f"Nouveau titre {n}" for n in range(5)]
    assert edits(press, 3) == [("Titre 2", "Le texte de l'article 2."), ("Titre 2", "Corrigé 2.")]


def test_links_are_compared_by_where_they_lead(press: Press) -> None:
    links = (
        "http://www.journal.example/2026/pont", "https://journal.example/2026/pont/", "https://JOURNAL.example:443/2026/pont",
        "https://journal.example/2026/pont?utm_source=rss&xtor=RSS-1", "https://journal.example/2026/pont#comments",
    )  # fmt: skip
    for n, link in enumerate(links):
        press.deliver("a", item(1, guid=f"g{n}", url=link, text=f"Version {n}."))
    assert press.titles() == ["Titre 1"]
    assert press.articles()[1].url == links[-1]
    press.deliver("a", item(1, guid="x", url="https://journal.example/2026/pont?page=2", text="Suite."))
    press.deliver("a", item(1, guid="y", url="https://journal.example/2026/Pont", text="Majuscule."))
    assert len(press.titles()) == 3
    # What an application shows may be told by its fragment alone.
    press.deliver("a", item(1, guid="p", url="https://journal.example/#!/pont?b=2&a=1", text="Le pont."))
    press.deliver("a", item(1, guid="q", url="https://journal.example/#!/quai", text="Le quai."))
    press.deliver("a", item(1, guid="r", url="https://journal.example/lire?b=2&a=1", text="Une."))
    press.deliver(
        "a", item(1, guid="s", url="https://journal.example/lire?a=1&b=2&utm_medium=x", text="Deux.")
    )
    assert len(press.titles()) == 6


@pytest.mark.parametrize("prose", ["", " ".join(f"parole{{0}}{n}" for n in range(40))])
def test_numbers_for_guids_are_names_of_nothing(press: Press, prose: str) -> None:
    def number(*stories: int) -> list[Entry]:
        return [item(story, guid=str(n), text=prose.format(story)) for n, story in enumerate(stories, 1)]

    assert press.deliver("a", *number(3, 2, 1), day=1) == "3 0 0"
    state.set_flag(press.db, [1], "read", True, "read", 0)
    assert press.deliver("a", *number(4, 3, 2), day=1) == "1 0 2"
    assert press.deliver("a", *reversed(number(6, 5, 4)), day=1) == "2 0 1"
    assert press.titles() == [f"Titre {n}" for n in (3, 2, 1, 4, 5, 6)]
    assert [article.id for article in press.articles().values() if article.read] == [1]
    assert not list_ids(press.db, Term("is", "revised"))


def test_a_new_headline_with_a_new_address_over_the_same_text_is_an_edit(press: Press) -> None:
    press.deliver("a", item(1, text=LONG))
    assert (
        press.deliver("a", item(1, title="Le pont ouvrira", url="https://journal.example/le-pont", text=LONG))
        == "0 1 0"
    )
    assert press.titles() == ["Le pont ouvrira"]


@pytest.mark.parametrize("told", [True, False])
def test_entries_that_share_a_link_are_told_apart(press: Press, told: bool) -> None:
    show = "https://radio.example/show"
    for last in range(2, 6):
        items = [item(n, url=show, text=f"Épisode {n}: {LONG}") for n in range(last, 0, -1)[:2]]
        press.deliver("a", *items, day=last, told=told)
    assert press.titles() == [f"Titre {n}" for n in (2, 1, 3, 4, 5)]
    if told:
        # Nor is the last one left taken for the next.
        press.deliver("a", item(6, url=show, text="Tout autre chose"), day=9)
        press.deliver("a", item(7, url=show, text="Encore autre chose"), item(6, url=show), day=10)
        assert len(press.titles()) == 7


def test_an_episode_a_day_under_one_headline_and_one_link_is_an_episode_a_day(press: Press) -> None:
    episodes = [
        item(n, title="Le journal", url="https://radio.example/j", text=f"Jour {n}.") for n in range(9)
    ]
    for day in range(1, 7):
        press.deliver("a", *episodes[day : day + 3], days=range(day, day + 3))
    assert len(press.titles()) == 8
    # Also where its words are the same each day: it is the recording that is new.
    episodes = [
        replace(item(n, guid=f"x{n}", title="La météo", url="https://radio.example/j", text="Écoutez."),
                enclosures=(Enclosure(f"https://radio.example/{n}.mp3"),))
        for n in range(9)
    ]  # fmt: skip
    for day in range(1, 7):
        press.deliver("a", *episodes[day : day + 3], days=range(day, day + 3))
    assert len(press.titles()) == 16


def test_an_entry_that_is_there_twice_is_one_article(press: Press) -> None:
    assert press.deliver("a", item(1), item(1, guid="again"), item(1, guid="once more"), day=1) == "1 0 2"
    assert press.deliver("a", item(1, guid="yet"), item(1, guid="another"), day=2) == "0 1 1"
    assert press.deliver("a", item(1, guid="with"), item(1, guid="dates"), days=(3, 4)) == "0 1 1"


def test_one_story_in_two_feeds_is_one_row(press: Press) -> None:
    press.deliver("a", item(1, title="Le pont ouvre", text="Le pont du port."), day=1)
    assert press.deliver("b", item(1, guid="z", title="Le pont ouvre lundi", text=LONG), day=1) == "0 1 0"
    assert press.content(1).text == LONG
    # What is less than that is no edit of it, whoever delivers it.
    assert press.deliver("a", item(1, title="Le pont ouvre", text="Le pont."), day=1) == "0 0 1"
    assert press.deliver("c", item(1, guid="y", title="Pont du port", text="Le pont."), day=1) == "0 0 1"
    assert edits(press, 1) == []
    # The one that tells it may say less.
    assert press.deliver("b", item(1, guid="z", title="Le pont ouvre lundi", text="Bref."), day=1) == "0 1 0"
    assert edits(press, 1) == [("Le pont ouvre lundi", LONG)]


def test_the_same_edit_in_two_feeds_is_one_revision(press: Press) -> None:
    for text in ("Avant, et plus long.", "Après."):
        press.deliver("a", item(1, text=text))
        press.deliver("b", replace(item(1, guid="b", text=text), tags=("rubrique",)))
    assert edits(press, 1) == [("Titre 1", "Avant, et plus long.")]


@pytest.mark.parametrize("url", ["https://journal.example/", "http://www.journal.example", "not a link", ""])
def test_a_front_page_is_nobodys_article(press: Press, url: str) -> None:
    press.deliver("a", item(1, url=url))
    press.deliver("a", item(2, url=url))
    press.deliver("b", item(3, url=url))
    assert len(press.titles()) == 3


def test_headlines_that_have_nothing_in_common_over_one_link_are_two_articles(press: Press) -> None:
    press.deliver("a", item(1, title="Tempête", text=LONG, url="https://journal.example/direct"))
    other = "Quatorze coureurs abandonnent l'étape des cols, disputée sous une chaleur accablante, dit la direction."
    press.deliver("a", item(2, title="Cyclisme", text=other, url="https://journal.example/direct"))
    assert press.titles() == ["Tempête", "Cyclisme"]


def test_an_undated_entry_keeps_the_day_it_was_first_seen(press: Press) -> None:
    press.deliver("a", item(1))
    first = press.articles()[1].published
    press.now += 5 * DAY
    assert press.deliver("a", item(1, text="Corrigé.")) == "0 1 0"
    assert press.articles()[1].published == first
    press.deliver("a", item(1, text="Daté."), day=20_000)
    assert press.articles()[1].dated == "time"
    press.deliver("a", item(1, text="Déplacé."), day=20_001)
    moved = press.articles()[1].published
    press.deliver("a", item(1, text="Sans date de nouveau."))
    assert press.articles()[1].published == moved
    assert moved is not None
    assert moved.timestamp() == 20_001 * DAY


def test_a_full_text_stays_when_the_feed_changes_its_summary(press: Press) -> None:
    press.deliver("a", item(1, text="Le résumé."))
    with writing_articles(press.db):
        store_full_text(press.db, 1, f"{LONG}\n\nSuite complète.", "<p>x</p>", press.now)
    assert list_ids(press.db, Term("text", "préfecture")) == [1]
    assert list_ids(press.db, Term("text", "résumé")) == []
    assert press.articles()[1].words > 20
    assert press.deliver("a", replace(item(1, text="Le résumé, corrigé."), author="Anne Roux")) == "0 1 0"
    content = press.content(1)
    assert (content.text, content.html, content.full_text) == (f"{LONG}\n\nSuite complète.", "<p>x</p>", True)
    assert press.articles()[1].author == "Anne Roux"
    assert press.articles()[1].words > 20
    assert edits(press, 1) == []
    press.deliver("b", item(1, guid="b", title="Un titre ailleurs", text="z" * 5000))
    assert press.content(1).text.startswith("La préfecture")
    assert press.titles() == ["Titre 1"]
    with writing_articles(press.db):
        store_full_text(press.db, 1, "Récrit.", None, press.now)
        store_full_text(press.db, 99, "Nulle part.", None, press.now)
    assert [text for _, text in edits(press, 1)] == [f"{LONG}\n\nSuite complète."]


def test_hidden_articles_are_in_no_count(press: Press) -> None:
    press.deliver("a", *[item(n) for n in range(4)])
    assert state.apply_flag(press.db, [1, 2], "hidden", True) == 2
    assert state.apply_flag(press.db, [1, 2, 99], "hidden", True) == 0
    assert press.db.execute("SELECT total, unread FROM sources").fetchone() == (2, 2)
    state.apply_flag(press.db, [1, 3], "read", True)
    assert press.db.execute("SELECT total, unread FROM sources").fetchone() == (2, 1)
    state.set_flag(press.db, [1, 2], "hidden", False, "show", 0)
    assert press.db.execute("SELECT total, unread FROM sources").fetchone() == (4, 2)
    state.undo_last(press.db)
    assert press.db.execute("SELECT total, unread FROM sources").fetchone() == (2, 1)
    assert state.apply_tag(press.db, [1, 3], "Mer") == 2
    assert state.apply_tag(press.db, [1, 3], "mer") == 0
    assert press.db.execute("SELECT count(*) FROM actions WHERE undone = 0").fetchone() == (0,)
