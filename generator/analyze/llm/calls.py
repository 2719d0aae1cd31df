"""Calls to a model service: how many at once, how often again, how long, and when to stop asking. Touches: clock, loop.

What goes in: a function that sends one request (``provider`` makes it), limits, a purse. What comes out: a reply, or
the one fault that says what happened. Nothing below this retries, so what is counted here is what is sent.
"""

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from generator.analyze.llm.faults import CallError, Fault
from generator.analyze.llm.money import Purse, Usage

# So many calls that failed for good, one after the other, and the service is left alone for the rest of the run.
FAILURES_MOST: Final = 3
# A service that asks for more patience than this is not waited for.
RETRY_AFTER_MOST: Final = 60.0
_MINUTE: Final = 60.0
# So often somebody who waits for pace or money looks up, in seconds: the end of a run waits no longer.
_LOOK_UP: Final = 1.0


# Worth another try: the next one may find a service in better shape.
_PASSING: Final = frozenset((Fault.TIMEOUT, Fault.RATE, Fault.SERVER, Fault.CONNECTION))
# No other call will fare better, so none is sent.
_LASTING: Final = frozenset((Fault.QUOTA, Fault.KEY, Fault.UNSET, Fault.MODEL))
# The service may have worked, and billed, all the same.
_MAYBE_BILLED: Final = frozenset((Fault.TIMEOUT, Fault.CONNECTION, Fault.GARBLED))


class Reply(NamedTuple):
    """What a service sent back: its words, and the tokens it counted."""

    text: str
    usage: Usage


class Answered(NamedTuple):
    """A reply, what it cost in billionths with all tries, and how many requests were sent."""

    reply: Reply
    cost: int
    requests: int


class Limits(NamedTuple):
    """How calls behave; times in seconds."""

    total: float = 180.0  # of one call with all its tries, without waiting for pace and money
    request: float = 90.0  # of one request
    tries: int = 3
    at_once: int = 4
    per_minute: int = 120
    wait: float = 1.0  # before the second try; doubles, and is drawn anew each time


class Caller:
    """Send calls to one service; used inside one event loop."""

    def __init__(self, limits: Limits, purse: Purse, *, draw: random.Random | None = None) -> None:
        """Get ready.

        Args:
            limits: how calls behave.
            purse: what all calls of the run may cost.
            draw: where waits are drawn from.
        """
        self._limits = limits
        self._purse = purse
        self._draw = draw or random.Random()  # noqa: S311 - waits are no secret
        self._slots = asyncio.Semaphore(limits.at_once)
        self._sent: deque[float] = deque(maxlen=limits.per_minute)
        self._pace = asyncio.Lock()
        self._failures = 0
        self.stopped: CallError | None = None

    async def ask(self, send: Callable[[], Awaitable[Reply]], most: int, cost: Callable[[Usage], int]) -> Answered:
        """Send one call until it is answered or given up.

        Args:
            send: sends one request; raises CallError.
            most: billionths that one request can cost at most.
            cost: what counted tokens cost, in billionths.

        Raises:
            CallError: there is no answer; ``requests`` says how many were sent.
        """
        call = _Call(send, most, cost)
        async with self._slots:
            try:
                reply = await self._answered(call)
            except CallError as raised:
                error = raised
            else:
                self._failures = 0
                return Answered(reply, call.spent, call.requests)
        error.requests, error.spent = call.requests, call.spent
        self._note(error)
        raise error

    def stop(self) -> None:
        """Send nothing more; what is on its way may come home."""
        self.stopped = self.stopped or CallError(Fault.STOPPED, "the run ends")

    def _note(self, error: CallError) -> None:
        """Count a call that failed for good; stop after too many, or after one that no other can better."""
        if error.fault in _PASSING:
            self._failures += 1
        if error.fault in _LASTING or self._failures >= FAILURES_MOST:
            self.stopped = self.stopped or error

    async def _answered(self, call: "_Call") -> Reply:
        clock = asyncio.get_running_loop().time
        left, number = self._limits.total, 1
        while True:
            # Whom we make wait is not the service: its time is that of requests, and of waits between them.
            await self._ready(call)
            started = clock()
            try:
                return await self._request(call, min(self._limits.request, left))
            except CallError as error:
                # Another form is asked for at once, and is no other try.
                stepped = error.fault is Fault.FORM
                wait = 0.0 if stepped else self._wait(error, number)
                number += not stepped
                left -= clock() - started
                if wait is None or wait >= left:
                    raise
            await asyncio.sleep(wait)
            left -= wait

    async def _ready(self, call: "_Call") -> None:
        """Wait until the call may send one more request, and set the money for it aside.

        Raises:
            CallError: the service was given up, or the run may not cost that much.
        """
        self._go_on()
        await self._paced()
        self._go_on()
        while not self._purse.reserve(call.most):
            if not self._purse.calls_left:
                raise CallError(Fault.CALLS, "no run may send more requests")
            if not self._purse.held:
                raise CallError(Fault.MONEY, "the next call could pass the cap of the run")
            # What others have set aside for the worst case mostly comes back.
            await asyncio.sleep(_LOOK_UP / 10)
            self._go_on()

    def _go_on(self) -> None:
        if self.stopped is not None:
            raise CallError(Fault.STOPPED, str(self.stopped), after=self.stopped.fault)

    def _wait(self, error: CallError, number: int) -> float | None:
        """Return how long to wait before the next try, or None for no other."""
        if error.fault not in _PASSING or number >= self._limits.tries:
            return None
        if error.retry_after is not None:
            return error.retry_after if error.retry_after <= RETRY_AFTER_MOST else None
        return self._draw.uniform(0, self._limits.wait * 2 ** (number - 1))

    async def _request(self, call: "_Call", seconds: float) -> Reply:
        """Send one request inside its time; the money for it is set aside."""
        # A request that is broken off may be billed, so it counts in full until something else is known.
        bill, counted = call.most, False
        call.requests += 1
        try:
            async with asyncio.timeout(seconds):
                reply = await call.send()
            # Services that count nothing bill all the same.
            if reply.usage.sent and reply.usage.returned:
                bill, counted = call.cost(reply.usage), True
        except TimeoutError as error:
            raise CallError(Fault.TIMEOUT, f"no answer within {seconds:.3g} seconds") from error
        except CallError as error:
            call.requests -= not error.arrived
            # A text that a filter stopped has no answer to count; one that was cut off has.
            if error.usage is not None and error.usage.sent and (error.usage.returned or error.fault is Fault.FILTER):
                bill, counted = call.cost(error.usage), True
            elif not error.arrived or (error.usage is None and error.fault not in _MAYBE_BILLED):
                bill = 0
            raise
        finally:
            call.spent += bill
            self._purse.settle(call.most, bill, counted=counted)
        return reply

    async def _paced(self) -> None:
        """Wait until one more request fits into the last minute."""
        async with self._pace:
            clock = asyncio.get_running_loop().time
            if len(self._sent) == self._sent.maxlen:
                wait = self._sent[0] + _MINUTE - clock()
                while wait > 0:
                    await asyncio.sleep(min(wait, _LOOK_UP))
                    wait -= _LOOK_UP
                    self._go_on()
            self._sent.append(clock())


class _Call:
    """One call on its way."""

    def __init__(self, send: Callable[[], Awaitable[Reply]], most: int, cost: Callable[[Usage], int]) -> None:
        self.send = send
        self.most = most
        self.cost = cost
        self.spent = 0
        self.requests = 0
