"""What of a text answers a query: the spans to highlight, and the best passage.

Matching is blind as the index is (`words.fold`), while spans are offsets of the text as it stands.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gazette_cli.models import Passage
from gazette_cli.query import And, Node, Not, Or, Term
from gazette_cli.stems import expand_word, list_stems, stem_languages
from gazette_cli.text import clean_line
from gazette_cli.words import fold_in_place, is_unspaced, split_words

_CHUNK = 60_000  # characters looked at in one go
_MOST_CHUNKS = 10
_MOST_SPANS = 400


class _Pattern(NamedTuple):
    """What is to be found in one kind of text.

    `found` has a group for each word and phrase, and perhaps one more: words that begin as a stem does, which
    count if their stem is one of `stems`, for the word of that group.
    """

    found: re.Pattern[str] | None
    exact: int
    stems: dict[str, int]


class Matcher(NamedTuple):
    """The positive text terms of a query, as `build_matcher` makes it."""

    title: _Pattern
    text: _Pattern


class _Match(NamedTuple):
    start: int
    end: int
    term: int
    exact: bool


def build_matcher(node: Node, languages: Iterable[str] = ()) -> Matcher:
    """Return what of `node` is to be highlighted: its words, phrases and stems, but for those under a Not.

    `languages`: asked for stems besides French and English, as the search was.
    """
    terms = [term for term in _list_positive(node, True) if term.form in ("word", "phrase", "prefix")]
    languages = tuple(languages)
    text = [term for term in terms if term.field == "text"]
    title = [term for term in terms if term.field in ("text", "title")]
    found = _compile_pattern(text, languages)
    return Matcher(found if title == text else _compile_pattern(title, languages), found)


def highlight_spans(
    text: str, matcher: Matcher, *, language: str | None = None, title: bool = False
) -> tuple[tuple[int, int], ...]:
    """Return the half-open spans of `text` that match, in order and disjoint; `title`: it is a headline.

    `language` (BCP 47) is the article's, whose stems count.
    """
    matches = _find_matches(text, matcher.title if title else matcher.text, language)
    return tuple((match.start, match.end) for match in matches)


def best_passage(
    text: str, matcher: Matcher, width_chars: int = 200, *, language: str | None = None
) -> Passage:
    """Return the passage of `text` where most of the terms stand together, on one line, and its spans.

    It is of `width_chars` characters at most, cut between words or sentences, "…" standing for what a sentence
    lost. It is safe to print (`text.clean_line`). Where nothing matches it is the beginning.
    """
    begun = 0
    matches: list[_Match] = []
    for begun in range(0, min(len(text), _CHUNK * _MOST_CHUNKS), _CHUNK):
        matches = list(_find_matches(text[begun : begun + _CHUNK], matcher.text, language))
        if matches:
            break
    else:
        begun = 0
    first, last = _choose(matches, width_chars)
    start, end = _cut(text, begun + first, begun + last, width_chars)
    shown = clean_line(text[start:end])
    if end < len(text) and not _ends_sentence(text, end):
        shown = shown.rstrip(" ,;:–—-") + "…"
    if not _begins_sentence(text, start):
        shown = "…" + shown
    return Passage(shown, highlight_spans(shown, matcher, language=language))


def _list_positive(node: Node, positive: bool) -> Iterator[Term]:
    if isinstance(node, Term):
        if positive:
            yield node
    elif isinstance(node, Not):
        yield from _list_positive(node.part, not positive)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from _list_positive(part, positive)


def _compile_pattern(terms: Sequence[Term], languages: tuple[str, ...]) -> _Pattern:
    phrases: dict[tuple[str, ...], bool] = {}  # -> whether the last word is only a beginning
    words: dict[str, str] = {}  # stem -> word
    for term in terms:
        typed = str(term.value)
        forms = expand_word(typed, languages)
        phrase = tuple(split_words(typed)) if term.form == "phrase" else forms.exact
        if phrase:
            phrases[phrase] = phrases.get(phrase, False) or term.form == "prefix"
        if term.form == "word":
            for word, stems in forms.wide:
                phrases.setdefault((word,), False)
                words.update(dict.fromkeys(stems, word))
    if not phrases:
        return _Pattern(None, 0, {})
    # Longer ones first: where they begin alike, the longest is meant.
    ordered = sorted(phrases.items(), key=lambda item: -len(item[0]))
    groups = [
        r"[\W_]+".join(map(re.escape, phrase)) + (r"[^\W_]*" if open_ended else "")
        for phrase, open_ended in ordered
    ]
    # A suffix is taken off and the letters before it may change (happy, happi; application, appliqu).
    beginnings = sorted({stem[: -2 if len(stem) > 5 else -1] if len(stem) > 2 else stem for stem in words})
    if beginnings:
        groups.append(f"(?:{'|'.join(map(re.escape, beginnings))})[^\\W_]*")
    source = "|".join(f"({group})" for group in groups)
    places = {phrase: place for place, (phrase, _) in enumerate(ordered)}
    found = re.compile(rf"(?<![^\W_])(?:{source})(?![^\W_])")
    return _Pattern(found, len(ordered), {stem: places[(word,)] for stem, word in words.items()})


def _find_matches(text: str, pattern: _Pattern, language: str | None) -> Iterator[_Match]:
    if pattern.found is None:
        return
    folded, offsets = fold_in_place(text)
    languages = stem_languages(language)
    for found in pattern.found.finditer(folded):
        term = (found.lastindex or 1) - 1
        start, end = found.span()
        if offsets is not None:
            start, end = offsets[start], max(offsets[end], offsets[end - 1] + 1)
        exact = term < pattern.exact
        if not exact:
            forms = (found[0], *list_stems(text[start:end], languages))
            stem = next((form for form in forms if form in pattern.stems), None)
            if stem is None:
                continue
            term = pattern.stems[stem]
        yield _Match(start, end, term, exact)


def _choose(matches: Sequence[_Match], width: int) -> tuple[int, int]:
    """Return the span from the first to the last match of the window that holds most."""
    best = (0, 0)
    most = 0.0
    matches = matches[:_MOST_SPANS]
    for index, first in enumerate(matches):
        seen: set[int] = set()
        worth = 0.0
        last = first
        for match in matches[index : index + 30]:
            if match.end - first.start > width and match is not first:
                break
            worth += 0.1 if match.term in seen else 10 if match.exact else 7
            seen.add(match.term)
            last = match
        if worth > most:
            most, best = worth, (first.start, last.end)
    return best


_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)\]]*[\s\xa0]+(?=\S)|\n\s*|[。！？]\s*")


def _cut(text: str, first: int, last: int, width: int) -> tuple[int, int]:
    """Return where a passage that holds text[first:last], of `width` characters, starts and ends."""
    width = max(width - 2, 1)  # two ellipses
    last = min(last, first + width)
    room = width - (last - first)
    start = max(0, first - room)
    # A whole sentence before the match if there is room for it, else some words for the look of it.
    borders = [
        found.end()
        for found in _SENTENCE_END.finditer(text, max(0, start - 80), first)
        if found.end() <= first
    ]
    if start > 0 or borders:
        near = [border for border in borders if border >= first - room * 2 // 3]
        if near:
            start = near[0]
        elif first > room * 2 // 3:
            start = _find_space(text, first - room // 3, first, 1)
    while start < first and text[start].isspace():
        start += 1
    end = min(len(text), start + width)
    if end < len(text):
        sentences = [
            found.end() for found in _SENTENCE_END.finditer(text, last, end + 1) if found.end() <= end
        ]
        if sentences and sentences[-1] - start >= width * 2 // 3:
            end = sentences[-1]
        else:
            end = _find_space(text, end, last, -1)
    return start, max(end, last)


def _find_space(text: str, at: int, limit: int, step: int) -> int:
    """Return the border of words nearest to `at` on the way to `limit`, or `at` in a text without spaces."""
    for border in range(at, limit, step):
        if text[border - 1 : border].isspace() or text[border : border + 1].isspace():
            return border
    return at if any(map(is_unspaced, text[min(at, limit) : max(at, limit)])) else limit


def _begins_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 20) : start]
    stripped = before.rstrip()
    return (
        not stripped
        or "\n" in before[len(stripped) :]
        or stripped.rstrip("\"'”’»)]")[-1:] in set(".!?…。！？")
    )


def _ends_sentence(text: str, end: int) -> bool:
    before = text[max(0, end - 20) : end].rstrip()
    after = text[end : end + 20]
    if not after.strip() and end + 20 >= len(text):
        return True
    return before.rstrip("\"'”’»)]")[-1:] in set(".!?…。！？")
