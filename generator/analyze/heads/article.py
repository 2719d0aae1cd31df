"""Judge whole articles by the sentences in their own voice. Pure but for the weights.

What goes in: judgements of the sentences that are not quoted, and a few facts. What comes out: a Whole.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np

from generator.analyze.heads.encoder import WIDTH
from generator.analyze.heads.linear import Floats, head, standard
from generator.analyze.heads.sentence import TYPES, Judgement

LEAD: Final = 5
STRONGEST: Final = 5
# A handful of words is no article: below this, entries are counted as if so many words stood there.
LEAST_WORDS: Final = 200


class Whole:
    """What the heads say of one article; each head is asked when its answer is wanted."""

    def __init__(self, vector: Floats) -> None:
        """Take what was read of the article, as ``article_vector`` returns it."""
        self.vector = vector

    @cached_property
    def tone(self) -> float:
        """Return how strongly the article steers, from 0 to 100, as the heads were taught to see it."""
        vector: Floats = standard("tone")(self.vector[None, :])[0]
        return min(100.0, max(0.0, head("article_tone").named(vector)["tone"]))

    def shares(self, field: str) -> dict[str, float]:
        """Return the answers of the article head of a field.

        ``type``, ``kind``, ``topic``, ``intent`` and ``evidence`` share one out among their words; ``omission`` and
        ``missing`` give each word a probability of its own.
        """
        return head(f"article_{field}").named(self.vector)


class OwnVoice(NamedTuple):
    """What an article says in its own voice: judgements of its sentences in order, at least one, and facts about it.

    ``titled`` says whether the first sentence is the title, ``words`` how long the article is; ``facts`` are numbers
    that no sentence tells, in the order the heads were taught.
    """

    judgements: Sequence[Judgement]
    titled: bool
    words: int
    facts: Sequence[float]


def article_vector(own: OwnVoice) -> Floats:
    """Return what article heads read, the parts behind each other."""
    return np.concatenate(list(article_parts(own).values())).astype(np.float32)


def article_parts(own: OwnVoice) -> dict[str, Floats]:
    """Return the parts of what article heads read.

    Means over sentences (``states``, ``counts``, ``styles``), how loaded sentences are by where they stand
    (``places``), what their wording serves (``served``), what lists found (``entries``), and ``facts``.
    """
    judgements = own.judgements
    vectors = np.stack([one.vector for one in judgements])
    styles = np.stack([one.style for one in judgements])
    loaded = np.array([one.loaded for one in judgements])
    served = np.array([[one.types.get(name, 0.0) for name in TYPES] for one in judgements])
    places = [
        loaded.mean(),
        (loaded > 0.5).mean(),  # noqa: PLR2004 - more likely than not
        loaded[:LEAD].mean(),
        np.sort(loaded)[-STRONGEST:].mean(),
        loaded[0] if own.titled else loaded.mean(),
    ]
    means = vectors.mean(axis=0)
    return {
        "states": means[:WIDTH],
        "counts": means[WIDTH:],
        "styles": styles.mean(axis=0),
        "places": np.array(places, dtype=np.float32),
        "served": (served * loaded[:, None]).sum(axis=0) / max(1e-6, float(loaded.sum())),
        "entries": _entries(judgements, own.words),
        "facts": np.array(own.facts, dtype=np.float32),
    }


def _entries(judgements: Sequence[Judgement], words: int) -> Floats:
    """Return the logarithm of the entries' weight per hundred words, in all and by type."""
    weights = np.zeros(len(TYPES) + 1)
    for judgement in judgements:
        for entry in judgement.reading.entries:
            weights[0] += entry.weight
            weights[1 + TYPES.index(entry.type.value)] += entry.weight
    return np.log1p(100 * weights / max(LEAST_WORDS, words)).astype(np.float32)
