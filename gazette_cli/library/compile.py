"""Queries as SQL: the one place where a tree becomes a condition over the tables.

Whatever of a tree is text alone becomes one FTS5 expression (https://sqlite.org/fts5.html, section 3),
however nested; the rest is SQL over `articles a`. Words reach FTS5 folded and quoted, so nothing typed can be
taken for its syntax.
"""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from gazette_cli.query import EVERYTHING, TEXT_FIELDS, And, Node, Not, Or, Term

_COLUMNS = {"text": "title body", "title": "title", "author": "author", "place": "place"}
_STEM_COLUMNS = {"text": "title body title_stems body_stems", "title": "title title_stems"}
_MANY = 20_000  # articles, sorted by date in some 20 ms
_LARGEST = 2**62  # seconds: beyond any date, within SQLite's integers


class Condition(NamedTuple):
    """A boolean of SQL over the alias `a` of articles, never NULL, and its parameters."""

    sql: str
    params: tuple[str | int, ...] = ()


class Selection(NamedTuple):
    """What a tree picks: articles that the FTS5 expression `match` finds, if set, and `condition` holds for.

    `text` is the tree that `match` was made of, or else the whole tree, and `wide` whether with its stems.
    `without`: all that the condition asks is that this FTS5 expression does not find the article.
    """

    match: str | None
    condition: Condition
    text: Node = EVERYTHING
    wide: bool = False
    without: str | None = None


class _Text(NamedTuple):
    """What an FTS5 expression finds, or everything else. (FTS5 has no NOT of its own, only "but not".)"""

    match: str
    negative: bool = False


_ALL = "a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
_EACH = "EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND articles_fts.rowid = a.id)"
ALWAYS = Condition("1")


def compile_filter(
    db: sqlite3.Connection, node: Node, *, wide: bool = True, one_by_one: bool = False
) -> Condition:
    """Return `node` as a condition. `wide`: stems count as well as the words themselves.

    What is under a Not is never widened: "-russie" leaves "russe" in. `one_by_one`: the index is asked for each
    article instead of for all at once: better where few are looked at, hopeless with a prefix.
    """
    if node == EVERYTHING:
        return ALWAYS
    text, condition = _compile(db, node, wide, list_languages(db))
    condition = _join((_look_up(text), condition), " AND ") if text else condition
    return Condition(condition.sql.replace(_ALL, _EACH), condition.params) if one_by_one else condition


def compile_selection(db: sqlite3.Connection, node: Node, *, wide: bool) -> Selection:
    """Return `node` with its text apart, where the text is required, so that it can be ranked."""
    node = _flatten(node)
    text, condition = _compile(db, node, wide, list_languages(db))
    if text is None:
        return Selection(None, condition, node, wide)
    if text.negative:
        without = text.match if condition == ALWAYS else None
        return Selection(None, _join((_look_up(text), condition), " AND "), node, wide, without)
    parts = node.parts if isinstance(node, And) else (node,)
    return Selection(text.match, condition, And(tuple(part for part in parts if _is_text(part))), wide)


def relax_prefixes(selection: Selection, languages: Sequence[str]) -> str | None:
    """Return the FTS5 expression of `selection` without its parts that hold a prefix; it finds no less.

    None when no other required text is left.
    """
    node = _flatten(selection.text)
    parts = node.parts if isinstance(node, And) else (node,)
    kept = tuple(part for part in parts if _is_text(part) and not has_prefix(part))
    text = _make_text(_flatten(And(kept)), selection.wide, languages) if kept else None
    return None if text is None or text.negative else text.match


def has_prefix(node: Node) -> bool:
    """Tell whether there is a prefix anywhere in `node`."""
    if isinstance(node, Term):
        return node.form == "prefix"
    return has_prefix(node.part) if isinstance(node, Not) else any(map(has_prefix, node.parts))


def list_languages(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the languages of the articles, as they are stored."""
    # A step of the index for each language instead of a row for each article.
    sql = (
        "WITH RECURSIVE known(language) AS (SELECT min(language) FROM articles UNION ALL"
        " SELECT (SELECT min(language) FROM articles WHERE language > known.language) FROM known"
        " WHERE known.language IS NOT NULL) SELECT language FROM known WHERE language IS NOT NULL LIMIT 30"
    )
    return tuple(row[0] for row in db.execute(sql))


def _is_text(node: Node) -> bool:
    if isinstance(node, Term):
        return node.field in TEXT_FIELDS
    if isinstance(node, Not):
        return _is_text(node.part)
    return bool(node.parts) and all(map(_is_text, node.parts))


def _flatten(node: Node) -> Node:
    """Return the same with no And within And, Or within Or, Not of Not, or And or Or of one."""
    if isinstance(node, Term):
        return node
    if isinstance(node, Not):
        part = _flatten(node.part)
        return part.part if isinstance(part, Not) else Not(part)
    kind = type(node)
    parts: list[Node] = []
    for part in map(_flatten, node.parts):
        parts.extend(part.parts if isinstance(part, kind) else (part,))
    return parts[0] if len(parts) == 1 else kind(tuple(parts))


def _compile(
    db: sqlite3.Connection, node: Node, wide: bool, languages: Sequence[str]
) -> tuple[_Text | None, Condition]:
    """Return the text of `node`, if some of it is text alone and required, and the condition of the rest."""
    node = _flatten(node)
    if _is_text(node):
        return _make_text(node, wide, languages), ALWAYS
    if isinstance(node, And):
        texts = tuple(part for part in node.parts if _is_text(part))
        others = [_make_condition(db, part, wide, languages) for part in node.parts if not _is_text(part)]
        text = _make_text(_flatten(And(texts)), wide, languages) if texts else None
        return text, _join(others, " AND ")
    return None, _make_condition(db, node, wide, languages)


def _make_condition(db: sqlite3.Connection, node: Node, wide: bool, languages: Sequence[str]) -> Condition:
    if _is_text(node):
        return _look_up(_make_text(node, wide, languages))
    if isinstance(node, Term):
        return _make_term(db, node)
    if isinstance(node, Not):
        inner = _make_condition(db, node.part, False, languages)
        return Condition(f"NOT ({inner.sql})", inner.params)
    if isinstance(node, And):
        text, rest = _compile(db, node, wide, languages)
        return _join((_look_up(text), rest), " AND ") if text else rest
    texts = tuple(part for part in node.parts if _is_text(part))
    conditions = [_make_condition(db, part, wide, languages) for part in node.parts if not _is_text(part)]
    if texts:
        conditions.append(_look_up(_make_text(_flatten(Or(texts)), wide, languages)))
    return _join(conditions, " OR ")


def _look_up(text: _Text) -> Condition:
    return Condition(f"NOT {_ALL}" if text.negative else _ALL, (text.match,))


def _join(conditions: Iterable[Condition], operator: str) -> Condition:
    conditions = [condition for condition in conditions if operator == " OR " or condition != ALWAYS]
    if len(conditions) < 2:
        return conditions[0] if conditions else ALWAYS
    params = tuple(param for condition in conditions for param in condition.params)
    return Condition("(" + operator.join(condition.sql for condition in conditions) + ")", params)


def _make_text(node: Node, wide: bool, languages: Sequence[str]) -> _Text:
    if isinstance(node, Term):
        return _Text(_match_term(node, wide, languages))
    if isinstance(node, Not):
        text = _make_text(node.part, False, languages)
        return _Text(text.match, not text.negative)
    texts = [_make_text(part, wide, languages) for part in node.parts]
    positive = [text.match for text in texts if not text.negative]
    negative = [text.match for text in texts if text.negative]
    if isinstance(node, And):
        if not positive:
            return _Text(_gather(negative, "OR"), True)
        wanted, unwanted = _gather(positive, "AND"), negative and _gather(negative, "OR")
        return _Text(f"({wanted}) NOT ({unwanted})" if unwanted else wanted)
    if not negative:
        return _Text(_gather(positive, "OR"))
    unwanted, wanted = _gather(negative, "AND"), _gather(positive, "OR") if positive else ""
    return _Text(f"({unwanted}) NOT ({wanted})" if wanted else unwanted, True)


def _gather(matches: Sequence[str], operator: str) -> str:
    return matches[0] if len(matches) == 1 else f" {operator} ".join(f"({match})" for match in matches)


def _quote(words: Sequence[str]) -> str:
    return '"' + " ".join(words) + '"'


# Found nowhere: unicode61 takes private use for letters, and `index_text` keeps it out.
_NOTHING = '"\ue000"'


def _match_term(term: Term, wide: bool, languages: Sequence[str]) -> str:
    from gazette_cli.stems import expand_word  # here: a list without words is to start fast
    from gazette_cli.words import split_words

    columns, typed = _COLUMNS[term.field], str(term.value)
    forms = expand_word(typed, languages)
    words = split_words(typed) if term.form == "phrase" else forms.exact
    if not words:
        return _NOTHING
    exact = f"{{{columns}}} : {_quote(words)}"
    if term.form == "prefix":
        return exact + " *"
    if not wide or term.form != "word" or term.field not in _STEM_COLUMNS or not forms.wide:
        return exact
    columns = _STEM_COLUMNS[term.field]
    parts = [f"{{{columns}}} : ({' OR '.join(_quote((stem,)) for stem in stems)})" for _, stems in forms.wide]
    return f"({exact}) OR ({_gather(parts, 'AND')})" if len(parts) > 1 else parts[0]


def _make_term(db: sqlite3.Connection, term: Term) -> Condition:
    if term.field in ("since", "until"):
        second = max(-_LARGEST, min(_LARGEST, int(term.value)))
        return Condition(f"a.published {'>=' if term.field == 'since' else '<'} ?", (second,))
    if term.field == "is":
        states = {"unread": "a.read = 0", "read": "a.read = 1", "starred": "a.starred = 1"}
        return Condition(states.get(str(term.value), "0"))
    from gazette_cli.words import fold_key

    name = fold_key(str(term.value))
    if term.field == "lang":
        known = [tag for tag in list_languages(db) if tag == name or tag.startswith(f"{name}-")]
        return _pick(db, "language", known)
    if term.field == "tag":
        tags = _find_ids(db, "SELECT id FROM tags WHERE folded = ?", name)
        return _pick_tagged(db, tags)
    publications, sources = (
        _find_ids(db, f"SELECT id FROM {table} WHERE folded = ?", name)
        for table in ("publications", "sources")
    )
    if not publications and not sources:
        publications, sources = (
            _find_ids(db, f"SELECT id FROM {table} WHERE instr(folded, ?)", name)
            for table in ("publications", "sources")
        )
    # One name is one index, already in order of date; a branch that can't hold would cost that.
    named = [_pick(db, "publication_id", publications)] if publications else []
    if sources or not publications:
        named.append(_pick(db, "source_id", sources))
    return _join(named, " OR ")


def _find_ids(db: sqlite3.Connection, sql: str, name: str) -> list[int]:
    return [row[0] for row in db.execute(sql, (name,))]


def _pick(db: sqlite3.Connection, column: str, values: Sequence[str] | Sequence[int]) -> Condition:
    """Return that a column of articles is one of `values`."""
    known = "" if column == "source_id" else f"a.{column} IS NOT NULL AND "  # NULL is not false
    if len(values) == 1:
        return Condition(f"({known}a.{column} = ?)", tuple(values))
    marks = ", ".join("?" * len(values))
    # A plus keeps SQLite from an index, which would bring many articles out of the order of their dates.
    plus = "+" if _are_many(db, f"articles WHERE {column} IN ({marks})", values) else ""
    return Condition(f"({known}{plus}a.{column} IN ({marks}))", tuple(values))


def _pick_tagged(db: sqlite3.Connection, tags: Sequence[int]) -> Condition:
    marks = ", ".join("?" * len(tags))
    if _are_many(db, f"article_tags WHERE tag_id IN ({marks})", tags):
        sql = f"EXISTS (SELECT 1 FROM article_tags x WHERE x.article_id = a.id AND x.tag_id IN ({marks}))"
        return Condition(sql, tuple(tags))
    return Condition(f"a.id IN (SELECT article_id FROM article_tags WHERE tag_id IN ({marks}))", tuple(tags))


def _are_many(db: sqlite3.Connection, source: str, values: Sequence[str] | Sequence[int]) -> bool:
    """Tell whether it is cheaper to look at articles by date until a page is full than to sort all these."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {source} LIMIT ?)"
    return int(db.execute(sql, (*values, _MANY)).fetchone()[0]) >= _MANY
