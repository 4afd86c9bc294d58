"""Reads what a person types to pick articles. The grammar, in words:

    query  = any ; any = all {("OR" | "|") all} ; all = one {["AND"] one}
    one    = ("-" | "NOT") one | [field ":"] ( word | word "*" | phrase | "(" any ")" )
    phrase = '"' words '"' | "«" words "»" | "“" words "”" | "„" words "“"
    field  = title | source | author | place | tag | lang | since | until | is        (in any case)

Operators are in capitals. What is not the grammar's is text: "C++", "a-b", "10:30", a URL. Punctuation that
stands alone is passed over.
"""

from datetime import datetime
from typing import NamedTuple, NoReturn

from gazette_cli.errors import QueryError, UsageError
from gazette_cli.query import TEXT_FIELDS, And, Node, Not, Or, Term
from gazette_cli.words import fold, split_words

FIELDS = ("title", "source", "author", "place", "tag", "lang", "since", "until", "is")
STATES = ("unread", "read", "starred", "begun", "revised", "hidden")
LONGEST_QUERY = 4_000  # characters
DEEPEST = 12  # parentheses within parentheses
MOST_TERMS = 100

_CLOSING = {'"': '"', "«": "»", "“": '”“"', "„": "“”"}
_STOPS = frozenset('()|"«“„')
# What people write for a field, in French or in the plural; corrected, not guessed.
_MEANT = {
    "titre": "title", "headline": "title", "auteur": "author", "by": "author", "lieu": "place", "tags": "tag",
    "language": "lang", "langue": "lang", "depuis": "since", "after": "since", "before": "until",
    "sources": "source",
}  # fmt: skip


class _Token(NamedTuple):
    kind: str  # "word", "phrase", "field", "(", ")", "or", "and", "not"
    text: str
    start: int
    star: bool = False  # directly followed by "*"


def parse_query(text: str, now: datetime) -> Node:
    """Return the tree that `text` stands for; `now` (aware) is what since: and until: count from.

    Raises QueryError, which points at the offending character.
    """
    if len(text) > LONGEST_QUERY:
        message = f"the query is too long ({len(text):,} characters, {LONGEST_QUERY:,} at most)"
        raise QueryError(message, text, LONGEST_QUERY, "leave words out")
    node = _Parser(text, now).parse()
    if node is None:
        raise QueryError("there is no word to look for", text, 0, "a word has a letter or a digit")
    return node


def _split_tokens(text: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while at < len(text):
        character = text[at]
        if character.isspace():
            at += 1
        elif character in "()":
            tokens.append(_Token(character, character, at))
            at += 1
        elif character == "|":
            start = at
            while at < len(text) and text[at] == "|":
                at += 1
            tokens.append(_Token("or", text[start:at], start))
        elif character in _CLOSING:
            token, at = _read_phrase(text, at)
            tokens.append(token)
        else:
            end = at
            while end < len(text) and not text[end].isspace() and text[end] not in _STOPS:
                end += 1
            tokens.extend(_split_run(text[at:end], at, text[end : end + 1]))
            at = end
    return tokens


def _read_phrase(text: str, start: int) -> tuple[_Token, int]:
    closing = _CLOSING[text[start]]
    end = next((at for at in range(start + 1, len(text)) if text[at] in closing), -1)
    if end < 0:
        hint = f"add the closing {closing[0]}, or leave the quote out"
        raise QueryError(f"the quotation mark {text[start]} is never closed", text, start, hint)
    star = text[end + 1 : end + 2] == "*"
    return _Token("phrase", text[start + 1 : end], start, star), end + 1 + star


def _split_run(run: str, start: int, following: str) -> list[_Token]:
    """Take apart what stands between spaces, parentheses and quotes; `following` is what comes after it."""
    tokens: list[_Token] = []
    if run in ("OR", "AND", "NOT"):
        return [_Token(run.lower(), run, start)]
    dashes = len(run) - len(run.lstrip("-"))
    if dashes:
        # One dash negates what touches it; several, or one alone, are punctuation.
        if dashes == 1 and (len(run) > 1 or following in _CLOSING or following == "("):
            tokens.append(_Token("not", "-", start))
        run, start = run[dashes:], start + dashes
    name, colon, value = run.partition(":")
    if colon and name.isalpha() and (value or following) and not value.startswith("//"):
        field = fold(name)
        known = field in FIELDS
        if known or ((value or following in _CLOSING) and _find_meant(field)):
            tokens.append(_Token("field", name, start))
            run, start = value, start + len(name) + 1
    elif colon and not value and fold(name) in FIELDS:
        tokens.append(_Token("field", name, start))
        run = ""
    if run:
        stripped = run.rstrip("*")
        tokens.append(_Token("word", stripped, start, len(stripped) < len(run)))
    return tokens


class _Parser:
    def __init__(self, text: str, now: datetime) -> None:
        self._text = text
        self._now = now
        self._tokens = _split_tokens(text)
        self._next = 0
        self._terms = 0

    def parse(self) -> Node | None:
        node = self._parse_any("text", 0)
        if (token := self._peek()) is not None:
            self._fail("this closing parenthesis was never opened", token, "take it out, or quote it")
        return node

    def _peek(self) -> _Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _fail(self, message: str, token: _Token, hint: str = "") -> NoReturn:
        raise QueryError(message, self._text, token.start, hint)

    def _parse_any(self, field: str, depth: int) -> Node | None:
        parts: list[Node] = []
        operator: _Token | None = None
        while True:
            before = self._next
            part = self._parse_all(field, depth)
            token = self._peek()
            if self._next == before and (operator or (token and token.kind == "or")):
                culprit = operator or token
                assert culprit is not None
                hint = f'write "{culprit.text.lower()}" to look for the word' if culprit.text == "OR" else ""
                self._fail(f"{culprit.text} needs something on either side", culprit, hint)
            if part is not None:
                parts.append(part)
            if token is None or token.kind != "or":
                break
            operator = token
            self._next += 1
        if len(parts) < 2:
            return parts[0] if parts else None
        return Or(tuple(parts))

    def _parse_all(self, field: str, depth: int) -> Node | None:
        parts: list[Node] = []
        begun = False
        while (token := self._peek()) is not None and token.kind not in ("or", ")"):
            if token.kind == "and":
                self._next += 1
                following = self._peek()
                if not begun or following is None or following.kind in ("or", "and", ")"):
                    self._fail(
                        "AND needs something on either side", token, 'write "and" to look for the word'
                    )
                continue
            begun = True
            part = self._parse_one(field, depth)
            if part is not None:
                parts.append(part)
        if len(parts) < 2:
            return parts[0] if parts else None
        return And(tuple(parts))

    def _parse_one(self, field: str, depth: int) -> Node | None:
        negated = False
        token = self._tokens[self._next]
        while token.kind == "not":
            negated = not negated
            self._next += 1
            following = self._peek()
            if following is None or following.kind in ("or", "and", ")"):
                self._fail(
                    f"{token.text} has nothing after it to leave out", token, "quote it to look for the word"
                )
            token = following
        if token.kind == "field":
            field = self._read_field(token)
            self._next += 1
            following = self._peek()
            end = token.start + len(token.text) + 1
            if following is None or following.start != end or following.kind not in ("word", "phrase", "("):
                hint = f'write {field}:word or {field}:"several words", without a space'
                self._fail(f"{token.text}: has no value", token, hint)
            token = following
        node = (
            self._parse_group(token, field, depth) if token.kind == "(" else self._parse_value(token, field)
        )
        return Not(node) if negated and node is not None else node

    def _parse_group(self, opening: _Token, field: str, depth: int) -> Node | None:
        if depth >= DEEPEST:
            self._fail(f"parentheses are nested too deeply ({DEEPEST} at most)", opening)
        self._next += 1
        node = self._parse_any(field, depth + 1)
        if self._peek() is None:
            self._fail("this parenthesis is never closed", opening, "add the closing ), or leave it out")
        self._next += 1
        return node

    def _read_field(self, token: _Token) -> str:
        field = fold(token.text)
        if field not in FIELDS:
            hint = f"did you mean {_find_meant(field)}: ? Fields are {', '.join(FIELDS)}"
            self._fail(f"there is no field {token.text}:", token, hint)
        return field

    def _parse_value(self, token: _Token, field: str) -> Node | None:
        self._next += 1
        if not split_words(token.text):
            if field != "text":
                self._fail(f"{field}: has no word in its value", token)
            return None
        self._terms += 1
        if self._terms > MOST_TERMS:
            self._fail(f"the query has too many words ({MOST_TERMS} at most)", token, "leave words out")
        if field in TEXT_FIELDS:
            return Term(field, token.text, "prefix" if token.star else token.kind)
        if field == "is":
            return self._parse_state(token)
        if field in ("since", "until"):
            return self._parse_moment(token, field)
        return Term(field, " ".join(token.text.split()))

    def _parse_state(self, token: _Token) -> Term:
        state = fold(token.text).strip()
        if state not in STATES:
            self._fail(f"is:{state} is not a state", token, f"is: takes {', '.join(STATES)}")
        return Term("is", state)

    def _parse_moment(self, token: _Token, field: str) -> Term:
        from gazette_cli.parsing.dates import parse_when

        try:
            start, end = parse_when(token.text, self._now)
            return Term(field, int((start if field == "since" else end).timestamp()))
        except UsageError as exc:
            raise QueryError(exc.message, self._text, token.start, exc.hint) from exc
        except (OverflowError, ValueError, OSError) as exc:
            message = f"{field}: can't be that far from today"
            raise QueryError(message, self._text, token.start) from exc


def _find_meant(field: str) -> str | None:
    """Return the field that an unknown one is a slip of the pen for, or None."""
    if field in _MEANT:
        return _MEANT[field]
    return next((known for known in FIELDS if len(known) >= 5 and _differ_by_one(field, known)), None)


def _differ_by_one(left: str, right: str) -> bool:
    """Tell whether adding, dropping, changing or swapping one letter makes one of the other."""
    if abs(len(left) - len(right)) > 1 or left == right:
        return False
    same = 0
    while same < min(len(left), len(right)) and left[same] == right[same]:
        same += 1
    rest, other = left[same:], right[same:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (len(rest) > 1 and rest[:2] == other[1::-1] and rest[2:] == other[2:])
    )
