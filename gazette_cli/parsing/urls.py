"""Addresses as pages state them: what may become a link, and relative ones made whole."""

import re
from urllib.parse import urljoin, urlsplit

from gazette_cli.text import clean

LINKED = frozenset({"http", "https", "mailto"})
FETCHED = frozenset({"http", "https"})

_LONGEST = 8192
_DROPPED = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# What is as urllib would leave it.
_PLAIN = re.compile(
    r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?::[0-9]{1,5})?(?:/[A-Za-z0-9/_.~%+,@$!*=-]*(?:\?[A-Za-z0-9/_.~%+,@$!*=&-]+)?)?"
)
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")


def clean_url(stated: str | None, schemes: frozenset[str] = LINKED) -> str | None:
    """Return `stated` as it may stand in an article, or None where it leads nowhere safe or outside the page.

    Kept are absolute URLs of `schemes` (lower case) and relative ones. Controls are dropped before the scheme
    is read, as browsers do (WHATWG URL, 4.4), so that "java\\nscript:" is seen for what it is.
    """
    if not stated or len(stated) > _LONGEST:
        return None
    if schemes >= FETCHED and is_plain(stated):
        return stated
    url = clean(_DROPPED.sub("", stated)).strip().replace(" ", "%20")
    if not url or url[0] in "#-":
        return None
    scheme = _SCHEME.match(url)
    if scheme is None:
        return None if url.startswith("?") and len(url) == 1 else url
    return url if scheme[1].lower() in schemes and len(url) > len(scheme[0]) else None


def is_plain(url: str) -> bool:
    """Say whether `url` is an absolute one of http or https that cleaning and joining would not change."""
    return len(url) <= _LONGEST and _PLAIN.fullmatch(url) is not None


def is_absolute(url: str) -> bool:
    """Say whether `url` is an http or https URL with a host."""
    if is_plain(url):
        return True
    try:
        parts = urlsplit(url)
        return parts.scheme in FETCHED and bool(parts.hostname)
    except ValueError:
        return False


def join_url(base: str | None, url: str) -> str:
    """Return `url` made absolute by `base`, or as it is where there is no base or the two can't be joined."""
    if not base or not is_absolute(base):
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url
