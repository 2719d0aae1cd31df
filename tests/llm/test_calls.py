"""Calls are counted, bounded in time and money, repeated where that can help, and stopped where it cannot."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import pytest

from generator.analyze.llm import calls
from generator.analyze.llm.calls import Caller, Limits, Reply
from generator.analyze.llm.faults import CallError, Fault
from generator.analyze.llm.money import Purse, Usage

MOST, COST = 1000, 7
REPLY = Reply("{}", Usage(100, 10))
SEED = 7
QUICK = Limits(total=5, request=1, wait=0)


class Service:
    """A service that does what it is told, request by request, then the last thing again."""

    def __init__(self, *script: Reply | CallError | float) -> None:
        self.script = list(script)
        self.requests = 0
        self.open = 0
        self.open_most = 0

    async def __call__(self) -> Reply:
        step = self.script[min(self.requests, len(self.script) - 1)]
        self.requests += 1
        self.open += 1
        self.open_most = max(self.open_most, self.open)
        try:
            if isinstance(step, CallError):
                raise step
            await asyncio.sleep(step if isinstance(step, float) else 0)
            return REPLY
        finally:
            self.open -= 1


class Told:
    """What came of one or more calls."""

    def __init__(self) -> None:
        self.purse = Purse(100 * MOST, 100)
        self.waits: list[float] = []
        self.faults: list[Fault | None] = []
        self.sent: list[int] = []


def told(
    service: Service,
    limits: Limits = QUICK,
    *,
    times: int = 1,
    purse: Purse | None = None,
    monkeypatch: pytest.MonkeyPatch | None = None,
) -> Told:
    """Call one after the other and return what came of it; with a monkeypatch waits only move the clock."""
    found = Told()
    found.purse = purse or found.purse
    sleep = asyncio.sleep

    async def noted(seconds: float) -> None:
        found.waits.append(seconds)
        await sleep(0)

    async def run() -> None:
        if monkeypatch is not None:
            loop = asyncio.get_running_loop()
            clock = loop.time
            monkeypatch.setattr(loop, "time", lambda: clock() + sum(found.waits))
        caller = Caller(limits, found.purse, draw=random.Random(SEED))  # noqa: S311 - waits are no secret
        for _ in range(times):
            try:
                answered = await caller.ask(service, MOST, lambda _: COST)
                found.faults.append(None)
                found.sent.append(answered.requests)
            except CallError as error:
                found.faults.append(error.fault)
                found.sent.append(error.requests)

    if monkeypatch is not None:
        monkeypatch.setattr(calls.asyncio, "sleep", noted)
    asyncio.run(run())
    return found


def test_an_answer_takes_one_request_and_costs_what_was_counted() -> None:
    found = told(Service(REPLY))
    assert (found.faults, found.sent, found.purse.spent) == ([None], [1], COST)


@pytest.mark.parametrize("fault", [Fault.RATE, Fault.SERVER, Fault.CONNECTION])
def test_a_passing_fault_is_tried_again_and_no_more_than_three_times(fault: Fault) -> None:
    assert told(Service(CallError(fault), REPLY)).sent == [2]
    found = told(Service(CallError(fault)))
    assert (found.faults, found.sent) == ([fault], [3])


@pytest.mark.parametrize(
    "fault",
    [
        *(Fault.QUOTA, Fault.KEY, Fault.MODEL, Fault.REQUEST, Fault.LENGTH, Fault.FILTER, Fault.CUT, Fault.EMPTY),
    ],
)
def test_any_other_fault_is_not_tried_again(fault: Fault) -> None:
    found = told(Service(CallError(fault)))
    assert (found.faults, found.sent, found.purse.spent) == ([fault], [1], 0)


@pytest.mark.parametrize("fault", [Fault.QUOTA, Fault.KEY, Fault.MODEL])
def test_what_no_other_call_can_better_stops_all_of_them(fault: Fault) -> None:
    service = Service(CallError(fault))
    assert told(service, times=5).faults == [fault, *[Fault.STOPPED] * 4]
    assert service.requests == 1


def test_three_calls_that_fail_in_a_row_stop_the_rest_and_an_answer_counts_anew() -> None:
    service = Service(CallError(Fault.SERVER))
    assert told(service, times=5).faults == [*[Fault.SERVER] * 3, Fault.STOPPED, Fault.STOPPED]
    assert service.requests == 9
    bad = [CallError(Fault.SERVER)] * 3
    assert Fault.STOPPED not in told(Service(*bad, *bad, REPLY, *bad, *bad, REPLY), times=6).faults


def test_the_wish_of_the_service_to_wait_is_kept_up_to_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = QUICK._replace(total=180)
    found = told(Service(CallError(Fault.RATE, retry_after=17.0), REPLY), limits, monkeypatch=monkeypatch)
    assert 17.0 in found.waits
    patient = told(Service(CallError(Fault.RATE, retry_after=61.0), REPLY), limits, monkeypatch=monkeypatch)
    assert (patient.faults, patient.sent) == ([Fault.RATE], [1])


def test_waits_between_tries_grow_and_are_drawn_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = QUICK._replace(total=180, wait=8.0, tries=4)
    waits = [one for one in told(Service(CallError(Fault.SERVER)), limits, monkeypatch=monkeypatch).waits if one]
    draw = random.Random(SEED)  # noqa: S311 - waits are no secret
    assert waits == [draw.uniform(0, most) for most in (8, 16, 32)]


def test_a_request_that_hangs_is_broken_off_tried_again_and_counted_as_if_it_were_billed() -> None:
    found = told(Service(60.0, REPLY), QUICK._replace(request=0.05))
    assert (found.faults, found.sent, found.purse.spent) == ([None], [2], MOST + COST)


def test_a_call_ends_in_its_time_whatever_its_tries_would_take() -> None:
    found = told(Service(60.0), QUICK._replace(total=0.1, request=0.06, tries=50))
    assert found.faults == [Fault.TIMEOUT]
    assert found.sent[0] <= 3


def test_tokens_that_were_counted_without_an_answer_are_paid() -> None:
    assert told(Service(CallError(Fault.CUT, usage=Usage(100, 4000)))).purse.spent == COST
    assert told(Service(CallError(Fault.FILTER, usage=Usage(100, 0)))).purse.spent == COST


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.EMPTY])
def test_an_answer_that_a_service_counts_as_nothing_counts_in_full(fault: Fault) -> None:
    assert told(Service(CallError(fault, usage=Usage(100, 0)))).purse.spent == MOST


def test_no_call_is_sent_that_could_pass_the_cap() -> None:
    service = Service(REPLY)
    purse = Purse(2 * MOST, 1000)
    found = told(service, QUICK._replace(per_minute=1000), times=400, purse=purse)
    assert purse.spent <= 2 * MOST
    assert found.faults[-1] is Fault.MONEY
    # The last call may start while a whole one still fits.
    assert service.requests == (2 * MOST - MOST) // COST + 1


def test_so_many_requests_are_open_as_are_allowed_while_work_waits_and_never_more() -> None:
    service = Service(0.01)

    async def run() -> None:
        caller = Caller(Limits(at_once=8, per_minute=1000), Purse(10**9, 10**6))
        await asyncio.gather(*(caller.ask(service, MOST, lambda _: COST) for _ in range(50)))

    asyncio.run(run())
    assert (service.requests, service.open_most) == (50, 8)


def test_no_more_requests_go_out_in_a_minute_than_are_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(Service(REPLY), QUICK._replace(per_minute=3), times=7, monkeypatch=monkeypatch)
    # Three go at once, three a minute later and the last one another minute later, in waits of a second at most.
    assert 119 < sum(found.waits) <= 120


def test_another_form_is_no_other_try() -> None:
    steps = [CallError(Fault.FORM)] * 3
    found = told(Service(*steps, CallError(Fault.SERVER), REPLY))
    assert (found.faults, found.sent) == ([None], [5])


def test_what_never_left_the_machine_is_neither_counted_nor_paid() -> None:
    found = told(Service(CallError(Fault.CONNECTION, arrived=False)))
    assert (found.faults, found.sent, found.purse.spent) == ([Fault.CONNECTION], [0], 0)


@pytest.mark.parametrize("usage", [Usage(0, 0), Usage(100, 0)])
def test_an_answer_without_counts_is_paid_in_full(usage: Usage) -> None:
    async def uncounted() -> Reply:
        return Reply("{}", usage)

    async def run() -> int:
        return (await Caller(QUICK, Purse(10 * MOST, 10)).ask(uncounted, MOST, lambda _: COST)).cost

    assert asyncio.run(run()) == MOST


def test_calls_wait_for_what_others_have_set_aside_and_do_not_need() -> None:
    service = Service(0.01)

    async def run() -> None:
        caller = Caller(Limits(at_once=4, per_minute=1000), Purse(2 * MOST + 100 * COST, 1000))
        await asyncio.gather(*(caller.ask(service, MOST, lambda _: COST) for _ in range(20)))

    asyncio.run(run())
    assert service.requests == 20


def test_no_more_requests_than_allowed_are_a_cap_of_their_own() -> None:
    assert told(Service(REPLY), times=3, purse=Purse(10 * MOST, 2)).faults == [None, None, Fault.CALLS]


def test_nobody_waits_for_pace_once_the_service_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    found = told(Service(CallError(Fault.KEY)), QUICK._replace(per_minute=3), times=9, monkeypatch=monkeypatch)
    assert (found.faults[0], set(found.faults[1:]), sum(found.waits)) == (Fault.KEY, {Fault.STOPPED}, 0)


def test_waiting_for_pace_takes_no_time_from_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    limits = QUICK._replace(per_minute=1, total=30)
    found = told(Service(CallError(Fault.RATE), REPLY), limits, monkeypatch=monkeypatch)
    assert (found.faults, found.sent) == ([None], [2])


def ask(caller: Caller, send: Callable[[], Awaitable[Reply]]) -> Awaitable[calls.Answered]:
    return caller.ask(send, MOST, lambda _: COST)


def test_a_run_that_is_broken_off_leaves_nothing_set_aside() -> None:
    purse = Purse(10 * MOST, 100)

    async def run() -> None:
        caller = Caller(QUICK, purse)
        waiting = asyncio.ensure_future(ask(caller, Service(60.0)))
        await asyncio.sleep(0.01)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    asyncio.run(run())
    assert purse.spent == MOST
    assert purse.reserve(9 * MOST)
