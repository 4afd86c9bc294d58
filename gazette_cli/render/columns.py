"""What two renderings share of a row: its marks, and numbers in a sentence."""

from gazette_cli.models import Article
from gazette_cli.render.style import ACCENT, MARK_BEGUN, MARK_STARRED, MARK_UNREAD, Line


def draw_marks(article: Article, width: int) -> Line:
    """Return the marks of `article` (unread, starred) in a column of `width` cells."""
    marks = (MARK_UNREAD if not article.read else "") + (MARK_STARRED if article.starred else "")
    return [(marks + " " * (width - len(marks)), ACCENT if marks else "")]


def name_state(article: Article) -> str:
    """Return "unread", "read", with ",starred" where it is, and ",40%" where it was left unfinished."""
    state = ("read" if article.read else "unread") + (",starred" if article.starred else "")
    return state if article.progress is None else f"{state},{article.progress}%"


def tell_progress(article: Article) -> str:
    """Return "▸40 %" for an article that was left unfinished, else ""."""
    return "" if article.progress is None else f"{MARK_BEGUN}{article.progress} %"


def count_marks(article: Article) -> int:
    """Return how many marks `article` carries."""
    return (not article.read) + article.starred


def format_count(number: int) -> str:
    """Return `number` with its thousands apart: "214", "1,000,000"."""
    return f"{number:,}"
