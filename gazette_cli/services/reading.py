"""An article's text as blocks, made from what the library holds."""

from gazette_cli.blocks import Block
from gazette_cli.models import Content, Link


def read_blocks(content: Content) -> tuple[Block, ...]:
    """Return an article's blocks: from its HTML where it has one, else from its text."""
    from gazette_cli.parsing.blocks import html_to_blocks, text_to_blocks

    return html_to_blocks(content.html) if content.html else text_to_blocks(content.text)


def list_links(blocks: tuple[Block, ...]) -> tuple[Link, ...]:
    """Return the links in an article's blocks, numbered from 1."""
    from gazette_cli.parsing import blocks as parsing

    return parsing.list_links(blocks)
