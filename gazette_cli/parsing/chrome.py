"""Tells the furniture of a web page (buttons, adverts, counters, invitations) from an article's own lines.

A line of chrome is short, stands alone, and is known by what it is: words that only a page's controls are made of,
never by a site. Whatever is a sentence of prose is not chrome, whatever it speaks about.
"""

import re
from functools import lru_cache

from gazette_cli.parsing.phrases import FILLERS, HEADS_OF_LISTS, MENU, NETWORKS, PHRASES, SECTIONS, WORDS

LONGEST_CHROME = 200  # characters

_SIGNS = " \t\xa0\u202f.,;:!?…'\"«»“”()[]{}<>|/\\-–—_•·*+=#&@→←↑↓›‹▶►▼▲▾▸✓✕×©0123456789"

_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
# What a button says where a slogan or a title is glued to it.
_BUTTONS = ("plus", "suite", "tout", "article", "more", "all", "abonner", "abonne", "subscribe", "now", "up")

# What begins a line that leads elsewhere: words, then a colon or an arrow, then another article's title.
_LEADS = re.compile(
    r"\W{0,3}(?:(?:à |a )(?:lire|voir|écouter)(?: aussi| également)?"
    r"|(?:lire|voir|écouter)(?: aussi| également| plus)"
    r"|(?:also |please )?read(?: more| also| next)?(?: on [^:]{1,40})?|see also|also see|watch"
    r"|related(?: articles?| stor(?:y|ies)| content)?|more on this|sur le même sujet"
    r"|dans le même dossier|notre dossier)"
    r"\s?[:|→>»▶►]\s?[^\s/]"
    r"|\W{0,3}(?:à (?:lire|voir|écouter)|lire|voir|read|see)\s(?:aussi|également|also)\s?[-–—]\s?\S",
    re.IGNORECASE,
)
# A slogan or a title glued to a button: what is left of a teaser when its page is saved as text.
_BUTTON_END = re.compile(
    r"[^.!?…:,;\s]\s+(?:(?:Voir|Lire|Afficher|Charger)\s(?:[Pp]lus|[Ll]a [Ss]uite|[Tt]out|[Ll]['’]article)"
    r"|(?:Read|See|Show|Load|View|Learn)\s(?:[Mm]ore|[Aa]ll)|En [Ss]avoir [Pp]lus|S['’][Aa]bonner|Je m['’]abonne"
    r"|(?:READ|SEE|SHOW|LOAD|VIEW|LEARN) (?:MORE|ALL)|VOIR PLUS|LIRE (?:LA SUITE|PLUS)|EN SAVOIR PLUS"
    r"|Subscribe(?: [Nn]ow)?|SUBSCRIBE|Sign [Uu]p)\W{0,4}$"
)
_COUNTERS = re.compile(
    r"\W{0,3}(?:\d[\d.,\s]{0,12}[km]?\s?(?:shares?|partages?|comments?|commentaires?|vues?|views?|likes?|j['’]aime"
    r"|réactions?|réponses?|repl(?:y|ies)|retweets?|min(?:utes?|s)?\.?\s(?:de lecture|read)|followers|abonnés)"
    r"|(?:temps de lecture|reading time|lecture|time to read|durée de lecture)(?: estimée?)?\s?:?\s?\d{1,3}"
    r"\s?(?:min(?:utes?|s)?|mn|s)?\.?(?:\s?\d{1,2}\s?s)?"
    r"|(?:publiée? |posté |mise? à jour |modifiée? )?il y a \d{1,3}\s(?:min(?:utes?)?|heures?|jours?|h)"
    r"|(?:published |posted |updated )?\d{1,3}\s(?:minutes?|mins?|hours?|hrs?|days?) ago"
    r"|(?:publiée?|posté|mise? à jour|modifiée?|published|posted|updated)"
    r"(?: hier| aujourd['’]hui| today| yesterday| at| à| le){0,3}\s\d{1,2}\s?[h:]\s?\d{0,2}(?:\s?[ap]\.?m\.?)?"
    r"(?:\s[A-Z]{2,4})?"
    r"|0?0:00\s?/\s?\d{1,2}:\d\d|page\s?\d{1,3}\s?(?:sur|of|de|/)\s?\d{1,3}"
    r"|(?:shares?|partages?|comments?|commentaires?|views?|vues)\s?[:(]?\s?\d[\d.,\s]{0,12}[km]?\)?)\W{0,3}",
    re.IGNORECASE,
)
# Addressed to the reader of the page, not of the article: cookies, subscriptions, copyright.
_INVITATION = re.compile(
    r"newsletter\s(?-i:[A-ZÀ-Þ])[^\s.!?,;:]{0,20}(?:\s[^\s.!?,;:]{1,20})?$"
    r"|(?:chaque (?:matin|midi|soir|jour|semaine|mois)|every (?:morning|day|evening|week|month|weekday)"
    r"|tous les (?:matins|jours|soirs)|toutes les semaines)\b.{0,100}"
    r"\b(?:votre (?:boîte|adresse)|your inbox|our newsletter|recevez)\b"
    r"|(?:we|this (?:web)?site|our (?:web)?site|nous|ce site|notre site)\s(?:uses?|utilis\w+)\s"
    r"(?:\w+\s){0,4}cookies?\b"
    r"|(?:by (?:continuing|clicking|using)|en (?:poursuivant|continuant|cliquant))\b.{0,90}"
    r"\b(?:cookies|you (?:agree|accept|consent)|vous acceptez)\b"
    r"|(?:inscrivez-vous|abonnez-vous|s['’]inscrire|s['’]abonner|sign up|subscribe|recevez|rejoignez|suivez)"
    r"\b.{0,100}\b(?:newsletters?|infolettre|boîte mail|google (?:news|actualités)|whatsapp|telegram|facebook"
    r"|nos alertes|l['’]appli(?:cation)?)\b"
    r"|(?:you can )?follow\s(?:\S+\s){1,4}on\s(?:x|twitter|facebook|instagram|whatsapp|telegram)\b.{0,100}$"
    r"|this article is more than \d+ (?:years?|months?|days?) old|our standards: "
    r"|.{0,40}\bis not responsible for the content of external\b"
    r"|a version of this article appears in print\b|tous droits\b.{0,60}\bréservés\b"
    r"|(?:get|receive|join|register for)\b.{0,80}\b(?:our (?:free )?(?:daily |weekly )?newsletters?|your inbox)\b"
    r"|(?:suivez-nous|follow us|retrouvez-nous|rejoignez-nous|find us|join us|like us)\s(?:sur|on|via)\b.{0,80}$"
    r"|(?:abonnez-vous|subscribe|sign in|log in|connectez-vous|register|inscrivez-vous)\s(?:now to|to|pour)\s"
    r"(?:read|continue|comment|view|access|unlock|our|lire|continuer|accéder|commenter|profiter)\b.{0,60}$"
    r"|(?:cet article|ce contenu|this article|this content|this story)\s(?:est réservé|is (?:reserved|only|for))\b"
    r".{0,40}\b(?:abonnés|subscribers|members|registered users)\b"
    r"|click to (?:share|email|print|tweet)\b.{0,60}$|cliquez? pour (?:partager|imprimer|envoyer|tweeter)\b.{0,80}$"
    r"|il vous reste\s\d{1,2}(?:[.,]\d+)?\s?%.{0,20}\bà lire"
    r"|(?:please |veuillez )?(?:enable|activez|activer) javascript\b.{0,60}$"
    r"|(?:©|\(c\)|copyright)\s?(?:©|\(c\))?\s?"
    r"(?:\d{4}\b|.{1,60}\b(?:all rights reserved|tous droits réservés)).{0,80}$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"PHOTOS?(?:\s[A-ZÀ-Þ][A-ZÀ-Þ.'’/-]*,?){2,8}$"
    r"|(?i:crédit photo|photo credit|image source|source de l['’]image),\s[^.!?]{1,60}$|"
    r"(?:©|\(c\)\s)\s?[^.!?]{1,60}$|(?:\(?AP|AFP|EPA|REUTERS)\s(?:Photo|PHOTO|Images)\b.{0,40}$"
    r"|(?i:crédits?|credits?|image|photo|photographie|illustration|source)(?i:\scredits?|\sphotos?|\sby|\sde)?\s?[:©/]\s?"
    r"(?:©\s?)?(?:[A-ZÀ-Þ][\w.'’-]*|/|,|via|et|and|de|\s|-)+$"
)
_TAGS = re.compile(
    r"(?:tags?|mots?[- ]cl(?:é|e)s?|étiquettes?|sujets?|topics?|filed under|thèmes?|catégories?|categor(?:y|ies)"
    r"|keywords?)\s?:\s?(\S.*)",
    re.IGNORECASE,
)
_HASHTAGS = re.compile(r"#\w{2,40}(?:[\s,]+#\w{2,40})*")
_CRUMBS = re.compile(r"[^>›»|·•]{1,30}(?:\s[>›»|·•/]\s[^>›»|·•]{1,40}){2,12}")


# The pages of a site share their furniture.
@lru_cache(maxsize=2_048)
def is_chrome(line: str) -> bool:
    """Tell whether `line` (stripped, on its own) is furniture of the page it was saved from."""
    if len(line) > LONGEST_CHROME:
        return False
    plain = _reduce(line)
    if not plain:
        return line.startswith("0") and _COUNTERS.fullmatch(line) is not None
    if plain in PHRASES:
        return not _is_spoken(line, plain)
    if _is_row_of_buttons(plain):
        return True
    if len(line) <= 80 and (
        (plain.endswith(_BUTTONS) and _BUTTON_END.search(line) is not None) or _CREDIT.match(line) is not None
    ):
        return True
    if _LEADS.match(line) is not None and not line.endswith("."):
        return True
    return _COUNTERS.fullmatch(line) is not None or _INVITATION.match(line) is not None


def _is_spoken(line: str, plain: str) -> bool:
    """Tell a word of prose by its punctuation: "Suite." closes a poem, "Suite..." and "Suite »" open a page."""
    if line.endswith(("...", "…")) or (line.endswith("»") and "«" not in line):
        return False
    if line.endswith((".", ":")):
        return plain.count(" ") < (2 if line.endswith(".") else 1) and not plain.startswith(
            ("partage", "share")
        )
    if line.endswith("!") and (" " in plain or "-" in plain):
        return False
    return line.endswith(("!", "?", "»", "”", '"', ",", ";"))


def _reduce(line: str) -> str:
    """Lower case, without the signs, arrows and numbers around it."""
    plain = line.lower().replace("’", "'").strip(_SIGNS)
    if plain and not (plain[0].isalpha() and plain[-1].isalpha()):
        plain = _EDGES.sub("", plain)
    return plain


def is_sign(line: str) -> bool:
    """Tell whether `line` is a number or signs alone: a counter where chrome stands beside it, else a text's own."""
    return len(line) <= 6 and not any(map(str.isalpha, line))


def may_be_button(line: str) -> bool:
    """Tell whether `line` is a word that is a button where other chrome stands beside it, and else is prose."""
    if len(line) > 24:
        return False
    plain = _reduce(line)
    return (plain in NETWORKS or plain in WORDS) and not _is_spoken(line, plain)


def _is_row_of_buttons(plain: str) -> bool:
    first = plain.split(" ", 1)[0]
    if first not in NETWORKS and first not in FILLERS:
        return False
    words = [bare for word in plain.split(maxsplit=12) if (bare := word.strip(_SIGNS))]
    return (
        2 <= len(words) <= 12
        and all(word in NETWORKS or word in FILLERS for word in words)
        and any(word in NETWORKS for word in words)
    )


def is_menu(line: str) -> bool:
    """Tell whether `line`, at the top or bottom of a page, is its menu, a trail of crumbs or a section's name."""
    plain = line.lower().strip(" .:#|>")
    return (
        plain in MENU
        or plain in SECTIONS
        or (len(line) <= 160 and _CRUMBS.fullmatch(line.strip(" |>›»")) is not None)
    )


def leads_to_others(line: str) -> bool:
    """Tell whether `line` heads a list of other articles."""
    plain = _reduce(line)
    return plain != "" and plain in HEADS_OF_LISTS


def read_tags(line: str) -> tuple[str, ...]:
    """Return the tags that a line of them states ("Tags: a, b", "#a #b"), or none."""
    if len(line) > LONGEST_CHROME:
        return ()
    if match := _TAGS.fullmatch(line):
        parts = [part.strip(" #.") for part in re.split(r"[,;|•·#]", match[1])]
        if len(match[1].split()) <= 8 * len(parts) and not match[1].rstrip().endswith((".", "!", "?")):
            return tuple(dict.fromkeys(part for part in parts if part and len(part) <= 40))[:20]
    elif _HASHTAGS.fullmatch(line):
        return tuple(dict.fromkeys(re.findall(r"#(\w+)", line)))[:20]
    return ()
