"""Lists in sentences, for screen readers: no columns, no marks, no abbreviations, nothing cut; states are words.

What is read, or well, is not said so: only what differs is. A command stands at the end of a line of its own, without a
full stop, so that it can be copied.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from gazette_cli.models import DATED_TIME, Article, Hit, Source
from gazette_cli.render.columns import format_count
from gazette_cli.render.dates import told_date
from gazette_cli.render.style import MATCH, SECONDARY, UNREAD, Line, clean_runs, mark_runs, to_plain
from gazette_cli.text import clean_line

if TYPE_CHECKING:
    from gazette_cli.subscription import Subscription

_ENDS = ".!?…:。！？"
_BULLET = "• "  # what an item of a list begins with in an article's plain text
_CLOSERS = "»”’\"')] \xa0\u202f"


def speak(*parts: Line | str) -> Line:
    """Return a line of `parts` (clean; empty ones are left out), each a sentence: with a full stop if it has no end."""
    line: Line = []
    for part in parts:
        runs: Line = [(part, "")] if isinstance(part, str) else part
        plain = to_plain(runs)
        if not plain:
            continue
        if line:
            line.append((" ", ""))
        line += runs
        if plain.rstrip(_CLOSERS)[-1:] not in _ENDS or not plain.rstrip(_CLOSERS):
            line.append((".", ""))
    return line


def speak_line(text: str) -> Line:
    """Return a line of remarks, whose parts " · " stands between, as sentences."""
    return speak(*(part[:1].upper() + part[1:] for part in clean_line(text).split(" · ")))


def speak_parts(text: str) -> Iterator[Line]:
    """Yield each part of a line of remarks as a line; one that ends in a command has no full stop."""
    for part in clean_line(text).split(" · "):
        said = part[:1].upper() + part[1:]
        yield [(said, "")] if ": " in part else speak(said)


def speak_command(what: str, command: str) -> Line:
    """Return a line that says what a command does: "To mend it: gazette doctor --mend"."""
    return [(f"{what}: {clean_line(command)}", "")]


def join_words(*words: str) -> str:
    """Return `words` (empty ones are left out) with commas between."""
    return ", ".join(word for word in words if word)


def count_articles(number: int) -> str:
    """Return "1 article", "1,200 articles"."""
    return f"{format_count(number)} article{'s' * (number != 1)}"


def tell_states(article: Article) -> list[str]:
    """Return what is to be said of an article's state: "Unread", "Starred", "40 percent read"; read is nothing."""
    states = ["Unread"] if not article.read else []
    states += ["Starred"] if article.starred else []
    return states + ([f"{article.progress} percent read"] if article.progress is not None else [])


def linear_headlines(articles: Sequence[Article], *, now: datetime, language: str) -> Iterator[Line]:
    """Yield a line an article: "214. Unread. Les chalutiers de Sète restent à quai. Le Port, 2 hours ago."

    `now` is aware and in the reader's zone; `language` is that of the dates.
    """
    for article in articles:
        headline = clean_runs([(article.title, "" if article.read else UNREAD)])
        yield _speak_article(article, headline, now, language)


def linear_results(hits: Sequence[Hit], *, summary: str, now: datetime, language: str) -> Iterator[Line]:
    """Yield how many were found, and for each hit a line as in linear_headlines and one of its passage, if it has one.

    What matches is styled, and has no marks that would be read aloud: whoever asked knows the words.
    """
    yield speak_line(summary)
    for hit in hits:
        headline = clean_runs(mark_runs(hit.title.text, hit.title.spans, "", MATCH))
        yield _speak_article(hit.article, headline, now, language)
        runs = mark_runs(hit.snippet.text, hit.snippet.spans, "", MATCH)
        passage = clean_runs([(text.replace(_BULLET, ""), style) for text, style in runs])
        if to_plain(passage):
            yield [("Passage: ", SECONDARY), *passage]


def linear_sources(
    sources: Sequence[Source], feeds: "Mapping[int, Subscription]", *, now: datetime, language: str
) -> Iterator[Line]:
    """Yield a line a source: "3. Le Port. Failing: connection refused. Feed, 2 unread of 9 articles. … Location: …".

    `feeds` are the subscriptions by source id. A retired feed has a second line, with the command that removes it.
    """
    for source in sources:
        feed = feeds.get(source.id)
        kind = clean_line(source.kind)
        counts = f"{format_count(source.unread)} unread of {count_articles(source.total)}"
        tags = join_words(*map(clean_line, source.tags))
        line = speak(
            str(source.id),
            [(clean_line(source.title) or "(untitled)", UNREAD if source.unread else "")],
            _tell_health(feed) if feed else "",
            f"{kind[:1].upper()}{kind[1:]}, {counts}",
            _tell_visits(feed, now, language) if feed else "",
            f"Added {told_date(source.added, DATED_TIME, now, language)}",
            f"Tagged {tags}" if tags else "",
        )
        yield [*line, (f" Location: {clean_line(source.location)}", "")]
        if feed and feed.gone:
            yield speak_command("To remove it", f"gazette remove {feed.source_id}")


def linear_rules(rules: Sequence[tuple[int, str, Sequence[str], str | None]]) -> Iterator[Line]:
    """Yield a line a rule, (number, match, do, source) each: "Rule 1. Does: hide. Source: Le Port. Query: promo"."""
    for number, match, do, source in rules:
        yield [
            *speak(
                f"Rule {number}",
                f"Does: {clean_line(', '.join(do))}",
                f"Source: {clean_line(source)}" if source else "",
            ),
            (f" Query: {clean_line(match)}", ""),
        ]


def linear_caught(number: int, match: str, do: Sequence[str], total: int) -> Line:
    """Return what stands above the articles that a rule catches; `number` 0 is none."""
    line = speak(
        f"Rule {number}" if number else "",
        f"Does: {clean_line(', '.join(do))}" if do else "",
        f"{count_articles(total)} caught",
    )
    return [*line, (f" Query: {clean_line(match)}", "")]


def _speak_article(article: Article, headline: Line, now: datetime, language: str) -> Line:
    return speak(
        str(article.id),
        *tell_states(article),
        headline or "(untitled)",
        join_words(clean_line(article.source), told_date(article.published, article.dated, now, language)),
    )


def _tell_health(feed: "Subscription") -> str:
    from gazette_cli.subscription import tell_health

    if feed.gone:
        return f"Gone: {clean_line(feed.error or '') or 'for good (410)'}"
    if feed.failures:
        times = f", {feed.failures:,} times" if feed.failures > 1 else ""
        return f"Failing: {clean_line(feed.error or '') or 'no answer that could be read'}{times}"
    return "Not fetched yet" if tell_health(feed) == "new" else ""


def _tell_visits(feed: "Subscription", now: datetime, language: str) -> str:
    from gazette_cli.render.checks import say_wait, to_moment

    last = told_date(to_moment(feed.succeeded), DATED_TIME, now, language)
    following = "" if feed.gone else say_wait(feed.next_check - int(now.timestamp()), language)
    words = join_words(f"last success {last}" if last else "", f"next check {following}" if following else "")
    return words[:1].upper() + words[1:]
