"""Hyperlinks of terminals (OSC 8): which terminals have them, and how they are written.

The specification is "Hyperlinks (a.k.a. HTML-like anchors) in terminal emulators" by Egmont Koblinger.
"""

import re
from binascii import crc32
from collections.abc import Mapping

from gazette_cli.webaddress import encode_url

CLOSING = "\x1b]8;;\x1b\\"
_LONGEST = 2083  # characters of an address, beyond which VTE and others drop it
_VTE = 5000  # its version 0.50; older ones crash
_TMUX = (3, 4)  # older ones eat them, which is no harm, or print what they wrap
# By how TERM begins: what has them, or passes over them as ECMA-48 asks.
_KNOWN = (
    "xterm",
    "rxvt",
    "alacritty",
    "foot",
    "kitty",
    "wezterm",
    "ghostty",
    "konsole",
    "contour",
    "mlterm",
    "st-",
)
_SEQUENCE = r"\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)"


def has_hyperlinks(environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Say whether hyperlinks may be written to this output. FORCE_HYPERLINK, 0 or 1, has the last word."""
    forced = environ.get("FORCE_HYPERLINK", "")
    if forced:
        return forced != "0"
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if not is_terminal or "INSIDE_EMACS" in environ or "STY" in environ or program == "Apple_Terminal":
        return False
    if program == "tmux" or "TMUX" in environ:
        version = re.search(r"(\d+)\.(\d+)", environ.get("TERM_PROGRAM_VERSION", ""))
        return version is not None and (int(version[1]), int(version[2])) >= _TMUX
    vte = environ.get("VTE_VERSION", "")
    if vte.isdecimal():
        return int(vte) >= _VTE
    return term.startswith(_KNOWN)


def find_target(url: str) -> str | None:
    """Return the address of a hyperlink to `url`, printable ASCII without spaces; None if it must not be one."""
    target = encode_url(url)
    return target if target and len(target) <= _LONGEST else None


def open_hyperlink(target: str) -> str:
    """Return what begins a hyperlink to `target` (of `find_target`); CLOSING ends it.

    Its id is that of every piece of it: a link that is broken over lines is one to the terminal.
    """
    return f"\x1b]8;id={crc32(target.encode()):x};{target}\x1b\\"


def strip_hyperlinks(text: str) -> str:
    """Return `text` without what `open_hyperlink` and CLOSING have put there."""
    return re.sub(_SEQUENCE, "", text)
