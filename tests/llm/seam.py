"""Record and replay what a model service answers, at the HTTP seam. Loopback and, to record, one service; a folder.

What goes in: requests of chat completions, whatever library sends them. What comes out: the answer that lies in the
folder under the digest of the request; while recording, an unknown request goes on to a real service and its answer is
kept, without ids, times, hosts and keys. While replaying, an unknown request is answered 599, and the test fails.

    python -m tests.llm.seam --to http://127.0.0.1:8080/v1 --folder tests/llm/recorded --model openai/local

asks about articles of the sample newsroom, as the product does, and prints what came of each. Answers that lie in the
folder are not asked for again, so a broken recording goes on where it broke. Without ``--to`` nothing is asked at all.
A service that wants a key gets the one in SPIN_SEAM_KEY.
"""

import argparse
import hashlib
import http.client
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from tests.llm import readings
from tests.llm.asking import Memory

UNKNOWN: Final = 599
# Which article asked which of the answers, and what of them stood in the text or was dropped.
ARTICLES: Final = "articles.json"
_FENCE: Final = re.compile(r"(?m)^===== article [0-9a-f]+ (begins|ends) =====$")
_DIGITS: Final = 16
_PATIENCE: Final = 1800.0
_MESSAGE_LENGTH: Final = 300
# In the words of errors: addresses, hosts, paths of a machine, keys and other long names that hold a digit.
_TELLING: Final = re.compile(
    r"\w+://[^\s\"'<>]+|\b\d{1,3}(?:\.\d{1,3}){3}\b(?::\d+)?|\blocalhost\b(?::\d+)?|\b[\w-]+(?:\.[\w-]+)+(?::\d+)?"
    r"|(?<!\w)(?:/[\w.-]+){2,}|\bBearer\s+[^\s\"']+|\b(?:sk|pk|key)-[\w*.-]+|\b(?=[\w-]*\d)[\w-]{20,}"
)


class UnknownRequestError(Exception):
    """Say which requests no kept answer fits."""


def digest(request: dict[str, Any]) -> str:
    """Return what names a request: all of it but the random number around the article."""
    return hashlib.sha256(json.dumps(_fenceless(request), sort_keys=True).encode()).hexdigest()[:_DIGITS]


def scrubbed(answer: Any, model: str) -> dict[str, Any]:  # noqa: ANN401 - whatever a service sends
    """Return of an answer only what the product reads, without anything that tells who answered, where and when."""
    if not isinstance(answer, dict) or not answer.get("choices"):
        error = answer.get("error", answer) if isinstance(answer, dict) else answer
        told = error if isinstance(error, dict) else {"message": str(error)}
        words = {key: told[key] for key in ("message", "type", "code") if isinstance(told.get(key), str)}
        return {"error": {key: _TELLING.sub("…", one)[:_MESSAGE_LENGTH] for key, one in words.items()}}
    choices = [
        {
            "index": number,
            "finish_reason": one.get("finish_reason"),
            "message": {"role": "assistant", "content": one.get("message", {}).get("content")},
        }
        for number, one in enumerate(answer["choices"])
    ]
    fixed = {"id": "recorded", "object": "chat.completion", "created": 0, "model": model}
    return fixed | {"choices": choices, "usage": _counts(answer.get("usage") or {})}


class Seam(ThreadingHTTPServer):
    """Answer from a folder, and where a service is named from there; keep the digests of all that was asked."""

    daemon_threads = True

    def __init__(self, folder: Path, to: str | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.to = to
        self.asked: list[str] = []
        self.unknown: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def answer(self, request: dict[str, Any]) -> tuple[int, Any]:
        """Return status and body for a request."""
        name = digest(request)
        self.asked.append(name)
        file = self.folder / f"{name}.json"
        known = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
        # A service that failed may do better now.
        if known is not None and (self.to is None or known["status"] == http.client.OK):
            return known["status"], known["body"]
        if self.to is None:
            self.unknown.append(name)
            return UNKNOWN, {"error": {"message": f"no answer is kept for the request {name}: record it first"}}
        status, found = _forwarded(self.to, request)
        body = scrubbed(found, request["model"])
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"status": status, "body": body}, ensure_ascii=False, indent=1)
        file.write_text(f"{text}\n", encoding="utf-8")
        return status, body


class _Handler(BaseHTTPRequestHandler):
    server: Seam

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        request = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        status, body = self.server.answer(request)
        raw = json.dumps(body).encode()
        self.send_response(status, "Unknown request" if status == UNKNOWN else None)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)


@contextmanager
def seam(folder: Path, to: str | None = None) -> Iterator[Seam]:
    """Serve on a free loopback port.

    Args:
        folder: where answers lie.
        to: address of the API of a real service, to record; None to replay.

    Raises:
        UnknownRequestError: at the end, where a request met no answer.
    """
    found = Seam(folder, to)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    try:
        yield found
    finally:
        found.shutdown()
        found.server_close()
        if found.unknown:
            raise UnknownRequestError(f"no answer is kept for {', '.join(found.unknown)} in {folder.name}")


def main() -> None:
    """Ask about articles of the newsroom and keep the answers."""
    parser = argparse.ArgumentParser(prog="python -m tests.llm.seam", description=main.__doc__)
    parser.add_argument("--to", help="address of an OpenAI-compatible API; without it only kept answers are read")
    parser.add_argument("--folder", type=Path, required=True, help="where answers are kept")
    parser.add_argument("--model", required=True, help="name of the model, as litellm has it")
    parser.add_argument("--articles", type=int, default=len(readings.ARTICLES), help="how many articles")
    parser.add_argument("--seconds", type=float, default=900, help="most seconds one request may take")
    arguments = parser.parse_args()
    kept, lines = Memory(), []
    with (
        seam(arguments.folder, arguments.to) as server,
        readings.analyzer(server.address, arguments.model, kept, arguments.seconds) as analyzer,
    ):
        for file in readings.ARTICLES[: arguments.articles]:
            asked, known, started = len(server.asked), len(kept.kept), time.monotonic()
            story = readings.report(analyzer, file)
            seconds = time.monotonic() - started
            found = readings.figures(story, file, list(kept.kept.values())[known:])
            lines.append({"file": file, "asked": server.asked[asked:], "stood": found["stood"]})
            told = {"file": file, "seconds": round(seconds, 1), "requests": len(server.asked) - asked} | found
            sys.stdout.write(f"{json.dumps(told, ensure_ascii=False)}\n")
            sys.stdout.flush()
            text = json.dumps(lines, ensure_ascii=False, indent=1)
            (arguments.folder / ARTICLES).write_text(f"{text}\n", encoding="utf-8")
        sys.stdout.write(f"{analyzer.bill().model_dump_json()}\n")
        rest = {file.stem for file in arguments.folder.glob("*.json")} - {Path(ARTICLES).stem, *server.asked}
        sys.stdout.write(f"not asked for any more: {', '.join(sorted(rest)) or 'none'}\n")


def _fenceless(node: Any) -> Any:  # noqa: ANN401 - any part of a request
    if isinstance(node, list):
        return [_fenceless(one) for one in node]
    if isinstance(node, dict):
        return {key: _fenceless(one) for key, one in node.items()}
    return _FENCE.sub(r"===== article \1 =====", node) if isinstance(node, str) else node


def _counts(usage: dict[str, Any]) -> dict[str, Any]:
    found = {key: _counts(one) if isinstance(one, dict) else one for key, one in usage.items()}
    return {key: one for key, one in found.items() if one and isinstance(one, (int, dict))}


def _forwarded(to: str, request: dict[str, Any]) -> tuple[int, Any]:
    """Send a request on to a real service; return status and body."""
    address = urlsplit(to)
    kind = http.client.HTTPSConnection if address.scheme == "https" else http.client.HTTPConnection
    headers = {"Content-Type": "application/json"}
    if key := os.environ.get("SPIN_SEAM_KEY"):
        headers["Authorization"] = f"Bearer {key}"
    connection = kind(address.netloc, timeout=_PATIENCE)
    try:
        connection.request("POST", f"{address.path.rstrip('/')}/chat/completions", json.dumps(request), headers)
        response = connection.getresponse()
        raw = response.read().decode(errors="replace")
    finally:
        connection.close()
    try:
        return response.status, json.loads(raw)
    except ValueError:
        return response.status, raw


if __name__ == "__main__":
    main()
