"""The head of a Markdown file: YAML between lines of ---, or TOML between lines of +++, and what its keys mean."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

_FENCED = re.compile(
    r"\s*?(?P<mark>---|\+\+\+)[ \t]*\n(?P<head>.*?)(?:^|\n)(?P<end>---|\+\+\+|\.\.\.)[ \t]*(?:\n|\Z)", re.S
)
_LARGEST = 65_536  # characters
_DEEPEST = 20
_KEY = re.compile(r"(\w[\w .-]{0,60}?)[ \t]*:(?:[ \t]+(.*)|[ \t]*)$")
_ITEM = re.compile(r"\s*-\s+(.*)$")
_COMMENT = re.compile(r"\s#\s.*$")
_FOLDED = frozenset({">", "|", ">-", "|-", ">+", "|+"})  # a text of several lines follows
# What has no fence: MultiMarkdown's and Pelican's fields, and Pandoc's title block.
_FIELDS = re.compile(
    r"\s*(?P<head>(?:title|titre) ?: ?\S.*\n(?:\w[\w -]{0,40} ?:(?: .*)?\n|[ \t]+\S.*\n){0,40})[ \t]*(?:\n|\Z)",
    re.I,
)
_PERCENT = re.compile(r"% (?P<title>\S.*)\n(?:%(?P<author>.*)\n)?(?:%(?P<date>.*)\n)?[ \t]*(?:\n|\Z)")
_NOTHING = frozenset({"", "null", "~", "none"})


class FrontMatter(NamedTuple):
    """The values by key, in lower case and without its hyphens, each a list of texts; and remarks."""

    values: Mapping[str, list[str]]
    warnings: tuple[str, ...] = ()

    def first(self, *keys: str) -> str:
        """Return the first value of the first of `keys` that is stated, else ""."""
        return next((values[0] for key in keys if (values := self.values.get(key))), "")

    def all(self, *keys: str) -> list[str]:
        """Return all values of the first of `keys` that is stated."""
        return next((values for key in keys if (values := self.values.get(key))), [])


def split_front_matter(text: str) -> tuple[FrontMatter, str]:
    """Return what `text` states at its head, and the rest.

    YAML 1.1 is read with every scalar as text, so that a date is what was written; aliases are refused. Where it
    is no YAML (`title: France: la grève`) the lines are read one by one, with a warning. What is fenced but has no
    keys is no front matter.
    """
    found = _FENCED.match(text)
    if found is None:
        return _split_unfenced(text)
    if (found["mark"] == "+++") != (found["end"] == "+++") or len(found["head"]) > _LARGEST:
        return FrontMatter({}), text
    toml = found["mark"] == "+++"
    warnings: tuple[str, ...] = ()
    values = _read_toml(found["head"]) if toml else _read_yaml(found["head"])
    if values is None:
        values = _read_lines(found["head"], "=" if toml else ":")
        if values:
            kind = "TOML" if toml else "YAML"
            warnings = (f"front matter is not valid {kind}; read line by line",)
    if not values and found["head"].strip():
        return FrontMatter({}), text
    return FrontMatter({_name(key): list(_read_values(value)) for key, value in values.items()}, warnings), (
        text[found.end() :]
    )


def _split_unfenced(text: str) -> tuple[FrontMatter, str]:
    found = _FIELDS.match(text) or _PERCENT.match(text)
    if found is None or len(found[0]) > _LARGEST:
        return FrontMatter({}), text
    values = (
        _read_lines(found["head"], ":")
        if "head" in found.re.groupindex
        else {key: value.strip() for key, value in found.groupdict("").items()}
    )
    return FrontMatter({_name(key): list(_read_values(value)) for key, value in values.items()}), text[
        found.end() :
    ]


def _name(key: object) -> str:
    return re.sub(r"[\s_.-]", "", str(key)).lower()


def _read_yaml(head: str) -> dict[str, Any] | None:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        depth = 0
        # Counted before anything is built: building recurses, and an alias may stand for a billion lines.
        for event in yaml.parse(head, Loader=loader):
            if isinstance(event, yaml.AliasEvent):
                return None
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                depth += 1
                if depth > _DEEPEST:
                    return None
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
        found = yaml.load(head, Loader=loader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None
    return found if isinstance(found, dict) else {} if not found else None


def _read_toml(head: str) -> dict[str, Any] | None:
    import tomllib

    try:
        return tomllib.loads(head)
    except (ValueError, RecursionError):
        return None


def _read_lines(head: str, sign: str) -> dict[str, Any]:
    values: dict[str, Any] = {}
    last: list[str] | None = None
    folded = False
    for line in head.split("\n"):
        if sign == "=":
            line = re.sub(r"^(\s*[\w.-]+)\s*=\s*", r"\1: ", line)
        item = _ITEM.match(line)
        key = None if line[:1] in " \t#" else _KEY.match(line)
        if key is not None:
            value = (key[2] or "").strip()
            folded = value in _FOLDED
            value = "" if folded else value
            last = values[key[1]] = [_unquote(value)] if value else []
            if value.startswith("[") and value.endswith("]"):
                last[:] = [_unquote(part.strip()) for part in value[1:-1].split(",")]
        elif folded and last is not None and line.strip():
            last[:] = [" ".join((*last, line.strip()))]
        elif item is not None and last is not None:
            last.append(_unquote(item[1].strip()))
    return values


def _unquote(value: str) -> str:
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1]
    return _COMMENT.sub("", value)


def _read_values(value: Any) -> Iterator[str]:
    stack: list[Any] = [value]
    while stack:
        value = stack.pop()
        if isinstance(value, list):
            stack += reversed(value)
        elif isinstance(value, dict):
            # An author with name and address; taxonomies by kind.
            stack += [value["name"]] if "name" in value else reversed(list(value.values()))
        elif isinstance(value, date | datetime):
            yield value.isoformat()
        elif value is not None and not isinstance(value, bool) and str(value).strip().lower() not in _NOTHING:
            yield str(value).strip()
