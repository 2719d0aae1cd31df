"""What of a graph is written for readers, and so has to stand on the page too. Pure."""

from collections.abc import Iterator
from typing import Any

from generator.jsonld.site import Node

# Every property of an embedded graph whose value is prose. What is not named here is an address, a date, a number or a
# code, and is named below: a property of neither kind is refused by a test.
PROSE = frozenset(
    {
        *("headline", "alternativeHeadline", "abstract", "articleSection", "keywords"),
        *("backstory", "creditText", "copyrightNotice", "creativeWorkStatus"),
        *("name", "alternateName", "description", "text", "genre", "email"),
        *("reviewBody", "reviewAspect", "ratingExplanation"),
    }
)
CODES = frozenset(
    {
        *(
            "@context",
            "@id",
            "@type",
            "url",
            "contentUrl",
            "encodingFormat",
            "license",
            "acquireLicensePage",
            "usageInfo",
        ),
        *("publishingPrinciples", "ethicsPolicy", "correctionsPolicy", "actionableFeedbackPolicy"),
        "acquireLicensePage",
        *("datePublished", "dateModified", "inLanguage", "termCode", "width", "height"),
        *("ratingValue", "worstRating", "bestRating", "position", "isAccessibleForFree"),
    }
)


def literals(graph: Node) -> Iterator[tuple[str, Any]]:
    """Yield property and value of each literal of a graph, in the order in which they stand there."""
    for key, value in graph.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from literals(one)
            else:
                yield key, one


def prose(graph: Node) -> Iterator[tuple[str, str]]:
    """Yield property and text of all that a graph says to readers."""
    return ((key, value) for key, value in literals(graph) if key in PROSE)
