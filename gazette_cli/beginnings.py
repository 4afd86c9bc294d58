"""Beginnings: whether a feed gave an article, or its first lines alone."""

import re

END = 40  # characters of a text's end that say whether it goes on elsewhere
_SHORT = 100  # words, some 600 characters
_CUT = re.compile(
    r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]"
    r"|\b(?:read|learn) more|\b(?:continue|keep) reading|\blire (?:la suite|plus)|\ben savoir plus|\bla suite)[\W_]*$",
    re.IGNORECASE,
)


def is_beginning(*, title: str, summary: str, words: int, end: str) -> bool:
    """Say whether an article of a feed looks like the beginning of one: it says so at its `end`, or is short.

    A note, whose headline is how its text begins, is short and whole.
    """
    if _CUT.search(end):
        return True
    title = title.rstrip(" .…").casefold()
    return words < _SHORT and not (title and summary.casefold().startswith(title))
