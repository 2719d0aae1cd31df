"""An OpenAI-compatible server that does what the name of the model says. Loopback, standard library."""

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar

from tests.llm.answers import BLANK, FULL

# Status, error as services word it, headers.
ERRORS: dict[str, tuple[int, dict[str, str], dict[str, str]]] = {
    "rate": (429, {"message": "Slow down, please", "code": "rate_limit_exceeded"}, {"Retry-After": "2"}),
    "quota": (429, {"message": "You exceeded your current quota", "code": "insufficient_quota"}, {}),
    "minute": (429, {"message": "You exceeded your current quota, check plan and billing. Please retry in 20s"}, {}),
    "key": (401, {"message": "Incorrect API key", "code": "invalid_api_key"}, {}),
    "tattler": (401, {"message": "Incorrect API key provided: the-key-of-that-server"}, {}),
    "forbidden": (403, {"message": "Not for you", "code": "forbidden"}, {}),
    "unknown": (404, {"message": "The model does not exist", "code": "model_not_found"}, {}),
    "broken": (500, {"message": "Oh dear"}, {}),
    "busy": (503, {"message": "Come back later"}, {}),
    "long": (
        400,
        {
            "message": "This model's maximum context length is 8192 tokens. However, your messages resulted in 9000.",
            "code": "context_length_exceeded",
        },
        {},
    ),
    "refused": (400, {"message": "response_format of type json_schema is not supported"}, {}),
    "policy": (400, {"message": "Filtered by the content management policy", "code": "content_filter"}, {}),
}
LINE = "Quillon has unveiled a revolutionary ledger for small shops."
INVENTED = FULL | {
    "loaded_terms": [FULL["loaded_terms"][0] | {"exact": word} for word in ("game-changing", "world-class", "magic")],
    "claims": [],
}
# Servers that fail on any form of the answer but these: type, and whether a schema stands beside it.
FORMS_KNOWN = {
    "grammar": [("json_object", True), (None, False)],
    "object": [("json_object", False), (None, False)],
    "free": [(None, False)],
}
ENDED = {"cut": "length", "filtered": "content_filter"}
USAGE = {
    "prompt_tokens": 1000,
    "completion_tokens": 100,
    "total_tokens": 1100,
    "prompt_tokens_details": {"cached_tokens": 512},
}


# Services that count what cannot be.
COUNTED = {
    "owing": {"prompt_tokens": -5000, "completion_tokens": -100, "total_tokens": -5100},
    "greedy": {"prompt_tokens": 9_000_000, "completion_tokens": 9_000_000, "total_tokens": 18_000_000},
}


class Handler(BaseHTTPRequestHandler):
    """Answer by the model's name; keep what was asked."""

    seen: ClassVar[list[dict[str, Any]]] = []
    open: ClassVar[set[int]] = set()
    together: ClassVar[list[int]] = []
    lock: ClassVar[threading.Lock] = threading.Lock()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        """Do what the model's name says."""
        body = json.loads(self.rfile.read(int(self.headers.get("content-length", 0))))
        self.seen.append(body | {"authorization": self.headers.get("authorization")})
        model = body["model"]
        form = body.get("response_format") or {}
        if model in FORMS_KNOWN and (form.get("type"), "schema" in form) not in FORMS_KNOWN[model]:
            status = 400 if model == "free" else 500
            self._send(status, {"error": {"message": "response_format: unexpected value"}})
        elif model in ERRORS:
            status, error, headers = ERRORS[model]
            self._send(status, {"error": error}, headers)
        elif model == "soon" and len([one for one in self.seen if one["model"] == "soon"]) % 2:
            self._send(429, {"error": {"message": "Slow down, please"}}, {"Retry-After": "1"})
        elif model == "hang":
            time.sleep(3)
        elif model == "drip":
            self.send_response(200)
            self.end_headers()
            for _ in range(30):
                self.wfile.write(b" ")
                self.wfile.flush()
                time.sleep(0.1)
        elif model == "torn":
            self.connection.close()
        elif model == "page":
            self._send(200, "<html>hello")
        elif model.startswith("slow-"):
            with self._open():
                # Of different lengths, so that they end one by one.
                time.sleep(0.2 + 0.15 * (len(self.seen) % 3))
            self._send(200, self._completion(model.removeprefix("slow-"), body))
        else:
            self._send(200, self._completion(model, body))

    @contextmanager
    def _open(self) -> Iterator[None]:
        """Note how many requests are on their way, this one among them."""
        with self.lock:
            self.open.add(id(self))
            self.together.append(len(self.open))
        yield
        with self.lock:
            self.open.discard(id(self))

    def _completion(self, model: str, body: dict[str, Any]) -> dict[str, Any]:
        asked = body["messages"][-1]["content"]
        content = _line(model, asked) if asked.endswith("Your one line:") else _words(model, body)
        if model == "parrot":
            content = f"{self.headers.get('authorization')} is what I was sent."
        return {
            "id": "one",
            "object": "chat.completion",
            "created": 1,
            "model": model,
            "choices": [
                {
                    "index": 0,
                    "finish_reason": ENDED.get(model, "stop"),
                    "message": {"role": "assistant", "content": content},
                }
            ],
            **({} if model == "uncounted" else {"usage": COUNTED.get(model, USAGE)}),
        }

    def _send(self, status: int, data: object, headers: dict[str, str] | None = None) -> None:
        raw = (data if isinstance(data, str) else json.dumps(data)).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(raw)


def _line(model: str, question: str) -> str:
    """Return one line: a reader's repeats the first sentence of the article."""
    return (_parted(question)[1] or [LINE])[0] if model == "reader" else LINE


def _parted(question: str) -> tuple[str, list[str]]:
    """Return the title and the first sentences of the article in a question."""
    text = re.split(r"===== article \w+ (?:begins|ends) =====", question)[1].strip()
    title, _, body = text.partition("\n\n")
    return title, [one.strip() for one in re.findall(r"[^.!?\n]+[.!?]", body)[:3] if one.strip()]


def _read(question: str) -> dict[str, Any]:
    """Return an answer that quotes the article it was asked about: its first sentences, the long word of its title."""
    title, sentences = _parted(question)
    claims = [FULL["claims"][0] | {"exact": one[:600], "rank": "secondary"} for one in sentences]
    term = FULL["loaded_terms"][0] | {"exact": max(title.split() or ["none"], key=len)[:600]}
    point = {"text": "The text says what its title promises.", "support": (sentences or [title])[0][:600]}
    return BLANK | {"loaded_terms": [term], "claims": claims, "points": [point], "summary": point["text"]}


def _words(model: str, body: dict[str, Any]) -> str | None:
    """Return what a model of that name answers."""
    again = len(body["messages"]) > 2
    said = {
        "empty": None,
        "half": "half \ud83d",
        "prose": "I would say this text is a little excited.",
        "bargain": json.dumps(FULL | {"framing": "Frames a ledger at 99 as new for small shops."}),
        "fenced": f"Here it is:\n```json\n{json.dumps(FULL)}\n```\nLet me know if you need more.",
        "shape": json.dumps({"spin_score": 900}),
        "extra": json.dumps(FULL | {"verdict": "guilty"}),
        "invented": json.dumps(INVENTED),
        "mended": json.dumps(FULL if again else INVENTED),
        "reader": json.dumps(_read(body["messages"][1]["content"])),
        "plain": json.dumps(BLANK | {"primary": "none", "kind": "announcement", "topic": "software"}),
        "halo": json.dumps(FULL | {"primary": "halo", "tactic": None, "topic": "business"}),
    }
    if model in ("object", "free") and '"spin_vs_substance"' not in body["messages"][0]["content"]:
        # Nobody can keep to a form that was never told.
        return said["shape"]
    return said.get(model, json.dumps(FULL))


@contextmanager
def server() -> Iterator[str]:
    """Serve on a free loopback port and yield the address of the API."""
    Handler.seen.clear()
    found = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.daemon_threads = True
    threading.Thread(target=found.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{found.server_port}/v1"
    finally:
        found.shutdown()
        found.server_close()
