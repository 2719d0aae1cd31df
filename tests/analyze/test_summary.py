import pytest

from generator.analyze.embedded import claims, entities, retell, summary
from generator.analyze.embedded.document import Document
from tests.analyze import cases
from tests.articles import make_article, make_publisher

TEXTS = [
    (cases.LAUNCH_TITLE, cases.LAUNCH),
    (cases.CUTS_TITLE, cases.CUTS),
    (cases.BREACH_TITLE, cases.BREACH),
    (cases.WIRE_TITLE, cases.WIRE),
]


def written(doc: Document) -> summary.Summary:
    return summary.write(doc, claims.find(doc), entities.find(doc))


@pytest.mark.parametrize(("title", "body"), TEXTS)
def test_no_run_of_more_than_twelve_words_is_the_articles(title: str, body: str) -> None:
    doc = cases.company(title, body, "Tarn")
    told = written(doc)
    source = retell.foldable(doc.text)
    assert told.summary
    for text in (told.summary, *told.tldr):
        assert retell.longest_run(text, source) <= 12


@pytest.mark.parametrize(("title", "body"), TEXTS)
def test_numbers_and_names_of_our_sentences_stand_in_the_text(title: str, body: str) -> None:
    doc = cases.company(title, body, "Tarn")
    told = written(doc)
    for text in (told.summary or "", *told.tldr):
        for word in text.replace(".", " ").split():
            if any(letter.isdigit() for letter in word):
                assert word.strip(",") in doc.text


@pytest.mark.parametrize(("title", "body"), TEXTS)
def test_every_sentence_has_its_support(title: str, body: str) -> None:
    doc = cases.newspaper(title, body)
    told = written(doc)
    assert len(told.tldr) == len(told.tldr_support)
    assert bool(told.summary) == bool(told.support)
    places = [(one.start, one.end) for one in (*told.support, *told.tldr_support)]
    assert len(set(places)) == len(places)


def test_we_becomes_the_organization_and_its_praise_stays_behind() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    told = written(doc)
    words = " ".join((told.summary or "", *told.tldr)).lower().split()
    assert not {"we", "our", "us", "revolutionary", "incredible", "thrilled", "seamlessly"} & set(words)


def test_a_claim_is_told_as_said() -> None:
    doc = cases.company("Depots", "Our depots sort 40% more parcels than last year with the Tarn engine.", "Tarn")
    told = written(doc)
    assert told.summary is not None
    assert told.summary.startswith("Tarn says its depots sort 40%")


def test_the_host_never_speaks_for_a_guest() -> None:
    article = make_article(
        "Why small models win",
        "We believe small models will win. At Orrin Labs, we measured 30 small models last year. "
        "Our results show that small models need 60% less power in depots.",
        author_organization="Orrin Labs",
    )
    doc = Document.of(article, make_publisher(name="Big Host"))
    told = written(doc)
    assert summary.voice_name(doc) == "Orrin Labs"
    assert "Big Host" not in " ".join((told.summary or "", *told.tldr))


def test_a_newspaper_has_no_we() -> None:
    assert summary.voice_name(cases.newspaper(cases.WIRE_TITLE, cases.WIRE)) is None


def test_key_figures_are_no_dates_and_no_years() -> None:
    doc = cases.newspaper(cases.WIRE_TITLE, cases.WIRE)
    stats = summary.key_stats(doc)
    assert ("14", "months") not in [(one.value, one.label) for one in stats]
    assert any(one.value == "3,000" and one.label == "drivers" for one in stats)
    for one in stats:
        assert doc.text[one.start : one.end] == one.value
        assert one.value not in {"2024", "2026"}


def test_plain_text_is_framed_as_nothing() -> None:
    assert written(cases.newspaper(cases.WIRE_TITLE, cases.WIRE)).framing is None


def test_a_framing_quotes_the_text_own_wording() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    terms = (
        *cases.launch_terms(doc)[1:],
        cases.term(
            doc, "revolutionary sorting engine", plainer="new sorting engine", weight=3, tactic="breakthrough framing"
        ),
    )
    told = summary.write(doc, claims.find(doc, terms), entities.find(doc), terms)
    assert told.framing is not None
    assert told.framing == "Frames Tarn as a “revolutionary sorting engine” rather than as a new sorting engine."
