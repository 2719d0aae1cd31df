"""Find the statements of a text that could be checked, and say how far the text itself backs them.

What goes in: a Document and its loaded terms. What comes out: claims, the primary one first. Pure.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from generator.analyze import heads
from generator.analyze.embedded import anchors, clauses, grammar, salience, tone
from generator.analyze.embedded.anchors import Anchors
from generator.analyze.embedded.document import Document, Sent
from generator.analyze.embedded.tables import table, words
from generator.models import Claim, LoadedTerm
from generator.vocabulary import ClaimKind, Rank, Risk, Speaker, Verification

LIMIT: Final = 5
SECONDARY: Final = 2
# A statement below this worth is not reported. Fitted on development texts, like the parts of _worth().
FLOOR: Final = 0.8
# What the claim head adds to the worth of a statement it is sure of, and takes from one it is sure is none: half of it.
HEAD_PART: Final = 1.2
EVEN: Final = 0.5
# What the rule's word is worth beside the kind head; from which share a sentence names a source or a method.
KIND_PART: Final = 0.35
EVIDENCE_FROM: Final = 0.7
_LINK: Final = re.compile(r"https?://|www\.|\bdoi\b|arXiv|CVE-\d|RFC ?\d|#\d{2,}|\b[0-9a-f]{10,40}\b", re.IGNORECASE)
_QUESTION: Final = re.compile(r"\?[\"”’)]*\s*$")
_CODE: Final = re.compile(r"\w\(\)|::|[{}=<>`]|\w_\w|(?:^|\s)--?[a-z]")
_YOU: Final = re.compile(
    r"\b(?:you|your|please|click|sign up|subscribe|check out|stay tuned|read more)\b", re.IGNORECASE
)


MOST_CHARACTERS: Final = 500


class _Candidate(NamedTuple):
    sentence: Sent
    start: int
    end: int
    worth: float
    cues: Anchors


def find(doc: Document, loaded: tuple[LoadedTerm, ...] = ()) -> tuple[Claim, ...]:
    """Return at most five claims: the primary one, two secondary ones, supporting ones."""
    weights = salience.weights(doc)
    candidates = [
        one for one in (_candidate(doc, sentence, weights[sentence.index], loaded) for sentence in doc.body) if one
    ]
    candidates.sort(key=lambda one: (-one.worth, one.start))
    chosen: list[_Candidate] = []
    for one in candidates:
        if one.worth < FLOOR or len(chosen) == LIMIT:
            break
        if not any(_alike(doc, one, other) for other in chosen):
            chosen.append(one)
    return tuple(_claim(doc, one, place) for place, one in enumerate(chosen))


def _candidate(doc: Document, sentence: Sent, weight: float, loaded: Sequence[LoadedTerm]) -> _Candidate | None:
    text = sentence.text
    if len(text.split()) < 6 or _QUESTION.search(text) or not weight:  # noqa: PLR2004 - no statement
        return None
    place = clauses.span(doc, sentence)
    # A line of numbers or an address a page long states nothing that could be quoted.
    if place is None or place[1] - place[0] > MOST_CHARACTERS or sentence.endless:
        return None
    cues = anchors.of(doc.text[place[0] : place[1]])
    heat = sum(1 for term in loaded if term.start < sentence.end and term.end > sentence.start)
    worth = _worth(doc.text[place[0] : place[1]], cues, weight, _early(doc, sentence), heat)
    judged = _judged(doc, sentence)
    worth += HEAD_PART * (judged.claim - EVEN) if judged else 0.0
    return _Candidate(sentence, *place, worth, cues)


def _judged(doc: Document, sentence: Sent) -> heads.Judgement | None:
    judged = tone.judgements(doc)
    return judged[sentence.index] if sentence.index < len(judged) else None


def _early(doc: Document, sentence: Sent) -> float:
    """Return 1 at the first sentence, falling to 0 at the middle one."""
    return max(0.0, 1 - 2 * (sentence.index - 1) / max(1, len(doc.sentences) - 1))


def _worth(text: str, cues: Anchors, weight: float, early: float, heat: int) -> float:
    """Return how much a statement asks to be checked: cues, centrality, loaded wording."""
    tokens = grammar.tag(text)
    lower = {token.lower for token in tokens}
    worth = 0.25 * weight + 0.7 * early + 0.5 * min(len(tokens), clauses.MAX_WORDS) / clauses.MAX_WORDS
    worth += 0.75 * (cues.figure is not None) + 0.3 * any(mark in text for mark in "%$€£")
    worth += 0.3 * (cues.comparison is not None) + 0.6 * (cues.superlative is not None)
    worth += 0.65 * (cues.cause is not None) + 0.3 * bool(lower & words("claims", "forecast"))
    worth += 1.0 * bool(lower & words("claims", "accusation")) + 0.8 * bool(lower & words("claims", "safety"))
    worth += 0.3 * min(2, heat)
    worth -= 0.4 * bool(lower & words("claims", "feeling")) + 1.4 * bool(_YOU.search(text))
    worth -= 0.8 * (grammar.finite_verb(tokens) is None)
    worth -= 0.2 * (tokens[0].lower in ("it", "this", "that", "these", "they", "he", "she", "there"))
    worth -= 1.0 * (tokens[0].lower in ("what", "why", "how", "who", "whether"))
    worth -= 0.6 * bool(_CODE.search(text))
    worth -= 1.1 * ("i" in lower or "my" in lower)
    return worth


def _alike(doc: Document, one: _Candidate, other: _Candidate) -> bool:
    mine = set(salience.content(doc.text[one.start : one.end]))
    theirs = set(salience.content(doc.text[other.start : other.end]))
    return not mine or len(mine & theirs) > 0.6 * min(len(mine), len(theirs))


def _claim(doc: Document, one: _Candidate, place: int) -> Claim:
    rank = Rank.PRIMARY if place == 0 else Rank.SECONDARY if place <= SECONDARY else Rank.SUPPORTING
    text = doc.text[one.start : one.end]
    speaker = doc.speaker_at((one.start + one.end) // 2)
    if speaker is Speaker.AUTHOR and one.sentence.speaker is Speaker.QUOTED:
        speaker = Speaker.QUOTED
    verification = _verification(doc, one, speaker)
    kind = _kind(doc, one.sentence, text)
    return Claim(
        exact=text,
        start=one.start,
        end=one.end,
        speaker=speaker,
        rank=rank,
        kind=kind,
        verification=verification,
        risk=_risk(text, one.cues, speaker, verification),
        missing_evidence=_missing(doc, one.cues, text, verification, speaker),
    )


def _kind(doc: Document, sentence: Sent, text: str) -> ClaimKind:
    """Return the kind that vocabulary and head settle on; a forecast shows by its verb."""
    ruled, judged = kind_of(text), _judged(doc, sentence)
    if judged is None or ruled is ClaimKind.FORECAST:
        return ruled
    shares = {name: share * (1 - KIND_PART) for name, share in judged.claim_kinds.items()}
    shares[ruled.value] = shares.get(ruled.value, 0.0) + KIND_PART
    return ClaimKind(min(shares, key=lambda name: (-shares[name], name)))


def kind_of(text: str) -> ClaimKind:
    """Return what a statement is about, by its vocabulary; forecasts by their verb."""
    tokens = grammar.tag(text)
    lower = [token.lower for token in tokens]
    cues = anchors.of(text)
    if cues.future is not None or (set(lower) & {"expects", "forecast", "forecasts", "predicts", "likely"}):
        return ClaimKind.FORECAST
    kinds = table("claims")["kinds"]
    scores = {kind: sum(word in kinds[kind].split() for word in set(lower)) for kind in kinds}
    if any(mark in text for mark in "$€£"):
        scores["financial"] += 2
    if cues.comparison is not None:
        scores["performance"] += 1
    best = max(scores.items(), key=lambda pair: pair[1])
    return ClaimKind(best[0]) if best[1] else ClaimKind.OTHER


def _verification(doc: Document, one: _Candidate, speaker: Speaker) -> Verification:
    """Return how far the text backs a statement; the publisher's own figure with no method backs nothing."""
    if speaker is Speaker.QUOTED:
        return Verification.ATTRIBUTED
    around = doc.text[one.sentence.start : one.sentence.end]
    following = doc.sentences[one.sentence.index + 1] if one.sentence.index + 1 < len(doc.sentences) else None
    near = around + (
        f" {following.text}" if following is not None and following.paragraph == one.sentence.paragraph else ""
    )
    lower = {token.lower for token in grammar.tag(near)}
    sources = len(lower & frozenset(table("claims")["backing"]["source"].split()))
    if _LINK.search(near):
        return Verification.SUPPORTED if one.cues.figure is not None and sources >= 2 else Verification.PARTLY_SUPPORTED  # noqa: PLR2004
    if sources and one.cues.figure is not None:
        return Verification.PARTLY_SUPPORTED
    judged = _judged(doc, one.sentence)
    if judged is not None and judged.evidence["source"] + judged.evidence["method"] >= EVIDENCE_FROM:
        return Verification.PARTLY_SUPPORTED
    return Verification.UNVERIFIED


def _risk(text: str, cues: Anchors, speaker: Speaker, verification: Verification) -> Risk:
    lower = {token.lower for token in grammar.tag(text)}
    grave = len(lower & words("claims", "accusation"))
    points = 2 * bool(grave) + bool(lower & words("claims", "safety")) + (cues.comparison is not None)
    points += (cues.superlative is not None) + (cues.cause is not None) + (cues.future is not None)
    points += speaker is Speaker.PUBLISHER and verification is Verification.UNVERIFIED
    points -= verification in (Verification.SUPPORTED, Verification.PARTLY_SUPPORTED)
    if points >= 5:  # noqa: PLR2004 - several reasons together
        return Risk.HIGH
    return Risk.MODERATE if points >= 1 + (speaker is Speaker.PUBLISHER) else Risk.LOW


def _missing(doc: Document, cues: Anchors, text: str, verification: Verification, speaker: Speaker) -> tuple[str, ...]:
    """Return what would settle this very statement, in its own words; nothing where it asks for nothing."""
    if verification is Verification.SUPPORTED:
        return ()
    own = doc.own_side and speaker is not Speaker.QUOTED
    found = list(_lacking(cues, own=own, counts=verification is Verification.UNVERIFIED))
    about = anchors.topic(text, salience.known(doc))
    if not found and about is not None and _solid(doc, about):
        if verification is Verification.ATTRIBUTED and speaker is Speaker.QUOTED:
            found.append(f"Anything besides the speaker’s word on {about}")
        elif own and verification is Verification.UNVERIFIED:
            found.append(f"A figure or document on {about}")
    return tuple(found[:3])


def _solid(doc: Document, about: str) -> bool:
    """Say whether a phrase is one the text keeps coming back to, and says more than a name."""
    return " " in about and anchors.telling(about) and doc.text.lower().count(about.lower()) > 1


def _telling(figure: str) -> bool:
    """Say whether a figure is a share, a sum or large: a plain small count needs no source."""
    return any(mark in figure for mark in "%$€£") or bool(re.search(r"[,.]\d{3}|million|billion|percent|\d{4}", figure))


def _lacking(cues: Anchors, *, own: bool, counts: bool) -> Iterator[str]:
    """Yield what each part of a statement would need: comparison, ranking, figure, promise, effect."""
    if cues.comparison and not cues.against:
        yield f"What “{cues.comparison}” is measured against"
    if cues.superlative:
        yield f"Which others were looked at before calling it “{cues.superlative}”"
    if cues.figure and counts and cues.counted and _telling(cues.figure):
        yield (
            f"How the figure “{cues.figure}” on {cues.counted} was arrived at"
            if own
            else f"A source for the figure “{cues.figure}” on {cues.counted}"
        )
    if cues.future and own:
        yield f"What “{cues.future}” rests on, and by when"
    if cues.cause and own and cues.figure and cues.object and cues.subject and " " in cues.subject:
        yield f"A comparison of {cues.object} with and without {cues.subject}"
