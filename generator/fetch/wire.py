"""One exchange on one connection: sockets whose reads are watched, and the answer read from them.

Touches the network. A library's read timeout starts anew with each byte, so the sockets are ours: every read asks the
deadline and counts bytes first, while urllib3 speaks HTTP and TLS above them.
"""

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping
from typing import Any, Final, Self

from urllib3.connection import HTTPConnection
from urllib3.exceptions import HTTPError, SSLError
from urllib3.exceptions import TimeoutError as LibraryTimeoutError

from generator.fetch.limits import Deadline, Limits
from generator.fetch.trouble import Trouble

_ADVICE: Final = "look at the address in a browser, or try again later"


class Watch:
    """Stand between a socket and its reader: the deadline and the bytes of one exchange."""

    def __init__(self, deadline: Deadline, limits: Limits) -> None:
        """Allow the headers only; ``allow`` widens the budget once they are read."""
        self.deadline = deadline
        self.received = 0
        self._budget = limits.header_bytes

    def allow(self, size: int) -> None:
        """Let so many more bytes in."""
        self._budget = self.received + size

    def read(self, sock: socket.socket, receive: Callable[[], int]) -> int:
        """Run one receive within what is left of time and budget.

        Raises:
            Trouble: ``timeout`` or ``too_large``.
        """
        left = self.deadline.left()
        if left <= 0:
            raise out_of_time()
        if self.received > self._budget:
            raise Trouble("too_large", f"more than {self._budget:,} bytes on the wire", _ADVICE)
        sock.settimeout(left)
        try:
            count = receive()
        except TimeoutError as error:
            raise out_of_time() from error
        self.received += count
        return count


class PlainSocket(socket.socket):
    """A TCP socket whose reads are watched."""

    watch: Watch | None = None

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:  # noqa: ANN401 - any writable buffer
        """Receive into a buffer, within the watch."""
        receive = super().recv_into
        if self.watch is None:
            return receive(buffer, nbytes, flags)
        return self.watch.read(self, lambda: receive(buffer, nbytes, flags))


class TlsSocket(ssl.SSLSocket):
    """A TLS socket whose reads are watched."""

    watch: Watch | None = None

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:  # noqa: ANN401 - as above
        """Receive into a buffer, within the watch."""
        receive = super().recv_into
        if self.watch is None:
            return receive(buffer, nbytes, flags)
        return self.watch.read(self, lambda: receive(buffer, nbytes, flags))


class Wire:
    """One answer on its way in: status and headers are read, the body is not."""

    def __init__(self, connection: HTTPConnection, watch: Watch, path: str, headers: Mapping[str, str]) -> None:
        """Send one GET and read the head of its answer.

        Raises:
            Trouble: no connection, no HTTP, too long a head, out of time.
        """
        self._connection = connection
        self._watch = watch
        try:
            connection.connect()
            sock: Any = connection.sock
            sock.watch = watch
            connection.request("GET", path, headers=headers, preload_content=False, decode_content=False)
            self._response = connection.getresponse()
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            connection.close()
            raise _head_trouble(error) from error
        except Trouble:
            connection.close()
            raise
        self.status = self._response.status
        self.headers = {name.lower(): value for name, value in self._response.headers.itermerged()}

    @property
    def received(self) -> int:
        """Return the bytes that came over the wire so far, head included."""
        return self._watch.received

    def allow(self, size: int) -> None:
        """Let a body of so many bytes in."""
        self._watch.allow(size)

    def read(self, size: int) -> bytes:
        """Return at most so many bytes of the body as they stand on the wire; none at its end.

        Raises:
            Trouble: ``broken_body`` where the body ends before its promised end, ``timeout``, ``too_large``.
        """
        try:
            return self._response.read(size, decode_content=False)
        except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
            raise Trouble("broken_body", "the body ends before its promised end", _ADVICE, again=True) from error

    def close(self) -> None:
        """Close the connection; it is never used twice."""
        self._response.close()
        self._connection.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()


def out_of_time() -> Trouble:
    """Say that the deadline has passed."""
    return Trouble("timeout", "no whole answer in time", _ADVICE)


def _head_trouble(error: Exception) -> Trouble:
    """Say what went wrong before a body began."""
    cause = error.__cause__ or error
    if isinstance(error, TimeoutError | LibraryTimeoutError):
        return Trouble("timeout", "no connection in time", _ADVICE)
    if isinstance(error, ssl.SSLError | SSLError):
        return Trouble("network", f"no trustworthy TLS connection: {cause}", "look at the address in a browser")
    if isinstance(error, http.client.RemoteDisconnected):
        return Trouble("network", "the server closed the connection without an answer", _ADVICE, again=True)
    if isinstance(error, http.client.LineTooLong) or "got more than" in str(error):
        return Trouble("too_large", f"too many or too long headers: {error}", "tell the publisher")
    if isinstance(error, http.client.HTTPException | HTTPError | ValueError):
        return Trouble("failed", f"the answer is not HTTP: {type(error).__name__}", _ADVICE)
    return Trouble("network", f"no connection: {cause}", _ADVICE, again=True)
