from generator.analyze.embedded import claims, entities, voices
from generator.vocabulary import Stakeholder
from tests.analyze import cases


def missing(title: str, body: str, name: str) -> dict[Stakeholder, str | None]:
    doc = cases.company(title, body, name)
    terms = cases.launch_terms(doc) if body == cases.LAUNCH else ()
    heard = voices.heard(doc, entities.find(doc))
    return {one.stakeholder: one.name for one in voices.missing(doc, claims.find(doc, terms), heard, terms)}


def test_quoted_and_paraphrased_people_are_heard_by_full_name() -> None:
    doc = cases.newspaper(cases.WIRE_TITLE, cases.WIRE)
    heard = voices.heard(doc, entities.find(doc))
    assert "Mara Voss" in heard
    assert "Jonas Pell" in heard
    assert all(name in doc.text for name in heard)


def test_workers_are_missing_where_jobs_go() -> None:
    assert Stakeholder.WORKERS in missing(cases.CUTS_TITLE, cases.CUTS, "Veldry")


def test_workers_who_speak_are_not_missing() -> None:
    told = cases.CUTS + " “Nobody asked us,” employees said in a letter."
    assert Stakeholder.WORKERS not in missing(cases.CUTS_TITLE, told, "Veldry")


def test_customers_are_missing_from_a_breach_notice() -> None:
    assert Stakeholder.USERS_OR_CUSTOMERS in missing(cases.BREACH_TITLE, cases.BREACH, "Harrow Clinics")


def test_a_specific_name_stands_in_the_text() -> None:
    for title, body in ((cases.LAUNCH_TITLE, cases.LAUNCH), (cases.BREACH_TITLE, cases.BREACH)):
        for name in missing(title, body, "Tarn").values():
            assert name is None or name in body


def test_instructions_miss_nobody() -> None:
    assert missing(cases.HOW_TO_TITLE, cases.HOW_TO, "Tarn") == {}


def test_a_dispute_with_one_voice_misses_the_other_party() -> None:
    doc = cases.newspaper(
        "Landlord accused of cutting heat",
        "A tenant group accused Pell Homes of cutting the heat of 40 flats in January. "
        "“We sat in coats,” said Mara Voss, who lives there. The group filed a lawsuit on Friday. "
        "The flats were built in 1971 and heated by one boiler. The boiler stood still for nine days.",
    )
    heard = voices.heard(doc, entities.find(doc))
    groups = [one.stakeholder for one in voices.missing(doc, claims.find(doc), heard)]
    assert Stakeholder.OPPOSING_PARTY in groups
