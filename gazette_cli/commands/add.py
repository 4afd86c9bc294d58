"""gazette add: a feed, a file, a folder, or standard input becomes a source."""

import os
import shlex
from collections.abc import Sequence
from sqlite3 import Connection
from typing import Annotated, NamedTuple

import typer

from gazette_cli.commands.completing import complete_tags
from gazette_cli.commands.pages import fetch_pages
from gazette_cli.context import Context
from gazette_cli.errors import (
    EXIT_ERROR,
    EXIT_PARTIAL,
    ConfigError,
    GazetteError,
    LibraryError,
    SourceError,
    UsageError,
)
from gazette_cli.models import Added
from gazette_cli.services import adding, addressing, offering, subscribing
from gazette_cli.services.addressing import Wanted
from gazette_cli.services.arriving import make_arrive
from gazette_cli.services.offering import Offer
from gazette_cli.services.subscribing import Subscribed
from gazette_cli.text import clean_line

app = typer.Typer(rich_markup_mode=None, add_completion=False)

_LONGEST_TITLE = 200  # characters
_ALL = frozenset({"all", "tous", "toutes", "tout", "*"})
# What a shell may act on also where a comment is pasted into it.
_SHELL = {**dict.fromkeys(map(ord, "`$\\;&|<>(){}[]!*?~#="), " "), ord("'"): "’", ord('"'): "”"}


class _Tally(NamedTuple):
    """What came of a source: whether something was added, something failed, and whether it is a new feed."""

    worked: bool = False
    failed: bool = False
    arrived: bool = False


class _Choices(NamedTuple):
    """What the person said of the sources to be added."""

    title: str | None
    tags: tuple[str, ...]


@app.command()
def add_sources(
    ctx: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="URL|PATH...",
            help="Feeds or web pages that have one; files, folders (with all below them), or - for standard input.",
            show_default=False,
        ),
    ],
    tag: Annotated[
        list[str],
        typer.Option(
            "--tag",
            metavar="TAG",
            help="Tag it; presse/régionale is below presse.",
            autocompletion=complete_tags,
        ),
    ] = [],  # noqa: B006
    title: Annotated[
        str | None, typer.Option("--title", metavar="NAME", help="What to call it here.")
    ] = None,
) -> int | None:
    """Add a feed, a file or a folder of articles. What is new in them later is read by itself.

    Of a web page the feeds are looked for; where it has several, you are asked. Of files it reads text pages (.txt),
    Markdown (.md), HTML (.html), feeds (.xml .rss .atom .rdf .json) and JSON Lines (.jsonl), each also gzipped (.gz).

    Example: gazette add ~/articles
    """
    context: Context = ctx.obj
    choices = _Choices(_read_title(title), tuple(map(addressing.read_tag, tag)))
    if choices.title is not None and len(sources) > 1:
        raise UsageError(f"--title names one source, and there are {len(sources)}")
    tallies: list[_Tally] = []
    with context.open_library() as db:
        for source in sources:
            try:
                if source != "-" and _is_url(source):
                    tallies.append(_add_url(context, db, source, choices))
                else:
                    tallies.append(_add_path(context, db, source, choices))
            except (LibraryError, ConfigError):
                raise
            except GazetteError as exc:
                if len(sources) == 1 or context.debug:
                    raise
                context.console.complain(exc)
                tallies.append(_Tally(failed=True))
        if any(one.arrived for one in tallies):
            # Only now: a rule may be for a feed whose title was not known before.
            for remark in make_arrive(db, context.config, context.now())[1]:
                context.console.remark(f"gazette: {remark}")
    if not any(one.failed for one in tallies):
        return None
    return EXIT_PARTIAL if any(one.worked for one in tallies) else EXIT_ERROR


def _read_title(title: str | None) -> str | None:
    if title is None:
        return None
    name = clean_line(title)
    if not name or len(name) > _LONGEST_TITLE:
        raise UsageError("--title: a name of one to 200 characters")
    return name


def _is_url(source: str) -> bool:
    if source.strip("< \t\n").lower().startswith(("http:", "https:", "feed:")):
        return True
    return addressing.is_web_address(source) and not os.path.lexists(source)


def _add_path(context: Context, db: Connection, path: str, choices: _Choices) -> _Tally:
    """Add a file, a folder or standard input."""
    if not path.strip():
        raise UsageError("a source without a name", "gazette add . takes in this folder")
    if path == "-":
        outcome = adding.add_stream(db, context.console.stdin, context.now())
    else:
        try:
            with context.console.show_progress(f"Reading {path}") as progress:
                outcome = adding.add_path(db, path, context.now(), progress)
        except SourceError as exc:
            if not os.path.lexists(path) and addressing.is_host(path):
                exc.hint = f"a page of the web? gazette add {shlex.quote(f'https://{path}')}"
            raise
    context.report(outcome)
    if choices.title is not None or choices.tags:
        location = "-" if path == "-" else os.path.realpath(path)
        if not subscribing.label_source(db, location, title=choices.title, tags=choices.tags):
            context.console.remark(f"gazette: {path}: not a source of its own, so not titled or tagged")
    name = choices.title or ("standard input" if path == "-" else path)
    failed = f", {len(outcome.failures):,} failed" if outcome.failures else ""
    context.console.say(f"{name}: {_count(outcome)}{failed}")
    return _Tally(worked=True, failed=bool(outcome.failures))


def _add_url(context: Context, db: Connection, url: str, choices: _Choices) -> _Tally:
    """Subscribe to what is at a URL. If nothing is chosen of several feeds it has failed."""
    console = context.console
    wanted = addressing.read_wanted(url)
    if known := subscribing.find_subscribed(db, wanted, title=choices.title, tags=choices.tags):
        _tell(context, known)
        return _Tally(worked=True)
    with console.show_progress(f"Asking {wanted.url}"):
        offers = offering.find_offers(wanted, context.config, context.environ)
    if len(offers) > 1:
        chosen = _choose(context, wanted, offers, choices)
        if chosen and len(chosen) > 1 and choices.title is not None:
            raise UsageError(f"--title names one feed, and {len(chosen)} were chosen")
    else:
        chosen = offers
        if offers[0].url != wanted.url:
            console.remark(f"gazette: {wanted.url}: its feed is {offers[0].url}")
    worked = arrived = False
    failed = not chosen
    for offer in chosen:
        try:
            fetched = offering.fetch_offer(offer, context.config, context.environ)
            subscribed = subscribing.subscribe(
                db, fetched, context.now(), context.config, title=choices.title, tags=choices.tags
            )
            _tell(context, subscribed)
            worked, arrived = True, arrived or subscribed.new
            fetch_pages(context, db, subscribed.new_ids)
        except SourceError as exc:
            if len(chosen) == 1:
                raise
            console.complain(exc)
            failed = True
    return _Tally(worked, failed, arrived)


def _tell(context: Context, subscribed: Subscribed) -> None:
    if subscribed.message:
        context.console.remark(f"gazette: {subscribed.name}: {subscribed.message}")
    if subscribed.new:
        context.console.say(f"{subscribed.name}: {_count(subscribed.added)}")
    else:
        context.console.say(f"{subscribed.name}: already subscribed")


def _count(added: Added) -> str:
    return f"{added.new:,} new, {added.updated:,} updated, {added.unchanged:,} unchanged"


def _choose(context: Context, wanted: Wanted, offers: Sequence[Offer], choices: _Choices) -> list[Offer]:
    """Ask which of several feeds are meant, or, where nobody is there to ask, say how each is added."""
    console = context.console
    if not (console.stdin.isatty() and console.stderr.isatty()):
        console.write_lines(_spell_command(offer, choices) for offer in offers)
        hint = "their user and password go into the URL again" if wanted.login else ""
        console.remark(
            f"gazette: {wanted.url} has {len(offers)} feeds: choose one of these", *filter(None, (hint,))
        )
        return []
    console.remark(f"{wanted.url} has {len(offers)} feeds:")
    for number, offer in enumerate(offers, 1):
        if console.linear:
            console.remark(f"{number}: {offer.title}{', ' * bool(offer.title)}{offer.url}")
        else:
            console.remark(f"{number:>3}  {offer.title or offer.url}", *([offer.url] if offer.title else []))
    while True:
        console.stderr.write("Which? A number, several, all, or none: ")
        console.stderr.flush()
        line = console.stdin.readline().decode(errors="replace")
        if not line:
            console.stderr.write("\n")
        numbers = _read_numbers(line, len(offers))
        if numbers is not None:
            break
        console.remark(f"numbers from 1 to {len(offers)}, please, or all")
    if not numbers:
        console.remark("gazette: nothing was added")
    return [offers[number - 1] for number in numbers]


def _read_numbers(line: str, most: int) -> list[int] | None:
    """Return the numbers in an answer, or None where it is none."""
    words = line.replace(",", " ").lower().split()
    if words and words[0] in _ALL:
        return list(range(1, most + 1))
    if words == ["none"]:
        return []
    if not all(word.isascii() and word.isdecimal() and 1 <= int(word[:9]) <= most for word in words):
        return None
    return list(dict.fromkeys(map(int, words)))


def _spell_command(offer: Offer, choices: _Choices) -> str:
    options = [part for tag in choices.tags for part in ("--tag", tag)]
    if choices.title is not None:
        options += ["--title", choices.title]
    command = shlex.join(["gazette", "add", offer.url, *options])
    title = clean_line(offer.title.translate(_SHELL))
    return f"{command}  # {title}" if title else command
