"""The bundled themes: how each role of a text is painted.

No theme says a thing by colour alone: a role that says something has an attribute as well, or its text says it
("[1]" for a link, "[-so-]" for what was removed). And none paints what has to be read in a colour that is lost on a
black or on a white background, because what the background is can't be known.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.theme import Theme

THEMES: dict[str, dict[str, str]] = {
    # The terminal's own colours, which its owner has chosen: of the eight that every terminal has, magenta alone is
    # legible on both black and white.
    "classic": {
        "accent": "magenta",
        "unread": "bold",
        "secondary": "dim",
        "match": "bold underline magenta",
        "link": "magenta",
        "heading": "bold",
        "code": "bold magenta",
        "marked": "reverse",
        "added": "bold magenta",
        "removed": "strike",
        "keyword": "bold",
        "string": "magenta",
        "comment": "italic",
        "number": "magenta",
        "name": "none",
    },
    # For paper, and for eyes that colours disturb.
    "ink": {
        "accent": "bold",
        "unread": "bold",
        "secondary": "none",
        "match": "bold underline",
        "link": "none",
        "heading": "bold",
        "code": "bold",
        "marked": "reverse",
        "added": "bold underline",
        "removed": "strike",
        "keyword": "bold",
        "string": "none",
        "comment": "italic",
        "number": "none",
        "name": "none",
    },
    # For weak eyes: nothing is dim, and colours are few. The six of the 256 colours (xterm's 6x6x6 cube and its greys)
    # that stand out from black and from white by 4.5:1, which WCAG 2.1 (1.4.3) asks of text: 29, 63, 98, 131, 163, 243.
    "contrast": {
        "accent": "bold color(163)",
        "unread": "bold",
        "secondary": "none",
        "match": "bold reverse",
        "link": "color(63)",
        "heading": "bold underline",
        "code": "bold color(98)",
        "marked": "reverse",
        "added": "bold underline color(29)",
        "removed": "strike color(131)",
        "keyword": "bold color(63)",
        "string": "color(29)",
        "comment": "italic",
        "number": "color(163)",
        "name": "none",
    },
}
_ATTRIBUTES = frozenset("bold dim italic underline reverse strike none".split())
# What Rich draws itself, in our roles.
_OF_RICH = {
    "bar.back": "secondary",
    "bar.complete": "accent",
    "bar.finished": "accent",
    "bar.pulse": "accent",
    "progress.elapsed": "secondary",
    "progress.percentage": "accent",
    "progress.remaining": "secondary",
}


def make_theme(name: str) -> "Theme":
    """Return the bundled theme `name`, one of THEMES, for a console of Rich."""
    from rich.theme import Theme

    styles = THEMES[name]
    return Theme({**styles, **{theirs: styles[role] for theirs, role in _OF_RICH.items()}})


def has_colors(name: str, system: str | None) -> bool:
    """Tell whether the theme `name` has colours in a terminal with the colours of `system`, as Rich names them.

    For one of 256 a terminal of 16 has to guess, and its guess may be lost on its background.
    """
    colors = [word for style in THEMES[name].values() for word in style.split() if word not in _ATTRIBUTES]
    return bool(colors) and (system in ("256", "truecolor") or not any("color(" in word for word in colors))
