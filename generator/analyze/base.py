"""The one interface every analyzer meets. Pure.

What goes in: an article and its publisher. What comes out: an Analysis, which ``verify`` trusts in nothing.
"""

from typing import Protocol

from generator.models import Analysis, Article, Publisher


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
