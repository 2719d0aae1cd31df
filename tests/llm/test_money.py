"""Prices are read, costs counted to the billionth, and the cap is never passed."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analyze.llm.money import UNIT, Price, Purse, Usage
from generator.errors import ConfigError


@pytest.mark.parametrize(
    ("words", "price"),
    [
        ("0.25/2.00", (UNIT // 4, 2 * UNIT)),
        ("0", (0, 0)),
        (" 1 / 5 ", (UNIT, 5 * UNIT)),
        ("0.000000001/3", (1, 3 * UNIT)),
        ("2", (2 * UNIT, 2 * UNIT)),
    ],
)
def test_a_price_is_read(words: str, price: tuple[int, int]) -> None:
    assert Price.parse(words)[:2] == price


@pytest.mark.parametrize("words", ["", "free", "-1/2", "1/2/3", "1e3", "nan", "0,25/2", "1 2", "$1/2"])
def test_what_is_no_price_is_named(words: str) -> None:
    with pytest.raises(ConfigError, match="SPIN_MODEL_PRICE") as error:
        Price.parse(words)
    assert "in/out" in str(error.value)


def test_a_call_costs_what_its_tokens_cost_and_never_less() -> None:
    price = Price(UNIT // 4, 2 * UNIT, UNIT // 40)
    # 488 fresh and 512 cached tokens sent, 100 returned: $0.0003348 by the price list of the service.
    assert price.cost(Usage(1000, 100, 512)) == 334_800
    assert price._replace(cached=None).cost(Usage(1000, 100, 512)) == 450_000
    assert Price(1, 0).cost(Usage(1, 0)) == 1
    assert Price(0, 0).cost(Usage(10**9, 10**9)) == 0


@pytest.mark.parametrize(
    ("facts", "price"),
    [
        ({"input_cost_per_token": 1e-6, "output_cost_per_token": 4e-6}, (UNIT, 4 * UNIT)),
        (
            {"input_cost_per_token": 1e-6, "output_cost_per_token": 4e-6, "output_cost_per_reasoning_token": 8e-6},
            (UNIT, 8 * UNIT),
        ),
        ({"input_cost_per_token": 0.0, "output_cost_per_token": 0.0}, None),
        ({"input_cost_per_token": 1e-6, "output_cost_per_token": 4e-6, "input_cost_per_request": 0.005}, None),
        ({}, None),
    ],
)
def test_a_listed_price_counts_where_it_is_the_whole_price(
    facts: dict[str, float], price: tuple[int, int] | None
) -> None:
    found = Price.listed(facts)
    assert (found and found[:2]) == price


calls = st.lists(st.tuples(st.integers(0, 50), st.floats(0, 1)), max_size=60)


@settings(max_examples=60, deadline=None)
@given(calls, st.integers(0, 400), st.integers(0, 50))
def test_eight_calls_at_a_time_never_spend_more_than_there_is(
    wanted: list[tuple[int, float]], most: int, calls_most: int
) -> None:
    purse, started, lock = Purse(most, calls_most), [], threading.Lock()

    def call(one: tuple[int, float]) -> None:
        amount, share = one
        if purse.reserve(amount):
            with lock:
                started.append(int(amount * share))
            purse.settle(amount, int(amount * share))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(call, wanted))
    assert purse.spent == sum(started) <= most
    assert len(started) <= calls_most


def test_what_is_set_aside_counts_until_it_is_settled() -> None:
    purse = Purse(100, 10)
    assert purse.reserve(60)
    assert not purse.reserve(41)
    assert purse.reserve(40)
    purse.settle(60, 10)
    assert purse.reserve(50)
    assert purse.spent == 10
    purse.settle(40, 0)
    assert not purse.reserve(51)
