"""The closed words, counted."""

import pytest

from generator import vocabulary as v


def test_there_are_six_types_and_thirty_five_tactics_each_of_one_type() -> None:
    assert len(v.TYPES) == 6
    listed = [tactic for info in v.TYPES.values() for tactic in (*info.tactics, *info.extensions)]
    assert len(listed) == len(set(listed)) == len(v.TACTIC_TYPE) == 35
    assert sum(len(info.extensions) for info in v.TYPES.values()) == 5


@pytest.mark.parametrize(
    ("score", "word"), [(0, "plain"), (9, "plain"), (10, "slight"), (25, "noticeable"), (74, "marked"), (100, "heavy")]
)
def test_a_score_has_a_word(score: int, word: str) -> None:
    assert v.score_word(score) == word


def test_labels_are_what_readers_see() -> None:
    assert v.label("hype") == "The Hype"
    assert v.label("none") == "No material spin"
    assert v.label("no_cost_or_price") == "no cost or price"
    assert v.label("ai") == "AI"
