"""Tells the headline of a saved page, and the masthead over it, from the other short lines of its head."""

import re
from functools import lru_cache

from gazette_cli.parsing.chrome import is_menu
from gazette_cli.parsing.paragraphs import Line

_LONGEST_TITLE = 220  # characters
LONGEST_MASTHEAD = 48
_FARTHEST_REPEAT = 3  # lines (of those that are no date, byline or chrome) after a headline

_SIGNS = " .,;:!?…'\"«»“”()[]-–—•·|\xa0\u202f"
_TITLE_SITE = re.compile(r"(.{8,}\S)\s(?:[|–—·•-]|::)\s(\S.{1,47})")
_CREDITED = re.compile(r"\W{0,3}(?:©|\(|photo|crédits?|credits?|image|afp|reuters|ap\b)", re.IGNORECASE)
_LINKS = (
    "de", "du", "des", "d'", "à", "au", "aux", "en", "et", "le", "la", "les", "un", "une", "pour", "sur", "dans", "par",
    "avec", "qui", "que", "of", "to", "the", "a", "an", "in", "on", "for", "and", "with", "at", "by", "from", "as",
    "its",
)  # fmt: skip
_MASTHEAD_WORDS = re.compile(
    r"\b(?:gazette|times|post|news|journal|courrier|tribune|herald|monde|presse|press|matin|soir|figaro|libération"
    r"|observer|guardian|telegraph|chronicle|dépêche|écho|echo|express|daily|hebdo|info|infos|actu|magazine|review"
    r"|radio|tv|média|media)\b|\w\.(?:com|fr|net|org|ci|info|co|uk|be|ch|ca|sn|cm|ml|ma|dz|tn)$",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?:(?i:le|la|les|the)\s|[Ll]['’])\s?[^\W\d_a-zà-ÿ]")


def is_paragraph(line: str) -> bool:
    """Tell whether a line is prose that no headline, date or byline can be."""
    length = len(line)
    if length <= 60:
        return False
    if length > _LONGEST_TITLE:
        return True
    return line.endswith(".") and not line.endswith("...") and line.count(" ") >= 8


def find_repeated(texts: list[str], plain: list[int]) -> tuple[str | None, tuple[int, ...], str | None]:
    """Return the headline that is said again further on, the lines that say it first, and the site's name beside it.

    `plain` are the indexes of the lines that may be one.
    """
    folded = {n: _fold(texts[n]) for n in plain}
    seen: dict[str, tuple[int, ...]] = {}
    best: tuple[str, tuple[int, ...], str | None] | None = None
    for place, n in enumerate(plain):
        text = folded[n]
        first = seen.get(text)
        site = None
        if first is None and (match := _TITLE_SITE.fullmatch(texts[n])):
            left = _fold(match[1])
            following = [m for m in plain[place + 1 :] if folded[m] == left]
            if following:
                first, site, text = (following[0],), match[2], left
        if first is not None and place > _FARTHEST_REPEAT + plain.index(first[-1]):
            first = None
        if first is not None and len(text) >= 12 and (best is None or len(text) > len(_fold(best[0]))):
            best = (" ".join(texts[m] for m in first), first, site)
        seen.setdefault(text, (n,))
        if place and plain[place - 1] == n - 1:
            seen.setdefault(f"{folded[n - 1]} {text}", (n - 1, n))
            twice = tuple(plain[place - 3 : place - 1]) if place >= 3 else ()
            if twice and twice[1] - twice[0] == 1 and [folded[m] for m in twice] == [folded[n - 1], text]:
                best = (f"{texts[twice[0]]} {texts[twice[1]]}", twice, None)
    return best if best is not None else (None, (), None)


def repeats_title(text: str, title: str, masthead: str | None) -> bool:
    """Tell whether a line of the head says the headline, or the name of the site, once more."""
    line, whole = _fold(text), _fold(title)
    if line == whole or (masthead is not None and line == _fold(masthead)):
        return True
    if len(line) >= 12 and whole.startswith(line) and text.endswith(("…", "...")):
        return True
    if line.startswith(whole) and len(whole) >= 12:
        match = _TITLE_SITE.fullmatch(text)
        return (match is not None and _fold(match[1]) == whole) or (
            len(line) - len(whole) <= 40 and _CREDITED.match(line[len(whole) :]) is not None
        )
    # A headline of two lines is repeated in two.
    return len(line) >= 20 and line in whole


def choose_title(
    texts: list[str], lines: list[Line], plain: list[int], first_mark: int, is_page: bool
) -> tuple[tuple[int, ...], int | None]:
    """Return the lines of a headline that is said once, and the line of the masthead, if there is one.

    `plain` are the indexes of the lines that may be either, `first_mark` that of the first date or byline.
    """
    if not plain:
        return (), None
    if not is_page:
        return _extend(texts, lines, plain, plain[0]), None
    masthead = None
    title, rest = plain[0], plain[1:]
    while len(rest) > 1 and (is_menu(texts[rest[0]]) or is_kicker(texts[rest[0]], texts[rest[1]])):
        rest = rest[1:]
    if rest and _looks_like_masthead(texts[title], texts[rest[0]]):
        # A masthead alone above the date: the headline comes under it, if any line there can be one.
        alone = sum(n < first_mark for n in plain) == 1
        if not alone or _may_be_headline(texts[rest[0]], texts[title]):
            masthead, title = title, rest[0]
    elif rest and is_menu(texts[title]):
        title = rest[0]
    return _extend(texts, lines, plain, title), masthead


def may_be_masthead(text: str) -> bool:
    """Tell whether a line may be the name of a site, where it is known that one may stand."""
    return (
        len(text) <= LONGEST_MASTHEAD
        and text.count(" ") <= 6
        and not text.endswith((".", "!", "?", ":", ",", ";"))
    )


def is_kicker(text: str, following: str) -> bool:
    """Tell whether a line is a word or two that stand over a headline: "Exclusif", "In pictures"."""
    return text.count(" ") <= 1 and len(text) <= 24 and following.count(" ") >= 4


@lru_cache(maxsize=1_024)
def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").strip(_SIGNS).split())


def _looks_like_masthead(text: str, following: str) -> bool:
    """Tell a newspaper's name from a short headline, by how it is made and by what follows."""
    if not may_be_masthead(text) or text.count(" ") > 4 or len(following) <= len(text):
        return False
    if " " not in text or _MASTHEAD_WORDS.search(text):
        return True
    words = text.split()
    small = [word for word in words if word[:1].islower()]
    if _NAMED.match(text):
        return len(words) <= 2 or all(word in _LINKS for word in small)
    return len(words) <= 3 and not small and not (text.isupper() and len(words) > 2)


def _may_be_headline(text: str, masthead: str) -> bool:
    return text.count(" ") >= 3 and len(text) > len(masthead) and not text.endswith((".", ":", ";", ","))


def _extend(texts: list[str], lines: list[Line], plain: list[int], n: int) -> tuple[int, ...]:
    """Return the headline's lines: it runs on where one line plainly needs the next."""
    following = n + 1
    if following not in plain or not lines[following].joined:
        return (n,)
    last = texts[n].replace("’", "'").split()[-1].lower()
    alone = following + 1 >= len(lines) or not lines[following + 1].joined
    runs_on = (
        last in _LINKS
        or texts[n].endswith((",", "-", "–", "—"))
        or texts[following][:1].islower()
        or (texts[n].isupper() and texts[following].isupper())
    )
    long_enough = len(texts[n]) >= 20 and len(texts[n]) + len(texts[following]) <= _LONGEST_TITLE
    return (n, following) if runs_on and alone and long_enough else (n,)
