"""What two renderings share of a row: its marks, and numbers in a sentence."""

from gazette_cli.models import Article
from gazette_cli.render.style import ACCENT, MARK_STARRED, MARK_UNREAD, Line


def draw_marks(article: Article, width: int) -> Line:
    """Return the marks of `article` (unread, starred) in a column of `width` cells."""
    marks = (MARK_UNREAD if not article.read else "") + (MARK_STARRED if article.starred else "")
    return [(marks + " " * (width - len(marks)), ACCENT if marks else "")]


def name_state(article: Article) -> str:
    """Return "unread", "read", "unread,starred" or "read,starred"."""
    return ("read" if article.read else "unread") + (",starred" if article.starred else "")


def count_marks(article: Article) -> int:
    """Return how many marks `article` carries."""
    return (not article.read) + article.starred


def format_count(number: int) -> str:
    """Return `number` with its thousands apart: "214", "1,000,000"."""
    return f"{number:,}"
