"""What the heads are told of a sentence beside its words: counts a reader could check."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analyze.heads import Entry, features
from generator.vocabulary import LoadedType


def counts(sentence: str, *entries: Entry) -> dict[str, int]:
    """Return the counts behind a vector, rounded back from their logarithms."""
    vector = features.vector(sentence, entries)
    return {name: round(math.expm1(value)) for name, value in zip(features.NAMES, vector, strict=True)}


def test_a_vector_has_one_number_for_each_name_and_names_differ() -> None:
    assert features.vector("Some words.", ()).shape == (len(features.NAMES),)
    assert len(set(features.NAMES)) == len(features.NAMES)


def test_counts_enter_as_logarithms() -> None:
    at = features.NAMES.index("exclamations")
    assert features.vector("Yes!!!", ())[at] == pytest.approx(math.log(4))
    assert features.vector("Yes.", ())[at] == 0


@pytest.mark.parametrize(
    ("sentence", "name", "count"),
    [
        ("We told our people about us.", "we", 3),
        ("You and yours will win.", "you", 2),
        ("I sold my house for me.", "i", 3),
        ("They saw her.", "they", 2),
        ("It cost 4,200 crowns in 2026.", "figures", 2),
        ("It fell 12% or 3 percent, to $5.", "shares", 3),
        ("Never say “never”!", "exclamations", 1),
        ("Why? Why not?", "questions", 2),
        ("Never say “never” again.", "quotes", 2),
        ("It — as ever – is late…", "dashes", 3),
        ("Truly, it is simply great.", "manner", 2),
        ("The best and fastest ever.", "superlatives", 3),
        ("It will soon be going to market next year.", "future", 4),
        ("It might, or could, or may possibly work.", "possible", 4),
        ("We must and cannot wait; you need to act.", "duty", 3),
        ("It isn't fast, never was, without doubt.", "negations", 3),
        ("Mistakes were made and roles are eliminated.", "passives", 1),
        ("She said that, according to him, he argues.", "said", 3),
        ("It is faster than before and more stable.", "comparisons", 2),
        ("It fell because of rain, due to wind.", "causes", 2),
        ("But it fell, although slowly, while we slept.", "contrast", 3),
        ("Then Mara met Jonas.", "capitals", 2),
        ("One, two; three: four.", "commas", 3),
        ("Four plain words here.", "words", 4),
    ],
)
def test_a_reader_counts_the_same(sentence: str, name: str, count: int) -> None:
    assert counts(sentence)[name] == count


def test_the_mean_length_of_words_is_told() -> None:
    at = features.NAMES.index("letters a word")
    assert features.vector("ab abcd", ())[at] == pytest.approx(math.log(4))


def test_entries_add_their_weights_by_type_and_the_strongest_is_told() -> None:
    found = counts(
        "A groundbreaking and stunning plan.",
        Entry(2, 16, LoadedType.HYPE, 3),
        Entry(21, 29, LoadedType.HYPE, 2),
        Entry(30, 34, LoadedType.OTHER, 1),
    )
    assert (found["lexicon hype"], found["lexicon other"], found["lexicon fog"]) == (5, 1, 0)
    assert (found["lexicon strongest"], found["lexicon any"]) == (3, 1)


def test_without_entries_every_count_of_the_lexicon_is_nothing() -> None:
    assert [value for name, value in counts("A plain plan.").items() if name.startswith("lexicon")] == [0] * (
        len(LoadedType) + 2
    )


def test_entries_may_come_as_a_generator() -> None:
    given_once = (Entry(0, 3, LoadedType.FOG, 2) for _ in range(1))
    vector = features.vector("Fog.", given_once)
    assert vector[features.NAMES.index("lexicon fog")] == pytest.approx(math.log(3))
    assert vector[features.NAMES.index("lexicon any")] == pytest.approx(math.log(2))


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_sentence_gives_finite_numbers_of_nothing_or_more(sentence: str) -> None:
    vector = features.vector(sentence, ())
    assert vector.dtype == np.float32
    assert np.isfinite(vector).all()
    assert (vector >= 0).all()
