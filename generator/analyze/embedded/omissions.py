"""Name what a text's own claims or occasion call for and no sentence of it comes near.

What goes in: a Document, its claims and loaded terms. What comes out: at most five omissions, each in the words of the
sentence that calls for it. Pure. "Not found in the text" is all that is ever said: never why.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.analyze.embedded import anchors, framing, occasions, salience
from generator.analyze.embedded.anchors import Anchors
from generator.analyze.embedded.document import Document, Sent
from generator.models import Claim, LoadedTerm, Offsets, Omission
from generator.vocabulary import LoadedType, Role, Speaker, Verification
from generator.vocabulary import OmissionKind as Kind

LIMIT: Final = 5
# How strongly the own voice judges (occasions.heat) from which a text counts as promoting. Fitted on development texts.
WARM: Final = 1.3
HOT: Final = 2.0
# One sentence in so many that comes near a counterpart is enough to drop an omission of a promoting text.
SPARSE: Final = 18
_MANY_QUOTED: Final = 0.3
_WORDED: Final = frozenset((LoadedType.HYPE, LoadedType.CUSHION, LoadedType.FOG, LoadedType.STAMPEDE))
_EVENTS: Final = frozenset(
    ["breach", "incident", "outage", "access", "disruption", "interruption", "ransomware", "phishing"]
)
_COMMERCIAL: Final = frozenset((Role.COMPANY_BLOG, Role.PRESS_RELEASE_SERVICE, Role.NEWS_MEDIA, Role.INDIVIDUAL))


class _Scene(NamedTuple):
    """What the rules look at."""

    doc: Document
    claims: tuple[Claim, ...]
    loaded: tuple[LoadedTerm, ...]
    heat: float

    def lacks(self, name: str) -> bool:
        """Say whether (next to) no sentence comes near a counterpart."""
        allowed = len(self.doc.body) // SPARSE if self.heat >= WARM else 0
        return occasions.near_count(self.doc, name) <= allowed


def find(doc: Document, claims: tuple[Claim, ...], loaded: tuple[LoadedTerm, ...] = ()) -> tuple[Omission, ...]:
    """Return at most five omissions, each kind once, those of the occasion first."""
    scene = _Scene(doc, claims, loaded, occasions.heat(doc, loaded))
    if (occasions.technical_notes(doc) or occasions.instructing(doc)) and scene.heat < HOT:
        return ()
    found: dict[Kind, Omission] = {}
    for rule in (_incident, _cuts, _worded, _comparing, _launch, _promise, _one_sided, _alone, _unmeasured):
        for one in rule(scene):
            found.setdefault(one.kind, one)
    return tuple(found.values())[:LIMIT]


def _own_claims(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, Anchors]]:
    for one in claims:
        if one.speaker is not Speaker.QUOTED:
            yield one, anchors.of(one.exact)


def _calling(span: Claim | Sent) -> Offsets:
    return Offsets(start=span.start, end=span.end)


def _topic(doc: Document, text: str) -> str | None:
    """Return the phrase a sentence turns on, those of the title first."""
    return anchors.topic(text, salience.known(doc))


def _incident(scene: _Scene) -> Iterator[Omission]:
    doc = scene.doc
    shown = occasions.shown(doc).get("incident")
    if shown is None or not doc.own_side or occasions.technical_notes(doc):
        return
    event = shown.words if shown.words.split()[-1] in _EVENTS else "incident"
    called, what = _calling(shown.sentence), f"the {event}"
    about = _topic(doc, shown.sentence.text) or anchors.topic(doc.title, salience.known(doc)) or what
    if not occasions.near(doc, "counts"):
        yield Omission(
            kind=Kind.NO_FIGURES,
            text=f"How many {what} reached by way of {about} is not given.",
            why=f"Without a count, what the text says on {about} has no scale.",
            called_by=called,
        )
    if not occasions.near(doc, "affected"):
        yield Omission(
            kind=Kind.NO_AFFECTED_PARTY,
            text=f"Nobody whom {what} touched is heard, and nothing is offered to them beside {about}.",
            why=f"They could say what it meant for {about}.",
            called_by=called,
        )
    if not occasions.near(doc, "cause"):
        yield Omission(
            kind=Kind.NO_METHOD,
            text=f"What led to {what} beyond {about} is not stated.",
            why="A cause tells whether it can happen again.",
            called_by=called,
        )


def _cuts(scene: _Scene) -> Iterator[Omission]:
    doc = scene.doc
    shown = occasions.shown(doc).get("cuts")
    if shown is None or (shown.hits < 2 and not doc.own_side):  # noqa: PLR2004 - one mention in a report is an aside
        return
    called, what = _calling(shown.sentence), f"“{shown.words}”"
    about = _topic(doc, shown.sentence.text) or anchors.topic(doc.title, salience.known(doc)) or what
    if not occasions.near(doc, "counts"):
        yield Omission(
            kind=Kind.NO_FIGURES,
            text=f"The size of the step is missing: no number stands beside {what}.",
            why=f"Readers cannot weigh what is said of {about} without it.",
            called_by=called,
        )
    if not occasions.near(doc, "affected"):
        yield Omission(
            kind=Kind.NO_AFFECTED_PARTY,
            text=f"Those who lose by it are not heard, and no terms are named beside {what}.",
            why=f"The cost of {what} falls on them, whatever is said of {about}.",
            called_by=called,
        )


def _worded(scene: _Scene) -> Iterator[Omission]:
    """Own loaded wording that says how much without a number, in a promoting text."""
    doc = scene.doc
    if scene.heat < WARM or not doc.own_side:
        return
    for term in sorted(scene.loaded, key=lambda one: (-one.weight, one.start)):
        if term.speaker in (Speaker.QUOTED, Speaker.HEADLINE) or term.type not in _WORDED or not framing.quotable(term):
            continue
        sentence = doc.sentence_at(term.start)
        about = _topic(doc, sentence.text)
        if about is None or anchors.of(sentence.text).figure is not None or about.lower() in term.exact.lower():
            continue
        yield Omission(
            kind=Kind.NO_FIGURES,
            text=f"No number stands beside “{term.exact}” to show it for {about}.",
            why=f"What is said of {about} can be weighed only in figures.",
            called_by=_calling(sentence),
        )
        return


def _comparing(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    for one, cues in _own_claims(claims):
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


def _launch(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    shown = occasions.shown(doc).get("launch")
    warm = doc.own_side and scene.heat >= WARM
    if "incident" in occasions.shown(doc) or (shown is None and not warm):
        return
    primary = next((one for one in claims if one.speaker is not Speaker.QUOTED), None)
    source: Claim | Sent | None = primary or (shown.sentence if shown else None)
    text = source.exact if isinstance(source, Claim) else source.text if source else ""
    cues = anchors.of(text)
    what = _topic(doc, text)
    if source is None or what is None or not (doc.own_side or scene.heat >= WARM):
        return
    effect = cues.object if cues.object and cues.object != what else None
    if scene.lacks("limits"):
        beside = f", or what it costs in {effect}," if effect and cues.cause else ""
        yield Omission(
            kind=Kind.NO_LIMITS_OR_TRADEOFFS,
            text=f"Where {what} falls short{beside} is not said.",
            why=f"Every sentence about {what} speaks for it.",
            called_by=_calling(source),
        )
    if shown is not None and doc.publisher.role in _COMMERCIAL and scene.lacks("price"):
        yield Omission(
            kind=Kind.NO_COST_OR_PRICE,
            text=f"No price or cost of {what} is given.",
            why=f"Whether {effect or what} is worth it depends on what it costs.",
            called_by=_calling(source),
        )


def _promise(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    for one, cues in _own_claims(claims):
        about = _topic(doc, one.exact)
        if cues.future is None or about is None or not doc.own_side:
            continue
        if scene.lacks("timeline"):
            yield Omission(
                kind=Kind.NO_TIMELINE,
                text=f"“{cues.future}” carries no date for {about}.",
                why="A promise without a date cannot be missed.",
                called_by=_calling(one),
            )


def _one_sided(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    shown = occasions.shown(doc)
    disputed = shown.get("dispute") or shown.get("policy")
    arguing = occasions.arguing(doc)
    if disputed is None and not arguing:
        return
    if occasions.near_count(doc, "counter") > (1 if arguing else 0) or (
        occasions.quoted_share(doc) > _MANY_QUOTED and not arguing
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


def _alone(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    if (
        "incident" in occasions.shown(doc)
        or not scene.lacks("independent")
        or (not doc.own_side and "finding" not in occasions.shown(doc))
    ):
        return
    if doc.own_side and not (scene.heat >= HOT or any(anchors.of(one.exact).superlative for one in claims)):
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


def _unmeasured(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    if not doc.own_side or occasions.technical_notes(doc):
        return
    for one, cues in _own_claims(claims):
        about = cues.counted or _topic(doc, one.exact)
        if about is None or one.verification in (Verification.SUPPORTED, Verification.PARTLY_SUPPORTED):
            continue
        if cues.figure and (cues.comparison or "%" in cues.figure) and scene.lacks("method"):
            yield Omission(
                kind=Kind.NO_METHOD,
                text=f"How “{cues.figure}” was arrived at for {about} is not shown.",
                why="A figure can be checked only with the way it was taken.",
                called_by=_calling(one),
            )
        elif cues.figure is None and (cues.cause or cues.comparison) and scene.heat >= WARM / 2:
            yield Omission(
                kind=Kind.NO_FIGURES,
                text=f"“{cues.comparison or cues.cause}” has no number: how much {about} changes is not said.",
                why=f"The effect on {about} is the point of the claim.",
                called_by=_calling(one),
            )
