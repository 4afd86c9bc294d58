"""Every default of gazette, in one place: commands are given them."""

from typing import NamedTuple


class Config(NamedTuple):
    """What an option that was not given means."""

    list_rows: int = 50  # in a pipe; a terminal shows as many as fit
    search_rows: int = 20
    measure: int = 72  # columns of an article's text
    page_lines: int = 40  # of an article in a pipe; in a terminal, its height
    ask_from: int = 50  # touching more articles than this asks first


DEFAULTS = Config()
