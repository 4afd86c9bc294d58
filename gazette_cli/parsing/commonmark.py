"""Markdown becomes HTML: CommonMark 0.31 with tables, strikethrough, footnotes, definition lists and tasks.

Footnotes are Pandoc's and GitHub's (`[^1]`, `[^1]: ...`), definition lists Pandoc's. A footnote stays where it is
written, referred to or not, so that no word is lost and none is moved.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_REFERENCE = re.compile(r"\[\^([^\s\]\[]{1,100})\]")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")


class Rendered(NamedTuple):
    """Markdown that was read: its tokens, and what makes HTML of them."""

    tokens: "list[Token]"
    parser: "MarkdownIt"

    def render(self, tokens: "Sequence[Token]") -> str:
        """Return the HTML of some of the tokens."""
        return str(self.parser.renderer.render(tokens, self.parser.options, {}))


def read_tokens(text: str) -> Rendered:
    """Return the tokens of a Markdown text. The parser may raise RecursionError, IndexError or ValueError."""
    parser = _make_parser()
    env: dict[str, object] = {}
    tokens = parser.parse(text, env)
    _set_tasks(tokens)
    _set_notes(tokens, _number_notes(env))
    return Rendered(tokens, parser)


def _make_parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import reference
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    def refer(state: "StateBlock", start: int, end: int, silent: bool) -> bool:
        # A footnote looks like the definition of a link, which is not shown: its words would be lost.
        if state.src.startswith("[^", state.bMarks[start] + state.tShift[start]):
            return False
        return reference(state, start, end, silent)

    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False, move_to_end=False).use(deflist_plugin)
    parser.block.ruler.at("reference", refer)
    # Its own looks for the end of a label as far as there is text.
    parser.inline.ruler.at("footnote_ref", _read_reference)
    return parser


def _read_reference(state: "StateInline", silent: bool) -> bool:
    found = _REFERENCE.match(state.src, state.pos, state.posMax)
    if found is None or f":{found[1]}" not in state.env.get("footnotes", {}).get("refs", {}):
        return False
    if not silent:
        numbers = state.env.setdefault("numbers", {})
        number = numbers.setdefault(found[1], len(numbers) + 1)
        token = state.push("html_inline", "", 0)
        token.content = f'<sup><a href="#fn{number}" id="fnref{number}">{number}</a></sup>'
    state.pos = found.end()
    return True


def _number_notes(env: dict[str, object]) -> dict[str, int]:
    numbers = env.get("numbers")
    return numbers if isinstance(numbers, dict) else {}


def _set_notes(tokens: "list[Token]", numbers: dict[str, int]) -> None:
    """Give every footnote its label, as the first words of its first paragraph."""
    from markdown_it.token import Token

    for at, token in enumerate(tokens):
        if token.type == "footnote_reference_close":
            token.type, token.content = "html_block", "</div>\n"
        elif token.type == "footnote_reference_open":
            label = str(token.meta["label"])
            number = numbers.get(label)
            place = f' id="fn{number}"' if number else ""
            sign = f"<sup>{number or escape(label)}</sup> "
            token.type, token.content = "html_block", f'<div class="footnote"{place}>'
            first = (
                tokens[at + 2] if at + 2 < len(tokens) and tokens[at + 1].type == "paragraph_open" else None
            )
            if first is not None and first.children is not None:
                mark = Token("html_inline", "", 0)
                mark.content = sign
                first.children.insert(0, mark)
            else:
                token.content += f"<p>{sign}</p>"


def _set_tasks(tokens: "list[Token]") -> None:
    """Put a box where an item begins with [ ] or [x] (GitHub Flavored Markdown, 5.3)."""
    from markdown_it.token import Token

    for at in range(2, len(tokens)):
        line = tokens[at]
        if line.type != "inline" or not line.children or tokens[at - 2].type != "list_item_open":
            continue
        text = line.children[0]
        found = _TASK.match(line.content)
        if found and text.type == "text" and text.content.startswith(found[0].rstrip()):
            text.content = text.content[len(found[0].rstrip()) :].lstrip()
            box = Token("html_inline", "", 0)
            checked = "" if found[1] == " " else " checked"
            box.content = f'<input type="checkbox" disabled{checked}> '
            line.children.insert(0, box)
