"""Code as pages set it: its language, said in twenty ways, and the numbers of its lines, which are no part of it."""

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise

from gazette_cli.blocks import Block, Inline, Paragraph, Preformatted
from gazette_cli.parsing.inline import read_plain

_KNOWN = (
    "ada|asm|awk|bash|basic|batch|c|c[+][+]|c#|clojure|cmake|cobol|coffeescript|cpp|cs|csharp|css|dart|diff"
    "|dockerfile|elixir|elm|erlang|fish|fortran|fsharp|go|golang|graphql|groovy|haskell|html|ini|ipython3?|java"
    "|javascript|js|json|jsx|julia|kotlin|latex|lisp|lua|makefile|markdown|matlab|md|nim|nix|objc|objective-c|ocaml"
    "|pascal|perl|php|powershell|prolog|py|pycon|python[23]?|r|racket|rb|rst|ruby|rust|sass|scala|scheme|scss|sh"
    "|shell|sql|swift|tcl|terraform|tex|toml|ts|tsx|typescript|vb|vim|xml|yaml|yml|zig|zsh|console|html[+]erb"
)
# Compiled when first needed, but for the one that most pages with code need.
_STATED = re.compile(r"(?:^|\s)(?:language|lang)[-:]\s?([\w+#.-]+)|(?:^|[\s;])brush:\s*([\w+#.-]+)", re.I)
_WRAPPED = rf"(?i)(?:^|\s)highlight-(?:(?:source|text)-([\w+#.-]+)|({_KNOWN})(?=\s|$))"
_HIGHLIGHTED = r"(?i)(?:^|\s)(?:sourceCode|hljs|prettyprint|highlight|code|crayon[\w-]*|prism)(?:\s|$)"
_BARE = rf"(?i)(?:^|\s)({_KNOWN})(?=\s|$)"
_NONE = frozenset(
    "none text txt plain plaintext plain-text nohighlight no-highlight default unknown raw auto".split()
)
_ATTRIBUTES = ("data-lang", "data-language", "data-enlighter-language")

_GUTTERS = frozenset(
    "lineno linenos linenumber line-number line-numbers line-numbers-rows lnt ln lnum hljs-ln-numbers hljs-ln-n"
    " blob-num linenodiv gutter rouge-gutter crayon-num react-syntax-highlighter-line-number code-line-number".split()
)
_NUMBERS = re.compile(r"\s*\d[\d\s]*")


def find_language(attrib: Mapping[str, str], code: bool) -> str | None:
    """Return the language of the code in an element, None where it states none.

    `code`: the element is <pre>, <code> or what a highlighter made of them, and so may say it in a bare word.
    """
    words = attrib.get("class", "")
    if len(words) > 1_000:
        return None
    name = next((attrib[key] for key in _ATTRIBUTES if attrib.get(key)), None)
    wrapped = re.search(_WRAPPED, words) if "highlight-" in words.lower() else None
    found = wrapped or _STATED.search(words)
    if name is None and found:
        name = found[1] or found[2]
    elif name is None and code:
        bare = words and (
            re.fullmatch(_BARE, words.strip()) or (re.search(_HIGHLIGHTED, words) and re.search(_BARE, words))
        )
        stated = attrib.get("lang", "")
        # `lang` is for French and English; some publishing systems say the language of code in it.
        name = bare[1] if bare else stated if len(stated) > 2 and re.fullmatch(_BARE, stated) else None
    if name is None or not re.fullmatch(r"[\w+#.-]{1,32}", name):
        return None
    name = name.lower()
    return None if name in _NONE else "html" if name.startswith("html-") else name


def is_gutter(attrib: Mapping[str, str]) -> bool:
    """Say whether an element within code is called the number of its line."""
    words = attrib.get("class")
    return bool(words) and not _GUTTERS.isdisjoint((words or "").lower().split())


def drop_numbers(code: list[str], start: int) -> None:
    """Take the end of `code` from `start` out if it holds nothing but numbers."""
    if _NUMBERS.fullmatch("".join(code[start:])):
        del code[start:]


def join_listing(rows: "list[list[list[Block]]]") -> Preformatted | None:
    """Return the code of a table that sets numbers beside its lines, None for any other table.

    `rows` are the blocks of its cells. Either one row holds two columns, or each line has a row of its own.
    """
    codes: list[str] = []
    language = None
    numbers: list[str] = []
    for row in rows:
        cells = [cell for cell in row if cell]
        if not cells or len(cells) > 2:
            return None
        last = cells[-1]
        if len(last) == 1 and isinstance(last[0], Preformatted):
            codes.append(last[0].text)
            language = language or last[0].language
        elif len(cells) == 2 and len(rows) == 1 and (lines := _read_lines(last)):
            codes.append("\n".join(lines))
        elif len(cells) == 1 and len(last) == 1 and _NUMBERS.fullmatch(_read(last)):
            codes.append("")  # an empty line
            numbers += _read(last).split()
            continue
        else:
            return None
        if len(cells) == 2:
            counted = _read(cells[0])
            if not _NUMBERS.fullmatch(counted):
                return None
            numbers += counted.split()
    if not codes or not numbers or any(int(b[-9:]) - int(a[-9:]) != 1 for a, b in pairwise(numbers)):
        return None
    return Preformatted("\n".join(codes), language)


def _read(blocks: Iterable[Block]) -> str:
    return "\n".join(
        block.text
        if isinstance(block, Preformatted)
        else read_plain(block.content)
        if isinstance(block, Paragraph)
        else "?"
        for block in blocks
    )


def _read_lines(blocks: list[Block]) -> list[str] | None:
    """Return the lines of code that is set as paragraphs, None where anything is not code."""
    lines: list[str] = []
    for block in blocks:
        if not isinstance(block, Paragraph) or not _is_code(block.content):
            return None
        lines += read_plain(block.content).replace("\xa0", " ").split("\n")
    return lines


def _is_code(content: Inline) -> bool:
    return all("code" in span.style or not span.text.strip() for span in content)
