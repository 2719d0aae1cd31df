"""Propose a verdict from loaded terms: primary and secondary type, tactic, confidence.

What goes in: a Document and its loaded terms. What comes out: a Proposal. Pure.
"""

import math
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from generator.analyze.embedded.document import Document
from generator.models import LoadedTerm
from generator.vocabulary import TACTIC_TYPE, Level, LoadedType, Speaker, SpinType

# Fitted on the development half of the gold set; see the evaluation's figures for what they reach.
LEAST_WORDS = 150
OWN_THRESHOLD = 1.0
OTHER_THRESHOLD = 1.3
SECONDARY_SHARE = 0.5
SECONDARY_LEAST = 0.5
SURE_FACTOR = 2.5
CLEAR_MARGIN = 1.6
PLACED_FACTOR = 2
MAX_REPEATS = 2
# A strong word says more than three faint ones.
POINTS = {1: 0.6, 2: 1.5, 3: 3.0}
LEAST_SPANS = 2
# The hint rises with the tally and levels off: fitted to the score's own medians on development texts.
HINT_MOST = 85
HINT_SCALE = 2.2


class Proposal(NamedTuple):
    """What the analyzer proposes; ``tactic`` belongs to ``primary``."""

    primary: SpinType
    secondary: SpinType | None
    tactic: str | None
    confidence: Level


class Tally(NamedTuple):
    """Weights per 100 words: by type, by tactic; the spans behind them; the types with spans enough to be primary."""

    types: dict[SpinType, float]
    tactics: dict[str, float]
    spans: int
    carried: frozenset[SpinType]


def tally(document: Document, terms: Iterable[LoadedTerm]) -> Tally:
    """Add up weights of the own voice per 100 words; title and lead count double, a repeated word twice at most."""
    types: dict[SpinType, float] = {}
    tactics: dict[str, float] = {}
    seen: Counter[str] = Counter()
    counts: Counter[SpinType] = Counter()
    for term in terms:
        if term.speaker is Speaker.QUOTED or term.type is LoadedType.OTHER:
            continue
        seen[term.exact.lower()] += 1
        if seen[term.exact.lower()] > MAX_REPEATS:
            continue
        sentence = document.sentence_at(term.start)
        points = POINTS[term.weight] * (
            PLACED_FACTOR if term.weight > 1 and (sentence.headline or sentence.lead) else 1
        )
        named = SpinType(term.type.value)
        types[named] = types.get(named, 0) + points
        if term.tactic is not None:
            tactics[term.tactic] = tactics.get(term.tactic, 0) + points
        counts[named] += 1
    per_100 = 100 / max(document.words, LEAST_WORDS)
    return Tally(
        {one: points * per_100 for one, points in types.items()},
        {one: points * per_100 for one, points in tactics.items()},
        counts.total(),
        frozenset(one for one, count in counts.items() if count >= LEAST_SPANS),
    )


def hint(document: Document, terms: tuple[LoadedTerm, ...]) -> int:
    """Return where the score will come out, 0 to 100, by the analyzer's own tally: the formula has the last word."""
    total = sum(tally(document, terms).types.values())
    return round(HINT_MOST * (1 - math.exp(-total / HINT_SCALE)))


def propose(document: Document, terms: tuple[LoadedTerm, ...]) -> Proposal:
    """Return the verdict the terms support; ``none`` where the own voice has too little of any type."""
    found = tally(document, terms)
    # Ties are broken by the order of the closed list, so that two runs agree.
    ranked = sorted(found.types.items(), key=lambda one: (-one[1], list(SpinType).index(one[0])))
    threshold = OWN_THRESHOLD if document.own_side else OTHER_THRESHOLD
    total = sum(found.types.values())
    carried = [one for one in ranked if one[0] in found.carried]
    if not carried or total < threshold:
        near = total > threshold / CLEAR_MARGIN
        return Proposal(SpinType.NONE, None, None, Level.MEDIUM if near else Level.HIGH)
    primary, most = carried[0]
    runner_up, next_most = next((one for one in ranked if one[0] is not primary), (None, 0.0))
    secondary = runner_up if next_most >= max(SECONDARY_SHARE * most, SECONDARY_LEAST) else None
    return Proposal(primary, secondary, _tactic(primary, found.tactics), _confidence(most, next_most, total, threshold))


def _tactic(primary: SpinType, tactics: dict[str, float]) -> str | None:
    order = list(TACTIC_TYPE)
    own = [
        (points, -order.index(tactic), tactic) for tactic, points in tactics.items() if TACTIC_TYPE[tactic] is primary
    ]
    return max(own)[2] if own else None


def _confidence(most: float, next_most: float, total: float, threshold: float) -> Level:
    if total >= SURE_FACTOR * threshold and most >= CLEAR_MARGIN * next_most:
        return Level.HIGH
    return Level.MEDIUM if total >= CLEAR_MARGIN * threshold or most >= CLEAR_MARGIN * next_most else Level.LOW
