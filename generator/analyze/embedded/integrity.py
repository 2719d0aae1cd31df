"""Judge how well a text backs itself, and what follows if its frame is taken whole.

What goes in: a Document, its claims, loaded terms, the proposed verdict, a hint of the score. What comes out: Integrity
with a reason for each judgement, in counts and in the text's own words. Pure.
"""

import re
from typing import Final

from generator.analyze.embedded import anchors, framing, grammar, occasions, retell, salience, summary
from generator.analyze.embedded.document import Document
from generator.analyze.embedded.tables import table
from generator.models import Claim, Integrity, LoadedTerm
from generator.vocabulary import Risk, Speaker, SpinType, Strength, Verification

SUMMARY_WORDS: Final = 20
# Edges fitted on development texts: points of evidence per ten sentences, own loaded terms per hundred words.
STRONG_FROM: Final = 15.0
MEDIUM_FROM: Final = 2.5
# Points of score per unit of occasions.heat, fitted likewise.
SCALE: Final = 8.0
# Sentences a one-line account is taken from, and most words of a wording quoted in a reason.
FRONT: Final = 3
QUOTED_WORDS: Final = 4
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
    verification = _verification(claims)
    narrative = _narrative(doc, claims, loaded, primary, score_hint)
    line = _likely(doc, claims)
    repetition = _repetition(doc, loaded, score_hint, line)
    reasons = {
        "evidence_strength": strength_reason,
        "verification": _verification_reason(doc, claims, verification),
        "narrative_risk": _narrative_reason(doc, claims, loaded, narrative),
        "repetition_risk": _repetition_reason(doc, loaded, line, repetition),
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
    strength = (
        Strength.STRONG
        if points >= STRONG_FROM and documents
        else Strength.MEDIUM
        if points >= MEDIUM_FROM
        else Strength.WEAK
    )
    example = next((cues for cues in (anchors.of(one.exact) for one in claims) if cues.figure and cues.counted), None)
    topic = framing.subject_of(doc, claims)
    if topic is None:
        return strength, None
    parts = [f"{figures or 'none'} of {len(doc.body)} sentences {'gives' if figures == 1 else 'give'} figures"]
    if example is not None:
        parts[0] += f" (“{example.figure}” {example.counted})"
    if named:
        parts.append(f"{named} {'names' if named == 1 else 'name'} a source")
    if documents:
        parts.append(f"{documents} {'points' if documents == 1 else 'point'} to a document")
    return strength, f"On {topic}, {', '.join(parts)}."


def _verification(claims: tuple[Claim, ...]) -> Verification | None:
    """Return the status most claims share, the primary one counting twice."""
    if not claims:
        return None
    counts: dict[Verification, int] = {}
    for place, one in enumerate(claims):
        counts[one.verification] = counts.get(one.verification, 0) + (2 if place == 0 else 1)
    return max(counts, key=lambda status: (counts[status], status is Verification.UNVERIFIED, status.value))


def _verification_reason(doc: Document, claims: tuple[Claim, ...], verification: Verification | None) -> str | None:
    lacking = [one for one in claims if one.verification is verification]
    topics = [name for name in (anchors.topic(one.exact, salience.known(doc)) for one in lacking) if name]
    if not topics or verification is None:
        return None
    named = " and ".join(dict.fromkeys(topics[:2]))
    endings = {
        Verification.UNVERIFIED: f"stand on the text’s word alone, among them what it says on {named}.",
        Verification.ATTRIBUTED: f"rest on what others said, among them on {named}.",
        Verification.PARTLY_SUPPORTED: f"come with figures or a named source, not enough to check {named}.",
        Verification.SUPPORTED: f"come with something to check, among them on {named}.",
    }
    ending = endings.get(verification)
    return f"{len(lacking)} of {len(claims)} claims {ending}" if ending else None


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


def _narrative_reason(
    doc: Document, claims: tuple[Claim, ...], loaded: tuple[LoadedTerm, ...], risk: Risk
) -> str | None:
    own = [one.exact for one in loaded if one.speaker is not Speaker.QUOTED and len(one.exact.split()) <= 4]  # noqa: PLR2004
    topic = framing.subject_of(doc, claims)
    if topic is None or not anchors.telling(topic):
        return None
    if risk is Risk.LOW:
        return (
            f"Little stands between {topic} and the facts given."
            if not own
            else f"“{own[0]}” hardly changes what is said of {topic}."
        )
    return f"Taken whole, “{own[0]}” becomes what is known of {topic}." if own else None


def _repetition(doc: Document, loaded: tuple[LoadedTerm, ...], score_hint: int | None, line: str | None) -> Risk:
    """Return how likely one line repeats the frame: claim-like title and lead, quotable, unhedged."""
    score = score_hint if score_hint is not None else _estimate(doc, loaded)
    front = [
        one
        for one in loaded
        if one.speaker is not Speaker.QUOTED and (one.start < doc.body_start or doc.sentence_at(one.start).lead)
    ]
    quotable = line is not None and len(line.split()) <= SUMMARY_WORDS and not _HEDGE.search(line)
    points = (score >= 25) + (score >= 50) + bool(front) + (quotable and score >= 15)  # noqa: PLR2004 - the anchors' edges
    return Risk.HIGH if points >= 4 else Risk.MODERATE if points >= 2 else Risk.LOW  # noqa: PLR2004


def _repetition_reason(doc: Document, loaded: tuple[LoadedTerm, ...], line: str | None, risk: Risk) -> str | None:
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
    topic = anchors.topic(line, salience.known(doc)) if line else None
    if risk is Risk.LOW:
        return f"A short account of {topic} would carry no frame along." if topic and anchors.telling(topic) else None
    if front and topic:
        return f"“{front}” stands where a one-line account of {topic} is taken from."
    return f"The statement on {topic} is short and unhedged." if topic else None


def _likely(doc: Document, claims: tuple[Claim, ...]) -> str | None:
    """Predict the one line a machine would make: the central claim without hedge and attribution."""
    source = retell.foldable(doc.text)
    for one in claims:
        sentence = doc.sentence_at(one.start)
        told = summary.tell(doc, sentence, source, SUMMARY_WORDS + 2)
        if told is None:
            continue
        line = re.sub(r"^(?:According to [^,]+, |.{2,40}? says (?:that )?)", "", told)
        line = re.sub(r"\b(?:reportedly|allegedly|perhaps|possibly|likely) ", "", line)
        if re.match(r"(?:it|its)\b", line):
            name = summary.voice_name(doc) or "it"
            line = re.sub(r"^its\b", f"{name}'s", re.sub(r"^it\b", name, line))
        if len(line.split()) <= SUMMARY_WORDS:
            return f"{retell.capital(line)}."
    return None
