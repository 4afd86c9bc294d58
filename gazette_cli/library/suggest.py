"""Words that occur, near to those of a search that found nothing."""

import sqlite3
from collections.abc import Iterable, Iterator
from time import perf_counter

from gazette_cli.library.fuse import Fuse
from gazette_cli.query import Node, Not, Term
from gazette_cli.stems import expand_word
from gazette_cli.words import split_words

_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_SECONDS = 0.2  # for all words of a query
_SCAN_SECONDS = 0.06
_MOST_ASKED = 6  # words of a query
_ENOUGH = 5_000  # articles: more frequent than that is all the same
_READ = 20_000  # characters of an article that a word's spelling is looked for in


def suggest_words(db: sqlite3.Connection, node: Node, *, limit: int = 5) -> list[str]:
    """Return words of titles and texts near to those of `node` that occur nowhere, the most frequent first.

    Near is within two letters added, left out, changed, or swapped with their neighbour (those with the same
    letters come before the others). They are spelled as an article spells them. It takes a third of a second at
    most, however large the library is, and for that misses some that differ by two edits.
    """
    end = perf_counter() + _SECONDS
    found: dict[str, None] = {}
    for word in _list_words(node)[:_MOST_ASKED]:
        if perf_counter() < end and not _occurs(db, word):
            found.update(dict.fromkeys(_find_near(db, word, end)[:limit]))
    return [_spell(db, word) for word in list(found)[:limit]]


def _list_words(node: Node) -> list[str]:
    if isinstance(node, Term):
        if node.field not in ("text", "title"):
            return []
        typed = str(node.value)
        return split_words(typed) if node.form == "phrase" else list(expand_word(typed).exact)
    if isinstance(node, Not):
        return []
    return list(dict.fromkeys(word for part in node.parts for word in _list_words(part)))


def _count(db: sqlite3.Connection, word: str, most: int) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)"
    return int(db.execute(sql, (f'{{title body}} : "{word}"', most)).fetchone()[0])


def _occurs(db: sqlite3.Connection, word: str) -> bool:
    return _count(db, word, 1) > 0


def _find_near(db: sqlite3.Connection, word: str, end: float) -> list[str]:
    if len(word) < 3 or len(word) > 30 or not word.isalnum():
        return []
    near = _pick_occurring(db, _edit(word, _LETTERS), end)
    if not near and len(word) > 4:
        near = set(_scan(db, word, end))
        twice = (again for once in _edit(word, "") for again in _edit(once, _LETTERS))
        near |= _pick_occurring(db, twice, end)
    near.discard(word)
    letters = sorted(word)
    return sorted(near, key=lambda other: (sorted(other) != letters, -_count(db, other, _ENOUGH), other))


def _pick_occurring(db: sqlite3.Connection, words: Iterable[str], end: float) -> set[str]:
    found: set[str] = set()
    for word in dict.fromkeys(words):
        if perf_counter() > end:
            break
        if word and _occurs(db, word):
            found.add(word)
    return found


def _edit(word: str, letters: str) -> Iterator[str]:
    """Yield what one letter left out, swapped with the next, changed or added makes of `word`."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        if at + 1 < len(word):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    for at in range(len(word) + 1):
        for letter in letters:
            yield word[:at] + letter + word[at:]
            if at < len(word):
                yield word[:at] + letter + word[at + 1 :]


def _scan(db: sqlite3.Connection, word: str, end: float) -> Iterator[str]:
    """Yield the words that begin as `word` does and are within two edits, as far as there is time."""
    beginning = word[: 4 if len(word) > 6 else 3]
    sql = "SELECT term FROM words WHERE term >= ? AND term < ? AND length(term) BETWEEN ? AND ?"
    after = beginning[:-1] + chr(ord(beginning[-1]) + 1)
    with Fuse(db, _SCAN_SECONDS, end):
        for (term,) in db.execute(sql, (beginning, after, len(word) - 2, len(word) + 2)):
            if _distance(word, term) <= 2 and _occurs(db, term):
                yield term


def _distance(left: str, right: str) -> int:
    """Return the optimal string alignment distance: Damerau and Levenshtein's, no part edited twice."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        before, last, row = row, before, [i]
        for j, other in enumerate(right, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                least = min(least, last[j - 2] + 1)
            row.append(least)
    return row[-1]


def _spell(db: sqlite3.Connection, word: str) -> str:
    """Return `word` with the accents and capitals of an article that holds it."""
    from gazette_cli.excerpt import build_matcher, highlight_spans

    sql = (
        "SELECT a.title || char(10) || substr(c.text, 1, ?) FROM articles_fts"
        " CROSS JOIN articles a ON a.id = articles_fts.rowid CROSS JOIN contents c ON c.article_id = a.id"
        " WHERE articles_fts MATCH ? LIMIT 1"
    )
    row = db.execute(sql, (_READ, f'{{title body}} : "{word}"')).fetchone()
    if row is None:
        return word
    matcher = build_matcher(Term("text", word, "phrase"))
    spelled = {row[0][start:end] for start, end in highlight_spans(row[0], matcher)}
    written = [form for form in spelled if not form.isupper()] or [form.lower() for form in spelled]
    return min(written, key=lambda form: (form != form.lower(), form)) if written else word
