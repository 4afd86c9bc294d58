"""An article on a screen, for tests of its parts."""

from rich.text import Text

from gazette_cli.blocks import Block
from gazette_cli.models import Article, Content
from gazette_cli.render.article import render_article
from tests.render.samples import NOW, make_article

NO_CONTENT = Content("", None)
BARE = make_article(1, "Titre", hours=27600, words=0)


def draw(*blocks: Block, width: int = 80, measure: int = 72, article: Article = BARE) -> list[Text]:
    return render_article(
        article, NO_CONTENT, blocks=blocks, width=width, measure=measure, now=NOW, language="fr"
    )


def draw_body(*blocks: Block, width: int = 72, article: Article = BARE) -> list[str]:
    """The lines below the header's rule."""
    lines = [line.plain for line in draw(*blocks, width=width, article=article)]
    margin = " " * (1 if width >= 40 else 0)
    rule = next(n for n, line in enumerate(lines) if line.strip(" ─") == "" and "─" in line)
    return [line.removeprefix(margin) for line in lines[rule + 2 :]]
