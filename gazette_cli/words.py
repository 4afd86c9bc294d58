"""Words as the search index knows them: blind to case, accents, ligatures and kinds of apostrophe.

The index is FTS5's unicode61 with remove_diacritics 2. It is handed `index_text`, and a query is handed to it
through `fold`; both agree, over all of Unicode, on what a word is. Scripts written without spaces (Han, kana,
Hangul, Thai, Lao, Khmer, Burmese) are indexed a character at a time and found as phrases of characters.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from functools import cache

# What Unicode does not decompose and a reader takes for plain letters.
_LETTERS = {
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ŋ": "n", "ħ": "h",
    "ı": "i", "ŧ": "t", "ĸ": "k", "ɨ": "i", "ƒ": "f", "ə": "e", "ɔ": "o", "ɛ": "e", "ŀ": "l", "ſ": "s",
}  # fmt: skip
_APOSTROPHES = "'`´ʹʻʼʽʾʿˈ‘’‛′＇ꞌ"
_DROPPED = "\xad\u034f\u0640\u180e\u200c\u200d\u2060\ufeff"  # soft hyphen, joiners, tatweel: inside words
# Marks that a reader may leave out: Latin, Greek, Cyrillic accents, Hebrew points, Arabic vowels.
_MARKS = (
    (0x300, 0x36F), (0x483, 0x487), (0x591, 0x5BD), (0x5BF, 0x5BF), (0x5C1, 0x5C2), (0x5C4, 0x5C5), (0x610, 0x61A),
    (0x64B, 0x65F), (0x670, 0x670), (0x6D6, 0x6DC), (0x6DF, 0x6E8), (0x6EA, 0x6ED), (0x1AB0, 0x1AFF),
    (0x1DC0, 0x1DFF), (0x20D0, 0x20FF), (0xFE20, 0xFE2F),
)  # fmt: skip
# Letters of scripts without spaces, one word each: the first of some, the first that is none, and so on.
_UNSPACED = (
    0xe01, 0xe31, 0xe32, 0xe33, 0xe33, 0xe34, 0xe40, 0xe47, 0xe81, 0xeb1, 0xeb2, 0xeb3, 0xebd, 0xec7, 0xedc,
    0xee0, 0x1000, 0x102b, 0x103f, 0x1040, 0x1050, 0x1056, 0x1100, 0x1200, 0x1780, 0x17b4, 0x3005, 0x3008,
    0x3021, 0x302a, 0x3031, 0x3036, 0x3038, 0x303d, 0x3041, 0x3097, 0x309d, 0x30a0, 0x30a1, 0x30fb, 0x30fc,
    0x3100, 0x3105, 0x3130, 0x3131, 0x318f, 0x31a0, 0x31c0, 0x31f0, 0x3200, 0x3400, 0x4dc0, 0x4e00, 0xa000,
    0xa960, 0xa97d, 0xac00, 0xd7a4, 0xd7b0, 0xd7fc, 0xf900, 0xfb00, 0x1b000, 0x1b170, 0x20000, 0x40000,
)  # fmt: skip
# What unicode61 folds as we do: everything else is folded here before it is handed over.
_NATIVE = (
    "\x00-\x5f\x61-\x7f\xa0-\xa9\xab\xac\xae-\xb3\xb6-\xb9\xbb-\xc5\xc7-\xcf\xd1-\xd7\xd9-\xdd\xe0-\xe5\xe7-\xef\xf1-\xf7"
    "\xf9-\xfd\xff-\u010f\u0112-\u0125\u0128-\u0130\u0134-\u0137\u0139-\u013e\u0143-\u0148\u014c-\u0151\u0154-\u0165"
    "\u0168-\u0185\u0218-\u021b\u2000-\u200a\u2010-\u2017\u2019-\u2027\u202f-\u2031\u2039\u203a\u20ac"
)
_ODD = re.compile(f"[^{_NATIVE}]+")
_SHORT = bytes(range(0xE0))
WORD = re.compile("[^\\W_]+")


def _fold_character(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _DROPPED:
        return ""
    category = unicodedata.category(character)
    if category in ("Cs", "Co", "Cn"):
        return " "
    if category == "No" or category[0] in "PSZC":
        return character
    folded = []
    for part in unicodedata.normalize("NFKD", character.casefold()):
        if not any(first <= ord(part) <= last for first, last in _MARKS):
            folded.append("'" if part in _APOSTROPHES else _LETTERS.get(part, part))
    return unicodedata.normalize("NFC", "".join(folded)).casefold()


def _space_character(character: str) -> str:
    folded = _FOLDING[ord(character)]
    return f" {' '.join(folded)} " if character > "\u0e00" and any(map(is_unspaced, folded)) else folded


def _index_character(character: str) -> str:
    spaced = _SPACING[ord(character)]
    # What unicode61 takes for a separator depends on its age.
    return " " if spaced and not any(map(str.isalnum, spaced)) else spaced


class _Table(dict[int, str]):
    """For str.translate: filled as characters are met, and bounded by Unicode itself."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self._make = make

    def __missing__(self, code: int) -> str:
        made = self[code] = self._make(chr(code))
        return made


_FOLDING = _Table(_fold_character)  # folded
_SPACING = _Table(_space_character)  # and words of scripts without spaces set apart by them
_INDEXING = _Table(_index_character)  # and everything but words a space


def is_unspaced(character: str) -> bool:
    """Tell whether `character` is a letter of a script without spaces, and so a word."""
    return bisect_right(_UNSPACED, ord(character)) % 2 == 1


def fold(text: str) -> str:
    """Return `text` in lower case, without accents, its ligatures taken apart, every apostrophe "'".

    Other characters stay. Of a lone surrogate or an unassigned character a space is left.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    return unicodedata.normalize("NFC", text).translate(_FOLDING)


def fold_key(text: str) -> str:
    """Return what names and titles are compared and sorted by: folded, each run of white space one space."""
    return " ".join(fold(text).split())


def fold_in_place(text: str) -> tuple[str, list[int] | None]:
    """Return `text` folded, words of scripts without spaces apart, and what its offsets are in `text`.

    The second has one more item, for the end; it is None where the offsets are the same.
    """
    if text.isascii():
        return text.lower(), None
    odd = _ODD.search(text)
    if odd is None:
        return text.translate(_FOLDING), None
    pieces: list[str] = []
    offsets: list[int] = []
    done = 0
    while odd is not None:
        start, end = odd.span()
        pieces.append(text[done:start].translate(_FOLDING))
        offsets.extend(range(done, start))
        for at in range(start, end):
            piece = _SPACING[ord(text[at])]
            pieces.append(piece)
            offsets.extend([at] * len(piece))
            if len(piece) > 2 and piece[-1] == " ":
                offsets[-1] = at + 1
        done = end
        odd = _ODD.search(text, done)
    pieces.append(text[done:].translate(_FOLDING))
    offsets.extend(range(done, len(text) + 1))
    return "".join(pieces), offsets


@cache
def _native_western() -> bytes:
    return _ODD.sub("", bytes(range(256)).decode("cp1252", "ignore")).encode("cp1252")


def index_text(text: str) -> str:
    """Return what FTS5 is handed so that each of its tokens is one of `split_words(text)`."""
    if text.isascii():
        return text
    try:
        # Nearly all that is written in the West, and searched several times as fast.
        odd = text.encode("cp1252").translate(None, _native_western())
    except UnicodeEncodeError:
        pass
    else:
        # None of these is changed by another's place beside it, nor made by another's folding.
        for character in set(odd.decode("cp1252")):
            text = text.replace(character, _INDEXING[ord(character)])
        return text
    if _ODD.search(text) is None:
        return text
    return _ODD.sub(lambda run: run[0].translate(_INDEXING), unicodedata.normalize("NFC", text))


def split_words(text: str) -> list[str]:
    """Return the folded words of `text` in order, a character of a script without spaces being a word."""
    if text.isascii():
        return WORD.findall(text.lower())
    return WORD.findall(unicodedata.normalize("NFC", text).translate(_SPACING))


def has_unspaced(text: str) -> bool:
    """Tell whether there is a letter of a script without spaces in `text`."""
    # Of what takes three bytes of UTF-8 or more: all that begins with E2 is punctuation, and so is most of the rest.
    if text.isascii() or not text.encode("utf-8", "surrogatepass").translate(None, _SHORT).strip(b"\xe2"):
        return False
    return any(map(is_unspaced, set("".join(_ODD.findall(text)))))


def count_words(text: str) -> int:
    """Return how many words a reader would say `text` has; of scripts without spaces two characters make one.

    An elided article ("l'invitation") is counted with its word.
    """
    if text.isascii() or all(max(run) < "\u0e00" for run in _ODD.findall(text)):
        return sum(map(_has_letter, text.split()))
    pieces = text.translate(_SPACING).split()
    unspaced = sum(len(piece) == 1 and is_unspaced(piece) for piece in pieces)
    return sum(map(_has_letter, pieces)) - unspaced + (unspaced + 1) // 2


def _has_letter(piece: str) -> bool:
    return piece.isalnum() or any(map(str.isalnum, piece))
