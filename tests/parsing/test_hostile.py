"""Whatever bytes come, under whatever name: nothing but a ParseError leaves the one door."""

import gzip

from hypothesis import given, settings
from hypothesis import strategies as st

from gazette_cli.errors import ParseError
from gazette_cli.parsing.document import SUFFIXES, parse_document
from tests.parsing.samples import ATOM, KINDS, RSS

NAMES = st.one_of(
    st.sampled_from(["-", "a", *(f"a{suffix}" for suffix in sorted(SUFFIXES))]), st.text(max_size=8)
)
SAMPLES = [*(text.encode() for text in KINDS), RSS.encode("utf-16"), gzip.compress(ATOM.encode())]
SPLICES = [
    *(
        b"<",
        b">",
        b"&",
        b'"',
        b"<!--",
        b"]]>",
        b"\0",
        b"\xff",
        b"{",
        b"---\n",
        b"\n\n",
        b"#",
        b"\\ud800",
        b"&#27;",
    ),
    *(
        b"<![CDATA[",
        b"<!ENTITY ",
        b"\x1f\x8b",
        b"<base href='http://['>",
        b": ",
        b"- ",
        b"&a *a\n",
        b"31 feb 2024",
    ),
    *(b"[" * 3_000, b"<div>" * 500, b"9" * 5_000, b"&#" + b"9" * 5_000 + b";"),
]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300), NAMES)
def test_no_bytes_raise_anything_else(data: bytes, name: str) -> None:
    try_parse(data, name)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(SAMPLES),
    st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 12), st.sampled_from(SPLICES) | st.binary(max_size=4)),
        min_size=1,
        max_size=6,
    ),
    NAMES,
)
def test_no_damage_raises_anything_else(
    data: bytes, damages: list[tuple[float, int, bytes]], name: str
) -> None:
    for place, length, splice in damages:
        at = int(place * len(data))
        data = data[:at] + splice + data[at + length :]
    try_parse(data, name)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200), NAMES)
def test_no_text_raises_anything_else(text: str, name: str) -> None:
    try_parse(text.encode("utf-8", "surrogatepass"), name)


def try_parse(data: bytes, name: str) -> None:
    try:
        parsed = parse_document(data, name)
    except ParseError as exc:
        assert "\n" not in exc.message
        assert not exc.message.startswith("gazette fails"), repr(exc.__cause__)
    else:
        for entry in parsed.entries:
            assert "\n" not in entry.title
            repr(entry).encode()  # no lone surrogate: the library could not store it
