"""One model, asked as often as needed and as seldom as possible. Touches: the network, through ``provider``.

What goes in: questions. What comes out: raw words with what they cost, kept before anything is done with them. The
key of what is kept covers model, address, question and form: so no answer is paid for twice, and a changed check costs
nothing.
"""

import asyncio
import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NamedTuple

from generator.analyze.base import Kept
from generator.analyze.llm import shape
from generator.analyze.llm.calls import Caller, Reply
from generator.analyze.llm.expected import History
from generator.analyze.llm.faults import CallError, Fault
from generator.analyze.llm.money import Price, Usage
from generator.analyze.llm.prompt import Question
from generator.analyze.llm.provider import ANSWER_TOKENS, Provider, Where

# A new number asks everything anew: change it when the same words have to be asked in another way.
VERSION: Final = 1
LINE_TOKENS: Final = 2000
# Worth one more request: the same may fit into more room, or come at all.
_ONCE_MORE: Final = frozenset((Fault.CUT, Fault.EMPTY))


class Raw(NamedTuple):
    """Words of a model and what they cost in billionths, whenever they were paid for."""

    text: str
    cost: int


class Asked:
    """Ask one model; use it inside one event loop."""

    def __init__(self, where: Where, provider: Provider, caller: Caller, price: Price, kept: Kept) -> None:
        """Get ready; the history of earlier answers is read from what is kept."""
        self.where = where
        self.price = price
        self.provider = provider
        self.caller = caller
        self.requests = 0
        self.from_kept = 0
        self.history = History.of(where.model, kept.texts())
        self._kept = kept
        self._flying: dict[str, asyncio.Task[Raw]] = {}

    async def ask(self, question: Question, number: int = 0) -> Raw:
        """Return the words of the model; asked only once, also by several at the same time.

        Args:
            question: what to ask.
            number: which sample of the same question this is.

        Raises:
            CallError: there is no answer.
        """
        key = self._key(question, number)
        if (stored := _raw(self._kept.get(key))) is not None:
            self.from_kept += 1
            return stored
        if key not in self._flying:
            self._flying[key] = asyncio.create_task(self._fetched(question, key))
            self._flying[key].add_done_callback(lambda _: self._flying.pop(key))
        return await asyncio.shield(self._flying[key])

    @property
    def flying(self) -> tuple["asyncio.Task[Raw]", ...]:
        """Return what is on its way."""
        return tuple(self._flying.values())

    def _key(self, question: Question, number: int) -> str:
        parts = (VERSION, self.where.model, self.where.base, question.digest, _form_digest(question), number)
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    async def _fetched(self, question: Question, key: str) -> Raw:
        """Ask until there are words, keep them, return them."""
        tokens = ANSWER_TOKENS if question.is_report else LINE_TOKENS
        spent = 0
        for room in (tokens, 2 * tokens):
            try:
                found = await self.caller.ask(self._sender(question, room), self._most(question, room), self.price.cost)
            except CallError as error:
                self.requests += error.requests
                spent += error.spent
                if error.fault is Fault.SERVER:
                    self.provider.reset()
                if error.fault not in _ONCE_MORE or room > tokens:
                    raise
                continue
            self.requests += found.requests
            raw = Raw(found.reply.text, spent + found.cost)
            usage = found.reply.usage
            about = {"model": self.where.model, "kind": question.kind, "characters": question.characters}
            # An answer that the disk does not take is an answer all the same; the next run asks again.
            with suppress(OSError):
                self._kept.put(key, json.dumps(about | raw._asdict() | usage._asdict(), ensure_ascii=False))
            if usage.sent:
                self.history.learn(question.kind, question.characters, usage)
            return raw
        raise AssertionError("the second round returns or raises")

    def _sender(self, question: Question, tokens: int) -> Callable[[], "asyncio.Future[Reply]"]:
        return lambda: self.provider.send(question, tokens)  # type: ignore[return-value]

    def _most(self, question: Question, tokens: int) -> int:
        """Return what a request can cost at most: no service makes more tokens of a text than it has bytes."""
        sent = sum(
            len(part.encode()) for part in (question.system, question.user, question.earlier, question.complaint)
        )
        form = len(json.dumps(shape.answer())) if question.is_report else 0
        return self.price.cost(Usage(sent + form + _AROUND, tokens))


# Tokens that services add around messages: roles, tools, templates of chats.
_AROUND: Final = 1000


def _form_digest(question: Question) -> str:
    form = json.dumps(shape.answer(), sort_keys=True) if question.is_report else ""
    return hashlib.sha256(form.encode()).hexdigest()


def _raw(stored: str | None) -> Raw | None:
    """Return what is kept; what cannot be read is asked for once more."""
    try:
        data = json.loads(stored or "")
        found = Raw(str(data["text"]), int(data["cost"]))
    except (ValueError, KeyError, TypeError, OverflowError):
        return None
    return found if found.cost >= 0 else None
