"""What a shell may complete: ids with their headlines, names of sources and tags.

The help text beside a completion is read as Rich markup by Typer: headlines are escaped.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from sqlite3 import Connection

import typer

from gazette_cli.errors import GazetteError
from gazette_cli.text import clean_line

_MOST = 50


def complete_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the newest articles whose id begins so, with their headlines."""
    from rich.markup import escape

    from gazette_cli.library.articles import list_articles

    with _library() as db:
        newest = list_articles(db, limit=20 * _MOST) if db else []
        found = [
            (str(article.id), escape(clean_line(article.title)))
            for article in newest
            if str(article.id).startswith(incomplete)
        ]
        return found[:_MOST]


def complete_sources(incomplete: str) -> list[str]:
    """Return the names of sources that begin so, blind to case and accents."""
    return _complete_names("source", incomplete)


def complete_tags(incomplete: str) -> list[str]:
    """Return the tags that begin so, blind to case and accents."""
    return _complete_names("tag", incomplete)


def complete_locations(incomplete: str) -> list[str]:
    """Return the titles and numbers of sources (subscriptions) that begin so."""
    from gazette_cli.library.sources import list_sources
    from gazette_cli.words import fold

    with _library() as db:
        found = list_sources(db) if db else []
    names = [name for source in found for name in (clean_line(source.title), str(source.id), source.location)]
    return [name for name in dict.fromkeys(names) if fold(name).startswith(fold(incomplete))][:_MOST]


def complete_verbs(incomplete: str) -> list[str]:
    """Return the marks that begin so."""
    from gazette_cli.services.marking import VERBS

    return [verb for verb in VERBS if verb.startswith(incomplete)]


def complete_marked(ctx: typer.Context, incomplete: str) -> list[str] | list[tuple[str, str]]:
    """Return what may follow a mark: the tags after `tag` and `untag`, else ids."""
    if ctx.params.get("verb") in ("tag", "untag") and not ctx.params.get("ids"):
        return complete_tags(incomplete)
    return complete_ids(incomplete)


def _complete_names(kind: str, incomplete: str) -> list[str]:
    from gazette_cli.library.articles import list_names
    from gazette_cli.words import fold

    with _library() as db:
        names = [clean_line(name) for name, _ in list_names(db, kind)] if db else []
        return [name for name in names if fold(name).startswith(fold(incomplete))][:_MOST]


@contextmanager
def _library() -> Iterator[Connection | None]:
    """The library as it is, if there is one that can be read: completing changes nothing and says nothing."""
    from gazette_cli.library.connection import open_library
    from gazette_cli.paths import find_library

    path = find_library(os.environ, None)
    if not path.exists():
        yield None
        return
    try:
        with open_library(path) as db:
            yield db
    except GazetteError:
        yield None
