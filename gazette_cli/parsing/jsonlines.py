"""Articles as JSON Lines (https://jsonlines.org/): what `gazette list --json` and `read --json` print, back again."""

from collections.abc import Iterator
from typing import Any

from gazette_cli.errors import ParseError
from gazette_cli.models import DATED_TIME, Enclosure, Entry, Parsed
from gazette_cli.parsing.drafting import (
    name_text,
    read_date,
    read_language,
    read_length,
    read_line,
    read_lines,
    read_text,
    read_url,
)
from gazette_cli.parsing.jsonfeed import as_list, as_text, load_json
from gazette_cli.parsing.language import detect_language

_MOST_WARNINGS = 20
_MOST_BROKEN = 10_000  # lines at the beginning, after which no article is to be hoped for


def parse_json_lines(text: str) -> Parsed:
    """Return the articles of a text that holds one JSON object a line, or one list of them, in that order.

    Keys are those that `--json` prints. `id`, `words`, `minutes`, `links`, `path`, `score` and `snippet` belong to the
    library that wrote them and are passed over; a value of the wrong type is as none. Without a text the summary
    stands for it. What is no object, or says nothing, is left out with a warning. Raises ParseError where that is all.
    """
    entries: list[Entry] = []
    warnings: list[str] = []
    broken = 0
    for name, value in _list_values(text):
        entry = _make_entry(value) if isinstance(value, dict) else None
        if entry is not None:
            entries.append(entry)
            continue
        broken += 1
        if broken == _MOST_BROKEN and not entries:
            break
        if broken <= _MOST_WARNINGS:
            warnings.append(
                f"{name}: nothing in it to read"
                if isinstance(value, dict)
                else f"{name} is not a JSON object"
            )
    if not entries:
        raise ParseError("no articles in this JSON" if broken else "empty")
    if broken > _MOST_WARNINGS:
        warnings.append(f"and {broken - _MOST_WARNINGS} more like these")
    return Parsed(tuple(entries), None, tuple(warnings))


def _list_values(text: str) -> Iterator[tuple[str, object]]:
    """Yield each value with what to call it; None for one that is no JSON."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if not lines:
        return
    if not isinstance(_load_line(lines[0][1]), dict):
        # One value over all lines, then: a list, or an object set out for people.
        whole = _load_line(text)
        if isinstance(whole, list):
            yield from ((f"item {number}", value) for number, value in enumerate(whole, 1))
            return
        if isinstance(whole, dict):
            yield "this", whole
            return
    yield from ((f"line {number}", _load_line(line)) for number, line in lines)


def _load_line(line: str) -> object:
    try:
        return load_json(line)
    except ValueError:
        return None


def _make_entry(values: dict[str, Any]) -> Entry | None:
    text = read_text(as_text(values.get("text")))
    summary = read_line(as_text(values.get("summary")))
    url = read_url(as_text(values.get("url")))
    text = text or summary
    title = read_line(as_text(values.get("title"))) or name_text(text) or url
    if not title:
        return None
    warnings: list[str] = []
    language = read_language(as_text(values.get("language"))) or detect_language(text or title)
    published = read_date(as_text(values.get("published")), language, warnings)
    return Entry(
        title=title,
        text=text,
        html=read_text(as_text(values.get("html"))) or None,
        guid=read_line(as_text(values.get("guid"))) or url or "",
        url=url,
        publication=read_line(as_text(values.get("source"))) or None,
        published=published.when if published else None,
        dated=published.dated if published else DATED_TIME,
        author=read_line(as_text(values.get("author"))) or None,
        place=read_line(as_text(values.get("place"))) or None,
        language=language,
        tags=read_lines(as_text(tag) for tag in as_list(values.get("tags"))),
        summary=summary or None,
        enclosures=tuple(_list_enclosures(values)),
        read=values.get("read") is True,
        starred=values.get("starred") is True,
        warnings=tuple(warnings),
        comments=read_url(as_text(values.get("comments"))),
        image=read_url(as_text(values.get("image"))),
        duration=read_length(values.get("duration")),
    )


def _list_enclosures(values: dict[str, Any]) -> list[Enclosure]:
    found = []
    for one in as_list(values.get("enclosures")):
        if isinstance(one, dict) and (url := read_url(as_text(one.get("url")))):
            kind = read_line(as_text(one.get("type"))) or None
            found.append(Enclosure(url, kind, read_length(one.get("length"))))
    return found
