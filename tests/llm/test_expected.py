"""What a question will cost: before anything was learned, and by the answers of the same model."""

import json

import pytest

from generator.analyze.llm.expected import History
from generator.analyze.llm.money import Price, Usage

PRICE = Price.parse("0.25/2")


def kept(**changes: object) -> str:
    data: dict[str, object] = {"model": "a", "kind": "report", "text": "{}", "cost": 1}
    data |= {"characters": 8000, "sent": 2000, "returned": 500, "cached": 1000}
    return json.dumps(data | changes)


def test_without_a_history_english_prose_and_usual_answers_are_expected() -> None:
    assert History().usage("report", 4200) == Usage(2500, 1100)
    assert History().usage("line", 4200) == Usage(1000, 60)


def test_a_model_is_expected_to_go_on_as_it_did() -> None:
    history = History.of("a", [kept(), kept(characters=4000, sent=1000, cached=500, returned=700), kept(model="b")])
    assert history.usage("report", 6000) == Usage(1500, 600, 750)
    assert history.cost(PRICE, "report", 6000) == PRICE.cost(Usage(1500, 600, 750))


def test_what_had_to_be_asked_again_is_expected_as_often() -> None:
    history = History.of("a", [*[kept()] * 4, kept(kind="repair", sent=4000, returned=400, cached=0)])
    assert history.repairs(PRICE) == PRICE.cost(Usage(1000, 100))
    assert History().repairs(PRICE) == 0


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", kept(sent="many"), kept(sent=0)])
def test_what_cannot_be_read_teaches_nothing(text: str) -> None:
    assert History.of("a", [text]).usage("report", 4200) == Usage(2500, 1100)
