"""What went wrong on the way, in words: libcurl's codes (libcurl-errors(3)), the system's, and those of X.509."""

import errno

# libcurl-errors(3). The numbers, for a libcurl may be older than the names.
TIMED_OUT = 28
WRITE_REFUSED = 23
TOO_LARGE = 63
BROKEN = 4  # of libcurl itself

_CODES = {
    1: "does not speak HTTP",
    3: "its address can't be read",
    4: "the transfer was broken off",
    5: "no such proxy",
    6: "no such host",
    7: "no connection",
    8: "does not speak HTTP",
    16: "its server broke HTTP/2",
    27: "out of memory",
    35: "no secure connection could be made",
    43: "its address can't be asked",
    47: "redirects too often",
    52: "the connection was closed without an answer",
    53: "no secure connection could be made",
    55: "connection lost",
    56: "connection lost",
    58: "no secure connection could be made",
    59: "no secure connection could be made",
    60: "its certificate is not trusted",
    61: "packed in a way that gazette does not read",
    66: "no secure connection could be made",
    77: "the trusted certificates of this system can't be read: see SSL_CERT_FILE",
    80: "connection lost",
    83: "its certificate is not trusted",
    90: "its certificate is not trusted",
    91: "its certificate is not valid",
    92: "its server broke HTTP/2",
    97: "the proxy refused",
    100: "its headers are too long",
}
_SYSTEM = {
    errno.ECONNREFUSED: "connection refused",
    errno.ECONNRESET: "connection reset",
    errno.EPIPE: "connection reset",
    errno.ECONNABORTED: "connection reset",
    errno.EHOSTUNREACH: "no way to its host",
    errno.ENETUNREACH: "no way to its network",
    errno.ENETDOWN: "the network is down",
    errno.ETIMEDOUT: "no connection",
    errno.EMFILE: "too many open files: try fewer --jobs",
    errno.ENFILE: "too many open files: try fewer --jobs",
}
# X509_V_ERR_* of OpenSSL, verify(1).
_CERTIFICATES = {
    9: "its certificate is not valid yet",
    10: "its certificate has expired",
    18: "its certificate is not trusted: it vouches for itself",
    19: "its certificate is not trusted: who vouches for it is unknown",
    20: "its certificate is not trusted: who vouches for it is unknown",
    21: "its certificate is not trusted: who vouches for it is unknown",
    23: "its certificate was revoked",
    62: "its certificate is another host's",
    64: "its certificate is another host's",
}
# As libcurl's message has it, where another TLS library gives no number.
_PHRASES = (
    ("expired", "its certificate has expired"),
    ("not yet valid", "its certificate is not valid yet"),
    ("does not match", "its certificate is another host's"),
    ("no alternative certificate", "its certificate is another host's"),
    ("self", "its certificate is not trusted: it vouches for itself"),
)


def tell_trouble(
    code: int, message: str, *, system: int = 0, certificate: int = 0, proxied: bool = False
) -> str:
    """Return in a line why a transfer failed.

    `code` and `message` are libcurl's, `system` is an errno, `certificate` the result of verifying it. None of the
    message is in what is returned: it may hold a URL, and that a password.
    """
    if code == 60:
        if certificate in _CERTIFICATES:
            return _CERTIFICATES[certificate]
        lowered = message.lower()
        return next((words for phrase, words in _PHRASES if phrase in lowered), _CODES[60])
    if code == 56 and "too large response headers" in message.lower():
        return _CODES[100]
    if code in (7, 35, 55, 56) and system in _SYSTEM:
        words = _SYSTEM[system]
    elif code == 35 and "reset" in message.lower():
        words = "connection reset"
    else:
        words = _CODES.get(code, f"the transfer failed (libcurl {code})")
    return f"{words} by the proxy" if proxied and code == 7 and words == "connection refused" else words
