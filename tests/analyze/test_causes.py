"""How strongly a sentence words a cause: nothing, together, under a condition, a cause."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analyze.embedded import causes
from generator.analyze.embedded.causes import CAUSE, CONDITIONAL, NOTHING, TOGETHER
from generator.evaluate.sentences import LEVELS


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "The council met on Tuesday.",
        "We asked 400 people about their breakfast.",
        "Tea is a drink.",
        "No difference was found between the two groups.",
    ],
)
def test_a_sentence_without_a_relation_words_none(sentence: str) -> None:
    assert causes.level(sentence) == NOTHING


@pytest.mark.parametrize(
    "sentence",
    [
        "Tea was associated with fewer falls.",
        "Short sleep is linked to weight gain.",
        "Night work is a risk factor for gout.",
        "Those who ate breakfast were more likely to finish school.",
        "Noise and blood pressure were correlated.",
        "Tea drinkers had lower odds of gout.",
        "Short sleep predicts weight gain.",
        "Night workers had increased odds of stroke.",
        "Reduced odds of death were seen in the second group.",
    ],
)
def test_two_things_seen_together_are_no_cause(sentence: str) -> None:
    assert causes.level(sentence) == TOGETHER


@pytest.mark.parametrize(
    "sentence",
    [
        "Tea may prevent gout.",
        "Breakfast could help children learn.",
        "The drug might reduce pain.",
        "Results suggest that noise raises blood pressure.",
        "Walking can lower the risk of falls.",
        "Noise possibly harms hearing.",
    ],
)
def test_a_cause_under_a_condition_is_worded_with_may_or_might(sentence: str) -> None:
    assert causes.level(sentence) == CONDITIONAL


@pytest.mark.parametrize(
    "sentence",
    [
        "Tea prevents gout.",
        "Smoking causes cancer.",
        "Walking improves memory.",
        "The drug cut the risk of stroke.",
        "Falls dropped because of better lighting.",
        "Noise leads to high blood pressure.",
        "Breakfast boosts grades.",
    ],
)
def test_a_cause_is_a_cause(sentence: str) -> None:
    assert causes.level(sentence) == CAUSE


def test_what_stands_first_decides_where_both_are_worded() -> None:
    assert causes.level("Tea was associated with a reduced risk, which improves life.") == TOGETHER
    assert causes.level("Tea reduces the risk of gout.") == CAUSE


@pytest.mark.parametrize("sentence", ["TEA PREVENTS GOUT.", "tea prevents gout.", "Tea Prevents Gout"])
def test_case_changes_nothing(sentence: str) -> None:
    assert causes.level(sentence) == CAUSE


@pytest.mark.parametrize("sentence", ["The causeway is open.", "They met at the Mayflower.", "A benefactor spoke."])
def test_part_of_a_word_words_no_cause(sentence: str) -> None:
    assert causes.level(sentence) == NOTHING


def test_hedging_a_cause_never_makes_it_stronger() -> None:
    for thing in ("prevents", "reduces", "causes", "improves"):
        bare = thing.removesuffix("s")
        assert causes.level(f"Tea may {bare} gout.") < causes.level(f"Tea {thing} gout.")


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_has_one_of_the_four_levels_that_are_measured(text: str) -> None:
    assert causes.level(text) in range(len(LEVELS))


def test_a_long_line_takes_no_time_to_speak_of() -> None:
    assert causes.level("associated " * 20_000) == TOGETHER
    assert causes.level("may " * 50_000) == NOTHING
