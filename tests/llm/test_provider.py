"""Real litellm over real HTTP to a scripted server: each behavior becomes one fault, and one request stays one."""

import asyncio
from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from generator.analyze.llm import prompt, reading
from generator.analyze.llm.calls import Caller, CallError, Fault, Limits, Reply
from generator.analyze.llm.money import UNIT, Price, Purse
from generator.analyze.llm.provider import Form, Provider, Where
from tests.articles import make_article, make_publisher
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
        ("refused", Fault.REQUEST),
        ("policy", Fault.FILTER),
        ("filtered", Fault.FILTER),
        ("cut", Fault.CUT),
        ("empty", Fault.EMPTY),
        ("torn", Fault.CONNECTION),
        ("page", Fault.SERVER),
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


def test_the_form_is_asked_for_and_taken_down_step_by_step(base: str) -> None:
    provider = Provider(Where("openai/sound", base))
    forms = []
    while True:
        before = len(Handler.seen)
        asyncio.run(provider.send(QUESTION))
        forms.append(Handler.seen[before].get("response_format"))
        if not provider.lower():
            break
    assert [form and form["type"] for form in forms] == ["json_schema", "json_object", "json_object", None]
    assert forms[0]["json_schema"]["strict"] is True
    assert "$ref" not in str(forms[1]["schema"])
    assert provider.form is Form.FREE


def test_the_fixed_part_goes_first(base: str) -> None:
    before = len(Handler.seen)
    sent(base, "sound")
    messages = Handler.seen[before]["messages"]
    assert [one["role"] for one in messages] == ["system", "user"]
    assert messages[0]["content"] == prompt.fixed().text


def test_a_server_on_this_machine_gets_no_key_of_another_service(base: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "the-key-of-somebody-else")
    before = len(Handler.seen)
    sent(base, "sound")
    assert Handler.seen[before]["authorization"] == "Bearer none"
