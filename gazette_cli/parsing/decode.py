"""Bytes of any encoding become text: NFC, newlines as "\\n", no lone surrogate, no byte-order mark.

In order: a byte-order mark, a declared charset (labels as the WHATWG Encoding Standard reads them), UTF-16 by its
pattern of zeros, UTF-8, Windows-1252 (Latin-1 where that has no character). UTF-8 with a few bytes of another
encoding among it is read as UTF-8, those bytes as Windows-1252. UTF-8 that was read as Windows-1252 and written as
UTF-8 once more ("Ã©") is undone where all of the text was.
"""

import re
import unicodedata

from gazette_cli.errors import ParseError

# Python's codec for what a label means to the web, where the two differ (https://encoding.spec.whatwg.org/#names).
_CODECS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "l1": "cp1252",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "iso88591": "cp1252",
    "windows-1252": "cp1252", "cp1252": "cp1252", "x-cp1252": "cp1252", "ansi": "cp1252", "cp819": "cp1252",
    "iso-8859-9": "cp1254", "latin5": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932",
    "euc-jp": "euc_jp", "x-euc-jp": "euc_jp", "iso-2022-jp": "iso2022_jp",
    "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "korean": "cp949",
    "koi8-r": "koi8_r", "koi8-u": "koi8_u", "ibm866": "cp866", "cp866": "cp866",
    "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "x-mac-cyrillic": "mac_cyrillic",
    "iso-8859-8-i": "iso8859_8",
    **{f"iso-8859-{n}": f"iso8859_{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)},
    **{f"{label}{n}": f"cp{n}" for label in ("windows-", "cp", "x-cp") for n in range(1250, 1259) if n != 1252},
    "utf-16": "utf-16-le", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "ucs-2": "utf-16-le",
    "unicode": "utf-16-le",
}  # fmt: skip

# How files begin that are not text, whatever they hold further on.
_MAGIC = (
    b"%PDF-", b"\x89PNG", b"GIF87a", b"GIF89a", b"\xff\xd8\xff", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b", b"\x7fELF",
    b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf", b"Rar!\x1a", b"OggS", b"ID3", b"fLaC", b"SQLite format 3",
    b"\xd0\xcf\x11\xe0", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"wOFF", b"wOF2", b"!<arch>", b"{\\rtf", b"%!PS",
)  # fmt: skip
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\x0b\x0c\r\x1b")) + b"\x7f"
_SAMPLE = 65_536  # bytes looked at to tell text from anything else
_MOST_CONTROLS = 0.02
# "Ã", "Â" and "â€" in UTF-8: what it begins with once it has been read as Windows-1252.
_DOUBLED = (b"\xc3\x83\xc2", b"\xc3\x82\xc2", b"\xc3\xa2\xe2\x82\xac")
_LEAST_DOUBLED = 3  # characters: fewer may be quoted
_UNDEFINED = {byte: 0xDC00 + byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
_SURROGATES = re.compile("[\ud800-\udfff]+")


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the text that `data` holds; `declared` is the charset that its protocol or header names, if any.

    An unknown label is as none. Raises ParseError where the bytes are not text.
    """
    if data.startswith(_MAGIC):
        raise ParseError("this is not text")
    if data[:3] == b"\xef\xbb\xbf":
        return _finish(_decode_utf8(data[3:]), data)
    if data[:4] in (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"):
        return _finish(data.decode("utf-32", "replace"), b"")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _finish(_decode_utf16(data[2:], "utf-16-le" if data[0] == 0xFF else "utf-16-be"), b"")
    label = declared.strip().strip("\"'").lower() if declared else ""
    codec = _CODECS.get(label)
    if codec is None:
        zeros = data.count(0, 0, _SAMPLE)
        if zeros * 8 > min(len(data), _SAMPLE) and (guess := _guess_utf16(data)):
            return _finish(_decode_utf16(data, guess), b"")
        return _finish(_decode_utf8(data), data)
    if codec.startswith("utf-16"):
        # A page that could say so in ASCII is not in UTF-16: the web reads such a claim as UTF-8.
        if _guess_utf16(data) is None and 0 not in data[:_SAMPLE] and _is_utf8(data):
            return _finish(data.decode(), data)
        return _finish(_decode_utf16(data, _guess_utf16(data) or codec), b"")
    if codec == "cp1252":
        return _finish(_decode_western(data), data)
    return _finish(data.decode(codec, "replace"), b"" if codec == "iso2022_jp" else data)


def _finish(text: str, data: bytes) -> str:
    """Make decoded text ours. `data` is what it was, or empty where its bytes are no characters of their own."""
    sample = data[:_SAMPLE] or text[:_SAMPLE].encode("utf-8", "replace")
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > len(sample) * _MOST_CONTROLS:
        raise ParseError("this is not text")
    if "\0" in text:
        text = text.replace("\0", "")
    return normalize_text(text)


def normalize_text(text: str) -> str:
    """Return `text` in NFC with "\\n" for every kind of line end, without byte-order mark or lone surrogates."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii():
        return text
    for end in ("\x85", "\u2028", "\u2029"):
        if end in text:
            text = text.replace(end, "\n")
    if text[0] == "\ufeff":
        text = text.lstrip("\ufeff")
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = _SURROGATES.sub("\ufffd", text)
    return text


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _decode_utf8(data: bytes) -> str:
    """Decode what is most likely UTF-8, and Windows-1252 where it is not."""
    try:
        text = data.decode()
    except UnicodeDecodeError:
        pass
    else:
        return _undouble(text) if any(mark in data for mark in _DOUBLED) else text
    text = data.decode("utf-8", "surrogateescape")
    strays = sum(len(run) for run in _SURROGATES.findall(text))
    # Every character beyond ASCII that came out is right: by chance, bytes of another encoding hardly ever form one.
    right = sum(map(len, re.findall("[^\0-\x7f\ud800-\udfff]+", text)))
    if right < 2 * strays:
        return _decode_western(data)
    return _SURROGATES.sub(lambda run: _decode_western(run[0].encode("utf-8", "surrogateescape")), text)


def _undouble(text: str) -> str:
    """Undo an encoding made twice; a text that has any character of its own right was not, or not all of it."""
    try:
        once = text.encode("cp1252")
    except UnicodeEncodeError:
        # The five bytes that Windows-1252 has no character for are controls to the web.
        strange = text.translate(_UNDEFINED)
        try:
            once = strange.encode("cp1252", "surrogateescape")
        except UnicodeEncodeError:
            return text
    try:
        right = once.decode()
    except UnicodeDecodeError:
        return text
    return right if len(re.findall("[^\0-\x7f]", right)) >= _LEAST_DOUBLED else text


def _decode_western(data: bytes) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        text = data.decode("cp1252", "surrogateescape")
        return _SURROGATES.sub(lambda run: run[0].encode("utf-8", "surrogateescape").decode("latin-1"), text)


def _guess_utf16(data: bytes) -> str | None:
    """Tell UTF-16 without a byte-order mark by where its zeros are: every other byte of what is mostly Latin."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd * 4 > half and even * 20 <= half:
        return "utf-16-le"
    if even * 4 > half and odd * 20 <= half:
        return "utf-16-be"
    return None


def _decode_utf16(data: bytes, codec: str) -> str:
    return data[: len(data) & ~1].decode(codec, "replace")
