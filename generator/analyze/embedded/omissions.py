
"""Name what a text's own claims or occasion call for and no sentence of it comes near.

What goes in: a Document, its claims and loaded terms. What comes out: at most five omissions, each in the words of the
sentence that calls for it. Pure. "Not found in the text" is all that is ever said: never why.
"""

from collections.abc import Iterator
from typing import Final

from generator.analyze.embedded import anchors, occasions, salience
from generator.analyze.embedded.anchors import Anchors
from generator.analyze.embedded.document import Document, Sent
from generator.models import Claim, LoadedTerm, Offsets, Omission
from generator.vocabulary import OmissionKind as Kind
from generator.vocabulary import Role, Speaker, Verification

LIMIT: Final = 5
# Judging words per hundred from which a text counts as promoting. Fitted on development texts.
WARM: Final = 0.8
_COMMERCIAL: Final = frozenset((Role.COMPANY_BLOG, Role.PRESS_RELEASE_SERVICE, Role.NEWS_MEDIA, Role.INDIVIDUAL))


def find(doc: Document, claims: tuple[Claim, ...], loaded: tuple[LoadedTerm, ...] = ()) -> tuple[Omission, ...]:
    """Return at most five omissions, each kind once, those of the occasion first."""
    if _plain(doc, loaded):
        return ()
    found: dict[Kind, Omission] = {}
    for rule in (_incident, _cuts, _quarter, _comparing, _launch, _promise, _one_sided, _alone, _unmeasured):
        for one in rule(doc, claims):
            found.setdefault(one.kind, one)
    return tuple(found.values())[:LIMIT]


def _plain(doc: Document, loaded: tuple[LoadedTerm, ...]) -> bool:
    """Say whether the genre calls for nothing: notes, steps, wire copy without loaded wording of its own."""
    own = sum(term.speaker is not Speaker.QUOTED for term in loaded)
    warm = occasions.warmth(doc) >= 2 * WARM or own * 80 > doc.words
    return (occasions.technical_notes(doc) or occasions.instructing(doc)) and not warm


def _own_claims(doc: Document, claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, Anchors]]:
    for one in claims:
        if one.speaker is not Speaker.QUOTED:
            yield one, anchors.of(one.exact)


def _calling(span: Claim | Sent) -> Offsets:
    return Offsets(start=span.start, end=span.end)


def _topic(doc: Document, text: str) -> str | None:
    """Return the phrase a sentence turns on, those of the title first."""
    return anchors.topic(text, salience.known(doc))


def _incident(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    shown = occasions.shown(doc).get("incident")
    if shown is None or not doc.own_side or occasions.technical_notes(doc):
        return
    called, what = _calling(shown.sentence), _topic(doc, shown.sentence.text)
    if what is None:
        return
    if not occasions.near(doc, "counts"):
        yield Omission(
            kind=Kind.NO_FIGURES,
            text=f"How many are concerned by {what} is not given.",
            why=f"Without a count, the scope of {what} stays open.",
            called_by=called,
        )
    if not occasions.near(doc, "affected"):
        yield Omission(
            kind=Kind.NO_AFFECTED_PARTY,
            text=f"Nobody touched by {what} is heard, and no terms for them are given.",
            why=f"They could say what {what} meant in practice.",
            called_by=called,
        )
    if not occasions.near(doc, "cause"):
        yield Omission(
            kind=Kind.NO_METHOD,
            text=f"What caused {what}, and how that was established, is not stated.",
            why="A cause tells whether it can happen again.",
            called_by=called,
        )


def _cuts(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    shown = occasions.shown(doc).get("cuts")
    if shown is None or (shown.hits < 2 and not doc.own_side):  # noqa: PLR2004 - one mention in a report is an aside
        return
    called, what = _calling(shown.sentence), _topic(doc, shown.sentence.text)
    if what is None:
        return
    if not occasions.near(doc, "counts"):
        yield Omission(
            kind=Kind.NO_FIGURES,
            text=f"The size of the step is missing: no number stands beside {what}.",
            why=f"Readers cannot weigh {what} without it.",
            called_by=called,
        )
    if not occasions.near(doc, "affected"):
        yield Omission(
            kind=Kind.NO_AFFECTED_PARTY,
            text=f"Those who lose by it are not heard, and no terms are named beside {what}.",
            why=f"The cost of {what} falls on them.",
            called_by=called,
        )


def _quarter(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    shown = occasions.shown(doc).get("earnings")
    if shown is None or not doc.own_side:
        return
    for one, cues in _own_claims(doc, claims):
        about = _topic(doc, one.exact)
        if about and cues.figure is None and (cues.comparison or cues.cause or cues.superlative):
            yield Omission(
                kind=Kind.NO_FIGURES,
                text=f"“{cues.comparison or cues.superlative or cues.cause}” comes without a number for {about}.",
                why=f"Results are told in figures; {about} is told in words.",
                called_by=_calling(one),
            )
            return


def _comparing(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    for one, cues in _own_claims(doc, claims):
        if one.verification is Verification.SUPPORTED:
            continue
        about = _topic(doc, one.exact)
        sentence = doc.sentence_at(one.start)
        around = doc.sentences[max(1, sentence.index - 1) : sentence.index + 2]
        if cues.comparison and not cues.against and about and not any(anchors.of(near.text).against for near in around):
            yield Omission(
                kind=Kind.NO_BASELINE,
                text=f"“{cues.comparison}” has no starting point: the text does not say what {about} is compared with.",
                why="A comparison means something only beside what it is compared with.",
                called_by=_calling(one),
            )
        if cues.superlative and doc.own_side and not occasions.near(doc, "baseline"):
            yield Omission(
                kind=Kind.NO_COMPARISON,
                text=f"No rival stands beside “{cues.superlative}”.",
                why="A superlative ranks; the ranking is not shown.",
                called_by=_calling(one),
            )


def _launch(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    shown = occasions.shown(doc).get("launch")
    warm = doc.own_side and occasions.warmth(doc) >= WARM
    if shown is None and not warm:
        return
    primary = next((one for one in claims if one.speaker is not Speaker.QUOTED), None)
    source: Claim | Sent | None = primary or (shown.sentence if shown else None)
    text = source.exact if isinstance(source, Claim) else source.text if source else ""
    cues = anchors.of(text)
    what = _topic(doc, text)
    if source is None or what is None or not (doc.own_side or occasions.warmth(doc) >= WARM):
        return
    effect = cues.object if cues.object and cues.object != what else None
    if not occasions.near(doc, "limits"):
        beside = f", or what it costs in {effect}," if effect and cues.cause else ""
        yield Omission(
            kind=Kind.NO_LIMITS_OR_TRADEOFFS,
            text=f"Where {what} falls short{beside} is not said.",
            why=f"Every sentence about {what} speaks for it.",
            called_by=_calling(source),
        )
    if shown is not None and doc.publisher.role in _COMMERCIAL and not occasions.near(doc, "price"):
        yield Omission(
            kind=Kind.NO_COST_OR_PRICE,
            text=f"No price or cost of {what} is given.",
            why=f"Whether {effect or what} is worth it depends on what it costs.",
            called_by=_calling(source),
        )


def _promise(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    for one, cues in _own_claims(doc, claims):
        about = _topic(doc, one.exact)
        if cues.future is None or about is None or not doc.own_side:
            continue
        if not occasions.near(doc, "timeline"):
            yield Omission(
                kind=Kind.NO_TIMELINE,
                text=f"“{cues.future}” carries no date for {about}.",
                why="A promise without a date cannot be missed.",
                called_by=_calling(one),
            )


def _one_sided(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    shown = occasions.shown(doc)
    disputed = shown.get("dispute") or shown.get("policy")
    arguing = occasions.arguing(doc)
    if disputed is None and not arguing:
        return
    if occasions.near_count(doc, "counter") > (1 if arguing else 0) or (
        occasions.quoted_share(doc) > 0.3 and not arguing
    ):
        return
    source: Claim | Sent | None = next(iter(claims), None) or (disputed.sentence if disputed else None)
    text = source.exact if isinstance(source, Claim) else source.text if source else ""
    what = _topic(doc, text)
    if source is None or what is None:
        return
    yield Omission(
        kind=Kind.NO_COUNTERARGUMENT,
        text=f"Nobody who sees {what} otherwise has a say.",
        why=f"The text itself shows that {what} is disputed."
        if disputed
        else f"The case made about {what} has one side.",
        called_by=_calling(source),
    )


def _alone(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    if occasions.near(doc, "independent") or (not doc.own_side and "finding" not in occasions.shown(doc)):
        return
    if doc.own_side and not (occasions.warmth(doc) >= WARM or any(anchors.of(one.exact).superlative for one in claims)):
        return
    for one in claims:
        cues = anchors.of(one.exact)
        about = cues.superlative or _topic(doc, one.exact)
        if about and one.verification in (Verification.UNVERIFIED, Verification.ATTRIBUTED):
            quoted = f"“{about}”" if about == cues.superlative else about
            yield Omission(
                kind=Kind.NO_INDEPENDENT_SOURCE,
                text=f"No source from outside speaks to {quoted}.",
                why=f"What is said of {quoted} comes from one side alone.",
                called_by=_calling(one),
            )
            return


def _unmeasured(doc: Document, claims: tuple[Claim, ...]) -> Iterator[Omission]:
    if not doc.own_side or occasions.technical_notes(doc):
        return
    for one, cues in _own_claims(doc, claims):
        about = cues.counted or _topic(doc, one.exact)
        if about is None or one.verification in (Verification.SUPPORTED, Verification.PARTLY_SUPPORTED):
            continue
        if cues.figure and (cues.comparison or "%" in cues.figure) and not occasions.near(doc, "method"):
            yield Omission(
                kind=Kind.NO_METHOD,
                text=f"How “{cues.figure}” was arrived at for {about} is not shown.",
                why="A figure can be checked only with the way it was taken.",
                called_by=_calling(one),
            )
        elif cues.figure is None and (cues.cause or cues.comparison) and occasions.warmth(doc) >= WARM / 2:
            yield Omission(
                kind=Kind.NO_FIGURES,
                text=f"“{cues.comparison or cues.cause}” has no number beside it: how much {about} changes is not said.",
                why=f"The effect on {about} is the point of the claim.",
                called_by=_calling(one),
            )
