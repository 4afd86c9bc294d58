"""What a shell may complete: ids with their headlines, names of sources and tags.

The help text beside a completion is read as Rich markup by Typer: headlines are escaped.
"""

import os
import shlex
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from sqlite3 import Connection

import typer

from gazette_cli.errors import GazetteError
from gazette_cli.text import clean_line

RANKS = ("best", "date")  # what search results may be ordered by
_WORDS = {  # that name an article, as selecting.select_ids reads them
    "latest": "the newest",
    "next": "the next in the last list or search, or the newest unread",
    "prev": "the one before",
    "random": "one by chance",
}
_MOST = 50
_LONGEST = 60  # cells of a headline


def complete_ids(incomplete: str) -> list[tuple[str, str]]:
    """Return the newest articles whose id begins so, with their headlines; or the words for some that begin so."""
    from rich.markup import escape

    from gazette_cli.library.articles import list_articles
    from gazette_cli.render.cells import cut_cells

    if words := [(word, said) for word, said in _WORDS.items() if incomplete and word.startswith(incomplete)]:
        return words
    with _library() as db:
        newest = list_articles(db, limit=20 * _MOST) if db else []
        found = [
            (str(article.id), escape(cut_cells(clean_line(article.title), _LONGEST)))
            for article in newest
            if str(article.id).startswith(incomplete)
        ]
        return found[:_MOST]


def complete_links(ctx: typer.Context, incomplete: str) -> list[tuple[str, str]]:
    """Return the numbers of the links of the article named before, with their addresses."""
    from rich.markup import escape

    from gazette_cli.render.cells import cut_cells
    from gazette_cli.render.links import list_targets, name_address
    from gazette_cli.services.reading import open_article
    from gazette_cli.services.selecting import select_ids

    with _library() as db:
        found = select_ids(db, [ctx.params.get("name") or ""]) if db else []
        targets = list_targets(open_article(db, found[0])) if db and found else ()
        numbered = [(str(link.n), escape(cut_cells(name_address(link.url), _LONGEST))) for link in targets]
        return [one for one in numbered if one[0].startswith(incomplete)][:_MOST]


def complete_sources(incomplete: str) -> list[str]:
    """Return the names of sources that begin so."""
    return _complete_names("source", incomplete)


def complete_tags(incomplete: str) -> list[str]:
    """Return the tags that begin so."""
    return _complete_names("tag", incomplete)


def complete_languages(incomplete: str) -> list[str]:
    """Return the languages of the articles that begin so."""
    from gazette_cli.library.compile import list_languages

    with _library() as db:
        return [name for name in (list_languages(db) if db else ()) if name.startswith(incomplete.lower())]


def complete_ranks(incomplete: str) -> list[str]:
    """Return the orders of search results that begin so."""
    return [rank for rank in RANKS if rank.startswith(incomplete)]


def complete_sorts(incomplete: str) -> list[str]:
    """Return the orders of a list that begin so."""
    from gazette_cli.library.articles import SORTS

    return [name for name in SORTS if name.startswith(incomplete)]


def complete_locations(incomplete: str) -> list[str]:
    """Return the titles and numbers of sources (subscriptions) that begin so."""
    from gazette_cli.library.sources import list_sources

    with _library() as db:
        found = list_sources(db) if db else []
    names = [name for source in found for name in (clean_line(source.title), str(source.id), source.location)]
    return [name for name in dict.fromkeys(names) if name.startswith(incomplete)][:_MOST]


def complete_source_tags(incomplete: str) -> list[str]:
    """Return the tags on sources that begin so."""
    from gazette_cli.library.sources import list_source_tags

    with _library() as db:
        names = [clean_line(name) for name in (list_source_tags(db) if db else ())]
        return [name for name in names if name.startswith(incomplete)][:_MOST]


def complete_tagged(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what may follow `tag-source`: first the tag, then sources."""
    return complete_locations(incomplete) if ctx.params.get("tag") else complete_source_tags(incomplete)


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

    with _library() as db:
        names = [clean_line(name) for name, _ in list_names(db, kind)] if db else []
        return [name for name in names if name.startswith(incomplete)][:_MOST]


@contextmanager
def _library() -> Iterator[Connection | None]:
    """The library as it is, if there is one that can be read: completing changes nothing and says nothing."""
    from gazette_cli.library.connection import open_library
    from gazette_cli.paths import find_library

    path = find_library(os.environ, find_library_option(os.environ))
    if not path.exists():
        yield None
        return
    try:
        with open_library(path) as db:
            yield db
    except GazetteError:
        yield None


def find_library_option(environ: Mapping[str, str]) -> str | None:
    """Return the value of --library on the command line that a shell is asking about, None without one."""
    typed = environ.get("COMP_WORDS") or environ.get("_TYPER_COMPLETE_ARGS", "")
    try:
        words = shlex.split(typed)
    except ValueError:  # a quotation mark that is still open
        words = typed.split()
    for at, word in enumerate(words[:-1]):
        # bash hands "--library=PATH" over as three words.
        following = [other for other in words[at + 1 :] if other != "="]
        if word == "--library" and following:
            return os.path.expanduser(following[0])
        if word.startswith("--library="):
            return os.path.expanduser(word.partition("=")[2])
    return None
