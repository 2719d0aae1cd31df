"""Sentences and paragraphs that stand alone: the strongest sentence speaks for the paragraph."""

import pytest

from generator.analyze import make
from generator.analyze.base import Grade, Grader
from generator.analyze.embedded import grading

LOUD = "The shameless, reckless minister rammed through a disastrous scheme that no sane person could defend."
PLAIN = "The council voted on Tuesday to repair the bridge in March."
CLAIM = "Sales of the ledger rose by 40 % between 2024 and 2025, according to the annual accounts."


def one(text: str) -> Grade:
    analyzer = make("embedded")
    assert isinstance(analyzer, Grader)
    (found,) = analyzer.grade([text])
    return found


def test_a_loud_sentence_is_loaded_and_a_plain_one_is_not() -> None:
    assert one(LOUD).is_loaded
    assert not one(PLAIN).is_loaded


def test_what_is_loaded_steers_too() -> None:
    assert grading.STEERING_FROM <= grading.LOADED_FROM
    for text in (LOUD, PLAIN, CLAIM):
        found = one(text)
        assert found.is_loaded == (found.loaded >= grading.LOADED_FROM)
        assert found.is_steering == (found.loaded >= grading.STEERING_FROM)


@pytest.mark.parametrize("text", [f"{PLAIN} {LOUD}", f"{LOUD} {PLAIN}", f"{PLAIN} {LOUD} {PLAIN}"])
def test_a_paragraph_is_as_loaded_as_its_strongest_sentence(text: str) -> None:
    found, alone = one(text), one(LOUD)
    assert (found.loaded, found.is_loaded, found.type) == (alone.loaded, alone.is_loaded, alone.type)


def test_a_paragraph_makes_a_claim_where_one_of_its_sentences_does() -> None:
    assert one(CLAIM).is_claim
    assert one(f"{PLAIN} {CLAIM}").claim == max(one(PLAIN).claim, one(CLAIM).claim)


def test_loaded_words_stand_at_their_places_in_the_paragraph() -> None:
    text = f"{PLAIN} {LOUD}"
    alone = [LOUD[start:end] for start, end in one(LOUD).loaded_words]
    inside = [text[start:end] for start, end in one(text).loaded_words if start >= len(PLAIN)]
    assert "shameless" in alone
    assert inside == alone


def test_the_same_passage_gets_the_same_grade_among_others() -> None:
    first, _, third = grading.grades([LOUD, PLAIN, LOUD])
    assert first == third == one(LOUD)


@pytest.mark.parametrize("text", ["", " ", "…", "?!", "40 %"])
def test_a_passage_without_a_sentence_breaks_nothing(text: str) -> None:
    assert 0 <= one(text).loaded <= 1


def test_no_passage_has_no_grade() -> None:
    assert grading.grades([]) == ()
