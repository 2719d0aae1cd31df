"""A loaded wording is shown with the noun it leans on, and said of what its sentence says it of."""

import pytest

from generator.analyze.embedded import wording
from tests.analyze import cases


@pytest.mark.parametrize(
    ("body", "exact", "shown"),
    [
        ("Tarn gives depots an incredible belt sorter in May.", "incredible", "incredible belt sorter"),
        ("Tarn is a revolutionary sorting engine.", "revolutionary sorting engine", "revolutionary sorting engine"),
        ("The belt is amazing, and depots know it.", "amazing", "amazing"),
    ],
)
def test_a_wording_takes_its_noun_along(body: str, exact: str, shown: str) -> None:
    doc = cases.company("Tarn sorts", body, "Tarn")
    assert wording.shown(doc, cases.term(doc, exact)) == shown
    assert shown in doc.text


@pytest.mark.parametrize(
    ("body", "exact", "subject"),
    [
        ("Tarn gives depots an incredible belt sorter in May.", "incredible", "belt sorter"),
        ("Depots get Tarn, a revolutionary sorting engine, in May.", "revolutionary sorting engine", "Tarn"),
        ("The belt sorter is amazing, and depots know it.", "amazing", "belt sorter"),
        ("Depots open early, amazing as it is.", "amazing", None),
    ],
)
def test_a_wording_is_said_of_what_its_sentence_says(body: str, exact: str, subject: str | None) -> None:
    doc = cases.company("Tarn sorts", body, "Tarn")
    assert wording.said_of(doc, cases.term(doc, exact)) == subject


def test_counts_of_ours_are_words() -> None:
    assert [wording.spelled(number) for number in (1, 12, 13)] == ["one", "twelve", "many"]
