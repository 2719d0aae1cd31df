"""Figures of agreement, each with its number of cases and a 95% bootstrap interval. Pure.

What goes in: predictions beside labels, one row per case. What comes out: figures. Formulas: F1 and average precision
as in Manning, Raghavan, Schuetze (2008), chapter 8; Spearman's rank correlation with mean ranks for ties; percentile
bootstrap after Efron (1979), 1,000 resamples of whole cases, fixed seed.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

RESAMPLES: Final = 1000
SEED: Final = 20261122
LOW, HIGH = 2.5, 97.5

Cases = NDArray[Any]
Measure = Callable[[Cases], float]


class Figure(NamedTuple):
    """One measured number: its value, the 95% interval around it, and the cases behind it."""

    value: float
    low: float
    high: float
    n: int


def figure(cases: Sequence[Any], measure: Measure) -> Figure | None:
    """Measure cases and resample them; None where there is no case.

    Args:
        cases: rows of the same shape; an array of shape (n, k).
        measure: from such an array, resampled or not, to a number.
    """
    rows = np.asarray(cases, dtype=float)
    if not len(rows):
        return None
    draw = np.random.default_rng(SEED)
    values = [measure(rows[draw.integers(0, len(rows), len(rows))]) for _ in range(RESAMPLES)]
    low, high = np.percentile(values, [LOW, HIGH])
    return Figure(float(measure(rows)), float(low), float(high), len(rows))


def f1(rows: Cases) -> float:
    """Return F1 of the positive class; columns: predicted, true, both 0 or 1."""
    hit = float((rows[:, 0] * rows[:, 1]).sum())
    all_ = float(rows[:, 0].sum() + rows[:, 1].sum())
    return 2 * hit / all_ if all_ else 0.0


def micro_f1(rows: Cases) -> float:
    """Return F1 over counts; columns: hits among predicted, predicted, hits among true, true.

    Precision and recall may count hits differently, as overlapping spans do.
    """
    hit_predicted, predicted, hit_true, true = rows.sum(axis=0)
    precision = hit_predicted / predicted if predicted else 0.0
    recall = hit_true / true if true else 0.0
    return float(2 * precision * recall / (precision + recall)) if precision + recall else 0.0


def macro_f1(rows: Cases) -> float:
    """Return the mean of F1 over the classes that occur among the labels; columns: predicted, true class."""
    scores = []
    for one in np.unique(rows[:, 1]):
        hit = float(((rows[:, 0] == one) & (rows[:, 1] == one)).sum())
        scores.append(2 * hit / float((rows[:, 0] == one).sum() + (rows[:, 1] == one).sum()))
    return float(np.mean(scores)) if scores else 0.0


def accuracy(rows: Cases) -> float:
    """Return the share of rows whose columns agree; columns: predicted, true."""
    return float((rows[:, 0] == rows[:, 1]).mean())


def share(rows: Cases) -> float:
    """Return the mean of the first column."""
    return float(rows[:, 0].mean())


def average_precision(rows: Cases) -> float:
    """Return average precision; columns: probability, true (0 or 1)."""
    ranked = rows[np.argsort(-rows[:, 0], kind="stable")]
    if not ranked[:, 1].sum():
        return 0.0
    # Equal probabilities are taken together: no order among them is better than another.
    last = np.flatnonzero(np.append(ranked[1:, 0] != ranked[:-1, 0], True))
    hits = np.cumsum(ranked[:, 1])[last]
    return float((np.diff(hits, prepend=0) * hits / (last + 1)).sum() / hits[-1])


def spearman(rows: Cases) -> float:
    """Return the rank correlation of two columns; 0 where one of them never varies."""
    first, second = _ranks(rows[:, 0]), _ranks(rows[:, 1])
    first, second = first - first.mean(), second - second.mean()
    scale = float(np.sqrt((first**2).sum() * (second**2).sum()))
    return float((first * second).sum()) / scale if scale else 0.0


def mean_absolute_error(rows: Cases) -> float:
    """Return the mean distance of two columns."""
    return float(np.abs(rows[:, 0] - rows[:, 1]).mean())


def _ranks(values: Cases) -> Cases:
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    mean: Cases = (last - (counts - 1) / 2)[inverse]
    return mean
