"""Grades of single sentences beside labels."""

from typing import Any

import pytest

from generator.analyze.base import Grade
from generator.evaluate import load, sentences
from generator.evaluate.sentences import Graded
from generator.vocabulary import LoadedType


def grade(text: str = "", *words: str, **more: Any) -> Grade:  # noqa: ANN401
    """Return an invented grade; the words are found in the text, one place for each time they are named."""
    places: list[tuple[int, int]] = []
    for word in words:
        start = text.index(word, max((end for at, end in places if text[at:end] == word), default=0))
        places.append((start, start + len(word)))
    plain = Grade(
        0.1,
        is_loaded=False,
        is_steering=False,
        loaded_words=(),
        type=LoadedType.OTHER,
        claim=0.1,
        is_claim=False,
        causal=0,
    )
    return plain._replace(loaded_words=tuple(places), **more)


def judged(probability: float) -> Grade:
    """Return a grade that is sure or unsure of everything alike."""
    sure = probability >= 0.5
    return grade(loaded=probability, is_loaded=sure, claim=probability, is_claim=sure)


def tokens(text: str, marked: list[str], *words: str) -> float:
    rows = [({"text": text, "label": 1, "biased_words": marked}, grade(text, *words))]
    return sentences.loaded_words(rows)["loaded word token F1"].value


# --- words ---------------------------------------------------------------------------------------------------------


def test_a_marked_word_that_is_found_counts_whatever_its_case() -> None:
    assert tokens("A Stunning win for a stubborn team.", ["stunning", "stubborn"], "Stunning", "stubborn") == 1.0
    assert tokens("A Stunning win.", ["STUNNING"], "Stunning") == 1.0


def test_every_occurrence_counts() -> None:
    text = "A radical plan by radical people, and a lazy one."
    assert tokens(text, ["radical"], "radical", "radical") == 1.0
    assert tokens(text, ["radical"], "radical") == pytest.approx(2 / 3)
    assert tokens(text, ["radical"], "radical", "radical", "lazy") == pytest.approx(0.8)


def test_a_word_named_more_often_than_it_occurs_is_no_extra_hit() -> None:
    rows = [({"text": "Mad.", "label": 1, "biased_words": ["mad"]}, grade()._replace(loaded_words=((0, 3), (0, 3))))]
    assert sentences.loaded_words(rows)["loaded word token F1"].value == pytest.approx(2 / 3)


def test_a_marked_phrase_counts_by_its_words() -> None:
    assert tokens("An utter disgrace to the town.", ["utter disgrace"], "utter") == pytest.approx(2 / 3)
    assert tokens("An utter disgrace to the town.", ["utter disgrace"], "utter disgrace") == 1.0


def test_a_marked_word_that_does_not_stand_in_the_text_is_not_due() -> None:
    assert tokens("A stunning win.", ["stunning", "absent"], "stunning") == 1.0


def test_a_sentence_without_marks_is_held_against_what_we_find_in_it() -> None:
    rows: Graded = [
        ({"text": "A fine day.", "label": 0, "biased_words": []}, grade("A fine day.", "fine")),
        ({"text": "A mad day.", "label": 1, "biased_words": ["mad"]}, grade("A mad day.", "mad")),
    ]
    assert sentences.loaded_words(rows)["loaded word token F1"].value == pytest.approx(2 / 3)


def test_part_of_a_word_is_no_hit() -> None:
    assert tokens("A madness.", ["madness"], "mad") == 0.0


@pytest.mark.parametrize(("text", "word"), [("A game-changing plan.", "game-changing"), ("They don’t care.", "don’t")])
def test_a_joined_word_counts_in_one_piece_and_in_several(text: str, word: str) -> None:
    assert tokens(text, [word], word) == 1.0
    assert tokens(text, [word], *word.replace("’", "-").split("-")) == 1.0


# --- decisions -----------------------------------------------------------------------------------------------------

LABELS = (1, 1, 0, 0)
SHARES = (0.9, 0.4, 0.6, 0.1)


def rows_of(**more: Any) -> Graded:  # noqa: ANN401
    return [({"text": "x", "label": label, **more}, judged(share)) for label, share in zip(LABELS, SHARES, strict=True)]


def test_loaded_sentences_are_measured_by_decision_and_by_order() -> None:
    found = sentences.loaded_words(rows_of(biased_words=[]))
    assert found["sentence macro F1"].value == 0.5
    assert found["sentence average precision"].value == pytest.approx((1 + 2 / 3) / 2)
    assert {one.n for one in found.values()} == {4}


def test_claims_are_measured_by_decision_and_by_order() -> None:
    found = sentences.claims(rows_of())
    assert found["claim F1"].value == 0.5
    assert found["claim average precision"].value == pytest.approx((1 + 2 / 3) / 2)


def test_claims_do_not_look_at_loaded_wording_nor_points_of_view_at_claims() -> None:
    claiming = [({"text": "x", "label": 1}, grade(claim=0.9, is_claim=True))]
    loaded = [({"text": "x", "label": 1}, grade(loaded=0.9, is_loaded=True))]
    assert sentences.claims(claiming)["claim F1"].value == 1.0
    assert sentences.claims(loaded)["claim F1"].value == 0.0
    assert sentences.point_of_view(loaded)["point of view F1"].value == 1.0
    assert sentences.point_of_view(claiming)["point of view F1"].value == 0.0


# --- techniques ----------------------------------------------------------------------------------------------------


def paragraph(labels: list[str], kind: LoadedType, *, loaded: bool = True) -> tuple[load.Row, Grade]:
    return {"text": "x", "labels": labels}, grade(loaded=float(loaded), is_steering=loaded, type=kind)


def test_any_technique_asks_only_whether_there_is_one() -> None:
    found = sentences.techniques(
        [
            paragraph(["Slogans"], LoadedType.FOG),
            paragraph(["Repetition"], LoadedType.FOG),
            paragraph([], LoadedType.FOG, loaded=False),
            paragraph([], LoadedType.FOG),
        ]
    )
    assert found["any technique F1"].value == pytest.approx(0.8)
    assert found["any technique F1"].n == 4


def test_a_technique_is_held_against_the_type_that_names_it_too() -> None:
    found = sentences.techniques(
        [
            paragraph(["Slogans", "Exaggeration-Minimisation"], LoadedType.HYPE),
            paragraph(["Appeal_to_Fear-Prejudice"], LoadedType.HYPE),
        ]
    )["technique to type macro F1"]
    assert (found.value, found.n) == (pytest.approx(1 / 3), 2)


def test_a_paragraph_with_techniques_of_two_types_or_of_none_has_no_type_to_hold_against() -> None:
    found = sentences.techniques(
        [
            paragraph(["Slogans", "Flag_Waving"], LoadedType.HYPE),
            paragraph(["Repetition"], LoadedType.HYPE),
            paragraph([], LoadedType.HYPE),
        ]
    )
    assert "technique to type macro F1" not in found


def test_a_technique_without_counterpart_does_not_hide_the_type_of_another() -> None:
    found = sentences.techniques([paragraph(["Repetition", "Slogans"], LoadedType.HYPE)])
    assert found["technique to type macro F1"].value == 1.0


def test_techniques_serve_only_types_there_are_and_never_the_cushion() -> None:
    assert set(sentences.TYPE_OF.values()) == set(LoadedType) - {LoadedType.CUSHION}


# --- causes --------------------------------------------------------------------------------------------------------


def release(strength: int, verdict: str) -> load.Row:
    return {"press_release_strength": strength, "exaggeration_label": verdict}


def test_causal_strength_is_read_off_the_press_release() -> None:
    rows: Graded = [(release(0, "same"), grade(causal=0)), (release(3, "same"), grade(causal=2))]
    found = sentences.causal_strength(rows, [grade(), grade()])
    assert found["causal strength macro F1"].value == 0.5


@pytest.mark.parametrize(
    ("told", "studied", "verdict"),
    [(3, 1, "exaggerates"), (2, 2, "same"), (0, 0, "same"), (1, 3, "downplays"), (1, 0, "exaggerates")],
)
def test_a_press_release_exaggerates_when_it_words_more_cause_than_its_study(
    told: int, studied: int, verdict: str
) -> None:
    found = sentences.causal_strength([(release(told, verdict), grade(causal=told))], [grade(causal=studied)])
    assert found["exaggeration macro F1"].value == 1.0


def test_a_study_for_each_press_release_is_asked_for() -> None:
    with pytest.raises(ValueError, match="shorter"):
        sentences.causal_strength([(release(1, "same"), grade())], [])


# --- all of them ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("task", sorted(sentences.MEASURES))
def test_no_row_gives_no_figure(task: str) -> None:
    assert sentences.MEASURES[task]([]) == {}
