"""The bundled themes: how each role of a text is painted."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.theme import Theme

# Of the eight colours every terminal has, magenta is legible on both black and white.
THEMES: dict[str, dict[str, str]] = {
    "classic": {
        "accent": "magenta",
        "unread": "bold",
        "secondary": "dim",
        "match": "bold magenta",
        "link": "dim magenta",
        "heading": "bold",
        "code": "magenta",
        "marked": "reverse",
        "added": "bold green",
        "removed": "red strike",
        "keyword": "bold",
        "string": "green",
        "comment": "dim italic",
        "number": "magenta",
        "name": "cyan",
    },
}
DEFAULT_THEME = "classic"


def make_theme(name: str) -> "Theme":
    """Return the bundled theme `name`, one of THEMES, for a console of Rich."""
    from rich.theme import Theme

    return Theme(THEMES[name])
