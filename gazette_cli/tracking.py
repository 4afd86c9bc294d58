"""Links without what only says how they were come by: the parameters that count readers, and detours that do."""

import re
from collections.abc import Callable
from urllib.parse import unquote, urljoin

from gazette_cli.webaddress import Parts, join_parts, split_url

_LONGEST = 8192  # characters
_MOST = 200  # parameters
_DETOURS = 3  # one in another
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.\-]*:")
# What nothing below would change.
_PLAIN = re.compile(r"https?://[a-z0-9.-]+(?::[0-9]{1,5})?(?:/[A-Za-z0-9/_.~%+,$!*=-]*)?")

# Said for those who count readers; they change with the feed, the newsletter, the reader. Articles are told apart by
# links without them: change these names, and library/links.py has another version.
TRACKING = frozenset(
    (
        "fbclid gclid dclid gbraid wbraid msclkid twclid yclid ttclid igshid ncid mc_cid mc_eid xtor cmpid cmp"
        " ocid ito smid emc partner ref_src spm oly_enc_id oly_anon_id _ga _gl _hsenc _hsmi mkt_tok wt_mc wtmc"
        " wt.mc_id at_medium at_campaign at_custom1 at_custom2 at_custom3 at_custom4 ns_mchannel ns_campaign"
        " ns_source ns_linkname ns_fee __twitter_impression guccounter vero_id s_cid sc_cid"
    ).split()
)
# Names so common that a page may need them: compared without, opened with.
_COMMON = frozenset({"cmp", "partner"})
# Others that links are opened without.
_OTHERS = frozenset({"echobox", "gad_source", "gad_campaignid", "igsh", "mibextid", "srsltid"})

# Pages that only lead on to the address in one of their parameters: host, path, parameters.
_LEADERS = {
    "l.facebook.com": ("/l.php", ("u",)),
    "lm.facebook.com": ("/l.php", ("u",)),
    "www.facebook.com": ("/l.php", ("u",)),
    "l.instagram.com": ("/", ("u",)),
    "www.youtube.com": ("/redirect", ("q",)),
    "t.umblr.com": ("/redirect", ("z",)),
    "vk.com": ("/away.php", ("to",)),
    "slack-redir.net": ("/link", ("url",)),
    "duckduckgo.com": ("/l/", ("uddg",)),
    "google": ("/url", ("q", "url")),
}
_GOOGLE = re.compile(r"(?:www\.)?google\.(?:com?\.)?[a-z]{2,3}")
# What a link may fill in of a letter (RFC 6068, 4: not what it may attach).
_LETTER = frozenset({"to", "cc", "bcc", "subject", "body", "in-reply-to", "references"})


def is_tracking(parameter: str) -> bool:
    """Say whether a "name=value" of a query tells one reader from another, not one page from another."""
    name = parameter.partition("=")[0].lower()
    return not name or name in TRACKING or name.startswith("utm_")


def tidy_url(url: str, base: str | None = None) -> str:
    """Return a link as it is listed and opened: seen from the page at `base`, without detours and trackers.

    Every other parameter is kept in its order, and so is a fragment that is a place in the page. A link that can't be
    joined or read is returned as it is, without controls.
    """
    if _PLAIN.fullmatch(url):
        return url
    url = _CONTROL.sub("", url).strip(" ")
    if len(url) > _LONGEST:
        return url
    if base and not _SCHEME.match(url) and split_url(base):
        try:
            url = urljoin(base, url)
        except ValueError:
            return url
    if url[:7].lower() == "mailto:":
        return _keep(url, lambda name: name in _LETTER)
    parts = split_url(url)
    for _ in range(_DETOURS):
        if parts and (target := _find_target(parts)):
            url, parts = target, split_url(target)
    if parts is None:
        return url
    if "\\" in url:
        # Browsers read it as "/": written so, nobody takes what follows for the host.
        url = join_parts(parts)
    return _strip_fragment(_keep(url, lambda name: not _counts(name)))


def _find_target(parts: Parts) -> str | None:
    """Return where a page leads that does nothing else."""
    name = "google" if _GOOGLE.fullmatch(parts.host) else parts.host
    if name not in _LEADERS:
        return None
    path, _, query = parts.rest.partition("#")[0].partition("?")
    leader, names = _LEADERS[name]
    if path != leader:
        return None
    for wanted in names:
        for parameter in query.split("&", _MOST):
            key, _, value = parameter.partition("=")
            target = _CONTROL.sub("", unquote(value)).strip(" ")
            if key == wanted and (inner := split_url(target)) and inner.host:
                return target
    return None


def _keep(url: str, is_kept: Callable[[str], bool]) -> str:
    """Return `url` with those parameters of its query alone whose names, in lower case, are to be kept."""
    address, mark, fragment = url.partition("#")
    place, question, query = address.partition("?")
    parameters = query.split("&", _MOST)
    kept = [one for one in parameters if is_kept(one.partition("=")[0].lower())]
    if len(kept) == len(parameters):
        return url
    return place + (question + "&".join(kept) if any(kept) else "") + mark + fragment


def _counts(name: str) -> bool:
    return (name in TRACKING and name not in _COMMON) or name in _OTHERS or name.startswith("utm_")


def _strip_fragment(url: str) -> str:
    """Return `url` without a fragment that is for those who count readers: #xtor=RSS-1, #utm_source=feed."""
    address, mark, fragment = url.partition("#")
    pieces = fragment.split("&", _MOST)
    counted = mark and all("=" in one and _counts(one.partition("=")[0].lower()) for one in pieces)
    return address if counted else url
