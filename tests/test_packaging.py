"""What is published holds the bundled edition, and works where it is installed."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from gazette_cli import __version__

ROOT = Path(__file__).parent.parent
SEEDS = {path.name for path in (ROOT / "seeds").iterdir() if not path.name.startswith(".")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that is built from it: what a package index would be given."""
    folder = tmp_path_factory.mktemp("built")
    tree = folder / "tree"
    unwanted = shutil.ignore_patterns(
        ".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "dist", "build"
    )
    shutil.copytree(ROOT, tree, ignore=unwanted)
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(tree)]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (sdist,) = folder.glob("*.tar.gz")
    (wheel,) = folder.glob("*.whl")
    return sdist, wheel


def test_the_sdist_holds_the_bundled_edition_and_what_its_tests_need(built: tuple[Path, Path]) -> None:
    with tarfile.open(built[0]) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {name.removeprefix("seeds/") for name in names if name.startswith("seeds/")} == SEEDS
    wanted = {"README.md", "LICENSE", "CHANGELOG.md", "requirements.lock", ".ci/run", "pyproject.toml"}
    assert wanted <= names
    assert "tests/test_packaging.py" in names


def test_the_wheel_holds_the_bundled_edition_and_no_tests(built: tuple[Path, Path]) -> None:
    with zipfile.ZipFile(built[1]) as archive:
        names = set(archive.namelist())
    prefix = "gazette_cli/seeds/"
    assert {name.removeprefix(prefix) for name in names if name.startswith(prefix)} == SEEDS
    assert {name.partition("/")[0] for name in names} == {
        "gazette_cli",
        f"gazette_cli-{__version__}.dist-info",
    }
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "gazette_cli").rglob("*.py")}
    assert modules <= names


def test_the_installed_wheel_works_in_a_fresh_environment(built: tuple[Path, Path], tmp_path: Path) -> None:
    place = tmp_path / "fresh"
    venv.create(place, with_pip=True, symlinks=True)
    python = place / "bin" / "python"
    site = next(place.glob("lib/python*/site-packages"))
    done = run(python, "-m", "pip", "install", "--no-deps", "--no-index", str(built[1]), home=tmp_path)
    assert done.returncode == 0, done.stderr
    # What gazette depends on comes from the environment of the tests. Its editable gazette does not: the .pth
    # files of a folder that is itself named in a .pth are not read.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")

    gazette = place / "bin" / "gazette"
    where = run(python, "-c", "import gazette_cli; print(gazette_cli.__file__)", home=tmp_path)
    assert Path(where.stdout.strip()).is_relative_to(place)

    version = run(gazette, "--version", home=tmp_path)
    assert (version.returncode, version.stdout.strip()) == (0, f"gazette {__version__}")

    listed = run(gazette, "list", "--json", home=tmp_path)
    assert listed.returncode == 0, listed.stderr
    articles = [json.loads(line) for line in listed.stdout.splitlines()]
    assert len(articles) >= len(SEEDS)
    assert {article["language"] for article in articles} == {"fr", "en"}

    found = run(gazette, "search", "poutine", home=tmp_path)
    assert found.returncode == 0, found.stderr
    assert "Pyongyang" in found.stdout


def run(program: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a program at home in `home`, told nothing of this environment's Python or gazette."""
    unwanted = ("PYTHON", "GAZETTE", "XDG_", "VIRTUAL_ENV")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    return subprocess.run(
        [str(program), *arguments],
        cwd=home,
        env={**kept, "HOME": str(home), "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
