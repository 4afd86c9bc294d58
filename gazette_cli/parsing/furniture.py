"""A page's furniture, taken out of its tree: menus, share bars, related links, comments, adverts.

An element goes for what it is (HTML's own elements, WAI-ARIA roles), or for what its class or id calls it; but never
when it holds a good share of the page's prose, whatever it is called.
"""

import re
from typing import TYPE_CHECKING, NamedTuple

from gazette_cli.parsing.chrome import is_chrome
from gazette_cli.parsing.elements import is_hidden

if TYPE_CHECKING:
    from lxml.etree import _Element

_ALWAYS = frozenset(
    "script style template svg link meta base title input select textarea datalist dialog object param map"
    " amp-ad amp-analytics amp-pixel amp-sidebar amp-consent amp-sticky-ad".split()
)
_FURNITURE = frozenset({"nav", "menu", "aside", "footer", "form"})
_ROLES = frozenset(
    "navigation banner complementary contentinfo search dialog alertdialog menu menubar toolbar form".split()
)
_BOXES = frozenset(
    "div section ul ol dl aside header footer p span table nav details fieldset center figure a".split()
)

_CALLED = frozenset(
    """
    share sharing shares sharebar sharedaddy sharethis addtoany addthis social socials socialmedia
    newsletter newsletters subscribe subscription subscriptions signup signin login register related
    relateds recirc recirculation outbrain taboola sponsor sponsored sponsors advert adverts
    advertisement advertising ad ads adsense adslot adbox pub publicite cookie cookies consent gdpr
    rgpd comments commentlist commentaires disqus respond breadcrumb breadcrumbs ariane pagination
    pager paginate sidebar sidebars widget widgets nav navbar navigation menu menus toolbar toolbox
    popup modal overlay trending popular mostread footer masthead skip promo promos promotion
    promoted teaser teasers donate donation jetpack jp backlink readmore readalso lireaussi also
    partage partager reseaux abonnement abonnez infolettre tags taglist postnav printfriendly
    reactions noprint cta catlinks printfooter sitesub
    """.split()
)
_PAIRS = re.compile(
    r"(?:more|other|similar|latest|recent|suggested|recommended)-(?:stories|articles|posts|news|links|content|reading)"
    r"|(?:read|see|lire|voir)-(?:more|next|also|aussi|plus)|you-(?:may|might)|(?:author|auteur)-(?:bio|box|info|card)"
    r"|about-(?:the-)?author|back-to-top|post-navigation|site-(?:header|footer|branding)|call-to-action|follow-us"
    r"|sur-le-meme|a-lire|paywall-(?:cta|banner|overlay|promo)|comment-(?:form|list|respond)|comments?-?count|mw-(?:editsection|indicators)"
    r"|article-(?:tags|links|related|actions|tools)|post-(?:tags|share|actions)|screen-reader|audio-player-promo",
    re.I,
)
_CREDITED = frozenset(
    "byline author authors auteur auteurs meta postmeta postedon timestamp published publication date dates"
    " pubdate updated readingtime readtime kicker category categories rubrique entrymeta".split()
)
_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_PHRASE = re.compile(r"(?<=[a-z])(?=[A-Z])|[_\s]+|-{2,}")
# Readers' comments may outweigh the article; only what is called so and nothing else is.
_COMMENTS = frozenset(
    "comments comment-list commentlist comments-area comments-section comment-section comment-wrapper disqus_thread"
    " commentaires comments-wrapper comments-container comment-thread".split()
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary"})

_LARGE_SHARE = 0.25
_LONGEST_CREDIT = 250
_LONGEST_LABEL = 80


class Weight(NamedTuple):
    """Characters of an element's text outside links and within them, white space not counted as such."""

    prose: int
    linked: int


def weigh(root: "_Element") -> "dict[_Element, Weight]":
    """Return the weight of every element below and including `root`, in one pass."""
    from lxml import etree

    weights: dict[_Element, Weight] = {}
    stack: list[list[int]] = [[0, 0]]
    links = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            links += element.tag == "a"
            stack.append([0, 0])
            if element.text and element.tag not in ("script", "style", "template", "noscript"):
                stack[-1][links > 0] += len(element.text.strip())
        else:
            links -= element.tag == "a"
            prose, linked = stack.pop()
            weights[element] = Weight(prose, linked)
            stack[-1][0] += prose
            stack[-1][1] += linked
            if element.tail:
                stack[-1][links > 0] += len(element.tail.strip())
    return weights


def drop_furniture(root: "_Element") -> None:
    """Take the furniture out of `root` in place; text around what goes stays."""
    weights = weigh(root)
    total = max(1, weights[root].prose)
    doomed: list[_Element] = []
    gone: set[_Element] = set()
    for element in root.iter():
        parent = element.getparent()
        if parent is None or element is root:
            continue
        if parent in gone:
            gone.add(element)
        elif _is_furniture(element, parent, weights[element], total):
            gone.add(element)
            doomed.append(element)
    for element in doomed:
        remove(element)


def remove(element: "_Element") -> None:
    """Take `element` out of its tree; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
        element.tail = None
    parent.remove(element)


def _is_furniture(element: "_Element", parent: "_Element", weight: Weight, total: int) -> bool:
    tag = element.tag
    if tag == "input" and element.get("type") == "checkbox" and parent.tag in ("li", "p", "label"):
        return False  # the box of a task
    if "footnote" in (element.get("class") or "") or (element.get("role") or "").startswith("doc-endnote"):
        return False
    if tag == "object" and element.get("data"):
        return False
    if tag in _ALWAYS or is_hidden(str(tag), element.attrib):
        return True
    if tag == "noscript":
        return element.find(".//img") is None
    if tag in ("html", "body", "main", "article"):
        return tag == "article" and parent.tag != "body" and _is_called(element, weight, total)
    if tag == "button":
        return parent.tag not in _HEADINGS and element.find(".//img") is None and weight.prose < 80
    large = weight.prose > _LARGE_SHARE * total
    names = {element.get("id") or "", *(element.get("class") or "").lower().split()}
    if weight.prose < 0.9 * total and not _COMMENTS.isdisjoint(names):
        return True
    if tag in _FURNITURE:
        quoted = tag == "footer" and parent.tag in ("blockquote", "figure")
        return not quoted and not large
    if (element.get("role") or "").lower() in _ROLES:
        return not large
    if tag not in _BOXES:
        return False
    return not large and (_is_called(element, weight, total) or _is_label(element, weight))


def _is_called(element: "_Element", weight: Weight, total: int) -> bool:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    if names == " " or weight.prose > _LARGE_SHARE * total:
        return False
    words = {word.lower() for word in _WORDS.findall(names)}
    whole = {"".join(_WORDS.findall(name)).lower() for name in names.split()}
    size = weight.prose + weight.linked
    if element.tag in ("p", "span", "a", "figure"):
        # Prose is often called after what stands beside it.
        strict = not whole.isdisjoint(_CALLED) or _PAIRS.search(names.replace("_", "-")) is not None
        return (strict and size < _LONGEST_CREDIT and element.tag != "figure") or (
            element.tag != "figure" and size < _LONGEST_CREDIT and not whole.isdisjoint(_CREDITED)
        )
    if not words.isdisjoint(_CALLED) or not whole.isdisjoint(_CALLED):
        return True
    if _PAIRS.search("-".join(part for part in _PHRASE.split(names) if part)) is not None:
        return True
    return size < _LONGEST_CREDIT and not (words | whole).isdisjoint(_CREDITED)


def _is_label(element: "_Element", weight: Weight) -> bool:
    """Say whether an element's whole text is that of a control: "Read more", "Share on Facebook"."""
    size = weight.prose + weight.linked
    if not 0 < size <= _LONGEST_LABEL or element.tag in ("table", "figure", "span", "dl"):
        return False
    if element.tag == "a" and weight.prose:
        return False
    if element.find(".//img") is not None or element.find(".//pre") is not None:
        return False
    return is_chrome(" ".join("".join(element.itertext()).split()))
