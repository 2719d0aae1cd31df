"""The interfaces analyzers meet. Pure.

What goes in: an article and its publisher. What comes out: an Analysis, which ``verify`` trusts in nothing.
"""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from typing import NamedTuple, Protocol, runtime_checkable

from generator.models import Analysis, Article, Bill, Publisher
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


@runtime_checkable
class Advised(Analyzer, Protocol):
    """An analyzer that starts from what another found in the same article: a model beside its witness.

    The witness is an analyzer of the registry, so that it can work in another process than the one that may call out.
    """

    witness: str
    at_once: int  # so many articles can be judged at the same time to any use

    def judge(self, article: Article, publisher: Publisher, seen: Analysis) -> Analysis:
        """Return what was found in the article, by the witness and by what it asks.

        Args:
            article: the article.
            publisher: its publisher.
            seen: the analysis of the witness, not verified.

        Raises:
            AnalyzeError: no analysis can be given; nothing else is raised.
        """
        ...

    def expect(self, characters: Sequence[int | None]) -> None:
        """Note what judging articles of such lengths, None for unknown ones, will cost; said before the first."""
        ...

    def bill(self) -> Bill:
        """Return what was asked and what it cost up to now."""
        ...

    def close(self) -> None:
        """Wait for what is on its way, keep it, and end."""
        ...


class Reading(NamedTuple):
    """What one answer of a model says, on the ground of the text.

    ``dropped`` counts findings that did not stand in the text, by field.
    """

    analysis: Analysis
    dropped: dict[str, int]


class Heard(NamedTuple):
    """What one model says of one article: a reading per sample, and the one line it makes of the article if asked.

    ``cost`` is in the configured currency, whenever the answers were paid for. ``line_asked`` says whether there was to
    be a line, since a call for it may fail.
    """

    reader: str
    readings: tuple[Reading, ...]
    line: str | None
    cost: float
    prompt_digest: str
    line_asked: bool = False


class Engine(Protocol):
    """What sends the questions of readers and keeps their books; see ``Advised``."""

    at_once: int

    def expect(self, characters: Sequence[int | None]) -> None:
        """Note what articles of such lengths, None for unknown ones, will cost."""
        ...

    def bill(self) -> Bill:
        """Return what was asked and what it cost up to now."""
        ...

    def close(self) -> None:
        """Wait for what is on its way, keep it, and end."""
        ...


class Kept(Protocol):
    """Where raw answers are kept, by key."""

    def get(self, key: str) -> str | None:
        """Return what is kept, or None."""
        ...

    def put(self, key: str, text: str) -> None:
        """Keep a text for good before anything else is done with it."""
        ...

    def texts(self) -> Iterable[str]:
        """Return all that is kept."""
        ...


class Reader(Protocol):
    """A model that reads articles."""

    @property
    def name(self) -> str:
        """Return the name of the model."""
        ...

    def start(self, article: Article, publisher: Publisher, seen: Analysis) -> "Future[Heard]":
        """Start reading an article; the future raises AnalyzeError where nothing comes of it."""
        ...


class Language(NamedTuple):
    """What is known of the language that articles are written in."""

    ordinary: Callable[[str], bool]  # whether a word in lower case is one of the language and no name
    commands: Callable[[str], bool]  # whether a sentence begins as an order does


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
