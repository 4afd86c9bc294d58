"""The reader's rules as lines: which there are, and what each of them catches."""

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from gazette_cli.models import Article
from gazette_cli.render.cells import pad_cells
from gazette_cli.render.headlines import plain_headlines
from gazette_cli.render.records import dump_article
from gazette_cli.render.style import SECONDARY, UNREAD, Line, to_text
from gazette_cli.render.wrap import wrap_runs
from gazette_cli.text import clean, clean_line

if TYPE_CHECKING:
    from rich.text import Text

_NARROW = 60


def dump_rule(number: int, match: str, do: Sequence[str], source: str | None) -> str:
    """Return a rule as `rules --json` prints it."""
    said = {
        "number": number,
        "match": clean(match),
        "do": [clean(one) for one in do],
        "source": None if source is None else clean(source),
    }
    return json.dumps(said, ensure_ascii=False)


def dump_caught(article: Article, number: int) -> str:
    """Return an article that a rule catches, as `rules test --json` prints it: `list --json` and the rule's number."""
    return f'{{"rule": {number}, {dump_article(article)[1:]}'


def plain_rule(number: int, match: str, do: Sequence[str], source: str | None) -> str:
    """Return a rule for a program: number, what it does, its source or nothing, its query, tab-separated."""
    return "\t".join((str(number), *map(clean_line, (", ".join(do), source or "", match))))


def plain_caught(articles: Sequence[Article], number: int) -> Iterator[str]:
    """Yield a line an article: the rule's number, then as in a list of headlines."""
    for line in plain_headlines(articles):
        yield f"{number}\t{line}"


def render_rules(rules: Sequence[tuple[int, str, Sequence[str], str | None]], *, width: int) -> "list[Text]":
    """Return the rules, (number, match, do, source) each: the query, below it what is done; no line over `width`."""
    margin = 0 if width < _NARROW else 1
    numbers = max((len(str(number)) for number, *_ in rules), default=1)
    room = width - margin - numbers - 2
    lines: list[Line] = []
    for number, match, do, source in rules:
        doing = [(" · ".join(map(clean_line, (", ".join(do), *([source] if source else [])))), SECONDARY)]
        rows = [*wrap_runs([(clean_line(match), "")], room), *wrap_runs(doing, room)]
        head = " " * margin + pad_cells(str(number), numbers, right=True) + "  "
        lines += [[(head if at == 0 else " " * len(head), ""), *row] for at, row in enumerate(rows)]
    return [to_text(line) for line in lines]


def render_caught(number: int, match: str, do: Sequence[str], total: int, *, width: int) -> "list[Text]":
    """Return what stands above the articles that a rule catches: its number and query, what it does, how many."""
    margin = 0 if width < _NARROW else 1
    count = f"{total:,} article{'s' * (total != 1)}"
    told = [
        (f"{number}  {clean_line(match)}", UNREAD),
        (f" · {clean_line(', '.join(do))} · {count}", SECONDARY),
    ]
    return [to_text([(" " * margin, ""), *row]) for row in wrap_runs(told, width - margin)]
