"""What a folder holds, whatever is in it, and what a file says."""

import os
import socket
import subprocess
from pathlib import Path

import pytest

from gazette_cli.errors import SourceError
from gazette_cli.fetching.files import find_file, printable, read_file, read_stream, scan_folder


def is_text(name: str) -> bool:
    return name.endswith(".txt")


def names(root: Path) -> list[str]:
    scan = scan_folder(str(root), is_text)
    assert scan.failures == []
    return [path for path, _, _ in scan.files]


def test_files_are_found_below_a_folder_in_order_whatever_they_are_called(tmp_path: Path) -> None:
    called = [
        "a b.txt",
        "a\nb.txt",
        "c#d.txt",
        "e~.txt",
        "sub/f.txt",
        "sub/deep/g.txt",
        "'\"`$(h).txt",
        "-i.txt",
    ]
    for name in called:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    for name in (".hidden.txt", ".git/x.txt", "picture.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    assert names(tmp_path) == sorted(called)


def test_a_name_that_is_no_utf8_is_shown(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/caf\xe9.txt", "w") as file:
        file.write("x")
    (found,) = names(tmp_path)
    assert printable(found) == "caf\\xe9.txt"


def test_links_to_files_are_followed_and_links_to_folders_are_not(tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "sub").mkdir(parents=True)
    (tmp_path / "outside.txt").write_text("x")
    (root / "link.txt").symlink_to(tmp_path / "outside.txt")
    (root / "nowhere.txt").symlink_to(tmp_path / "none")
    (root / "itself.txt").symlink_to(root / "itself.txt")
    (root / "sub" / "up").symlink_to(root)
    (root / "folder.txt").symlink_to(tmp_path)
    assert names(root) == ["link.txt"]


def test_what_is_no_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "device.txt").symlink_to("/dev/zero")
    (tmp_path / "folder.txt").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(str(tmp_path / "s.txt"))
        assert names(tmp_path) == []
    for name in ("pipe.txt", "device.txt", "folder.txt"):
        with pytest.raises(SourceError):
            read_file(str(tmp_path / name))
        with pytest.raises(SourceError):
            find_file(str(tmp_path / name))


def test_a_tree_past_the_longest_path_is_a_failure_of_that_branch_alone(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    script = "for i in $(seq 30); do mkdir $0 && cd -P $0 || exit; done; echo x > b.txt"
    subprocess.run(["bash", "-c", script, "d" * 200], cwd=tmp_path, check=True)
    scan = scan_folder(str(tmp_path), is_text)
    assert [path for path, _, _ in scan.files] == ["a.txt"]
    assert len(scan.failures) == 1
    subprocess.run(["rm", "-r", "d" * 200], cwd=tmp_path, check=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anything")
@pytest.mark.parametrize("mode", [0o000, 0o400])
def test_a_folder_that_may_not_be_entered_is_a_failure_and_not_empty(tmp_path: Path, mode: int) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text("x")
    (tmp_path / "sub").chmod(mode)
    try:
        assert scan_folder(str(tmp_path), is_text).failures == [("sub", "permission denied")]
    finally:
        (tmp_path / "sub").chmod(0o700)


def test_a_file_that_is_put_in_the_place_of_another_with_its_time_and_size_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    before = find_file(str(path))
    (tmp_path / "new").write_text("two")
    os.utime(tmp_path / "new", (1_700_000_000, 1_700_000_000))
    (tmp_path / "new").rename(path)
    assert find_file(str(path)) != before
    assert scan_folder(str(tmp_path), is_text).files == [find_file(str(path))]


def test_a_file_is_read_with_its_time_and_one_of_no_stated_size_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 3_000_001)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    assert read_file(str(path)) == (b"x" * 3_000_001, 1_700_000_000)
    assert read_file("/proc/self/status").data if os.path.exists("/proc/self/status") else True


def test_what_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazette_cli.fetching.files._LARGEST", 1_000)
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1_000)
    assert len(read_file(str(path)).data) == 1_000
    path.write_bytes(b"x" * 1_001)
    with pytest.raises(SourceError, match="larger than"):
        read_file(str(path))
    with path.open("rb") as stream, pytest.raises(SourceError, match="larger than"):
        read_stream(stream)


@pytest.mark.parametrize("path", ["missing.txt", "a\0b.txt", "x" * 5_000])
def test_what_is_not_there_is_an_error_of_ours(path: str) -> None:
    for use in (read_file, find_file):
        with pytest.raises(SourceError):
            use(path)
