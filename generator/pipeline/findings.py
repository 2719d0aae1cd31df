"""Analysis -> Findings: verified, scored; the witness gives back what the verifier took from a model. Pure."""

from collections.abc import Sequence
from typing import Any, Final

from generator import score, verify
from generator.models import (
    Alternative,
    Analysis,
    Article,
    Claim,
    Making,
    Mechanics,
    Omission,
    Opinion,
    Publisher,
    Signals,
)
from generator.origins import Basis, Engine
from generator.story import Findings

# Fields of sentences, which a model may word in a way that no verifier lets through, with what goes along.
_SENTENCES: Final = {
    "framing": (),
    "summary": ("summary_support",),
    "tldr": ("tldr_support",),
    "counter_frames": (),
    "beneficiaries": (),
    "keywords": (),
    "omissions": (),
}
# Points by which wording that a model alone found may move a score.
MOST_MOVED: Final = 2
COPIED: Final = "What a model says in one line is more of the text’s own words than a report may repeat."
UNVERIFIED: Final = "What a model wrote did not pass the verifier."
PARTLY_UNVERIFIED: Final = "Some of what a model wrote did not pass the verifier."


def of(analysis: Analysis, seen: Analysis, article: Article, publisher: Publisher) -> Findings:
    """Verify and score an analysis.

    Args:
        analysis: what an analyzer returned.
        seen: the analysis of its witness; the same where no model was asked.
        article: the article.
        publisher: its publisher.
    """
    checked = verify.analysis(analysis, article, publisher)
    mended = _given_back(analysis, checked.analysis, seen)
    mended = _recounted(_lined(mended, checked.analysis, seen, article), checked.analysis.claims, seen, article.text)
    if mended != analysis:
        checked = verify.analysis(mended, article, publisher)
    scored = [(one, _points(one, analysis, article, publisher)) for one in analysis.making.alternatives]
    samples = tuple(points for one, points in scored if one.is_sample)
    signals = _signals(checked, mended).model_copy(update={"samples": samples})
    opinions = tuple(
        Opinion(reader=one.reader, primary=one.primary, score=points) for one, points in scored if not one.is_sample
    )
    verdict = score.verdict(signals, checked.analysis.omissions, score.Proposal.of(checked.analysis))
    dropped = {**analysis.making.dropped}
    for name, count in checked.dropped.items():
        dropped[name] = dropped.get(name, 0) + count
    kept = _labeled(checked.analysis, seen)
    return Findings(kept, signals, verdict, dict(sorted(dropped.items())), checked.copied_words, opinions)


def _signals(checked: verify.Verified, analysis: Analysis) -> Signals:
    """Return what the score is made of; wording a model alone found is no part of it where it moves too much.

    Two points of density can lift a text over the sum from which on it has a type, and so by ten points more.
    """
    alone = {(one.start, one.end) for one in analysis.loaded_terms if one.found_by is Engine.LLM}
    if not alone:
        return checked.signals
    hits = tuple(one for one in checked.signals.hits if (one.start, one.end) not in alone)
    bare = checked.signals.model_copy(update={"hits": hits})
    said = checked.analysis.omissions, score.Proposal.of(checked.analysis)
    moved = abs(score.total(checked.signals, *said) - score.total(bare, *said)) > MOST_MOVED
    return bare if moved else checked.signals


def _recounted(analysis: Analysis, passed: Sequence[Claim], seen: Analysis, text: str) -> Analysis:
    """Return the analysis with a word on verification that counts only claims that passed, each in full.

    What a model takes for a claim says nothing of how well those that weigh are backed: it counts where no other does.
    """
    from generator.analyze.embedded import backing  # noqa: PLC0415 - `--help` should not pay for word lists

    own = {one.exact for one in seen.claims}
    claims = [one.model_copy(update={"exact": text[one.start : one.full_end or one.end]}) for one in passed]
    weighing = [one for one in claims if one.exact in own] or claims
    return analysis.model_copy(update={"integrity": backing.recounted(analysis.integrity, weighing)})


def _given_back(analysis: Analysis, checked: Analysis, seen: Analysis) -> Analysis:
    """Return the analysis with the witness's words where nothing of a model's passed."""
    if not analysis.making.models:
        return analysis
    fields, reasons = dict(analysis.making.fields), dict(analysis.making.reasons)
    update: dict[str, Any] = {}
    for name, along in _SENTENCES.items():
        taken = fields.get(name) in (Engine.LLM, Engine.MIXED)
        if taken and getattr(analysis, name) and not getattr(checked, name):
            update |= {one: getattr(seen, one) for one in (name, *along)}
            fields[name], reasons[name] = Engine.EMBEDDED, UNVERIFIED
    if "omissions" not in update and _witnessed(checked.omissions) < _witnessed(analysis.omissions):
        # A model may not talk away what the witness found: each counts in the score.
        update["omissions"] = seen.omissions
        fields["omissions"], reasons["omissions"] = Engine.EMBEDDED, UNVERIFIED
    lost = {
        name: own
        for name in Mechanics.model_fields
        if getattr(analysis.mechanics, name)
        and not getattr(checked.mechanics, name)
        and (own := getattr(seen.mechanics, name)) != getattr(analysis.mechanics, name)
    }
    if lost:
        update["mechanics"] = analysis.mechanics.model_copy(update=lost)
        nothing = update["mechanics"] == seen.mechanics
        fields["mechanics"] = Engine.EMBEDDED if nothing else Engine.MIXED
        reasons["mechanics"] = UNVERIFIED if nothing else PARTLY_UNVERIFIED
    making: Making = analysis.making.model_copy(update={"fields": fields, "reasons": reasons})
    return analysis.model_copy(update=update | {"making": making})


def _lined(analysis: Analysis, checked: Analysis, seen: Analysis, article: Article) -> Analysis:
    """Return the analysis with what a line of a model that did not pass is still good for.

    One that says what the text does not may not decide how machines retell it either. One that says nothing else, in
    more of the text's own words than a report may repeat, is what machines say of it.
    """
    integrity = analysis.integrity
    line = integrity.likely_ai_summary
    if integrity.basis is not Basis.MEASURED or not line or checked.integrity.likely_ai_summary:
        return analysis
    if not verify.fault(line, article.text):
        reasons = integrity.reasons | {"likely_ai_summary": COPIED}
        unshown = integrity.model_copy(update={"likely_ai_summary": None, "reasons": reasons})
        return analysis.model_copy(update={"integrity": unshown})
    making = analysis.making
    told = {
        "fields": making.fields | {"integrity": Engine.EMBEDDED},
        "reasons": making.reasons | {"integrity": UNVERIFIED},
    }
    return analysis.model_copy(update={"integrity": seen.integrity, "making": making.model_copy(update=told)})


def _labeled(checked: Analysis, seen: Analysis) -> Analysis:
    """Return what passed, as made by models only where something of theirs is left; other readings end here."""
    making = checked.making
    fields, reasons = dict(making.fields), dict(making.reasons)
    for name, of_model in _models_own(checked, seen).items():
        if fields.get(name) in (Engine.LLM, Engine.MIXED) and not of_model:
            fields[name], reasons[name] = Engine.EMBEDDED, UNVERIFIED
    update = {"fields": fields, "reasons": reasons, "alternatives": ()}
    return checked.model_copy(update={"making": making.model_copy(update=update)})


def _models_own(checked: Analysis, seen: Analysis) -> dict[str, bool]:
    """Say of each list that grows by models whether something of theirs is in it."""
    known = {one.start: frozenset(one.missing_evidence) for one in seen.claims}
    return {
        "loaded_terms": any(one.found_by is not Engine.EMBEDDED for one in checked.loaded_terms),
        "omissions": any(one.found_by is not Engine.EMBEDDED for one in checked.omissions),
        "missing_voices": checked.missing_voices != seen.missing_voices,
        "claims": any(
            one.start not in known or not known[one.start].issuperset(one.missing_evidence) for one in checked.claims
        ),
    }


def _witnessed(omissions: tuple[Omission, ...]) -> int:
    return sum(one.found_by is not Engine.LLM for one in omissions)


def _points(one: Alternative, analysis: Analysis, article: Article, publisher: Publisher) -> int:
    """Return the score that the formula gives another reading."""
    reading = analysis.model_copy(update={"loaded_terms": one.loaded_terms, "tone": one.tone})
    signals = verify.signals(reading, article, publisher)
    return score.total(signals, one.omissions, score.Proposal(primary=one.primary))
