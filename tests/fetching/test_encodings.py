"""Bodies as servers pack them are unpacked, and never past the limit."""

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazette_cli.errors import SourceError
from gazette_cli.fetching.encodings import tell_size, unpack
from tests.bombs import make_bomb, pack

TEXT = b"<rss>" + b"La criee ouvre a six heures. " * 300 + b"</rss>"
MB = 1024 * 1024


@pytest.mark.parametrize(
    "encoding",
    ["", "identity", "gzip", "x-gzip", "deflate", "br", "zstd", "gzip, br", "zstd, gzip, deflate", "GZIP"],
)
def test_what_was_packed_comes_out(encoding: str) -> None:
    assert unpack(pack(TEXT, encoding.lower()), encoding, MB) == TEXT


@given(st.binary(max_size=300), st.lists(st.sampled_from(["gzip", "deflate", "br", "zstd"]), max_size=3))
def test_any_bytes_survive_any_packing(body: bytes, names: list[str]) -> None:
    encoding = ", ".join(names)
    assert unpack(pack(body, encoding), encoding, 10_000) == body


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "br", "zstd"]), st.integers(0, 40))
def test_damage_is_an_error_in_words_or_nothing(noise: bytes, encoding: str, at: int) -> None:
    body = pack(TEXT, encoding)
    try:
        unpack(body[:at] + noise + body[at + len(noise) :], encoding, MB)
    except SourceError as exc:
        assert exc.message in {f"broken {encoding}", "larger than 1 MB unpacked"}


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_what_is_cut_off_is_an_error(encoding: str) -> None:
    body = pack(TEXT, encoding)
    for length in (4, len(body) // 2, len(body) - 1):
        with pytest.raises(SourceError, match=f"broken {encoding}"):
            unpack(body[:length], encoding, MB)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_takes_no_more_memory_than_the_limit(encoding: str) -> None:
    body = make_bomb(encoding)
    tracemalloc.start()
    try:
        with pytest.raises(SourceError, match="larger than 3 MB unpacked"):
            unpack(body, encoding, 3 * MB)
        assert tracemalloc.get_traced_memory()[1] < 12 * MB
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
def test_the_limit_is_to_the_byte(encoding: str) -> None:
    body = pack(TEXT, encoding)
    assert unpack(body, encoding, len(TEXT)) == TEXT
    with pytest.raises(SourceError, match="larger than"):
        unpack(body, encoding, len(TEXT) - 1)


def test_each_layer_is_bounded() -> None:
    with pytest.raises(SourceError, match="larger than 100 bytes unpacked"):
        unpack(pack(pack(TEXT, "deflate"), "br"), "deflate, br", 100)
    with pytest.raises(SourceError, match="packed 4 times over"):
        unpack(pack(TEXT, "gzip, gzip, gzip, gzip"), "gzip, gzip, gzip, gzip", MB)


def test_gzip_in_several_members_and_with_something_behind() -> None:
    two = gzip.compress(TEXT) + gzip.compress(b"more")
    assert unpack(two, "gzip", MB) == TEXT + b"more"
    assert unpack(two + b"\0" * 100, "gzip", MB) == TEXT + b"more"
    assert unpack(gzip.compress(TEXT) + b"<!-- served in 0.2 s -->", "gzip", MB) == TEXT
    with pytest.raises(SourceError, match="larger than"):
        unpack(two, "gzip", len(TEXT) + 1)


def test_a_million_empty_members_end_soon() -> None:
    for encoding in ("gzip", "zstd"):
        with pytest.raises(SourceError, match=f"broken {encoding}"):
            unpack(pack(b"", encoding) * 200_000, encoding, MB)


def test_zstd_in_several_frames() -> None:
    assert unpack(pack(TEXT, "zstd") + pack(b"more", "zstd"), "zstd", MB) == TEXT + b"more"


def test_deflate_without_its_wrapping() -> None:
    assert unpack(pack(TEXT, "raw deflate"), "deflate", MB) == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "x-gzip", "zstd"])
def test_what_was_never_packed_is_taken_as_it_is(encoding: str) -> None:
    assert unpack(TEXT, encoding, MB) == TEXT


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, br"])
def test_nothing_unpacks_to_nothing(encoding: str) -> None:
    assert unpack(b"", encoding, MB) == b""


@pytest.mark.parametrize("encoding", ["compress", "aes128gcm", "\x1b[31mgzip", "gzip;q=1"])
def test_another_packing_is_told_of_without_its_name(encoding: str) -> None:
    with pytest.raises(SourceError, match=r"^packed in a way that gazette does not read$"):
        unpack(zlib.compress(TEXT), encoding, MB)


def test_a_window_of_gigabytes_is_refused() -> None:
    frame = b"\x28\xb5\x2f\xfd\x00\xa8" + b"\x01\x00\x00"  # RFC 8878: window descriptor 0xA8 is 2 GB
    with pytest.raises(SourceError, match="broken zstd"):
        unpack(frame, "zstd", MB)


def test_limits_in_words() -> None:
    assert [tell_size(size) for size in (20 * MB, 1536 * 1024, 1000)] == ["20 MB", "1,536 KB", "1,000 bytes"]
