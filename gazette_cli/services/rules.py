"""The reader's rules: what is done to articles that arrive, by query (config.toml, [[rules]])."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from gazette_cli.config import Config, Rule
from gazette_cli.errors import ConfigError, NotFoundError, QueryError
from gazette_cli.library import state
from gazette_cli.library.picking import pick_ids
from gazette_cli.library.sources import list_sources, simplify_url
from gazette_cli.models import Source
from gazette_cli.query import Node
from gazette_cli.words import fold


class CompiledRule(NamedTuple):
    """A rule that can be asked: `number` counts from 1, `sources` are ids, None for all of them."""

    number: int
    rule: Rule
    node: Node
    sources: tuple[int, ...] | None = None


class Rulebook(NamedTuple):
    """The rules, and what is to be said of them: one line each."""

    rules: tuple[CompiledRule, ...]
    warnings: tuple[str, ...] = ()


class Applied(NamedTuple):
    """How many articles were marked read, starred, hidden (each of them also read), and tagged."""

    read: int = 0
    starred: int = 0
    hidden: int = 0
    tagged: int = 0


def compile_rules(config: Config, sources: Sequence[Source], now: datetime) -> Rulebook:
    """Return the rules of `config` ready to be asked; `now` (aware) is what since: and until: in them count from.

    A rule for a source that is not there finds nothing, and is a warning. Raises ConfigError for a query that can't be
    read.
    """
    compiled = tuple(_compile_rule(number, rule, sources, now) for number, rule in enumerate(config.rules, 1))
    lost = [one for one in compiled if one.sources == ()]
    warnings = (f"rule {one.number} of config.toml: no source {one.rule.source}" for one in lost)
    return Rulebook(compiled, tuple(warnings))


def choose_rule(config: Config, sources: Sequence[Source], name: str, now: datetime) -> CompiledRule:
    """Return the rule of that number, or one that is not in `config` and asks the query `name`; it does nothing.

    Raises NotFoundError where there is no such number, ConfigError and QueryError for what can't be read.
    """
    if not (name.isascii() and name.isdecimal()):
        from gazette_cli.parsing.query import parse_query

        return CompiledRule(0, Rule(name, ()), parse_query(name, now))
    for number, rule in enumerate(config.rules, 1):
        if str(number) == name:
            return _compile_rule(number, rule, sources, now)
    hint = f"the last is {len(config.rules)}" if config.rules else "config.toml has none"
    raise NotFoundError(f"no rule {name}", f"{hint}; to look for the number, quote it: '\"{name}\"'")


def _compile_rule(number: int, rule: Rule, sources: Sequence[Source], now: datetime) -> CompiledRule:
    from gazette_cli.parsing.query import parse_query

    try:
        node = parse_query(rule.match, now)
    except QueryError as exc:
        message = f"rule {number} of config.toml: {exc.message}: {rule.match}"
        raise ConfigError(message, exc.hint or "`gazette rules` shows them") from exc
    return CompiledRule(number, rule, node, None if rule.source is None else find_named(sources, rule.source))


def find_named(sources: Sequence[Source], name: str) -> tuple[int, ...]:
    """Return the ids of the sources that a line of config.toml names: by number, else URL, else title.

    Several may bear one title.
    """
    folded, simple = fold(name), simplify_url(name)
    for fitting in (
        [source.id for source in sources if source.location == name],
        [source.id for source in sources if str(source.id) == name],
        [s.id for s in sources if "://" in s.location and simplify_url(s.location) == simple],
        [source.id for source in sources if fold(source.title) == folded],
    ):
        if fitting:
            return tuple(fitting)
    return ()


def apply_rules(db: sqlite3.Connection, rulebook: Rulebook, new_ids: Sequence[int]) -> Applied:
    """Do what the rules say to the articles that have just arrived, in the transaction that has stored them.

    Each rule is asked of them as they arrived: what one does changes nothing for another, and their order is nothing.
    None of it is a line of the journal: the reader has not done it.
    """
    found: dict[str, set[int]] = {}
    for one in _find_sources(db, rulebook.rules):
        caught = pick_ids(db, one.node, new_ids, one.sources)
        for action in one.rule.do if caught else ():
            found.setdefault(action, set()).update(caught)
    hidden, starred = found.pop("hide", set()), found.pop("star", set())
    read = found.pop("read", set()) | hidden
    state.apply_flag(db, sorted(read), "read", True)
    state.apply_flag(db, sorted(starred), "starred", True)
    state.apply_flag(db, sorted(hidden), "hidden", True)
    for action, ids in found.items():
        state.apply_tag(db, sorted(ids), action.removeprefix("tag "))
    tagged = set().union(*found.values())
    return Applied(len(read), len(starred), len(hidden), len(tagged))


def _find_sources(db: sqlite3.Connection, rules: Sequence[CompiledRule]) -> Iterator[CompiledRule]:
    """Yield the rules, with the sources that have got the title they name since: a feed's comes with its articles."""
    known: list[Source] | None = None
    for one in rules:
        if one.sources == () and one.rule.source:
            known = list_sources(db) if known is None else known
            one = one._replace(sources=find_named(known, one.rule.source))
        yield one
