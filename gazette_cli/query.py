"""A query as a tree: what `gazette search` reads from words, and what list's options stand for.

One language for everything that picks articles: search, list filters, bulk marks, and rules.
"""

from typing import NamedTuple, TypeAlias

# Fields of Term whose value is text to be looked up in the full-text index.
TEXT_FIELDS = ("text", "title", "author", "place")


class Term(NamedTuple):
    """One condition.

    `field`: "text" (title or body), "title", "author", "place": `value` is what was typed and `form` is "word",
    "phrase" or "prefix". "source", "tag", "lang": `value` is a name, compared blind to case and accents.
    "is": `value` is "unread", "read", "begun" (left before its end), "starred", "revised" or "hidden". "since" and
    "until": `value` is seconds since the epoch, UTC; since includes that second, until excludes it.
    """

    field: str
    value: str | int
    form: str = "word"


class And(NamedTuple):
    """All of `parts`. Without parts it holds for every article."""

    parts: "tuple[Node, ...]"


class Or(NamedTuple):
    """Any of `parts`; never empty."""

    parts: "tuple[Node, ...]"


class Not(NamedTuple):
    """Everything but `part`."""

    part: "Node"


Node: TypeAlias = Term | And | Or | Not
EVERYTHING = And(())
