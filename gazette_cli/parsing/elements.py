"""HTML's elements by what they do to a text, and what their attributes say."""

import re
from collections.abc import Mapping

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol"
    " optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp #note"
    " #notes".split()
)

# Never shown as text of the page.
DROPPED = frozenset(
    "script style template head title noframes noembed datalist canvas svg rp annotation annotation-xml textarea select"
    " amp-ad amp-analytics amp-pixel amp-sticky-ad amp-sidebar amp-consent map".split()
)

STYLES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("em", "i", "cite", "var", "dfn"), frozenset({"em"})),
    **dict.fromkeys(("strong", "b"), frozenset({"strong"})),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), frozenset({"code"})),
    **dict.fromkeys(("s", "strike", "del"), frozenset({"strike"})),
    "ins": frozenset({"ins"}),
    "mark": frozenset({"mark"}),
    "sub": frozenset({"sub"}),
    "sup": frozenset({"sup"}),
    "q": frozenset(),
}

# Boxes within a line: what stands beside them is another word.
SPACED = frozenset({"button", "meter", "progress", "label"})

_UNSEEN = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only element-invisible katex-html"
    " mjx_assistive_mathml a11y-hidden u-hidden-visually".split()
)
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_CAPTIONS = frozenset(
    "wp-caption-text figcaption caption image-caption img-caption photo-caption caption-text picture-caption"
    " media-caption article__caption".split()
)


_PULLED = frozenset(
    "pullquote pull-quote pull_quote pulledquote wp-block-pullquote blockquote epigraph".split()
)


def is_hidden(tag: str, attrib: Mapping[str, str]) -> bool:
    """Say whether a browser would not show the element at all."""
    if "hidden" in attrib and attrib["hidden"].lower() != "until-found":
        return True
    style = attrib.get("style")
    if style and _HIDING.search(style):
        # MediaWiki hides a formula behind its picture: here it is the formula that can be read.
        return "mwe-math-mathml" not in attrib.get("class", "")
    if tag == "dialog":
        return "open" not in attrib
    words = attrib.get("class")
    return bool(words) and not _UNSEEN.isdisjoint((words or "").lower().split())


def is_caption(attrib: Mapping[str, str]) -> bool:
    """Say whether an element is called the caption of the picture before it."""
    words = attrib.get("class")
    return bool(words) and not _CAPTIONS.isdisjoint((words or "").lower().split())


def is_pull_quote(attrib: Mapping[str, str]) -> bool:
    """Say whether an element is called a quote."""
    words = attrib.get("class")
    return bool(words) and not _PULLED.isdisjoint((words or "").lower().split())
