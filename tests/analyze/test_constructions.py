"""Constructions serve the type whose definition they follow, and only where their conditions hold."""

import pytest

from generator.analyze.embedded import constructions, cues, loaded
from generator.vocabulary import LoadedType
from tests.analyze import cases


@pytest.mark.parametrize(
    ("sentence", "words", "spin_type"),
    [
        ("Fares rose, and we had no choice but to follow.", "we had no choice but", LoadedType.SHIELD),
        (
            "No carrier of our size could have kept the route.",
            "No carrier of our size could have kept",
            LoadedType.SHIELD,
        ),
        ("The ferry is paused rather than ended.", "paused rather than ended", LoadedType.CUSHION),
        ("Service returns once the weather clears.", "once the weather clears", LoadedType.CUSHION),
        ("We put riders before profits.", "riders before profits", LoadedType.HALO),
        ("The places end at midnight.", "end at midnight", LoadedType.STAMPEDE),
        ("The belt tears up the rulebook.", "tears up the rulebook", LoadedType.HYPE),
        ("It was felt that the route should go.", "It was felt that", LoadedType.FOG),
    ],
)
def test_a_construction_is_found_in_its_place(sentence: str, words: str, spin_type: LoadedType) -> None:
    found = {
        sentence[one.start : one.end]: one.type
        for one in cues.find(sentence, constructions.rules(), own=True, bad=True)
    }
    assert found[words] is spin_type


def test_the_same_words_of_a_reporter_are_no_shield() -> None:
    sentence = "The ferry line said we had no choice but to follow."
    assert list(cues.find(sentence, constructions.rules(), own=False, bad=True)) == []


def test_every_row_names_a_tactic_of_its_type() -> None:
    assert len(constructions.rules()) > 50
    assert {one.type for one in constructions.rules()} == set(LoadedType) - {LoadedType.OTHER}


def test_a_name_that_comes_again_and_again_is_no_judgement() -> None:
    body = "The smart belt runs. " + "Set the smart belt to slow. " * 4 + "It is an incredible belt."
    found = [one.exact for one in loaded.terms(cases.company("A belt", body, "Tarn"))]
    assert "smart" not in found
    assert "incredible" in found
