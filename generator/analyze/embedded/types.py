"""Propose a verdict from loaded terms: primary and secondary type, tactic, confidence.

What goes in: a Document and its loaded terms. What comes out: a Proposal. Pure.
"""

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from generator.analyze.embedded import tone, voices
from generator.analyze.embedded.document import Document
from generator.models import LoadedTerm
from generator.vocabulary import TACTIC_TYPE, Level, LoadedType, Speaker, SpinType

# Spans of the own voice a type needs, as the formula has it.
LEAST_SPANS = 2
LEAST_WORDS = 400
PLACED_FACTOR = 2
MAX_REPEATS = 2
# A strong word says more than three faint ones.
POINTS = {1: 0.6, 2: 1.5, 3: 3.0}
# What the type head is worth beside the spans; both are shares that add up to one.
HEAD_PART = 0.2
SECONDARY_SHARE = 0.4
# Strength of a text: its tone (0-100), up to thirty points for its spans, up to ten less for other voices. Fitted on
# the development half of spin_gold. Below PLAIN nothing is proposed; above LIKELY a type is likely; the score decides.
SPANS_MOST = 30.0
SPANS_SCALE = 6.0
VOICES_MOST = 10.0
VOICES_FULL = 3
PLAIN = 24.0
LIKELY = 44.0
# Share of the first type, and distance of the strength from LIKELY, from which one can be sure; see the accuracy page.
SURE_SHARE = 0.6
CLEAR_SHARE = 0.42
SURE_DISTANCE = 20.0
CLEAR_DISTANCE = 8.0


class Proposal(NamedTuple):
    """What the analyzer proposes; ``tactic`` belongs to ``primary``, ``likely`` says what will probably come of it."""

    primary: SpinType
    likely: SpinType
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
    per_100 = 100 / max(document.words, 150)
    return Tally(
        {one: points * per_100 for one, points in types.items()},
        {one: points * per_100 for one, points in tactics.items()},
        counts.total(),
        frozenset(one for one, count in counts.items() if count >= LEAST_SPANS),
    )


def strength(document: Document, terms: Iterable[LoadedTerm], voices: int) -> float:
    """Return how strong the steering of a text seems, from about -10 to 130."""
    weight = sum(
        POINTS[term.weight] * (0.5 if term.type is LoadedType.OTHER else 1)
        for term in terms
        if term.speaker is not Speaker.QUOTED
    )
    spans = SPANS_MOST * (1 - math.exp(-100 * weight / max(LEAST_WORDS, document.words) / SPANS_SCALE))
    return tone.whole(document).tone + spans - VOICES_MOST * min(voices, VOICES_FULL) / VOICES_FULL


@lru_cache(maxsize=4)
def propose(document: Document, terms: tuple[LoadedTerm, ...]) -> Proposal:
    """Return the type that spans and the type head point at; ``none`` where next to nothing steers."""
    found = tally(document, terms)
    strong = strength(document, terms, voices.count(document))
    shares = _shares(document, found)
    # Ties are broken by the order of the closed list, so that two runs agree.
    carried = sorted(found.carried, key=lambda one: (-shares[one], list(SpinType).index(one)))
    if not carried or strong < PLAIN:
        level = Level.HIGH if strong < LIKELY - SURE_DISTANCE else Level.MEDIUM
        return Proposal(SpinType.NONE, SpinType.NONE, None, None, level)
    primary = carried[0]
    secondary = next((one for one in carried[1:] if shares[one] >= SECONDARY_SHARE * shares[primary]), None)
    likely = primary if strong >= LIKELY else SpinType.NONE
    level = _confidence(abs(strong - LIKELY), shares[primary])
    return Proposal(primary, likely, secondary, _tactic(document, primary, found), level)


def _confidence(distance: float, share: float) -> Level:
    """Return how sure one can be: far from the line between plain and steering, and of one type before all."""
    if distance >= SURE_DISTANCE and share >= SURE_SHARE:
        return Level.HIGH
    return Level.MEDIUM if distance >= CLEAR_DISTANCE and share >= CLEAR_SHARE else Level.LOW


def _shares(document: Document, found: Tally) -> dict[SpinType, float]:
    """Return the weight of each type: its share of the spans and what the type head gives it."""
    total = sum(found.types.values()) or 1.0
    judged = tone.whole(document).shares("type")
    return {
        one: HEAD_PART * judged.get(one.value, 0.0) + (1 - HEAD_PART) * found.types.get(one, 0.0) / total
        for one in SpinType
    }


def _tactic(document: Document, primary: SpinType, found: Tally) -> str | None:
    """Return the tactic of the type that spans and the sentences' tactic head point at most."""
    order = [tactic for tactic, of in TACTIC_TYPE.items() if of is primary]
    heard = dict.fromkeys(order, 0.0)
    for sentence, judged in zip(document.sentences, tone.judgements(document), strict=False):
        if sentence.speaker is not Speaker.QUOTED:
            for tactic in order:
                heard[tactic] += judged.loaded * judged.types.get(primary.value, 0.0) * judged.tactics.get(tactic, 0.0)
    spans = sum(found.tactics.get(tactic, 0.0) for tactic in order) or 1.0
    total = sum(heard.values()) or 1.0
    weights = {one: heard[one] / total + found.tactics.get(one, 0.0) / spans for one in order}
    return min(order, key=lambda one: (-weights[one], order.index(one)))
