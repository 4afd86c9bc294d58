"""Web addresses as they are shown and as they are opened: in both, the host is the one that is really visited.

What stands before an "@" is no host, "\\" is "/" (WHATWG URL, 4.4), the full stops of Chinese and Japanese are dots,
and a name that could pass for another is shown as the ASCII that it is looked up by (RFC 3492).
"""

import re
from typing import NamedTuple

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_WEB = re.compile(r"(https?)://([^/?#\\]*)(.*)", re.IGNORECASE | re.DOTALL)
# Compiled when first needed, which they are for few addresses.
_DOTS = "[\u3002\uff0e\uff61]"
_IGNORED = "[\u00ad\u034f\u180b-\u180d\u180f\u200b\u2060\u2064\ufe00-\ufe0f\ufeff]"
_HOST = r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?|\[[0-9a-f:.]+\]"
_NOT_IN_NAMES = r"[\x00-,/:-`{-\x9f\ufffd]"
# RFC 3986, 2.2 and 2.3, and "%": what is encoded already stays so.
_KEPT = "!#$%&'()*+,-./:;=?@[]_~"
# Letters of Latin script that no accent makes, and that look like no other.
_LATIN = frozenset("æœßøłđþðħ")
# Scripts that share a word in Chinese, Japanese and Korean names, in the words that begin Unicode's names of letters.
_EAST_ASIAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "HANGUL", "BOPOMOFO", "LATIN"})
# Of Cyrillic and Greek, what looks like a letter of Latin script.
_LOOKALIKES = frozenset("аесԁһіјӏорԛѕԝхугкпвмнтьαβγεηικνορτυχωϲ")


class Parts(NamedTuple):
    """An address of http or https, taken apart. `login` and `port` may be ""; `rest` begins at the path."""

    scheme: str
    login: str
    host: str
    port: str
    rest: str


def split_url(url: str) -> Parts | None:
    """Take a URL of http or https apart; None for any other. `host` is as stated, but in lower case, with its dots."""
    match = _WEB.match(url)
    if match is None:
        return None
    scheme, place, rest = match.groups()
    login, _, place = place.rpartition("@")
    host, colon, port = place.rpartition(":")
    if not colon or (port and not port.isdecimal()):
        host, port = place, ""
    return Parts(scheme.lower(), login, _read_host(host), port, _turn_slashes(rest))


def join_parts(parts: Parts) -> str:
    """Return the URL that `parts` are of."""
    login, port = (f"{parts.login}@" if parts.login else ""), (f":{parts.port}" if parts.port else "")
    return f"{parts.scheme}://{login}{parts.host}{port}{parts.rest}"


def name_host(host: str) -> str:
    """Return `host` as it may be shown: what could pass for another name in ASCII ("xn--…")."""
    if host.isascii():
        return host
    return ".".join(label if _is_honest(label) else _encode_label(label) for label in _split_labels(host))


def encode_url(url: str) -> str | None:
    """Return `url` in printable ASCII without spaces, to be opened; None unless it is of http, https or mailto.

    Controls are dropped, host names become ASCII, anything else is percent-encoded (RFC 3986).
    """
    from urllib.parse import quote

    url = _CONTROL.sub("", url).strip(" ")
    if url[:7].lower() == "mailto:":
        return f"mailto:{quote(url[7:], _KEPT, errors='replace')}" if len(url) > 7 else None
    parts = split_url(url)
    if parts is None:
        return None
    host = ".".join(label if label.isascii() else _encode_label(label) for label in _split_labels(parts.host))
    if not re.fullmatch(_HOST, host):
        return None
    login = quote(parts.login, _KEPT.replace("[", "").replace("]", ""), errors="replace")
    rest = quote(parts.rest, _KEPT, errors="replace")
    return join_parts(parts._replace(login=login, host=host, rest=rest))


def _read_host(host: str) -> str:
    host = host.lower() if host.isascii() else re.sub(_DOTS, ".", host).lower()
    if "%" not in host:
        return host
    from urllib.parse import unquote

    # As browsers read it; what then ends a host is no host to them.
    plain = re.sub(_DOTS, ".", unquote(host)).lower()
    return host if re.search(_NOT_IN_NAMES, plain) else plain


def _turn_slashes(rest: str) -> str:
    if "\\" not in rest:
        return rest
    end = min((at for at in (rest.find("?"), rest.find("#")) if at >= 0), default=len(rest))
    return rest[:end].replace("\\", "/") + rest[end:]


def _split_labels(host: str) -> list[str]:
    """Return the parts of `host` as they are looked up (Unicode TR46).

    Any form of a letter is that letter, and signs that are not seen are none.
    """
    if host.isascii():
        return host.split(".")
    from unicodedata import normalize

    return normalize("NFKC", re.sub(_IGNORED, "", host)).lower().split(".")


def _encode_label(label: str) -> str:
    if label.isascii():
        return label
    try:
        return "xn--" + label.encode("punycode").decode("ascii")
    except UnicodeError:
        return "xn--"


def _is_honest(label: str) -> bool:
    """Tell whether a label looks like no other: letters and digits of one script."""
    from unicodedata import category, name, normalize

    scripts = set()
    for character in label:
        if character in "-_" or "0" <= character <= "9":
            continue
        if category(character)[0] == "M":
            continue
        if not character.isalnum():
            return False
        script = name(character, "?").split()[0]
        if script == "LATIN" and not (character in _LATIN or normalize("NFD", character)[0].isascii()):
            return False
        scripts.add(script)
    if scripts & {"CYRILLIC", "GREEK"} and _LOOKALIKES.issuperset(c for c in label if c.isalpha()):
        return False
    return len(scripts) <= 1 or scripts <= _EAST_ASIAN
