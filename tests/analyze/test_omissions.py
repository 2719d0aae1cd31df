from generator.analyze.embedded import claims, omissions, usual
from generator.models import Offsets, Omission
from generator.vocabulary import OmissionKind
from tests.analyze import cases


def left_out(title: str, body: str, *, name: str = "Tarn") -> dict[OmissionKind, Omission]:
    doc = cases.company(title, body, name)
    terms = cases.launch_terms(doc) if body == cases.LAUNCH else ()
    return {one.kind: one for one in omissions.find(doc, claims.find(doc, terms), terms)}


def test_a_launch_without_price_or_limits_lacks_both() -> None:
    found = left_out(cases.LAUNCH_TITLE, cases.LAUNCH)
    assert OmissionKind.NO_LIMITS_OR_TRADEOFFS in found
    assert OmissionKind.NO_COST_OR_PRICE in found


def test_a_launch_that_names_its_price_lacks_no_price() -> None:
    found = left_out(cases.LAUNCH_TITLE, cases.LAUNCH + " The engine costs $900 a month.")
    assert OmissionKind.NO_COST_OR_PRICE not in found


def test_every_omission_points_at_the_sentence_that_calls_for_it() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    terms = cases.launch_terms(doc)
    for one in omissions.find(doc, claims.find(doc, terms), terms):
        assert one.called_by is not None
        assert 0 <= one.called_by.start < one.called_by.end <= len(doc.text)
        assert one.why


def test_cuts_without_numbers_or_people_lack_both() -> None:
    found = left_out(cases.CUTS_TITLE, cases.CUTS, name="Veldry")
    assert {OmissionKind.NO_FIGURES, OmissionKind.NO_AFFECTED_PARTY} <= found.keys()


def test_cuts_that_give_jobs_and_severance_lack_neither() -> None:
    told = cases.CUTS + " In all, 340 employees leave, each with severance of six months."
    found = left_out(cases.CUTS_TITLE, told, name="Veldry")
    assert OmissionKind.NO_AFFECTED_PARTY not in found


def test_a_breach_notice_lacks_the_number_of_people_until_it_gives_it() -> None:
    assert OmissionKind.NO_FIGURES in left_out(cases.BREACH_TITLE, cases.BREACH, name="Harrow Clinics")
    told = cases.BREACH + " The account held data of 1,204 patients."
    assert OmissionKind.NO_FIGURES not in left_out(cases.BREACH_TITLE, told, name="Harrow Clinics")


def test_nobody_is_asked_what_speaks_against_an_outage() -> None:
    doc = cases.company(
        "Report on the Veldry outage", "The Veldry outage began at noon. The Veldry outage ended at two.", "V"
    )
    chances = dict.fromkeys((kind.value for kind in OmissionKind), 1.0)
    told = {one.kind: one for one in usual.find(doc, chances, "Veldry outage", Offsets(start=0, end=9))}
    assert OmissionKind.NO_COUNTERARGUMENT not in told
    assert OmissionKind.NO_COST_OR_PRICE not in told
    assert told[OmissionKind.NO_FAILURE_HISTORY].text == "Whether there was another Veldry outage before is not told."


def test_a_change_is_compared_with_what_was_before_it() -> None:
    body = "Our pump is built on brass. {} the valve to close more slowly and to hold more water."
    for verb, missing in (("We modified", False), ("We want", True)):
        found = left_out("How our pump works", body.format(verb))
        assert (OmissionKind.NO_BASELINE in found) is missing


def test_wire_copy_and_steps_are_left_alone() -> None:
    for title, body in ((cases.WIRE_TITLE, cases.WIRE), (cases.HOW_TO_TITLE, cases.HOW_TO)):
        doc = cases.newspaper(title, body)
        assert omissions.find(doc, claims.find(doc)) == ()


def test_the_texts_accuse_nobody() -> None:
    for title, body in (
        (cases.LAUNCH_TITLE, cases.LAUNCH),
        (cases.CUTS_TITLE, cases.CUTS),
        (cases.BREACH_TITLE, cases.BREACH),
    ):
        for one in left_out(title, body).values():
            words = f"{one.text} {one.why}".lower()
            assert not any(
                word in words for word in ("hides", "hide ", "lies", "conceal", "refus", "tries to", "fails to")
            )
