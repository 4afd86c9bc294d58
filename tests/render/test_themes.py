"""The themes: legible on any background, and nothing said by colour alone."""

import io

import pytest
from rich.console import Console as RichConsole
from rich.style import Style

from gazette_cli.config import DEFAULTS
from gazette_cli.config.settings import SETTINGS
from gazette_cli.render.paint import Painter
from gazette_cli.render.style import ROLES, Line, to_text
from gazette_cli.render.themes import THEMES, has_colors, make_theme
from tests.conftest import Gazette

# What these say, the text says as well: "[1]", "[-so-]", "●", a command; code is what it is without its colours.
SAID_BY_TEXT = {
    "accent",
    "link",
    "added",
    "removed",
    "unread",
    "keyword",
    "string",
    "comment",
    "number",
    "name",
}
# What these say, nothing else says.
SAID_BY_STYLE = {"match", "heading", "code", "marked"}
STRESSED = ("bold", "italic", "strike")  # what the words of an article may be, besides

# The eight colours and the eight bright ones of terminals as they come. VGA's is Linux's console, which is black.
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5",
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
)
VGA = (
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa",
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
)
TANGO = (
    "000000 cc0000 4e9a06 c4a000 3465a4 75507b 06989a d3d7cf",
    "555753 ef2929 8ae234 fce94f 729fcf ad7fa8 34e2e2 eeeeec",
)
SOLARIZED = (
    "073642 dc322f 859900 b58900 268bd2 d33682 2aa198 eee8d5",
    "002b36 cb4b16 586e75 657b83 839496 6c71c4 93a1a1 fdf6e3",
)
PALETTES = {
    "xterm, dark": ("000000", XTERM),
    "xterm, light": ("ffffff", XTERM),
    "VGA": ("000000", VGA),
    "Tango, dark": ("2e3436", TANGO),
    "Tango, light": ("ffffff", TANGO),
    "Solarized, dark": ("002b36", SOLARIZED),
    "Solarized, light": ("fdf6e3", SOLARIZED),
}
# Where no colour but those of the text reaches 3:1: Tango's dark purple is meant for bold, which its terminals paint in
# the bright one.
TOO_NEAR = {("Tango, dark", False)}


def measure_luminance(color: str) -> float:
    """WCAG 2.1, relative luminance."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def measure_contrast(one: str, other: str) -> float:
    """WCAG 2.1, contrast ratio."""
    darker, lighter = sorted(map(measure_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def draw(role: str, theme: str) -> str:
    console = RichConsole(
        file=io.StringIO(), force_terminal=True, color_system="256", theme=make_theme(theme), no_color=True
    )
    line: Line = [("mot", role)]
    return Painter(console).paint(to_text(line))


def test_the_formula_is_the_one_of_wcag() -> None:
    assert measure_contrast("000000", "ffffff") == pytest.approx(21)
    assert measure_contrast("767676", "ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", THEMES)
def test_a_theme_paints_every_role(theme: str) -> None:
    assert THEMES[theme].keys() == ROLES
    assert SAID_BY_TEXT | SAID_BY_STYLE | {"secondary"} == ROLES
    for role in ROLES:
        Style.parse(THEMES[theme][role])


@pytest.mark.parametrize("theme", THEMES)
def test_what_a_style_says_it_says_without_colour(theme: str) -> None:
    for role in SAID_BY_STYLE:
        assert "\x1b[" in draw(role, theme), role
    # In a headline, and in what is stressed, a match is another still.
    styles = make_theme(theme).styles
    for other in (styles["heading"], styles["unread"], styles["code"], *map(Style.parse, STRESSED)):
        assert (other + styles["match"]).without_color != other.without_color, other


@pytest.mark.parametrize("theme", THEMES)
def test_no_role_is_dim_but_what_is_secondary(theme: str) -> None:
    dim = {role for role, style in make_theme(theme).styles.items() if role in ROLES and style.dim}
    assert dim == ({"secondary"} if theme == "classic" else set())


def test_ink_has_no_colour() -> None:
    assert all(make_theme("ink").styles[role].color is None for role in ROLES)
    assert not has_colors("ink", "truecolor")


def test_the_fixed_colours_of_contrast_are_legible_on_black_and_on_white() -> None:
    colors = {style.color for style in map(make_theme("contrast").styles.get, ROLES) if style and style.color}
    assert colors
    for color in colors:
        assert color.number is not None and color.number >= 16, "a terminal's own is no fixed one"
        code = color.get_truecolor().hex.removeprefix("#")
        assert min(measure_contrast(code, "000000"), measure_contrast(code, "ffffff")) >= 4.5, color


def test_fixed_colours_are_left_out_where_a_terminal_would_guess_them() -> None:
    assert has_colors("contrast", "256") and has_colors("contrast", "truecolor")
    assert not has_colors("contrast", "standard") and not has_colors("contrast", None)
    assert has_colors("classic", "standard")


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize("bright", [False, True])
def test_the_colours_of_classic_are_legible_in_the_palettes_that_terminals_have(
    palette: str, bright: bool
) -> None:
    """Bright: many terminals paint what is bold so."""
    background, colors = PALETTES[palette]
    table = colors[bright].split()
    for role in sorted(ROLES):
        style = make_theme("classic").styles[role]
        if style.color is None or (bright and not style.bold):
            continue
        assert style.color.number is not None and style.color.number < 8, "one that all have"
        contrast = measure_contrast(table[style.color.number], background)
        assert (contrast >= 3) != ((palette, bright) in TOO_NEAR), f"{role}: {contrast:.2f}"


def test_the_settings_name_the_themes_that_there_are() -> None:
    setting = next(setting for setting in SETTINGS if setting.field == "theme")
    assert [setting.read(name) for name in THEMES] == list(THEMES)
    with pytest.raises(ValueError, match=", ".join(THEMES)):
        setting.read("none")
    assert DEFAULTS.theme == "classic"


def test_the_theme_is_what_is_set_and_what_the_environment_says_before_it(gazette: Gazette) -> None:
    assert "\x1b[35m" in gazette("list", "--color", "always").out
    gazette.write(".config/gazette/config.toml", '[screen]\ntheme = "contrast"\n')
    assert "\x1b[1;38;5;163m" in gazette("list", "--color", "always").out
    painted = gazette("list", "--color", "always", GAZETTE_THEME="ink").out
    assert "\x1b[1m" in painted and "\x1b[3" not in painted
    assert "38;5" not in gazette("list", "--color", "always", TERM="xterm").out


def test_a_theme_that_there_is_not_is_an_error_that_names_those_that_there_are(gazette: Gazette) -> None:
    result = gazette("list", "--color", "always", GAZETTE_THEME="solarized")
    assert result.code == 2
    assert result.err.splitlines() == [
        "gazette: GAZETTE_THEME=solarized: there is no such theme", "  one of classic, ink, contrast"
    ]  # fmt: skip
    assert gazette("list", GAZETTE_THEME="solarized").code == 0  # nothing to paint in a pipe


@pytest.mark.parametrize("theme", THEMES)
def test_progress_is_painted_in_the_theme_too(gazette: Gazette, theme: str) -> None:
    terminal = gazette.terminal("doctor", GAZETTE_THEME=theme)
    assert terminal.wait() == 0
    terminal.close()
    assert "Checking the library" in terminal.shown
    # Rich's own pink.
    assert b"38;2" not in terminal.raw and b"38;5;197" not in terminal.raw
    if theme == "ink":
        assert b"\x1b[3" not in terminal.raw.replace(b"\x1b[3m", b"")
