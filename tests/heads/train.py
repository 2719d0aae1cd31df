"""Train every head, by logistic regression with a fixed seed, and measure each on what it was not trained on."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GroupKFold

from generator.analyze.heads import Floats, Head, Link, Standard
from generator.analyze.heads.encoder import WIDTH

# The vector of a sentence has length one; counts spread about one. This brings both to the same strength.
STATE_SCALE = 8.0
# What the tone head reads, part by part. What was counted by hand carries over to new texts better than states do,
# lists best of all. How loaded sentences sound was taught on the very articles it reads here: it counts less. Chosen
# among 27 settings on the development half of spin_gold, the penalty with it.
PART_WEIGHT = {"states": 1.0, "places": 0.75, "entries": 3.0}
COUNTED_WEIGHT = 1.5
MOST_STEPS = 2000
FOLDS = 5


class Scale(NamedTuple):
    """What brings inputs to a like spread; it is folded into the weights, so that nothing of it is left at run time."""

    mean: Floats
    factor: Floats

    @classmethod
    def of(cls, vectors: Floats, states: int) -> "Scale":
        mean = vectors.mean(axis=0)
        factor = 1 / np.maximum(vectors.std(axis=0), 1e-3)
        # States keep their own proportions.
        mean[:states], factor[:states] = 0, STATE_SCALE
        return cls(mean.astype(np.float32), factor.astype(np.float32))

    def __call__(self, vectors: Floats) -> Floats:
        return (vectors - self.mean) * self.factor


def standard(vectors: Floats, widths: dict[str, int]) -> Standard:
    """Return what brings the inputs of the tone head to one measure.

    Args:
        vectors: the inputs, shape (articles, inputs).
        widths: how many inputs each part has, in order.
    """
    scale = Scale.of(vectors, 0)
    weights = [np.full(width, PART_WEIGHT.get(part, COUNTED_WEIGHT)) for part, width in widths.items()]
    return Standard(scale.mean, scale.factor * np.concatenate(weights).astype(np.float32))


def fit(  # noqa: PLR0913 - the parts of one regression
    vectors: Floats,
    labels: Sequence[str] | NDArray[np.str_],
    *,
    strength: float,
    weights: Floats | None = None,
    states: int = WIDTH,
    balanced: bool = False,
) -> Head:
    """Fit one head by logistic regression; labels "yes" and "no" make a head of one class."""
    scale = Scale.of(vectors, states)
    model = LogisticRegression(C=strength, max_iter=MOST_STEPS, class_weight="balanced" if balanced else None)
    model.fit(scale(vectors), labels, sample_weight=weights)
    classes = tuple(map(str, model.classes_))
    if classes == ("no", "yes"):
        return _stored(model.coef_, model.intercept_, ("yes",), Link.EACH, scale)
    return _stored(model.coef_, model.intercept_, classes, Link.SHARES, scale)


def fit_each(vectors: Floats, labels: Sequence[frozenset[str]], names: Sequence[str], *, strength: float) -> Head:
    """Fit one head with a probability for each name on its own; several may hold of one row."""
    scale = Scale.of(vectors, 0)
    scaled = scale(vectors)
    rows = []
    for name in names:
        model = LogisticRegression(C=strength, max_iter=MOST_STEPS)
        rows.append(model.fit(scaled, [name in one for one in labels]))
    matrix = np.vstack([one.coef_ for one in rows])
    bias = np.concatenate([one.intercept_ for one in rows])
    return _stored(matrix, bias, tuple(names), Link.EACH, scale)


def fit_number(vectors: Floats, values: Floats, name: str, *, penalty: float) -> Head:
    """Fit one head on standard vectors that answers with a number, by ridge regression."""
    model = Ridge(penalty).fit(vectors, values)
    bias = np.array([model.intercept_])
    return _stored(model.coef_[None, :], bias, (name,), Link.PLAIN)


def _stored(
    matrix: NDArray[np.float64],
    bias: NDArray[np.float64],
    classes: tuple[str, ...],
    link: Link,
    scale: Scale | None = None,
) -> Head:
    """Fold the scale, if there is one, into the weights and round them as they are stored."""
    rounded = (matrix if scale is None else matrix * scale.factor).astype(np.float16).astype(np.float32)
    moved = bias if scale is None else bias - rounded @ scale.mean
    return Head(rounded, moved.astype(np.float32), classes, link)


def across(
    vectors: Floats,
    labels: NDArray[np.str_],
    groups: NDArray[np.str_],
    fitting: Callable[[Floats, NDArray[np.str_]], Head],
) -> Floats:
    """Return the answers each group gets from a head that never saw the group, columns in the order of all labels."""
    names = sorted(set(map(str, labels)))
    names = ["yes"] if names == ["no", "yes"] else names
    found = np.zeros((len(vectors), len(names)), dtype=np.float32)
    for train, test in GroupKFold(FOLDS).split(vectors, labels, groups):
        head = fitting(vectors[train], labels[train])
        found[np.ix_(test, [names.index(one) for one in head.classes])] = head(vectors[test])
    return found
