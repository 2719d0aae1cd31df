"""The interfaces analyzers meet. Pure.

What goes in: an article and its publisher. What comes out: an Analysis, which ``verify`` trusts in nothing.
"""

from collections.abc import Sequence
from typing import NamedTuple, Protocol, runtime_checkable

from generator.models import Analysis, Article, Publisher
from generator.vocabulary import LoadedType


class Analyzer(Protocol):
    """Say how one text frames its subject."""

    @property
    def name(self) -> str:
        """Return the name in the registry and in every report's provenance."""
        ...

    def analyze(self, article: Article, publisher: Publisher) -> Analysis:
        """Return what was found in the article, in its own words and places.

        Raises:
            AnalyzeError: no analysis can be given; nothing else is raised.
        """
        ...


class Grade(NamedTuple):
    """What is said of one sentence or paragraph standing alone.

    ``loaded`` and ``claim`` are probabilities from 0 to 1, ``is_loaded`` and ``is_claim`` the decisions taken on them;
    ``is_steering`` asks less: more likely than not it steers, if not by a word one could mark. ``loaded_words`` are
    places in the text, ``type`` what its wording would serve, ``causal`` how strongly it words a cause: 0 not, 1 as
    something seen together, 2 under a condition, 3 as a cause.
    """

    loaded: float
    is_loaded: bool
    is_steering: bool
    loaded_words: tuple[tuple[int, int], ...]
    type: LoadedType
    claim: float
    is_claim: bool
    causal: int


@runtime_checkable
class Grader(Protocol):
    """Judge sentences one by one; an analyzer that can is measured on labeled sentences too."""

    def grade(self, sentences: Sequence[str]) -> tuple[Grade, ...]:
        """Return one grade per sentence, in order."""
        ...
