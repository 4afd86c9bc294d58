"""A walk by chance over everything that changes a library, beside a model of it in plain dictionaries."""

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from gazette_cli.library import articles, sources
from gazette_cli.library.connection import open_library, writing
from gazette_cli.library.search import search_articles
from gazette_cli.query import EVERYTHING, Term
from gazette_cli.services import adding, marking
from tests.conftest import NOW
from tests.library.whole import assert_whole

FILES = st.integers(0, 5)
PICKED = st.lists(FILES, min_size=1, max_size=3, unique=True)
TAGS = ("mer", "phare", "vent")
WORDS = ("bateaux", "corée", "œuvre", "acceptation", "l'invitation", "ﬁn", "北京", "naïve")
SAID = st.lists(st.sampled_from(WORDS), max_size=3)
FLAGS = {
    "read": ("read", True),
    "unread": ("read", False),
    "star": ("starred", True),
    "unstar": ("starred", False),
}


@dataclass
class Known:
    """An article as the model knows it. `tags`: name -> whether it is the file's word."""

    text: str
    tags: dict[str, bool]
    flags: dict[str, bool] = field(default_factory=lambda: {"read": False, "starred": False})


class Walk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.folder = self.home / "pages"
        self.folder.mkdir()
        self.opened = open_library(self.home / "library.db")
        self.db = self.opened.__enter__()
        self.step = 0
        self.known: dict[int, Known] = {}
        self.ids: dict[int, int] = {}
        self.journal: list[list[tuple[int, str, object, bool]]] = []
        self.write(0, [], [])
        adding.add_path(self.db, str(self.folder), NOW)
        self.take(0, [], [])

    def teardown(self) -> None:
        self.opened.__exit__(None, None, None)
        shutil.rmtree(self.home)

    def path(self, number: int) -> Path:
        return self.folder / f"page{number}.md"

    def write(self, number: int, said: list[str], tags: list[str]) -> None:
        self.step += 1
        self.text = " ".join([f"version{self.step} page{number}x", *said])
        self.path(number).write_text(
            f"---\ntags: [{', '.join(tags)}]\n---\n# Titre {number}\n\n{self.text}\n"
        )

    def take(self, number: int, said: list[str], tags: list[str]) -> None:
        known = self.known.setdefault(number, Known("", {}))
        known.text = self.text
        refused = {
            name
            for name in TAGS
            for last in [
                [put for action in self.journal for n, tag, _, put in action if (n, tag) == (number, name)]
            ]
            if last and not last[-1]
        }
        own = {name: False for name, stated in known.tags.items() if not stated}
        known.tags = {**{tag: True for tag in tags if tag not in refused}, **own}

    @rule(number=FILES, said=SAID, tags=st.lists(st.sampled_from(TAGS), max_size=2, unique=True))
    def write_file(self, number: int, said: list[str], tags: list[str]) -> None:
        self.write(number, said, tags)
        outcome = adding.reread_sources(self.db, NOW)
        assert (outcome.new, outcome.updated) == ((0, 1) if number in self.known else (1, 0))
        self.take(number, said, tags)

    @rule(number=FILES)
    def delete_file(self, number: int) -> None:
        self.path(number).unlink(missing_ok=True)
        assert adding.reread_sources(self.db, NOW) == adding.Added()

    @rule(picked=PICKED, verb=st.sampled_from(sorted(FLAGS)))
    def mark(self, picked: list[int], verb: str) -> None:
        flag, value = FLAGS[verb]
        changing = [n for n in picked if n in self.known and self.known[n].flags[flag] != value]
        ids = [self.ids[n] for n in picked if n in self.known]
        assert marking.mark_articles(self.db, ids, verb, NOW) == len(changing)
        for n in changing:
            self.known[n].flags[flag] = value
        if changing:
            self.journal.append([(n, flag, None, value) for n in changing])

    @rule(picked=PICKED, tag=st.sampled_from(TAGS), present=st.booleans())
    def tag(self, picked: list[int], tag: str, present: bool) -> None:
        there = [n for n in picked if n in self.known]
        changing = [n for n in there if (tag in self.known[n].tags) != present]
        if not present and not self.db.execute("SELECT 1 FROM tags WHERE name = ?", (tag,)).fetchone():
            return
        ids = [self.ids[n] for n in there]
        assert marking.tag_articles(self.db, ids, tag, present, NOW) == len(changing)
        action: list[tuple[int, str, object, bool]] = []
        for n in there:
            if not present and n in changing:
                action.append((n, tag, self.known[n].tags.pop(tag), False))
            elif present:
                self.known[n].tags[tag] = False
                if n in changing:
                    action.append((n, tag, None, True))
        if action:
            self.journal.append(action)

    @rule()
    def undo(self) -> None:
        undone = marking.undo(self.db)
        assert (undone is None) == (not self.journal)
        for n, name, stated, value in self.journal.pop() if self.journal else ():
            known = self.known[n]
            if name in known.flags:
                known.flags[name] = not value
            elif value:
                known.tags.pop(name, None)
            else:
                known.tags.setdefault(name, bool(stated))

    @precondition(lambda self: self.step % 4 == 3)
    @rule()
    def remove_and_add(self) -> None:
        (source,) = sources.list_sources(self.db)
        with writing(self.db):
            assert sources.remove_source(self.db, source.id) == len(self.known)
        assert_whole(self.db)
        assert not self.db.execute("SELECT 1 FROM tags UNION SELECT 1 FROM actions").fetchone()
        self.known, self.journal = {}, []
        self.write(1, [], ["mer"])
        for path in self.folder.iterdir():
            if path != self.path(1):
                path.unlink()
        adding.add_path(self.db, str(self.folder), NOW)
        self.take(1, [], ["mer"])

    @invariant()
    def agrees(self) -> None:
        assert_whole(self.db)
        listed = articles.list_articles(self.db)
        self.ids = {int(article.title.split()[1]): article.id for article in listed}
        said = {
            int(article.title.split()[1]): (article.read, article.starred, set(article.tags))
            for article in listed
        }
        assert len(listed) == len(self.known) == sources.count_source_articles(self.db)[0]
        assert said == {n: (*known.flags.values(), set(known.tags)) for n, known in self.known.items()}
        for term, holds in (
            *((Term("tag", tag), lambda known, tag=tag: tag in known.tags) for tag in TAGS),
            (Term("is", "unread"), lambda known: not known.flags["read"]),
            (Term("is", "starred"), lambda known: known.flags["starred"]),
            *(
                (Term("text", word), lambda known, word=word: word in known.text.split())
                for word in WORDS[:3]
            ),
            *((Term("text", f"page{n}x"), lambda known, n=n: f"page{n}x" in known.text) for n in range(3)),
        ):
            expected = {self.ids[n] for n, known in self.known.items() if holds(known)}
            assert set(articles.list_ids(self.db, term)) == expected, term
            assert articles.count_articles(self.db, term) == len(expected)
            if term.field == "text":
                assert {row[0] for row in search_articles(self.db, term).rows} == expected
        assert articles.list_ids(self.db, EVERYTHING) == [article.id for article in listed]


TestWalk = Walk.TestCase
TestWalk.settings = settings(
    max_examples=25, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
)
