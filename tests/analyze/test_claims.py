import pytest

from generator.analyze.embedded import claims
from generator.vocabulary import ClaimKind, Rank, Speaker, Verification
from tests.analyze import cases


def test_one_claim_is_primary_and_comes_first() -> None:
    found = claims.find(cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn"))
    assert [one.rank for one in found].count(Rank.PRIMARY) == 1
    assert found[0].rank is Rank.PRIMARY


@pytest.mark.parametrize(
    ("title", "body"),
    [(cases.LAUNCH_TITLE, cases.LAUNCH), (cases.CUTS_TITLE, cases.CUTS), (cases.WIRE_TITLE, cases.WIRE)],
)
def test_a_claim_is_an_exact_clause_of_at_most_25_words(title: str, body: str) -> None:
    doc = cases.company(title, body, "Tarn")
    for one in claims.find(doc):
        assert doc.text[one.start : one.end] == one.exact
        assert len(one.exact.split()) <= 25


def test_the_missing_evidence_of_a_comparison_names_its_own_words() -> None:
    doc = cases.company(cases.CUTS_TITLE, cases.CUTS, "Veldry")
    lacking = " ".join(text for one in claims.find(doc) for text in one.missing_evidence)
    assert "“twice as fast”" in lacking


def test_a_superlative_asks_for_the_others() -> None:
    doc = cases.company(cases.LAUNCH_TITLE, cases.LAUNCH, "Tarn")
    lacking = [text for one in claims.find(doc) for text in one.missing_evidence]
    assert any("“fastest parcel sorter”" in text for text in lacking)


def test_quoted_claims_are_attributed() -> None:
    said = "“Traffic over the bridge will fall by 40 percent within a year,” said Jonas Pell, a councilor."
    doc = cases.newspaper(cases.WIRE_TITLE, f"{cases.WIRE}\n{said}")
    quoted = [one for one in claims.find(doc) if one.speaker is Speaker.QUOTED]
    assert quoted
    assert all(one.verification is Verification.ATTRIBUTED for one in quoted)


def test_a_figure_with_a_named_survey_is_partly_supported() -> None:
    doc = cases.company(
        "Bridge", "About 3,000 drivers used the harbor bridge each day, a county survey of 900 trips shows.", "T"
    )
    (one,) = claims.find(doc)
    assert one.verification is Verification.PARTLY_SUPPORTED


def test_a_publishers_own_figure_without_a_method_is_unverified() -> None:
    doc = cases.company("Tarn", "Tarn cuts the sorting time of parcel depots by 40%.", "Tarn")
    (one,) = claims.find(doc)
    assert one.verification is Verification.UNVERIFIED


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Revenue rose to $4 million in the quarter", ClaimKind.FINANCIAL),
        ("The bridge will open before the summer", ClaimKind.FORECAST),
        ("The court ruled that the law was void", ClaimKind.LEGAL_OR_POLICY),
        ("Researchers found cells of a new species in the sample", ClaimKind.SCIENTIFIC),
        ("The pear was ripe", ClaimKind.OTHER),
    ],
)
def test_the_kind_follows_the_vocabulary(text: str, kind: ClaimKind) -> None:
    assert claims.kind_of(text) is kind


def test_questions_and_fragments_make_no_claims() -> None:
    assert claims.find(cases.company("Hm", "Who would sort 40% of all parcels by hand today? Nobody.", "Tarn")) == ()
