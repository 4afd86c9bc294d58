"""URLs and addresses: what may be asked, what is private, what must not be shown. Nothing is looked up here."""

import ipaddress
import re
import socket
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from gazette_cli.errors import SourceError

_LONGEST = 16_000
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
# Also where slashes are missing: what is no URL yet must not show a password either.
_LOGIN = re.compile(r"((?:https?:/*|[a-z][a-z0-9+.-]*://))([^/?#]*)@", re.IGNORECASE)
# As they stand in a path or query, "%" too: what is encoded already stays so.
_KEPT = "!#$%&'()*+,-./:;=?@[]_~|"
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

_PORTS = {"http": 80, "https": 443}


class Address(NamedTuple):
    """A URL that can be asked. `url` is plain ASCII, without credentials and fragment; `host` is in lower case, without
    brackets."""

    url: str
    scheme: str
    host: str
    port: int

    @property
    def origin(self) -> tuple[str, str, int]:
        """What credentials are given for."""
        return self.scheme, self.host, self.port


def read_address(url: str) -> Address:
    """Take `url` apart (RFC 3986; host names by IDNA). Raises SourceError, without the URL, if it can't be asked."""
    if len(url) > _LONGEST:
        raise SourceError("its address is too long")
    if _CONTROL.search(url):
        raise SourceError("its address holds a control character")
    try:
        parts = urlsplit(url.strip(" "))
        host, port = parts.hostname or "", parts.port
    except ValueError as exc:
        raise SourceError("its address can't be read") from exc
    scheme = parts.scheme
    if scheme not in _PORTS:
        raise SourceError(
            f"its address is {scheme[:20]}:, which is refused" if scheme else "its address is no URL"
        )
    if port == 0:
        raise SourceError("its address has port 0")
    shown = host = _read_host(host, "[" in parts.netloc)
    if ":" in host:
        shown = f"[{host}]"
    if port is not None and port != _PORTS[scheme]:
        shown += f":{port}"
    try:
        path = quote(parts.path or "/", safe=_KEPT.replace("?", "").replace("#", ""))
        query = quote(parts.query, safe=_KEPT)
    except UnicodeError as exc:
        raise SourceError("its address can't be read") from exc
    # An empty query is told from none, as servers may.
    mark = "?" if query or url.partition("#")[0].endswith("?") else ""
    return Address(f"{scheme}://{shown}{path}{mark}{query}", scheme, host, port or _PORTS[scheme])


def _read_host(host: str, in_brackets: bool) -> str:
    if not host:
        raise SourceError("its address names no host")
    if in_brackets:
        try:
            return str(ipaddress.IPv6Address(host.partition("%")[0]))
        except ValueError as exc:
            raise SourceError("its address names no host that can be read") from exc
    try:
        plain = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        # Names with "_" or of over 63 letters: only what is plain can be looked up.
        plain = host.lower()
    if len(plain) > 253 or not _HOST.fullmatch(plain):
        raise SourceError("its address names no host that can be read")
    try:
        # 127.1 and 0x7f000001 are addresses, too; as curl, a browser and inet_aton(3) read them.
        return socket.inet_ntoa(socket.inet_aton(plain)) if plain[0].isdigit() else plain
    except OSError:
        return plain


def follow_location(address: Address, location: str) -> Address:
    """Return where a redirect from `address` leads. Raises SourceError if that is refused, or no URL."""
    target = location.strip(" \t")
    try:
        target = urljoin(address.url, target)
    except ValueError as exc:
        raise SourceError("redirects to what is no address") from exc
    scheme = target.partition(":")[0].lower()
    if scheme not in _PORTS:
        raise SourceError(f"redirects to {_CONTROL.sub('', scheme)[:20]}:, which is refused")
    try:
        return read_address(target)
    except SourceError as exc:
        raise SourceError(exc.message.replace("its address", "redirects to an address that", 1)) from exc


def split_login(url: str) -> tuple[str, str | None]:
    """Return `url` without its credentials, and these as "user:password", unquoted; None if it has none."""
    plain = url.strip()
    match = _LOGIN.match(plain)
    if match is None:
        return url, None
    rest = plain[match.end() :]
    user, _, password = match[2].partition(":")
    login = f"{unquote(user)}:{unquote(password)}"
    return match[1] + rest, login if login != ":" else None


def is_private(address: str) -> bool:
    """Whether an IP address is not of the public internet: loopback, private (RFC 1918), link-local, carrier-grade NAT
    (RFC 6598), unique local (RFC 4193), multicast, reserved; also where IPv6 wraps such an IPv4 one. What is no
    address at all counts as private.
    """
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return True
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and (ip in _NAT64 or int(ip) < 1 << 32):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(str(inner))
        if ip.is_site_local or ip.teredo is not None:
            return True
    return ip.is_multicast or not ip.is_global


def is_name(host: str) -> bool:
    """Whether a host, as in `Address.host`, is a name that has to be looked up, other than localhost."""
    name = host.rstrip(".")
    return not (":" in host or name.replace(".", "").isdigit() or name.split(".")[-1] == "localhost")


def is_private_host(host: str) -> bool:
    """Whether a host, as in `Address.host`, is private by its very name: a private address, or localhost."""
    name = host.rstrip(".")
    if name == "localhost" or name.endswith((".localhost", ".local", ".internal", ".home.arpa")):
        return True
    return (":" in host or name.replace(".", "").isdigit()) and is_private(name)
