"""Bodies: streamed, decoded, counted, and refused where they are cut, too large or not what they say.

What goes in: a function that reads from the wire, and the response headers. What comes out: the decoded bytes, or a
Trouble (``too_large``, ``broken_body``). Pure: the reading function is handed in.
"""

import importlib
import re
import zlib
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from generator.fetch.trouble import Trouble

_CHUNK_BYTES: Final = 64 * 1024
# A small body is harmless whatever its ratio, and a page of blanks may pack well.
_RATIO_FLOOR_BYTES: Final = 64 * 1024
_LENGTH: Final = re.compile(r"[0-9]{1,18}(\s*,\s*[0-9]{1,18})*")
_ADVICE: Final = "try again later; tell the publisher if it lasts"


def _brotli() -> Any | None:  # noqa: ANN401 - an optional module without types
    """Return the brotli module where it is installed and can bound its output (1.2 and later)."""
    try:
        module: Any = importlib.import_module("brotli")
    except ImportError:
        return None
    return module if hasattr(module.Decompressor, "can_accept_more_data") else None


_BROTLI: Final = _brotli()
_DECODE_ERRORS: Final[tuple[type[Exception], ...]] = (zlib.error, *(() if _BROTLI is None else (_BROTLI.error,)))
ACCEPT_ENCODING: Final = "gzip, deflate" if _BROTLI is None else "gzip, deflate, br"


class _Decoder(Protocol):
    """Undo one content coding, piece by piece."""

    finished: bool

    def push(self, data: bytes, room: int) -> bytes:
        """Return what the data decodes to; more than ``room`` bytes means there was no room for all of it."""


class _Plain:
    finished = True

    def push(self, data: bytes, room: int) -> bytes:  # noqa: ARG002 - one form for all codings
        return data


class _Inflate:
    """gzip (one or more members) and deflate (with and without the zlib header)."""

    def __init__(self, *, gzip: bool) -> None:
        self._gzip = gzip
        self._stream = zlib.decompressobj(wbits=31) if gzip else None
        self.finished = False

    def push(self, data: bytes, room: int) -> bytes:
        out = bytearray()
        while data and len(out) <= room:
            if self.finished:
                if not (self._gzip and data.startswith(b"\x1f")):
                    break  # padding behind the last member: every browser passes over it
                self._stream, self.finished = zlib.decompressobj(wbits=31), False
            if self._stream is None:
                # RFC 9110 says zlib, old servers send the bare stream: the low half of a zlib header's byte is 8.
                self._stream = zlib.decompressobj(wbits=15 if data[0] & 0x0F == zlib.DEFLATED else -15)
            out += self._stream.decompress(data, room + 1 - len(out))
            data = self._stream.unconsumed_tail
            if self._stream.eof:
                self.finished = True
                data = self._stream.unused_data
        return bytes(out)


class _Brotli:
    def __init__(self, module: Any) -> None:  # noqa: ANN401 - an optional module without types
        self._stream = module.Decompressor()
        self.finished = False

    def push(self, data: bytes, room: int) -> bytes:
        if self.finished:
            return b""
        out = bytearray(self._stream.process(data, output_buffer_limit=room + 1))
        while len(out) <= room and not self._stream.can_accept_more_data() and not self._stream.is_finished():
            out += self._stream.process(b"", output_buffer_limit=room + 1 - len(out))
        self.finished = self._stream.is_finished()
        return bytes(out)


def collect(
    read: Callable[[int], bytes], headers: Mapping[str, str], cap: int, ratio: int, *, keep_first: bool = False
) -> bytes:
    """Read a body to its end and return it decoded.

    Args:
        read: returns at most so many bytes from the wire, none at the end; raises Trouble on a cut.
        headers: response headers, names in lower case.
        cap: largest decoded size, in bytes.
        ratio: largest decoded size for each byte on the wire; not applied below 64 KiB.
        keep_first: return the first ``cap`` bytes of a larger body in place of an error.

    Raises:
        Trouble: ``too_large`` (over the cap or the ratio), ``broken_body`` (unknown coding, half a stream, bytes that
            are not in the coding the header names, unusable framing).
    """
    _check_framing(headers, None if keep_first else cap)
    coding = headers.get("content-encoding", "").strip().lower()
    decoder = _decoder(coding)
    received, decoded = 0, bytearray()
    while chunk := read(_CHUNK_BYTES):
        received += len(chunk)
        try:
            decoded += decoder.push(chunk, cap - len(decoded))
        except _DECODE_ERRORS as error:
            raise Trouble("broken_body", f"the body is not {coding}, as its header says: {error}", _ADVICE) from error
        if len(decoded) > cap:
            if keep_first:
                return bytes(decoded[:cap])
            raise Trouble("too_large", f"the body has more than {cap:,} bytes", _ADVICE)
    if received and not decoder.finished:
        raise Trouble("broken_body", f"the {coding} body ends in the middle", _ADVICE)
    if len(decoded) > max(_RATIO_FLOOR_BYTES, ratio * received) and not isinstance(decoder, _Plain):
        raise Trouble("too_large", f"the {coding} body unpacks to more than {ratio} times its size", _ADVICE)
    return bytes(decoded)


def _check_framing(headers: Mapping[str, str], cap: int | None) -> None:
    framing = headers.get("transfer-encoding", "").strip().lower()
    if framing not in {"", "chunked", "identity"}:
        raise Trouble("broken_body", f"transfer coding {framing[:40]!r} was not asked for", _ADVICE)
    length = headers.get("content-length")
    if length is None or framing == "chunked":
        return
    if not _LENGTH.fullmatch(length.strip()) or len({int(part) for part in length.split(",")}) > 1:
        raise Trouble("broken_body", f"Content-Length {length[:40]!r} is no length", _ADVICE)
    size = int(length.split(",")[0])
    if cap is not None and size > cap:
        raise Trouble("too_large", f"the body has {size:,} bytes, the limit is {cap:,}", _ADVICE)


def _decoder(coding: str) -> _Decoder:
    if coding in {"", "identity"}:
        return _Plain()
    if coding in {"gzip", "x-gzip"}:
        return _Inflate(gzip=True)
    if coding == "deflate":
        return _Inflate(gzip=False)
    if coding == "br" and _BROTLI is not None:
        return _Brotli(_BROTLI)
    raise Trouble("broken_body", f"content coding {coding[:40]!r} was not asked for", _ADVICE)
