"""What questions will probably cost, learned from earlier answers of the same model. Pure.

Tokens sent grow with the characters sent, at a rate that every model's tokenizer and template has for itself; answers
have the length answers had. Without a history the rates are guesses on the safe side, for English articles and
large models.
"""

import json
from collections.abc import Iterable
from typing import Final, Self

from generator.analyze.llm.money import MOST_TOKENS, Price, Usage

# Characters a token has in English prose, and tokens of an answer, by kind of question: before anything was learned.
CHARACTERS_A_TOKEN: Final = 4.2
RETURNED: Final = {"report": 1100.0, "line": 60.0}
# Schema of the answer, which services count as sent.
FORM_TOKENS: Final = {"report": 1500.0, "line": 0.0}
# Characters of an article not yet fetched.
ARTICLE_CHARACTERS: Final = 6000


class History:
    """Sums of earlier questions and answers of one model, by kind of question."""

    def __init__(self) -> None:
        """Start with nothing learned."""
        self._answers: dict[str, int] = {}
        self._characters: dict[str, int] = {}
        self._sent: dict[str, int] = {}
        self._returned: dict[str, int] = {}
        self._cached: dict[str, int] = {}

    @classmethod
    def of(cls, model: str, kept: Iterable[str]) -> Self:
        """Learn from what is kept of a model; what cannot be read teaches nothing."""
        found = cls()
        for text in kept:
            try:
                data = json.loads(text)
                if data["model"] == model:
                    usage = Usage(int(data["sent"]), int(data["returned"]), int(data["cached"]))
                    if max(usage) > MOST_TOKENS or min(usage) < 0:
                        continue
                    found.learn(data["kind"], int(data["characters"]), usage)
            except (ValueError, KeyError, TypeError):
                continue
        return found

    def learn(self, kind: str, characters: int, usage: Usage) -> None:
        """Add one answer."""
        for sums, value in (
            (self._answers, 1),
            (self._characters, characters),
            (self._sent, usage.sent),
            (self._returned, usage.returned),
            (self._cached, usage.cached),
        ):
            sums[kind] = sums.get(kind, 0) + value

    def usage(self, kind: str, characters: int) -> Usage:
        """Return the tokens one more question of that kind and length will probably count."""
        answers = self._answers.get(kind, 0)
        if not answers or not self._sent[kind]:
            sent = characters / CHARACTERS_A_TOKEN + FORM_TOKENS[kind]
            return Usage(round(sent), round(RETURNED[kind]))
        rate = self._sent[kind] / max(1, self._characters[kind])
        cached = self._cached[kind] / self._sent[kind]
        sent = characters * rate
        return Usage(round(sent), round(self._returned[kind] / answers), round(sent * cached))

    def repairs(self, price: Price) -> int:
        """Return what asking again for a usable answer has added to a report so far, in billionths."""
        reports = max(1, self._answers.get("report", 0))
        sums = (self._sent, self._returned, self._cached)
        return price.cost(Usage(*(round(one.get("repair", 0) / reports) for one in sums)))

    def cost(self, price: Price, kind: str, characters: int) -> int:
        """Return what one more question will probably cost, in billionths."""
        return price.cost(self.usage(kind, characters))
