"""How a reader wants an article to look."""

from typing import NamedTuple

# The means that a terminal has to show a picture.
HALF_BLOCKS = "half blocks"
SIXEL = "sixel"
KITTY = "kitty"
UNFOLDED = 10**6  # a measure that no line reaches


class Canvas(NamedTuple):
    """What pictures are drawn on: the means, a cell's pixels, the screen's rows, and whether it has 24-bit colours."""

    means: str = HALF_BLOCKS
    cell_width: int = 10
    cell_height: int = 20
    rows: int = 24
    truecolor: bool = True


class Look(NamedTuple):
    """What of a page is the reader's choice. `measure`: columns of text at most (UNFOLDED: each paragraph one line).

    `hyphenate` parts words at the end of a line, `justify` sets both edges straight. `linear` is for screen readers: no
    boxes, no columns, states in words. `hyperlinks`: the terminal has OSC 8. `canvas`: what pictures are drawn on, None
    where they are not shown.
    """

    measure: int = 72
    hyphenate: bool = False
    justify: bool = False
    linear: bool = False
    hyperlinks: bool = False
    canvas: Canvas | None = None
