"""Real litellm over real HTTP to a scripted server: each behavior becomes one fault, and one request stays one."""

import asyncio
import contextlib
import gzip
import http.server
import socket
from collections.abc import Iterator
from importlib.util import find_spec
from types import SimpleNamespace
from typing import ClassVar

import pytest

from generator.analyze.llm import bounded, prompt, provider, reading
from generator.analyze.llm.calls import Answered, Caller, Limits, Reply
from generator.analyze.llm.faults import ADVICE, CallError, Fault
from generator.analyze.llm.money import MOST_TOKENS, UNIT, Price, Purse
from generator.analyze.llm.provider import Form, Provider, Where
from generator.errors import ConfigError
from tests.articles import make_article, make_publisher
from tests.hosting import listening
from tests.llm.answers import answer
from tests.llm.scripted import Handler, server

# The library warns of its own types, and leaves connections to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore"),
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("litellm") is None, reason="litellm is not installed: make install brings it"),
]
QUESTION = prompt.question(make_article(), make_publisher(), "5f3a9c01")
PRICE = Price(UNIT // 4, 2 * UNIT, UNIT // 40)


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with server() as address:
        yield address


def test_something_can_be_done_about_every_fault() -> None:
    assert ADVICE.keys() == set(Fault)


def sent(base: str, model: str, *, seconds: float = 5.0) -> tuple[Reply | CallError, int]:
    """Send one question once; return what came of it and how many requests the server saw."""
    before = len(Handler.seen)

    async def run() -> Reply | CallError:
        try:
            return await Provider(Where(f"openai/{model}", base, seconds)).send(QUESTION)
        except CallError as error:
            return error

    return asyncio.run(run()), len(Handler.seen) - before


def test_an_answer_is_read_and_its_tokens_cost_what_they_cost(base: str) -> None:
    found, requests = sent(base, "sound")
    assert isinstance(found, Reply)
    assert reading.read(found.text).answer == answer()
    assert (requests, PRICE.cost(found.usage)) == (1, 334_800)


@pytest.mark.parametrize(
    ("model", "fault"),
    [
        ("rate", Fault.RATE),
        ("quota", Fault.QUOTA),
        ("key", Fault.KEY),
        ("forbidden", Fault.KEY),
        ("unknown", Fault.MODEL),
        ("broken", Fault.SERVER),
        ("busy", Fault.SERVER),
        ("long", Fault.LENGTH),
        ("refused", Fault.FORM),
        ("minute", Fault.RATE),
        ("policy", Fault.FILTER),
        ("filtered", Fault.FILTER),
        ("cut", Fault.CUT),
        ("empty", Fault.EMPTY),
        ("torn", Fault.CONNECTION),
        ("page", Fault.GARBLED),
    ],
)
def test_each_behavior_is_one_fault_and_one_request(base: str, model: str, fault: Fault) -> None:
    found, requests = sent(base, model)
    assert isinstance(found, CallError)
    assert (found.fault, requests) == (fault, 1)


def test_the_wish_to_wait_and_the_tokens_of_a_cut_answer_are_kept(base: str) -> None:
    rate, _ = sent(base, "rate")
    cut, _ = sent(base, "cut")
    assert isinstance(rate, CallError)
    assert rate.retry_after == 2
    assert isinstance(cut, CallError)
    assert cut.usage is not None
    assert cut.usage.returned == 100


def test_a_service_that_says_nothing_times_out_after_one_request(base: str) -> None:
    found, requests = sent(base, "hang", seconds=0.3)
    assert isinstance(found, CallError)
    assert (found.fault, requests) == (Fault.TIMEOUT, 1)


@pytest.mark.parametrize("model", ["drip", "hang"])
def test_a_call_has_an_end_that_no_dripping_byte_moves(base: str, model: str) -> None:
    limits = Limits(total=0.8, request=0.4, tries=2, wait=0)
    before = len(Handler.seen)

    async def run() -> CallError:
        caller = Caller(limits, Purse(10**9, 10))
        provider = Provider(Where(f"openai/{model}", base, 30))
        with pytest.raises(CallError) as error:
            await caller.ask(lambda: provider.send(QUESTION), 1000, PRICE.cost)
        return error.value

    error = asyncio.run(run())
    assert (error.fault, len(Handler.seen) - before, error.requests) == (Fault.TIMEOUT, 2, 2)


def forms(base: str, model: str, times: int) -> list[str | None]:
    """Send one question some times; return the form each request asked for."""
    provider = Provider(Where(f"openai/{model}", base))
    before = len(Handler.seen)

    async def run() -> None:
        for _ in range(times):
            with contextlib.suppress(CallError):
                await provider.send(QUESTION)

    asyncio.run(run())
    asked = [one.get("response_format") for one in Handler.seen[before:]]
    return [one and one["type"] + (" with schema" if "schema" in one else "") for one in asked]


def test_a_service_that_takes_no_form_is_told_it_and_answers_within_one_call(base: str) -> None:
    async def run() -> Answered:
        provider = Provider(Where("openai/free", base))
        return await Caller(Limits(wait=0), Purse(10**9, 10)).ask(lambda: provider.send(QUESTION), 1000, PRICE.cost)

    found = asyncio.run(run())
    assert (reading.read(found.reply.text).answer, found.requests) == (answer(), 4)


def test_what_finds_no_server_has_not_arrived(base: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    found, _ = sent(f"http://127.0.0.1:{port}/v1", "sound")
    assert isinstance(found, CallError)
    assert (found.fault, found.arrived) == (Fault.CONNECTION, False)
    torn, _ = sent(base, "torn")
    assert isinstance(torn, CallError)
    assert torn.arrived


def test_no_more_room_is_asked_for_than_the_model_has(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = len(Handler.seen)
    monkeypatch.setattr(Provider, "facts", lambda _: {"max_output_tokens": 4096})
    sent(base, "sound")
    assert Handler.seen[before]["max_tokens"] == 4096


def test_half_a_letter_is_replaced_since_no_file_takes_it(base: str) -> None:
    found, _ = sent(base, "half")
    assert isinstance(found, Reply)
    assert found.text == "half ?"


STEPS = ["json_schema", "json_object with schema", "json_object", None]


@pytest.mark.parametrize(
    ("model", "asked"),
    [
        ("sound", ["json_schema"] * 4),
        ("refused", [*STEPS, None]),
        ("broken", [*STEPS, None]),
        ("grammar", ["json_schema", *["json_object with schema"] * 3]),
        ("object", ["json_schema", "json_object with schema", *["json_object"] * 2]),
        ("key", ["json_schema"] * 2),
    ],
)
def test_a_form_that_was_never_answered_is_taken_down_a_step(base: str, model: str, asked: list[str | None]) -> None:
    assert forms(base, model, len(asked)) == asked


def test_requests_at_the_same_time_take_a_form_down_only_once(base: str) -> None:
    provider = Provider(Where("openai/grammar", base))

    async def run() -> None:
        await asyncio.gather(*(provider.send(QUESTION) for _ in range(4)), return_exceptions=True)

    asyncio.run(run())
    assert provider.form is Form.GRAMMAR


def test_after_an_outage_the_first_form_is_asked_for_again(base: str) -> None:
    provider = Provider(Where("openai/broken", base))
    with pytest.raises(CallError):
        asyncio.run(provider.send(QUESTION))
    assert provider.form is Form.GRAMMAR
    provider.reset()
    assert provider.form is Form.STRICT


def test_the_fixed_part_goes_first(base: str) -> None:
    before = len(Handler.seen)
    sent(base, "sound")
    messages = Handler.seen[before]["messages"]
    assert [one["role"] for one in messages] == ["system", "user"]
    assert messages[0]["content"] == prompt.fixed().text


@pytest.mark.parametrize("model", ["openai/gpt-5-mini", "anthropic/claude-sonnet-5", "gemini/gemini-3-flash"])
def test_a_key_that_is_not_set_is_named_and_nothing_is_sent(model: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "GEMINI_API_KEY", "GOOGLE_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(CallError) as error:
        asyncio.run(Provider(Where(model)).send(QUESTION))
    monkeypatch.setenv("OPENAI_API_KEY", "")
    with pytest.raises(CallError, match=str(Fault.UNSET)):
        asyncio.run(Provider(Where("openai/gpt-5-mini")).send(QUESTION))
    assert (error.value.fault, error.value.arrived) == (Fault.UNSET, False)
    assert "OPENAI_API_KEY" in ADVICE[Fault.UNSET]


def test_a_server_of_ones_own_needs_no_key_wherever_it_is(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    monkeypatch.setattr("generator.analyze.llm.provider._OWN_MACHINE", frozenset())
    before = len(Handler.seen)
    sent(base, "sound")
    assert Handler.seen[before]["authorization"] == "Bearer none"
    monkeypatch.setenv("OPENAI_API_KEY", "the-key-of-that-server")
    sent(base, "sound")
    assert Handler.seen[before + 1]["authorization"] == "Bearer the-key-of-that-server"


def test_a_model_without_its_provider_is_refused_before_anything_is_sent(base: str) -> None:
    with pytest.raises(ConfigError, match=r"SPIN_MODEL: sound: names no provider .* openai/NAME"):
        Provider(Where("sound", base))


def test_a_server_on_this_machine_gets_no_key_of_another_service(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "the-key-of-somebody-else")
    before = len(Handler.seen)
    sent(base, "sound")
    assert Handler.seen[before]["authorization"] == "Bearer none"


def test_no_key_comes_back_in_an_answer_or_an_error(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.analyze.llm.provider._OWN_MACHINE", frozenset())
    monkeypatch.setenv("OPENAI_API_KEY", "the-key-of-that-server")
    found, _ = sent(base, "parrot")
    assert isinstance(found, Reply)
    assert found.text == "Bearer [key] is what I was sent."
    refused, _ = sent(base, "tattler")
    assert isinstance(refused, CallError)
    assert "Incorrect API key provided: [key]" in refused.detail


class Odd(http.server.BaseHTTPRequestHandler):
    """Answer in ways that no service should; ``/loop`` leads to itself."""

    seen: ClassVar[list[str]] = []

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.seen.append(self.path)
        if self.path.startswith("/loop"):
            self.send_response(307)
            self.send_header("location", self.path)
            self.end_headers()
            return
        body = b" " * (bounded.MOST_BYTES + 1)
        packed = gzip.compress(body) if self.path.startswith("/packed") else body
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(packed)))
        if packed is not body:
            self.send_header("content-encoding", "gzip")
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(packed)


@pytest.mark.parametrize(("way", "fault"), [("loop", Fault.MODEL), ("packed", Fault.GARBLED), ("large", Fault.GARBLED)])
def test_an_answer_leads_nowhere_and_has_an_end(way: str, fault: Fault) -> None:
    Odd.seen.clear()
    with listening(Odd) as address:
        found, _ = sent(f"{address}{way}", "any")
    assert isinstance(found, CallError)
    assert found.fault is fault
    assert len(Odd.seen) == 1


def test_a_count_beyond_any_text_is_none() -> None:
    counted = SimpleNamespace(prompt_tokens=10**400, completion_tokens=MOST_TOKENS + 1, cached=7)
    names = ("prompt_tokens", "completion_tokens", "cached", "other")
    assert [provider._tokens(counted, name) for name in names] == [0, 0, 7, 0]  # noqa: SLF001 - the one place
