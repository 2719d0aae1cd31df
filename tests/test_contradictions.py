"""Records that contradict themselves: each pair of fields is noticed, and sound records pass."""

from collections.abc import Callable

import pytest

from generator import story
from generator.models import Story
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
    ],
)
def test_two_fields_that_cannot_both_be_true_are_named(change: Callable[[Story], Story], field: str) -> None:
    assert field in [name for name, _ in story.contradictions(change(make_story()))]


def test_a_mark_that_turns_letters_around_is_left_out_of_the_readable_report() -> None:
    one = make_story(title="Calm\u202eseas\u2067ahead")

    assert "# Calmseasahead\n" in story.report(one)
    assert story.parse(story.render(one), "f.md") == one
