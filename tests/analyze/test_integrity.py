from generator.analyze.embedded import claims, integrity
from generator.analyze.embedded.document import Document
from generator.models import Integrity, LoadedTerm
from generator.vocabulary import Risk, SpinType, Strength, Verification
from tests.analyze import cases


def judged(
    doc: Document, terms: tuple[LoadedTerm, ...] = (), primary: SpinType = SpinType.NONE, score: int = 5
) -> Integrity:
    return integrity.judge(doc, claims.find(doc, terms), terms, primary, score)


def test_assertion_alone_is_weak_and_sourced_figures_are_not() -> None:
    assert judged(cases.company(cases.CUTS_TITLE, cases.CUTS, "Veldry")).evidence_strength is Strength.WEAK
    assert judged(cases.newspaper(cases.WIRE_TITLE, cases.WIRE)).evidence_strength is Strength.MEDIUM


def test_a_plain_report_carries_low_risk() -> None:
    found = judged(cases.newspaper(cases.WIRE_TITLE, cases.WIRE))
    assert (found.narrative_risk, found.repetition_risk) == (Risk.LOW, Risk.LOW)


def test_a_spun_launch_is_likely_to_be_repeated() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    found = judged(doc, cases.launch_terms(doc), SpinType.HYPE, 62)
    assert found.narrative_risk is Risk.MODERATE
    assert found.repetition_risk in (Risk.MODERATE, Risk.HIGH)


def test_risks_never_fall_when_the_score_rises() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    order = [Risk.LOW, Risk.MODERATE, Risk.HIGH]
    for field in ("narrative_risk", "repetition_risk"):
        grades = [
            order.index(getattr(judged(doc, cases.launch_terms(doc), SpinType.HYPE, score), field))
            for score in range(0, 101, 5)
        ]
        assert grades == sorted(grades)


def test_the_likely_machine_line_is_short_and_unattributed() -> None:
    line = judged(cases.company("Depots", "Our depots sort 40% more parcels than last year.", "Tarn")).likely_ai_summary
    assert line is not None
    assert len(line.split()) <= 20
    assert " says " not in line


def test_no_claims_mean_no_verification() -> None:
    doc = cases.company("Hm", "Who would sort parcels by hand today?", "Tarn")
    assert judged(doc).verification is None


def test_the_verification_is_that_of_most_claims() -> None:
    assert judged(cases.company(cases.CUTS_TITLE, cases.CUTS, "Veldry")).verification is Verification.UNVERIFIED


def test_reasons_belong_to_fields_of_the_judgement() -> None:
    found = judged(cases.newspaper(cases.WIRE_TITLE, cases.WIRE))
    assert found.reasons
    assert found.reasons.keys() <= Integrity.model_fields.keys()
