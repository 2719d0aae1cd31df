"""Bodies: caps, codings, cuts."""

import gzip
import importlib
import io
import zlib
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.fetch import body
from generator.fetch.trouble import Trouble

TEXT = b"".join(b"<p>Sentence number %d of an invented article.</p>\n" % number for number in range(4000))


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-15)
    return stream.compress(data) + stream.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "": lambda data: data,
    "identity": lambda data: data,
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
}
if "br" in body.ACCEPT_ENCODING:
    PACK["br"] = partial(importlib.import_module("brotli").compress, quality=3)
MODERN = [coding for coding in PACK if coding in body.ACCEPT_ENCODING and coding]


def collected(
    wire: bytes, coding: str = "", cap: int = 1_000_000, *, keep_first: bool = False, **headers: str
) -> bytes:
    fields = {"content-encoding": coding, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return body.collect(io.BytesIO(wire).read, fields, cap, 100, keep_first=keep_first)


def reason_of(wire: bytes, coding: str = "", cap: int = 1_000_000, **headers: str) -> str:
    with pytest.raises(Trouble) as caught:
        collected(wire, coding, cap, **headers)
    return caught.value.reason


@pytest.mark.parametrize("coding", PACK)
def test_every_coding_asked_for_is_decoded(coding: str) -> None:
    assert collected(PACK[coding](TEXT), coding) == TEXT
    assert collected(PACK[coding](b"x"), coding.upper()) == b"x"


def test_deflate_without_the_zlib_header_is_decoded() -> None:
    assert collected(raw_deflate(TEXT), "deflate") == TEXT


def test_a_gzip_body_may_have_several_members_and_padding() -> None:
    assert collected(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0\0", "gzip") == b"one two"


@given(st.binary(max_size=3000), st.integers(1, 700), st.sampled_from(MODERN))
@settings(max_examples=60)
def test_decoding_does_not_depend_on_how_the_wire_cuts_the_body(data: bytes, size: int, coding: str) -> None:
    wire = io.BytesIO(PACK[coding](data) + (gzip.compress(data) if coding == "gzip" else b""))
    whole = body.collect(lambda _: wire.read(size), {"content-encoding": coding}, 100_000, 100)
    assert whole == (data * 2 if coding == "gzip" else data)


@pytest.mark.parametrize("coding", MODERN)
def test_half_a_stream_is_an_error_at_every_length(coding: str) -> None:
    wire = PACK[coding](TEXT[:600])
    for length in range(1, len(wire)):
        assert reason_of(wire[:length], coding) == "broken_body"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd", "compress", "gzip, br", "utf-8"])
def test_a_body_that_is_not_in_the_coding_named_is_an_error(coding: str) -> None:
    assert reason_of(TEXT, coding) == "broken_body"


def test_a_flipped_bit_in_gzip_is_noticed() -> None:
    wire = bytearray(gzip.compress(TEXT))
    wire[len(wire) // 2] ^= 1
    assert reason_of(bytes(wire), "gzip") == "broken_body"


@pytest.mark.parametrize("coding", ["", *MODERN])
def test_the_cap_counts_decoded_bytes_to_the_byte(coding: str) -> None:
    assert collected(PACK[coding](TEXT), coding, len(TEXT)) == TEXT
    assert reason_of(PACK[coding](TEXT), coding, len(TEXT) - 1) == "too_large"
    assert collected(PACK[coding](TEXT), coding, 100, keep_first=True) == TEXT[:100]


@pytest.mark.parametrize("coding", MODERN)
def test_a_bomb_ends_at_the_cap(coding: str) -> None:
    assert reason_of(PACK[coding](bytes(30_000_000)), coding) == "too_large"


@pytest.mark.parametrize("coding", MODERN)
def test_a_body_that_unpacks_a_hundredfold_is_refused_below_the_cap(coding: str) -> None:
    assert reason_of(PACK[coding](bytes(900_000)), coding) == "too_large"


def test_a_small_body_may_pack_well() -> None:
    assert collected(gzip.compress(b" " * 60_000), "gzip") == b" " * 60_000


def test_an_empty_body_is_empty_in_every_coding() -> None:
    assert collected(b"", "gzip") == b""


@pytest.mark.parametrize("length", ["-1", "ten", "1e3", "5, 6", "", "9" * 30])
def test_an_unusable_length_is_an_error(length: str) -> None:
    assert reason_of(b"x", content_length=length) == "broken_body"


def test_the_same_length_said_twice_is_one_length() -> None:
    assert collected(b"hello", content_length="5, 5") == b"hello"


def test_a_promised_body_over_the_cap_is_refused_before_it_is_read() -> None:
    def read(_: int) -> bytes:
        pytest.fail("nothing is read")

    with pytest.raises(Trouble, match="limit"):
        body.collect(read, {"content-length": "1000001"}, 1_000_000, 100)


def test_a_transfer_coding_nobody_asked_for_is_an_error() -> None:
    assert reason_of(b"x", transfer_encoding="gzip, chunked") == "broken_body"
