"""What verifying and scoring leave of an analysis: what is said of claims counts only those that are published."""

import pytest

from generator.analyze import merging
from generator.analyze.base import Heard, Reading
from generator.analyze.embedded import backing
from generator.models import Analysis, Claim, Integrity, LoadedTerm, Mechanics, Omission, Verdict
from generator.origins import Basis, Engine
from generator.pipeline import findings
from generator.vocabulary import OmissionKind, SpinType, Verification
from tests.articles import make_analysis, make_article, make_claim, make_publisher, make_term

BODY = (
    "The ledger is the fastest system in the market. Setting it up takes the shortest time of all. "
    "It has the lowest price in the country. The office is in Ellerby."
)
ARTICLE = make_article(body=BODY)
FAST, SHORT, LOW = (f"{one}." for one in BODY.split(". ")[:3])


def claim(exact: str, **changes: object) -> Claim:
    return make_claim(ARTICLE, exact, **({"rank": "supporting"} | changes))


def elsewhere(exact: str) -> Claim:
    """Return a claim that is said to stand where it does not."""
    return claim(exact, start=3, end=3 + len(exact))


def seen(*claims: Claim) -> Analysis:
    integrity = backing.recounted(Integrity(), claims)
    return make_analysis(ARTICLE, claims=claims, integrity=integrity)


def told(analysis: Analysis, own: Analysis | None = None) -> Integrity:
    return findings.of(analysis, own or analysis, ARTICLE, make_publisher()).analysis.integrity


def test_a_claim_that_the_verifier_drops_is_not_counted() -> None:
    amiss = elsewhere("It takes the shortest time of all.")
    three = seen(claim(FAST, rank="primary"), amiss, claim(LOW))
    assert "two of the other claims" in three.integrity.reasons["verification"]
    assert "one of the other claims" in told(three).reasons["verification"]
    moved = seen(claim(FAST, rank="primary"), elsewhere(SHORT), claim(LOW))
    assert "two of the other claims" in told(moved).reasons["verification"]
    alone = told(seen(claim(FAST, rank="primary"), amiss))
    assert "other claims" not in alone.reasons["verification"]


def test_claims_that_begin_alike_are_two() -> None:
    alike = claim(FAST.removesuffix(" in the market."))
    two = seen(claim(FAST, rank="primary"), alike)
    assert "one of the other claims" in told(two).reasons["verification"]
    one = seen(claim(FAST, rank="primary"), alike.model_copy(update={"exact": "The ledger is the fastest of all."}))
    assert "other claims" not in told(one).reasons["verification"]


def test_what_stays_as_it_was_is_told_as_it_was() -> None:
    sound = seen(claim(FAST, rank="primary"), claim(LOW))
    assert told(sound) == sound.integrity


def test_claims_that_a_model_adds_decide_on_verification_only_where_there_are_no_others() -> None:
    own = seen(claim(FAST, rank="primary"))
    backed = [claim(one, verification="supported_in_source") for one in (SHORT, LOW, "The office is in Ellerby.")]
    model = own.model_copy(update={"claims": tuple(backed)})
    heard = Heard("openai/x", (Reading(model, {}),), None, 0.0, f"sha256:{'0' * 64}")
    assert len(findings.of(merging.merge(own, [heard]), own, ARTICLE, make_publisher()).analysis.claims) > 1
    assert told(merging.merge(own, [heard]), own) == told(own)
    without = seen()
    assert told(merging.merge(without, [heard]), without).verification is Verification.SUPPORTED


def test_a_line_that_may_not_be_shown_does_not_decide_what_machines_repeat() -> None:
    own = seen(claim(FAST, rank="primary"))
    line = "The fastest ledger, says Brightwell, opens in Ellerby."
    heard = Heard("openai/x", (Reading(own, {}),), line, 0.0, f"sha256:{'0' * 64}")
    merged = merging.merge(own, [heard])
    assert merged.integrity.basis is Basis.MEASURED
    found = findings.of(merged, own, ARTICLE, make_publisher()).analysis
    assert found.integrity == own.integrity
    assert found.making.fields["integrity"] is Engine.EMBEDDED
    assert found.making.reasons["integrity"] == findings.UNVERIFIED


def test_mechanics_of_which_some_lines_pass_are_said_to_be_so() -> None:
    own = seen(claim(FAST, rank="primary"))
    wrote = Mechanics(believe="The ledger is the fastest of its kind.", how="Of that, says Brightwell, more is told.")
    model = own.model_copy(update={"mechanics": wrote})
    merged = merging.merge(own, [Heard("openai/x", (Reading(model, {}),), None, 0.0, f"sha256:{'0' * 64}")])
    found = findings.of(merged, own, ARTICLE, make_publisher()).analysis
    assert found.mechanics.believe == wrote.believe
    assert found.mechanics.how == own.mechanics.how
    assert found.making.fields["mechanics"] is Engine.MIXED
    assert found.making.reasons["mechanics"] == findings.PARTLY_UNVERIFIED


def test_a_line_of_the_texts_own_words_is_measured_and_not_repeated() -> None:
    own = seen(claim(FAST, rank="primary"))
    line = BODY.rsplit(". ", 1)[0]
    merged = merging.merge(own, [Heard("openai/x", (Reading(own, {}),), line, 0.0, f"sha256:{'0' * 64}")])
    found = told(merged, own)
    assert (found.basis, found.likely_ai_summary) == (Basis.MEASURED, None)
    assert found.reasons["likely_ai_summary"] == findings.COPIED
    assert found.repetition_risk is merged.integrity.repetition_risk


# --- what no model moves ---------------------------------------------------------------------------------------------

PLAIN = (
    "The ferry sails at nine each day. It calls at two piers on the way. The crew is four people strong. "
    "The ticket office opens at eight. A new timetable hangs at the pier. The cafe sells tea and soup. "
)
QUOTED_WORDS, OWN_WORDS, MODELS_WORDS = (
    ("shoddy", "greedy", "ruinous"),
    ("dazzling", "mighty", "gentle"),
    ("new", "strong"),
)


def scored(body: str, *terms: LoadedTerm, primary: SpinType | None = None, tone: int = 10, gaps: int = 5) -> Verdict:
    """Return the verdict on an article of such a body, five things of which are left out."""
    article = make_article(body=body)
    omissions = tuple(Omission(kind=kind, text="No figure is given.") for kind in list(OmissionKind)[:gaps])
    placed = [
        make_term(article, one.exact, **one.model_dump(include={"type", "weight", "found_by", "speaker"}))
        for one in terms
    ]
    told = [one.model_copy(update={"tactic": None}) for one in placed]
    one = make_analysis(article, *told, primary=primary, tactic=None, omissions=omissions, tone=tone)
    return findings.of(one, one, article, make_publisher()).verdict


def loaded(exact: str, **changes: object) -> LoadedTerm:
    return LoadedTerm.model_validate(
        {"start": 0, "end": len(exact), "exact": exact, "type": "hype", "weight": 1} | changes
    )


def models(**changes: object) -> list[LoadedTerm]:
    return [loaded(one, found_by=Engine.LLM, **changes) for one in MODELS_WORDS]


def test_wording_of_a_model_beside_words_of_others_moves_nothing() -> None:
    body = PLAIN + "".join(f"It is {one}, an owner said. " for one in QUOTED_WORDS)
    others = [loaded(one, speaker="quoted", weight=3) for one in QUOTED_WORDS]
    assert scored(body, *others, *models()).score == scored(body, *others).score


def test_wording_of_a_model_lends_a_text_no_type() -> None:
    body = PLAIN + "".join(f"It is {one}. " for one in OWN_WORDS)
    own = [loaded(one, type=kind) for one, kind in zip(OWN_WORDS, ("hype", "halo", "fog"), strict=True)]
    found = scored(body, *own, *models(), primary=SpinType.HYPE, tone=80)
    assert (found.primary, found.score) == (SpinType.NONE, scored(body, *own, tone=80).score)


@pytest.mark.parametrize("tone", range(0, 101, 4))
def test_wording_of_a_model_lifts_no_text_over_the_sum_that_carries_a_type(tone: int) -> None:
    body = PLAIN + "".join(f"It is {one}. " for one in OWN_WORDS)
    own = [loaded(one) for one in OWN_WORDS]
    with_model, without = scored(body, *own, *models(), tone=tone), scored(body, *own, tone=tone)
    assert abs(with_model.score - without.score) <= findings.MOST_MOVED
    assert with_model.primary is without.primary


def test_a_list_with_nothing_of_a_model_left_is_not_said_to_be_of_one() -> None:
    own = seen(claim(FAST, rank="primary"))
    long = make_term(ARTICLE, BODY[:140])
    model = own.model_copy(update={"loaded_terms": (long,)})
    merged = merging.merge(own, [Heard("openai/x", (Reading(model, {}),), None, 0.0, f"sha256:{'0' * 64}")])
    found = findings.of(merged, own, ARTICLE, make_publisher()).analysis
    assert found.loaded_terms == ()
    assert found.making.fields["loaded_terms"] is Engine.EMBEDDED
