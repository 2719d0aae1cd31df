"""Records that contradict themselves: each pair of fields is noticed, and sound records pass."""

from collections.abc import Callable

import pytest

from generator import story
from generator.models import Band, ScorePart, Story
from tests.stories import make_story


def moved(field: str, number: int, **places: int) -> Callable[[Story], Story]:
    """Move one span of a list."""

    def change(one: Story) -> Story:
        spans = list(getattr(one, field))
        spans[number] = spans[number].model_copy(update=places)
        return one.model_copy(update={field: tuple(spans)})

    return change


def test_a_sound_record_does_not_contradict_itself() -> None:
    assert list(story.contradictions(make_story())) == []
    assert list(story.contradictions(make_story(status="limited"))) == []


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (moved("claims", 1, end=221), "claims.1"),
        (moved("loaded_terms", 0, start=1), "loaded_terms.0"),
        (moved("loaded_terms", 1, start=120, end=146), "loaded_terms.1"),
        (
            lambda one: one.model_copy(
                update={
                    "intent": one.intent.model_copy(
                        update={"spans": (one.intent.spans[0].model_copy(update={"end": 600}),)}
                    )
                }
            ),
            "intent.spans.0",
        ),
        (
            lambda one: one.model_copy(
                update={"planted_instructions": (one.intent.spans[0].model_copy(update={"start": 0}),)}
            ),
            "planted_instructions.0",
        ),
        (
            lambda one: one.model_copy(update={"claims": (one.claims[1], one.claims[0])}),
            "claims",
        ),
        (moved("entities", 0, end=3), "entities.0"),
        (moved("summary_support", 0, end=0), "summary_support.0"),
        (moved("key_stats", 0, end=0), "key_stats.0"),
        (
            lambda one: one.model_copy(
                update={"verdict": one.verdict.model_copy(update={"band": Band(low=10, high=20)})}
            ),
            "verdict.band",
        ),
    ],
)
def test_two_fields_that_cannot_both_be_true_are_named(change: Callable[[Story], Story], field: str) -> None:
    assert field in [name for name, _ in story.contradictions(change(make_story()))]


def test_names_and_reasons_of_the_parts_of_a_score_are_no_markup_in_the_readable_report() -> None:
    parts = (ScorePart(name="tone\n# X", points=1, most=2, reason="[x](javascript:1) <img>\0"),)
    told = story.report(
        make_story().model_copy(update={"verdict": make_story().verdict.model_copy(update={"parts": parts})})
    )

    assert "\n# X" not in told
    assert "<img" not in told
    assert "](javascript" not in told
    assert "\0" not in told


def test_an_organization_in_the_line_of_its_author_is_named_once() -> None:
    one = make_story()
    named = one.original.model_copy(update={"author": "Jo Pell, Tarn", "author_organization": "Tarn"})

    assert "- By: Jo Pell, Tarn\n" in story.report(one.model_copy(update={"original": named}))


def test_a_mark_that_turns_letters_around_is_left_out_of_the_readable_report() -> None:
    one = make_story(title="Calm\u202eseas\u2067ahead")

    assert "# Calmseasahead\n" in story.report(one)
    assert story.parse(story.render(one), "f.md") == one
