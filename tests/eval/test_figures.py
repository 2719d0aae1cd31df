"""Figures agree with scikit-learn and scipy, and carry an interval that the same cases always give again."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from sklearn import metrics

from generator.evaluate import figures
from generator.evaluate.figures import Cases

NEAR = 1e-9
BITS = st.integers(0, 1)
SHARES = st.floats(0, 1, allow_nan=False)
# Few values, so that many tie.
GRADES = st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0])
MEASURES: dict[str, Callable[[Cases], float]] = {
    "f1": figures.f1,
    "macro F1": figures.macro_f1,
    "accuracy": figures.accuracy,
    "share": figures.share,
    "average precision": figures.average_precision,
    "Spearman": figures.spearman,
    "mean absolute error": figures.mean_absolute_error,
}


def array(rows: object) -> Cases:
    return np.asarray(rows, dtype=float)


def pairs(first: st.SearchStrategy[float], second: st.SearchStrategy[float]) -> st.SearchStrategy[list[list[float]]]:
    return st.lists(st.tuples(first, second).map(list), min_size=1, max_size=60)


def drawn(seed: int, count: int = 40) -> Cases:
    """Return a prediction that mostly agrees with its label."""
    draw = np.random.default_rng(seed)
    labels = draw.integers(0, 2, count)
    return np.stack([np.where(draw.random(count) < 0.8, labels, 1 - labels), labels], axis=1).astype(float)


# --- beside a peer -------------------------------------------------------------------------------------------------


@given(pairs(BITS, BITS))
@settings(max_examples=100, deadline=None)
def test_f1_is_that_of_scikit_learn(rows: list[list[float]]) -> None:
    cases = array(rows)
    assert figures.f1(cases) == pytest.approx(metrics.f1_score(cases[:, 1], cases[:, 0], zero_division=0), abs=NEAR)


@given(pairs(st.integers(0, 6), st.integers(0, 6)))
@settings(max_examples=100, deadline=None)
def test_macro_f1_is_that_of_scikit_learn_over_the_classes_that_were_labeled(rows: list[list[float]]) -> None:
    cases = array(rows)
    peer = metrics.f1_score(cases[:, 1], cases[:, 0], labels=np.unique(cases[:, 1]), average="macro", zero_division=0)
    assert figures.macro_f1(cases) == pytest.approx(peer, abs=NEAR)


@given(st.lists(st.tuples(SHARES, BITS).map(list), min_size=1, max_size=60, unique_by=lambda row: row[0]))
@settings(max_examples=100, deadline=None)
def test_average_precision_is_that_of_scikit_learn(rows: list[list[float]]) -> None:
    cases = array(rows)
    peer = metrics.average_precision_score(cases[:, 1], cases[:, 0]) if cases[:, 1].any() else 0.0
    assert figures.average_precision(cases) == pytest.approx(peer, abs=NEAR)


@given(pairs(GRADES, BITS))
@settings(max_examples=100, deadline=None)
def test_average_precision_of_equal_probabilities_is_that_of_scikit_learn(rows: list[list[float]]) -> None:
    cases = array(rows)
    peer = metrics.average_precision_score(cases[:, 1], cases[:, 0]) if cases[:, 1].any() else 0.0
    assert figures.average_precision(cases) == pytest.approx(peer, abs=NEAR)


@pytest.mark.parametrize("values", [SHARES, GRADES, st.integers(0, 100)])
def test_spearman_is_that_of_scipy_with_and_without_ties(values: st.SearchStrategy[float]) -> None:
    @given(pairs(values, values))
    @settings(max_examples=60, deadline=None)
    def agrees(rows: list[list[float]]) -> None:
        cases = array(rows)
        constant = any(len(np.unique(cases[:, column])) == 1 for column in (0, 1))
        peer = 0.0 if constant else float(stats.spearmanr(cases[:, 0], cases[:, 1]).statistic)
        assert figures.spearman(cases) == pytest.approx(peer, abs=NEAR)

    agrees()


@given(pairs(st.floats(0, 100), st.floats(0, 100)))
@settings(max_examples=60, deadline=None)
def test_the_mean_absolute_error_is_that_of_scikit_learn(rows: list[list[float]]) -> None:
    cases = array(rows)
    peer = metrics.mean_absolute_error(cases[:, 1], cases[:, 0])
    assert figures.mean_absolute_error(cases) == pytest.approx(peer, abs=NEAR)


@given(st.lists(st.tuples(*[st.integers(0, 1)] * 4).map(list), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_f1_over_counts_of_single_cases_is_plain_f1(rows: list[list[int]]) -> None:
    predicted, true = array(rows)[:, 0], array(rows)[:, 1]
    both = predicted * true
    counted = np.stack([both, predicted, both, true], axis=1)
    assert figures.micro_f1(counted) == pytest.approx(figures.f1(np.stack([predicted, true], axis=1)), abs=NEAR)


# --- edges ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("measure", "rows", "value"),
    [
        (figures.f1, [[0, 0], [0, 0]], 0.0),
        (figures.f1, [[1, 1]], 1.0),
        (figures.f1, [[1, 0], [0, 1]], 0.0),
        (figures.macro_f1, [[3, 3], [3, 3]], 1.0),
        (figures.macro_f1, [[9, 1], [9, 2]], 0.0),
        (figures.average_precision, [[0.9, 0], [0.1, 0]], 0.0),
        (figures.average_precision, [[0.1, 1]], 1.0),
        (figures.spearman, [[1, 2], [1, 5]], 0.0),
        (figures.spearman, [[1, 9], [2, 8], [3, 7]], -1.0),
        (figures.spearman, [[4, 4]], 0.0),
        (figures.micro_f1, [[0, 0, 0, 0]], 0.0),
        (figures.micro_f1, [[2, 4, 3, 3]], 2 / 3),
        (figures.share, [[1], [0], [1], [1]], 0.75),
        (figures.accuracy, [[2, 2], [2, 3]], 0.5),
    ],
)
def test_edges_have_the_value_a_reader_expects(
    measure: Callable[[Cases], float], rows: list[list[float]], value: float
) -> None:
    assert measure(array(rows)) == pytest.approx(value)


def test_a_class_that_was_never_labeled_does_not_pull_macro_f1_down() -> None:
    assert figures.macro_f1(array([[1, 1], [2, 2], [2, 2]])) == 1.0
    assert figures.macro_f1(array([[7, 1], [2, 2]])) == 0.5


# --- intervals -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_no_case_gives_no_figure(name: str) -> None:
    assert figures.figure([], MEASURES[name]) is None


@pytest.mark.parametrize("name", sorted(MEASURES))
@pytest.mark.parametrize("seed", range(8))
def test_the_interval_holds_the_value(name: str, seed: int) -> None:
    found = figures.figure(drawn(seed), MEASURES[name])
    assert found is not None
    assert found.low <= found.value <= found.high
    assert found.n == 40


@pytest.mark.parametrize("seed", range(8))
def test_the_interval_holds_the_value_where_classes_are_many_and_cases_few(seed: int) -> None:
    draw = np.random.default_rng(seed)
    labels = draw.integers(0, 30, 60)
    told = np.where(draw.random(60) < 0.5, labels, draw.integers(0, 30, 60))
    found = figures.figure(np.stack([told, labels], axis=1), figures.macro_f1)
    assert found is not None
    assert found.low <= found.value <= found.high


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_the_same_cases_give_the_same_interval(name: str) -> None:
    assert figures.figure(drawn(3), MEASURES[name]) == figures.figure(drawn(3).tolist(), MEASURES[name])


def test_a_single_case_has_an_interval_of_no_width() -> None:
    assert figures.figure([[1.0]], figures.share) == figures.Figure(1.0, 1.0, 1.0, 1)


def test_more_cases_make_the_interval_narrower() -> None:
    few, many = (figures.figure(drawn(1, count), figures.accuracy) for count in (20, 2000))
    assert few is not None
    assert many is not None
    assert many.high - many.low < (few.high - few.low) / 3


def test_the_interval_is_that_of_scipys_percentile_bootstrap_within_a_hair() -> None:
    rows = drawn(5, 200)
    right = (rows[:, 0] == rows[:, 1]).astype(float)
    peer = stats.bootstrap(
        (right,), np.mean, method="percentile", n_resamples=4000, rng=np.random.default_rng(1)
    ).confidence_interval
    found = figures.figure(rows, figures.accuracy)
    assert found is not None
    assert found.low == pytest.approx(peer.low, abs=0.01)
    assert found.high == pytest.approx(peer.high, abs=0.01)
