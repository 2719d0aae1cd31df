from generator.analyze.embedded import entities
from generator.vocabulary import EntityKind
from tests.analyze import cases


def named(title: str, body: str) -> dict[str, EntityKind]:
    return {one.name: one.kind for one in entities.find(cases.newspaper(title, body))}


def test_persons_organizations_places_and_laws_are_told_apart() -> None:
    found = named(
        "Clinics answer the ministry",
        "Mara Voss, chief executive of Harrow Clinics Inc., said the Ministry of Health was wrong. "
        "The ministry in Norway cited the Patient Records Act. Dr. Ilse Brandt told reporters she agreed.",
    )
    assert found["Mara Voss"] is EntityKind.PERSON
    assert found["Harrow Clinics Inc."] is EntityKind.ORGANIZATION
    assert found["Ministry of Health"] is EntityKind.ORGANIZATION
    assert found["Norway"] is EntityKind.PLACE
    assert found["Patient Records Act"] is EntityKind.LAW
    assert found["Ilse Brandt"] is EntityKind.PERSON


def test_a_surname_counts_for_the_full_name() -> None:
    doc = cases.newspaper("A vote", "Jonas Pell spoke first. Pell said the plan was late. Later Pell left the room.")
    (pell,) = [one for one in entities.find(doc) if one.kind is EntityKind.PERSON]
    assert (pell.name, pell.mentions) == ("Jonas Pell", 3)


def test_a_word_that_only_opens_sentences_is_no_name() -> None:
    found = named("A day", "Parcels arrived late. Trucks waited outside. Parcels were wet. Monday was worse.")
    assert found == {}


def test_every_name_stands_where_its_span_says() -> None:
    doc = cases.newspaper(cases.WIRE_TITLE, cases.WIRE)
    for one in entities.find(doc):
        assert doc.text[one.start : one.end] == one.name


def test_a_job_title_parts_two_names() -> None:
    found = named(
        "Talks", "Quillon CEO Mara Voss met Jonas Pell, who heads Harrow Clinics Inc. Voss said it went well."
    )
    assert "Mara Voss" in found
    assert not any("CEO" in name for name in found)


def test_at_most_twelve_names_come_back() -> None:
    body = " ".join(f"Mara {letter}oss{letter}ell of Company{letter} Inc. said so." for letter in "ABCDEFGHIJKLMNOP")
    assert len(entities.find(cases.newspaper("Names", body))) <= entities.LIMIT


def test_a_surname_in_camel_case_among_authors_is_a_person() -> None:
    doc = cases.company(
        "A paper", "A paper by Pell, LeVoss, and Orr was read. Depots cite Pell, LeVoss, and Orr.", "Tarn"
    )
    assert {one.name: one.kind.value for one in entities.find(doc)}.get("LeVoss") == "person"
