"""Handing an address to the reader's browser: never through a shell, never as an option.

BROWSER is read here, as Python's webbrowser takes a command with options for the name of a program. It is a list of
commands with ":" between (";" on Windows), the first that runs; "%s" stands for the address, which is the last word
otherwise, and "&" at the end means not to wait. Without BROWSER it is webbrowser that knows what there is.
"""

import os
import shlex
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence

from gazette_cli.webaddress import encode_url

# They have windows of their own, and stay until the last is closed.
_WINDOWED = frozenset(
    (
        "brave brave-browser chromium chromium-browser epiphany falkon firefox firefox-esr google-chrome konqueror"
        " google-chrome-stable librewolf microsoft-edge opera qutebrowser vivaldi vivaldi-stable zen-browser"
    ).split()
)
_PATIENCE = 1  # second in which such a one may say that it can't start
# What a shell would act upon, were a command to hand the address to one.
_ACTIVE = {ord(sign): f"%{ord(sign):02X}" for sign in "!$&'()*;"}


def find_openable(url: str) -> str | None:
    """Return `url` in ASCII as it is opened, None unless it is of http, https or mailto."""
    address = encode_url(url)
    # Python's webbrowser puts an option where this stands.
    return address and address.replace("%action", "%ACtion")


def open_address(address: str, environ: Mapping[str, str]) -> bool:
    """Open an address of `find_openable`, and tell whether that began. A browser in the terminal is waited for."""
    stated = environ.get("BROWSER", "")
    if stated:
        return any(_run(words, environ) for words in _read_commands(stated, address))
    import webbrowser

    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False


def _read_commands(stated: str, address: str) -> Sequence[list[str]]:
    commands = []
    for command in stated.split(os.pathsep):
        try:
            words = shlex.split(command)
        except ValueError:  # a quotation mark that is still open
            continue
        if not words or words == ["&"]:
            continue
        if "%s" in command:
            quoted = address.translate(_ACTIVE)
            words = [address if word == "%s" else word.replace("%s", quoted) for word in words]
        else:
            words[-1:] = [address, "&"] if words[-1] == "&" else [words[-1], address]
        commands.append(words)
    return commands


def _run(words: list[str], environ: Mapping[str, str]) -> bool:
    in_background = words[-1] == "&"
    if in_background:
        words = words[:-1]
    try:
        if in_background or os.path.basename(words[0]) in _WINDOWED:
            return _start(words, environ)
        return _wait_for(words, environ)
    except OSError:
        return False


def _start(words: list[str], environ: Mapping[str, str]) -> bool:
    nothing = subprocess.DEVNULL
    process = subprocess.Popen(
        words, stdin=nothing, stdout=nothing, stderr=nothing, env=environ, start_new_session=True
    )
    try:
        return process.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True


def _wait_for(words: list[str], environ: Mapping[str, str]) -> bool:
    previous = None
    try:
        # Ctrl-C is the browser's; a handler, unlike SIG_IGN, isn't inherited by it.
        if threading.current_thread() is threading.main_thread():
            previous = signal.signal(signal.SIGINT, lambda *_: None)
        return subprocess.run(words, env=environ, check=False).returncode == 0
    finally:
        if previous is not None:
            signal.signal(signal.SIGINT, previous)
