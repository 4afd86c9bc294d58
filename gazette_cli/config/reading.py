"""Reads config.toml (TOML 1.0): what it says that can't be meant is an error, with its line and what could be."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from gazette_cli.config import DEFAULTS, Config, Rule
from gazette_cli.config.settings import (
    RULE_FORM,
    RULE_READERS,
    SETTINGS,
    SOURCE_FORM,
    SOURCE_READERS,
    TABLES,
    Reader,
)
from gazette_cli.errors import ConfigError

_LONGEST_SHOWN = 40  # characters of a value, in an error


def read_config(path: Path, data: bytes) -> Config:
    """Return what the bytes of a config.toml say. `path` names it in errors. Raises ConfigError."""
    return _Reading(path, data).read()


class _Reading:
    """One file on its way to a Config. `number` counts rules from 1; 0 is no rule."""

    def __init__(self, path: Path, data: bytes) -> None:
        self._path = path
        try:
            self._text = data.decode("utf-8-sig")
        except UnicodeDecodeError as exc:
            line = data.count(b"\n", 0, exc.start) + 1
            raise ConfigError(f"{path}, line {line}: not UTF-8", "save the file as UTF-8") from exc

    def read(self) -> Config:
        document = self._parse()
        self._check_names(document, TABLES, "")
        values: dict[str, Any] = {}
        for section in TABLES[:-2]:
            settings = {setting.key: setting for setting in SETTINGS if setting.section == section}
            table = document.get(section, {})
            if not isinstance(table, dict):
                self._fail(
                    f"{section} is a table of its own",
                    f"[{section}] on a line, its settings below it",
                    section,
                )
            self._check_names(table, settings, section)
            for key, value in table.items():
                values[settings[key].field] = self._take(settings[key].read, value, section, key)
        config = Config(
            **values,
            rules=self._read_rules(document.get("rules", [])),
            full_text=self._read_sources(document.get("sources", {})),
        )
        if config.least_interval > config.most_interval:
            key = "least_interval" if "least_interval" in values else "most_interval"
            hint = f"left out, they are {DEFAULTS.least_interval:,} and {DEFAULTS.most_interval:,} seconds"
            self._fail("[refresh] least_interval is longer than most_interval", hint, "refresh", key)
        return config

    def _parse(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self._text)
        except RecursionError as exc:
            raise ConfigError(f"{self._path}: nested too deeply", "settings need no nesting") from exc
        except ValueError as exc:
            # tomllib ends with "(at line 3, column 8)"; a number of thousands of digits is refused without a place.
            said, _, place = str(exc).partition(" (at ")
            at = f", {place.rstrip(')')}" if place else ""
            hint = 'a setting is name = value, and text stands in quotation marks: match = "title:promo"'
            raise ConfigError(f"{self._path}{at}: {said[:1].lower()}{said[1:]}", hint) from exc

    def _read_rules(self, tables: object) -> tuple[Rule, ...]:
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            self._fail("rules is not a list of rules", RULE_FORM, "rules")
        return tuple(self._read_rule(table, number) for number, table in enumerate(tables, 1))

    def _read_rule(self, table: Mapping[str, object], number: int) -> Rule:
        self._check_names(table, RULE_READERS, "rules", number)
        for key in ("match", "do"):
            if key not in table:
                self._fail(f"rule {number} has no {key}", RULE_FORM, "rules", "", number)
        return Rule(**{key: self._take(RULE_READERS[key], table[key], "rules", key, number) for key in table})

    def _read_sources(self, tables: object) -> tuple[str, ...]:
        if not isinstance(tables, dict):
            self._fail("[[sources]] has no name", SOURCE_FORM, "sources")
        wanted = []
        for name, table in tables.items():
            if not isinstance(table, dict):
                self._fail(f"[sources] {name} is not a source", SOURCE_FORM, "sources", name)
            self._check_names(table, SOURCE_READERS, f"sources.{name}")
            if any(self._take(SOURCE_READERS[key], table[key], f"sources.{name}", key) for key in table):
                wanted.append(name)
        return tuple(wanted)

    def _take(self, read: Reader, value: object, section: str, key: str, number: int = 0) -> Any:
        try:
            return read(value)
        except ValueError as exc:
            message = f"{key} of {_call(section, number)} can't be {_show(_find_culprit(read, value))}"
            self._fail(message, f"it takes {exc}", section, key, number)

    def _check_names(self, table: Iterable[str], known: Iterable[str], section: str, number: int = 0) -> None:
        for name in table:
            if name in known:
                continue
            from difflib import get_close_matches

            near = get_close_matches(name, known, 1)
            homes = [f"[{setting.section}]" for setting in SETTINGS if setting.key == name]
            if not section and homes:
                self._fail(f"{name} stands in no table", f"it belongs below {' or '.join(homes)}", name)
            what = f"{_call(section, number)} has no {name}" if section else f"there is no [{name}]"
            hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(known)}"
            self._fail(what, hint, section or name, name if section else "", number)

    def _fail(self, message: str, hint: str, section: str, key: str = "", number: int = 0) -> NoReturn:
        line = self._find_line(section, key, number)
        raise ConfigError(f"{self._path}{f', line {line}' if line else ''}: {message}", hint)

    def _find_line(self, section: str, key: str, number: int) -> int | None:
        """Return the line that a table or one of its keys stands in, None where it is written some other way."""
        inside, seen, found = False, 0, None
        for at, line in enumerate(self._text.splitlines(), 1):
            if head := re.match(r"\s*\[+([^\]]*)\]", line):
                inside = re.sub(r"[\s\"']", "", head[1]) == re.sub(r"[\s\"']", "", section)
                seen += inside
                inside = inside and (not number or seen == number)
                if inside:
                    found = at
                    if not key:
                        return at
            elif inside and key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return at
            elif not inside and not found and re.match(rf"\s*{re.escape(section)}\s*[=.]", line):
                found = at
        return found


def _call(section: str, number: int) -> str:
    return f"rule {number}" if number else f"[{section}]"


def _find_culprit(read: Reader, value: object) -> object:
    """Return what `read` refuses of a list, or `value` where that is none."""
    for one in value if isinstance(value, list) else ():
        try:
            read([one])
        except ValueError:
            return one
    return value


def _show(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= _LONGEST_SHOWN else f'"{value[:_LONGEST_SHOWN]}…"'
    if isinstance(value, int):
        # Beyond some thousands of digits Python refuses to write it out.
        return str(value) if abs(value) < 10**_LONGEST_SHOWN else "so large a number"
    if isinstance(value, float):
        return str(value)
    return "a list" if isinstance(value, list) else "a table" if isinstance(value, dict) else "a date"
