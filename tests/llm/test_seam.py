"""What is recorded at the HTTP seam is given again, holds nothing telling, and nothing else is answered."""

import http.client
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from generator.analyze.llm import prompt
from tests.articles import make_article, make_publisher
from tests.llm.scripted import Handler, server
from tests.llm.seam import UNKNOWN, UnknownRequestError, digest, scrubbed, seam

KEY = "sk-invented-for-this-test"


def request(model: str = "sound", fence: str = "5f3a9c01", **changes: object) -> dict[str, Any]:
    """Return a request about one article, as it goes over the wire."""
    asked = prompt.question(make_article(), make_publisher(), fence)
    messages = [{"role": "system", "content": asked.system}, {"role": "user", "content": asked.user}]
    return {"model": model, "messages": messages, "max_tokens": 6000} | changes


def post(address: str, body: dict[str, Any]) -> tuple[int, Any]:
    """Send one request with a key; return status and answer."""
    found = urlsplit(address)
    connection = http.client.HTTPConnection(found.netloc, timeout=10)
    connection.request("POST", f"{found.path}/chat/completions", json.dumps(body), {"Authorization": f"Bearer {KEY}"})
    response = connection.getresponse()
    answer = json.loads(response.read())
    connection.close()
    return response.status, answer


def test_what_a_service_answered_once_is_given_again_without_it(tmp_path: Path) -> None:
    with server() as real, seam(tmp_path, real) as recording:
        first = post(recording.address, request())
        again = post(recording.address, request(fence="77aa00"))
        requests = len(Handler.seen)
    with seam(tmp_path) as replaying:
        replayed = post(replaying.address, request(fence="0123456789abcdef"))
    assert first == again == replayed
    assert (requests, first[0], replaying.unknown) == (1, 200, [])
    assert json.loads(first[1]["choices"][0]["message"]["content"])["topic"] == "software"


def test_a_request_that_was_never_recorded_is_answered_with_its_digest_and_fails_the_test(tmp_path: Path) -> None:
    with pytest.raises(UnknownRequestError, match=digest(request())), seam(tmp_path) as replaying:
        status, answer = post(replaying.address, request())
    assert status == UNKNOWN
    assert digest(request()) in answer["error"]["message"]


def test_an_unknown_request_is_told_of_even_where_the_test_fails_before(tmp_path: Path) -> None:
    def fails() -> None:
        with seam(tmp_path) as replaying:
            post(replaying.address, request())
            raise AssertionError

    with pytest.raises(UnknownRequestError) as error:
        fails()
    assert isinstance(error.value.__context__, AssertionError)


def test_a_failure_is_kept_until_the_service_does_better(tmp_path: Path) -> None:
    asked = request("soon")
    with server() as real, seam(tmp_path, real) as recording:
        found = [post(recording.address, asked)[0] for _ in range(3)]
        requests = len(Handler.seen)
    assert (found, requests) == ([429, 200, 200], 2)


@pytest.mark.parametrize(
    "changes",
    [{"model": "halo"}, {"max_tokens": 12000}, {"response_format": {"type": "json_object"}}, {"temperature": 0}],
)
def test_whatever_else_differs_makes_another_request(changes: dict[str, object]) -> None:
    assert digest(request(fence="ab12")) == digest(request())
    assert digest(request(**changes)) != digest(request())


def test_a_text_that_looks_like_the_random_number_elsewhere_is_part_of_the_request() -> None:
    one, other = (request(messages=[{"role": "user", "content": f"article {word} begins"}]) for word in ("5f3a", "77"))
    assert digest(one) != digest(other)


def test_of_an_answer_only_words_reason_and_counts_are_kept() -> None:
    found = scrubbed(
        {
            "id": "chatcmpl-451423b6",
            "created": 1795398386,
            "model": "weights-of-somebody.gguf",
            "system_fingerprint": "fp_1",
            "service_tier": "default",
            "choices": [
                {"index": 0, "finish_reason": "stop", "logprobs": [], "message": {"content": "Yes.", "refusal": None}}
            ],
            "usage": {
                "prompt_tokens": 9,
                "completion_tokens": 2,
                "prompt_tokens_details": {"cached_tokens": 4, "audio_tokens": 0},
                "speed": "fast",
            },
        },
        "local",
    )
    assert found == {
        "id": "recorded",
        "object": "chat.completion",
        "created": 0,
        "model": "local",
        "choices": [
            {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": "Yes."}},
        ],
        "usage": {"prompt_tokens": 9, "completion_tokens": 2, "prompt_tokens_details": {"cached_tokens": 4}},
    }


@pytest.mark.parametrize(
    "telling",
    [
        "http://10.1.2.3:8080/v1",
        "10.1.2.3:8080",
        "localhost:8080",
        "models.company.example:443",
        "/opt/models/server/app.py",
        KEY,
        "sk-proj-****abcd",
        "Bearer abc",
        "org-4f5e6d7c8b9a0f1e2d3c",
    ],
)
def test_of_an_error_hosts_paths_and_keys_are_left_out(telling: str) -> None:
    words = f'insufficient_quota at "{telling}", line 3'
    for answer in ({"error": {"message": words, "type": "server_error", "code": None}}, f"<html>{words}"):
        told = scrubbed(answer, "local")["error"]
        assert told["message"].removeprefix("<html>") == 'insufficient_quota at "…", line 3'
        assert set(told) <= {"message", "type"}


def test_the_key_of_a_request_is_kept_nowhere(tmp_path: Path) -> None:
    with server() as real, seam(tmp_path, real) as recording:
        for model in ("sound", "key"):
            post(recording.address, request(model))
    kept = [file.read_text(encoding="utf-8") for file in tmp_path.iterdir()]
    assert len(kept) == 2
    assert not any(KEY in text or "127.0.0.1" in text for text in kept)
