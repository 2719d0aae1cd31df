"""Intervals say how sure a figure over few reports is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages import intervals


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [(0, 10, (0, 28)), (10, 10, (72, 100)), (5, 10, (24, 76)), (1, 1, (21, 100)), (3, 12, (9, 53))],
)
def test_a_share_has_the_interval_of_wilson(k: int, n: int, expected: tuple[int, int]) -> None:
    assert intervals.share(k, n) == expected


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_lies_within_its_interval(pair: tuple[int, int]) -> None:
    low, high = intervals.share(*pair)

    assert 0 <= low <= round(100 * pair[0] / pair[1]) <= high <= 100


@pytest.mark.parametrize(("k", "n"), [(0, 0), (3, 2), (-1, 4)])
def test_what_is_no_share_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        intervals.share(k, n)


def test_five_scores_are_too_few_for_an_interval_of_the_median_and_six_are_enough() -> None:
    assert intervals.median(()) is None
    assert intervals.median((1, 2, 3, 4, 5)) is None
    assert intervals.median((60, 10, 20, 50, 30, 40)) == (10, 60)


@pytest.mark.parametrize(("n", "rank"), [(8, 1), (9, 2), (10, 2), (20, 6), (50, 18), (100, 40)])
def test_the_interval_of_the_median_has_the_ranks_of_the_published_tables(n: int, rank: int) -> None:
    assert intervals.median(range(1, n + 1)) == (rank, n + 1 - rank)
