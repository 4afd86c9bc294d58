"""The words of programs by what they are: comment, string, number, keyword, name.

One pattern a family of languages, in which nothing is tried twice: time is linear in the length of the code. (Pygments
knows more languages and reads them better; to import it takes as long as to list articles, and its lexer of C# takes a
second for 2 KB of "a" on lines of their own, those of C, C++ and Java a third of that for empty lines.)
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gazette_cli.render.style import ADDED, REMOVED, Run

KEYWORD, STRING, COMMENT, NUMBER, NAME = "keyword", "string", "comment", "number", "name"

# What is left open goes on to the end of its line, or of the code.
_HASH = r"(?:^|(?<=[\s;({\[]))#[^\n]*"
_SLASHES = r"//[^\n]*|/\*(?s:.*?)(?:\*/|\Z)"
_DASHES = r"--[^\n]*"
_DOUBLE = r'"(?:\\[^\n]|[^"\\\n])*"?'
_SINGLE = r"'(?:\\[^\n]|[^'\\\n])*'?"
_TICKED = r"`(?:\\.|[^`\\])*`?"
_LETTER = r"'(?:\\[^\n]{1,8}?|[^'\\\n])'"
_LONG = r'[rbfuRBFU]{0,2}(?:"""(?s:.*?)(?:"""|\Z)|' + r"'''(?s:.*?)(?:'''|\Z))"
_NUMBER = r"\b\d[\w.]*"
_WORD = r"[^\W\d]\w*"

_C = """
    break case const continue default do else enum for goto if return sizeof static struct switch typedef
    union void while char int long short float double signed unsigned bool extern inline volatile
    register auto NULL true false
"""
_OBJECT = """
    abstract class extends final finally implements import instanceof interface new package private
    protected public super this throw throws try catch null true false boolean byte var override virtual
    namespace using
"""
_JS = """
    async await break case catch class const continue debugger default delete do else export extends
    finally for from function if import in instanceof let new null of return static super switch this
    throw true false try typeof undefined var void while yield as enum implements interface keyof
    namespace private protected public readonly type
"""
_PYTHON = """
    False None True and as assert async await break case class continue def del elif else except finally
    for from global if import in is lambda match nonlocal not or pass raise return try while with yield
    self
"""
_RUST = """
    as async await break const continue crate dyn else enum extern false fn for if impl in let loop match
    mod move mut pub ref return self Self static struct super trait true type unsafe use where while
"""
_GO = """
    break case chan const continue default defer else fallthrough for func go goto if import interface
    map package range return select struct switch type var nil true false
"""
_SWIFT = """
    as associatedtype break case catch class continue data def default defer do else enum extension
    fallthrough false for fun func guard if import in init inout interface internal is let match nil null
    object open operator override private protocol public return self sealed static struct super suspend
    switch this throw throws trait true try type typealias val var when where while with yield
"""
_SHELL = """
    if then else elif fi for while until do done case esac in function select return local export set
    unset source echo cd exit sudo alias readonly shift trap eval exec end and or not begin
"""
_RUBY = """
    alias and begin break case class def defined do else elsif end ensure false for if in module next nil
    not or redo rescue retry return self super then true undef unless until when while yield require sub
    my use our local foreach fn defp defmodule with function repeat library NULL TRUE FALSE NA struct
    using let mutable
"""
_SQL = """
    add all alter and as asc begin between by case check column commit constraint create cross database
    default delete desc distinct drop else end exists foreign from full group having if in index inner
    insert into is join key left like limit not null offset on or order outer primary references
    returning right rollback select set table then transaction union unique update using values view when
    where with
"""
_LUA = """
    and break do else elseif end false for function goto if in local nil not or repeat return then true
    until while case class data deriving instance import let module newtype of qualified type where
"""
_LISP = """
    def defn defun defmacro define lambda let if cond do fn loop quote set setq nil when unless progn
    begin ns require
"""
_MARKS = "true false null yes no on off"
_CSS = "important media import charset include mixin extend function if else each for return"
_PHP = """
    abstract and array as break case catch class clone const continue declare default do echo else elseif
    empty enum extends final finally fn for foreach function global if implements include instanceof
    interface isset list match namespace new or print private protected public readonly require
    require_once return static switch throw trait try unset use var while yield null true false
"""
_BUILD = """
    FROM RUN CMD LABEL EXPOSE ENV ADD COPY ENTRYPOINT VOLUME USER WORKDIR ARG AS ifeq ifneq endif else
    include define
"""


class _Syntax(NamedTuple):
    comment: str
    string: str
    keywords: str = ""
    name: str = ""


_SYNTAXES: dict[str, _Syntax] = {
    "c cpp c++ h hpp cc objc objective-c arduino glsl cuda": _Syntax(
        _SLASHES,
        f"{_DOUBLE}|{_LETTER}",
        f"{_C} {_OBJECT} template typename delete operator",
        r"^[ \t]*#[ \t]*\w+",
    ),
    "java csharp cs c# dart groovy": _Syntax(
        _SLASHES,
        f"{_DOUBLE}|{_SINGLE}",
        f"{_C} {_OBJECT} foreach string async await get set def late required",
        r"@\w+",
    ),
    "javascript js jsx mjs node typescript ts tsx json5": _Syntax(
        _SLASHES, f"{_DOUBLE}|{_SINGLE}|{_TICKED}", _JS, r"@\w+"
    ),
    "rust rs zig": _Syntax(_SLASHES, f"{_DOUBLE}|{_LETTER}", _RUST, r"\w+!|#!?\[[^\]\n]{0,200}\]"),
    "go golang": _Syntax(_SLASHES, f"{_DOUBLE}|{_LETTER}|{_TICKED}", _GO),
    "swift kotlin kt scala": _Syntax(_SLASHES, f'"""(?s:.*?)(?:"""|\\Z)|{_DOUBLE}', _SWIFT, r"@\w+"),
    "php": _Syntax(f"{_SLASHES}|{_HASH}", f"{_DOUBLE}|{_SINGLE}", _PHP, r"\$\w+|<\?php|\?>"),
    "css scss sass less": _Syntax(
        _SLASHES, f"{_DOUBLE}|{_SINGLE}", _CSS, r"(?<![\w-])[\w-]{1,40}(?=[ ]?:[^:])|[.#@][a-zA-Z][\w-]*"
    ),
    "python py py3 python3 pyi starlark": _Syntax(
        _HASH, f"{_LONG}|{_DOUBLE}|{_SINGLE}", _PYTHON, r"^[ \t]*@[\w.]+"
    ),
    "pycon console python-console": _Syntax(
        _HASH, f"{_LONG}|{_DOUBLE}|{_SINGLE}", _PYTHON, r"^(?:>>>|\.\.\.|[\w.@:~/-]{0,60}[$%#])(?=[ ])"
    ),
    "bash sh shell zsh fish shell-session shellsession powershell": _Syntax(
        _HASH, rf"{_DOUBLE}|'[^']*'?", _SHELL, r"\$\w+|\$\{[^}\n]{0,80}\}|^\$(?=[ ])|(?<=\s)--?[a-zA-Z][\w-]*"
    ),
    "ruby rb perl pl elixir ex r julia jl nix crystal": _Syntax(
        _HASH, f"{_DOUBLE}|{_SINGLE}", _RUBY, r"[$@]{1,2}\w+|(?<!:):[a-zA-Z_]\w*"
    ),
    "yaml yml": _Syntax(
        _HASH, f"{_DOUBLE}|(?<=[\\s\\[,]){_SINGLE}", _MARKS, r"^[ \t]*(?:-[ ])?[\w./-]+(?=:(?:\s|\Z))"
    ),
    "toml ini cfg conf properties dotenv nginx": _Syntax(
        f"{_HASH}|^[ \t]*;[^\n]*",
        f"{_DOUBLE}|{_SINGLE}",
        _MARKS,
        r"^[ \t]*\[[^\n]*\]|^[ \t]*[\w.-]+(?=[ \t]*=)",
    ),
    "dockerfile docker makefile make cmake": _Syntax(
        _HASH, f"{_DOUBLE}|{_SINGLE}", _BUILD, r"^[\w.%-]+(?=:)|\$\(\w+\)"
    ),
    "json jsonc": _Syntax(_SLASHES, _DOUBLE, _MARKS, r'"(?:\\[^\n]|[^"\\\n]){0,100}"(?=[ ]?:)'),
    "sql mysql postgresql postgres sqlite plsql": _Syntax(
        f"{_DASHES}|/\\*(?s:.*?)(?:\\*/|\\Z)", f"{_SINGLE}|{_DOUBLE}", f"{_SQL} {_SQL.upper()}"
    ),
    "lua haskell hs elm": _Syntax(_DASHES, f"{_DOUBLE}|{_LETTER}", _LUA),
    "lisp clojure clj scheme racket elisp emacs-lisp common-lisp": _Syntax(
        r";[^\n]*", _DOUBLE, _LISP, r":[a-zA-Z][\w-]*"
    ),
    "html xml svg xhtml vue htm rss atom": _Syntax(
        r"<!--(?s:.*?)(?:-->|\Z)",
        r'"[^"\n<>]*"|(?<==)' + _SINGLE,
        "",
        r"</?[\w:.-]+|/?>|<[!?][^>\n]{0,200}>?",
    ),
    "diff patch udiff": _Syntax("", ""),
}
_NAMES = {name: syntax for names, syntax in _SYNTAXES.items() for name in names.split()}


def read_code(text: str, language: str) -> Iterator[Run] | None:
    """Return `text` in pieces, each with its role or "", None where the language is not known."""
    name = language.strip().lower()
    if name not in _NAMES:
        return None
    return _read_diff(text) if not _NAMES[name].comment else _read(text, *_compile(name))


@lru_cache(16)
def _compile(name: str) -> tuple[re.Pattern[str], frozenset[str]]:
    syntax = _NAMES[name]
    parts = {
        COMMENT: syntax.comment,
        NAME: syntax.name,
        STRING: syntax.string,
        NUMBER: _NUMBER,
        "word": _WORD,
    }
    pattern = "|".join(f"(?P<{role}>{part})" for role, part in parts.items() if part)
    return re.compile(pattern, re.MULTILINE), frozenset(syntax.keywords.split())


def _read(text: str, pattern: re.Pattern[str], keywords: frozenset[str]) -> Iterator[Run]:
    at = 0
    for found in pattern.finditer(text):
        role = found.lastgroup or ""
        start, end = found.span()
        if role == "word":
            role = KEYWORD if found[0] in keywords else NAME if text[end : end + 1] == "(" else ""
        if role:
            if start > at:
                yield text[at:start], ""
            yield text[start:end], role
            at = end
    if at < len(text):
        yield text[at:], ""


def _read_diff(text: str) -> Iterator[Run]:
    for line in text.splitlines(keepends=True):
        kinds = {"+": ADDED, "-": REMOVED, "@": KEYWORD}
        yield line, COMMENT if line.startswith(("+++", "---", "diff ", "index ")) else kinds.get(line[:1], "")
