"""The published formula: verified spans in, score with band, parts and words out. Pure.

Reads only what the record stores (signals and omissions), so that ``check`` recomputes every score without the
article. Four named parts add up to 0-100; each only grows with more, stronger or better placed loaded wording, and
shrinks with other voices heard. The constants below were fitted on the dev half of spin_gold;
methodology.md prints them.
"""

import hashlib
import math
import random
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from generator import vocabulary as v
from generator.models import Analysis, Band, Hit, Omission, ScorePart, Signals, Verdict
from generator.origins import Engine

FORMULA = "3.1"
# Formulas of earlier releases: their scores stay as they were given, and nothing recomputes them.
EARLIER: frozenset[str] = frozenset()


class Part(NamedTuple):
    """Describe one part of the formula for readers."""

    name: str
    most: float
    meaning: str


TONE = Part("tone", 59, "how strongly the text's own voice sounds as a whole")
DENSITY = Part("density", 29, "loaded wording per hundred words of the text's own voice, by severity and place")
ONE_VOICE = Part("one voice", 4, "no other voice is heard beside the loaded wording")
OMISSIONS = Part("omissions", 8, "what the text's own claims call for and do not get")
PARTS = (TONE, DENSITY, ONE_VOICE, OMISSIONS)

# Tone up to here is how plain texts sound; above it points grow in a straight line, and from the second on stay full.
TONE_FROM = 16.0
TONE_FULL = 84.0
# Silence and omissions count in full from this many loaded spans on: they are no wording, and a notice is no spin.
SPANS_FULL = 3
# A clear word weighs two and a half slight ones, a strong word five.
SEVERITY = {1: 0.6, 2: 1.5, 3: 3.0}
# Weight of loaded wording per hundred own words at which density has reached 63% of its points.
DENSITY_SCALE = 7.0
# `other` (hostile, mocking, colorful) counts at half weight: design of the closed words.
OTHER_FACTOR = 0.5
# Shorter texts are counted as if they had so many own words: two loaded words in four lines are no flood.
LEAST_WORDS = 400
VOICES_FULL = 3
OMISSIONS_FULL = 5
# A sum of parts from here on carries a type; below, the verdict is `none` and the sum ends at 24.
TYPE_SUM = 33
# Standard error of the tone in points: its mean absolute error on the 138 texts of the development half of spin_gold
# after a straight line was fitted, about 10, times 1.25 for a normal spread. Measured in November 2026.
TONE_ERROR = 12.5
RESAMPLES = 200
BAND_EDGES = (0.10, 0.90)
# What the lexicon may miss or overrate in any text: the band is never narrower than this on either side.
BAND_FLOOR = 3
# A type needs this many verified spans in the text's own voice.
SPANS_NEEDED = 2
# Where several types are carried, wording weighs so much more by its place.
IN_TITLE = 2.0
IN_LEAD = 1.5
TYPE_ORDER = tuple(v.TYPES)


class Proposal(NamedTuple):
    """Hold what an analyzer, or the stored record, says about the type."""

    primary: v.SpinType | None = None
    secondary: v.SpinType | None = None
    tactic: str | None = None
    confidence: v.Level | None = None

    @classmethod
    def of(cls, source: Analysis | Verdict) -> "Proposal":
        """Take the proposal out of an analysis or a stored verdict."""
        return cls(source.primary, source.secondary, source.tactic, source.confidence)


def verdict(signals: Signals, omissions: tuple[Omission, ...], proposal: Proposal) -> Verdict:
    """Compute the verdict: score, band, parts and words from the spans, the type from spans and proposal.

    Args:
        signals: every verified loaded span and the counts around it.
        omissions: the verified omissions; what a model alone found does not count, since one can list at will.
        proposal: type, tactic and confidence as proposed; taken only where verified spans carry them.

    Returns:
        A verdict whose parts add up to its score. Feeding the verdict back as the proposal gives the same verdict.
    """
    own, quoted = _voices(signals)
    left_out = _left_out(omissions)
    primary, parts = _weighed(own, signals, left_out, proposal)
    score = _total(parts)
    is_none = primary is v.SpinType.NONE
    return Verdict(
        primary=primary,
        secondary=None if is_none else _secondary(primary, _types(own, signals), proposal.secondary, own),
        tactic=None if is_none else _tactic(primary, own, proposal.tactic),
        score=score,
        band=_band(own, signals, left_out, score, is_none=is_none),
        quoted_score=_total(_parts(quoted, signals, 0, None)) if quoted else None,
        explanation=_explanation(own, signals, left_out, len(omissions) - left_out),
        confidence=proposal.confidence,
        parts=tuple(parts),
        formula=FORMULA,
    )


def total(signals: Signals, omissions: tuple[Omission, ...], proposal: Proposal) -> int:
    """Return the score alone, as ``verdict`` gives it: of another reading, whose band and words nobody sees."""
    return _total(_weighed(_voices(signals)[0], signals, _left_out(omissions), proposal)[1])


def _voices(signals: Signals) -> tuple[list[Hit], list[Hit]]:
    """Return the hits in the text's own voice, and those in the voice of others."""
    own = [hit for hit in signals.hits if hit.speaker is not v.Speaker.QUOTED]
    return own, [hit for hit in signals.hits if hit.speaker is v.Speaker.QUOTED]


def _left_out(omissions: Iterable[Omission]) -> int:
    return sum(one.found_by is not Engine.LLM for one in omissions)


def _weighed(own: list[Hit], signals: Signals, left_out: int, proposal: Proposal) -> tuple[v.SpinType, list[ScorePart]]:
    """Return the type and the parts, brought down to what fits a text without a type where it is none."""
    candidates = _types(own, signals)
    carried = [one for one in candidates if candidates[one] > 0 and _spans(own, one) >= SPANS_NEEDED]
    parts = _parts(own, signals, left_out, signals.tone)
    primary = _primary(_total(parts), carried, proposal.primary)
    if primary is not v.SpinType.NONE:
        return primary, parts
    plain = _plain(tuple(part.points for part in parts))
    return primary, [part.model_copy(update={"points": one}) for part, one in zip(parts, plain, strict=True)]


def _parts(hits: Iterable[Hit], signals: Signals, omissions: int, tone: float | None) -> list[ScorePart]:
    """Compute the named parts over a list of hits; repeated hits count as often as they are listed."""
    hits = list(hits)
    loaded = len({hit.sentence for hit in hits})
    title = ", the title among them" if any(hit.sentence == 0 for hit in hits) else ""
    weights = [_weight(hit, signals) for hit in hits]
    judged = 100 * _density(weights, signals) if tone is None else tone
    reasons = (
        f"sounds like {judged:.0f} of 100",
        f"{_counted(len(hits), 'loaded term')} in {loaded} of {signals.sentences} sentences{title}",
        _counted(signals.voices, "other voice") + " heard",
        _counted(omissions, "thing") + " left out",
    )
    return [
        ScorePart(name=part.name, points=points, most=part.most, reason=reason)
        for part, points, reason in zip(PARTS, _points(weights, signals, omissions, tone), reasons, strict=True)
    ]


def _points(weights: list[float], signals: Signals, omissions: int, tone: float | None) -> tuple[float, ...]:
    """Return the points of each part, by the weight of each hit."""
    density = _density(weights, signals)
    # Where nobody judged the tone of the whole, its spans stand for it.
    judged = 100 * density if tone is None else tone
    sound = min(1.0, max(0.0, judged - TONE_FROM) / (TONE_FULL - TONE_FROM))
    context = min(1.0, len(weights) / SPANS_FULL)
    silence = 1 - min(signals.voices, VOICES_FULL) / VOICES_FULL
    points = (
        TONE.most * sound,
        DENSITY.most * density,
        ONE_VOICE.most * silence * context,
        OMISSIONS.most * min(1.0, omissions / OMISSIONS_FULL) * context,
    )
    return tuple(round(one, 1) for one in points)


def _density(weights: list[float], signals: Signals) -> float:
    per_hundred = 100 * sum(weights) / max(LEAST_WORDS, signals.own_words)
    return 1 - math.exp(-per_hundred / DENSITY_SCALE)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _weight(hit: Hit, signals: Signals) -> float:
    place = IN_TITLE if hit.sentence == 0 else IN_LEAD if hit.sentence <= signals.lead_end else 1.0
    return SEVERITY[hit.weight] * place * (OTHER_FACTOR if hit.type is v.LoadedType.OTHER else 1.0)


def _total(parts: Iterable[ScorePart]) -> int:
    return _sum(part.points for part in parts)


def _sum(points: Iterable[float]) -> int:
    return min(100, round(sum(points)))


def _plain(points: tuple[float, ...]) -> tuple[float, ...]:
    """Bring points that add up to more than 24 down to 24, each by the same share."""
    most = v.NONE_BELOW - 1
    total = sum(points)
    if total <= most:
        return points
    # Rounded down: the sum of rounded parts may not reach 25.
    return tuple(math.floor(one * most / total * 10) / 10 for one in points)


def _band(own: list[Hit], signals: Signals, omissions: int, score: int, *, is_none: bool) -> Band:
    """Resample sentences, shift the tone by its error, and return the 10th to 90th percentile of the formula.

    The bootstrap of sentences is Efron's; the error of the tone is the one measured on articles it was not taught.
    Where several readings were made, the band also holds the score that each of them alone would give.
    """
    by_sentence: dict[int, list[float]] = {}
    for hit in own:
        by_sentence.setdefault(hit.sentence, []).append(_weight(hit, signals))
    # Seeded by the spans themselves: the same record always gives the same band. No secret hangs on it.
    seed = hashlib.sha256(repr([(hit.start, hit.end, hit.weight) for hit in own]).encode()).digest()
    draw = random.Random(seed)  # noqa: S311
    title, body = by_sentence.get(0, []), [by_sentence.get(i, []) for i in range(1, max(2, signals.sentences))]
    scores = []
    for _ in range(RESAMPLES if own else 0):
        sample = [*title, *chain.from_iterable(draw.choices(body, k=len(body)))]
        shift = draw.gauss(0, TONE_ERROR)
        tone = None if signals.tone is None else min(100.0, max(0.0, signals.tone + shift))
        points = _points(sample, signals, omissions, tone)
        scores.append(_sum(_plain(points) if is_none else points))
    scores.sort()
    low, high = (scores[int(edge * (len(scores) - 1))] for edge in BAND_EDGES) if scores else (score, score)
    low, high = min((low, *signals.samples)), max((high, *signals.samples))
    return Band(low=max(0, min(low, score - BAND_FLOOR)), high=min(100, max(high, score + BAND_FLOOR)))


def _types(own: list[Hit], signals: Signals) -> dict[v.SpinType, float]:
    """Weigh each type by its spans; title counts double, lead one and a half."""
    weights: Counter[v.SpinType] = Counter()
    for hit in own:
        if hit.type is not v.LoadedType.OTHER:
            place = IN_TITLE if hit.sentence == 0 else IN_LEAD if hit.sentence <= signals.lead_end else 1.0
            weights[v.SpinType(hit.type)] += hit.weight * place  # type: ignore[assignment]
    return {one: weights[one] for one in sorted(TYPE_ORDER, key=lambda one: (-weights[one], TYPE_ORDER.index(one)))}


def _spans(own: list[Hit], spin_type: v.SpinType) -> int:
    return [hit.type for hit in own].count(v.LoadedType(spin_type))


def _primary(score: int, carried: list[v.SpinType], proposed: v.SpinType | None) -> v.SpinType:
    """Choose the type: the proposed one if spans carry it; none if the analyzer says so or the parts are too few."""
    if proposed is v.SpinType.NONE or not carried or score < TYPE_SUM:
        return v.SpinType.NONE
    return v.SpinType(proposed) if proposed in carried else carried[0]


def _secondary(
    primary: v.SpinType, weights: dict[v.SpinType, float], proposed: v.SpinType | None, own: list[Hit]
) -> v.SpinType | None:
    """Take the proposed second type where spans carry it as they have to carry a first."""
    if proposed in (None, v.SpinType.NONE, primary):
        return None
    carried = weights[v.SpinType(proposed)] and _spans(own, v.SpinType(proposed)) >= SPANS_NEEDED
    return proposed if carried else None


def _tactic(primary: v.SpinType, own: list[Hit], proposed: str | None) -> str | None:
    """Take the proposed tactic if it belongs to the type, else the one most spans of the type point at."""
    if proposed is not None and v.TACTIC_TYPE.get(proposed) is primary:
        return proposed
    counts: Counter[str] = Counter()
    for hit in own:
        if hit.tactic and v.TACTIC_TYPE[hit.tactic] is primary:
            counts[hit.tactic] += hit.weight
    return min(counts, key=lambda tactic: (-counts[tactic], tactic)) if counts else None


def _explanation(own: list[Hit], signals: Signals, omissions: int, uncounted: int) -> str:
    """Say the counts behind the score in words, and how many omissions a model alone names."""
    loaded = {hit.sentence for hit in own}
    if not loaded:
        first = f"None of the {signals.sentences} sentences carries loaded wording in the text's own voice"
    else:
        title = ", title among them" if 0 in loaded else ""
        verb = "carries" if len(loaded) == 1 else "carry"
        first = f"{len(loaded)} of {signals.sentences} sentences {verb} loaded wording{title}"
    voices = {0: "no other voice is heard", 1: "one other voice is heard"}.get(
        signals.voices, f"{signals.voices} other voices are heard"
    )
    left = {0: "", 1: "; one thing its claims call for is left out"}.get(
        omissions, f"; {omissions} things its claims call for are left out"
    )
    named = _counted(uncounted, "thing") + (" more" if omissions else "")
    alone = f"; a model alone names {named}, not counted here" if uncounted else ""
    return f"{first}; {voices}{left}{alone}."
