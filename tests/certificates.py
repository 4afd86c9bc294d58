"""Certificates of our own making for the tests of TLS: one key, and what was vouched for with it. They protect nothing.

Each vouches for itself: `good` for 127.0.0.1 and localhost, `elsewhere` for news.example, until 2120; `expired` did for
127.0.0.1 until 2001.
"""

import ssl
from pathlib import Path

_KEY = """
MHcCAQEEIJwNUPXrk7HbzYUU3ny7SDScug94UDsEg4UR/YuyGO4woAoGCCqGSM49
AwEHoUQDQgAEsnQEU9AYP8KsH+33XcQ8hG9Xc8RM9msmOzasU8K1yHnqlUu6SyLO
fel/cwEog9x6DTixf+xIzHWoeVtFR5Deig==
"""
_GOOD = """
MIIBbTCCAROgAwIBAgIBAjAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxnYXpldHRl
IHRlc3QwIBcNMDAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNV
BAMMDGdhemV0dGUgdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLJ0BFPQ
GD/CrB/t913EPIRvV3PETPZrJjs2rFPCtch56pVLuksizn3pf3MBKIPceg04sX/s
SMx1qHlbRUeQ3oqjTjBMMBoGA1UdEQQTMBGHBH8AAAGCCWxvY2FsaG9zdDAPBgNV
HRMBAf8EBTADAQH/MB0GA1UdDgQWBBTZ9uCpitmyFXESe065VHe7OOJHPzAKBggq
hkjOPQQDAgNIADBFAiEA8y8pI1MrIw8tltSsrO3p4IVhleuzv5EvgD5jJ7V5NuwC
IHKgFUFcE6QrZlnyWd+KukN6TYkWmIFdgKEWNOgAyby1
"""
_ELSEWHERE = """
MIIBajCCARCgAwIBAgIBAzAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxnYXpldHRl
IHRlc3QwIBcNMDAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBcxFTATBgNV
BAMMDGdhemV0dGUgdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABLJ0BFPQ
GD/CrB/t913EPIRvV3PETPZrJjs2rFPCtch56pVLuksizn3pf3MBKIPceg04sX/s
SMx1qHlbRUeQ3oqjSzBJMBcGA1UdEQQQMA6CDG5ld3MuZXhhbXBsZTAPBgNVHRMB
Af8EBTADAQH/MB0GA1UdDgQWBBTZ9uCpitmyFXESe065VHe7OOJHPzAKBggqhkjO
PQQDAgNIADBFAiBRZywuNfJJKRUIofZT380zNv3QibI68+plFzZsWjKtwQIhAOOT
TozYF0RH9EVoDA7gMW/pUVSPpYKG1I7k6iam+XBu
"""
_EXPIRED = """
MIIBYDCCAQagAwIBAgIBBDAKBggqhkjOPQQDAjAXMRUwEwYDVQQDDAxnYXpldHRl
IHRlc3QwHhcNMDAwMTAxMDAwMDAwWhcNMDEwMTAxMDAwMDAwWjAXMRUwEwYDVQQD
DAxnYXpldHRlIHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASydART0Bg/
wqwf7fddxDyEb1dzxEz2ayY7NqxTwrXIeeqVS7pLIs596X9zASiD3HoNOLF/7EjM
dah5W0VHkN6Ko0MwQTAPBgNVHREECDAGhwR/AAABMA8GA1UdEwEB/wQFMAMBAf8w
HQYDVR0OBBYEFNn24KmK2bIVcRJ7TrlUd7s44kc/MAoGCCqGSM49BAMCA0gAMEUC
IQDWFQmliLWghPFw60W/1sb4V2hfL53yfBM4cZE0R0AOUQIgMUtNkTynKJnyGzlk
pnuldgqQmdG8APtvREA8BaYOYtU=
"""
_NAMES = {"good": _GOOD, "elsewhere": _ELSEWHERE, "expired": _EXPIRED}


def write_certificate(folder: Path, name: str) -> Path:
    """Write a certificate as a file, as SSL_CERT_FILE names one."""
    path = folder / f"{name}.pem"
    path.write_text(_wrap("CERTIFICATE", _NAMES[name]))
    return path


def make_tls(folder: Path, name: str) -> ssl.SSLContext:
    """Return what a server with the certificate `name` is started with: `serve(tls=...)`."""
    key = folder / "key.pem"
    key.write_text(_wrap("EC PRIVATE KEY", _KEY))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(write_certificate(folder, name), key)
    return context


def _wrap(kind: str, text: str) -> str:
    return f"-----BEGIN {kind}-----{text}-----END {kind}-----\n"
