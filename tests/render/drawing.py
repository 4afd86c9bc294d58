"""An article on a screen, for tests of its parts."""

from collections.abc import Sequence

from rich.text import Text

from gazette_cli.blocks import Block
from gazette_cli.models import Article, Content, Link, Reading
from gazette_cli.parsing.blocks import list_links
from gazette_cli.render.article import plain_article, render_article
from gazette_cli.render.look import Look
from tests.render.samples import NOW, make_article

NO_CONTENT = Content("", None)
BARE = make_article(1, "Titre", hours=27600, words=0)


def draw(
    *blocks: Block, width: int = 80, measure: int = 72, article: Article = BARE, look: Look | None = None
) -> list[Text]:
    return draw_reading(article, NO_CONTENT, *blocks, width=width, measure=measure, look=look)


def draw_reading(
    article: Article,
    content: Content,
    *blocks: Block,
    width: int = 80,
    measure: int = 72,
    look: Look | None = None,
) -> list[Text]:
    reading = Reading(article, content, blocks, list_links(blocks, article.url))
    look = look or Look(measure)
    return render_article(reading, look=look, width=width, now=NOW, language="fr").lines


def draw_plain(
    article: Article,
    content: Content,
    *blocks: Block,
    language: str = "fr",
    links: Sequence[Link] | None = None,
) -> list[str]:
    reading = Reading(
        article, content, blocks, list_links(blocks, article.url) if links is None else tuple(links)
    )
    return plain_article(reading, look=Look(), now=NOW, language=language)


def draw_body(
    *blocks: Block, width: int = 72, article: Article = BARE, look: Look | None = None
) -> list[str]:
    """The lines below the header's rule."""
    lines = [line.plain for line in draw(*blocks, width=width, article=article, look=look)]
    margin = " " * (1 if width >= 40 else 0)
    rule = next(n for n, line in enumerate(lines) if line.strip(" ─") == "" and "─" in line)
    return [line.removeprefix(margin) for line in lines[rule + 2 :]]
