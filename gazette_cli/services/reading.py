"""An article as it is opened: its text as blocks, its links, made from what the library holds."""

import sqlite3

from gazette_cli.blocks import Block
from gazette_cli.library import articles
from gazette_cli.models import Content, Reading


def open_article(db: sqlite3.Connection, article_id: int) -> Reading:
    """Return an article as it is opened. Raises NotFoundError if it is gone since it was looked up."""
    from gazette_cli.parsing.blocks import list_links

    content = articles.get_content(db, article_id)
    (article,) = articles.get_articles(db, [article_id])
    blocks = read_blocks(content, article.language)
    return Reading(article, content, blocks, list_links(blocks, article.url))


def read_blocks(content: Content, language: str | None = None) -> tuple[Block, ...]:
    """Return an article's blocks: from its HTML where it has one, else from its text."""
    from gazette_cli.parsing.blocks import html_to_blocks, text_to_blocks

    return html_to_blocks(content.html, language) if content.html else text_to_blocks(content.text)
