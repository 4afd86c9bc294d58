"""Addresses compared: what of a link tells one page from another, and what only says how it was come by."""

from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

# Kept in a library beside the keys it was filled with: raise it when what `make_page` returns changes, be it that a
# name in tracking.py does.
LINKS_VERSION = "1"

_LONGEST = 8192  # characters
_MOST = 200  # parameters
_PORTS = {"http": ":80", "https": ":443"}


def normalize_link(url: str | None) -> str | None:
    """Return what two links to one page have in common, to be compared, never shown; None for what leads to no page.

    Scheme, "www.", the scheme's own port, a slash at the end, the fragment (but one that is a path of its own, #!/a),
    the order of the parameters and those that only track (utm_*, fbclid, ...) are left out.
    """
    if not url or len(url) > _LONGEST:
        return None
    try:
        scheme, place, path, query, fragment = urlsplit(url.strip())
    except ValueError:
        return None
    if scheme not in _PORTS or not place:
        return None
    host = place.rpartition("@")[2].lower().removesuffix(_PORTS[scheme]).removeprefix("www.")
    link = host + path.rstrip("/")
    if query:
        from gazette_cli.tracking import is_tracking

        kept = [one for one in query.split("&", _MOST) if not is_tracking(one)]
        if kept:
            link = f"{link}?{'&'.join(sorted(kept))}"
    return f"{link}#{fragment}" if fragment[:1] in ("!", "/") else link


class Page(NamedTuple):
    """What tells the page of an entry from others, as numbers to be looked up; None where it has no link.

    `titled_key` stands for link and headline. `sole_key` stands for the link alone; None also where it leads to the
    front page of a site, which many an article claims for want of its own.
    """

    titled_key: int | None
    sole_key: int | None


def make_page(url: str | None, title_key: str) -> Page:
    """Return what tells the page of an entry with this link and folded headline."""
    if not url:
        return Page(None, None)
    link = normalize_link(url)
    titled_key = _digest(f"{link or url}\0{title_key}")
    if link is None or not any(sign in link for sign in "/?#"):
        return Page(titled_key, None)
    return Page(titled_key, _digest(link))


def make_nameless(source_id: int, title_key: str) -> int:
    """Return what an entry of a feed is to be looked up by that has neither name nor link: its headline."""
    return _digest(f"\0{source_id}\0{title_key}")


def _digest(text: str) -> int:
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
