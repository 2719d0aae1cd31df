"""A web of invented hosts on one loopback port, for tests of the network door.

Names resolve through a fake resolver to public-looking addresses; every connection lands on this server, which answers
by Host header and path with scripted bytes. What was looked up, connected to and asked is kept for the test.
"""

import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from generator.errors import FetchError
from generator.fetch import Fetcher, Limits
from generator.fetch.transport import Real, connect_socket
from generator.fetch.wire import PlainSocket
from tests.conftest import NOW

FEED = "http://feed.example/rss"
RSS = b"<rss version='2.0'><channel><title>Invented feed</title></channel></rss>"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n"
QUICK = Limits(total_seconds=0.6, connect_seconds=0.3)
PUBLIC = "93.184.216.34"
AGENT = "SpinReports/0.1 (+https://reports.example/about/)"

Reply = bytes | Callable[[socket.socket], None]


def answer(status: int = 200, body: bytes = b"", *headers: str, length: bool = True) -> bytes:
    """Return one raw HTTP answer."""
    lines = [f"HTTP/1.1 {status} Scripted", *headers]
    if length:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


def redirect(location: str, status: int = 302) -> bytes:
    """Return one raw redirect."""
    return answer(status, b"", f"Location: {location}")


def drip(data: bytes, pause_seconds: float) -> Callable[[socket.socket], None]:
    """Return a reply that sends one byte at a time."""

    def send(sock: socket.socket) -> None:
        for one in data:
            sock.sendall(bytes([one]))
            time.sleep(pause_seconds)

    return send


def reset(data: bytes = b"") -> Callable[[socket.socket], None]:
    """Return a reply that resets the connection after some bytes."""

    def send(sock: socket.socket) -> None:
        sock.sendall(data)
        time.sleep(0.05)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
        sock.close()

    return send


@dataclass
class Asked:
    """One request as the server saw it."""

    url: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0
    server_name: str | None = None


@dataclass
class Clock:
    """A clock that moves only when somebody sleeps."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


class _Handler(socketserver.StreamRequestHandler):
    server: "Web"

    def handle(self) -> None:
        line = self.rfile.readline().decode("latin-1").split(" ")
        headers = {}
        while (text := self.rfile.readline().decode("latin-1").strip()) != "":
            name, _, value = text.partition(":")
            headers[name.lower()] = value.strip()
        if len(line) > 1:
            self.server.reply(self.request, line[1], headers)


class Web(socketserver.ThreadingTCPServer):
    """The invented web."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64

    def __init__(self, pages: dict[str, Reply | list[Reply]], *, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.tls = tls
        self.pages = {url: list(reply) if isinstance(reply, list) else [reply] for url, reply in pages.items()}
        self.names: dict[str, list[tuple[str, ...]]] = {}
        self.asked: list[Asked] = []
        self.looked_up: list[str] = []
        self.connected: list[tuple[str, int]] = []
        self._lock = threading.Lock()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def get_request(self) -> tuple[Any, Any]:
        sock, client = super().get_request()
        return (self.tls.wrap_socket(sock, server_side=True) if self.tls else sock), client

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet: clients of these tests hang up in the middle on purpose."""

    def reply(self, sock: socket.socket, path: str, headers: dict[str, str]) -> None:
        url = f"{'https' if self.tls else 'http'}://{headers.get('host', '')}{path}"
        asked = Asked(url, headers, time.monotonic())
        with self._lock:
            self.asked.append(asked)
            replies = self.pages.get(url, [answer(404)])
            chosen = replies.pop(0) if len(replies) > 1 else replies[0]
        # Taken before the reply leaves: once the client has it, its next request may begin before this thread goes on.
        asked.ended = time.monotonic()
        if callable(chosen):
            chosen(sock)
        else:
            sock.sendall(chosen)

    def look_up(self, host: str) -> tuple[str, ...]:
        with self._lock:
            self.looked_up.append(host)
            answers = self.names.get(host, [(PUBLIC,)])
            return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, timeout_seconds: float) -> PlainSocket:
        with self._lock:
            self.connected.append((address, port))
        return connect_socket("127.0.0.1", self.server_address[1], timeout_seconds)

    def fetcher(self, limits: Limits | None = None, *, tls: ssl.SSLContext | None = None, **more: Any) -> Fetcher:  # noqa: ANN401
        """Return a Fetcher whose public network is this server."""
        limits = limits or Limits()
        return Fetcher(
            AGENT,
            limits=limits,
            transport=Real(limits, look_up=self.look_up, connect=self.connect, tls=tls),
            **more,
        )

    def urls(self) -> list[str]:
        """Return what was asked, in order."""
        return [one.url for one in self.asked]

    def close(self) -> None:
        self.shutdown()
        self.server_close()


def fetcher(web: Web, clock: Clock | None = None) -> Fetcher:
    """Return a Fetcher on this web whose clocks stand still."""
    clock = clock or Clock()
    return web.fetcher(clock=clock, sleep=clock.sleep, now=lambda: NOW)


def failure(web: Web, url: str = FEED, *, limits: Limits | None = None, page: bool = False) -> FetchError:
    """Return the error a fetch ends with; with limits of its own, the clock is the real one."""
    door = fetcher(web) if limits is None else web.fetcher(limits, sleep=lambda _: None)
    with pytest.raises(FetchError) as caught:
        (door.page if page else door.feed)(url)
    return caught.value
