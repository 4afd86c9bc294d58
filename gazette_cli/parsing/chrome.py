"""Tells the furniture of a web page (buttons, adverts, counters, invitations) from an article's own lines.

A line of chrome is short, stands alone, and is known by what it is: words that only a page's controls are made of,
never by a site. Whatever is a sentence of prose is not chrome, whatever it speaks about.
"""

import re
from functools import lru_cache

LONGEST_CHROME = 200  # characters

# Whole lines, without case, punctuation, arrows and counters.
_PHRASES = frozenset(
    phrase.strip()
    for phrase in """
    loading | chargement | chargement en cours | please wait | veuillez patienter | voir plus | voir moins
    voir tout | voir tous | afficher plus | afficher la suite | lire plus | lire la suite | lire l'article
    lire l'article complet | lire aussi | à lire aussi | a lire aussi | lire également | à lire également
    voir aussi | à voir aussi | en savoir plus | plus d'articles | plus d'infos | read more | read also
    also read | read next | read full article | read the full story | continue reading | keep reading | see more
    see all | see also | show more | show less | load more | view more | view all | learn more | more stories
    more news | find out more | share | share this | share this article | share article | share on | share via
    partager | partager l'article | partager cet article | partagez | partagez cet article | partager sur
    partager via | tweet | tweeter | retweet | print this | print article | email this | envoyer par mail
    envoyer par email | copy link | link copied | copier le lien | lien copié | copy url | save article
    ajouter aux favoris | comments | like this | like loading | commenter | commentaires | leave a comment
    add a comment | laisser un commentaire | view comments | voir les commentaires | j'aime | follow us
    suivez-nous | nous suivre | subscribe | subscribe now | s'abonner | abonnez-vous | je m'abonne | sign up
    sign in | log in | login | s'inscrire | inscrivez-vous | se connecter | newsletter | newsletters
    infolettre | advertisement | advertisements | advertising | sponsored | sponsored content | publicité
    publicités | contenu sponsorisé | advertisement scroll to continue | scroll to continue | skip advertisement
    skip ad | la suite après la publicité | la suite après cette publicité
    la suite de l'article après la publicité | article continues below | article continues below advertisement
    article continues after advertisement | story continues below | story continues below advertisement
    story continues after advertisement | continue reading the main story | related articles | related stories
    related topics | related content | articles similaires | articles liés | articles connexes
    sur le même sujet | sur le même thème | dans la même rubrique | dans l'actualité | most read | most popular
    trending now | recommended for you | recommended stories | you may also like | you might also like
    more on this story | more from this section | les plus lus | les plus populaires | le plus lu
    vous aimerez aussi | vous pourriez aussi aimer | recommandé pour vous | nos recommandations | next article
    previous article | article suivant | article précédent | next story | back to top | retour en haut
    haut de page | top of page | skip to content | skip to main content | aller au contenu
    aller au contenu principal | toggle navigation | accept all | accept all cookies | accept cookies
    reject all | manage cookies | cookie settings | cookie policy | manage preferences | tout accepter
    tout refuser | accepter et fermer | accepter les cookies | continuer sans accepter | gérer les cookies
    gérer mes cookies | paramétrer les cookies | politique de cookies | privacy policy | terms of use
    terms and conditions | mentions légales | politique de confidentialité | cgu
    conditions générales d'utilisation | all rights reserved | tous droits réservés | close ad
    écouter l'article | écouter cet article | listen to this article | play video | lire la vidéo | play audio
    voir la vidéo | watch video | offrir cet article | cet article est réservé aux abonnés
    article réservé aux abonnés | réservé aux abonnés | subscribers only | give this article | gift article
    javascript is disabled | agrandir l'image | signaler une erreur | report an error | signaler un contenu
    temps de lecture | google news | open in app | télécharger l'application | download the app
    download our app | ouvrir dans l'application | getty images
    """.replace("\n", "|").split("|")
    if phrase.strip()
)

# Buttons whose word may as well be a verse or a subheading: chrome where other chrome stands beside them.
_WORDS = frozenset(
    phrase.strip()
    for phrase in """
    comment | image | suite | la suite | replay | premium | save | next | previous | like | reply | listen
    écouter | annonce | annonces | favoris | follow | suivre | répondre | print | close | fermer | zoom | mute
    unmute | register | accept | accepter | related | trending | recommended | ad | ads | pub | suivant
    précédent | enregistrer | email | e-mail | connexion | abonnement | commentaire | à lire | à voir | promoted
    sauvegarder | imprimer | réagir | bookmark | agrandir | plein écran | full screen | à la une
    """.replace("\n", "|").split("|")
    if phrase.strip()
)
# Those of them that head a list of other articles.
_HEADS_OF_LISTS = frozenset(
    phrase.strip()
    for phrase in """
    lire aussi | à lire aussi | a lire aussi | lire également | à lire également | voir aussi | à voir aussi
    read also | also read | see also | read next | related | related topics | related articles | related stories
    related content | articles similaires | articles liés | articles connexes | more stories | sur le même sujet
    sur le même thème | dans la même rubrique | most read | most popular | trending | trending now | recommended
    more news | recommended for you | recommended stories | you may also like | you might also like
    more on this story | les plus lus | le plus lu | les plus populaires | vous aimerez aussi
    vous pourriez aussi aimer | recommandé pour vous | nos recommandations
    """.replace("\n", "|").split("|")
)

# Lines of a page's menu: chrome at its very top and bottom, but perhaps the title of a plain text.
_MENU = frozenset(
    """
    menu home accueil search recherche rechercher contact contacts archives plan sitemap rss about about-us
    video vidéo vidéos videos photos podcasts podcast live direct tv radio shop boutique help aide faq météo
    weather jeux games
    """.split()
)
# A page's sections, which stand as a word of their own over its headline.
_SECTIONS = frozenset(
    """
    monde politique économie economie sport sports société societe culture international actualité actualités
    actualite actualites actu actus france afrique africa europe asie asia amériques world politics business
    opinion opinions tech technology technologie sciences science santé health environnement environment climat
    climate faits-divers planète idées débats éditorial editorial breaking news local national lifestyle
    entertainment people médias media justice education éducation u.s. uk us
    """.split()
)

# Words that a row of sharing buttons is made of; _NETWORKS are those that make it one.
_NETWORKS = frozenset(
    """
    facebook twitter x whatsapp linkedin telegram reddit pinterest instagram messenger bluesky mastodon threads
    tiktok youtube flipboard email e-mail mail courriel print imprimer sms pocket tumblr viber line share
    partager partagez tweet tweeter
    """.split()
)
_FILLERS = frozenset(
    """
    on sur par via this article cet cette l'article story page link le lien la the copy copier url to with avec
    a à et and or ou de us nous post follow suivre suivez-nous save sauvegarder comment commenter
    """.split()
)

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
    r"\s?[:|→>»▶►]\s?[^\s/]",
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
    r"|il y a \d{1,3}\s(?:min(?:utes?)?|heures?|jours?|h)|\d{1,3}\s(?:minutes?|mins?|hours?|hrs?|days?) ago"
    r"|(?:shares?|partages?|comments?|commentaires?|views?|vues)\s?[:(]?\s?\d[\d.,\s]{0,12}[km]?\)?)\W{0,3}",
    re.IGNORECASE,
)
# Addressed to the reader of the page, not of the article: cookies, subscriptions, copyright.
_INVITATION = re.compile(
    r"(?:we|this (?:web)?site|our (?:web)?site|nous|ce site|notre site)\s(?:uses?|utilis\w+)\s"
    r"(?:\w+\s){0,4}cookies?\b"
    r"|(?:by (?:continuing|clicking|using)|en (?:poursuivant|continuant|cliquant))\b.{0,90}"
    r"\b(?:cookies|you (?:agree|accept|consent)|vous acceptez)\b"
    r"|(?:inscrivez-vous|abonnez-vous|s['’]inscrire|s['’]abonner|sign up|subscribe|recevez|rejoignez|suivez)"
    r"\b.{0,100}\b(?:newsletters?|infolettre|boîte mail|google (?:news|actualités)|whatsapp|telegram|facebook"
    r"|nos alertes)\b"
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
        return False
    if plain in _PHRASES:
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
        return plain.count(" ") < (2 if line.endswith(".") else 1)
    return line.endswith(("!", "?", "»", "”", '"', ",", ";"))


def _reduce(line: str) -> str:
    """Lower case, without the signs, arrows and numbers around it."""
    plain = line.lower().replace("’", "'").strip(_SIGNS)
    if plain and not (plain[0].isalpha() and plain[-1].isalpha()):
        plain = _EDGES.sub("", plain)
    return plain


def may_be_button(line: str) -> bool:
    """Tell whether `line` is a word that is a button where other chrome stands beside it, and else is prose."""
    if len(line) > 24:
        return False
    plain = _reduce(line)
    return (plain in _NETWORKS or plain in _WORDS) and not _is_spoken(line, plain)


def _is_row_of_buttons(plain: str) -> bool:
    first = plain.split(" ", 1)[0]
    if first not in _NETWORKS and first not in _FILLERS:
        return False
    words = [bare for word in plain.split(maxsplit=12) if (bare := word.strip(_SIGNS))]
    return (
        2 <= len(words) <= 12
        and all(word in _NETWORKS or word in _FILLERS for word in words)
        and any(word in _NETWORKS for word in words)
    )


def is_menu(line: str) -> bool:
    """Tell whether `line`, at the top or bottom of a page, is its menu, a trail of crumbs or a section's name."""
    plain = line.lower().strip(" .:#|>")
    return (
        plain in _MENU
        or plain in _SECTIONS
        or (len(line) <= 160 and _CRUMBS.fullmatch(line.strip(" |>›»")) is not None)
    )


def leads_to_others(line: str) -> bool:
    """Tell whether `line` heads a list of other articles."""
    return _reduce(line) in _HEADS_OF_LISTS


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
