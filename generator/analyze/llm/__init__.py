"""The analyzer that asks language models: its engine. Touches: the network through ``provider``, clock, one thread.

``prompt`` says what is asked, ``shape`` in which form the answer is due; ``reading`` takes the words that come back
for an answer or says what is wrong with them; ``quotations`` and ``grounding`` put the answer on the ground of the
text; ``walls`` keep out what only models write. ``provider`` sends one request through litellm, ``calls`` says how
often and for how much (``money``, ``expected``), ``asking`` keeps what came back, ``reader`` makes readings of it.
"""

import asyncio
import datetime as dt
import threading
from collections.abc import Coroutine, Sequence
from concurrent.futures import Future
from typing import Any, Final

from generator import config
from generator.analyze.base import Heard, Kept, Language
from generator.analyze.llm import expected
from generator.analyze.llm.asking import Asked
from generator.analyze.llm.calls import Caller, Limits
from generator.analyze.llm.faults import ADVICE, Fault
from generator.analyze.llm.money import UNIT, Price, Purse, amount
from generator.analyze.llm.provider import Provider, Where
from generator.analyze.llm.reader import ModelReader
from generator.errors import ConfigError
from generator.models import Bill

CLOSING_SECONDS: Final = 2.0
# A model that is to end within so many days is told of at every start.
ENDING_DAYS: Final = 60
FAILURES_TOLD: Final = 50


class Engine:
    """Everything a run needs to ask models: one event loop, one purse, a reader per model."""

    def __init__(
        self,
        models: config.Models,
        asking: config.Asking,
        kept: Kept,
        language: Language,
        today: dt.date,
    ) -> None:
        """Import litellm, look up prices, start the loop.

        Args:
            models: the models, with what they may cost.
            asking: how they are asked.
            kept: where raw answers are kept.
            language: of the article.
            today: day of the run, for models that are to end.

        Raises:
            ConfigError: litellm is not installed, a price is unknown or no price, or the cap is no amount.
        """
        self._cap = amount(models.max_cost)
        self._purse = Purse(self._cap, asking.requests_most)
        self._estimate = 0
        self.at_once = asking.at_once
        self._warnings: list[str] = []
        self.readers = tuple(self._reader(one, asking, kept, language, today) for one in models.models)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="models", daemon=True)
        self._thread.start()

    def expect(self, characters: Sequence[int | None]) -> None:
        """Note what articles of such lengths will probably cost; see ``base.Engine``."""
        lengths = [expected.ARTICLE_CHARACTERS if one is None else one for one in characters]
        self._estimate += sum(reader.expected(one) for reader in self.readers for one in lengths)

    def bill(self) -> Bill:
        """Return what was asked and what it cost up to now."""
        asked = [one.asked for one in self.readers]
        stopped = [
            f"{one.where.model}: {error.fault}"
            for one in asked
            if (error := one.caller.stopped) is not None and error.fault is not Fault.STOPPED
        ]
        failures = [
            f"{one.name}: {fault}, {'once' if times == 1 else f'{times} times'}: {ADVICE[fault]}"
            for one in self.readers
            for fault, times in one.failures.most_common()
        ]
        if self._purse.spent > self._cap:
            failures.append(
                "a service counted more tokens than its requests can hold, so the cost passed the cap; nothing more "
                "was asked: look at your account with it"
            )
        return Bill(
            models=tuple(one.name for one in self.readers),
            estimate=self._estimate / UNIT,
            cost=self._purse.spent / UNIT,
            assumed=self._purse.assumed / UNIT,
            cap=self._cap / UNIT,
            requests=sum(one.requests for one in asked),
            kept=sum(one.from_kept for one in asked),
            stopped="; ".join(stopped) or None,
            failures=tuple(failures[:FAILURES_TOLD]),
            warnings=tuple(self._warnings),
        )

    def run(self, work: Coroutine[Any, Any, Heard]) -> Future[Heard]:
        """Start work in the loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def close(self) -> None:
        """Send nothing more, wait for what is on its way so that paid answers are kept, and end; once is enough."""
        if self._loop.is_closed():
            return
        asyncio.run_coroutine_threadsafe(self._ended(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _ended(self) -> None:
        for one in self.readers:
            one.asked.caller.stop()
        await asyncio.gather(*(task for one in self.readers for task in one.asked.flying), return_exceptions=True)
        await self.readers[0].asked.provider.close()
        # The library leaves tasks in the loop that never end by themselves.
        rest = asyncio.all_tasks() - {asyncio.current_task()}
        for task in rest:
            task.cancel()
        if rest:
            await asyncio.wait(rest, timeout=CLOSING_SECONDS)

    def _reader(
        self, model: config.Model, asking: config.Asking, kept: Kept, language: Language, today: dt.date
    ) -> ModelReader:
        where = Where(model.name, model.base, asking.seconds)
        try:
            provider = Provider(where)
        except ImportError as error:
            raise ConfigError(
                "config: --analyzer: litellm is not installed, and models are asked through it: run make install, "
                "or use --analyzer embedded"
            ) from error
        facts = provider.facts()
        self._warn(model.name, facts.get("deprecation_date"), today)
        limits = Limits(
            total=2 * asking.seconds,
            request=asking.seconds,
            at_once=asking.at_once,
            per_minute=asking.per_minute,
        )
        asked = Asked(where, provider, Caller(limits, self._purse), _price(model, Price.listed(facts)), kept)
        return ModelReader(asked, self.run, language, samples=asking.samples, one_line=asking.one_line)

    def _warn(self, name: str, ends: object, today: dt.date) -> None:
        try:
            day = dt.date.fromisoformat(str(ends))
        except ValueError:
            return
        if (day - today).days <= ENDING_DAYS:
            self._warnings.append(f"config: SPIN_MODEL: {name}: its provider ends it on {day}: choose another in time")


def _price(model: config.Model, listed: Price | None) -> Price:
    """Return the price of a model: the one configured, else the listed one.

    Raises:
        ConfigError: neither is there, or a service that has a price is to cost nothing: a cap would be none.
    """
    if model.price is not None:
        found = Price.parse(model.price)
        if listed is not None and model.base is None and not (found.sent or found.returned):
            raise ConfigError(
                f"config: SPIN_MODEL_PRICE: 0 for {model.name}, which its provider sells, so that SPIN_MAX_COST would "
                "cap nothing: leave its place empty between commas for the listed price, or give what you pay"
            )
        return found
    if listed is None:
        raise ConfigError(
            f"config: SPIN_MODEL_PRICE: not set, and the price of {model.name} is not known: give the currency per "
            "million tokens as in/out, for example 0.25/2.00, or 0 for a model of your own"
        )
    return listed
