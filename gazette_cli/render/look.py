"""How a reader wants an article to look."""

from typing import NamedTuple


class Look(NamedTuple):
    """What of a page is the reader's choice. `measure`: columns of text at most.

    `hyphenate` parts words at the end of a line, `justify` sets both edges straight. `linear` is for screen readers: no
    boxes, no columns, states in words. `hyperlinks`: the terminal has OSC 8.
    """

    measure: int = 72
    hyphenate: bool = False
    justify: bool = False
    linear: bool = False
    hyperlinks: bool = False
