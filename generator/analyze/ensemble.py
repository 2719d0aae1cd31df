"""Analyzers made of others: models beside their witness, and the witness alone where models fail. Pure by itself.

What goes in: readers, their engine, the witness. What comes out: analyzers that meet ``base.Advised``. What was
answered once is kept one seam below, as raw words of a model (``llm.asking``): so a changed check costs nothing.
"""

from collections.abc import Sequence

from generator.analyze import merging
from generator.analyze.base import Advised, Analyzer, Engine, Heard, Reader
from generator.errors import AnalyzeError
from generator.models import Analysis, Article, Bill, Making, Publisher

RESERVED = "The source reserves its text against use as input of AI systems."
SHORT = "The text is too short for a score, so no model is asked about it."


class Ensemble:
    """Ask every reader, make one analysis of their answers and the witness's; one reader is enough."""

    def __init__(self, name: str, witness: Analyzer, readers: Sequence[Reader], engine: Engine) -> None:
        """Bring them together.

        Args:
            name: name in the registry.
            witness: the analyzer that goes first.
            readers: the models, at least one.
            engine: what sends for them and keeps the books.
        """
        self.name = name
        self.witness = witness.name
        self.at_once = engine.at_once
        self._witness = witness
        self._readers = tuple(readers)
        self._engine = engine

    def analyze(self, article: Article, publisher: Publisher) -> Analysis:
        """Return what the witness and the models found; see ``base.Analyzer``."""
        return self.judge(article, publisher, self._witness.analyze(article, publisher))

    def judge(self, article: Article, publisher: Publisher, seen: Analysis) -> Analysis:
        """Return one analysis; see ``base.Advised``. A model that fails is left out while another answers.

        Raises:
            AnalyzeError: no model answered.
        """
        if article.facts.ai_reserved:
            return alone(seen, RESERVED)
        started = [reader.start(article, publisher, seen) for reader in self._readers]
        heard: list[Heard] = []
        failed: list[AnalyzeError] = []
        for future in started:
            try:
                heard.append(future.result())
            except AnalyzeError as error:
                failed.append(error)
        if not heard:
            raise failed[0]
        return merging.merge(seen, heard)

    def expect(self, characters: Sequence[int | None]) -> None:
        """Note what articles will cost; see ``base.Advised``."""
        self._engine.expect(characters)

    def bill(self) -> Bill:
        """Return what was asked and what it cost up to now."""
        return self._engine.bill()

    def close(self) -> None:
        """Wait for what is on its way, keep it, and end."""
        self._engine.close()


class Fallback:
    """Ask an analyzer, and take the analysis of its witness where it gives none."""

    def __init__(self, first: Advised, witness: Analyzer) -> None:
        """Bring the two together; ``witness`` is the one ``first`` names."""
        self.name = first.name
        self.witness = first.witness
        self.at_once = first.at_once
        self._first = first
        self._witness = witness

    def analyze(self, article: Article, publisher: Publisher) -> Analysis:
        """Return an analysis; see ``base.Analyzer``."""
        return self.judge(article, publisher, self._witness.analyze(article, publisher))

    def judge(self, article: Article, publisher: Publisher, seen: Analysis) -> Analysis:
        """Return an analysis, the witness's with the reason where there is no other."""
        try:
            return self._first.judge(article, publisher, seen)
        except AnalyzeError as error:
            return alone(seen, error.problem)

    def expect(self, characters: Sequence[int | None]) -> None:
        """Note what articles will cost; see ``base.Advised``."""
        self._first.expect(characters)

    def bill(self) -> Bill:
        """Return what was asked and what it cost up to now."""
        return self._first.bill()

    def close(self) -> None:
        """Wait for what is on its way, keep it, and end."""
        self._first.close()


def alone(seen: Analysis, reason: str) -> Analysis:
    """Return the analysis of the witness with the reason why no model had part in it."""
    return seen.model_copy(update={"making": Making(fallback=" ".join(reason.split())[:600])})
