"""What the environment says of the way out: proxies, trusted certificates, how many files may be open."""

import ipaddress
import resource
from collections.abc import Mapping
from pathlib import Path

from gazette_cli.fetching.addresses import Address

# The wheels of pycurl were built on a system that keeps its own elsewhere.
_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",  # Debian, Arch, Gentoo, Nix
    "/etc/pki/tls/certs/ca-bundle.crt",  # Fedora, Red Hat
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",  # openSUSE
    "/etc/ssl/cert.pem",  # Alpine, macOS, OpenBSD, FreeBSD
    "/usr/local/share/certs/ca-root-nss.crt",  # FreeBSD
    "/usr/local/etc/ssl/cert.pem",
    "/etc/openssl/certs/ca-certificates.crt",  # NetBSD
)


def find_proxy(address: Address, environ: Mapping[str, str]) -> str:
    """Return the URL of the proxy to `address`, "" for none. The variables are curl's: http_proxy in lower case only
    (a CGI program's HTTP_PROXY is a client's header), https_proxy, all_proxy and no_proxy in either."""
    proxy = environ.get(f"{address.scheme}_proxy", "")
    if not proxy and address.scheme == "https":
        proxy = environ.get("HTTPS_PROXY", "")
    proxy = proxy or environ.get("all_proxy", "") or environ.get("ALL_PROXY", "")
    unproxied = environ.get("no_proxy") or environ.get("NO_PROXY") or ""
    return "" if not proxy or _is_unproxied(address.host, unproxied) else proxy


def _is_unproxied(host: str, unproxied: str) -> bool:
    """Whether no_proxy names `host`: "*", a domain with all below it, an address or a network of them."""
    name = host.rstrip(".")
    for entry in unproxied.replace(",", " ").lower().split():
        plain = entry.strip("[]")
        if plain == "*":
            return True
        domain = plain.strip(".")
        if domain and (name == domain or name.endswith(f".{domain}")):
            return True
        try:
            if ipaddress.ip_address(host) in ipaddress.ip_network(plain, strict=False):
                return True
        except ValueError:
            continue
    return False


def find_certificates(environ: Mapping[str, str]) -> tuple[str | None, str | None]:
    """Return the file and the folder of the certificates that are trusted, one of them None.

    CURL_CA_BUNDLE, SSL_CERT_FILE or SSL_CERT_DIR, else the system's, else certifi's.
    """
    if named := environ.get("CURL_CA_BUNDLE") or environ.get("SSL_CERT_FILE"):
        return named, None
    if folder := environ.get("SSL_CERT_DIR"):
        return None, folder
    for bundle in _BUNDLES:
        if Path(bundle).is_file():
            return bundle, None
    import certifi

    return certifi.where(), None


def count_spare_files() -> int:
    """Return how many transfers fit into the files that a process may have open: a socket each, as many kept open, and
    something for everybody else."""
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return 1_000_000 if soft == resource.RLIM_INFINITY else (soft - 32) // 3
