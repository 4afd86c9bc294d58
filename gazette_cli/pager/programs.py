"""Which pager runs, and running it."""

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import IO, TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from rich.console import Console

NONE, OWN, LESS, OTHER = "none", "own", "less", "other"


class Pager(NamedTuple):
    """The pager of a reader. `kind`: NONE (all is printed at once), OWN (pages of our own), LESS (less with plain
    options alone) or OTHER. `version`: that of less; 0 if it isn't known, or it is busybox's."""

    kind: str
    command: str = ""
    version: int = 0


def find_pager(environ: Mapping[str, str], *, drawn: bool = False) -> Pager:
    """Return the pager that `environ` asks for: GAZETTE_PAGER, else PAGER, else less, else pages of our own.

    `drawn`: pictures are drawn that less would not let through.
    """
    import shutil

    stated = next((environ[name].strip() for name in ("GAZETTE_PAGER", "PAGER") if name in environ), None)
    if stated in ("", "cat") or (stated is None and environ.get("TERM", "dumb") == "dumb"):
        return Pager(NONE)
    path = environ.get("PATH")
    if stated is None and (drawn or not shutil.which("less", path=path)):
        return Pager(OWN)
    command = stated or "less"
    words = command.split()
    plain = re.fullmatch(r"[\w./+= -]+", command) and all(word[0] in "-+" for word in words[1:])
    if not plain or words[0].rpartition("/")[2] != "less":
        return Pager(OTHER, command)
    found = shutil.which(words[0], path=path)
    return Pager(LESS, command, _ask_version(os.path.realpath(found)) if found else 0)


@cache
def _ask_version(program: str) -> int:
    """Return the version of less, which it says in one number ("less 590"), else 0."""
    import subprocess

    if program.endswith("busybox"):
        return 0
    try:
        said = subprocess.run(
            [program, "--version"], stdin=subprocess.DEVNULL, capture_output=True, timeout=5, check=False
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return 0
    stated = re.match(rb"less (\d{1,6})", said)
    return int(stated[1]) if stated else 0


def run_program(
    console: "Console",
    arguments: Sequence[str],
    environ: Mapping[str, str],
    stdin: IO[bytes] | None = None,
    *,
    tidy: bool = False,
) -> tuple[int, int]:
    """Run a pager on the terminal; return its exit code, and the number of the signal that came for us or 0.

    Ctrl-C is the pager's. A hangup or SIGTERM ends it first. `tidy`: SIGTERM lets it save what it knows and a hangup
    would not, so it is sent the former for both. Raises OSError if it can't be started.
    """
    import signal
    import subprocess
    import threading

    came = 0
    process: subprocess.Popen[bytes] | None = None

    def pass_on(number: int, _: object) -> None:
        nonlocal came
        came = number
        if process:
            process.send_signal(signal.SIGTERM if tidy else number)

    previous = {}
    try:
        if threading.current_thread() is threading.main_thread():
            # A handler, unlike SIG_IGN, isn't inherited by the pager.
            previous[signal.SIGINT] = signal.signal(signal.SIGINT, lambda *_: None)
            for number in (signal.SIGHUP, signal.SIGTERM):
                # Who ignores one (nohup) goes on ignoring it.
                if signal.getsignal(number) is signal.SIG_DFL:
                    previous[number] = signal.signal(number, pass_on)
        # A terminal that is closed sends its hangup to the pager as well, which has to ignore it. That is said in the
        # child: were it ignored here meanwhile, one that comes as the pager starts would be lost.
        process = subprocess.Popen(
            arguments,
            stdin=stdin,
            stdout=_find_descriptor(console),
            env=environ,
            preexec_fn=(lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN)) if tidy else None,
        )
        if came:  # before there was anybody to pass it on to
            process.send_signal(signal.SIGTERM if tidy else came)
        return process.wait(), came
    finally:
        for number, handler in previous.items():
            signal.signal(number, handler)


def _find_descriptor(console: "Console") -> int | None:
    try:
        return console.file.fileno()
    except (OSError, AttributeError, ValueError):
        return None
