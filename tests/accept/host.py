"""A loopback server that sends a site as static hosts do: compressed, and with leave to keep it."""

import gzip
import http.server
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from tests.hosting import listening

TEXTS = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".md")


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_head(self) -> BinaryIO | BytesIO | None:
        """Send the head for the file asked for, compressed where that helps; a missing one gets the error page."""
        path = Path(self.translate_path(self.path))
        file = path / "index.html" if path.is_dir() else path
        code = 200 if file.is_file() else 404
        file = file if code == 200 else Path(str(self.directory)) / "404.html"
        return self._sent(file.read_bytes(), self.guess_type(str(file)), code)

    def _sent(self, body: bytes, kind: str, code: int) -> BytesIO:
        packed = kind.startswith("text/") or any(kind.endswith(one.strip(".")) for one in TEXTS) or "svg" in kind
        if packed and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
        else:
            packed = False
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "public, max-age=31536000" if "/assets/" in self.path else "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        return BytesIO(body)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder on a free loopback port for as long as the block lasts."""
    with listening(partial(_Handler, directory=str(site))) as address:
        yield address
