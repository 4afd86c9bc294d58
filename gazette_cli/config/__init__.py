"""Every default of gazette, in one place: commands are given them. And config.toml, which says others.

What reads the file is imported where there is one: most have none, and their list is to start fast.
"""

from pathlib import Path
from typing import NamedTuple

from gazette_cli.errors import ConfigError


class Rule(NamedTuple):
    """What is done to an article that arrives, where `match`, a query as `gazette search` takes it, finds it.

    `source`: only in the source of this title, number or URL; None: in all. `do`: "read", "star", "hide",
    or "tag NAME".
    """

    match: str
    do: tuple[str, ...]
    source: str | None = None


class Config(NamedTuple):
    """What an option that was not given means, and what config.toml says."""

    list_rows: int = 50  # in a pipe; a terminal shows as many as fit
    search_rows: int = 20
    measure: int = 72  # columns of an article's text
    page_lines: int = 40  # of an article in a pipe; in a terminal, its height
    hyphenate: bool = False  # words parted at the end of a line
    justify: bool = False  # both edges straight
    images: bool = False  # pictures in the text
    linear: bool = False  # for screen readers
    theme: str = "classic"  # one of the bundled
    ask_from: int = 50  # touching more articles than this asks first
    jobs: int = 100  # feeds that are fetched at once
    per_host: int = 4  # connections to one host
    body_limit: int = 20 * 1024 * 1024  # bytes of an answer, unpacked
    connect_seconds: float = 10.0
    first_byte_seconds: float = 30.0
    total_seconds: float = 60.0
    least_interval: int = 15 * 60  # seconds between two visits to a feed, whatever it asks for
    most_interval: int = 24 * 60 * 60
    rules: tuple[Rule, ...] = ()
    full_text: tuple[str, ...] = ()  # sources whose articles are fetched whole: titles, numbers or URLs


DEFAULTS = Config()
_LARGEST_FILE = 1_000_000  # bytes: nobody writes more by hand


def load_config(path: Path, required: bool) -> Config:
    """Return what the file at `path` says, and the defaults for the rest. No file is no settings, unless `required`.

    Raises ConfigError for a file that can't be read, that is not TOML, or that says what it can't mean.
    """
    try:
        with open(path, "rb") as file:
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError as exc:
        if not required:
            return DEFAULTS
        raise ConfigError(f"{path}: there is no such file", "GAZETTE_CONFIG names it") from exc
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or str(exc)
        raise ConfigError(f"{path} can't be read: {reason}", "GAZETTE_CONFIG names another") from exc
    if len(data) > _LARGEST_FILE:
        raise ConfigError(f"{path} is too large to be settings", "GAZETTE_CONFIG names another file")
    from gazette_cli.config.reading import read_config

    return read_config(path, data)
