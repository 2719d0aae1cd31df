"""A client for servers that an operator names: no redirect, no more bytes than an answer has. Touches: network.

The library's own follows redirects with the article in hand, and reads whatever comes, unpacked, into memory.
"""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import httpx

# Bytes of a response: many times those of the longest answer with all that services send along.
MOST_BYTES: Final = 4_000_000
# Name of the error that says so.
OUT_OF_BOUNDS: Final = "OutOfBoundsError"


def client() -> "httpx.AsyncClient":
    """Return a client that reads at most ``MOST_BYTES`` of a response and goes where it is sent, nowhere else."""
    import httpx  # noqa: PLC0415 - it comes with the library, and only where a model is asked

    error = type(OUT_OF_BOUNDS, (httpx.ReadError,), {})

    class Counted(httpx.AsyncByteStream):
        """Count what comes, and end where it is too much."""

        def __init__(self, stream: Any) -> None:  # noqa: ANN401 - httpx's own types
            self._stream = stream

        async def __aiter__(self) -> AsyncIterator[bytes]:
            read = 0
            async for part in self._stream:
                read += len(part)
                if read > MOST_BYTES:
                    raise error(f"the response has more than {MOST_BYTES} bytes")
                yield part

        async def aclose(self) -> None:
            await self._stream.aclose()

    async def bound(response: httpx.Response) -> None:
        # What is packed may unpack to a thousand times as much; the request asked for none.
        if response.headers.get("content-encoding", "identity") != "identity":
            raise error("the response is packed, which was not asked for")
        response.stream = Counted(response.stream)

    return httpx.AsyncClient(
        follow_redirects=False, headers={"accept-encoding": "identity"}, event_hooks={"response": [bound]}
    )
