"""Judge how well a text backs itself, and what follows if its frame is taken whole.

What goes in: a Document, its claims, loaded terms, the proposed verdict, a hint of the score. What comes out: Integrity
with a reason for each judgement, in counts and in the text's own words. Pure.
"""

import re
from typing import Final

from generator.analyze.embedded import anchors, backing, framing, grammar, occasions, retell, telling, tone, wording
from generator.analyze.embedded.document import Document
from generator.analyze.embedded.tables import table
from generator.models import Claim, Integrity, LoadedTerm
from generator.vocabulary import Risk, Speaker, SpinType, Strength

SUMMARY_WORDS: Final = 20
# A claim of so many words at most is repeated as it stands: chosen on development texts.
QUOTABLE_WORDS: Final = 13
# Edges fitted on development texts: points of evidence per ten sentences, own loaded terms per hundred words.
STRONG_FROM: Final = 15.0
MEDIUM_FROM: Final = 2.5
# Points of score per unit of occasions.heat, fitted likewise.
SCALE: Final = 8.0
# Tone from which one line of a text is likely to sell, to spin, to spin hard: fitted on development texts, where plain
# ones sound like 20 to 35.
SELLS: Final = 30
SPINS: Final = 38
SPINS_HARD: Final = 65
# Sentences a one-line account is taken from, and most words of a wording quoted in a reason.
FRONT: Final = 1
QUOTED_WORDS: Final = 4
# One sentence in more than so many is "hardly a sentence".
FEW: Final = 12
_HEDGE: Final = re.compile(
    r"\b(?:may|might|could|perhaps|possibly|reportedly|allegedly|likely|appears?|seems?|suggests?)\b", re.IGNORECASE
)


def judge(
    doc: Document,
    claims: tuple[Claim, ...],
    loaded: tuple[LoadedTerm, ...],
    primary: SpinType | None,
    score_hint: int | None,
) -> Integrity:
    """Return evidence, verification, risks, the likely machine summary, each with its reason."""
    strength, strength_reason = _strength(doc, claims)
    verification = backing.status(claims)
    narrative = _narrative(doc, claims, loaded, primary, score_hint)
    line = _likely(doc, claims)
    repetition = _repetition(doc, claims, loaded, score_hint)
    reasons = {
        "evidence_strength": strength_reason,
        "verification": backing.reason(claims, verification),
        "narrative_risk": _narrative_reason(doc, loaded, narrative),
        "repetition_risk": _repetition_reason(doc, loaded, repetition),
        "likely_ai_summary": None,
    }
    return Integrity(
        evidence_strength=strength,
        verification=verification,
        narrative_risk=narrative,
        repetition_risk=repetition,
        likely_ai_summary=line,
        reasons={name: reason for name, reason in reasons.items() if reason},
    )


def _points(doc: Document) -> tuple[float, int, int, int]:
    """Return evidence points per ten sentences, and how many sentences hold figures, sources, documents."""
    sources = frozenset(table("claims")["backing"]["source"].split())
    figures = named = documents = 0
    for one in doc.body:
        tokens = grammar.tag(one.text)
        figures += any(anchors.is_figure(tokens, index) for index in range(len(tokens)))
        named += one.speaker is Speaker.QUOTED or bool({token.lower for token in tokens} & sources)
        documents += bool(re.search(r"https?://|CVE-\d|arXiv|\bdoi\b|RFC ?\d|#\d{3,}", one.text))
    total = max(8, len(doc.body))
    points = 10 * (figures + named + 1.5 * documents) / total + (1 if doc.article.facts.external_links >= 3 else 0)  # noqa: PLR2004
    return points, figures, named, documents


def _strength(doc: Document, claims: tuple[Claim, ...]) -> tuple[Strength, str | None]:
    points, figures, named, documents = _points(doc)
    judged = occasions.warmth(doc)
    points -= 3.0 * (doc.own_side and judged > 1)
    points += 2.0 * (not doc.own_side)
    ruled = (
        Strength.STRONG
        if points >= STRONG_FROM and documents
        else Strength.MEDIUM
        if points >= MEDIUM_FROM
        else Strength.WEAK
    )
    strength = Strength(tone.weighed(doc, "evidence", ruled))
    example = next((cues for cues in (anchors.of(one.exact) for one in claims) if cues.figure and cues.counted), None)
    topic = framing.subject_of(doc, claims)
    if topic is None:
        return strength, None
    total = len(doc.body)
    parts = [f"{_share(figures, total)} gives figures"]
    if example is not None:
        parts[0] += f" (“{example.figure}” {example.counted})"
    if named:
        parts.append(f"{_share(named, total)} names a source")
    if documents:
        parts.append(f"{_share(documents, total)} points to a document")
    return strength, f"On {topic}, {', '.join(parts)}."


def _share(part: int, total: int) -> str:
    """Return a share of sentences in words: figures in our sentences are the text's alone."""
    if not part:
        return "no sentence"
    each = max(1, round(total / part))
    if each > FEW:
        return "hardly a sentence"
    return "nearly every sentence" if each == 1 else f"one sentence in {wording.spelled(each)}"


def _estimate(doc: Document, loaded: tuple[LoadedTerm, ...]) -> int:
    """Return a stand-in for the score, 0-100, where none is handed in."""
    return min(100, int(SCALE * occasions.heat(doc, loaded)))


def _narrative(
    doc: Document,
    claims: tuple[Claim, ...],
    loaded: tuple[LoadedTerm, ...],
    primary: SpinType | None,
    score_hint: int | None,
) -> Risk:
    score = score_hint if score_hint is not None else _estimate(doc, loaded)
    grave = any(one.risk is Risk.HIGH and one.speaker is not Speaker.QUOTED for one in claims)
    spun = primary not in (None, SpinType.NONE)
    heavy = primary in (SpinType.CUSHION, SpinType.SHIELD, SpinType.STAMPEDE, SpinType.FOG)
    points = (score >= 35) + (score >= 50) + spun * heavy + (grave and score >= 25)  # noqa: PLR2004 - the anchors' edges
    return Risk.HIGH if points >= 4 else Risk.MODERATE if points >= 1 and spun else Risk.LOW  # noqa: PLR2004


def _narrative_reason(doc: Document, loaded: tuple[LoadedTerm, ...], risk: Risk) -> str | None:
    own = [one for one in loaded if one.speaker is not Speaker.QUOTED]
    shown = wording.best(doc, own, 2)
    if not shown:
        return None
    if risk is Risk.LOW:
        many = len({one.exact.lower() for one in own}) > 2 or len(shown) > 1  # noqa: PLR2004 - one or two words
        return None if many else f"Little besides “{shown[0]}” colors what is told."
    return f"A reader who takes “{shown[0]}” as fact takes over the text’s own judgment."


def _repetition(
    doc: Document, claims: tuple[Claim, ...], loaded: tuple[LoadedTerm, ...], score_hint: int | None
) -> Risk:
    """Return how likely one line repeats the frame: claim-like title and lead, quotable, unhedged."""
    score = score_hint if score_hint is not None else _estimate(doc, loaded)
    front = [
        one
        for one in loaded
        if one.speaker is not Speaker.QUOTED and (one.start < doc.body_start or doc.sentence_at(one.start).lead)
    ]
    quotable = any(len(one.exact.split()) <= QUOTABLE_WORDS and not _HEDGE.search(one.exact) for one in claims)
    points = (score >= SPINS) + (score >= SPINS_HARD) + bool(front) + (quotable and score >= SELLS)
    return Risk.HIGH if points >= 4 else Risk.MODERATE if points >= 2 else Risk.LOW  # noqa: PLR2004


def _repetition_reason(doc: Document, loaded: tuple[LoadedTerm, ...], risk: Risk) -> str | None:
    front = next(
        (
            one.exact
            for one in loaded
            if one.speaker is not Speaker.QUOTED
            and doc.sentence_at(one.start).index <= FRONT
            and len(one.exact.split()) <= QUOTED_WORDS
        ),
        None,
    )
    if risk is Risk.LOW or front is None:
        return None
    return f"“{front}” stands where a one-line account is taken from."


def _likely(doc: Document, claims: tuple[Claim, ...]) -> str | None:
    """Predict the one line a machine would make: the central claim without hedge and attribution."""
    voice = telling.Voice.of(doc, ())
    for one in claims:
        sentence = doc.sentence_at(one.start)
        told = voice.line(sentence, SUMMARY_WORDS)
        if told is not None:
            line = re.sub(r"\b(?:reportedly|allegedly|perhaps|possibly|likely) ", "", told)
            return f"{retell.capital(line)}."
    return None
