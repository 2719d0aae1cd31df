"""Linear heads: a matrix, a bias and the names of the classes. Pure but for reading the weights beside this module.

What goes in: vectors. What comes out: probabilities. The weights come from ``make heads``; the model card says from
what.
"""

from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
WEIGHTS = Path(__file__).with_name("weights.npz")


class Link(StrEnum):
    """Say how sums become answers: shares that add up to one, a probability for each class, or the sums as they are."""

    SHARES = "shares"
    EACH = "each"
    PLAIN = "plain"


class Head(NamedTuple):
    """One head: ``matrix`` of shape (classes, inputs), ``bias`` of shape (classes,), the ``classes`` by name."""

    matrix: Floats
    bias: Floats
    classes: tuple[str, ...]
    link: Link

    def __call__(self, vectors: Floats) -> Floats:
        """Return the answers, shape (rows, classes), to vectors of shape (rows, inputs)."""
        sums: Floats = vectors @ self.matrix.T + self.bias
        if self.link is Link.PLAIN:
            return sums
        if self.link is Link.EACH:
            each: Floats = (1 / (1 + np.exp(-sums))).astype(np.float32)
            return each
        powers = np.exp(sums - sums.max(axis=1, keepdims=True))
        shares: Floats = powers / powers.sum(axis=1, keepdims=True)
        return shares

    def named(self, vector: Floats) -> dict[str, float]:
        """Return the answers to one vector by class."""
        return dict(zip(self.classes, map(float, self(vector[None, :])[0]), strict=True))

    @classmethod
    def read(cls, stored: dict[str, NDArray[np.generic]], name: str) -> Self:
        """Take one head out of the stored arrays; they are kept with half the digits."""
        return cls(
            stored[f"{name}.matrix"].astype(np.float32),
            stored[f"{name}.bias"].astype(np.float32),
            tuple(map(str, stored[f"{name}.classes"])),
            Link(str(stored[f"{name}.link"])),
        )


class Standard(NamedTuple):
    """What brings inputs of many kinds to one measure: ``center`` and ``factor``, both of shape (inputs,).

    Each row is centered and scaled, then brought to the length that rows have on average. So a text that lies far from
    everything taught is judged by its direction, and no single count can carry its answer away.
    """

    center: Floats
    factor: Floats

    def __call__(self, vectors: Floats) -> Floats:
        """Return standard vectors, shape (rows, inputs), each of length sqrt(inputs)."""
        scaled = (vectors - self.center) * self.factor
        lengths = np.maximum(np.linalg.norm(scaled, axis=1, keepdims=True), 1e-6)
        found: Floats = (scaled / lengths * np.sqrt(scaled.shape[1])).astype(np.float32)
        return found


@lru_cache(maxsize=1)
def stored() -> dict[str, NDArray[np.generic]]:
    """Return all stored arrays, read once per process."""
    with np.load(WEIGHTS, allow_pickle=False) as file:
        return dict(file)


@lru_cache(maxsize=4)
def standard(name: str) -> Standard:
    """Return the standard of a head, by name."""
    arrays = stored()
    return Standard(arrays[f"{name}.center"].astype(np.float32), arrays[f"{name}.factor"].astype(np.float32))


@lru_cache(maxsize=32)
def head(name: str) -> Head:
    """Return one head by its name."""
    return Head.read(stored(), name)
