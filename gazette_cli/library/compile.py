"""Queries as SQL: the one place where a tree becomes a condition over the tables.

Whatever of a tree is text alone becomes one FTS5 expression (https://sqlite.org/fts5.html, section 3),
however nested; the rest is SQL over `articles a`. Words reach FTS5 folded and quoted, so nothing typed can be
taken for its syntax.
"""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from gazette_cli.library.terms import ALWAYS as ALWAYS
from gazette_cli.library.terms import Condition as Condition
from gazette_cli.library.terms import join_conditions, make_term
from gazette_cli.library.terms import list_languages as list_languages
from gazette_cli.query import EVERYTHING, TEXT_FIELDS, And, Node, Not, Or, Term

_COLUMNS = {"text": "title body", "title": "title", "author": "author", "place": "place"}
_STEM_COLUMNS = {"text": "title body title_stems body_stems", "title": "title title_stems"}


class Selection(NamedTuple):
    """What a tree picks: articles that the FTS5 expression `match` finds, if set, and `condition` holds for.

    `text` is the tree that `match` was made of, or else the whole tree, and `wide` whether with its stems.
    `without`: all that the condition asks is that this FTS5 expression does not find the article. `visible`: what of
    the condition leaves out hidden articles; ALWAYS where there are none, or they are asked for.
    """

    match: str | None
    condition: Condition
    text: Node = EVERYTHING
    wide: bool = False
    without: str | None = None
    visible: Condition = ALWAYS


class _Text(NamedTuple):
    """What an FTS5 expression finds, or everything else. (FTS5 has no NOT of its own, only "but not".)"""

    match: str
    negative: bool = False


_ALL = "a.id IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
# Not a.hidden = 0, for which each row would have to be read: a list or count may need no more than an index.
_VISIBLE = Condition("a.id NOT IN (SELECT id FROM articles WHERE hidden = 1)")
_EACH = "EXISTS (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND articles_fts.rowid = a.id)"


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
    condition = join_conditions((_look_up(text), condition), " AND ") if text else condition
    return Condition(condition.sql.replace(_ALL, _EACH), condition.params) if one_by_one else condition


def compile_listing(db: sqlite3.Connection, node: Node, *, one_by_one: bool = False) -> Condition:
    """Return `compile_filter`, with what leaves out hidden articles."""
    condition = compile_filter(db, node, one_by_one=one_by_one)
    return join_conditions((condition, _leave_out_hidden(db, node)), " AND ")


def compile_selection(db: sqlite3.Connection, node: Node, *, wide: bool) -> Selection:
    """Return `node` with its text apart, where the text is required, so that it can be ranked; no hidden articles."""
    node = _flatten(node)
    visible = _leave_out_hidden(db, node)
    text, others = _compile(db, node, wide, list_languages(db))
    condition = join_conditions((others, visible), " AND ")
    if text is None:
        return Selection(None, condition, node, wide, visible=visible)
    if text.negative:
        without = text.match if others == ALWAYS else None
        condition = join_conditions((_look_up(text), condition), " AND ")
        return Selection(None, condition, node, wide, without, visible)
    parts = node.parts if isinstance(node, And) else (node,)
    required = And(tuple(part for part in parts if _is_text(part)))
    return Selection(text.match, condition, required, wide, visible=visible)


def ask_index(condition: Condition) -> str | None:
    """Return what a condition adds to a MATCH over articles_fts alone, or None where it takes the article to tell."""
    if condition == ALWAYS:
        return ""  # " AND 1" would be looked at for each match
    return f" AND {condition.sql.replace('a.id', 'articles_fts.rowid', 1)}" if condition == _VISIBLE else None


def _leave_out_hidden(db: sqlite3.Connection, node: Node) -> Condition:
    if _asks_for_hidden(node):
        return ALWAYS
    found = db.execute("SELECT 1 FROM articles WHERE hidden = 1 LIMIT 1").fetchone()
    return _VISIBLE if found else ALWAYS


def _asks_for_hidden(node: Node) -> bool:
    if isinstance(node, Term):
        return node.field == "is" and node.value == "hidden"
    return _asks_for_hidden(node.part) if isinstance(node, Not) else any(map(_asks_for_hidden, node.parts))


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
        return text, join_conditions(others, " AND ")
    return None, _make_condition(db, node, wide, languages)


def _make_condition(db: sqlite3.Connection, node: Node, wide: bool, languages: Sequence[str]) -> Condition:
    if _is_text(node):
        return _look_up(_make_text(node, wide, languages))
    if isinstance(node, Term):
        return make_term(db, node)
    if isinstance(node, Not):
        inner = _make_condition(db, node.part, False, languages)
        return Condition(f"NOT ({inner.sql})", inner.params)
    if isinstance(node, And):
        text, rest = _compile(db, node, wide, languages)
        return join_conditions((_look_up(text), rest), " AND ") if text else rest
    texts = tuple(part for part in node.parts if _is_text(part))
    conditions = [_make_condition(db, part, wide, languages) for part in node.parts if not _is_text(part)]
    if texts:
        conditions.append(_look_up(_make_text(_flatten(Or(texts)), wide, languages)))
    return join_conditions(conditions, " OR ")


def _look_up(text: _Text) -> Condition:
    return Condition(f"NOT {_ALL}" if text.negative else _ALL, (text.match,))


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
