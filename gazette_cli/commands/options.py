"""Options that several commands share, and what they mean together."""

import os
import shlex
from sqlite3 import Connection
from typing import Annotated, Any

import typer

from gazette_cli.commands.completing import complete_ids, complete_languages, complete_sources, complete_tags

_LARGEST = 10**9


def read_number(text: str | int, least: int = 1) -> int:
    """Return the number that an option was given. Raises BadParameter for anything but `least` or more."""
    digits = str(text)
    if not (digits.isascii() and digits.isdecimal()) or int(digits[:99]) < least:
        raise typer.BadParameter(f"{digits} is not a number from {least} up")
    return min(int(digits[:99]), _LARGEST)


Ids = Annotated[
    list[str],
    typer.Argument(
        metavar="ID...",
        help="Numbers, ranges (3-7), latest, next, prev (in the last list or search), random, or a file's name.",
        autocompletion=complete_ids,
        show_default=False,
    ),
]
Unread = Annotated[bool, typer.Option("--unread", help="Unread ones only.")]
Starred = Annotated[bool, typer.Option("--starred", help="Starred ones only.")]
Revised = Annotated[bool, typer.Option("--revised", help="Only those that their source has changed since.")]
Hidden = Annotated[bool, typer.Option("--hidden", help="Those that a rule has hidden, and no others.")]
Sources = Annotated[
    list[str],
    typer.Option("--source", metavar="NAME", help="Of this source only.", autocompletion=complete_sources),
]
Tags = Annotated[
    list[str], typer.Option("--tag", metavar="TAG", help="With this tag only.", autocompletion=complete_tags)
]
Languages = Annotated[
    list[str],
    typer.Option(
        "--lang",
        metavar="CODE",
        help="In this language only: fr, en.",
        autocompletion=complete_languages,
    ),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="WHEN", help="From then on: 2d, yesterday, hier, 2026-09-01.")
]
Until = Annotated[str | None, typer.Option("--until", metavar="WHEN", help="Up to then, that day included.")]
From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="PATH", help="Of this file, folder or - (standard input); nothing is stored."
    ),
]
Limit = Annotated[
    int | None, typer.Option("--limit", metavar="N", parser=read_number, help="At most so many.")
]
Page = Annotated[
    int,
    typer.Option("--page", metavar="N", parser=read_number, help="The Nth page of them.", show_default=False),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
Count = Annotated[bool, typer.Option("--count", help="Their number alone.")]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask.")]

Width = Annotated[
    int | None,
    typer.Option(
        "--width",
        metavar="COLUMNS",
        parser=lambda text: read_number(text, 20),
        help="The width of the text, 20 or more (72).",
    ),
]
Plain = Annotated[bool, typer.Option("--plain", help="Text alone: no colours, no margin, no pager.")]
NoPager = Annotated[bool, typer.Option("--no-pager", help="All of it at once.")]
KeepUnread = Annotated[bool, typer.Option("--keep-unread", help="Do not mark as read.")]
Justify = Annotated[
    bool | None, typer.Option("--justify/--no-justify", help="Both edges straight.", show_default=False)
]
Hyphenate = Annotated[
    bool | None,
    typer.Option("--hyphenate/--no-hyphenate", help="Part words at the end of a line.", show_default=False),
]
Images = Annotated[
    bool | None,
    typer.Option("--images/--no-images", help="Pictures in the text, in a terminal.", show_default=False),
]


def is_path(name: str) -> bool:
    """Tell whether what should name an article is a file to be read, or "-", standard input."""
    return name == "-" or "/" in name or (not name.isdecimal() and os.path.isfile(name))


def name_options(**options: Any) -> list[str]:
    """Return filter options as they would be typed, for a command that is shown to the person."""
    shown: list[str] = []
    for name, value in options.items():
        for one in value if isinstance(value, list) else [value]:
            if one is True:
                shown.append(f"--{name}")
            elif one not in (None, False):
                shown += [f"--{name}", shlex.quote(str(one))]
    return shown


def explain_unknown(db: Connection, **names: list[str]) -> tuple[str, str] | None:
    """Return what is to be said of the first of `names` (source, tag) that no article bears, and a hint or "".

    A source whose articles were all there before it, from another, bears none.
    """
    from difflib import get_close_matches

    from gazette_cli.library.articles import list_names
    from gazette_cli.library.sources import find_first_tellers
    from gazette_cli.words import fold

    for kind, wanted in names.items():
        known = {fold(name): name for name, _ in list_names(db, kind)} if wanted else {}
        for name in wanted:
            if fold(name) not in known:
                if kind == "source" and (tellers := find_first_tellers(db, name)):
                    return f"no articles of {name} alone", f"what it delivers came first from {tellers[0]}"
                near = get_close_matches(fold(name), known, 1)
                return f"no {kind} {name}", f"did you mean {shlex.quote(known[near[0]])}?" if near else ""
    return None
