"""One model as a reader of articles: questions out, readings on the ground of the text back. Touches: the network.

What goes in: an article, its publisher, the witness's analysis. What comes out: a reading per sample and the one line
the model makes of the article. An answer that cannot be read, or whose quotations mostly do not stand in the text, is
asked for once more, with what was wrong.
"""

import asyncio
import secrets
from collections import Counter
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Final, NamedTuple

from generator.analyze.base import Heard, Language, Reading
from generator.analyze.llm import grounding, orders, prompt, reading
from generator.analyze.llm.asking import Asked, Raw
from generator.analyze.llm.carried import Carrier
from generator.analyze.llm.faults import ADVICE, CallError, Fault
from generator.analyze.llm.money import UNIT
from generator.analyze.llm.prompt import Question
from generator.errors import AnalyzeError
from generator.models import Analysis, Answer, Article, Publisher

# What is left of a text that is too long for a model, for the second try.
SHORTER: Final = prompt.MOST_CHARACTERS // 2
LINE_MOST: Final = 300
# Marks that a model may put around its line.
_MARKS: Final = '"“”'
# What a model says the text lacks.
_LACKING: Final = ("omissions", "missing_voices")


class _Job(NamedTuple):
    """One article on its way through a model."""

    article: Article
    publisher: Publisher
    seen: Analysis


class _Told(NamedTuple):
    """What came of one answer: the reading, and what it cost in billionths; or the problems that made it none."""

    reading: Reading | None
    problems: tuple[str, ...]
    cost: int


class ModelReader:
    """Read articles with one model; meets ``base.Reader``."""

    def __init__(
        self,
        asked: Asked,
        run: "Callable[[Coroutine[Any, Any, Heard]], Future[Heard]]",
        language: Language,
        *,
        samples: int,
        one_line: bool,
    ) -> None:
        """Get ready.

        Args:
            asked: the model.
            run: starts a coroutine in the event loop all calls run in.
            language: of the article.
            samples: answers per article.
            one_line: whether the model is also asked for one line on the article.
        """
        self.name = asked.where.model
        self.asked = asked
        self.samples = samples
        self.one_line = one_line
        self.failures: Counter[Fault] = Counter()
        self._run = run
        self._language = language

    def start(self, article: Article, publisher: Publisher, seen: Analysis) -> Future[Heard]:
        """Start reading an article; see ``base.Reader``."""
        return self._run(self.read(article, publisher, seen))

    async def read(self, article: Article, publisher: Publisher, seen: Analysis) -> Heard:
        """Return what the model says of an article.

        Raises:
            AnalyzeError: it gave no answer that can be used.
        """
        job = _Job(article, publisher, seen)
        wanted: list[Coroutine[Any, Any, _Told]] = [self._sample(job, number) for number in range(self.samples)]
        told: list[_Told | CallError] = []
        for one in await asyncio.gather(*wanted, return_exceptions=True):
            if isinstance(one, BaseException) and not isinstance(one, CallError):
                raise one  # a bug, whatever the other samples say
            self._note(one)
            told.append(one)
        good = [one for one in told if isinstance(one, _Told) and one.reading is not None]
        if not good:
            raise self._failed(article.url, told[0])
        readings = [one.reading for one in good if one.reading is not None]
        line, cost = None, 0
        if self.one_line:
            said, cost = await self._line(job)
            line = self._carried(said, job)
            if said is not None and line is None:
                readings[0] = readings[0]._replace(dropped=readings[0].dropped | {"likely_ai_summary": 1})
        spent = cost + sum(one.cost for one in told if isinstance(one, _Told))
        return Heard(self.name, tuple(readings), line, spent / UNIT, prompt.fixed().digest, self.one_line)

    def expected(self, characters: int) -> int:
        """Return what an article of that length will probably cost, in billionths."""
        history, price = self.asked.history, self.asked.price
        sent = min(characters, prompt.MOST_CHARACTERS)
        report = history.cost(price, "report", len(prompt.fixed().text) + sent) + history.repairs(price)
        whole = self.samples * report
        return whole + (history.cost(price, "line", len(prompt.ONE_LINE) + sent) if self.one_line else 0)

    async def _sample(self, job: _Job, number: int) -> _Told:
        question = self._question(job)
        try:
            raw = await self.asked.ask(question, number)
        except CallError as error:
            if error.fault is not Fault.LENGTH:
                raise
            question = self._question(job, SHORTER)
            raw = await self.asked.ask(question, number)
        told = self._told(job, question, raw)
        if not told.problems:
            return told
        try:
            again = await self.asked.ask(question.again(raw.text, told.problems), number)
            mended = self._told(job, question, again)
        except CallError:
            return told
        spent = told.cost + mended.cost
        better = mended if mended.reading is not None and not (told.reading and mended.problems) else told
        return better._replace(cost=spent)

    def _question(self, job: _Job, most: int = prompt.MOST_CHARACTERS) -> Question:
        hidden = orders.hidden(job.article, job.seen)
        return prompt.question(job.article, job.publisher, secrets.token_hex(8), hidden, most)

    def _told(self, job: _Job, question: Question, raw: Raw) -> _Told:
        read = reading.read(raw.text)
        if read.answer is None:
            return _Told(None, read.problems, raw.cost)
        answer = read.answer
        if question.cut_words:
            # What is missing from the part that was sent may stand in the rest.
            claims = tuple(one.model_copy(update={"missing_evidence": ()}) for one in answer.claims)
            answer = answer.model_copy(update=dict.fromkeys(_LACKING, ()) | {"claims": claims})
        found = grounding.ground(answer, job.article, job.seen, self._language)
        lost = {name: len(getattr(read.answer, name)) - len(getattr(answer, name)) for name in _LACKING}
        lost["missing_evidence"] = _asked_for(read.answer) - _asked_for(answer)
        dropped = +(Counter(found.dropped) + Counter(lost))
        return _Told(found._replace(dropped=dict(sorted(dropped.items()))), _unfound(answer, found), raw.cost)

    async def _line(self, job: _Job) -> tuple[str | None, int]:
        """Return what the model says in one line of the article, and its cost; no line is no failure."""
        question = prompt.one_line(job.article, secrets.token_hex(8), orders.hidden(job.article, job.seen))
        try:
            raw = await self.asked.ask(question)
        except CallError as error:
            self._note(error)
            return None, 0
        return raw.text, raw.cost

    def _carried(self, said: str | None, job: _Job) -> str | None:
        """Return a line on the article where the article carries it: one that names what it does not measures nothing.

        A line may be a sentence of the article, since whether machines repeat it is what is asked.
        """
        bare = _bare((said or "").strip())
        shown = orders.shown(job.article.text, orders.hidden(job.article, job.seen))
        carrier = Carrier(shown, self._language, grounding.people(job.seen))
        return carrier.carried(bare, LINE_MOST, retells=True, may_copy=True)

    def _note(self, told: "_Told | CallError") -> None:
        """Count what kept the model from an answer; what was never sent, since the service was given up, is no more."""
        if isinstance(told, CallError):
            self.failures.update(() if told.fault is Fault.STOPPED else (told.fault,))
        elif told.reading is None:
            self.failures[Fault.UNREADABLE] += 1

    def _failed(self, url: str, first: "_Told | CallError") -> AnalyzeError:
        """Say in our words why there is no reading.

        The words of a service may hold parts of keys, those of a model whatever it was told: they stay with the cause.
        """
        if isinstance(first, CallError):
            cause = first
        else:
            cause = CallError(Fault.UNREADABLE, "; ".join(first.problems[:2])[:300])
        after = f" ({cause.after})" if cause.after else ""
        error = AnalyzeError(url, f"{self.name}: {cause.fault}{after}", ADVICE[cause.after or cause.fault])
        error.__cause__ = cause
        return error


def _asked_for(answer: Answer) -> int:
    """Return how many pieces of evidence an answer asks for."""
    return sum(len(one.missing_evidence) for one in answer.claims)


def _bare(line: str) -> str:
    """Return a line without the quotation marks around all of it; those of a quotation in it stay."""
    inner = line[1:-1]
    around = len(line) > 1 and line[0] in _MARKS and line[-1] in _MARKS
    return inner if around and not any(mark in inner for mark in _MARKS) else line


def _unfound(answer: Answer, found: Reading) -> tuple[str, ...]:
    """Return what to tell the model where less than half of its quotations stand in the text."""
    given = len(answer.loaded_terms) + len(answer.claims)
    lost = found.dropped.get("loaded_terms", 0) + found.dropped.get("claims", 0)
    if 2 * lost <= given:
        return ()
    return (f"{lost} of {given} quotations in loaded_terms and claims are not in the article as you wrote them",)
