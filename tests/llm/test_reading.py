"""What a model sends back is an answer or it is none, and the problems are named."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analyze.llm import reading
from tests.llm.answers import BLANK, FULL, answer

SOUND = json.dumps(FULL)


@pytest.mark.parametrize(
    "raw",
    [
        SOUND,
        f"```json\n{SOUND}\n```",
        f"Here is the object:\n\n{SOUND}\n\nI hope this helps {{truly}}.",
        f"\ufeff {SOUND}",
    ],
)
def test_a_fence_and_words_around_the_object_are_forgiven(raw: str) -> None:
    assert reading.read(raw).answer == answer()


def test_a_line_break_within_a_string_is_forgiven() -> None:
    raw = json.dumps(FULL | {"summary": "One line\nand the next."}).replace("\\n", "\n")
    assert reading.read(raw).answer == answer(summary="One line\nand the next.")


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("", "the answer is empty"),
        (" \n", "the answer is empty"),
        ("I cannot help with that.", "holds no JSON object"),
        (SOUND[:-200], "no JSON"),
        ("{" * 100_000, "no JSON"),
        ('{"a":' * 90_000, "no JSON|characters"),
        ("x" * 300_000, "characters"),
        (SOUND.replace('"weight": 2', '"weight": NaN', 1), "NaN is no number"),
        (SOUND.replace('"topic":', '"topic": "ai", "topic":'), "a key stands twice"),
        (json.dumps(FULL | {"score": 90}), "an unknown field: Extra inputs"),
        (json.dumps(FULL | {"primary": "smear"}), "primary: "),
        (json.dumps({key: value for key, value in FULL.items() if key != "summary"}), "summary: Field required"),
        (json.dumps(BLANK | {"keywords": ["x" * 400]}), "keywords.0: "),
        (json.dumps([FULL["loaded_terms"]]), "planted: Field required"),
    ],
)  # fmt: skip
def test_what_is_no_answer_is_named(raw: str, problem: str) -> None:
    found = reading.read(raw)
    assert found.answer is None
    assert len(found.problems) <= reading.PROBLEMS_MOST
    assert any(part in " ".join(found.problems) for part in problem.split("|"))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FULL, "exact", "x"]), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(values)
def test_nothing_a_model_may_send_raises(value: Any) -> None:  # noqa: ANN401
    raw = json.dumps(value)
    for text in (raw, raw[: len(raw) // 2], f"so: {raw}"):
        assert bool(reading.read(text).problems) != bool(reading.read(text).answer)
