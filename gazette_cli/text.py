"""The airlock: untrusted text becomes text that is safe to print in a terminal.

Whatever comes from a feed, a file, a server or a command line goes through `clean` or `clean_line` on its way
to a screen, a pipe or a JSON line. What they return holds no C0 or C1 control (but for "\\n" and, in `clean`,
"\\t"), no DEL, no bidirectional override, embedding or isolate (Unicode TR9; the Trojan Source characters), no
lone surrogate and no byte-order mark. Escape sequences (ECMA-48 CSI and OSC) go whole, not their ESC alone.
"""

import re

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"  # CSI
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\x9d\n]{0,4096}(?:\x07|\x1b\\|\x9c)"  # OSC, ended by BEL or ST
)
_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SURROGATE = re.compile(r"[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return `text` safe to print, its lines and tabs kept."""
    if _UNSAFE.search(text) is None:
        return text
    text = _SEQUENCE.sub("", text)
    text = _BREAK.sub("\n", text)
    text = _SURROGATE.sub("\ufffd", text)
    return _UNSAFE.sub("", text)


def clean_line(text: str) -> str:
    """Return `text` safe to print on one line: every run of white space is one space, none at the ends.

    No-break spaces are kept: French sets one before its double punctuation.
    """
    return _SPACES.sub(" ", clean(text)).strip(" ")


_SPACES = re.compile(r"[ \t\n]+")

# What stands for a character that the encoding of a terminal lacks: as like it as can be, and as wide if possible.
_LIKE = dict(zip("●★…•◦‣─━┃·’‘“”–—«»\xa0\u202f", '*+.----=|-\'\'""--""  ', strict=True))
_LIKE |= {
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ß": "ss",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "€": "EUR",
    "▸": ">",
}


def replace_like(error: UnicodeError) -> tuple[str, int]:
    """Take the place of what can't be encoded: a handler for codecs.register_error."""
    from unicodedata import normalize

    assert isinstance(error, UnicodeEncodeError)
    characters = error.object[error.start : error.end]
    plain = (_LIKE.get(c) or normalize("NFD", c)[0] for c in characters)
    return "".join(c if c.isascii() else "?" for c in plain), error.end
