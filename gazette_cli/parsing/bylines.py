"""Reads the short lines between a headline and its text: who wrote it, where, and when it was published."""

import re
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from gazette_cli.models import DATED_TIME
from gazette_cli.parsing.moments import Found, ImpossibleDate, find_date
from gazette_cli.parsing.months import WEEKDAY

LONGEST_BYLINE = 120  # characters
LONGEST_DATE_LINE = 160

_AGENCIES = frozenset(
    name.strip()
    for name in """
    afp | agence france-presse | reuters | ap | associated press | the associated press | upi | dpa | ansa | efe
    tass | xinhua | belga | ats | keystone-ats | map | aps | tap | pana | apa | aip | kcna | yonhap | kyodo
    pti | ani | bloomberg | interfax | anadolu | aa | pa media | la presse canadienne | presse canadienne
    the canadian press | canadian press | agences | agencies | la rédaction | rédaction | staff | staff writer
    staff reporter | avec afp | avec agences | with agencies | afp/reuters | afp, reuters | newsroom
    editorial board
    """.replace("\n", "|").split("|")
)
# Words of a name that need no capital.
_SMALL = frozenset(
    """
    de du des la le les l d da di del della van von der den dos e y et and & with avec of the en in à a for pour
    al el bin ben ibn our notre correspondent correspondant correspondante envoyé envoyée spécial spéciale
    special rédaction staff agences agencies reporter editor
    """.split()
)

_BY = re.compile(
    r"(?:(?:propos\s)?recueillis?\spar|(?:rédigé|publié|écrit|posté|proposé)\spar|(?:written|posted|published|reported)\sby|par|by"
    r"|auteure?|author|writer|journaliste|reporter|texte(?:\spar)?|words(?:\sby)?|story\sby)(?:\s?:\s?|,?\s)(?P<who>\S.*)",
    re.IGNORECASE,
)
_FOLLOW = re.compile(r"\s(?:suivre|follow|voir le profil|view profile)$", re.IGNORECASE)
_DASH = re.compile(r"\s[-–—|]\s")
_WHERE = re.compile(
    r"(?P<who>.{3,80}?)(?:(?:,|\s[-–—|])?\s(?:à|in|en)\s|\s?\((?:à\s|in\s)?)(?P<place>[^\W\d_][^()]{1,40}?)\)?"
)
_PLACE_AGENCY = re.compile(
    r"(?P<place>[^()/\d]{2,40}?)(?:,\s[^()/]{3,25})?\s?\((?P<who>[^()]{2,40})\)\s?[-–—:]{0,2}"
)
_PLACE_BAR_AGENCY = re.compile(r"(?P<place>[^()/|\d]{2,40}?)\s?[,|–—-]\s(?P<who>[^()|]{2,30})")
_OPENING = re.compile(
    r"(?P<place>[^\W\d_a-zà-ÿ][^()\d]{1,38}?)(?:,\s(?:le\s)?(?:\d{1,2}(?:er)?\s)?[^\W\d_]{3,9}\.?(?:\s\d{1,2})?(?:,?\s\d{4})?)?"
    r"\s?\((?P<who>[^()]{2,30})\)\s?[-–—:]+\s"
)

_MARKS = re.compile(
    r"\b(?P<update>mis[e]?\sà\sjour|m[àa]j|modifiée?|actualisée?|updated|last\s(?:updated?|modified)|modified)\b"
    r"|\b(?P<publish>publiée?|publication|paru|posté|mis\sen\sligne|créé|published|posted|issued|first\spublished|created|date)\b",
    re.IGNORECASE,
)
# What may stand directly before a date, which _SPOT stands for.
_SPOT = "\0"
_LEAD_IN = re.compile(
    rf"(?:\b(?:le|du|les|on|at|à|the|this|{WEEKDAY})\.?,?\s{{0,3}}:?\s{{0,3}}){{1,3}}{_SPOT}", re.IGNORECASE
)
_NOISE = re.compile(
    r"\b(?:heure\s(?:de\s\w+|locale)|local\stime|\w+\stime|(?:temps\sde\s)?lecture(?:\sde)?|reading\stime|temps\suniversel"
    r"|\d{1,3}\s?(?:min(?:utes?|s)?|mn)(?:\s(?:read|de\slecture))?"
    r"|(?:il\sy\sa\s)?\d{1,3}\s(?:heures?|jours?|hours?|days?|minutes?)(?:\sago)?"
    r"|lu\s\d{1,9}\sfois|read\s\d{1,9}\stimes|[\w-]{2,40}\.(?:com|net|org|info|fr|sn|ci|cm|ml|bf|ca|be|ch|co\.uk)"
    r"|\d{1,5}\s(?:comments?|commentaires?|vues|views|partages|shares)|(?-i:[A-Z]{1,4}T)|hrs?)(?!\w)",
    re.IGNORECASE,
)
_NOT_A_NAME = re.compile(r"[\d.:;!?/]")
_PIECES = re.compile(r"[|•·]|\s[-–—]\s")
_SECTION = re.compile(r"(?:dans|in|sur|on)\s\S.{0,29}")
_SIGNS = " \t\xa0\u202f.,;:()[]-–—•·|\0"


class Byline(NamedTuple):
    """Who and where, as stated; either may be None."""

    author: str | None
    place: str | None


class DateLine(NamedTuple):
    """A line that states a page's dates. `impossible` is what could not be a date; `firm`: it can be nothing else."""

    published: Found | None
    updated: Found | None
    byline: Byline | None
    impossible: str | None
    firm: bool


def is_name(text: str, least: int = 1, most: int = 8) -> bool:
    """Tell whether `text` reads like names: words with capitals, joined by small ones, and no sentence."""
    words = text.replace("’", "'").split()
    if not least <= len(words) <= most or not text[:1].isalpha() or text.endswith((".", "!", "?", ":", ";")):
        return False
    capitals = 0
    for word in words:
        bare = (
            word.strip(",()&/|'\"")
            .removeprefix("d'")
            .removeprefix("l'")
            .removeprefix("L'")
            .removeprefix("D'")
        )
        if bare[:1].isupper():
            capitals += 1
        elif bare and bare.lower() not in _SMALL:
            return False
    return capitals >= 1


def is_agency(text: str) -> bool:
    """Tell whether `text` names a news agency, or a newsroom as a whole."""
    return text.lower().replace("’", "'").removeprefix("l'").strip(" .") in _AGENCIES


@lru_cache(maxsize=1_024)
def read_byline(line: str) -> Byline | None:
    """Return what a line says of author and place: `Par X`, `By X in Y`, `Y / X`, `Y (AFP) -`, an agency's name."""
    if len(line) > LONGEST_BYLINE:
        return None
    if match := _BY.fullmatch(line):
        who = _FOLLOW.sub("", match["who"]).strip(" ,|-–—")
        if not (is_name(_DASH.sub(", ", who), most=14) or is_agency(who)):
            return None
        return _split_place(who)
    if is_agency(line):
        return Byline(line, None)
    place, slash, who = (part.strip() for part in line.partition("/"))
    if slash and place and who and (" / " in line or is_agency(who)):
        return _read_slashed(place, who)
    for pattern in (_PLACE_AGENCY, _PLACE_BAR_AGENCY):
        match = pattern.fullmatch(line)
        if match and is_agency(match["who"]) and is_name(match["place"], most=4):
            return Byline(match["who"].strip(), match["place"].strip())
    return None


def _read_slashed(place: str, who: str) -> Byline | None:
    if _NOT_A_NAME.search(place + who) or not is_name(place, most=5):
        return None
    if is_agency(place):
        return (
            Byline(f"{place} / {who}", None)
            if is_agency(who)
            else Byline(place, who)
            if is_name(who, most=4)
            else None
        )
    # A paper's name may have any word in small letters: "Le Courrier des faubourgs".
    return Byline(who, place) if who[0].isupper() and who.count(" ") <= 6 else None


def _split_place(who: str) -> Byline:
    match = _WHERE.fullmatch(who)
    if (
        match
        and is_name(match["place"], most=4)
        and not re.match(r"(?:avec|with)\b", match["place"], re.IGNORECASE)
    ):
        # "Jean Dupont (Moscou, correspondant)"
        return Byline(match["who"].rstrip(" ,"), match["place"].partition(",")[0])
    return Byline(who, None)


def read_opening(paragraph: str, language: str | None) -> DateLine | None:
    """Return what a first paragraph says before its first dash: `PARIS (AFP) - `, `LONDON, Sept 14 (Reuters) - `."""
    match = _OPENING.match(paragraph[:120])
    if match and is_name(match["place"], most=6) and (is_agency(match["who"]) or match["who"].isupper()):
        byline = Byline(match["who"], match["place"].rstrip(" ,"))
        try:
            return DateLine(find_date(match[0], language), None, byline, None, True)
        except ImpossibleDate as exc:
            return DateLine(None, None, byline, exc.text, True)
    return None


def read_name(line: str) -> Byline | None:
    """Return the author that a line beside the date names without saying so: two to four words with capitals."""
    if len(line) > 60 or line.isupper() or any(not (c.isalpha() or c in " .-'’") for c in line):
        return None
    parts = _split_place(line)
    return parts if is_name(parts.author or "", least=2, most=4) and not line.endswith(".") else None


def read_date_line(line: str, language: str | None) -> DateLine | None:
    """Return what a line that states when its page was published says, or None where it is any other line."""
    if len(line) > LONGEST_DATE_LINE:
        return None
    published = updated = None
    impossible = None
    timed = marked = False
    rest = ""
    at = 0
    while at < len(line):
        found: Found | None = None
        try:
            found = find_date(line, language, at)
            if found is None:
                break
            start, end = found.start, found.end
        except ImpossibleDate as exc:
            impossible = impossible or exc.text
            start, end = exc.start, exc.end
        before = line[at:start]
        marks = list(_MARKS.finditer(before)) if before else []
        marked = marked or bool(marks)
        if found is not None:
            timed = timed or found.dated == DATED_TIME
            if marks and marks[-1]["update"]:
                updated = updated or found
            else:
                published = published or found
        rest += before + _SPOT
        at = end
    if at == 0:
        return None
    rest += line[at:]
    byline = None
    if rest.strip(_SIGNS):
        byline = _read_around(rest, marked)
        if byline is None:
            return None
    return DateLine(published, updated, byline, impossible, marked or timed)


def _read_around(rest: str, marked: bool) -> Byline | None:
    """Return what stands around the dates of a line (_SPOT each), or None where it shows the line to be prose."""
    author = place = None
    for piece in _PIECES.split(rest):
        dated = _SPOT in piece
        begins_marked = _MARKS.match(piece.strip(_SIGNS)) is not None
        bare = _NOISE.sub(" ", _MARKS.sub(" ", _LEAD_IN.sub(_SPOT, piece))).strip(_SIGNS)
        if not bare:
            continue
        found = read_byline(bare)
        if found is None and is_name(bare, most=6) and len(bare) <= 60:
            found = Byline(bare, None) if " " in bare else Byline(None, bare)
        if found is not None:
            author, place = author or found.author, place or found.place
        elif dated:
            if not (begins_marked and _SECTION.fullmatch(bare)):
                return None
        elif not (marked and len(bare) <= 40) or bare.endswith((".", "!", "?")):
            return None
    return Byline(author, place)


def is_before(left: datetime, right: datetime) -> bool:
    """Compare two moments of one page, by their wall clocks where a zone is missing."""
    return left.replace(tzinfo=None) < right.replace(tzinfo=None)
