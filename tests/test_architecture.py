"""The rooms of gazette, and who may import whom: read from the source, nothing is run."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "gazette_cli"
MODULES = sorted(PACKAGE.rglob("*.py"))

# Rank 1: known to everybody, knows nobody.
VALUES = set(
    (
        "gazette_cli errors models subscription text query blocks words stems excerpt beginnings"
        " tracking webaddress hyperlinks anchors"
    ).split()
)

# What each room may import of gazette, besides itself.
MAY_IMPORT = {
    "parsing": VALUES,
    "render": VALUES,
    "decide": VALUES,
    # Shows what render/ makes: it starts less, and so is not pure.
    "pager": VALUES | {"render"},
    # Asks the terminal what render/ may draw with.
    "graphics": VALUES | {"render"},
    "paths": VALUES,
    "fetching": VALUES | {"paths"},
    "library": VALUES | {"paths"},
    "config": VALUES | {"paths"},
    "services": VALUES | {"paths", "config", "parsing", "fetching", "library", "decide"},
    "console": VALUES | {"render"},
    "context": VALUES | {"paths", "config", "library", "services", "console"},
    "commands": VALUES
    | {"paths", "config", "library", "services", "render", "pager", "graphics", "console", "context"},
    "browse": VALUES | {"paths", "config", "library", "services", "render", "console", "context"},
    "help": VALUES | {"console"},
    "cli": VALUES | {"paths", "config", "console", "context", "commands", "help"},
    "__main__": {"cli"},
    **dict.fromkeys(VALUES, VALUES),
}

# What no module of a room may import from elsewhere.
IMPURE = {"sqlite3", "socket", "ssl", "time", "os", "subprocess", "random", "threading", "asyncio", "logging"}
FOREIGN = {
    "parsing": {"rich", "typer", "textual", *IMPURE},
    "render": {"typer", "textual", *IMPURE},
    "decide": {"rich", "typer", "textual", *IMPURE},
    "pager": {"typer", "textual", "sqlite3"},
    "graphics": {"rich", "typer", "textual", "sqlite3"},
    "console": {"typer", "textual", "sqlite3"},
    "context": {"rich", "typer", "textual"},
    "fetching": {"rich", "typer", "textual", "sqlite3"},
    "library": {"rich", "typer", "textual", "feedparser", "lxml"},
    "config": {"rich", "typer", "textual", "sqlite3"},
    "services": {"rich", "typer", "textual"},
    "cli": {"sqlite3", "rich"},
    **{room: {"rich", "typer", "textual", *IMPURE} for room in VALUES},
}

# Each costs a start more than the list itself does.
HEAVY = {
    *("feedparser", "lxml", "readability", "yaml", "markdown_it", "Stemmer", "textual", "asyncio"),
    *("pycurl", "brotli", "tomllib", "ssl", "pickle", "hashlib", "email", "http"),
    *("PIL", "textual_image"),
    *("httpx", "httpx2", "dateparser", "pydantic", "trafilatura", "platformdirs", "babel", "rich.markdown"),
}


class Import(NamedTuple):
    name: str  # dotted, absolute
    line: int
    at_start: bool  # run when the module is: not in a function, not for the type checker alone


@cache
def read_tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def list_imports(path: Path) -> tuple[Import, ...]:
    """Every import of a module; `from a import b` counts as a.b where that is a module of ours, else as a."""

    def walk(node: ast.AST, at_start: bool) -> Iterator[Import]:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Import):
                yield from (Import(alias.name, child.lineno, at_start) for alias in child.names)
            elif isinstance(child, ast.ImportFrom):
                assert child.level == 0, f"{show(path)}:{child.lineno}: a relative import"
                for alias in child.names:
                    full = f"{child.module}.{alias.name}"
                    yield Import(full if find_module(full) else str(child.module), child.lineno, at_start)
            elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
                yield from walk(child, False)
            else:
                function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
                yield from walk(child, at_start and not function)

    return tuple(walk(read_tree(path), True))


def find_module(dotted: str) -> Path | None:
    """The file of a module of gazette, or None."""
    path = ROOT.joinpath(*dotted.split("."))
    for file in (path.with_suffix(".py"), path / "__init__.py"):
        if file.is_file() and file.is_relative_to(PACKAGE):
            return file
    return None


def room_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    if parts == ("services", "decide"):
        return parts[1]
    return "gazette_cli" if parts == ("__init__",) else parts[0]


def show(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def matches(name: str, packages: set[str]) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def literals(path: Path) -> Iterator[ast.Constant]:
    """The strings of a module that are not docstrings."""
    tree = read_tree(path)
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docstrings:
            yield node


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """The name that each call of a module ends in, dots and all, and its line."""
    for node in ast.walk(read_tree(path)):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node.lineno


modules = pytest.mark.parametrize("path", MODULES, ids=show)


def test_there_is_something_to_hold() -> None:
    assert {room_of(path) for path in MODULES} >= {
        "parsing",
        "render",
        "library",
        "services",
        "commands",
        "cli",
    }


@modules
def test_each_room_imports_only_what_it_may(path: Path) -> None:
    room = room_of(path)
    assert room in MAY_IMPORT, f"{room} is not a room of the house: say in MAY_IMPORT what it may import"
    wrong = [
        f"{show(path)}:{line}: {room} imports {name}"
        for name, line, _ in list_imports(path)
        if (target := find_module(name)) and room_of(target) not in {room, *MAY_IMPORT[room]}
    ]
    assert not wrong, "\n".join(wrong)


@modules
def test_each_room_keeps_out_what_is_not_its_trade(path: Path) -> None:
    foreign = FOREIGN.get(room_of(path), set()) | {"click"}
    wrong = [f"{show(path)}:{line}: {name}" for name, line, _ in list_imports(path) if matches(name, foreign)]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("path", [path for path in MODULES if room_of(path) in VALUES], ids=show)
def test_values_need_the_standard_library_only(path: Path) -> None:
    allowed = {*sys.stdlib_module_names, "gazette_cli"}
    wrong = [
        f"{show(path)}:{line}: {name}"
        for name, line, at_start in list_imports(path)
        if name.split(".")[0] not in allowed and not (name == "Stemmer" and not at_start)
    ]
    assert not wrong, "\n".join(wrong)


def list_commands() -> list[str]:
    """The modules of commands/ that are commands: they define `app`. The others are what commands share."""
    return [
        path.stem
        for path in sorted((PACKAGE / "commands").glob("*.py"))
        if any(
            isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "app"
            for node in read_tree(path).body
        )
    ]


def test_commands_never_import_one_another() -> None:
    commands = {f"gazette_cli.commands.{name}" for name in list_commands()}
    wrong = [
        f"{show(path)}:{line}: {name}"
        for path in sorted((PACKAGE / "commands").glob("*.py"))
        for name, line, _ in list_imports(path)
        if name in commands
    ]
    assert not wrong, "\n".join(wrong)


def test_nothing_imports_the_full_screen_reader_but_its_command() -> None:
    wrong = [
        f"{show(path)}:{line}: {name}"
        for path in MODULES
        for name, line, at_start in list_imports(path)
        if name.startswith("gazette_cli.browse")
        and room_of(path) != "browse"
        and (show(path) != "gazette_cli/commands/browse.py" or at_start)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_command_is_tested_in_a_file_of_its_name() -> None:
    commands = list_commands()
    assert "list" in commands
    assert not [name for name in commands if not (ROOT / f"tests/commands/test_{name}.py").is_file()]


@modules
def test_sql_stays_in_the_library(path: Path) -> None:
    if room_of(path) == "library":
        return
    sql = re.compile(
        r"\s*(SELECT|INSERT( OR \w+)? INTO|UPDATE \w+ SET|DELETE FROM|CREATE|DROP|ALTER TABLE|PRAGMA"
        r"|ATTACH|VACUUM|WITH \w+ AS|BEGIN IMMEDIATE|SAVEPOINT)\b"
    )
    wrong = [f"{show(path)}:{node.lineno}" for node in literals(path) if sql.match(str(node.value))]
    wrong += [
        f"{show(path)}:{line}" for name, line in calls(path) if re.search(r"\.execute(many|script)?$", name)
    ]
    assert not wrong, f"SQL outside the library: {wrong}"


@modules
def test_only_commands_and_their_boundary_print(path: Path) -> None:
    if room_of(path) in {"commands", "cli", "console", "browse", "pager"}:
        return
    printing = re.compile(
        r"(^|\.)(print|echo|secho|print_exception)$|^sys\.(stdout|stderr|stdin)\b|^(input|breakpoint)$"
    )
    wrong = [f"{show(path)}:{line}: {name}" for name, line in calls(path) if printing.search(name)]
    assert not wrong, f"printing: {wrong}"


@modules
def test_parsing_and_rendering_are_pure(path: Path) -> None:
    if room_of(path) not in {"parsing", "render", "decide", *VALUES}:
        return
    clock = re.compile(
        r"\b(now|today|utcnow|time_ns|monotonic|perf_counter)$|^open$|\.(read|write)_(text|bytes)$"
    )
    wrong = [f"{show(path)}:{line}: {name}" for name, line in calls(path) if clock.search(name)]
    wrong += [
        f"{show(path)}:{node.lineno}: global {', '.join(node.names)}"
        for node in ast.walk(read_tree(path))
        if isinstance(node, ast.Global)
    ]
    assert not wrong, "\n".join(wrong)


def test_what_the_list_loads_at_its_start_is_light() -> None:
    todo = [
        PACKAGE / name for name in ("__init__.py", "__main__.py", "cli.py", "context.py", "commands/list.py")
    ]
    seen: set[Path] = set()
    wrong = []
    while todo:
        path = todo.pop()
        if path in seen:
            continue
        seen.add(path)
        for name, line, at_start in list_imports(path):
            target = find_module(name)
            if at_start and target is not None:
                todo += [target, target.parent / "__init__.py"]
            elif at_start and matches(name, HEAVY):
                wrong.append(f"{show(path)}:{line}: {name}")
    assert PACKAGE / "models.py" in seen
    assert not wrong, "\n".join(wrong)
