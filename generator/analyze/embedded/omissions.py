"""Name what a text's own claims or occasion call for and no sentence of it comes near.

What goes in: a Document, its claims and loaded terms. What comes out: at most five omissions, each in the words of the
sentence that calls for it. Pure. "Not found in the text" is all that is ever said: never why.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from generator.analyze.embedded import anchors, framing, occasions, salience, tone, types, usual, wording
from generator.analyze.embedded.anchors import Anchors
from generator.analyze.embedded.document import Document, Sent
from generator.models import Claim, LoadedTerm, Offsets, Omission
from generator.vocabulary import OmissionKind as Kind
from generator.vocabulary import Role, Speaker, SpinType, Verification

LIMIT: Final = 5
# How strongly the own voice judges (occasions.heat) from which a text counts as promoting. Fitted on development texts.
WARM: Final = 1.3
HOT: Final = 2.0
# One sentence in so many that comes near a counterpart is enough to drop an omission of a promoting text.
SPARSE: Final = 18
# Chance, by the heads taught on our own articles, from which an omission that a rule found is believed.
RULED_FROM: Final = 0.12
_MANY_QUOTED: Final = 0.3
# Wording that says how much: only such wording asks for a number.
_AMOUNTS: Final = frozenset(
    ("undefined metrics", "performance framing", "harm minimizing", "adoption momentum", "efficiency framing")
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
        allowed = len(self.doc.own_body) // SPARSE if self.heat >= WARM else 0
        return occasions.near_count(self.doc, name) <= allowed


def find(doc: Document, claims: tuple[Claim, ...], loaded: tuple[LoadedTerm, ...] = ()) -> tuple[Omission, ...]:
    """Return at most five omissions, each kind once, those of the occasion first."""
    scene = _Scene(doc, claims, loaded, occasions.heat(doc, loaded))
    if (occasions.technical_notes(doc) or occasions.instructing(doc)) and scene.heat < HOT:
        return ()
    found: dict[Kind, Omission] = {}
    plain = types.propose(doc, loaded).likely is SpinType.NONE
    rules = _PLAIN_RULES if plain else (*_PLAIN_RULES, _worded, _launch, _promise, _alone, _unmeasured)
    for rule in rules:
        for one in rule(scene):
            found.setdefault(one.kind, one)
    chances = tone.chances(doc, "omission")
    for one in _usual(scene, chances):
        found.setdefault(one.kind, one)
    likely = [one for one in found.values() if chances.get(one.kind.value, 1.0) >= RULED_FROM]
    return tuple(sorted(likely, key=lambda one: -chances.get(one.kind.value, 0.0))[:LIMIT])


def _usual(scene: _Scene, chances: dict[str, float]) -> Iterator[Omission]:
    """Yield what texts like this one usually leave out, where no sentence of this one comes near it."""
    doc, claims = scene.doc, scene.claims
    claim = next((one for one in claims if one.speaker is not Speaker.QUOTED), None)
    source: Claim | Sent | None = claim or next((one for one in doc.body if one.lead), None)
    text = source.exact if isinstance(source, Claim) else source.text if source else ""
    what = framing.subject_of(doc, claims) or _topic(doc, text)
    if source is None or what is None:
        return
    yield from usual.find(doc, chances, what, _calling(source))


def _own_claims(claims: tuple[Claim, ...]) -> Iterator[tuple[Claim, Anchors]]:
    for one in claims:
        if one.speaker is not Speaker.QUOTED:
            yield one, anchors.of(one.exact)


def _calling(span: Claim | Sent) -> Offsets:
    return Offsets(start=span.start, end=span.end)


def _topic(doc: Document, text: str) -> str | None:
    """Return the phrase a sentence turns on, where the text as a whole keeps coming back to it."""
    name = anchors.topic(text, salience.known(doc))
    own = " ".join((doc.title, *(one.text for one in doc.own_body))).lower()
    return name if name and own.count(name.lower()) > 1 else None


def _beside(scene: _Scene) -> str:
    """Return " beside “wording”" for the heaviest loaded wording of the own voice, or nothing."""
    shown = wording.best(scene.doc, sorted(scene.loaded, key=lambda one: (-one.weight, one.start)), 1)
    return f" beside “{shown[0]}”" if shown else ""


def _incident(scene: _Scene) -> Iterator[Omission]:
    doc = scene.doc
    shown = occasions.shown(doc).get("incident")
    if shown is None or not doc.own_side or occasions.technical_notes(doc):
        return
    event = shown.words if occasions.is_event(shown.words) else "incident"
    called, what = _calling(shown.sentence), _event(scene, event)
    if not occasions.near(doc, "counts"):
        yield Omission(
            kind=Kind.NO_FIGURES,
            text=f"How many people or systems {what} reached is not given.",
            why=f"Without a count {what} has no size.",
            called_by=called,
        )
    if not occasions.near(doc, "affected"):
        yield Omission(
            kind=Kind.NO_AFFECTED_PARTY,
            text=f"Nobody whom {what} touched is heard, and nothing is offered to them.",
            why=f"What {what} meant can be told only by those it reached.",
            called_by=called,
        )
    if not occasions.near(doc, "cause"):
        yield Omission(
            kind=Kind.NO_METHOD,
            text=f"What led to {what} is not stated.",
            why=f"Only the cause of {what} tells whether it can happen again.",
            called_by=called,
        )


def _event(scene: _Scene, event: str) -> str:
    """Return what happened in the text's own words: the event with the noun before it where the text has one."""
    found = re.search(rf"\b(?:the|a|an|this) ((?:[a-z-]+ )?{event})\b", scene.doc.text)
    return f"the {found[1]}" if found else f"the {event}"


def _cuts(scene: _Scene) -> Iterator[Omission]:
    doc = scene.doc
    shown = occasions.shown(doc).get("cuts")
    if shown is None or (shown.hits < 2 and not doc.own_side):  # noqa: PLR2004 - one mention in a report is an aside
        return
    called, what = _calling(shown.sentence), f"“{shown.words}”"
    about = _topic(doc, shown.sentence.text)
    place = f" in {about}" if about else ""
    if not occasions.near(doc, "counts"):
        yield Omission(
            kind=Kind.NO_FIGURES,
            text=f"The size of the step is missing: no number stands beside {what}{place}.",
            why=f"Readers cannot weigh {what}{place} without it.",
            called_by=called,
        )
    if not occasions.near(doc, "affected"):
        yield Omission(
            kind=Kind.NO_AFFECTED_PARTY,
            text=f"Those who lose by {what} are not heard, and no terms are named for them.",
            why=f"The cost of {what}{place} falls on them.",
            called_by=called,
        )


def _worded(scene: _Scene) -> Iterator[Omission]:
    """Own loaded wording that says how much without a number, in a promoting text."""
    doc = scene.doc
    if scene.heat < WARM or not doc.own_side:
        return
    for term in sorted(scene.loaded, key=lambda one: (-one.weight, one.start)):
        if (
            term.speaker in (Speaker.QUOTED, Speaker.HEADLINE)
            or term.tactic not in _AMOUNTS
            or not framing.quotable(term)
        ):
            continue
        sentence = doc.sentence_at(term.start)
        shown = wording.shown(doc, term)
        if shown is None or " " not in shown or anchors.of(sentence.text).figure is not None:
            continue
        yield Omission(
            kind=Kind.NO_FIGURES,
            text=f"No number stands beside “{shown}”.",
            why=f"“{term.exact}” can mean much or little until a figure says which." if term.weight > 1 else "",
            called_by=_calling(sentence),
        )
        return


def _comparing(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    for one, cues in _own_claims(claims):
        if one.verification is Verification.SUPPORTED:
            continue
        sentence = doc.sentence_at(one.start)
        around = doc.sentences[max(1, sentence.index - 1) : sentence.index + 2]
        if cues.comparison and not cues.against and not any(anchors.of(near.text).against for near in around):
            yield Omission(
                kind=Kind.NO_BASELINE,
                text=f"The text does not say compared with what it is “{cues.comparison}”.",
                why=f"“{cues.comparison}” means something only beside what it is compared with.",
                called_by=_calling(one),
            )
        if cues.superlative and doc.own_side and not occasions.near(doc, "baseline"):
            yield Omission(
                kind=Kind.NO_COMPARISON,
                text=f"No rival stands beside “{cues.superlative}”.",
                why=f"“{cues.superlative}” ranks, and the others in the ranking are not shown.",
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
    what = framing.subject_of(doc, claims) or _topic(doc, text)
    if source is None or what is None or not (doc.own_side or scene.heat >= WARM):
        return
    beside = _beside(scene)
    if scene.lacks("limits"):
        yield Omission(
            kind=Kind.NO_LIMITS_OR_TRADEOFFS,
            text=f"No limit or drawback of {what} is named{beside}.",
            why=f"Whom or what {what} does not suit stays open{beside}." if beside else "",
            called_by=_calling(source),
        )
    if shown is not None and doc.publisher.role in _COMMERCIAL and scene.lacks("price"):
        yield Omission(
            kind=Kind.NO_COST_OR_PRICE,
            text=f"No price or cost of {what} is given{beside}.",
            why=f"Whether {cues.object} is worth it depends on the cost." if cues.object else "",
            called_by=_calling(source),
        )


def _promise(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    for one, cues in _own_claims(claims):
        if cues.future is None or not doc.own_side:
            continue
        what = f"“{cues.future} {cues.object}”" if f"{cues.future} {cues.object}" in one.exact else f"“{cues.future}”"
        if scene.lacks("timeline"):
            yield Omission(
                kind=Kind.NO_TIMELINE,
                text=f"No date goes with {what}.",
                why=f"Without a date nobody can tell when {what} is late.",
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
    what = framing.subject_of(doc, claims) or _topic(doc, text)
    if source is None or what is None:
        return
    yield Omission(
        kind=Kind.NO_COUNTERARGUMENT,
        text=f"Nobody who sees {what} otherwise has a say.",
        why=f"That it is disputed the text shows itself (“{disputed.words}”)." if disputed else "",
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
        beside = f" beside “{cues.superlative}”" if cues.superlative else _beside(scene)
        if beside and one.verification in (Verification.UNVERIFIED, Verification.ATTRIBUTED):
            about = framing.subject_of(doc, claims)
            yield Omission(
                kind=Kind.NO_INDEPENDENT_SOURCE,
                text=f"No source from outside stands{beside}.",
                why=f"All that is said of {about} comes from the side that offers it."
                if about and doc.own_side
                else "",
                called_by=_calling(one),
            )
            return


def _unmeasured(scene: _Scene) -> Iterator[Omission]:
    doc, claims = scene.doc, scene.claims
    if not doc.own_side or occasions.technical_notes(doc):
        return
    for one, cues in _own_claims(claims):
        about = cues.counted
        if one.verification in (Verification.SUPPORTED, Verification.PARTLY_SUPPORTED):
            continue
        if cues.figure and about and (cues.comparison or "%" in cues.figure) and scene.lacks("method"):
            yield Omission(
                kind=Kind.NO_METHOD,
                text=f"How the figure “{cues.figure}” on {about} was arrived at is not shown.",
                why=f"The figure on {about} can be checked only with the way it was taken.",
                called_by=_calling(one),
            )
        elif cues.figure is None and (_effect(one.exact, cues) or cues.comparison) and scene.heat >= WARM / 2:
            yield Omission(
                kind=Kind.NO_FIGURES,
                text=f"“{cues.comparison or _effect(one.exact, cues)}” comes without a number.",
                why=f"The effect on {cues.object} is what the sentence is about." if cues.object else "",
                called_by=_calling(one),
            )


def _effect(text: str, cues: Anchors) -> str | None:
    """Return the verb of cause with its object, as they stand side by side in the text, or None."""
    found = (
        re.search(rf"\b{cues.cause}\b(?: [\w’'-]+){{0,2}}? {re.escape(cues.object)}", text)
        if cues.cause and cues.object
        else None
    )
    return found[0] if found else None


# What even a text without spin can be asked: its event, its cuts, its comparisons, its dispute.
_PLAIN_RULES: Final = (_incident, _cuts, _comparing, _one_sided)
