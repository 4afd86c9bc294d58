"""`gazette list` starts fast because of what it does not import: tried in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# No list needs them, wherever it prints.
HEAVY = (
    *(
        "feedparser",
        "lxml",
        "readability",
        "yaml",
        "markdown_it",
        "Stemmer",
        "dateparser",
        "pydantic",
        "textual",
    ),
    *(
        "pycurl",
        "brotli",
        "certifi",
        "tomllib",
        "gazette_cli.fetching.http",
        "httpx",
        "httpx2",
        "asyncio",
        "concurrent",
        "urllib.request",
        "http.client",
        "xml",
        "importlib.metadata",
    ),
    *("rich.markdown", "rich.syntax", "pygments", "rich.progress", "platformdirs", "babel", "trafilatura"),
    *("PIL", "textual_image"),
)

# Runs the program and tells, on the last line of stderr, what was imported in the end.
PROBE = """
import json, sys
from gazette_cli.cli import main
sys.argv = ["gazette", *sys.argv[1:]]
try:
    code = main()
except SystemExit as stop:
    code = stop.code
print(json.dumps(sorted(sys.modules)), file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A library that holds the bundled edition already."""
    path = tmp_path / "library.db"
    done = run_gazette(path, "list", module=True)
    assert done.returncode == 0, done.stderr
    assert "poutine" in done.stdout.lower()
    return path


def run_gazette(library: Path, *arguments: str, module: bool = False) -> subprocess.CompletedProcess[str]:
    program = ["-m", "gazette_cli"] if module else ["-c", PROBE]
    home = str(library.parent)
    environment = {
        **{
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("GAZETTE", "XDG_", "LC_", "COLUMNS"))
        },
        **{"HOME": home, "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)},
    }
    return subprocess.run(
        [sys.executable, *program, *arguments, "--library", str(library)],
        cwd=home,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )


def list_modules(library: Path, *arguments: str) -> set[str]:
    done = run_gazette(library, *arguments)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
    return set(json.loads(done.stderr.splitlines()[-1]))


def test_list_to_a_pipe_loads_nothing_heavy_and_no_rich(library: Path) -> None:
    loaded = list_modules(library, "list")
    assert "sqlite3" in loaded  # the probe sees what a list does load
    assert not pick(loaded, HEAVY)
    assert not pick(loaded, ("rich",))


def test_list_in_sentences_loads_no_rich(library: Path) -> None:
    loaded = list_modules(library, "list", "--linear")
    assert "gazette_cli.render.sentences" in loaded
    assert not pick(loaded, (*HEAVY, "rich"))


def test_list_as_json_loads_no_rich(library: Path) -> None:
    assert not pick(list_modules(library, "list", "--json"), (*HEAVY, "rich"))


def test_list_in_colour_loads_rich_but_nothing_heavy(library: Path) -> None:
    loaded = list_modules(library, "list", "--color", "always")
    assert "rich.console" in loaded
    assert not pick(loaded, HEAVY)


def pick(loaded: set[str], packages: tuple[str, ...]) -> list[str]:
    """Return those of `loaded` that are one of `packages` or inside one."""
    return sorted(name for name in loaded for package in packages if f"{name}.".startswith(f"{package}."))
