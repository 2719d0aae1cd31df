"""What calls cost, and the purse that no run overdraws. Pure.

Amounts are whole billionths of the configured currency: sums of them are exact, and a cap is a cap.
"""

import re
import threading
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from generator.errors import ConfigError

UNIT: Final = 10**9
_MILLION: Final = 10**6
_PRICE: Final = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,9})?)\s*(?:/\s*([0-9]{1,6}(?:\.[0-9]{1,9})?)\s*)?")

_AMOUNT: Final = re.compile(r"\s*([0-9]{1,6}(?:\.[0-9]{1,9})?)\s*")


# Names in litellm's list of what is charged beside tokens.
_OTHER_CHARGES: Final = ("input_cost_per_request", "input_cost_per_query")


# No call has that many tokens: a larger count is none.
MOST_TOKENS: Final = 10**9


class Usage(NamedTuple):
    """Tokens of one call, as the service counted them; ``cached`` are among those sent."""

    sent: int
    returned: int
    cached: int = 0


class Price(NamedTuple):
    """Billionths of the currency for a million tokens: sent, returned, and sent again from the service's cache."""

    sent: int
    returned: int
    cached: int | None = None

    @classmethod
    def parse(cls, words: str) -> "Price":
        """Read a price as settings give it: currency per million tokens, ``in/out``, or one number for both.

        Raises:
            ConfigError: it is no price.
        """
        found = _PRICE.fullmatch(words)
        if found is None:
            raise ConfigError(
                f"config: SPIN_MODEL_PRICE: {words[:40]!r} is no price: give the currency per million tokens as "
                "in/out, for example 0.25/2.00, or 0 for a model of your own"
            )
        sent, returned = (_billionths(one) for one in (found[1], found[2] or found[1]))
        return cls(sent, returned)

    @classmethod
    def listed(cls, facts: Mapping[str, Any]) -> "Price | None":
        """Return the price that litellm's list gives a model in currency per token, or None where it has none.

        A listed price of nothing is none: the list has it for models whose price nobody entered. Neither is one beside
        which the service charges by request.
        """
        sent, returned = facts.get("input_cost_per_token"), facts.get("output_cost_per_token")
        if not sent or not returned or any(facts.get(name) for name in _OTHER_CHARGES):
            return None
        # Tokens of thinking count among those of the answer.
        returned = max(returned, facts.get("output_cost_per_reasoning_token") or 0)
        cached = facts.get("cache_read_input_token_cost")
        return cls(_per_million(sent), _per_million(returned), None if cached is None else _per_million(cached))

    def cost(self, usage: Usage) -> int:
        """Return what a call cost in billionths, rounded up."""
        again = self.sent if self.cached is None else self.cached
        fresh = max(0, usage.sent - usage.cached)
        total = fresh * self.sent + min(usage.cached, usage.sent) * again + usage.returned * self.returned
        return -(-total // _MILLION)


class Purse:
    """Money and calls of one run. Every call reserves its most before it starts, and settles when it has ended.

    What is reserved counts as spent until it is settled, so calls at the same time cannot pass the cap together. Safe
    to use from several threads.
    """

    def __init__(self, most: int, calls_most: int) -> None:
        """Fill the purse.

        Args:
            most: billionths of the currency that may be spent.
            calls_most: how many calls may start.
        """
        self._most = most
        self._calls_left = calls_most
        self._lock = threading.Lock()
        self._spent = 0
        self._assumed = 0
        self._held = 0

    @property
    def spent(self) -> int:
        """Return what was settled, in billionths."""
        return self._spent

    @property
    def assumed(self) -> int:
        """Return what of it no service counted: the most that broken-off requests can have cost, in billionths."""
        return self._assumed

    @property
    def held(self) -> int:
        """Return what is set aside for calls on their way, in billionths."""
        return self._held

    @property
    def calls_left(self) -> int:
        """Return how many calls may still start."""
        return self._calls_left

    def reserve(self, amount: int) -> bool:
        """Set an amount aside for one call; False where it does not fit any more, and nothing is set aside."""
        with self._lock:
            if self._calls_left < 1 or self._spent + self._held + amount > self._most:
                return False
            self._calls_left -= 1
            self._held += amount
            return True

    def settle(self, reserved: int, cost: int, *, counted: bool = True) -> None:
        """Give back what was reserved and book what the call cost; one that was never sent cost nothing.

        Args:
            reserved: what was set aside, in billionths.
            cost: what is booked, in billionths.
            counted: whether the service counted it; else it is the worst case.
        """
        with self._lock:
            self._held -= reserved
            self._spent += cost
            self._assumed += 0 if counted else cost


def amount(words: str) -> int:
    """Return an amount of the currency in billionths.

    Raises:
        ConfigError: it is no amount.
    """
    found = _AMOUNT.fullmatch(words)
    if found is None:
        raise ConfigError(f"config: SPIN_MAX_COST: {words[:40]!r} is no amount: give the most a run may cost, as 1.50")
    return _billionths(found[1])


def _per_million(per_token: float) -> int:
    return round(float(per_token) * UNIT * _MILLION)


def _billionths(words: str) -> int:
    whole, _, part = words.partition(".")
    return int(whole) * UNIT + int(part.ljust(9, "0") or "0")
