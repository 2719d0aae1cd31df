"""The registry of analyzers: a name, and how to make the analyzer.

What goes in: a name, and for analyzers that ask models the means to do so. What comes out: an analyzer that meets
``base.Analyzer``. Analyzers are imported when asked for.
"""

import datetime as dt
from functools import cached_property
from typing import Final, NamedTuple

from generator.analyze.base import Advised, Analyzer, Kept
from generator.config import Asking, Models
from generator.errors import ConfigError
from generator.models import Analysis, Article, Publisher

__all__ = ["ANALYZERS", "EMBEDDED", "Advised", "Analyzer", "Kept", "Means", "advised", "asks", "make", "witness"]

EMBEDDED: Final = "embedded"
# By name: the analyzer that works offline, of itself or as the witness of models.
ANALYZERS: Final = {EMBEDDED: EMBEDDED, "llm": EMBEDDED, "ensemble": EMBEDDED}


class Means(NamedTuple):
    """What an analyzer needs to ask models."""

    models: Models
    asking: Asking
    kept: Kept
    today: dt.date
    required: bool = False  # whether a story without a model is none


def witness(name: str) -> str:
    """Return the name of the analyzer that works offline: the analyzer itself, or its witness.

    Raises:
        ConfigError: no analyzer has that name.
    """
    if name not in ANALYZERS:
        raise ConfigError(f"analyze: {name}: analyzer: unknown: choose one of {', '.join(sorted(ANALYZERS))}")
    return ANALYZERS[name]


def asks(name: str) -> bool:
    """Say whether an analyzer asks models.

    Raises:
        ConfigError: no analyzer has that name.
    """
    return witness(name) != name


def make(name: str) -> Analyzer:
    """Make the analyzer of that name that works offline.

    Raises:
        ConfigError: no analyzer has that name, or it asks models (``advised`` makes it).
    """
    if asks(name):
        raise ConfigError(f"analyze: {name}: analyzer: asks models, which cannot be done here: choose {witness(name)}")
    from generator.analyze.embedded import Embedded  # noqa: PLC0415 - `--help` should not pay for word lists

    return Embedded()


class _Offline:
    """An analyzer that is made when it is first asked: where workers are the witness, it never is."""

    def __init__(self, name: str) -> None:
        self.name = name

    @cached_property
    def _made(self) -> Analyzer:
        return make(self.name)

    def analyze(self, article: Article, publisher: Publisher) -> Analysis:
        return self._made.analyze(article, publisher)


def advised(name: str, means: Means) -> Advised:
    """Make an analyzer that asks models.

    Args:
        name: its name; ``llm`` asks one model, ``ensemble`` two or more.
        means: what it needs.

    Raises:
        ConfigError: no such analyzer, or its models cannot be used; the message says what to set.
    """
    from generator.analyze import ensemble  # noqa: PLC0415
    from generator.analyze.embedded import ENGLISH  # noqa: PLC0415
    from generator.analyze.llm import Engine  # noqa: PLC0415

    offline = _Offline(witness(name))
    count = len(means.models.models)
    if (name == "llm") != (count == 1):
        raise ConfigError(
            f"config: SPIN_MODEL: names {count} model{'s' * (count > 1)}: --analyzer llm asks one, "
            "--analyzer ensemble two or more"
        )
    engine = Engine(means.models, means.asking, means.kept, ENGLISH, means.today)
    found = ensemble.Ensemble(name, offline, engine.readers, engine)
    return found if means.required else ensemble.Fallback(found, offline)
