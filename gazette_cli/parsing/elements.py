"""HTML's elements by what they do to a text, and what their attributes say."""

import re
from collections.abc import Mapping

from gazette_cli.blocks import Figure
from gazette_cli.parsing.urls import FETCHED, clean_url
from gazette_cli.text import clean_line

HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption"
    " figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol"
    " optgroup option p plaintext pre search section summary table tbody td tfoot th thead tr ul xmp".split()
)

# Never shown as text of the page.
DROPPED = frozenset(
    "script style template head title noframes noembed datalist svg rp annotation annotation-xml textarea select"
    " amp-ad amp-analytics amp-pixel amp-sticky-ad amp-sidebar amp-consent map".split()
)

STYLES: dict[str, frozenset[str]] = {
    **dict.fromkeys(("em", "i", "cite", "var", "dfn"), frozenset({"em"})),
    **dict.fromkeys(("strong", "b"), frozenset({"strong"})),
    **dict.fromkeys(("code", "kbd", "samp", "tt"), frozenset({"code"})),
    **dict.fromkeys(("s", "strike", "del"), frozenset({"strike"})),
    "sub": frozenset({"sub"}),
    "sup": frozenset({"sup"}),
    "q": frozenset(),
}

# Boxes within a line: what stands beside them is another word.
SPACED = frozenset({"button", "input", "meter", "progress", "label", "object"})

MEDIA = {
    **{"video": "video", "amp-video": "video", "amp-youtube": "video", "amp-brightcove": "video"},
    **{"audio": "audio", "amp-audio": "audio", "iframe": "embed", "amp-iframe": "embed", "embed": "embed"},
}

_UNSEEN = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader-only element-invisible katex-html"
    " a11y-hidden u-hidden-visually".split()
)
_HIDING = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.I)
_CAPTIONS = frozenset(
    "wp-caption-text figcaption caption image-caption img-caption photo-caption caption-text picture-caption"
    " media-caption article__caption".split()
)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang)-([\w+#.-]+)|(?:^|\s)brush:\s*([\w+#.-]+)", re.I)
_HIGHLIGHT = re.compile(r"(?:^|\s)highlight-(?:source|text)-([\w+#.-]+)", re.I)
_BARE_LANGUAGE = re.compile(
    r"(?:^|\s)(?:sourceCode |hljs |prettyprint |highlight )(python|bash|sh|c|cpp|java|javascript|js|json|yaml|html"
    r"|css|ruby|rust|go|sql|php|perl|haskell|diff|xml|toml|ini|typescript|ts|kotlin|swift)(?:\s|$)",
    re.I,
)
_SHOWN = re.compile(r"emoji|smiley|latex|(?:^|[\s_-])tex(?:$|\s)|math-fallback", re.I)
_ONE_PIXEL = re.compile(r"(?:^|;)\s*(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)", re.I)
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "src")


def is_hidden(tag: str, attrib: Mapping[str, str]) -> bool:
    """Say whether a browser would not show the element at all."""
    if "hidden" in attrib and attrib["hidden"].lower() != "until-found":
        return True
    style = attrib.get("style")
    if style and _HIDING.search(style):
        return True
    if tag == "dialog":
        return "open" not in attrib
    words = attrib.get("class")
    return bool(words) and not _UNSEEN.isdisjoint((words or "").split())


def is_caption(attrib: Mapping[str, str]) -> bool:
    """Say whether an element is called the caption of the picture before it."""
    words = attrib.get("class")
    return bool(words) and not _CAPTIONS.isdisjoint((words or "").lower().split())


def find_language(attrib: Mapping[str, str], code: bool) -> str | None:
    """Return the language of the code in an element: what its class says; `code`: it is <pre> or <code>."""
    words = attrib.get("class", "")
    found = _HIGHLIGHT.search(words)
    if found is None and code:
        found = _LANGUAGE.search(words) or _BARE_LANGUAGE.search(words)
    name = next((group for group in found.groups() if group), None) if found else None
    return name.lower() if name and len(name) <= 32 else None


def read_number(text: str | None, otherwise: int) -> int:
    """Return the whole number that `text` begins with, as HTML reads one; `otherwise` where it is none."""
    found = re.match(r"\s*([+-]?\d{1,9})(?!\d)", text or "", re.ASCII)
    return int(found[1]) if found else otherwise


def shown_alt(attrib: Mapping[str, str]) -> str:
    """Return the text that a small picture stands for (an emoji, a formula), "" for any other."""
    alt = attrib.get("alt", "")
    return clean_line(alt) if alt and _SHOWN.search(attrib.get("class", "")) else ""


def read_picture(attrib: Mapping[str, str]) -> Figure | None:
    """Return the picture that an <img> shows, or None for a tracker's pixel and where there is nothing."""
    if any(read_number(attrib.get(side), 99) <= 1 for side in ("width", "height")):
        return None
    if _ONE_PIXEL.search(attrib.get("style", "")):
        return None
    url = None
    for name in _LAZY:
        url = url or clean_url(attrib.get(name), FETCHED)
    if url is None:
        for name in ("srcset", "data-srcset"):
            first = attrib.get(name, "").split(",")[0].split()
            url = url or (clean_url(first[0], FETCHED) if first else None)
    alt = clean_line(attrib.get("alt", ""))
    return Figure(url, alt) if url or alt else None


def read_media(tag: str, attrib: Mapping[str, str]) -> Figure:
    """Return the video, sound or embedded page that an element shows; without URL and words it is none."""
    kind = MEDIA[tag]
    if kind == "embed" and any(read_number(attrib.get(side), 99) <= 1 for side in ("width", "height")):
        return Figure(None, "", (), kind)
    url = clean_url(attrib.get("src") or attrib.get("data-src"), FETCHED)
    video = attrib.get("data-videoid", "")
    if tag == "amp-youtube" and re.fullmatch(r"[\w-]{5,20}", video):
        url = f"https://www.youtube.com/watch?v={video}"
    return Figure(url, clean_line(attrib.get("title") or attrib.get("aria-label") or ""), (), kind)
