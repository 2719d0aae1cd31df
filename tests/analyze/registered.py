"""Every registered analyzer, ready for the contract: those that ask models with readers that need no wire."""

from collections.abc import Sequence
from concurrent.futures import Future

from generator import analyze
from generator.analyze import Analyzer
from generator.analyze.base import Heard
from generator.analyze.embedded import ENGLISH
from generator.analyze.ensemble import Ensemble, Fallback
from generator.analyze.llm import grounding
from generator.errors import AnalyzeError
from generator.models import Analysis, Answer, Article, Bill, Publisher
from tests.llm.answers import BLANK


class Copyist:
    """A reader that copies what stands in front of it: a word of the title, lines of the body; nothing is nothing."""

    def __init__(self, name: str) -> None:
        self.name = name

    def start(self, article: Article, publisher: Publisher, seen: Analysis) -> "Future[Heard]":
        done: Future[Heard] = Future()
        try:
            done.set_result(self.heard(article, publisher, seen))
        except AnalyzeError as error:
            done.set_exception(error)
        return done

    def heard(self, article: Article, _publisher: Publisher, seen: Analysis) -> Heard:
        lines = [line.strip()[:300] for line in article.text.split("\n") if line.strip()]
        if not lines:
            raise AnalyzeError(article.url, "nothing to copy", "none")
        term = {"type": "halo", "tactic": "breakthrough framing", "weight": 3, "plainer": "plain"}
        words = [word for line in lines[:2] for word in line.split()[:2]]
        claim = {
            "rank": "primary",
            "kind": "other",
            "verification": "attributed",
            "risk": "high",
            "missing_evidence": [],
        }
        answer = Answer.model_validate(
            BLANK
            | {
                "loaded_terms": [term | {"exact": word} for word in words],
                "claims": [claim | {"exact": line} for line in lines[:3]],
                "keywords": words,
                "summary": "The text says what it says.",
                "primary": "halo",
                "tactic": "public good",
            }
        )
        reading = grounding.ground(answer, article, seen, ENGLISH)
        return Heard(self.name, (reading,), "One line on the text.", 0.0, "sha256:" + "0" * 64)


class Mute:
    """A reader that never answers."""

    name = "mute"

    def start(self, article: Article, _publisher: Publisher, _seen: Analysis) -> "Future[Heard]":
        done: Future[Heard] = Future()
        done.set_exception(AnalyzeError(article.url, "says nothing", "none"))
        return done


class Books:
    """An engine without a purse."""

    at_once = 1

    def expect(self, characters: Sequence[int | None]) -> None:
        """Expect nothing."""

    def bill(self) -> Bill:
        return Bill()

    def close(self) -> None:
        """Nothing is open."""


READERS = {"llm": (Copyist("one"),), "ensemble": (Copyist("one"), Copyist("two"), Mute())}


def make(name: str) -> Analyzer:
    """Make a registered analyzer."""
    if not analyze.asks(name):
        return analyze.make(name)
    witness = analyze.make(analyze.witness(name))
    return Fallback(Ensemble(name, witness, READERS[name], Books()), witness)
