"""What is done with new articles of feeds: the reader's rules, and the full texts that config.toml asks for."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from gazette_cli.config import Config
from gazette_cli.library import sources
from gazette_cli.services.delivery import Arrive


def make_arrive(
    db: sqlite3.Connection, config: Config, now: datetime
) -> tuple[Arrive | None, tuple[str, ...]]:
    """Return what applies the reader's rules to new articles, None where there are none, and remarks on the rules.

    Raises ConfigError for a rule that can't be read.
    """
    if not config.rules:
        return None, ()
    from gazette_cli.services.rules import apply_rules, compile_rules

    rulebook = compile_rules(config, sources.list_sources(db), now)

    def arrive(db: sqlite3.Connection, new_ids: Sequence[int]) -> None:
        apply_rules(db, rulebook, new_ids)

    return arrive, rulebook.warnings
