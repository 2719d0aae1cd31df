"""The registry of analyzers: a name, and how to make the analyzer.

What goes in: a name. What comes out: an analyzer that meets ``base.Analyzer``. Analyzers are imported when asked for.
"""

from collections.abc import Callable

from generator.analyze.base import Analyzer
from generator.errors import ConfigError

__all__ = ["ANALYZERS", "Analyzer", "make"]


def _embedded() -> Analyzer:
    from generator.analyze.embedded import Embedded  # noqa: PLC0415 - `--help` should not pay for word lists

    return Embedded()


ANALYZERS: dict[str, Callable[[], Analyzer]] = {
    "embedded": _embedded,
}


def make(name: str) -> Analyzer:
    """Make the analyzer of that name.

    Raises:
        ConfigError: no analyzer has that name.
    """
    if name not in ANALYZERS:
        raise ConfigError(f"analyze: {name}: analyzer: unknown: choose one of {', '.join(sorted(ANALYZERS))}")
    return ANALYZERS[name]()
