"""Where gazette keeps its things: the XDG base directories, Application Support on macOS.

XDG Base Directory Specification 0.8: a variable that is unset, empty or not absolute does not count.
"""

import sys
from collections.abc import Mapping
from pathlib import Path


def find_data_directory(environ: Mapping[str, str]) -> Path:
    """Return the directory of the user's library. It may not exist yet."""
    stated = environ.get("XDG_DATA_HOME", "")
    if stated.startswith("/"):
        return Path(stated) / "gazette"
    home = Path(environ.get("HOME") or Path.home())
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "gazette"
    return home / ".local" / "share" / "gazette"


def find_library(environ: Mapping[str, str], option: str | None) -> Path:
    """Return the library's path: the option, else GAZETTE_LIBRARY, else library.db among the user's data."""
    stated = option or environ.get("GAZETTE_LIBRARY")
    return Path(stated).expanduser() if stated else find_data_directory(environ) / "library.db"


def find_config(environ: Mapping[str, str]) -> tuple[Path, bool]:
    """Return the path of config.toml, and whether the user named it (GAZETTE_CONFIG): then it is to be there."""
    if stated := environ.get("GAZETTE_CONFIG"):
        return Path(stated).expanduser(), True
    home = Path(environ.get("HOME") or Path.home())
    folder = home / ".config" / "gazette"
    if environ.get("XDG_CONFIG_HOME", "").startswith("/"):
        folder = Path(environ["XDG_CONFIG_HOME"]) / "gazette"
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support" / "gazette"
    return folder / "config.toml", False


def find_cache(environ: Mapping[str, str]) -> Path:
    """Return the directory of what can be fetched again. It may not exist yet."""
    if environ.get("XDG_CACHE_HOME", "").startswith("/"):
        return Path(environ["XDG_CACHE_HOME"]) / "gazette"
    home = Path(environ.get("HOME") or Path.home())
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "gazette"


def find_bundled_edition() -> Path:
    """Return the folder of the articles that come with gazette: in the package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "seeds"
    return installed if installed.is_dir() else package.parent / "seeds"
