"""gazette rules: what config.toml has done to articles that arrive, and what a rule would catch."""

from sqlite3 import Connection
from typing import Annotated

import typer

from gazette_cli.commands import options
from gazette_cli.commands.completing import complete_locations
from gazette_cli.context import Context
from gazette_cli.errors import EXIT_ERROR, ConfigError, NotFoundError, UsageError
from gazette_cli.library import articles, sources
from gazette_cli.library.picking import count_caught, find_caught
from gazette_cli.models import Article
from gazette_cli.paths import find_config
from gazette_cli.render import headlines
from gazette_cli.render import rules as rendering
from gazette_cli.render.sentences import linear_caught, linear_headlines, linear_rules
from gazette_cli.services.rules import CompiledRule, choose_rule, compile_rules, find_named

_VERBS = ("list", "test")
_EACH = 5  # headlines of each rule, where all are tested
_WIDE = 60  # columns from which a headline keeps to one line

app = typer.Typer(rich_markup_mode=None, add_completion=False)


def _complete_verbs(incomplete: str) -> list[str]:
    return [verb for verb in _VERBS if verb.startswith(incomplete)]


@app.command()
def show_rules(
    ctx: typer.Context,
    verb: Annotated[
        str,
        typer.Argument(
            metavar="[test]",
            autocompletion=_complete_verbs,
            show_default=False,
            help="Show what rules would catch; without it, which there are.",
        ),
    ] = "list",
    tested: Annotated[
        list[str],
        typer.Argument(
            metavar="[N|QUERY]",
            show_default=False,
            help="The rule to test, by number, or a query that could be one; all rules without it.",
        ),
    ] = [],  # noqa: B006
    source: Annotated[
        str | None,
        typer.Option(
            "--source",
            metavar="SOURCE",
            help="With test: of this source only, by title, number or URL.",
            autocompletion=complete_locations,
        ),
    ] = None,
    limit: options.Limit = None,
    as_json: options.Json = False,
    count: options.Count = False,
) -> int | None:
    """Show the rules, or what they catch. Those of config.toml, of the articles that are here; nothing is changed.

    A rule is a query, and what is done to articles that arrive and that it finds: read, star, hide, tag NAME.

    Example: gazette rules test 'title:promo'
    """
    context: Context = ctx.obj
    if verb not in _VERBS:
        raise UsageError(f"rules {verb}: not something to do with rules", ", ".join(_VERBS))
    if verb == "list":
        if tested or source or limit:
            raise UsageError("which rules there are takes no more words", "gazette rules test 1")
        return _list_rules(context, as_json, count)
    with context.open_library() as db:
        chosen = _choose(context, db, " ".join(tested), source)
        if count:
            for one in chosen:
                caught = str(count_caught(db, one.node, one.sources))
                context.console.write_lines([caught if tested else f"{one.number}\t{caught}"])
        elif tested:
            _show_one(context, db, chosen[0], limit or context.config.list_rows, as_json)
        else:
            _show_each(context, db, chosen, limit or _EACH, as_json)
    return None


def _list_rules(context: Context, as_json: bool, count: bool) -> int | None:
    rules = [(number, *rule[:2], rule.source) for number, rule in enumerate(context.config.rules, 1)]
    console = context.console
    if count:
        console.write_lines([str(len(rules))])
    elif not rules:
        _say_none(context)
    elif as_json:
        console.write_records(rendering.dump_rule(*rule) for rule in rules)
    elif console.linear:
        console.print_sentences(linear_rules(rules))
    elif console.screen:
        console.print_lines(rendering.render_rules(rules, width=console.width))
    else:
        console.write_lines(rendering.plain_rule(*rule) for rule in rules)
    return EXIT_ERROR if rules and not count and _say_faults(context) else None


def _say_faults(context: Context) -> bool:
    """Say which rules can't be asked or find nothing, and why; return whether there are any of the first kind."""
    broken = False
    with context.open_library() as db:
        known = sources.list_sources(db)
    for number, rule in enumerate(context.config.rules, 1):
        try:
            one = choose_rule(context.config, known, str(number), context.now())
        except ConfigError as exc:
            broken = True
            context.console.remark(f"gazette: {exc.message}", *filter(None, [exc.hint]))
            continue
        if one.sources == ():
            context.console.remark(f"gazette: rule {number} of config.toml: no source {rule.source}")
    return broken


def _say_none(context: Context) -> None:
    path, _ = find_config(context.environ)
    there = f"no rules in {path}" if path.exists() else f"no rules: {path} is not there yet"
    context.console.remark(f"gazette: {there}", 'a rule: [[rules]], match = "title:promo", do = "hide"')


def _choose(context: Context, db: Connection, name: str, source: str | None) -> list[CompiledRule]:
    """Return the rules to be tested, of the articles of `source` alone if one is named."""
    known = sources.list_sources(db)
    if name:
        chosen = [choose_rule(context.config, known, name, context.now())]
    else:
        rulebook = compile_rules(context.config, known, context.now())
        chosen = list(rulebook.rules)
        for warning in rulebook.warnings:
            context.console.remark(f"gazette: {warning}")
        if not chosen:
            _say_none(context)
    if source is None:
        return chosen
    named = find_named(known, source)
    if not named:
        raise NotFoundError(f"no source {source}", "`gazette sources` shows them")
    return [
        one._replace(sources=tuple(n for n in named if one.sources is None or n in one.sources))
        for one in chosen
    ]


def _load(db: Connection, rule: CompiledRule, limit: int) -> list[Article]:
    return articles.get_articles(db, find_caught(db, rule.node, rule.sources, limit=limit))


def _show_one(context: Context, db: Connection, rule: CompiledRule, limit: int, as_json: bool) -> None:
    console = context.console
    found = _load(db, rule, limit)
    if as_json:
        from gazette_cli.render.records import dump_article

        console.write_records(map(dump_article, found))
    elif not found:
        console.remark(f"gazette: no article here is caught by {rule.rule.match}")
    elif console.linear:
        _speak(context, db, rule, found)
    elif not console.screen:
        console.write_lines(headlines.plain_headlines(found))
    else:
        _print_headlines(context, found)
        total = count_caught(db, rule.node, rule.sources)
        doing = f" · {', '.join(rule.rule.do)}" if rule.rule.do else ""
        console.print_lines(
            headlines.render_footer(f"{len(found):,} of {total:,} caught{doing}", width=console.width)
        )


def _show_each(
    context: Context, db: Connection, rules: list[CompiledRule], limit: int, as_json: bool
) -> None:
    console = context.console
    for rule in rules:
        found = _load(db, rule, limit)
        if as_json:
            console.write_records(rendering.dump_caught(article, rule.number) for article in found)
        elif console.linear:
            _speak(context, db, rule, found)
        elif not console.screen:
            console.write_lines(rendering.plain_caught(found, rule.number))
        else:
            from rich.text import Text

            total = count_caught(db, rule.node, rule.sources)
            head = rendering.render_caught(rule.number, *rule.rule[:2], total, width=console.width)
            console.print_lines([*([Text()] if rule is not rules[0] else []), *head])
            _print_headlines(context, found)


def _speak(context: Context, db: Connection, rule: CompiledRule, found: list[Article]) -> None:
    console = context.console
    total = count_caught(db, rule.node, rule.sources)
    said = linear_headlines(found, now=context.now(), language=console.language)
    console.print_sentences([linear_caught(rule.number, *rule.rule[:2], total), *said])


def _print_headlines(context: Context, found: list[Article]) -> None:
    console = context.console
    if found:
        fold = 1 if console.width >= _WIDE else 2
        console.print_lines(
            headlines.render_headlines(
                found, width=console.width, now=context.now(), language=console.language, fold=fold
            )
        )
