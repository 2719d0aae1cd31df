from generator.analyze.embedded import beneficiaries
from tests.analyze import cases


def test_an_organization_that_praises_its_own_gains_the_praise() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    terms = cases.launch_terms(doc)
    (one,) = beneficiaries.find(doc, terms)
    assert one.name == "Tarn"
    assert doc.text[one.start : one.end].startswith("Tarn")
    assert "“revolutionary sorting engine”" in one.gain


def test_plain_text_benefits_nobody() -> None:
    doc = cases.newspaper(cases.WIRE_TITLE, cases.WIRE)
    assert beneficiaries.find(doc, ()) == ()


def test_a_person_gains_only_where_a_sentence_says_so() -> None:
    told = "Peter Pell gained shares of the ferry line. Mara Voss spoke later. Voss said Pell was lucky."
    doc = cases.newspaper("Ferry line sold", told)
    names = [one.name for one in beneficiaries.find(doc, ())]
    assert names == ["Peter Pell"]
