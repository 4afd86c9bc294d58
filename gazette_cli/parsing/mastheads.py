"""Tells the headline of a saved page, and the masthead over it, from the other short lines of its head."""

import re
from functools import lru_cache

from gazette_cli.parsing.chrome import is_menu
from gazette_cli.parsing.paragraphs import Line

_LONGEST_TITLE = 220  # characters
LONGEST_MASTHEAD = 48
MOST_REPEATS = 6
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
    said = list(folded.values())
    if len(said) > MOST_REPEATS and len(set(said)) * 2 < len(said):
        return None, (), None  # the same over and over: no page says its headline so often
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
            elif len(match[1]) <= LONGEST_MASTHEAD and (right := _fold(match[2])) in (
                later := {folded[m]: m for m in reversed(plain[place + 1 :])}
            ):
                first, site, text = (later[right],), match[1], right
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
    if line.endswith(whole) and len(whole) >= 12 and (match := _TITLE_SITE.fullmatch(text)) is not None:
        return _fold(match[2]) == whole
    # A headline of two lines is repeated in two.
    return len(line) >= 20 and line in whole


def choose_title(
    texts: list[str], lines: list[Line], plain: list[int], first_mark: int, end: int, is_page: bool
) -> tuple[tuple[int, ...], int | None, bool]:
    """Return the lines of a headline that is said once, the line of the masthead if there is one, and whether what
    stands above is a page's menu.

    `plain` are the indexes of the lines that may be either, `first_mark` that of the first date or byline, `end` that
    of the first paragraph: `end` where there is no mark, the number of lines where there is no paragraph.
    """
    if not plain:
        return (), None, False
    if not is_page:
        return _extend(texts, lines, plain, plain[0]), None, False
    masthead = None
    title, rest = plain[0], plain[1:]
    prose = end < len(lines)
    if prose and first_mark < end and (below := _find_below_menu(texts, plain, first_mark)) is not None:
        names = [n for n in plain if n < below and may_be_masthead(texts[n]) and not is_menu(texts[n])]
        return _extend(texts, lines, plain, below), names[0] if names else None, True
    while len(rest) > 1 and _stands_over(texts, rest, first_mark, end, prose):
        rest = rest[1:]
    if rest and _looks_like_masthead(texts[title], texts[rest[0]], rest[0] < first_mark < end):
        # A masthead alone above the date: the headline comes under it, if any line there can be one.
        alone = sum(n < first_mark for n in plain) == 1
        left = prose or len(rest) > 1
        if not alone or (left and _may_be_headline(texts[rest[0]], texts[title])):
            masthead, title = title, rest[0]
    elif rest and is_menu(texts[title]):
        title = rest[0]
    return _extend(texts, lines, plain, title), masthead, False


def _find_below_menu(texts: list[str], plain: list[int], first_mark: int) -> int | None:
    """Return the first line above the date that can be nothing but the headline, where a menu of links precedes it."""
    above = [n for n in plain if n < first_mark]
    for place, n in enumerate(above):
        if (
            len(texts[n]) >= 22
            and texts[n].count(" ") >= 4
            and not texts[n].endswith((".", ":", ")", "home"))
        ):
            return n if place >= 3 else None
    return None


def _stands_over(texts: list[str], rest: list[int], first_mark: int, end: int, prose: bool) -> bool:
    """Tell whether the first line of `rest` is a section or a kicker, and the second the headline.

    A headline may be of a word or two itself: then what follows is its text, and has to be left to it.
    """
    over, headline = rest[:2]
    section = is_menu(texts[over])
    if not (section or is_kicker(texts[over], texts[headline])):
        return False
    if headline < first_mark < end:
        return True
    left = prose or len(rest) > 2
    if over > first_mark or first_mark == end:
        return left
    # The date stands between the two.
    prose = prose or (len(rest) > 2 and texts[rest[2]].endswith("."))
    return left and (prose or section) and not texts[headline].endswith((".", ":", ";", ","))


def may_be_masthead(text: str) -> bool:
    """Tell whether a line may be the name of a site, where it is known that one may stand."""
    return (
        len(text) <= LONGEST_MASTHEAD
        and text.count(" ") <= 6
        and not text.endswith((".", "!", "?", ":", ",", ";"))
        and sum(map(str.isdigit, text)) <= 4
    )


def is_kicker(text: str, following: str) -> bool:
    """Tell whether a line is a word or two that stand over a headline: "Exclusif", "In pictures"."""
    return text.count(" ") <= 1 and len(text) <= 24 and following.count(" ") >= 4


@lru_cache(maxsize=1_024)
def _fold(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").strip(_SIGNS).split())


def _looks_like_masthead(text: str, following: str, alike: bool) -> bool:
    """Tell a newspaper's name from a short headline, by how it is made and by what follows.

    `alike` tells that `following` stands above the date as well: then it need not be the longer one.
    """
    if not may_be_masthead(text) or text.count(" ") > 4 or not any(map(str.isalpha, following)):
        return False
    if len(following) <= len(text):
        named = _NAMED.match(text) or (" " in text and _MASTHEAD_WORDS.search(text))
        if not (alike and named) or text.isupper() or is_menu(following):
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
