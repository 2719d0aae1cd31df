"""What a question will cost: before anything was learned, and by the answers of the same model."""

import json
import random

import pytest

from generator.analyze.llm.expected import History, margin
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


def test_how_far_off_an_estimate_may_be_follows_from_how_answers_vary_and_how_many_are_known() -> None:
    history = History.of("a", [kept(returned=400), kept(returned=600), kept(kind="line", returned=9000)])
    # Two answers 200 tokens apart have a variance of 20,000; a token costs 2,000 billionths.
    assert history.variance(PRICE, 10) == pytest.approx(20_000 * 2_000**2 * 10 * (1 + 10 / 2))
    assert History.of("a", [kept()]).variance(PRICE, 10) is None
    assert History.of("a", [kept()] * 3).variance(PRICE, 10) == 0


def test_margins_of_several_models_add_as_independent_errors_do() -> None:
    assert margin([9.0, 16.0]) == pytest.approx(1.96 * 5)
    assert margin([9.0, None]) is None
    assert margin([]) is None


def test_nights_end_within_the_margin_nineteen_times_of_twenty() -> None:
    dice = random.Random(7)  # noqa: S311 - no secret
    lengths = [dice.lognormvariate(6, 0.5) for _ in range(40)]
    inside = 0
    for _ in range(1000):
        history = History()
        for one in dice.choices(lengths, k=40):
            history.learn("report", 8000, Usage(2000, round(one)))
        expected = 60 * history.usage("report", 8000).returned * PRICE.a_token_returned
        counted = sum(dice.choices(lengths, k=60)) * PRICE.a_token_returned
        most = margin([history.variance(PRICE, 60)])
        inside += most is not None and abs(counted - expected) <= most
    # 950 of 1,000, give or take four standard deviations.
    assert 922 <= inside <= 978


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", kept(sent="many"), kept(sent=0)])
def test_what_cannot_be_read_teaches_nothing(text: str) -> None:
    assert History.of("a", [text]).usage("report", 4200) == Usage(2500, 1100)
