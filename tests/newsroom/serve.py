"""Serve the sample newsroom over loopback HTTP. Opens one socket on 127.0.0.1; everything else is in memory.

What goes in: the answers of ``render.site()``. What comes out: the newsroom's hosts, each URL rewritten to
``BASE/https/HOST/PATH``. Redirects name the real address in ``Location``, as the web does; the client rewrites it again
after its own checks. Control addresses, never part of a host:

    /__replay/health           {"ok": true, "urls": N}
    /__replay/log              {"requests": [{"method", "url", "status"}...], "hits": {URL: times}}
    /__replay/reset            forgets the log (POST)
    /__replay/resolve?host=H   {"host": H, "addresses": [...]}: the answer of a pretended resolver

Run it: ``python -m tests.newsroom.serve --port 8899``.
"""

import argparse
import datetime as dt
import gzip
import hashlib
import json
import sys
import threading
from collections import Counter
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from tests.newsroom.render import HTML, Answer, site

LOOPBACK: Final = "127.0.0.1"
# A public address, so that the client's address checks see what they would see on the web.
PRETENDED_ADDRESS: Final = "93.184.216.34"
NOT_FOUND: Final = Answer(404, b"<!doctype html><title>Not found</title><h1>Not found</h1>", {"Content-Type": HTML})
# Below this size packing costs more than it saves.
GZIP_FROM_BYTES: Final = 1400


class NewsroomServer(ThreadingHTTPServer):
    """Hold the answers and the log of one running newsroom."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int) -> None:
        """Render the newsroom and bind to ``port`` on loopback; 0 picks a free one."""
        super().__init__((LOOPBACK, port), Handler)
        self.answers = site()
        self.log: list[dict[str, Any]] = []
        self._lock = threading.Lock()

    @property
    def base_url(self) -> str:
        """Return the address to hand to ``--replay-base``."""
        return f"http://{LOOPBACK}:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a client that went away: tests kill runs on purpose."""

    def answer(self, url: str) -> Answer:
        """Return what a URL answers; an unknown query or a missing final slash makes no difference."""
        parts = urlsplit(url)
        plain = f"{parts.scheme}://{parts.netloc.lower()}{parts.path or '/'}"
        tries = (url, plain, plain + "/", plain.rstrip("/"))
        return next((self.answers[one] for one in tries if one in self.answers), NOT_FOUND)

    def record(self, method: str, url: str, status: int) -> None:
        """Add one request to the log."""
        with self._lock:
            self.log.append({"method": method, "url": url, "status": status})

    def control(self, path: str) -> dict[str, Any] | None:
        """Return what a control address answers, or None where there is no such address."""
        parts = urlsplit(path)
        name = parts.path.removeprefix("/__replay/")
        if name == "health":
            return {"ok": True, "urls": len(self.answers)}
        if name == "resolve":
            host = parse_qs(parts.query).get("host", [""])[0]
            return {"host": host, "addresses": [PRETENDED_ADDRESS]}
        with self._lock:
            if name == "log":
                return {"requests": list(self.log), "hits": dict(Counter(one["url"] for one in self.log))}
            if name == "reset":
                self.log.clear()
                return {"ok": True}
        return None


class Handler(BaseHTTPRequestHandler):
    """Answer one connection."""

    protocol_version = "HTTP/1.1"
    server_version = "newsroom"
    sys_version = ""
    server: NewsroomServer

    def do_GET(self) -> None:
        """Answer a page, a feed, robots.txt or a control address."""
        if self.path.startswith("/__replay/"):
            self._control()
            return
        scheme, _, rest = self.path.removeprefix("/").partition("/")
        if scheme not in {"http", "https"} or not rest:
            self._send(404, b"ask for /https/HOST/PATH\n", {"Content-Type": "text/plain"})
            return
        url = f"{scheme}://{rest}"
        answer = self.server.answer(url)
        status, body, headers = _negotiated(answer, self.headers.get)
        self.server.record(self.command, url, status)
        self._send(status, body, headers)

    def do_HEAD(self) -> None:
        """Answer as GET does, without the body."""
        self.do_GET()

    def do_POST(self) -> None:
        """Answer the one control address that changes something."""
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._control()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Stay silent: the log is kept by the server."""

    def _control(self) -> None:
        found = self.server.control(self.path)
        body = json.dumps(found if found is not None else {"error": "no such control address"}).encode()
        self._send(200 if found is not None else 404, body, {"Content-Type": "application/json"})

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def start(port: int = 0) -> tuple[NewsroomServer, str]:
    """Start the newsroom in a thread and return the server and its base URL.

    Raises:
        OSError: the port is taken.
    """
    server = NewsroomServer(port)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    return server, server.base_url


def stop(server: NewsroomServer) -> None:
    """Stop a running newsroom and free its port."""
    server.shutdown()
    server.server_close()


def main() -> None:
    """Serve until interrupted; the base URL is the first line of standard output."""
    parser = argparse.ArgumentParser(description="Serve the sample newsroom on 127.0.0.1.")
    parser.add_argument("--port", type=int, default=8899, help="port to listen on; 0 picks a free one (default: 8899)")
    server, base_url = start(parser.parse_args().port)
    sys.stdout.write(f"{base_url}\n")
    sys.stdout.flush()
    try:
        threading.Event().wait()
    except KeyboardInterrupt:
        stop(server)


def _negotiated(answer: Answer, header: Any) -> tuple[int, bytes, dict[str, str]]:  # noqa: ANN401  # Message.get
    """Return status, body and headers after validators and packing."""
    headers = dict(answer.headers)
    if answer.status != 200:
        return answer.status, answer.body, headers
    etag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
    last_modified = answer.last_modified.astimezone(dt.UTC).replace(microsecond=0)
    headers |= {"ETag": etag, "Last-Modified": format_datetime(last_modified, usegmt=True), "Vary": "Accept-Encoding"}
    if _unchanged(etag, last_modified, header("If-None-Match"), header("If-Modified-Since")):
        return 304, b"", headers
    if "gzip" in (header("Accept-Encoding") or "") and len(answer.body) >= GZIP_FROM_BYTES:
        return 200, gzip.compress(answer.body, mtime=0), headers | {"Content-Encoding": "gzip"}
    return 200, answer.body, headers


def _unchanged(etag: str, last_modified: dt.datetime, none_match: str | None, since: str | None) -> bool:
    """Say whether the client holds the current body; If-None-Match wins over the date (RFC 9110, 13.2.2)."""
    if none_match is not None:
        return any(one.strip().removeprefix("W/") in {etag, "*"} for one in none_match.split(","))
    if since is None:
        return False
    try:
        return parsedate_to_datetime(since) >= last_modified
    except (TypeError, ValueError):
        return False


if __name__ == "__main__":
    main()
