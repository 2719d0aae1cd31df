"""The two networks behind the door: the real one, and the replay of a corpus on this machine.

Touches the network. Each opens one connection for one request, to an address that the door has judged. Under TLS the
server name sent and the certificate checked are those of the URL's host.
"""

import http
import ipaddress
import json
import queue
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from typing import Final, Protocol
from urllib.parse import quote, urlsplit

from urllib3.connection import HTTPConnection, HTTPSConnection

from generator.errors import ConfigError
from generator.fetch import body
from generator.fetch.address import Target
from generator.fetch.limits import Deadline, Limits
from generator.fetch.trouble import Trouble
from generator.fetch.wire import PlainSocket, TlsSocket, Watch, Wire, out_of_time

_ADDRESSES_TRIED: Final = 4
_RESOLVE_BYTES: Final = 64 * 1024
_ADVICE: Final = "look at the address in a browser, or try again later"


class Transport(Protocol):
    """A network the door can use."""

    @property
    def stands_in(self) -> bool:
        """Say that no connection is ever made to the addresses names resolve to (a replay)."""

    def resolve(self, host: str, deadline: Deadline) -> tuple[str, ...]:
        """Return all addresses of a host name."""

    def open(self, target: Target, addresses: tuple[str, ...], headers: Mapping[str, str], deadline: Deadline) -> Wire:
        """Ask for a target at one of these addresses, which the caller has judged."""


def connect_socket(address: str, port: int, timeout_seconds: float) -> PlainSocket:
    """Return a socket connected to exactly this IP address.

    Raises:
        OSError: no connection within the timeout.
    """
    sock = PlainSocket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(timeout_seconds)
        sock.connect((address, port))
    except OSError:
        sock.close()
        raise
    return sock


def system_addresses(host: str) -> tuple[str, ...]:
    """Return what the system's resolver answers, in its order.

    Raises:
        OSError: the name is unknown, or there is no resolver.
    """
    answers = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in answers))


class Real:
    """The public network."""

    stands_in = False

    def __init__(
        self,
        limits: Limits,
        *,
        look_up: Callable[[str], tuple[str, ...]] = system_addresses,
        connect: Callable[[str, int, float], PlainSocket] = connect_socket,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Take what reaches outside; tests hand in fakes.

        Args:
            limits: times and sizes.
            look_up: host name to IP addresses.
            connect: IP address, port and timeout in seconds to a connected socket.
            tls: trust; the system's by default.
        """
        self._limits = limits
        self._look_up = look_up
        self._connect = connect
        self._tls = tls or ssl.create_default_context()
        self._tls.sslsocket_class = TlsSocket

    def resolve(self, host: str, deadline: Deadline) -> tuple[str, ...]:
        """Look a name up, within the deadline.

        Raises:
            Trouble: ``network`` where the name is unknown, ``timeout``.
        """
        # getaddrinfo knows no timeout, so it runs beside us; a look-up that never ends dies with the process.
        answer: queue.SimpleQueue[tuple[str, ...] | Exception] = queue.SimpleQueue()

        def look_up() -> None:
            try:
                answer.put(self._look_up(host))
            except (OSError, UnicodeError) as error:
                answer.put(error)

        threading.Thread(target=look_up, daemon=True).start()
        try:
            found = answer.get(timeout=max(0.0, deadline.left()))
        except queue.Empty as error:
            raise out_of_time() from error
        if isinstance(found, socket.gaierror) and found.errno == socket.EAI_AGAIN:
            raise Trouble("network", f"the name {host} cannot be looked up now", _ADVICE, again=True) from found
        if isinstance(found, Exception):
            raise Trouble("network", f"the name {host} is unknown", "check the spelling of the address") from found
        return found

    def open(self, target: Target, addresses: tuple[str, ...], headers: Mapping[str, str], deadline: Deadline) -> Wire:
        """Ask for a target at the first of these addresses that takes the connection.

        Raises:
            Trouble: see Wire.
        """
        watch = Watch(deadline, self._limits)

        def dial() -> PlainSocket:
            return self._dial(addresses, target.port, deadline)

        # Host header, server name and certificate check follow the name given here; the address is dial's affair.
        connection: HTTPConnection
        if target.scheme == "https":
            connection = _PinnedTls(target.host, target.port, timeout=deadline.left(), ssl_context=self._tls)
        else:
            connection = _Pinned(target.host, target.port, timeout=deadline.left())
        connection.dial = dial
        return Wire(connection, watch, target.path, headers)

    def _dial(self, addresses: tuple[str, ...], port: int, deadline: Deadline) -> PlainSocket:
        for address in addresses[:_ADDRESSES_TRIED]:
            left = deadline.left()
            if left <= 0:
                raise out_of_time()
            try:
                return self._connect(address, port, min(left, self._limits.connect_seconds))
            except OSError as error:
                last = error
        raise last


class Replay:
    """A corpus served on this machine: BASE/https/host/path. All rules of the door see the real URL."""

    stands_in = True

    def __init__(self, base: str, limits: Limits) -> None:
        """Take the base address.

        Raises:
            ConfigError: the base is not a plain http address of this machine.
        """
        self._host, self._port = _loopback(base)
        self._limits = limits

    def resolve(self, host: str, deadline: Deadline) -> tuple[str, ...]:
        """Ask the replay server what a name resolves to.

        Raises:
            Trouble: ``network`` where the server gives no such answer.
        """
        with self._wire(f"/__replay/resolve?host={quote(host)}", {}, deadline) as wire:
            wire.allow(2 * _RESOLVE_BYTES)
            text = body.collect(wire.read, wire.headers, _RESOLVE_BYTES, self._limits.ratio)
            try:
                addresses = json.loads(text)["addresses"] if wire.status == http.HTTPStatus.OK else None
            except (ValueError, KeyError, TypeError):
                addresses = None
        if not isinstance(addresses, list) or not all(isinstance(one, str) for one in addresses):
            raise Trouble("network", f"the replay server does not resolve {host}", "serve /__replay/resolve?host=H")
        return tuple(addresses)

    def open(
        self,
        target: Target,
        addresses: tuple[str, ...],  # noqa: ARG002 - judged by the door; the corpus is on this machine
        headers: Mapping[str, str],
        deadline: Deadline,
    ) -> Wire:
        """Ask the replay server for a target.

        Raises:
            Trouble: see Wire.
        """
        return self._wire(f"/{target.scheme}/{target.authority}{target.path}", headers, deadline)

    def _wire(self, path: str, headers: Mapping[str, str], deadline: Deadline) -> Wire:
        connection = _Pinned(self._host, self._port, timeout=max(0.001, deadline.left()))
        connection.dial = lambda: connect_socket(self._host, self._port, self._limits.connect_seconds)
        return Wire(connection, Watch(deadline, self._limits), path, headers)


class _Pinned(HTTPConnection):
    """A connection that goes where it is told and nowhere else."""

    dial: Callable[[], PlainSocket]

    def _new_conn(self) -> socket.socket:
        return self.dial()


class _PinnedTls(HTTPSConnection):
    """The same under TLS: server name and certificate are those of the URL's host."""

    dial: Callable[[], PlainSocket]

    def _new_conn(self) -> socket.socket:
        return self.dial()


def _loopback(base: str) -> tuple[str, int]:
    """Return IP address and port of a replay base."""
    try:
        parts = urlsplit(base)
        host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname or ""
        fine = (
            parts.scheme == "http"
            and ipaddress.ip_address(host).is_loopback
            and "@" not in parts.netloc
            and parts.path in {"", "/"}
            and not parts.query
            and not parts.fragment
        )
        port = parts.port or 80
    except ValueError:
        fine = False
    if not fine:
        raise ConfigError(
            f"config: --replay-base {base[:200]}: not a plain http address of this machine: "
            "use http://127.0.0.1:PORT of a replay server"
        )
    return host, port
