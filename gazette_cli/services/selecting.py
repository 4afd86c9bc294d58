"""Which articles a person means: by number, range, word or file name, or by the filters that commands share."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from gazette_cli.errors import NotFoundError, UsageError
from gazette_cli.library import articles
from gazette_cli.query import And, Node, Or, Term

_LARGEST_ID = 2**63 - 1
_UNREAD = Term("is", "unread")


def build_filter(
    now: datetime,
    *,
    unread: bool = False,
    starred: bool = False,
    source: Sequence[str] = (),
    tag: Sequence[str] = (),
    lang: Sequence[str] = (),
    since: str | None = None,
    until: str | None = None,
    search: str | None = None,
    revised: bool = False,
    hidden: bool = False,
) -> Node:
    """Return what these options ask for together: several sources or languages are alternatives, tags add up.

    Raises UsageError for a date, QueryError for a search that can't be read.
    """
    parts: list[Node] = []
    if search is not None:
        from gazette_cli.parsing.query import parse_query

        parts.append(parse_query(search, now))
    if unread:
        parts.append(_UNREAD)
    for state, wanted in (("starred", starred), ("revised", revised), ("hidden", hidden)):
        if wanted:
            parts.append(Term("is", state))
    for field, names in (("source", source), ("lang", lang)):
        if names:
            parts.append(Or(tuple(Term(field, name) for name in names)))
    parts += [Term("tag", name) for name in tag]
    if since is not None or until is not None:
        from gazette_cli.parsing.dates import parse_when

        if since is not None:
            parts.append(Term("since", int(parse_when(since, now)[0].timestamp())))
        if until is not None:
            parts.append(Term("until", int(parse_when(until, now)[1].timestamp())))
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def select_ids(db: sqlite3.Connection, names: Sequence[str]) -> list[int]:
    """Return the ids that `names` stand for, in their order, each once.

    A name is a number, a range (3-7), `latest`, `next` and `prev` (neighbours.Trail.follow), `random`, or what a file
    is called with or without its endings. Raises NotFoundError for one that stands for nothing.
    """
    found: dict[int, None] = {}
    for name in names:
        found.update(dict.fromkeys(_select(db, name)))
    return list(found)


def _select(db: sqlite3.Connection, name: str) -> list[int]:
    first, dash, last = name.partition("-")
    if _is_number(name):
        ids = articles.find_ids(db, int(name), int(name)) if int(name) <= _LARGEST_ID else []
        return ids or _select_by_stem(db, name, _refuse_number(db, name))
    if dash and _is_number(first) and _is_number(last):
        low, high = sorted((min(int(first), _LARGEST_ID), min(int(last), _LARGEST_ID)))
        ids = articles.find_ids(db, low, high)
        if int(first) > int(last):
            ids.reverse()
        return ids or _select_by_stem(
            db, name, NotFoundError(f"no articles from {low} to {high}", _show_newest(db))
        )
    if name == "latest":
        return articles.list_ids(db, And(()), limit=1) or _refuse(
            NotFoundError("the library holds no articles yet")
        )
    if name in ("next", "prev"):
        from gazette_cli.services.neighbours import WORDS, Trail

        return [Trail(db).follow(WORDS[name])]
    if name == "random":
        by_chance = articles.find_random_id(db)
        return [by_chance] if by_chance else _refuse(NotFoundError("the library holds no articles yet"))
    return _select_by_stem(
        db,
        name,
        NotFoundError(
            f"no article {name}", "give a number, 3-7, latest, next, prev, random, or a file's name"
        ),
    )


def _select_by_stem(db: sqlite3.Connection, name: str, error: NotFoundError) -> list[int]:
    return articles.find_by_stem(db, name) or _refuse(error)


def _refuse(error: NotFoundError) -> list[int]:
    raise error


def _refuse_number(db: sqlite3.Connection, name: str) -> NotFoundError:
    near = articles.find_nearest_ids(db, min(int(name), _LARGEST_ID))
    if not near:
        return NotFoundError(f"no article {name}", "the library holds none yet: gazette add PATH")
    if len(near) == 1 and int(name) > near[0]:
        return NotFoundError(f"no article {name}", _show_newest(db))
    nearest = " and ".join(str(one) for one in near)
    return NotFoundError(f"no article {name}", f"the nearest: {nearest}; `gazette list` shows them")


def _show_newest(db: sqlite3.Connection) -> str:
    near = articles.find_nearest_ids(db, _LARGEST_ID)
    return f"the highest is {near[0]}; `gazette list` shows them" if near else "the library holds none yet"


def _is_number(name: str) -> bool:
    return name.isascii() and name.isdecimal() and len(name) < 30


def check_sort(sort: str) -> None:
    """Raise UsageError unless `sort` is one that lists know."""
    if sort not in articles.SORTS:
        raise UsageError(f"--sort {sort}: not an order", ", ".join(articles.SORTS))
