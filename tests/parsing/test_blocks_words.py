"""No word of HTML is lost, doubled or moved on its way to blocks, nor on the way from them to text."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.blocks import Block, Heading, Paragraph, Preformatted, Table, walk_leaves
from gazette_cli.parsing.blocks import blocks_to_text, html_to_blocks

WORDS = st.lists(st.sampled_from("mer port quai vent sel île œuf 漢字 naïve".split()), min_size=1, max_size=4)
TAGS = st.sampled_from(
    "p div span em b a ul ol li blockquote table tr td th h1 h3 pre code figure figcaption dl dt dd section br"
    " sub caption details summary q article button label center x-card ins mark ruby aside thead object math".split()
)


@st.composite
def trees(draw: st.DrawFn, depth: int = 0) -> tuple[str, list[str]]:
    html: list[str] = []
    words: list[str] = []
    for _ in range(draw(st.integers(1, 4))):
        if depth < 5 and draw(st.booleans()):
            tag = draw(TAGS)
            inner, said = draw(trees(depth + 1))
            html.append(f"<{tag}>{inner}</{tag}>" if draw(st.booleans()) else f"<{tag}>{inner}")
            words += said
        else:
            said = draw(WORDS)
            html.append(f" {' '.join(said)} ")
            words += said
    return "".join(html), words


@settings(max_examples=300, deadline=None)
@given(trees())
def test_no_word_is_lost_and_their_order_is_kept(tree: tuple[str, list[str]]) -> None:
    html, words = tree
    found = [word for word in re.findall(r"\w+", blocks_to_text(html_to_blocks(html))) if not word.isdigit()]
    assert found == words
    leaves = "\n".join(map(_words_of, walk_leaves(html_to_blocks(html))))
    assert [word for word in re.findall(r"\w+", leaves) if not word.isdigit()] == words


def _words_of(leaf: Block) -> str:
    if isinstance(leaf, Paragraph | Heading):
        return "".join(span.text for span in leaf.content)
    if isinstance(leaf, Table):
        lines = [leaf.caption, *(cell for row in leaf.rows for cell in row)]
        return "\n".join("".join(span.text for span in line) for line in lines)
    return leaf.text if isinstance(leaf, Preformatted) else ""
