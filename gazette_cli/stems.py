"""Stems, and a query's word widened to its forms: `accepter` finds accepté and acceptation.

Stems are Snowball's (https://snowballstem.org), by the article's language; they are folded as words are (words.py).
"""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from gazette_cli.words import WORD, count_words, fold, has_unspaced, split_words

# Kept in a library beside the stems it was built with: our own rules' number and PyStemmer's major, which
# pyproject.toml pins. Raise the first when what `stems_text` or `words.index_text` return changes.
STEMS_VERSION = "1-3"

# BCP 47 primary language -> Snowball's name.
_SNOWBALL = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english",
    "es": "spanish", "et": "estonian", "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish",
    "hu": "hungarian", "hy": "armenian", "it": "italian", "lt": "lithuanian", "nb": "norwegian",
    "nl": "dutch", "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
DEFAULT_LANGUAGES = ("fr", "en")
_REMEMBERED = 150_000  # entries of a cache, some 25 MB
_LONGEST = 40  # a longer word is no word, and has no stem


class _Stems(dict[str, tuple[str, ...]]):
    """A word in lower case, as written -> its folded stems that differ from the folded word."""

    def __init__(self, languages: Iterable[str]) -> None:
        import Stemmer

        # 0: no cache of its own, this is one.
        self._stem_words: list[Any] = [Stemmer.Stemmer(_SNOWBALL[code], 0).stemWord for code in languages]
        self.pieces = _Pieces(self)

    def __missing__(self, word: str) -> tuple[str, ...]:
        if len(self) >= _REMEMBERED:
            self.clear()
        stems = self[word] = self._find_stems(word)
        return stems

    def _find_stems(self, word: str) -> tuple[str, ...]:
        if len(word) > _LONGEST or not word.isalpha():
            return ()
        if word.isascii():
            if len(self._stem_words) == 1:
                only = self._stem_words[0](word)
                return (only,) if only and only != word else ()
            found = {stem(word) for stem in self._stem_words}
            folded = word
        else:
            folded = fold(word)
            found = {fold(stem(form)) for stem in self._stem_words for form in (word, folded)}
        found.discard(folded)
        found.discard("")
        return tuple(sorted(found))


_SIGN = "\0"  # of what holds no letter and no digit


class _Pieces(dict[str, str]):
    """What stands between two spaces in a text, in lower case -> the stems of its words, space between; or _SIGN.

    Splitting at spaces is several times faster than finding words.
    """

    def __init__(self, stems: _Stems) -> None:
        self._stems = stems

    def __missing__(self, piece: str) -> str:
        words = [piece] if piece.isalpha() else WORD.findall(piece)
        found = " ".join([stem for word in words for stem in self._stems[word]]) if words else _SIGN
        if len(piece) <= _LONGEST:
            if len(self) >= _REMEMBERED:
                self.clear()
            self[piece] = found
        return found


def _primary(language: str | None) -> str:
    return language.partition("-")[0].lower() if language else ""


@cache
def _stems_of(languages: tuple[str, ...]) -> _Stems:
    return _Stems(languages)


def stem_languages(language: str | None) -> tuple[str, ...]:
    """Return what an article of `language` (BCP 47) is stemmed by: its own, else French and English."""
    primary = _primary(language)
    return (primary,) if primary in _SNOWBALL else DEFAULT_LANGUAGES


def list_stems(word: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return the folded stems of `word` (with its accents, in any case) that differ from the folded word."""
    return _stems_of(languages)[word.lower()]


def stems_text(text: str, language: str | None) -> str:
    """Return the stems of the words of `text` that differ from their word: folded, each once, spaced."""
    return study_text(text, language)[0]


def study_text(text: str, language: str | None) -> tuple[str, int]:
    """Return `stems_text` and the number of words of `text`, which for prose costs little more than the first.

    The number is that of `count_words`.
    """
    pieces = _stems_of(stem_languages(language)).pieces
    # Not a set of the pieces first: to look each up costs less than to make a set of new strings.
    found = list(map(pieces.__getitem__, text.lower().split()))
    distinct = set(found)
    distinct.discard(_SIGN)
    stems = " ".join(distinct)
    if has_unspaced(text):
        return stems, count_words(text)
    return stems, len(found) - found.count(_SIGN)


def query_stems(word: str, languages: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the stems that a query for `word` asks for besides it: French, English, those of `languages`."""
    more = sorted({primary for language in languages if (primary := _primary(language)) in _SNOWBALL})
    return list_stems(word, tuple(dict.fromkeys((*DEFAULT_LANGUAGES, *more))))


class Forms(NamedTuple):
    """What a word of a query is looked up as.

    `exact`: folded words that must follow one another. `wide`: each of them and the stems that may stand in its
    place, itself among them, in any order in the text; () where the word is only found as it is.
    """

    exact: tuple[str, ...]
    wide: tuple[tuple[str, tuple[str, ...]], ...] = ()


_ELIDED = frozenset(("l", "d", "j", "qu", "s", "n", "c", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"))


def expand_word(typed: str, languages: Iterable[str] = ()) -> Forms:
    """Return the forms that a word of a query is looked up in: this is where a query is widened.

    `typed` may hold punctuation ("l'œuvre", "nord-coréen", "AT&T"); if it is nothing else `exact` is empty.
    An elided article or pronoun before the word is dropped.
    """
    folded, exact, written = fold(typed), split_words(typed), WORD.findall(typed)
    if len(written) != len(exact):
        written = exact
    if len(exact) > 1 and exact[0] in _ELIDED and len(exact[1]) > 1 and f"{exact[0]}'" in folded:
        exact, written = exact[1:], written[1:]
    stemmed = list(zip(exact, written, strict=True))
    if len(exact) == 2 and exact[1] == "s" and "'" in folded:
        stemmed = stemmed[:1]  # China's
    if not all(len(word) > 1 and word.isalpha() for word, _ in stemmed):
        return Forms(tuple(exact))
    languages = tuple(languages)
    # The word itself is one of its stems: it may be what others come from.
    wide = tuple((word, (word, *query_stems(raw, languages))) for word, raw in stemmed)
    return Forms(tuple(exact), wide)
