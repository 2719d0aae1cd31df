"""Whether one line of a machine takes over the frame of a text: its loaded words, or its claim as a fact."""

import pytest

from generator import vocabulary as v
from generator.analyze import repetition
from generator.models import Analysis, Integrity
from generator.origins import Basis
from tests.analyze.test_merging import claim, witness

CLAIM = "The ledger is 40 % faster than anything on the market."


def seen(risk: v.Risk = v.Risk.LOW, **changes: object) -> Analysis:
    known = {"claims": (claim(CLAIM),), "integrity": Integrity(repetition_risk=risk, likely_ai_summary="Predicted.")}
    return witness("revolutionary", **(known | changes))


@pytest.mark.parametrize(
    ("line", "taken"),
    [
        ("Quillon has a Revolutionary ledger for shops.", "revolutionary"),
        ("Quillon has what it calls a “revolutionary” ledger.", None),
        ("The new ledger is faster than anything else on the market.", "The ledger is 40 % faster"),
        ("Quillon says its ledger is faster than anything on the market.", None),
        ("Quillon offers shops a ledger.", None),
    ],
)
def test_a_line_repeats_loaded_words_or_a_claim_without_saying_whose_it_is(line: str, taken: str | None) -> None:
    assert repetition.repeated(line, seen()) == taken


def test_words_of_others_and_backed_claims_are_no_frame() -> None:
    quoted = seen(claims=(claim(CLAIM, speaker="quoted"),))
    backed = seen(claims=(claim(CLAIM, verification="supported_in_source"),))
    for one in (quoted, backed):
        assert repetition.repeated("The new ledger is faster than anything else on the market.", one) is None


REPEATS, PLAIN = "A revolutionary ledger.", "A ledger for shops."


@pytest.mark.parametrize(
    ("lines", "predicted", "risk", "reason"),
    [
        ([PLAIN], v.Risk.HIGH, v.Risk.LOW, "A model asked for one line does not repeat the framing."),
        ([REPEATS], v.Risk.LOW, v.Risk.MODERATE, "A model asked for one line repeats “revolutionary”."),
        ([REPEATS], v.Risk.HIGH, v.Risk.HIGH, None),
        ([REPEATS, PLAIN, PLAIN], v.Risk.LOW, v.Risk.MODERATE, None),
        ([REPEATS, REPEATS, PLAIN], v.Risk.LOW, v.Risk.HIGH, "Two of three models"),
    ],
)
def test_the_risk_is_the_share_of_models_that_repeat(
    lines: list[str], predicted: v.Risk, risk: v.Risk, reason: str | None
) -> None:
    found = repetition.measured(seen(predicted), lines)
    assert (found.basis, found.repetition_risk) == (Basis.MEASURED, risk)
    assert found.likely_ai_summary == (REPEATS if REPEATS in lines else PLAIN)
    assert (reason or "") in found.reasons["repetition_risk"]
