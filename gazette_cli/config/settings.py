"""What can be set in config.toml, and how each value is read: one table, for whatever gives values to settings."""

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeGuard

_THEMES = ("classic", "ink", "contrast")  # those of render/themes.py
ACTIONS = ("read", "star", "hide", "tag NAME")
_LONGEST_TAG = 100  # characters
_DAY = 24 * 60 * 60
_SIZES = {"": 1, "k": 1024, "m": 1024**2, "g": 1024**3}
_SPANS = {"s": 1, "m": 60, "h": 60 * 60, "d": _DAY, "j": _DAY}
_SIZE = r"(\d{1,12}(?:\.\d{1,3})?)\s*([kmg]?)i?[bo]?"
_SPAN = r"(\d{1,9})\s*([smhdj])"

Reader = Callable[[object], Any]  # raises ValueError, which says what is wanted instead


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _read_whole(least: int, most: int) -> Reader:
    def read(value: object) -> int:
        if not _is_whole(value) or not least <= value <= most:
            raise ValueError(f"a whole number from {least:,} to {most:,}")
        return value

    return read


def _read_seconds(value: object) -> float:
    if not (_is_whole(value) or isinstance(value, float)) or not 0.1 <= value <= 3600:
        raise ValueError("a number of seconds from 0.1 to 3,600")
    return float(value)


def _read_size(value: object) -> int:
    found = re.fullmatch(_SIZE, value.strip(), re.I) if isinstance(value, str) else None
    size = value if _is_whole(value) else 0
    if found:
        size = int(float(found[1]) * _SIZES[found[2].lower()])
    if not 1024 <= size <= 1024**3:
        raise ValueError('bytes, or a size such as "20 MB", from 1 KB to 1 GB')
    return size


def _read_span(value: object) -> int:
    found = re.fullmatch(_SPAN, value.strip(), re.I) if isinstance(value, str) else None
    span = value if _is_whole(value) else 0
    if found:
        span = int(found[1]) * _SPANS[found[2].lower()]
    if not 60 <= span <= 366 * _DAY:
        raise ValueError('seconds, or a span such as "15m", "2h" or "1d", from a minute to a year')
    return span


def _read_switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("true or false")
    return value


def _read_choice(*choices: str) -> Reader:
    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(f"one of {', '.join(choices)}")
        return str(value)

    return read


def _read_match(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("a query, as `gazette search` takes it")
    return value.strip()


def _read_source(value: object) -> str:
    if _is_whole(value):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise ValueError("the title, the number or the URL of a source")
    return value.strip()


def _read_actions(value: object) -> tuple[str, ...]:
    actions = value if isinstance(value, list) else [value]
    if not actions:
        raise ValueError(f"one or several of {', '.join(ACTIONS)}")
    return tuple(dict.fromkeys(map(_read_action, actions)))


def _read_action(value: object) -> str:
    verb, _, name = " ".join(value.split()).partition(" ") if isinstance(value, str) else ("", "", "")
    if verb in ("read", "star", "hide") and not name:
        return verb
    if verb == "tag" and name and len(name) <= _LONGEST_TAG and name.isprintable():
        return f"tag {name}"
    raise ValueError(f"one or several of {', '.join(ACTIONS)}")


class Setting(NamedTuple):
    """One thing that can be set: `key` in the table `section` of the file is the field `field` of Config."""

    section: str
    key: str
    field: str
    read: Reader


SETTINGS = (
    Setting("list", "rows", "list_rows", _read_whole(1, 1_000_000)),
    Setting("search", "rows", "search_rows", _read_whole(1, 10_000)),
    Setting("read", "measure", "measure", _read_whole(20, 1_000)),
    Setting("read", "page_lines", "page_lines", _read_whole(5, 10_000)),
    Setting("read", "hyphenate", "hyphenate", _read_switch),
    Setting("read", "justify", "justify", _read_switch),
    Setting("read", "images", "images", _read_switch),
    Setting("screen", "linear", "linear", _read_switch),
    Setting("screen", "theme", "theme", _read_choice(*_THEMES)),
    Setting("mark", "ask_from", "ask_from", _read_whole(0, 1_000_000_000)),
    Setting("refresh", "jobs", "jobs", _read_whole(1, 1_000)),
    Setting("refresh", "per_host", "per_host", _read_whole(1, 16)),
    Setting("refresh", "body_limit", "body_limit", _read_size),
    Setting("refresh", "connect_seconds", "connect_seconds", _read_seconds),
    Setting("refresh", "first_byte_seconds", "first_byte_seconds", _read_seconds),
    Setting("refresh", "total_seconds", "total_seconds", _read_seconds),
    Setting("refresh", "least_interval", "least_interval", _read_span),
    Setting("refresh", "most_interval", "most_interval", _read_span),
)
TABLES = (*dict.fromkeys(setting.section for setting in SETTINGS), "rules", "sources")
RULE_READERS: Mapping[str, Reader] = {"match": _read_match, "do": _read_actions, "source": _read_source}
SOURCE_READERS: Mapping[str, Reader] = {"full_text": _read_switch}
RULE_FORM = '[[rules]], then match = "a query" and do = "hide"'
SOURCE_FORM = '[sources."Le Port"], then full_text = true'
